"""The language models that are asked: what that may cost, what it cost, and what need not be asked twice."""

from __future__ import annotations
