"""The access table: every address of the product, and what it answers to whom."""

from uuid import UUID

from tests.access_world import Row

MESSAGE = {"id": UUID(int=1), "body": "Hello"}
RECEIPTS = {"delivered": 1, "read": 1}

# fmt: off
#   stranger  learner  other  withdrawn  trainer  mentor  manager  editor
ANYBODY = "200"
ONLY_IN =  "login     200      200    200        200      200     200      200"
OWN =      "login     200      200    200        200      200     200      intro"
OWN_SENT = "login     302      302    302        302      302     302      intro"
READERS =  "login     200      404    404        200      200     200      intro"
READERS_SENT = "login 302      404    404        302      302     302      intro"
LEARNER =  "login     200      404    404        404      404     404      intro"
LEARNER_SENT = "login 302      404    404        404      404     404      intro"
MEMBERS =  "login     200      404    404        404      200     404      intro"
MEMBERS_SENT = "login 302      404    404        404      302     404      intro"
TEACHERS = "login     404      404    404        200      404     200      intro"
TEACHERS_SENT = "login 404     404    404        302      404     302      intro"
NOBODY =   "login     404      404    404        404      404     404      intro"
LEARNERS_JOB = "login 200      404    404        404      404     404      404"

PEOPLE = [
    Row("people:set-language",   "GET",  "/people/language/hi/",   "302"),
    Row("people:set-language",   "GET",  "/people/language/xx/",   "404"),
    Row("people:notice",         "GET",  "/people/notice/",        ANYBODY),
    Row("people:introduce",      "GET",  "/people/introduce/",     "login desk desk desk desk desk desk 200"),
    Row("people:introduce",      "POST", "/people/introduce/",     "login desk desk desk desk desk desk 422"),
    Row("people:pick-place",     "GET",  "/people/pick/place/?field=place", ONLY_IN),
    Row("people:pick-person",       "GET", "/people/pick/person/?field=trainer",            OWN),
    Row("people:pick-organisation", "GET", "/people/pick/organisation/?field=organisation", OWN),
    Row("people:choose-person",  "GET",  "/people/who/",           "login 200 200 200 200 200 200 200"),
    Row("people:choose-person",  "POST", "/people/who/",           "login 404 404 404 404 404 404 404", {"user": "1"}),
    Row("people:profile",        "GET",  "/people/me/",            OWN),
    Row("people:kept",           "GET",  "/people/me/kept/",       OWN),
    Row("people:kept-file",      "GET",  "/people/me/kept/file/",  OWN),
    Row("people:tokens",         "GET",  "/people/me/programs/",   OWN),
    Row("people:tokens",         "POST", "/people/me/programs/",   "login 422 422 422 422 422 422 intro", {"name": "x"}),
    Row("people:stop-token",     "POST", "/people/me/programs/{token}/stop/", LEARNER_SENT),
    Row("people:set-pin",        "GET",  "/people/me/pin/",        OWN),
    Row("people:set-pin",        "POST", "/people/me/pin/",        "login 422 422 422 422 422 422 intro", {"pin": "1"}),
    Row("people:change-consent", "POST", "/people/me/consent/story/",   OWN_SENT),
    Row("people:change-consent", "POST", "/people/me/consent/unknown/", NOBODY),
]
COHORTS = [
    Row("cohorts:join",     "GET",  "/cohorts/join/",               OWN),
    Row("cohorts:join",     "POST", "/cohorts/join/",               "login 422 422 422 422 422 422 intro", {"code": "XXXXXX"}),
    Row("cohorts:create",   "GET",  "/cohorts/new/",                "login 404 404 404 404 404 200 intro"),
    Row("cohorts:create",   "POST", "/cohorts/new/",                "login 404 404 404 404 404 422 intro", {"name": "x"}),
    Row("cohorts:cohort",   "GET",  "/cohorts/{cohort}/",           READERS),
    Row("cohorts:learners", "GET",  "/cohorts/{cohort}/learners/",  TEACHERS),
    Row("cohorts:print-learners", "GET", "/cohorts/{cohort}/learners.pdf",    TEACHERS),
    Row("cohorts:print-learners", "GET", "/cohorts/{elsewhere}/learners.pdf", NOBODY),
    Row("cohorts:figures",  "GET",  "/cohorts/{cohort}/figures/",   TEACHERS),
    Row("cohorts:figures",  "GET",  "/cohorts/{elsewhere}/figures/", NOBODY),
    Row("cohorts:learner",      "GET",  "/cohorts/{cohort}/learners/{learner}/",            TEACHERS),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{learner}/pin/",        TEACHERS),
    Row("cohorts:withdraw",     "POST", "/cohorts/{cohort}/learners/{learner}/withdraw/",   TEACHERS_SENT),
    # A learner of another cohort, one who left, and somebody who is no learner, by way of one's own cohort.
    Row("cohorts:learner",      "GET",  "/cohorts/{cohort}/learners/{other}/",              NOBODY),
    Row("cohorts:learner",      "GET",  "/cohorts/{cohort}/learners/{withdrawn}/",          NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{other}/pin/",          NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{withdrawn}/pin/",      NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{mentor}/pin/",         NOBODY),
    Row("cohorts:withdraw",     "POST", "/cohorts/{cohort}/learners/{other}/withdraw/",     NOBODY),
    # The trainer of this cohort and the manager of this place are strangers to the other one.
    Row("cohorts:learners",     "GET",  "/cohorts/{elsewhere}/learners/",                   NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{elsewhere}/learners/{other}/pin/",       NOBODY),
    Row("cohorts:cohort",       "GET",  "/cohorts/{elsewhere}/",  "login 404 200 404 404 404 404 intro"),
]
EXCHANGE = [
    Row("exchange:start",      "GET",  "/exchange/new/learners/?about={cohort}",    "login 404 404 404 200 404 200 404"),
    Row("exchange:start",      "POST", "/exchange/new/learners/?about={cohort}",    "login 404 404 404 422 404 422 404"),
    Row("exchange:start",      "GET",  "/exchange/new/learners/?about={elsewhere}", "login 404 404 404 404 404 404 404"),
    Row("exchange:start",      "GET",  "/exchange/new/learners/?about=nothing",     "login 404 404 404 404 404 404 404"),
    Row("exchange:start",      "GET",  "/exchange/new/places/",                     "login 404 404 404 404 404 404 404"),
    Row("exchange:empty-file", "GET",  "/exchange/new/learners/columns.csv?about={cohort}", "login 404 404 404 200 404 200 404"),
    Row("exchange:import",       "GET",  "/exchange/{nowhere}/",            "login 404 404 404 404 404 404 404"),
    Row("exchange:confirm",      "POST", "/exchange/{nowhere}/confirm/",    "login 404 404 404 404 404 404 404"),
    Row("exchange:refused-rows", "GET",  "/exchange/{nowhere}/refused.csv", "login 404 404 404 404 404 404 404"),
]
COURSES = [
    Row("courses:lesson",        "GET",  "/lessons/{lesson_key}/",            "302"),
    Row("courses:lesson",        "GET",  "/lessons/{nowhere}/",               "404"),
    Row("courses:print-lesson",  "GET",  "/lessons/{lesson}/lesson.pdf",      READERS),
    Row("courses:print-lesson",  "GET",  "/lessons/{locked}/lesson.pdf",      "login 404 404 404 200 200 200 intro"),
    Row("courses:finish-lesson", "POST", "/lessons/{lesson_key}/finish/",         READERS_SENT),
    Row("courses:finish-lesson", "POST", "/lessons/{locked_key}/finish/",         "login 404 404 404 302 302 302 intro"),
    Row("courses:save-form",     "POST", "/lessons/{lesson_key}/forms/goal-card/", READERS_SENT, {"amount": "3000"}),
    Row("courses:save-form",     "POST", "/lessons/{locked_key}/forms/goal-card/", "login 404 404 404 302 302 302 intro", {"amount": "3000"}),
    Row("courses:save-form",     "POST", "/lessons/{lesson_key}/forms/unknown/",  NOBODY),
    Row("course-by-address",     "GET",  "/en/courses/move/",                 ANYBODY),
    Row("course-by-address",     "GET",  "/en/courses/nothing/",              "404"),
    Row("lesson-by-address",     "GET",  "/en/courses/move/module-1/lesson-1/", "login 200 403 403 200 200 200 200"),
    Row("lesson-by-address",     "GET",  "/en/courses/move/module-1/lesson-2/", "login 403 403 403 200 200 200 200"),
    Row("lesson-by-address",     "GET",  "/hi/courses/move/module-1/lesson-1/", "login 200 403 403 200 200 200 200"),
    Row("lesson-by-address",     "GET",  "/en/courses/move/module-1/lesson-9/", "404"),
]
ASSESSMENTS = [
    Row("assessments:start",       "GET",  "/questions/lesson/{lesson_key}/",  READERS),
    Row("assessments:start",       "POST", "/questions/lesson/{lesson_key}/",  READERS_SENT),
    Row("assessments:start",       "GET",  "/questions/lesson/{locked_key}/",  "login 404 404 404 200 200 200 intro"),
    Row("assessments:start",       "POST", "/questions/lesson/{locked_key}/",  NOBODY),
    Row("assessments:attempt",     "GET",  "/questions/{attempt}/",            LEARNER),
    Row("assessments:submit",      "GET",  "/questions/{attempt}/submit/",     LEARNER_SENT),
    Row("assessments:submit",      "POST", "/questions/{attempt}/submit/",     LEARNER_SENT, {"anyway": "1"}),
    # What she learned stays hers to see after she left.
    Row("assessments:attempt",     "GET",  "/questions/{left_attempt}/",       "login 404 404 200 404 404 404 intro"),
]
MENTORING = [
    Row("talks:threads",      "GET",  "/talks/",                           OWN),
    Row("mentoring:ask",      "POST", "/talks/ask/{lesson_key}/",          LEARNER_SENT),
    Row("talks:thread",       "GET",  "/talks/{thread}/",                  MEMBERS),
    Row("talks:earlier",      "GET",  "/talks/{thread}/earlier/?before=9", MEMBERS),
    Row("talks:messages",     "GET",  "/talks/{thread}/messages/",         MEMBERS_SENT),
    Row("talks:messages",     "POST", "/talks/{thread}/messages/",         MEMBERS_SENT, MESSAGE),
    Row("talks:receipts",     "POST", "/talks/{thread}/receipts/",         MEMBERS, RECEIPTS),
    # The talk of who left the cohort: her mentor's still, hers no more.
    Row("talks:thread",       "GET",  "/talks/{left_thread}/",                  "login 404 404 404 404 200 404 intro"),
    Row("talks:earlier",      "GET",  "/talks/{left_thread}/earlier/?before=9", "login 404 404 404 404 200 404 intro"),
    Row("talks:messages",     "GET",  "/talks/{left_thread}/messages/",         "login 404 404 404 404 302 404 intro"),
    Row("talks:messages",     "POST", "/talks/{left_thread}/messages/",         "login 404 404 404 404 302 404 intro", MESSAGE),
    Row("talks:receipts",     "POST", "/talks/{left_thread}/receipts/",         "login 404 404 404 404 200 404 intro", RECEIPTS),
]
SUBMISSIONS = [
    # A phone asks, not a page: it is told that she is signed out, and what it is to do.
    Row("submissions:hand-in",    "POST", "/submissions/",                  "401 400 400 400 400 400 400 401"),
    Row("submissions:mine",       "GET",  "/submissions/mine/",             OWN),
    Row("submissions:send-again", "POST", "/submissions/{nowhere}/again/",  NOBODY),
    Row("submissions:set-aside",  "POST", "/submissions/{nowhere}/aside/",  NOBODY),
]
# A browser's session opens nothing of this. What tokens open to whom is in tests/portal/test_api.py.
API = [
    Row("api:me",           "GET",  "/api/v1/me",                         "401"),
    Row("api:courses",      "GET",  "/api/v1/courses",                    "401"),
    Row("api:course",       "GET",  "/api/v1/courses/{nowhere}",          "401"),
    Row("api:progress",     "GET",  "/api/v1/progress",                   "401"),
    Row("api:cohorts",      "GET",  "/api/v1/cohorts",                    "401"),
    Row("api:cohort",       "GET",  "/api/v1/cohorts/{nowhere}",          "401"),
    Row("api:learners",     "GET",  "/api/v1/cohorts/{nowhere}/learners", "401"),
    Row("api:submissions",  "GET",  "/api/v1/submissions",                "401"),
    Row("api:submissions",  "POST", "/api/v1/submissions",                "401"),
    Row("api:openapi-json", "GET",  "/api/v1/openapi.json",               ANYBODY),
    Row("api:api-root",     "GET",  "/api/v1/",                           ANYBODY),
    *(Row("api-nothing", method, "/api/v1/nothing", "404") for method in ("GET", "POST", "PUT", "PATCH", "DELETE")),
]
PUBLIC = [
    Row("notifications:list", "GET", "/notices/",            OWN),
    Row("desk:home",          "GET", "/desk/",               "login 200 200 200 200 200 200 admin"),
    Row("jobs:mine",          "GET", "/jobs/",               "login 200 200 200 200 200 200 200"),
    Row("jobs:job",           "GET", "/jobs/{job}/",          LEARNERS_JOB),
    Row("jobs:progress",      "GET", "/jobs/{job}/progress/", LEARNERS_JOB),
    Row("jobs:result",        "GET", "/jobs/{job}/result/",   LEARNERS_JOB),
    Row("outreach:search",    "GET", "/search/?q=lesson",    ANYBODY),
    Row("health",             "GET", "/health/",             ANYBODY),
    Row("upload",             "GET", "/uploads/{upload}",    ANYBODY),
    # Documents are handed out by Wagtail only, which asks who may have them.
    Row("upload",             "GET", "/uploads/documents/plan.pdf", "404"),
    Row("upload",             "GET", "/uploads/nothing.txt", "404"),
    Row("upload",             "GET", "/uploads/../portal.py", "400"),
    Row("wagtaildocs_serve",  "GET", "/{document}",          ANYBODY),
    Row("wagtail_serve",      "GET", "/en/",                 ANYBODY),
    Row("wagtail_serve",      "GET", "/en/courses/",         ANYBODY),
    Row("wagtail_serve",      "GET", "/hi/",                 ANYBODY),
    Row("wagtail_serve",      "GET", "/en/courses/move/module-1/", "302"),
    Row("wagtail_serve",      "GET", "/en/nothing/",         "404"),
    # The page of Wagtail that lets in without counting wrong tries leads to ours.
    Row("en/_util/login/",    "GET",  "/en/_util/login/",    "login"),
    Row("en/_util/login/",    "POST", "/en/_util/login/",    "login", {"username": "M000001", "password": "482719"}),
    Row("wagtailcore_login",  "POST", "/hi/_util/login/",    "login", {"username": "M000001", "password": "482719"}),
    Row("wagtailcore_authenticate_with_password",  "POST", "/en/_util/authenticate_with_password/1/1/", "404"),
    Row("wagtaildocs_authenticate_with_password",  "POST", "/documents/authenticate_with_password/1/",  "404"),
]
ONLY_OUT = "200       302      302    302        302      302     302      desk"
ON_FROM =  "login     302      302    302        302      302     302      302"
HAS_NONE = "login     404      404    404        404      404     404      404"
GOES_ON =  "login     302      302    302        302      302     302      desk"

# allauth's pages: a row each, so that one that a new version brings is looked at before it is served.
ACCOUNTS = [
    Row("account_login",                        "GET", "/account/login/",                       ONLY_OUT),
    Row("account_signup",                       "GET", "/account/signup/",                      ONLY_OUT),
    Row("account_request_login_code",           "GET", "/account/login/code/",                  ONLY_OUT),
    Row("account_confirm_login_code",           "GET", "/account/login/code/confirm/",          "302 302 302 302 302 302 302 desk"),
    Row("account_logout",                       "GET", "/account/logout/",                      "302 200 200 200 200 200 200 200"),
    Row("account_inactive",                     "GET", "/account/inactive/",                    ANYBODY),
    Row("account_reauthenticate",               "GET", "/account/reauthenticate/",              ONLY_IN),
    Row("account_email",                        "GET", "/account/email/",                       ONLY_IN),
    Row("account_email_verification_sent",      "GET", "/account/confirm-email/",               ANYBODY),
    Row("account_confirm_email",                "GET", "/account/confirm-email/x/",             ANYBODY),
    Row("account_change_password",              "GET", "/account/password/change/",             ONLY_IN),
    Row("account_set_password",                 "GET", "/account/password/set/",                ON_FROM),
    Row("account_reset_password",               "GET", "/account/password/reset/",              ANYBODY),
    Row("account_reset_password_done",          "GET", "/account/password/reset/done/",         ANYBODY),
    Row("account_reset_password_from_key",      "GET", "/account/password/reset/key/1-x/",      ANYBODY),
    Row("account_reset_password_from_key_done", "GET", "/account/password/reset/key/done/",     ANYBODY),
    Row("account_verify_phone",                 "GET", "/account/phone/verify/",                GOES_ON),
    Row("account_change_phone",                 "GET", "/account/phone/change/",                "302"),
    Row("mfa_index",                            "GET", "/account/2fa/",                         ONLY_IN),
    Row("mfa_authenticate",                     "GET", "/account/2fa/authenticate/",            GOES_ON),
    Row("mfa_reauthenticate",                   "GET", "/account/2fa/reauthenticate/",          ON_FROM),
    Row("mfa_activate_totp",                    "GET", "/account/2fa/totp/activate/",           ON_FROM),
    Row("mfa_deactivate_totp",                  "GET", "/account/2fa/totp/deactivate/",         HAS_NONE),
    Row("mfa_view_recovery_codes",              "GET", "/account/2fa/recovery-codes/",          HAS_NONE),
    Row("mfa_generate_recovery_codes",          "GET", "/account/2fa/recovery-codes/generate/", ON_FROM),
    Row("mfa_download_recovery_codes",          "GET", "/account/2fa/recovery-codes/download/", HAS_NONE),
    Row("mfa_list_webauthn",                    "GET", "/account/2fa/webauthn/",                ONLY_IN),
    Row("mfa_add_webauthn",                     "GET", "/account/2fa/webauthn/add/",            ON_FROM),
    Row("mfa_reauthenticate_webauthn",          "GET", "/account/2fa/webauthn/reauthenticate/", ON_FROM),
    Row("mfa_remove_webauthn",                  "GET", "/account/2fa/webauthn/keys/1/remove/",  ON_FROM),
    Row("mfa_edit_webauthn",                    "GET", "/account/2fa/webauthn/keys/1/edit/",    ON_FROM),
    Row("mfa_login_webauthn",                   "GET", "/account/2fa/webauthn/login/",          GOES_ON),
]
# fmt: on
TABLE = [*ACCOUNTS, *PEOPLE, *COHORTS, *EXCHANGE, *COURSES, *ASSESSMENTS, *MENTORING, *SUBMISSIONS, *API, *PUBLIC]
