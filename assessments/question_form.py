"""The form an author writes a question with: the rules are those of :mod:`assessments.authoring`."""

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface

from assessments.authoring import (
    LETTERS,
    LONGEST_LINE,
    TRUE_AND_FALSE,
    NotWhole,
    letters_in,
    whole,
)
from assessments.blanks import LONGEST_ANSWER
from assessments.enums import Difficulty, QuestionKind
from assessments.illustration_fields import library_fields
from assessments.part_panels import PartPanel, QuestionTabs
from assessments.rewriting import parts_of, rows_of
from assessments.typed_answers import LONGEST_PASSAGE, MOST_FORMS
from core.enums import Language
from core.forms import NamesWhatIsMissing, PlainLinesField, PlainTextField
from core.local_text import SOURCE
from courses.queries import lesson_choices, outcome_choices

FEWEST_ROWS = 6
WITH_PICTURES = "choice picture multiple mistake order match"
WITH_ROWS = f"{WITH_PICTURES} hotspot"
WITH_REPLIES = "choice picture multiple mistake truth"
# The field that holds what is right, for each kind that has one.
RIGHT = {
    QuestionKind.CHOICE: "right_choice",
    QuestionKind.PICTURE: "right_choice",
    QuestionKind.MISTAKE: "right_choice",
    QuestionKind.TRUTH: "right_truth",
    QuestionKind.MULTIPLE: "right_several",
    QuestionKind.HOTSPOT: "right_several",
    QuestionKind.NUMERIC: "number",
}
# Texts of several lines, and how many are shown.
LINES = {"prompt": 2, "explanation": 2, "accepted": 3, "passage": 6}
LONGEST = {"accepted": MOST_FORMS * (LONGEST_ANSWER + 1), "passage": LONGEST_PASSAGE}


_ROWS_HINT = _(
    "Steps to put in order are written in their right order. In pairs, what stands in one row belongs together; only "
    "pairs need partners. Learners see them mixed. Where a picture is to be chosen, its words are read to who cannot "
    "see it. Of places in a picture say where each is, right or wrong, in percent from the upper left corner: "
    "10 20 30 15 (left, top, width, height), or 40 25 8 (the middle of a round place, and half its width)."
)


_PASSAGE_HINT = _(
    "Put each right answer in brackets, others that are right behind a stroke: Sales [540] less cost [300] leave "
    "[240 / 240 rupees]. Lines with | in them are a table, the first its head: Day | Cash in | Balance."
)


class QuestionForm(NamesWhatIsMissing, WagtailAdminModelForm):
    """One field for each part of a question; what is not of its kind is left out when it is saved."""

    class Media:
        js = [Script("assessments/question_kind.js", type="module")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.instance
        self.rows = rows_of(question.kind, question.texts, question.answer) if question.texts else []
        self.letters = LETTERS[: max(FEWEST_ROWS, len(self.rows))]
        self.written = parts_of(question.kind, question.texts, question.answer) if question.texts else {}
        self.fields["lesson"].choices = [("", _("Choose a lesson")), *lesson_choices()]
        self.fields["objective"].choices = [("", _("What its own lesson teaches")), *outcome_choices()]
        self.fields["kind"].choices = QuestionKind.choices
        self.fields["difficulty"] = forms.TypedChoiceField(
            label=_("Difficulty"), choices=Difficulty.choices, coerce=int, initial=Difficulty.EASY
        )
        for language in Language.values:
            self._add_texts(language)
        self._add_answers()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("kind"):
            self._take(cleaned)
        return cleaned

    def _add_texts(self, language: str) -> None:
        names = [*LINES, "unit"]
        names += [f"{name}_{letter}" for letter in self.letters for name in ("option", "partner", "reply")]
        for name in names:
            part, english = f"{name}_{language}", self.written.get(f"{name}_{SOURCE}", "")
            shape = {"lang": language, **({"rows": LINES[name]} if name in LINES else {})}
            self.fields[part] = (PlainLinesField if name in LONGEST else PlainTextField)(
                required=False,
                max_length=LONGEST.get(name, LONGEST_LINE),
                initial=self.written.get(part, ""),
                help_text=english if language != SOURCE else "",
                widget=forms.Textarea(shape) if "rows" in shape else forms.TextInput(shape),
            )
        self.fields |= library_fields(language, self.letters, self.written)

    def _add_answers(self) -> None:
        letters = [(letter, letter.upper()) for letter in self.letters]
        of_its_kind = RIGHT.get(self.instance.kind, "")
        right = {of_its_kind: self.written.get("right", "")}
        for letter in self.letters:
            name = f"region_{letter}"
            self.fields[name] = forms.CharField(required=False, max_length=40, initial=self.written.get(name, ""))
        self.fields["right_choice"] = forms.ChoiceField(
            choices=letters, widget=forms.RadioSelect, required=False, initial=right.get("right_choice", "")
        )
        self.fields["right_truth"] = forms.ChoiceField(
            choices=list(TRUE_AND_FALSE.items()),
            widget=forms.RadioSelect,
            required=False,
            initial=right.get("right_truth", ""),
        )
        self.fields["right_several"] = forms.MultipleChoiceField(
            choices=letters,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=letters_in(right.get("right_several", "")),
        )
        self.fields["number"] = forms.CharField(required=False, initial=right.get("number", ""))
        self.fields["tolerance"] = forms.CharField(required=False, initial=self.written.get("tolerance") or "0")
        self.fields["formula"] = forms.CharField(
            required=False, max_length=LONGEST_LINE, initial=self.written.get("formula", "")
        )
        self.fields["numbers"] = forms.CharField(
            required=False,
            max_length=LONGEST_PASSAGE,
            initial=self.written.get("numbers", ""),
            widget=forms.Textarea({"rows": 4}),
        )
        self.fields["decimals"] = forms.CharField(required=False, initial=self.written.get("decimals") or "0")

    def _take(self, cleaned: dict[str, Any]) -> None:
        """Put what was written into the question, or say beside each field what is wrong with it."""
        parts = {name: value for name, value in cleaned.items() if isinstance(value, str)}
        right = cleaned.get(RIGHT.get(cleaned["kind"], ""), "")
        parts["right"] = ",".join(right) if isinstance(right, list) else right
        try:
            written = whole(cleaned["kind"], parts, self.rows)
        except NotWhole as problem:
            for part, sentence in problem.problems.items():
                field = RIGHT[QuestionKind(cleaned["kind"])] if part == "right" else part
                if field not in self.errors:
                    self.add_error(field, sentence)
        else:
            self.instance.texts, self.instance.answer = written.texts, written.answer


def question_panels() -> TabbedInterface:
    """English with all that is of no language, and a tab for each other language."""
    about = MultiFieldPanel(
        [
            FieldPanel("kind", widget=forms.RadioSelect, heading=_("Kind")),
            FieldPanel("lesson", heading=_("Lesson")),
            FieldPanel(
                "objective",
                heading=_("What it tests"),
                help_text=_("Trainers are told what a learner cannot do yet by the questions that went wrong."),
            ),
            FieldPanel("difficulty", widget=forms.Select, heading=_("Difficulty")),
        ],
        heading=_("What kind of question"),
    )
    right = MultiFieldPanel(
        [
            PartPanel(
                "right_choice", kinds="choice picture mistake", heading=_("Right answer (one is right), or the mistake")
            ),
            PartPanel("right_several", kinds="multiple hotspot", heading=_("Right answers (several are right)")),
            PartPanel("right_truth", kinds="truth", heading=_("What is it? (true or false)")),
            PartPanel("number", kinds="numeric", heading=_("Right number (a number)")),
            PartPanel(
                "numbers",
                kinds="calculated",
                heading=_("Numbers to draw (drawn anew each time)"),
                help_text=_("One a line: price = 20 to 60 step 5, or days = 25, 26, or fixed = 5300."),
            ),
            PartPanel(
                "formula",
                kinds="calculated",
                heading=_("Formula of the right number (drawn anew each time)"),
                help_text=_(
                    "Such as ceil(fixed / (price - cost)). There are + - * / ^, ceil, floor, round, min, max, abs, and "
                    "emi(loan, percent a month, months). In question and explanation put a number, or a formula, in "
                    "braces: {price}, {price - cost}. The preview shows it drawn."
                ),
            ),
            PartPanel("decimals", kinds="calculated", heading=_("Decimals asked for (drawn anew each time)")),
            PartPanel(
                "tolerance",
                kinds="numeric calculated blanks",
                heading=_("Tolerance in percent (a number)"),
                help_text=_("How far off is still right, from 0 to 10. 0 asks for exactly this number."),
            ),
        ],
        heading=_("What is right"),
        attrs={"data-kinds": f"{WITH_REPLIES} hotspot numeric calculated blanks"},
    )
    english = ObjectList([about, *_texts(SOURCE, right)], heading=_("Question in English"))
    others = [
        ObjectList(_texts(language), heading=label, help_text=_("Leave all of it empty where it is not translated."))
        for language, label in Language.choices
        if language != SOURCE
    ]
    return QuestionTabs([english, *others], base_form_class=QuestionForm)


def _texts(language: str, *right: Panel) -> list[Panel]:
    rows = [_row(letter, language) for letter in LETTERS]
    is_source = language == SOURCE
    return [
        PartPanel(f"prompt_{language}", heading=_("Question")),
        FieldRowPanel(
            [
                PartPanel(f"picture_{language}", heading=_("Picture")),
                PartPanel(f"sound_{language}", heading=_("Question, spoken")),
            ],
            help_text=_("Without a picture of its own a language has the English one."),
        ),
        MultiFieldPanel(
            rows,
            heading=_("Answers to choose from, steps, or pairs"),
            help_text=_ROWS_HINT if is_source else "",
            attrs={"data-kinds": f"{WITH_ROWS} truth"},
        ),
        PartPanel(
            f"passage_{language}",
            kinds="blanks",
            heading=_("Text with blanks"),
            help_text=_PASSAGE_HINT if is_source else "",
        ),
        PartPanel(
            f"accepted_{language}",
            kinds="short",
            heading=_("Answers that are right"),
            help_text=_("One a line. Capital letters, blanks and the spelling of a nukta make no difference.")
            if is_source
            else "",
        ),
        *right,
        PartPanel(
            f"unit_{language}",
            kinds="numeric calculated",
            heading=_("Unit (a number)"),
            help_text=_("Such as ₹, %, days.") if is_source else "",
        ),
        PartPanel(
            f"explanation_{language}",
            heading=_("Why"),
            help_text=_("Learners read it after handing in, whether they were right or not.") if is_source else "",
        ),
    ]


def _row(letter: str, language: str) -> FieldRowPanel:
    """An answer, its partner, and what who chose it is told."""
    partner, reply = _("Partner of {letter}"), _("What who chose {letter} is told")
    picture, sound = _("Picture {letter}"), _("Spoken {letter}")
    where = [PartPanel(f"region_{letter}", kinds="hotspot", heading=_in_row(_("Where {letter} is"), letter))]
    return FieldRowPanel(
        [
            *(where if language == SOURCE else []),
            PartPanel(f"option_{letter}_{language}", kinds=WITH_ROWS, heading=_in_row(_("Answer {letter}"), letter)),
            PartPanel(f"partner_{letter}_{language}", kinds="match", heading=_in_row(partner, letter)),
            PartPanel(f"reply_{letter}_{language}", kinds=WITH_REPLIES, heading=_in_row(reply, letter)),
            PartPanel(f"picture_{letter}_{language}", kinds=WITH_PICTURES, heading=_in_row(picture, letter)),
            PartPanel(f"sound_{letter}_{language}", kinds=WITH_PICTURES, heading=_in_row(sound, letter)),
        ]
    )


def _in_row(label: Any, letter: str) -> str | Promise:
    return format_lazy(label, letter=letter.upper())
