"""Which wheels a kit needs, and what is in them.

A wheel is a zip (PEP 427); its name says for which Pythons and platforms it is.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from functools import cached_property
from importlib import metadata
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from plansheet.addin.kit.left_out import DISTRIBUTIONS, is_left_out
from plansheet.addin.kit.windows_python import WindowsPython
from plansheet.problems import InputError

PACKAGE = "plansheet"


@dataclass(frozen=True)
class Wheel:
    """A wheel in a folder: of what, of which version, what it fits."""

    path: Path
    name: str
    version: Version
    tags: frozenset[Tag]

    @classmethod
    def of(cls, path: Path) -> Wheel:
        """What the name of a file says of it.

        Raises:
            InputError: it is no name of a wheel.
        """
        try:
            name, version, _, tags = parse_wheel_filename(path.name)
        except InvalidWheelFilename as error:
            raise InputError("kit-broken-wheel", path=path) from error
        return cls(path, name, version, tags)

    @cached_property
    def files(self) -> dict[PurePosixPath, bytes]:
        """What it puts into site-packages, by path; programs and other data are left.

        Raises:
            InputError: it cannot be read, or has a path that leads elsewhere.
        """
        try:
            with zipfile.ZipFile(self.path) as archive:
                names = [name for name in archive.namelist() if not name.endswith("/")]
                files = {PurePosixPath(name): archive.read(name) for name in names}
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise InputError("kit-broken-wheel", path=self.path) from error
        if any(_leads_elsewhere(path) for path in files):
            raise InputError("kit-broken-wheel", path=self.path)
        placed = ((_place(path), data) for path, data in files.items())
        return {path: data for path, data in placed if path is not None}

    def kept(self) -> dict[PurePosixPath, bytes]:
        """Its files without those that a kit leaves out."""
        return {path: data for path, data in self.files.items() if not is_left_out(path)}

    def requires(self) -> list[Requirement]:
        """What it says that it needs.

        Raises:
            InputError: it does not say what it is.
        """
        for path, data in self.files.items():
            if path.match("*.dist-info/METADATA"):
                said = message_from_bytes(data).get_all("Requires-Dist") or []
                return [Requirement(line) for line in said]
        raise InputError("kit-broken-wheel", path=self.path)


def _leads_elsewhere(path: PurePosixPath) -> bool:
    return path.is_absolute() or ".." in path.parts or "\\" in str(path) or ":" in str(path)


def _place(path: PurePosixPath) -> PurePosixPath | None:
    """Where a file of a wheel goes; None for what is no module."""
    if not path.parts[0].endswith(".data"):
        return path
    if path.parts[1] in ("purelib", "platlib"):
        return PurePosixPath(*path.parts[2:])
    return None


def wheels_in(folder: Path) -> list[Wheel]:
    """The wheels of a folder.

    Raises:
        InputError: there is no such folder, or a file that is called a wheel is none.
    """
    if not folder.is_dir():
        raise InputError("no-folder", path=folder)
    return [Wheel.of(path) for path in sorted(folder.glob("*.whl"))]


def walk(target: WindowsPython, requires: Callable[[Requirement], Iterable[Requirement]]) -> None:
    """Ask `requires` of each requirement of plansheet, and of what it answers, once."""
    seen, waiting = set(), [Requirement(line) for line in metadata.requires(PACKAGE) or ()]
    environment = target.environment()
    while waiting:
        wanted = waiting.pop(0)
        applies = wanted.marker is None or wanted.marker.evaluate(environment)
        if applies and str(wanted) not in seen and name_of(wanted) not in DISTRIBUTIONS:
            seen.add(str(wanted))
            waiting.extend(requires(wanted))


def name_of(requirement: Requirement) -> str:
    """The name of what is required, as all write it."""
    return canonicalize_name(requirement.name)


def choose(wheels: Sequence[Wheel], target: WindowsPython, folder: Path) -> list[Wheel]:
    """The wheels that plansheet needs on a target, by name: of each the newest that fits.

    Raises:
        InputError: some are missing from `folder`, or there only for another platform, Python or
            of a version that does not do: all are named.
    """
    order = {tag: at for at, tag in enumerate(_tags(target))}
    chosen: dict[str, Wheel] = {}
    missing: dict[str, str] = {}

    def rank(wheel: Wheel) -> tuple[Version, int]:
        return wheel.version, -min(order[tag] for tag in wheel.tags & order.keys())

    def requires(wanted: Requirement) -> list[Requirement]:
        name = name_of(wanted)
        of_name = [chosen[name]] if name in chosen else [w for w in wheels if w.name == name]
        fitting = [
            wheel
            for wheel in of_name
            if wheel.tags & order.keys()
            and wanted.specifier.contains(wheel.version, prereleases=True)
        ]
        if not fitting:
            there = ", ".join(wheel.path.name for wheel in of_name)
            missing.setdefault(name, f"{name}{wanted.specifier}" + f" ({there})" * bool(there))
            return []
        known, chosen[name] = name in chosen, max(fitting, key=rank)
        return [] if known else chosen[name].requires()

    walk(target, requires)
    if missing:
        raise InputError(
            "kit-missing-wheels",
            path=folder,
            platform=target.platform,
            python=target.version,
            missing="; ".join(text for _, text in sorted(missing.items())),
        )
    return [chosen[name] for name in sorted(chosen)]


def _tags(target: WindowsPython) -> list[Tag]:
    """What fits a target, the closest first."""
    platforms = [target.platform]
    return [
        *cpython_tags(target.python, platforms=platforms),
        *compatible_tags(target.python, f"cp{target.short}", platforms),
    ]
