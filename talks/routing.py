from django.urls import path

from talks.consumers import thread_socket

websocket_urlpatterns = [path("live/threads/<uuid:thread_id>/", thread_socket)]  # type: ignore[arg-type]  # Channels' own way
