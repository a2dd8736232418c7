"""Who is reminded, of what, and what the letter says."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plansheet import Consolidation, OutputError, Plan, merge, remind
from plansheet.forms.names import FormName
from plansheet.report.reminders import reminders
from support.effort import examples
from support.filling import AGENCIES, agency, indicator, make_plan, plan_tables, task
from support.sending import GOING, Filled, header_row, send, status
from support.word import lines

AS_OF = date(2021, 7, 5)
PERIOD = "2021-Q2"
TASK, FIGURES = FormName.TASK_REPORT, FormName.INDICATOR_REPORT


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Three agencies that report, one that only coordinates, and the one that collects."""
    contact = agency("SKHDT", "Sở Kế hoạch và Đầu tư", contact="th.skhdt@binhminh.gov.vn")
    tables = plan_tables(
        [
            task("NV1", "SYT", "Quý III/2021", coordinators="STP"),
            task("NV2", "SYT; STC"),
            task("NV3", "UBA", ""),
        ],
        [indicator("CT1", "SYT; UBA"), indicator("CT2", "SYT", unit="%", aggregation="Tỷ lệ")],
        agencies=[contact if one["agency_code"] == "SKHDT" else one for one in AGENCIES],
    )
    return make_plan(tmp_path_factory.mktemp("letters"), tables)


FULL: dict[str, Filled] = {
    "SYT": {
        (TASK, "NV1"): GOING,
        (TASK, "NV2"): GOING,
        (FIGURES, "CT1"): {"cumulative": Decimal(3)},
        (FIGURES, "CT2.tu"): {"cumulative": Decimal(1)},
        (FIGURES, "CT2.mau"): {"cumulative": Decimal(2)},
    },
    "STC": {(TASK, "NV2"): GOING},
    "UBA": {(TASK, "NV3"): GOING, (FIGURES, "CT1"): {"cumulative": Decimal(3)}},
    "STP": {("coordination_report", "NV1"): {"contribution": "Đã góp ý."}},
}


def letter(merged: Consolidation, code: str, folder: Path, lang: str = "vi") -> list[str]:
    remind(merged, folder / "letters", lang="en" if lang == "en" else "vi")
    return lines(folder / "letters" / f"{code}_{PERIOD}.docx")


def reasons(merged: Consolidation) -> dict[str, tuple[str, ...]]:
    return {one.agency.code: one.reasons for one in reminders(merged)}


def test_who_reported_in_time_and_without_errors_gets_no_letter(
    small: Plan, tmp_path: Path
) -> None:
    merged = merge(small, PERIOD, send(small, tmp_path / "in", FULL), AS_OF)
    assert reasons(merged) == {}
    assert remind(merged, tmp_path / "letters") == []
    assert not (tmp_path / "letters").exists()


def test_a_letter_to_who_has_sent_nothing(small: Plan, tmp_path: Path) -> None:
    sent = {code: FULL[code] for code in ("STC", "UBA", "STP")}
    merged = merge(small, PERIOD, send(small, tmp_path / "in", sent), AS_OF)
    assert reasons(merged) == {"SYT": ("missing",)}
    assert letter(merged, "SYT", tmp_path) == [
        "UBND TỈNH BÌNH MINH / SỞ KẾ HOẠCH VÀ ĐẦU TƯ"
        " | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc",
        "Số:          /…-… / V/v đôn đốc gửi báo cáo quý II/2021"
        " | Bình Minh, ngày 05 tháng 7 năm 2021",
        "Kính gửi: Sở Y tế",
        "Thực hiện Kế hoạch số 01/KH-UBND ngày 15 tháng 01 năm 2021 của UBND tỉnh Bình Minh, các"
        " cơ quan được giao nhiệm vụ, chỉ tiêu gửi báo cáo quý II/2021 về Sở Kế hoạch và Đầu tư,"
        " chậm nhất ngày 15 tháng 6 năm 2021.",
        "Tính đến ngày 05 tháng 7 năm 2021, Sở Kế hoạch và Đầu tư chưa nhận được báo cáo quý"
        " II/2021 của Sở Y tế (quá hạn 20 ngày).",
        "Để kịp tổng hợp, Sở Kế hoạch và Đầu tư đề nghị Sở Y tế:",
        "1. Báo cáo tình hình thực hiện 2 nhiệm vụ được giao chủ trì:",
        "STT | Mã | Tên đề án/nhiệm vụ | Thời gian trình",
        "1 | NV1 | Đề án số NV1 | Quý III/2021",
        "2 | NV2 | Đề án số NV2 | Quý IV/2021",
        "2. Báo cáo số liệu của 2 chỉ tiêu được giao:",
        "STT | Mã | Chỉ tiêu | Đơn vị tính",
        "1 | CT1 | Chỉ tiêu số CT1 | xã",
        "2 | CT2 | Chỉ tiêu số CT2 | %",
        "3. Ghi vào đúng biểu mẫu quý II/2021 đã phát hành (SYT_2021-Q2.xlsx), giữ dạng .xlsx,"
        " gửi về Sở Kế hoạch và Đầu tư (th.skhdt@binhminh.gov.vn) chậm nhất ngày … tháng … năm"
        " 2021.",
        "Sở Kế hoạch và Đầu tư đề nghị Sở Y tế quan tâm, phối hợp thực hiện./.",
        "Nơi nhận: / - Như trên; / - UBND tỉnh Bình Minh (để báo cáo); / - Lưu: VT, …"
        " | GIÁM ĐỐC / [Họ và tên]",
    ]


def test_before_the_deadline_nobody_is_overdue(small: Plan, tmp_path: Path) -> None:
    merged = merge(small, PERIOD, [], date(2021, 6, 9))
    assert reasons(merged) == dict.fromkeys(("SYT", "STC", "STP", "UBA"), ("missing",))
    said = letter(merged, "STP", tmp_path)
    assert said[4:9] == [
        "Tính đến ngày 09 tháng 6 năm 2021, Sở Kế hoạch và Đầu tư chưa nhận được báo cáo quý"
        " II/2021 của Sở Tư pháp.",
        "Để kịp tổng hợp, Sở Kế hoạch và Đầu tư đề nghị Sở Tư pháp:",
        "1. Báo cáo kết quả phối hợp thực hiện 1 nhiệm vụ (nếu có):",
        "STT | Mã | Tên đề án/nhiệm vụ | Thời gian trình",
        "1 | NV1 | Đề án số NV1 | Quý III/2021",
    ]
    assert said[9].endswith("chậm nhất ngày 15 tháng 6 năm 2021.")


def test_a_letter_about_errors_names_each_cell(small: Plan, tmp_path: Path) -> None:
    told: Filled = {
        (TASK, "NV1"): status("Đang thực hiện", progress=Decimal(140)),
        (TASK, "NV2"): status("Xong rồi mà"),
    }
    folder = send(small, tmp_path / "in", {**FULL, "SYT": told})
    merged = merge(small, PERIOD, folder, AS_OF)
    errors = [(p.code, p.cell) for p in merged.all_problems if p.severity == "error"]
    assert errors == [("out-of-range", "I6"), ("not-in-list", "H7")]
    assert reasons(merged) == {"SYT": ("errors",)}
    (one,) = reminders(merged)
    assert [row.code for row in one.tasks] == []
    said = letter(merged, "SYT", tmp_path)
    assert "V/v sửa, gửi lại báo cáo quý II/2021" in said[1]
    first, second = (p for p in merged.all_problems if p.severity == "error")
    assert said[4:-3] == [
        "Trong báo cáo quý II/2021 của Sở Y tế còn 2 lỗi; các ô có lỗi chưa được tổng hợp.",
        "Để kịp tổng hợp, Sở Kế hoạch và Đầu tư đề nghị Sở Y tế:",
        "1. Bổ sung số liệu (nếu có) của 2 chỉ tiêu còn để trống:",
        "STT | Mã | Chỉ tiêu | Đơn vị tính",
        "1 | CT1 | Chỉ tiêu số CT1 | xã",
        "2 | CT2 | Chỉ tiêu số CT2 | %",
        "2. Sửa 2 lỗi trong tệp đã gửi:",
        "STT | Trang tính, ô | Dòng | Nội dung | Cách xử lý",
        "Tệp SYT_2021-Q2.xlsx",
        f"1 | Nhiệm vụ, I6 | NV1 | {first.message} | {first.hint}",
        f"2 | Nhiệm vụ, H7 | NV2 | {second.message} | {second.hint}",
    ]
    assert said[-3].startswith("3. Sửa, bổ sung trong chính tệp đã gửi")


def test_a_letter_about_nothing_but_the_day(small: Plan, tmp_path: Path) -> None:
    folder = send(small, tmp_path / "in", FULL)
    with (folder / "received.tsv").open("a", encoding="utf-8") as received:
        received.write("SYT_2021-Q2.xlsx\t2021-06-18\n")
    merged = merge(small, PERIOD, folder, AS_OF)
    assert reasons(merged) == {"SYT": ("late",)}
    said = letter(merged, "SYT", tmp_path)
    assert "V/v chấp hành thời hạn gửi báo cáo quý II/2021" in said[1]
    assert said[4:-1] == [
        "Báo cáo của Sở Y tế nhận ngày 18 tháng 6 năm 2021, quá hạn 3 ngày.",
        "Sở Kế hoạch và Đầu tư đề nghị Sở Y tế gửi báo cáo các kỳ sau đúng thời hạn quy định./.",
    ]


def test_a_file_that_cannot_be_used_is_named(small: Plan, tmp_path: Path) -> None:
    wrong = send(small, tmp_path / "in", {"STC": FULL["STC"]}, period="2021-Q1")
    send(small, wrong, {code: FULL[code] for code in ("SYT", "UBA", "STP")})
    merged = merge(small, PERIOD, wrong, AS_OF)
    assert reasons(merged) == {"STC": ("refused", "missing", "errors")}
    said = letter(merged, "STC", tmp_path)
    why = next(p.message for p in merged.all_problems if p.code == "wrong-period")
    assert said[5] == (
        "Tệp “STC_2021-Q1.xlsx” Sở Tài chính gửi ngày 10 tháng 3 năm 2021: không dùng được. " + why
    )
    usable = send(small, wrong, {"STC": FULL["STC"]}, suffix="x")
    assert reasons(merge(small, PERIOD, usable, AS_OF)) == {}


def test_a_blank_workbook_is_named_and_everything_asked_for(small: Plan, tmp_path: Path) -> None:
    folder = send(small, tmp_path / "in", {**FULL, "STC": {}})
    merged = merge(small, PERIOD, folder, AS_OF)
    assert reasons(merged) == {"STC": ("blank",)}
    said = letter(merged, "STC", tmp_path)
    assert said[4:8] == [
        "Tính đến ngày 05 tháng 7 năm 2021, Sở Kế hoạch và Đầu tư chưa nhận được báo cáo quý"
        " II/2021 của Sở Tài chính (quá hạn 20 ngày).",
        "Tệp “STC_2021-Q2.xlsx” Sở Tài chính gửi ngày 10 tháng 6 năm 2021: biểu mẫu còn trống.",
        "Để kịp tổng hợp, Sở Kế hoạch và Đầu tư đề nghị Sở Tài chính:",
        "1. Báo cáo tình hình thực hiện 1 nhiệm vụ được giao chủ trì:",
    ]


def test_a_body_that_ended_without_heir_gets_no_letter(tmp_path: Path) -> None:
    agencies = [
        {**one, "valid_until": "31/3/2021"} if one["agency_code"] == "STC" else one
        for one in AGENCIES
    ]
    plan = make_plan(
        tmp_path, plan_tables([task("NV1", "STC"), task("NV2", "SYT")], agencies=agencies)
    )
    merged = merge(plan, PERIOD, [], AS_OF)
    assert merged.missing == ["SYT", "STC"]
    assert list(reasons(merged)) == ["SYT"]


def test_what_a_stranger_wrote_is_text(small: Plan, tmp_path: Path) -> None:
    evil = "=1+1{sender}\u202e<w:t>"
    folder = send(small, tmp_path / "in", FULL)
    path = folder / "STC_2021-Q2.xlsx"
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Nhiệm vụ"]
    sheet.cell(header_row(sheet, 2) + 1, 8).value = evil
    workbook.save(path)
    merged = merge(small, PERIOD, folder, AS_OF)
    said = "\n".join(letter(merged, "STC", tmp_path))
    assert "{sender}⟨U+202E⟩<w:t>" in said


def test_the_same_letters_have_the_same_bytes_and_none_is_lost(small: Plan, tmp_path: Path) -> None:
    merged = merge(small, PERIOD, [], AS_OF)
    first = {p.name: p.read_bytes() for p in remind(merged, tmp_path / "letters")}
    assert {p.name: p.read_bytes() for p in remind(merged, tmp_path / "letters")} == first
    assert list(first) == [f"{code}_2021-Q2.docx" for code in ("SYT", "STC", "STP", "UBA")]
    with zipfile.ZipFile(tmp_path / "letters" / "SYT_2021-Q2.docx") as package:
        assert {info.date_time[0] for info in package.infolist()} == {1980}
    (tmp_path / "letters" / "STP_2021-Q2.docx").write_bytes(b"edited")
    later = merge(small, PERIOD, [], date(2021, 7, 6))
    with pytest.raises(OutputError) as error:
        remind(later, tmp_path / "letters")
    assert error.value.key == "letter-differs"
    (tmp_path / "letters" / "STP_2021-Q2.docx").unlink()
    assert {p.name: p.read_bytes() for p in (tmp_path / "letters").iterdir()} == {
        name: content for name, content in first.items() if not name.startswith("STP")
    }


def test_a_letter_in_english(small: Plan, tmp_path: Path) -> None:
    said = letter(merge(small, PERIOD, [], AS_OF), "UBA", tmp_path, "en")
    assert said[4] == (
        "As of 5 July 2021, Sở Kế hoạch và Đầu tư has not received the report of"
        " Quarter II/2021 of UBND huyện An Bình (20 days overdue)."
    )


CODES = ("SYT", "STC", "STP", "UBA")
WRONG: dict[str, Filled] = {
    "SYT": {(TASK, "NV1"): status("Xong")},
    "STC": {(TASK, "NV2"): {}},
    "STP": FULL["STP"],
    "UBA": {(TASK, "NV3"): GOING, (FIGURES, "CT1"): {"cumulative": "nhiều"}},
}
"""Errors of each, but for the one that may leave everything blank."""


@settings(max_examples=examples(40))
@given(st.tuples(*[st.sampled_from(("missing", "blank", "in time", "late", "wrong"))] * len(CODES)))
def test_exactly_those_get_a_letter_that_have_a_reason(
    small: Plan, tmp_path_factory: pytest.TempPathFactory, kinds: tuple[str, ...]
) -> None:
    """Each missing agency exactly one, nobody without a reason any."""
    folder = tmp_path_factory.mktemp("any")
    returns = folder / "in"
    returns.mkdir()
    owed = []
    for code, kind in zip(CODES, kinds, strict=True):
        if kind != "missing":
            filled: Filled = {} if kind == "blank" else (WRONG if kind == "wrong" else FULL)[code]
            send(small, returns, {code: filled})
        if kind == "late":
            with (returns / "received.tsv").open("a", encoding="utf-8") as received:
                received.write(f"{code}_{PERIOD}.xlsx\t2021-06-30\n")
        if kind in ("missing", "blank", "late") or (kind == "wrong" and code != "STP"):
            owed.append(f"{code}_{PERIOD}.docx")
    paths = remind(merge(small, PERIOD, returns, AS_OF), folder / "letters")
    assert [path.name for path in paths] == owed
    assert sorted(folder.glob("letters/*")) == sorted(paths)
