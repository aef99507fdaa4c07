"""Every address of the portal. Pages that editors write are Wagtail's and begin with their language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve as wagtail_serve

from certificates.views import public as certificates
from courses.views import course_by_address, lesson_by_address, words_by_address
from people.views import doors
from portal import api, views
from portal.strangers import cached_for_strangers

urlpatterns = [
    # What phones hand in comes more often than all else, then what is opened daily: that is looked for first.
    path("submissions/", include("submissions.urls")),
    path("desk/", include("desk.urls")),
    path("cohorts/", include("cohorts.urls")),
    path("questions/", include("assessments.urls")),
    path("talks/", include("mentoring.urls")),
    path("talks/", include("talks.urls")),
    # Wagtail's own page would let in without a limit on wrong tries and without a second factor.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # And leaves on the phone what it keeps of her: our own page takes it away.
    path("admin/logout/", RedirectView.as_view(pattern_name="account_logout")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Ours come before allauth's of the same name.
    path("account/login/", doors.SignIn.as_view(), name="account_login"),
    path("account/signup/", doors.SignUp.as_view(), name="account_signup"),
    path("account/login/code/", doors.AskCode.as_view(), name="account_request_login_code"),
    path("account/login/code/confirm/", doors.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("account/phone/verify/", doors.ConfirmPhone.as_view(), name="account_verify_phone"),
    # Ours asks for the PIN and tells the old number.
    path(
        "account/phone/change/", RedirectView.as_view(pattern_name="people:change-phone"), name="account_change_phone"
    ),
    path("account/", include("allauth.urls")),
    path("people/", include("people.urls")),
    path("assignments/", include("assignments.urls")),
    path("gradebook/", include("gradebook.urls")),
    path("attendance/", include("attendance.urls")),
    path("groupwork/", include("groupwork.urls")),
    path("lessons/", include("courses.urls")),
    path("follow-ups/", include("followups.urls")),
    path("certificates/", include("certificates.urls")),
    path("notices/", include("notifications.urls")),
    path("", include("offline.urls")),
    path("jobs/", include("jobs.urls")),
    path("exchange/", include("exchange.urls")),
    path("search/", include("outreach.urls")),
    path("api/v1/", api.urls),
    path("api/<path:rest>", api.nothing_here, name="api-nothing"),
    path(".well-known/did.json", certificates.decentralised_identifier, name="decentralised-identifier"),
    path(".well-known/jwks.json", certificates.keys, name="certificate-keys"),
    path("health/", views.health, name="health"),
    re_path(rf"^{settings.MEDIA_URL[1:]}(?P<path>.+)$", views.upload, name="upload"),
]

# A course stands two steps below the front page, with its words beside its modules, a lesson four.
two_parts = r"^(?P<address>(?!_util/)(?:[\w-]+/){2})$"
words_of_two_parts = r"^(?P<address>(?!_util/)(?:[\w-]+/){2})words/$"
four_parts = r"^(?P<address>(?!_util/)(?:[\w-]+/){4})$"

urlpatterns += i18n_patterns(
    # As above. The other address under _util/ unlocks a page that an editor gave a password.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    re_path(two_parts, cached_for_strangers(course_by_address), name="course-by-address"),
    re_path(words_of_two_parts, cached_for_strangers(words_by_address), name="words-by-address"),
    re_path(four_parts, cached_for_strangers(lesson_by_address), name="lesson-by-address"),
    re_path(rf"^(?!_util/){wagtail_urls.serve_pattern[1:]}", cached_for_strangers(wagtail_serve), name="wagtail_serve"),
    path("", include(wagtail_urls)),
)

handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.broken"
