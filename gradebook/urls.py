"""Addresses under ``/gradebook/``."""

from django.urls import path

from gradebook.views import figures, pages

app_name = "gradebook"
urlpatterns = [
    path("running/", pages.running, name="running"),
    path("<uuid:cohort_id>/", pages.book, name="book"),
    path("<uuid:cohort_id>/mine/", pages.mine, name="mine"),
    path("<uuid:cohort_id>/weights/", pages.weights, name="weights"),
    path("<uuid:cohort_id>/completing/", pages.completing, name="completing"),
    path("<uuid:cohort_id>/figures/", figures.figures, name="figures"),
    path("<uuid:cohort_id>/report.pdf", figures.print_report, name="print-report"),
    path("<uuid:cohort_id>/learners/<uuid:person_id>/", pages.learner, name="learner"),
    path("<uuid:cohort_id>/learners/<uuid:person_id>/<slug:activity>/", pages.cell, name="cell"),
]
