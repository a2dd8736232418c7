"""Builds the documents as a site, strictly: a link that leads nowhere stops it.

    pip install -e '.[docs]'
    python docs/make_site.py FOLDER

The pages are the Markdown files of the project where they stand, with what they link to, and a
page for each code of a problem, made from the catalogue.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plansheet.cli.examples import examples
from plansheet.cli.sentences import CODE_PARTS, CONSEQUENCES
from plansheet.language.wording import LANGUAGES
from plansheet.problems.catalogue import CATALOGUE, SEVERITY_NAMES

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("docs", "examples", "macros", "tests", "workbook_templates")
CODES = Path("docs", "reference", "codes")


def pages() -> Iterator[Path]:
    """The Markdown files, and the pictures that they show."""
    yield from ROOT.glob("*.md")
    yield ROOT / "LICENSE"
    for folder in FOLDERS:
        yield from (ROOT / folder).rglob("*.md")
    yield from (ROOT / "docs" / "pictures").iterdir()
    yield from (ROOT / "docs" / "reference" / "json").iterdir()


def code_pages() -> Iterator[tuple[str, str]]:
    """The name and text of the page of each code, and of the list of them."""
    rows = []
    for code, entry in CATALOGUE.items():
        severity = " / ".join(SEVERITY_NAMES[entry.severity].say(lang) for lang in LANGUAGES)
        said = " / ".join(entry.message.say(lang) for lang in LANGUAGES).replace("|", "\\|")
        rows.append(f"| [{code}]({code}.md) | {severity} | {said} |")
        yield f"{code}.md", code_page(code)
    head = "# Mã lỗi / Codes of problems\n\n`plansheet codes`, `plansheet codes CODE`\n"
    yield "README.md", "\n".join([head, "| | | |", "|---|---|---|", *rows, ""])


def code_page(code: str) -> str:
    """What `plansheet codes CODE` says, in both languages."""
    entry, example = CATALOGUE[code], examples()[code]
    lines = [f"# {code}", ""]
    for lang in LANGUAGES:
        said = {
            "message": entry.message.say(lang),
            "example": example.said(lang),
            "hint": example.advice(lang),
        }
        severity = SEVERITY_NAMES[entry.severity].say(lang)
        lines.append(f"**{severity}**: {CONSEQUENCES[entry.severity].say(lang)}.\n")
        lines += [f"- {CODE_PARTS[part].say(lang)}: {text}" for part, text in said.items()]
        lines.append("")
    return "\n".join(lines)


def collect(folder: Path) -> None:
    """Put all pages into a folder, each where it stands in the project."""
    for page in pages():
        copy = folder / page.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, copy)
    (folder / CODES).mkdir(parents=True)
    for name, text in code_pages():
        (folder / CODES / name).write_text(text, encoding="utf-8")


def build(site: Path) -> int:
    """Build the site; gives the exit status of mkdocs."""
    with tempfile.TemporaryDirectory() as work:
        collect(Path(work, "pages"))
        config = Path(work, "mkdocs.yml")
        base = Path(__file__).resolve().with_name("mkdocs.yml")
        lines = (f"INHERIT: {base}", f"docs_dir: {work}/pages", f"site_dir: {site.resolve()}")
        config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1])))
