"""Where the project's own files stand."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
PACKAGE = ROOT / "plansheet"
DATA = TESTS / "data"
EXAMPLES = ROOT / "examples"
MACROS = ROOT / "macros"
