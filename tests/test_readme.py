"""The README and the guides say what works: their blocks are executed, their links lead on."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from plansheet.cli.commands import cli
from plansheet.demo.demonstration import demonstrate
from support.documents import Block, blocks, broken_links, run_blocks
from support.places import ROOT

README = ROOT / "README.md"
DOCS = ROOT / "docs"
GUIDES = sorted((DOCS / "vi").glob("*.md"))
OF_USERS = [README, *GUIDES, *sorted((DOCS / "en").glob("*.md")), *DOCS.glob("reference/*.md")]
WITH_BLOCKS = [README, *(guide for guide in GUIDES if blocks(guide))]


def named(name: str) -> str:
    (block,) = [block for block in blocks(README) if block.name == name]
    return block.code.strip()


INSTALL = "python3 -m venv .venv && . .venv/bin/activate && pip install -q "


def test_two_commands_for_a_fresh_machine() -> None:
    """`.ci/run` executes both whole; here is what must hold for them wherever tests run."""
    assert sorted(block.name for block in blocks(README) if block.name) == ["demo", "test"]
    assert named("demo") == f"{INSTALL}. && plansheet demo --out thu"
    assert named("test").startswith(f"{INSTALL}-e '.[test]' && ")
    assert named("test").endswith("&& pytest -n auto")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `plansheet demo --out thu` leaves behind."""
    folder = tmp_path_factory.mktemp("demo") / "thu"
    demonstrate(folder)
    return folder


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the blocks are for a POSIX shell")
@pytest.mark.parametrize("document", WITH_BLOCKS, ids=lambda path: path.stem)
def test_the_blocks_run_in_their_order(document: Path, shown: Path, tmp_path: Path) -> None:
    """In the project's folder, after the demonstration, with which a guide may also begin."""
    folder = tmp_path / "project"
    for name in ("workbook_templates", "examples/own_form"):
        shutil.copytree(ROOT / name, folder / name)
    found = [block for block in blocks(document) if not block.name]
    if not found[0].code.startswith("plansheet demo"):
        shutil.copytree(shown, folder / "thu")
    assert run_blocks(found, folder) or any(block.language == "python" for block in found)


def test_guides_with_blocks_are_found() -> None:
    stems = {path.stem for path in WITH_BLOCKS}
    assert stems == {"README", "coordinator", "scripts", "forms", "own_forms"}


def in_vietnamese(code: str) -> str:
    """A block without the comments, which are in the language of the page."""
    return re.sub(r"  # .*", "", code)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_says_the_same_in_both_languages(guide: Path) -> None:
    """The blocks, pictures and headings of one stand in the other."""
    other = DOCS / "en" / guide.name

    def skeleton(path: Path) -> list[str]:
        text = path.read_text(encoding="utf-8")
        marks = re.findall(r"^(#+) |!\[[^]]*\]\(([^)]*)\)|^(?:- |\d+\. |\|)", text, re.MULTILINE)
        return [in_vietnamese(block.code) for block in blocks(path)] + [str(m) for m in marks]

    assert skeleton(other) == skeleton(guide)


def test_each_guide_has_its_other_language() -> None:
    assert GUIDES
    assert [p.name for p in sorted((DOCS / "en").glob("*.md"))] == [p.name for p in GUIDES]


@pytest.mark.parametrize("name", ["vi", "en"])
def test_every_command_is_documented(name: str) -> None:
    guide = (DOCS / name / "coordinator.md").read_text(encoding="utf-8")
    assert len(cli.commands) >= 9
    unsaid = [one for one in cli.commands if not re.search(rf"(`|plansheet )({one})\b", guide)]
    assert unsaid == []


@pytest.mark.parametrize("document", OF_USERS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_links_lead_somewhere(document: Path) -> None:
    assert broken_links(document) == []


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](page.md) [b](no.md#part) [c](https://example.org)", encoding="utf-8")
    assert broken_links(page) == ["no.md"]


def test_every_block_is_known() -> None:
    """A fence that is not read as a block would not be run."""
    for path in (README, *GUIDES):
        fences = path.read_text(encoding="utf-8").count("\n```")
        assert fences == 2 * len(blocks(path)), path
    assert blocks(README)[0] == Block("demo", "sh", "", named("demo") + "\n")
