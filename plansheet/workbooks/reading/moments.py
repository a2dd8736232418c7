"""Times that files say they were saved at."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Final

VIETNAM_OFFSET: Final = timedelta(hours=7)
"""The whole country, the whole year, since 1975."""

_VIETNAM: Final = timezone(VIETNAM_OFFSET)


def vietnam_time(text: str) -> datetime | None:
    """An ISO 8601 time as a naive time of Vietnam; None where it is none.

    A time without zone is taken to be of Vietnam already.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(_VIETNAM).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
