from django.urls import path

from talks.consumers import ThreadConsumer

websocket_urlpatterns = [
    path("live/threads/<uuid:thread_id>/", ThreadConsumer.as_asgi()),  # type: ignore[arg-type]  # Channels' own way
]
