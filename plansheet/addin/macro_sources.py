"""The sources of the add-in: our VBA, xlwings' VBA with our changes, words, settings, ribbon."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from plansheet.addin.vba import Module
from plansheet.problems import InputError

RIBBON: Final = "customUI14.xml"
UI: Final = "{http://schemas.microsoft.com/office/2009/07/customui}"
XLWINGS: Final = "0.37.8"
"""The version of xlwings whose VBA is built in; `_CHANGES` were made for it."""

ADDIN_ONLY: Final = frozenset({"Ribbon"})
WORKBOOK_ONLY: Final = frozenset({"Control"})

_CHANGES: Final = (
    # Settings stand in the sheet plansheet.conf.
    ('PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "plansheet"'),
    # Python starts isolated: no PYTHONPATH, no user packages, no folder of a workbook on its path.
    (
        '" -B -c ""import xlwings.utils;xlwings.utils.prepare_sys_path(\\""" & PYTHONPATH'
        ' & "\\""); " & PythonCommand & """ "',
        '" -I -B -c """ & PythonCommand & """ "',
    ),
    ('" -B -c ""import sys, os;"', '" -I -B -c ""import sys, os;"'),
    # Windows' own cmd.exe, not one that was unpacked into the current folder of Excel.
    ('WScript.Run("cmd.exe /C "', 'WScript.Run(Chr(34) & Environ("ComSpec") & Chr(34) & " /C "'),
    # On a Mac, through a script of ours that quotes what it hands on.
    (
        'AppleScriptTask("xlwings-" & XLWINGS_VERSION',
        'AppleScriptTask("plansheet-" & XLWINGS_VERSION',
    ),
    ("'xlwings runpython install'", "'plansheet addin install'"),
)
"""What is changed in xlwings' module: each stands there exactly once."""


@dataclass(frozen=True, slots=True)
class Word:
    """A question, message or fact of the sheet `plansheet`."""

    key: str
    kind: str
    text: str


@dataclass(frozen=True)
class MacroSources:
    """Everything that the add-in and the workbook with buttons are built from."""

    ribbon: bytes
    modules: Sequence[Module]
    words: Sequence[Word]
    settings: Sequence[tuple[str, str]]

    def modules_without(self, names: frozenset[str]) -> list[Module]:
        """The modules but for those of `names`, xlwings' last."""
        return [module for module in self.modules if module.name not in names]


def read_sources(folder: Path) -> MacroSources:
    """Read the sources in `folder` (and xlwings' from the installed package).

    Raises:
        InputError: something is missing or does not fit together, VBA is not ASCII, or xlwings is
            another version.
    """
    own = sorted([*folder.glob("*.bas"), *folder.glob("*.cls")])
    if not own or not (folder / RIBBON).is_file():
        raise InputError("not-macro-sources", path=folder, file=RIBBON)
    modules = [_module(path) for path in own]
    return MacroSources(
        ribbon=_ribbon(folder / RIBBON, modules),
        modules=modules + xlwings_modules(),
        words=[Word(*row) for row in _rows(folder / "words.tsv", 3)],
        settings=[(key, value) for key, value in _rows(folder / "settings.tsv", 2)],
    )


def _ribbon(path: Path, modules: Sequence[Module]) -> bytes:
    """The ribbon, all of whose buttons have a procedure."""
    text = _text(path)
    try:
        buttons = ElementTree.fromstring(text.encode("utf-8")).iter(f"{UI}button")
    except ElementTree.ParseError as error:
        raise InputError("not-xml", path=path, why=error) from error
    code = "\n".join(module.source for module in modules)
    for button in buttons:
        head = f"Public Sub {button.get('onAction')}(control As IRibbonControl)"
        if head not in code:
            raise InputError("no-macro", path=path, line=head)
    return text.encode("utf-8")


def _module(path: Path) -> Module:
    try:
        source = path.read_text(encoding="ascii")
    except UnicodeDecodeError as error:
        raise InputError("vba-not-ascii", path=path) from error
    head = f'Attribute VB_Name = "{path.stem}"'
    if head not in source.splitlines():
        raise InputError("no-line", path=path, line=head)
    return Module(path.stem, source, is_class=path.suffix == ".cls")


def _rows(path: Path, columns: int) -> list[list[str]]:
    lines = enumerate(_text(path).splitlines(), 1)
    rows = {number: line.split("\t") for number, line in lines if line and line[0] != "#"}
    for number, row in rows.items():
        if len(row) != columns:
            raise InputError("wrong-columns", path=path, number=number, columns=columns)
    return list(rows.values())


def _text(path: Path) -> str:
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("not-utf8", path=path) from error


def xlwings_modules() -> list[Module]:
    """xlwings' stand-alone module with our changes, and the Dictionary that it needs on a Mac.

    Raises:
        InputError: the installed xlwings is not the one that the changes were made for.
    """
    import xlwings

    if xlwings.__version__ != XLWINGS:
        raise InputError("other-xlwings", wanted=XLWINGS, found=xlwings.__version__)
    folder = Path(xlwings.__file__).parent
    source = (folder / "xlwings_custom_addin.bas").read_text(encoding="ascii")
    for old, new in _CHANGES:
        if source.count(old) != 1:
            raise ValueError(f"xlwings' module has {source.count(old)} times: {old}")
        source = source.replace(old, new)
    dictionary = (folder / "addin" / "Dictionary.cls").read_text(encoding="ascii")
    return [Module("xlwings", source), Module("Dictionary", dictionary, is_class=True)]
