"""A real browser, which may reach this machine only."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.simulator.running import Sara, sara

__all__ = ["sara"]

Open = Callable[..., Page]


@pytest.fixture
def browser(sara: Sara, admin_user: Any) -> Iterator[Browser]:
    """Chromium as Debian installs it; the rows stand before it, because its loop and Django's ORM do not mix."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        chrome = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield chrome
        chrome.close()


@pytest.fixture
def open_page(browser: Browser, sara: Sara) -> Iterator[Open]:
    """Open pages of Sara that fail the test when a script stumbles or something outside is asked for."""
    troubles: list[str] = []

    def guard(route: Route) -> None:
        if route.request.url.startswith((sara.url, "data:")):
            route.continue_()
        else:
            troubles.append(f"the page asked for {route.request.url}")
            route.abort()

    def open_page(path: str, **options: Any) -> Page:
        page = browser.new_page(**options)
        page.route("**/*", guard)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
        page.goto(sara.url + path)
        return page

    yield open_page
    assert not troubles
