"""A service account of Google's: its key file, and the judge of what is signed with it."""

from __future__ import annotations

import base64
import json
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

#: What Google's own library signs for, wherever the token is then fetched.
AUDIENCE = "https://oauth2.googleapis.com/token"
EMAIL = "sara@example.iam.gserviceaccount.com"


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def write_key_file(path: Path, token_uri: str) -> Path:
    """Write a service account's key file, as Google's console hands it out."""
    pem = _key().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    key = {
        "type": "service_account",
        "project_id": "example",
        "private_key_id": "1",
        "private_key": pem.decode(),
        "client_email": EMAIL,
        "client_id": "1",
        "token_uri": token_uri,
    }
    path.write_text(json.dumps(key))
    return path


def check_assertion(form: Any) -> None:
    """Judge a request for a token. Raises ValueError, KeyError or InvalidSignature."""
    if form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer":
        raise ValueError("grant_type")
    signed, _, signature = form["assertion"].rpartition(".")
    _key().public_key().verify(_unpack(signature), signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    claims = json.loads(_unpack(signed.split(".")[1]))
    if (
        claims["iss"] != EMAIL
        or claims["aud"] != "https://oauth2.googleapis.com/token"
        or claims["exp"] - claims["iat"] > 3600
    ):
        raise ValueError(f"claims {claims}")
    if not all(scope.startswith("https://www.googleapis.com/auth/calendar") for scope in claims["scope"].split()):
        raise ValueError("scope")


def _unpack(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
