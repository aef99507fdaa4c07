"""Addresses under ``/groupwork/``."""

from django.urls import path

from groupwork.views import artefacts, groups, tracks

app_name = "groupwork"
urlpatterns = [
    path("cohorts/<uuid:cohort_id>/", groups.group_list, name="groups"),
    path("cohorts/<uuid:cohort_id>/new/", groups.new_group, name="new-group"),
    path("cohorts/<uuid:cohort_id>/tracks/", tracks.track_list, name="tracks"),
    path("cohorts/<uuid:cohort_id>/tracks/<int:stay_id>/", tracks.track_detail, name="track"),
    path("cohorts/<uuid:cohort_id>/tracks/<int:stay_id>/back/", tracks.take_back, name="take-back"),
    path("<uuid:group_id>/", groups.group_detail, name="group"),
    path("<uuid:group_id>/path.pdf", groups.print_path, name="print-path"),
    path("<uuid:group_id>/members/", groups.members, name="members"),
    path("<uuid:group_id>/ideas/", artefacts.idea, name="add-idea"),
    path("<uuid:group_id>/ideas/<uuid:idea_id>/", artefacts.decision, name="decide"),
    path("<uuid:group_id>/ideas/<uuid:idea_id>/correct/", artefacts.idea, name="correct-idea"),
    path("<uuid:group_id>/sheets/<slug:kind>/", artefacts.sheet, name="sheet"),
    path("<uuid:group_id>/sheets/<slug:kind>/<uuid:sheet_id>/", artefacts.sheet, name="correct-sheet"),
    path("<uuid:group_id>/surveys/", artefacts.survey, name="survey"),
    path("<uuid:group_id>/surveys/<uuid:survey_id>/", artefacts.count, name="count"),
    path("<uuid:group_id>/surveys/<uuid:survey_id>/correct/", artefacts.survey, name="correct-survey"),
]
