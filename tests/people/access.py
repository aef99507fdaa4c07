"""Who may open the pages of people, and of allauth."""

from tests.access import ANYBODY, LEARNER_SENT, NOBODY, ONLY_IN, OWN, OWN_SENT, Row
from tests.factories import token_of

# fmt: off
ONLY_OUT = "200       302      302    302        302      302     302      desk"
ON_FROM =  "login     302      302    302        302      302     302      302"
HAS_NONE = "login     404      404    404        404      404     404      404"
GOES_ON =  "login     302      302    302        302      302     302      desk"
ROWS = [
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
    Row("people:change-name",    "GET",  "/people/me/name/",       OWN),
    Row("people:change-name",    "POST", "/people/me/name/",       "login 422 422 422 422 422 422 intro", {"name": " "}),
    Row("people:change-phone",   "GET",  "/people/me/phone/",      OWN),
    Row("people:change-phone",   "POST", "/people/me/phone/",      "login 422 422 422 422 422 422 intro", {"phone": "1"}),
    Row("people:confirm-phone",  "GET",  "/people/me/phone/code/", "login 302 302 302 302 302 302 intro"),
    Row("people:confirm-phone",  "POST", "/people/me/phone/code/", "login 302 302 302 302 302 302 intro"),
    Row("people:kept",           "GET",  "/people/me/kept/",       OWN),
    Row("people:kept-file",      "GET",  "/people/me/kept/file/",  OWN),
    Row("people:tokens",         "GET",  "/people/me/programs/",   OWN),
    Row("people:tokens",         "POST", "/people/me/programs/",   "login 422 422 422 422 422 422 intro", {"name": "x"}),
    Row("people:stop-token",     "POST", "/people/me/programs/{token}/stop/", LEARNER_SENT),
    Row("people:set-pin",        "GET",  "/people/me/pin/",        OWN),
    Row("people:set-pin",        "POST", "/people/me/pin/",        "login 422 422 422 422 422 422 intro", {"pin": "1"}),
    Row("people:change-consent", "GET",  "/people/me/consent/story/",   OWN_SENT),
    Row("people:change-consent", "POST", "/people/me/consent/story/",   OWN_SENT),
    Row("people:change-consent", "POST", "/people/me/consent/unknown/", NOBODY),
    Row("api:me",           "GET",  "/api/v1/me",                         "401"),
    # allauth's pages: a row each, so that one that a new version brings is looked at before it is served.
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


def gaps(world):
    """A token of the learner."""
    return {"token": token_of(world.people["learner"])[0].pk}
