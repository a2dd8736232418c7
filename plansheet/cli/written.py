"""What commands write: files of some kinds, the standard output in place of one, folders."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click

from plansheet.cli import sentences
from plansheet.language.wording import Wording
from plansheet.problems import InputError, path_of
from plansheet.workbooks.remote import PathOrRemote, source_of
from plansheet.workbooks.writing.files import cannot_write, named_as

_DASH: Final = "-"
_AS_JSON: Final = "plansheet.json"
_STANDS_FOR: Final = "plansheet.stdout"


class WrittenType(click.ParamType):  # type: ignore[type-arg]
    """A file to write, of one of some kinds: what has no suffix gets the first."""

    name = "path"

    def __init__(self, *suffixes: str, to_stdout: bool = False, to_url: bool = True) -> None:
        self.suffixes = suffixes
        self.to_stdout = to_stdout
        self.to_url = to_url

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 - click calls it by name
        ctx: click.Context | None,
    ) -> PathOrRemote:
        """The path or URL that the user meant; a folder as it is, for the writer to refuse.

        Raises:
            InputError: the standard output, or a URL, where that is not for it.
            OutputError: a file of another kind.
        """
        if value == _DASH and self.to_stdout and ctx is not None:
            return _through(ctx, self.suffixes[0])
        refuse_stdout(value)
        return named_as(value if self.to_url else path_of(value), *self.suffixes)


class FolderType(click.ParamType):  # type: ignore[type-arg]
    """A folder to write into."""

    name = "path"

    def __init__(self, *, to_url: bool = True) -> None:
        self.to_url = to_url

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002
        ctx: click.Context | None,  # noqa: ARG002
    ) -> PathOrRemote:
        """The folder; several files have no place in the standard output (`InputError`)."""
        refuse_stdout(value)
        return source_of(value) if self.to_url else path_of(value)


XLSX: Final = WrittenType(".xlsx")
XLSX_OR_STDOUT: Final = WrittenType(".xlsx", to_stdout=True)
XLSM: Final = WrittenType(".xlsm", to_url=False)
FOLDER: Final = FolderType()
LOCAL_FOLDER: Final = FolderType(to_url=False)


def note_json(ctx: click.Context, _: click.Parameter, as_json: bool) -> bool:
    """Remember that the standard output is for JSON; called before other options are."""
    ctx.meta[_AS_JSON] = as_json
    return as_json


def refuse_stdout(name: str) -> None:
    """Raise `InputError` where “-” was typed; “./-” is a name as any other."""
    if name == _DASH:
        raise InputError("not-to-stdout")


def refuse_beside_stdout(path: PathOrRemote, others: object) -> None:
    """Raise `InputError` where other files shall stand beside one that has no place."""
    if others and path == _stand_in():
        raise InputError("nothing-beside-stdout")


def named(path: PathOrRemote) -> PathOrRemote | Wording:
    """How to call a file that was written."""
    return sentences.STANDARD_OUTPUT if path == _stand_in() else path


def _stand_in() -> Path | None:
    ctx = click.get_current_context(silent=True)
    found: Path | None = ctx.meta.get(_STANDS_FOR) if ctx else None
    return found


def _through(ctx: click.Context, suffix: str) -> Path:
    """A file whose bytes go to the standard output when the command ends; words go to stderr.

    Raises:
        InputError: the standard output is a terminal, or is for JSON.
    """
    if ctx.meta.get(_AS_JSON):
        raise InputError("json-or-stdout")
    stdout, root = sys.stdout, ctx.find_root()
    if stdout.isatty():
        raise InputError("stdout-is-a-terminal")
    path = Path(root.with_resource(TemporaryDirectory(prefix="plansheet-")), f"stdout{suffix}")
    root.with_resource(redirect_stdout(sys.stderr))
    ctx.meta[_STANDS_FOR] = path

    def pass_on() -> None:
        if not path.exists():
            return
        try:
            stdout.flush()
            stdout.buffer.write(path.read_bytes())
            stdout.buffer.flush()
        except BrokenPipeError:  # nobody reads any more: click ends it quietly
            raise
        except OSError as error:
            raise cannot_write(Path(_DASH), error) from error

    root.call_on_close(pass_on)
    return path
