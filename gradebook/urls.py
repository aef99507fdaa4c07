"""Addresses under ``/gradebook/``."""

from django.urls import path

from gradebook import views

app_name = "gradebook"
urlpatterns = [
    path("<uuid:cohort_id>/", views.book, name="book"),
    path("<uuid:cohort_id>/mine/", views.mine, name="mine"),
    path("<uuid:cohort_id>/weights/", views.weights, name="weights"),
    path("<uuid:cohort_id>/completing/", views.completing, name="completing"),
    path("<uuid:cohort_id>/learners/<uuid:person_id>/", views.learner, name="learner"),
    path("<uuid:cohort_id>/learners/<uuid:person_id>/<slug:activity>/", views.cell, name="cell"),
]
