"""Consolidation → the report workbook."""

from pathlib import Path

from plansheet.merge import Consolidation


def write_report(merged: Consolidation, path: Path | str) -> Path:
    """Placeholder until written below."""
    raise NotImplementedError
