"""E-mail addresses: written, or spelled out ("ana dot ruiz at example dot com")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from receptionist.understanding.rules.found import Found
from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.spoken import join_numbers
from receptionist.understanding.rules.tokens import Token

#: A domain by its name, or in brackets by its numbers (an address literal of RFC 5321).
_DOMAIN = r"(?:[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|\[\d{1,3}(?:\.\d{1,3}){3}\])"
_WRITTEN = re.compile(rf"(?<![\w.+%'-])[\w+%-][\w.+%'-]{{0,63}}@{_DOMAIN}")
_LABEL = re.compile(r"[a-z0-9]{1,63}")
_TOP_LEVEL = re.compile(r"[a-z]{2,12}")
_LONGEST_SPELLED = 30
_SIGNS = frozenset("._-+")
_BRACKETS = frozenset("()[]{}<>")


def find_email(text: str, tokens: Sequence[Token], language: Language, *, is_expected: bool) -> Found | None:
    """Find the first address; a spelled one needs the word for its dot, unless an address is expected."""
    written = _WRITTEN.search(text)
    if written:
        return Found(written.group().strip(".-_'"), written.start(), written.end())
    tokens = join_numbers(_spelled(tokens, language), language)
    pieces = _pieces(tokens, language)
    for at, piece in enumerate(pieces):
        if piece == "@":
            domain = _domain(tokens, pieces, at + 1)
            local = _local(tokens, pieces, at - 1)
            is_meant = is_expected or tokens[at].text == "@" or _is_announced(tokens[:at], language)
            if domain and local and (domain.has_spoken_dot or is_meant):
                return Found(f"{local.value}@{domain.value}", local.start, domain.end)
    return None


def _is_announced(before: Sequence[Token], language: Language) -> bool:
    """Whether words such as "my e-mail is" lead up to an address, and not "e-mail me"."""
    is_address = bool(before) and before[-1].norm not in language.common
    return is_address and any(token.norm in language.email_labels for token in before)


def _spelled(tokens: Sequence[Token], language: Language) -> list[Token]:
    """Join a sign that has two words ("guion bajo"), and drop the brackets of "ana (at) example (dot) com"."""
    joined: list[Token] = []
    for token in tokens:
        if token.norm in _BRACKETS:
            continue
        norm = f"{joined[-1].norm} {token.norm}" if joined else ""
        if norm in language.spelling:
            before = joined.pop()
            token = Token(f"{before.text} {token.text}", norm, before.start, token.end)  # noqa: PLW2901
        joined.append(token)
    return joined


def _pieces(tokens: Sequence[Token], language: Language) -> list[str]:
    """Say what each token stands for; "double s" is an empty piece and "ss"."""
    pieces: list[str] = []
    repeat = 1
    for token in tokens:
        sign = language.spelling.get(token.norm, "")
        if sign.endswith("x"):
            pieces.append("")
            repeat = int(sign[:-1])
        else:
            piece = _piece(token, sign, language)
            pieces.append(piece * repeat if len(piece) == 1 else piece)
            repeat = 1
    return pieces


def _piece(token: Token, sign: str, language: Language) -> str:
    # A single "o" or "oh" is a letter here, but "hundred" is figures.
    if sign and (not sign.isdecimal() or len(sign) > 1):
        return sign
    if token.norm in language.vocabulary.cardinals:
        return str(language.vocabulary.cardinals[token.norm])
    return token.text.lower()


def _is_joined(tokens: Sequence[Token], sign: int) -> bool:
    """Whether a dot was spoken, or written without a space after it (which would end a sentence)."""
    return tokens[sign].is_word or (sign + 1 < len(tokens) and tokens[sign + 1].start == tokens[sign].end)


@dataclass(frozen=True, slots=True)
class _Domain(Found):
    has_spoken_dot: bool


def _domain(tokens: Sequence[Token], pieces: Sequence[str], first: int) -> _Domain | None:
    labels, label, has_spoken_dot = [], "", False
    place = first
    for place in range(first, min(len(pieces), first + _LONGEST_SPELLED)):
        piece = pieces[place]
        if piece == "." and label and _is_joined(tokens, place):
            labels.append(label)
            label = ""
            has_spoken_dot |= tokens[place].is_word
        elif piece == "-" and label:
            label += "-"
        elif _LABEL.fullmatch(piece) and (not label or label[-1] == "-" or not labels):
            label += piece
        else:
            break
    # "Write to me at ana dot ruiz at example dot com": what a second "at" follows was no domain.
    is_local = pieces[place : place + 1] == ["@"]
    if labels and _TOP_LEVEL.fullmatch(label) and not is_local:
        return _Domain(".".join([*labels, label]), tokens[first].start, tokens[place].end, has_spoken_dot)
    return None


def _local(tokens: Sequence[Token], pieces: Sequence[str], last: int) -> Found | None:
    parts: list[str] = []
    for place in range(last, max(-1, last - _LONGEST_SPELLED), -1):
        piece = pieces[place]
        is_sign = piece in _SIGNS
        if not is_sign and piece and not _LABEL.fullmatch(piece):
            break
        after = parts[-1] if parts else None
        follows_freely = not after or after in _SIGNS or is_sign or len(piece) <= 1 or after.isdecimal()
        if not follows_freely or (is_sign and not _is_joined(tokens, place)):
            break
        parts.append(piece)
    value = "".join(reversed(parts)).strip(".-+")
    return Found(value, tokens[last - len(parts) + 1].start, tokens[last].end) if value else None
