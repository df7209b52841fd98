from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from django.test import Client
from pydantic import SecretStr

from receptionist.domain.messages import DeliveryStatus, MessageKind
from receptionist.models import Conversation, InboundMessage, OutboundMessage
from tests import fixtures
from tests.cases.webhooks import InboundWebhookCase, kept
from tests.environment import FIXED
from tests.fakes.meta import FakeMeta

PATH = "/webhooks/whatsapp/meta/"
STATUS = "/webhooks/whatsapp/meta/status/"


class TestMetaWhatsapp(InboundWebhookCase):
    path = PATH
    content_type = "application/json"

    def message(self, number: int = 1) -> bytes:
        batch = fixtures.load("meta", "text")
        batch["entry"][0]["changes"][0]["value"]["messages"][0]["id"] = f"wamid.{number}"
        return json.dumps(batch).encode()

    def unknown(self) -> bytes:
        return json.dumps(fixtures.load("meta", "type_of_the_future")).encode()

    def unreadable(self) -> bytes:
        return b'{"object": '

    def signed(self, body: bytes, secret: str | None = None) -> Mapping[str, str]:
        return {"X-Hub-Signature-256": FakeMeta.sign(body, FIXED["WHATSAPP_APP_SECRET"] if secret is None else secret)}

    def without_secret(self, settings: Any) -> None:
        settings.ENV = settings.ENV.model_copy(update={"whatsapp_app_secret": SecretStr("")})


@pytest.mark.parametrize("scheme", ["sha1=", "", "SHA256=", "sha256"])
def test_a_signature_of_another_scheme_is_refused(salon, meta: FakeMeta, scheme: str):
    body = json.dumps(fixtures.load("meta", "text")).encode()
    digest = meta.signature(body).removeprefix("sha256=")
    response = meta.post(Client(), PATH, body, **{"X-Hub-Signature-256": scheme + digest})
    assert response.status_code == 403


def test_a_signature_that_is_no_ascii_is_refused(salon, meta: FakeMeta):
    response = meta.post(Client(), PATH, {}, **{"X-Hub-Signature-256": "sha256=ünï"})
    assert response.status_code == 403


def test_the_bytes_are_signed_not_their_meaning(salon, meta: FakeMeta):
    batch = fixtures.load("meta", "text")
    escaped, plain = json.dumps(batch).encode(), json.dumps(batch, ensure_ascii=False).encode()
    assert meta.post(Client(), PATH, escaped).status_code == 200
    assert meta.post(Client(), PATH, plain, **{"X-Hub-Signature-256": meta.signature(escaped)}).status_code == 403
    assert kept().text == "Hola, ¿tienen hora el viernes? 🙂"


def test_what_a_database_refuses_is_cleaned_and_the_rest_kept(salon, meta: FakeMeta):
    batch = fixtures.load("meta", "text")
    message = batch["entry"][0]["changes"][0]["value"]["messages"][0]
    message |= {"text": {"body": "a\0b\ud800c"}, "nul\0key": "\0", "big": float("inf"), "nan": float("nan")}
    assert meta.post(Client(), PATH, batch).status_code == 200
    assert kept().text == "ab?c"
    assert kept().raw["message"]["nulkey"] == ""


def test_a_batch_is_stored_event_by_event_and_a_repeated_batch_adds_nothing(salon, meta: FakeMeta):
    for _ in range(2):
        assert meta.post(Client(), PATH, fixtures.load("meta", "batch")).status_code == 200
    kinds = sorted(InboundMessage.objects.values_list("kind", flat=True))
    assert kinds == [MessageKind.TEXT] * 3 + [MessageKind.UNREADABLE] * 2


def test_messages_of_a_batch_are_taken_in_the_order_in_which_they_were_written(salon, meta: FakeMeta):
    meta.post(Client(), PATH, fixtures.load("meta", "batch"))
    texts = InboundMessage.objects.filter(kind=MessageKind.TEXT).order_by("id").values_list("text", flat=True)
    assert list(texts) == ["first", "second", "from Bo"]


def test_of_a_batch_as_large_as_meta_sends_every_message_is_taken(salon, meta: FakeMeta):
    """Meta's payloads grow to 3 MB, and what was acknowledged is never sent again."""
    text = fixtures.load("meta", "text")["entry"][0]["changes"][0]["value"]["messages"][0]
    words = "¿" * 4000
    messages = [{**text, "id": f"wamid.{number}", "text": {"body": words}} for number in range(120)]
    body = json.dumps(meta.batch(messages=messages)).encode()
    assert 2_800_000 < len(body) < 3_000_000
    assert meta.post(Client(), PATH, body).status_code == 200
    assert InboundMessage.objects.filter(kind=MessageKind.TEXT, text=words).count() == 120


class TestHandshake:
    QUESTION: ClassVar = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "verify-me"}

    def test_whoever_knows_our_token_hears_the_challenge(self):
        response = Client().get(PATH, self.QUESTION)
        assert (response.status_code, response.content) == (200, b"1158201444")
        assert response["Content-Type"].startswith("text/plain")

    @pytest.mark.parametrize(
        "changed",
        [{"hub.verify_token": "wrong"}, {"hub.verify_token": "ünïcode"}, {"hub.verify_token": ""}, {"hub.mode": "x"}],
    )
    def test_nobody_else_does(self, changed: dict[str, str]):
        response = Client().get(PATH, {**self.QUESTION, **changed})
        assert response.status_code == 403
        assert b"1158201444" not in response.content

    @pytest.mark.parametrize("token", ["", "verify-me"])
    def test_without_a_token_of_ours_nobody_does(self, settings, token: str):
        settings.ENV = settings.ENV.model_copy(update={"whatsapp_verify_token": SecretStr("")})
        assert Client().get(PATH, {**self.QUESTION, "hub.verify_token": token}).status_code == 403

    def test_a_bare_get_is_refused(self):
        assert Client().get(PATH).status_code == 403


@pytest.fixture
def reply(salon, meta: FakeMeta) -> OutboundMessage:
    """A reply that Meta has taken."""
    meta.post(Client(), PATH, fixtures.load("meta", "text"))
    conversation = Conversation.objects.get()
    statuses = fixtures.load("meta", "status_delivered")["entry"][0]["changes"][0]["value"]["statuses"]
    return OutboundMessage.objects.create(
        conversation=conversation,
        idempotency_key="turn:1:0",
        channel="whatsapp",
        provider="meta",
        sender=FIXED["WHATSAPP_PHONE_NUMBER_ID"],
        recipient=conversation.contact_address,
        text="Hello",
        status=DeliveryStatus.SENT,
        provider_message_id=statuses[0]["id"],
    )


@pytest.mark.parametrize("path", [PATH, STATUS])
def test_reports_only_ever_go_forwards(meta: FakeMeta, reply: OutboundMessage, path: str):
    for event in ("status_read_bsuid", "status_delivered", "status_of_the_future", "status_failed"):
        assert meta.post(Client(), path, fixtures.load("meta", event)).status_code == 200
    reply.refresh_from_db()
    assert reply.status == DeliveryStatus.READ


def test_a_report_that_is_faster_than_the_receipt_finds_its_reply_by_our_own_key(
    meta: FakeMeta, reply: OutboundMessage
):
    wamid = reply.provider_message_id
    OutboundMessage.objects.update(status=DeliveryStatus.SENDING, provider_message_id="")
    meta.post_status(Client(), PATH, wamid, "delivered", biz_opaque_callback_data=reply.idempotency_key)
    reply.refresh_from_db()
    assert (reply.status, reply.provider_message_id) == (DeliveryStatus.DELIVERED, wamid)


def test_a_failed_reply_is_noted_with_metas_reason(meta: FakeMeta, reply: OutboundMessage):
    assert meta.post(Client(), PATH, fixtures.load("meta", "status_failed")).status_code == 200
    reply.refresh_from_db()
    assert (reply.status, reply.error_code) == (DeliveryStatus.FAILED, "131047")


@pytest.mark.parametrize("path", ["/webhooks/whatsapp/meta", "/webhooks/whatsapp/meta/status/"])
def test_an_address_typed_without_its_last_slash_loses_nothing(salon, meta: FakeMeta, path: str):
    assert meta.post(Client(), path, fixtures.load("meta", "text")).status_code == 200
    assert kept().conversation is not None
