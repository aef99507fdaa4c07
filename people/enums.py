"""The fixed lists of people, organisations, roles and consent."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    COE = "coe", _("Centre of Excellence")
    NRO = "nro", _("National Resource Organisation")
    SRLM = "srlm", _("State Rural Livelihood Mission")
    CSO = "cso", _("NGO or civil society organisation")
    SHG = "shg", _("Self-Help Group")
    VO = "vo", _("Village Organisation")
    CLF = "clf", _("Cluster Level Federation")
    CBO = "cbo", _("Other community based organisation")
    BANK = "bank", _("Bank")
    MFI = "mfi", _("Microfinance institution")
    CORPORATE = "corporate", _("Corporate or CSR")
    GOVERNMENT = "government", _("Government department or DIC")
    FPO = "fpo", _("Farmer Producer Organisation")
    TRAINING_INSTITUTE = "training_institute", _("Training institute")
    PANCHAYAT = "panchayat", _("Panchayat")
    MEDIA = "media", _("Media")


class Role(TextChoices):
    """What a person may be asked to do over a place, an organisation or a cohort. A learner needs no role."""

    TRAINER = "trainer", _("Trainer")
    MENTOR = "mentor", _("Mentor")
    CBO_LEADER = "cbo_leader", _("CBO leader")
    PARTNER = "partner", _("CSO or partner")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")


# Who runs cohorts: a partner those of its organisation alone (0051), a programme manager also those of a place.
MANAGING_ROLES = (Role.PARTNER, Role.PROGRAMME_MANAGER)
TEACHING_ROLES = (Role.TRAINER, *MANAGING_ROLES)


class Gender(TextChoices):
    """As figures are told apart by it."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    TRANSGENDER = "transgender", _("Transgender")
    NOT_SAID = "not_said", _("I would rather not say")


class Purpose(TextChoices):
    """What a person may agree to, each on its own."""

    TRAINING = "training", _("Keep my name, place and learning record so that I can be trained and get a certificate")
    SHARING = "sharing", _("Share my results with the organisation that runs my training")
    STORY = "story", _("Ask me later whether my story or photo may be published")


class ConsentMode(TextChoices):
    TAP = "tap", _("On her own screen")
    WITNESSED = "witnessed", _("Spoken, with a witness")
    PAPER = "paper", _("Signed on paper")


class TokenScope(TextChoices):
    """What a program may be let do for somebody, each on its own."""

    ME_READ = "me:read", _("See who I am: name, language, roles, what I agreed to")
    COURSES_READ = "courses:read", _("See the courses and their lessons")
    PROGRESS_READ = "progress:read", _("See how far I am")
    COHORTS_READ = "cohorts:read", _("See my cohorts and which lessons are open to me")
    LEARNERS_READ = "learners:read", _("See the learners I teach and how far they are")
    SUBMISSIONS_READ = "submissions:read", _("See what I handed in that was not taken")
    SUBMISSIONS_WRITE = "submissions:write", _("Hand in records for me")
