"""A plan and what was decided about proposals → the rows of the revised plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plansheet.consolidation.rounds.deciding import DecidedProposals, DecisionRow
from plansheet.consolidation.rounds.proposals import Proposal
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.plan import Plan
from plansheet.plan.notes import lines_of, with_lines
from plansheet.plan.periods import parse_due
from plansheet.plan.workbook.tables import PlanTables, plan_tables
from plansheet.problems import Problem


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is to be written, why, and where that was decided."""

    proposal: Proposal
    value: str
    row: DecisionRow


@dataclass(slots=True)
class _Revision:
    """The tables while they are changed: by form and code the rows in order."""

    tables: dict[str, dict[str, dict[str, str]]]
    problems: list[Problem] = field(default_factory=list)


def revised(plan: Plan, decided: DecidedProposals) -> tuple[PlanTables, list[Problem]]:
    """The plan with everything that was accepted, and what cannot be.

    With a problem of severity error the rows are not to be used: two decisions for one cell, a
    decision about a row that there is not.
    """
    chosen = list(_chosen(decided))
    tables = plan_tables(plan)
    revision = _Revision(
        {
            name: {row[plan.forms[name].key]: dict(row) for row in rows}
            for name, rows in (
                (FormName.TASKS, tables.tasks),
                (FormName.INDICATORS, tables.indicators),
            )
        }
    )
    for one in chosen:
        if one.proposal.adds:
            _add(plan, revision, one)
    for group in _by_cell(chosen):
        if len({one.value for one in group}) > 1:
            said = "; ".join(dict.fromkeys(one.value for one in group))
            cells = (one.row.at(ReportColumn.DECISION) for one in group)
            revision.problems += (c.problem("decisions-differ", decisions=said) for c in cells)
        else:
            _set(plan, revision, group[0])
    new = {name: tuple(rows.values()) for name, rows in revision.tables.items()}
    changed = replace(tables, tasks=new[FormName.TASKS], indicators=new[FormName.INDICATORS])
    return changed, revision.problems


def _chosen(decided: DecidedProposals) -> Iterator[_Chosen]:
    for proposal, row in decided.rows.items():
        value = row.chosen(proposal.value)
        if value is not None:
            yield _Chosen(proposal, value, row)


def _by_cell(chosen: list[_Chosen]) -> Iterator[list[_Chosen]]:
    """What was decided about each cell; notes first, as other columns add lines to them."""
    cells: dict[tuple[str, str, str], list[_Chosen]] = {}
    for one in chosen:
        if not one.proposal.adds:
            key = (one.proposal.form, one.proposal.code, one.proposal.column)
            cells.setdefault(key, []).append(one)
    yield from sorted(cells.values(), key=lambda group: group[0].proposal.column != ColumnName.NOTE)


def _add(plan: Plan, revision: _Revision, one: _Chosen) -> None:
    """A new row: of a product behind its task and the products that this has, else at the end."""
    proposal, form = one.proposal, plan.forms[one.proposal.form]
    row = {form.key: proposal.code, form.label: one.value}
    rows = revision.tables[form.name]
    if not proposal.part_of:
        rows[proposal.code] = row
        return
    if proposal.part_of not in rows:
        revision.problems.append(one.row.at(ReportColumn.CODE).problem("unknown-code"))
        return
    task = rows[proposal.part_of]
    row[ColumnName.FIELD] = task.get(ColumnName.FIELD, "")
    row[ColumnName.LEADS] = plan.agency_name(proposal.agency)
    row[ColumnName.PRODUCT_OF] = proposal.part_of
    family = (proposal.part_of, f"{proposal.part_of}.")
    last = max(n for n, code in enumerate(rows) if code == family[0] or code.startswith(family[1]))
    items = list(rows.items())
    revision.tables[form.name] = dict(
        [*items[: last + 1], (proposal.code, row), *items[last + 1 :]]
    )


def _set(plan: Plan, revision: _Revision, one: _Chosen) -> None:
    """One cell of the plan; what it has no column for becomes a line of the note."""
    proposal = one.proposal
    row = revision.tables[proposal.form].get(proposal.code)
    if row is None:
        revision.problems.append(one.row.at(ReportColumn.CODE).problem("unknown-code"))
    elif proposal.column in row or _has_column(plan, proposal):
        old = row.get(proposal.column, "")
        is_due = proposal.extends and proposal.column == ColumnName.DUE
        row[proposal.column] = extended(old, one.value, plan.years[0]) if is_due else one.value
        if proposal.column == ColumnName.NOTE:
            row[ColumnName.NOTE] = with_lines(one.value, lines_of(old))
    else:
        note = row.get(ColumnName.NOTE, "")
        row[ColumnName.NOTE] = with_lines(note, {proposal.title: one.value})


def _has_column(plan: Plan, proposal: Proposal) -> bool:
    form = plan.forms[proposal.form]
    years = {c.name: plan.years for c in form.columns if c.repeat}
    return proposal.column in form.expanded(years).by_name


def extended(old: str, new: str, first_year: int) -> str:
    """A due text that says what it said and until when it was extended.

    “Quý II/2023” and “Quý IV/2023” are “Quý II/2023 (gia hạn đến Quý IV/2023)”. Where no date is
    to be kept, or the whole would mean another day, it is `new` alone.
    """
    before, after = parse_due(old, first_year), parse_due(new, first_year)
    if before.date is None or after.date is None or after.extensions:
        return new
    word = "gia hạn đến" if after.date > before.date else "điều chỉnh thành"
    text = old.strip()
    is_open = bool(before.extensions) and text.endswith(")")
    whole = f"{text[:-1]}; {word} {new})" if is_open else f"{text} ({word} {new})"
    return whole if parse_due(whole, first_year).date == after.date else new
