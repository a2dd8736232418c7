"""“-o -”: the bytes of the file and nothing else on the standard output, or a clear no."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import pytest

from plansheet.cli import main
from plansheet.cli.commands import cli
from plansheet.cli.written import FolderType, WrittenType
from support.filling import indicator, make_plan, plan_tables, task
from support.sending import GOING, send

pytestmark = pytest.mark.usefixtures("read_here")

QUARTER = ("--period", "2021-Q2", "--as-of", "2021-07-01")
FILES = {
    "merge": ["merge", "plan.xlsx", "in", *QUARTER],
    "merge --round": ["merge", "plan.xlsx", "in", "--round", "comments", "--as-of", "2021-02-01"],
    "merge --document": ["merge", "plan.xlsx", "in", *QUARTER, "--document"],
    "appendix": ["appendix", "plan.xlsx"],
    "derive": ["derive", "plan.xlsx", "--for", "UBA"],
}
FOLDERS = {
    "issue": ["issue", "plan.xlsx", "--period", "2021-Q2"],
    "remind": ["remind", "plan.xlsx", "in", *QUARTER],
    "learn": ["form", "learn", "plan.xlsx"],
    "import": ["import", "plan.xlsx"],
}
Run = Callable[[Sequence[str]], tuple[int, bytes, str]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    plan = make_plan(folder, plan_tables([task("NV1", "SYT; UBA")], [indicator("CT1", "SYT; UBA")]))
    send(plan, folder / "in", {"SYT": {("task_report", "NV1"): GOING}})
    return folder


@pytest.fixture
def run(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Run:
    monkeypatch.chdir(desk)

    def call(words: Sequence[str]) -> tuple[int, bytes, str]:
        with pytest.raises(SystemExit) as stop:
            main(words)
        out, err = capsysbinary.readouterr()
        return int(str(stop.value.code)), out, err.decode()

    return call


@pytest.mark.parametrize("name", FILES)
def test_the_bytes_are_those_of_the_file(name: str, run: Run, tmp_path: Path) -> None:
    suffix = ".docx" if name == "appendix" else ".xlsx"
    path = tmp_path / f"file{suffix}"
    status, said, _ = run([*FILES[name], "-o", str(path)])
    again, out, err = run([*FILES[name], "-o", "-"])
    assert again == status in (0, 1)
    assert out == path.read_bytes() and out.startswith(b"PK")
    assert err.splitlines() == said.decode().replace(str(path), "ra đầu ra chuẩn").splitlines()


def test_through_a_pipe_of_the_system(desk: Path) -> None:
    words = [sys.executable, "-m", "plansheet", *FILES["derive"], "-o", "-"]
    done = subprocess.run(words, cwd=desk, capture_output=True, check=True)
    with (desk / "file.xlsx").open("wb") as file:
        subprocess.run(words, cwd=desk, stdout=file, stderr=subprocess.DEVNULL, check=True)
    assert done.stdout == (desk / "file.xlsx").read_bytes()
    assert done.stderr.decode().startswith("Đã ghi ra đầu ra chuẩn: ")


@pytest.mark.parametrize("name", FOLDERS)
def test_what_has_no_place_there_says_no(name: str, run: Run, desk: Path) -> None:
    before = sorted(desk.iterdir())
    told = "Kết quả của lệnh này không ghi ra đầu ra chuẩn được: nêu tên thay cho “-”.\n"
    assert run([*FOLDERS[name], "-o", "-"]) == (2, b"", told)
    assert sorted(desk.iterdir()) == before


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--json"], "chọn một"),
        (["--also", "csv"], "--also ghi bên cạnh báo cáo"),
        (["--revise", "-"], "không ghi ra đầu ra chuẩn được"),
        (["--decisions", "none.xlsx"], "Không có tệp none.xlsx"),
    ],
)
def test_one_thing_alone_goes_there(more: list[str], told: str, run: Run) -> None:
    for words in ([*FILES["merge"], "-o", "-", *more], [*FILES["merge"], *more, "-o", "-"]):
        status, out, err = run(words)
        assert (status, out) == (2, b"")
        assert told in err and len(err.splitlines()) == 1


def test_no_workbook_goes_to_a_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    status, out, err = run([*FILES["derive"], "-o", "-"])
    assert (status, out) == (2, b"") and err.startswith("Không ghi sổ hay văn bản ra màn hình")


def test_every_output_is_added_to_or_refused() -> None:
    """What a command writes is of a type that looks at the name."""

    def outputs(group: click.Group) -> list[click.Parameter]:
        commands = [one for one in group.commands.values() if not isinstance(one, click.Group)]
        groups = [one for one in group.commands.values() if isinstance(one, click.Group)]
        own = [p for one in commands for p in one.params if _writes(p)]
        return own + [p for one in groups for p in outputs(one)]

    found = outputs(cli)
    assert len(found) == 13
    assert [p for p in found if not isinstance(p.type, WrittenType | FolderType)] == []


def _writes(parameter: click.Parameter) -> bool:
    """An output, as its help says."""
    if not isinstance(parameter, click.Option) or isinstance(parameter.type, click.Choice):
        return False
    return any(word in (parameter.help or "") for word in ("sẽ ghi", "Ghi ", "ghi sổ", "đầu ra"))
