"""What becomes of the questions that nobody could answer: grouped, answered by staff, told to those who asked."""

from __future__ import annotations
