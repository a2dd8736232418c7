"""LibreOffice as the tests use it; the work is done in `uno_client.py`, in another Python."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

CLIENT = Path(__file__).with_name("uno_client.py")
PYTHONS = ("/usr/bin/python3", "python3")
MISSING = (
    "LibreOffice is not installed: apt-get install libreoffice-calc libreoffice-writer python3-uno"
)


@cache
def python_with_uno() -> str | None:
    """A Python that can talk to LibreOffice; None where there is none, or no LibreOffice."""
    if shutil.which("soffice") is None:
        return None
    for python in PYTHONS:
        if shutil.which(python):
            done = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if done.returncode == 0:
                return python
    return None


class LibreOfficeError(Exception):
    """LibreOffice did not do what it was asked."""


class LibreOffice:
    """One LibreOffice without a window; it has one document open at a time."""

    def __init__(self, python: str, profile: Path) -> None:
        program = shutil.which("soffice")
        assert program is not None
        self._client = subprocess.Popen(
            [python, str(CLIENT), program, str(profile)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._client.stdin and self._client.stdout
        self._client.stdin.close()
        self._client.wait(timeout=60)
        self._client.stdout.close()

    def _ask(self, name: str, *arguments: object) -> Any:
        assert self._client.stdin is not None
        self._client.stdin.write(json.dumps([name, *arguments]) + "\n")
        self._client.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._client.stdout is not None
        line = self._client.stdout.readline()
        if not line:
            raise LibreOfficeError("LibreOffice has ended")
        answer = json.loads(line)
        if "error" in answer:
            raise LibreOfficeError(answer["error"])
        return answer["result"]

    def open(self, path: Path) -> None:
        """Open a document; the one that was open is closed unsaved."""
        self._ask("open", str(path))

    def close(self) -> None:
        """Close the document unsaved."""
        self._ask("close")

    def save(self, path: Path) -> Path:
        """Save a copy in the format of the extension."""
        self._ask("save", str(path))
        return path

    def type(self, sheet: str, entries: Mapping[str, str | float]) -> None:
        """Type into cells, as a person would; an ISO date becomes a date."""
        self._ask("type", sheet, dict(entries))

    def write_text(self, sheet: str, entries: Mapping[str, str]) -> None:
        """Put texts into cells that stay texts whatever they look like."""
        self._ask("write_text", sheet, dict(entries))

    def edit(self, name: str, *arguments: object) -> None:
        """What a clerk does by menu: the edit of this name in `uno_client.py`."""
        self._ask(name, *arguments)

    def values(self, sheet: str, addresses: Iterable[str]) -> list[Any]:
        """The values of cells: None, text, number, or {"error": …}."""
        return list(self._ask("values", sheet, list(addresses)))

    def shown(self, sheet: str, addresses: Iterable[str]) -> list[str]:
        """What a person reads in cells."""
        return list(self._ask("shown", sheet, list(addresses)))

    def recalculate(self) -> None:
        """Compute every formula again."""
        self._ask("recalculate")

    def sheets(self) -> dict[str, bool]:
        """The sheets and whether they can be seen."""
        return dict(self._ask("sheets"))

    def formulas(self) -> list[tuple[str, str, str, Any, int]]:
        """Every formula cell: sheet, address, formula, value, number of its error."""
        return [tuple(found) for found in self._ask("formulas")]

    def rule(self, sheet: str, address: str) -> dict[str, Any]:
        """The rule of a cell."""
        return dict(self._ask("rule", sheet, address))

    def protection(self, sheet: str, addresses: Iterable[str]) -> tuple[bool, bool, list[bool]]:
        """Whether the sheets' order, this sheet, and each of these cells are protected."""
        workbook, this, cells = self._ask("protection", sheet, list(addresses))
        return workbook, this, cells

    def low_rows(self) -> list[tuple[str, int, float, float]]:
        """The rows that are lower than it would make them: sheet, row, points of both."""
        return [(sheet, row, own, best) for sheet, row, own, best in self._ask("low_rows")]

    def charts(self) -> dict[str, int]:
        """How many charts each sheet has."""
        return dict(self._ask("charts"))
