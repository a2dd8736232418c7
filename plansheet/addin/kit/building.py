"""Building a kit: an embeddable Python, wheels and plansheet in one zip with two scripts."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import plansheet
from plansheet.addin.kit.embeddable import Embeddable, read_embeddable
from plansheet.addin.kit.own_files import own_files
from plansheet.addin.kit.windows_python import COMPUTERS
from plansheet.forms.resources import resource
from plansheet.problems import InputError
from plansheet.workbooks.writing.files import replacing

if TYPE_CHECKING:
    from plansheet.addin.kit.wheels import Wheel

_PROGRAM: Final = "plansheet"
"""The folder of the kit that is copied."""

_PACKAGES: Final = "site-packages"
_ABOVE: Final = ("cai_dat.cmd", "cong_cu.cmd", "go_bo.cmd", "DOC_TRUOC.txt")
_INSIDE: Final = ("plansheet.cmd",)
_PATHS: Final = (".", _PACKAGES, rf"{_PACKAGES}\win32", rf"{_PACKAGES}\win32\lib")
"""Where Python looks for modules, after its own zip: the last two are pywin32's."""

_DLLS: Final = "pywin32_system32"
_MADE_AT: Final = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit that was written.

    `packages` are the versions by name, `zipped` and `installed` numbers of bytes.
    """

    path: Path
    python: str
    platform: str
    packages: Mapping[str, str]
    zipped: int
    installed: int
    sha256: str


def build_kit(python: Path, wheels: Path | None = None, path: Path | None = None) -> Kit:
    """Write a kit for Windows; the same inputs, and the same zlib, give the same bytes.

    Args:
        python: the zip of an embeddable Python: it says for which Windows the kit is.
        wheels: a folder of wheels; without it pip fetches what requirements.txt locks.
        path: the zip to write, by default plansheet-VERSION-PLATFORM.zip here.

    Raises:
        InputError: a Python or wheels that cannot be used, packaging is not installed.
        OutputError: the zip cannot be written.
    """
    given = read_embeddable(python)
    chosen = _wheels(given, wheels)
    program = _program(given, chosen)
    path = path or Path(f"{_PROGRAM}-{plansheet.__version__}-{given.target.platform}.zip")
    data = _zip(_scripts(given, _ABOVE) | {f"{_PROGRAM}/{p}": d for p, d in program.items()})
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    return Kit(
        path,
        given.target.version,
        given.target.platform,
        {_PROGRAM: plansheet.__version__} | {w.name: str(w.version) for w in chosen},
        len(data),
        sum(map(len, program.values())),
        hashlib.sha256(data).hexdigest(),
    )


def _wheels(given: Embeddable, folder: Path | None) -> list[Wheel]:
    """The wheels, already read."""
    try:
        from plansheet.addin.kit.downloading import download
        from plansheet.addin.kit.wheels import choose, wheels_in
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "packaging":
            raise
        raise InputError("no-packaging") from error
    if folder is not None:
        return choose(wheels_in(folder), given.target, folder)
    with tempfile.TemporaryDirectory() as place:
        download(given.target, Path(place))
        chosen = choose(wheels_in(Path(place)), given.target, Path(place))
        for wheel in chosen:
            wheel.files  # noqa: B018 - read before the folder goes
        return chosen


def _program(given: Embeddable, wheels: list[Wheel]) -> dict[str, bytes]:
    """The files of the folder that is copied, by path."""
    packages = own_files()
    for wheel in wheels:
        packages |= wheel.kept()
    short = f"python{given.target.short}"
    paths = "\r\n".join((f"{short}.zip", *_PATHS, "")).encode()
    files = dict(given.files) | {f"{short}._pth": paths} | _scripts(given, _INSIDE)
    return files | {_home(path): data for path, data in packages.items()}


def _home(path: PurePosixPath) -> str:
    """Where a module goes: DLLs of pywin32 beside python.exe, where Windows looks for them."""
    return path.name if path.parts[0] == _DLLS else f"{_PACKAGES}/{path}"


def _scripts(given: Embeddable, names: tuple[str, ...]) -> dict[str, bytes]:
    """Texts for Windows: its line ends everywhere, a byte order mark where they are not ASCII."""
    texts = {}
    for name in names:
        text = resource(f"data/kit/{name}").read_text(encoding="utf-8")
        for mark, value in (
            ("{version}", plansheet.__version__),
            ("{computer}", COMPUTERS[given.target.platform]),
            ("{python}", given.target.version),
        ):
            text = text.replace(mark, value)
        encoding = "ascii" if text.isascii() else "utf-8-sig"
        texts[name] = text.replace("\n", "\r\n").encode(encoding)
    return texts


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, _MADE_AT)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
