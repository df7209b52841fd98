"""The numbers of a model, read from its published file as they lie there.

The file is mapped, not read: what is never asked for (most words of the vocabulary) never takes up memory, and all
processes of a machine share the rest in the system's cache.
"""

from __future__ import annotations

import hashlib
import json
import mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

#: A longer description of the numbers is none.
_LONGEST_HEADER = 1_000_000
_CHUNK = 1 << 20


class DamagedError(Exception):
    """A model's file is not there, or is not the one that was published; the message says which and what to do."""


def check(path: Path, digest: str) -> None:
    """Hold a file against the SHA-256 of the published one. Raises DamagedError."""
    try:
        sha = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                sha.update(chunk)
    except OSError as error:
        raise DamagedError(f"{path} cannot be read ({error.strerror}): install Sara's model again") from error
    if sha.hexdigest() != digest:
        raise DamagedError(f"{path} is not the published file (its SHA-256 differs): install Sara's model again")


def read(path: Path) -> tuple[dict[str, Array], mmap.mmap]:
    """Map the 32-bit numbers of a safetensors file, by name; returns the map, too. Raises DamagedError."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length = int.from_bytes(mapped[:8], "little")
        if length > _LONGEST_HEADER:
            raise DamagedError(f"{path} is no safetensors file: install Sara's model again")
        header = json.loads(mapped[8 : 8 + length])
        # Otherwise reading one word's numbers would bring in those of its neighbours too.
        mapped.madvise(mmap.MADV_RANDOM)
        numbers = {
            name: np.frombuffer(mapped, np.float32, count=(stop - start) // 4, offset=8 + length + start).reshape(
                told["shape"]
            )
            for name, told in header.items()
            if name != "__metadata__" and told["dtype"] == "F32"
            for start, stop in (told["data_offsets"],)
        }
        return numbers, mapped
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(f"{path} cannot be read ({type(error).__name__}): install Sara's model again") from error
