"""The gate to JSON Schema for files that are no forms of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def schema_errors(schema: Mapping[str, Any], data: Any) -> Iterator[tuple[str, str]]:
    """What of `data` breaks a schema of draft 2020-12: the path to it, and why in English."""
    from jsonschema import Draft202012Validator

    for error in sorted(Draft202012Validator(schema).iter_errors(data), key=lambda e: e.json_path):
        yield "/".join(map(str, error.absolute_path)), " ".join(error.message.split())[:200]
