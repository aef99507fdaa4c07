"""A certificate as an Open Badge: verified by a library that is not ours (openbadgeslib), as a stranger's program does.

The library fetches the document of the portal's identifier and the status list by their addresses; here the test's
client answers in the place of the network.
"""

import gzip
import json
from datetime import datetime, timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from certificates import services
from certificates.credentials import credential_of, issuer
from certificates.keys import from_base64url, to_base64url
from certificates.models import Certificate, SigningKey
from tests.certificates.certificates import certificate_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

ANOTHER_KEY = to_base64url(b"another-for-tests-another-for-te")


@pytest.fixture
def verify(client, settings):
    """Verify a credential as a stranger does, knowing the identifier of the issuer alone."""
    settings.BASE_URL = "https://portal.example"

    def fetch(address, *args, **kwargs):
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc) == ("https", "portal.example")
        answer = client.get(parts.path)
        assert answer.status_code == 200, address
        return answer.content

    def _verify(token):
        verifier = OB3Verifier.for_issuer_did(issuer(), download=fetch)
        return verifier.verify(token, check_status=True, download=fetch)

    return _verify


def test_a_stranger_verifies_a_certificate_with_its_status(verify):
    found = certificate_of(PersonFactory(name="ಲಕ್ಷ್ಮಿ ಗೌಡ"), valid_months=24)
    badge = verify(credential_of(found))
    assert badge.issuer.id == "did:web:portal.example"
    assert badge.recipient_id == found.id.urn
    assert badge.expiration_date.astimezone().date() >= found.valid_until


def test_what_was_taken_back_or_replaced_is_refused(verify):
    revoked, replaced, stands = certificate_of(), certificate_of(PersonFactory(name="Aasha")), certificate_of()
    tokens = [credential_of(each) for each in (revoked, replaced, stands)]
    services.revoke(revoked, reason="Issued by mistake", by=None)
    services.replace(replaced, name="Asha", reason="Spelt wrong", by=None)
    for token in tokens[:2]:
        with pytest.raises(OB3VerificationError, match="revocation"):
            verify(token)
    verify(tokens[2])


def test_what_has_lapsed_is_refused(verify):
    found = certificate_of(valid_months=1)
    today = timezone.localdate()
    Certificate.objects.update(issued_on=today - timedelta(days=40), valid_until=today - timedelta(days=9))
    found.refresh_from_db()
    with pytest.raises(OB3VerificationError, match="expired"):
        verify(credential_of(found))


def test_what_an_earlier_key_signed_is_verified_after_the_next_until_it_is_given_up(verify, settings):
    old = credential_of(certificate_of())
    settings.CERTIFICATE_KEY = ANOTHER_KEY
    verify(old)
    verify(credential_of(certificate_of()))
    assert SigningKey.objects.count() == 2
    call_command("certificate_keys", give_up=SigningKey.objects.earliest("since").name, stdout=StringIO())
    with pytest.raises(OB3VerificationError):
        verify(old)


def test_one_bit_changed_anywhere_is_refused(verify):
    head, body, signature = credential_of(certificate_of()).split(".")
    verify(f"{head}.{body}.{signature}")
    for number in range(0, len(from_base64url(body)) * 8, 97):
        changed = bytearray(from_base64url(body))
        changed[number // 8] ^= 1 << number % 8
        with pytest.raises(OB3VerificationError):
            verify(f"{head}.{to_base64url(bytes(changed))}.{signature}")
    for number in range(0, 512, 31):
        changed = bytearray(from_base64url(signature))
        changed[number // 8] ^= 1 << number % 8
        with pytest.raises(OB3VerificationError):
            verify(f"{head}.{body}.{to_base64url(bytes(changed))}")


def test_it_says_the_name_and_no_number_of_hers(settings):
    found = certificate_of(PersonFactory(name="Asha Pawar", contact_phone="+919876512345"), cohort_name="Nadipura")
    body = json.loads(from_base64url(credential_of(found).split(".")[1]))
    assert body["credentialSubject"]["identifier"][0]["identityHash"] == "Asha Pawar"
    for unsaid in ("98765", "Nadipura", str(found.person_id), found.person.user.username):
        assert unsaid not in json.dumps(body)


def test_it_has_the_title_of_the_paper_and_says_in_which_language(verify):
    titles = {"en": "MOVE facilitator", "hi": "मूव सहजकर्ता"}
    for language, title, said in (("hi", "मूव सहजकर्ता", "hi"), ("bn", "MOVE facilitator", "en")):
        found = certificate_of(language=language, titles=titles)
        assert verify(credential_of(found)).name == title
        achievement = parts_of(credential_of(found))[1]["credentialSubject"]["achievement"]
        assert (achievement["name"], achievement["inLanguage"]) == (title, said)
        assert achievement["description"] == "MOVE facilitator (Nadi Teera Trust)"


def test_the_status_list_names_nobody(client):
    found = certificate_of(PersonFactory(name="Asha Pawar"))
    services.revoke(found, reason="Issued by mistake", by=None)
    answer = client.get(reverse("certificates:status", args=[found.list_number]))
    body = from_base64url(answer.text.split(".")[1]).decode()
    assert answer["Content-Type"] == "application/vc+jwt"
    assert "Asha" not in body
    assert found.number not in body


# What Open Badges 3.0 asks for (its data model, "AchievementCredential" and what is in it) and the W3C for a status:
# where, and what must be there. The schema itself may not be passed on with this code.
REQUIRED = {
    "": ("@context", "id", "type", "name", "issuer", "validFrom", "credentialSubject"),
    "issuer": ("id", "type"),
    "credentialSubject": ("type", "achievement"),
    "credentialSubject.identifier.0": ("type", "hashed", "identityHash", "identityType"),
    "credentialSubject.achievement": ("id", "type", "name", "description", "criteria"),
    "credentialSubject.achievement.creator": ("id", "type"),
    "credentialSchema.0": ("id", "type"),
    "credentialStatus": ("type", "statusPurpose", "statusListIndex", "statusListCredential"),
}
TYPES = {
    "": {"VerifiableCredential", "OpenBadgeCredential"},
    "issuer": {"Profile"},
    "credentialSubject": {"AchievementSubject"},
    "credentialSubject.achievement": {"Achievement"},
    "credentialSubject.achievement.creator": {"Profile"},
}
ADDRESSES = (
    *("id", "issuer.id", "credentialSubject.id", "credentialSubject.achievement.id"),
    *("credentialSubject.achievement.creator.id", "credentialSchema.0.id", "credentialStatus.statusListCredential"),
)


def part(body, path):
    for step in filter(None, path.split(".")):
        body = body[int(step) if step.isdecimal() else step]
    return body


def parts_of(token):
    """The head and the body of a token, not verified."""
    return [json.loads(from_base64url(each)) for each in token.split(".")[:2]]


def test_it_has_all_that_open_badges_asks_for(settings):
    settings.BASE_URL = "https://portal.example"
    found = certificate_of(PersonFactory(name="ಲಕ್ಷ್ಮಿ ಗೌಡ"), valid_months=24)
    head, body = parts_of(credential_of(found))
    for path, names in REQUIRED.items():
        assert [name for name in names if part(body, path).get(name) in (None, "", [])] == [], path
    for path, names in TYPES.items():
        assert names <= {*part(body, path)["type"]}, path
    for path in ADDRESSES:
        assert urlsplit(part(body, path)).scheme in {"https", "did", "urn"}, path
    assert body["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert body["@context"][1].startswith("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.")
    assert {*part(body, "credentialSubject.achievement.criteria")} & {"id", "narrative"}
    for name in ("validFrom", "validUntil"):
        assert datetime.fromisoformat(body[name]).tzinfo is not None
    assert part(body, "credentialStatus.statusListIndex").isdecimal()
    assert (head["alg"], head["typ"]) == ("EdDSA", "vc+jwt")
    assert head["kid"].startswith(f"{issuer()}#")
    assert (body["iss"], body["jti"], body["sub"]) == (issuer(), body["id"], body["credentialSubject"]["id"])
    assert body["nbf"] == datetime.fromisoformat(body["validFrom"]).timestamp()
    assert body["exp"] == datetime.fromisoformat(body["validUntil"]).timestamp()


def test_the_status_list_has_all_that_the_w3c_asks_for_and_its_bit_is_the_one_of_the_certificate(client):
    found, stands = certificate_of(), certificate_of()
    services.revoke(found, reason="Issued by mistake", by=None)
    _head, body = parts_of(client.get(reverse("certificates:status", args=[found.list_number])).text)
    assert {"VerifiableCredential", "BitstringStatusListCredential"} <= {*body["type"]}
    subject = body["credentialSubject"]
    assert (subject["type"], subject["statusPurpose"]) == ("BitstringStatusList", "revocation")
    assert datetime.fromisoformat(body["validUntil"]) > timezone.now()
    bits = gzip.decompress(from_base64url(subject["encodedList"].removeprefix("u")))
    assert len(bits) * 8 >= 131_072
    is_set = [bool(bits[each.bit // 8] & 0x80 >> each.bit % 8) for each in (found, stands)]
    assert is_set == [True, False]
