"""The webhooks of a call: take the turn in, wait for its reply, say it.

These views wait, so they are asynchronous and belong in the ASGI process; under WSGI they work too, one thread a call.

Where the turn could not be stored the answer is a 503, though nobody on the line understands it: the carrier then asks
the number's fallback URL, where an operator puts a colleague's phone, and reports the failure in its debugger. A spoken
apology with a 200 would be kinder only where no fallback is set (there the carrier apologises in its own words), and
it would hide the outage from everybody else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError

from channels_voice import payloads, turns, twiml
from channels_voice.payloads import Step
from receptionist.domain.messages import DeliveryReport, Expectation, Inbound
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.rendering import render
from receptionist.inbox import Received
from receptionist.models import InboundStatus
from receptionist.providers import twilio
from receptionist.sending.outbox import Spoken
from receptionist.webhooks import Refused, Unreadable, Webhook

#: How often a caller is asked for a moment before being asked to leave a message instead.
MOST_WAITS = 3

Reader = Callable[[QueryDict, Step], Inbound | None]
Answerer = Callable[[HttpRequest, Sequence[Received]], Awaitable[HttpResponse]]


async def acknowledge(request: HttpRequest, received: Sequence[Received]) -> HttpResponse:
    """Answer where nobody listens."""
    return HttpResponse(status=204)


async def reply(request: HttpRequest, received: Sequence[Received]) -> HttpResponse:
    """Answer a turn with what the caller is to hear."""
    if payloads.is_over(request.POST):
        # The caller hung up during this very turn. The reply is left unclaimed, for the core to send another way.
        return _twiml(twiml.nothing())
    return await _answer_turn(request, received[0].message_id)


async def late_reply(request: HttpRequest, received: Sequence[Received]) -> HttpResponse:
    """Answer a caller who was asked for a moment and comes back for the reply to an earlier turn."""
    step = _step(request)
    if received or step is None:  # it could not be read, and was stored as such
        return await _answer_turn(request, received[0].message_id)
    message_id = await turns.ask(turns.find, request.POST["CallSid"], step.turn)
    if message_id is None:
        return _twiml(_not_yet(step, turns.UNKNOWN.language))
    return await _answer_turn(request, message_id)


@method_decorator(csrf_exempt, name="dispatch")
class CallView(Webhook, View):
    """One step of a call: ``read`` puts its form into the core's words, ``answer`` says what comes next."""

    channel = payloads.CHANNEL
    provider = payloads.PROVIDER
    http_method_names = ("post", "options")

    read: Reader = staticmethod(payloads.call_started)
    answer: Answerer = staticmethod(reply)

    def verify(self, request: HttpRequest) -> bool:
        """Check the carrier's signature."""
        return twilio.is_authentic(request)

    def parse(self, request: HttpRequest) -> Sequence[Inbound | DeliveryReport]:
        """Read the one event of the request, if it is one that matters."""
        try:
            event = self.read(request.POST, Step.model_validate(request.GET.dict()))
        except ValidationError as error:
            raise Unreadable(", ".join(sorted({str(problem["loc"][0]) for problem in error.errors()}))) from None
        return [event] if event else []

    async def post(self, request: HttpRequest) -> HttpResponse:
        """Take the step in and answer it."""
        try:
            received = await turns.run(self.take_in, request)
        except Refused as refusal:
            return HttpResponse(status=refusal.status)
        return await self.answer(request, received)


async def _answer_turn(request: HttpRequest, message_id: int) -> HttpResponse:
    situation = await turns.ask(turns.situation, message_id) or turns.UNKNOWN
    if situation.status is InboundStatus.UNROUTED:
        return _twiml(twiml.turn_away())
    step = _step(request)
    if situation.status is InboundStatus.UNREADABLE or step is None:
        # Without a readable turn there is none to go on with.
        return _twiml(twiml.hang_up(_words(PhraseKey.TROUBLE, situation.language), language=situation.language))
    spoken = await turns.wait_for_reply(message_id, settings.ENV.voice_reply_deadline)
    if spoken is None:
        return _twiml(_not_yet(step, situation.language))
    return _twiml(await _said(spoken, step, situation))


async def _said(spoken: Spoken, step: Step, situation: turns.Situation) -> str:
    next_turn = step.turn + 1
    if spoken.expects is Expectation.NOTHING:
        return twiml.hang_up(spoken.text, language=spoken.language)
    if spoken.expects is Expectation.VOICEMAIL:
        return twiml.record(spoken.text, language=spoken.language, turn=next_turn)
    hints = await turns.ask(turns.words_to_expect, situation.business_id) if situation.business_id else None
    return twiml.listen(spoken.text, language=spoken.language, turn=next_turn, hints=hints or ())


def _not_yet(step: Step, language: str) -> str:
    """Ask for a moment and come back; after MOST_WAITS of them admit that it does not work, and take a message.

    The reply is not lost by that: what a call did not fetch, the core sends another way when the call has ended.
    """
    if step.wait >= MOST_WAITS:
        return twiml.record(_words(PhraseKey.TROUBLE_VOICEMAIL, language), language=language, turn=step.turn + 1)
    words = _words(PhraseKey.ONE_MOMENT, language)
    return twiml.ask_again(words, language=language, turn=step.turn, wait=step.wait + 1)


def _step(request: HttpRequest) -> Step | None:
    try:
        return Step.model_validate(request.GET.dict())
    except ValidationError:
        return None


def _words(phrase: PhraseKey, language: str) -> str:
    return render(phrase, Facts(), language, spoken=True)


def _twiml(document: str) -> HttpResponse:
    return HttpResponse(document, content_type="text/xml; charset=utf-8")
