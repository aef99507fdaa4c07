"""The public pages that need more than what their editor wrote."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.local_text import language_now
from courses.queries import courses_below
from outreach import queries
from outreach.models import HomePage, StoryIndexPage

LONGEST_SEARCH = 100


def home(request: HttpRequest, page: HomePage) -> HttpResponse:
    """The front page with its courses, its story and the figures of now."""
    context = {
        "page": page,
        "courses": courses_below(page),
        "story": queries.story_of(page),
        "figures": queries.live_figures(),
    }
    return render(request, "outreach/home_page.html", context)


def story_index(request: HttpRequest, page: StoryIndexPage) -> HttpResponse:
    """All stories, the newest first."""
    return render(request, "outreach/story_index.html", {"page": page, "stories": queries.stories_below(page)})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Courses, lessons and stories by their words."""
    typed = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = queries.search(typed, language_now())
    return render(request, "outreach/search.html", {"typed": typed, "found": found})
