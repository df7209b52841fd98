"""FAQs from and to files: JSON lines, tables and Markdown, all with the same fields (``rows.FaqRow``)."""

from __future__ import annotations
