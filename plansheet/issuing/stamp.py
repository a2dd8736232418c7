"""The stamp of an issued workbook: the very hidden sheet `_plansheet`.

Plain rows of three cells (kind, key, value). It finds accidents and tampering by hand; whoever
can edit the sheet can edit the stamp, so it proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

STAMP_SHEET: Final = "_plansheet"
_FORMAT: Final = "1"
_PREFILLED: Final = "prefilled:"


ColumnKey = tuple[str, str]
"""A form and one of its columns."""


@dataclass(frozen=True)
class Stamp:
    """What an issued workbook knows of itself.

    `rows` has the row codes of each form in order, `issued` by column the text of each
    locked cell by row code; `computed` are cells of input columns that are formulas of ours,
    `prefilled` input cells that started with an earlier value.
    """

    plan: str
    period: str
    agency: str
    plan_digest: str = ""
    form_digests: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    issued: Mapping[ColumnKey, Mapping[str, str]] = field(default_factory=dict)
    computed: frozenset[tuple[str, str, str]] = frozenset()
    prefilled: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    def text(self, form: str, code: str, column: str) -> str | None:
        """What stood in a cell that was issued locked; None for any other cell."""
        return self.issued.get((form, column), {}).get(code)

    def to_rows(self) -> list[tuple[str, str, str]]:
        """The rows of the sheet."""
        found = [
            ("stamp", "format", _FORMAT),
            ("stamp", "plan", self.plan),
            ("stamp", "period", self.period),
            ("stamp", "agency", self.agency),
            ("digest", "plan", self.plan_digest),
        ]
        found += [("digest", name, value) for name, value in self.form_digests.items()]
        found += [("row", code, name) for name, codes in self.rows.items() for code in codes]
        found += [
            ("formula", code, f"{name}.{column}") for name, code, column in sorted(self.computed)
        ]
        for (name, code, column), text in self.prefilled.items():
            found.append((f"{_PREFILLED}{name}.{column}", code, text))
        for (name, column), texts in self.issued.items():
            found += [(f"{name}.{column}", code, text) for code, text in texts.items()]
        return found

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[object]]) -> Stamp | None:
        """The stamp in the rows of a sheet; None where they are none."""
        own: dict[str, str] = {}
        digests: dict[str, str] = {}
        codes: dict[str, list[str]] = {}
        by_kind: dict[str, dict[str, str]] = {}
        computed: set[tuple[str, str, str]] = set()
        prefilled: dict[tuple[str, str, str], str] = {}
        for row in rows:
            kind, key, value = (*map(_text, row[:3]), "", "", "")[:3]
            if (texts := by_kind.get(kind)) is not None:
                texts[key] = value
            elif not kind:
                continue
            elif kind == "stamp":
                own[key] = value
            elif kind == "digest":
                digests[key] = value
            elif kind == "row":
                codes.setdefault(value, []).append(key)
            elif kind == "formula":
                name, _, column = value.rpartition(".")
                computed.add((name, key, column))
            elif kind.startswith(_PREFILLED):
                name, _, column = kind.removeprefix(_PREFILLED).rpartition(".")
                prefilled[name, key, column] = value
            else:
                by_kind[kind] = {key: value}
        if not {"plan", "period", "agency"} <= own.keys():
            return None
        return cls(
            plan=own["plan"],
            period=own["period"],
            agency=own["agency"],
            plan_digest=digests.pop("plan", ""),
            form_digests=digests,
            rows={name: tuple(found) for name, found in codes.items()},
            issued={_column(kind): texts for kind, texts in by_kind.items()},
            computed=frozenset(computed),
            prefilled=prefilled,
        )


def _column(kind: str) -> ColumnKey:
    name, _, column = kind.rpartition(".")
    return name, column


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
