"""The command line where it cannot run, and what it counts where little came."""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet.cli import main
from plansheet.report.renditions import RENDITIONS
from support.filling import indicator, make_plan, plan_tables, task
from support.sending import GOING, Filled, send

Run = Callable[[Sequence[str]], tuple[int, str, str]]
QUARTER, DAY = ("--period", "2021-Q2"), ("--as-of", "2021-07-01")
AFTER = date(2021, 7, 1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan, a folder of returns and a report of them."""
    folder = tmp_path_factory.mktemp("desk")
    tables = plan_tables([task("NV1", "SYT; STC")], [indicator("CT1", "SYT; UBA")])
    plan = make_plan(folder, tables)
    returns = send(plan, folder / "in", {"SYT": {("task_report", "NV1"): GOING}})
    merged = plansheet.merge(plan, "2021-Q2", returns, date(2021, 7, 1))
    plansheet.write_report(merged, folder / "report.xlsx")
    (folder / "empty").mkdir()
    (folder / "filled").mkdir()
    shutil.copy(returns / "SYT_2021-Q2.xlsx", folder / "filled" / "SYT đã ký.xlsx")
    (folder / "folder.xlsx").mkdir()
    return folder


@pytest.fixture
def run(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs a command in such a folder."""
    shutil.copytree(desk, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)

    def call(words: Sequence[str]) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(words)
        out, err = capsys.readouterr()
        return int(str(stop.value.code)), out, err

    return call


def merging(
    *more: str,
    plan: str = "plan.xlsx",
    returns: str = "in",
    period: str = "2021-Q2",
    out: str = "a.xlsx",
) -> list[str]:
    return ["merge", plan, returns, "--period", period, "-o", out, *more]


def reminding(folder: str, *more: str) -> list[str]:
    return ["remind", "plan.xlsx", "in", *QUARTER, "-o", folder, *more]


def appending(out: str, *more: str) -> list[str]:
    return ["appendix", "plan.xlsx", "-o", out, *more]


WRONG = [
    (merging(period="2021-Q5"), "Không hiểu kỳ “2021-Q5”", "Unknown period “2021-Q5”"),
    (merging(period="2030"), "Kỳ 2030 nằm ngoài các năm", "Period 2030 lies outside"),
    (merging(out="folder.xlsx"), "đó là một thư mục", "it is a folder"),
    (merging(out="."), "đó là một thư mục", "it is a folder"),
    (merging(out="no/where.xlsx"), "không có thư mục đó", "there is no such folder"),
    (merging(out="plan.xlsx"), "plan.xlsx là tệp đầu vào", "plan.xlsx is an input"),
    (merging(out="in/a.xlsx"), "nằm trong thư mục báo cáo", "lies in the folder of returns"),
    (appending("plan.xlsx"), "plan.xlsx là tệp đầu vào", "plan.xlsx is an input"),
    (appending("a.odt"), "tên tệp phải có đuôi .docx, .xlsx", "must end in .docx, .xlsx"),
    (merging(plan="none.xlsx"), "Không có tệp none.xlsx", "There is no file none.xlsx"),
    (merging(plan="report.xlsx"), "Kế hoạch report.xlsx có", "Plan report.xlsx has"),
    (merging(returns="none"), "Không có thư mục none", "There is no folder none"),
    (
        ["validate", "in", "--plan", "plan.xlsx", "--annotate", "in/marked"],
        "nằm trong thư mục báo cáo",
        "lies in the folder of returns",
    ),
    (
        ["validate", "in/SYT_2021-Q2.xlsx", "--plan", "plan.xlsx", "--annotate", "in"],
        "nằm trong thư mục báo cáo",
        "lies in the folder of returns",
    ),
    (
        ["validate", "in/SYT_2021-Q2.xlsx", "--plan", "plan.xlsx", "--annotate", "in/a/b"],
        "nằm trong thư mục báo cáo",
        "lies in the folder of returns",
    ),
    (
        merging(returns="in/SYT_2021-Q2.xlsx", out="in/a.xlsx"),
        "nằm trong thư mục báo cáo",
        "lies in the folder of returns",
    ),
    (
        ["issue", "plan.xlsx", *QUARTER, "-o", "in"],
        "nằm trong thư mục báo cáo",
        "lies in the folder of returns",
    ),
    (
        ["issue", "plan.xlsx", *QUARTER, "-o", "in/more"],
        "nằm trong thư mục báo cáo",
        "lies in the folder of returns",
    ),
    (
        ["issue", "plan.xlsx", "--period", "2021-Q3", "-o", "filled"],
        "là thư mục báo cáo gửi về (SYT đã ký.xlsx đã được điền)",
        "is a folder of returns (SYT đã ký.xlsx is filled in)",
    ),
    (["validate", "empty", "--plan", "plan.xlsx"], "Không có báo cáo nào", "There are no returns"),
    (merging("--as-of", "31/2/2021"), "“31/2/2021” không phải là ngày", "“31/2/2021” is no day"),
    (merging("--previous", "report.xlsx"), "không phải của một kỳ trước", "not of a period before"),
    (merging("--previous", "plan.xlsx"), "không phải là báo cáo", "no consolidated report"),
    (merging("--decisions", "none.xlsx"), "Không có tệp none.xlsx", "no file none.xlsx"),
    (
        merging("--decisions", "report.xlsx", period="2021-Q1"),
        "báo cáo kỳ 2021-Q2, không phải kỳ 2021-Q1",
        "a report of 2021-Q2, not of 2021-Q1",
    ),
    (merging("--into", "plan.xlsx"), "không phải là biểu mẫu", "no template"),
    (merging("--also", "docx", out="a.docx"), "phải có đuôi .xlsx", "must end in .xlsx"),
    (merging("--also", "exe"), "Giá trị không hợp lệ", "Invalid value"),
    (merging("--nothing"), "Không có tùy chọn --nothing", "No such option"),
    (merging("--workers", "-1"), "Giá trị không hợp lệ", "Invalid value"),
    (["merge", "plan.xlsx", "in", *QUARTER], "Thiếu -o / --output.", "Missing option"),
    (reminding("in/letters"), "nằm trong thư mục báo cáo", "lies in the folder of returns"),
    (reminding("in"), "nằm trong thư mục báo cáo", "lies in the folder of returns"),
    (reminding("plan.xlsx"), "plan.xlsx là tệp đầu vào", "plan.xlsx is an input"),
    (reminding("report.xlsx/a"), "Không ghi được report.xlsx/a", "Cannot write report.xlsx/a"),
    (["merge", "plan.xlsx"], "Thiếu RETURNS.", "Missing argument 'RETURNS'"),
    (["explain", "report.xlsx", "NV9"], "không có mã NV9", "no code NV9"),
    (["explain", "report.xlsx", " "], "không có mã", "no code"),
    (["explain", "plan.xlsx", "NV1"], "không phải là báo cáo", "no consolidated report"),
    (
        ["derive", "plan.xlsx", "-o", "p.xlsx"],
        "Cần nêu cơ quan hoặc năm.",
        "An agency or a year is needed.",
    ),
    (
        ["derive", "plan.xlsx", "--for", "Sở Ngoại vụ", "-o", "p.xlsx"],
        "không có cơ quan “Sở Ngoại vụ”",
        "has no agency “Sở Ngoại vụ”",
    ),
    (["derive", "plan.xlsx", "--year", "1999", "-o", "p.xlsx"], "1999 nằm ngoài", "1999 is not"),
    (["derive", "plan.xlsx", "--for", "SYT", "-o", "plan.xlsx"], "plan.xlsx", "plan.xlsx"),
    (["diff", "plan.xlsx", "none.xlsx"], "Không có tệp none.xlsx", "no file none.xlsx"),
]


@pytest.mark.parametrize(("words", "vi", "en"), WRONG)
def test_what_cannot_run_is_one_clear_line(
    run: Run, words: list[str], vi: str, en: str, tmp_path: Path
) -> None:
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    for lang, said in (("vi", vi), ("en", en)):
        code, out, err = run(["--lang", lang, *words])
        assert (code, out) == (2, "")
        assert said in err and err.count("\n") == 1, err
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_one_file_may_be_given_instead_of_a_folder(run: Run) -> None:
    code, out, _ = run([*merging("--json", returns="in/SYT_2021-Q2.xlsx"), *DAY])
    assert (code, json.loads(out)["received"]) == (0, 1)


@pytest.mark.parametrize(
    "words", [["status", "plan.xlsx", "empty", *QUARTER], merging(returns="empty")]
)
def test_before_anything_has_come_everybody_is_missing(run: Run, words: list[str]) -> None:
    code, out, _ = run([*words, *DAY, "--json"])
    said = json.loads(out)
    assert (code, said["expected"], said["received"], len(said["missing"])) == (0, 3, 0, 3)
    assert {p["code"] for p in said["problems"]} == {"missing-return"}
    assert said["tasks"]["by_class"]["not_reported"] == said["tasks"]["total"]


def test_what_json_says_of_a_merge_and_of_a_status(run: Run) -> None:
    code, out, err = run([*merging("--json"), *DAY])
    merged = json.loads(out)
    assert (code, err) == (0, "")
    assert list(merged) == [
        *("period", "as_of", "expected", "received", "on_time", "late", "missing", "blank"),
        *("tasks", "indicators", "problems", "report"),
    ]
    assert list(merged["tasks"]) == ["total", "by_class"]
    assert list(merged["indicators"]) == ["total", "met", "not_met", "unknown"]
    assert merged["missing"] == ["STC", "UBA"] and merged["report"] == "a.xlsx"
    code, out, _ = run(["status", "plan.xlsx", "in", *QUARTER, *DAY, "--json"])
    assert (code, json.loads(out)) == (0, {**merged, "report": None})


def test_the_report_may_be_written_in_other_forms_too(run: Run, tmp_path: Path) -> None:
    code, out, _ = run([*merging("--also", "docx", "--also", "docx", "--json"), *DAY])
    said = json.loads(out)
    assert (code, said["report"], said["also"]) == (0, "a.xlsx", ["a.docx"])
    assert (tmp_path / "a.docx").read_bytes()[:2] == b"PK"
    code, out, _ = run([*merging("--also", "docx", "-o", "b.xlsx"), *DAY])
    assert (code, "Đã ghi b.xlsx.\nĐã ghi b.docx.\n" in out) == (0, True)


def test_other_forms_stand_beside_the_report(run: Run, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    also = ["--also", "html", "--also", "csv", "--also", "parquet", "-o", "c.xlsx", "--json"]
    code, out, _ = run([*merging(*also), *DAY])
    assert (code, json.loads(out)["also"]) == (0, ["c.html", "c_csv", "c_parquet"])
    made = {path.name for path in set(tmp_path.iterdir()) - before}
    assert made == {"c.xlsx", "c.html", "c_csv", "c_parquet"}
    assert (tmp_path / "c_csv" / "datapackage.json").is_file()
    code, _, err = run([*merging("--also", "csv", out="c_csv"), *DAY])
    assert (code, "c_csv" in err) == (2, True)


def test_a_printed_report_looks_as_the_workbook_does(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The .pdf has the paper and the first page that were asked for."""
    monkeypatch.setattr("plansheet.report.printed.write_as_pdf", shutil.copy)
    looks = ["--also", "pdf", "--paper", "a3", "--document"]
    assert run([*merging(*looks, out="p.xlsx"), *DAY])[0] == 0
    assert Path("p.pdf").read_bytes() == Path("p.xlsx").read_bytes()
    sheet = openpyxl.load_workbook("p.xlsx")["Nhiệm vụ"]
    assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A3


@pytest.mark.parametrize("name", RENDITIONS)
def test_each_other_form_has_a_writer(name: str) -> None:
    rendition = RENDITIONS[name]
    writer = getattr(import_module(rendition.module), rendition.writer)
    looks = ["as_document", "paper"] if rendition.as_workbook else []
    assert list(inspect.signature(writer).parameters) == ["merged", "path", "lang", *looks]
    assert rendition.beside(Path("x", "a.b.xlsx")).parent == Path("x")
    assert rendition.beside(Path("x", "a.b.xlsx")).name.startswith("a.b")


def test_a_plan_or_report_among_the_returns_is_named(run: Run) -> None:
    shutil.copy("plan.xlsx", "in/Kế hoạch.xlsx")
    shutil.copy("report.xlsx", "in/BC SYT.xlsx")
    code, out, _ = run(["status", "plan.xlsx", "in", *QUARTER, *DAY, "--json"])
    said = json.loads(out)
    assert (code, said["received"], said["missing"]) == (0, 1, ["STC", "UBA"])
    found = {(p["code"], p["file"]) for p in said["problems"] if p["code"] != "missing-return"}
    assert found == {
        ("plan-among-returns", "Kế hoạch.xlsx"),
        ("report-among-returns", "BC SYT.xlsx"),
    }


def test_periods_are_understood_as_people_write_them(run: Run, tmp_path: Path) -> None:
    period = ("--period", "Quý II/2021")
    assert run(["issue", "plan.xlsx", *period, "-o", "named"])[0] == 0
    assert sorted(path.name for path in (tmp_path / "named").iterdir()) == [
        f"{code}_2021-Q2.xlsx" for code in ("STC", "SYT", "UBA")
    ]
    code, out, _ = run(["status", "plan.xlsx", "in", *period, *DAY, "--json"])
    assert (code, json.loads(out)["period"], json.loads(out)["received"]) == (0, "2021-Q2", 1)
    code, out, _ = run([*merging("--json", period="q2/2021"), *DAY])
    assert (code, json.loads(out)["period"]) == (0, "2021-Q2")
    merged = plansheet.merge(plansheet.read_plan("plan.xlsx"), "6 tháng 2021", "in", AFTER)
    assert (str(merged.period), merged.received) == ("2021-H1", [])


def test_validate_says_which_of_two_files_stands(run: Run) -> None:
    plan = plansheet.read_plan("plan.xlsx")
    send(plan, Path("two"), {"SYT": {("indicator_report", "CT1"): {"actual": "nhiều"}}})
    told: dict[str, Filled] = {
        "SYT": {
            ("indicator_report", "CT1"): {"actual": Decimal(5)},
            ("task_report", "NV1"): GOING,
        }
    }
    words = ["validate", "two", "--plan", "plan.xlsx", *DAY, "--json"]
    code, out, _ = run(words)
    assert (code, "not-a-number" in out) == (1, True)
    send(plan, Path("two"), told, suffix="_2")
    code, out, _ = run(words)
    said = json.loads(out)
    assert (code, said["files"]) == (0, 2)
    assert {(p["code"], p["severity"], p["file"]) for p in said["problems"]} == {
        ("superseded", "info", "SYT_2021-Q2.xlsx")
    }


def test_status_says_which_of_two_files_stands(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    plan = plansheet.read_plan("plan.xlsx")
    figure = {("indicator_report", "CT1"): {"actual": Decimal(5)}}
    send(plan, Path("two"), {"SYT": {**figure, ("task_report", "NV1"): GOING}})
    words = ["status", "plan.xlsx", "two", *QUARTER, *DAY]
    assert "dùng" not in run(words)[1]
    send(plan, Path("two"), {"SYT": figure}, suffix="_2")
    out = run(words)[1]
    assert "SYT_2021-Q2.xlsx: dùng 1 dòng" in out and "SYT_2021-Q2_2.xlsx: dùng 1 dòng" in out
    send(plan, Path("two"), {"SYT": {("task_report", "NV1"): GOING}}, suffix="_3")
    out = run(words)[1]
    assert "SYT_2021-Q2.xlsx: dùng 0 dòng" in out


def test_validate_may_be_asked_for_a_period_and_for_errors_alone(run: Run) -> None:
    words = ["validate", "in", "--plan", "plan.xlsx", *DAY, "--json"]
    code, out, _ = run([*words, "--period", "quý III/2021"])
    assert (code, [p["code"] for p in json.loads(out)["problems"]]) == (1, ["wrong-period"])
    code, out, _ = run([*words, "--period", "2021-Q2", "--errors-only"])
    assert (code, json.loads(out)) == (0, {"problems": [], "files": 1})


def test_a_period_that_the_calendar_lacks_is_said_at_issue(run: Run) -> None:
    code, out, _ = run(["issue", "plan.xlsx", "--period", "tháng 6/2021", "-o", "june"])
    assert (code, "Tháng 6/2021" in out and "CẢNH BÁO" in out) == (0, True)
    assert "CẢNH BÁO" not in run(["issue", "plan.xlsx", *QUARTER, "-o", "quarter"])[1]


def test_status_says_why_a_file_cannot_be_used(run: Run) -> None:
    shutil.copy("plan.xlsx", "in/BC STC.xlsx")
    code, out, _ = run(["status", "plan.xlsx", "in", *QUARTER, *DAY])
    said = " ".join(out.split())
    assert (code, "Không dùng được" in said, "Đây là sổ kế hoạch" in said) == (0, True, True)


def test_untouched_templates_may_be_issued_again(run: Run, tmp_path: Path) -> None:
    words = ["issue", "plan.xlsx", *QUARTER, "-o", "again"]
    assert run(words)[0] == 0
    issued = {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()}
    assert run(words)[0] == 0
    assert {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()} == issued
    make_plan(tmp_path, plan_tables([task("NV1", "SYT; STC", "30/6/2021")]))
    assert run(words)[0] == 0
    assert (tmp_path / "again" / "SYT_2021-Q2.xlsx").read_bytes() != issued["SYT_2021-Q2.xlsx"]
    (tmp_path / "again" / "STC_2021-Q2.xlsx").write_bytes(b"a letter")
    code, _, err = run(words)
    assert (code, "STC_2021-Q2.xlsx" in err and "đã có và khác" in err) == (2, True)


def test_what_was_only_issued_has_not_been_received(run: Run) -> None:
    assert run(["issue", "plan.xlsx", *QUARTER, "-o", "again"])[0] == 0
    code, out, _ = run(["status", "plan.xlsx", "again", *QUARTER, *DAY, "--json"])
    said = json.loads(out)
    assert (code, said["expected"], said["received"]) == (0, 3, 0)
    assert said["missing"] == said["blank"] == ["SYT", "STC", "UBA"]
    assert {(p["code"], p["file"], p["sheet"], p["cell"]) for p in said["problems"]} == {
        ("blank-return", f"{code}_2021-Q2.xlsx", "", "") for code in said["blank"]
    }
    code, out, _ = run(["remind", "plan.xlsx", "again", *QUARTER, *DAY, "-o", "out", "--json"])
    letters = json.loads(out)["letters"]
    assert [one["reasons"] for one in letters] == [["blank"]] * 3
    assert [(one["tasks"], one["indicators"]) for one in letters] == [
        (["NV1"], ["CT1"]),
        (["NV1"], []),
        ([], ["CT1"]),
    ]


def test_figures_of_the_period_before_that_nobody_touched_are_not_received(run: Run) -> None:
    issued = ["issue", "plan.xlsx", "--period", "2021-Q3", "-o", "Q3", "--previous", "report.xlsx"]
    assert run(issued)[0] == 0
    code, out, _ = run(["status", "plan.xlsx", "Q3", "--period", "2021-Q3", *DAY, "--json"])
    said = json.loads(out)
    assert (code, said["received"], said["blank"]) == (0, 0, ["SYT", "STC", "UBA"])


def test_what_is_said_of_letters(run: Run, tmp_path: Path) -> None:
    code, out, _ = run(reminding("letters", "--json", *DAY))
    said = json.loads(out)
    assert code == 0
    assert list(said) == ["period", "as_of", "deadline", "letters"]
    assert (said["period"], said["deadline"]) == ("2021-Q2", "2021-06-15")
    assert said["letters"] == [
        {
            "agency": code,
            "name": name,
            "reasons": ["missing"],
            "days_late": 0,
            "tasks": tasks,
            "coordination": [],
            "indicators": indicators,
            "errors": 0,
            "letter": str(Path("letters", f"{code}_2021-Q2.docx")),
        }
        for code, name, tasks, indicators in (
            ("STC", "Sở Tài chính", ["NV1"], []),
            ("UBA", "UBND huyện An Bình", [], ["CT1"]),
        )
    ]
    written = sorted(path.name for path in (tmp_path / "letters").iterdir())
    assert written == ["STC_2021-Q2.docx", "UBA_2021-Q2.docx"]
    code, out, _ = run(reminding("letters", *DAY))
    assert code == 0
    assert "Đã ghi 2 văn bản đôn đốc vào letters." in out
    (tmp_path / "in" / "STC_2021-Q2.xlsx").write_text("no workbook")
    assert run(reminding("others", *DAY))[0] == 1


def test_check_says_back_what_it_understood(run: Run, tmp_path: Path) -> None:
    texts = {"goal": "7-9", "target_2021": "đạt 50", "target_2022": "100% xã"}
    tasks = [task("NV1", "SYT", "Hàng năm từ 2022"), task("NV2", "SYT", "từ 1/7\n2021")]
    make_plan(
        tmp_path, plan_tables([*tasks, task("NV3", "SYT", "")], [indicator("CT1", "SYT", **texts)])
    )
    code, out, _ = run(["check", "plan.xlsx", "--readings"])
    said = [line.strip() for line in out.splitlines() if "” → " in line]
    assert code == 0
    assert said == [
        "Chỉ tiêu · CT1 · Mục tiêu: “7-9” → ít nhất 7 và không quá 9",
        "Chỉ tiêu · CT1 · KH 2021: “đạt 50” → 50 hoặc cao hơn",
        "Chỉ tiêu · CT1 · KH 2022: “100% xã” → không rõ: đơn vị “%” không phải là đơn vị của"
        " chỉ tiêu, “xã”",
        "Nhiệm vụ · NV1 · Thời gian trình: “Hàng năm từ 2022” → hằng năm từ ngày 1/1/2022",
        "Nhiệm vụ · NV2 · Thời gian trình: “từ 1/7 2021” → không rõ thời hạn: chỉ nêu thời điểm bắt"
        " đầu, không nêu thời điểm kết thúc",
    ]
    assert "” → " not in run(["check", "plan.xlsx"])[1]
    _, out, _ = run(["check", "plan.xlsx", "--readings", "--lang", "en"])
    assert "“7-9” → at least 7 and at most 9" in out
    assert set(json.loads(run(["check", "plan.xlsx", "--readings", "--json"])[1])) == {
        "problems",
        "files",
        "readings",
    }


@pytest.mark.parametrize("by", ["field", "agency"])
def test_the_appendix_is_what_python_writes(run: Run, tmp_path: Path, by: str) -> None:
    assert run(appending("a.docx", "--by", by)) == (0, "Đã ghi a.docx.\n", "")
    plan = plansheet.read_plan(tmp_path / "plan.xlsx")
    written = plansheet.appendix(plan, tmp_path / "b.docx", by)
    assert (tmp_path / "a.docx").read_bytes() == written.read_bytes()
