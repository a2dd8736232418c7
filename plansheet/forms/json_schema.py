"""The gate to JSON Schema for files that are no forms of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Breach:
    """Where data breaks a schema: the path to it, by which of its rules, and what that says.

    `allowed` is what the rule asks for, `found` what stands there; `message` is in English.
    """

    path: str
    rule: str
    allowed: Any
    found: Any
    message: str


def breaches(schema: Mapping[str, Any], data: Any) -> Iterator[Breach]:
    """What of `data` breaks a schema of draft 2020-12."""
    from jsonschema import Draft202012Validator

    for error in sorted(Draft202012Validator(schema).iter_errors(data), key=lambda e: e.json_path):
        path = "/".join(map(str, error.absolute_path))
        allowed = error.validator_value
        if error.validator == "additionalProperties" and allowed is False:
            allowed = list(error.schema.get("properties", ()))
        message = " ".join(error.message.split())[:200]
        yield Breach(path, str(error.validator), allowed, error.instance, message)
