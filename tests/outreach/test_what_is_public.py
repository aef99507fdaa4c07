"""What is listed to anybody is for anybody: not what an editor keeps private, nor what stands under it."""

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from courses.models import CoursePage
from outreach.models import HomePage, StoryIndexPage, StoryPage
from outreach.queries import search
from outreach.services import load_site
from people.enums import TokenScope
from tests.factories import PersonFactory, course_with_lessons, front_page, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return course_with_lessons(1)


@pytest.fixture
def story(course) -> StoryPage:
    """The story of the front page."""
    home = HomePage.objects.get(locale__language_code="en")
    story = StoryPage(title="Asha sells jars", person="Asha", summary="x", published_on="2026-01-31", body="<p>x</p>")
    story.locale = home.locale
    StoryIndexPage.objects.child_of(home).get().add_child(instance=story)
    HomePage.objects.update(story=story)
    return story


def keep_private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_a_story_kept_private_is_in_no_list(sign_in, story):
    client = sign_in(PersonFactory())
    listed = "/en/", "/en/stories/"
    assert all("Asha sells jars" in client.get(address).text for address in listed)
    keep_private(story)
    assert not any("Asha sells jars" in client.get(address).text for address in listed)
    assert not search("jars", "en")


@pytest.mark.parametrize("above", [0, 1])
def test_a_course_kept_private_itself_or_with_its_list_is_in_no_list_and_unknown_to_programs(sign_in, course, above):
    client = sign_in(PersonFactory())
    token = token_of(PersonFactory(), TokenScope.COURSES_READ)[1]

    def is_listed() -> list[bool]:
        pages = [client.get(address).text for address in ("/en/", "/en/courses/")]
        answer = client.get("/api/v1/courses", headers={"authorization": f"Bearer {token}"}).json()
        return [course.address in page for page in pages] + [str(course.translation_key) in str(answer)]

    assert is_listed() == [True, True, True]
    for page in [course, *course.get_translations()]:
        keep_private(page.get_parent() if above else page)
    assert not any(is_listed())


def test_loading_leaves_a_tree_alone_whose_root_is_the_page_of_a_site(course, tmp_path):
    Site.objects.update(root_page=Page.get_first_root_node())
    load_site(content=tmp_path)
    assert CoursePage.objects.filter(pk=course.pk).exists()


def test_the_empty_page_of_a_new_installation_makes_way(tmp_path):
    home = front_page()
    welcome = home.get_parent().add_child(instance=Page(title="Welcome", slug="nothing-yet"))
    Site.objects.update(root_page=welcome)
    load_site(content=tmp_path)
    assert not Page.objects.filter(pk=welcome.pk).exists()
