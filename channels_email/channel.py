"""Sends e-mail."""

from __future__ import annotations

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email

from channels_email import letters, refusals
from channels_email.handover import Handover
from receptionist.domain.messages import AddressKind, Outbound, Receipt
from receptionist.errors import ErrorCategory, ProviderError


class EmailChannel:
    """E-mail by SMTP: read rather than heard, and pushed."""

    spoken = False
    fetches_replies = False
    free_words_for = None

    def send(self, outbound: Outbound) -> Receipt:
        """Hand one e-mail to the mail server, in a connection of its own. Raises ProviderError."""
        letter = _letter(outbound)
        handover = Handover()
        try:
            handover.open()
            handover.send_messages([letter])
        except OSError as error:
            raise refusals.understood(error, is_whole=handover.is_whole) from error
        finally:
            # Whatever the server says to our goodbye: the letter has been taken, or refused, before.
            with suppress(OSError):
                handover.close()
        return Receipt(letters.message_id(outbound))


def _letter(outbound: Outbound) -> EmailMultiAlternatives:
    """Write the letter, or say why it cannot be; whether it could be sent does not wait for a connection."""
    try:
        validate_email(outbound.to.value if outbound.to.kind is AddressKind.EMAIL else "")
    except ValidationError:
        # Not from the error: it holds the address.
        raise ProviderError(ErrorCategory.RECIPIENT, "an e-mail needs an e-mail address") from None
    try:
        letter = letters.compose(outbound)
        letter.message()
    except ValueError:
        raise ProviderError(ErrorCategory.INVALID_REQUEST, "the e-mail cannot be put into headers") from None
    return letter
