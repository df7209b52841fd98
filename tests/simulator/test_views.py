from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client

from calendar_integration.booking import taking
from calendar_integration.models import Appointment, Service, Staff
from receptionist.domain.messages import AddressKind
from receptionist.models import Business, Contact, ContactAddress
from simulator import background, demo, wire
from simulator.models import SimulatedCall, SimulatedMessage, SimulatedPhone
from tests.people import converse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what would be done in the background before the answer, on the test's own connection."""
    monkeypatch.setattr(background, "soon", lambda work: work())


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """What the carrier posts to the webhooks; each is answered by a call that listens."""
    requests: list[tuple[str, Any]] = []

    def post(url: str, body: Any) -> str:
        requests.append((url, body))
        return "<Response><Gather input='speech dtmf' action='/webhooks/voice/twilio/turn/'/></Response>"

    monkeypatch.setattr(wire, "post_form", post)
    monkeypatch.setattr(wire, "post_json", post)
    return requests


def _post(path: str, **body: Any) -> Any:
    return Client().post(f"/simulator/{path}/", json.dumps(body), content_type="application/json")


def _feed(phone: SimulatedPhone, channel: str = "sms", after: str = "") -> Any:
    return Client().get(f"/simulator/feed/?phone={phone.pk}&channel={channel}&after={after}")


def test_the_page_loads_nothing_from_elsewhere_and_holds_no_secret(phone: SimulatedPhone, settings):
    demo.load()
    response = Client().get("/simulator/")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    html = response.content.decode()
    assert demo.NAME.replace("&", "&amp;") in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    for secret in (
        settings.ENV.twilio_auth_token,
        settings.ENV.whatsapp_app_secret,
        settings.ENV.whatsapp_access_token,
    ):
        assert secret.get_secret_value() not in html


def test_the_page_says_when_replies_would_go_elsewhere(settings):
    assert "TWILIO_API_BASE_URL" in Client().get("/simulator/").content.decode()


@pytest.mark.parametrize("path", ["texts", "calls", "calls/acts", "phones"])
def test_the_pages_own_acts_are_guarded_against_forgery(path: str):
    assert Client(enforce_csrf_checks=True).post(f"/simulator/{path}/").status_code == 403


def test_a_new_customer_has_a_number_kept_for_fiction():
    numbers = [Client().post("/simulator/phones/").json()["number"] for _ in range(3)]
    assert len(set(numbers)) == 3
    assert all(" 212-555-01" in number for number in numbers)


@pytest.mark.parametrize(
    "wish", [{"text": ""}, {"text": "  "}, {"text": "x" * 1601}, {"channel": "fax"}, {"phone": "x"}]
)
def test_what_cannot_be_sent_is_refused(phone: SimulatedPhone, posted: list[Any], wish: dict[str, str]):
    answer = _post("texts", **{"phone": phone.pk, "channel": "sms", "text": "hello", **wish})
    assert answer.status_code == 400
    assert not posted


def test_nobody_acts_for_a_customer_who_does_not_exist():
    assert _post("texts", phone=999_999, channel="sms", text="hello").status_code == 404
    assert Client().get("/simulator/feed/", {"phone": "drop table"}).status_code == 404


def test_a_text_that_the_webhook_refuses_says_so_on_the_phone(phone: SimulatedPhone, monkeypatch: pytest.MonkeyPatch):
    def refuse(url: str, body: Any) -> str:
        raise wire.LineError("The webhook answered 403.")

    monkeypatch.setattr(wire, "post_form", refuse)
    _post("texts", phone=phone.pk, channel="sms", text="hello")
    [message] = _feed(phone).json()["messages"]
    assert (message["status"], message["error"]) == ("failed", "The webhook answered 403.")


def test_yes_is_an_answer_and_no_opt_in_for_a_customer_who_gets_messages(phone: SimulatedPhone, posted: list[Any]):
    _post("texts", phone=phone.pk, channel="sms", text="Yes")
    assert "OptOutType" not in posted[0][1]


@pytest.mark.parametrize(("word", "kind"), [("stop", "STOP"), (" Cancel ", "STOP"), ("help", "HELP")])
def test_the_carrier_answers_the_legal_keywords_itself(phone: SimulatedPhone, posted: list[Any], word: str, kind: str):
    _post("texts", phone=phone.pk, channel="sms", text=word)
    assert posted[0][1]["OptOutType"] == kind
    assert SimulatedMessage.objects.filter(author="carrier").count() == 1


def test_on_whatsapp_no_carrier_listens_for_the_legal_keywords(phone: SimulatedPhone, posted: list[Any]):
    _post("texts", phone=phone.pk, channel="whatsapp", text="stop")
    assert "OptOutType" not in posted[0][1]
    assert not SimulatedMessage.objects.filter(author="carrier").exists()


def test_nothing_new_is_told_as_nothing(phone: SimulatedPhone):
    cursor = _feed(phone).json()["cursor"]
    assert _feed(phone, after=cursor).status_code == 204
    SimulatedMessage.objects.create(phone=phone, channel="sms", provider="twilio", author="sara", body="Hello")
    assert _feed(phone, after=cursor).status_code == 200


def test_the_feed_asks_the_database_a_fixed_number_of_questions(
    phone: SimulatedPhone, django_assert_max_num_queries: Callable[[int], Any]
):
    demo.load()
    for number in range(30):
        SimulatedMessage.objects.create(phone=phone, channel="sms", provider="twilio", author="sara", body=str(number))
    with django_assert_max_num_queries(10):
        _feed(phone)


def test_the_diary_names_only_the_customer_who_looks(phone: SimulatedPhone):
    demo.load()
    business = Business.objects.get()
    for name, number in (("Alex", phone.number), ("Somebody", "+12125550888")):
        contact = Contact.objects.create(business=business, name=name)
        ContactAddress.objects.create(business=business, contact=contact, kind=AddressKind.PHONE, value=number)
        _book(business, contact, name)
    days = _feed(phone).json()["diary"]["days"]
    booked = [entry for day in days for entry in day["booked"]]
    assert sorted((entry["who"], entry["mine"]) for entry in booked) == [("", False), ("Alex", True)]
    assert {entry["minutes"] for entry in booked} == {45}


def _book(business: Business, contact: Contact, name: str) -> None:
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    local = start.astimezone(business.zone)
    appointment = Appointment.objects.create(
        business=business,
        location=business.locations.get(),
        service=Service.objects.get(name="Haircut"),
        staff=Staff.objects.order_by("pk")[Appointment.objects.count()],
        contact=contact,
        idempotency_key=name,
        customer_name=name,
        during=DateTimeTZRange(start, start + timedelta(minutes=45)),
        local_day=local.date(),
        local_time=local.time(),
        timezone=business.timezone,
    )
    taking.occupy(appointment, ())


def test_a_call_listens_takes_words_and_keys_and_ends_once(phone: SimulatedPhone, posted: list[Any]):
    assert _post("calls", phone=phone.pk).status_code == 202
    assert _feed(phone, "voice").json()["call"]["state"] == "listen"
    _post("calls/acts", phone=phone.pk, act="say", words="Hello")
    _post("calls/acts", phone=phone.pk, act="keys", words="12#")
    _post("calls/acts", phone=phone.pk, act="hang_up")
    assert [form.get("SpeechResult") or form.get("Digits") or form["CallStatus"] for _, form in posted] == [
        "ringing",
        "Hello",
        "12",
        "completed",
    ]
    assert _post("calls/acts", phone=phone.pk, act="hang_up").status_code == 409
    assert _feed(phone, "voice").json()["call"]["state"] == "ended"


def test_a_recording_is_posted_as_the_carrier_posts_it(
    phone: SimulatedPhone, monkeypatch: pytest.MonkeyPatch, settings
):
    posted: list[dict[str, str]] = []

    def post(url: str, form: dict[str, str]) -> str:
        posted.append(form)
        return "<Response><Record action='/webhooks/voice/twilio/recording/'/></Response>"

    monkeypatch.setattr(wire, "post_form", post)
    _post("calls", phone=phone.pk)
    _post("calls/acts", phone=phone.pk, act="say", words="Please call me back")
    form = posted[-1]
    account = settings.ENV.twilio_account_sid
    assert form["RecordingUrl"] == (
        f"https://api.twilio.com/2010-04-01/Accounts/{account}/Recordings/{form['RecordingSid']}"
    )
    assert (form["CallSid"], form["RecordingDuration"]) == (posted[0]["CallSid"], "2")


def test_keys_are_carried_only_where_they_are_listened_for(phone: SimulatedPhone, monkeypatch: pytest.MonkeyPatch):
    forms: list[dict[str, str]] = []

    def post(url: str, form: dict[str, str]) -> str:
        forms.append(form)
        return "<Response><Gather input='speech' action='/turn/' actionOnEmptyResult='true'/></Response>"

    monkeypatch.setattr(wire, "post_form", post)
    _post("calls", phone=phone.pk)
    _post("calls/acts", phone=phone.pk, act="keys", words="12")
    assert len(forms) == 2
    assert "Digits" not in forms[-1]


def test_a_caller_who_hangs_up_while_sara_speaks_is_not_followed_any_further(
    phone: SimulatedPhone, monkeypatch: pytest.MonkeyPatch
):
    urls: list[str] = []

    def post(url: str, form: dict[str, str]) -> str:
        urls.append(url)
        SimulatedCall.objects.update(ended_at=datetime.now(UTC))
        return "<Response><Say>One moment.</Say><Redirect>/webhooks/voice/twilio/reply/</Redirect></Response>"

    monkeypatch.setattr(wire, "post_form", post)
    _post("calls", phone=phone.pk)
    assert len(urls) == 1


def test_one_phone_is_in_one_call_at_a_time(phone: SimulatedPhone, posted: list[Any]):
    _post("calls", phone=phone.pk)
    assert _post("calls", phone=phone.pk).status_code == 409


def test_nobody_speaks_while_sara_does(phone: SimulatedPhone, posted: list[Any]):
    _post("calls", phone=phone.pk)
    SimulatedCall.objects.update(waiting=None)
    answer = _post("calls/acts", phone=phone.pk, act="say", words="Hello")
    assert answer.status_code == 409
    assert len(posted) == 1


def test_a_customer_who_wants_no_messages_is_shown_as_such(phone: SimulatedPhone):
    demo.load()
    converse(Business.objects.get(), phone.number, opted_out_at=datetime.now(UTC))
    assert _feed(phone).json()["silenced"] is True
    assert _feed(phone, "whatsapp").json()["silenced"] is False
