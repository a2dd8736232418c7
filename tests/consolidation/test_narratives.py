"""What agencies say of the period in words, from their sheet to the report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet.report.explain import explain
from plansheet.report.reading import read_report
from plansheet.report.upper_level import fill_upper_level
from support.filling import indicator, key, make_plan, plan_tables, task
from support.sending import decide

AS_OF = date(2021, 6, 20)
SHEET = "Đánh giá chung"
HEADINGS = (
    *("Kết quả nổi bật", "Tồn tại, hạn chế", "Nguyên nhân"),
    *("Giải pháp kỳ tới", "Kiến nghị"),
)
ECONOMY, HEALTH = "Phát triển kinh tế", "Y tế, giáo dục"

PARAGRAPHS = "Đoạn một:\n- ý thứ nhất;\n- ý thứ hai.\n\n   Đoạn hai, lùi vào."
LONGEST = ("Số liệu 12.345, dấu “ngoặc” & <b>thẻ</b>. " * 900)[:32767]
HOSTILE = '=HYPERLINK("http://x";"bấm") <w:p>&amp; ]]>'


@pytest.fixture
def plan(tmp_path: Path) -> plansheet.Plan:
    tasks = [
        task("NV1", "SYT", field=HEALTH),
        task("NV2", "STC", field=ECONOMY),
        task("NV3", "SYT; STC", "", field=ECONOMY),
        task("NV4", "SKHDT", coordinators="STP"),
    ]
    return make_plan(tmp_path, plan_tables(tasks, [indicator("CT1", "UBA", field=ECONOMY)]))


def issued(plan: plansheet.Plan, folder: Path) -> dict[str, Path]:
    paths = plansheet.issue(plan, "2021-Q2", folder / "issued")
    return {path.stem.split("_")[0]: path for path in paths}


def written(
    plan: plansheet.Plan, folder: Path, said: Mapping[str, Mapping[str, str | None]], name: str = ""
) -> Path:
    """Returns in which agencies typed into cells of the sheet, and nothing else."""
    (folder / "returns").mkdir(exist_ok=True)
    templates = issued(plan, folder)
    for agency, cells in said.items():
        book = openpyxl.load_workbook(templates[agency])
        for cell, text in cells.items():
            book[SHEET][cell].value = text
            book[SHEET][cell].data_type = "s"
        book.save(folder / "returns" / f"{templates[agency].stem}{name}.xlsx")
    return folder / "returns"


def table_of(book: Path, sheet: str, header: int) -> list[list[object]]:
    return [
        list(row)
        for row in openpyxl.load_workbook(book)[sheet].iter_rows(min_row=header, values_only=True)
    ]


def test_each_agency_has_the_headings_of_its_own_fields(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    rows = {
        agency: [tuple(row[:4]) for row in table_of(path, SHEET, 7) if row[2]]
        for agency, path in issued(plan, tmp_path).items()
    }

    def of(field: str, code: str) -> list[tuple[object, ...]]:
        return [(f"{code}.{n}", field, head, None) for n, head in enumerate(HEADINGS, 1)]

    head = ("Mã", "Lĩnh vực", "Mục", "Nội dung đánh giá")
    health, economy = of(HEALTH, "ĐG.YTGD"), of(ECONOMY, "ĐG.PTKT")
    assert rows == {
        "SYT": [head, *health, *economy],
        "STC": [head, *economy],
        "SKHDT": [head, *of("Chung", "ĐG")],
        "STP": [head, *of("Chung", "ĐG")],
        "UBA": [head, *economy],
    }


def test_texts_come_verbatim_by_field_and_heading(plan: plansheet.Plan, tmp_path: Path) -> None:
    returns = written(
        plan,
        tmp_path,
        {
            "SYT": {"D8": PARAGRAPHS, "D13": LONGEST},
            "STC": {"D8": HOSTILE, "D12": "Đề nghị bổ sung kinh phí"},
            "STP": {"D9": "  Thiếu biên chế "},
            "UBA": {},
        },
    )
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert merged.blank == ["UBA"]
    told = [
        ("Chung", "Tồn tại, hạn chế", "STP", "  Thiếu biên chế ", "D9", "ĐG.2"),
        (HEALTH, "Kết quả nổi bật", "SYT", PARAGRAPHS, "D8", "ĐG.YTGD.1"),
        (ECONOMY, "Kết quả nổi bật", "SYT", LONGEST, "D13", "ĐG.PTKT.1"),
        (ECONOMY, "Kết quả nổi bật", "STC", HOSTILE, "D8", "ĐG.PTKT.1"),
        (ECONOMY, "Kiến nghị", "STC", "Đề nghị bổ sung kinh phí", "D12", "ĐG.PTKT.5"),
    ]
    assert [tuple(row) for row in merged.narratives.itertuples(index=False)] == [
        (field, heading, agency, text, f"{agency}_2021-Q2.xlsx", SHEET, cell, code)
        for field, heading, agency, text, cell, code in told
    ]
    used = merged.provenance
    assert [tuple(row) for row in used[used["column"] == "narrative"].itertuples(index=False)] == [
        (code, "narrative", text, agency, f"{agency}_2021-Q2.xlsx", SHEET, cell)
        for _, _, agency, text, cell, code in told
    ]
    assert key(p for p in merged.all_problems if p.sheet == SHEET) == set()
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    assert table_of(report, SHEET, 4) == [
        [
            *("Lĩnh vực", "Mục", "Mã cơ quan", "Cơ quan", "Nội dung đánh giá"),
            *("Tệp", "Trang tính", "Ô", "Mã"),
        ],
        *(
            [
                *(field, heading, agency, plan.agency_name(agency), text),
                *(f"{agency}_2021-Q2.xlsx", SHEET, cell, code),
            ]
            for field, heading, agency, text, cell, code in told
        ),
    ]
    cells = openpyxl.load_workbook(report)[SHEET]["E"][3:]
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}
    read = read_report(report, plan)
    assert {
        (agency, code): values["narrative"]
        for (form, agency, code), values in read.rows.items()
        if form == "narrative_report"
    } == {(agency, code): text for _, _, agency, text, _, code in told}


def test_a_text_keeps_the_field_that_it_was_written_about(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    """The plan was revised since: one field is new, another is called otherwise; codes stay."""
    returns = written(plan, tmp_path, {"SYT": {"D8": "Về y tế", "D13": "Về kinh tế"}})
    tasks = [
        task("NV0", "SYT", field="Nông nghiệp"),
        task("NV1", "SYT", field="Y tế, giáo dục và xã hội"),
        task("NV2", "STC", field=ECONOMY),
        task("NV3", "SYT; STC", "", field=ECONOMY),
    ]
    (tmp_path / "2").mkdir()
    revised = make_plan(tmp_path / "2", plan_tables(tasks))
    merged = plansheet.merge(revised, "2021-Q2", returns, AS_OF)
    assert [(one.field, one.text) for one in merged.all_narratives] == [
        (ECONOMY, "Về kinh tế"),
        (HEALTH, "Về y tế"),
    ]
    (stale,) = (p.value for p in merged.all_problems if p.code == "stale-template")
    assert stale == "NV0"


def test_an_upper_level_gets_no_words_that_its_office_did_not_write(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    returns = written(plan, tmp_path, {"STC": {"D8": "Đạt", "D9": "Chậm"}})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    template = issued(plan, tmp_path)["SYT"]
    filled = fill_upper_level(merged, template, tmp_path / "up.xlsx")
    assert SHEET not in {p.sheet for p in filled.problems}
    sheet = openpyxl.load_workbook(filled.path)[SHEET]
    assert not any(cell.value for cell in sheet["D"][7:17])


def test_what_an_agency_said_is_explained(plan: plansheet.Plan, tmp_path: Path) -> None:
    returns = written(plan, tmp_path, {"STC": {"D8": PARAGRAPHS}, "SYT": {"D13": "Tốt"}})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    for text in ("STC", "sở tài chính"):
        told = explain(report, text)
        assert (told.code, told.name) == ("STC", "Sở Tài chính")
        assert told.says["Tệp"] == "STC_2021-Q2.xlsx"
        assert [(o.form, o.cells, o.said) for o in told.origins] == [
            (f"{SHEET} ĐG.PTKT.1", "D8", {"Nội dung đánh giá": PARAGRAPHS})
        ]
    told = explain(report, "ĐG.PTKT.1")
    assert told.name == f"{ECONOMY} – Kết quả nổi bật"
    assert [(o.agency, o.cells) for o in told.origins] == [("SYT", "D13"), ("STC", "D8")]
    silent = explain(report, "UBA")
    assert (silent.name, silent.origins) == ("UBND huyện An Bình", ())
    with pytest.raises(plansheet.InputError):
        explain(report, "SYT2")


def test_headings_may_be_in_english(plan: plansheet.Plan, tmp_path: Path) -> None:
    (path,) = (
        path
        for path in plansheet.issue(plan, "2021-Q2", tmp_path / "issued", lang="en")
        if path.name.startswith("STC")
    )
    book = openpyxl.load_workbook(path)
    sheet = book["Assessment"]
    assert [cell.value for cell in sheet[7]] == ["Code", "Field", "Heading", "Assessment", "Check"]
    assert [cell.value for cell in sheet["C"][7:12]] == [
        *("Highlights", "Shortcomings", "Causes", "Next steps", "Recommendations"),
    ]
    sheet["D9"] = "Too few staff"
    book.save(path)
    merged = plansheet.merge(plan, "2021-Q2", [path], AS_OF)
    assert [(one.heading, one.text) for one in merged.all_narratives] == [
        ("Tồn tại, hạn chế", "Too few staff")
    ]
    assert key(p for p in merged.all_problems if p.sheet == "Assessment" and p.cell) == set()


def test_nothing_is_asked_nothing_is_invented(plan: plansheet.Plan, tmp_path: Path) -> None:
    """The sheet may be left blank, its rows and the sheet itself deleted, without a word."""
    returns = written(plan, tmp_path, {"SYT": {}, "STC": {}})
    for name, change in (("SYT", "rows"), ("STC", "sheet")):
        path = returns / f"{name}_2021-Q2.xlsx"
        book = openpyxl.load_workbook(path)
        book["Nhiệm vụ"]["H6"] = "Đang thực hiện"
        if change == "rows":
            book[SHEET].delete_rows(9, 3)
        else:
            del book[SHEET]
        book.save(path)
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert key(p for p in merged.all_problems if p.file) == {
        ("missing-required", "Nhiệm vụ", "H7"),
        ("late-return", "", ""),
    }
    assert len(merged.narratives) == 0
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    assert SHEET not in openpyxl.load_workbook(report).sheetnames


def test_every_cell_of_the_sheet_is_used_or_named(plan: plansheet.Plan, tmp_path: Path) -> None:
    returns = written(
        plan,
        tmp_path,
        {
            "STC": {
                "D8": "Kết quả tốt",
                "C9": "Khó khăn chính",
                "E10": "ghi bên cạnh",
                "A13": "ĐG.PTKT.6",
                "C13": "Đề xuất khác",
                "D13": "Thêm một mục",
                "D15": "Dưới bảng",
            }
        },
    )
    path = returns / "STC_2021-Q2.xlsx"
    book = openpyxl.load_workbook(path)
    book[SHEET]["D11"] = "=1/0"
    book[SHEET]["D12"] = 12
    book.save(path)
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert key(p for p in merged.all_problems if p.sheet == SHEET) == {
        ("locked-cell-changed", SHEET, "C9"),
        ("unread-cell", SHEET, "E10"),
        ("formula-in-input", SHEET, "D11"),
        *(("row-added", SHEET, cell) for cell in ("A13", "C13", "D13", "D15")),
    }
    assert [(t.heading, t.text) for t in merged.all_narratives] == [
        ("Kết quả nổi bật", "Kết quả tốt"),
        ("Kiến nghị", "12"),
    ]


def test_a_later_return_counts_and_the_coordinator_decides(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    written(plan, tmp_path, {"STC": {"D8": "Lần đầu", "D9": "Chỉ ở lần đầu"}})
    returns = written(plan, tmp_path, {"STC": {"D8": "Lần hai"}}, "_lan2")
    dates = "STC_2021-Q2.xlsx\t2021-06-10\nSTC_2021-Q2_lan2.xlsx\t2021-06-12\n"
    (returns / "received.tsv").write_text(dates, encoding="utf-8")
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)

    def told(one: plansheet.Consolidation) -> list[tuple[object, ...]]:
        columns = ["heading", "narrative", "file", "cell"]
        return [tuple(row) for row in one.narratives[columns].itertuples(index=False)]

    first, second = "STC_2021-Q2.xlsx", "STC_2021-Q2_lan2.xlsx"
    assert told(merged) == [
        ("Kết quả nổi bật", "Lần hai", second, "D8"),
        ("Tồn tại, hạn chế", "Chỉ ở lần đầu", first, "D9"),
    ]
    assert ("duplicate-return", SHEET, "D8") in key(merged.all_problems)
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    rows = [r[:10] for r in table_of(report, "Xung đột", 1) if r[0] == "ĐG.PTKT.1"]
    assert [(r[1], r[2], r[6]) for r in rows] == [
        (name, "Nội dung đánh giá", text)
        for name, text in ((f"{ECONOMY} – Kết quả nổi bật", "Lần đầu"), (None, "Lần hai"))
    ]
    decide(report, {1: {"Quyết định": "x", "Lý do": "Bản đầu đầy đủ hơn"}})
    again = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert told(again) == [
        ("Kết quả nổi bật", "Lần đầu", "report.xlsx", "K6"),
        ("Tồn tại, hạn chế", "Chỉ ở lần đầu", first, "D9"),
    ]
