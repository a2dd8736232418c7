"""What starts Python, run by pyOpenVBA's interpreter: the command line that Windows gets.

It is xlwings' real VBA module, or our own in its place.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from plansheet.addin.macro_sources import MacroSources
from support.addin.windows_excel import FORBIDDEN, PYTHON, WindowsExcel, expected_line, workbook

EVIL = "C:\\Users\\thu\\Downloads\\python.exe"


@pytest.fixture(params=["xlwings", "small"])
def windows(
    request: pytest.FixtureRequest, sources: MacroSources, small: MacroSources, tmp_path: Path
) -> WindowsExcel:
    """With each of what can start Python."""
    chosen = {"xlwings": sources, "small": small}[request.param]
    return WindowsExcel(chosen, tmp_path / "plansheet.xlam")


@pytest.fixture
def xlwings_alone(sources: MacroSources, tmp_path: Path) -> WindowsExcel:
    return WindowsExcel(sources, tmp_path / "plansheet.xlam")


def test_the_command_line(windows: WindowsExcel, tmp_path: Path) -> None:
    name = "kế hoạch & dự toán 'sửa'.xlsx"
    windows.open(workbook(tmp_path / name))
    windows.press("PlansheetCheck")
    assert windows.commands == [expected_line(PYTHON, 'C: & cd "C:\\plan sheet"', name, "check")]


def test_no_file_of_settings_is_looked_for(xlwings_alone: WindowsExcel, tmp_path: Path) -> None:
    """Not beside the workbook, where an archive from a stranger may have put one."""
    xlwings_alone.open(workbook(tmp_path / "return.xlsx"))
    assert len(xlwings_alone.press("PlansheetCheck")) == 1
    assert set(str(xlwings_alone.app.run("LookedAt")).split()) == set(PYTHON.split())


def test_a_hostile_workbook_does_not_choose_the_interpreter(
    windows: WindowsExcel, tmp_path: Path
) -> None:
    settings = [["INTERPRETER_WIN", EVIL], ["ADD_WORKBOOK_TO_PYTHONPATH", "true"]]
    windows.open(workbook(tmp_path / "SYT_2021-Q2.xlsx", plansheet_conf=settings))
    for button in ("PlansheetCheck", "PlansheetHelp", "PlansheetMerge"):
        assert windows.press(button) == []


def test_without_our_guard_it_would(xlwings_alone: WindowsExcel, tmp_path: Path) -> None:
    """The hole is there in xlwings: it would start that very program."""
    settings = [["INTERPRETER_WIN", EVIL], ["ADD_WORKBOOK_TO_PYTHONPATH", "true"]]
    xlwings_alone.open(workbook(tmp_path / "SYT_2021-Q2.xlsx", plansheet_conf=settings))
    (command,) = xlwings_alone.run("RunPython", "print()")
    assert f'"{EVIL}" -I -B -c "print()"' in command


def test_code_in_a_sheet_is_never_run(windows: WindowsExcel, tmp_path: Path) -> None:
    windows.open(workbook(tmp_path / "return.xlsx", code_py=[["import os"]]))
    assert windows.press("PlansheetCheck") == []


@pytest.mark.parametrize(("folder", "commands"), [("100%", 1), ("a=b", 1), ("a|b", 0), ('a"b', 0)])
def test_a_folder_off_the_command_line_may_be_called_anything(
    windows: WindowsExcel, tmp_path: Path, folder: str, commands: int
) -> None:
    """But for what would split or end what xlwings hands on, the whole path, on a Mac."""
    (tmp_path / folder).mkdir()
    windows.open(workbook(tmp_path / folder / "plan.xlsx"))
    assert len(windows.press("PlansheetCheck")) == commands


@pytest.mark.parametrize("name", ["a=b.xlsx", "100%.xlsx", "a%PATH%.xlsx"])
def test_a_name_on_the_command_line_may_not(
    windows: WindowsExcel, tmp_path: Path, name: str
) -> None:
    windows.open(workbook(tmp_path / name))
    assert windows.press("PlansheetCheck") == []


@pytest.mark.parametrize(
    ("python", "home"),
    [
        (
            "D:\\Trần & Cộng (máy 2)\\plansheet\\python.exe",
            'D: & cd "D:\\Trần & Cộng (máy 2)\\plansheet"',
        ),
        ("\\\\máy chủ\\p$\\python.exe", 'pushd "\\\\máy chủ\\p$"'),
    ],
)
def test_the_small_runner_takes_any_folder(
    small: MacroSources, tmp_path: Path, python: str, home: str
) -> None:
    windows = WindowsExcel(small, tmp_path / "plansheet.xlam", python)
    windows.open(workbook(tmp_path / "a.xlsx"))
    (command,) = windows.press("PlansheetHelp")
    assert command.startswith(f'"C:\\env\\ComSpec" /C {home} & "{python}" -I -B -c "from ')


def test_what_windows_forbids_is_told_in_vietnamese(windows: WindowsExcel, tmp_path: Path) -> None:
    windows.open(workbook(tmp_path / "a.xlsx"))
    windows.shell.code = FORBIDDEN
    windows.press("PlansheetCheck")
    assert "Block all Office applications from creating child processes" in windows.told()


def test_a_python_that_fails_is_told_with_what_it_said(
    windows: WindowsExcel, tmp_path: Path
) -> None:
    """Once, in our words: xlwings' own box, which is English, never comes."""
    windows.open(workbook(tmp_path / "a.xlsx"))
    windows.shell.code = 9009
    windows.press("PlansheetCheck")
    assert windows.told().count("\n") == 1
    assert windows.told().startswith("Python không chạy được hoặc dừng giữa chừng.")
    assert windows.told().endswith("ModuleNotFoundError: No module named 'plansheet'\n")


def test_the_log_that_is_told_is_the_one_that_python_wrote(
    small: MacroSources, tmp_path: Path
) -> None:
    windows = WindowsExcel(small, tmp_path / "plansheet.xlam")
    windows.open(workbook(tmp_path / "a.xlsx"))
    windows.shell.code = 9009
    command, log = windows.press("PlansheetCheck")
    assert command.endswith(f' 2> "{log}" ')
