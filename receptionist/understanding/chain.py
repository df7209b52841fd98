"""Ask the readers in order until one answers; a customer is never left without a reading."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from receptionist.domain.reading import Reading
from receptionist.errors import ProviderError
from receptionist.ports import Reader, Utterance
from receptionist.usage import Call, gathered

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A reading, who gave it, how long that took in all, which readers were passed over and why, and what was paid."""

    reading: Reading
    reader: str
    passed_over: tuple[str, ...]
    milliseconds: int
    calls: tuple[Call, ...] = ()


def understand(utterance: Utterance, readers: Sequence[Reader]) -> Understood:
    """Let the first reader that can read the utterance; never raises.

    Each reader keeps its own deadline. When all fail, the reading is ``unknown`` and the reader is named "none".
    """
    started = time.monotonic()
    passed_over: list[str] = []
    reading, name = Reading(language=utterance.language), "none"
    with gathered() as calls:
        for reader in readers:
            try:
                reading, name = reader.read(utterance), reader.name
                break
            except ProviderError as error:
                passed_over.append(f"{reader.name}: {error.category}{f' ({error.code})' if error.code else ''}")
            except Exception as error:  # noqa: BLE001  a fault in one reader must not silence Sara
                # The traceback could carry what the customer wrote; the name of the error cannot.
                logger.error("reader %s failed: %s", reader.name, type(error).__name__)
                passed_over.append(f"{reader.name}: {type(error).__name__}")
    return Understood(
        reading=reading,
        reader=name,
        passed_over=tuple(passed_over),
        milliseconds=round((time.monotonic() - started) * 1000),
        calls=tuple(calls),
    )
