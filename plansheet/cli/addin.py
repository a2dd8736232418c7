"""`plansheet addin`: build, install, uninstall, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plansheet.cli import output, sentences
from plansheet.cli.options import PATH, common, json_option, lang_option
from plansheet.cli.written import XLSM
from plansheet.language.wording import Language

if TYPE_CHECKING:
    from plansheet.addin.macro_sources import Runner

_folder_option = click.option(
    "--folder", type=PATH, default=None, metavar="DIR", help="Thư mục thay cho thư mục của Excel."
)

_runner_option = click.option(
    "--runner",
    type=click.Choice(["xlwings", "small"]),
    default=None,
    help="Phần VBA khởi động Python: của xlwings, hay bản ngắn khi chương trình diệt virus cản; "
    "cài lại thì giữ bản đang có.",
)


@click.group()
def addin() -> None:
    """Phần bổ trợ cho Excel: tab “Kế hoạch” với các nút bấm."""


@addin.command()
@click.argument("folder", metavar="[FOLDER]", type=PATH, default=Path("macros"))
@click.option(
    "--workbook", type=XLSM, default=None, metavar="PATH", help="Ghi thêm sổ có nút bấm (.xlsm)."
)
@click.option(
    "--test-sheet", type=XLSM, default=None, metavar="PATH", help="Ghi thêm phiếu thử (.xlsm)."
)
@_runner_option
@json_option
@lang_option
def build(
    folder: Path,
    workbook: Path | None,
    test_sheet: Path | None,
    runner: Runner | None,
    as_json: bool,
    lang: Language,
) -> None:
    """Dựng plansheet.xlam từ mã nguồn trong FOLDER (mặc định: macros)."""
    from plansheet.addin.building import build_addin, build_test_sheet, build_workbook

    runner = runner or "xlwings"
    written = [build_addin(folder, runner)]
    if workbook is not None:
        written.append(build_workbook(folder, workbook, runner))
    if test_sheet is not None:
        written.append(build_test_sheet(folder, test_sheet))
    if as_json:
        output.print_json({"written": written})
        return
    for path in written:
        output.say_wrote(path, lang)


@addin.command()
@_folder_option
@click.option(
    "--workbook", type=XLSM, default=None, metavar="PATH", help="Thay vào đó ghi sổ có nút bấm."
)
@_runner_option
@common
def install(
    folder: Path | None,
    workbook: Path | None,
    runner: Runner | None,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> None:
    """Cài phần bổ trợ vào thư mục khởi động của Excel."""
    from plansheet.addin.installing import install as install_addin
    from plansheet.addin.places import places
    from plansheet.addin.sentences import RUNNERS

    done = install_addin(places(), folder=folder, workbook=workbook, forms=forms, runner=runner)
    if as_json:
        output.print_json(
            {"written": done.files, "interpreter": done.interpreter, "runner": done.runner}
        )
        return
    for path in done.files:
        output.say_wrote(path, lang)
    output.tell(sentences.INSTALLED, lang, path=done.interpreter, runner=RUNNERS[done.runner])


@addin.command()
@_folder_option
@json_option
@lang_option
def uninstall(folder: Path | None, as_json: bool, lang: Language) -> None:
    """Gỡ phần bổ trợ và những gì các nút ghi nhớ."""
    from plansheet.addin.installing import uninstall as uninstall_addin
    from plansheet.addin.places import places
    from plansheet.addin.registry import windows_registry

    removed = uninstall_addin(places(), folder=folder, registry=windows_registry())
    if as_json:
        output.print_json({"removed": removed})
        return
    for path in removed:
        output.tell(sentences.REMOVED, lang, path=path)
    if not removed:
        output.tell(sentences.NOT_INSTALLED, lang)


@addin.command()
@_folder_option
@click.option(
    "--workbook", type=PATH, default=None, metavar="PATH", help="Xem sổ có nút bấm này thay vào đó."
)
@common
def doctor(
    folder: Path | None, workbook: Path | None, as_json: bool, forms: Path | None, lang: Language
) -> int:
    """Xem vì sao nút bấm không chạy và cách sửa."""
    from plansheet.addin.checkup import examine
    from plansheet.addin.places import places
    from plansheet.addin.quarantine import defender_history
    from plansheet.addin.registry import windows_registry

    findings = examine(
        places(),
        folder=folder,
        workbook=workbook,
        forms=forms,
        registry=windows_registry(),
        history=defender_history(),
    )
    if as_json:
        output.print_json(
            {
                "findings": [
                    {
                        "name": finding.name,
                        "ok": finding.ok,
                        "message": finding.text.say(lang),
                        "hint": "" if finding.ok else finding.remedy.say(lang),
                    }
                    for finding in findings
                ]
            }
        )
    else:
        for finding in findings:
            output.say(f"{'✓' if finding.ok else '✗'} {finding.text.say(lang)}")
            if not finding.ok:
                output.say(f"    → {finding.remedy.say(lang)}")
    return int(not all(finding.ok for finding in findings))
