"""What a partner sees of the cohorts of her organisation."""

from playwright.sync_api import expect

from portal.demo import PARTNER
from tests.browser.journeys import come_in
from tests.browser.phone import inspect


def test_a_partner_sees_what_is_due_does_it_and_sees_it_done(phone):
    page = come_in(phone, PARTNER)
    expect(page.get_by_role("heading", name="Banashri Mahila Sangha (invented)")).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="See the cohorts").tap()
    expect(page.get_by_text("days held, who came, who has completed, and what is due")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="MOVE at Kereooru")).to_contain_text("of 12")
    expect(page.get_by_text("MOVE at Nadipura")).to_have_count(0)
    inspect(page)
    page.get_by_role("link", name="3 learners have completed and have no certificate.").tap()
    page.get_by_role("link", name="Tick all who have completed").tap()
    page.get_by_role("button", name="Give a certificate to all who are ticked").tap()
    expect(page.get_by_text("3 certificates are given.")).to_be_visible()
    page.goto("/gradebook/running/")
    done = page.get_by_role("link", name="Nothing is due: it can be closed. 1 learner has not completed.")
    expect(done).to_be_visible()
