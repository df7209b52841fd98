"""Phone numbers as somebody types them into a form, or a program sends them, in E.164 form."""

from __future__ import annotations

import phonenumbers
from phonenumbers import ValidationResult


class NotAPhoneNumberError(ValueError):
    """What was written is no phone number; the text says why, to whoever wrote it."""


def e164(written: str, country: str | None = None) -> str:
    """Return a number in E.164 form; without its country's code it is one of ``country`` (ISO), if that is given.

    Whether a number is in use today, no list knows for sure: refused is what no phone could have. Raises
    NotAPhoneNumberError.
    """
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        raise NotAPhoneNumberError("Write the number with its country's code: +34600000001.") from None
    # One without its area code is possible only where it is dialled.
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        raise NotAPhoneNumberError("No number of that country is so long, or so short.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
