"""A public page whose text is in another language than its frame says so, and marks the text."""

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Locale

from content.services import counterpart_in
from media.models import LearningImage
from outreach.models import HomePage, StoryIndexPage, StoryPage, TextPage
from tests.factories import course_with_lessons, library

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> StoryPage:
    """A story in English, shown in Hindi as it is, with the photo of an editor."""
    course_with_lessons(1)
    home = HomePage.objects.get(locale__language_code="en")
    photo = BytesIO()
    Image.new("RGB", (3000, 2000)).save(photo, "JPEG")
    picture = LearningImage.objects.create(
        title="IMG_0412", description="Asha at her stall", file=ImageFile(photo, name="stall.jpg"), collection=library()
    )
    story = StoryPage(title="Asha sells jars", person="Asha", summary="x", published_on="2026-01-31", body="<p>x</p>")
    story.locale, story.picture = home.locale, picture
    stories = StoryIndexPage.objects.child_of(home).get()
    stories.add_child(instance=story)
    about = home.add_child(
        instance=TextPage(title="About us", slug="about", picture=picture, body="<p>We are here.</p>")
    )
    hindi = Locale.objects.get(language_code="hi")
    counterpart_in(stories, hindi)
    HomePage.objects.filter(locale=hindi).update(story=counterpart_in(story, hindi), content_language="en")
    HomePage.objects.filter(locale=home.locale).update(story=story)
    counterpart_in(about, hindi)
    return story


@pytest.mark.parametrize(("address", "marked"), [
    ("stories/asha-sells-jars/", '<article class="prose" lang="en">'),
    ("about/", '<article class="prose" lang="en">'),
    ("stories/", '<article class="card" lang="en">'),
    ("", '<h1 lang="en">Welcome'),
    ("", '<article class="story" lang="en">'),
])  # fmt: skip
def test_text_in_english_is_marked_on_a_page_in_hindi_which_says_so(client, story, address, marked):
    page = client.get(f"/hi/{address}").text
    assert '<html lang="hi"' in page
    assert marked in page
    assert 'class="banner banner--info" lang="hi"' in page
    assert 'class="banner banner--info"' not in client.get(f"/en/{address}").text


SMALL = "stall.format-webp.width-360.webp"


@pytest.mark.parametrize("address", ["/en/", "/en/stories/", "/en/stories/asha-sells-jars/"])
def test_a_photo_is_sent_in_the_size_it_is_shown_in(client, story, address):
    page = client.get(address).text
    assert story.picture.file.url not in page
    assert SMALL in page


def test_a_story_says_what_its_picture_shows(client, story):
    assert 'alt="Asha at her stall"' in client.get(story.address).text


@pytest.mark.parametrize(
    ("address", "loading"),
    [("/en/stories/asha-sells-jars/", "eager"), ("/en/stories/", "lazy"), ("/en/about/", "eager")],
)
def test_only_the_picture_that_is_seen_as_the_page_opens_is_fetched_at_once(client, story, address, loading):
    picture = next(image for image in client.get(address).text.split("<img") if SMALL in image)
    assert f'loading="{loading}"' in picture.partition(">")[0]


def test_a_story_leads_on_to_the_list_it_stands_in_by_whatever_address_that_has(client, story):
    index = story.get_parent()
    index.slug = "people"
    index.specific.save()
    story.refresh_from_db()
    end = client.get("/en/people/asha-sells-jars/").text.partition("</article>")[2].partition("</main>")[0]
    assert 'href="/en/people/"' in end
