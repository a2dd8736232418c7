"""Outputs that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError

from plansheet.problems import OutputError
from plansheet.wording import Wording


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place when the block ends well."""
    if (path.parent / f"~${path.name}").exists():
        raise OutputError(
            Wording(
                "{p} đang mở trong Excel; hãy đóng lại.", "{p} is open in Excel; close it."
            ).fill(p=path)
        )
    try:
        handle, name = tempfile.mkstemp(prefix=".plansheet-", suffix=".tmp", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise cannot_write(path, error) from error
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except (OSError, FileCreateError) as error:
        raise cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def refuse_existing(path: Path) -> None:
    """Raise `OutputError` where `path` is there already: it may be somebody's work."""
    if path.exists():
        raise OutputError(
            Wording("{p} đã có; hãy chọn tên khác.", "{p} exists; choose another name.").fill(
                p=path
            )
        )


def cannot_write(path: Path, error: Exception) -> OutputError:
    """The one sentence for an output that the system refuses."""
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(
        Wording("Không ghi được {p}: {why}.", "Cannot write {p}: {why}.").fill(p=path, why=reason)
    )
