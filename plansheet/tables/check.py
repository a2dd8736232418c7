"""A row's values held against the form's rules: what it breaks as problems at their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from plansheet.forms import Column, Form, Violation
from plansheet.forms.values import Value, display, in_sentence, to_json
from plansheet.language.wording import Wording, joined_words
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import Severity, phrases

At = Callable[[str], Place]
"""From the name of a column to the place of that cell in the row."""


NOTHING_BESIDE: Final[Mapping[str, Value]] = {}


@dataclass(slots=True)
class CheckedRow:
    """The values that can be used, and the problems of the row; an error blanks its cell."""

    values: dict[str, Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def check_row(
    form: Form,
    values: Mapping[str, Value],
    at: At,
    row_code: str,
    broken: frozenset[str] = frozenset(),
    beside: Mapping[str, Value] = NOTHING_BESIDE,
) -> CheckedRow:
    """Hold a row against its form.

    `values` has the non-blank cells; `broken` names cells that already have an error, so that
    nothing is said twice of one cell. What a rule asks of a cell that is broken is not asked.
    `beside` is what rules see too and nobody typed: locked cells, and the sender as `agency`.
    """
    row = {**beside, **values}
    violations = form.violations({name: to_json(value) for name, value in row.items()})
    checked = CheckedRow(dict(values))
    said = set(broken)
    for violation in sorted(violations, key=lambda v: v.rule is not None):
        column = form.by_name.get(violation.column)
        if violation.column in said or (violation.rule and _rests_on(violation, said)):
            continue
        if violation.rule is None and violation.column in beside.keys() - values.keys():
            continue
        found = _violation_problem(form, column, violation, row, at, row_code)
        checked.problems.append(found)
        if found.severity == "error":
            said.add(violation.column)
            checked.values.pop(violation.column, None)
    return checked


def _rests_on(violation: Violation, broken: set[str]) -> bool:
    """Whether the rule's condition looks at a cell that cannot be used."""
    condition = violation.rule.condition if violation.rule else None
    return isinstance(condition, Mapping) and not broken.isdisjoint(condition.get("properties", {}))


_CODE_OF: Final[Mapping[str, str]] = {
    "required": "missing-required",
    "enum": "not-in-list",
    "const": "not-in-list",
    "minimum": "out-of-range",
    "maximum": "out-of-range",
    "exclusiveMinimum": "out-of-range",
    "exclusiveMaximum": "out-of-range",
    "format": "bad-date",
}


def _violation_problem(
    form: Form,
    column: Column | None,
    violation: Violation,
    values: Mapping[str, Value],
    at: At,
    row_code: str,
) -> Problem:
    value = values.get(violation.column)
    title = column.title if column else violation.column
    shown = {"value": display(value), "column": title, "row_code": row_code}
    place = at(violation.column or form.key)
    if rule := violation.rule:
        return problem(
            "rule-violated",
            place,
            value=in_sentence(value),
            row_code=row_code,
            column=title,
            severity=rule.severity,
            rule=rule.message.fill(**shown),
            advice=rule.hint.fill(**shown),
        )
    code = _CODE_OF.get(violation.keyword, "rule-violated")
    if violation.keyword == "type" and column is not None and column.is_numeric:
        code = "not-a-number"
    details: dict[str, str | Wording] = {}
    severity: Severity | None = None
    if code == "not-in-list" and column:
        details["choices"] = joined_words(" · ", column.choices)
        severity = "warning" if column.own_words else None
    elif code == "out-of-range" and column:
        details["allowed"] = column.allowed
    elif code == "bad-date":
        details |= phrases.A_DATE
    elif code == "rule-violated":
        details = {"rule": phrases.BROKEN_PATTERN.fill(**shown), "advice": phrases.FOLLOW_CELL}
    return problem(
        code,
        place,
        value=in_sentence(value),
        row_code=row_code,
        column=title,
        severity=severity,
        more=details,
    )
