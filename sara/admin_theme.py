"""The dress of the admin: names and colours. Its sidebar stands in ``sara/navigation.py``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static


def _static(path: str) -> Callable[[HttpRequest], str]:
    return lambda _: static(path)


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Sara",
    "SITE_HEADER": "Sara",
    "SITE_SUBHEADER": "Your reception",
    "SITE_SYMBOL": "support_agent",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _static("receptionist/sara.svg")}],
    "SITE_URL": "/",
    "SHOW_VIEW_ON_SITE": False,
    "ENVIRONMENT": "sara.navigation.environment",
    "DASHBOARD_CALLBACK": "sara.dashboard.fill",
    "STYLES": [_static("receptionist/staff.css")],
    "BORDER_RADIUS": "8px",
    "COLORS": {
        "primary": {
            "50": "oklch(98.4% .014 180.72)",
            "100": "oklch(95.3% .051 180.801)",
            "200": "oklch(91% .096 180.426)",
            "300": "oklch(85.5% .138 181.071)",
            "400": "oklch(77.7% .152 181.912)",
            "500": "oklch(70.4% .14 182.503)",
            "600": "oklch(51.1% .096 186.391)",
            "700": "oklch(43.7% .078 188.216)",
            "800": "oklch(38.6% .063 188.416)",
            "900": "oklch(33% .054 188.6)",
            "950": "oklch(27.7% .046 192.524)",
        }
    },
    "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": "sara.navigation.sidebar"},
}
