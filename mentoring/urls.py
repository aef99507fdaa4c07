"""Addresses of mentoring under ``/talks/``."""

from django.urls import path

from mentoring import views

app_name = "mentoring"
urlpatterns = [path("ask/<uuid:lesson_key>/", views.ask, name="ask")]
