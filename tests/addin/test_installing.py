"""Where the add-in is put, for which Python, and what the doctor says of what is wrong."""

from __future__ import annotations

import json
import re
import site
import sys
import venv
from collections.abc import Callable
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement

from plansheet import __version__
from plansheet.addin import checkup, installing, quarantine, registry, sentences
from plansheet.addin.building import ADDIN_FILE, SETTINGS_SHEET, addin
from plansheet.addin.checkup import examine, is_remote
from plansheet.addin.checkup_finding import CheckupFinding
from plansheet.addin.installing import (
    MEMORY,
    SCRIPT,
    ascii_path,
    install,
    own_settings,
    uninstall,
)
from plansheet.addin.kit.left_out import DISTRIBUTIONS
from plansheet.addin.macro_sources import MacroSources, Runner
from plansheet.addin.office_file import OfficeFile
from plansheet.addin.places import Places, places
from plansheet.addin.settings import Settings, read_settings
from plansheet.addin.steps import steps
from plansheet.addin.xlwings_vba import XLWINGS
from plansheet.cli.commands import cli
from plansheet.forms.resources import resource
from plansheet.problems import InputError, OutputError
from support.addin.checks import extracted, faults
from support.addin.machine import BY_POLICY, CALLS, CHILDREN, Machine
from support.places import MACROS, ROOT

PYTHON = sys.executable
ADDIN = (resource("macros") / ADDIN_FILE).read_bytes()


def test_the_folders_of_excel() -> None:
    home = Path("/Users/thu")
    windows = places(
        "win32", {"APPDATA": "//server/thu/AppData", "LOCALAPPDATA": "C:/thu/Local"}, home
    )
    assert windows == Places(
        Path("//server/thu/AppData/Microsoft/Excel/XLSTART"), None, Path("C:/thu/Local/plansheet")
    )
    bare = places("win32", {}, home)
    assert bare.startup == home / "AppData/Roaming/Microsoft/Excel/XLSTART"
    mac = places("darwin", {}, home)
    group = home / "Library/Group Containers/UBF8T346G9.Office"
    assert mac == Places(
        group / "User Content.localized/Startup.localized/Excel",
        home / "Library/Application Scripts/com.microsoft.Excel",
        home / "Library/Application Support/plansheet",
        (
            home / "Library/Containers/com.microsoft.Excel/Data/Library/Preferences",
            home / "Library/Preferences",
        ),
    )
    assert places("linux", {}, home).startup is None


@pytest.fixture
def mac(tmp_path: Path) -> Places:
    """A Mac's folders, of a user whose name is not ASCII."""
    home = tmp_path / "Nguyễn Văn Thư"
    return Places(home / "Startup" / "Excel", home / "Scripts", home / "plansheet")


def test_installing_writes_the_add_in_with_its_python(
    mac: Places, sources: MacroSources, built: bytes
) -> None:
    done = install(mac)
    assert mac.startup and mac.scripts
    assert done.files == (mac.startup / ADDIN_FILE, mac.scripts / SCRIPT)
    package = OfficeFile.read(done.files[0])
    settings = package.answers(SETTINGS_SHEET)
    expected = {**dict(sources.settings), **own_settings()}
    assert settings == expected
    assert settings["INTERPRETER_WIN"] == PYTHON == done.interpreter
    assert settings["PLANSHEET_VERSION"] == __version__
    # Nothing else of the file changed.
    other, same = package.parts, OfficeFile(built).parts
    assert {name for name in same if same[name] != other[name]} <= {
        *("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"),
    }
    assert faults(done.files[0].read_bytes(), sources) == []
    again = done.files[0].read_bytes()
    assert install(mac).files[0].read_bytes() == again
    assert b"quoted form of PythonInterpreter" in done.files[1].read_bytes()


def test_uninstalling_leaves_nothing(mac: Places) -> None:
    done = install(mac)
    assert mac.startup and mac.scripts
    (mac.scripts / "xlwings-0.1.applescript").write_text("")
    (mac.scripts / "plansheet-0.1.applescript").write_text("")
    older = mac.scripts / "plansheet-0.1.applescript"
    assert set(uninstall(mac)) == {*map(str, done.files), str(older)}
    assert [path.name for path in mac.scripts.iterdir()] == ["xlwings-0.1.applescript"]
    assert list(mac.startup.iterdir()) == []
    assert uninstall(mac) == []


def test_uninstalling_forgets_what_was_typed_into_the_buttons(mac: Places, tmp_path: Path) -> None:
    """On Windows in the registry, on a Mac in files that are named after the program."""
    computer = Machine({rf"HKCU\{MEMORY}\answers": {"period": "0032"}, "HKCU\\Software\\x": {}})
    assert uninstall(mac, registry=computer) == [rf"HKCU\{MEMORY}"]
    assert list(computer.found) == ["HKCU\\Software\\x"]
    assert uninstall(mac, registry=computer) == []
    for name in ("com.microsoft.Excel.plist", "plansheet", "com.x.plansheet.plist"):
        (tmp_path / name).write_text("")
    kept = replace(mac, preferences=(tmp_path / "nowhere", tmp_path))
    gone = [str(tmp_path / name) for name in ("com.x.plansheet.plist", "plansheet")]
    assert uninstall(kept) == gone
    assert [path.name for path in tmp_path.glob("*x*")] == ["com.microsoft.Excel.plist"]


def test_the_buttons_remember_where_uninstalling_looks() -> None:
    memory = (MACROS / "Memory.bas").read_text(encoding="ascii")
    assert set(re.findall(r'(?:Save|Get)Setting\(? ?"(\w+)"', memory)) == {MEMORY.split("\\")[-1]}
    assert MEMORY in (resource("data/kit") / "go_bo.cmd").read_text(encoding="ascii")


def test_a_workbook_with_buttons_instead_of_the_add_in(mac: Places, tmp_path: Path) -> None:
    path = tmp_path / "của tôi.xlsm"
    assert mac.startup and mac.scripts
    assert install(mac, workbook=path).files == (path, mac.scripts / SCRIPT)
    assert OfficeFile.read(path).answers(SETTINGS_SHEET)["INTERPRETER_WIN"] == PYTHON
    assert not mac.startup.exists()


def test_the_small_runner_has_the_same_names_and_any_path(
    mac: Places, small: MacroSources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = str(tmp_path / "Trần & Cộng (2)" / "python.exe")
    monkeypatch.setattr(installing.own_settings, "__defaults__", (python, "win32", "xlwings"))
    assert mac.startup and mac.scripts
    done = install(mac, runner="small")
    assert done.files == (mac.startup / ADDIN_FILE, mac.scripts / SCRIPT)
    settings = OfficeFile.read(done.files[0]).answers(SETTINGS_SHEET)
    assert (settings["INTERPRETER_WIN"], settings["PLANSHEET_RUNNER"]) == (python, "small")
    assert settings["TEMP DIR"] == "%TEMP%"
    assert faults(done.files[0].read_bytes(), small) == []
    path = tmp_path / "của tôi.xlsm"
    assert install(mac, workbook=path, runner="small").files == (path, mac.scripts / SCRIPT)
    assert OfficeFile.read(path).answers(SETTINGS_SHEET)["INTERPRETER_WIN"] == python
    assert extracted(path.read_bytes()).keys() & {"Runner", "xlwings"} == {"Runner"}
    assert install(mac).files == done.files  # the runner that is there stays
    with pytest.raises(InputError, match="--runner small"):
        install(mac, runner="xlwings")


@pytest.mark.parametrize("runner", ["xlwings", "small"])
def test_no_runner_can_start_a_python_whose_path_has_a_percent(runner: Runner) -> None:
    with pytest.raises(InputError, match="dấu %"):
        own_settings("/a%PATH%/python", "win32", runner)


def test_a_workbook_with_buttons_replaces_nothing(mac: Places, tmp_path: Path) -> None:
    path = tmp_path / "của tôi.xlsm"
    path.write_bytes(b"somebody's work")
    with pytest.raises(OutputError, match="đã có"):
        install(mac, workbook=path)
    assert path.read_bytes() == b"somebody's work"


def test_a_workbook_with_buttons_is_called_so_that_excel_opens_it(
    mac: Places, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"\.xlsm"):
        install(mac, workbook=tmp_path / "tong_hop.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_installing_without_excel_needs_a_folder(tmp_path: Path) -> None:
    nowhere = Places(None, None, tmp_path)
    with pytest.raises(InputError, match="--folder"):
        install(nowhere)
    assert install(nowhere, folder=tmp_path / "x").files == (tmp_path / "x" / ADDIN_FILE,)


def test_a_folder_is_the_same_wherever_a_command_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = Places(None, None, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert install(nowhere, folder=Path("x")).files == (tmp_path / "x" / ADDIN_FILE,)
    (tmp_path / "y").mkdir()
    monkeypatch.chdir(tmp_path / "y")
    assert uninstall(nowhere, folder=tmp_path / "x") == [str(tmp_path / "x" / ADDIN_FILE)]


def test_an_add_in_that_excel_has_open_is_not_replaced(mac: Places) -> None:
    path = install(mac).files[0]
    (path.parent / f"~${ADDIN_FILE}").write_text("")
    before = path.read_bytes()
    with pytest.raises(OutputError, match="đang mở trong Excel"):
        install(mac)
    assert path.read_bytes() == before


def test_what_may_not_be_written_or_removed_says_what_to_do(
    mac: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel holds the file (Windows), or the folder is not the user's to write in."""
    path = install(mac).files[0]
    before = path.read_bytes()

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    def denied_unless_missing(_: Path, missing_ok: bool = False) -> None:
        if not missing_ok:
            denied()

    monkeypatch.setattr(Path, "replace", denied)
    monkeypatch.setattr(Path, "unlink", denied_unless_missing)
    for act in (install, uninstall):
        with pytest.raises(OutputError, match=r"Đóng Excel .* quyền ghi"):
            act(mac)
    assert path.read_bytes() == before


def test_a_folder_that_may_not_be_made_says_what_to_do(
    mac: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(OutputError, match="quyền ghi"):
        install(mac)


def test_forms_are_kept_for_the_buttons(mac: Places, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        install(mac, forms=tmp_path / "nowhere")
    own = tmp_path / "riêng"
    own.mkdir()
    install(mac, forms=own)
    assert read_settings(mac.data).forms == own


@pytest.mark.parametrize("name", ["settings.json"])
@pytest.mark.parametrize("text", ["", "{", "[]", '{"forms": 3}'])
def test_broken_settings_are_the_defaults(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_settings(tmp_path) == Settings()


# Paths that VBA can use.


def test_a_path_that_is_not_ascii_gets_its_short_name(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path("C:/Users/Nguyễn Văn Thư/venv/Scripts")
    assert ascii_path(Path("C:/plan sheet/python.exe")) == str(Path("C:/plan sheet/python.exe"))
    assert ascii_path(folder / "python.exe") is None
    with pytest.raises(InputError, match="không dấu"):
        own_settings(str(folder / "python.exe"))
    short = "C:\\Users\\NGUYNV~1\\venv\\Scripts\\python.exe"
    monkeypatch.setattr(installing, "_short_name", lambda path: short)
    settings = own_settings(str(folder / "python.exe"), "win32")
    assert settings["INTERPRETER_WIN"] == short
    assert settings["TEMP DIR"].isascii()
    monkeypatch.setattr(installing, "_short_name", lambda path: "C:\\Users\\Nguyễn~1")
    assert ascii_path(folder) is None


def test_the_python_without_a_window_is_not_taken() -> None:
    settings = own_settings("C:/venv/pythonw.exe", "win32")
    assert settings["INTERPRETER_WIN"] == str(Path("C:/venv/python.exe"))
    assert "TEMP DIR" not in own_settings("/venv/bin/python", "darwin")


@pytest.mark.parametrize(
    ("path", "remote"), [("\\\\server\\home\\x", True), ("//server/home", True), ("/home/x", False)]
)
def test_network_homes_are_seen(path: str, remote: bool) -> None:
    assert is_remote(Path(path)) is remote


# The doctor.


@pytest.fixture
def healthy(mac: Places, monkeypatch: pytest.MonkeyPatch) -> Places:
    """An installation whose Python has plansheet, whatever the Python of the tests has."""
    install(mac)

    def isolated(python: str) -> CheckupFinding:
        return CheckupFinding("packages", True, sentences.INSTALL)

    monkeypatch.setattr(checkup, "_isolated", isolated)
    return mac


def wrong(findings: list[CheckupFinding]) -> set[str]:
    """The names of what is wrong; each says what to do."""
    bad = [one for one in findings if not one.ok]
    assert all(one.remedy.vi and one.remedy.en and one.text.vi for one in bad)
    return {one.name for one in bad}


def set_answer(key: str, value: str) -> Callable[[Places], None]:
    def change(system: Places) -> None:
        assert system.startup
        path = system.startup / ADDIN_FILE
        package = OfficeFile.read(path)
        package.set_answers(SETTINGS_SHEET, {key: value})
        path.write_bytes(package.to_bytes())

    return change


def remove(system: Places) -> None:
    uninstall(system)


def remove_script(system: Places) -> None:
    assert system.scripts
    (system.scripts / SCRIPT).unlink()


def mark(system: Places) -> None:
    """As Windows marks what came from the internet; elsewhere it is an ordinary file."""
    Path(f"{system.startup}/{ADDIN_FILE}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")


def spoil(data: bytes) -> Callable[[Places], None]:
    """Half a download, or another workbook under this name."""

    def change(system: Places) -> None:
        assert system.startup
        (system.startup / ADDIN_FILE).write_bytes(data)

    return change


def break_forms(system: Places) -> None:
    system.data.mkdir(exist_ok=True)
    (system.data / "settings.json").write_text(json.dumps({"forms": "/nowhere"}))


ILLS: dict[str, tuple[Callable[[Places], None], set[str]]] = {
    "nothing": (lambda system: None, set()),
    "not installed": (remove, {"installed"}),
    "empty": (spoil(b""), {"installed"}),
    "half": (spoil(ADDIN[: len(ADDIN) // 2]), {"installed"}),
    "spoiled": (spoil(ADDIN.replace(b"INTERPRETER_WIN", b"\xff" * 15)), {"installed"}),
    "another workbook": (
        spoil((resource("workbook_templates") / "tasks.xlsx").read_bytes()),
        {"installed"},
    ),
    "of another version": (set_answer("PLANSHEET_VERSION", "0.0.1"), {"version"}),
    "without an interpreter": (set_answer("INTERPRETER_WIN", ""), {"interpreter"}),
    "with an interpreter that is gone": (
        set_answer("INTERPRETER_WIN", "/no/python"),
        {"interpreter"},
    ),
    "blocked": (mark, {"blocked"}),
    "without its script": (remove_script, {"script"}),
    "with forms that are gone": (break_forms, {"forms"}),
}


@pytest.mark.parametrize("ill", ILLS)
def test_the_doctor_finds_it(healthy: Places, ill: str) -> None:
    harm, names = ILLS[ill]
    harm(healthy)
    assert wrong(examine(healthy)) == names


def test_the_doctor_reads_the_registry(healthy: Places) -> None:
    blocked = Machine({BY_POLICY: {CHILDREN: "1", CALLS: "1"}})
    assert wrong(examine(healthy, registry=blocked)) == {"child-processes", "runner"}
    install(healthy, runner="small")
    assert wrong(examine(healthy, registry=blocked)) == {"child-processes"}
    assert "runner" not in {one.name for one in examine(healthy)}


def test_an_add_in_that_an_antivirus_program_took_away_is_told(healthy: Places) -> None:
    assert healthy.startup
    (healthy.startup / ADDIN_FILE).unlink()
    (found,) = examine(healthy)
    assert (found.name, found.ok) == ("quarantine", False)
    assert "--runner small" in found.remedy.vi
    install(healthy)
    uninstall(healthy)
    assert wrong(examine(healthy)) == {"installed"}


def test_what_helps_names_the_folder_that_was_examined(tmp_path: Path) -> None:
    nowhere = Places(None, None, tmp_path / "data")
    (found,) = examine(nowhere, folder=tmp_path / "thư mục")
    assert f'addin install --folder "{tmp_path / "thư mục"}"' in found.remedy.vi
    assert (
        f'addin install --folder "{tmp_path / "thư mục"}" --runner small'
        in steps(folder=tmp_path / "thư mục").small.vi
    )
    assert "--folder" not in steps().install.vi + steps(folder=tmp_path).workbook.vi


def test_an_add_in_that_may_not_be_read_is_not_called_damaged(
    healthy: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    (found,) = examine(healthy)
    assert (found.name, found.ok) == ("installed", False)
    assert "không có quyền đọc" in found.text.vi
    assert "install" not in found.remedy.vi


def test_only_an_add_in_of_ours_is_removed(tmp_path: Path) -> None:
    nowhere = Places(None, None, tmp_path / "data")
    path = tmp_path / ADDIN_FILE
    path.write_bytes((resource("workbook_templates") / "tasks.xlsx").read_bytes())
    with pytest.raises(OutputError, match=ADDIN_FILE):
        uninstall(nowhere, folder=tmp_path)
    assert path.exists()
    install(nowhere, folder=tmp_path)
    path.write_bytes(b"")  # damaged, where it was installed
    assert uninstall(nowhere, folder=tmp_path) == [str(path)]


def test_the_doctor_looks_at_a_workbook_with_buttons(healthy: Places, tmp_path: Path) -> None:
    path = tmp_path / "tong_hop.xlsm"
    assert wrong(examine(healthy, workbook=path)) == {"installed"}
    install(healthy, workbook=path)
    assert wrong(examine(healthy, workbook=path)) == set()
    package = OfficeFile.read(path)
    strings = package.text("xl/sharedStrings.xml")  # as Excel saves text of two fonts
    rich = re.sub(
        r"<si><t[^>]*>T([^<]*)</t></si>", r"<si><r><t>T</t></r><r><t>\1</t></r></si>", strings
    )
    assert rich != strings
    package.parts["xl/sharedStrings.xml"] = rich.encode()
    package.set_answers(SETTINGS_SHEET, {"INTERPRETER_WIN": "/no/python"})
    path.write_bytes(package.to_bytes())
    assert wrong(examine(healthy, workbook=path)) == {"interpreter"}


def fake_python(folder: Path, answer: str, status: int = 0) -> Path:
    """A program that notes its arguments and answers."""
    path = folder / "python"
    path.write_text(f'#!/bin/sh\necho "$*" > "{folder}/asked"\necho "{answer}"\nexit {status}\n')
    path.chmod(0o755)
    return path


def test_the_doctor_starts_that_python_as_excel_does(tmp_path: Path) -> None:
    good = checkup._isolated(str(fake_python(tmp_path, f"{__version__} {XLWINGS}")))
    assert good.ok
    assert (tmp_path / "asked").read_text().startswith("-I -c import plansheet, click,")
    assert not checkup._isolated(str(fake_python(tmp_path, f"0.0.1 {XLWINGS}"))).ok
    assert not checkup._isolated(str(fake_python(tmp_path, f"{__version__} {XLWINGS}", 1))).ok
    gone = checkup._isolated(str(tmp_path / "nowhere"))
    assert not gone.ok
    assert f"{tmp_path}/nowhere -m pip install" in steps(f"{tmp_path}/nowhere").fill(gone.remedy).vi


def test_the_doctor_loads_every_package_that_is_needed() -> None:
    """What is blocked of one is found before a command needs it; pandas is for scripts alone."""
    names = {name: of[0].lower() for name, of in metadata.packages_distributions().items()}
    wanted = {Requirement(one) for one in metadata.requires("plansheet") or ()}
    needed = {one.name.lower() for one in wanted if one.marker is None} - DISTRIBUTIONS.keys()
    assert {names[name].replace("_", "-") for name in checkup.PACKAGES_NEEDED} == needed


def test_what_does_not_load_is_named(tmp_path: Path) -> None:
    """As where a compiled module is blocked or gone: not by a fault of the first command."""
    venv.create(tmp_path, system_site_packages=True, symlinks=True)
    own = next(tmp_path.glob("lib/python*/site-packages"))
    (own / "jsonschema_rs.py").write_text("raise ImportError('DLL load failed: jsonschema_rs')")
    (own / "others.pth").write_text("\n".join([*site.getsitepackages(), str(ROOT)]))
    finding = checkup._isolated(str(tmp_path / "bin" / "python"))
    assert (finding.ok, "jsonschema_rs" in finding.text.vi) == (False, True)
    (own / "jsonschema_rs.py").unlink()
    assert checkup._isolated(str(tmp_path / "bin" / "python")).ok


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other things there")
def test_a_python_that_may_not_be_seen_is_a_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forbidden(*_: object, **__: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", forbidden)
    assert not checkup._interpreter("/root/program/python", "xlwings").ok


# The command line.


def run(*words: object) -> Any:
    return CliRunner().invoke(cli, ["addin", *map(str, words)], standalone_mode=False)


@pytest.mark.slow
def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "XLSTART"
    done = run("install", "--folder", folder)
    assert f"Đã ghi {folder / ADDIN_FILE}." in done.output
    assert PYTHON in done.output
    doctor = run("doctor", "--folder", folder, "--json")
    findings = {one["name"]: one for one in json.loads(doctor.output)["findings"]}
    assert list(findings)[:3] == ["installed", "version", "interpreter"]
    assert findings["version"]["ok"] and findings["interpreter"]["ok"]
    assert doctor.return_value == int(not all(one["ok"] for one in findings.values()))
    assert "✓" in run("doctor", "--folder", folder).output
    assert "Removed" in run("uninstall", "--folder", folder, "--lang", "en").output
    assert "chưa được cài" in run("uninstall", "--folder", folder).output
    assert run("doctor", "--folder", folder).return_value == 1


def test_the_command_line_keeps_the_runner_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    small, xlwings = ["--runner", "small"], ["--runner", "xlwings"]
    for words, kept in (
        *(([], "xlwings"), (small, "small"), ([], "small")),
        *((xlwings, "xlwings"), ([], "xlwings")),
    ):
        done = run("install", "--folder", tmp_path, *words)
        assert ("bản ngắn" if kept == "small" else "của xlwings") in done.output
        settings = OfficeFile.read(tmp_path / ADDIN_FILE).answers(SETTINGS_SHEET)
        assert settings["PLANSHEET_RUNNER"] == kept


@pytest.mark.parametrize("command", ["install", "uninstall", "doctor"])
def test_a_folder_without_a_name_is_none(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert isinstance(run(command, "--folder", "").exception, InputError)
    assert not any(tmp_path.iterdir())


def test_the_command_line_asks_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    run("install", "--folder", tmp_path)
    blocked = Machine({BY_POLICY: {CHILDREN: "1"}})
    there = CheckupFinding("packages", True, sentences.INSTALL)
    monkeypatch.setattr(checkup, "_isolated", lambda python: there)
    monkeypatch.setattr(registry, "windows_registry", lambda: blocked)
    monkeypatch.setattr(quarantine, "defender_history", lambda: "[]")
    found = json.loads(run("doctor", "--folder", tmp_path, "--json").output)["findings"]
    told = {one["name"]: one["ok"] for one in found}
    assert (told["child-processes"], told["scripts"], told["quarantine"]) == (False, True, True)


def test_the_language_before_the_command() -> None:
    done = CliRunner().invoke(
        cli, ["--lang", "en", "addin", "uninstall", "--folder", "/nowhere"], standalone_mode=False
    )
    assert "The add-in is not installed." in done.output


def test_building_from_the_command_line(tmp_path: Path, built: bytes, small: MacroSources) -> None:
    for path in MACROS.iterdir():
        if path.suffix in (".bas", ".tsv", ".xml"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    done = run("build", tmp_path, "--workbook", tmp_path / "x.xlsm")
    assert (tmp_path / ADDIN_FILE).read_bytes() == built
    assert (tmp_path / "x.xlsm").is_file()
    assert done.output.count("Đã ghi") == 2
    run("build", tmp_path, "--runner", "small")
    assert (tmp_path / "small" / ADDIN_FILE).read_bytes() == addin(small).to_bytes()
    assert isinstance(run("build", tmp_path / "nowhere").exception, InputError)
