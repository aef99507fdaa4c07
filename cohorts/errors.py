from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.errors import Refusal


class CodeIsUnknown(Refusal):
    """No cohort has this code."""

    code = "code_unknown"
    message = _("No cohort has this code. Look at it again, or ask your trainer.")


class CohortIsFull(Refusal):
    """All its places are taken."""

    code = "cohort_full"
    message = _("This cohort is full. You can wait for a place, or ask your trainer for the code of another one.")


class TakesNoApplications(Refusal):
    """It has begun, or its trainer lets nobody join as yet."""

    code = "takes_no_applications"
    message = _("You cannot ask to join this cohort any more. Look for another one, or ask a trainer for a code.")


class TakesPartThere(Refusal):
    """One person takes part once."""

    code = "takes_part_there"
    message = _("She takes part in that cohort already.")
    field = "to"


class AnotherCourse(Refusal):
    """What was learned would not count."""

    code = "another_course"
    message = _("That cohort takes another course. Choose one that takes the same.")
    field = "to"


class MoreTakePart(Refusal):
    """Nobody is put out by making a cohort smaller."""

    code = "more_take_part"
    message = _("More people than that take part already. Take them out first, or leave more places.")
    field = "capacity"


class CohortIsOver(Refusal):
    """Its last day has passed."""

    code = "cohort_over"
    message = _("This cohort is over. Ask your trainer for the code of the next one.")


class CohortNotOpenYet(Refusal):
    """It is only planned."""

    code = "cohort_not_open"
    message = _("This cohort is not open yet. Ask your trainer when one can join.")


class TrainingNotAgreed(Refusal):
    """She has taken back her agreement to be trained."""

    code = "training_not_agreed"
    message = _("You have not agreed that we keep a learning record. You can agree on the page about you, then join.")


class YouTeachIt(Refusal):
    """Nobody marks herself present, or says that she has completed."""

    code = "you_teach_it"
    message = _("You train or run this cohort, so you cannot learn in it too. Join another one to learn.")


class SheTeachesIt(Refusal):
    """As :class:`YouTeachIt`, said to somebody else."""

    code = "she_teaches_it"
    message = _("She trains or runs this cohort, so she cannot learn in it too. Choose another cohort for her.")


class SheLearnsThere(Refusal):
    """She would keep the list on which she stands."""

    code = "she_learns_there"
    message = _("She learns in this cohort, or asked to. Take her out of it first, or choose somebody else.")
    field = "taken_by"


class CertificatesNameIt(Refusal):
    """What is printed stays true."""

    code = "certificates_name_it"
    message = _("Certificates of this cohort name this organisation, so it stays. Take them back first.")
    field = "organisation"


class SomebodyWouldTeachHerself(Refusal):
    """A role over the new place or organisation would let a learner keep the list on which she stands."""

    code = "somebody_would_teach_herself"
    message = _("Somebody who learns in this cohort trains or runs cohorts there. Take her out of this one first.")
    field = "place"


class DidNotJoinHerself(Refusal):
    """Nobody comes into an account by enrolling whose it is."""

    code = "did_not_join_herself"
    message = _("You can give a PIN only to who joined a cohort of yours by its code, or has no account yet.")


class LearnerIsUnknown(Refusal):
    """Nobody has the member code, or nobody whom the trainer knows: which of the two is not said."""

    code = "learner_unknown"
    message = _("You know nobody with this member code. Who has it can join by typing the cohort code.")
    field = "member_code"


class BlocksEndLater(Refusal):
    """What is planned does not fit between the first day and the last."""

    code = "blocks_end_later"
    field = "ends_on"

    def __init__(self, day: date) -> None:
        sentence = _("The last block ends on %(day)s, after the last day of the cohort.")
        super().__init__(sentence % {"day": date_format(day)})


class SessionRunsLate(Refusal):
    """Nobody meets at night: a session that is moved, or one more."""

    code = "session_runs_late"
    message = _("A session would go on after 22:00. Choose an earlier hour.")
    field = "begins_at"


class LessonsFillTheDays(Refusal):
    """So many lessons on the days of a programme that one would be met at night."""

    code = "lessons_fill_the_days"
    field = "begins_at"

    def __init__(self, lessons: int, days: int) -> None:
        sentence = ngettext(
            "The course has %(lessons)d lessons for %(days)d day: sessions would go on after 22:00. Begin earlier, or"
            " give the blocks of the programme more days.",
            "The course has %(lessons)d lessons for %(days)d days: sessions would go on after 22:00. Begin earlier, or"
            " give the blocks of the programme more days.",
            days,
        )
        super().__init__(sentence % {"lessons": lessons, "days": days})


class SessionsRunLate(Refusal):
    """Nobody meets at night."""

    code = "sessions_run_late"
    message = _("Sessions would go on after 22:00. Begin earlier, or leave more days between the blocks.")
    field = "begins_at"


class CohortHasBegun(Refusal):
    """Days on which people met do not move."""

    code = "cohort_has_begun"
    message = _("Its first block has begun, so its first day stays. The days of later sessions are changed one by one.")


class StoryNotAgreed(Refusal):
    """Her pictures are shown to nobody while she does not agree to be asked."""

    code = "story_not_agreed"
    message = _("You have not agreed to be asked about your story or photo. Agree to it on the page about you first.")


class ManyPicturesToday(Refusal):
    """More pictures within a day than a cohort makes things."""

    code = "work_many_today"
    message = _("You have offered very many pictures since yesterday. Offer this one tomorrow.")


class InvitationIsAnswered(Refusal):
    """Nobody needs to be asked again."""

    code = "invitation_answered"
    message = _("This invitation is answered or taken back.")


class NumberTakesNoSms(Refusal):
    """The portal pays for SMS to Indian mobile numbers alone."""

    code = "number_takes_no_sms"
    message = _("This number gets no SMS: it is not an Indian mobile number. Send the link in another way.")


class SmsIsOnItsWay(Refusal):
    """Pressing again sends no second one."""

    code = "sms_on_its_way"
    message = _("An SMS with this invitation has left already, or leaves soon.")


class TooManySmsToday(Refusal):
    """More than one person invites in a day."""

    code = "many_sms_today"
    message = _("You have sent very many invitations by SMS today. Send the others tomorrow, or by WhatsApp.")


class NothingMoves(Refusal):
    """What was chosen is held already, or is to stay where it is."""

    code = "nothing_moves"
    message = _("Nothing would move. What was held stays, and the days and hours are those it has.")


class SessionsIntoThePast(Refusal):
    """Nobody can come there any more."""

    code = "sessions_into_the_past"
    message = _("A session cannot be put on a day or hour that has passed.")


class SessionWasHeld(Refusal):
    """What has begun is not cancelled: that nobody came is a fact of its own."""

    code = "session_was_held"
    message = _("This session has begun or was held. What was held stays.")


class NobodyWouldTrain(Refusal):
    """She is the only one."""

    code = "nobody_would_train"
    message = _("Nobody else trains this cohort. Hand it over to somebody instead.")


class HolidayIsKnown(Refusal):
    """The day has a name there already."""

    code = "holiday_known"
    field = "day"

    def __init__(self, name: str) -> None:
        sentence = _("This day is written down there already: %(name)s. Take that back first to call it otherwise.")
        super().__init__(sentence % {"name": name})


class CourseTakesNobodyNew(Refusal):
    """Who takes part goes on."""

    code = "course_closed"
    message = _("This course takes no new learners any more. Ask the trainer which course you can join.")
