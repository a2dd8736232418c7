"""What a person read in a document, and how a draft of it compares.

Beside NAME.docx (or .txt, …) stand NAME.tasks.tsv (task_name, leads, due) and NAME.indicators.tsv
(indicator_name, unit, target), either or both; the plan.xlsx of an example is the truth of its
source.txt. A name may leave something out: “Rà soát … đúng quy định” begins and ends so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.fuzz import ratio

from plansheet.documents import Draft, import_document
from plansheet.forms.review_sheet import MARK
from plansheet.language.text import match_key
from plansheet.plan.agencies import Agency, Registry, names_a_kind
from plansheet.plan.targets import parse_target
from plansheet.plan.workbook.facts import FIRST_YEAR, LAST_YEAR, PROVINCE
from plansheet.plan.workbook.reading import read_plan
from plansheet.plan.workbook.tables import PlanRow, PlanTables, plan_tables
from plansheet.problems import DocumentError

Rows = Sequence[Mapping[str, str]]
KINDS = ("tasks", "indicators")
_ALIKE = 80
"""From how many per cent on two names are one."""
_BEFORE = 90
"""Letters that may stand before a name: who does it is part of some sentences."""
_EDGES = " .,;:/"


@dataclass(frozen=True)
class Case:
    """A document with the rows that it has; None where nobody read those."""

    document: Path
    tasks: Rows | None
    indicators: Rows | None


@dataclass
class Count:
    """How one thing (leads, dues, targets) came out in the rows that were found."""

    right: int = 0
    silent: list[str] = field(default_factory=list)
    flagged: int = 0
    missing: int = 0

    def add(self, is_right: bool, row: PlanRow, said: str, wanted: str) -> None:
        """Count one row: right, wrong and marked for review, blank, or wrong in silence."""
        if is_right:
            self.right += 1
        elif MARK in row.get("note", ""):
            self.flagged += 1
        elif not said:
            self.missing += 1
        else:
            name = row.get("task_name") or row.get("indicator_name") or ""
            self.silent.append(f"{name[:60]}: “{said}”, not “{wanted}”")

    def __str__(self) -> str:
        return (
            f"{self.right} right, {len(self.silent)} wrong in silence, {self.flagged} flagged"
            + (f", {self.missing} blank" if self.missing else "")
        )

    def __iadd__(self, other: Count) -> Count:
        self.right += other.right
        self.silent += other.silent
        self.flagged += other.flagged
        self.missing += other.missing
        return self


@dataclass
class Score:
    """How the rows of one kind came out: `counts` by column; what was lost and what is no row."""

    truth: int = 0
    drafted: int = 0
    found: int = 0
    counts: dict[str, Count] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Which part of the drafted rows is one."""
        return self.found / self.drafted if self.drafted else 1.0

    @property
    def recall(self) -> float:
        """Which part of the rows was found."""
        return self.found / self.truth if self.truth else 1.0

    def __iadd__(self, other: Score) -> Score:
        self.truth += other.truth
        self.drafted += other.drafted
        self.found += other.found
        for name, count in other.counts.items():
            self.counts.setdefault(name, Count()).__iadd__(count)
        self.lost += other.lost
        self.invented += other.invented
        return self

    def __str__(self) -> str:
        said = "; ".join(f"{name} {count}" for name, count in self.counts.items())
        return (
            f"{self.found} of {self.truth} found, {self.drafted} drafted "
            f"(precision {self.precision:.2f}, recall {self.recall:.2f}); {said}"
        )


def cases(folder: Path) -> Iterator[Case]:
    """The documents of a folder that have a truth, and those of the examples in it."""
    for path in sorted(folder.iterdir()):
        read = {kind: path.with_name(f"{path.stem}.{kind}.tsv") for kind in KINDS}
        if path.suffix not in (".tsv", "") and any(table.exists() for table in read.values()):
            yield Case(path, *(_table(t) if t.exists() else None for t in read.values()))
        elif (path / "source.txt").exists():
            yield example(path)


def example(folder: Path) -> Case:
    """The document of an example with the rows of its plan."""
    plan = plan_tables(read_plan(folder / "plan.xlsx"))
    indicators = _with_targets(plan.indicators, plan.facts)
    return Case(folder / "source.txt", plan.tasks, indicators)


def score(case: Case) -> dict[str, Score]:
    """How the draft of a document compares with the truth, by kind of row."""
    draft = _draft(case.document)
    bodies = _Bodies(draft)
    scores = {}
    if case.tasks is not None:
        columns: dict[str, Callable[[str], object]] = {"leads": bodies.named, "due": _due}
        scores["tasks"] = compare(draft.tables.tasks, case.tasks, "task_name", columns)
    if case.indicators is not None:
        drafted = _with_targets(draft.tables.indicators, draft.tables.facts)
        columns = {"target": _meaning, "unit": match_key}
        scores["indicators"] = compare(drafted, case.indicators, "indicator_name", columns)
    return scores


def _draft(document: Path) -> Draft:
    """The draft of a document; without rows where the importer finds no plan in it."""
    try:
        return import_document(document)
    except DocumentError:
        return Draft(PlanTables({PROVINCE.name: ""}))


def compare(
    drafted: Rows, truth: Rows, name: str, columns: Mapping[str, Callable[[str], object]]
) -> Score:
    """Rows beside the truth; a column is right where `columns[column]` makes both the same."""
    pairs = dict(_pairs([row[name] for row in drafted], [row[name] for row in truth]))
    result = Score(len(truth), len(drafted), len(pairs))
    result.counts = {column: Count() for column in columns}
    for at, wanted in pairs.items():
        for column, meaning in columns.items():
            said, right = drafted[at].get(column, ""), truth[wanted].get(column, "")
            result.counts[column].add(meaning(said) == meaning(right), drafted[at], said, right)
    result.lost = [row[name] for i, row in enumerate(truth) if i not in pairs.values()]
    result.invented = [
        ("" if MARK in row.get("note", "") else "(in silence) ") + row[name]
        for i, row in enumerate(drafted)
        if i not in pairs
    ]
    return result


def _pairs(drafted: Sequence[str], truth: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which drafted name is which one of the truth, the likest first, each once."""
    keys = [match_key(name).strip(_EDGES) for name in drafted]
    wanted_keys = [match_key(name).strip(_EDGES) for name in truth]
    alike = sorted(
        (-likeness, abs(i - j), i, j)
        for i, left in enumerate(keys)
        for j, right in enumerate(wanted_keys)
        if (likeness := _likeness(left, right))
    )
    used: set[int] = set()
    wanted: set[int] = set()
    for *_, i, j in alike:
        if i not in used and j not in wanted:
            used.add(i)
            wanted.add(j)
            yield i, j


def _likeness(drafted: str, truth: str) -> float:
    if "…" not in truth:
        subject = len(drafted.removesuffix(truth))
        ends_so = subject <= min(_BEFORE, len(drafted) - 1)
        return ratio(drafted, truth, score_cutoff=0 if ends_so else _ALIKE)
    first, last = (part.strip(_EDGES) for part in truth.split("…"))
    begins = 0 <= drafted.find(first) <= _BEFORE
    return 100 if begins and drafted.endswith(last) else 0


class _Bodies:
    """Whom a cell names in the plan of a draft: codes, and what names nobody as it is."""

    def __init__(self, draft: Draft) -> None:
        tables = draft.tables
        agencies = [
            Agency(
                row["agency_code"],
                row["agency_name"],
                tuple(filter(None, row["aliases"].split("; "))),
                row["kind"],
            )
            for row in tables.agencies
        ]
        self._registry = Registry(agencies, tables.facts[PROVINCE.name])

    def named(self, cell: str) -> frozenset[str]:
        """The codes of those that a cell names, and its pieces that name nobody."""
        found = self._registry.resolve_cell(cell)
        meant = {code for party in found.codes for code in self._standing_for(party)}
        return frozenset((*meant, *map(match_key, found.unresolved)))

    def _standing_for(self, code: str) -> Iterator[str]:
        """A body, or all of its kind where it stands for them: “UBND cấp xã”."""
        body = self._registry.by_code(code)
        every = body is not None and names_a_kind(body)
        yield code
        yield from (
            a.code for a in self._registry.agencies if every and body and a.kind == body.kind
        )


def _meaning(target: str) -> object:
    read = parse_target(target)
    return (read.low, read.high) if read.low or read.high else match_key(target)


def _due(text: str) -> str:
    return re.sub(r"[\s.]+", " ", match_key(text)).strip()


def _with_targets(rows: Iterable[PlanRow], facts: Mapping[str, str]) -> Rows:
    """The rows with what is to be reached in the years of the plan as `target`."""
    first, last = (facts.get(name, "") for name in (FIRST_YEAR.name, LAST_YEAR.name))
    return [{**row, "target": " ".join(_targets(row, first, last))} for row in rows]


def _targets(row: PlanRow, first: str, last: str) -> Iterator[str]:
    for column, text in sorted(row.items()):
        name, _, year = column.partition("_")
        if text and (column == "goal" or (name == "target" and first <= year <= last)):
            yield text


def _table(path: Path) -> Rows:
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def total(scores: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    """The sums over several documents."""
    sums: dict[str, Score] = {}
    for one in scores:
        for kind, found in one.items():
            sums.setdefault(kind, Score()).__iadd__(found)
    return sums
