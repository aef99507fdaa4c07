"""Addresses under ``/lessons/``; lessons themselves are found at their Wagtail addresses."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("<uuid:lesson_key>/", views.lesson_in_my_language, name="lesson"),
    path("<int:lesson_id>/lesson.pdf", views.print_lesson, name="print-lesson"),
    path("<int:lesson_id>/place/", views.keep_place, name="keep-place"),
    path("<int:lesson_id>/finish/", views.finish_lesson, name="finish-lesson"),
    path("<int:lesson_id>/forms/<slug:form_key>/", views.save_form, name="save-form"),
]
