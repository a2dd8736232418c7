"""Where Excel and plansheet keep their files, on Windows and on a Mac."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one user: `startup` is None where there is no Excel.

    `startup` is what Excel opens when it starts, `scripts` whence Excel for Mac may run scripts,
    `data` where plansheet keeps its settings and the log of the last error, `preferences` where
    VBA on a Mac may keep settings of programs.
    """

    startup: Path | None
    scripts: Path | None
    data: Path
    preferences: tuple[Path, ...] = ()


def places(
    platform: str = sys.platform,
    env: Mapping[str, str] = os.environ,
    home: Path | None = None,
) -> Places:
    """The folders for a platform, an environment and a home folder; the current ones by default.

    Windows: %APPDATA%\\Microsoft\\Excel\\XLSTART (Excel's `Application.StartupPath`). Mac: the
    group container that the Office programs share (Excel 2016 and later).
    """
    home = home or Path.home()
    if platform == "win32":
        roaming = Path(env.get("APPDATA") or home / "AppData" / "Roaming")
        local = Path(env.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return Places(roaming / "Microsoft" / "Excel" / "XLSTART", None, local / "plansheet")
    if platform == "darwin":
        library = home / "Library"
        office = library / "Group Containers" / "UBF8T346G9.Office" / "User Content.localized"
        return Places(
            office / "Startup.localized" / "Excel",
            library / "Application Scripts" / "com.microsoft.Excel",
            library / "Application Support" / "plansheet",
            (
                library / "Containers" / "com.microsoft.Excel" / "Data" / "Library" / "Preferences",
                library / "Preferences",
            ),
        )
    return Places(None, None, home / ".local" / "state" / "plansheet")
