"""The same plans as other provinces would write them: other headings, numbers and marks."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from plansheet.documents import import_document
from plansheet.plan.workbook.tables import PlanRow, PlanTables
from support.places import EXAMPLES

AGENCY = r"(?=Sở|Cục|Ban|Kho|Đài|Công an|Thanh tra|Văn phòng|UBND|Đề nghị)"

HAU_GIANG = {
    "another province": [("Hậu Giang", "Sóc Trăng"), ("HẬU GIANG", "SÓC TRĂNG")],
    "asked to": [(rf"^(\d+)\. (?!Đề nghị){AGENCY}(.*)$", r"\1. Giao \2:")],
    "tasks of": [(rf"^(\d+)\. (?!Đề nghị){AGENCY}(.*)$", r"\1. Nhiệm vụ của \2")],
    "as for": [(rf"^(\d+)\. (?!Đề nghị){AGENCY}(.*)$", r"\1. Đối với \2:")],
    "agencies without numbers": [(rf"^\d+\. {AGENCY}", "")],
    "agencies in bold": [(rf"^(\d+\. {AGENCY}.*)$", r"**\1**")],
    "parts": [
        (r"^I\. Nhiệm vụ trọng tâm.*$", "Phần II\n\nPHÂN CÔNG NHIỆM VỤ"),
        (r"^II\. Tổ chức thực hiện", "Phần III\n\nTỔ CHỨC TRIỂN KHAI THỰC HIỆN"),
    ],
    "dashes for letters": [(r"^[a-zđ]\) (?!Lĩnh|Tài ng)", "- ")],
    "letters with dots": [(r"^([a-zđ])\) ", r"\1. ")],
    "reporting regime": [(r"^II\. Tổ chức thực hiện", "II. CHẾ ĐỘ THÔNG TIN, BÁO CÁO")],
    "goals in a section": [
        (r"và các chỉ tiêu chủ yếu năm 2021 là:", "cụ thể.\n\nI. MỤC TIÊU CỤ THỂ"),
        (r"^I\. Nhiệm", "II. Nhiệm"),
        (r"^II\. Tổ chức", "III. Tổ chức"),
    ],
    "goals with dashes": [(r"^\(\d+\) ", "- ")],
}
TRA_VINH = {
    "in charge": [(r"^(\d+\.\d+)\.? (Sở [^:,\n]*): ", r"\1. Giao \2 chủ trì thực hiện: ")],
    "letters": [
        (rf"^\d+\.{number}\.? (?!Trước|Thường|Hằng|Tổng)", f"{letter}) ")
        for number, letter in zip("1234567", "abcdđeg", strict=True)
    ],
    "dashes and pluses": [
        (r"^- (?=[A-ZĐ])", "+ "),
        (r"^\d+\.\d+\.? (?!Trước|Thường|Hằng|Tổng)", "- "),
    ],
    "roman themes": [
        (rf"^{number}\. (?!Thủ trưởng|Sở)", f"{roman}. ")
        for number, roman in enumerate(
            ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"], start=1
        )
    ],
    "organisation in small letters": [(r"^\* TỔ CHỨC THỰC HIỆN", "B. Tổ chức thực hiện")],
}
HA_TINH = {
    "in charge": [("chủ trì, phối hợp với", "là cơ quan chủ trì, phối hợp chặt chẽ với")],
    "asked to": [(r"^(\d+\.\d+\.) (Sở)", r"\1 Giao \2")],
    "paragraphs without blank lines": [(r"\n\n", "\n")],
}
FAST = {"parts", "letters", "asked to"}
"""One of each document."""

CASES = [
    pytest.param(
        name, wordings[how], id=f"{name}: {how}", marks=[pytest.mark.slow] * (how not in FAST)
    )
    for name, wordings in (
        ("hau_giang_2021", HAU_GIANG),
        ("tra_vinh_2020", TRA_VINH),
        ("ha_tinh_2021", HA_TINH),
    )
    for how in wordings
]


@cache
def original(name: str) -> PlanTables:
    return import_document(EXAMPLES / name / "source.txt").tables


def names(tables: PlanTables) -> list[str]:
    """Names of tasks that are listed as such, without the words that a rewording puts before."""
    return [re.sub(r"Hậu Giang|Sóc Trăng", "", row["task_name"]) for row in assigned(tables)]


def assigned(tables: PlanTables) -> list[PlanRow]:
    """The tasks besides what the organisation of the plan says."""
    return [row for row in tables.tasks if "phần tổ chức thực hiện" not in row["note"]]


@pytest.mark.parametrize(("name", "wording"), CASES)
def test_the_importer_holds(name: str, wording: list[tuple[str, str]], tmp_path: Path) -> None:
    text = (EXAMPLES / name / "source.txt").read_text(encoding="utf-8")
    for pattern, other in wording:
        reworded = re.sub(pattern, other, text, flags=re.MULTILINE)
        assert reworded != text
        text = reworded
    path = tmp_path / "source.txt"
    path.write_text(text, encoding="utf-8")
    found, expected = import_document(path).tables, original(name)
    assert names(found) == names(expected)
    led = Counter(len(row["leads"]) > 0 for row in assigned(found))
    assert led == Counter(len(row["leads"]) > 0 for row in assigned(expected))
    assert len(found.indicators) == len(expected.indicators)
    assert found.calendar == expected.calendar
    assert {row["agency_code"] for row in found.agencies} == {
        row["agency_code"] for row in expected.agencies
    }
