"""Addresses under ``/lessons/``; lessons themselves are found at their Wagtail addresses."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("<uuid:lesson_key>/", views.lesson_in_my_language, name="lesson"),
    path("<uuid:lesson_key>/teach/", views.teach_lesson, name="teach-lesson"),
    path("<uuid:lesson_key>/cards.pdf", views.print_cards, name="print-cards"),
    path("modules/<uuid:module_key>/booklet.pdf", views.print_module, name="print-module"),
    path("<int:lesson_id>/lesson.pdf", views.print_lesson, name="print-lesson"),
    path("<uuid:lesson_key>/finish/", views.finish_lesson, name="finish-lesson"),
    path("<uuid:lesson_key>/forms/<slug:form_key>/", views.save_form, name="save-form"),
]
