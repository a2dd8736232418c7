"""Whose return it is, where the file has no stamp to say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.plan import Plan
from plansheet.plan.agencies import without_marks
from plansheet.problems.catalogue import phrases
from plansheet.tables.find import find_table
from plansheet.workbooks.reading import Sheet, Workbook

_TITLE_ROWS: Final = 12
"""Rows of a title block in which the sender's name is looked for."""

_NAME_WORDS: Final = 15
"""Words of the longest name that an agency has."""

_LABEL: Final = re.compile(r"(?:cơ quan|đơn vị)(?: (?:báo cáo|gửi|lập|thực hiện).*)?")
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
    stem = Path(workbook.file).stem
    codes = set(_in(stem, plan)) or _spelt_in(stem, plan)
    return _the_one(codes), phrases.BY_FILE_NAME


def _spelt_in(stem: str, plan: Plan) -> set[str]:
    """The agencies that words of a file's name spell, each by the longest name that begins there.

    Files are often named without marks: "Bao cao So Y te".
    """
    plain: dict[str, set[str]] = {}
    for agency in plan.agencies:
        for name in filter(re.compile(r"\s").search, (agency.name, *agency.aliases)):
            plain.setdefault(without_marks(match_key(name)), set()).add(agency.code)
    words = [word for word in re.split(r"[\s_()\-]+", stem) if word]
    codes: set[str] = set()
    start = 0
    while start < len(words):
        for end in range(min(start + _NAME_WORDS, len(words)), start, -1):
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
        yield from _named_in(texts)


def _named_in(texts: Sequence[str]) -> Iterator[tuple[str, bool]]:
    label = ""
    for text in texts:
        head, colon, tail = text.partition(":")
        if colon and tail.strip():
            if _LABEL.fullmatch(match_key(head)):
                yield tail.strip(), True
            label = ""
            continue
        is_sender = _LABEL.fullmatch(match_key(label)) is not None
        if is_sender or not label:
            for line in (text, *text.splitlines()):
                yield line.strip(), is_sender
        label = head.strip()
