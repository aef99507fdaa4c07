"""Certificates for programs: Open Badges 3.0, which is a W3C Verifiable Credential 2.0, signed as a JWT.

The issuer is the portal, ``did:web`` of its address; the organisation is who created the achievement. The signature is
of the whole credential as it stands in the token (VC-JOSE-COSE, ``vc+jwt``), so that nobody has to agree how JSON is
spelt; the registered claims that Open Badges wants stand beside it.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from certificates.bitstrings import encoded
from certificates.enums import Ladder
from certificates.keys import PublicKey, own_key, sign, to_base64url
from certificates.models import Certificate
from certificates.signing import address_of
from core.local_text import SOURCE

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
CREDENTIAL, KEYS = "application/vc+jwt", "application/jwk-set+json"
KINDS = {Ladder.TRAINED: "CertificateOfCompletion", Ladder.PRACTISING: "Certification"}
# The name is the one of the paper. What else programs read is in English, the description too.
CRITERIA = {
    Ladder.TRAINED: "Completed the training, as the rule of the programme asks for.",
    Ladder.PRACTISING: "Practises what was learned, as was seen in the field.",
}
# A status list is asked for again after an hour: so long may a certificate that was taken back still seem good.
LIST_IS_FRESH = timedelta(hours=1)


def issuer() -> str:
    """The portal's decentralised identifier: its address, as ``did:web`` writes it."""
    return f"did:web:{quote(urlsplit(settings.BASE_URL).netloc, safe='')}"


def did_document(keys: Iterable[PublicKey]) -> dict[str, Any]:
    """What ``issuer`` leads to: the keys that sign for it."""
    methods = [
        {"id": f"{issuer()}#{key.name}", "type": "JsonWebKey", "controller": issuer(), "publicKeyJwk": _jwk(key)}
        for key in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": issuer(),
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def key_set(keys: Iterable[PublicKey]) -> dict[str, Any]:
    """The same keys as RFC 7517 writes them."""
    return {"keys": [_jwk(key) for key in keys]}


def credential_of(certificate: Certificate) -> str:
    """The certificate as an Open Badge, signed. Its subject has a name that is hers on no other certificate."""
    subject, titled = certificate.id.urn, certificate.titled_on_paper
    ladder = Ladder(certificate.ladder)
    body: dict[str, Any] = {
        "@context": CONTEXTS,
        "id": address_of(certificate),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": titled.value,
        "issuer": {"id": issuer(), "type": ["Profile"], "name": settings.DATA_FIDUCIARY, "url": settings.BASE_URL},
        "validFrom": _moment(certificate.issued_on).isoformat(),
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityType": "name", "identityHash": certificate.name, "hashed": False}
            ],
            "achievement": {
                "id": f"{settings.BASE_URL}{reverse('certificates:award', args=[certificate.award_key])}",
                "type": ["Achievement"],
                "achievementType": KINDS[ladder],
                "name": titled.value,
                "inLanguage": titled.language,
                "description": f"{certificate.titles[SOURCE]} ({certificate.organisation.name})",
                "criteria": {"narrative": CRITERIA[ladder]},
                "creator": {
                    "id": certificate.organisation.uuid.urn,
                    "type": ["Profile"],
                    "name": certificate.organisation.name,
                },
            },
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {
            "id": f"{_address_of_list(certificate.list_number)}#{certificate.bit}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(certificate.bit),
            "statusListCredential": _address_of_list(certificate.list_number),
        },
    }
    claims: dict[str, Any] = {"sub": subject, "nbf": _seconds(_moment(certificate.issued_on))}
    if certificate.valid_until:
        end = _moment(certificate.valid_until, time(23, 59, 59))
        body["validUntil"] = end.isoformat()
        claims["exp"] = _seconds(end)
    return _signed({**body, **claims})


def status_list(number: int, ended: Iterable[int]) -> str:
    """Which certificates of a list were replaced or taken back, signed; ``ended`` are their bits."""
    now = timezone.now().replace(microsecond=0)
    body = {
        "@context": CONTEXTS[:1],
        "id": _address_of_list(number),
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer(),
        "validFrom": now.isoformat(),
        "validUntil": (now + LIST_IS_FRESH).isoformat(),
        "credentialSubject": {
            "id": f"{_address_of_list(number)}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(ended),
        },
    }
    claims = {"sub": f"{_address_of_list(number)}#list", "nbf": _seconds(now), "exp": _seconds(now + LIST_IS_FRESH)}
    return _signed({**body, **claims})


def _signed(body: dict[str, Any]) -> str:
    """``body`` as a compact JWS by the key in use."""
    head = {"alg": "EdDSA", "typ": "vc+jwt", "cty": "vc", "kid": f"{issuer()}#{own_key().name}"}
    claims = {**body, "iss": issuer(), "jti": body["id"]}
    parts = [to_base64url(json.dumps(part, ensure_ascii=False).encode()) for part in (head, claims)]
    message = ".".join(parts)
    return f"{message}.{to_base64url(sign(message.encode()))}"


def _jwk(key: PublicKey) -> dict[str, str]:
    return {**key.jwk, "kid": key.name, "alg": "EdDSA", "use": "sig"}


def _address_of_list(number: int) -> str:
    return f"{settings.BASE_URL}{reverse('certificates:status', args=[number])}"


def _moment(day: date, at: time = time.min) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
