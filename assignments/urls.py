"""Addresses under ``/assignments/``."""

from django.urls import path

from assignments.views import pages, programmes, records

app_name = "assignments"
urlpatterns = [
    path("", pages.mine, name="mine"),
    path("waiting/", pages.waiting, name="waiting"),
    path("of/<uuid:cohort_id>/", pages.of_cohort, name="cohort"),
    path("of/<uuid:cohort_id>/new/", pages.set_new, name="set"),
    path("programmes/<uuid:programme_id>/", programmes.of_programme, name="programme"),
    path("programmes/<uuid:programme_id>/new/", programmes.plan_new, name="plan"),
    path("programmes/<uuid:programme_id>/<int:planned_id>/", programmes.change_planned, name="change-planned"),
    path("programmes/<uuid:programme_id>/<int:planned_id>/drop/", programmes.drop_planned, name="drop-planned"),
    path("works/<uuid:work_id>/", pages.review, name="review"),
    path("files/<uuid:file_id>/", pages.file, name="file"),
    path("<uuid:assignment_id>/", pages.work, name="work"),
    path("<uuid:assignment_id>/change/", pages.change, name="change"),
    path("<uuid:assignment_id>/learners/", pages.learners, name="learners"),
    path("<uuid:assignment_id>/recorded/", records.recorded, name="recorded"),
    path("<uuid:assignment_id>/for/<uuid:person_id>/", pages.hand_in_for, name="hand-in-for"),
]
