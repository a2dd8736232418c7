"""The facts of a plan: its title, number, issuer, date, years and province.

Their layout is that of Decree 30/2020/NĐ-CP (before it Circular 01/2011/TT-BNV): the issuing body
at the top left, "Số: …/KH-UBND" under it, place and date at the right, then the kind of the
document in capitals on a line of its own and what it is about under it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import takewhile

from plansheet.documents.formats.blocks import Paragraph
from plansheet.language.text import match_key
from plansheet.plan.agencies import initials
from plansheet.plan.workbook.facts import (
    CONSOLIDATOR,
    FIRST_YEAR,
    ID,
    ISSUED,
    ISSUER,
    LAST_YEAR,
    NUMBER,
    PROVINCE,
    TITLE,
)

_TITLE = re.compile(r"(kế hoạch|chương trình)( hành động| công tác)?")
_OTHER_TITLE = re.compile(r"(quyết định|nghị quyết|chỉ thị|đề án|phương án)")
_NUMBER = re.compile(r"\bsố\s*:\s*(\d*)\s*(/[\wĐđ&-]+)", re.IGNORECASE)
_DATE = re.compile(r",\s*ngày\s+(?:(\d+)\s+)?tháng\s+(?:(\d+)\s+)?năm\s+(\d{4})", re.IGNORECASE)
_YEARS = re.compile(r"(?:năm\s+)?(20\d\d)\s*[-–]\s*(20\d\d)|năm\s+(20\d\d)", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"(?:UBND|[UỦ][YỶ] BAN NHÂN DÂN)\s+"
    r"(?P<kind>TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ)\s+(?P<name>[\w -]+)"
)
_PROVINCE = re.compile(r"\btỉnh ((?:\w+ (?:- )?){0,3}\w+)")
_LETTERHEAD_LINES = 40
_LONGEST_TITLE = 8


def letterhead_facts(paragraphs: Sequence[Paragraph]) -> dict[str, str]:
    """The facts by their Vietnamese names, blank where the document does not say.

    A covering letter or a decision may stand before the plan: the number and the date are those
    nearest to the plan's own title.
    """
    at, _, title = title_of(paragraphs)
    head = "\n".join(p.text for p in paragraphs[: at + 1 if title else _LETTERHEAD_LINES])
    kind, name = _place(head, paragraphs)
    first, last = _years(title) or _most_named_year(paragraphs)
    years = first if first == last else f"{first}-{last}"
    return {
        ID.name: "-".join(filter(None, (initials(name) or "KH", years))),
        TITLE.name: title,
        NUMBER.name: _number(head),
        ISSUER.name: f"UBND {kind} {name}" if name else "",
        ISSUED.name: _date(head),
        FIRST_YEAR.name: first,
        LAST_YEAR.name: last,
        PROVINCE.name: name if kind in ("tỉnh", "thành phố") else "",
        CONSOLIDATOR.name: "",
    }


def title_of(paragraphs: Sequence[Paragraph]) -> tuple[int, int, str]:
    """Where the plan's title begins and ends, and the title; (0, 0, "") if it has none.

    The kind of the document stands in capitals on a line of its own, its subject under it.
    """
    for pattern in (_TITLE, _OTHER_TITLE):
        for i, paragraph in enumerate(paragraphs):
            if paragraph.text.isupper() and pattern.fullmatch(match_key(paragraph.text)):
                subject = _subject(paragraphs[i + 1 :])
                title = _joined(paragraph.text, " ".join(p.text for p in subject))
                return i, i + 1 + len(subject), title
    for i, paragraph in enumerate(paragraphs[:_LETTERHEAD_LINES]):
        if paragraph.text.isupper() and _TITLE.match(match_key(paragraph.text)):
            subject = _subject(paragraphs[i:])
            return i, i + len(subject), " ".join(p.text for p in subject)
    return 0, 0, ""


def _joined(kind: str, subject: str) -> str:
    """One title: in capitals as written, or "Kế hoạch triển khai …" in running letters."""
    if subject.isupper() or not subject:
        return f"{kind} {subject}".strip()
    return f"{kind.capitalize()} {subject[0].lower()}{subject[1:]}"


def _subject(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """What the plan is about: the lines in capitals, or the first paragraph, unwrapped."""
    lines = list(paragraphs[:_LONGEST_TITLE])
    capitals = list(takewhile(lambda p: p.text.isupper(), lines))
    if not capitals and lines:
        wrapped = takewhile(lambda p: not p.apart and p.text[:1].islower(), lines[1:])
        capitals = [lines[0], *wrapped]
    return capitals


def _number(head: str) -> str:
    found = _NUMBER.findall(head)
    digits, rest = found[-1] if found else ("", "")
    return f"{digits}{rest}" if digits else ""


def _date(head: str) -> str:
    found = _DATE.findall(head)
    day, month, year = found[-1] if found else ("", "", "")
    return f"{int(day):02}/{int(month):02}/{year}" if day and month else ""


def _place(head: str, paragraphs: Sequence[Paragraph]) -> tuple[str, str]:
    """The kind and the name of the place whose committee issues the plan."""
    found = _LETTERHEAD.search(head)
    if found:
        return found["kind"].lower(), _leading(str.isupper, found["name"]).title()
    named = Counter(
        _leading(str.istitle, words) for p in paragraphs for words in _PROVINCE.findall(p.text)
    )
    named.pop("", None)
    return "tỉnh", named.most_common(1)[0][0] if named else ""


def _leading(cased: Callable[[str], bool], words: str) -> str:
    """The words up to the first that is not written so; a dash between them belongs to the name."""
    kept = list(takewhile(lambda word: cased(word) or word == "-", words.split()))
    return " ".join(kept).strip(" -")


def _years(title: str) -> tuple[str, str] | None:
    """The last year or span of years in the title: earlier ones are of the resolutions it cites."""
    found = _YEARS.findall(title)
    if not found:
        return None
    first, last, only = found[-1]
    return (only, only) if only else (first, last)


def _most_named_year(paragraphs: Sequence[Paragraph]) -> tuple[str, str]:
    named = Counter(only for p in paragraphs for _, _, only in _YEARS.findall(p.text) if only)
    year = named.most_common(1)[0][0] if named else ""
    return year, year
