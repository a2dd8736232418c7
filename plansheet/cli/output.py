"""What the commands print: problems, tables, JSON, progress."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from plansheet.cli import sentences
from plansheet.cli.written import named
from plansheet.language.sorting import sorting_key
from plansheet.language.text import ACTING, visible
from plansheet.language.wording import LANGUAGES, Language, Wording
from plansheet.language.wording import say as in_language
from plansheet.problems import Problem, grouped, has_errors
from plansheet.problems.catalogue import SEVERITY_NAMES, Entry
from plansheet.workbooks.remote import PathOrRemote, Remote

if TYPE_CHECKING:
    from rich.table import Table

    from plansheet.consolidation import Consolidation
    from plansheet.consolidation.rounds import RoundResult
    from plansheet.plan.readings import PlanReading
    from plansheet.plan.revision import PlanChange
    from plansheet.report.explain import Explanation
    from plansheet.report.reminders import Reminder

_COLORS = {"error": "red", "warning": "yellow", "info": "cyan"}
_CELLS_SHOWN = 12


def _styled(text: str, **style: Any) -> str:
    """Text in colour or bold, plain where the user wants no colour (https://no-color.org)."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)


def _print_table(table: Table) -> None:
    """A table over the width of the terminal; into a pipe or a file as wide as it is."""
    from rich.console import Console
    from rich.measure import Measurement

    for column in table.columns:
        column.overflow = "fold"
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        room = console.options.update(width=_ANY_WIDTH)
        console.width = max(Measurement.get(console, room, table).maximum, 1)
    console.print(table)


_ANY_WIDTH: Final = 10_000


def say(text: str) -> None:
    """Ordinary output, line by line, with nothing that acts on the terminal."""
    click.echo("\n".join(map(visible, text.split("\n"))))


def tell(wording: Wording, lang: Language, **details: object) -> None:
    """A sentence, its marks filled in."""
    say(wording.fill(**details).say(lang))


def say_wrote(path: PathOrRemote, lang: Language) -> None:
    """That a file was written."""
    tell(sentences.WROTE, lang, path=named(path))


def error_line(text: str) -> None:
    """One line on the error stream."""
    click.echo(_styled(visible(text), fg="red"), err=True)


def print_json(data: Any) -> None:
    """JSON and nothing else; what would act on a terminal or hide in it is escaped."""
    text = json.dumps(plain(data), ensure_ascii=False, indent=2)
    text = text.translate({0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"})
    click.echo(ACTING.sub(lambda found: json.dumps(found[0])[1:-1], text))


def plain(data: object) -> Any:
    """Values of ours as those of JSON: numbers as numbers, days as ISO texts, paths as texts."""
    match data:
        case Decimal() | float():
            return int(data) if data == int(data) else float(data)
        case date():
            return data.isoformat()
        case Mapping():
            return {str(name): plain(value) for name, value in data.items()}
        case str() | int() | None:
            return data
        case Wording():
            return {lang: data.say(lang) for lang in LANGUAGES}
        case Path() | Remote():  # which shows itself without a password
            return str(data)
        case Iterable():
            return [plain(one) for one in data]
        case _ if is_dataclass(data) and not isinstance(data, type):
            return {one.name: plain(getattr(data, one.name)) for one in fields(data)}
    raise TypeError(type(data))


def print_problems(problems: Iterable[Problem], lang: Language, *, with_notes: bool = True) -> None:
    """Problems by file, errors first, the same thing said of many cells once, with what to do."""
    file: str | None = None
    order = list(SEVERITY_NAMES)
    for group in sorted(
        grouped(problems), key=lambda g: (sorting_key(g.first.file), order.index(g.first.severity))
    ):
        first = group.first
        if first.severity == "info" and not with_notes:
            continue
        if first.file != file:
            file = first.file
            if file:
                click.echo(_styled(visible(file), bold=True))
        mark = SEVERITY_NAMES[first.severity].say(lang).upper()
        cells = ", ".join(group.cells[:_CELLS_SHOWN])
        if len(group.cells) > _CELLS_SHOWN:
            cells += f" … ({len(group.cells)})"
        place = " · ".join(filter(None, (visible(first.sheet), cells)))
        label = _styled(mark, fg=_COLORS[first.severity])
        click.echo(f"  {label} {place}{': ' if place else ''}{visible(first.text(lang))}")
        click.echo(f"      → {visible(first.advice(lang))}")


def print_codes(entries: Mapping[str, Entry], lang: Language) -> None:
    """Every code of a problem: how bad it is, what it means, what to do."""
    for code, entry in entries.items():
        mark = SEVERITY_NAMES[entry.severity].say(lang).upper()
        label = _styled(mark, fg=_COLORS[entry.severity])
        click.echo(f"{_styled(code, bold=True)} {label}: {entry.message.say(lang)}")
        click.echo(f"    → {entry.hint.say(lang)}")


def print_code(example: Problem, entry: Entry, lang: Language) -> None:
    """One code at length: how bad it is, what it says, an example, what to do."""
    mark = _styled(SEVERITY_NAMES[entry.severity].say(lang).upper(), fg=_COLORS[entry.severity])
    consequence = sentences.CONSEQUENCES[entry.severity].say(lang)
    click.echo(f"{_styled(example.code, bold=True)} {mark}: {consequence}.")
    said = {
        "message": entry.message.say(lang),
        "example": example.said(lang),
        "hint": example.advice(lang),
    }
    for part, text in said.items():
        click.echo(f"  {sentences.CODE_PARTS[part].say(lang)}: {visible(text)}")


def print_counts(problems: Sequence[Problem], files: int, lang: Language) -> None:
    """How many problems of each severity."""
    counts = Counter(p.severity for p in problems)
    words = {"errors": counts["error"], "warnings": counts["warning"], "notes": counts["info"]}
    tell(sentences.PROBLEM_COUNTS, lang, files=files, **words)


def _summary(merged: Consolidation, lang: Language) -> Iterator[tuple[str, str]]:
    """What a consolidation found, as lines of label and figure."""
    from plansheet.consolidation import Attainment, TaskClass

    severities = Counter(p.severity for p in merged.all_problems)
    yield sentences.REPORTED.say(lang), f"{len(merged.received)}/{len(merged.expected)}"
    yield f"  {sentences.PUNCTUAL.say(lang)}", f"{len(merged.on_time)} / {len(merged.late)}"
    yield sentences.TASK_COUNT.say(lang), str(len(merged.task_outcomes))
    for name in TaskClass:
        yield f"  {name.label.say(lang)}", str(merged.classes[name])
    yield sentences.INDICATOR_COUNT.say(lang), str(len(merged.indicator_results))
    marks = " / ".join(mark.label.say(lang).lower() for mark in Attainment)
    yield f"  {marks}", " / ".join(str(merged.attainments[mark]) for mark in Attainment)
    yield sentences.TO_CORRECT.say(lang), f"{severities['error']} / {severities['warning']}"


def print_round(result: RoundResult, lang: Language) -> None:
    """What came of a round: who answered, who did not, how much is to be decided."""
    names = "; ".join(map(result.plan.agency_name, result.missing))
    counts = {"received": len(result.received), "expected": len(result.expected)}
    tell(sentences.ROUND_COUNTS, lang, **counts, proposals=len(result.proposals))
    if names:
        tell(sentences.NOT_ANSWERED, lang, names=names)


def print_summary(merged: Consolidation, lang: Language) -> None:
    """The consolidation as a short table."""
    from rich.table import Table

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    for label, figure in _summary(merged, lang):
        table.add_row(label, figure)
    _print_table(table)


def print_receipts(merged: Consolidation | RoundResult, lang: Language) -> None:
    """Who has reported, who is late, who is missing; which of several files of one stands."""
    from rich.table import Table
    from rich.text import Text

    from plansheet.consolidation import ReturnState
    from plansheet.plan.classes import ACCEPTED

    used = Counter(row.file for row in merged.reported_rows)
    accepted = Counter(r.agency for r in merged.receipts if r.state in ACCEPTED)
    colors = {ReturnState.ON_TIME: "green", ReturnState.LATE: "yellow"}
    table = Table(
        *(head.say(lang) for head in sentences.RECEIPT_HEADERS), box=None, padding=(0, 2, 0, 0)
    )
    for receipt in merged.receipts:
        is_late = receipt.state == ReturnState.LATE
        state = sentences.DAYS_LATE.fill(days=receipt.days_late) if is_late else receipt.state.label
        name = merged.plan.agency_name(receipt.agency)
        file = f"{receipt.file}: {in_language(receipt.why, lang)}" if receipt.why else receipt.file
        if receipt.state in ACCEPTED and accepted[receipt.agency] > 1:
            file = sentences.ROWS_USED.fill(file=file, rows=used[file]).say(lang)
        table.add_row(
            Text(f"{receipt.agency}  {name}" if receipt.agency else "?"),
            Text(state.say(lang), style=colors.get(receipt.state, "red")),
            Text(f"{receipt.received_at:%d/%m/%Y}" if receipt.received_at else ""),
            Text(str(receipt.errors) if receipt.file else ""),
            Text(visible(file)),
        )
    _print_table(table)


def print_letters(written: Iterable[tuple[Reminder, PathOrRemote]], lang: Language) -> None:
    """To whom a letter was written, why, and where it is."""
    from rich.table import Table
    from rich.text import Text

    heads = (head.say(lang) for head in sentences.LETTER_HEADERS)
    table = Table(*heads, box=None, padding=(0, 2, 0, 0))
    for reminder, path in written:
        reasons = [state.label.say(lang) for state in reminder.states]
        if reminder.errors:
            reasons.append(sentences.ERRORS_TO_CORRECT.fill(count=len(reminder.errors)).say(lang))
        table.add_row(
            Text(f"{reminder.agency.code}  {reminder.agency.name}"),
            Text(", ".join(reasons)),
            Text(str(len(reminder.tasks) + len(reminder.indicators))),
            Text(visible(path.name)),
        )
    _print_table(table)


def print_explanation(explanation: Explanation, lang: Language) -> None:
    """What a report says of one code, and the chain of files behind it."""
    click.echo(_styled(visible(f"{explanation.code} – {explanation.name}"), bold=True))
    for title, text in explanation.says.items():
        click.echo(f"  {in_language(title, lang)}: {visible(in_language(text, lang))}")
    tell(sentences.SOURCE_COUNT, lang, count=len(explanation.origins))
    for source in explanation.origins:
        through = f" (← {source.through})" if source.through else ""
        place = f"{source.file} · {source.sheet} · {source.cells}{through}"
        click.echo(visible(f"  {source.form} · {source.agency} {source.agency_name}"))
        click.echo(visible(f"      {place}"))
        if source.sha256:
            click.echo(f"      SHA-256 {visible(source.sha256)}")
        said = (f"{in_language(k, lang)}: {in_language(v, lang)}" for k, v in source.said.items())
        click.echo(visible("      " + "; ".join(said)))


_CHANGE_COLORS = {"added": "green", "withdrawn": "red", "changed": "yellow"}


def print_readings(readings: Iterable[PlanReading], lang: Language) -> None:
    """What was understood of the texts of a plan, a line each."""
    for one in readings:
        details = {"sheet": one.sheet, "code": one.code, "column": one.column}
        tell(sentences.PLAN_READING, lang, text=visible(one.text), reading=one.reading, **details)


def print_changes(changes: Sequence[PlanChange], lang: Language) -> None:
    """What a revision of a plan changed, a line each."""
    from plansheet.plan.revision import CHANGE_NAMES

    for change in changes:
        kind, color = CHANGE_NAMES[change.kind], _CHANGE_COLORS[change.kind]
        told = (getattr(change, field.name) for field in fields(change))
        _, sheet, code, name, column, before, after = (in_language(text, lang) for text in told)
        text = " ".join(filter(None, (sheet, "·", code, name)))
        if column:
            text += f" · {column}: “{before}” → “{after}”"
        click.echo(f"{_styled(kind.say(lang), fg=color)} {visible(text)}")
    tell(sentences.CHANGE_COUNT, lang, count=len(changes))


@contextmanager
def progress(text: Wording, lang: Language, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on the error stream while a person watches; silent otherwise."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task(text.say(lang), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def report_problems(
    problems: Sequence[Problem], files: int, as_json: bool, lang: Language, **more: object
) -> int:
    """Print problems and their number, `more` only as JSON; returns the exit status called for."""
    if as_json:
        print_json({"problems": [p.to_dict(lang) for p in problems], "files": files, **more})
    else:
        print_problems(problems, lang)
        print_counts(problems, files, lang)
    return int(has_errors(problems))
