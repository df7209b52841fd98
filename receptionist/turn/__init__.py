"""One turn of a conversation: the lease, the journal, what was heard, and the one commit at its end."""

from __future__ import annotations
