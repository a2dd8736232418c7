"""What is kept for a user: a folder of own forms, and where the add-in was put."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plansheet.workbooks.writing.files import cannot_write

SETTINGS_FILE: Final = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """`forms` is a folder of own forms, None the packaged ones; `addin` was installed last."""

    forms: Path | None = None
    addin: Path | None = None


def read_settings(folder: Path) -> Settings:
    """The settings in `folder`; the defaults where there are none that can be read."""
    try:
        found = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    given = found if isinstance(found, dict) else {}
    return Settings(*(_path(given.get(key)) for key in ("forms", "addin")))


def _path(given: object) -> Path | None:
    return Path(given) if isinstance(given, str) and given else None


def write_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings in `folder`.

    Raises:
        OutputError: it cannot be written.
    """
    path = folder / SETTINGS_FILE
    text = json.dumps(
        {"forms": str(settings.forms or ""), "addin": str(settings.addin or "")},
        ensure_ascii=False,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise cannot_write(path, error) from error
