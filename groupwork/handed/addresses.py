"""The pages on which a record is written down, corrected or found."""

from django.urls import reverse


def page_of_group(about: str) -> str:
    """The group's way."""
    return reverse("groupwork:group", args=[about.partition("/")[0]])


def page_of_tracks(about: str) -> str:
    """The trainee's page, or that of all."""
    keys = about.split("/")
    return reverse("groupwork:track" if len(keys) > 1 else "groupwork:tracks", args=keys)


def page_of_survey(about: str) -> str:
    """Where it is counted."""
    return reverse("groupwork:count", args=about.split("/"))


def form_of_sheet(about: str) -> str:
    """Where it is filled in, or corrected."""
    keys = about.split("/")
    return reverse("groupwork:correct-sheet" if len(keys) > 2 else "groupwork:sheet", args=keys)


def form_of_idea(about: str) -> str:
    """Where it is written down, or corrected."""
    keys = about.split("/")
    return reverse("groupwork:correct-idea" if len(keys) > 1 else "groupwork:add-idea", args=keys)


def form_of_decision(about: str) -> str:
    """Where it is decided."""
    return reverse("groupwork:decide", args=about.split("/"))


def form_of_survey(about: str) -> str:
    """Where it is said what is asked, or corrected."""
    keys = about.split("/")
    return reverse("groupwork:correct-survey" if len(keys) > 1 else "groupwork:survey", args=keys)
