"""Who may open the pages of certificates; anybody checks one."""

from certificates.services import issue
from tests.access import ANYBODY, LEARNER, NOBODY, OWN, Row
from tests.certificates.certificates import award

# fmt: off
OVERSEERS = "login 404 404 404 200 404 200 intro"
KEEPERS_SENT = "login 404 404 404 404 404 302 intro"
KEEPERS_FORM = "login 404 404 404 404 404 422 intro"
ASKERS_SENT = "login 404 404 404 302 404 404 intro"
ASKERS_FORM = "login 404 404 404 422 404 404 intro"
ROWS = [
    Row("certificates:mine",        "GET",  "/certificates/",                         OWN),
    Row("certificates:list",        "GET",  "/certificates/all/",                     OVERSEERS),
    Row("certificates:check",       "GET",  "/certificates/check/",                   ANYBODY),
    Row("certificates:certificate", "GET",  "/certificates/{certificate}/",           ANYBODY),
    Row("certificates:certificate", "GET",  "/certificates/48271930564/",             "404"),
    Row("certificates:certificate", "GET",  "/certificates/48271930566/",             "404"),
    Row("certificates:award",       "GET",  "/certificates/awards/move",              ANYBODY),
    Row("certificates:award",       "GET",  "/certificates/awards/unknown",           "404"),
    Row("certificates:print",       "GET",  "/certificates/{certificate}/certificate.pdf", "login 200 404 404 200 404 200 intro"),
    Row("certificates:print",       "GET",  "/certificates/{elsewhere_certificate}/certificate.pdf", "login 404 200 404 404 404 404 intro"),
    Row("certificates:credential",  "GET",  "/certificates/{certificate}/credential.jwt", LEARNER),
    Row("certificates:status",      "GET",  "/certificates/status/{status_list}/",    ANYBODY),
    Row("certificates:status",      "GET",  "/certificates/status/7/",                "404"),
    Row("certificate-keys",         "GET",  "/.well-known/jwks.json",                 ANYBODY),
    Row("decentralised-identifier", "GET",  "/.well-known/did.json",                  ANYBODY),
    Row("certificates:detail",      "GET",  "/certificates/{certificate}/about/",     OVERSEERS),
    Row("certificates:detail",      "GET",  "/certificates/{elsewhere_certificate}/about/", NOBODY),
    # What was refused there is loaded again.
    Row("certificates:revoke",      "GET",  "/certificates/{certificate}/revoke/",    KEEPERS_SENT),
    Row("certificates:revoke",      "POST", "/certificates/{certificate}/revoke/",    KEEPERS_FORM),
    Row("certificates:revoke",      "POST", "/certificates/{certificate}/revoke/",    KEEPERS_SENT, {"reason": "Issued by mistake"}),
    Row("certificates:replace",     "GET",  "/certificates/{certificate}/replace/",   KEEPERS_SENT),
    Row("certificates:replace",     "POST", "/certificates/{certificate}/replace/",   KEEPERS_FORM, {"reason": "Spelt wrong"}),
    Row("certificates:replace",     "POST", "/certificates/{certificate}/replace/",   KEEPERS_SENT, {"reason": "Spelt wrong", "name": "Lakshmi D."}),
    # Who may end it does; a trainer, who may not, asks.
    Row("certificates:ask-to-end",  "GET",  "/certificates/{certificate}/ask/",       ASKERS_SENT),
    Row("certificates:ask-to-end",  "POST", "/certificates/{certificate}/ask/",       ASKERS_FORM),
    Row("certificates:ask-to-end",  "POST", "/certificates/{certificate}/ask/",       ASKERS_SENT, {"reason": "Another's name"}),
    Row("certificates:leave",       "GET",  "/certificates/{certificate}/leave/",     KEEPERS_SENT),
    Row("certificates:leave",       "POST", "/certificates/{certificate}/leave/",     KEEPERS_FORM),
    Row("certificates:leave",       "POST", "/certificates/{certificate}/leave/",     KEEPERS_SENT, {"reason": "It is right"}),
    Row("certificates:renew",       "GET",  "/certificates/{certificate}/renew/",     KEEPERS_SENT),
    Row("certificates:renew",       "POST", "/certificates/{certificate}/renew/",     KEEPERS_SENT),
    Row("certificates:renew",       "POST", "/certificates/{elsewhere_certificate}/renew/", NOBODY),
]
# fmt: on


def gaps(world):
    """The number of a certificate of the learner from her cohort, and of one from elsewhere."""
    made = {"status_list": 0}
    for name, role, cohort in (
        ("certificate", "learner", world.cohort),
        ("elsewhere_certificate", "other", world.elsewhere),
    ):
        of = award(cohort=cohort.pk, cohort_name=cohort.name, organisation=cohort.organisation, place=cohort.place)
        made[name] = issue(world.people[role], award=of, by=None).number
    return made
