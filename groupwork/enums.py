"""The fixed lists of group work, and the names of what phones hand in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SHEET = "group-sheet"
IDEA = "group-idea"
DECISION = "idea-decision"
SURVEY = "market-survey"
COUNT = "market-count"
STEP = "track-step"


class Verdict(TextChoices):
    """What a group decided about an idea."""

    KEPT = "kept", _("On the list")
    CHANGED = "changed", _("Changed")
    CHOSEN = "chosen", _("Chosen")
    DROPPED = "dropped", _("Dropped")


class Question(TextChoices):
    """What is asked at a household, with symbols."""

    BUYS = "buys", _("Does she buy it?")
    OFTEN = "often", _("How often?")
    PRICE = "price", _("What does she pay?")
    FACTOR = "factor", _("What counts most for her?")
    COMPLAINT = "complaint", _("What does she complain about?")


class Milestone(TextChoices):
    """How far a trainee has come: a ladder of eight, three other good ends, and leaving off."""

    ENROLLED = "enrolled", _("Enrolled")
    MARKET_RESEARCHED = "market-researched", _("Market looked into")
    PRODUCT_CHOSEN = "product-chosen", _("Product chosen")
    COMPETENT = "competent", _("Has the skill")
    PILOTED = "piloted", _("Sold a first batch")
    LAUNCHED = "launched", _("Business started")
    BROKE_EVEN = "broke-even", _("Covers its costs")
    SELF_RELIANT = "self-reliant", _("Stands alone")
    EMPLOYED = "employed", _("Found a job")
    VALUE_ADDED = "value-added", _("Bettered the business she had")
    DROPPED = "dropped", _("Stopped")
