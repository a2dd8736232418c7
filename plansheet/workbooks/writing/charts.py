"""Charts of a workbook, as XlsxWriter draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from plansheet.language.wording import Language, Words, say
from plansheet.workbooks.writing.styles import NAVY

_TITLE_FONT: Final = {"size": 12, "color": NAVY}
_SMALL: Final = {"size": 9}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of each bar: what it is called, the range of its values, its fill."""

    name: Words
    values: str
    color: str


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
