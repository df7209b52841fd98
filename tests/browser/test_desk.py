"""The editor's desk in a browser: Sara is asked on the list of FAQs, and what she did not know so surely is taught."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import Open
from tests.simulator.running import Sara

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DESK: ViewportSize = {"width": 1280, "height": 860}
POCKET: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 20_000
LIST = "/admin/knowledge_base/faq/"
ASKED = "is it far to a garage for my car"


def sign_in(open_page: Open, path: str, viewport: ViewportSize, **options: object) -> Page:
    page = open_page(f"/admin/login/?next={path}", viewport=viewport, **options)
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(path) and "login" not in url, timeout=PATIENCE)
    page.wait_for_load_state("load")
    return page


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox", name="Ask Sara").fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What customers are told")).to_be_visible(timeout=PATIENCE)


def test_sara_is_asked_on_the_list_and_taught_a_wording(sara: Sara, open_page: Open):
    page = sign_in(open_page, LIST, DESK, device_scale_factor=2)
    ask(page, "how much is a haircut for my son")
    expect(page.locator(".sara-asked blockquote").first).to_contain_text("haircut")
    # The list stands where it stood: the answer came without a new page.
    assert page.url.endswith(LIST)
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / "ask-sara.png", animations="disabled")
    ask(page, ASKED)
    nearby = page.locator(".sara-ranking li", has_text="Can I park nearby?")
    nearby.get_by_role("link", name="Add this as a wording").click()
    expect(page.locator("#id_wordings")).to_contain_text(ASKED, timeout=PATIENCE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible(timeout=PATIENCE)
    ask(page, ASKED)
    expect(page.locator(".sara-ranking li").first).to_contain_text("Can I park nearby?")
    expect(page.locator(".sara-ranking li").first).to_contain_text("said")
    expect(page.locator(".sara-rank strong").first).to_contain_text("100")


def test_the_desk_fits_a_pocket(sara: Sara, open_page: Open):
    page = sign_in(open_page, LIST, POCKET)
    for path in ("", "coverage/", "import/", "ask/?q=parking&language=en"):
        page.goto(f"{sara.url}{LIST}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= POCKET["width"], path


def test_a_file_is_looked_at_and_imported(sara: Sara, open_page: Open, tmp_path: Path):
    file = tmp_path / "faqs.csv"
    file.write_text("question;answer\nCan I bring my dog?;Small dogs, yes.\nDo you do tattoos?;No.\n")
    page = sign_in(open_page, f"{LIST}import/", POCKET)
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("heading", name="Changed")).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= POCKET["width"]
    page.get_by_role("button", name="Import faqs.csv").press("Enter")
    expect(page.get_by_text("Imported: 1 added, 1 changed")).to_be_visible(timeout=PATIENCE)
