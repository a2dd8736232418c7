"""Words of a form, known at their place, or the form is refused by word and path."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plansheet import FormError, load_forms
from plansheet.forms import FORM_NAMES
from plansheet.forms.comparisons.check import KEYWORDS
from plansheet.forms.resources import resource
from plansheet.forms.vocabulary import FORM_VERSION, form_words, word_faults
from plansheet.issuing.stamp import form_digest
from support.places import ROOT

Change = Callable[[dict[str, Any]], object]
COLUMN = "properties/progress/x-plansheet"


def packaged(name: str = "task_report") -> dict[str, Any]:
    text = (resource("workbook_templates") / f"{name}.json").read_text(encoding="utf-8")
    form: dict[str, Any] = json.loads(text)
    return form


def words_of(form: dict[str, Any], place: str) -> dict[str, Any]:
    for step in place.split("/"):
        form = form[int(step)] if isinstance(form, list) else form.setdefault(step, {})
    return form


def keyword(place: str, **words: object) -> Change:
    return lambda form: (words_of(form, place) if place else form).update(words)


def said(place: str, **words: object) -> Change:
    return lambda form: words_of(form, place).update(words)


WRONG: dict[str, tuple[Change, str]] = {
    "misspelt": (said(COLUMN, widht=5), f"{COLUMN}: không có từ “widht” (gần giống: width)"),
    "of nobody": (said(COLUMN, abc=5), f"{COLUMN}: không có từ “abc” (ở đây có: width, align"),
    "of a column at the form": (
        said("x-plansheet", locked=True),
        "x-plansheet: không có từ “locked” (ở đây có: version, sheet",
    ),
    "of a rule at a column": (said(COLUMN, severity="error"), f"{COLUMN}: không có từ “severity”"),
    "within English": (
        said(f"{COLUMN}/en", titel="Progress"),
        f"{COLUMN}/en: không có từ “titel” (gần giống: title)",
    ),
    "at a rule": (
        said("allOf/0/x-plansheet", mesage="x"),
        "allOf/0/x-plansheet: không có từ “mesage” (gần giống: message)",
    ),
    "of a message": (
        said("allOf/0/x-plansheet", message={"vi": "a", "fr": "b"}),
        "allOf/0/x-plansheet/message: giá trị không dùng được",
    ),
    "a keyword of JSON Schema, misspelt": (
        keyword("properties/progress", minimun=0),
        "properties/progress/minimun: không có từ “minimun” (gần giống: minimum",
    ),
    "one of the form": (
        keyword("", requierd=[]),
        "requierd: không có từ “requierd” (gần giống: re",
    ),
    "one in a rule": (keyword("allOf/0", iff={}), "allOf/0/iff: không có từ “iff” (gần giống: if)"),
    "one deep down": (
        keyword("properties/progress", anyOf=[{"items": {"patern": "a"}}]),
        "properties/progress/anyOf/0/items/patern: không có từ “patern” (gần giống: pattern",
    ),
    "a word of somebody else": (
        keyword("", zzz=1),
        "zzz: không có từ “zzz” của JSON Schema (từ riêng thì bắt đầu bằng “x-”)",
    ),
    "where nobody reads": (
        said("allOf/0/then/x-plansheet", hint="x"),
        "allOf/0/then/x-plansheet: ở đây không ai đọc",
    ),
    "a width in words": (
        said(COLUMN, width="rộng"),
        f"{COLUMN}/width: giá trị không dùng được ('rộng' is not of type 'number')",
    ),
    "a lock that there is not": (said(COLUMN, locked="yes"), f"{COLUMN}/locked: giá trị"),
    "of a later release": (
        said("x-plansheet", version=FORM_VERSION + 1, paper="A3"),
        f"viết cho bản sau của plansheet (version {FORM_VERSION + 1}; bản này đọc đến 1)",
    ),
    "a version that is none": (said("x-plansheet", version="0.1.0"), "x-plansheet/version: giá"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_word_that_nobody_reads_is_named(name: str, tmp_path: Path) -> None:
    change, told = WRONG[name]
    form = packaged()
    change(form)
    (tmp_path / "task_report.json").write_text(json.dumps(form))
    with pytest.raises(FormError) as error:
        load_forms(tmp_path)
    assert told in str(error.value)
    assert str(tmp_path / "task_report.json") in str(error.value)


@pytest.mark.parametrize("name", FORM_NAMES)
def test_the_forms_of_the_package_say_nothing_else(name: str) -> None:
    form = packaged(name)
    assert [fault.vi for fault in word_faults(form)] == []
    assert form["x-plansheet"]["version"] == FORM_VERSION


def test_a_column_may_be_called_as_the_keyword_is() -> None:
    """What stands under `properties` are names."""
    form = packaged()
    form["properties"]["x-plansheet"] = {"title": "a", "x-plansheet": {"widht": 1}}
    (fault,) = word_faults(form)
    assert fault.vi.startswith("properties/x-plansheet/x-plansheet: không có từ “widht”")


def test_names_and_values_are_no_keywords() -> None:
    """Nor is what somebody writes for himself, or JSON Schema has of old."""
    form = packaged()
    form["properties"]["minimun"] = {"title": "a", "default": {"b": 1}, "enum": [{"c": 1}]}
    form["x-note"], form["$comment"], form["definitions"] = "a", "b", {"d": {"type": "string"}}
    assert list(word_faults(form)) == []


def test_a_form_that_does_not_say_its_version_is_of_the_first(tmp_path: Path) -> None:
    form = packaged()
    del form["x-plansheet"]["version"]
    (tmp_path / "task_report.json").write_text(json.dumps(form))
    own = load_forms(tmp_path)["task_report"]
    assert own.columns == load_forms()["task_report"].columns
    assert form_digest(own) == form_digest(load_forms()["task_report"])


def test_the_words_are_those_of_the_documents() -> None:
    """Each table of workbook_templates/README.md, in both languages."""
    text = (ROOT / "workbook_templates" / "README.md").read_text(encoding="utf-8")
    tables = re.findall(r"^\| (?:từ|word) \|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    told = [
        {word for row in table.splitlines() for word in re.findall(r"`(\w+)`", row.split("|")[1])}
        for table in tables
    ]
    places = [set(form_words()["$defs"][kind]["properties"]) for kind in ("form", "column", "rule")]
    assert told == [*places, set(KEYWORDS), *places, set(KEYWORDS)]
