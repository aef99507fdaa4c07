"""Addresses under ``/talks/``."""

from django.urls import path

from talks import views

app_name = "talks"
urlpatterns = [
    path("", views.thread_list, name="threads"),
    path("about/<slug:kind>/<uuid:key>/", views.open_talk, name="open"),
    path("files/<uuid:message_id>/", views.message_file, name="file"),
    path("<uuid:thread_id>/", views.thread_detail, name="thread"),
    path("<uuid:thread_id>/earlier/", views.thread_earlier, name="earlier"),
    path("<uuid:thread_id>/messages/", views.thread_messages, name="messages"),
    path("<uuid:thread_id>/receipts/", views.thread_receipts, name="receipts"),
]
