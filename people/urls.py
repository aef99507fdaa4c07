"""Addresses under ``/people/``."""

from django.urls import path

from people.views import own_pages as views
from people.views import phones, pickers, programs

app_name = "people"
urlpatterns = [
    path("language/<slug:language>/", views.set_language, name="set-language"),
    path("notice/", views.notice_page, name="notice"),
    path("introduce/", views.introduce, name="introduce"),
    path("who/", views.choose_person, name="choose-person"),
    path("me/", views.profile, name="profile"),
    path("me/name/", views.change_name, name="change-name"),
    path("me/phone/", phones.change_phone, name="change-phone"),
    path("me/phone/code/", phones.confirm_phone, name="confirm-phone"),
    path("me/kept/", views.kept, name="kept"),
    path("me/kept/file/", views.kept_file, name="kept-file"),
    path("me/programs/", programs.tokens, name="tokens"),
    path("me/programs/<int:token_id>/stop/", programs.stop_token, name="stop-token"),
    path("me/pin/", views.set_pin, name="set-pin"),
    path("pick/place/", pickers.pick_place, name="pick-place"),
    path("pick/person/", pickers.pick_person, name="pick-person"),
    path("pick/organisation/", pickers.pick_organisation, name="pick-organisation"),
    path("me/consent/<slug:purpose>/", views.change_consent, name="change-consent"),
]
