"""System checks: what the table in settings names must exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.utils.module_loading import import_string

from receptionist import usage
from receptionist.language_models import spending


def _channels_meant() -> Iterator[tuple[str, str]]:
    table = settings.RECEPTIONIST
    for name, fallback in table["fallbacks"].items():
        yield "fallbacks", name
        yield f"fallbacks.{name}", fallback["channel"]
    yield from (("queues", name) for name in table["queues"])


def _paths() -> Iterator[tuple[str, str]]:
    table = settings.RECEPTIONIST
    yield from ((f"channels.{name}", path) for name, path in table["channels"].items())
    yield "calendar", table["calendar"]
    yield "knowledge", table["knowledge"]
    if table["phraser"]:
        yield "phraser", table["phraser"]
    yield from ((f"templates.{name}", entry["check"]) for name, entry in table["templates"].items())
    for several in ("readers", "personal_data"):
        yield from ((several, path) for path in table[several])


@register()
def ports_are_served(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Resolve every dotted path in settings.RECEPTIONIST."""
    problems: list[CheckMessage] = []
    for where, path in _paths():
        try:
            import_string(path)
        except ImportError as error:
            problems.append(Error(f"RECEPTIONIST[{where}] cannot be loaded: {error}", id="receptionist.E001"))
    return problems


@register()
def limits_can_be_held(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Find a price for every language model while there are limits: one without would never be asked."""
    return [
        Error(
            f"LLM_HOURLY_SPEND_LIMIT or LLM_DAILY_SPEND_LIMIT is set, but {model} has no price",
            hint=f"Name it: LLM_PRICES='{{\"{model}\": [INPUT, CACHED, OUTPUT]}}', in dollars for a million tokens.",
            id="receptionist.E003",
        )
        for model in settings.LLM_MODELS
        if spending.limits() and usage.price(model) is None
    ]


@register()
def a_model_rewords(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Say so where replies should be reworded and nobody is there to do it."""
    if settings.ENV.reply_style == "plain" or settings.RECEPTIONIST["phraser"]:
        return []
    problem, hint = "REPLY_STYLE is natural, but no model can reword", "Set OPENAI_API_KEY, or REPLY_STYLE=plain."
    return [Caution(problem, hint=hint, id="receptionist.W001")]


@register()
def channels_exist(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Find every channel that fallbacks and queues speak of: an unknown one would fail when a caller hangs up."""
    known = settings.RECEPTIONIST["channels"]
    return [
        Error(f"RECEPTIONIST[{where}] names the channel {name}, which nobody serves", id="receptionist.E002")
        for where, name in _channels_meant()
        if name not in known
    ]
