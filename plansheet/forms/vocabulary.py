"""The words of a form: which there are, where each stands, for which release a form is.

Those under `x-plansheet` stand in data/form_words.schema.json, the others in JSON Schema itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any, Final

from plansheet.forms.model import Json
from plansheet.forms.resources import resource
from plansheet.language.wording import Wording
from plansheet.problems.catalogue import form_faults, phrases

FORM_VERSION: Final = 1
"""Of the vocabulary of this release: what a form may ask for that an earlier one cannot give.

It rises where a release learns a word that a form cannot do without. A form that does not say
its version is of the first.
"""

OWN_WORDS: Final = "x-plansheet"
_OF_ONES_OWN: Final = "x-"
VERSION: Final = "version"


@cache
def form_words() -> Json:
    """The schema of what may stand under `x-plansheet`: of a form, a column, a rule."""
    return json.loads(resource("data/form_words.schema.json").read_text(encoding="utf-8"))


def word_faults(schema: Json) -> Iterator[Wording]:
    """What nobody would read of a form: words that there are not, and those in other places."""
    version = schema.get(OWN_WORDS, {}).get(VERSION, FORM_VERSION)
    if isinstance(version, int) and version > FORM_VERSION:
        yield form_faults.LATER_VERSION.fill(version=version, known=FORM_VERSION)
    for path, said in _said(schema):
        kind = _kind(path)
        if kind is None:
            yield form_faults.WORDS_NOWHERE.fill(path="/".join(path))
        else:
            yield from _faults(kind, path, said)
    yield from _keyword_faults(schema)


def _keyword_faults(schema: Json) -> Iterator[Wording]:
    """Words beside those of JSON Schema, at every place where it has a schema.

    JSON Schema passes over them. Its own description, closed to other words, is what finds them:
    https://json-schema.org/draft/2020-12/json-schema-core, section 8.2.3.2 (“$dynamicRef”).
    """
    from jsonschema import Draft202012Validator

    described = Draft202012Validator.META_SCHEMA
    closed = {
        "$schema": described["$schema"],
        "$id": "urn:plansheet:keywords",
        "$dynamicAnchor": "meta",
        "$ref": described["$id"],
        "patternProperties": {f"^{_OF_ONES_OWN}": True},
        "unevaluatedProperties": False,
    }
    known = _keywords(described)
    error: Any
    for error in Draft202012Validator(closed).iter_errors(schema):
        if error.validator != "unevaluatedProperties":
            continue
        for word in error.instance:
            if word not in known and not word.startswith(_OF_ONES_OWN):
                here = "/".join(map(str, (*error.absolute_path, word)))
                yield _unknown(here, word, known, form_faults.NO_KEYWORD_OF_SCHEMA)


def _keywords(described: Json) -> list[str]:
    """The words of JSON Schema, as its vocabularies have them."""
    from jsonschema_specifications import REGISTRY

    names = (vocabulary.replace("/vocab/", "/meta/") for vocabulary in described["$vocabulary"])
    words: Iterator[str] = (
        word for name in names for word in REGISTRY.contents(name)["properties"]
    )
    return [*words, *described["properties"]]


def _said(schema: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Each `x-plansheet` of a form, with the path to it."""
    parts: Mapping[str, Json] = {}
    if isinstance(schema, Mapping):
        parts = schema
    elif isinstance(schema, list):
        parts = {str(number): part for number, part in enumerate(schema)}
    for name, part in parts.items():
        here = (*path, name)
        if name == OWN_WORDS and not _names_columns(path):
            yield here, part
        else:
            yield from _said(part, here)


def _names_columns(path: Sequence[str]) -> bool:
    """Whether the names within are those of columns, not words."""
    return path[-1:] == ("properties",)


def _kind(path: tuple[str, ...]) -> str | None:
    match path[:-1]:
        case ():
            return "form"
        case ("properties", _):
            return "column"
        case ("allOf", _):
            return "rule"
    return None


def _faults(kind: str, path: tuple[str, ...], said: Json) -> Iterator[Wording]:
    from jsonschema import Draft202012Validator

    schema = {"$ref": f"#/$defs/{kind}", "$defs": form_words()["$defs"]}
    error: Any
    for error in Draft202012Validator(schema).iter_errors(said):
        here = "/".join((*path, *map(str, error.absolute_path)))
        if error.validator == "additionalProperties":
            known = [*error.schema["properties"]]
            yield from (_unknown(here, word, known) for word in error.instance if word not in known)
        elif error.validator == "required":
            lacking = (word for word in error.validator_value if word not in error.instance)
            yield form_faults.NO_KEYWORD.fill(keyword=f"{here}/{next(lacking)}")
        else:
            yield form_faults.WORD_VALUE.fill(path=here, error=error.message)


def _unknown(
    path: str, word: str, known: Sequence[str], otherwise: Wording = form_faults.KNOWN_WORDS
) -> Wording:
    """That there is no such word, with those that are near it; `otherwise` where none is."""
    near = get_close_matches(word, known)
    said = phrases.NEAREST if near else otherwise
    nearest = said.fill(names=", ".join(near or known))
    return form_faults.UNKNOWN_WORD.fill(path=path, word=word, nearest=nearest)
