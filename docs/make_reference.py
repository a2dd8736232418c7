"""Writes docs/reference anew: every command from the program, every public name from its docstring.

    python docs/make_reference.py

A test holds the pages against the program.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import click

import plansheet
from plansheet.cli.commands import cli
from plansheet.cli.help_texts import ENGLISH
from plansheet.forms.resources import resource
from plansheet.report.merged import Merged

REFERENCE = Path(__file__).with_name("reference")
MADE = "<!-- python docs/make_reference.py writes this page. -->"
COMMANDS = """# Lệnh / Commands

Tùy chọn chung: `--lang vi|en` (hoặc biến môi trường `PLANSHEET_LANG`), `-h`. Trạng thái kết thúc: \
0 sạch; 1 có lỗi trong báo cáo hoặc kế hoạch (kết quả vẫn được ghi); 2 không chạy được.
*Every command takes `--lang vi|en` (or `PLANSHEET_LANG`) and `-h`. Exit status: 0 clean; 1 errors \
in the returns or the plan (the output is still written); 2 could not run.*

`--json`: đầu ra chỉ có JSON, mỗi lệnh một JSON Schema ở dưới; kết thúc 2 thì lỗi ở đầu ra lỗi. \
*With `--json` stdout is JSON only, described by the schema below each command; what stops a \
command (2) is said on stderr.*
"""
PYTHON = """# Python

Từ docstring của mã nguồn; [bài hướng dẫn](../vi/scripts.md). *From the docstrings; \
[the tutorial](../en/scripts.md).*

```python
import plansheet
```
"""


def commands(group: click.Group = cli, name: str = "plansheet") -> Iterator[str]:
    """A section for each command, in the order of work."""
    for sub, command in group.commands.items():
        called = f"{name} {sub}"
        if isinstance(command, click.Group):
            yield f"## {called}\n\n{_both(command.help, ' ')}\n"
            yield from commands(command, called)
        else:
            yield _command(called, command)
            yield f"`--json`: [{schema_name(called)}](json/{schema_name(called)})\n"


def _command(called: str, command: click.Command) -> str:
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    words = [p.metavar or p.name.upper() for p in arguments if p.name]
    words += [f"{p.opts[-1]} {_value(p)}".rstrip() for p in options if p.required]
    usage = f"```text\n{' '.join([called, *words])} …\n```"
    shown = (p for p in options if p.name != "lang")
    rows = [f"| {_names(p)} | {_both(p.help, ' | ')} |" for p in shown]
    table = ["| | | |", "|---|---|---|", *rows] if rows else []
    return "\n".join([f"## {called}\n", _both(command.help, " "), "", usage, "", *table, ""])


ANSWERS: Any = json.loads(resource("data/answers.json").read_text(encoding="utf-8"))
"""What the commands print with `--json`, as schemas that share parts."""


def schema_name(called: str) -> str:
    """The file of the schema of a command: `form-learn.schema.json`."""
    return f"{called.removeprefix('plansheet ').replace(' ', '-')}.schema.json"


def schemas() -> dict[str, str]:
    """The schema of what each command prints with `--json`, by file; each stands for itself."""
    return {schema_name(name): _schema(name) for name in ANSWERS["commands"]}


def _schema(name: str) -> str:
    own = ANSWERS["commands"][name]
    head = {
        "$schema": ANSWERS["$schema"],
        "$id": f"urn:plansheet:answers:{name.replace(' ', '-')}",
        "title": f"plansheet {name} --json",
    }
    used: dict[str, Any] = {}
    asked = _shared(own)
    while asked:
        part = asked.pop()
        if part not in used:
            used[part] = ANSWERS["$defs"][part]
            asked += _shared(used[part])
    parts = {"$defs": dict(sorted(used.items()))} if used else {}
    return json.dumps({**head, **own, **parts}, ensure_ascii=False, indent=1) + "\n"


def _shared(part: object) -> list[str]:
    """The shared parts that a schema names."""
    return re.findall(r'"#/\$defs/(\w+)"', json.dumps(part))


def _names(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = _value(option)
    return f"{names} `{value}`".replace("|", "\\|") if value else names


def _value(option: click.Option) -> str:
    """What stands behind an option."""
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    return option.metavar or option.type.name.upper()


def _both(text: str | None, between: str) -> str:
    """A help text in Vietnamese, and in English in italics."""
    vietnamese = " ".join((text or "").split())
    said = (vietnamese, f"*{ENGLISH[vietnamese]}*")
    return between.join(words.replace("|", "\\|") for words in said)


def python() -> Iterator[str]:
    """A section for each public name: functions, classes, exceptions."""
    things = {name: getattr(plansheet, name) for name in plansheet.__all__}
    things[Merged.__name__] = Merged
    for title, chosen in (
        ("Functions", inspect.isfunction),
        ("Classes", lambda thing: inspect.isclass(thing) and not _stops(thing)),
        ("Exceptions", _stops),
    ):
        yield f"## {title}\n"
        yield from (_thing(name, it) for name, it in sorted(things.items()) if chosen(it))


def _stops(thing: object) -> bool:
    return inspect.isclass(thing) and issubclass(thing, Exception)


def _thing(name: str, thing: object) -> str:
    head = f"### {name}\n"
    if inspect.isfunction(thing):
        head += f"\n```python\n{name}{_signature(thing)}\n```\n"
        return f"{head}\n{_markdown(inspect.getdoc(thing) or '')}\n"
    members = [] if _stops(thing) or not inspect.isclass(thing) else list(_members(thing))
    return "\n".join([head, _markdown(inspect.getdoc(thing) or ""), "", *members])


def _members(owner: type) -> Iterator[str]:
    """The public methods and properties that an own class adds, a line each."""
    for name in vars(owner):
        member = inspect.getattr_static(owner, name)
        if name.startswith("_") or isinstance(member, Enum) or not _is_told(member):
            continue
        inner = getattr(member, "__func__", member)
        call = _signature(inner).partition(" ->")[0] if inspect.isfunction(inner) else ""
        call = re.sub(r"^\((?:self|cls)(?:, )?", "(", call)
        summary = (inspect.getdoc(member) or "").partition("\n\n")[0]
        yield f"- `{name}{call}`: {' '.join(summary.split())}"


def _is_told(member: object) -> bool:
    return bool(
        inspect.isfunction(getattr(member, "__func__", member))
        or isinstance(member, property)
        or type(member).__name__ == "cached_property"
    )


class _Bare(str):
    """An annotation that is shown as it is written."""

    def __repr__(self) -> str:
        return str(self)


def _signature(function: Callable[..., object]) -> str:
    signature = inspect.signature(function)
    parameters = [p.replace(annotation=_bare(p.annotation)) for p in signature.parameters.values()]
    returned = _bare(signature.return_annotation)
    return str(signature.replace(parameters=parameters, return_annotation=returned))


def _bare(annotation: object) -> object:
    return _Bare(annotation) if isinstance(annotation, str) else annotation


def _markdown(doc: str) -> str:
    """A docstring of ours: sections with a line for each name become lists."""
    text = re.sub(r"^(Args|Returns|Raises|Attributes):$", r"**\1**\n", doc, flags=re.MULTILINE)
    text = re.sub(r"^    ([\w.]+(?:, \w+)*): ", r"- `\1`: ", text, flags=re.MULTILINE)
    return re.sub(r"^    (?: +)?(?=\S)", "  ", text, flags=re.MULTILINE)


def pages() -> dict[str, str]:
    """The text of each page, by its name."""
    parts = {"commands.md": [COMMANDS, *commands()], "python.md": [PYTHON, *python()]}
    return {name: "\n".join([MADE, "", *texts]).rstrip() + "\n" for name, texts in parts.items()}


if __name__ == "__main__":
    (REFERENCE / "json").mkdir(parents=True, exist_ok=True)
    made = {**pages(), **{f"json/{name}": text for name, text in schemas().items()}}
    for page, content in made.items():
        (REFERENCE / page).write_text(content, encoding="utf-8")
