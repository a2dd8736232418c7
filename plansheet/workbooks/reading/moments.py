"""Times that files say they were saved at."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Final

VIETNAM_OFFSET: Final = timedelta(hours=7)
"""The whole country, the whole year, since 1975."""

_DURATION: Final = re.compile(
    r"(-?)P(?:(\d{1,6})D)?T?(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d+)?)S)?", re.ASCII
)
_VIETNAM: Final = timezone(VIETNAM_OFFSET)


def duration(text: str) -> timedelta:
    """An ISO 8601 duration of days and less: PT36H is 36 hours.

    Raises:
        ValueError: it is none.
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (float(n or 0) for n in match.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if match[1] else length


def vietnam_time(text: str) -> datetime | None:
    """An ISO 8601 time as a naive time of Vietnam; None where it is none.

    A time without zone is taken to be of Vietnam already.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(_VIETNAM).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
