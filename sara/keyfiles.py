"""What the files of credentials look like that environment variables name."""

from __future__ import annotations

import json
from pathlib import Path


def is_key(path: Path) -> bool:
    """Whether a file is one of Google's: a service account's key, or what a person's consent has left."""
    try:
        told = json.loads(path.read_text())
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({type(error).__name__})") from None
    except ValueError:
        return False
    needed = ({"client_email", "private_key"}, {"client_id", "client_secret", "refresh_token"})
    return isinstance(told, dict) and any(names <= set(told) for names in needed)
