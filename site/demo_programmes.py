"""The programmes of the demonstration, the holidays of its places, and a cohort that is planned by a programme."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from assignments.enums import Means
from assignments.models import PlannedAssignment
from assignments.recording import Asks, as_data, name_of
from cohorts.models import Cohort, Programme
from cohorts.planning import TemplateBlock, TemplatePlan
from cohorts.queries import holidays_over
from cohorts.services import create_cohort_of, note_holiday, save_programme
from core.asked import Ask, Asked
from core.enums import Language
from core.models import Place
from courses.models import CoursePage
from courses.queries import outline_at
from people.models import Organisation

# Days on which offices of the Union are shut, by the lists that the Government of India gives out for 2026 and 2027.
NATIONAL_DAYS = (
    (date(2026, 1, 26), "Republic Day"),
    (date(2026, 8, 15), "Independence Day"),
    (date(2026, 10, 2), "Gandhi Jayanti"),
    (date(2026, 12, 25), "Christmas"),
    (date(2027, 1, 26), "Republic Day"),
    (date(2027, 8, 15), "Independence Day"),
    (date(2027, 10, 2), "Gandhi Jayanti"),
    (date(2027, 12, 25), "Christmas"),
)


def choices(*names: str) -> tuple[tuple[str, str], ...]:
    """Each is chosen by its own name."""
    return tuple((name, name) for name in names)


def asked_as(*lines: tuple[str, Ask, dict[str, Any]]) -> Asks:
    """What a record asks: (label, how it is answered, what else is said of it) of each line."""
    return [as_data(Asked(name_of(label, ask, also.get("unit", "")), label, ask, **also)) for label, ask, also in lines]


TWO_DAYS_A_WEEK = ("Who we are", "Ideas", "Markets", "Customers", "Money", "The plan")
FOUR_BLOCKS = ("Groups", "Enterprises", "Accounts", "Advice")
# Given after the first block and after the second.
FIELD_WORK_OF_MOVE = [
    {
        "title": "Baseline of my enterprise",
        "task": "Write down for one week what came in and what went out.\nAdd a photo of the page in your notebook.",
        "takes": [Means.TEXT, Means.PHOTO, Means.VOICE, Means.FILE],
        "marks_of": 10,
    },
    {
        "title": "Ask five customers",
        "task": "Ask five people what they buy, where, and what they would change.\nSay or write what you heard.",
        "takes": [Means.TEXT, Means.VOICE, Means.PHOTO, Means.RECORD],
        "asks": asked_as(
            ("How many you asked", Ask.NUMBER, {"unit": "people"}),
            ("How many would buy", Ask.NUMBER, {"unit": "people"}),
            ("Price most of them would pay", Ask.RUPEES, {}),
            ("Would they buy again?", Ask.YES_NO, {}),
            ("What they would change", Ask.LINES, {}),
        ),
    },
]
FIELD_WORK_OF_TEAM = [
    {
        "title": "Baseline of an enterprise",
        "task": "Sit with one owner. Count what can be counted, and say from what you read it.",
        "takes": [Means.RECORD, Means.PHOTO],
        "asks": asked_as(
            ("Main product or service", Ask.LINE, {"required": True}),
            ("Sector", Ask.CHOICE, {"choices": choices("Trade", "Services", "Making things")}),
            ("Began on", Ask.DAY, {"hint": "As near as the owner remembers."}),
            ("Sales last month", Ask.RUPEES, {"required": True}),
            ("Costs last month", Ask.RUPEES, {"required": True}),
            ("Who works there", Ask.NUMBER, {"unit": "people", "hint": "Family who help count too."}),
            ("Are books kept?", Ask.YES_NO, {"required": True}),
            (
                "How you know the sales",
                Ask.CHOICE,
                {"choices": choices("Read from the books", "Recalled by the owner")},
            ),
            ("What is hardest now", Ask.LINES, {}),
        ),
    },
    {
        "title": "Visit to the market",
        "task": "Ask three shops what sells, at which price, and who brings it to them.",
    },
]
MOVE_TITLES = {
    "en": "MOVE: ready to begin an enterprise",
    "hi": "मूव: अपना काम शुरू करने को तैयार",
    "kn": "ಮೂವ್: ಉದ್ಯಮ ಆರಂಭಿಸಲು ಸಿದ್ಧ",
    "ml": "മൂവ്: സംരംഭം തുടങ്ങാൻ തയ്യാർ",
    "ta": "மூவ்: தொழில் தொடங்கத் தயார்",
    "bn": "মুভ: উদ্যোগ শুরু করতে প্রস্তুত",
}
TEAM_TITLES = {
    "en": "Micro enterprise consultant: trained",
    "hi": "छोटे उद्यमों की सलाहकार: प्रशिक्षित",
    "kn": "ಕಿರು ಉದ್ಯಮ ಸಲಹೆಗಾರರು: ತರಬೇತಿ ಪಡೆದವರು",
    "ml": "ചെറുസംരംഭ ഉപദേഷ്ടാവ്: പരിശീലനം നേടി",
    "ta": "குறுந்தொழில் ஆலோசகர்: பயிற்சி பெற்றவர்",
    "bn": "ক্ষুদ্র উদ্যোগের পরামর্শদাতা: প্রশিক্ষিত",
}
VENUE = "Panchayat hall, Nadipura (invented)"


def load_holidays(states: list[Place]) -> None:
    """The national days, in each of ``states``."""
    for state in states:
        for day, name in NATIONAL_DAYS:
            note_holiday(state, day=day, name=name, by=None)


def move_programme(centre: Organisation) -> Programme:
    """MOVE: two days a week for six weeks."""
    blocks = [TemplateBlock(title, 2, 5 if number else 0) for number, title in enumerate(TWO_DAYS_A_WEEK)]
    programme = Programme(name="MOVE", organisation=centre, days_percent=80, post_test_percent=60, assignments_needed=2)
    programme = programme_on(programme, "move", blocks, titles=MOVE_TITLES, months=None)
    _plan_field_work(programme, FIELD_WORK_OF_MOVE)
    return programme


def team_programme(centre: Organisation) -> Programme:
    """TEAM: four blocks of five days, with twenty-five days in the field before each but the first."""
    blocks = [TemplateBlock(title, 5, 25 if number else 0) for number, title in enumerate(FOUR_BLOCKS)]
    programme = Programme(name="TEAM", organisation=centre, days_percent=80, post_test_percent=60, assignments_needed=2)
    programme = programme_on(programme, "team", blocks, titles=TEAM_TITLES, months=24)
    _plan_field_work(programme, FIELD_WORK_OF_TEAM)
    return programme


def plan_team_cohort(programme: Programme, trust: Organisation, village: Place) -> Cohort:
    """A cohort that begins in two weeks, by its programme."""
    return create_cohort_of(
        programme,
        name="TEAM at Nadipura",
        course=_course("team"),
        organisation=trust,
        place=village,
        language=Language.ENGLISH,
        capacity=25,
        starts_on=timezone.localdate() + timedelta(days=14),
        plan=TemplatePlan(begins_at=time(9, 30), venue=VENUE, holidays=holidays_over(village)),
        is_open=False,
        by=None,
    )


def programme_on(
    programme: Programme, slug: str, blocks: list[TemplateBlock], *, titles: dict[str, str], months: int | None
) -> Programme:
    """``programme`` kept on the course ``slug``: its first lesson tests what is known, its last what was learned."""
    course = _course(slug)
    lessons = outline_at(course.path).lessons
    programme.pre_test_id, programme.post_test_id = lessons[0].key, lessons[-1].key
    others = dict(titles)
    programme.certificate_title, programme.certificate_titles = others.pop(Language.ENGLISH), others
    programme.certificate_months = months
    save_programme(programme, course_keys=[course.translation_key], blocks=blocks, by=None)
    return programme


def _plan_field_work(programme: Programme, tasks: list[dict[str, Any]]) -> None:
    """Each is given after the next block, and due by the beginning of the one that follows."""
    for number, task in enumerate(tasks, start=1):
        PlannedAssignment.objects.create(programme=programme, after_block=number, due_block=number + 1, **task)


def _course(slug: str) -> CoursePage:
    course: CoursePage = CoursePage.objects.get(slug=slug, locale__language_code="en")
    return course
