"""The sources of the add-in: our VBA, what starts Python, words, settings, ribbon."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal
from xml.etree import ElementTree

from plansheet.addin.panel import procedures
from plansheet.addin.ribbon import RibbonGroup, ribbon_groups
from plansheet.addin.vba import Module
from plansheet.addin.xlwings_vba import xlwings_modules
from plansheet.problems import InputError

RIBBON: Final = "customUI14.xml"
ADDIN_ONLY: Final = frozenset({"Active"})
WORKBOOK_ONLY: Final = frozenset({"Control"})

Runner = Literal["xlwings", "small"]
"""Whose RunPython starts Python: xlwings', or our own where an antivirus program objects."""

RUNNER_KEY: Final = "PLANSHEET_RUNNER"
_OF_RUNNER: Final[Mapping[str, Runner]] = {"Runner": "small", "ShownErrors": "xlwings"}
"""Our modules that belong to one runner alone."""


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

    @property
    def groups(self) -> list[RibbonGroup]:
        """The buttons of the ribbon."""
        return ribbon_groups(self.ribbon.decode("utf-8"))

    def modules_without(self, names: frozenset[str]) -> list[Module]:
        """The modules but for those of `names`, xlwings' last."""
        return [module for module in self.modules if module.name not in names]


def read_sources(folder: Path, runner: Runner = "xlwings") -> MacroSources:
    """Read the sources in `folder` (and those of xlwings from the installed package).

    Raises:
        InputError: something is missing or does not fit together, VBA is not ASCII, or xlwings is
            another version.
    """
    own = sorted([*folder.glob("*.bas"), *folder.glob("*.cls")])
    if not own or not (folder / RIBBON).is_file():
        raise InputError("not-macro-sources", path=folder, file=RIBBON)
    modules = [read_module(path) for path in own if _OF_RUNNER.get(path.stem, runner) == runner]
    settings = [(key, value) for key, value in read_rows(folder / "settings.tsv", 2)]
    ribbon = _ribbon(folder / RIBBON, modules)
    return MacroSources(
        ribbon=ribbon.encode("utf-8"),
        modules=[_with_procedures(module, ribbon) for module in modules]
        + (xlwings_modules() if runner == "xlwings" else []),
        words=[Word(*row) for row in read_rows(folder / "words.tsv", 3)],
        settings=[*settings, (RUNNER_KEY, runner)],
    )


def _with_procedures(module: Module, ribbon: str) -> Module:
    """The module, if it is that of the panel with a procedure for each of its buttons."""
    if module.name not in WORKBOOK_ONLY:
        return module
    return replace(module, source=module.source + procedures(ribbon_groups(ribbon)))


def _ribbon(path: Path, modules: Sequence[Module]) -> str:
    """The ribbon, all of whose buttons have a procedure."""
    text = _text(path)
    try:
        groups = ribbon_groups(text)
    except ElementTree.ParseError as error:
        raise InputError("not-xml", path=path, why=error) from error
    code = "\n".join(module.source for module in modules)
    for button in (one for group in groups for one in group.buttons):
        head = f"Public Sub {button.macro}(control As IRibbonControl)"
        if head not in code:
            raise InputError("no-macro", path=path, line=head)
    return text


def read_module(path: Path) -> Module:
    """A module of VBA, which is ASCII and says its name."""
    try:
        source = path.read_text(encoding="ascii")
    except UnicodeDecodeError as error:
        raise InputError("vba-not-ascii", path=path) from error
    head = f'Attribute VB_Name = "{path.stem}"'
    if head not in source.splitlines():
        raise InputError("no-line", path=path, line=head)
    return Module(path.stem, source, is_class=path.suffix == ".cls")


def read_rows(path: Path, columns: int) -> list[list[str]]:
    """The lines of a table of texts but for its comments, all of so many columns."""
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
