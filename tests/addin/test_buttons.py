"""What the buttons do, against xlwings' public objects on the engine of `xlwings_engine`."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlwings as xw

import plansheet
from plansheet.addin import press
from plansheet.addin.building import ADDIN_FILE, addin
from plansheet.addin.buttons import BUTTONS
from plansheet.addin.escape import escape_pressed
from plansheet.addin.excel import Excel
from plansheet.addin.macro_sources import MacroSources
from plansheet.addin.panel import RECEIPTS_KEY
from plansheet.addin.pressing import LOG, refuse_open_python, run
from plansheet.demo.simulation import simulate
from plansheet.documents import import_document
from plansheet.forms.resources import resource
from plansheet.problems import InputError
from plansheet.report.upper_level import fill_upper_level
from plansheet.returns.find import find_returns
from support.addin import xlwings_engine
from support.addin.macro_office import MacroOffice, with_stubs
from support.blank_forms import SHEET, Blank, fill
from support.filling import agency, indicator, make_plan, plan_tables, task
from support.places import EXAMPLES, MACROS

AS_OF = date(2021, 7, 1)
PERIOD = "2021-Q2"
CODES = ("SYT", "STC", "SKHDT")
HOSTILE = "=cmd|'calc'!A0.xlsx"
"""A file name that wants to be a formula."""


@pytest.fixture(autouse=True)
def as_in_a_kit(monkeypatch: pytest.MonkeyPatch) -> None:
    """No button imports what a kit for Windows leaves out."""
    for module in ("pandas", "numpy", "pygments", "markdown_it"):
        monkeypatch.setitem(sys.modules, module, None)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coordinator's folder: a plan, returns that came, places to write to."""
    folder = tmp_path_factory.mktemp("Kế hoạch 2021")
    tables = plan_tables(
        [task(f"NV{n}", CODES[n % 3]) for n in range(6)],
        [indicator("CT1", "SYT; STC", target_2021="50")],
        agencies=[
            agency("SYT", "Sở Y tế"),
            agency("STC", "Sở Tài chính"),
            agency("SKHDT", "Sở Kế hoạch và Đầu tư"),
        ],
    )
    plan = make_plan(folder, tables)
    for name in ("gửi về", "biểu mẫu", "trả lại"):
        (folder / name).mkdir()
    simulate(plan, plan.period(PERIOD), folder / "gửi về", AS_OF, seed=3)
    (folder / "gửi về" / f"SKHDT_{PERIOD}.xlsx").unlink()
    (folder / "gửi về" / HOSTILE).write_bytes(b"no workbook")
    return folder


class Desk:
    """Excel with the add-in and the plan open, and what a coordinator does there."""

    def __init__(self, folder: Path, data: Path, app: xw.App) -> None:
        self.folder, self.data, self.app = folder, data, app
        self.words = app.books.open(str(MACROS / ADDIN_FILE)).sheets["plansheet"]
        self.app.books.open(str(folder / "plan.xlsx"))
        self.answer(today="1/7/2021", saved="yes", period=PERIOD, as_of="1/7/2021")
        self.answer(returns=folder / "gửi về", plan=folder / "plan.xlsx")
        self.stop: Callable[[], bool] = lambda: False

    def answer(self, **answers: object) -> None:
        """What VBA wrote into the add-in's sheet."""
        keys = [row[0] for row in self.words.range((1, 1), (60, 4)).value]
        for key, value in answers.items():
            self.words.range((keys.index(key) + 1, 3)).value = f"'{value}"

    def press(self, button: str, *, panel: bool = False) -> None:
        """Press a button with the active workbook."""
        book = self.app.books.active
        excel = Excel(book, data=self.data, panel=panel, stop=self.stop)
        run(excel, BUTTONS[button])
        assert self.app.status_bar is False

    @property
    def alerts(self) -> list[tuple[str, str | None]]:
        return list(self.app.impl.alerts)

    @property
    def said(self) -> list[str]:
        """What stood in the status bar, one after the other."""
        return [text for text in self.app.impl.statuses if isinstance(text, str)]

    @property
    def active(self) -> Any:
        """The active workbook, as openpyxl has it."""
        return self.app.books.active.impl.api

    def table(self) -> list[list[Any]]:
        """The rows of the active workbook's first sheet."""
        return [[cell.value for cell in row] for row in self.active.worksheets[0].iter_rows()]


@pytest.fixture
def excel(desk: Path, tmp_path: Path) -> Iterator[Desk]:
    yield Desk(desk, tmp_path.with_name(f"{tmp_path.name} data"), xlwings_engine.start())


def test_tong_hop_opens_the_report(excel: Desk, tmp_path: Path) -> None:
    excel.answer(report=tmp_path / "báo cáo")
    excel.press("merge")
    assert excel.alerts == []
    assert excel.app.books.active.fullname == str(tmp_path / "báo cáo.xlsx")
    assert excel.active.sheetnames[:3] == ["Tổng hợp", "Nhiệm vụ", "Chỉ tiêu"]
    merged = plansheet.merge(
        plansheet.read_plan(excel.folder / "plan.xlsx"), PERIOD, excel.folder / "gửi về", AS_OF
    )
    written = plansheet.write_report(merged, tmp_path / "r.xlsx")
    assert (tmp_path / "báo cáo.xlsx").read_bytes() == written.read_bytes()
    reading, *statuses = excel.said
    assert reading == "Đọc plan.xlsx…"
    files = len(list((excel.folder / "gửi về").iterdir())) - 1
    names = [file.name for file in find_returns(excel.folder / "gửi về")]
    assert len(names) == files
    assert statuses[:files] == [
        f"Đọc báo cáo: {done}/{files} · {name} (giữ phím Esc để dừng)"
        for done, name in enumerate(names, 1)
    ]
    assert statuses[files:] == [
        "Ghi báo cáo.xlsx…",
    ]


def test_from_the_ribbon_to_the_open_report(
    excel: Desk, office: MacroOffice, sources: MacroSources, tmp_path: Path, monkeypatch: Any
) -> None:
    """LibreOffice presses the button; what the stub heard runs with the answers that VBA wrote."""
    report = tmp_path / "tổng hợp quý II.xlsx"
    office.load(addin(with_stubs(sources)).to_bytes(), tmp_path / "plansheet.xlam")
    office.show(excel.folder / "plan.xlsx")
    office.give(PERIOD, "1/7/2021", str(excel.folder / "gửi về"), "no", str(report))
    heard = office.press("PlansheetMerge")
    keys = ("today", "saved", "period", "as_of", "returns", "report")
    excel.answer(**{key: office.answer(key) for key in keys})
    monkeypatch.setattr(xw.Book, "_mock_caller", excel.app.books["plan.xlsx"], raising=False)
    monkeypatch.setattr(sys, "tracebacklimit", 1000, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    exec(heard)
    assert excel.alerts == []
    assert excel.app.books.active.fullname == str(report)
    assert excel.active.sheetnames[0] == "Tổng hợp"


def test_an_existing_report_is_replaced_only_after_yes(excel: Desk, tmp_path: Path) -> None:
    report = tmp_path / "r.xlsx"
    excel.answer(report=report)
    excel.press("merge")
    first = report.read_bytes()
    assert excel.app.books.active.name == "r.xlsx"
    excel.answer(as_of="2/7/2021")
    excel.app.books["plan.xlsx"].activate()
    excel.app.impl.replies = ["no"]
    excel.press("merge")
    assert report.read_bytes() == first
    excel.app.impl.replies = ["yes"]
    excel.press("merge")
    assert report.read_bytes() != first
    assert [mode for _, mode in excel.alerts] == [None, None]
    assert [book.name for book in excel.app.books].count("r.xlsx") == 1


def test_the_decisions_in_a_report_are_kept(excel: Desk, tmp_path: Path, monkeypatch: Any) -> None:
    import plansheet.cycle

    report = tmp_path / "r.xlsx"
    excel.answer(report=report)
    excel.press("merge")
    excel.app.books["plan.xlsx"].activate()
    given: list[Any] = []
    real = plansheet.cycle.merge

    def noted(*arguments: Any, **named: Any) -> Any:
        given.append((named["decisions"], named["previous"]))
        return real(*arguments, **named)

    monkeypatch.setattr(plansheet.cycle, "merge", noted)
    excel.app.impl.replies = ["yes"]
    excel.press("merge")
    assert given == [(report, None)]


def test_an_open_report_that_excel_cannot_save_stays_open(excel: Desk, tmp_path: Path) -> None:
    excel.answer(report=tmp_path / "r.xlsx")
    excel.press("merge")
    excel.app.books["r.xlsx"].impl.read_only = True
    before = (tmp_path / "r.xlsx").read_bytes()
    excel.app.books["plan.xlsx"].activate()
    excel.app.impl.replies = ["yes"]
    excel.press("merge")
    assert "Excel không lưu được" in excel.alerts[-1][0]
    assert "r.xlsx" in [book.name for book in excel.app.books]
    assert (tmp_path / "r.xlsx").read_bytes() == before


def test_what_is_no_report_is_never_replaced(excel: Desk, tmp_path: Path) -> None:
    report = tmp_path / "r.xlsx"
    report.write_bytes((excel.folder / "plan.xlsx").read_bytes())
    excel.answer(report=report)
    excel.app.impl.replies = ["yes"]
    excel.press("merge")
    assert report.read_bytes() == (excel.folder / "plan.xlsx").read_bytes()
    assert excel.alerts[-1][1] == "critical"


@pytest.mark.parametrize("report", ["plan.xlsx", "gửi về/x.xlsx"])
def test_a_report_never_replaces_what_was_read(excel: Desk, report: str) -> None:
    before = (excel.folder / "plan.xlsx").read_bytes()
    excel.answer(report=excel.folder / report)
    excel.press("merge")
    ((text, mode),) = excel.alerts
    assert "ghi ra chỗ khác" in text
    assert mode == "critical"
    assert (excel.folder / "plan.xlsx").read_bytes() == before


def test_stopping_between_two_files_leaves_nothing(excel: Desk, tmp_path: Path) -> None:
    calls = iter([False, False, True])
    excel.stop = lambda: next(calls)
    excel.answer(report=tmp_path / "r.xlsx")
    excel.press("merge")
    assert [text for text, _ in excel.alerts] == ["Đã dừng theo yêu cầu. Không có gì bị ghi dở."]
    assert list(calls) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == []
    excel.stop = lambda: True
    excel.answer(issued=tmp_path)
    excel.press("issue")
    assert list(tmp_path.iterdir()) == []


def test_a_second_button_stops_while_one_is_at_work(excel: Desk, tmp_path: Path) -> None:
    """Another process here, as another press, or another Excel, has another Python."""
    code = (
        "import sys; from pathlib import Path; from plansheet.addin.one_at_a_time import alone\n"
        "with alone(Path(sys.argv[1])) as alone: print(alone, flush=True); sys.stdin.read()"
    )
    root = str(Path(plansheet.__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", code, str(excel.data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
        text=True,
    ) as other:
        assert other.stdin and other.stdout
        assert other.stdout.readline() == "True\n"
        excel.answer(report=tmp_path / "r.xlsx")
        excel.press("merge")
        assert [text for text, _ in excel.alerts] == [
            "Một nút khác của plansheet đang làm việc. Chờ nút đó xong rồi bấm lại."
        ]
        assert list(tmp_path.iterdir()) == []
        other.kill()  # however it ends, the next press works
    excel.press("merge")
    assert excel.app.books.active.name == "r.xlsx"


def test_results_open_with_the_first_page_in_view(
    excel: Desk, tmp_path: Path, monkeypatch: Any
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(xlwings_engine.Sheet, "activate", lambda sheet: seen.append(sheet.name))
    excel.answer(report=tmp_path / "r.xlsx")
    excel.press("merge")
    assert seen == ["Tổng hợp"]


# The rest of the cycle.


def test_reminding_writes_letters(excel: Desk, tmp_path: Path) -> None:
    excel.answer(letters=tmp_path, as_of="1/8/2021")
    excel.press("remind")
    ((text, mode),) = excel.alerts
    letters = sorted(path.name for path in tmp_path.iterdir())
    assert f"SKHDT_{PERIOD}.docx" in letters
    assert text.startswith(f"Đã ghi {len(letters)} công văn đôn đốc")
    assert mode == "info"
    excel.answer(letters=excel.folder / "gửi về")
    excel.press("remind")
    assert excel.alerts[-1][1] == "critical"


def test_the_template_of_the_upper_level_is_filled(excel: Desk, tmp_path: Path) -> None:
    plan = plansheet.read_plan(excel.folder / "plan.xlsx")
    template = next(
        p for p in plansheet.issue(plan, PERIOD, tmp_path / "cấp trên") if "SYT" in p.name
    )
    before = template.read_bytes()
    excel.answer(template=template, filled=tmp_path / "gửi lên")
    excel.press("fill_in")
    assert excel.app.books.active.name == "gửi lên.xlsx"
    merged = plansheet.merge(plan, PERIOD, excel.folder / "gửi về", AS_OF)
    fill_upper_level(merged, template, tmp_path / "b.xlsx")
    assert (tmp_path / "gửi lên.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    excel.answer(filled=template)
    excel.app.books["plan.xlsx"].activate()
    excel.press("fill_in")
    assert "ghi ra chỗ khác" in excel.alerts[-1][0]
    assert template.read_bytes() == before


def test_groups_are_asked_where_the_button_says_so(
    excel: Desk, tmp_path: Path, monkeypatch: Any
) -> None:
    import plansheet.cycle

    given: list[bool] = []

    def noted(*arguments: Any, **named: Any) -> list[Path]:
        given.append(named["groups"])
        return []

    monkeypatch.setattr(plansheet.cycle, "issue", noted)
    excel.answer(issued=tmp_path)
    excel.press("issue")
    excel.press("issue_groups")
    assert given == [False, True]


def test_the_report_of_the_period_before_is_used(
    excel: Desk, tmp_path: Path, monkeypatch: Any
) -> None:
    """By every button that asks for it."""
    import plansheet.cycle

    class AskedError(Exception):
        pass

    previous = tmp_path / "kỳ trước.xlsx"
    previous.write_bytes(b"")
    excel.answer(issued=tmp_path, report=tmp_path / "r.xlsx", filled=tmp_path / "f.xlsx")
    excel.answer(previous=previous, template=excel.folder / "plan.xlsx")
    given: list[object] = []

    def issued(plan: object, period: str, folder: Path, before: object, **_: object) -> None:
        given.append(before)
        raise AskedError

    def merged(*_: object, previous: object, **__: object) -> None:
        given.append(previous)
        raise AskedError

    monkeypatch.setattr(plansheet.cycle, "issue", issued)
    monkeypatch.setattr(plansheet.cycle, "merge", merged)
    for button in ("issue", "issue_groups", "merge", "fill_in"):
        excel.press(button)
        assert given == [previous], button
        given.clear()


def test_two_versions_of_a_plan_are_compared(excel: Desk, tmp_path: Path) -> None:
    excel.answer(old_plan=excel.folder / "plan.xlsx")
    excel.press("compare")
    assert excel.alerts == [("Kế hoạch đang mở không khác gì plan.xlsx.", "info")]
    book = openpyxl.load_workbook(excel.folder / "plan.xlsx")
    sheet = book["Cơ quan"]
    (cell,) = (c for row in sheet.iter_rows() for c in row if c.value == "Sở Y tế")
    cell.value = "=Sở Y tế mới"
    cell.data_type = "s"
    book.save(tmp_path / "mới.xlsx")
    excel.app.books.open(str(tmp_path / "mới.xlsx"))
    excel.press("compare")
    header, *rows = excel.table()
    assert header[0] == "Khác gì"
    assert ["SỬA", "Cơ quan", "SYT"] in [row[:3] for row in rows]
    assert {row[6] for row in rows} >= {"=Sở Y tế mới"}


def test_a_cell_of_a_report_is_explained(excel: Desk, tmp_path: Path) -> None:
    excel.answer(report=tmp_path / "r.xlsx")
    excel.press("merge")
    sheet = excel.active["Nhiệm vụ"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "NV1")
    excel.answer(cell=f"Nhiệm vụ!D{cell.row}")
    excel.press("explain")
    assert [text for text, mode in excel.alerts if mode == "critical"] == []
    header, first, *rows = excel.table()
    assert header == ["Cơ quan", "Tệp", "Trang tính", "Ô", "Số liệu, lời báo cáo"]
    assert first[0].startswith("NV1 – ")
    (source,) = (row for row in rows if row[1])
    assert source[1] == f"STC_{PERIOD}.xlsx"
    links = [
        c.hyperlink for row in excel.active.worksheets[0].iter_rows() for c in row if c.hyperlink
    ]
    assert len(links) == 1
    excel.app.books["r.xlsx"].activate()
    excel.answer(cell="Tổng hợp!A1")
    excel.press("explain")
    assert excel.alerts[-1][1] == "critical"


def test_status_lists_who_has_reported(excel: Desk) -> None:
    excel.press("status")
    rows = excel.table()
    assert rows[0] == [
        "Cơ quan",
        "Tệp",
        "Tình hình",
        "Ngày nhận",
        "Quá hạn (ngày)",
        "Số lỗi",
        "Mã",
    ]
    states = {(row[6], row[2]) for row in rows[1:]}
    assert {code for code, _ in states if code} == {"SYT", "STC", "SKHDT"}
    assert "Chưa gửi" in {state for _, state in states}
    assert HOSTILE in {row[1] for row in rows}


def test_what_strangers_wrote_stays_text(excel: Desk) -> None:
    for button in ("status", "validate"):
        excel.press(button)
        cells = [cell for row in excel.active.worksheets[0].iter_rows() for cell in row]
        assert HOSTILE in [cell.value for cell in cells]
        assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_problems_lead_to_their_cells(excel: Desk) -> None:
    excel.press("validate")
    sheet = excel.active.worksheets[0]
    assert sheet.title == "Lỗi"
    heads = [cell.value for cell in sheet[1]]
    assert heads == ["Mức độ", "Tệp", "Trang tính", "Ô", "Nội dung", "Cách sửa"]
    linked = [row for row in sheet.iter_rows(min_row=2) if row[3].hyperlink]
    assert linked
    for _, file, name, cells, *_ in linked:
        first = cells.value.split(",")[0]
        path = excel.folder / "gửi về" / file.value
        assert cells.hyperlink.target == f"{path}#'{name.value}'!{first}"
    assert sum(bool(row[3].value) for row in sheet.iter_rows(min_row=2)) == len(linked)


def test_a_return_that_is_open_is_marked(excel: Desk, tmp_path: Path) -> None:
    (path,) = excel.folder.joinpath("gửi về").glob("SYT_2021-Q2.xlsx")
    book = openpyxl.load_workbook(path)
    book["Nhiệm vụ"]["I6"] = 140  # progress
    spoiled = tmp_path / path.name
    book.save(spoiled)
    plan = plansheet.read_plan(excel.folder / "plan.xlsx")
    problems = plansheet.validate(plansheet.read_return(spoiled, plan), plan, as_of=AS_OF)
    bad = {(p.sheet, p.cell) for p in problems if p.severity == "error" and p.cell}
    assert bad
    opened = excel.app.books.open(str(spoiled))
    excel.press("validate_this")
    colored = {
        (sheet.name, cell.coordinate)
        for sheet in opened.sheets
        if sheet.name != "Hướng dẫn"  # which explains the colour
        for row in sheet.impl.api.iter_rows()
        for cell in row
        if cell.fill.start_color.rgb == "FFF8CBAD"
    }
    assert colored == bad
    assert excel.active.worksheets[0].title == "Lỗi"
    assert excel.alerts == []
    opened.sheets["Nhiệm vụ"].impl.api.protection.formatCells = True  # somebody protected it anew
    opened.activate()
    excel.press("validate_this")
    assert [text for text, _ in excel.alerts] == [
        "Không tô màu được ô của trang đang khóa định dạng: Nhiệm vụ."
    ]
    assert spoiled.read_bytes() != b""  # the file itself is the user's to save
    assert openpyxl.load_workbook(spoiled)["Nhiệm vụ"]["I6"].fill.start_color.rgb != "FFF8CBAD"


def test_marked_copies_are_written(excel: Desk, tmp_path: Path) -> None:
    excel.answer(marked=tmp_path)
    excel.press("send_back")
    ((text, mode),) = excel.alerts
    names = {path.name for path in tmp_path.iterdir()}
    assert text.startswith(f"Đã ghi {len(names)} bản có đánh dấu vào {tmp_path}")
    assert mode == "info"
    assert any(name.startswith("cong_van") for name in names)


def test_issue_writes_the_workbooks(excel: Desk, tmp_path: Path) -> None:
    excel.answer(issued=tmp_path, period="2021-Q3")
    excel.press("issue")
    assert excel.alerts == [(f"Đã ghi 3 biểu mẫu vào {tmp_path}.", "info")]
    assert {path.name for path in tmp_path.iterdir()} == {f"{code}_2021-Q3.xlsx" for code in CODES}
    assert excel.said == ["Đọc plan.xlsx…", *issuing(f"{code}_2021-Q3.xlsx" for code in CODES)]


def issuing(names: Iterable[str]) -> list[str]:
    """The status bar while workbooks of these names are issued."""
    return [
        f"Phát hành biểu mẫu: {done}/{len(CODES)} · {name} (giữ phím Esc để dừng)"
        for done, name in enumerate(names, 1)
    ]


def test_check_lists_the_problems_of_a_plan(excel: Desk, tmp_path: Path) -> None:
    excel.press("check")
    assert "không có lỗi: 6 nhiệm vụ, 1 chỉ tiêu, 3 cơ quan" in excel.alerts[0][0]
    book = openpyxl.load_workbook(excel.folder / "plan.xlsx")
    sheet = book["Nhiệm vụ"]
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == "SYT"][:1]
    cell.value = "Sở Không Có"
    book.save(tmp_path / "sai.xlsx")
    excel.app.books.open(str(tmp_path / "sai.xlsx"))
    excel.press("check")
    rows = excel.table()
    assert [row[0] for row in rows[1:]].count("Lỗi") == 1
    assert rows[1][3] == cell.coordinate


def test_a_plan_with_errors_shows_them_instead_of_merging(excel: Desk, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(excel.folder / "plan.xlsx")
    book.remove(book["Cơ quan"])
    book.save(tmp_path / "sai.xlsx")
    excel.app.books.open(str(tmp_path / "sai.xlsx"))
    for button in ("status", "validate", "merge", "issue", "send_back"):
        excel.app.books["sai.xlsx"].activate()
        excel.answer(report=tmp_path / "r.xlsx", issued=tmp_path, marked=tmp_path)
        excel.press(button)
        heads, *rows = excel.active.worksheets[0].iter_rows()
        assert heads[0].value == "Mức độ"
        assert {row[1].value for row in rows} == {"sai.xlsx"}
        assert any(row[3].hyperlink for row in rows) is any(row[3].value for row in rows)
        ((text, mode),) = excel.alerts
        assert "sai.xlsx không dùng được làm sổ kế hoạch" in text
        assert mode == "critical"
        excel.app.impl.alerts.clear()
    assert [path.name for path in tmp_path.iterdir()] == ["sai.xlsx"]


@pytest.mark.parametrize("button", ["issue", "status", "validate", "merge", "send_back"])
@pytest.mark.parametrize("active", ["gửi về/SYT_2021-Q2.xlsx", "trống.xlsx"])
def test_a_workbook_that_is_no_plan_is_told_so(
    excel: Desk, tmp_path: Path, button: str, active: str
) -> None:
    openpyxl.Workbook().save(tmp_path / "trống.xlsx")
    path = excel.folder / active
    excel.app.books.open(str(path if path.exists() else tmp_path / active))
    excel.answer(report=tmp_path / "r.xlsx", issued=tmp_path, marked=tmp_path)
    excel.press(button)
    assert [mode for _, mode in excel.alerts] == ["critical"]
    assert "chuyển sang sổ kế hoạch" in excel.alerts[0][0]
    assert not (excel.data / LOG).exists()


@pytest.mark.parametrize("button", ["validate", "send_back"])
def test_a_folder_without_returns_is_told_so(excel: Desk, tmp_path: Path, button: str) -> None:
    (tmp_path / "trống").mkdir()
    excel.answer(returns=tmp_path / "trống", marked=tmp_path)
    excel.press(button)
    assert excel.alerts == [("Không có báo cáo nào để kiểm tra.", "critical")]
    assert [path.name for path in tmp_path.iterdir()] == ["trống"]


def test_a_report_that_somebody_else_has_open_stays(excel: Desk, tmp_path: Path) -> None:
    (tmp_path / "~$r.xlsx").write_bytes(b"")
    excel.answer(report=tmp_path / "r.xlsx")
    excel.press("merge")
    assert excel.alerts == [
        (f"{tmp_path / 'r.xlsx'} đang mở trong Excel; hãy đóng lại.", "critical"),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["~$r.xlsx"]


def test_links_reach_into_a_very_deep_folder(excel: Desk, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["thư mục rất dài của báo cáo gửi về"] * 8)
    shutil.copytree(excel.folder / "gửi về", deep)
    excel.answer(returns=deep)
    excel.press("validate")
    assert excel.alerts == []
    links = [row[3].hyperlink for row in excel.active.worksheets[0].iter_rows(min_row=2)]
    assert all(len(link.target) > 255 for link in links if link)
    assert any(links)


def test_new_and_import_write_a_plan_and_open_it(excel: Desk, tmp_path: Path) -> None:
    excel.answer(years="2026-2030", new_plan=tmp_path / "mới.xlsx")
    excel.press("new")
    assert excel.app.books.active.name == "mới.xlsx"
    assert "Nhiệm vụ" in excel.active.sheetnames
    excel.press("new")
    assert "đã có" in excel.alerts[-1][0]
    source = EXAMPLES / "ha_tinh_2021/source.txt"
    excel.answer(document=source, new_plan=tmp_path / "nháp.xlsx")
    excel.press("import")
    assert excel.app.books.active.name == "nháp.xlsx"
    tasks = len(import_document(source).tables.tasks)
    assert excel.alerts[-1][0].startswith(f"Đã nhập {tasks} nhiệm vụ")


def test_several_documents_make_one_plan(excel: Desk, tmp_path: Path) -> None:
    head = "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG\n\nKẾ HOẠCH\n\nNăm 2026\n\nI. NHIỆM VỤ\n\n"
    paths = [tmp_path / "một.txt", tmp_path / "hai.txt"]
    for path, lead in zip(paths, ("Sở Y tế", "Sở Nội vụ"), strict=True):
        path.write_text(f"{head}1. {lead}: Việc của {lead}.\n", encoding="utf-8")
    excel.answer(document="|".join(map(str, paths)), new_plan=tmp_path / "nháp.xlsx")
    excel.press("import")
    assert excel.alerts[-1][0].startswith("Đã nhập 2 nhiệm vụ")
    excel.answer(document=f"{paths[0]}|{tmp_path / 'mất.txt'}", new_plan=tmp_path / "b.xlsx")
    excel.press("import")
    assert not (tmp_path / "b.xlsx").exists()


def test_settings_keep_the_folder_of_forms(excel: Desk, tmp_path: Path) -> None:
    own = tmp_path / "biểu mẫu riêng"
    own.mkdir()
    excel.answer(forms=own)
    excel.press("forms")
    assert f"Biểu mẫu: {own}" in excel.alerts[-1][0]
    (own / "tasks.json").write_text("{", encoding="utf-8")
    excel.press("check")
    assert excel.alerts[-1][1] == "critical"
    excel.press("settings")
    assert f"Biểu mẫu: {own}" in excel.alerts[-1][0]
    excel.answer(forms="")
    excel.press("forms")
    excel.press("check")
    assert "không có lỗi" in excel.alerts[-1][0]


def test_a_learnt_form_is_issued_checked_and_merged(excel: Desk, tmp_path: Path) -> None:
    blank = Blank(rows=3, columns=2)
    plansheet.learn_form(blank.save(tmp_path / "b.xlsx"), tmp_path / "form")
    excel.answer(forms=tmp_path / "form", issued=tmp_path / "issued", returns=tmp_path / "returns")
    excel.press("forms")
    (tmp_path / "issued").mkdir()
    excel.press("issue")
    assert excel.alerts[-1][0].startswith("Đã ghi 3 biểu mẫu")
    assert excel.said[-len(CODES) :] == issuing(f"{code}_{PERIOD}.xlsx" for code in CODES)
    (tmp_path / "returns").mkdir()
    name, at = f"SYT_{PERIOD}.xlsx", blank.inputs()[0]
    fill(tmp_path / "issued" / name, tmp_path / "returns" / name, {at: 5})
    excel.press("validate")
    assert excel.alerts[-1] == ("1 báo cáo không có lỗi.", "info")
    excel.answer(report=tmp_path / "tổng hợp.xlsx")
    excel.press("merge")
    assert excel.active.sheetnames[:2] == [SHEET, "Tình hình gửi"]
    assert excel.active[SHEET].cell(*at).value == 5
    cell = excel.active[SHEET].cell(*at).coordinate
    excel.answer(cell=f"{SHEET}!{cell}")
    excel.press("explain")
    assert [row[1:5] for row in excel.table() if row[1] == name] == [[name, SHEET, cell, "5"]]
    excel.answer(forms="")
    excel.press("forms")


def test_help_says_what_each_button_does(excel: Desk) -> None:
    excel.press("help")
    rows = dict(excel.table())
    assert rows["Tổng hợp"].startswith("Gộp mọi báo cáo của kỳ")
    assert len(rows) == 19


@pytest.mark.parametrize(
    ("button", "answers", "said"),
    [
        ("status", {"period": ""}, "Chưa trả lời: Kỳ báo cáo"),
        ("status", {"period": "2021-Q7"}, "2021-Q7"),
        ("status", {"period": "1999-Q1"}, "1999"),
        ("status", {"as_of": "31/2/2021"}, "không phải là ngày"),
        ("status", {"returns": "/nơi/không/có"}, "không có “/nơi/không/có”"),
        ("status", {"returns": "gửi về"}, "không có “gửi về”"),
        ("status", {"returns": "/" + "a" * 300}, "không có “/aaa"),
        ("merge", {"report": "/tmp/" + "a" * 300}, "không ghi được “/tmp/aaa"),
        ("merge", {"report": "/nơi/không/có/r.xlsx"}, "không ghi được"),
        ("new", {"years": "năm nay", "new_plan": "/x.xlsx"}, "2026-2030"),
        ("new", {"years": "2030-2026", "new_plan": "/x.xlsx"}, "2026-2030"),
        ("import", {"document": "/x.docx"}, "không có “/x.docx”"),
    ],
)
def test_what_a_clerk_gets_wrong_is_said_in_one_sentence(
    excel: Desk, button: str, answers: dict[str, str], said: str
) -> None:
    excel.answer(**answers)
    excel.press(button)
    ((text, mode),) = excel.alerts
    assert said in text
    assert mode == "critical"
    assert "Traceback" not in text


def test_a_bug_ends_in_a_message_and_a_log(excel: Desk) -> None:
    def fails(_: Excel) -> None:
        raise ZeroDivisionError("chia cho không")

    run(Excel(excel.app.books.active, data=excel.data), fails)
    ((text, mode),) = excel.alerts
    log = excel.data / LOG
    assert "ZeroDivisionError: chia cho không" in text
    assert str(log) in text
    assert "Traceback" not in text
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert "fails" in log.read_text(encoding="utf-8")
    assert mode == "critical"


@pytest.mark.parametrize(
    ("button", "function"),
    [
        ("check", "plansheet.plan.workbook.reading.check_plan"),
        ("import", "plansheet.documents.import_document"),
        ("issue", "plansheet.cycle.issue"),
        ("status", "plansheet.cycle.merge"),
        ("merge", "plansheet.report.writing.write_report"),
        ("validate", "plansheet.returns.check_all.check_files"),
        ("send_back", "plansheet.returns.check_all.check_files"),
    ],
)
def test_a_button_calls_what_the_command_line_calls_and_survives_its_bugs(
    excel: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, button: str, function: str
) -> None:
    import plansheet.cli

    name = function.rpartition(".")[2]
    folder = Path(plansheet.cli.__file__).parent
    commands = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert f"from {function.rpartition('.')[0]} import {name}" in commands

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("dòng một\ndòng hai")

    monkeypatch.setattr(function, fails)
    excel.answer(report=tmp_path / "r.xlsx", issued=tmp_path, marked=tmp_path)
    excel.answer(new_plan=tmp_path / "n.xlsx", document=excel.folder / "plan.xlsx")
    excel.press(button)
    ((text, mode),) = excel.alerts
    assert text.startswith("plansheet gặp lỗi và đã dừng: RuntimeError: dòng một")
    assert mode == "critical"
    assert "Traceback" not in text
    assert "in fails" in (excel.data / LOG).read_text(encoding="utf-8")
    assert not (tmp_path / "r.xlsx").exists()


@pytest.mark.parametrize(
    ("state", "front", "stops"),
    [
        (-0x8000, 7, True),  # held now
        (1, 7, True),  # pressed since the last look
        (0, 7, False),
        (-0x8000, 8, False),  # held in another program
    ],
)
def test_esc_is_asked_of_windows(
    monkeypatch: pytest.MonkeyPatch, state: int, front: int, stops: bool
) -> None:
    """No Windows here: a stand-in for user32 shows how its answers are read."""
    user32 = SimpleNamespace(
        GetAsyncKeyState=lambda key: state if key == 0x1B else 0,
        GetForegroundWindow=lambda: front,
    )
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert escape_pressed(7) is stops
    assert user32.GetAsyncKeyState.restype is ctypes.c_short


def test_esc_of_before_stops_nobody(
    excel: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows remembers a key that was pressed before Python started."""
    import plansheet.addin.excel

    remembered = iter([True])
    monkeypatch.setattr(
        plansheet.addin.excel, "escape_pressed", lambda window: next(remembered, False)
    )
    monkeypatch.setattr(xw.Book, "_mock_caller", excel.app.books["plan.xlsx"], raising=False)
    called = plansheet.addin.excel.calling_excel(panel=False)
    called.progress("Đọc báo cáo")(1, 2)


def test_unsaved_changes_are_saved_only_after_yes(excel: Desk, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes((excel.folder / "plan.xlsx").read_bytes())
    excel.app.books["plan.xlsx"].impl.address = str(path)
    excel.active["Kế hoạch"]["B2"] = "Kế hoạch đã sửa"
    excel.answer(saved="no")
    before = path.read_bytes()
    excel.app.impl.replies = ["no"]
    excel.press("check")
    assert [text for text, _ in excel.alerts] == [
        "Sổ đang mở có thay đổi chưa lưu. Lưu bây giờ?",
        "Đã dừng theo yêu cầu. Không có gì bị ghi dở.",
    ]
    assert path.read_bytes() == before
    excel.app.impl.replies = ["yes"]
    excel.press("check")
    assert openpyxl.load_workbook(path)["Kế hoạch"]["B2"].value == "Kế hoạch đã sửa"
    assert "không có lỗi" in excel.alerts[-1][0]


def test_what_excel_cannot_save_is_said(excel: Desk) -> None:
    excel.app.books["plan.xlsx"].impl.read_only = True
    excel.answer(saved="no")
    excel.app.impl.replies = ["yes"]
    excel.press("check")
    assert "Excel không lưu được" in excel.alerts[-1][0]
    assert not (excel.data / LOG).exists()


def test_a_workbook_in_the_cloud_that_is_open_beside_disturbs_nobody(
    excel: Desk, tmp_path: Path
) -> None:
    excel.app.books.add().impl.address = "https://d.docs.live.net/1a2b/khác.xlsx"
    excel.app.books["plan.xlsx"].activate()
    excel.answer(report=tmp_path / "r.xlsx")
    excel.press("merge")
    assert excel.alerts == []
    assert excel.app.books.active.name == "r.xlsx"
    excel.app.books["khác.xlsx"].activate()
    excel.press("check")
    assert "chưa được lưu vào máy này" in excel.alerts[-1][0]


def test_a_workbook_that_was_never_saved_is_no_plan(excel: Desk) -> None:
    excel.app.books.add()
    excel.press("check")
    assert "chưa được lưu vào máy này (Book1)" in excel.alerts[-1][0]


# The panel in tong_hop.xlsm.


def test_the_panel_lists_returns_and_opens_the_report(excel: Desk, tmp_path: Path) -> None:
    book = excel.app.books.open(str(resource("workbook_templates") / "tong_hop.xlsm"))
    sheet = book.sheets[0]
    keys = [row[0] for row in sheet.range((1, 1), (60, 4)).value]
    given: dict[str, object] = {
        "plan": excel.folder / "plan.xlsx",
        "returns": excel.folder / "gửi về",
        "period": PERIOD,
        "as_of": "1/7/2021",
        "report": tmp_path / "r.xlsx",
    }
    given["plan"] = f'"{given["plan"]}"'  # as Explorer copies a path
    for key, value in given.items():
        sheet.range((keys.index(key) + 1, 3)).value = f"'{value}"
    excel.press("status", panel=True)
    first = next(n for n, row in enumerate(excel.table(), 1) if row[1] == "Cơ quan") + 1
    listed = excel.table()[first - 1 :]
    assert {row[7] for row in listed} >= {"SYT", "STC", "SKHDT"}
    assert {row[3] for row in listed} & {"Đúng hạn", "Chưa gửi"}
    excel.press("status", panel=True)
    assert excel.table()[first - 1 :] == listed
    excel.press("merge", panel=True)
    assert excel.app.books.active.name == "r.xlsx"
    # What has no cell in the panel VBA wrote where that of the ribbon stands.
    words = book.sheets["plansheet"]
    asked = [row[0] for row in words.range((1, 1), (60, 4)).value]
    words.range((asked.index("cell") + 1, 3)).value = "'SYT"
    book.activate()
    excel.press("explain", panel=True)
    assert str(excel.table()[1][0]).startswith("SYT")
    assert excel.alerts == []


def test_a_panel_without_a_place_for_the_list_shows_it_elsewhere(excel: Desk) -> None:
    """As one of an earlier version, whose macros call what is installed now."""
    book = excel.app.books.open(str(resource("workbook_templates") / "tong_hop.xlsm"))
    sheet = book.sheets[0]
    keys = [row[0] for row in sheet.range((1, 1), (60, 4)).value]
    given = {"plan": excel.folder / "plan.xlsx", "returns": excel.folder / "gửi về"}
    for key, value in {**given, "period": PERIOD, "as_of": "1/7/2021"}.items():
        sheet.range((keys.index(key) + 1, 3)).value = f"'{value}"
    sheet.range((keys.index(RECEIPTS_KEY) + 1, 1)).value = None
    excel.press("status", panel=True)
    assert excel.table()[0][0] == "Cơ quan"
    assert excel.app.books.active.name != book.name


def test_the_ribbon_does_not_read_a_panel(excel: Desk) -> None:
    """A hostile workbook that looks like the panel cannot name the plan or the output."""
    book = excel.app.books.open(str(resource("workbook_templates") / "tong_hop.xlsm"))
    chosen = Excel(book, data=excel.data).answers.text("plan")
    book.sheets[0].range((4, 3)).value = "/hostile/plan.xlsx"
    assert Excel(book, data=excel.data).answers.text("plan") == chosen


# Security, on Python's side.


@pytest.mark.parametrize("name", ["xlwings.conf", "PLANSHEET.CONF ", "a.py"])
def test_foreign_settings_stop_python_too(excel: Desk, tmp_path: Path, name: str) -> None:
    book = openpyxl.load_workbook(excel.folder / "plan.xlsx")
    book.create_sheet(name).sheet_state = "veryHidden"
    book.save(tmp_path / "b.xlsx")
    excel.app.books.open(str(tmp_path / "b.xlsx"))
    excel.press("check")
    ((text, mode),) = excel.alerts
    assert "trang cài đặt" in text
    assert mode == "critical"


def test_python_that_is_not_isolated_goes_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["-c", "--wb=a.xlsx", "--from_xl=1"])
    with pytest.raises(InputError, match="cô lập"):
        refuse_open_python()
    monkeypatch.setattr(sys, "tracebacklimit", 1000, raising=False)
    with pytest.raises(InputError, match="cô lập"):
        press("check")


def test_nothing_beside_a_workbook_is_imported(tmp_path: Path) -> None:
    """Started as the add-in starts it, Python runs none of the modules that lie in wait."""
    marker = tmp_path / "ran"
    for name in ("plansheet", "xlwings", "sitecustomize", "usercustomize", "json"):
        (tmp_path / f"{name}.py").write_text(f"open({str(marker)!r}, 'w')\n", encoding="utf-8")
    root = Path(plansheet.__file__).parents[1]
    command = "from plansheet.addin import press; press('check')"
    code = f"import sys; sys.path.append({str(root)!r}); {command}"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    arguments = ["-B", "-c", code, "--wb=plan.xlsx", "--from_xl=1"]

    def start(*flags: str) -> str:
        done = subprocess.run(
            [sys.executable, *flags, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0  # there is no Excel here
        return done.stderr

    said = start("-I")
    assert not marker.exists()
    assert "Traceback" not in said
    start()
    assert marker.exists()  # without -I they do run
