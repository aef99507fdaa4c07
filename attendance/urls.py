"""Addresses under ``/attendance/``."""

from django.urls import path

from attendance.views import codes, pages, sheets

app_name = "attendance"
urlpatterns = [
    path("", pages.today, name="today"),
    path("here/", codes.here, name="here"),
    path("here/<slug:shown>/", codes.scanned, name="scanned"),
    path("mine/<uuid:cohort_id>/", pages.my_days, name="mine"),
    path("cohorts/<uuid:cohort_id>/", pages.cohort_sessions, name="cohort"),
    path("sheets/<uuid:photo_id>/", sheets.photo, name="sheet-photo"),
    path("sheets/<uuid:photo_id>/off/", sheets.take_off, name="take-off-sheet"),
    path("<int:session_id>/sheet/", sheets.add, name="add-sheet"),
    path("<int:session_id>/", pages.session_detail, name="session"),
    path("<int:session_id>/mark/", pages.mark, name="mark"),
    path("<int:session_id>/code/", codes.show, name="show-code"),
]
