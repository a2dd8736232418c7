"""Whose return it is, where the file has no stamp to say so, and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import Final

from plansheet.forms.names import STAMP_SHEET
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.plan import Plan
from plansheet.plan.agencies import without_marks
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import phrases
from plansheet.tables.find import find_table
from plansheet.workbooks.reading import Sheet, Workbook, a1

_TITLE_ROWS: Final = 12
"""Rows of a title block in which the sender's name is looked for."""

_NAME_WORDS: Final = 15
"""Words of the longest name that an agency has."""

_TITLE_CELLS: Final = 6
"""A row of more cells is none of a title block."""

_SENT_TO: Final = ("gửi", "gui")
"""What stands before a recipient in a file's name."""

_AFTER_CODE: Final = re.compile(
    r"|[ _-]*(?:\(|[0-9]|(?:q(?:uy|uý)?|t(?:hang|háng)?|lan|lần)[ _.-]*[0-9iv]).*", re.IGNORECASE
)
"""What stands behind the code in the name of an issued file: the period, the number of a copy."""

_SEVERAL_WORDS: Final = re.compile(r"\S\s+\S").search

_LABEL: Final = re.compile(
    r"(?:cơ quan|đơn vị)(?: (?:báo cáo|gửi|lập|thực hiện).*)?|(?:reporting )?(?:agency|unit)"
)
"""What stands before the sender's name; before other names stands something else."""


def sender(workbook: Workbook, plan: Plan, agency: str | None) -> tuple[str, Wording]:
    """The code of the sender and how it is known; a blank code where it is unknown or two.

    The coordinator's word (`agency`) comes first, then the title block, then the file's name.
    """
    if agency is not None:
        named = plan.agency(agency) or plan.resolve_agency(agency)
        return (named.code if named else ""), phrases.BY_COORDINATOR
    texts = [title for sheet in workbook.sheets for title in _titles(sheet, plan)]
    for labelled in (True, False):
        codes = {
            code for text, is_named in texts if is_named is labelled for code in _in(text, plan)
        }
        if codes:
            return _the_one(codes), phrases.BY_TITLE
    return _the_one(_in_file_name(workbook.file, plan)), phrases.BY_FILE_NAME


def contradicting(workbook: Workbook, plan: Plan, agency: str) -> Iterator[Problem]:
    """`sender-contradicted` at each title that names another than `agency`; of the file's name too.

    Where no label says whose name it is, the agency's own beside it outweighs it, and whom the
    plan names as recipient is no sender. A body that was absorbed is its heir.
    """
    others: dict[Place, tuple[str, str]] = {}
    titles = list(_names_above(workbook, plan))
    is_named = any(code == agency for code, is_labelled, *_ in titles if not is_labelled)
    recipients = plan.once(_recipients, "")
    for code, is_labelled, text, place in titles:
        if is_labelled or not (is_named or code in recipients):
            others[place] = code, text
    codes = _in_file_name(workbook.file, plan)
    if agency not in codes and codes - (recipients if not _coded(workbook.file, plan) else set()):
        others[Place(workbook.file)] = ", ".join(sorted(codes)), Path(workbook.file).name
    for place, (code, text) in others.items():
        if code != agency and not _is_heir(plan, agency, code):
            names = (plan.agency_name(one) for one in code.split(", "))
            yield problem(
                "sender-contradicted",
                place,
                value=text,
                agency=plan.agency_name(agency),
                named=", ".join(names),
            )


def _is_heir(plan: Plan, agency: str, code: str) -> bool:
    return any(agency in plan.heirs(code, month) for month in plan.stretches)


def _recipients(plan: Plan, _: str) -> Set[str]:
    """Those that returns are sent to."""
    texts = [plan.consolidator, *(entry.recipient for entry in plan.calendar)]
    return {code for text in texts for code in _in(text, plan)}


def _names_above(workbook: Workbook, plan: Plan) -> Iterator[tuple[str, bool, str, Place]]:
    """The agencies that stand above tables: code, whether a label says so, the text, its cell."""
    for sheet in workbook.sheets:
        rows = sheet.rows[:_TITLE_ROWS]
        counts = [sum(value is not None for value in row) for row in rows]
        header = next((n for n, cells in enumerate(counts) if cells > _TITLE_CELLS), None)
        if sheet.name == STAMP_SHEET:
            continue
        for number, row in enumerate(rows[:header]):
            placed = {v: at for at, v in enumerate(row) if isinstance(v, str) and v.strip()}
            for text, is_labelled, cell in _named_in(list(placed)):
                if is_labelled or header is not None:
                    place = Place(workbook.file, sheet.name, a1(number, placed[cell]))
                    yield from ((code, is_labelled, cell, place) for code in _in(text, plan))


def _in_file_name(file: str, plan: Plan) -> set[str]:
    """The agencies that a file's name names: by the code as in issued names, or by their names."""
    stem = Path(file).stem
    return _coded(file, plan) or set(_in(stem, plan)) or _spelt_in(stem, plan)


def _coded(file: str, plan: Plan) -> set[str]:
    """The agency whose code begins a file's name as in issued ones: SYT_2021-Q2, SYT-quy2 (1)."""
    stem, codes = Path(file).stem, plan.once(_codes, "")
    ends = (end for end in range(1, len(stem) + 1) if stem[:end] in codes)
    return {stem[:end] for end in ends if _AFTER_CODE.fullmatch(stem[end:])}


def _codes(plan: Plan, _: str) -> Set[str]:
    return {agency.code for agency in plan.agencies}


def _spelt_in(stem: str, plan: Plan) -> set[str]:
    """The agencies that words of a file's name spell, each by the longest name that begins there.

    Files are often named without marks: "Bao cao So Y te". One word alone is no name: in
    "Bao cao CA nam" it is no police. Behind "gửi" stands the recipient.
    """
    plain: dict[str, set[str]] = {}
    for agency in plan.agencies:
        for name in filter(_SEVERAL_WORDS, (agency.name, *agency.aliases)):
            plain.setdefault(without_marks(match_key(name)), set()).add(agency.code)
    words = [word for word in re.split(r"[\s_()\-]+", stem) if word]
    sent = (at for at, word in enumerate(words) if match_key(word) in _SENT_TO)
    words = words[: next(sent, len(words))]
    codes: set[str] = set()
    start = 0
    while start < len(words):
        for end in range(min(start + _NAME_WORDS, len(words)), start + 1, -1):
            name = " ".join(words[start:end])
            if agencies := set(_in(name, plan)) or plain.get(name.casefold(), set()):
                codes |= agencies
                start = end - 1
                break
        start += 1
    return codes


def _the_one(codes: set[str]) -> str:
    return next(iter(codes)) if len(codes) == 1 else ""


def _in(text: str, plan: Plan) -> Iterator[str]:
    agency = plan.resolve_agency(text)
    if agency is not None:
        yield agency.code


def title_rows(sheet: Sheet, plan: Plan) -> Sequence[Sequence[object]]:
    """The rows above the table of a sheet."""
    tables = (find_table(form, sheet) for form in plan.forms)
    end = min((table.header_row for table in tables if table), default=_TITLE_ROWS)
    return sheet.rows[: min(end, _TITLE_ROWS)]


def _titles(sheet: Sheet, plan: Plan) -> Iterator[tuple[str, bool]]:
    """The texts above the table that may be the sender's name; whether a label says they are."""
    for row in title_rows(sheet, plan):
        texts = [value for value in row if isinstance(value, str) and value.strip()]
        yield from ((text, is_labelled) for text, is_labelled, _ in _named_in(texts))


def _named_in(texts: Sequence[str]) -> Iterator[tuple[str, bool, str]]:
    """Of the texts of a row what may be a name; whether a label says so; the text that it is of."""
    label = ""
    for text in texts:
        head, colon, tail = text.partition(":")
        if colon and tail.strip():
            if _LABEL.fullmatch(match_key(head)):
                yield tail.strip(), True, text
            label = ""
            continue
        is_sender = _LABEL.fullmatch(match_key(label)) is not None
        if is_sender or not label:
            for line in (text, *text.splitlines()):
                yield line.strip(), is_sender, text
        label = head.strip()
