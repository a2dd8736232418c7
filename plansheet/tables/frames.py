"""Tables for scripts: rows under named columns, and the pandas DataFrame that they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from plansheet.forms import Column
from plansheet.forms.model import NO_TEXT
from plansheet.forms.values import in_sentence
from plansheet.language.wording import Language, Term, say

if TYPE_CHECKING:
    from pandas import DataFrame as DataFrame
    from pandas import Series

FrameKind = Literal["text", "choice", "number", "integer", "date", "moment", "codes", "any"]
"""What the column of a frame holds: as a form's column, a point in time, a list, or any of them."""

Numbers = Literal["Decimal", "float"]
Dates = Literal["date", "datetime64"]


@dataclass(frozen=True, slots=True)
class FrameColumn:
    """A column of a table for scripts: its name, what it holds, and what the form says of it."""

    name: str
    kind: FrameKind = "text"
    title: Term = NO_TEXT
    description: Term = NO_TEXT
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None

    @classmethod
    def of(cls, column: Column, *, mixed: bool = False) -> FrameColumn:
        """The column of a form; `mixed` where some of its values are numbers and some texts."""
        return cls(
            column.name,
            "any" if mixed else column.kind,
            column.title,
            column.description,
            tuple(map(str, column.choices)) if not column.own_words else (),
            column.minimum,
            column.maximum,
        )


@dataclass(frozen=True, slots=True)
class FrameTable:
    """Rows under columns: what a DataFrame, a .csv and a .parquet file are made of."""

    columns: Sequence[FrameColumn]
    rows: Sequence[Sequence[Any]]

    def frame(self, numbers: Numbers = "Decimal", dates: Dates = "date") -> DataFrame:
        """The rows as a DataFrame.

        Args:
            numbers: "Decimal": columns of objects, None where nothing is; "float": float64, and
                Int64 where all are counts.
            dates: "date": columns of objects; "datetime64": what pandas computes with.

        Raises:
            ValueError: another word.
        """
        import pandas as pd

        if numbers not in get_args(Numbers) or dates not in get_args(Dates):
            raise ValueError(f"numbers={numbers!r}, dates={dates!r}")
        names = [column.name for column in self.columns]
        rows = [tuple(map(_plain, row)) for row in self.rows]
        frame = pd.DataFrame(rows, columns=names, dtype=object)
        typed = {**(_FLOATS if numbers == "float" else {}), **(_TIMES if dates != "date" else {})}
        for column in self.columns:
            if column.kind in typed:
                frame[column.name] = typed[column.kind](frame[column.name])
        return frame

    def texts(
        self, text: Callable[[str], str] = str, lang: Language = "vi"
    ) -> Sequence[Sequence[str]]:
        """The rows as texts, blank where nothing is: 1234,5 (in English 1234.5) and 2021-06-30.

        `text` is what becomes of a text that somebody wrote.
        """
        return [
            [
                _text(value, column, text, lang)
                for column, value in zip(self.columns, row, strict=True)
            ]
            for row in self.rows
        ]


def _plain(value: Any) -> Any:
    """A text of the program's own as text alone: what scripts keep outlives the program."""
    return str(value) if isinstance(value, str) and type(value) is not str else value


def _moments(values: Series[Any]) -> Series[Any]:
    import pandas as pd

    return pd.to_datetime(values).astype("datetime64[s]")


_FLOATS: Final[Mapping[FrameKind, Callable[[Any], Any]]] = {
    "number": lambda values: values.astype("float64"),
    "integer": lambda values: values.astype("Int64"),
}
_TIMES: Final[Mapping[FrameKind, Callable[[Any], Any]]] = {"date": _moments, "moment": _moments}


def _text(value: Any, column: FrameColumn, text: Callable[[str], str], lang: Language) -> str:
    if column.kind == "codes":
        value = "; ".join(value)
    if isinstance(value, str):
        value = say(value, lang) if column.kind == "text" else value
        return text(value.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd"))
    return value.isoformat() if isinstance(value, date) else say(in_sentence(value), lang)
