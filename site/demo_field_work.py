"""Field work of the demonstration: the two assignments of a programme and what its invented learners handed in."""

from datetime import timedelta
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from PIL import Image, ImageDraw

from assignments.enums import Verdict
from assignments.models import Assignment, HandIn, PlannedAssignment
from assignments.recording import NOTHING, Record
from assignments.services import hand_in, review, set_assignment
from cohorts.models import Cohort
from core.pictures import Picture, kept_picture
from people.models import Person

PAGE = (
    "Tailoring, one week",
    "Mon  2 blouses  240",
    "Tue  1 blouse   120",
    "Wed  fall, pico 160",
    "Fri  3 blouses  360",
    "Thread, hooks  -110",
    "Left             770",
)

# What the programme says of an assignment.
SAID = ("title", "task", "takes", "counts", "marks_of", "asks")


def do_field_work(cohort: Cohort, trainer: Person, learners: list[Person]) -> None:
    """One is returned to the first of ``learners``, one approved, two wait; the second is still to be done by most."""
    asha, salma, lakshmi, mary = learners[:4]
    today = timezone.localdate()
    planned = PlannedAssignment.objects.filter(programme=cohort.programme_id)
    baseline, plan = (
        Assignment(cohort=cohort, planned=each, **{name: getattr(each, name) for name in SAID}) for each in planned
    )
    baseline.block, baseline.due_on = cohort.blocks.get(number=1), today + timedelta(days=2)
    plan.due_on = today + timedelta(days=9)
    for assignment in (baseline, plan):
        set_assignment(assignment, by=trainer)
    first = _hand_in(baseline, asha, "I sell pickles. In a week about ₹900 comes in.")
    review(
        first,
        verdict=Verdict.RETURNED,
        comment="Good that you know what comes in. What do oil, mangoes and jars cost you? Add that.",
        marks=None,
        by=trainer,
    )
    done = _hand_in(baseline, salma, "दर्ज़ी का काम: हफ़्ते में ₹880 आए, ₹110 का धागा और हुक।", _notebook())
    review(done, verdict=Verdict.APPROVED, comment="Clear and complete.", marks=9, by=trainer)
    _hand_in(baseline, lakshmi, "ಹಾಲು ಮಾರಾಟ: ವಾರಕ್ಕೆ ₹1,450 ಬಂತು, ಮೇವಿಗೆ ₹600 ಹೋಯಿತು.")
    _hand_in(baseline, mary, "തയ്യൽ: ഒരാഴ്ചത്തെ കണക്ക് ചിത്രത്തിലുണ്ട്.", _notebook())
    body = "पाँचों ने कहा: ब्लाउज़ उसी दिन चाहिए। तीन और देंगी अगर शाम तक मिल जाए।"
    answers = ("5", "4", "120", "yes", "By evening, and with the fall stitched.")
    entries = dict(zip((each.name for each in plan.asked), answers, strict=True))
    _hand_in(plan, salma, body, record=Record(plan.asks, entries))


def _hand_in(assignment: Assignment, person: Person, body: str, *photos: Picture, record: Record = NOTHING) -> HandIn:
    key = uuid5(NAMESPACE_URL, f"demo-hand-in:{assignment.pk}:{person.pk}")
    said = {"hand_in_id": key, "body": body, "attached": photos, "record": record, "device_at": timezone.now()}
    return hand_in(assignment, person, by=person, **said)


def _notebook() -> Picture:
    """A page of a notebook as a phone would photograph it."""
    page = Image.new("RGB", (900, 1100), "#f4ecd8")
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(PAGE):
        height = 140 + 130 * number
        pen.line((40, height + 66, 860, height + 66), fill="#9db4c0", width=2)
        pen.text((70, height), line, fill="#22305c", font_size=52)
    drawn = BytesIO()
    page.save(drawn, "JPEG")
    return kept_picture(drawn.getvalue())
