"""Addresses under ``/notices/``."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("how/", views.how_told, name="how-told"),
    path("phones/", views.allow_device, name="allow-device"),
    path("phones/stop/", views.stop_devices, name="stop-devices"),
]
