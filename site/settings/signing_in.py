"""How people sign in and stay in, and how the portal reaches them (docs/decisions: people, phones and PINs)."""

from portal import environment

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.auth.SharedPhoneBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "people.auth.PinOrPasswordValidator"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
WAGTAILADMIN_LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "people.adapter.PortalAccountAdapter"
ACCOUNT_FORMS = {
    "signup": "people.forms.PhoneSignupForm",
    "login": "people.forms.SignInForm",
    "request_login_code": "people.forms.RequestCodeForm",
    "confirm_login_code": "people.forms.ConfirmCodeForm",
    "verify_phone": "people.forms.ConfirmPhoneForm",
}
ACCOUNT_LOGIN_METHODS = {"phone", "username", "email"}
# Not required here, or nobody could sign in who has no phone; PhoneSignupForm asks for it.
ACCOUNT_SIGNUP_FIELDS = ["phone"]
# account.W001 wants every way of signing in asked for at sign-up; learners have a phone or a code, staff an e-mail.
SILENCED_SYSTEM_CHECKS = ["account.W001"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 600
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_USER_DISPLAY = "people.auth.display_name"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXY_COUNT", default=0)
# A training centre has forty women behind one hotspot: addresses get room, each phone or member code gets little.
ACCOUNT_RATE_LIMITS = {
    "signup": "90/5m/ip",
    "login": "1000/5m/ip",
    # For an account, or a name that means none: longer waits for who goes on guessing. The person has other doors: a
    # code by SMS, and any browser she has signed in on, which has a count of its own.
    "login_failed": "200/5m/ip,5/5m/key,20/1h/key,40/1d/key",
    "login_failed_here": "5/5m/key,20/1h/key",
    "type_code": "5/10m/key",
    "request_login_code": "90/5m/ip,5/10m/key",
    "verify_phone": "90/5m/ip,5/10m/key",
    "change_phone": "5/10m/user",
    "reset_password": "60/5m/ip,5/10m/key",
    "reauthenticate": "10/5m/user",
    "join_cohort": "10/10m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "CoE Livelihoods"
# Whether staff come into the editors' pages only with a second factor.
SECOND_FACTOR_FOR_STAFF = environment.flag("SECOND_FACTOR_FOR_STAFF", default=False)
PHONENUMBER_DEFAULT_REGION = "IN"
PHONENUMBER_DB_FORMAT = "E164"
SMS_GATEWAY_URL = environment.text("SMS_GATEWAY_URL")
SMS_GATEWAY_TOKEN = environment.text("SMS_GATEWAY_TOKEN")
# Most SMS of the whole portal in a day; past it none is sent, and the log says so as an error.
SMS_A_DAY = environment.number("SMS_A_DAY", default=5000)
# The portal's own key to the services through which browsers show messages (VAPID, RFC 8292): 32 bytes in base64url.
VAPID_PRIVATE_KEY = environment.text("VAPID_PRIVATE_KEY")
PUSH_BACKEND = "notifications.push_gateway.GatewayPush"
SESSION_ENGINE = "people.sessions"
# On a phone the portal passes for away where it has not answered within so many seconds: what is kept there is shown.
KEPT_PAGE_AFTER = environment.number("KEPT_PAGE_AFTER", default=4)
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
