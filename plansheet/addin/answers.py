"""What was answered before the button's work began: it travels in cells of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from plansheet.language.numbers_and_dates import read_date
from plansheet.plan.workbook.facts import read_years
from plansheet.problems import InputError


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, and the words of its question."""

    text: str
    question: str


@dataclass(frozen=True)
class Answers:
    """The answers by key; to ask for one that is missing or unusable is an `InputError`."""

    given: Mapping[str, Answer]

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[object]], question: int) -> Answers:
        """The answers in rows of a sheet: key, …, answer in the third cell, words in `question`."""
        texts = ([_text(value) for value in row] for row in rows)
        return cls({row[0]: Answer(row[2], row[question]) for row in texts if row[0]})

    def __or__(self, other: Answers) -> Answers:
        """These answers, and those of `other` in place of the same."""
        return Answers({**self.given, **other.given})

    def text(self, key: str) -> str:
        """An answer that must be there."""
        answer = self.given.get(key, Answer("", key))
        if not answer.text:
            raise InputError("not-answered", **_words(answer))
        return answer.text

    def optional(self, key: str) -> str:
        """An answer, blank where there is none."""
        return self.given.get(key, Answer("", key)).text

    def folder(self, key: str) -> Path:
        """A folder that exists."""
        return self._existing(key, Path.is_dir)

    def file(self, key: str) -> Path:
        """A file that exists."""
        return self._existing(key, Path.is_file)

    def files(self, key: str) -> list[Path]:
        """Files that exist, one or several with | between them."""
        if _of_system(self._path(key).is_file):
            return [self.file(key)]
        paths = [Path(part.strip().strip('"')) for part in self.text(key).split("|")]
        if not all(path.is_absolute() and _of_system(path.is_file) for path in paths):
            raise InputError("answer-not-there", **_words(self.given[key]))
        return paths

    def optional_file(self, key: str) -> Path | None:
        """A file that exists, None where the answer is blank."""
        return self.file(key) if self.optional(key) else None

    def _path(self, key: str) -> Path:
        return Path(self.text(key).strip('"'))  # as Explorer copies a path

    def _existing(self, key: str, exists: Callable[[Path], bool]) -> Path:
        path = self._path(key)
        if not path.is_absolute() or not _of_system(partial(exists, path)):
            raise InputError("answer-not-there", **_words(self.given[key]))
        return path

    def target(self, key: str) -> Path:
        """A workbook that may be written; a name without .xlsx gets it."""
        path = self._path(key)
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
        usable = path.is_absolute() and _of_system(path.parent.is_dir)
        if not usable or _of_system(path.exists) is None:
            raise InputError("answer-not-writable", **_words(self.given[key]))
        return path

    def day(self, key: str) -> date:
        """A day; blank is today, which Excel told."""
        text = self.optional(key) or self.text("today")
        reading = read_date(text)
        if reading is None or reading.value is None or reading.kind != "day":
            raise InputError("answer-not-a-day", **_words(self.given[key]))
        return reading.value

    def years(self, key: str) -> tuple[int, int]:
        """The first and the last year: 2026, or 2026-2030."""
        years = read_years(self.text(key))
        if years is None:
            raise InputError("answer-not-years", **_words(self.given[key]))
        return years


def _of_system(look: Callable[[], bool]) -> bool | None:
    """What the system says of a path; None for one that it refuses, as a name too long."""
    try:
        return look()
    except OSError:
        return None


def _words(answer: Answer) -> dict[str, str]:
    """What a sentence about an answer names."""
    return {"question": answer.question.rstrip(":?"), "answer": answer.text}


def _text(value: object) -> str:
    """A cell as text: a date that Excel recognised, a year that it took for a number."""
    if isinstance(value, date | datetime):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
