"""A partner of the demonstration: an organisation that runs three cohorts of its own by programmes of the Centre."""

from collections.abc import Sequence
from datetime import time, timedelta

from django.db.models import F
from django.utils import timezone

from cohorts.models import Cohort, Programme
from cohorts.planning import TemplateBlock, TemplatePlan
from cohorts.services import create_cohort_of, enrol, follow_dates, move_blocks
from core.enums import Language
from core.models import Place
from courses.models import CoursePage
from gradebook.services import bring_up, give_certificates
from people.enums import Gender, OrganisationKind, Role
from people.models import Organisation, Person, User
from people.services import OnPaper, grant_role, register_on_paper
from portal.demo_attendance import take_attendance
from portal.demo_programmes import programme_on

NAME = "Banashri Mahila Sangha (invented)"
VENUE = "Community hall, Kereooru (invented)"
FIRST_NAMES = (
    *("Anitha", "Bhavani", "Chaithra", "Deepa", "Girija", "Jyothi"),
    *("Kamala", "Latha", "Manjula", "Nandini", "Pushpa", "Roopa"),
)
LAST_NAMES = ("Gowda", "Poojari", "Bai", "Naik")
TED_TITLES = {
    "en": "TED: ready for field training",
    "hi": "टेड: क्षेत्र में काम सीखने को तैयार",
    "kn": "ಟೆಡ್: ಕ್ಷೇತ್ರ ತರಬೇತಿಗೆ ಸಿದ್ಧ",
    "ml": "ടെഡ്: ഫീൽഡ് പരിശീലനത്തിന് തയ്യാർ",
    "ta": "டெட்: களப் பயிற்சிக்குத் தயார்",
    "bn": "টেড: মাঠের প্রশিক্ষণের জন্য প্রস্তুত",
}
# Who keeps her results to herself: each sixth.
KEEPS_HER_RESULTS = 6


def load_partner(partner: Person, trainer: Person, *, move: Programme, place: Place) -> None:
    """``partner`` runs one cohort that is half way through, one that is over, and one that is only planned."""
    sangha = Organisation.objects.create(name=NAME, kind=OrganisationKind.CSO, place=place)
    for person in (partner, trainer):
        person.organisation = sangha
        person.save(update_fields=["organisation"])
    grant_role(partner, role=Role.PARTNER, over=sangha, by=None)
    partner = Person.objects.select_related("user").get(pk=partner.pk)
    learners = [_on_paper(number, place, by=partner.user) for number in range(22)]
    ted = ted_programme(move.organisation)
    running = _cohort(move, "MOVE at Kereooru", sangha, weeks_ago=4, learners=learners[:12], by=partner.user)
    over = _cohort(ted, "TED at Kereooru", sangha, weeks_ago=6, learners=learners[12:], by=partner.user)
    _cohort(move, "MOVE at Banashri", sangha, weeks_ago=-1, is_open=False, by=partner.user)
    for cohort, people, leaves_open in ((running, learners[:12], 1), (over, learners[12:], 0)):
        grant_role(trainer, role=Role.TRAINER, over=cohort, by=partner.user)
        take_attendance(cohort, people, by=trainer, leaves_open=leaves_open)
    bring_up(running)
    # Half of those who have completed: the others are still to be given theirs.
    give_certificates(partner, over, [person.pk for person in learners[12:17]], by=partner.user)


def ted_programme(centre: Organisation) -> Programme:
    """TED: ten days in two weeks, completed by who was there on eight of them."""
    programme = Programme(name="TED", organisation=centre, days_percent=80)
    blocks = [TemplateBlock("Sums and prices", 5, 0), TemplateBlock("The plan", 5, 2)]
    return programme_on(programme, "ted", blocks, titles=TED_TITLES, months=None)


def _cohort(
    programme: Programme,
    name: str,
    sangha: Organisation,
    *,
    weeks_ago: int,
    learners: Sequence[Person] = (),
    is_open: bool = True,
    by: User,
) -> Cohort:
    """Made for tomorrow, so that people may be brought in, and then moved to when it begins."""
    course = programme.courses.get().course_key
    cohort = create_cohort_of(
        programme,
        name=name,
        course=CoursePage.objects.get(translation_key=course, locale__language_code="en"),
        organisation=sangha,
        place=sangha.place,
        language=Language.KANNADA,
        capacity=25,
        starts_on=timezone.localdate() + timedelta(days=1),
        plan=TemplatePlan(begins_at=time(10), venue=VENUE),
        is_open=is_open,
        by=by,
    )
    for person in learners:
        enrol(person, cohort, by=by)
    way = timedelta(weeks=weeks_ago)
    move_blocks(cohort, days=-way.days, by=by)
    cohort.starts_on, cohort.ends_on = cohort.starts_on - way, cohort.ends_on - way
    cohort.save(update_fields=["starts_on", "ends_on"])
    cohort.enrolments.update(joined_at=F("joined_at") - way)
    follow_dates(cohort)
    return cohort


def _on_paper(number: int, place: Place, *, by: User) -> Person:
    """Somebody without an account, as most of a village are made known; nearly all share their results."""
    today = timezone.localdate()
    paper = OnPaper(
        name=f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {LAST_NAMES[number * 7 // 5 % len(LAST_NAMES)]}",
        gender=Gender.WOMAN,
        language=Language.KANNADA,
        place=place,
        contact_phone="",
        signed_on=today,
        sharing_on=today if number % KEEPS_HER_RESULTS else None,
    )
    return register_on_paper(paper, by=by)
