"""What the providers of WhatsApp post, in our words; one module a provider."""

from __future__ import annotations

import re
from typing import Final

from receptionist.domain.messages import Address, AddressKind
from receptionist.providers import wire

CHANNEL: Final = "whatsapp"

#: Business-scoped user id: "US.13491208655302741918", or "US.ENT.…" for a whole portfolio of businesses.
_BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")


def addresses(*values: str) -> tuple[Address, ...]:
    """Sort what a provider names as the sender into addresses, each once; a phone number is answered first.

    Either may be missing: a customer with a username has no phone number for us.
    """
    phones = [wire.phone(value) for value in values]
    found = [
        *(Address(AddressKind.PHONE, phone) for phone in phones if phone),
        *(Address(AddressKind.BSUID, value) for value in values if _BSUID.fullmatch(value)),
    ]
    return tuple(dict.fromkeys(found))
