"""The public functions: files in, files out, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plansheet import (
    Consolidation,
    InputError,
    OutputError,
    PeriodError,
    Plan,
    cycle,
    issue,
    merge,
)
from support.damages import FIGURES, TASKS
from support.filling import (
    AS_OF,
    PERIOD,
    SYT,
    UBA,
    UBB,
    Tag,
    Typed,
    everything,
    fill_file,
    indicator,
    make_plan,
    plan_tables,
    task,
)


@pytest.fixture(scope="module")
def issued(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("issued")
    issue(plan, PERIOD, folder)
    return folder


NAMES = [f"{code}_{PERIOD}.xlsx" for code in ("SYT", "STC", "STP", "UBA")]


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


# PeriodAssignments.


def test_one_flat_file_for_each_agency_and_nothing_else(plan: Plan, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    out = tmp_path / "a" / "b"
    paths = issue(plan, PERIOD, out, progress=lambda done, of: seen.append((done, of)))
    assert [path.name for path in paths] == NAMES
    assert sorted(path.name for path in out.iterdir()) == sorted(NAMES)
    assert {path.parent for path in paths} == {out}
    assert seen == [(n, 4) for n in (1, 2, 3, 4)]


def test_the_same_plan_gives_the_same_bytes(plan: Plan, issued: Path, tmp_path: Path) -> None:
    issue(plan, PERIOD, tmp_path / "x")
    assert files(tmp_path / "x") == files(issued)
    issue(plan, PERIOD, tmp_path / "x")
    assert files(tmp_path / "x") == files(issued)


def test_a_file_that_was_filled_in_is_not_overwritten(
    plan: Plan, issued: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    filled = fill_file(issued / NAMES[2], out / NAMES[2], plan, {(TASKS, "PH01", "status"): "x"})
    before = files(out)
    with pytest.raises(OutputError) as error:
        issue(plan, PERIOD, out)
    assert filled.name in error.value.wording.vi
    assert files(out) == before
    assert [path.name for path in out.iterdir()] == [NAMES[2]]


def test_a_failure_in_the_middle_leaves_nothing(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(issue: Any, assignment: Any, path: Path, lang: str, paper: str) -> None:
        if assignment.agency.code == "STP":
            raise RuntimeError("đĩa đầy")
        path.write_bytes(b"")

    monkeypatch.setattr(cycle, "write_template", fail)
    with pytest.raises(RuntimeError):
        issue(plan, PERIOD, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def _a_file(folder: Path) -> Path:
    (folder / "out").write_text("")
    return folder / "out"


def _below_a_file(folder: Path) -> Path:
    return _a_file(folder) / "more"


def _a_folder_of_that_name(folder: Path) -> Path:
    (folder / "out" / NAMES[0]).mkdir(parents=True)
    return folder / "out"


@pytest.mark.parametrize("make", [_a_file, _below_a_file, _a_folder_of_that_name])
def test_where_nothing_can_be_written(
    make: Callable[[Path], Path], plan: Plan, tmp_path: Path
) -> None:
    out = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError) as error:
        issue(plan, PERIOD, out)
    assert "\n" not in error.value.wording.vi
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("period", ["2020-Q4", "2023", "quý II", ""])
def test_a_period_that_the_plan_does_not_have(period: str, plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(PeriodError):
        issue(plan, period, tmp_path / "out")
    with pytest.raises(PeriodError):
        merge(plan, period, [], AS_OF)
    assert list(tmp_path.iterdir()) == []


# Merge.


def send(plan: Plan, issued: Path, to: Path, entries: dict[Tag, Typed], code: str = SYT) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    return fill_file(issued / f"{code}_{PERIOD}.xlsx", to, plan, entries)


def status(code: str, text: str = "Đang thực hiện") -> dict[Tag, Typed]:
    return {(TASKS, code, "status"): text}


def figure(code: str, value: Typed) -> dict[Tag, Typed]:
    return {(FIGURES, code, "cumulative"): value}


@pytest.fixture
def returns(plan: Plan, issued: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "returns"
    send(plan, issued, folder / "SYT.xlsx", status("NV01"))
    send(plan, issued, folder / "đợt 2" / "STP.xlsx", status("PH01"), "STP")
    send(plan, issued, folder / "đợt 2" / "UBA.xlsx", figure("CT01", 5), UBA)
    (folder / "~$SYT.xlsx").write_bytes(b"lock")
    (folder / ".DS_Store").write_bytes(b"mac")
    (folder / "received.tsv").write_text(
        "tệp\tngày\nSYT.xlsx\t14/6/2021\nđợt 2/STP.xlsx\t2021-06-18\nUBA.xlsx\t2021-06-15 23:59\n",
        encoding="utf-8",
    )
    return folder


def states(merged: Consolidation) -> set[tuple[str, str | None, str]]:
    table = merged.returns
    return {tuple(row) for row in table[["agency", "file", "state"]].values.tolist()}


@pytest.mark.usefixtures("read_apart")
def test_a_folder_of_returns(plan: Plan, returns: Path) -> None:
    seen: list[tuple[int, int]] = []
    merged = merge(plan, PERIOD, returns, AS_OF, progress=lambda done, of: seen.append((done, of)))
    assert states(merged) == {
        ("SYT", "SYT.xlsx", "on_time"),
        ("STP", "đợt 2/STP.xlsx", "late"),
        ("UBA", "đợt 2/UBA.xlsx", "on_time"),
        ("STC", None, "missing"),
    }
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert set(merged.provenance["file"]) == {
        "SYT.xlsx",
        "đợt 2/STP.xlsx",
        "đợt 2/UBA.xlsx",
    }
    digests = merged.returns["sha256"].dropna()
    assert all(len(digest) == 64 for digest in digests)
    assert len(set(digests)) == 3


def test_files_that_are_no_returns_stop_nothing(plan: Plan, returns: Path) -> None:
    (returns / "công văn.pdf").write_bytes(b"%PDF-1.4")
    (returns / "hỏng.xlsx").write_bytes(b"PK\x03\x04 nope")
    (returns / "trống.xlsx").write_bytes(b"")
    other = openpyxl.Workbook()
    other.save(returns / "khác.xlsx")
    merged = merge(plan, PERIOD, returns, AS_OF)
    errors = {(p.code, p.file) for p in merged.all_problems if p.severity == "error"}
    assert {entry for entry in errors if entry[0] != "missing-required"} == {
        ("not-a-workbook", "công văn.pdf"),
        ("unreadable", "hỏng.xlsx"),
        ("not-a-workbook", "trống.xlsx"),
        ("unknown-agency", "khác.xlsx"),
    }
    assert merged.summary()["received"] == 3
    assert sum(state == "refused" for *_, state in states(merged)) == 4


RECEIVED = [
    # what stands in received.tsv → the moment that counts
    ("SYT.xlsx\t14/6/2021", datetime(2021, 6, 14)),
    ("\ufeffSYT.xlsx\t2021-06-14\r\n", datetime(2021, 6, 14)),
    ("SYT.xlsx\t2021-06-14T08:30:00", datetime(2021, 6, 14, 8, 30)),
    ("SYT.xlsx\t2021-06-14T18:30:00+00:00", datetime(2021, 6, 15, 1, 30)),
    ("file\tdate\nSYT.xlsx\tngày 14 tháng 6 năm 2021", datetime(2021, 6, 14)),
    ("SYT.xlsx \t 14/6/2021 \t ghi chú", datetime(2021, 6, 14)),
    ("SYT.xlsx\t14/6/2021\nSYT.xlsx\t16/6/2021", datetime(2021, 6, 16)),
    ("SYT.xlsx\tmai", None),
    ("khác.xlsx\t14/6/2021", None),
    ("SYT.xlsx", None),
]


@pytest.mark.parametrize("case", RECEIVED)
def test_when_a_return_came(
    case: tuple[str, datetime | None], plan: Plan, issued: Path, tmp_path: Path
) -> None:
    text, wanted = case
    folder = tmp_path / "returns"
    path = send(plan, issued, folder / "SYT.xlsx", status("NV01"))
    saved = openpyxl.load_workbook(path).properties.modified
    (folder / "received.tsv").write_bytes(text.encode())
    for returns in (folder, [path]):
        found = merge(plan, PERIOD, returns, AS_OF).returns
        moment = found.loc[found["file"] == "SYT.xlsx", "received_at"].iloc[0]
        if wanted:
            assert moment == wanted
        else:
            assert abs(moment - saved).total_seconds() <= 7 * 3600


def test_an_untouched_template_came_when_its_file_did(
    plan: Plan, issued: Path, tmp_path: Path
) -> None:
    path = tmp_path / "SYT.xlsx"
    path.write_bytes((issued / NAMES[0]).read_bytes())
    os.utime(path, (1_623_726_000, 1_623_726_000))  # 15 June 2021, 10:00 in Vietnam
    found = merge(plan, PERIOD, [path], AS_OF).returns
    assert found["received_at"].dropna().tolist() == [datetime(2021, 6, 15, 10)]


def saved_at(path: Path, moment: datetime) -> Path:
    """The same file, last saved at another time (UTC)."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    stamped = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{moment:%Y-%m-%dT%H:%M:%S}Z", core)
    parts["docProps/core.xml"] = stamped.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def test_a_file_came_when_it_was_saved(plan: Plan, issued: Path, tmp_path: Path) -> None:
    path = send(plan, issued, tmp_path / "x.xlsx", status("NV01"))
    saved_at(path, datetime(2021, 6, 15, 18))
    found = merge(plan, PERIOD, [path], AS_OF)
    assert found.returns["received_at"].dropna().tolist() == [datetime(2021, 6, 16, 1)]
    assert found.late == [SYT]


def test_of_two_files_of_one_day_the_later_saved_stands(
    plan: Plan, issued: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "returns"
    for name, text, hour in (("b.xlsx", "Tạm dừng", 8), ("a.xlsx", "Đang thực hiện", 9)):
        path = send(plan, issued, folder / name, status("NV01", text))
        saved_at(path, datetime(2021, 6, 14, hour))
    (folder / "received.tsv").write_text("a.xlsx\t14/6/2021\nb.xlsx\t14/6/2021\n")
    merged = merge(plan, PERIOD, folder, AS_OF)
    assert merged.tasks["status"][0] == "Đang thực hiện"


def test_files_of_one_name_in_two_folders_are_two_files(
    plan: Plan, issued: Path, tmp_path: Path
) -> None:
    paths = [
        send(plan, issued, tmp_path / folder / "bc.xlsx", entries, code)
        for folder, entries, code in (("x", status("NV01"), SYT), ("y", figure("CT01", 1), UBA))
    ]
    merged = merge(plan, PERIOD, paths, AS_OF)
    names = set(merged.provenance["file"])
    assert len(names) == 2
    assert {Path(name).name for name in names} == {"bc.xlsx"}


def test_a_file_given_twice_is_read_once(plan: Plan, issued: Path, tmp_path: Path) -> None:
    path = send(plan, issued, tmp_path / "bc.xlsx", status("NV01"))
    for executor in (None, ThreadPoolExecutor(1)):
        merged = merge(plan, PERIOD, [path, str(path)], AS_OF, executor=executor)
        assert len(merged.returns["file"].dropna()) == 1


def test_two_files_with_the_same_bytes_are_one(plan: Plan, returns: Path) -> None:
    """The copy that a clerk or a mail program made is named and counts as nothing of its own."""
    alone = merge(plan, PERIOD, returns, AS_OF)
    (copies := returns / "bản sao").mkdir()
    shutil.copy(returns / "SYT.xlsx", copies / "SYT (1).xlsx")
    (copies / "Thumbs.db").write_bytes(b"x")
    twice = merge(plan, PERIOD, returns, AS_OF)
    (told,) = {*twice.problems.itertuples(index=False)} - {*alone.problems.itertuples(index=False)}
    assert (told.code, told.severity, told.file) == ("same-file", "info", "bản sao/SYT (1).xlsx")
    assert "“SYT.xlsx”" in str(told.message)
    assert states(twice) == states(alone)
    assert len(twice.problems) == len(alone.problems) + 1


@pytest.mark.slow
def test_workers_executors_and_order_do_not_matter(plan: Plan, returns: Path) -> None:
    paths = sorted(returns.rglob("*.xlsx"))
    paths = [path for path in paths if not path.name.startswith("~$")]
    first = everything(merge(plan, PERIOD, paths, AS_OF))
    assert everything(merge(plan, PERIOD, reversed(paths), AS_OF)) == first
    assert everything(merge(plan, PERIOD, map(str, paths), AS_OF, workers=2)) == first
    with ThreadPoolExecutor(2) as executor:
        assert everything(merge(plan, PERIOD, paths, AS_OF, executor=executor)) == first
    folder = everything(merge(plan, PERIOD, returns, AS_OF))
    assert everything(merge(plan, PERIOD, str(returns), AS_OF, workers=2)) == folder


def _nowhere(folder: Path) -> Path:
    return folder / "nowhere"


def _no_file(folder: Path) -> list[Path]:
    return [folder / "nowhere.xlsx"]


@pytest.mark.parametrize("make", [_nowhere, _no_file])
def test_where_there_are_no_returns(
    make: Callable[[Path], Path | list[Path]], plan: Plan, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as error:
        merge(plan, PERIOD, make(tmp_path), AS_OF)
    assert "\n" not in error.value.wording.vi


def test_no_files_at_all_are_everybody_missing(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "received.tsv").write_text("")
    (tmp_path / "~$a.xlsx").write_text("")
    no_files: list[Path] = []
    for nothing in (no_files, tmp_path):
        merged = merge(plan, PERIOD, nothing, AS_OF)
        assert merged.missing == ["SYT", "STC", "STP", "UBA"]
        assert merged.classes["not_reported"] == 20


def test_returns_are_not_touched(plan: Plan, returns: Path) -> None:
    before = files(returns)
    merge(plan, PERIOD, returns, AS_OF)
    assert files(returns) == before


def test_inputs_named_in_received_match_however_their_letters_are_composed(
    plan: Plan, issued: Path, tmp_path: Path
) -> None:
    name = unicodedata.normalize("NFD", "Sở Y tế.xlsx")
    send(plan, issued, tmp_path / "returns" / name, status("NV01"))
    (tmp_path / "returns" / "received.tsv").write_text("Sở Y tế.xlsx\t14/6/2021")
    found = merge(plan, PERIOD, tmp_path / "returns", AS_OF).returns
    assert found["received_at"].dropna().tolist() == [datetime(2021, 6, 14)]


# The whole way, by hand.


def test_a_small_plan_all_the_way(tmp_path: Path) -> None:
    plan = make_plan(
        tmp_path,
        plan_tables(
            [task("NV1", "SYT; UBND các huyện, thành phố", "30/6/2021", coordinators="STC")],
            [indicator("CT1", "UBA; UBB", unit="%", aggregation="Tỷ lệ", target_2021="60")],
        ),
    )
    issue(plan, PERIOD, tmp_path / "issued")
    sent: dict[str, dict[Tag, Typed]] = {
        SYT: {
            (TASKS, "NV1", "status"): "Hoàn thành",
            (TASKS, "NV1", "document_no"): "5/QĐ",
            (TASKS, "NV1", "document_date"): date(2021, 6, 15),
        },
        UBA: {
            (TASKS, "NV1", "status"): "Đang thực hiện",
            (TASKS, "NV1", "progress"): "40%",
            (FIGURES, "CT1.tu", "forecast"): 30,
            (FIGURES, "CT1.mau", "forecast"): "50,0",
        },
        UBB: {(FIGURES, "CT1.tu", "forecast"): 33, (FIGURES, "CT1.mau", "forecast"): 50},
    }
    for code, entries in sent.items():
        send(plan, tmp_path / "issued", tmp_path / "returns" / f"{code}.xlsx", entries, code)
    merged = merge(plan, PERIOD, tmp_path / "returns", date(2021, 7, 1))
    row = merged.tasks.iloc[0]
    assert (row["class"], row["status"], row["reported"], row["expected"]) == (
        "open_overdue",
        "Đang thực hiện",
        2,
        3,
    )
    figure = merged.indicators.iloc[0]
    assert (str(figure["forecast"]), str(figure["vs_plan"]), figure["attainment"]) == (
        "63.00",
        "105.00",
        "met",
    )
    assert merged.missing == ["STC"]
    summary = merged.summary()
    assert summary["tasks"]["by_class"]["open_overdue"] == 1
    assert summary["indicators"] == {"total": 1, "met": 1, "not_met": 0, "unknown": 0}
    errors = {(p.code, p.file, p.cell) for p in merged.all_problems if p.severity == "error"}
    assert errors == {("missing-required", "UBB.xlsx", "H6")}
