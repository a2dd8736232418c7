"""What starts Python: xlwings' module cut down to what is reached, our own one, and how they look.

Antivirus programs judge VBA by its words: olevba counts those that they count.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlwings

from plansheet.addin.building import ADDIN_FILE, addin, panel_workbook
from plansheet.addin.installing import panel_file
from plansheet.addin.macro_sources import MacroSources, Runner
from plansheet.addin.xlwings_vba import REPLACED, reached, without_comments, xlwings_modules
from support.addin.checks import faults, said_by_olevba
from support.office.writer import needs_same_writer
from support.places import MACROS

CHANGED = 6
"""The lines of xlwings' module that are ours."""

UPSTREAM = Path(xlwings.__file__).parent
SOURCES = {
    "xlwings": UPSTREAM / "xlwings_custom_addin.bas",
    "Dictionary": UPSTREAM / "addin" / "Dictionary.cls",
}


@pytest.mark.parametrize(("name", "changed"), [("xlwings", CHANGED), ("Dictionary", 0)])
def test_what_remains_is_the_text_of_upstream(name: str, changed: int) -> None:
    """Line by line, in upstream's order, each but for its comment; only our changes are ours."""
    upstream = [line.rstrip() for line in SOURCES[name].read_text("ascii").splitlines()]
    (ours,) = (m.source.splitlines() for m in xlwings_modules() if m.name == name)
    others, at = [], 0
    for line in ours:
        found = next((n for n in range(at, len(upstream)) if is_of(line, upstream[n])), None)
        if found is None:
            others.append(line)
        else:
            at = found + 1
    assert len(others) == changed, others


def is_of(line: str, upstream: str) -> bool:
    return upstream == line or re.fullmatch(re.escape(line) + r"\s*'.*", upstream) is not None


def test_nothing_that_is_reached_was_cut() -> None:
    """Every name that upstream declares and that still is spoken of is still declared."""
    declared = (
        r"(?m)^\s*(?:Public |Private )?(?:Declare (?:PtrSafe )?)?(?:Sub|Function|Const) (\w+)"
    )
    upstream = set(re.findall(declared, SOURCES["xlwings"].read_text("ascii")))
    ours = next(m.source for m in xlwings_modules() if m.name == "xlwings")
    spoken = set(re.findall(r"\w+", re.sub(r"'.*", "", re.sub(r'"[^"\n]*"', "", ours))))
    kept = set(re.findall(declared, ours))
    assert spoken & upstream <= kept | set(REPLACED)
    assert not kept & set(REPLACED)
    assert len(kept) < len(upstream)


def test_the_licence_stays_and_no_other_comment() -> None:
    upstream = SOURCES["xlwings"].read_text("ascii").splitlines()
    start = upstream.index("'xlwings is distributed under a BSD 3-clause license.")
    end = next(n for n, line in enumerate(upstream) if line.endswith("SUCH DAMAGE.")) + 1
    for module in xlwings_modules():
        comments = [line for line in module.source.splitlines() if line.strip().startswith("'")]
        if module.name == "xlwings":
            assert comments == upstream[start:end]
        else:
            assert "' Dictionary v1.4.1" in comments
            assert "' @license: MIT (http://www.opensource.org/licenses/mit-license.php" in comments
            assert len(comments) < 12


def test_what_nobody_calls_is_cut() -> None:
    module = """Attribute VB_Name = "M"
' Copyright
#If VBA7 Then
    Declare PtrSafe Function far Lib "a" () As Long 'far
#Else
    Declare Function far Lib "a" () As Long
#End If
#If App = "x" Then
Function Two(a As String) As String
#Else
Function Two(a As Long) As String
#End If
    Two = "it's ' no comment" 'but this
End Function

Public Sub Root()
    Debug.Print Two("far")
End Sub
Sub Alone()
    far
End Sub
"""
    assert reached(without_comments(module), ["Root"]).splitlines() == [
        'Attribute VB_Name = "M"',
        "' Copyright",
        '#If App = "x" Then',
        "Function Two(a As String) As String",
        "#Else",
        "Function Two(a As Long) As String",
        "#End If",
        "    Two = \"it's ' no comment\"",
        "End Function",
        "Public Sub Root()",
        '    Debug.Print Two("far")',
        "End Sub",
    ]


# What olevba says.

COUNTS: dict[Runner, tuple[int, int]] = {"small": (0, 12), "xlwings": (8, 26)}
"""At most so many indicators and kinds of suspicious words."""


@pytest.mark.parametrize("build", [addin, panel_workbook])
@pytest.mark.parametrize("runner", COUNTS)
def test_an_antivirus_program_finds_little(
    sources: MacroSources, small: MacroSources, build: object, runner: Runner
) -> None:
    assert callable(build)
    said = said_by_olevba(build({"xlwings": sources, "small": small}[runner]).to_bytes())
    indicators, kinds = COUNTS[runner]
    assert len(said.pop("IOC", ())) <= indicators
    assert len(said.pop("Suspicious")) <= kinds
    assert not {"AutoExec", "Hex String", "Dridex String", "VBA string"} & set(said)


def test_what_it_finds_is_explained(sources: MacroSources, small: MacroSources) -> None:
    """Each word and indicator, of either runner, in add-in and workbook; and their numbers."""
    text = (MACROS / "README.md").read_text(encoding="utf-8")
    section = text.partition("olevba")[2].partition("\n## ")[0]
    words, more, indicators = (
        re.findall(r"`([^`]+)`", " ".join(re.findall(r"(?m)^\| (`.*?) \|", table)))
        for table in section.split("| why |")[1:]
    )
    for build in (addin, panel_workbook):
        short, long = (said_by_olevba(build(one).to_bytes()) for one in (small, sources))
        assert sorted(words) == sorted(word.lower() for word in short["Suspicious"])
        assert sorted(words + more) == sorted(word.lower() for word in long["Suspicious"])
        found = long["IOC"]
        assert {one for one in found if not any(known in one for known in indicators)} == set()
        assert {one for one in indicators if not any(one in place for place in found)} == set()
    assert f"no indicator and {len(words)} kinds" in section
    assert f"{len(found)} and {len(words + more)} with xlwings' module" in section


# The files with the small runner.


def test_the_small_runner_is_small(small: MacroSources) -> None:
    (source,) = (module.source for module in small.modules if module.name == "Runner")
    assert len(source.splitlines()) <= 75
    assert "Declare" not in source
    assert not re.search(r"\b(GetAttr|Dir|Open|Kill|MacScript)\b", source)  # ANSI, or of old Macs
    assert not {"xlwings", "Dictionary"} & {module.name for module in small.modules}


def test_nothing_is_wrong_with_the_add_in_with_it(small: MacroSources) -> None:
    built = addin(small).to_bytes()
    assert faults(built, small) == []
    assert (MACROS / "small" / ADDIN_FILE).read_bytes() == built


@needs_same_writer
def test_the_workbook_with_it_is_the_one_that_its_sources_make(small: MacroSources) -> None:
    assert panel_file("small").read_bytes() == panel_workbook(small).to_bytes()


def test_both_are_the_same_but_for_what_starts_python(
    sources: MacroSources, small: MacroSources
) -> None:
    theirs = frozenset({"xlwings", "Dictionary", "ShownErrors"})
    own = {m.name: m.source for m in sources.modules_without(theirs)}
    assert own == {m.name: m.source for m in small.modules_without(frozenset({"Runner"}))}
    assert sources.words == small.words
    assert set(sources.settings) ^ set(small.settings) == {
        ("PLANSHEET_RUNNER", "xlwings"),
        ("PLANSHEET_RUNNER", "small"),
    }
    assert sources.ribbon == small.ribbon
