"""plansheet itself, as it is installed: the files of its wheel."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path, PurePosixPath

import plansheet
from plansheet.addin.kit.left_out import is_left_out


def own_files() -> dict[PurePosixPath, bytes]:
    """The files of the package by their path below site-packages.

    In a checkout what travels with the package stands beside it: pyproject.toml says where.
    """
    package = Path(plansheet.__file__).parent
    files = dict(_under(package, PurePosixPath(package.name)))
    project = package.parent / "pyproject.toml"
    if project.is_file():
        told = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
        for source, place in told["targets"]["wheel"]["force-include"].items():
            files |= _under(package.parent / source, PurePosixPath(place))
    return {path: data for path, data in files.items() if not is_left_out(path)} | _metadata()


def _under(source: Path, place: PurePosixPath) -> dict[PurePosixPath, bytes]:
    if source.is_file():
        return {place: source.read_bytes()}
    found = (path for path in source.rglob("*") if path.is_file())
    return {place / path.relative_to(source).as_posix(): path.read_bytes() for path in found}


def _metadata() -> dict[PurePosixPath, bytes]:
    """What tells the version of the installed package to Python."""
    said = metadata.distribution(package := plansheet.__name__)
    home = PurePosixPath(f"{package}-{said.version}.dist-info")
    texts = {name: said.read_text(name) for name in ("METADATA", "licenses/LICENSE")}
    return {home / name: text.encode() for name, text in texts.items() if text}
