"""The facts of a plan: the rows of the sheet `Kế hoạch`, name then value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

FACTS_SHEET: Final = "Kế hoạch"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name on the sheet, what is expected there, and a word of explanation."""

    name: str
    kind: Literal["text", "year", "date"] = "text"
    required: bool = False
    about: str = ""


ID: Final = Fact(
    "Mã kế hoạch", required=True, about="Bắt buộc. Mã ngắn, không dấu cách, ví dụ KG-2021-2025"
)
TITLE: Final = Fact("Tên kế hoạch", required=True, about="Bắt buộc. Tên đầy đủ như trong văn bản")
NUMBER: Final = Fact("Số hiệu", about="Số, ký hiệu của văn bản ban hành kế hoạch")
ISSUER: Final = Fact("Cơ quan ban hành")
ISSUED: Final = Fact("Ngày ban hành", "date")
FIRST_YEAR: Final = Fact("Năm bắt đầu", "year", required=True, about="Bắt buộc")
LAST_YEAR: Final = Fact("Năm kết thúc", "year", required=True, about="Bắt buộc")
PROVINCE: Final = Fact("Tỉnh")
CONSOLIDATOR: Final = Fact("Cơ quan tổng hợp", about="Nơi nhận và tổng hợp báo cáo")

FACTS: Final = (
    ID,
    TITLE,
    NUMBER,
    ISSUER,
    ISSUED,
    FIRST_YEAR,
    LAST_YEAR,
    PROVINCE,
    CONSOLIDATOR,
)
