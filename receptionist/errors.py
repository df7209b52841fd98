"""The one error that every provider speaks, in about ten words."""

from __future__ import annotations

from enum import StrEnum


class ErrorCategory(StrEnum):
    """What went wrong at a provider; the word decides retry, operator and customer alike."""

    #: Could not connect, or the provider said "not now" before taking the request: certain not to have happened.
    CONNECTIVITY = "connectivity"
    RATE_LIMIT = "rate_limit"
    #: The provider answered that it failed (5xx).
    PROVIDER_FAULT = "provider_fault"
    #: The request went out and no answer came back: nobody knows whether it happened.
    UNCERTAIN = "uncertain"
    AUTHENTICATION = "authentication"
    QUOTA = "quota"
    #: The recipient opted out or cannot be reached at all.
    RECIPIENT = "recipient"
    #: The provider's window for free text has closed (WhatsApp, 24 hours).
    WINDOW_CLOSED = "window_closed"
    #: The provider refused the request itself.
    INVALID_REQUEST = "invalid_request"
    #: The answer could not be used (refusal, truncation, nonsense).
    BAD_ANSWER = "bad_answer"

    @property
    def is_transient(self) -> bool:
        """Whether the same request may be sent again, later, without any risk of happening twice."""
        return self in {ErrorCategory.CONNECTIVITY, ErrorCategory.RATE_LIMIT, ErrorCategory.PROVIDER_FAULT}

    @property
    def is_permanent(self) -> bool:
        """Whether sending the same request again is pointless until a person changes something."""
        return not self.is_transient and self is not ErrorCategory.UNCERTAIN


class ProviderError(Exception):
    """A provider did not do what it was asked.

    ``detail`` is for the operator: the provider's code and words, never a secret and never what a customer said.
    ``retry_after`` is in seconds, where the provider named one. ``code`` is the provider's own code, if any.
    """

    def __init__(
        self, category: ErrorCategory, detail: str, *, code: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(f"{category}: {detail}")
        self.category = category
        self.detail = detail
        self.code = code
        self.retry_after = retry_after
