"""Addresses under ``/assignments/``."""

from django.urls import path

from assignments import views

app_name = "assignments"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("waiting/", views.waiting, name="waiting"),
    path("of/<uuid:cohort_id>/", views.of_cohort, name="cohort"),
    path("of/<uuid:cohort_id>/new/", views.set_new, name="set"),
    path("works/<uuid:work_id>/", views.review, name="review"),
    path("files/<uuid:file_id>/", views.file, name="file"),
    path("<uuid:assignment_id>/", views.work, name="work"),
    path("<uuid:assignment_id>/change/", views.change, name="change"),
    path("<uuid:assignment_id>/learners/", views.learners, name="learners"),
    path("<uuid:assignment_id>/for/<uuid:person_id>/", views.hand_in_for, name="hand-in-for"),
]
