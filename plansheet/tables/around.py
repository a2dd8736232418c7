"""What stands above and below an issued table: the heading, and the lines for signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from plansheet.language.text import match_key
from plansheet.language.wording import LANGUAGES, Wording, Words

PLACE_AND_DATE: Final = Wording("……………, ngày …… tháng …… năm ………", "…………… , ……… (day, month, year)")
MAKER: Final = Wording("NGƯỜI LẬP BIỂU", "PREPARED BY")
HEAD_OF_UNIT: Final = Wording("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF THE UNIT")
WITH_NAME: Final = Wording("(Ký, họ tên)", "(Signature, name)")
WITH_SEAL: Final = Wording("(Ký, đóng dấu, họ tên)", "(Signature, seal, name)")
SIGN_OFF: Final = (PLACE_AND_DATE, MAKER, HEAD_OF_UNIT, WITH_NAME, WITH_SEAL)
"""What is issued below a table."""

SIGN_OFF_KEYS: Final = frozenset(
    match_key(words.say(lang)) for words in SIGN_OFF for lang in LANGUAGES
)
"""The same as match keys, in both languages."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a table: three lines at the left, in the middle and at the right."""

    left: Sequence[Words]
    middle: Sequence[Words]
    right: Sequence[Words]
