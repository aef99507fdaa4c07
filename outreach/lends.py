"""What outreach lends: its views of its pages, and that stories go when she of whom they tell no longer agrees."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from content.editions import new_edition
from content.kinds import page_views
from jobs.services import subscribe
from outreach.forms import HomeForm, StoryForm
from outreach.models import HomePage, StoryPage
from outreach.services import take_stories_away
from outreach.views import home, story, story_index
from people.enums import Purpose
from people.queries import KEPT, Kept
from people.signals import CONSENT_WITHDRAWN


def take_away_without_consent(payload: dict[str, Any]) -> None:
    """At once, in every language; pictures of her work are asked about anew as well."""
    if payload["purpose"] == Purpose.STORY:
        take_stories_away(UUID(payload["person"]))
        new_edition()


# Here, for a form asks what a model may not.
HomePage.base_form_class = HomeForm
StoryPage.base_form_class = StoryForm
page_views.register("outreach.HomePage", home)
page_views.register("outreach.StoryIndexPage", story_index)
page_views.register("outreach.StoryPage", story)
KEPT.register("stories", Kept(_("Stories about you"), StoryPage, "about", shown=("title", "summary", "published_on")))
subscribe(CONSENT_WITHDRAWN, "outreach.take_stories_away", take_away_without_consent)
