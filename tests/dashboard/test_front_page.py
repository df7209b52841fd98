from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calendar_integration.models import Service, Staff
from knowledge_base.models import FAQ
from receptionist.models import Business
from receptionist.reports.summing_up import sum_up
from sara.dashboard.charts import CHARTS
from tests.lively import Past
from tests.receptionist.staff.conftest import Reception

pytestmark = pytest.mark.django_db

TITLES = {
    "conversations": "Conversations",
    "outcomes": "How they went",
    "bookings": "Appointments made",
    "reply-times": "Time to reply",
    "missed-calls": "Missed calls",
    "questions": "Top questions",
    "unanswered": "Questions without an answer",
    "cost": "What language models cost",
}


@pytest.fixture
def busy(reception: Reception) -> Business:
    """One of everything, yesterday and long ago."""
    salon, past = reception.business, Past(reception.business)
    faq = FAQ.objects.create(business=salon, question="=2+3 Parking?", answer="Yes.")
    service = Service.objects.create(business=salon, name="Haircut", minutes=30)
    staff = Staff.objects.create(business=salon, name="Maya")
    for number in range(3):
        at = timezone.now() - timedelta(days=1 + 50 * number)
        conversation = past.customer()
        past.interaction(conversation, at, "answered")
        past.answered(conversation, at, timedelta(seconds=2), faq_id=faq.pk)
        past.interaction(past.customer("voice"), at, "abandoned")
        past.appointment(at, "booked", service, staff, conversation)
        past.unanswered(at)
        past.cost(at, "0.25")
    past.write()
    return salon


def front(client: Client, **asked: str | int) -> str:
    response = client.get(reverse("admin:index"), asked)
    assert response.status_code == 200
    return response.content.decode()


def table(client: Client, name: str, **asked: str | int) -> list[list[str]]:
    response = client.get(reverse("figures_download", args=[name]), asked)
    assert response.status_code == 200, response.status_code
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    return list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


def test_the_page_shows_every_chart_with_its_numbers(busy: Business, admin_client: Client):
    html = front(admin_client)
    for name, title in TITLES.items():
        assert f'id="chart-{name}"' in html
        assert title in html
        assert reverse("figures_download", args=[name]) in html
    assert html.count("<table>") == len(CHARTS)
    assert "America/New_York" in html


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_and_its_download_need_its_permission(busy: Business, staff_with: Callable[..., Client], name: str):
    permission, _ = CHARTS[name]
    client = staff_with(permission)
    html = front(client)
    shown = {other for other in CHARTS if f'id="chart-{other}"' in html}
    assert shown == {other for other, (needed, _) in CHARTS.items() if needed == permission}
    for other, (needed, _) in CHARTS.items():
        status = client.get(reverse("figures_download", args=[other])).status_code
        assert status == (200 if needed == permission else 403)


def test_who_may_see_no_figure_finds_the_page_without_any(busy: Business, staff_with: Callable[..., Client]):
    client = staff_with("receptionist.view_followup")
    html = front(client)
    assert "Follow-ups" in html
    assert "How it has been going" not in html
    assert "Sara is at the desk" not in html


def test_a_download_wants_a_login(busy: Business):
    response = Client().get(reverse("figures_download", args=["cost"]))
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_a_download_only_reads(busy: Business, admin_client: Client):
    assert admin_client.post(reverse("figures_download", args=["cost"])).status_code == 405
    assert admin_client.get(reverse("figures_download", args=["salaries"])).status_code == 404


@pytest.mark.parametrize("name", CHARTS)
def test_a_download_holds_what_the_page_shows(busy: Business, admin_client: Client, name: str):
    head, *rows = table(admin_client, name, period="7d")
    assert len(head) >= 2
    assert rows
    assert all(len(row) == len(head) for row in rows)
    if name not in {"outcomes", "questions"}:
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)
        assert len(rows) == 7


def test_a_question_that_looks_like_a_formula_is_none_in_the_download(busy: Business, admin_client: Client):
    assert table(admin_client, "questions", period="7d")[1] == ["'=2+3 Parking?", "1"]


def test_a_business_is_told_its_own_figures_only(busy: Business, admin_client: Client):
    other = Business.objects.create(name="Other", timezone="Asia/Tokyo")
    past = Past(other)
    past.interaction(past.customer("whatsapp"), timezone.now() - timedelta(days=1), "booked")
    past.write()
    assert table(admin_client, "conversations", period="7d")[0] == ["Day", "Text message", "Phone call"]
    assert table(admin_client, "conversations", period="7d", business=other.pk)[0] == ["Day", "WhatsApp"]
    html = front(admin_client, period="7d", business=other.pk)
    assert "Asia/Tokyo" in html
    assert f"business__id__exact={other.pk}" in html
    assert "All businesses together" in html


def test_a_new_business_is_greeted_and_not_shown_noughts(reception: Reception, admin_client: Client):
    html = front(admin_client)
    assert "Sara is at the desk" in html
    assert reverse("admin:knowledge_base_faq_changelist") in html
    assert "sara-chart" not in html


def test_without_any_business_the_page_opens_all_the_same(db: None, admin_client: Client):
    assert "How it has been going" not in front(admin_client)


def test_quiet_days_say_so(busy: Business, admin_client: Client):
    html = front(admin_client, **{"period": "own", "from": "2020-01-01", "to": "2020-01-03"})
    assert "Nobody wrote or called in these days." in html
    assert "<table>" not in html
    assert "nobody who wanted something has finished yet" in html
    assert "0 of 0" not in html


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-03-09", "2026-03-01", "must not be after the last"),
        ("", "2026-03-01", "Choose a first and a last day"),
        ("yesterday", "2026-03-01", "Choose a first and a last day"),
        ("0001-01-01", "9999-12-31", "366 days at most"),
        ("9999-12-30", "9999-12-31", "still to come"),
        ("0001-01-01", "0001-01-02", "after 2000"),
        ("<script>", "'; DROP TABLE", "Choose a first and a last day"),
    ],
)
def test_days_that_make_no_period_are_refused_in_words(
    busy: Business, admin_client: Client, first: str, last: str, why: str
):
    html = front(admin_client, **{"period": "own", "from": first, "to": last})
    assert why in html
    assert 'aria-current="true">30 days' in html
    assert first not in html or first == "" or "<" not in first


@pytest.mark.parametrize("asked", [{"period": "century"}, {"business": "999"}, {"business": "x"}, {"period": ""}])
def test_what_makes_no_sense_shows_the_usual_days(busy: Business, admin_client: Client, asked: dict[str, str]):
    assert 'aria-current="true">30 days' in front(admin_client, **asked)


def test_a_figure_leads_to_the_list_behind_it(busy: Business, admin_client: Client):
    response = admin_client.get(reverse("admin:index"), {"period": "7d"})
    figures = response.context["figures"]
    links = [card.url for card in figures.cards] + [line.url for chart in figures.charts for line in chart.lines]
    pages = [link for link in links if link.startswith("/")]
    assert len(pages) > 10
    for link in pages:
        assert admin_client.get(link).status_code == 200, link


def test_changes_are_told_only_against_a_whole_period_before(busy: Business, admin_client: Client):
    assert "Changes are told against the 30 days before" in front(admin_client)
    assert "no whole period before this one" in front(admin_client, period="90d")


def test_growth_is_told_in_per_cent_only_where_there_was_enough_of_it(reception: Reception, admin_client: Client):
    past = Past(reception.business)
    for days, many in ((40, 1), (10, 12), (3, 18)):
        for _ in range(many):
            past.interaction(past.customer(), timezone.now() - timedelta(days=days), "answered")
    past.write()
    conversations, *_ = admin_client.get(reverse("admin:index"), {"period": "7d"}).context["figures"].cards
    assert (conversations.number, conversations.change) == ("18", "+50 %")
    conversations, *_ = admin_client.get(reverse("admin:index"), {"period": "30d"}).context["figures"].cards
    assert (conversations.number, conversations.change) == ("30", "")


def test_handled_means_got_it_and_left_staff_nothing(reception: Reception, admin_client: Client):
    past, at = Past(reception.business), timezone.now() - timedelta(days=1)
    for outcome in ("booked", "answered", "abandoned", "handed_over", "spam", "no_request"):
        past.interaction(past.customer(), at, outcome)
    booked_but = past.customer()
    past.interaction(booked_but, at, "booked")
    past.follow_up(booked_but, at + timedelta(seconds=5))
    past.write()
    _, handled, *_ = admin_client.get(reverse("admin:index")).context["figures"].cards
    # Of seven, two wanted nothing; of the other five two got it without a person.
    assert handled.number == "40 %"
    assert handled.small.startswith("2 of 5 ")


def test_the_page_takes_as_many_queries_for_a_quarter_as_for_a_day(
    busy: Business, admin_client: Client, django_assert_max_num_queries
):
    sum_up()
    for period in ("today", "90d"):
        with django_assert_max_num_queries(32):
            front(admin_client, period=period)


def test_the_figures_bring_no_script_and_no_style_of_their_own(busy: Business, admin_client: Client):
    shown = admin_client.get(reverse("admin:index")).context["figures"]
    html = render_to_string("admin/figures.html", {"figures": shown})
    assert "sara-chart-table" in html
    for inline in ("<script", "<style", "style=", "onclick", "javascript:"):
        assert inline not in html
