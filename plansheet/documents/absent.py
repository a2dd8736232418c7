"""What a document names and does not contain: annexes, the texts of footnotes.

A converted document often comes without them, and they may be what gives the tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plansheet.documents.draft_rows import UnusedLine
from plansheet.documents.formats.blocks import Paragraph
from plansheet.language.text import match_key

_NUMBER = r"(?:[ivx]+|\d{1,2})"
_NAMED = re.compile(
    rf"\bphụ lục(?: (?:số )?(?P<numbers>{_NUMBER}(?:(?:, | và |, và ){_NUMBER})*))?\b"
)
_HEADING = re.compile(rf"(?:phụ lục|biểu(?: số)?)(?: (?:số )?(?P<number>{_NUMBER}))?\b(?P<rest>.*)")
_OF_OTHERS = re.compile(
    r"[^.;)]{0,40}\b"
    r"(?:nghị quyết|quyết định|nghị định|thông tư|luật|chỉ thị|công văn|kế hoạch số)\b"
)
_ATTACHED = re.compile(r"\b(?:kèm|đính kèm|kèm theo|ban hành|tại|theo|xem|chi tiết)\b")
_AROUND = 60
_LONGEST_HEADING = 25
_MARK = re.compile(r"\[(\d{1,2})\]")
_NO_ANNEX = "phụ lục được nhắc đến mà không có trong văn bản"
_NO_FOOTNOTE = "chú thích có dấu trong văn bản mà không có lời"


def absent_parts(paragraphs: Sequence[Paragraph], has_tables: bool) -> list[UnusedLine]:
    """A line for each annex that is not there, and one for footnotes without their text.

    Args:
        paragraphs: the text, tables of tasks and indicators left out.
        has_tables: whether there are such tables: an annex without a number may be one of them.
    """
    return [*_annexes(paragraphs, has_tables), *_footnotes(paragraphs)]


def _annexes(paragraphs: Sequence[Paragraph], has_tables: bool) -> Iterator[UnusedLine]:
    present = {number for number in map(_own_number, paragraphs) if number is not None}
    told: set[str] = set()
    for paragraph in paragraphs:
        key = match_key(paragraph.text)
        for named in _NAMED.finditer(key):
            around = key[max(named.start() - _AROUND, 0) : named.end() + _AROUND]
            if _OF_OTHERS.match(key, named.end()) or not _ATTACHED.search(around):
                continue
            numbers = set(re.findall(_NUMBER, named["numbers"] or "")) or {""}
            missing = numbers - present - told
            if "" in missing and (present or has_tables):
                missing.discard("")
            if missing:
                told |= missing
                yield UnusedLine(paragraph.place, paragraph.text, _NO_ANNEX)


def _own_number(paragraph: Paragraph) -> str | None:
    """The number of the annex that a paragraph heads, blank without one; None if it heads none."""
    key = match_key(paragraph.text)
    heading = _HEADING.match(key)
    if heading is None or len(key.split()) > _LONGEST_HEADING or paragraph.text[:1].islower():
        return None
    return heading["number"] or ""


def _footnotes(paragraphs: Sequence[Paragraph]) -> Iterator[UnusedLine]:
    marks: dict[str, str] = {}
    for paragraph in paragraphs:
        own = _MARK.match(paragraph.text)
        for mark in _MARK.finditer(paragraph.text, own.end() if own else 0):
            marks.setdefault(mark[1], paragraph.place)
    texts = {own[1] for p in paragraphs if (own := _MARK.match(p.text))}
    absent = [number for number in marks if number not in texts]
    if absent:
        named = ", ".join(f"[{number}]" for number in absent)
        yield UnusedLine(marks[absent[0]], named, _NO_FOOTNOTE)
