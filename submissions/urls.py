"""Addresses under ``/submissions/``."""

from django.urls import path

from submissions import views

app_name = "submissions"
urlpatterns = [
    path("", views.hand_in, name="hand-in"),
    path("mine/", views.mine, name="mine"),
    path("carried/", views.carry, name="carry"),
    path("carried/key/", views.carrying_key, name="carrying-key"),
    path("<uuid:submission_id>/again/", views.send_again, name="send-again"),
    path("<uuid:submission_id>/aside/", views.set_aside, name="set-aside"),
]
