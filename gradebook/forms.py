"""How weights and marks by hand are read."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.forms import ChoiceField, MultipleChoiceField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.models import LANGUAGES_OF_PAPER
from cohorts.models import Cohort
from core.forms import Form, PlainTextField, WholeNumberField
from gradebook.enums import DAYS
from gradebook.models import HEAVIEST
from gradebook.queries import Activity

LONGEST_REASON = 200
HER_OWN = "own"


class MarkForm(Form):
    """A mark, no more than there is, and why; without a mark what was found counts again."""

    value = WholeNumberField(label=gettext_lazy("Mark in percent"), least=0, required=False)
    why = PlainTextField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("For instance: taken on paper on the last day. The learner can read it."),
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mark: Any = self.fields["value"]
        mark.most = activity.most
        mark.help_text = _("Leave it empty to let count again what the portal found.")
        if activity.weight is None:
            mark.label = activity.title
        if activity.key == DAYS:
            gone_by = ngettext("%d day has gone by.", "%d days have gone by.", activity.most) % activity.most
            mark.help_text = f"{gone_by} {mark.help_text}"


class KeysField(MultipleChoiceField):
    """Keys of rows, as boxes hand them in; which of them count is asked of the rows."""

    def valid_value(self, value: Any) -> bool:
        """Whether it is a key."""
        try:
            UUID(value)
        except ValueError:
            return False
        return True


class GiveForm(Form):
    """Who is ticked, who is to have again what was taken back, and the language of the papers (nothing: her own)."""

    person = KeysField(required=False)
    again = KeysField(required=False)
    language = ChoiceField(label=gettext_lazy("Language of the certificates"), required=False)

    def __init__(self, sent: Any, *, cohort: Cohort) -> None:
        super().__init__(sent, auto_id="give_%s", initial={"language": cohort.language})
        self.cohort = cohort
        titles = cohort.programme.award_titles if cohort.programme else {}
        unwritten = ", ".join(label for code, label in LANGUAGES_OF_PAPER if not titles.get(code))
        language: Any = self.fields["language"]
        if unwritten:
            language.help_text = _("The title is not written in %(languages)s: there it stands in English.") % {
                "languages": unwritten
            }
        language.choices = [(HER_OWN, gettext_lazy("Each learner's own")), *LANGUAGES_OF_PAPER]

    def clean_language(self) -> str:
        """A page opened earlier does not ask: then it is the cohort's."""
        chosen: str = self.cleaned_data["language"] or self.cohort.language
        return "" if chosen == HER_OWN else chosen


class WeightsForm(Form):
    """A weight for each activity that is marked in percent."""

    def __init__(self, *args: Any, activities: Iterable[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for activity in activities:
            if activity.weight is not None:
                label = f"{activity.short}. {activity.title}"
                self.fields[activity.key] = WholeNumberField(
                    label=label, least=0, most=HEAVIEST, initial=activity.weight, help_text=activity.note
                )
