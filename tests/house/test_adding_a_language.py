"""The recipe for a new language names everything that a language brings, and the languages there are bring it all."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from receptionist.domain.languages.speech import Language
from receptionist.understanding.rules.language import FOLDERS

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "receptionist" / "understanding" / "rules"
RECIPE = (ROOT / "docs" / "adding-a-language.md").read_text()


def tables(folder: str) -> set[tuple[str, str]]:
    """Return the tables of a language, each with the file it stands in."""
    return {
        (path.name, name)
        for path in (RULES / folder).glob("*.py")
        for name in re.findall(r"^([A-Z][A-Z_]+)\b", path.read_text(), re.MULTILINE)
    }


def test_the_recipe_names_every_table_below_its_file() -> None:
    named, file = set(), ""
    for line in RECIPE.splitlines():
        cells = [re.findall(r"`([\w.]+)`", cell) for cell in line.split("|")]
        if len(cells) == 5:
            file = cells[1][0] if cells[1] else file
            named |= {(file, table) for table in cells[2]}
    assert named == tables("english")


def test_the_recipe_names_every_field_of_what_sara_says() -> None:
    assert {field.name for field in fields(Language)} <= set(re.findall(r"`(\w+)`", RECIPE))


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_every_language_has_the_same_tables(folder: str) -> None:
    assert tables(folder) == tables("english")
