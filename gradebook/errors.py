from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class NoCertificateNamed(Refusal):
    """The programme says nothing of a certificate."""

    code = "no_certificate_named"
    message = _("The programme of this cohort names no certificate. Who manages the programme writes its title down.")


class NoSuchActivity(Refusal):
    """The cohort has no such activity, or none any more."""

    code = "no_such_activity"
    message = _("This activity is no longer in the gradebook. Open the page again.")
