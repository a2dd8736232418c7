"""Charts of a workbook, as XlsxWriter draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from plansheet.language.wording import Language, Words, say
from plansheet.workbooks.writing.styles import FONT, NAVY

_TITLE_FONT: Final = {"size": 12, "color": NAVY}
_SMALL: Final = {"size": 9}
_DARK: Final = {**_SMALL, "name": FONT, "color": "#000000"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of each bar: what it is called, the range of its values, its fill.

    In the chart of one bar the name is the cell that has it, and the value stands on the part if
    `is_labelled`.
    """

    name: Words
    values: str
    color: str
    is_labelled: bool = False


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Bars below each other, one for each cell of the range `categories`; `size` in pixels."""

    title: Words
    categories: str
    parts: Sequence[Part]
    size: tuple[int, int]


def arrange(chart: Any, bars: StackedBars, lang: Language) -> None:
    """Put the parts into a chart of XlsxWriter."""
    for part in bars.parts:
        chart.add_series(
            {
                "name": say(part.name, lang),
                "categories": f"={bars.categories}",
                "values": f"={part.values}",
                "fill": {"color": part.color},
                "border": {"color": "#7F7F7F", "width": 0.5},
                "gap": 40,
            }
        )
    width, height = bars.size
    chart.set_title({"name": say(bars.title, lang), "name_font": _TITLE_FONT})
    chart.set_y_axis({"reverse": True, "num_font": _SMALL})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom", "font": _SMALL})
    chart.set_size({"width": width, "height": height})


def arrange_one(chart: Any, bars: StackedBars) -> None:
    """Put the parts into a chart of XlsxWriter that is one bar and nothing else."""
    for part in bars.parts:
        chart.add_series(
            {
                "name": f"={part.name}",
                "values": f"={part.values}",
                "fill": {"color": part.color},
                "border": {"color": "#7F7F7F", "width": 0.5},
                "gap": 1,
                "data_labels": {"value": True, "font": _DARK} if part.is_labelled else {},
            }
        )
    _let_labels_be_one_line(chart)
    width, height = bars.size
    none = {"visible": False, "major_gridlines": {"visible": False}}
    chart.set_x_axis(none)
    chart.set_y_axis(none)
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"layout": {"x": 0.0, "y": 0.05, "width": 1.0, "height": 0.9}})
    chart.set_size({"width": width, "height": height})


def _let_labels_be_one_line(chart: Any) -> None:
    """XlsxWriter cannot say so, and LibreOffice breaks the numbers on a low bar into digits."""
    chart._write_a_body_pr = lambda *_: chart._xml_empty_tag("a:bodyPr", [("wrap", "none")])
