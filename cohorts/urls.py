"""Addresses under ``/cohorts/``."""

from django.urls import path

from cohorts import views

app_name = "cohorts"
urlpatterns = [
    path("", views.cohort_list, name="list"),
    path("join/", views.join, name="join"),
    path("figures/", views.all_figures, name="all-figures"),
    path("new/", views.create, name="create"),
    path("<uuid:cohort_id>/", views.cohort_detail, name="cohort"),
    path("<uuid:cohort_id>/learners/", views.cohort_learners, name="learners"),
    path("<uuid:cohort_id>/learners.pdf", views.print_learners, name="print-learners"),
    path("<uuid:cohort_id>/figures/", views.cohort_figures, name="figures"),
    path("<uuid:cohort_id>/learners/<uuid:person_id>/", views.learner_detail, name="learner"),
    path("<uuid:cohort_id>/learners/<uuid:person_id>/pin/", views.give_new_pin, name="give-new-pin"),
    path("<uuid:cohort_id>/learners/<uuid:person_id>/withdraw/", views.withdraw, name="withdraw"),
]
