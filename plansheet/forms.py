"""Forms: the columns of each kind of sheet, read once from JSON Schema.

Issuing, validating, merging and reporting all read the same `Form`, so that a column added to a
form appears in the template, is checked on return, and is in the report. What JSON Schema has no
word for stands under `x-plansheet` (see `workbook_templates/README.md`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal

from plansheet.catalogue import Severity
from plansheet.problems import FormError
from plansheet.resources import resource
from plansheet.text import header_key, match_key
from plansheet.wording import Wording

FORM_NAMES: Final = (
    "agencies",
    "indicators",
    "tasks",
    "calendar",
    "task_report",
    "coordination_report",
    "indicator_report",
)

Kind = Literal["text", "number", "integer", "date", "choice"]
Json = Any


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form; `name` is the property, `title` the header."""

    name: str
    title: str
    kind: Kind = "text"
    description: str = ""
    width: float = 14
    group: str = ""
    locked: bool = False
    lock_when_filled: bool = False
    number_format: str = ""
    align: str = ""
    formula: str = ""
    choices: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    aggregate: bool = False
    percent_points: bool = False
    past: bool = False
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False
    repeat: str = ""

    @property
    def is_input(self) -> bool:
        """Whether the agency may fill it in."""
        return not self.locked

    @property
    def is_numeric(self) -> bool:
        """Whether it holds numbers."""
        return self.kind in ("number", "integer")

    @property
    def allowed(self) -> str:
        """The range of numbers that it takes, as people write it: “0 – 100”, “≥ 0”."""
        low, high = (f"{x:g}" if x is not None else "" for x in (self.minimum, self.maximum))
        return f"{low} – {high}" if low and high else f"≥ {low}" if low else f"≤ {high}"

    def choice(self, text: str) -> str | None:
        """The listed value that `text` means, by its key or a declared synonym."""
        return self.synonyms.get(match_key(text))


@dataclass(frozen=True, slots=True)
class Rule:
    """One `if`/`then` of a form: what it asks, of which column, and what it says."""

    condition: Json
    requirement: Json
    column: str
    severity: Severity
    message: Wording
    hint: Wording


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a row breaks: a JSON Schema keyword at a column, or a rule."""

    column: str
    keyword: str
    rule: Rule | None = None


@dataclass(frozen=True)
class Form:
    """The columns of one kind of sheet, in order, and what must hold for a row.

    `key` names the column of the row code and `label` the one of the row's name.
    """

    name: str
    title: str
    sheet: str
    key: str
    label: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    schema: Json = field(repr=False)

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by property name."""
        return {c.name: c for c in self.columns}

    @cached_property
    def by_header(self) -> Mapping[str, Column]:
        """The columns by the key of their header."""
        return {header_key(c.title): c for c in self.columns}

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that an agency may fill in."""
        return tuple(c for c in self.columns if c.is_input)

    @property
    def locked(self) -> tuple[Column, ...]:
        """The columns whose issued value must not change (formulas are recomputed instead)."""
        return tuple(c for c in self.columns if (c.locked or c.lock_when_filled) and not c.formula)

    @cached_property
    def _validator(self) -> Json:
        from jsonschema_rs import Draft202012Validator

        return Draft202012Validator(self.schema, validate_formats=True)

    def __getstate__(self) -> dict[str, Json]:
        """Validators do not pickle: each process builds its own."""
        return {k: v for k, v in self.__dict__.items() if k != "_validator"}

    def violations(self, row: Mapping[str, Json]) -> list[Violation]:
        """What `row` (JSON values by property; blank means absent) breaks, in schema order."""
        if self._validator.is_valid(row):
            return []
        return [self._violation(e) for e in self._validator.iter_errors(row)]

    def _violation(self, error: Json) -> Violation:
        path, where = list(error.schema_path), list(error.instance_path)
        column = str(where[0]) if where else str(getattr(error.kind, "property", "") or "")
        keyword = str(path[-1]) if path else ""
        if path and path[0] == "allOf":
            rule = self.rules[int(path[1])]
            return Violation(rule.column or column, keyword, rule)
        return Violation(column, keyword)

    def expanded(self, years: Mapping[str, Sequence[int]]) -> Form:
        """The form with one column a year in place of each `repeat: years` column.

        `years` maps the property to its years; the new columns are named `target_2021`.
        """
        columns: list[Column] = []
        properties: dict[str, Json] = {}
        for column in self.columns:
            schema = self.schema["properties"][column.name]
            if not column.repeat:
                columns.append(column)
                properties[column.name] = schema
                continue
            for year in years.get(column.name, ()):
                name = year_column(column.name, year)
                title = column.title.format(year=year)
                columns.append(replace(column, name=name, title=title, repeat=""))
                properties[name] = schema
        return replace(
            self, columns=tuple(columns), schema=self.schema | {"properties": properties}
        )


def year_column(name: str, year: int) -> str:
    """The property of one year of a `repeat: years` column: `target` and 2021 → `target_2021`."""
    return f"{name}_{year}"


@dataclass(frozen=True)
class Forms:
    """The seven forms by name."""

    by_name: Mapping[str, Form]

    def __getitem__(self, name: str) -> Form:
        return self.by_name[name]

    def __iter__(self) -> Iterator[Form]:
        return iter(self.by_name.values())


@cache
def packaged_forms() -> Forms:
    """The forms of the package itself."""
    return Forms({name: _load(name, None) for name in FORM_NAMES})


def load_forms(folder: Path | str | None = None) -> Forms:
    """The forms of `folder`; those that are not there come from the package.

    Raises `FormError` for a file that is no usable form, or a folder that does not exist.
    """
    if folder is None:
        return packaged_forms()
    if not Path(folder).is_dir():
        raise FormError(
            Wording("Không có thư mục biểu mẫu {p}.", "There is no forms folder {p}.").fill(
                p=folder
            )
        )
    return Forms({name: _load(name, Path(folder)) for name in FORM_NAMES})


def _load(name: str, own: Path | None) -> Form:
    packaged = resource("workbook_templates") / f"{name}.json"
    path = own / f"{name}.json" if own and (own / f"{name}.json").exists() else packaged
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
        if path != packaged:
            _check_schema(schema)
        return _form(name, schema)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormError(
            Wording(
                "Biểu mẫu {path} không dùng được: {why}.", "The form {path} cannot be used: {why}."
            ).fill(path=path, why=" ".join(str(error).split())[:200])
        ) from error


_UNPORTABLE: Final = re.compile(r"\\[wdspPZAb]")


def _check_schema(schema: Json) -> None:
    """Raise ValueError for what is no JSON Schema or means different things to two validators."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise ValueError(error.message) from error
    for name, column in schema["properties"].items():
        if _UNPORTABLE.search(column.get("pattern", "")):
            raise ValueError(f"pattern of {name}: write [0-9], [A-Z] … instead of \\d, \\w, \\p")


def _form(name: str, schema: Json) -> Form:
    extra = schema["x-plansheet"]
    required = set(schema.get("required", ()))
    columns = tuple(
        _column(prop, spec, prop in required) for prop, spec in schema["properties"].items()
    )
    known = {c.name for c in columns}
    for mark in ("key", "name"):
        if extra.get(mark, "") not in known | {""}:
            raise ValueError(f"x-plansheet {mark}: no column {extra[mark]}")
    return Form(
        name=name,
        title=schema["title"],
        sheet=extra["sheet"],
        key=extra.get("key", ""),
        label=extra.get("name", ""),
        columns=columns,
        rules=tuple(_rule(spec) for spec in schema.get("allOf", ())),
        schema=schema,
    )


def _column(name: str, spec: Json, required: bool) -> Column:
    extra = spec.get("x-plansheet", {})
    choices = tuple(c for c in spec.get("enum", ()) if c is not None)
    synonyms = {
        match_key(word): choice
        for choice in choices
        for word in (choice, *extra.get("synonyms", {}).get(choice, ()))
    }
    return Column(
        name=name,
        title=spec.get("title", name),
        kind=_kind(spec),
        description=spec.get("description", ""),
        width=extra.get("width", 14),
        group=extra.get("group", ""),
        locked=extra.get("locked") is True,
        lock_when_filled=extra.get("locked") == "when-filled",
        number_format=extra.get("format", ""),
        align=extra.get("align", ""),
        formula=extra.get("formula", ""),
        choices=choices,
        synonyms=synonyms,
        aggregate=bool(extra.get("aggregate")),
        percent_points=extra.get("scale") == "percent",
        past=bool(extra.get("past")),
        minimum=spec.get("minimum", spec.get("exclusiveMinimum")),
        maximum=spec.get("maximum", spec.get("exclusiveMaximum")),
        required=required,
        repeat=extra.get("repeat", ""),
    )


def _kind(spec: Json) -> Kind:
    if "enum" in spec:
        return "choice"
    types = spec.get("type", "string")
    types = {types} if isinstance(types, str) else set(types)
    if types <= {"integer", "null"}:
        return "integer"
    if types <= {"number", "integer", "null"}:
        return "number"
    return "date" if spec.get("format") == "date" else "text"


def _rule(spec: Json) -> Rule:
    extra = spec.get("x-plansheet", {})
    plain = {"vi": "Dòng này trái với quy tắc của biểu mẫu.", "en": "This row breaks a rule."}
    return Rule(
        condition=spec.get("if", True),
        requirement=spec.get("then", spec),
        column=extra.get("column", ""),
        severity=extra.get("severity", "error"),
        message=_wording(extra.get("message", plain)),
        hint=_wording(extra.get("hint", {"vi": "Kiểm tra lại dòng này.", "en": "Check the row."})),
    )


def _wording(spec: Json) -> Wording:
    if isinstance(spec, str):
        return Wording(spec, spec)
    return Wording(spec["vi"], spec.get("en", spec["vi"]))
