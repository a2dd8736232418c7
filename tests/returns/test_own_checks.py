"""Checks that users write in Python: what they get, what they say, what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from plansheet import Plan, Problem, issue, merge, read_return, validate, write_plan
from plansheet.cli import main
from plansheet.cli.commands import cli
from plansheet.problems import CheckError, Place
from plansheet.problems.catalogue import CATALOGUE
from plansheet.returns.own_checks import OwnCheck
from plansheet.returns.whole_row import WholeRow
from support.damages import FIGURES, TASKS
from support.filling import AS_OF, SYT, asked, indicator, key, make_plan, plan_tables, task

SIGNED = {"status": "Hoàn thành", "document_date": date(2021, 3, 1)}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    tasks = [task("NV1", SYT, level="HĐND tỉnh"), task("NV2", SYT)]
    return make_plan(tmp_path, plan_tables(tasks, [indicator("CT1", SYT, target_2021="100")]))


@pytest.fixture
def path(plan: Plan, tmp_path: Path) -> Path:
    copy = asked(plan)[SYT]
    copy.fill(TASKS, "NV1", document_no="5/NQ-HĐND", **SIGNED)
    copy.fill(TASKS, "NV2", document_no="5/XX", **SIGNED)
    copy.fill(FIGURES, "CT1", actual=30, forecast=60)
    (folder := tmp_path / "returns").mkdir()
    return copy.save(folder / "syt.xlsx")


def doc_no(rows: Sequence[WholeRow], plan: Plan, as_of: date) -> Iterator[Problem]:
    assert (plan.id, as_of) == ("KH-2021", AS_OF)
    for row in rows:
        number = str(row.get("document_no") or "")
        if number.endswith("/XX"):
            yield Problem.own(
                "own:doc-no",
                row.place("document_no"),
                {"vi": f"Số “{number}” lạ.", "en": f"The number “{number}” is odd."},
                "Ghi lại số văn bản.",
                row_code=row.code,
                value=number,
            )


def test_a_check_gets_whole_rows(plan: Plan, path: Path) -> None:
    seen: list[WholeRow] = []

    def look(rows: Sequence[WholeRow], *_: object) -> list[Problem]:
        seen.extend(rows)
        return []

    assert validate(read_return(path, plan), plan, AS_OF, checks=[look]) == []
    first, _, figures, *words = seen
    assert {(row.form, row["narrative"]) for row in words} == {("narrative_report", None)}
    assert (first.form, first.code, first.file, first.sheet) == (
        *("task_report", "NV1", "syt.xlsx"),
        "Nhiệm vụ",
    )
    assert (first["level"], first["document_no"], first["note"], first["agency"]) == (
        *("HĐND tỉnh", "5/NQ-HĐND", None),
        SYT,
    )
    assert [figures[name] for name in ("unit", "actual", "vs_plan")] == ["xã", 30, 60]
    assert {"task_code", "progress", "agency"} < set(first)
    assert len(first) == len(set(first))
    with pytest.raises(KeyError):
        first["spent"]
    with pytest.raises(KeyError):
        first.place("spent")


def test_a_check_does_not_fall_over_a_column_that_somebody_deleted(plan: Plan, path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Nhiệm vụ"]
    column = next(
        cell.column for row in sheet.iter_rows() for cell in row if cell.value == "Ghi chú"
    )
    sheet.delete_cols(column)
    book.save(path)
    seen: list[tuple[object, Place]] = []

    def look(rows: Sequence[WholeRow], *_: object) -> list[Problem]:
        seen.extend((row["note"], row.place("note")) for row in rows if row.form == "task_report")
        return []

    found = validate(read_return(path, plan), plan, AS_OF, checks=[look])
    assert "column-missing" in {p.code for p in found}
    assert [value for value, _ in seen] == [None, None]


def test_what_a_check_finds_is_a_problem_as_any_other(plan: Plan, path: Path) -> None:
    (found,) = validate(read_return(path, plan), plan, AS_OF, checks=[doc_no])
    assert key([found]) == {("own:doc-no", "Nhiệm vụ", found.cell)}
    assert found.to_dict("en") == {
        "code": "own:doc-no",
        "severity": "error",
        "file": "syt.xlsx",
        "sheet": "Nhiệm vụ",
        "cell": found.cell,
        "row_code": "NV2",
        "column": "",
        "value": "5/XX",
        "message": "The number “5/XX” is odd.",
        "hint": "Ghi lại số văn bản.",
        "agency": SYT,
    }


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor(1)])
def test_an_error_of_a_check_takes_its_cell_out_of_use(
    executor: ThreadPoolExecutor | None, plan: Plan, path: Path
) -> None:
    merged = merge(plan, "2021-Q2", [path], AS_OF, executor=executor, workers=2, checks=[doc_no])
    reports = merged.task_reports.set_index("task_code")["document_no"]
    assert dict(reports) == {"NV1": "5/NQ-HĐND", "NV2": None}
    assert set(merged.problems["code"]) == {"late-return", "own:doc-no"}
    assert set(merged.problems["agency"]) == {SYT}


def raising(*_: object) -> list[Problem]:
    return [1 / 0]  # type: ignore[list-item]


def misspelt(*_: object) -> Iterator[Problem]:
    yield Problem.own("doc-no", Place(), "", "")


def no_problem(*_: object) -> list[Problem]:
    return ["?"]  # type: ignore[list-item]


def too_few(rows: object) -> list[Problem]:
    return []


@pytest.mark.parametrize(
    ("check", "why"),
    [
        (raising, "ZeroDivisionError: division by zero"),
        (misspelt, "own:some-name"),
        (no_problem, "str is no plansheet.Problem"),
        (too_few, "TypeError"),
    ],
)
def test_a_check_that_fails_is_one_sentence(
    check: OwnCheck, why: str, plan: Plan, path: Path
) -> None:
    with pytest.raises(CheckError) as error:
        validate(read_return(path, plan), plan, AS_OF, checks=[check])
    sentence = error.value.wording.en
    assert check.__name__ in sentence
    assert "syt.xlsx" in sentence
    assert why in sentence
    assert "\n" not in sentence


FILE = '''
"""A file of checks."""
from datetime import date
import plansheet

def _helper(row):
    return row.place("note")

def remark(rows, plan, as_of: date):
    for row in rows:
        if row.form == "task_report" and row["note"] is None:
            yield plansheet.Problem.own("own:note", _helper(row), "Thiếu ghi chú.", "Ghi chú.")
'''


def run(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, [*map(str, words)], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, done.stdout, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_the_command_line_takes_a_file_of_checks(
    workers: int, plan: Plan, path: Path, tmp_path: Path
) -> None:
    book = write_plan(plan, tmp_path / "ke_hoach.xlsx")
    (checks := tmp_path / "checks.py").write_text(FILE, encoding="utf-8")
    shared = ("--checks", checks, "--workers", workers, "--as-of", "2021-06-20", "--json")
    status, printed, _ = run("validate", path, "--plan", book, *shared)
    assert status == 1
    assert [p["code"] for p in json.loads(printed)["problems"]] == ["own:note"] * 2
    report = tmp_path / "report.xlsx"
    merging = ("merge", book, path.parent, "--period", "2021-Q2", "-o", report, *shared)
    status, printed, _ = run(*merging)
    assert status == 1
    assert [p["code"] for p in json.loads(printed)["problems"] if p["severity"] == "error"] == [
        "own:note",
        "own:note",
    ]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("def a(:", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit", "SystemExit"),
        ("_x = 1", "CHECKS"),
        ("CHECKS = [len]", "len"),
        (None, "checks.py"),
    ],
)
def test_a_file_of_checks_that_cannot_be_used_is_one_line(
    source: str | None,
    why: str,
    plan: Plan,
    path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = write_plan(plan, tmp_path / "ke_hoach.xlsx")
    if source is not None:
        (tmp_path / "checks.py").write_text(source, encoding="utf-8")
    words = ["validate", path, "--plan", book, "--checks", tmp_path / "checks.py"]
    with pytest.raises(SystemExit) as stop:
        main([*map(str, words)])
    said = capsys.readouterr()
    assert (stop.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert why in said.err


def test_every_code_is_listed() -> None:
    _, printed, _ = run("codes", "--json")
    listed = {one["code"]: one for one in json.loads(printed)["codes"]}
    assert set(listed) == set(CATALOGUE)
    assert listed["missing-return"]["severity"] == CATALOGUE["missing-return"].severity
    assert set(listed["missing-return"]["hint"]) == {"vi", "en"}
    _, printed, _ = run("codes", "--lang", "en")
    assert printed.count("\n    → ") == len(CATALOGUE)
    assert "missing-required ERROR:" in printed


def test_each_problem_of_a_consolidation_carries_its_agency(plan: Plan, tmp_path: Path) -> None:
    merged = merge(plan, "2021-Q2", issue(plan, "2021-Q2", tmp_path / "issued")[:0], AS_OF)
    assert [(p.code, p.agency) for p in merged.all_problems] == [("missing-return", SYT)]
