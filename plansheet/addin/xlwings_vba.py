"""xlwings' stand-alone VBA: upstream's text with our changes, without what our buttons never reach.

Antivirus programs judge a module by the words in it, those of its comments too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from plansheet.addin.vba import Module
from plansheet.problems import InputError

XLWINGS: Final = "0.37.8"
"""The version of xlwings whose VBA is built in; `_CHANGES` were made for it."""

_CHANGES: Final = (
    # Settings stand in the sheet plansheet.conf.
    ('PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "plansheet"'),
    # Python starts isolated: no PYTHONPATH, no user packages, no folder of a workbook on its path.
    (
        '" -B -c ""import xlwings.utils;xlwings.utils.prepare_sys_path(\\""" & PYTHONPATH'
        ' & "\\""); " & PythonCommand & """ "',
        '" -I -B -c """ & PythonCommand & """ "',
    ),
    ('" -B -c ""import sys, os;"', '" -I -B -c ""import sys, os;"'),
    # Windows' own cmd.exe, not one that was unpacked into the current folder of Excel.
    ('WScript.Run("cmd.exe /C "', 'WScript.Run(Chr(34) & Environ("ComSpec") & Chr(34) & " /C "'),
    # On a Mac, through a script of ours that quotes what it hands on.
    (
        'AppleScriptTask("xlwings-" & XLWINGS_VERSION',
        'AppleScriptTask("plansheet-" & XLWINGS_VERSION',
    ),
    # In our own words, in place of a box in English.
    (
        "MsgBox \"To enable RunPython, please run 'xlwings runpython install' in a terminal once"
        ' and try again.", vbCritical',
        "Call TellFailure(Err.Number, Err.Description)",
    ),
)
"""What is changed in xlwings' module: each stands there exactly once."""

_ROOTS: Final = ("RunPython", "CleanUp", "XLWINGS_VERSION", "ReadFile")
"""What is called from outside: by our VBA and, on a Mac, by xlwings when its Python ends."""

REPLACED: Final = ("ShowError",)
"""What a procedure of ours of the same name, in ShownErrors.bas, does in its place."""

_HEAD: Final = re.compile(r"(?:Public |Private |Friend )?(?:Sub|Function|Property \w+) (\w+)")
_DECLARED: Final = re.compile(r"(?:Public |Private )?(?:Declare (?:PtrSafe )?\w+|Const) (\w+)")
_END: Final = re.compile(r"End (?:Sub|Function|Property)\b")


def xlwings_modules() -> list[Module]:
    """xlwings' stand-alone module with our changes, and the Dictionary that it needs on a Mac.

    Raises:
        InputError: the installed xlwings is not the one that the changes were made for.
    """
    import xlwings

    if xlwings.__version__ != XLWINGS:
        raise InputError("other-xlwings", wanted=XLWINGS, found=xlwings.__version__)
    folder = Path(xlwings.__file__).parent
    source = (folder / "xlwings_custom_addin.bas").read_text(encoding="ascii")
    for old, new in _CHANGES:
        if source.count(old) != 1:
            raise ValueError(f"xlwings' module has {source.count(old)} times: {old}")
        source = source.replace(old, new)
    dictionary = (folder / "addin" / "Dictionary.cls").read_text(encoding="ascii")
    return [
        Module("xlwings", reached(without_comments(source), _ROOTS, REPLACED)),
        Module("Dictionary", without_comments(dictionary), is_class=True),
    ]


def without_comments(source: str) -> str:
    """VBA without its comments and blank lines; what names authors and licence above stays."""
    lines = source.splitlines()
    licence = _licence(lines)
    bare = [
        line if number in licence else _code(line).rstrip() for number, line in enumerate(lines)
    ]
    return "\n".join(line for line in bare if line) + "\n"


def _licence(lines: Sequence[str]) -> range:
    """The first run of lines of comment that names who has the rights."""
    start = next(n for n, line in enumerate(lines) if re.match(r"'.*(Copyright|\(c\))", line))
    end = start
    while start > 0 and lines[start - 1].startswith("'"):
        start -= 1
    while lines[end].startswith("'"):
        end += 1
    return range(start, end)


def _code(line: str) -> str:
    """A line up to the apostrophe that begins its comment."""
    found = re.match(r"(?:\"[^\"]*\"|[^\"'])*", line)
    assert found is not None
    return found[0]


def reached(source: str, roots: Sequence[str], replaced: Sequence[str] = ()) -> str:
    """A module with only those procedures and declarations that `roots` lead to, by name.

    Those of `replaced` stand elsewhere: they are left out, and what only they lead to.
    """
    elsewhere = {name.lower() for name in replaced}
    pieces = [one for one in _pieces(source.splitlines()) if one[0] not in elsewhere]
    wanted = {name.lower() for name in roots}
    while True:
        kept = [lines for name, lines in pieces if name in ("", *wanted)]
        words = {word.lower() for name, lines in pieces if name in wanted for word in _words(lines)}
        if words <= wanted:
            return _without_empty_conditions("\n".join(line for lines in kept for line in lines))
        wanted |= words


def _words(lines: Sequence[str]) -> list[str]:
    return re.findall(r"\w+", re.sub(r'"[^"\n]*"', '""', "\n".join(lines)))


def _pieces(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """A module in pieces: procedures and declarations by name in small letters, other lines by "".

    A procedure that has its head twice, behind `#If … #Else … #End If`, is one piece with them.
    """
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if declared := _DECLARED.match(line):
            yield declared[1].lower(), [lines[at]]
            at += 1
            continue
        twice = line.startswith("#If ") and [
            bool(_HEAD.match(one)) or one for one in lines[at + 1 : at + 5]
        ] == [True, "#Else", True, "#End If"]
        head = _HEAD.match(lines[at + 1] if twice else line)
        end = at + 1
        while head and not _END.match(lines[end - 1].strip()):
            end += 1
        yield head[1].lower() if head else "", list(lines[at:end])
        at = end


def _without_empty_conditions(source: str) -> str:
    """Without `#If …` that hold nothing any more."""
    empty = r"(?m)^[ \t]*#If .*\n(?:[ \t]*#Else\n)?[ \t]*#End If\n"
    while (shorter := re.sub(empty, "", source)) != source:
        source = shorter
    return source + "\n" if not source.endswith("\n") else source
