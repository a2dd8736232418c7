"""Every hostile file ends in the outcome that is written down for it, quickly and in 1 GB."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from plansheet import issue, merge, read_plan, read_return
from plansheet.cli.commands import cli
from plansheet.problems import Problem
from plansheet.workbooks.reading import Reader
from plansheet.workbooks.reading.limits import WORKER_MEMORY
from support.effort import some_of
from support.filling import make_plan, small_tables
from support.hostile.builders import sheet_xml, xlsx_parts, zipped
from support.hostile.folder import make
from support.hostile.registry import CASES

Folder = tuple[Path, dict[str, str]]
SECONDS = 20
"""What a whole command may take for one file."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    path = tmp_path_factory.mktemp("hostile")
    return path, make(path)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    make_plan(folder, small_tables())
    return folder / "plan.xlsx"


@pytest.mark.slow
def test_there_are_enough_of_them(folder: Folder) -> None:
    _, expected = folder
    assert len(expected) >= 200
    assert {"read", "unreadable", "encrypted", "too-large", "unsafe-content", "not-a-workbook"} == {
        *expected.values()
    }


@pytest.mark.parametrize("name", sorted(CASES)[::20])
def test_some_of_them_in_this_process(name: str, tmp_path: Path) -> None:
    """A few for the fast loop; the limits hold without a worker, too."""
    expected, content = CASES[name]
    path = tmp_path / name
    path.write_bytes(content())
    with Reader(workers=0) as reader:
        ((_, result),) = reader.open_all([path])
    assert (result.code if isinstance(result, Problem) else "read") == expected


COMMAND = """
import contextlib, io, json, resource, sys, time
from plansheet.cli import main
plan, limit, *paths = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_AS, (int(limit),) * 2)
found = []
for path in paths:
    start, out, err = time.monotonic(), io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(["validate", path, "--plan", plan, "--as-of", "2021-06-20", "--json"])
        except SystemExit as stop:
            status = stop.code
    found.append((status, out.getvalue(), err.getvalue(), time.monotonic() - start))
print(json.dumps(found))
"""
CHUNKS = 4


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="no limits on memory there")
@pytest.mark.parametrize("chunk", some_of(1, range(CHUNKS)))
def test_validate_in_1_gb_and_20_s_each(folder: Folder, plan: Path, chunk: int) -> None:
    """The command reads each or refuses it with one sentence, and prints nothing but JSON.

    An ordinary run tries every fourth; `test_each_without_a_worker` tries all.
    """
    path, expected = folder
    names = sorted(expected)[chunk::CHUNKS]
    words = [str(plan), str(WORKER_MEMORY), *(str(path / name) for name in names)]
    run = subprocess.run(
        [sys.executable, "-c", COMMAND, *words], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found = dict(zip(names, json.loads(run.stdout), strict=True))
    assert [name for name in names if found[name][2]] == []
    assert [name for name in names if found[name][3] > SECONDS] == []
    outcomes = {}
    for name, (status, out, _, _) in found.items():
        problems = json.loads(out)["problems"]
        assert status == int(any(p["severity"] == "error" for p in problems))
        assert {p["file"] for p in problems} <= {name}
        assert all(p["message"] and "{" not in p["message"] for p in problems)
        codes = {p["code"] for p in problems if p["severity"] == "error"} - {"unknown-agency"}
        assert len(problems) == 1 or not codes
        outcomes[name] = codes.pop() if codes else "read"
    assert outcomes == {name: expected[name] for name in names}


IN_PROCESS = """
import json, resource, sys, time
from pathlib import Path
from plansheet.problems import Problem
from plansheet.workbooks.reading import Reader
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
found = {}
with Reader(workers=0) as reader:
    for path in sorted(Path(sys.argv[1]).iterdir()):
        start = time.process_time()
        (_, result), = reader.open_all([path])
        code = result.code if isinstance(result, Problem) else "read"
        found[path.name] = code, time.process_time() - start
print(json.dumps(found))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="no limits on memory there")
def test_each_without_a_worker(folder: Folder) -> None:
    """What looks at the bytes before any parser is enough by itself: nothing aborts."""
    path, expected = folder
    run = subprocess.run(
        [sys.executable, "-c", IN_PROCESS, str(path), str(WORKER_MEMORY)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found = json.loads(run.stdout)
    found.pop("expected.tsv")
    assert {name: code for name, (code, _) in found.items()} == expected
    assert [name for name, (_, seconds) in found.items() if seconds > SECONDS] == []


@pytest.mark.slow
@pytest.mark.usefixtures("read_apart")
def test_a_sheet_full_of_strays_is_refused_and_the_others_are_merged(tmp_path: Path) -> None:
    """So many problems that going through them takes the memory of all the files together."""
    plan = make_plan(tmp_path, small_tables())
    strays, good, *_ = issue(plan, "2021-Q2", tmp_path / "issued")
    with zipfile.ZipFile(strays) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    rows = "".join(
        f'<row r="{n}"><c r="B{n}"><v>{n}</v></c><c r="J{n}"><v>1</v></c></row>'
        for n in range(100, 10_200)
    )
    sheet = "xl/worksheets/sheet2.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", f"{rows}</sheetData>".encode())
    strays.write_bytes(zipped(parts))
    ret = read_return(strays, plan)
    assert (ret.refused, ret.sections, ret.agency) == (True, {}, "SYT")
    assert [(p.code, p.file, p.severity) for p in ret.problems] == [
        ("too-large", strays.name, "error")
    ]
    merged = merge(plan, "2021-Q2", [strays, good], date(2021, 6, 20))
    refused = {r.file: r.state == "refused" for r in merged.receipts if r.file}
    assert refused == {strays.name: True, good.name: False}


def test_reading_a_return_never_raises(plan: Path, tmp_path: Path) -> None:
    """Without a worker, too."""
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04")

    def no_memory(*_: object, **__: object) -> None:
        raise MemoryError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("plansheet.workbooks.reading.worker.open_workbook", no_memory)
        ret = read_return(tmp_path / "x.xlsx", read_plan(plan))
    assert [(p.code, p.file) for p in ret.problems] == [("too-large", "x.xlsx")]


ACTS = "\x1b[31m\x9b2J\x07\u202ecod\u2066\u200b\x85\u2028\U000e0041"
ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\U000e0041]"
)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_nothing_acts_on_the_terminal(tmp_path: Path) -> None:
    """Neither in sentences nor in JSON, which says the same all the same."""
    make_plan(tmp_path, small_tables())
    (tmp_path / "returns").mkdir()
    written = ACTS.replace("\x1b", "_x001B_").replace("\x07", "_x0007_")
    parts = xlsx_parts(
        sheet_xml(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{written}</t></is></c></row>'),
        names=[ACTS.replace("\x1b", "").replace("\x07", "")],
        states=["hidden"],
    )
    name = f"{ACTS}.xlsx"
    (tmp_path / "returns" / name).write_bytes(zipped(parts))
    plan, returns = str(tmp_path / "plan.xlsx"), str(tmp_path / "returns")
    period = ["--period", "2021-Q2"]
    for words in (
        ["validate", returns, "--plan", plan],
        ["status", plan, returns, *period],
        ["merge", plan, returns, *period, "-o", str(tmp_path / "report.xlsx")],
    ):
        said = CliRunner().invoke(cli, words, standalone_mode=False)
        assert said.exception is None and said.return_value == 1
        assert not ACTING.search(said.output)
        data = CliRunner().invoke(cli, [*words, "--json"], standalone_mode=False)
        assert data.exception is None and not ACTING.search(data.stdout)
        assert name in {p["file"] for p in json.loads(data.stdout)["problems"]}
    assert "⟨U+001B⟩[31m⟨U+009B⟩2J" in said.output
