"""What cells of a sheet take and which colours they get, whichever library writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from plansheet.workbooks.writing.styles import STYLES

if TYPE_CHECKING:
    from openpyxl.formatting.rule import Rule
    from openpyxl.worksheet.datavalidation import DataValidation

_TITLE: Final = 32
_MESSAGE: Final = 255
_ERROR: Final = 225
"""Characters that Excel takes of a title, an input message, an error message."""


RuleKind = Literal["any", "list", "integer", "decimal", "custom"]


@dataclass(frozen=True, slots=True)
class CellRule:
    """What a cell takes, and what Excel says of it.

    Of a `list` the formula of the cells with its choices is in `first`, else they are `choices`; of
    a number `first` and `last` are the bounds; of a `custom` rule `first` is the formula that is
    true of what may be typed. With `any` there is nothing but the `message`. What does not keep to
    it is taken where it `warns`, or says nothing at all where nothing `refuses`.
    """

    kind: RuleKind
    title: str
    message: str = ""
    error: str = ""
    choices: Sequence[str] = ()
    first: object = None
    last: object = None
    warns: bool = False
    refuses: bool = True

    def options(self) -> dict[str, Any]:
        """The rule as XlsxWriter takes it."""
        options: dict[str, Any] = {"validate": self.kind}
        if self.kind == "list":
            options["source"] = self.first or list(self.choices)
        elif self.kind == "custom":
            options["value"] = self.first
        elif self.kind != "any":
            options |= {"criteria": "between", "minimum": self.first, "maximum": self.last}
        if self.message:
            options |= {"input_title": self._title, "input_message": self.message[:_MESSAGE]}
        if self.kind != "any":
            options |= {
                "error_title": self._title,
                "error_message": self.error[:_ERROR],
                "error_type": "warning" if self.warns else "stop",
                "show_error": self.refuses,
            }
        return options

    def validation(self, cells: str) -> DataValidation:
        """The rule of `cells` as openpyxl takes it."""
        from openpyxl.worksheet.datavalidation import DataValidation

        kinds: Any = {"any": None, "integer": "whole"}
        listed = f'"{",".join(self.choices)}"' if self.choices else None
        first = self.first if self.first is not None else listed
        first, last = (
            None if one is None else str(one).removeprefix("=") for one in (first, self.last)
        )
        asks, checks = bool(self.message), self.kind != "any"
        return DataValidation(
            type=kinds.get(self.kind, self.kind),
            operator=None,
            formula1=first,
            formula2=last,
            allowBlank=True,
            showInputMessage=True,
            showErrorMessage=self.refuses,
            promptTitle=self._title if asks else None,
            prompt=self.message[:_MESSAGE] if asks else None,
            errorTitle=self._title if checks else None,
            error=self.error[:_ERROR] if checks else None,
            errorStyle="warning" if self.warns else None,
            sqref=cells,
        )

    @property
    def _title(self) -> str:
        return self.title[:_TITLE]


@dataclass(frozen=True, slots=True)
class Colour:
    """The style of `cells` where a formula, as it is of the first of them, is true."""

    cells: str
    formula: str
    style: str
    is_last: bool = False

    def options(self) -> dict[str, Any]:
        """The colour as XlsxWriter takes it, but for the look of its style."""
        options: dict[str, Any] = {"type": "formula", "criteria": self.formula}
        return options | ({"stop_if_true": True} if self.is_last else {})

    def rule(self) -> Rule:
        """The colour as openpyxl takes it."""
        from openpyxl.formatting.rule import Rule
        from openpyxl.styles import Font, PatternFill
        from openpyxl.styles.differential import DifferentialStyle

        look = STYLES[self.style]
        back, letters = (_argb(look.get(name)) for name in ("bg_color", "font_color"))
        style = DifferentialStyle(
            fill=PatternFill(bgColor=back) if back else None,
            font=Font(color=letters) if letters else None,
        )
        stop = True if self.is_last else None
        return Rule(
            "expression", dxf=style, formula=[self.formula.removeprefix("=")], stopIfTrue=stop
        )


def _argb(colour: object) -> str:
    return f"FF{str(colour).removeprefix('#')}" if colour else ""


def renew(
    sheet: Any,
    cells: Iterable[str],
    rules: Iterable[tuple[str, CellRule]],
    colours: Iterable[Colour],
) -> None:
    """Give a sheet of openpyxl rules and colours in place of those that it has for some `cells`."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.worksheet.cell_range import CellRange

    old = [CellRange(area) for area in cells]

    def is_old(area: CellRange) -> bool:
        return not all(area.isdisjoint(one) for one in old)

    for rule in [*sheet.data_validations.dataValidation]:
        kept = [area.coord for area in rule.sqref.ranges if not is_old(area)]
        rule.sqref = type(rule.sqref)(" ".join(kept))
        if not kept:
            sheet.data_validations.dataValidation.remove(rule)
    for area, new in rules:
        sheet.add_data_validation(new.validation(area))
    areas, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    ranked = [
        (str(area.sqref), paint)
        for area in areas
        if not any(map(is_old, area.sqref.ranges))
        for paint in area.rules
    ]
    ranked += [(colour.cells, colour.rule()) for colour in colours]
    for rank, (area, paint) in enumerate(ranked, 1):
        paint.priority = rank
        sheet.conditional_formatting.add(area, paint)
