"""The command `plansheet` and its subcommands."""

from __future__ import annotations

from collections.abc import Mapping

import click

from plansheet.cli.addin import addin
from plansheet.cli.catalogue import codes
from plansheet.cli.forms import form
from plansheet.cli.kit import kit
from plansheet.cli.planning import appendix, check, derive, diff, import_, issue, new
from plansheet.cli.receipts import remind, status
from plansheet.cli.returning import merge, validate
from plansheet.cli.showing import demo, explain


class _InOrderOfWork(click.Group):
    """Lists its commands as one needs them, not by the alphabet."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.commands)


@click.group(cls=_InOrderOfWork, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["vi", "en"]), default=None, help="Ngôn ngữ thông báo.")
@click.version_option(package_name="plansheet", message="plansheet %(version)s")
@click.pass_context
def cli(ctx: click.Context, lang: str | None) -> None:
    """Kế hoạch trong Excel: phát hành biểu mẫu, kiểm tra báo cáo gửi về, tổng hợp."""
    if lang:
        ctx.default_map = _for_each(cli, {"lang": lang})


def _for_each(group: click.Group, options: Mapping[str, object]) -> dict[str, object]:
    """The same options for each command of a group, those of groups within it too."""
    return {
        name: _for_each(command, options) if isinstance(command, click.Group) else dict(options)
        for name, command in group.commands.items()
    }


COMMANDS = (
    *(demo, new, import_, check, appendix, issue, status, remind, validate, merge, explain, diff),
    *(derive, form, codes, addin, kit),
)
for command in COMMANDS:
    cli.add_command(command)
