"""Addresses under ``/follow-ups/``."""

from django.urls import path

from followups import views

app_name = "followups"
urlpatterns = [path("<uuid:cohort_id>/<uuid:person_id>/<slug:kind>/", views.act, name="act")]
