"""The manager's page in a real browser: charts to look at, numbers to read, by mouse, thumb and keyboard.

With SCREENSHOTS=docs/images in the environment the picture of the docs is taken on the way.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from receptionist.models import Business
from receptionist.reports.summing_up import sum_up
from tests.browser.conftest import Open
from tests.lively import live
from tests.simulator.running import Sara

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DESK: ViewportSize = {"width": 1440, "height": 1180}
POCKET: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 20_000


@pytest.fixture
def lively(sara: Sara) -> None:
    """The rows stand before the browser does: its loop and Django's ORM do not mix."""
    live(Business.objects.get(), timezone.now())
    while sum_up():
        pass


def sign_in(open_page: Open, size: ViewportSize, **options: object) -> Page:
    page = open_page("/admin/login/?next=/admin/", viewport=size, **options)
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How it has been going")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".sara-chart canvas")).to_have_count(8, timeout=PATIENCE)
    return page


def is_drawn(page: Page, chart: str) -> bool:
    """Whether there is any ink on a chart."""
    look = "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(x => x)"
    return bool(page.locator(f"#chart-{chart} canvas").evaluate(look))


def test_a_manager_sees_how_it_has_been_going(lively: None, open_page: Open):
    page = sign_in(open_page, DESK, reduced_motion="reduce")
    for chart in ("conversations", "outcomes", "bookings", "reply-times", "questions"):
        assert is_drawn(page, chart), chart
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / "manager.png", animations="disabled")
    # The numbers are there for who hears the page, and a press away for who sees it.
    section = page.locator("#chart-outcomes")
    table = section.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(10)
    numbers = section.get_by_role("button", name="Show the numbers")
    numbers.press("Enter")
    expect(section.get_by_role("button", name="Hide the numbers")).to_have_attribute("aria-expanded", "true")
    with page.expect_download() as download:
        section.get_by_role("link", name="Download How they went as CSV").click()
    assert download.value.suggested_filename.startswith("outcomes-")
    # A figure leads to the list behind it.
    table.get_by_role("link", name="Booked").click()
    expect(page).to_have_url(re.compile("outcome=booked"), timeout=PATIENCE)


def test_the_figures_fit_a_pocket_and_the_dark(lively: None, open_page: Open):
    page = sign_in(open_page, POCKET, reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth") <= POCKET["width"]
    light = page.locator("#chart-conversations canvas").evaluate("canvas => canvas.toDataURL()")
    page.evaluate("document.documentElement.classList.add('dark')")
    page.wait_for_function(
        "light => document.querySelector('#chart-conversations canvas').toDataURL() !== light", arg=light
    )
    page.get_by_role("link", name="7 days").press("Enter")
    expect(page.locator("[aria-current]", has_text="7 days")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("Other days").press("Enter")
    page.get_by_label("From", exact=True).fill("2026-03-09")
    page.get_by_label("To", exact=True).fill("2026-03-01")
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    refused = "The first day must not be after the last. Shown are the last 30 days."
    expect(page.get_by_role("alert")).to_have_text(refused, timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= POCKET["width"]
