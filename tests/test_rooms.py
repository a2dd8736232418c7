"""The tests stand in the rooms of the package, and the fast loop goes through all of them."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from support.places import PACKAGE, ROOT, TESTS

ROOMS = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} | {"cycle"}
"""The packages of plansheet, and the cycle that goes through them."""


def test_every_room_has_a_folder_of_tests() -> None:
    assert len(ROOMS) > 12
    folders = {path.parent.relative_to(TESTS).parts[0] for path in TESTS.glob("*/**/test_*.py")}
    assert folders == ROOMS


@pytest.mark.slow
def test_every_room_has_fast_tests(request: pytest.FixtureRequest) -> None:
    """As this run has collected them, or another where this one is of a few files."""
    items = request.session.items
    if {item.path for item in items} >= {*TESTS.glob("*/**/test_*.py")}:
        here = [item for item in items if item.get_closest_marker("slow") is None]
        fast = {item.path.relative_to(TESTS).parts[0] for item in here}
        assert fast & ROOMS == ROOMS
        return
    words = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "not slow", str(TESTS)]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    fast = set(re.findall(r"^tests/(\w+)/[\w/]+\.py: \d+$", run.stdout, re.MULTILINE))
    assert fast == ROOMS


def test_the_readme_of_the_tests_names_all_that_they_share() -> None:
    """Each module, or the folder of modules that belong together."""
    readme = (TESTS / "README.md").read_text(encoding="utf-8")
    named = {ROOT / path for path in re.findall(r"`(tests/support/[\w/.]+)`", readme)}
    modules = {p for p in (TESTS / "support").rglob("*.py") if p.name != "__init__.py"}
    assert {path for path in named if not path.exists()} == set()
    assert {path for path in modules if not {path, path.parent} & named} == set()


def test_the_readme_of_the_tests_names_tests_that_are_there() -> None:
    readme = (TESTS / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", readme))
    there = {
        (path.name, name)
        for path in (TESTS / "addin").glob("test_*.py")
        for name in re.findall(r"(?m)^def (test_\w+)", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 50
    assert named - there == set()
