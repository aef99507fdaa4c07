"""How what groups hand in is read."""

from groupwork.forms.artefacts import CountForm, DecisionForm, IdeaForm, SurveyForm
from groupwork.forms.groups import GroupForm, StepForm, as_uuid
from groupwork.forms.sheets import IdeaField, SheetForm, typed_again

__all__ = [
    "CountForm",
    "DecisionForm",
    "GroupForm",
    "IdeaField",
    "IdeaForm",
    "SheetForm",
    "StepForm",
    "SurveyForm",
    "as_uuid",
    "typed_again",
]
