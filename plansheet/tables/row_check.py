"""The column `Kiểm tra` of an issued table: by one formula a row, in words, what is wrong in it.

What a form asks is made a formula here alone. The colours of the cells and the counters look for
the marks that stand in this column; they know no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Final

from plansheet.forms import Column, Form, Rule
from plansheet.forms.comparisons import Check
from plansheet.forms.values import Value, to_json
from plansheet.language.text import header_key
from plansheet.language.wording import LANGUAGES, Language, Wording, say
from plansheet.problems.catalogue import phrases
from plansheet.tables.excel_rules import Ref, RowRules
from plansheet.tables.excel_values import blank, literal

CHECK_COLUMN: Final = Wording("Kiểm tra", "Check")
CHECK_WIDTH: Final = 36

STILL_MISSING: Final = "□"
WRONG: Final = "✖"
DOUBTFUL: Final = "⚠"
"""The marks before what is missing, wrong, or to be looked at."""

_STILL_BLANK: Final = Wording("còn thiếu", "still blank")
_ERROR: Final = Wording("ô báo lỗi, ghi lại", "the cell shows an error, write it anew")
_NOT_A_NUMBER: Final = Wording("chỉ ghi một số", "write one number alone")
_NOT_A_DAY: Final = Wording("ghi {examples}", "write {examples}")
_NOT_LISTED: Final = Wording("chọn trong danh sách", "choose from the list")

_ABOUT: Final[Mapping[str, str]] = {"required": "required", "type": "type", "format": "type"} | {
    "enum": "type",
    "const": "type",
}
"""By keyword of JSON Schema what a fault is about: else the size of a value."""
_SIZE: Final = "size"


LONGEST: Final = 8_000
"""Characters that the parts of a formula may have: Excel takes 8,192 in all."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """Something that can be wrong in a cell: the formula that is true then, and what is said.

    `about` is a rule or a check of the form, or one word for what a column itself asks.
    """

    mark: str
    condition: str
    words: Wording
    about: Rule | Check | str

    def said(self, title: str, lang: Language) -> str:
        """What is said of it in the column of that header."""
        return f"{self.mark} {title}: {self.words.say(lang)}"


@dataclass(frozen=True, eq=False)
class RowCheck:
    """The check of a row, and of all of which the same is asked.

    Its cells are those of `ref`, its headers those of `header`; `without` are columns that are no
    inputs in it. A `free` row is the agency's own in every column, and asks for what is required
    once something stands in it; a row that does not `ask` requires nothing. `further` are faults of
    columns, by name, that no rule of the form finds. The formula has `room` for so many characters;
    one that is not `precise` reads values roughly, and a `brief` one says of a column only that it
    is blank or an error.
    """

    form: Form
    ref: Ref
    header: Ref
    lang: Language = "vi"
    without: Set[str] = frozenset()
    free: bool = False
    asks: bool = True
    further: Mapping[str, Sequence[CellFault]] = field(default_factory=dict)
    precise: bool = True
    brief: bool = False
    room: int = LONGEST

    @cached_property
    def _rules(self) -> RowRules:
        return RowRules(self.form, self.ref, self.precise)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in which something can be wrong."""
        columns = self.form.columns if self.free else self.form.inputs
        return tuple(c for c in columns if c.name not in self.without and not c.formula)

    @cached_property
    def formula(self) -> str:
        """The formula: for each column the first fault that it has.

        Where that is more than there is room for, it is less precise, then brief on the last
        columns, and then leaves them out: what it does not say is found on return.
        """
        pieces = [self._said_of(column) for column in self.columns]
        if _length(pieces) > self.room:
            rough = replace(self, precise=False)
            pieces = [rough._said_of(column) for column in self.columns]
        brief = replace(self, brief=True)
        for at in reversed(range(len(pieces))):
            if _length(pieces) > self.room:
                pieces[at] = brief._said_of(self.columns[at])
        while _length(pieces) > self.room:
            pieces.pop()
        return f"=TRIM({'&'.join(pieces) or literal('')})"

    def found(self, values: Mapping[str, Value]) -> Sequence[tuple[Column, CellFault]]:
        """What the formula finds where `values` stand in the row."""
        if self.free and not values:
            return ()
        broken = self.form.violations({name: to_json(value) for name, value in values.items()})
        about = [(v.column, v.rule or _ABOUT.get(v.keyword, _SIZE)) for v in broken]
        found: list[tuple[Column, CellFault]] = []
        for column in self.columns if about else ():
            those = (f for f in self.faults[column.name] if (column.name, f.about) in about)
            found += ((column, fault) for fault in islice(those, 1))
        return found

    def said(self, found: Iterable[tuple[Column, CellFault]]) -> str:
        """What the formula says then."""
        return " ".join(fault.said(say(c.title, self.lang), self.lang) for c, fault in found)

    def _said_of(self, column: Column) -> str:
        formula = literal("")
        for fault in reversed(self.faults[column.name]):
            words = literal(f": {fault.words.say(self.lang)} ")
            head = f'"{fault.mark} "&{self.header(column.name)}'
            formula = f"IF({fault.condition},{head}&{words},{formula})"
        return formula

    @cached_property
    def faults(self) -> Mapping[str, Sequence[CellFault]]:
        """What can be wrong in the cell of each column, in the order in which it is said."""
        return {column.name: [*self._faults(column)] for column in self.columns}

    def _faults(self, column: Column) -> Iterator[CellFault]:
        rules, cell = self._rules, self.ref(column.name)
        yield CellFault(WRONG, f"ISERROR({cell})", _ERROR, "error")
        if column.required and self.asks:
            yield CellFault(STILL_MISSING, self._missing(column), _STILL_BLANK, "required")
        if self.brief:
            return
        if misread := rules.misread(column):
            mark = DOUBTFUL if column.own_words else WRONG
            yield CellFault(mark, misread, _misread_words(column), "type")
        if size := rules.out_of_range(column):
            words = column.allowed if column.is_numeric else phrases.FOLLOW_CELL
            yield CellFault(WRONG, size, words, _SIZE)
        for rule in self.form.rules:
            violated = rules.violated(rule) if rule.column == column.name else None
            if violated:
                mark = WRONG if rule.severity == "error" else DOUBTFUL
                yield CellFault(mark, f"IFERROR({violated},0)", _rule_words(rule, column), rule)
        yield from self.further.get(column.name, ())

    def _missing(self, column: Column) -> str:
        if not self.free:
            return self._rules.missing(column)
        first, last = (self.ref(c.name) for c in (self.form.columns[0], self.form.columns[-1]))
        return f"{blank(self.ref(column.name))}*(COUNTA({first}:{last})>0)"


def _length(pieces: Sequence[str]) -> int:
    return sum(map(len, pieces)) + len(pieces)


def fault_of(check: Check, condition: str) -> CellFault:
    """What is said where a check of the form fails: its `condition` as a formula."""
    words = check.message if check.hint == phrases.CHECK_ROW else check.hint
    gaps = dict.fromkeys(("value", "row_code", "left", "right", "check", "column"), "…")
    mark = WRONG if check.severity == "error" else DOUBTFUL
    return CellFault(mark, f"{condition}>0", words.fill(**gaps), check)


def _misread_words(column: Column) -> Wording:
    if column.is_numeric:
        return _NOT_A_NUMBER
    return _NOT_A_DAY.fill(**phrases.A_DATE) if column.kind == "date" else _NOT_LISTED


def _rule_words(rule: Rule, column: Column) -> Wording:
    """What to do; what is wrong where the form does not say what to do."""
    words = rule.message if rule.hint == phrases.CHECK_ROW else rule.hint
    return words.fill(value="…", row_code="…", column=column.title)


CHECK_HEADERS: Final = frozenset(header_key(CHECK_COLUMN.say(lang)) for lang in LANGUAGES)
"""The keys of the column's header."""


def is_check_header(text: object) -> bool:
    """Whether a header is that of the column."""
    return isinstance(text, str) and header_key(text) in CHECK_HEADERS


class CheckTexts:
    """All that the formulas of a form can say, to know what they said again."""

    def __init__(self, form: Form) -> None:
        further = {c.column: [fault_of(c, "") for c in form.checks] for c in form.checks}
        row = RowCheck(form, str, str, free=True, further=further)
        sentences = {
            fault.said(say(column.title, lang), lang)
            for column in row.columns
            for fault in row.faults[column.name]
            for lang in LANGUAGES
        }
        self._sentences = sorted(sentences, key=len, reverse=True)

    def has(self, text: str) -> bool:
        """Whether a text is one that a formula may give, in either language."""
        for sentence in self._sentences:
            text = text.replace(sentence, "")
        return not text.strip()
