"""What customers are answered from the FAQs, with the facts of this moment in it, and the questions kept for staff."""

from __future__ import annotations
