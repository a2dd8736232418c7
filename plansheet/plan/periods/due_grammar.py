"""The grammar of due texts: "Quý IV/2021", "trước ngày 30/6/2021", "Tháng 6 hằng năm"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final

from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.plan.periods.deadline import parse_deadline
from plansheet.plan.periods.due import Due
from plansheet.plan.periods.due_clause import DueClause, DueItem, clause_of, extended, parted
from plansheet.plan.periods.due_words import DueWord, words_of
from plansheet.plan.periods.period import Period
from plansheet.plan.periods.recurrence import Recurrence, YearDay
from plansheet.problems.catalogue import doubts

_ONE_DAY: Final = timedelta(days=1)
_LONGEST: Final = 300
_SOME_YEAR: Final = 2020
"""Any leap year: the days of a recurring duty are worked out in it."""
_RELATIVE: Final = re.compile(
    r"(?:h[àằ]ng|mỗi|từng) quý|tháng (?:sau|liền|kế|tiếp|đầu|cuối)|kết thúc"
    r"|^(?:ngày )?(?:cuối|hết)(?: cùng)?(?: của)? (?:quý|tháng)$"
)
_UNITS: Final = (("quý", "quarter"), ("6 tháng", "half"), ("tháng", "month"))
_BEFORE_A_RULE: Final = re.compile(
    r"^(?:(?:theo )?(?:định kỳ )?(?:h[àằ]ng|mỗi|từng) (?:tháng|quý|6 tháng)[ ,:;(]+)+"
)
_NONE: Final = re.compile(r"không (?:có |quy định |xác định )?thời hạn")
_DEFAULT_MONTHS: Final = {
    "month": range(1, 13), "quarter": (3, 6, 9, 12), "half": (6, 12), "nine_months": (9,),
    "year": (12,),
}  # fmt: skip


_PART_OF_YEAR: Final = re.compile(r"(?<!ngày )(?<![0-9/])0?[369] tháng (?:đầu|cuối)(?: của)? năm")
"""“6 tháng cuối năm” is half a year, no sixth day."""


def parse_due(text: str, first_year: int) -> Due:
    """Read when a task is due.

    A quarter, a month, a year, or a span of them, means its last day; "trước" leaves out what
    follows it: "trước ngày 30/6/2021" means 29 June. An extension counts ("gia hạn đến Quý
    IV/2021"). A text without a year is of the plan's first.

    Args:
        text: as written: "Quý IV/2021", "Quý II", "Năm 2021", "Hàng năm", "30/6/2021", or blank.
        first_year: the plan's first year.

    Returns:
        The reading; `doubt` says why, where the text is not blank and gives neither a date nor a
        duty that comes back.
    """
    return (_known if len(text) <= _LONGEST else _parse)(text, first_year)


def _parse(text: str, first_year: int) -> Due:
    key = match_key(text).strip(" .,;…-")
    if not key or _NONE.fullmatch(key):
        return Due(text)
    if len(key) > _LONGEST:
        return Due(text, doubt=doubts.TOO_LONG)
    days = _days_of_a_rule(key)
    if days:
        return Due(text, recurrence=Recurrence(days))
    words = words_of(key)
    original, extensions = _before_extensions(words, first_year)
    due = replace(_read(words, first_year), text=text)
    return replace(due, original=original, extensions=extensions) if due.date else due


_known: Final = lru_cache(maxsize=4096)(_parse)
"""Thousands of tasks are due on the same few days."""


def _before_extensions(words: Sequence[DueWord], first_year: int) -> tuple[date | None, int]:
    """The day in time before the first extension that names a new end, and how many do."""
    marks = [n for n, word in enumerate(words) if word.kind == "extended"]
    spans = pairwise([*marks, len(words)])
    moved = [n for n, end in spans if _names_an_end(words[n + 1 : end])]
    return (_read(words[: moved[0]], first_year).date, len(moved)) if moved else (None, 0)


def _names_an_end(words: Sequence[DueWord]) -> bool:
    """Whether words that follow an extension say until when it is."""
    items = clause_of(word for word in words if word.kind not in ("open", "close")).items
    return bool(items) and not (items[-1].from_ or items[-1].after)


def _days_of_a_rule(key: str) -> tuple[YearDay, ...]:
    """The days of "ngày 20 hằng tháng", "ngày 15 tháng cuối quý", "trước ngày 05 tháng sau"."""
    unit = next((unit for word, unit in _UNITS if word in key), "")
    if not unit or not _RELATIVE.search(key) or _PART_OF_YEAR.search(key):
        return ()
    rule = parse_deadline(_BEFORE_A_RULE.sub("", key).strip(" )"))
    if rule is None or rule.day is None or rule.month:
        return ()
    count = len(_DEFAULT_MONTHS[unit])
    days = [rule.for_period(Period(unit, _SOME_YEAR, n + 1)) for n in range(count)]
    return tuple(sorted(YearDay.of(day) for day in days if day))


def _read(words: Sequence[DueWord], first_year: int) -> Due:
    main, brackets = parted(extended(words))
    clause = clause_of(main)
    for bracket in brackets:
        noted = clause_of(bracket)
        if not (noted.items or noted.days or noted.recurs):
            clause.unread += [word.text for word in bracket if noted.unread]
            continue
        if clause.recurs or noted.recurs or not clause.items:
            main += bracket
            clause = clause_of(main)
        elif noted.unread:
            clause.unread += [word.text for word in bracket]
        elif items := _refined(clause.items, noted, first_year):
            clause.items = items
        else:
            return Due("", doubt=doubts.SEVERAL_DATES)
    if clause.recurs:
        return _again(clause)
    return _once(clause, first_year)


def _refined(items: list[DueItem], noted: DueClause, first_year: int) -> list[DueItem]:
    """The items of a note that names a time within theirs: "Quý IV/2021 (trước ngày 15/11)"."""
    finer = [item.in_year(items[-1].part.year) for item in noted.items]
    if not finer:
        return []
    inner, outer = (_whole(_dated(one, first_year)[0]) for one in (finer, items))
    if inner is None or outer is None:
        return []
    return finer if outer[0] <= inner[0] and inner[1] <= outer[1] else []


def _whole(items: Sequence[DueItem]) -> tuple[date, date] | None:
    """From the first day of the first item to the last of the last."""
    first, last = items[0].span(), items[-1].span()
    return (first[0], last[1]) if first and last else None


def _dated(items: Sequence[DueItem], first_year: int) -> tuple[list[DueItem], bool]:
    """The items in their years, and whether one was assumed.

    A year counts for what stands before it ("Quý III - IV/2021"); a year alone at the beginning for
    what follows ("Năm 2021: Quý II").
    """
    year, dated = 0, []
    for item in reversed(items):
        year = item.part.year or year
        dated.append(item.in_year(year))
    dated.reverse()
    head = dated[0].part
    if len(dated) > 1 and head.is_year and head.year and not any(i.part.year for i in dated[1:]):
        return [item.in_year(head.year) for item in dated[1:]], False
    return [item.in_year(first_year) for item in dated], not all(item.part.year for item in dated)


def _once(clause: DueClause, first_year: int) -> Due:
    if not clause.items:
        unclear = doubts.NO_MONTH if clause.days else doubts.NO_DATE
        return Due("", doubt=doubts.DEPENDS if clause.depends else unclear)
    if clause.depends:
        return Due("", doubt=doubts.DEPENDS)
    items, assumed = _dated(_with_days(clause), first_year)
    several = doubts.SEVERAL_DATES if _lists_years(items) else None
    ends = several or _ends(items, onwards=clause.onwards)
    if isinstance(ends, Wording):
        return Due("", doubt=ends)
    due = Due(
        "",
        ends[-1],
        assumed_year=assumed,
        approximate=any(item.part.approximate for item in items),
        unread=" ".join(clause.unread if items[0].part.day else _with_lost_days(clause)),
    )
    if len(ends) == 1:
        return due
    days = tuple(sorted({YearDay.of(end) for end in ends}))
    turns = Recurrence(days, ends[0], ends[-1])
    years = range(ends[0].year, ends[-1].year + 1)
    if [turn.due for year in years for turn in turns.turns(year)] != ends:
        return Due("", doubt=doubts.SEVERAL_DATES)
    return replace(due, date=None, recurrence=turns)


def _lists_years(items: Sequence[DueItem]) -> bool:
    """Whether years follow each other after a part of one: "tháng 12 năm 2026, 2027"."""
    return any(
        item.joint == "and" and item.text.isdecimal() and not before.part.is_year
        for before, item in pairwise(items)
    )


def _with_days(clause: DueClause) -> list[DueItem]:
    """The items, with bare days that stand before a day of a month: "ngày 15 và 30/6"."""
    first = clause.items[0]
    if not first.part.day:
        return clause.items
    days = [
        DueItem(replace(first.part, day=day), first.text, joint="and", before=before)
        for day, before in clause.days
    ]
    return [*days, *clause.items]


def _ends(items: Sequence[DueItem], *, onwards: bool) -> list[date] | Wording:
    """The last days in time of what the items name, joined spans as one; or why there are none."""
    spans: list[tuple[date, date]] = []
    is_open = False
    for item in items:
        span = item.span()
        if span is None:
            return doubts.NO_SUCH_DAY
        if item.after:
            return doubts.BEGINNING
        if spans:
            first, last = spans[-1]
            if span[1] < first or (item.joint != "to" and span[0] < first):
                return doubts.UPSIDE_DOWN
            inside = span[1] <= last and item.joint != "to"
            if span[0] == first and span[1] > last and item.joint == "and":
                spans.append(span)
                continue
            if is_open or item.joint in ("to", "or") or inside or span[0] <= last + _ONE_DAY:
                spans[-1] = (first, span[1])
                is_open = item.from_
                continue
        spans.append(span)
        is_open = item.from_
    if is_open or onwards:
        return doubts.BEGINNING
    return [last for _, last in spans]


def _with_lost_days(clause: DueClause) -> list[str]:
    """What was not read, and the days of a month without a month that takes them."""
    return [*clause.unread, *(f"ngày {day}" for day, _ in clause.days)]


def _again(clause: DueClause) -> Due:
    yearly = clause.every == {"year"}
    limits = _limits(clause, yearly)
    own = [item for item in clause.items if not item.part.year and not item.part.is_year]
    unread = clause.unread if "month" in clause.every else _with_lost_days(clause)
    days: tuple[YearDay, ...] | Wording = _months_of(clause.every)
    if own and not yearly:
        unread = [*unread, *(item.text for item in own)]
    elif own or limits.first:
        days = _own_days([*limits.first, *own])
    if clause.days and "month" in clause.every:
        days = _on_days(clause.days)
    doubt = limits.doubt or (days if isinstance(days, Wording) else None)
    if doubt is not None or isinstance(days, Wording):
        return Due("", doubt=doubt)
    return Due(
        "",
        recurrence=Recurrence(days, limits.since, limits.until),
        approximate=any(item.part.approximate for item in clause.items),
        unread=" ".join(unread),
    )


@dataclass
class _Limits:
    """When a duty first and last comes back; `first` names its day in the first year."""

    since: date | None = None
    until: date | None = None
    first: list[DueItem] = field(default_factory=list)
    doubt: Wording | None = None


def _limits(clause: DueClause, yearly: bool) -> _Limits:
    """What parts with a year say of a recurring duty: "từ năm 2022", "giai đoạn 2021-2025"."""
    found = _Limits()
    for n, item in enumerate(clause.items):
        if not item.part.year:
            continue
        span = item.span()
        if span is None:
            found.doubt = doubts.NO_SUCH_DAY
        elif item.after:
            found.since = span[1] + _ONE_DAY
        elif item.to or item.before:
            found.until = span[1]
        elif item.from_ or any(later.joint == "to" for later in clause.items[n + 1 : n + 2]):
            found.since = span[0]
        else:
            found.since = span[0]
            found.until = None if yearly or clause.then else span[1]
            if yearly and clause.then and not item.part.is_year:
                found.first.append(replace(item, part=replace(item.part, year=0)))
    if found.since and found.until and found.since > found.until:
        found.doubt = doubts.UPSIDE_DOWN
    return found


def _months_of(every: set[str]) -> tuple[YearDay, ...]:
    """The last days of the units in which a duty comes back, those of several together."""
    months = {month for unit in every for month in _DEFAULT_MONTHS.get(unit, ())}
    return tuple(YearDay(month) for month in sorted(months))


def _own_days(items: Sequence[DueItem]) -> tuple[YearDay, ...] | Wording:
    """The days of a year that parts without a year name: "Tháng 6 và tháng 12 hằng năm"."""
    dated = [item.in_year(_SOME_YEAR) for item in items]
    if not any(item.joint == "to" for item in dated):
        dated.sort(key=lambda item: item.span() or (date.max, date.max))
    ends = _ends(dated, onwards=False)
    return ends if isinstance(ends, Wording) else tuple(sorted(set(map(YearDay.of, ends))))


def _on_days(named: Sequence[tuple[int, bool]]) -> tuple[YearDay, ...] | Wording:
    """The days of each month that a monthly duty names: "ngày 15 và ngày 30 hằng tháng"."""
    if not all(1 <= day <= 31 for day, _ in named):
        return doubts.NO_SUCH_DAY
    days = {
        YearDay.of(YearDay(month, day).in_year(_SOME_YEAR) - _ONE_DAY) if before and day == 1
        else YearDay(month, day - before)
        for month in range(1, 13)
        for day, before in named
    }  # fmt: skip
    return tuple(sorted(days))
