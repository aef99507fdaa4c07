"""With the portal gone and the phone started again: what was opened opens, what is written waits, each sees her own."""

import re

from playwright.sync_api import expect

from tests.browser.journeys import (
    COHORT,
    FIRST_LESSON,
    NEXT_PROMISE,
    PER_DAY,
    WHICH_GOAL,
    ask_mentor,
    expect_one_question_at_a_time,
    hand_in,
    message,
    open_cohort,
    open_first_lesson,
    question,
    sign_out,
    start_with_the_portal,
    tick,
    write,
)
from tests.browser.phone import inspect, wait_until
from tests.browser.without_a_line import (
    FROM_THE_PHONE,
    GOAL,
    IS_KEPT,
    come_in,
    keep_course,
    kept,
    open_newest,
)


def test_what_was_opened_opens_and_what_is_written_arrives_once(open_phone, learner, portal, portal_goes):
    page = come_in(open_phone(), learner)
    open_cohort(page)
    cohort = kept(page)
    open_first_lesson(page)
    lesson = kept(page)
    ask_mentor(page)
    write(page, "Written with a line")
    talk = kept(page, "Written with a line")
    page.goto(lesson)
    page.goto(page.get_by_role("link", name="Answer 5 questions").get_attribute("href"))
    start_with_the_portal(page)
    expect_one_question_at_a_time(page)
    quiz = kept(page)

    portal_goes()
    page = open_phone().open(cohort)
    expect(page.get_by_role("heading", name=COHORT, level=1)).to_be_visible()
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    inspect(page)
    page.get_by_role("link", name=FIRST_LESSON, exact=True).tap()
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()
    page.get_by_label("How much do I want to earn in a month?").fill("many")
    page.get_by_label("What is the money for?").fill("School fees")
    expect(page.get_by_text("Type a number of rupees, such as 3,000.")).to_be_visible()
    expect(page.get_by_text("Not saved yet: see above.")).to_be_visible()
    page.get_by_label("How much do I want to earn in a month?").fill("2500")
    expect(page.get_by_text("Kept on this phone, waiting for network")).to_be_visible()
    page.get_by_role("button", name="I have read this").tap()
    expect(page.get_by_text("Kept on this phone. It goes by itself")).to_be_visible()
    page.goto(quiz)
    tick(page, WHICH_GOAL, GOAL)
    expect(question(page, WHICH_GOAL).get_by_text("Kept on this phone")).to_be_visible()
    page.goto(talk)
    expect(page.locator("#connection")).to_have_text("No network now. What you write waits and goes by itself.")
    expect(message(page, "Written with a line")).to_be_visible()
    write(page, "Written without a line")
    expect(page.locator("#connection")).to_have_text("No network now: 1 message waits and goes by itself")
    page.goto("/submissions/mine/")
    waiting = page.locator("[data-waiting-list]")
    for words in ("School fees", "Written without a line", "Read to the end: Goal setting game", GOAL):
        expect(waiting.get_by_text(words)).to_be_visible()
    expect_to_be_led_back_from_what_is_not_there(page)

    portal.serve()
    page = open_phone().open("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()
    page.goto(talk)
    expect(message(page, "Written without a line")).to_have_count(1)
    open_newest(page, lesson)
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_hidden()
    expect(page.get_by_label("What is the money for?")).to_have_value("School fees")
    expect(page.get_by_role("heading", name="You have read this lesson")).to_be_attached()
    page.goto("/submissions/mine/")
    expect_her_answer_on_the_kept_page_and_on_the_newest(page, portal, quiz)


def test_a_talk_is_begun_without_a_line_waits_in_sight_and_arrives_once(open_phone, learner, portal, portal_goes):
    page = come_in(open_phone(), learner)
    open_first_lesson(page)
    lesson = kept(page)
    page.goto("/talks/")
    talks = kept(page)

    portal_goes()
    page = open_phone().open(lesson)
    page.get_by_role("button", name="Ask your mentor").tap()
    expect(page.get_by_text("No network now. Write here what you want to know")).to_be_visible()
    words = page.get_by_label("Your message")
    expect(words).to_be_focused()
    words.fill("क" * 4001)
    page.get_by_role("button", name="Send", exact=True).tap()
    expect(page.get_by_text("This message is too long.")).to_be_visible()
    expect(words).to_have_value("क" * 4001)
    for body in ("How do I count my own time?", "And what of the rent?"):
        words.fill(body)
        page.get_by_role("button", name="Send", exact=True).tap()
        expect(page.locator("[data-begin-talk]").get_by_text(body)).to_be_visible()
    inspect(page)
    waiting = waiting_in(page)
    expect(waiting).to_have_count(2)
    expect(page.get_by_text("This message is too long.")).to_be_hidden()
    waiting.last.get_by_role("button", name="Take it back").tap()
    expect(words).to_have_value("And what of the rent?")
    page.get_by_role("button", name="Send", exact=True).tap()
    expect(waiting).to_have_count(2)
    page.goto(talks)
    for body in ("How do I count my own time?", "And what of the rent?"):
        expect(page.get_by_role("region", name="Waiting to be sent").get_by_text(body)).to_be_visible()
    inspect(page)
    page = open_phone().open(lesson)
    expect(waiting_in(page)).to_have_count(2)

    page.goto("about:blank")  # or this page sends them, and not the one that is looked at
    portal.serve()
    page = open_phone().open(lesson)
    page.get_by_role("link", name="Open the talk").tap()
    for body in ("How do I count my own time?", "And what of the rent?"):
        expect(message(page, body)).to_have_count(1)
    open_newest(page, talks)
    expect(page.get_by_role("link", name=FIRST_LESSON)).to_have_count(1)


def waiting_in(page):
    return page.get_by_role("list", name="Waiting to be sent").get_by_role("listitem")


def expect_to_be_led_back_from_what_is_not_there(page):
    page.goto("/cohorts/join/")
    expect(page.get_by_role("heading", name="This page is not on your phone")).to_be_visible()
    expect(page.get_by_role("link", name=COHORT)).to_be_visible()
    names = page.get_by_role("listitem").all_inner_texts()
    assert len(set(names)) == len(names)
    inspect(page)
    page.get_by_role("button", name="Back").tap()
    expect(page.get_by_role("heading", name="Waiting to be sent")).to_be_visible()


def expect_her_answer_on_the_kept_page_and_on_the_newest(page, portal, quiz):
    """Where the portal is only slow: what is kept first, and the newest at a press."""
    portal.be_slow()
    page.goto(quiz)
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    expect(question(page, WHICH_GOAL).get_by_label(GOAL)).to_be_checked()
    portal.go_on()
    page.get_by_role("button", name="Show it").tap()
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_hidden()
    expect(question(page, WHICH_GOAL).get_by_label(GOAL)).to_be_checked()


def test_questions_are_begun_and_handed_in_without_a_line_and_the_result_comes_once(
    open_phone, learner, portal, portal_goes
):
    page = come_in(open_phone(), learner)
    open_first_lesson(page)
    page.get_by_role("button", name="I have read this").tap()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    start = kept(page)
    inspect(page)

    portal_goes()
    page = open_phone().open(start)
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    page.get_by_role("button", name="Start").tap()
    expect_one_question_at_a_time(page)
    asked = tick(page, WHICH_GOAL, GOAL)
    expect(asked.get_by_text("Kept on this phone, waiting for network")).to_be_visible()
    page = open_phone().open(start)
    expect_one_question_at_a_time(page)
    expect(page.get_by_text("No network now. Answer and hand in all the same")).to_be_in_viewport()
    expect(question(page, WHICH_GOAL).get_by_label(GOAL)).to_be_checked()
    per_day = question(page, PER_DAY).get_by_label("Your answer")
    per_day.fill("five hundred")
    hand_in(page)
    expect(page.get_by_text(re.compile(r"^Question \d of 5: Type a number"))).to_be_visible()
    question(page, PER_DAY)
    per_day.fill("181")
    hand_in(page)
    expect(page.get_by_text("3 questions are open: ")).to_be_visible()
    page.get_by_role("button", name="Hand in anyway").tap()
    expect(page.get_by_text("Handed in on this phone.")).to_be_in_viewport()
    expect(page.get_by_text("The result comes when the portal is reached.", exact=True)).to_be_visible()
    inspect(page)
    expect(page.get_by_text("Hand in when you have answered all you can.")).to_be_hidden()
    page = open_phone().open(start)
    expect(page.get_by_text("Handed in on this phone.")).to_be_in_viewport()
    expect(page.get_by_text("Still open:")).to_be_hidden()
    page.get_by_role("button", name="Take it back and go on answering").tap()
    tick(page, NEXT_PROMISE, "5 points")
    hand_in(page)
    page.get_by_role("button", name="Hand in anyway").tap()
    expect(page.get_by_text("Handed in on this phone.")).to_be_visible()

    portal.serve()
    page = open_phone().open("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()
    expect_the_result_wherever_she_is(page, open_phone, portal, portal_goes, start)
    open_newest(page := open_phone().open("/desk/"), start)
    expect(page.get_by_text("Your last result: 40%.")).to_be_visible()
    expect(page.get_by_role("button", name="Answer again")).to_be_visible()
    page.get_by_role("link", name="See your answers").tap()
    expect(page.get_by_text("40%", exact=True)).to_be_visible()


def expect_the_result_wherever_she_is(page, open_phone, portal, portal_goes, start):
    """It came while she was elsewhere, and is on the phone with what tells of it."""
    told = page.get_by_role("link", name=f"Handed in: {FIRST_LESSON}. Your result: 40%. See your answers")
    wait_until(page, IS_KEPT, [told.evaluate("link => link.href"), ""])
    wait_until(page, IS_KEPT, ["/notices/", ""])

    portal_goes()
    page = open_phone().open("/")
    expect(page.get_by_role("heading", name="Namaste")).to_be_visible()
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    inspect(page)
    page.goto("/notices/")
    expect(page.get_by_role("heading", name="News for me")).to_be_visible()
    page.goto(start)
    expect(page.get_by_text("Another try comes when you open this page with network.")).to_be_in_viewport()
    inspect(page)
    page.get_by_role("link", name="See your result").tap()
    expect(page.get_by_text("40%", exact=True)).to_be_visible()
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    expect(page.get_by_role("link", name="Handed in: ")).to_be_hidden()
    page.goto("about:blank")
    portal.serve()


def test_signing_out_without_a_line_leaves_nothing_to_the_next_person(open_phone, learners, portal, portal_goes):
    asha, salma = next(learners), next(learners)
    page = come_in(open_phone(), asha)
    open_cohort(page)
    cohort = kept(page)

    portal_goes()
    page.goto("/people/language/hi/?next=/hi/")
    expect(page.get_by_role("heading", name="The language can be changed when there is network")).to_be_visible()
    page.goto("/account/logout/")
    inspect(page)
    page.get_by_role("button", name="Sign out").tap()
    expect(page.get_by_role("heading", name="You are signed out on this phone")).to_be_visible()
    expect(page.get_by_text("What waits to be sent is safe on this phone.")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert not [name for name in page.evaluate("caches.keys()") if name.startswith("person")]
    page = open_phone().open(cohort)
    expect(page.get_by_role("heading", name="You are signed out on this phone")).to_be_visible()
    expect(page.get_by_role("link", name=COHORT)).to_be_hidden()

    portal.serve()
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page = come_in(open_phone(), salma)
    portal_goes()
    page.goto("/desk/")
    expect(page.get_by_role("heading", name=f"Namaste, {salma.first_name}")).to_be_visible()
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()


def test_two_people_on_one_phone_each_find_their_own_and_nothing_of_the_other(
    open_phone, learners, portal, portal_goes
):
    """Her session ends, without signing out: what she kept lies there until she comes back or it is too old."""
    asha, salma = next(learners), next(learners)
    phone = open_phone()
    page = come_in(phone, asha)
    keep_course(page)
    cohort = kept(page)
    page.get_by_role("link", name=f"Go on: {FIRST_LESSON}").tap()
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()
    lesson = kept(page)
    phone.context.clear_cookies()
    page = come_in(phone, salma)

    portal_goes()
    for address in (cohort, lesson):
        page.goto(address)
        expect(page.get_by_role("heading", name="This page is not on your phone")).to_be_visible()
        expect(page.get_by_role("link", name=COHORT)).to_be_hidden()
    page.goto("/desk/")
    expect(page.get_by_role("heading", name=f"Namaste, {salma.first_name}")).to_be_visible()

    portal.serve()
    sign_out(page)
    page = come_in(phone, asha)
    portal_goes()
    page = open_phone().open(lesson)
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()
    page.goto(cohort)
    expect(page.locator("[data-keep]").get_by_text("Kept on this phone on")).to_be_visible()


def expect_the_list_of_what_is_kept_to_renew_itself(page):
    """In another window, where it can be taken off, too: both windows say what is so."""
    other = page.context.new_page()
    other.goto("/offline/")
    kept = other.get_by_role("region", name="What is kept")
    off = kept.get_by_role("button", name="Take it off the phone")
    expect(kept.get_by_text("Kept on this phone on")).to_have_count(1)
    expect(off).to_have_accessible_description(kept.locator("[data-part=title]").inner_text())
    inspect(other)
    off.tap()
    expect(off).to_have_count(0)
    expect(other.get_by_role("heading", name="What is kept")).to_be_focused()
    page.get_by_role("button", name="Keep this course on the phone").tap()
    page.get_by_role("button", name="Keep it").tap()
    expect(off).to_have_count(1)
    expect(page.get_by_text("Kept on this phone on")).to_be_visible()
    other.close()


def test_a_course_is_kept_on_purpose_with_its_size_and_a_full_phone_says_so(open_phone, learner, portal, portal_goes):
    phone = open_phone()
    page = come_in(phone, learner)
    keep_course(page)
    inspect(page)
    expect_the_list_of_what_is_kept_to_renew_itself(page)

    portal_goes()
    page.reload()
    page.get_by_role("link", name=f"Go on: {FIRST_LESSON}").tap()
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()
    ask_a_part = (
        "fetch(document.querySelector('audio').src, { headers: { Range: 'bytes=0-9' } }).then(({ status }) => status)"
    )
    assert page.evaluate(ask_a_part) == 206

    portal.serve()
    phone.expect_trouble("Quota")
    open_cohort(page)
    page.get_by_role("button", name="Take it off the phone").tap()
    full = {"origin": portal.address, "quotaSize": 1000}
    phone.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", full)
    page.get_by_role("button", name="Keep this course on the phone").tap()
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_text("There is no room left on this phone.")).to_be_visible()
