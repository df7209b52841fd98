"""What the documents name exists: files, functions, commands and variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from sara.env import Environment
from sara.local.bootstrap import NEEDS
from tests.house.test_adding_a_language import tables

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])

_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]+\.(?:py|md|yaml|toml|txt)")
#: An address of ours, told with its host or by its path alone.
_ADDRESS = re.compile(
    r"(?:https://sara\.example\.com|http://127\.0\.0\.1:8000|(?<=`))(/(?:(?:webhooks|api|admin|simulator)/[\w/-]*|healthz|readyz))"
)
#: What a proxy tells apart by, and what a new channel would have.
_NO_ADDRESSES = {"/webhooks/voice/", "/webhooks/x/"}
#: Variables that compose.yaml alone reads, and names in capitals that are none.
_NO_VARIABLES = {"POSTGRES_PASSWORD", "REDIS_PASSWORD", "CALL_ENDED", "INSTALLED_APPS", "REVOKES_CONSENT"}

pytestmark = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def _links(document: Path) -> Iterator[tuple[str, str, str]]:
    """Yield text, path and anchor of every link that stays in the house."""
    for link in _LINK.finditer(document.read_text()):
        if "://" not in link["target"]:
            path, _, anchor = link["target"].partition("#")
            yield link["text"], path, anchor


@cache
def _anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _code(document: Path) -> list[str]:
    return _CODE.findall(re.sub(r"^```.*?^```", "", document.read_text(), flags=re.MULTILINE | re.DOTALL))


def test_every_link_leads_somewhere(document: Path) -> None:
    broken = []
    for text, path, anchor in _links(document):
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(f"[{text}]({path}#{anchor})")
    assert broken == []


def test_every_name_that_links_to_a_module_stands_in_it(document: Path) -> None:
    missing = []
    for text, path, _ in _links(document):
        for words in _CODE.findall(text) if path.endswith(".py") else ():
            name = words.partition("(")[0].rpartition(".")[2]
            stands = rf"^\s*(?:class|def|async def) {name}\b|^{name}\b"
            if not re.search(stands, (document.parent / path).read_text(), re.MULTILINE):
                missing.append(f"{words} in {path}")
    assert missing == []


def test_every_file_it_names_exists(document: Path) -> None:
    named = {path for words in _code(document) for path in _PATH.findall(words) if not path.startswith("channels_x/")}
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_every_command_it_names_exists(document: Path) -> None:
    text = document.read_text()
    targets = set(re.findall(r"(?:`|^|[A-Z_]+=\S+ )make ([a-z]+)", text, re.MULTILINE))
    assert targets <= {*NEEDS, "help", "clean"}
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text))
    assert commands <= {path.stem for path in ROOT.glob("*/management/commands/*.py")} | {"migrate", "createsuperuser"}


def test_every_variable_it_names_is_read(document: Path) -> None:
    named = {name for words in _code(document) for name in re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", words)}
    known = {name.upper() for name in Environment.model_fields} | {table for _, table in tables("english")}
    assert named - known - _NO_VARIABLES == set()


def test_every_address_it_names_is_served(document: Path) -> None:
    missing = []
    for path in set(_ADDRESS.findall(document.read_text())) - _NO_ADDRESSES:
        try:
            resolve(path)
        except Resolver404:
            missing.append(path)
    assert missing == []
