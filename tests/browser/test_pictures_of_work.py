"""What learners made: offered in the hall without network, looked at by an editor, taken away."""

from PIL import Image
from playwright.sync_api import expect

from portal.demo import EDITOR, TRAINER
from tests.browser.journeys import COHORT, come_in, sign_in
from tests.browser.phone import AT_A_DESK, inspect

BAG = "A blue cloth bag with a zip, on a table"


def test_a_picture_offered_without_network_is_seen_by_the_cohort_then_by_all_and_taken_away(
    phone, new_phone, learner, tmp_path
):
    taken = tmp_path / "bag.jpg"
    Image.effect_noise((1800, 1200), 90).save(taken)
    page = come_in(phone, TRAINER, "/cohorts/")
    page.get_by_role("link", name=COHORT, exact=True).tap()
    expect(page.get_by_role("heading", name="Who has done what")).to_be_visible()
    page.get_by_role("link", name=COHORT, exact=True).tap()
    page.get_by_role("link", name="No picture yet: offer the first").tap()
    expect(page.get_by_role("heading", name="What learners made", level=1)).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="Offer a picture").tap()
    expect(page.get_by_role("heading", name="Offer a picture", level=1)).to_be_visible()
    phone.lose_network()
    page.get_by_label("Photo", exact=True).set_input_files(taken)
    page.get_by_label("What the picture shows").fill(BAG)
    page.get_by_label("Whose work it is", exact=True).select_option(label="The group made it together")
    page.get_by_label("has said yes").check()
    page.get_by_role("button", name="Offer this picture").tap()
    expect(page.get_by_text("The picture is kept on this phone.")).to_be_visible()
    inspect(page)
    phone.find_network()
    expect(page.get_by_role("img", name=BAG)).to_be_visible()
    inspect(page)
    offered = page.url

    seen = come_in(new_phone(), learner, offered)
    expect(seen.get_by_role("img", name=BAG)).to_be_visible()
    inspect(seen)

    admin = new_phone(**AT_A_DESK).open("/admin/")
    sign_in(admin, EDITOR.code, EDITOR.pin)
    admin.goto("/admin/snippets/cohorts/workpicture/")
    admin.get_by_role("link", name=BAG).click()
    expect(admin.get_by_role("img", name=BAG)).to_be_visible()
    admin.get_by_role("button", name="Show it to everybody").click()
    expect(admin.get_by_text("who offered the picture is told")).to_be_visible()

    stranger = new_phone().open("/en/courses/move/")
    expect(stranger.get_by_role("img", name=BAG)).to_be_visible()
    inspect(stranger)

    page.reload()
    page.get_by_text("Take this picture away").tap()
    page.get_by_role("button", name=f"Take it away: {BAG}").tap()
    expect(page.get_by_role("img", name=BAG)).to_be_hidden()
    stranger.reload()
    expect(stranger.get_by_role("heading", name="MOVE", exact=False, level=1)).to_be_visible()
    expect(stranger.get_by_role("img", name=BAG)).to_be_hidden()
