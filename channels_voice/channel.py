"""Phone calls as a channel of the core."""

from __future__ import annotations

from receptionist.domain.messages import Outbound, Receipt
from receptionist.errors import ErrorCategory, ProviderError


class VoiceChannel:
    """A call: replies are spoken, and wait until the call's own webhook fetches them.

    Sara answers calls and never places one. What a caller did not stay to hear goes out over the fallback channel.
    """

    spoken = True
    fetches_replies = True
    free_words_for = None

    def send(self, outbound: Outbound) -> Receipt:
        """Refuse, always with INVALID_REQUEST: there is no call to push a reply into."""
        raise ProviderError(
            ErrorCategory.INVALID_REQUEST, "a call is answered, never placed: its webhook fetches the reply"
        )
