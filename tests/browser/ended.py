"""``python -m tests.browser.ended NUMBER WHAT``: what becomes of a certificate beside a journey, by its row alone."""

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from certificates.models import Certificate  # noqa: E402

number, what = sys.argv[1:]
today = timezone.localdate()
STANDS = {"status": "issued", "ended_at": None, "reason": "", "issued_on": today, "valid_until": None}
LAPSED = {"issued_on": today - timedelta(days=9), "valid_until": today - timedelta(days=1)}
ENDED = {"ended_at": timezone.now(), "reason": "By mistake"}
CHANGES = {"issued": {}, "lapsed": LAPSED, "replaced": ENDED, "revoked": ENDED}
status = what if CHANGES[what] is ENDED else "issued"
Certificate.objects.filter(number=number).update(**{**STANDS, **CHANGES[what], "status": status})
