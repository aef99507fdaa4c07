"""What is typed for a programme: its courses, its blocks, what completes it, its certificate."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates.models import LANGUAGES_OF_PAPER
from cohorts.models import Programme
from cohorts.permissions import can_manage_programme, organisation_run_by
from cohorts.planning import TemplateBlock
from core.forms import (
    ChangingForm,
    CreatingForm,
    LocalNamesField,
    NameField,
    PlainTextField,
    WholeNumberField,
    number_of_lines,
)
from core.local_text import SOURCE
from courses.queries import courses_written_in, outline_at
from people.models import Person
from people.pickers import OrganisationField, Picks

MOST_COURSES = 4
MOST_BLOCKS = 32
LONGEST_BLOCK_DAYS = 60
LONGEST_FIELD_DAYS = 365
MORE_BLOCKS = "blocks"  # the press that adds lines to the form

RULE = ("days_percent", "pre_test", "post_test", "post_test_percent", "assignments_needed")
CERTIFICATE = ("certificate_title", "certificate_titles", "certificate_months")
OTHER_TITLES = [(code, label) for code, label in LANGUAGES_OF_PAPER if code != SOURCE]
COURSES = tuple(f"course_{number}" for number in range(1, MOST_COURSES + 1))


class ProgrammeForm(Picks, ChangingForm, CreatingForm):
    """A programme, new or changed. Lines of blocks that are left empty are no blocks."""

    name = NameField(label=_("Name"), max_length=120)
    days_percent = WholeNumberField(
        label=_("Days present"), least=1, most=100, unit="%", required=False,
        help_text=_("The share of the planned days on which she has to be there. Empty: not asked."),
    )  # fmt: skip
    pre_test = forms.ChoiceField(label=_("Test at the beginning"), required=False)
    post_test = forms.ChoiceField(label=_("Test at the end"), required=False)
    post_test_percent = WholeNumberField(
        label=_("To reach in the test at the end"), least=1, most=100, unit="%", required=False
    )
    assignments_needed = WholeNumberField(label=_("Assignments approved"), least=0, most=50, initial=0)
    certificate_title = PlainTextField(
        label=_("Title of the certificate"), max_length=160, required=False, help_text=_("Empty: there is none.")
    )
    certificate_titles = LocalNamesField(
        label=_("Title in other languages"), languages=OTHER_TITLES, max_length=160, required=False,
        help_text=_("For papers in these languages, and for who reads them. Empty: the title above."),
    )  # fmt: skip
    certificate_months = WholeNumberField(
        label=_("Months it counts"), least=1, most=600, required=False, help_text=_("Empty: for good.")
    )

    def __init__(self, *args: Any, person: Person, language: str, programme: Programme | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begins_with = _as_typed(programme) if programme else {"organisation": organisation_run_by(person)}
        self.initial = {**self.initial, **begins_with}
        self.person = person
        self.fields["organisation"] = OrganisationField(label=_("Organisation that offers it"), viewer=person)
        courses = list(courses_written_in(language))
        titles = [("", "–"), *((str(course.translation_key), course.title) for course in courses)]
        for number, name in enumerate(COURSES, start=1):
            label = _("Course %(number)d") % {"number": number}
            self.fields[name] = forms.ChoiceField(label=label, choices=titles, required=number == 1)
        lessons = [(course.title, _lessons_of(course.path)) for course in courses]
        for name in ("pre_test", "post_test"):
            self.fields[name].choices = [("", "–"), *lessons]  # type: ignore[attr-defined]  # a ChoiceField
        said, more = (self.data if self.is_bound else self.initial), self.data.get("pick") == MORE_BLOCKS
        self.number_of_rows = number_of_lines(said, most=MOST_BLOCKS, more=more)
        for number in range(1, self.number_of_rows + 1):
            self.fields |= _line(number)

    def parts(self) -> list[tuple[Promise, Promise, list[forms.BoundField]]]:
        """Its fields in groups, each with a title and a line that says what is to be known; the blocks apart."""
        groups = (
            (_("What"), _("A cohort takes one of its courses."), ("name", "organisation", *COURSES)),
            (_("What completes it"), _("It counts for all its cohorts, those that run too."), RULE),
            (_("Certificate"), _("Given by a person, to who has completed."), CERTIFICATE),
        )
        return [(title, words, [self[name] for name in names]) for title, words, names in groups]

    def block_lines(self) -> list[list[forms.BoundField]]:
        """The fields of each block."""
        return [[self[name] for name in _line(number)] for number in range(1, self.number_of_rows + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        organisation = cleaned.get("organisation")
        if organisation and not can_manage_programme(self.person, Programme(organisation=organisation)):
            self.add_error("organisation", _("This organisation is not among those you manage."))
        if bool(cleaned.get("post_test")) != bool(cleaned.get("post_test_percent")):
            missing = "post_test_percent" if cleaned.get("post_test") else "post_test"
            self.add_error(missing, _("The test at the end and what to reach in it go together."))
        if cleaned.get("certificate_titles") and not cleaned.get("certificate_title"):
            self.add_error("certificate_title", _("Write its title here too: it stands where no other is written."))
        for number in range(1, self.number_of_rows + 1):
            title, days, _field_days = _line(number)
            if bool(cleaned.get(title)) != bool(cleaned.get(days)) and not {title, days} & set(self.errors):
                self.add_error(days if cleaned.get(title) else title, _("A block has a title and days."))
        if not self.errors and not self.blocks():
            self.add_error("block_1_title", _("Plan at least one block."))
        return cleaned

    def blocks(self) -> list[TemplateBlock]:
        """The blocks that were typed, in order."""
        typed = self.cleaned_data
        lines: Any = ([typed.get(name) for name in _line(row)] for row in range(1, self.number_of_rows + 1))
        return [TemplateBlock(title, days, field_days or 0) for title, days, field_days in lines if title]

    def course_keys(self) -> list[UUID]:
        """The courses that were chosen, each once, in order."""
        chosen = (self.cleaned_data[name] for name in COURSES)
        return [UUID(key) for key in dict.fromkeys(chosen) if key]

    def fill(self, programme: Programme) -> Programme:
        """``programme`` with what was typed, not saved."""
        for name in ("name", "organisation", "days_percent", "post_test_percent", "assignments_needed", *CERTIFICATE):
            setattr(programme, name, self.cleaned_data[name])
        for test in ("pre_test", "post_test"):
            setattr(programme, f"{test}_id", self.cleaned_data[test] or None)
        return programme


def _line(number: int) -> dict[str, forms.Field]:
    of = {"number": number}
    days = WholeNumberField(label=_("Days of block %(number)d") % of, least=1, most=LONGEST_BLOCK_DAYS, required=False)
    field_days = WholeNumberField(
        label=_("Days of field work before block %(number)d") % of, least=0, most=LONGEST_FIELD_DAYS, required=False
    )
    title = PlainTextField(label=_("Block %(number)d") % of, max_length=120, required=False)
    return {f"block_{number}_title": title, f"block_{number}_days": days, f"block_{number}_field_days": field_days}


def _lessons_of(course_path: str) -> list[tuple[str, str]]:
    return [(str(lesson.key), lesson.title) for lesson in outline_at(course_path).lessons]


def _as_typed(programme: Programme) -> dict[str, Any]:
    """What stands in the form of a programme that is there."""
    typed: dict[str, Any] = {
        name: getattr(programme, name) for name in ("name", "organisation", *RULE[:1], *CERTIFICATE)
    }
    typed |= {"pre_test": programme.pre_test_id, "post_test": programme.post_test_id}
    typed |= {name: getattr(programme, name) for name in ("post_test_percent", "assignments_needed")}
    typed |= dict(zip(COURSES, _keys(programme), strict=False))
    blocks = list(programme.blocks.all())
    for number, block in enumerate(blocks, start=1):
        typed |= dict(zip(_line(number), (block.title, block.days, block.field_days), strict=True))
    return {**typed, "rows": len(blocks)}


def _keys(programme: Programme) -> Iterable[str]:
    return [str(course.course_key) for course in programme.courses.all()]
