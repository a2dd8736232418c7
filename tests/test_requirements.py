"""requirements.txt locks what pyproject.toml asks for, on every system, by hash."""

from __future__ import annotations

import re
import tomllib
from itertools import product

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from support.places import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
ENTRIES = [entry.split("--hash=") for entry in re.sub(r"#.*|\\\n", "", LOCK).splitlines() if entry]
LOCKED = [Requirement(entry[0]) for entry in ENTRIES]
ASKED = [
    Requirement(text)
    for text in (*PYPROJECT["project"]["dependencies"], *PYPROJECT["build-system"]["requires"])
]
SYSTEMS = [
    {
        "sys_platform": system,
        "platform_system": {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}[system],
        "python_version": python,
        "python_full_version": f"{python}.4",
    }
    for system, python in product(("linux", "win32", "darwin"), ("3.11", "3.12", "3.13"))
]


def versions(name: str, system: dict[str, str]) -> list[Version]:
    """What a system gets of a distribution."""
    return [
        Version(next(iter(entry.specifier)).version)
        for entry in LOCKED
        if canonicalize_name(entry.name) == canonicalize_name(name)
        and (entry.marker is None or entry.marker.evaluate(system))
    ]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: "-".join(list(s.values())[::2]))
def test_each_system_gets_one_version_that_is_allowed(system: dict[str, str]) -> None:
    for asked in ASKED:
        (version,) = versions(asked.name, system)
        assert asked.specifier.contains(version), asked.name
    assert all(len(versions(entry.name, system)) <= 1 for entry in LOCKED)


def test_each_is_one_exact_version_with_hashes_and_no_address() -> None:
    assert {tuple(spec.operator for spec in entry.specifier) for entry in LOCKED} == {("==",)}
    hashes = [part.strip() for entry in ENTRIES for part in entry[1:]]
    assert all(len(entry) > 1 for entry in ENTRIES)
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", part) for part in hashes)
    assert "//" not in LOCK
    assert "index" not in LOCK
