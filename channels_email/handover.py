"""One connection to the mail server, which knows how far a letter had come when it broke."""

from __future__ import annotations

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

#: Seconds for each step up to the letter.
STEP_TIMEOUT = 5.0
#: Connecting, greeting, EHLO, STARTTLS, its handshake, EHLO, AUTH in two, MAIL, RCPT, DATA, and the letter itself.
STEPS = 12
#: Seconds for the server's verdict on the letter, which it may look through for viruses first.
VERDICT_TIMEOUT = 30.0

_LETTER_ENDS = b"\r\n.\r\n"


class _Watched:
    """Notes when the last byte of the letter has gone: from then on nobody knows whether a silent server has it."""

    is_whole = False
    sock: Any

    def send(self, data: Any) -> None:
        super().send(data)  # type: ignore[misc]  # smtplib's, beside which this class is always used
        if isinstance(data, bytes) and data.endswith(_LETTER_ENDS):
            self.is_whole = True
            self.sock.settimeout(VERDICT_TIMEOUT)


class _Plain(_Watched, smtplib.SMTP):
    """A connection that begins in the clear, and is encrypted by STARTTLS where settings say so."""


class _Encrypted(_Watched, smtplib.SMTP_SSL):
    """A connection that is encrypted from the first byte."""


class Handover(EmailBackend):
    """Django's own way to a mail server, by Sara's environment, for one letter. Every failure is an OSError."""

    def __init__(self) -> None:
        env = settings.ENV
        super().__init__(
            host=env.email_host,
            port=env.email_port,
            username=env.email_user,
            password=env.email_password.get_secret_value(),
            use_tls=env.email_security == "starttls",
            use_ssl=env.email_security == "tls",
            timeout=STEP_TIMEOUT,
        )

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Watch what goes over the line."""
        return _Encrypted if self.use_ssl else _Plain

    @property
    def is_whole(self) -> bool:
        """Whether the whole letter has gone to the server."""
        return bool(getattr(self.connection, "is_whole", False))
