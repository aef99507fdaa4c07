"""The worker and the manifests at the root, for they answer for all of the portal; the rest under ``/offline/``."""

from django.urls import path

from offline import views

app_name = "offline"
urlpatterns = [
    path("worker.js", views.worker, name="worker"),
    path("manifest.<slug:language>.webmanifest", views.manifest, name="manifest"),
    path("offline/", views.kept, name="kept"),
    path("offline/no-line/<slug:language>/", views.no_line, name="no-line"),
    path("offline/pages/<slug:kind>/<slug:key>/", views.bundle, name="bundle"),
]
