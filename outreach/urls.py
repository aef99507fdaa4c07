"""Addresses of the public pages that no editor writes."""

from django.urls import path

from outreach import views

app_name = "outreach"
urlpatterns = [path("", views.search, name="search")]
