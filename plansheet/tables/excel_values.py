"""What a cell says, as formulas: they take what was typed as text for what `forms.values` reads.

A program of tables has no patterns. So a text is rewritten, one SUBSTITUTE after the other, until
all texts of one kind are the same few signatures. The steps work on any text, in Python too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import product
from typing import Final

from plansheet.language.text import other_spellings
from plansheet.language.units import PER_CENT
from plansheet.workbooks.reading import column_letters

Step = tuple[str, str]
"""What is replaced in a text, everywhere, and by what."""

LONGEST_TEXT: Final = 255
"""Characters that a text within a formula may have."""


@lru_cache(maxsize=4096)
def literal(text: str) -> str:
    """A text as a formula has it, in pieces where it is long."""
    pieces = [text[n : n + LONGEST_TEXT] for n in range(0, len(text), LONGEST_TEXT)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def blank(cell: str) -> str:
    """1 where `cell` has nothing but blanks."""
    return f"(LEN(TRIM({cell}))=0)"


# Choices.


def is_one_of(cell: str, words: Iterable[str]) -> str:
    """1 where `cell` says one of `words`, in small letters or capitals, composed or not."""
    spelt = dict.fromkeys(_SEPARATOR.join(map(_spellings, words)).split(_SEPARATOR))
    listed = literal(_SEPARATOR.join(["", *spelt, ""]))
    text = f'LOWER(TRIM(SUBSTITUTE(SUBSTITUTE({cell},"\u00a0"," "),CHAR(10)," ")))'
    return f'ISNUMBER(FIND("{_SEPARATOR}"&{text}&"{_SEPARATOR}",{listed}))'


_SEPARATOR: Final = "|"


@lru_cache(maxsize=4096)
def _spellings(word: str) -> str:
    low = word.lower()
    forms = (unicodedata.normalize(f, w) for w in other_spellings(low) for f in ("NFC", "NFD"))
    return _SEPARATOR.join(dict.fromkeys(forms))


# Numbers.

_SIZES: Final = ("triệu", "nghìn", "ngàn", "tỷ", "tỉ")
"""Words behind a number of which a formula says nothing: what they come to is read elsewhere."""


def _without_words(unit: str) -> Iterator[tuple[str, str]]:
    """Take away what may stand behind a number; `unit` is a formula, and so is what is replaced."""
    yield '".!"', "!"
    if unit:
        yield f'" "&{unit}&"!"', "!"
        yield f'{unit}&"!"', "!"
    if unit not in ("", literal(PER_CENT)):
        last = f'TRIM(RIGHT(SUBSTITUTE({unit}," ",REPT(" ",50)),50))'
        yield f'" "&{last}&"!"', "!"
    for word in _SIZES if unit not in ("", literal(PER_CENT)) else ():
        yield f'" {word}!"', "!"
    yield from (('".!"', "!"), ('",!"', "!"), ('" !"', "!"))


_DASHES: Final = (("\u2013", "-"), ("\u2212", "-"), ("\u00a0", " "))
_SHAPE: Final[Sequence[Step]] = (
    *((f"^{sign}", "<") for sign in ("+ ", "+", "-", "(", "")),
    (")!", "!"),
    ("<!", "X"),
    ("<0", "<Z"),
    *((str(digit), "0") for digit in range(1, 10)),
    *((mark, f"!{mark}") for mark in ".,"),
    (" ", "! "),
    *((f"{mark}000!", group) for mark, group in zip(".,  "[:3], "GHS", strict=True)),
    *((f"<{'0' * n}!", "A") for n in (3, 2, 1)),
    ("0", ""),
)
"""How a number becomes a signature.

It stands between ^ and !. Each mark ends the digits before it with an !. A is one to three digits
that begin with no 0, Z a 0 that begins; G, H and S are groups of three after a point, a comma, a
space. Other digits go. So 1.234,56 is "AG,!", and 1234.567 is "<!G".
"""

_MOST_GROUPS: Final = 4
"""So many groups behind the first digits make the 15 that a cell holds."""
_TAILS: Final = {"G": (",!", "H"), "H": (".!", "G"), "S": (",!", ".!", "G", "H")}
"""By the mark of the groups what decimals may follow."""


@lru_cache
def signatures(*, integer: bool) -> Sequence[str]:
    """The signatures of texts that are one number, and not two."""
    firsts = ("A", "<!", "<Z!")
    grouped = ["A" + m * n for m, n in product("GHS", range(1, _MOST_GROUPS + 1))]
    if integer:
        return (*firsts, *grouped)
    decimals = [f"{first}{tail}" for first in firsts for tail in (",!", ".!", "G", "H")]
    both = [f"{whole}{tail}" for whole in grouped for tail in _TAILS[whole[-1]]]
    two_ways = ("AG", "AH")
    return [s for s in (*firsts, *grouped, *decimals, *both) if s not in two_ways]


def number_steps(unit: str, *, integer: bool = False) -> Sequence[tuple[str, str]]:
    """All steps from a text between ^ and ! to its signature, what is replaced as formulas."""
    zeros = [(f"{mark}{'0' * n}!", "!") for mark in ",." for n in (1, 2)] if integer else []
    shape = ((literal(old), new) for old, new in (*zeros, *_SHAPE))
    return [*((literal(o), n) for o, n in _DASHES), *_without_words(unit), *shape]


def _rewritten(text: str, steps: Iterable[tuple[str, str]]) -> str:
    return reduce(lambda so_far, s: f"SUBSTITUTE({so_far},{s[0]},{literal(s[1])})", steps, text)


def is_number(cell: str, unit: str = "", *, integer: bool = False) -> str:
    """True where `cell` is a number, or a text that is one number; `unit` is a formula."""
    text = _rewritten(f'"^"&TRIM(LOWER({cell}))&"!"', number_steps(unit, integer=integer))
    known = literal("|".join(["", *signatures(integer=integer), ""]))
    brackets = f'ISNUMBER(FIND("(",{cell}))=ISNUMBER(FIND(")",{cell}))'
    whole = f"MOD({cell},1)=0" if integer else "1"
    return f'IF(ISNUMBER({cell}),{whole},AND({brackets},ISNUMBER(FIND("|"&{text}&"|",{known}))))'


def _counted(last: int) -> str:
    """The numbers from 1 up to `last`, for SUMPRODUCT.

    A list of them in braces Excel takes in no formula that several cells share.
    """
    return f"COLUMN($A$1:${column_letters(last - 1)}$1)"


def has_digits(cell: str) -> str:
    """True where a figure stands in `cell`, whatever else does: less than `is_number` asks."""
    digits = f"{_counted(10)}-1"
    return f"IF(ISNUMBER({cell}),1,SUMPRODUCT(--ISNUMBER(FIND({digits},{cell})))>0)"


_MANY: Final = "1E6"
"""What a text is taken for that has marks between its thousands."""


def number(cell: str, unit: str = "") -> str:
    """The number that `cell` says, where `is_number` is true of it."""
    bare = _rewritten(
        f'"^"&TRIM(LOWER({cell}))&"!"',
        [
            *((literal(old), new) for old, new in _DASHES),
            *_without_words(unit),
            *((literal(old), new) for old, new in (("^", ""), ("!", ""), ("(", "-"), (")", ""))),
        ],
    )
    mark = "MID(1/2,2,1)"
    typed = f'VALUE(SUBSTITUTE(SUBSTITUTE({bare},".",{mark}),",",{mark}))'
    return f"IF(ISNUMBER({cell}),{cell},IFERROR({typed},{_MANY}))"


# Days.

_DAY: Final[Sequence[Step]] = (
    ("\u00a0", " "),
    ("ngày ", ""),
    (" tháng ", "/"),
    ("tháng ", ""),
    (" năm ", "/"),
    (" 00:00:00", ""),
    (" ", ""),
    (".!", "!"),
    ("!", ""),
    ("-", "/"),
    (".", "/"),
)
"""How a day that was typed as text becomes 30/6/2021, 6/2021 or 2021/6/30."""

_FIRST_DAY: Final = 10_959
"""1/1/1930: up to there a day is a number that was typed into a cell of days."""

_LAST_DAY: Final = 109_574
"""31/12/2199, the last day that a text is taken for."""

_ISO: Final = r'[<700000]""20""00\-00\-00;[<1000000]""19""00\-00\-00;0000\-00\-00'
"""Shows the number 20210630 as 2021-06-30, and 210630 too."""


def is_date(cell: str) -> str:
    """True where `cell` is a day, or a text that says one, day first or as ISO 8601 has it.

    What there is of days every program knows: it is asked for 2021-06-30, which is read alike
    whatever its language. Texts of which no number comes are left to those who know more words.
    """
    day = _rewritten(f'TRIM(LOWER({cell}))&"!"', [(literal(o), n) for o, n in _DAY])
    from_right = f'RIGHT(SUBSTITUTE("1/"&{day},"/",REPT(" ",50)),50*{_counted(3)})'
    parts = f"TRIM(LEFT({from_right},50))"
    weights = f'100^ABS(3-{_counted(3)}-2*(FIND("/",{day})=5))'
    day_number = f'DATEVALUE(TEXT(SUMPRODUCT({parts}*{weights}),"{_ISO}"))'
    exists = f"ABS(2*{day_number}-{_LAST_DAY})<{_LAST_DAY}"
    text = f"AND(LEN(TRIM({cell}))>5,{exists})"
    words = f'ISNUMBER(SEARCH("tháng",{cell}))'
    return f"IF(ISNUMBER({cell}),{cell}>={_FIRST_DAY},IFERROR({text},{words}))"


def is_typed_day(cell: str) -> str:
    """True of a day of 1990 to 2100 and of the text 30/6/2021, for a rule on what is typed.

    Such a rule may have no arrays and 255 characters. An Excel that is set to another order of day
    and month takes no such text for a date; asked in the order of ISO 8601 every one says whether
    there is such a day.
    """
    first, second = f'FIND("/",{cell})', f'FIND("/",{cell},4)'
    month = f"MID({cell},{first}+1,{second}-{first}-1)"
    day = f"LEFT({cell},{first}-1)"
    written = f'DATEVALUE(RIGHT({cell},4)&"-"&{month}&"-"&{day})'
    return f"IF(ISNUMBER({cell}),AND({cell}>=32874,{cell}<=73415),ISNUMBER({written}))"
