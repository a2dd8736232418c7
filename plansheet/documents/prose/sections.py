"""Which part of a text is the plan's content, and what a section is about by its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from plansheet.documents.formats.blocks import Paragraph
from plansheet.documents.prose.markers import FIXED
from plansheet.documents.prose.outline import Node
from plansheet.language.text import match_key

Topic = Literal["organisation", "goals", "purpose", "work", ""]

_RECIPIENTS = re.compile(r"(nơi nhận|tm\. |kt\. |tl\. |tuq\. )")
_ANNEX = re.compile(r"(phụ lục|biểu)( (số )?[ivx\d]+)?\b")
_ADDRESSED = re.compile(r"kính gửi\b|[^.;]{3,60}\bđiện:$")
_ADDRESSEE = re.compile(r"[-+•*]|.*[;,]$|(các|đồng chí|ông|bà)\b")
_RULE = re.compile(r"[\W_]*")
_PAGE_NUMBER = re.compile(r"(?:trang )?[-–]?\s*\d{1,3}(?:/\d{1,3})?\s*[-–]?", re.IGNORECASE)
_LONGEST_HEADING = 25
_ORGANISATION = re.compile(
    r"(?:(?:công tác|về|việc) )?"
    r"(?:tổ chức,? (?:và )?(?:triển khai,? )?(?:thực hiện|triển khai)|điều khoản thi hành"
    r"|trách nhiệm (?:thi hành|tổ chức thực hiện)|chế độ (?:thông tin,? )?báo cáo|báo cáo"
    r"|(?:nguồn )?kinh phí(?: (?:thực hiện|bảo đảm|đảm bảo|triển khai|hoạt động))*"
    r"|(?:theo dõi|kiểm tra|giám sát|đôn đốc)(?:,| và).{0,60}(?:báo cáo|đánh giá))"
    r"(?:(?:,| và| kế hoạch| chương trình| nghị quyết)\b.*)?"
)
_WORK = re.compile(r"\b(nhiệm vụ|giải pháp|nội dung|công tác trọng tâm|phân công)\b")
_INDICATORS = re.compile(r"\bchỉ tiêu\b")
_GOALS = re.compile(r"\bmục tiêu\b(?! quốc gia)")
_ITEM_OF_GOALS = re.compile(
    r"(?:về |các )?(?:mục tiêu|chỉ tiêu)(?: cụ thể| chủ yếu| phấn đấu)?"
    r"(?:,? đến (?:hết )?năm \d{4})?"
)
_PURPOSE = re.compile(
    r"(?:các |về |những )?(mục đích"
    r"|yêu cầu(?! (?:các|giám đốc|thủ trưởng|chủ tịch|sở|ubnd|bộ|công an|ban|lãnh đạo))"
    r"|quan điểm|bối cảnh|tình hình|căn cứ"
    r"|cơ sở pháp lý|phạm vi|đối tượng|mục tiêu (?:chung|tổng quát)|chủ đề|phương châm"
    r"|trọng tâm chỉ đạo|định hướng|đánh giá)\b"
)


def content_of(paragraphs: Sequence[Paragraph], start: int) -> list[Paragraph]:
    """The paragraphs from the title on, without recipients, signatures and page furniture.

    What follows the signature counts again from an annex on.
    """
    content: list[Paragraph] = []
    closing = False
    for paragraph in _unaddressed(paragraphs[start:]):
        key = match_key(paragraph.text.lstrip("*_ "))
        if _RECIPIENTS.match(key):
            closing = True
        elif closing and _ANNEX.match(key) and len(key.split()) <= _LONGEST_HEADING:
            closing = False
        if not closing and not _is_furniture(paragraph):
            content.append(paragraph)
    return content


def _unaddressed(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs without those of a letter that say to whom it goes: "Kính gửi: …"."""
    addressed = False
    for paragraph in paragraphs:
        key = match_key(paragraph.text)
        if _ADDRESSED.match(key):
            addressed = True
        elif addressed and not _ADDRESSEE.match(key):
            addressed = False
        if not addressed:
            yield paragraph


def _is_furniture(paragraph: Paragraph) -> bool:
    """Whether a line is a rule, the edge of a cell or a page number."""
    numbered = paragraph.apart and _PAGE_NUMBER.fullmatch(paragraph.text)
    return bool(numbered or _RULE.fullmatch(paragraph.text))


def topic_of(node: Node) -> Topic:
    """What a section is about, by the words of its heading; blank where they do not tell."""
    heading = heading_of(node)
    key = match_key(heading)
    if node.style not in FIXED:
        return "goals" if _ITEM_OF_GOALS.fullmatch(key) else ""
    if not key or len(key.split()) > _LONGEST_HEADING:
        return ""
    if _ORGANISATION.fullmatch(key):
        return "organisation"
    if _INDICATORS.search(key):
        return "goals"
    if _PURPOSE.match(key):
        return "purpose"
    if _WORK.search(key):
        return "work"
    return "goals" if _GOALS.search(key) else ""


def heading_of(node: Node) -> str:
    """The heading of a section: its first line and the wrapped rest of it."""
    lines = [line.text for line in node.lines if line.text]
    heading = lines[:1]
    for before, line in pairwise(lines):
        capitals = before.isupper() and line.isupper()
        if (
            not capitals
            and (before.isupper() or not line[:1].islower())
            and not before.endswith(",")
        ):
            break
        heading.append(line)
    return " ".join(heading).rstrip(" :.")
