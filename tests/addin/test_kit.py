"""The kit for Windows: which wheels it takes, what is in it, what it says of what does not do."""

from __future__ import annotations

import hashlib
import re
import subprocess
import zipfile
from collections.abc import Mapping
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from plansheet import __version__
from plansheet.addin.building import ADDIN_FILE
from plansheet.addin.kit.building import Kit, build_kit
from plansheet.addin.kit.downloading import download
from plansheet.addin.kit.left_out import DISTRIBUTIONS
from plansheet.addin.kit.wheels import choose, wheels_in
from plansheet.addin.kit.windows_python import WindowsPython
from plansheet.addin.places import places
from plansheet.problems import InputError
from support.addin.kits import ARM64, I386, embeddable, recorded, wheel, wheels
from support.places import PACKAGE, ROOT

SCRIPTS = {"cai_dat.cmd", "cong_cu.cmd", "go_bo.cmd"}
AMD = WindowsPython((3, 12), "win_amd64")
ARM = WindowsPython((3, 12), "win_arm64")
EVERYWHERE = {
    *("attrs-26.1.0-py3-none-any.whl", "click-8.5.1-py3-none-any.whl"),
    *("et_xmlfile-2.0.0-py3-none-any.whl", "jsonschema-4.26.0-py3-none-any.whl"),
    *("jsonschema_specifications-2025.9.1-py3-none-any.whl", "openpyxl-3.1.5-py2.py3-none-any.whl"),
    "platformdirs-4.14.8-py3-none-any.whl",
    *("python_docx-1.2.0-py3-none-any.whl", "referencing-0.37.0-py3-none-any.whl"),
    *("rich-15.0.0-py3-none-any.whl", "typing_extensions-4.16.0-py3-none-any.whl"),
    *("xlsxwriter-3.3.1-py3-none-any.whl",),
}
OF_ONE_PLATFORM = {
    *("jsonschema_rs-0.61.2-cp310-abi3-{}.whl", "lxml-6.1.3-cp312-cp312-{}.whl"),
    *("pywin32-312-cp312-cp312-{}.whl", "rapidfuzz-3.14.6-cp312-cp312-{}.whl"),
    *("rpds_py-2026.9.1-cp312-cp312-{}.whl",),
}
XLWINGS = {
    "win_amd64": "xlwings-0.37.8-cp312-cp312-win_amd64.whl",
    "win_arm64": "xlwings-0.37.8-py3-none-any.whl",
}


def expected(target: WindowsPython) -> set[str]:
    """The wheels of a kit; no pandas, no numpy."""
    own = {name.format(target.platform) for name in OF_ONE_PLATFORM}
    return EVERYWHERE | own | {XLWINGS[target.platform]}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels for both platforms, with what must not be taken: others' and older ones."""
    files = {
        "pywin32": {
            "pywin32.pth": b"win32",
            "pywin32_system32/pywintypes312.dll": b"dll",
            "win32/win32api.pyd": b"api",
            "win32/scripts/x.py": b"",
            "pywin32-312.data/scripts/install.py": b"",
            "pywin32-312.data/platlib/win32/lib/win32con.py": b"con",
        },
        "lxml": {"lxml/etree.pyd": b"etree", "lxml/html/clean.py": b"", "lxml/etree.pyx": b""},
        "xlwings": {"xlwings/pro/reader.py": b"", "xlwings/tests/test_a.py": b""},
        "rich": {"rich-15.0.0.dist-info/licenses/LICENSE": b"MIT"},
    }
    folder = wheels(tmp_path_factory.mktemp("kit") / "wheels", files)
    for other in (
        "lxml-6.1.3-cp311-cp311-win_amd64.whl",
        "lxml-6.1.4-cp313-cp313-win_amd64.whl",
        "lxml-6.1.4-cp312-cp312-manylinux_2_28_x86_64.whl",
        "lxml-6.1.2-cp312-cp312-win_amd64.whl",
        "rich-3.0.0-py3-none-any.whl",
        "jsonschema_rs-0.61.2-cp310-abi3-win32.whl",
    ):
        wheel(folder, other, recorded().get(other, ()))
    return folder


@pytest.mark.parametrize("target", [AMD, ARM], ids=lambda target: target.platform)
def test_of_each_package_the_newest_wheel_that_fits_is_taken(
    store: Path, target: WindowsPython
) -> None:
    chosen = choose(wheels_in(store), target, store)
    assert {one.path.name for one in chosen} == expected(target)


def test_all_that_is_missing_is_named(store: Path) -> None:
    there = [one for one in wheels_in(store) if one.name not in ("click", "attrs", "rpds-py")]
    there = [one for one in there if "rapidfuzz" not in one.name or "arm64" in one.path.name]
    with pytest.raises(InputError) as stop:
        choose(there, AMD, store)
    said = re.sub(r"[<>=]+\d+(\.\d+)*", "", str(stop.value))
    rapidfuzz = "rapidfuzz (rapidfuzz-3.14.6-cp312-cp312-win_arm64.whl)"
    assert said.endswith(f": attrs; click; {rapidfuzz}; rpds-py.")


def test_what_is_left_out_is_what_plansheet_or_a_package_asks_for() -> None:
    """A name that nothing asks for any more goes from the list."""
    asked = [*(metadata.requires("plansheet") or ()), *chain(*recorded().values())]
    assert {*DISTRIBUTIONS} <= {Requirement(one).name.lower() for one in asked}


# What is in it.


@pytest.fixture(scope="module")
def kit(store: Path) -> Kit:
    """A kit for 64-bit Windows."""
    python = embeddable(store.parent / "python.zip", within="python-3.12.10/")
    return build_kit(python, store, store.parent / "kit.zip")


def test_the_same_gives_the_same_bytes(kit: Kit, store: Path, tmp_path: Path) -> None:
    again = build_kit(store.parent / "python.zip", store, tmp_path / "again.zip")
    assert kit.path.read_bytes() == again.path.read_bytes()


def test_a_kit_is_the_scripts_and_a_folder_with_all_that_runs(kit: Kit) -> None:
    assert kit.sha256 == hashlib.sha256(kit.path.read_bytes()).hexdigest()
    assert (kit.python, kit.platform, kit.packages["plansheet"]) == (
        *("3.12", "win_amd64"),
        __version__,
    )
    assert len(kit.packages) == 1 + len(expected(AMD))
    files = unpacked(kit.path)
    assert kit.zipped == kit.path.stat().st_size
    inside = {name: data for name, data in files.items() if name.startswith("plansheet/")}
    assert kit.installed == sum(map(len, inside.values()))
    assert files.keys() - inside.keys() == {*SCRIPTS, "DOC_TRUOC.txt"}
    top = {name.removeprefix("plansheet/") for name in inside if name.count("/") == 1}
    assert top == {
        *("python.exe", "pythonw.exe", "python312.dll", "python312.zip", "python312._pth"),
        *("LICENSE.txt", "pywintypes312.dll", "plansheet.cmd"),
    }
    assert files["plansheet/python312._pth"].decode().splitlines() == [
        *("python312.zip", ".", "site-packages"),
        *(r"site-packages\win32", r"site-packages\win32\lib"),
    ]


def test_of_packages_it_has_what_runs_and_their_licences(kit: Kit) -> None:
    home = "plansheet/site-packages/"
    inside = {name.removeprefix(home) for name in unpacked(kit.path) if name.startswith(home)}
    of_wheels = {name for name in inside if not name.startswith("plansheet")}
    names = {name.split("-")[:2][0]: name.split("-")[1] for name in expected(AMD)}
    assert of_wheels == {
        *(f"{name}/__init__.py" for name in names),
        *(f"{name}-{version}.dist-info/METADATA" for name, version in names.items()),
        *("rich-15.0.0.dist-info/licenses/LICENSE", "lxml/etree.pyd"),
        *("win32/win32api.pyd", "win32/lib/win32con.py"),
    }


def test_of_plansheet_it_has_what_its_wheel_has(kit: Kit) -> None:
    home = "plansheet/site-packages/plansheet"
    inside = {name.removeprefix(home) for name in unpacked(kit.path) if name.startswith(home)}
    code = {f"/{path.relative_to(PACKAGE).as_posix()}" for path in PACKAGE.rglob("*.py")}
    assert code == {name for name in inside if name.endswith(".py")}
    assert f"-{__version__}.dist-info/METADATA" in inside
    assert {
        *(f"/macros/{ADDIN_FILE}", f"/macros/small/{ADDIN_FILE}", "/requirements.txt"),
        *("/workbook_templates/tong_hop.xlsm", "/examples/kien_giang_2021_2025/plan.xlsx"),
        *("/data/kit/cai_dat.cmd", "/data/answers.json"),
    } <= inside
    assert not any("__pycache__" in name for name in inside)


def test_windows_can_read_the_scripts(kit: Kit) -> None:
    """cmd.exe reads in the computer's code page, and jumps only where lines end as it has them."""
    files = unpacked(kit.path)
    scripts = {name: data for name, data in files.items() if name.endswith((".cmd", ".txt"))}
    own = {n: d for n, d in scripts.items() if "site-packages" not in n and "LICENSE" not in n}
    assert len(own) == 5
    for name, data in own.items():
        assert data.count(b"\r\n") == data.count(b"\n") > 0
        assert data.isascii() or (name == "DOC_TRUOC.txt" and data.startswith(b"\xef\xbb\xbf"))
        assert re.findall(rb"\{\w+\}", data) == []
    told = files["DOC_TRUOC.txt"].decode("utf-8-sig")
    assert f"plansheet {__version__}: " in told and "Python 3.12" in told
    for name in ("DOC_TRUOC.txt", "cai_dat.cmd"):
        assert "64 bit (Intel, AMD)" in files[name].decode("utf-8-sig")
        assert kit.platform not in files[name].decode("utf-8-sig")


def test_labels_and_folders_of_the_scripts_are_right() -> None:
    windows = places("win32", {"APPDATA": "%APPDATA%", "LOCALAPPDATA": "%LOCALAPPDATA%"})
    removing = (PACKAGE / "data" / "kit" / "go_bo.cmd").read_text(encoding="ascii")
    installing = (PACKAGE / "data" / "kit" / "cai_dat.cmd").read_text(encoding="ascii")
    mending = (PACKAGE / "data" / "kit" / "cong_cu.cmd").read_text(encoding="ascii")
    assert windows.startup is not None
    addin = str(windows.startup / ADDIN_FILE).replace("/", "\\")
    data = str(windows.data).replace("/", "\\")
    assert f'set "ADDIN={addin}"\n' in removing
    assert f'set "APP={data}"\n' in removing and f'set "APP={data}"\n' in installing
    assert f'set "PYTHON={data}\\program\\python.exe"\n' in mending
    for script in (installing, mending):
        labels = re.findall(r"^:(\w+)$", script, re.MULTILINE)
        assert sorted(labels) == sorted({*re.findall(r"goto :(\w+)", script)})
    assert "goto" not in removing


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# What does not do.

PYTHONS: dict[str, tuple[Mapping[str, object], str]] = {
    "for 32 bits": ({"machine": I386}, "0x014c"),
    "too old": ({"python": "python310"}, "Python 3.10"),
    "without its library": ({"files": {"python312.zip": None}}, "thiếu python.exe hoặc"),
    "an installer": ({"files": {"python312._pth": None}}, "thiếu python.exe hoặc"),
    "two in one": ({"files": {"python313._pth": b""}}, "thiếu python.exe hoặc"),
    "no program": ({"files": {"python.exe": b"MZ"}}, "0x0000"),
}


@pytest.mark.parametrize("which", PYTHONS)
def test_a_python_that_does_not_do_is_said(tmp_path: Path, which: str) -> None:
    made, said = PYTHONS[which]
    path = embeddable(tmp_path / "python.zip", **made)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=re.escape(said)):
        build_kit(path, tmp_path, tmp_path / "kit.zip")
    assert [one.name for one in tmp_path.iterdir()] == ["python.zip"]


def test_files_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    python = embeddable(tmp_path / "python.zip")
    half = tmp_path / "half.zip"
    half.write_bytes(python.read_bytes()[:100])
    for path, said in ((half, "tải lại"), (tmp_path / "no.zip", "no.zip"), (tmp_path, "tải lại")):
        with pytest.raises(InputError, match=said):
            build_kit(path, tmp_path)
    with pytest.raises(InputError, match="nowhere"):
        build_kit(python, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("click-8.5.1-py3-none-any.whl", {"../outside.py": b""}),
        ("click-8.5.1-py3-none-any.whl", {"/etc/x.py": b""}),
        ("click-8.5.1-py3-none-any.whl", {"C:x.py": b""}),
        ("click-8.5.1-py3-none-any.whl", {"..\\outside.py": b""}),
        ("click-8.5.1-py3-none-any.whl", None),
        ("click-latest-x.whl", {}),
    ],
)
def test_a_wheel_that_is_none_is_named(
    store: Path, tmp_path: Path, name: str, files: dict[str, bytes] | None
) -> None:
    for path in store.iterdir():
        if not path.name.startswith("click-"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    if files is None:
        (tmp_path / name).write_bytes(b"PK half a download")
    else:
        wheel(tmp_path, name, files=files)
    with pytest.raises(InputError, match=re.escape(name)):
        build_kit(embeddable(tmp_path / "python.zip"), tmp_path, tmp_path / "kit.zip")
    assert not (tmp_path / "kit.zip").exists()


# What pip is asked for.


class Pip:
    """In place of pip: notes what it is asked for, and puts recorded wheels where it is told."""

    def __init__(self, said: str = "") -> None:
        self.said = said
        self.words: list[str] = []
        self.wanted: list[str] = []

    def __call__(self, words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.words = words
        text = Path(words[words.index("--requirement") + 1]).read_text(encoding="utf-8")
        self.wanted = text.splitlines()
        if not self.said:
            wheels(Path(words[words.index("--dest") + 1]))
        return subprocess.CompletedProcess(words, int(bool(self.said)), "", self.said)


@pytest.mark.parametrize("target", [AMD, ARM], ids=lambda target: target.platform)
def test_pip_is_asked_for_what_is_locked_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, target: WindowsPython
) -> None:
    pip = Pip()
    monkeypatch.setattr(subprocess, "run", pip)
    download(target, tmp_path)
    assert {"--no-deps", "--require-hashes", "--only-binary=:all:"} <= {*pip.words}
    at = pip.words.index("--platform")
    assert pip.words[at : at + 4] == ["--platform", target.platform, "--python-version", "3.12"]
    asked = {line.split("==")[0].replace("-", "_"): line for line in pip.wanted}
    assert asked.keys() == {name.split("-")[0] for name in expected(target)}
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for line in pip.wanted:
        version, *hashes = line.split(" --hash=")
        assert f"{version} " in lock and hashes and all(one in lock for one in hashes)
        assert ";" not in line  # pip would judge it by the computer on which it runs


def test_without_wheels_pip_fetches_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(subprocess, "run", Pip())
    python = embeddable(tmp_path / "python.zip", machine=ARM64)
    kit = build_kit(python, path=tmp_path / "kit.zip")
    assert kit.platform == "win_arm64" and kit.packages["lxml"] == "6.1.3"


def test_what_pip_said_last_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pip = Pip("WARNING: retrying\nERROR: No matching distribution found for lxml==6.1.3\n\n")
    monkeypatch.setattr(subprocess, "run", pip)
    with pytest.raises(InputError, match=r"No matching .* lxml==6\.1\.3”.*--wheels"):
        build_kit(embeddable(tmp_path / "python.zip"), path=tmp_path / "kit.zip")
