"""How a value shows itself at a prompt and in a notebook: by what it has, never by all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from plansheet.language.markup import Markup, element, joined

_LONGEST: Final = 80
"""Characters of a text that are shown."""


class ShownByFacts:
    """Gives a class of values a short `repr` and a small table for notebooks, of its `_facts`.

    A dataclass needs `repr=False`, else it writes one of its own. `maker` is the public function
    that gives such a value.
    """

    maker: ClassVar[str]

    def _facts(self) -> Mapping[str, object]:
        """What tells it from others, and how much it has of each thing."""
        raise NotImplementedError

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={_short(fact)!r}" for name, fact in self._facts().items())
        return f"{type(self).__name__}({told})"

    def _repr_html_(self) -> Markup:
        rows = (
            element("tr", element("th", name, style="text-align:left"), element("td", str(fact)))
            for name, fact in self._facts().items()
        )
        return joined(element("b", type(self).__name__), element("table", *rows))


def _short(fact: object) -> object:
    too_long = isinstance(fact, str) and len(fact) > _LONGEST
    return f"{str(fact)[:_LONGEST]}…" if too_long else fact
