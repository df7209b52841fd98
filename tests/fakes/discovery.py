"""Google's discovery document as a judge of requests: which paths, parameters and body fields there are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

_formats = FormatChecker(formats=())


@_formats.checks("date-time", raises=ValueError)
def _is_date_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@cache
def _document() -> dict[str, Any]:
    folder = resources.files("googleapiclient.discovery_cache.documents")
    document: dict[str, Any] = json.loads((folder / "calendar.v3.json").read_text())
    return document


@dataclass(frozen=True)
class Method:
    """One method of the API, such as ``events.insert``."""

    name: str
    verb: str
    path: re.Pattern[str]
    spec: dict[str, Any]

    def complaints(self, query: Mapping[str, str], body: object) -> Iterator[str]:
        """Yield what the vendor's own description has against a request."""
        known = _document()["parameters"] | self.spec.get("parameters", {})
        for parameter, value in query.items():
            spec = known.get(parameter)
            if spec is None or spec.get("location") != "query":
                yield f"{self.name}: unknown query parameter {parameter}"
            elif "enum" in spec and value not in spec["enum"]:
                yield f"{self.name}: {parameter}={value} is none of {spec['enum']}"
        if "request" not in self.spec:
            if body is not None:
                yield f"{self.name}: takes no body"
            return
        # What a patch sets to null it takes out, whatever its type.
        sent = _without_nulls(body) if self.verb == "PATCH" else body
        for error in _validator(self.spec["request"]["$ref"]).iter_errors(sent):
            yield f"{self.name}: {error.json_path} {error.message}"


def _without_nulls(body: Any) -> Any:
    if not isinstance(body, dict):
        return body
    return {name: _without_nulls(part) for name, part in body.items() if part is not None}


def method_for(verb: str, path: str) -> Method | None:
    """Find the method that serves a request; ``path`` is as sent, still percent-encoded."""
    return next((method for method in _methods() if method.verb == verb and method.path.fullmatch(path)), None)


@cache
def _methods() -> tuple[Method, ...]:
    document = _document()
    return tuple(
        Method(
            f"{resource}.{name}",
            spec["httpMethod"],
            re.compile("/" + document["servicePath"] + re.sub(r"\{\w+\}", "[^/]+", spec["path"])),
            spec,
        )
        for resource, described in document["resources"].items()
        for name, spec in described["methods"].items()
    )


@cache
def _validator(schema: str) -> Draft202012Validator:
    definitions = {name: _as_json_schema(spec) for name, spec in _document()["schemas"].items()}
    root = {"$ref": f"#/$defs/{schema}", "$defs": definitions}
    return Draft202012Validator(root, format_checker=_formats)


def _as_json_schema(spec: Any) -> Any:
    """Turn discovery's dialect into JSON Schema that allows nothing it does not name."""
    if "$ref" in spec:
        return {"$ref": f"#/$defs/{spec['$ref']}"}
    schema: dict[str, Any] = {key: spec[key] for key in ("type", "enum", "pattern") if key in spec}
    if spec.get("format") == "date-time":
        schema["format"] = "date-time"
    if "items" in spec:
        schema["items"] = _as_json_schema(spec["items"])
    if spec.get("type") == "object":
        schema["properties"] = {name: _as_json_schema(part) for name, part in spec.get("properties", {}).items()}
        rest = spec.get("additionalProperties")
        schema["additionalProperties"] = _as_json_schema(rest) if rest else False
    return schema
