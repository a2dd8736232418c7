"""The words by which the parts of a form are recognised, Vietnamese and English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from plansheet.language.text import match_key
from plansheet.language.units import is_unit

CODE_WORDS: Final = ("mã", "mã số", "mã chỉ tiêu", "mã hạng mục", "code", "codes", "row code")
UNIT_WORDS: Final = ("đơn vị tính", "đvt", "unit", "units", "unit of measure")
NUMBER_WORDS: Final = ("stt", "số tt", "tt", "số thứ tự", "no", "ord no", "item")

_TEXT_WORDS: Final = (
    *("ghi chú", "giải trình", "nguyên nhân", "tên", "họ và tên", "họ tên", "địa chỉ", "email"),
    *("note", "notes", "remark", "remarks", "comment", "comments", "name", "address"),
)
_IDENTIFIER_WORDS: Final = (
    *("mã", "mã số", "mst", "số hiệu", "số tài khoản", "tài khoản số", "số điện thoại"),
    *("điện thoại", "số cmnd", "cmnd", "cccd", "số cccd", "số căn cước", "hộ chiếu", "số hộ chiếu"),
    *("code", "id", "account number", "account no", "phone", "telephone", "tax number"),
)
_DATES: Final = re.compile(r"(?:ngày|date)\b(?! công| giường| làm việc)")
_YEARS: Final = re.compile(
    r"năm (?:sinh|thành lập|xây dựng|bổ nhiệm|tái bổ nhiệm|bắt đầu|kết thúc|cấp)\b.*|năm|year",
)
_RATE_WORDS: Final = (
    *("tỷ lệ", "tỷ trọng", "tỷ suất", "tốc độ", "chỉ số", "năng suất", "mật độ", "lãi suất"),
    *(
        r"thuế suất(?!\W*[0-9])",
        r"hệ số(?!\W*[0-9])",
        "cơ cấu(?! lại)",
        "đơn giá",
        "lãi cơ bản trên",
        "rate",
        "ratio",
    ),
    *("share", "index", "average", "percentage"),
)
_GROUP_WORDS: Final = ("tỷ lệ", "tốc độ", "chỉ số", "năng suất", "lãi suất", "mật độ")
_LISTED: Final = r"(?:[+\-*]\s*)?(?:(?:[0-9.]+|[ivx]+|[a-zđ])[.)]\s+)?(?:trong đó:?\s*)?"


def _any_of(words: Sequence[str]) -> str:
    return "|".join(words)


_RATES: Final = re.compile(rf"{_LISTED}(?:{_any_of(_RATE_WORDS)})\b.*")
_GROUPS: Final = re.compile(rf"(?:{_any_of(_GROUP_WORDS)})\b.*")
_INSIDE: Final = re.compile(r"bình quân|per cent|percent|per capita|average")
_PER_CENT: Final = re.compile(r"\(\s*(?:đvt:?\s*)?[%‰][^)]*\)|[^0-9\s]\s*[%‰]$|^[%‰].*")
_NOTE: Final = re.compile(
    r"\W*(?:ghi chú|chú thích|lưu ý|(?:nguồn|hướng dẫn|giải thích)(?: số liệu)?:|notes?\b|source:|"
    r"người lập|lập biểu|thủ trưởng|kế toán trưởng|(?:\S+ )*ngày\W+tháng)",
)

AGENCY_LABELS: Final = (
    *("phát sinh dữ liệu", "chủ sở hữu dữ liệu", "data owner", "reporting entity"),
    *("đơn vị báo cáo", "cơ quan báo cáo", "tên đơn vị", "tên cơ quan", "chi nhánh"),
    *("tổ chức tín dụng", "mã đơn vị", "đơn vị", "cơ quan", "reporting unit", "agency"),
    *("name of organisation", "organisation name", "respondent", "đơn vị gửi", "nơi gửi"),
)
"""What names the agency in a head: the owner of the data first, a mere sender last."""
PERIOD_LABELS: Final = (
    *("kỳ báo cáo", "kỳ dữ liệu", "ngày dữ liệu", "kỳ", "tháng", "quý", "năm", "thời điểm"),
    *("reporting period", "period", "quarter", "reference year"),
)
UNIT_LABELS: Final = ("đơn vị tính", "đvt", "unit", "units", "unit of measure", "đơn vị")
_NOT_THE_AGENCY: Final = re.compile(r".*\b(?:nhận|tính|kiểm duyệt|receiv)")


_GUIDES: Final = re.compile(
    r"(?:hướng dẫn|huong dan|giải thích|giai thich|mục lục|muc luc|instructions?|guidance|guide|"
    r"read ?me|table of contents|contents)\b.*"
)


@cache
def _keys(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(match_key, words))


def is_heading(text: str, words: Sequence[str]) -> bool:
    """Whether a header has one of the words."""
    key = f" {match_key(text)} "
    return any(f" {word} " in key for word in _keys(tuple(words)))


def starts_with(text: str, words: Sequence[str]) -> bool:
    """Whether a header begins with one of the words."""
    key = f"{match_key(text)} "
    return any(key.startswith(f"{word} ") for word in _keys(tuple(words)))


def is_note(text: str) -> bool:
    """Whether a text below a table begins a note or a signature."""
    return _NOTE.match(match_key(text)) is not None


def names_guide(sheet: str) -> bool:
    """Whether a sheet is called a guide to the others, or a list of them."""
    return _GUIDES.match(match_key(sheet)) is not None


def names_head(text: str) -> bool:
    """Whether a text is a label of the head: “Đơn vị báo cáo: …”."""
    label, colon, _ = text.partition(":")
    every = (*AGENCY_LABELS, *PERIOD_LABELS, *UNIT_LABELS)
    return bool(colon) and rank_of(label, every) >= 0


def rank_of(label: str, labels: Sequence[str]) -> int:
    """Which of the labels a text is, -1 where it is none."""
    key = match_key(label).strip(" (")
    if labels is not UNIT_LABELS and _NOT_THE_AGENCY.match(key):
        return -1
    for rank, word in enumerate(_keys(tuple(labels))):
        if f"{key} ".startswith(f"{word} ") or (" dữ liệu" in word and word in key):
            return rank
    return -1


def is_measure(text: str) -> bool:
    """Whether a text behind a colon is a unit of measure: “Triệu VND”, “%/năm”."""
    return bool(text) and is_unit(text)


def names_text(header: str) -> bool:
    """Whether texts are to be written under a header."""
    return starts_with(header, _TEXT_WORDS)


def names_identifier(header: str) -> bool:
    """Whether what stands under a header tells things apart: a code, a telephone."""
    return starts_with(header, _IDENTIFIER_WORDS)


def names_year(header: str) -> bool:
    """Whether years are to be written under a header."""
    return _YEARS.fullmatch(match_key(header)) is not None


def names_date(header: str) -> bool:
    """Whether dates are to be written under a header."""
    return _DATES.match(match_key(header)) is not None


def is_rate(path: Sequence[str]) -> bool:
    """Whether the figures under a header, from its group down, are rates that do not add up."""
    parts = [match_key(part) for part in path]
    if not parts:
        return False
    leaf, groups = parts[-1], parts[:-1]
    return bool(
        _RATES.fullmatch(leaf)
        or _INSIDE.search(leaf)
        or _PER_CENT.search(leaf)
        or any(_GROUPS.fullmatch(group) for group in groups)
    )
