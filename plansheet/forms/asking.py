"""What the rules of a JSON Schema look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

_BY_PROPERTY: Final = ("properties", "dependentRequired", "dependentSchemas")
"""Keywords of JSON Schema whose value has the names of properties."""

_VALUES: Final = ("const", "enum", "default", "examples", "x-plansheet")
"""Keywords whose value is no schema."""

_OF_COLUMNS: Final = ("properties", "required", "x-plansheet")
"""Keywords of the schema of a row that speak of its columns one by one."""


def asked_by_rules(schema: Mapping[str, Any]) -> Sequence[str]:
    """The properties that the rules of a row's schema look at, however deep, each once."""
    rules = {keyword: value for keyword, value in schema.items() if keyword not in _OF_COLUMNS}
    return tuple(dict.fromkeys(_asked(rules)))


def _asked(schema: Any) -> Iterator[str]:
    """The properties of a row that a schema asks for, however deep."""
    if isinstance(schema, Mapping):
        for keyword, value in schema.items():
            if keyword in _BY_PROPERTY and isinstance(value, Mapping):
                yield from value
            if keyword == "required" and isinstance(value, list):
                yield from value
            if keyword == "dependentRequired" and isinstance(value, Mapping):
                yield from (name for names in value.values() for name in names)
            if keyword not in _VALUES:
                yield from _asked(list(value.values()) if keyword in _BY_PROPERTY else value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _asked(value)
