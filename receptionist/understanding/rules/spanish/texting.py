"""How Spanish is typed in haste: short forms, and the words they stand for."""

from __future__ import annotations

from collections.abc import Mapping

SHORT_FORMS: Mapping[str, str] = {
    "bn": "bien",
    "d": "de",
    "dnd": "donde",
    "k": "que",
    "m": "me",
    "pa": "para",
    "porfa": "favor",
    "porfi": "favor",
    "pq": "porque",
    "q": "que",
    "tb": "tambien",
    "tmb": "tambien",
    "tngo": "tengo",
    "x": "por",
    "xfa": "favor",
    "xq": "porque",
}
