"""The public pages that need more than what their editor wrote."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.local_text import language_now
from courses.queries import cards_below, lesson_to_try
from outreach import queries
from outreach.models import HomePage, StoryIndexPage, StoryPage

LONGEST_SEARCH = 100


def home(request: HttpRequest, page: HomePage) -> HttpResponse:
    """The front page with its courses, its story and the figures of now."""
    cards = cards_below(page)
    context = {
        "page": page,
        "cards": cards,
        "to_try": lesson_to_try(cards[0].course) if cards else None,
        "story": queries.story_of(page),
        "works": queries.works_of(page),
        "figures": queries.live_figures(),
    }
    return render(request, "outreach/home_page.html", context)


def story_index(request: HttpRequest, page: StoryIndexPage) -> HttpResponse:
    """All stories, the newest first."""
    return render(request, "outreach/story_index.html", {"page": page, "stories": queries.stories_below(page)})


def story(request: HttpRequest, page: StoryPage) -> HttpResponse:
    """A story, and the one to read after it."""
    return render(request, "outreach/story_page.html", {"page": page, "next_story": queries.story_after(page)})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Courses, lessons and stories by their words; where there are none, by some of them or by words like them."""
    typed, language = request.GET.get("q", "")[:LONGEST_SEARCH], language_now()
    found, some, like = queries.search(typed, language), [], ""
    if not found:
        some = queries.search_for_some(typed, language)
    if not found and not some:
        like = " ".join(queries.words_like(typed, language))
        found = queries.search(like, language) or queries.search_for_some(like, language)
    pages = found or some
    context = {"typed": typed, "found": pages, "only_some": bool(some), "like": like if found else ""}
    if not request.user.is_authenticated:
        context["is_open"] = queries.open_to_strangers(pages)
    else:
        context["shut"] = queries.shut_to(request.user, pages)
    return render(request, "outreach/search.html", context)
