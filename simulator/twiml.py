"""Reads TwiML as the carrier does: says what is to be said and stops where the caller, or the next page, is needed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin

#: A pause longer than this is cut short: nobody waits a minute for a demonstration.
LONGEST_PAUSE = 5.0


class TwimlError(Exception):
    """The document cannot be followed; the text says why."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words spoken to the caller."""

    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Paused:
    """Silence on the line, in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """The caller's turn. ``rest`` is what follows, as TwiML, when nothing is said and ``on_empty`` is false."""

    url: str
    action: str
    method: str
    accepts: tuple[str, ...]
    finish_on_key: str
    on_empty: bool
    rest: str
    language: str = ""
    kind: Literal["listen"] = "listen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The caller speaks after the tone; ``transcribe_to`` is told the words where that was asked for."""

    url: str
    action: str
    method: str
    transcribe_to: str
    report_to: str
    rest: str
    kind: Literal["record"] = "record"


@dataclass(frozen=True, slots=True)
class Fetch:
    """Go on with the document at this address."""

    url: str
    method: str


@dataclass(frozen=True, slots=True)
class HungUp:
    """The call is over."""


#: Where the carrier waits, or the call ends.
Turn = Listen | Record | HungUp


@dataclass(frozen=True, slots=True)
class Leg:
    """What happens on the line up to the next stop."""

    heard: tuple[Said | Paused, ...]
    stop: Turn | Fetch


def run(document: str, url: str) -> Leg:
    """Follow a TwiML document that came from ``url``; raises TwimlError where a real carrier would give up."""
    verbs = list(_root(document))
    heard: list[Said | Paused] = []
    for index, verb in enumerate(verbs):
        heard += _audible(verb)
        stop = _stop(verb, verbs[index + 1 :], url)
        if stop is not None:
            return Leg(tuple(heard), stop)
    return Leg(tuple(heard), HungUp())


def messages(document: str) -> tuple[str, ...]:
    """List the texts of ``<Message>`` in the answer to a text message; raises TwimlError when it is not TwiML."""
    return tuple("".join(verb.itertext()).strip() for verb in _root(document) if verb.tag == "Message")


def resume(waiting: dict[str, Any]) -> Listen | Record:
    """Rebuild what a call waits for from the JSON it was kept as (see ``dataclasses.asdict``)."""
    if waiting["kind"] == "record":
        return Record(**waiting)
    return Listen(**{**waiting, "accepts": tuple(waiting["accepts"])})


def _root(document: str) -> ET.Element:
    try:
        root = ET.fromstring(document)  # noqa: S314 - the document comes from this very server
    except ET.ParseError as error:
        raise TwimlError(f"Document parse failure (12100): {error}") from error
    if root.tag != "Response":
        raise TwimlError(f"The document begins with <{root.tag}>, not with <Response> (12100).")
    return root


def _audible(verb: ET.Element) -> list[Said | Paused]:
    match verb.tag:
        case "Say":
            return [Said(" ".join("".join(verb.itertext()).split()), verb.get("language", ""))]
        case "Play":
            return [Said("♪")]
        case "Pause":
            return [Paused(min(float(verb.get("length", "1")), LONGEST_PAUSE))]
        case "Gather":
            return [sound for nested in verb for sound in _audible(nested)]
    return []


def _stop(verb: ET.Element, rest: list[ET.Element], url: str) -> Turn | Fetch | None:
    match verb.tag:
        case "Gather":
            return Listen(
                url=url,
                action=urljoin(url, verb.get("action", "")),
                method=verb.get("method", "POST").upper(),
                accepts=tuple(verb.get("input", "dtmf").split()),
                finish_on_key=verb.get("finishOnKey", "#"),
                on_empty=verb.get("actionOnEmptyResult", "false").lower() == "true",
                rest=_document(rest),
                language=verb.get("language", ""),
            )
        case "Record":
            return Record(
                url=url,
                action=urljoin(url, verb.get("action", "")),
                method=verb.get("method", "POST").upper(),
                transcribe_to=_absolute(verb.get("transcribeCallback"), url),
                report_to=_absolute(verb.get("recordingStatusCallback"), url),
                rest=_document(rest),
            )
        case "Redirect":
            return Fetch(urljoin(url, (verb.text or "").strip()), verb.get("method", "POST").upper())
        case "Hangup" | "Reject":
            return HungUp()
        case "Say" | "Play" | "Pause":
            return None
    raise TwimlError(f"The simulated carrier does not know <{verb.tag}>.")


def _absolute(reference: str | None, url: str) -> str:
    return urljoin(url, reference) if reference else ""


def _document(verbs: list[ET.Element]) -> str:
    root = ET.Element("Response")
    root.extend(verbs)
    return ET.tostring(root, encoding="unicode")
