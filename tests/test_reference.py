"""The reference is what the program says: every command, option and public name."""

from __future__ import annotations

import runpy

import pytest

import plansheet
from plansheet.cli.commands import cli
from plansheet.problems.catalogue import CATALOGUE
from support.places import ROOT

MAKER = ROOT / "docs" / "make_reference.py"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    made: dict[str, str] = runpy.run_path(str(MAKER))["pages"]()
    return made


@pytest.mark.parametrize("name", ["commands.md", "python.md"])
def test_a_page_is_as_the_program_is(name: str, pages: dict[str, str]) -> None:
    """Where it is not: python docs/make_reference.py."""
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == pages[name]


def test_the_schemas_of_answers_are_those_of_the_package() -> None:
    """Where they are not: python docs/make_reference.py."""
    made: dict[str, str] = runpy.run_path(str(MAKER))["schemas"]()
    there = (ROOT / "docs" / "reference" / "json").iterdir()
    assert {path.name: path.read_text(encoding="utf-8") for path in there} == made


def test_each_code_has_a_page() -> None:
    """`.ci/run` builds the site; what it is built from is made here."""
    made = dict(runpy.run_path(str(MAKER.with_name("make_site.py")))["code_pages"]())
    assert set(made) == {"README.md", *(f"{code}.md" for code in CATALOGUE)}
    assert [code for code in CATALOGUE if f"| [{code}]({code}.md) |" not in made["README.md"]] == []
    assert "- Ví dụ: Nhiệm vụ · I7: 140 nằm ngoài" in made["out-of-range.md"]
    assert "- What to do: Enter a number from 0 to 100." in made["out-of-range.md"]


def test_nothing_is_left_out(pages: dict[str, str]) -> None:
    commands, python = pages["commands.md"], pages["python.md"]
    assert [name for name in cli.commands if f"## plansheet {name}\n" not in commands] == []
    assert [name for name in plansheet.__all__ if f"### {name}\n" not in python] == []
    assert "`--annotate` `DIR`" in commands
    assert "- `plan`: " in python
