"""What stands in several documents and files says the same in each."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from sara.env import Environment

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
#: What the documents' table and .env.example tell in words, since the default is a list of them.
_TOLD_IN_WORDS = {"EMERGENCY_WORDS", "ALLOWED_HOSTS"}
#: What only somebody who works on Sara sets, or a fake of a carrier needs.
_NOT_FOR_KUBERNETES = {"DEBUG", "PORT", "LIVE_BASE_URL"} | {
    name.upper() for name in Environment.model_fields if name.endswith("_api_base_url") or name == "meta_graph_base_url"
}
_IN_THE_LIBRARIES = re.compile(r"^\| ([^|]+) \|", re.MULTILINE)


def _defaults() -> dict[str, str]:
    """Return every variable with its default as somebody would type it; empty where there is none."""
    found = {}
    for name, field in Environment.model_fields.items():
        default: Any = field.default
        is_plain = isinstance(default, str | int | float) and not isinstance(default, bool)
        found[name.upper()] = f"{default:g}" if isinstance(default, float) else str(default) if is_plain else ""
    return {name: "" if name in _TOLD_IN_WORDS else default for name, default in found.items()}


def _table() -> dict[str, str]:
    """Return the variables of the table in connecting.md, each with the last column."""
    section = (DOCS / "connecting.md").read_text().split("## Every variable")[1].split("\n## ")[0]
    rows = [row.strip("|").split(" | ") for row in section.splitlines() if row.startswith("| `")]
    return {name: row[-1] for row in rows for name in re.findall(r"`([A-Z_]+)`", row[0])}


def test_the_table_of_variables_names_each_with_its_default():
    table = _table()
    assert set(table) == set(_defaults())
    stated = {name: default for name, default in _defaults().items() if default}
    assert {name: table[name] for name, default in stated.items() if f"`{default}`" not in table[name]} == {}


def test_the_example_of_an_environment_shows_each_with_its_default():
    example = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert example == {**_defaults(), "ALLOWED_HOSTS": ""}


def test_kubernetes_offers_every_variable_that_a_deployment_may_want():
    config = yaml.safe_load((ROOT / "k8s" / "configmap.yaml").read_text())["data"]
    secret = yaml.safe_load((ROOT / "k8s" / "secret.example.yaml").read_text())["stringData"]
    assert set(config) & set(secret) == set()
    assert set(config) | set(secret) == set(_defaults()) - _NOT_FOR_KUBERNETES


def test_every_decision_has_a_number_of_its_own_and_says_it():
    files = sorted((DOCS / "adr").glob("*.md"))
    assert [int(path.name[:4]) for path in files] == list(range(1, len(files) + 1))
    for path in files:
        text = path.read_text()
        assert text.startswith(f"# {path.name[:4]}: "), path.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], path.name


def test_every_decision_is_called_by_its_own_number():
    wrong = []
    for path in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for text, number in re.findall(r"\[([^\]]*?\d{4})\]\([^)\s]*?(\d{4})-[\w-]+\.md\)", path.read_text()):
            if not text.endswith(number):
                wrong.append(f"{path.name}: {text} leads to {number}")
    assert wrong == []


def test_the_readme_leads_to_every_document():
    readme = (ROOT / "README.md").read_text()
    assert {path.name for path in DOCS.glob("*.md") if f"](docs/{path.name})" not in readme} == set()
    assert {path.name for path in (DOCS / "images").iterdir() if not _is_shown(path)} == set()


def _is_shown(image: Path) -> bool:
    return any(f"images/{image.name})" in path.read_text() for path in [ROOT / "README.md", *DOCS.glob("*.md")])


@pytest.mark.parametrize("kind", ["dependencies", "local"])
def test_every_library_has_its_line_of_why(kind):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = project["dependencies"] if kind == "dependencies" else project["optional-dependencies"][kind]
    names = {re.split(r"[\[=~<>]", each)[0].lower() for each in named}
    told = " ".join(_IN_THE_LIBRARIES.findall((DOCS / "adr" / "0008-libraries.md").read_text())).lower()
    told = told.replace("psycopg 3", "psycopg")
    assert {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", told)} == set()
