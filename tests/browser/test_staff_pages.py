"""Staff keep the diary with a thumb: a week on one page, on a small screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from calendar_integration.models import Location, Staff
from tests.browser.conftest import Open
from tests.simulator.running import Sara

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

POCKET: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 20_000


@pytest.fixture
def pages(sara: Sara) -> dict[str, str]:
    """The rows stand before the browser does: its loop and Django's ORM do not mix."""
    paths = {"location": Location.objects.get().pk, "staff": Staff.objects.get(name="Maya").pk}
    return {model: f"/admin/calendar_integration/{model}/{pk}/change/" for model, pk in paths.items()}


def sign_in(open_page: Open, path: str) -> Page:
    page = open_page(f"/admin/login/?next={path}", viewport=POCKET)
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible(timeout=PATIENCE)
    # What adds a line listens only once everything is there.
    page.wait_for_load_state("load")
    return page


def test_a_week_is_kept_on_a_small_screen(pages: dict[str, str], open_page: Open):
    page = sign_in(open_page, pages["staff"])
    page.locator("#hours-group").get_by_text("Add another").click()
    page.locator("#id_hours-0-location").select_option(label="Willow Street")
    page.locator("#id_hours-0-weekday").select_option(label="Tuesday")
    page.locator("#id_hours-0-starts").fill("09:00")
    page.locator("#id_hours-0-ends").fill("12:00")
    assert page.evaluate("document.documentElement.scrollWidth") <= POCKET["width"]
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible(timeout=PATIENCE)


def test_hours_that_overlap_are_refused_beside_the_line(pages: dict[str, str], open_page: Open):
    page = sign_in(open_page, pages["location"])
    page.locator("#opening_hours-group").get_by_text("Add another").click()
    page.locator("#id_opening_hours-7-weekday").select_option(label="Sunday")
    page.locator("#id_opening_hours-7-opens").fill("15:00")
    page.locator("#id_opening_hours-7-closes").fill("20:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("overlap “Sunday 10:00–16:00”")).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= POCKET["width"]


def test_the_address_of_a_calendar_is_made_and_copied_by_keyboard(pages: dict[str, str], open_page: Open):
    page = sign_in(open_page, pages["staff"])
    page.get_by_role("button", name="Make an address").press("Enter")
    address = page.get_by_label("Address of the calendar")
    expect(address).to_be_visible(timeout=PATIENCE)
    shown = address.input_value()
    assert "/calendar/feed/" in shown
    page.wait_for_load_state("load")
    page.get_by_role("button", name="Copy").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible(timeout=PATIENCE)
    field = page.locator("#id_email")
    field.fill("")
    field.press("Control+v")
    assert field.input_value() == shown
    assert page.evaluate("document.documentElement.scrollWidth") <= POCKET["width"]
    # Enter in a field saves, as everywhere, and does not press the first button of the page.
    field.fill("maya@example.com")
    field.press("Enter")
    expect(page.get_by_text("was changed successfully")).to_be_visible(timeout=PATIENCE)
