"""Where a calendar lies on the server: on that very host, or nowhere. Pure.

Whatever is asked or written goes to an address made here: neither what staff enter nor what a server answers can send
our password anywhere else.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, unquote, urlsplit

#: Host names that never leave this machine, so that http will do.
_HERE = {"localhost"}
_PORTS = {"http": 80, "https": 443}
#: Neither spaces and control characters, nor what would end the path.
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\\?#]")


def server(url: str) -> str:
    """Return scheme, host and port of an address. Raises ValueError in words for operators."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("this is no address: write https://cloud.example.com") from None
    if parts.scheme not in _PORTS or not host:
        raise ValueError("write the whole address: https://cloud.example.com")
    if parts.username is not None or parts.password is not None:
        raise ValueError("leave user name and password out of the address; they have settings of their own")
    if parts.query or parts.fragment:
        raise ValueError("leave out what follows the ? or #")
    if parts.scheme == "http" and not _is_here(host):
        raise ValueError("write https://: http would send the password unencrypted")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{port or _PORTS[parts.scheme]}"


def within(base: str, calendar: str) -> str:
    """Return the address of a calendar, given as a path or as a whole address on the host of ``base``.

    Raises ValueError, in words for staff, for anything else.
    """
    if not calendar.startswith("/") and "://" not in calendar:
        raise ValueError("Enter the calendar's path, such as /dav/calendars/ana/work/, or its whole address.")
    url = on_server(base, calendar if "://" in calendar else f"{server(base)}{calendar}")
    if urlsplit(url).path == "/":
        raise ValueError("Enter the path of one calendar, not the server alone.")
    return url


def on_server(base: str, url: str) -> str:
    """Return an address of a folder, written in one way, if it lies on the host of ``base``; else raises ValueError."""
    host = server(base)
    if _UNFIT.search(url):
        raise ValueError("It must not hold spaces, \\, ? or #. Copy it once more from manage.py check_calendars.")
    if server(url) != host:
        raise ValueError(f"It must lie on {_shown(host)}, the server of CALDAV_URL: Sara asks no other.")
    path = unquote(urlsplit(url).path)
    if _UNFIT.search(path) or "//" in path or any(folder in {".", ".."} for folder in path.split("/")):
        raise ValueError("It must not hold empty folders, nor dots in place of one.")
    return f"{host}{quote(path.rstrip('/'))}/"


def _is_here(host: str) -> bool:
    try:
        return host in _HERE or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown(host: str) -> str:
    scheme, _, port = host.rpartition(":")
    return scheme if int(port) in _PORTS.values() else host
