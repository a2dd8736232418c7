"""What the commands print: problems, tables, JSON, progress."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plansheet.language.text import ACTING, visible
from plansheet.language.wording import Language, Wording
from plansheet.problems import Problem, grouped, has_errors

if TYPE_CHECKING:
    from plansheet.consolidation import Consolidation
    from plansheet.plan.revision import PlanChange
    from plansheet.report.explain import Explanation

_MARKS = {
    "error": (Wording("LỖI", "ERROR"), "red"),
    "warning": (Wording("CẢNH BÁO", "WARNING"), "yellow"),
    "info": (Wording("GHI NHẬN", "NOTE"), "cyan"),
}
_CELLS_SHOWN = 12


def say(text: str) -> None:
    """Ordinary output, line by line, with nothing that acts on the terminal."""
    click.echo("\n".join(map(visible, text.split("\n"))))


def say_wrote(path: Path, lang: Language) -> None:
    """That a file was written."""
    say(Wording("Đã ghi {p}.", "Wrote {p}.").fill(p=path).say(lang))


def error_line(text: str) -> None:
    """One line on the error stream."""
    click.echo(click.style(visible(text), fg="red"), err=True)


def print_json(data: Any) -> None:
    """JSON and nothing else; what would act on a terminal or hide in it is escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    text = text.translate({0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"})
    click.echo(ACTING.sub(lambda found: json.dumps(found[0])[1:-1], text))


def print_problems(problems: Iterable[Problem], lang: Language, *, with_notes: bool = True) -> None:
    """Problems by file, the same thing said of many cells once, each with what to do."""
    file: str | None = None
    for group in grouped(problems):
        first = group.first
        if first.severity == "info" and not with_notes:
            continue
        if first.file != file:
            file = first.file
            if file:
                click.echo(click.style(visible(file), bold=True))
        mark, color = _MARKS[first.severity]
        cells = ", ".join(group.cells[:_CELLS_SHOWN])
        if len(group.cells) > _CELLS_SHOWN:
            cells += f" … ({len(group.cells)})"
        place = " · ".join(filter(None, (visible(first.sheet), cells)))
        label = click.style(mark.say(lang), fg=color)
        click.echo(f"  {label} {place}{': ' if place else ''}{visible(first.text(lang))}")
        click.echo(f"      → {visible(first.advice(lang))}")


_COUNTS = Wording(
    "{errors} lỗi, {warnings} cảnh báo, {notes} ghi nhận trong {files} tệp.",
    "{errors} errors, {warnings} warnings, {notes} notes in {files} files.",
)


def print_counts(problems: Sequence[Problem], files: int, lang: Language) -> None:
    """How many problems of each severity."""
    counts = Counter(p.severity for p in problems)
    words = {"errors": counts["error"], "warnings": counts["warning"], "notes": counts["info"]}
    say(_COUNTS.say(lang).format(files=files, **words))


_SUMMARY = (
    (Wording("Cơ quan đã gửi", "Agencies that reported"), "{received}/{expected}"),
    (Wording("  đúng hạn / quá hạn", "  on time / late"), "{on_time} / {late}"),
    (Wording("Nhiệm vụ", "Tasks"), "{tasks}"),
    (Wording("  Hoàn thành đúng hạn", "  done on time"), "{done_on_time}"),
    (Wording("  Hoàn thành quá hạn", "  done late"), "{done_late}"),
    (Wording("  Chưa hoàn thành, trong hạn", "  open, in time"), "{open_in_time}"),
    (Wording("  Chưa hoàn thành, quá hạn", "  open, overdue"), "{open_overdue}"),
    (Wording("  Không thời hạn", "  no due date"), "{no_due_date}"),
    (Wording("  Chưa báo cáo", "  not reported"), "{not_reported}"),
    (Wording("Chỉ tiêu", "Indicators"), "{indicators}"),
    (
        Wording("  đạt / không đạt / chưa rõ", "  met / not met / unknown"),
        "{met} / {not_met} / {unknown}",
    ),
    (Wording("Lỗi / cảnh báo", "Errors / warnings"), "{errors} / {warnings}"),
)


def print_summary(merged: Consolidation, lang: Language) -> None:
    """The consolidation as a short table."""
    from rich.console import Console
    from rich.table import Table

    summary = merged.summary()
    severities = Counter(p["severity"] for p in summary["problems"])
    values = {
        **{name: summary[name] for name in ("received", "expected", "on_time", "late")},
        "tasks": summary["tasks"]["total"],
        **summary["tasks"]["by_class"],
        "indicators": summary["indicators"]["total"],
        **{name: summary["indicators"][name] for name in ("met", "not_met", "unknown")},
        "errors": severities["error"],
        "warnings": severities["warning"],
    }
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    for label, pattern in _SUMMARY:
        table.add_row(label.say(lang), pattern.format_map(values))
    Console(highlight=False).print(table)


_STATE_HEADS = (
    Wording("Cơ quan", "Agency"),
    Wording("Tình hình", "State"),
    Wording("Ngày nhận", "Received"),
    Wording("Lỗi", "Errors"),
    Wording("Tệp", "File"),
)
_STATES = {
    "on_time": (Wording("Đúng hạn", "on time"), "green"),
    "late": (Wording("Quá hạn {days} ngày", "{days} days late"), "yellow"),
    "missing": (Wording("Chưa gửi", "missing"), "red"),
    "refused": (Wording("Không dùng được", "refused"), "red"),
}


def print_receipts(merged: Consolidation, lang: Language) -> None:
    """Who has reported, who is late, who is missing."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*(head.say(lang) for head in _STATE_HEADS), box=None, padding=(0, 2, 0, 0))
    for receipt in merged.receipts:
        state, color = _STATES[receipt.state]
        name = merged.plan.agency_name(receipt.agency)
        table.add_row(
            Text(f"{receipt.agency}  {name}" if receipt.agency else "?"),
            Text(state.say(lang).format(days=receipt.days_late), style=color),
            Text(f"{receipt.received_at:%d/%m/%Y}" if receipt.received_at else ""),
            Text(str(receipt.errors) if receipt.file else ""),
            Text(visible(receipt.file)),
        )
    Console(highlight=False).print(table)


def print_explanation(explanation: Explanation, lang: Language) -> None:
    """What a report says of one code, and the chain of files behind it."""
    click.echo(click.style(visible(f"{explanation.code} – {explanation.name}"), bold=True))
    for title, text in explanation.says.items():
        click.echo(f"  {title}: {visible(text)}")
    heading = Wording("Nguồn ({n} dòng):", "Sources ({n} rows):")
    click.echo(heading.fill(n=len(explanation.origins)).say(lang))
    for source in explanation.origins:
        through = f" (← {source.through})" if source.through else ""
        place = f"{source.file} · {source.sheet} · {source.cells}{through}"
        click.echo(visible(f"  {source.form} · {source.agency} {source.agency_name}"))
        click.echo(visible(f"      {place}"))
        if source.sha256:
            click.echo(f"      SHA-256 {visible(source.sha256)}")
        click.echo(visible("      " + "; ".join(f"{k}: {v}" for k, v in source.said.items())))


_CHANGE_KINDS = {
    "added": (Wording("THÊM", "ADDED"), "green"),
    "withdrawn": (Wording("BỎ", "WITHDRAWN"), "red"),
    "changed": (Wording("SỬA", "CHANGED"), "yellow"),
}


def print_changes(changes: Sequence[PlanChange], lang: Language) -> None:
    """What a revision of a plan changed, a line each."""
    for change in changes:
        kind, color = _CHANGE_KINDS[change.kind]
        text = f"{change.sheet} · {change.code} {change.name}".rstrip()
        if change.column:
            text += f" · {change.column}: “{change.before}” → “{change.after}”"
        click.echo(f"{click.style(kind.say(lang), fg=color)} {visible(text)}")
    total = Wording("{n} thay đổi.", "{n} changes.")
    click.echo(total.fill(n=len(changes)).say(lang))


@contextmanager
def progress(text: Wording, lang: Language, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on the error stream while a person watches; silent otherwise."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task(text.say(lang), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def report_problems(problems: Sequence[Problem], files: int, as_json: bool, lang: Language) -> int:
    """Print problems and their number; returns the exit status that they call for."""
    if as_json:
        print_json({"problems": [p.to_dict(lang) for p in problems], "files": files})
    else:
        print_problems(problems, lang)
        print_counts(problems, files, lang)
    return int(has_errors(problems))
