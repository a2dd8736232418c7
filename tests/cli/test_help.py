"""The command line as it is met first: help in either language, what is refused, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from plansheet import PlansheetError
from plansheet.cli import main
from plansheet.cli.commands import cli
from plansheet.cli.help_texts import ENGLISH, fault_wording, in_language
from plansheet.cli.written import WrittenType

VIETNAMESE = re.compile("[à-ỹđÀ-ỸĐ]")
NAMES = re.compile("Kiên Giang")


def helps(command: click.Command) -> Iterator[str]:
    """What a command and those below it say of themselves."""
    yield command.help or ""
    for parameter in command.params:
        yield parameter.metavar or ""
        if isinstance(parameter, click.Option):
            yield parameter.help or ""
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from helps(below)


def test_every_help_text_has_english() -> None:
    said = {text for text in helps(cli) if VIETNAMESE.search(text)}
    assert said == set(ENGLISH)
    english = helps(in_language(cli, "en"))
    assert [text for text in english if VIETNAMESE.search(NAMES.sub("", text))] == []


def test_a_command_in_english_leaves_the_declared_one_as_it_is() -> None:
    before = list(helps(cli))
    in_language(cli, "en")
    assert list(helps(cli)) == before


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    printed = capsys.readouterr()
    return int(stopped.value.code or 0), printed.out, printed.err


def test_without_a_word_it_prints_help(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["addin"], ["--help"]):
        status, out, err = run(words, capsys)
        assert (status, err) == (0, "")
        assert "Cách dùng: plansheet" in out
        assert "Show this message" not in out


def test_help_in_english_has_no_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    for name in cli.commands:
        status, out, _ = run(["--lang", "en", name, "--help"], capsys)
        assert status == 0
        assert VIETNAMESE.search(NAMES.sub("", out)) is None
        assert out.startswith("Usage: plansheet")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nothing"], "Dòng lệnh không đúng: Không có lệnh “nothing”."),
        (["--lang", "en", "nothing"], "No such command 'nothing'."),
        (["check", "a.xlsx", "b.xlsx"], "Dòng lệnh không đúng: Thừa: b.xlsx"),
        (["isue"], "Dòng lệnh không đúng: Không có lệnh “isue” (gần giống: 'issue')."),
        (
            ["issue", "--perod"],
            "Không có tùy chọn --perod (gần giống: --period, --round, --paper).",
        ),
        (["--lang", "en", "form", "check", "x"], "There is no folder x."),
        (["--lang=en", "issue", "--q=1"], "No such option '--q'."),
        (
            ["check", "--json=1", "a"],
            "Dòng lệnh không đúng: Tùy chọn --json không có giá trị đi kèm.",
        ),
        (["new", "--years"], "Dòng lệnh không đúng: Tùy chọn --years cần một giá trị."),
        (
            ["new", "a.csv"],
            "a.csv: không ghi được dạng .csv; tên tệp phải có đuôi .xlsx.",
        ),
    ],
)
def test_a_wrong_command_line_is_told_in_its_language(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words, capsys) == (2, "", f"{told}\n")


def test_what_click_says_and_nobody_knows_stays_as_it_is() -> None:
    assert fault_wording("Something else.").vi == "Something else."


def test_a_suffix_is_added_or_refused() -> None:
    kind = WrittenType(".docx", ".xlsx")
    assert kind.convert("a/plan", None, None) == Path("a/plan.docx")
    assert kind.convert("plan.XLSX", None, None) == Path("plan.XLSX")
    assert kind.convert("./-", None, None) == Path("-.docx")
    for refused, key in (("plan.csv", "other-suffix"), ("-", "not-to-stdout")):
        with pytest.raises(PlansheetError) as error:
            kind.convert(refused, None, None)
        assert error.value.key == key
