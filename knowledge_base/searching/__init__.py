"""Which of a business's FAQs fit a question, and how sure that is: by meaning, letters and words."""

from __future__ import annotations
