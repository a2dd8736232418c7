"""What a script writer meets: values that show themselves in few words."""

from __future__ import annotations

import inspect
import os
import pickle
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import plansheet
from plansheet import Consolidation, Plan
from plansheet.cycle import issue_round, merge_round, write_revised
from plansheet.problems import Place, Problems, WithProblems, in_order, problem
from plansheet.problems.catalogue.addin_stops import ADDIN_STOPS
from plansheet.problems.catalogue.stops import STOPS
from plansheet.report.merged import Merged
from plansheet.report.upper_level import FilledTemplate
from support.damages import COORDINATION, FIGURES, TASKS
from support.filling import (
    AS_OF,
    PERIOD,
    Tag,
    Typed,
    everything,
    fill_file,
    make_plan,
    plan_tables,
    task,
)
from support.places import PACKAGE, ROOT
from support.sending import DONE, GOING, Filled, send

KIEN_GIANG = "examples/kien_giang_2021_2025/plan.xlsx"
HOSTILE = "<script>alert(1)</script>"
SYT = f"SYT_{PERIOD}.xlsx"


@pytest.fixture(scope="module")
def returns(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One agency says something of one task, with a mistake in it."""
    issued, folder = tmp_path_factory.mktemp("issued"), tmp_path_factory.mktemp("returns")
    plansheet.issue(plan, PERIOD, issued)
    typed: dict[Tag, Typed] = {(TASKS, "NV01", "status"): HOSTILE, (TASKS, "NV01", "progress"): 400}
    fill_file(issued / SYT, folder / SYT, plan, typed)
    return folder


@pytest.fixture(scope="module")
def merged(plan: Plan, returns: Path) -> Consolidation:
    return plansheet.merge(plan, PERIOD, returns, AS_OF)


@pytest.fixture(scope="module")
def reported(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Consolidation:
    """Tasks, indicators and coordination of two agencies, in time."""
    figures = {"actual": Decimal("12.5"), "cumulative": Decimal(1234567), "forecast": Decimal(-5)}
    said: Mapping[str, Filled] = {
        "SYT": {
            (TASKS, "NV01"): DONE,
            (TASKS, "NV02"): {**GOING, "result": "=1+1", "difficulty": " -Thiếu; vốn\n“x”"},
            (FIGURES, "CT01"): figures,
        },
        "STC": {(COORDINATION, "NV01"): {"contribution": "@a"}},
    }
    folder = send(plan, tmp_path_factory.mktemp("reported"), said)
    return plansheet.merge(plan, PERIOD, folder, "2021-07-01")


# At a prompt and in a notebook.


def test_a_plan_shows_what_it_has(plan: Plan) -> None:
    assert repr(plan) == (
        "Plan(id='KH-2021', title='Kế hoạch phát triển kinh tế - xã hội', years='2021–2022',"
        " agencies=7, indicators=15, tasks=20, problems=0)"
    )
    assert "<td>KH-2021</td>" in plan._repr_html_()


def test_a_return_shows_what_it_has(plan: Plan, returns: Path) -> None:
    assert repr(plansheet.read_return(returns / SYT, plan)) == (
        f"Return(file='{SYT}', agency='SYT', period='2021-Q2', refused=False, task_report=14,"
        " coordination_report=6, indicator_report=18, narrative_report=5,"
        " adjustments=0, problems=0)"
    )


def test_a_consolidation_shows_what_it_has(merged: Consolidation) -> None:
    assert repr(merged) == (
        "Merged(plan='KH-2021', period='2021-Q2', as_of='2021-06-20', received='1/4',"
        " tasks=20, indicators=15, conflicts=0, errors=15, warnings=4)"
    )
    assert "<td>1/4</td>" in merged._repr_html_()


def test_problems_show_the_first_of_them(plan: Plan, returns: Path) -> None:
    problems = plansheet.validate(plansheet.read_return(returns / SYT, plan), plan, AS_OF)
    lines = repr(problems).splitlines()
    assert lines[:2] == [
        "Problems(error=15, warning=0, info=0)",
        f"  error {SYT} · Nhiệm vụ · H6: "
        f"“{HOSTILE}” không có trong danh sách của cột “Tình trạng”.",
    ]
    assert (len(lines), lines[-1]) == (12, "  …")
    assert "&lt;script&gt;" in problems._repr_html_() and "<script>" not in problems._repr_html_()
    assert repr(Problems()) == "Problems(error=0, warning=0, info=0)"


def values_with_problems() -> set[type]:
    """The dataclasses of what the public functions give that have tuples of problems."""
    given = {getattr(plansheet, name) for name in plansheet.__all__}
    given |= {Merged, FilledTemplate}
    told = {one for one in given if isinstance(one, type) and is_dataclass(one)}
    return {one for one in told if any(f.type == "tuple[Problem, ...]" for f in fields(one))}


def test_problems_of_every_value_show_the_first_of_them() -> None:
    found = values_with_problems()
    assert {Plan, plansheet.Return, Merged, FilledTemplate, plansheet.RoundResult} < found
    assert [one for one in found if not issubclass(one, WithProblems)] == []


def test_problems_of_a_value_are_a_tuple(plan: Plan, merged: Consolidation) -> None:
    lost = problem("missing-required", Place("a.xlsx", "Nhiệm vụ", "H6"), column="<b>")
    ret = replace(plansheet.Return("a.xlsx"), problems=(lost,) * 12)
    title = "ProblemTuple(error=12, warning=0, info=0)"
    assert (repr(ret.problems).splitlines()[0], repr(ret.problems).count("\n")) == (title, 11)
    shown: Any = ret.problems
    assert "&lt;b&gt;" in shown._repr_html_()
    assert repr(merged.all_problems).startswith("ProblemTuple(error=15, warning=4, info=")
    assert repr(plan.problems) == "ProblemTuple(error=0, warning=0, info=0)"
    assert ret.problems == (lost,) * 12 and hash(ret.problems) == hash((lost,) * 12)
    assert ret.problems[1:] == (lost,) * 11 and (*ret.problems, lost) == (lost,) * 13
    again = pickle.loads(pickle.dumps(ret))
    assert again == ret and repr(again.problems) == repr(ret.problems)


def test_a_problem_says_where_it_is() -> None:
    lost = problem("missing-required", Place("a\x1b.xlsx", "Nhiệm vụ", "H6"), column="Tình trạng")
    assert str(lost) == "a⟨U+001B⟩.xlsx · Nhiệm vụ · H6: “Tình trạng” còn để trống."
    assert lost.said("en") == "a⟨U+001B⟩.xlsx · Nhiệm vụ · H6: “Tình trạng” is blank."
    assert str(problem("missing-required", Place(), column="A")) == "“A” còn để trống."
    assert in_order([lost, lost]) == [lost]


# What is given.


def functions() -> Iterator[Callable[..., object]]:
    """The public functions, and those of the cycle."""
    public = [getattr(plansheet, name) for name in plansheet.__all__]
    yield from filter(inspect.isfunction, [*public, issue_round, merge_round, write_revised])


MAKERS = {"Plan": "read_plan", "Return": "read_return", "Consolidation": "merge"}
TAKEN = [
    pytest.param(function, name, MAKERS[kind], id=f"{function.__name__}-{name}")
    for function in functions()
    for name, given in inspect.signature(function).parameters.items()
    if (kind := str(given.annotation).partition(" ")[0]) in MAKERS
]


def test_who_takes_what_another_makes() -> None:
    assert len(TAKEN) > 15
    assert all(hasattr(plansheet, maker) for maker in MAKERS.values())


@pytest.mark.parametrize(("function", "name", "maker"), TAKEN)
def test_a_path_in_place_of_what_is_made_of_it(
    function: Callable[..., object], name: str, maker: str, plan: Plan, merged: Consolidation
) -> None:
    sound = {"Plan": plan, "Return": plansheet.Return("x.xlsx"), "Consolidation": merged}
    given = {
        n: sound.get(str(p.annotation).partition(" ")[0], "2021-Q2")
        for n, p in inspect.signature(function).parameters.items()
        if p.default is p.empty
    }
    with pytest.raises(TypeError) as error:
        function(**{**given, name: "plan.xlsx"})
    assert isinstance(error.value, plansheet.ArgumentError)
    assert f"plansheet.{maker}()" in str(error.value)


KINDS = re.compile(r"Path|Period|date|Plan|Return|Consolidation|RoundResult")
NEEDED = [
    pytest.param(function, name, id=f"{function.__name__}-{name}")
    for function in functions()
    for name, given in inspect.signature(function).parameters.items()
    if given.default is given.empty and given.kind is not given.VAR_POSITIONAL
    if KINDS.search(str(given.annotation))
]


@pytest.mark.parametrize(("function", "name"), NEEDED)
def test_nothing_in_place_of_what_is_needed(
    function: Callable[..., object], name: str, plan: Plan, merged: Consolidation, tmp_path: Path
) -> None:
    """None, as a script has it that did not find what it looked for."""
    made = {"Plan": plan, "Return": plansheet.Return("x.xlsx"), "Consolidation": merged}
    sound: dict[str, object] = {**made, "str": "2021-Q2", "date": AS_OF, "Round": "schedule"}
    given = {
        n: sound.get(str(p.annotation).partition(" ")[0], tmp_path)
        for n, p in inspect.signature(function).parameters.items()
        if (n, p.default) != (name, p.empty)
        and p.default is p.empty
        and p.kind is not p.VAR_POSITIONAL
    }
    with pytest.raises(plansheet.PlansheetError) as error:
        function(**given, **{name: None})
    assert error.value.key in ("not-of-kind", "not-of-kinds", "not-a-day")


READERS: Mapping[str, Callable[[Plan, Path], object]] = {
    "read_plan": lambda _, path: plansheet.read_plan(path),
    "check_plan": lambda _, path: plansheet.check_plan(path),
    "forms of a plan": lambda _, path: plansheet.read_plan(ROOT / KIEN_GIANG, path),
    "load_forms": lambda _, path: plansheet.load_forms(path),
    "read_return": lambda plan, path: plansheet.read_return(path, plan),
    "merge": lambda plan, path: plansheet.merge(plan, PERIOD, path, AS_OF),
    "merge of files": lambda plan, path: plansheet.merge(plan, PERIOD, [path], AS_OF),
    "status": lambda plan, path: plansheet.status(plan, PERIOD, path, AS_OF),
    "annotate": lambda plan, path: plansheet.annotate(plan, path, AS_OF, path.parent / "out"),
    "previous": lambda plan, path: plansheet.issue(plan, PERIOD, path.parent / "out", path),
    "decisions": lambda plan, path: plansheet.merge(plan, PERIOD, [], AS_OF, decisions=path),
    "explain": lambda _, path: plansheet.explain(path, "NV01"),
    "import_document": lambda _, path: plansheet.import_document(path),
    "write_revised": lambda plan, path: write_revised(plan, [], path, path.parent / "new.xlsx"),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", ["nowhere.xlsx", "x" * 300 + ".xlsx"], ids=["nowhere", "long"])
def test_a_file_that_is_not_there(plan: Plan, tmp_path: Path, reader: str, name: str) -> None:
    with pytest.raises(plansheet.InputError) as error:
        READERS[reader](plan, tmp_path / name)
    assert error.value.key in ("no-file", "no-folder")
    assert str(tmp_path / name) in str(error.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "as_of", [AS_OF, "2021-06-20", "20/6/2021", datetime(2021, 6, 20, 23, 59)], ids=str
)
def test_a_day_may_be_a_text(
    merged: Consolidation, plan: Plan, returns: Path, as_of: date | str
) -> None:
    assert everything(plansheet.merge(plan, PERIOD, returns, as_of)) == everything(merged)
    ret = plansheet.read_return(returns / SYT, plan)
    assert plansheet.validate(ret, plan, as_of) == plansheet.validate(ret, plan, AS_OF)


@pytest.mark.parametrize("as_of", ["", "2021-Q2", "30/2/2021", "6/2021", 20210620, None])
def test_what_is_no_day(plan: Plan, returns: Path, as_of: Any) -> None:
    with pytest.raises(plansheet.InputError) as error:
        plansheet.merge(plan, PERIOD, returns, as_of)
    assert error.value.key == "not-a-day"


def test_a_plan_with_errors_says_the_first(tmp_path: Path) -> None:
    tables = plan_tables([task("NV1", "SYT"), task("NV1", "SYT")])
    with pytest.raises(plansheet.PlanError) as error:
        make_plan(tmp_path, tables)
    first = next(p for p in error.value.problems if p.severity == "error")
    assert str(error.value).endswith(f"trước hết: {first}")


def test_no_exception_tells_to_run_a_command() -> None:
    own = {key: words for key, words in STOPS.items() if key not in ADDIN_STOPS}
    told = {key for key, words in own.items() if re.search(r"`|--\w", words.vi + words.en)}
    by_commands_alone = {"period-or-round", "not-in-a-round", "not-years", "not-with-a-form"}
    by_commands_alone |= {"nothing-beside-stdout", "json-or-stdout"}
    by_commands_alone |= {"only-with-a-form"}
    assert told == by_commands_alone


# Status, marked copies.


def test_a_workbook_is_called_so(plan: Plan, returns: Path, tmp_path: Path) -> None:
    """A suffix is added where there is none, and another one refused: nothing is ignored."""
    merged = plansheet.merge(plan, PERIOD, returns, AS_OF)
    write: dict[str, Callable[[Path], Path]] = {
        "to_excel": merged.to_excel,
        "write_report": lambda path: plansheet.write_report(merged, path),
        "write_plan": lambda path: plansheet.write_plan(plan, path),
    }
    for name, writer in write.items():
        assert writer(tmp_path / name) == tmp_path / f"{name}.xlsx"
        with pytest.raises(plansheet.OutputError) as error:
            writer(tmp_path / f"{name}.csv")
        assert error.value.key == "other-suffix"
    appendix = plansheet.appendix(plan, tmp_path / "appendix")
    assert appendix == tmp_path / "appendix.docx"
    assert {path.suffix for path in tmp_path.iterdir()} == {".xlsx", ".docx"}
    with pytest.raises(plansheet.OutputError, match="đó là một tệp, không phải thư mục"):
        merged.to_csv(appendix)


def test_who_has_reported(merged: Consolidation, plan: Plan, returns: Path) -> None:
    found = plansheet.status(plan, PERIOD, returns, AS_OF)
    assert found.equals(merged.returns)
    assert dict(zip(found["agency"], found["state"], strict=True)) == {
        "SYT": "late",
        "STC": "missing",
        "STP": "missing",
        "UBA": "missing",
    }


def test_marked_copies(plan: Plan, returns: Path, tmp_path: Path) -> None:
    out = tmp_path / "copies"
    assert plansheet.annotate(plan, returns, "2021-06-20", out) == [out / SYT]
    assert plansheet.annotate(plan, iter([returns / SYT]), AS_OF, out) == [out / SYT]
    assert "Lỗi" in openpyxl.load_workbook(out / SYT).sheetnames
    for inside in (returns, returns / "copies"):
        with pytest.raises(plansheet.OutputError) as error:
            plansheet.annotate(plan, returns, AS_OF, inside)
        assert error.value.key == "is-an-input"
    assert [path.name for path in returns.iterdir()] == [SYT]


def test_an_imported_document_becomes_a_plan_workbook(tmp_path: Path) -> None:
    draft = plansheet.import_document(ROOT / "examples" / "tra_vinh_2020" / "source.txt")
    path = plansheet.write_plan(draft.tables, tmp_path / "plan.xlsx")
    plan, _ = plansheet.check_plan(path)
    assert plan is not None
    assert len(plan.tasks) == len(draft.tables.tasks) > 0
    assert plansheet.diff(plan, plan) == []


# DataFrames with types, tables of one return.


def kinds(merged: Consolidation) -> Iterator[tuple[str, str, set[type]]]:
    """By table and column what it says that it holds, and what it holds."""
    for name, frame in merged.frames().items():
        for column in merged.table(name).columns:
            yield f"{name}.{column.name}", column.kind, {type(v) for v in frame[column.name]}


HELD: Mapping[str, set[type]] = {
    "text": {str},
    "choice": {str},
    "codes": {list},
    "number": {Decimal},
    "integer": {int},
    "date": {date},
    "moment": {datetime},
    "any": {str, Decimal, date},
}


def test_columns_hold_what_they_say(merged: Consolidation, reported: Consolidation) -> None:
    for one in (merged, reported):
        for column, kind, held in kinds(one):
            assert held <= HELD[kind] | {type(None)}, column


def test_frames_have_the_attributes_of_that_name(reported: Consolidation) -> None:
    frames = reported.frames()
    assert [name for name, frame in frames.items() if frame.equals(getattr(reported, name))] == [
        *("tasks", "task_reports", "contributions", "indicators", "indicator_reports"),
        *("narratives", "returns", "changes", "problems", "provenance"),
    ]
    assert {str(dtype) for frame in frames.values() for dtype in frame.dtypes} == {"object"}


def test_frames_with_the_types_of_pandas(reported: Consolidation) -> None:
    tasks = reported.frames("float", "datetime64")["tasks"]
    assert {name: str(tasks[name].dtype) for name in ("progress", "reported", "due_date")} == {
        "progress": "float64",
        "reported": "Int64",
        "due_date": "datetime64[s]",
    }
    assert tasks["progress"].sum() == 140
    assert tasks["due_date"].dt.year.unique().tolist() == [2021]
    assert str(reported.frames(numbers="float")["tasks"]["due_date"].dtype) == "object"
    wrong: Any = "int"
    for words in ({"numbers": wrong}, {"dates": wrong}):
        with pytest.raises(ValueError, match="int"):
            reported.frames(**words)


def test_the_table_of_a_return(plan: Plan, returns: Path) -> None:
    ret = plansheet.read_return(returns / SYT, plan)
    frame = ret.to_frame(TASKS)
    assert list(frame.columns) == [
        *(column.name for column in plan.forms[TASKS].columns),
        *("agency", "file", "sheet", "row"),
    ]
    first = frame.iloc[0].to_dict()
    assert (first["task_code"], first["status"], first["progress"]) == ("NV01", HOSTILE, 400)
    assert (first["due"], first["document_date"]) == ("Quý IV/2021", None)
    assert (first["agency"], first["sheet"], first["row"]) == ("SYT", "Nhiệm vụ", 6)
    assert len(frame) == 14
    with pytest.raises(plansheet.InputError) as error:
        ret.to_frame("tasks")
    assert error.value.key == "no-table"


# What happens on the way, for those who listen.


def test_each_step_is_told_at_debug_level(
    plan: Plan, returns: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "x.xlsx").write_text("x")
    with caplog.at_level("DEBUG", "plansheet"):
        plansheet.write_plan(plan, tmp_path / "plan.xlsx")
        again = plansheet.read_plan(tmp_path / "plan.xlsx")
        merged = plansheet.merge(again, PERIOD, [returns / SYT, tmp_path / "x.xlsx"], AS_OF)
        merged.to_csv(tmp_path / "csv")
    assert {(r.name, r.levelname) for r in caplog.records} == {
        ("plansheet.workbooks.writing.files", "DEBUG"),
        ("plansheet.plan.workbook.reading", "DEBUG"),
        ("plansheet.returns.check_all", "DEBUG"),
        ("plansheet.cycle", "DEBUG"),
    }
    assert [r.getMessage().split(":")[0] for r in caplog.records] == [
        f"wrote {tmp_path / 'plan.xlsx'}",
        f"read {tmp_path / 'plan.xlsx'}",
        f"read {SYT}",
        "refused x.xlsx",
        "merged 2 files",
        f"wrote 11 files into {tmp_path / 'csv'}",
    ]


# Types.

SCRIPT = """
import plansheet

plan = plansheet.read_plan("plan.xlsx")
reveal_type(plan)
ret = plansheet.read_return("x.xlsx", plan)
reveal_type(plansheet.validate(ret, plan, as_of="2021-07-01"))
merged = plansheet.merge(plan, period="2021-Q2", returns="returns", as_of="2021-07-01")
reveal_type(merged)
reveal_type(merged.to_csv("tables"))
plansheet.issue(plan, period=2021, out_dir="x")
"""


@pytest.mark.slow
def test_scripts_see_the_types(tmp_path: Path) -> None:
    """As one that is installed: the package is found through `py.typed` alone."""
    python = venv_with(tmp_path / "venv", PACKAGE)
    (tmp_path / "script.py").write_text(SCRIPT)
    words = [sys.executable, "-m", "mypy", "--python-executable", str(python), "--strict"]
    words += ["--config-file", os.devnull, "--cache-dir", str(tmp_path / "cache"), "script.py"]
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "MYPYPATH")}
    done = subprocess.run(
        words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    told = [line.partition(": ")[2] for line in done.stdout.splitlines()]
    assert told[:-1] == [
        'note: Revealed type is "plansheet.plan.model.Plan"',
        'note: Revealed type is "plansheet.problems.problem.Problems"',
        'note: Revealed type is "plansheet.report.merged.Merged"',
        'note: Revealed type is "pathlib.Path | Any"',
        'error: Argument "period" to "issue" has incompatible type "int"; expected "str | Period"'
        "  [arg-type]",
    ]


def venv_with(folder: Path, package: Path) -> Path:
    """The Python of a fresh environment that has a package, and nothing else."""
    venv.create(folder, symlinks=True)
    site = next(folder.rglob("site-packages"))
    shutil.copytree(package, site / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    return next(folder.rglob("python"))
