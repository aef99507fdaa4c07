"""Addresses under ``/questions/``."""

from django.urls import path

from assessments import views

app_name = "assessments"
urlpatterns = [
    path("lesson/<uuid:lesson_key>/", views.start, name="start"),
    path("<uuid:attempt_id>/", views.attempt_detail, name="attempt"),
    path("<uuid:attempt_id>/practise/", views.practise, name="practise"),
    path("<uuid:attempt_id>/submit/", views.submit, name="submit"),
]
