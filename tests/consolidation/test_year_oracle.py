"""plansheet over a year against the oracle, which was written from the design alone.

PLANSHEET_EXAMPLES=10000 pytest tests/consolidation/test_year_oracle.py   compares more of them.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from support.years import made_up
from support.years.examples import tried
from support.years.office_desk import Desk
from support.years.playing import Closed, Year, described


@pytest.mark.slow
@tried(200)
@given(st.data())
def test_a_year(draw: DataObject) -> None:
    """Up to six periods, with revisions, mergers, decisions and returns of every kind."""
    with TemporaryDirectory() as folder:
        year = Year(Desk(Path(folder)))
        plan = made_up.plans(draw)
        for period in draw.draw(made_up.calendars()):
            if year.closed:
                plan = made_up.revised(draw, plan)
            year.story += described(plan)
            day = made_up.as_of(draw, period)
            year.play(
                plan,
                period.text,
                day,
                made_up.Clerk(draw, plan, period, day),
                lambda report: made_up.decisions(draw, report),
                previous=earlier(draw, year, period.text),
                forgotten=made_up.chance(draw, 20),
            )
            assert not year.differences, "\n".join([*year.story, "", *year.differences])


def earlier(draw: DataObject, year: Year, period: str) -> Closed | None:
    """Mostly the last report, at times that of the same period a year ago, or none."""
    if not year.closed or made_up.chance(draw, 10):
        return None
    same = [one for one in year.closed if one.report.period.text[4:] == period[4:]]
    return same[0] if same and made_up.chance(draw, 60) else year.closed[-1]
