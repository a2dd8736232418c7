"""`plansheet kit`: build."""

from __future__ import annotations

from pathlib import Path

import click

from plansheet.cli import output, sentences
from plansheet.cli.options import PATH, json_option, lang_option
from plansheet.cli.written import WrittenType
from plansheet.language.wording import Language

_ZIP = WrittenType(".zip", to_url=False)
_MEGABYTE = 1_000_000


@click.group()
def kit() -> None:
    """Bộ cài đặt cho nơi không có dòng lệnh, quyền quản trị hay mạng."""


@kit.command()
@click.option(
    "--target",
    type=click.Choice(["windows"]),
    default="windows",
    expose_value=False,
    help="Bộ cài đặt cho máy nào.",
)
@click.option(
    "--python",
    type=PATH,
    required=True,
    metavar="ZIP",
    help="Python nhúng của Windows: python-3.12.10-embed-amd64.zip từ python.org.",
)
@click.option(
    "--wheels",
    type=PATH,
    default=None,
    metavar="DIR",
    help="Thư mục các tệp .whl; bỏ trống thì pip tải các bản đã khóa.",
)
@click.option("-o", "--out", type=_ZIP, default=None, metavar="PATH", help="Tệp .zip cần ghi.")
@json_option
@lang_option
def build(
    python: Path,
    wheels: Path | None,
    out: Path | None,
    as_json: bool,
    lang: Language,
) -> None:
    """Đóng gói Python, các gói cần dùng và plansheet thành một tệp .zip để cài."""
    from plansheet.addin.kit.building import build_kit
    from plansheet.addin.kit.windows_python import COMPUTERS

    done = build_kit(python, wheels, out)
    if as_json:
        output.print_json(done)
        return
    output.say_wrote(done.path, lang)
    output.tell(
        sentences.KIT,
        lang,
        python=done.python,
        computer=COMPUTERS[done.platform],
        packages=len(done.packages),
        zipped=f"{done.zipped / _MEGABYTE:.1f}",
        installed=f"{done.installed / _MEGABYTE:.1f}",
        sha256=done.sha256,
    )
    output.tell(sentences.KIT_RUNNERS, lang)
