"""Small pieces of HTML that the staff's pages share; everything that comes from outside is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from receptionist.domain.messages import AddressKind
from receptionist.models import ContactAddress, Conversation, FollowUp
from receptionist.telling import reading_in_words, story
from receptionist.telling.story import Told

#: A channel's icon (of the theme's own icon font) and its name in plain words.
CHANNELS = {
    "sms": ("sms", "Text message"),
    "whatsapp": ("chat", "WhatsApp"),
    "voice": ("call", "Phone call"),
    "email": ("mail", "E-mail"),
}
#: Addresses that are no number, nor anything else that staff could write to.
_NO_NUMBER = {AddressKind.CALL: "number withheld", AddressKind.BSUID: "hides the number"}


def ago(moment: datetime | None) -> SafeString | str:
    """Tell how long ago, with the exact moment (UTC) on hover; a dash for never."""
    if moment is None:
        return "–"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(),
        f"{moment:%d %b %Y %H:%M} UTC",
        naturaltime(moment),
    )


def channel_name(name: str) -> str:
    """Name a channel in plain words."""
    return CHANNELS.get(name, ("", name))[1]


def channel(name: str) -> SafeString:
    """Show a channel as a coloured badge with its icon."""
    icon, words = CHANNELS.get(name, ("forum", name))
    return format_html(
        '<span class="sara-channel sara-channel-{}">'
        '<span class="material-symbols-outlined" aria-hidden="true">{}</span>{}</span>',
        name,
        icon,
        words,
    )


def snippet(text: str, length: int = 90) -> str:
    """Shorten a text to its beginning, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def button(label: str, url: str, *, icon: str = "", main: bool = True, form: str = "") -> SafeString:
    """Make a button that posts to ``url``, so that no link ever changes anything.

    It posts the form around it, the list's, or the one whose id is ``form``.
    """
    return format_html(
        '<button type="submit" class="sara-button{}"{} formaction="{}" formnovalidate>'
        '<span class="material-symbols-outlined" aria-hidden="true">{}</span>{}</button>',
        "" if main else " sara-button-quiet",
        format_html(' form="{}"', form) if form else "",
        url,
        icon,
        label,
    )


def link(label: str, url: str, *, icon: str = "", main: bool = False) -> SafeString:
    """Make a link that looks like a button."""
    return format_html(
        '<a class="sara-button{}" href="{}"><span class="material-symbols-outlined" aria-hidden="true">{}</span>{}</a>',
        "" if main else " sara-button-quiet",
        url,
        icon,
        label,
    )


def labels(texts: Iterable[str]) -> SafeString:
    """Show short texts as labels."""
    return format_html_join(" ", '<span class="sara-label">{}</span>', ((text,) for text in texts))


def badge(text: str, tone: str) -> SafeString:
    """Show a state in the colour of its tone (see story.Tone)."""
    return format_html('<span class="sara-badge sara-{}">{}</span>', tone, text)


def told(line: Told) -> SafeString:
    """Show one line of the story with its icon."""
    return format_html(
        '<span class="sara-told sara-{}"><span class="material-symbols-outlined" aria-hidden="true">{}</span>{}</span>',
        line.tone,
        line.icon,
        line.sentence,
    )


def conversation(row: Conversation | None) -> SafeString | str:
    """Link a conversation by the customer's name; a dash for none."""
    if row is None:
        return "–"
    url = reverse("admin:receptionist_conversation_change", args=[row.pk])
    return format_html('<a class="sara-link" href="{}">{}</a>', url, row.contact.name or "Conversation")


def address(row: ContactAddress) -> str:
    """Write an address so that it means something to staff: some are ids that only a carrier can use."""
    return _NO_NUMBER.get(AddressKind(row.kind), row.value)


def reach(row: Conversation | None) -> SafeString | str:
    """Say where to reach a customer: at the number left for that, else where they wrote or called from."""
    if row is None:
        return "–"
    left = row.contact.callback_phone
    where, how = (
        (left, "asked to be called there") if left else (address(row.contact_address), channel_name(row.channel))
    )
    return format_html('<span class="sara-who"><strong>{}</strong><small>{}</small></span>', where, how)


def back(request: HttpRequest, fallback: str) -> str:
    """Find the page a button was pressed on, if it is one of ours; else the one named ``fallback``."""
    referer = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if referer and safe else reverse(fallback)


def reason(follow_up: FollowUp) -> str:
    """Say why a person is needed, as a sentence."""
    return reading_in_words.sentence(story.REASONS.get(follow_up.reason, follow_up.get_reason_display()))
