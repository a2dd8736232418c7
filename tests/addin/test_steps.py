"""What is said to whom to mend the buttons: scripts of a kit, commands, words of VBA."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from plansheet.addin import installing, sentences
from plansheet.addin.building import ADDIN_FILE, STEPS_COLUMN, WORDS_COLUMN, WORDS_SHEET
from plansheet.addin.checkup import examine
from plansheet.addin.installing import install
from plansheet.addin.macro_sources import MacroSources
from plansheet.addin.office_file import OfficeFile
from plansheet.addin.places import Places
from plansheet.addin.steps import BY_NAME, Steps, steps
from plansheet.forms.resources import resource
from plansheet.problems import InputError
from support.places import MACROS, PACKAGE

NAMES = ("install", "small", "examine", "workbook", "packages")
REMEDIES = [
    getattr(sentences, name)
    for name in (
        *("INSTALL", "REPAIR_PACKAGES", "UNBLOCK", "TRUST_NETWORK", "LEAVE_QUARANTINE"),
        *("TRUST_FOLDER", "ALLOW_VBA", "ALLOW_ADDINS", "ALLOW_CHILD_PROCESSES", "ALLOW_SCRIPTS"),
        *("USE_SMALL", "REPAIR_FORMS"),
    )
]


def kit(folder: Path, script: str = "cong_cu.cmd", python: str = "program/python.exe") -> Path:
    """The Python of a kit that was installed in a folder."""
    (folder / python).parent.mkdir(parents=True)
    (folder / script).write_text("")
    return folder / python


@pytest.fixture
def in_a_kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a kit, whose Python is the one that runs."""
    python = kit(tmp_path / "plansheet")
    python.write_bytes(b"")
    monkeypatch.setattr(steps, "__defaults__", (str(python),))
    settings = {"INTERPRETER_WIN": str(python), "INTERPRETER_MAC": str(python)}
    monkeypatch.setattr(
        installing, "own_settings", lambda **_: {**settings, "PLANSHEET_VERSION": "0.0"}
    )
    return tmp_path / "plansheet"


def said(how: Steps) -> list[str]:
    return [text for name in NAMES for text in (getattr(how, name).vi, getattr(how, name).en)]


def test_who_has_a_kit_is_told_its_scripts(tmp_path: Path) -> None:
    how = steps(str(kit(tmp_path)))
    assert how.command == f'"{tmp_path / "program" / "plansheet.cmd"}"'
    assert how.install == how.packages and "cai_dat.cmd" in how.install.vi
    for step, number in ((how.small, 2), (how.examine, 1), (how.workbook, 4)):
        assert f"cong_cu.cmd trong thư mục {tmp_path} rồi chọn {number}" in step.vi
    assert not any(re.search(r"pip|plansheet addin", text) for text in said(how))


def test_the_scripts_that_are_named_are_in_the_kits() -> None:
    for home, end in ((PACKAGE / "data" / "kit", "cmd"), (MACROS / "mac", "command")):
        assert {path.name for path in home.glob(f"*.{end}")} >= {f"cai_dat.{end}", f"cong_cu.{end}"}
        text = (home / f"cong_cu.{end}").read_text(encoding="utf-8")
        assert re.findall(r"(?m)^(?:echo)? {2,}([1-4])  \w", text) == ["1", "2", "3", "4"]


def test_a_kit_that_was_only_unpacked_is_one_too(tmp_path: Path) -> None:
    assert "cong_cu.cmd" in steps(str(kit(tmp_path, python="plansheet/python.exe"))).examine.vi


def test_the_kit_of_a_mac_has_scripts_of_its_own(tmp_path: Path) -> None:
    how = steps(str(kit(tmp_path, "cong_cu.command", "program/bin/python")))
    assert "cong_cu.command" in how.examine.vi and "cai_dat.command" in how.install.vi
    assert how.command == f'"{tmp_path / "program" / "bin" / "plansheet"}"'


def test_who_typed_commands_is_told_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "bin" / "python"
    monkeypatch.setattr(shutil, "which", lambda name: str(tmp_path / "bin" / name))
    assert steps(str(python)).command == "plansheet"
    for elsewhere in (None, str(tmp_path / "other" / "plansheet")):
        monkeypatch.setattr(shutil, "which", lambda name, found=elsewhere: found)
        how = steps(str(python))
        assert how.command == f'"{python}" -m plansheet'
        assert f"{how.command} addin install --runner small" in how.small.vi
        assert f"{python} -m pip install" in how.packages.vi


def test_the_doctor_names_no_command_to_who_has_a_kit(in_a_kit: Path, tmp_path: Path) -> None:
    how = steps()
    for remedy in REMEDIES:
        for text in (how.fill(remedy).vi, how.fill(remedy).en):
            assert not re.search(r"\bpip\b|(?<!\.cmd\" )\baddin install|[{}]", text), text
    (missing,) = examine(Places(tmp_path, None, tmp_path))
    assert "cai_dat.cmd" in missing.remedy.vi and f"{in_a_kit} rồi chọn 4" in missing.remedy.vi
    install(Places(tmp_path, None, tmp_path))
    (tmp_path / ADDIN_FILE).unlink()
    (gone,) = examine(Places(tmp_path, None, tmp_path))
    assert f"{in_a_kit} rồi chọn 2" in gone.remedy.vi


def test_the_words_of_vba_name_the_steps_of_who_installed(in_a_kit: Path, tmp_path: Path) -> None:
    def words(path: Path) -> dict[str, str]:
        return OfficeFile.read(path).answers(WORDS_SHEET, WORDS_COLUMN)

    built = resource("macros") / ADDIN_FILE
    installed = install(Places(None, None, tmp_path), folder=tmp_path).files[0]
    before, after = words(built), words(installed)
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"python_gone", "forbidden", "no_scripts", "python_failed", "failed"}
    assert all("plansheet addin" in before[key] for key in changed)
    assert "cai_dat.cmd" in after["python_gone"]
    for key in changed - {"python_gone"}:
        assert f"cong_cu.cmd trong thư mục {in_a_kit} rồi chọn 1" in after[key]
    assert not any("plansheet addin" in after[key] for key in changed)
    templates = OfficeFile.read(installed).answers(WORDS_SHEET, STEPS_COLUMN)
    assert {key for key in templates if templates[key]} == changed


def test_no_mark_is_left_in_the_words(sources: MacroSources) -> None:
    """But those that VBA fills in itself."""
    for word in sources.words:
        marks = set(re.findall(r"\{\w+\}", BY_NAME.told_by_vba(word.text)))
        assert marks <= {"{number}", "{text}", "{path}"}, word.key


def test_a_folder_that_excel_cannot_name_is_told_the_small_runner(tmp_path: Path) -> None:
    python = kit(tmp_path / "Trần Thư")
    with pytest.raises(InputError) as refused:
        installing.own_settings(str(python))
    assert "cong_cu.cmd" in refused.value.wording.vi
