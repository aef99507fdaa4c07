"""Every public page is reached from another, and leads on."""

import pytest

from outreach.models import HomePage, StoryPage
from tests.factories import course_with_lessons

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/en/stories/", "/en/about/", "/en/courses/"])
def test_every_page_links_the_stories_the_courses_and_about_us(client, address):
    course_with_lessons(1)
    assert f'href="{address}"' in client.get("/en/").content.decode()


def test_the_end_of_a_story_leads_on(client):
    course_with_lessons(1)
    home = HomePage.objects.get(locale__language_code="en")
    stories = home.get_children().get(slug="stories").specific
    story = StoryPage(title="Asha", slug="asha", person="Asha", summary="x", published_on="2026-01-31", body="<p>x</p>")
    story.locale = home.locale
    stories.add_child(instance=story)
    end = client.get("/en/stories/asha/").content.decode().partition("</article>")[2].partition("</main>")[0]
    assert 'href="/en/#courses-title"' in end
    assert 'href="/en/stories/"' in end
