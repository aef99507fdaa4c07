"""What the journeys in talks have in common."""

import re

from playwright.sync_api import Page, expect

from tests.browser.journeys import ask_mentor, message, open_lesson
from tests.browser.phone import Phone


def start_talk(phone: Phone, learner) -> Page:
    page = open_lesson(phone, learner)
    ask_mentor(page)
    return page


def start_talk_without_portal(phone: Phone, learner) -> Page:
    """Opened with it, for without it a talk begins on the page of the lesson."""
    page = start_talk(phone, learner)
    lose_the_portal(phone)
    page.reload()
    return page


def expect_connected(page: Page) -> None:
    expect(page.locator("#connection")).to_have_text("Connected")


def join_talk(mentor: Page, talk: str) -> None:
    mentor.goto(talk)
    expect_connected(mentor)


def lose_the_portal(phone: Phone) -> None:
    """Pages still come; what is handed in does not arrive, by whatever way."""
    phone.expect_trouble("Failed to load resource|WebSocket connection to .* failed")
    phone.context.route("**/submissions/", lambda route: route.abort())
    phone.context.route_web_socket(re.compile("/live/"), lambda line: line.close(code=1011))


def find_the_portal(phone: Phone) -> None:
    phone.context.unroute("**/submissions/")


def bodies(page: Page):
    return page.locator(".message__body")


def ticks(page: Page, body: str):
    return message(page, body).locator("[data-ticks]")
