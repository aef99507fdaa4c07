"""The words of the paper in languages of India in which nobody reads the portal yet: for these there is no catalogue.

By what stands in the source; what is not here is said as the catalogue says it.
"""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "ta": {
        "Centre of Excellence for Strengthening Livelihoods and Collectives": (
            "வாழ்வாதாரங்களையும் கூட்டமைப்புகளையும் வலுப்படுத்தும் சிறப்பு மையம்"
        ),
        "Certificate": "சான்றிதழ்",
        "This is to certify that": "இதன்மூலம் சான்றளிக்கப்படுகிறது:",
        "has completed the training": "பயிற்சியை முடித்துள்ளார்",
        "practises what was learned, as was seen in the field": "கற்றதை நடைமுறைப்படுத்துகிறார்; இது களத்தில் காணப்பட்டது",
        "Issued on": "வழங்கிய நாள்",
        "Valid until": "செல்லுபடியாகும் கடைசி நாள்",
        "For ever": "எப்போதும்",
        "Signature and seal": "கையொப்பமும் முத்திரையும்",
        "Check this certificate: %(address)s": "இந்தச் சான்றிதழைச் சரிபார்க்க: %(address)s",
    },
    "bn": {
        "Centre of Excellence for Strengthening Livelihoods and Collectives": ("জীবিকা ও সমষ্টি শক্তিশালী করার উৎকর্ষ কেন্দ্র"),
        "Certificate": "শংসাপত্র",
        "This is to certify that": "এতদ্দ্বারা প্রত্যয়ন করা হচ্ছে যে",
        "has completed the training": "প্রশিক্ষণ সম্পূর্ণ করেছেন",
        "practises what was learned, as was seen in the field": "যা শিখেছেন তা কাজে লাগাচ্ছেন, মাঠে তা দেখা গেছে",
        "Issued on": "প্রদানের তারিখ",
        "Valid until": "যে তারিখ পর্যন্ত বৈধ",
        "For ever": "চিরকাল",
        "Signature and seal": "স্বাক্ষর ও সিলমোহর",
        "Check this certificate: %(address)s": "এই শংসাপত্র যাচাই করুন: %(address)s",
    },
}


def in_language(words: str, language: str) -> str:
    """``words`` as the catalogue of the active language says them, or as this module does in ``language``."""
    return WORDS.get(language, {}).get(words, words)
