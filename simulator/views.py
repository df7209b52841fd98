"""The page with the phone on it: shows what is going on and lets a visitor act as a customer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST
from pydantic import BaseModel, StringConstraints, ValidationError

from receptionist.models import Business
from simulator import background, calls, customers, feed, telling, texting
from simulator.models import SimulatedCall, SimulatedPhone

#: The page loads nothing from anywhere else and runs no script but its own.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'"
)

_LONGEST_ID = 16
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1600)]


class _Wish(BaseModel):
    phone: int


class _Text(_Wish):
    channel: Literal["sms", "whatsapp"]
    provider: Literal["twilio", "meta"] = "twilio"
    text: _Words


class _Act(_Wish):
    act: Literal["say", "keys", "silence", "hang_up"]
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


@require_GET
@never_cache
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """Show the phone."""
    business = Business.objects.order_by("pk").first()
    has_meta = bool(settings.ENV.whatsapp_phone_number_id and settings.ENV.whatsapp_app_secret.get_secret_value())
    context = {
        "business": business.name if business else "No business yet",
        "number": telling.phone_number(settings.ENV.twilio_phone_number),
        "trouble": feed.trouble(meta=has_meta),
        "has_meta": has_meta,
        "phones": [_phone(phone) for phone in SimulatedPhone.objects.order_by("-id")[:50]],
        "urls": {name: reverse(f"simulator:{name}") for name in ("feed", "texts", "calls", "acts", "phones")},
    }
    response = render(request, "simulator/page.html", context)
    response["Content-Security-Policy"] = _POLICY
    return response


@require_GET
@never_cache
def news(request: HttpRequest) -> HttpResponse:
    """Answer with all the page shows, or with 204 while nothing has changed since the cursor ``after``."""
    phone = SimulatedPhone.objects.filter(pk=_number(request.GET.get("phone", ""))).first()
    if phone is None:
        return _refusal("There is no such customer.", HTTPStatus.NOT_FOUND)
    told = feed.read(phone, request.GET.get("channel", "sms"))
    if told["cursor"] == request.GET.get("after"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return JsonResponse(told)


@require_POST
def new_phone(request: HttpRequest) -> JsonResponse:
    """Invent a customer."""
    return JsonResponse(_phone(customers.create()), status=HTTPStatus.CREATED)


@require_POST
def new_text(request: HttpRequest) -> JsonResponse:
    """Send a text or WhatsApp message as a customer."""
    return _act_on(request, _Text, _send)


@require_POST
def new_call(request: HttpRequest) -> JsonResponse:
    """Call Sara as a customer."""
    return _act_on(request, _Wish, _dial)


@require_POST
def new_act(request: HttpRequest) -> JsonResponse:
    """Speak, press keys, stay silent or hang up in the call under way."""
    return _act_on(request, _Act, _act)


def _send(phone: SimulatedPhone, wish: _Text) -> None:
    provider = wish.provider if wish.channel == "whatsapp" else "twilio"
    message = texting.write(phone, wish.channel, provider, wish.text)
    background.soon(partial(texting.post, message))


def _dial(phone: SimulatedPhone, wish: _Wish) -> None:
    call = calls.place(phone)
    background.soon(partial(calls.connect, call))


def _act(phone: SimulatedPhone, wish: _Act) -> None:
    call = SimulatedCall.objects.select_related("phone").filter(phone=phone, ended_at=None).first()
    if call is None:
        raise calls.NotNowError("There is no call under way.")
    if wish.act == "hang_up":
        background.soon(partial(calls.hang_up, call))
        return
    words = wish.words if wish.act == "say" else ""
    keys = "".join(key for key in wish.words if key in "0123456789*#") if wish.act == "keys" else ""
    background.soon(partial(calls.go_on, call, calls.hear(call, words, keys)))


def _act_on(request: HttpRequest, shape: type[_Wish], act: Callable[[SimulatedPhone, Any], None]) -> JsonResponse:
    """Read the visitor's wish, act, and answer: 202, or why it cannot be."""
    try:
        wish = shape.model_validate_json(request.body)
    except ValidationError:
        return _refusal("That cannot be sent: it is empty or too long.", HTTPStatus.BAD_REQUEST)
    phone = SimulatedPhone.objects.filter(pk=wish.phone).first()
    if phone is None:
        return _refusal("There is no such customer.", HTTPStatus.NOT_FOUND)
    try:
        act(phone, wish)
    except calls.NotNowError as reason:
        return _refusal(str(reason), HTTPStatus.CONFLICT)
    return JsonResponse({}, status=HTTPStatus.ACCEPTED)


def _refusal(why: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"error": why}, status=status)


def _phone(phone: SimulatedPhone) -> dict[str, Any]:
    return {"id": phone.pk, "number": telling.phone_number(phone.number), "name": phone.name}


def _number(text: str) -> int:
    """Read an id; 0, which no row has, when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_ID else 0
