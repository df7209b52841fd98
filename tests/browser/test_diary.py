"""Staff look at the diary and move what stands in it: with a mouse, with a thumb and by keyboard alone.

With SCREENSHOTS=docs/images in the environment the picture of the docs is taken on the way.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Locator, Page, ViewportSize, expect

from calendar_integration.booking import booking
from calendar_integration.models import Appointment, Notice, Resource, Service, Staff, StaffHours, TimeOff
from calendar_integration.statuses import AppointmentStatus
from receptionist.domain.diary import Slot
from receptionist.domain.events import Booked, Held
from receptionist.models import Business
from receptionist.ports import Customer
from tests.browser.conftest import Open
from tests.people import converse
from tests.simulator.running import Sara, eventually

T = TypeVar("T")

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DESK: ViewportSize = {"width": 1280, "height": 1120}
POCKET: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 20_000
NEW_YORK = ZoneInfo("America/New_York")

#: (weekday, time, service, with whom, who comes); Monday is 0.
WEEK = (
    (0, "9:00", "Haircut", "Maya", "Sofia Reyes"),
    (0, "10:00", "Color & highlights", "Maya", "Hannah Lee"),
    (0, "11:30", "Haircut", "Leo", "Marcus Bell"),
    (0, "14:00", "Beard trim", "Leo", "Tom Ortiz"),
    (1, "9:30", "Haircut", "Leo", "Priya Nair"),
    (1, "10:30", "Haircut", "Noor", "Ada Price"),
    (1, "13:00", "Color & highlights", "Maya", "Grace Kim"),
    (1, "15:30", "Haircut", "Maya", "Lucy Hart"),
    (2, "9:00", "Color & highlights", "Maya", "Elena Cruz"),
    (2, "11:30", "Beard trim", "Leo", "Sam Wood"),
    (2, "12:00", "Haircut", "Leo", "Owen Park"),
    (2, "14:00", "Haircut", "Noor", "Ruth Adams"),
    (3, "10:00", "Haircut", "Leo", "Ben Carter"),
    (3, "10:00", "Haircut", "Noor", "Mia Lopez"),
    (3, "11:30", "Color & highlights", "Noor", "Zoe Grant"),
    (4, "9:00", "Haircut", "Maya", "Nina Shaw"),
    (4, "10:30", "Haircut", "Maya", "Ivy Chen"),
    (4, "13:00", "Beard trim", "Leo", "Max Reed"),
    (4, "15:00", "Color & highlights", "Maya", "Olivia Stone"),
    (5, "10:00", "Haircut", "Leo", "Jack Moore"),
    (5, "12:00", "Haircut", "Noor", "Emma Scott"),
)


@dataclass(frozen=True)
class Diary:
    """What the pages are to show: names to ids, and the Monday of next week."""

    monday: date
    staff: dict[str, int]
    path: str

    def at(self, weekday: int, wall: str) -> datetime:
        hour, minute = map(int, wall.split(":"))
        return datetime.combine(self.monday + timedelta(days=weekday), time(hour, minute), NEW_YORK)


def _customer(business: Business, name: str, number: int) -> Customer:
    said = converse(business, f"+1917555{number:04}", name=name)
    return Customer(business_id=business.pk, contact_id=said.contact_id, conversation_id=said.pk)


@pytest.fixture
def diary(sara: Sara) -> Diary:
    """A full week; it stands before the browser does, whose loop and Django's ORM do not mix."""
    business = Business.objects.get()
    salon = business.locations.get()
    now = timezone.now()
    today = now.astimezone(NEW_YORK).date()
    monday = today + timedelta(days=7 - today.weekday())
    noor = Staff.objects.create(business=business, name="Noor")
    noor.services.set(Service.objects.all())
    StaffHours.objects.bulk_create(
        StaffHours(staff=noor, location=salon, weekday=day, starts=time(10), ends=time(18)) for day in (1, 2, 3, 5)
    )
    Resource.objects.create(location=salon, kind=Resource.objects.all()[0].kind, name="Chair by the door")
    Service.objects.filter(name="Color & highlights").update(buffer_after=15)
    staff = {who.name: who.pk for who in Staff.objects.all()}
    made = Diary(monday, staff, f"/admin/diary/?day={monday}")
    TimeOff.objects.create(
        staff_id=staff["Leo"], starts=made.at(3, "13:00"), ends=made.at(3, "19:00"), reason="Dentist"
    )
    services = dict(Service.objects.values_list("name", "pk"))
    for number, (day, wall, service, who, name) in enumerate(WEEK):
        slot = Slot(services[service], staff[who], who, made.at(day, wall), salon.pk)
        key = f"picture {number}"
        booked = booking.book(_customer(business, name, number), slot, name=name, notes="", key=key, now=now)
        assert isinstance(booked, Booked), (slot, booked)
        if number % 3 == 1:
            row = Appointment.objects.get(pk=booked.appointment.id)
            booking.mark_by_staff(row, AppointmentStatus.CONFIRMED, user_id=1, now=now)
    slot = Slot(services["Haircut"], staff["Maya"], "Maya", made.at(3, "16:00"), salon.pk)
    assert isinstance(booking.hold(_customer(business, "", 9000), slot, key="held", now=now), Held)
    return made


def sign_in(open_page: Open, path: str, viewport: ViewportSize, **options: object) -> Page:
    page = open_page(f"/admin/login/?next={path}", viewport=viewport, **options)
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Week", exact=True)).to_be_visible(timeout=PATIENCE)
    return page


def entry(page: Page, who: str) -> Locator:
    return page.locator("#diary .ec-event", has_text=who)


def test_the_week_shows_what_is_booked(diary: Diary, open_page: Open):
    page = sign_in(open_page, diary.path, DESK)
    expect(page.locator("#diary .ec-event")).to_have_count(len(WEEK) + 1, timeout=PATIENCE)
    expect(entry(page, "Hannah Lee")).to_contain_text("Color & highlights, Maya")
    expect(page.locator("#diary .diary-bg-closed").first).to_be_visible()
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / "diary.png", animations="disabled")


def in_the_database(look: Callable[[], T]) -> T:
    """Look in a thread of its own: Playwright's loop and Django's ORM do not mix."""
    with ThreadPoolExecutor(1) as thread:

        def run() -> T:
            try:
                return look()
            finally:
                connection.close()

        return thread.submit(run).result()


def drag(page: Page, what: Locator, *, hours: float = 0, days: float = 0) -> None:
    """Drag an entry by so many hours and columns, as a hand would: in several steps."""
    box = eventually(what.bounding_box)
    column = page.locator("#diary .ec-body .ec-day").first.bounding_box()
    assert column is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 6
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4, y + 8, steps=3)
    page.mouse.move(x + days * column["width"], y + hours * 68, steps=12)
    page.mouse.up()


def leave_it(page: Page, words: str) -> None:
    """Answer no, and wait until the diary has been read anew."""
    with page.expect_response("**/entries/**"):
        question(page).get_by_role("button", name=words).click()


def row(who: str) -> Appointment:
    return Appointment.objects.select_related("staff").get(customer_name=who)


def question(page: Page) -> Locator:
    return page.locator("#diary-ask")


def said(page: Page) -> Locator:
    return page.locator("#diary-note")


def looked_up(who: str) -> tuple[datetime, str]:
    """Ask the database outside of the browser's loop."""
    found = in_the_database(lambda: row(who))
    return found.start, found.staff.name


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_drag_moves_it_in_the_database_and_the_customer_is_told(diary: Diary, open_page: Open, zone: str):
    """Wherever the browser is, the clock is that of the location."""
    page = sign_in(open_page, diary.path, DESK, timezone_id=zone)
    expect(entry(page, "Lucy Hart")).to_contain_text("15:30")
    drag(page, entry(page, "Lucy Hart"), days=1, hours=-1.5)
    expect(question(page)).to_contain_text("Move Lucy Hart to Wednesday")
    expect(question(page)).to_contain_text("14:00, with Maya")
    expect(question(page).get_by_label("Tell Lucy Hart")).to_be_checked()
    question(page).get_by_role("button", name="Move it").click()
    expect(page.locator("#diary-note")).to_contain_text(
        "14:00 with Maya. The customer will be told in a minute.", timeout=PATIENCE
    )
    assert looked_up("Lucy Hart") == (diary.at(2, "14:00"), "Maya")
    expect(entry(page, "Lucy Hart")).to_contain_text("14:00")
    planned = in_the_database(lambda: Notice.objects.get(appointment__customer_name="Lucy Hart", kind="moved"))
    assert (planned.status, planned.starts) == ("pending", diary.at(2, "14:00"))


def test_a_drag_that_is_refused_says_why_and_snaps_back_as_does_one_thought_better_of(diary: Diary, open_page: Open):
    page = sign_in(open_page, diary.path, DESK)
    expect(entry(page, "Lucy Hart")).to_be_visible(timeout=PATIENCE)
    before = eventually(entry(page, "Lucy Hart").bounding_box)
    drag(page, entry(page, "Lucy Hart"), hours=1)
    leave_it(page, "Leave it where it is")
    expect(entry(page, "Lucy Hart")).to_contain_text("15:30")
    assert eventually(entry(page, "Lucy Hart").bounding_box) == before
    drag(page, entry(page, "Lucy Hart"), hours=-2)
    question(page).get_by_role("button", name="Move it").click()
    expect(question(page)).to_contain_text(
        "Maya is taken then. In the diary: Color & highlights, Grace Kim, 13:00–15:00"
    )
    leave_it(page, "All right")
    expect(entry(page, "Lucy Hart")).to_contain_text("15:30")
    assert eventually(entry(page, "Lucy Hart").bounding_box) == before
    assert looked_up("Lucy Hart")[0] == diary.at(1, "15:30")


def test_a_rule_of_the_house_is_overruled_only_when_staff_say_so(diary: Diary, open_page: Open):
    page = sign_in(open_page, diary.path, DESK)
    drag(page, entry(page, "Lucy Hart"), hours=3.5)
    question(page).get_by_label("Tell Lucy Hart").uncheck()
    question(page).get_by_role("button", name="Move it").click()
    expect(question(page)).to_contain_text("Willow Street is closed then")
    assert looked_up("Lucy Hart")[0] == diary.at(1, "15:30")
    question(page).get_by_role("button", name="Move it all the same").click()
    expect(said(page)).to_contain_text("The customer was not told", timeout=PATIENCE)
    assert looked_up("Lucy Hart")[0] == diary.at(1, "19:00")


def test_a_day_has_a_column_for_each_and_a_drag_across_gives_it_to_somebody_else(diary: Diary, open_page: Open):
    day = diary.monday + timedelta(days=3)
    page = sign_in(open_page, f"/admin/diary/?day={day}%26view=resourceTimeGridDay", DESK)
    expect(page.locator("#diary .ec-col-head", has_text="Noor")).to_be_visible()
    expect(page.locator(".diary-bg-time_off").first).to_be_visible()
    names = page.locator("#diary .ec-col-head").all_inner_texts()
    drag(page, entry(page, "Ben Carter"), hours=5.5, days=names.index("Maya") - names.index("Leo"))
    expect(question(page)).to_contain_text("15:30, with Maya")
    question(page).get_by_role("button", name="Move it").click()
    expect(question(page)).to_contain_text("Maya is taken then", timeout=PATIENCE)
    leave_it(page, "All right")
    drag(page, entry(page, "Ben Carter"), hours=2, days=names.index("Maya") - names.index("Leo"))
    question(page).get_by_role("button", name="Move it").click()
    expect(said(page)).to_contain_text("12:00 with Maya", timeout=PATIENCE)
    assert looked_up("Ben Carter") == (diary.at(3, "12:00"), "Maya")


def test_by_keyboard_alone_an_appointment_is_opened_and_moved_by_the_form(diary: Diary, open_page: Open):
    page = sign_in(open_page, diary.path, DESK)
    entry(page, "Lucy Hart").focus()
    page.keyboard.press("Enter")
    details = page.locator("#diary-details")
    expect(details).to_contain_text("15:30–16:15")
    page.keyboard.press("Escape")
    expect(details).not_to_be_visible()
    page.keyboard.press("Enter")
    details.get_by_role("link", name="Move…").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Move Lucy Hart").last).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Time").fill("13:30")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Maya is taken then", timeout=PATIENCE)
    page.get_by_label("Time").fill("16:30")
    page.keyboard.press("Enter")
    expect(page.get_by_text("16:30 with Maya. The customer will be told in a minute.")).to_be_visible(timeout=PATIENCE)
    assert looked_up("Lucy Hart")[0] == diary.at(1, "16:30")


def test_every_view_fits_a_small_screen_and_the_dark(diary: Diary, open_page: Open):
    path = f"/admin/diary/?day={diary.monday + timedelta(days=3)}"
    page = sign_in(open_page, path, POCKET, color_scheme="dark")
    details = page.locator("#diary-details")
    for view in ("Day", "Week", "List"):
        page.get_by_role("button", name=view, exact=True).click()
        expect(entry(page, "Ben Carter")).to_be_visible(timeout=PATIENCE)
        assert page.evaluate("document.documentElement.scrollWidth") <= POCKET["width"], view
        entry(page, "Ben Carter").click()
        expect(details).to_contain_text("Thursday")
        expect(details.get_by_role("link", name="Move…")).to_be_visible()
        details.get_by_role("button", name="Close").click()


def test_whose_diary_is_shown_is_chosen_and_the_day_sheet_follows(diary: Diary, open_page: Open):
    page = sign_in(open_page, diary.path, DESK)
    expect(entry(page, "Priya Nair")).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Whose").select_option(label="Noor")
    expect(entry(page, "Priya Nair")).to_have_count(0)
    expect(entry(page, "Ada Price")).to_be_visible()
    page.get_by_role("button", name="Day", exact=True).click()
    page.get_by_role("button", name="Next").click()
    expect(entry(page, "Ada Price")).to_be_visible()
    page.get_by_role("link", name="Day sheet").click()
    expect(page.get_by_role("heading", name="Noor")).to_be_visible()
    expect(page.get_by_role("row", name="Ada Price")).to_contain_text("10:30–11:15")
    expect(page.get_by_text("Priya Nair")).to_have_count(0)


def test_a_name_is_text_and_a_diary_that_cannot_be_read_is_not_shown_as_an_empty_one(diary: Diary, open_page: Open):
    name = "<img src=x onerror=alert(1)>"
    in_the_database(lambda: Appointment.objects.filter(customer_name="Lucy Hart").update(customer_name=name))
    page = sign_in(open_page, diary.path, DESK)
    expect(entry(page, name)).to_be_visible(timeout=PATIENCE)
    entry(page, name).click()
    expect(page.locator("#diary-details")).to_contain_text(name)
    page.keyboard.press("Escape")
    page.route("**/entries/**", lambda route: route.fulfill(json={"words": "Too busy."}))
    page.get_by_label("Whose").select_option(label="Maya")
    expect(said(page)).to_contain_text("what you see may be old. Too busy.")
    expect(entry(page, name)).to_be_visible()
    page.unroute("**/entries/**")
    page.get_by_label("Whose").select_option(label="Everybody’s")
    expect(said(page)).not_to_be_visible()
    expect(entry(page, "Priya Nair")).to_be_visible()


def free_stretch(page: Page, *, column: int, hour: float) -> tuple[float, float]:
    """Return where a column of the picture shows a time of the day, below what stands at nine on Monday."""
    nine = eventually(entry(page, "Sofia Reyes").bounding_box)
    first = page.locator("#diary .ec-body .ec-day").first.bounding_box()
    assert first is not None
    return first["x"] + (column + 0.5) * first["width"], nine["y"] + (hour - 9) * 68 + 4


def enter_customer(page: Page, name: str) -> None:
    page.get_by_label("Phone").fill("(212) 555-0134")
    page.get_by_label("Name").fill(name)


def test_a_click_on_a_free_stretch_opens_the_form_filled_in_and_books(diary: Diary, open_page: Open):
    page = sign_in(open_page, diary.path, DESK, timezone_id="Asia/Tokyo")
    page.mouse.click(*free_stretch(page, column=2, hour=15.25))
    expect(page.get_by_role("heading", name="New appointment").last).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_label("Day")).to_have_value((diary.monday + timedelta(days=2)).isoformat())
    expect(page.get_by_label("Time")).to_have_value("15:15")
    page.get_by_label("Service").select_option(label="Beard trim")
    enter_customer(page, "Rosa Diaz")
    page.get_by_role("button", name="Book it").dblclick()
    expect(page.get_by_text("Rosa Diaz, Beard trim with").first).to_be_visible(timeout=PATIENCE)
    expect(entry(page, "Rosa Diaz")).to_contain_text("15:15", timeout=PATIENCE)
    assert looked_up("Rosa Diaz")[0] == diary.at(2, "15:15")
    entry(page, "Rosa Diaz").click()
    expect(page.locator("#diary-details")).to_contain_text("Rosa Diaz")
    page.locator("#diary-details").get_by_role("button", name="Close").click()
    expect(page).to_have_url(re.compile(r"/admin/diary/\?"))


def test_in_the_day_the_click_names_the_person_and_what_is_taken_offers_what_is_free(diary: Diary, open_page: Open):
    page = sign_in(open_page, f"/admin/diary/?day={diary.monday}%26view=resourceTimeGridDay", DESK)
    expect(entry(page, "Sofia Reyes")).to_be_visible(timeout=PATIENCE)
    names = page.locator("#diary .ec-col-head").all_inner_texts()
    page.mouse.click(*free_stretch(page, column=names.index("Maya"), hour=12.5))
    expect(page.get_by_label("Time")).to_have_value("12:30", timeout=PATIENCE)
    assert page.get_by_label("With").evaluate("one => one.selectedOptions[0].textContent") == "Maya"
    page.get_by_label("Service").select_option(label="Haircut")
    page.get_by_label("Time").fill("10:30")
    enter_customer(page, "Rosa Diaz")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Somebody else has that time.", timeout=PATIENCE)
    free = page.get_by_role("button", name="with Maya").first
    day, wall = str(free.get_attribute("value")).split()[:2]
    assert (day, wall) != (diary.monday.isoformat(), "10:30")
    free.click()
    expect(page.get_by_text("Rosa Diaz, Haircut with Maya").first).to_be_visible(timeout=PATIENCE)
    start, who = looked_up("Rosa Diaz")
    assert (f"{start:%Y-%m-%d %H:%M}", who) == (f"{day} {wall}", "Maya")


def test_by_keyboard_and_on_a_small_screen_a_button_opens_the_form(diary: Diary, open_page: Open):
    page = sign_in(open_page, diary.path, POCKET, color_scheme="dark")
    page.get_by_label("Whose").select_option(label="Noor")
    page.get_by_role("link", name="New appointment").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Day")).to_have_value(diary.monday.isoformat(), timeout=PATIENCE)
    assert page.get_by_label("With").evaluate("one => one.selectedOptions[0].textContent") == "Noor"
    assert page.evaluate("document.documentElement.scrollWidth") <= POCKET["width"]
    page.get_by_label("Service").select_option(label="Haircut")
    page.get_by_label("Day").fill((diary.monday + timedelta(days=1)).isoformat())
    page.get_by_label("Time").fill("14:00")
    enter_customer(page, "Rosa Diaz")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Rosa Diaz, Haircut with Noor").first).to_be_visible(timeout=PATIENCE)
    assert looked_up("Rosa Diaz") == (diary.at(1, "14:00"), "Noor")
