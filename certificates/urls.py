"""Addresses under ``/certificates/``."""

from django.urls import path, re_path

from certificates.views import public, staff, taken_along

app_name = "certificates"
urlpatterns = [
    path("", taken_along.mine, name="mine"),
    path("all/", staff.certificate_list, name="list"),
    path("check/", public.check, name="check"),
    path("awards/<str:key>", public.award, name="award"),  # as credentials name it: without a stroke at its end
    path("status/<int:number>/", public.status_list, name="status"),
    re_path(r"^(?P<number>[0-9]{11})/$", public.certificate, name="certificate"),
    re_path(r"^(?P<number>[0-9]{11})/certificate\.pdf$", taken_along.print_certificate, name="print"),
    re_path(r"^(?P<number>[0-9]{11})/credential\.jwt$", taken_along.credential, name="credential"),
    re_path(r"^(?P<number>[0-9]{11})/about/$", staff.certificate_detail, name="detail"),
    re_path(r"^(?P<number>[0-9]{11})/revoke/$", staff.revoke, name="revoke"),
    re_path(r"^(?P<number>[0-9]{11})/replace/$", staff.replace, name="replace"),
    re_path(r"^(?P<number>[0-9]{11})/ask/$", staff.ask_to_end, name="ask-to-end"),
    re_path(r"^(?P<number>[0-9]{11})/leave/$", staff.leave_as_it_is, name="leave"),
    re_path(r"^(?P<number>[0-9]{11})/renew/$", staff.renew, name="renew"),
]
