"""The options that commands share."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from plansheet.cli.written import note_json
from plansheet.plan.rounds import Round
from plansheet.problems import InputError, path_of
from plansheet.workbooks.remote import PathOrRemote, source_of
from plansheet.workbooks.writing.paper import PAPERS

if TYPE_CHECKING:
    from plansheet.returns.own_checks import OwnCheck

Command = TypeVar("Command", bound=Callable[..., Any])


class DateType(click.ParamType):  # type: ignore[type-arg]
    """A day: 2021-06-30 or 30/6/2021."""

    name = "date"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 - click calls it by name
        ctx: click.Context | None,  # noqa: ARG002
    ) -> datetime.date:
        """The day that the user typed."""
        from plansheet.plan.periods import typed_day

        return typed_day(value)


class PlaceType(click.ParamType):  # type: ignore[type-arg]
    """A file or folder that is read: `place` says what the user named."""

    name = "path"

    def __init__(self, place: Callable[[Any], PathOrRemote]) -> None:
        self.place = place

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002
        ctx: click.Context | None,  # noqa: ARG002
    ) -> PathOrRemote:
        """Where it is, on this machine or at a URL."""
        return self.place(value)


def _here(value: Any) -> Path:
    """The path; no URL and no blank, which would be where one is (`InputError`)."""
    if value == "":
        raise InputError("no-name")
    return path_of(value)


PATH = PlaceType(_here)
SOURCE = PlaceType(source_of)


lang_option = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    envvar="PLANSHEET_LANG",
    help="Ngôn ngữ thông báo / language of messages.",
)
paper_option = click.option(
    "--paper", type=click.Choice(PAPERS), default="a4", help="Khổ giấy khi in các bảng."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, is_eager=True, callback=note_json, help="Chỉ in JSON."
)
forms_option = click.option(
    "--forms", type=PATH, default=None, help="Thư mục biểu mẫu riêng (JSON Schema)."
)
round_option = click.option(
    "--round",
    "of",
    type=click.Choice([one.value for one in Round]),
    default=None,
    help="Thay cho --period: đăng ký tiến độ (schedule), lấy ý kiến dự thảo (comments).",
)
period_option = click.option(
    "--period",
    default=None,
    metavar="KỲ",
    help="Ví dụ: 2026-Q2, quý II/2026, tháng 3/2026, 6 tháng 2026, 2026.",
)
as_of_option = click.option(
    "--as-of",
    type=DateType(),
    default=None,
    metavar="NGÀY",
    help="Tính đến ngày nào; bỏ trống là hôm nay.",
)
previous_option = click.option(
    "--previous",
    type=SOURCE,
    multiple=True,
    metavar="REPORT.xlsx|DIR",
    help="Báo cáo tổng hợp của một kỳ trước, hoặc thư mục các báo cáo; dùng nhiều lần được.",
)
decisions_option = click.option(
    "--decisions",
    type=SOURCE,
    default=None,
    metavar="REPORT.xlsx",
    help="Báo cáo cùng kỳ có quyết định ở trang Xung đột.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=1,
    help="Số tiến trình đọc tệp; 0: đọc trong tiến trình chính.",
)
dask_option = click.option(
    "--dask",
    default=None,
    metavar="ADDRESS",
    help="Đọc tệp trên cụm máy Dask có địa chỉ này (tcp://…:8786).",
)
cache_option = click.option(
    "--cache/--no-cache",
    default=True,
    envvar="PLANSHEET_CACHE",
    help="Dùng lại kết quả đọc, kiểm tra của tệp không đổi kể từ lần trước.",
)
checks_option = click.option(
    "--checks",
    "checks_path",
    type=PATH,
    default=None,
    metavar="FILE.py",
    help="Tệp Python có các hàm kiểm tra riêng: hàm(rows, plan, as_of).",
)


form_option = click.option(
    "--form",
    type=PATH,
    default=None,
    metavar="FORM",
    help="Biểu riêng của cơ quan: thư mục do form learn tạo ra.",
)


def checks_of(path: Path | None) -> tuple[OwnCheck, ...]:
    """The checks of a user's own in a file, none where none was named."""
    from plansheet.returns.own_checks import load_checks

    return load_checks(path) if path else ()


def the_period(period: str | None, of: str | None) -> str:
    """The period that was named where no round was; blank where one was.

    Raises:
        InputError: both were named, or neither.
    """
    if (period is None) == (of is None):
        raise InputError("period-or-round")
    return period or ""


def today_unless(day: datetime.date | None) -> datetime.date:
    """The day that was asked for, else today: the command line alone looks at the clock."""
    return day or datetime.date.today()


def common(function: Command) -> Command:
    """The options that every command has."""
    options = (json_option, forms_option, lang_option)
    return functools.reduce(lambda f, option: option(f), options, function)
