"""What happened, told to people who run a shop: stories, transcripts, summaries and advice, in words."""

from __future__ import annotations
