"""The reporting calendar, from the sentences that say who reports when ("Tổ chức thực hiện")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from plansheet.documents.draft_rows import DraftReporting
from plansheet.documents.formats.blocks import Paragraph
from plansheet.documents.naming import Naming
from plansheet.forms.choices import CalendarKind
from plansheet.language.text import match_key
from plansheet.plan.periods import parse_cutoff, parse_deadline

_KINDS = (
    (CalendarKind.MONTH, r"(?:h[àằ]ng|mỗi|định kỳ|báo cáo) tháng"),
    (CalendarKind.QUARTER, r"(?:(?:h[àằ]ng|mỗi|định kỳ|báo cáo) |(?<=tháng, )|(?<=tháng và ))quý"),
    (CalendarKind.HALF_YEAR, r"(?:0?6|sáu) tháng(?! cuối)"),
    (CalendarKind.NINE_MONTHS, r"(?:0?9|chín) tháng"),
    (
        CalendarKind.YEAR,
        r"(?:(?:h[àằ]ng|cả|định kỳ|báo cáo|tổng kết) |(?<=quý, )|(?<=quý và )|(?<=tháng, )"
        r"|(?<=tháng và ))năm|tổng kết",
    ),
)
_KIND = re.compile("|".join(f"(?P<k{i}>{form})" for i, (_, form) in enumerate(_KINDS)))
_DEADLINE_START = re.compile(r"(?:trước |chậm nhất (?:là |vào )*|muộn nhất (?:là |vào )*)?ngày \d")
_LONGEST_DEADLINE = 12
_DEADLINE_TEXT = 150
_SENTENCE = re.compile(r"(?<=[^\d\s]\.)\s+(?=[^\W\d_])")
_REPORTS = re.compile(r"báo cáo|đánh giá|kiểm điểm|tổng kết|tổng hợp")
_SENDS = re.compile(r"\bgửi\b|\bbáo cáo (?:về|cho)\b|\bvề (?=sở|văn phòng)")
_PERIODIC = re.compile(
    r"định kỳ|(?:báo cáo|chế độ) .{0,30}(?:h[àằ]ng|mỗi)|h[àằ]ng (?:tháng|quý|năm),? báo cáo"
)
_CUTOFF = re.compile(
    r"(?:chốt số liệu|(?:số liệu|thời gian)[^.;]{0,60}\b(?:chốt|tính|lấy)\b)[^.;]{0,80}?"
    r"\b(?:vào|đến(?: hết)?|là) (?P<until>(?:trước )?ngày [^.;]{1,80})"
)
_DECREE = re.compile(r"nghị định (?:số )?09/2019/nđ-cp", re.IGNORECASE)
"""On reporting in state agencies: article 12 says which days a report covers."""
_OF_BEFORE = re.compile(r"\s*(?:\(|đối với|với|cho)[^;.)]*")


def calendar_of(paragraphs: Iterable[Paragraph], naming: Naming) -> list[DraftReporting]:
    """The lines of the calendar, one for each kind of period, in the order of their length.

    A period without a day counts only where reports are asked for regularly; a kind that has a
    day somewhere does not come again without.
    """
    by_kind: dict[str, DraftReporting] = {}
    for paragraph in paragraphs:
        for sentence in _SENTENCE.split(paragraph.text):
            for line in _lines(sentence, paragraph.place, naming):
                if line.period_kind not in by_kind or not by_kind[line.period_kind].deadline:
                    by_kind[line.period_kind] = line
    order = [kind for kind, _ in _KINDS]
    return sorted(by_kind.values(), key=lambda line: order.index(line.period_kind))


def cutoff_of(paragraphs: Iterable[Paragraph]) -> str:
    """Until which day figures count, as the document says it; blank where it does not."""
    for paragraph in paragraphs:
        text = " ".join(paragraph.text.split())
        for said in _CUTOFF.finditer(text.lower()):
            until = text[said.start("until") : said.end("until")]
            for start, end in _deadlines(until):
                if parse_cutoff(until[start:end]):
                    return until[start:end]
        if decree := _DECREE.search(text):
            return decree[0]
    return ""


def _lines(sentence: str, place: str, naming: Naming) -> Iterator[DraftReporting]:
    text = " ".join(sentence.split())
    key = text.lower()
    if not _REPORTS.search(key) or not _SENDS.search(key):
        return
    deadlines = list(_deadlines(text))
    kinds = [
        (found.start(), _KINDS[int((found.lastgroup or "k0")[1:])][0])
        for found in _KIND.finditer(key)
        if not any(start <= found.start() < end for start, end in deadlines)
    ]
    if not kinds and deadlines:
        kinds = [(start, kind) for start, end in deadlines for kind in _own_kind(text[start:end])]
    recipient = ""
    for at, kind in kinds:
        start, end = _deadline_for(at, text, deadlines)
        deadline = text[start:end]
        recipient = _recipient(text, at, start, naming) or recipient
        if deadline or _PERIODIC.search(key):
            yield DraftReporting(kind, deadline, recipient, place)


def _deadlines(text: str) -> Iterator[tuple[int, int]]:
    """Where deadlines stand in a sentence: the longest run of words that reads as one."""
    end = 0
    for start in _DEADLINE_START.finditer(text.lower()):
        if start.start() < end:
            continue
        words = list(re.finditer(r"[^\s;()]+", text[start.start() :][:_DEADLINE_TEXT]))
        words = words[:_LONGEST_DEADLINE]
        for word in reversed(words):
            piece = text[start.start() : start.start() + word.end()].rstrip(".,;:")
            if parse_deadline(piece) is not None:
                end = start.start() + len(piece)
                yield start.start(), end
                break


def _own_kind(deadline: str) -> Iterator[CalendarKind]:
    """The kind of period that a deadline tells by itself: "ngày 20 hàng tháng"."""
    key = match_key(deadline)
    if re.search(r"h[àằ]ng tháng|mỗi tháng", key):
        yield CalendarKind.MONTH
    elif "quý" in key:
        yield CalendarKind.QUARTER


def _deadline_for(
    position: int, text: str, deadlines: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The deadline of a period named at `position`: the next one, or the one that it explains."""
    before = [deadline for deadline in deadlines if deadline[1] <= position]
    if before and _OF_BEFORE.fullmatch(text[before[-1][1] : position]):
        return before[-1]
    after = [deadline for deadline in deadlines if deadline[0] > position]
    around = [deadline for deadline in deadlines if deadline[0] <= position < deadline[1]]
    return (around or after or before[-1:] or [(len(text), len(text))])[0]


def _recipient(text: str, start: int, deadline: int, naming: Naming) -> str:
    """Who receives the report, named after "gửi" (and before the deadline, if it comes later)."""
    piece = text[start:deadline] if deadline > start else text[start:]
    sent = _SENDS.search(piece.lower())
    if sent is None and (earlier := _SENDS.search(text.lower())) and earlier.start() < start:
        piece, sent = text, earlier
    if sent is None:
        return ""
    goal = re.split(r"\bđể\b|\btrước\b|;|\btổng hợp\b", piece[sent.end() :], maxsplit=1)[0]
    names = [name for name, _ in naming.mentions(goal)]
    if re.search(r"báo cáo (?:ubnd|ủy ban nhân dân) tỉnh", piece[: sent.start()].lower()):
        names.insert(0, "UBND tỉnh")
    return "; ".join(names)
