"""Addresses under ``/exchange/``."""

from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("new/<slug:name>/", views.start, name="start"),
    path("new/<slug:name>/columns.csv", views.empty_file, name="empty-file"),
    path("<uuid:import_id>/", views.import_detail, name="import"),
    path("<uuid:import_id>/confirm/", views.confirm, name="confirm"),
    path("<uuid:import_id>/check-again/", views.check_again, name="check-again"),
    path("<uuid:import_id>/choose/", views.choose, name="choose"),
    path("<uuid:import_id>/refused.csv", views.refused_rows, name="refused-rows"),
]
