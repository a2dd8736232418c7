"""Windows' Script Host and cmd.exe as Wine has them: how they read lines, nothing of policies."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

MISSING: Final = "Wine is not installed: apt-get install wine wine64"
_SCRIPT: Final = (
    'Set host = CreateObject("WScript.Shell")\n'
    'WScript.Quit host.Run(host.ExpandEnvironmentStrings("%LINE%"), 0, True)\n'
)


def as_wine_has(path: Path) -> str:
    """The path of a file as programs in Wine name it."""
    return "Z:" + str(path).replace("/", "\\")


class Wine:
    """A Windows of its own in `home`."""

    def __init__(self, home: Path) -> None:
        self.environment = {
            **os.environ,
            "WINEPREFIX": str(home / "prefix"),
            "WINEDEBUG": "-all",
            "LC_ALL": "C.UTF-8",
            "DISPLAY": "",
        }

    @staticmethod
    def program() -> str | None:
        """Where Wine is, None where it is not installed."""
        return shutil.which("wine")

    def start(
        self,
        line: str,
        folder: Path,
        variables: Mapping[str, str] = {},
        within: Path | None = None,
    ) -> int:
        """Run a command line as `WScript.Shell` of a macro does: the status that it ends with.

        `folder` is for what that leaves, `within` where the line is run, if not there.
        """
        script = folder / "run.vbs"
        script.write_text(_SCRIPT, encoding="ascii")
        # without pipes: what Wine leaves running would keep them open
        with (folder / "said").open("wb") as said:
            done = subprocess.run(
                ["wine", "wscript.exe", as_wine_has(script)],
                env={**self.environment, **variables, "LINE": line},
                cwd=within or folder,
                stdout=said,
                stderr=said,
                timeout=120,
                check=False,
            )
        return done.returncode
