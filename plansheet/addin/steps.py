"""What a person does to mend the buttons, by the way in which plansheet was installed.

A kit has scripts for a double-click, and neither pip nor `plansheet` as a command; elsewhere the
steps are commands, by the full path of Python where the name alone would not do.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from plansheet.addin import sentences
from plansheet.language.wording import Wording

_SCRIPTS: Final = (
    ("cai_dat.cmd", "cong_cu.cmd", "plansheet.cmd"),
    ("cai_dat.command", "cong_cu.command", "bin/plansheet"),
)
"""Of the kits for Windows and a Mac: what installs, what mends, the command below the program."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps as they follow after “to mend it:”; `command` stands for plansheet on a line.

    `install` installs the buttons, `small` with the small runner, `examine` starts the doctor,
    `workbook` writes a workbook with buttons, `packages` installs plansheet itself.
    """

    command: str
    install: Wording
    small: Wording
    examine: Wording
    workbook: Wording
    packages: Wording

    def fill(self, text: Wording) -> Wording:
        """A text with its marks `{install}`, `{small}` … filled in."""
        return text.fill(**{step.name: getattr(self, step.name) for step in fields(self)})

    def told_by_vba(self, text: str) -> str:
        """The same of a message of VBA, which has marks of its own as well."""
        for mark, step in (("{install}", self.install), ("{examine}", self.examine)):
            text = text.replace(mark, step.vi)
        return text


def steps(executable: str = sys.executable, *, folder: Path | None = None) -> Steps:
    """The steps for who runs the Python `executable`, and has the add-in in a `folder` of his own.

    A kit puts its Python into a folder beside the script that mends.
    """
    python = Path(executable)
    for kit in python.parents[1:3]:
        for install, mend, command in _SCRIPTS:
            if (kit / mend).is_file():
                program = python.relative_to(kit).parts[0]
                return _by_scripts(kit / mend, install, f'"{kit / program / command}"')
    found = shutil.which("plansheet")
    own = found is not None and Path(found).parent == python.parent
    return _by_commands("plansheet" if own else f'"{python}" -m plansheet', python, folder)


def _by_scripts(mend: Path, install: str, command: str) -> Steps:
    small, examine, workbook = (
        sentences.CHOOSE_IN_SCRIPT.fill(script=mend.name, folder=mend.parent, number=number)
        for number in (2, 1, 4)
    )
    again = sentences.RUN_INSTALLER.fill(script=install)
    return Steps(command, again, small, examine, workbook, again)


def _by_commands(command: str, python: Path, folder: Path | None = None) -> Steps:
    there = f' --folder "{folder.absolute()}"' if folder else ""
    install, small, examine, workbook = (
        sentences.TYPE_COMMAND.fill(command=f"{command} addin {words}")
        for words in (
            f"install{there}",
            f"install{there} --runner small",
            f"doctor{there}",
            "install --workbook tong_hop.xlsm",
        )
    )
    packages = sentences.INSTALL_PACKAGES.fill(python=python)
    return Steps(command, install, small, examine, workbook, packages)


BY_NAME: Final = _by_commands("plansheet", Path("python"))
"""What stands in files that nobody installed."""
