"""What went wrong between us and a mail server, in the core's words. Pure."""

from __future__ import annotations

import re
import smtplib
import ssl

from receptionist.errors import ErrorCategory, ProviderError

#: RFC 3463: a class, a subject and a detail. All else in a server's answer may quote the customer's address.
_STATUS = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")
#: Codes that speak of our credentials (RFC 4954).
_CREDENTIALS = frozenset({530, 534, 535, 538})
_CREDENTIALS_STATUS = ("5.7.8", "5.7.9", "5.7.11")
#: Statuses of which the mailbox is the cause: unknown, moved, closed, full.
_MAILBOX = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.2.")


def understood(error: OSError, *, is_whole: bool) -> ProviderError:
    """Say what a broken handover means; ``is_whole``: the letter had gone, and only the server's word is missing."""
    if is_whole and not _is_a_refusal(error):
        return _problem(ErrorCategory.UNCERTAIN, "has the letter and did not say yes or no")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _refused(code, words, at_recipient=True)
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        return _refused(error.smtp_code, words, at_recipient=False)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _problem(ErrorCategory.AUTHENTICATION, "cannot prove who it is: its certificate is not valid")
    if isinstance(error, smtplib.SMTPException) and not isinstance(error, smtplib.SMTPServerDisconnected):
        return _problem(ErrorCategory.AUTHENTICATION, "offers no encryption, or no way to sign in, as settings ask for")
    return _problem(ErrorCategory.CONNECTIVITY, f"cannot be reached ({type(error).__name__})")


def _is_a_refusal(error: OSError) -> bool:
    """Whether the server's verdict on a whole letter is a no, rather than silence, nonsense or another kind of yes."""
    return isinstance(error, smtplib.SMTPDataError) and 400 <= error.smtp_code < 600


def _refused(code: int, words: bytes, *, at_recipient: bool) -> ProviderError:
    found = _STATUS.search(words)
    status = found.group().decode() if found else ""
    named = f"{code} {status}".strip()
    category, meaning = _meaning(code, status, at_recipient=at_recipient)
    return _problem(category, f"{meaning} ({named})", code=named)


def _meaning(code: int, status: str, *, at_recipient: bool) -> tuple[ErrorCategory, str]:
    if code < 500:
        # RFC 5321: nothing was taken, and the same may well be taken later (a greylist wants just that).
        return ErrorCategory.PROVIDER_FAULT, "does not take it for now"
    if code in _CREDENTIALS or status in _CREDENTIALS_STATUS:
        return ErrorCategory.AUTHENTICATION, "refuses our user or password"
    if status.startswith(_MAILBOX) or (at_recipient and not status.startswith("5.7.")):
        return ErrorCategory.RECIPIENT, "has no such mailbox, or none that takes mail"
    return ErrorCategory.INVALID_REQUEST, "refuses the letter"


def _problem(category: ErrorCategory, words: str, *, code: str = "") -> ProviderError:
    return ProviderError(category, f"the mail server {words}", code=code)
