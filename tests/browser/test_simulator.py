"""The simulator in a real browser, every message the whole way: page, webhook, worker, carrier, page.

With SCREENSHOTS=docs/images in the environment the pictures of the README are taken on the way.
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


def _say(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .bubble.customer").last).to_contain_text(words, timeout=PATIENCE)


def _sara_says(page: Page, words: str) -> None:
    expect(page.locator("#chat .bubble.sara").last).to_contain_text(words, timeout=PATIENCE)


def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / name, animations="disabled")


def test_a_customer_books_by_text_and_the_staff_find_the_appointment(sara: Sara, open_page: Open):
    page = open_page("/simulator/", viewport=DESK, device_scale_factor=2)
    _say(page, "I'd like a haircut tomorrow at 3")
    _sara_says(page, "name")
    expect(page.locator("#heard")).to_contain_text("Wants an appointment", ignore_case=True)
    _say(page, sara.phone.name)
    _sara_says(page, "booked")
    mine = page.locator("#diary .entry.mine")
    expect(mine).to_have_count(1, timeout=PATIENCE)
    expect(mine).to_contain_text("3 pm")
    expect(mine).to_contain_text(sara.phone.name)
    expect(page.locator("#audit")).to_contain_text("booked")
    _say(page, "Do you take cards?")
    _sara_says(page, "credit cards")
    expect(page.locator("#audit")).to_contain_text("reached the customer", timeout=PATIENCE)
    _picture(page, "simulator.png")

    staff = open_page("/admin/", viewport=DESK)
    staff.get_by_label("Username").fill("admin")
    staff.get_by_label("Password").fill("password")
    staff.keyboard.press("Enter")
    expect(staff).to_have_url(f"{sara.url}/admin/", timeout=PATIENCE)
    staff.goto(f"{sara.url}/admin/calendar_integration/appointment/")
    expect(staff.locator("#result_list, main").first).to_contain_text(sara.phone.name)
    _picture(staff, "appointments.png")


def test_a_caller_is_heard_by_keyboard_alone_on_a_small_screen(open_page: Open):
    page = open_page("/simulator/", viewport=POCKET, color_scheme="dark")
    page.get_by_role("radio", name="Text (SMS)").focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Call Sara").focus()
    page.keyboard.press("Enter")
    _sara_says(page, "Willow & Finch")
    expect(page.get_by_role("status")).to_contain_text("Your turn", timeout=PATIENCE)
    _say(page, "What are your opening hours?")
    _sara_says(page, "Monday to Friday")
    assert page.evaluate("document.documentElement.scrollWidth") <= POCKET["width"]
    page.get_by_role("button", name="Hang up").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Call ended", timeout=PATIENCE)
    expect(page.get_by_role("button", name="Call Sara")).to_be_visible()


def test_a_new_customer_begins_with_an_empty_phone(sara: Sara, open_page: Open):
    page = open_page("/simulator/", viewport=DESK)
    page.get_by_role("radio", name="WhatsApp").check(force=True)
    _say(page, "How can I pay?")
    _sara_says(page, "credit cards")
    page.get_by_role("button", name="New customer").click()
    expect(page.locator("#chat .bubble")).to_have_count(0, timeout=PATIENCE)
    expect(page.locator("#audit .line")).to_have_count(0, timeout=PATIENCE)
