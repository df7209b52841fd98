"""A reply as an e-mail: its headers, and an invitation in the two places where mail programs look for it. Pure."""

from __future__ import annotations

import hashlib
from email.utils import parseaddr

from django.core.mail import EmailMultiAlternatives

from receptionist.domain.messages import Enclosure, Outbound

_CALENDAR = "text/calendar"


def message_id(outbound: Outbound) -> str:
    """Name a reply: always the same for one idempotency key, so that a mail program shows a repeat once."""
    name = hashlib.sha256(outbound.idempotency_key.encode()).hexdigest()[:40]
    return f"<{name}@{_domain(outbound.sender)}>"


def compose(outbound: Outbound) -> EmailMultiAlternatives:
    """Write a reply as an e-mail. Raises ValueError for headers of more than one line."""
    letter = EmailMultiAlternatives(
        subject=outbound.subject,
        body=outbound.text,
        from_email=outbound.sender,
        to=[outbound.to.value],
        headers={
            "Message-ID": message_id(outbound),
            # No out-of-office notice answers what says that a machine sent it (RFC 3834; the second is Outlook's).
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    for enclosure in outbound.enclosures:
        _enclose(letter, enclosure)
    return letter


def _enclose(letter: EmailMultiAlternatives, enclosure: Enclosure) -> None:
    if not enclosure.content_type.startswith(_CALENDAR):
        letter.attach(enclosure.name, enclosure.content, enclosure.content_type)
        return
    # Outlook looks for an invitation beside the text and nowhere else, others among the attachments only.
    letter.attach_alternative(enclosure.content, enclosure.content_type)
    letter.attach(enclosure.name, enclosure.content.encode(), "application/ics")


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2]
