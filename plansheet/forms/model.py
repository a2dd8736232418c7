"""What a form is: columns, rules between them, and what a row breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, Self

from plansheet.forms.asking import asked_by_rules
from plansheet.forms.comparisons import Check
from plansheet.forms.names import ReportColumn
from plansheet.language.text import header_key, match_key
from plansheet.language.units import PER_CENT, is_unit
from plansheet.language.wording import Language, Term, Wording, say, spellings
from plansheet.problems.catalogue import Severity, phrases

ColumnKind = Literal["text", "number", "integer", "date", "choice"]
Json = Any


NO_TEXT: Final = Term("")

_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form; `name` is the property, `title` the header.

    Of `choices`, each is stored as it is in Vietnamese.
    """

    name: str
    title: Term
    kind: ColumnKind = "text"
    description: Term = NO_TEXT
    width: float = 14
    group: Term = NO_TEXT
    locked: bool = False
    lock_when_filled: bool = False
    number_format: str = ""
    align: str = ""
    formula: str = ""
    choices: tuple[Term, ...] = ()
    own_words: bool = False
    optional: bool = False
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
    def unit(self) -> str:
        """What its header says that it is counted in: “%” of “Tiến độ (%)”; blank if nothing."""
        if self.percent_points:
            return PER_CENT
        bracket = _IN_BRACKETS.search(self.title)
        return bracket[1] if bracket and is_unit(bracket[1]) else ""

    @property
    def allowed(self) -> Wording:
        """The range of numbers that it takes: “từ 0 đến 100”, “từ 0 trở lên”."""
        low, high = (f"{x:g}" if x is not None else "" for x in (self.minimum, self.maximum))
        if low and high:
            return phrases.BETWEEN.fill(low=low, high=high)
        return phrases.AT_LEAST.fill(low=low) if low else phrases.AT_MOST.fill(high=high)

    def choice(self, text: str) -> str | None:
        """The listed value that `text` means, by its key or a declared synonym."""
        return self.synonyms.get(match_key(text))

    def term(self, value: str) -> str:
        """`value`, as the choice that it is where it is one: that can be said in English."""
        return next((choice for choice in self.choices if choice == value), value)

    def spoken(self, lang: Language) -> Column:
        """The column as a workbook in `lang` has it: header, group, message and choices."""
        return replace(
            self,
            title=Term(say(self.title, lang)),
            description=Term(say(self.description, lang)),
            group=Term(say(self.group, lang)),
            choices=tuple(Term(say(choice, lang)) for choice in self.choices),
        )


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
class SheetColumns:
    """The columns of one kind of sheet, in order: enough to write it and to find it again.

    Attributes:
        name: "task_report" …; the name of the JSON file.
        title, sheet: the heading of the sheet and its name.
        key, label: the properties of the row's code and of the row's name.
        columns: in the order of the sheet.
        rules: what `if`/`then` of the schema ask.
        schema: the JSON Schema (draft 2020-12) of one row.
    """

    sheet: Term
    columns: tuple[Column, ...]
    key: str = ""
    label: str = ""

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by property name."""
        return {c.name: c for c in self.columns}

    @cached_property
    def by_header(self) -> Mapping[str, Column]:
        """The columns by the key of their header, in either language."""
        return {header_key(title): c for c in self.columns for title in spellings(c.title)}

    @cached_property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that an agency may fill in."""
        return tuple(c for c in self.columns if c.is_input)

    @cached_property
    def locked(self) -> tuple[Column, ...]:
        """The columns whose issued value must not change (formulas are recomputed instead)."""
        return tuple(c for c in self.columns if (c.locked or c.lock_when_filled) and not c.formula)

    def spoken(self, lang: Language) -> Self:
        """The sheet as a workbook in `lang` has it."""
        columns = tuple(column.spoken(lang) for column in self.columns)
        return replace(self, sheet=Term(say(self.sheet, lang)), columns=columns)

    def expanded(self, years: Mapping[str, Sequence[int | str]]) -> Self:
        """The same with one column a year or a period in place of each `repeat` column.

        `years` maps the property to its years; the new columns are named `target_2021`.
        """
        return replace(self, columns=tuple(c for _, c in self._expansion(years)))

    def _expansion(self, years: Mapping[str, Sequence[int | str]]) -> Iterator[tuple[str, Column]]:
        """Each column of the expanded sheet, with the name of the one that it is made from."""
        for column in self.columns:
            if not column.repeat:
                yield column.name, column
                continue
            for year in years.get(column.name, ()):
                name = year_column(column.name, year)
                title = column.title.fill(year=year, period=year)
                yield column.name, replace(column, name=name, title=title, repeat="")


@dataclass(frozen=True, kw_only=True)
class Form(SheetColumns):
    """The columns of a sheet that people fill in, and what must hold for a row.

    `further_keys` are the columns that tell rows of one code apart. A workbook may lack an
    `optional` sheet. `free` rows below the issued ones are the agency's own.
    """

    name: str
    title: Term
    rules: tuple[Rule, ...]
    checks: tuple[Check, ...] = ()
    further_keys: tuple[str, ...] = ()
    optional: bool = False
    free: int = 0
    schema: Json = field(repr=False)

    @cached_property
    def _validator(self) -> Json:
        from jsonschema_rs import Draft202012Validator

        seen = {"properties": {**self.schema["properties"], ReportColumn.AGENCY: True}}
        return Draft202012Validator(self.schema | seen, validate_formats=True)

    def __getstate__(self) -> dict[str, Json]:
        """Validators do not pickle: each process builds its own."""
        return {k: v for k, v in self.__dict__.items() if k != "_validator"}

    @cached_property
    def asked(self) -> Sequence[str]:
        """The properties that its rules look at."""
        return asked_by_rules(self.schema)

    def holds_numbers(self, name: str) -> bool:
        """Whether the cells of a column may be numbers, if only some of them."""
        types = self.schema["properties"].get(name, {}).get("type", ())
        return not {"number", "integer"}.isdisjoint([types] if isinstance(types, str) else types)

    def violations(self, row: Mapping[str, Json]) -> list[Violation]:
        """What `row` (JSON values by property; blank means absent) breaks, in schema order.

        The row may have the property `agency` too: the code of the sender.
        """
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

    def expanded(self, years: Mapping[str, Sequence[int | str]]) -> Self:
        """As of any sheet; what the form asks of a column it asks of each of its years."""
        own = self.schema["properties"]
        properties = {column.name: own[name] for name, column in self._expansion(years)}
        return replace(super().expanded(years), schema=self.schema | {"properties": properties})

    def spoken(self, lang: Language) -> Self:
        """The form as a workbook in `lang` has it: its columns, and what its rules compare with."""
        rules = tuple(
            replace(
                rule,
                condition=self._spoken_schema(rule.condition, lang),
                requirement=self._spoken_schema(rule.requirement, lang),
            )
            for rule in self.rules
        )
        title = Term(say(self.title, lang))
        return replace(super().spoken(lang), title=title, rules=rules)

    def _spoken_schema(self, schema: Json, lang: Language, column: Column | None = None) -> Json:
        """A part of the schema, the choices in it as a workbook in `lang` has them."""
        if isinstance(schema, Mapping):
            named = {n: self.by_name.get(n) for n in schema} if column is None else {}
            return {
                key: self._spoken_schema(value, lang, named.get(key) or column)
                for key, value in schema.items()
            }
        if isinstance(schema, list):
            return [self._spoken_schema(value, lang, column) for value in schema]
        return say(column.term(schema), lang) if column and isinstance(schema, str) else schema


def year_column(name: str, year: int | str) -> str:
    """The property of one year of a `repeat: years` column: `target` and 2021 → `target_2021`.

    Of a `repeat: periods` column it is the period as its header is written.
    """
    return f"{name}_{year}"


@dataclass(frozen=True)
class Forms:
    """The forms by name: `forms["task_report"]`; iterating gives them in order.

    `folder` is the folder of own forms that they were read from, None for the package's alone.
    """

    by_name: Mapping[str, Form]
    folder: Path | None = None

    def __getitem__(self, name: str) -> Form:
        return self.by_name[name]

    def __iter__(self) -> Iterator[Form]:
        return iter(self.by_name.values())

    def header(self, form: str, column: str) -> Term:
        """The header of a column of a form, both by name."""
        return self.by_name[form].by_name[column].title
