"""The rows of a table held against the comparisons and sums that its form asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial

from plansheet.forms import Form
from plansheet.forms.comparisons import EVERY, Check, Outcome, Reference, UnusableError
from plansheet.forms.values import Value, display, in_sentence
from plansheet.language.wording import LANGUAGES, Wording, say
from plansheet.problems import LabelledCell, Place, Problem


@dataclass(slots=True)
class ComparedRow:
    """A row with all that stands in it, locked cells too; an error of a check breaks its cell."""

    code: str
    values: Mapping[str, Value]
    place: Callable[[str], Place]
    broken: set[str] = field(default_factory=set)


def compare_rows(
    form: Form, rows: Sequence[ComparedRow], of_column: Callable[[str], Place]
) -> Iterator[Problem]:
    """What does not hold, each at the cell that its check names.

    A check of a row that is an error adds its column to the row's `broken`. One over all rows is at
    `of_column`, or at the cell of the row that it names, and breaks no cell.
    """
    for check in form.checks:
        if is_of_rows(check):
            for row in rows:
                if (found := _broken(check, rows, row)) is not None:
                    if check.severity == "error":
                        row.broken.add(check.column)
                    yield _problem(form, check, found, row.place(check.column), row)
        elif (found := _broken(check, rows, None)) is not None:
            row_named = next(_named(check, rows), None)
            place = row_named.place(check.column) if row_named else of_column(check.column)
            yield _problem(form, check, found, place, row_named)


def is_of_rows(check: Check) -> bool:
    """Whether a check is asked of each row, not of the table once."""
    return any(map(is_of_row, check.comparison.references))


def is_of_row(reference: Reference) -> bool:
    """Whether a reference means a cell of the row that is asked."""
    return not reference.every_row and (len(reference.parts) == 1 or reference.parts[0] == EVERY)


def _broken(check: Check, rows: Sequence[ComparedRow], row: ComparedRow | None) -> Outcome | None:
    """What a check gives that does not hold, None where it holds or is not asked."""
    if row is not None and check.column in row.broken:
        return None

    def figures(reference: Reference) -> Sequence[Decimal | None]:
        name = reference.parts[-1]
        if reference.every_row:
            return [_figure(one, name) for one in rows]
        if is_of_row(reference):
            assert row is not None
            return [_figure(row, name)]
        of_code = [one for one in rows if one.code == reference.parts[0]]
        if len(of_code) != 1:
            raise UnusableError(reference)
        return [_figure(of_code[0], name)]

    found = check.outcome(figures)
    return None if found is None or found.holds else found


def _figure(row: ComparedRow, name: str) -> Decimal | None:
    """The figure of a cell, days as their number; None where it is blank.

    Raises:
        UnusableError: it is broken, or holds words.
    """
    value = row.values.get(name)
    if name in row.broken or isinstance(value, str):
        raise UnusableError(name)
    return Decimal(value.toordinal()) if isinstance(value, date) else value


def _named(check: Check, rows: Sequence[ComparedRow]) -> Iterator[ComparedRow]:
    """The rows that the check calls by their codes."""
    codes = [r.parts[0] for r in check.comparison.references if len(r.parts) > 1]
    yield from (row for code in codes for row in rows if row.code == code)


def _problem(
    form: Form, check: Check, found: Outcome, place: Place, row: ComparedRow | None
) -> Problem:
    title = form.by_name[check.column].title
    value = row.values.get(check.column) if row else None
    code = row.code if row else ""
    filled = partial(
        Wording.fill,
        value=display(value),
        column=title,
        row_code=code,
        left=display(found.left),
        right=display(found.right),
        check=titled(form, check),
    )
    cell = LabelledCell(place, code, title, in_sentence(value))
    words = {"rule": filled(check.message), "advice": filled(check.hint)}
    return cell.problem("rule-violated", check.severity, more=words)


def titled(form: Form, check: Check) -> Wording:
    """The comparison as it is written, columns by their headers."""
    texts = []
    for lang in LANGUAGES:
        text = check.comparison.text
        for reference in check.comparison.references:
            code, name = (EVERY, *reference.parts)[-2:]
            title = f"“{say(form.by_name[name].title, lang)}”"
            text = text.replace(str(reference), title if code == EVERY else f"{title} ({code})")
        texts.append(text)
    return Wording(*texts)
