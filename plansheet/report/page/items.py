"""The items of the page: each task, each indicator, and where every figure of it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from plansheet.consolidation import (
    COORDINATOR,
    Consolidation,
    IndicatorResult,
    Source,
    TaskOutcome,
)
from plansheet.forms import Column
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Value, as_shown, display, show
from plansheet.language.markup import Markup, element, joined
from plansheet.language.numbers_and_dates import number_shown
from plansheet.language.text import match_key, unmarked
from plansheet.language.wording import Language, Words, say
from plansheet.plan.judging import judged_columns
from plansheet.report.layout import allocated_share, indicators_in_order, tasks_in_order
from plansheet.report.page import words
from plansheet.report.sentences import NO_LEAD


class Items:
    """Makes the items of a consolidation in one language."""

    def __init__(self, merged: Consolidation, lang: Language) -> None:
        self.merged, self.lang = merged, lang

    def say(self, text: Words) -> str:
        """A text in the language of the page."""
        return say(text, self.lang)

    @cached_property
    def _sources(self) -> Mapping[str, Sequence[Source]]:
        found: dict[str, list[Source]] = {}
        for source in self.merged.sources():
            found.setdefault(source.code, []).append(source)
        return found

    def tasks(self) -> Iterator[Markup]:
        """Each task, unfolding to what agencies said of it and where."""
        forms = self.merged.plan.forms
        columns = {
            column.name: column
            for name in (FormName.COORDINATION_REPORT, FormName.TASK_REPORT)
            for column in forms[name].columns
        }
        for outcome in tasks_in_order(self.merged):
            yield self._task(outcome, columns)

    def _task(self, outcome: TaskOutcome, columns: Mapping[str, Column]) -> Markup:
        task = self.merged.plan.tasks_by_code[outcome.code]
        leads = "; ".join(map(self.merged.plan.agency_name, task.leads))
        due = words.DUE_ON.fill(day=show(outcome.due_date)) if outcome.due_date else task.due.shown
        n_of_n = words.REPORTED_BY.fill(reported=outcome.reported, expected=outcome.expected)
        facts = [
            (columns[ColumnName.LEADS], task.leads_text or leads or self.say(NO_LEAD)),
            (columns[ColumnName.DUE], show(task.due.shown)),
            *((columns[name], value) for name, value in outcome.values.items()),
        ]
        sources = self._sources.get(task.code, ())
        return self._item(
            "t",
            task.code,
            task.name,
            outcome.task_class.value,
            outcome.task_class.label,
            [leads, self.say(due), self.say(n_of_n)],
            [self._facts(facts), self._said_by(sources, columns)],
            [task.field, task.leads_text, task.leader, task.officer],
        )

    def indicators(self) -> Iterator[Markup]:
        """Each indicator, each figure of it unfolding to the cells that it comes from."""
        columns = self.merged.plan.forms[FormName.INDICATOR_REPORT].by_name
        for result in indicators_in_order(self.merged):
            yield self._indicator(result, columns)

    def _indicator(self, result: IndicatorResult, columns: Mapping[str, Column]) -> Markup:
        indicator = self.merged.plan.indicators_by_code[result.code]
        codes = dict.fromkeys([result.code, *(row.code for row in result.rows)])
        sources = [source for code in codes for source in self._sources.get(code, ())]
        target = allocated_share(result) or number_shown(result.target)
        named = indicator.name + (f" ({indicator.unit})" if indicator.unit else "")
        judged = next((n for n in judged_columns(self.merged.period) if n in result.figures), "")
        about = [words.TARGET.fill(target=target)] if target else []
        if judged:
            figure = display(result.figures[judged])
            about.insert(0, words.FIGURE.fill(column=columns[judged].title, figure=figure))
        about.append(words.REPORTED_BY.fill(reported=result.reported, expected=result.expected))
        figures = [
            self._figure(columns[name], figure, [s for s in sources if s.column == name])
            for name, figure in result.shown.items()
        ]
        told = [s for s in sources if s.column not in result.shown]
        missing = "; ".join(map(self.merged.plan.agency_name, result.missing))
        lacking = self.say(words.MISSING.fill(names=missing)) if missing else None
        facts = [
            (columns[name], as_shown(columns[name], value))
            for name, value in (
                (ColumnName.VS_PLAN, result.vs_plan),
                (ColumnName.VS_LAST_YEAR, result.vs_last_year),
            )
            if value is not None
        ]
        return self._item(
            "i",
            result.code,
            named,
            result.attainment.value,
            result.attainment.label,
            [self.say(text) for text in about],
            [
                self._facts(facts),
                *figures,
                element("p", lacking, class_="quiet") if lacking else None,
                self._said_by(told, columns) if told else None,
            ],
            [indicator.field, *map(self.merged.plan.agency_name, indicator.reporters)],
        )

    # What items are made of.

    def _item(
        self,
        kind: str,
        code: str,
        name: str,
        word: str,
        label: Words,
        about: Sequence[str],
        body: Iterable[Markup | None],
        found_by: Iterable[str],
    ) -> Markup:
        find = unmarked(match_key(" ".join([code, name, *about, *found_by])))
        summary = element(
            "summary",
            element("span", code, class_="number-of"),
            " ",
            element("b", name),
            " ",
            element("span", self.say(label), class_=f"class {word}"),
            element("p", " · ".join(filter(None, about)), class_="quiet"),
        )
        return element(
            "details", summary, *body, id=f"{kind}-{code}", data_find=find, data_class=word
        )

    def _facts(self, facts: Iterable[tuple[Column, Value]]) -> Markup | None:
        rows = [
            joined(
                element("dt", self.say(column.title)),
                element("dd", lines(self._in_words(value, column))),
            )
            for column, value in facts
            if value != ""
        ]
        return element("dl", *rows) if rows else None

    def _in_words(self, value: Value, column: Column | None) -> str:
        """A value as a person reads it; a choice in the language of the page."""
        if column and isinstance(value, str):
            return self.say(column.term(value))
        return self.say(display(value))

    def _figure(self, column: Column, figure: Value, sources: Sequence[Source]) -> Markup:
        """A figure, unfolding to the cells that it comes from."""
        title = element(
            "summary", f"{self.say(column.title)}: ", element("b", self.say(display(figure)))
        )
        own = [self._source(source, {}) for source in sources]
        nothing = element("p", self.say(words.NO_SOURCE), class_="quiet")
        return element("details", title, element("ul", *own, class_="sources") if own else nothing)

    def _said_by(self, sources: Sequence[Source], columns: Mapping[str, Column]) -> Markup:
        """What agencies said, unfolding, each text with its cell."""
        title = element("summary", self.say(words.COUNTED_SOURCES.fill(count=len(sources))))
        own = [self._source(source, columns) for source in sources]
        nothing = element("p", self.say(words.NO_SOURCE), class_="quiet")
        return element("details", title, element("ul", *own, class_="sources") if own else nothing)

    def _source(self, source: Source, columns: Mapping[str, Column]) -> Markup:
        """Whose it is, what it says, and in which cell of which file."""
        is_own = source.agency != COORDINATOR
        name = self.merged.plan.agency_name(source.agency)
        who = name if is_own else self.say(words.DECIDED)
        column = columns.get(source.column)
        said = self._in_words(source.value, column)
        title = f"{self.say(column.title)}: " if column else ""
        form = words.PLACE if source.cell else words.FROM_FILE
        place = form.fill(file=source.file, sheet=source.sheet, cell=source.cell)
        carried = self.merged.carried.get(source.file, {}).get(source.code, ())
        through = [
            element(
                "p",
                self.say(
                    words.THROUGH.fill(
                        agency=one.agency_name,
                        place=words.PLACE.fill(file=one.file, sheet=one.sheet, cell=one.cells),
                    )
                ),
                class_="quiet",
            )
            for one in carried
        ]
        return element(
            "li",
            element("b", who),
            element("br"),
            title,
            lines(said),
            element("p", self.say(place), class_="quiet"),
            *through,
        )


def lines(text: str) -> Markup:
    """A text with its own line breaks."""
    first, *more = text.splitlines() or [""]
    return joined(first, *(joined(element("br"), line) for line in more))
