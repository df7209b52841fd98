"""`manage.py talk`: write to Sara, or call her, from a terminal."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from typing import Any

import phonenumbers
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from simulator import background, calls, customers, feed, texting, wire
from simulator.models import Author, SimulatedCall, SimulatedMessage, SimulatedPhone

#: Seconds to wait for a reply before saying that none came, and between two looks for it.
_PATIENCE, _PAUSE = 20.0, 0.1
#: The same where none is to be expected, since the customer wants no messages.
_SILENCED = 2.0
#: Seconds of quiet after which a reply counts as complete.
_QUIET = 0.6


def _number(text: str) -> str:
    """Read a phone number in international form."""
    try:
        parsed = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException as error:
        raise ArgumentTypeError(f"{text} is no number in international form, such as +12125550142") from error
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


class Command(BaseCommand):
    """Act as a customer: signed requests to the running server, its replies printed as they arrive."""

    help = (
        "Talks with Sara as a customer would. Each line is sent to the running server; on the channel voice it is said "
        "in a call. /call and /hangup begin and end a call, an empty line in a call is silence, /quit leaves. "
        "Lines may also come from a pipe."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the channel and the customer's number."""
        parser.add_argument("--channel", choices=["sms", "whatsapp", "voice"], default="sms")
        parser.add_argument("--number", type=_number, help="the customer's number; a new customer without it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Talk until /quit or the end of the input."""
        if problem := feed.trouble(meta=False):
            raise CommandError(problem)
        if not wire.is_running():
            raise CommandError(f"Sara is not running on port {settings.ENV.port}. Start her with `make run` first.")
        number = options["number"]
        talk = _Talk(customers.with_number(number) if number else customers.create(), options["channel"], self)
        self.stdout.write(f"You are {talk.phone.name}, {talk.phone.number}. /quit leaves.")
        if talk.channel == "voice":
            talk.call()
        try:
            for line in _lines():
                if not talk.take(line):
                    break
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            talk.hang_up()
            # The words of a recording follow a second later, and would be lost with this process.
            background.finish()


def _lines() -> Iterator[str]:
    """Read lines with a prompt where a person types them."""
    if not sys.stdin.isatty():
        yield from (line.rstrip("\n") for line in sys.stdin)
        return
    while True:
        try:
            yield input("you  > ")
        except EOFError:
            return


class _Talk:
    """One customer's conversation in the terminal."""

    def __init__(self, phone: SimulatedPhone, channel: str, command: Command) -> None:
        self.phone, self.channel, self._out = phone, channel, command.stdout
        self._shown = SimulatedMessage.objects.order_by("-id").values_list("pk", flat=True).first() or 0

    def take(self, line: str) -> bool:
        """Do what a line says; False to leave."""
        if not sys.stdin.isatty():
            self._out.write(f"you  > {line}")
        match line.strip():
            case "/quit":
                return False
            case "/call":
                self.call()
            case "/hangup":
                self.hang_up()
            case words if self._under_way():
                self._say(words)
            case "":
                pass
            case _ if self.channel == "voice":
                self._out.write("     (nobody is on the line: /call begins a call)")
            case words:
                self._write(words)
        return True

    def call(self) -> None:
        """Call Sara."""
        try:
            calls.connect(calls.place(self.phone))
        except calls.NotNowError as reason:
            self._out.write(f"     ({reason})")
        self._show_call()

    def hang_up(self) -> None:
        """Hang up, if a call is under way."""
        if call := self._under_way():
            calls.hang_up(call)
            self._show_call()

    def _under_way(self) -> SimulatedCall | None:
        return SimulatedCall.objects.select_related("phone").filter(phone=self.phone, ended_at=None).first()

    def _say(self, words: str) -> None:
        call = self._under_way()
        if call is None:
            return
        is_keys = bool(words) and set(words) <= set("0123456789*#")
        try:
            calls.go_on(call, calls.hear(call, keys=words) if is_keys else calls.hear(call, words))
        except calls.NotNowError as reason:
            # The same number may be in a call elsewhere, in the browser for one.
            self._out.write(f"     ({reason})")
        self._show_call()

    def _show_call(self) -> None:
        self._show_new()
        call = SimulatedCall.objects.filter(phone=self.phone).order_by("-id").first()
        if call is not None and call.ended_at:
            self._out.write(f"     (the call has ended{f': {call.error}' if call.error else ''})")

    def _write(self, words: str) -> None:
        message = texting.write(self.phone, self.channel, "twilio", words)
        texting.post(message)
        if message.status == "failed":
            self._out.write(f"     (not delivered: {message.error})")
        elif self._is_silenced():
            if not self._await_reply(_SILENCED):
                self._out.write("     (no reply: you texted STOP; START lets Sara write again)")
        elif not self._await_reply(_PATIENCE):
            self._out.write(f"     (no reply within {_PATIENCE:.0f} seconds)")

    def _is_silenced(self) -> bool:
        return bool(feed.read(self.phone, self.channel)["silenced"])

    def _await_reply(self, seconds: float) -> bool:
        """Show replies until they pause; False when none came."""
        deadline, has_come = time.monotonic() + seconds, False
        while time.monotonic() < deadline:
            if self._show_new():
                deadline, has_come = time.monotonic() + _QUIET, True
            time.sleep(_PAUSE)
        return has_come

    def _show_new(self) -> bool:
        """Print what has arrived since the last look; whether there was anything."""
        news = SimulatedMessage.objects.filter(phone=self.phone, pk__gt=self._shown).exclude(author=Author.CUSTOMER)
        for message in news.order_by("id"):
            self._out.write(f"{message.author.ljust(4)} > {message.body}")
            self._shown = message.pk
        return bool(news)
