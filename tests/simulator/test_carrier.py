from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from simulator import background, wire
from simulator.models import Author, SimulatedMessage, SimulatedPhone

Work = Callable[[], None]


@pytest.fixture(autouse=True)
def due(monkeypatch: pytest.MonkeyPatch) -> list[Work]:
    """What the carrier would do later, in the test's own hands."""
    work: list[Work] = []
    monkeypatch.setattr(background, "later", lambda _, job: work.append(job))
    return work


def _to_twilio(settings: Any, *, account: str = "", token: str = "", **form: str) -> Any:
    env = settings.ENV
    account, token = account or env.twilio_account_sid, token or env.twilio_auth_token.get_secret_value()
    basic = base64.b64encode(f"{account}:{token}".encode()).decode()
    path = f"/simulator/carrier/2010-04-01/Accounts/{account}/Messages.json"
    fields = {"From": env.twilio_phone_number, "Body": "Hello", **form}
    return Client(enforce_csrf_checks=True).post(path, fields, headers={"Authorization": f"Basic {basic}"})


def _to_meta(settings: Any, to: str, *, token: str = "", phone_number_id: str = "") -> Any:
    env = settings.ENV
    token = token or env.whatsapp_access_token.get_secret_value()
    path = f"/simulator/carrier/v23.0/{phone_number_id or env.whatsapp_phone_number_id}/messages"
    body = {"messaging_product": "whatsapp", "to": to, "type": "text", "text": {"body": "Hello"}}
    return Client(enforce_csrf_checks=True).post(
        path, json.dumps(body), content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )


def _wrote(phone: SimulatedPhone, provider: str) -> SimulatedMessage:
    return SimulatedMessage.objects.create(
        phone=phone, channel="whatsapp", provider=provider, author=Author.CUSTOMER, body="Hi"
    )


def test_a_text_message_is_taken_and_shown_on_the_phone(phone: SimulatedPhone, settings):
    answer = _to_twilio(settings, To=phone.number)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["status"], told["direction"], told["error_code"]) == ("queued", "outbound-api", None)
    assert SimulatedMessage.objects.get(sid=told["sid"]).body == "Hello"


def test_a_number_that_nobody_used_yet_is_switched_on(phone: SimulatedPhone, settings):
    assert _to_twilio(settings, To="+12125550147").status_code == 201
    assert SimulatedMessage.objects.get().phone.number == "+12125550147"


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"To": ""}, 21604),
        ({"To": "+1999"}, 21211),
        ({"To": "Bea"}, 21211),
        ({"Body": ""}, 21602),
        ({"Body": "x" * 1601}, 21617),
        ({"From": "+12125550199"}, 21606),
        ({"From": "whatsapp:+15005550006"}, 21910),
    ],
)
def test_it_refuses_what_twilio_refuses(phone: SimulatedPhone, settings, form: dict[str, str], code: int):
    answer = _to_twilio(settings, **{"To": phone.number, **form})
    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert not SimulatedMessage.objects.exists()


@pytest.mark.parametrize("wrong", [{"token": "guess"}, {"account": "AC" + "9" * 32}])
def test_it_serves_nobody_without_the_accounts_keys(phone: SimulatedPhone, settings, wrong: dict[str, str]):
    answer = _to_twilio(settings, To=phone.number, **wrong)
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


@pytest.mark.parametrize("header", ["", "Basic", "Basic %%%", "Basic /////w==", "Bearer x"])
def test_a_nonsense_authorization_is_refused(phone: SimulatedPhone, settings, header: str):
    path = f"/simulator/carrier/2010-04-01/Accounts/{settings.ENV.twilio_account_sid}/Messages.json"
    assert Client().post(path, {"To": phone.number}, headers={"Authorization": header}).status_code == 401


def test_without_a_token_of_our_own_an_empty_one_opens_nothing(phone: SimulatedPhone, settings):
    settings.ENV = settings.ENV.model_copy(update={"twilio_auth_token": type(settings.ENV.twilio_auth_token)("")})
    basic = base64.b64encode(f"{settings.ENV.twilio_account_sid}:".encode()).decode()
    path = f"/simulator/carrier/2010-04-01/Accounts/{settings.ENV.twilio_account_sid}/Messages.json"
    assert Client().post(path, headers={"Authorization": f"Basic {basic}"}).status_code == 401


def test_whoever_has_texted_stop_gets_no_text_message(phone: SimulatedPhone, settings):
    SimulatedPhone.objects.update(opted_out_at=timezone.now())
    answer = _to_twilio(settings, To=phone.number)
    assert (answer.status_code, answer.json()["code"]) == (400, 21610)


def test_a_stop_by_text_message_does_not_stop_whatsapp(phone: SimulatedPhone, settings):
    SimulatedPhone.objects.update(opted_out_at=timezone.now())
    sender = f"whatsapp:{settings.ENV.twilio_phone_number}"
    assert _to_twilio(settings, To=f"whatsapp:{phone.number}", From=sender).status_code == 201


def test_whatsapp_free_text_fails_a_day_after_the_customers_last_message(
    phone: SimulatedPhone, settings, due: list[Work], monkeypatch: pytest.MonkeyPatch
):
    SimulatedMessage.objects.filter(pk=_wrote(phone, "twilio").pk).update(
        created_at=timezone.now() - timedelta(hours=25)
    )
    sender = f"whatsapp:{settings.ENV.twilio_phone_number}"
    told: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(wire, "post_form", lambda url, form: told.append((url, form)))
    answer = _to_twilio(settings, To=f"whatsapp:{phone.number}", From=sender, StatusCallback="http://127.0.0.1/status/")
    assert answer.status_code == 201
    for work in due:
        work()
    [(url, form)] = told
    assert url == "http://127.0.0.1/status/"
    assert (form["MessageStatus"], form["ErrorCode"], form["To"]) == ("failed", "63016", f"whatsapp:{phone.number}")


def test_the_news_of_a_delivery_follow_in_order(phone: SimulatedPhone, settings, due: list[Work], monkeypatch):
    _wrote(phone, "meta")
    told: list[Any] = []
    monkeypatch.setattr(wire, "post_json", lambda url, event: told.append(event))
    answer = _to_meta(settings, phone.number.removeprefix("+"))
    for work in due:
        work()
    statuses = [event["entry"][0]["changes"][0]["value"]["statuses"][0] for event in told]
    assert [status["status"] for status in statuses] == ["sent", "delivered", "read"]
    assert {status["id"] for status in statuses} == {answer.json()["messages"][0]["id"]}
    assert SimulatedMessage.objects.get(author=Author.SARA).status == "read"


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [({"token": "guess"}, 401, 190), ({"phone_number_id": "1"}, 400, 100), ({"to": "1999"}, 400, 131026)],
)
def test_it_refuses_what_meta_refuses(phone: SimulatedPhone, settings, wrong: dict[str, str], status: int, code: int):
    answer = _to_meta(settings, **{"to": phone.number.removeprefix("+"), **wrong})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_an_unreadable_body_is_an_invalid_parameter(phone: SimulatedPhone, settings):
    path = f"/simulator/carrier/v23.0/{settings.ENV.whatsapp_phone_number_id}/messages"
    token = settings.ENV.whatsapp_access_token.get_secret_value()
    answer = Client().post(path, "{", content_type="application/json", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)
