"""What Sara did not know becomes what she knows, the whole way, in a real browser.

With SCREENSHOTS=docs/images in the environment the picture of the guide is taken on the way.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.simulator.running import Sara

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK = {"width": 1280, "height": 860}
POCKET = {"width": 390, "height": 844}
#: Milliseconds; a reply takes a fraction of a second, a machine under load takes its time.
PATIENCE = 20_000
ANSWER = "No tattoos, sorry: we are about hair."


def _say(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .bubble.customer").last).to_contain_text(words, timeout=PATIENCE)


def _sara_says(page: Page, words: str) -> None:
    expect(page.locator("#chat .bubble.sara").last).to_contain_text(words, timeout=PATIENCE)


def _sign_in(page: Page, sara: Sara) -> None:
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{sara.url}/admin/", timeout=PATIENCE)


def _open_questions(page: Page, sara: Sara) -> None:
    """Open the list once a worker has put the question into a group."""
    for _ in range(PATIENCE // 500):
        page.goto(f"{sara.url}/admin/knowledge_base/questiongroup/")
        if page.get_by_role("link", name="Answer it").count():
            return
        page.wait_for_timeout(500)


def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / name, animations="disabled")


def test_an_unanswered_question_becomes_an_faq_and_the_next_customer_gets_the_answer(sara: Sara, open_page: Open):
    phone = open_page("/simulator/", viewport=DESK)
    _say(phone, "hi, do you do tattoos pls?")
    _sara_says(phone, "colleague")
    staff = open_page("/admin/", viewport=DESK, device_scale_factor=2)
    _sign_in(staff, sara)
    _open_questions(staff, sara)
    staff.get_by_role("link", name="Answer it").click()
    expect(staff.get_by_role("heading", name="Do you do tattoos?", exact=True)).to_be_visible()
    expect(staff.get_by_text("hi, do you do tattoos pls?", exact=True)).to_be_visible()
    group = staff.url
    staff.get_by_role("link", name="Make an FAQ").click()
    expect(staff.get_by_label("Question", exact=False).first).to_have_value("Do you do tattoos?")
    staff.locator("#id_answer").fill(ANSWER)
    staff.get_by_role("button", name="Save", exact=True).click()
    expect(staff.get_by_text("Sara knows the answer now")).to_be_visible(timeout=PATIENCE)

    # Who asked is told, without having to ask again.
    staff.get_by_role("link", name="Who asked this?").click()
    expect(staff).to_have_url(group)
    expect(staff.get_by_role("button", name="Send them the answer")).to_be_visible(timeout=PATIENCE)
    _picture(staff, "learning.png")
    staff.get_by_role("button", name="Send them the answer").click()
    expect(staff.get_by_text("1 customer is told")).to_be_visible(timeout=PATIENCE)
    _sara_says(phone, ANSWER)

    # And the next one who asks gets it at once.
    phone.get_by_role("button", name="New customer").click()
    expect(phone.locator("#chat .bubble")).to_have_count(0, timeout=PATIENCE)
    _say(phone, "Do you do tattoos?")
    _sara_says(phone, ANSWER)


def test_a_question_is_dealt_with_by_keyboard_alone_on_a_small_screen(sara: Sara, open_page: Open):
    phone = open_page("/simulator/", viewport=DESK)
    _say(phone, "Do you repair bicycles?")
    _sara_says(phone, "colleague")
    staff = open_page("/admin/", viewport=POCKET, color_scheme="dark")
    _sign_in(staff, sara)
    _open_questions(staff, sara)
    assert staff.evaluate("document.documentElement.scrollWidth") <= POCKET["width"]
    staff.get_by_role("link", name="Answer it").focus()
    staff.keyboard.press("Enter")
    expect(staff.get_by_role("heading", name="Do you repair bicycles?", exact=True)).to_be_visible()
    assert staff.evaluate("document.documentElement.scrollWidth") <= POCKET["width"]
    staff.get_by_role("button", name="Dismiss").focus()
    staff.keyboard.press("Enter")
    expect(staff.get_by_text("Dismissed.")).to_be_visible(timeout=PATIENCE)
    staff.get_by_role("link", name="Look at it again").focus()
    staff.keyboard.press("Enter")
    staff.get_by_role("button", name="Put it back on the list").focus()
    staff.keyboard.press("Enter")
    expect(staff.get_by_text("Back on the list.")).to_be_visible(timeout=PATIENCE)
