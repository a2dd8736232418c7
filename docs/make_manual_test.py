"""Writes the tables of the manual test into macros/README.md anew, from their sources.

    python docs/make_manual_test.py

A test holds the README against them.
"""

from __future__ import annotations

from pathlib import Path

from plansheet.addin.manual_test import markdown, read_manual_test

MACROS = Path(__file__).parent.parent / "macros"
README = MACROS / "README.md"
MARK = "<!-- python docs/make_manual_test.py writes what follows, from manual_test/ -->\n\n"


def with_tables(text: str) -> str:
    """The README with the tables of now."""
    before, mark, _ = text.partition(MARK)
    return f"{before}{mark}{markdown(read_manual_test(MACROS / 'manual_test'))}"


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
