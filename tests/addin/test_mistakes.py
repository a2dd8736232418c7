"""Deliberate mistakes, each in the sources or in the built file, and the check that catches it."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import olefile
import pytest
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, decompress

from plansheet.addin.building import RIBBON_PART, addin
from plansheet.addin.macro_sources import MacroSources
from plansheet.addin.office_file import RELATIONSHIPS, TYPES, WORKBOOK, OfficeFile
from plansheet.addin.vba import MACRO_WORKBOOK, PROJECT
from plansheet.problems import InputError
from support.addin.checks import faults
from support.addin.macro_office import MacroOffice, with_stubs, workbook
from support.addin.windows_excel import WindowsExcel, expected_line
from support.office.libreoffice import LibreOfficeError

Change = Callable[[str], str]


def swap(old: str, new: str) -> Change:
    """Replace what stands there exactly once."""

    def change(text: str) -> str:
        assert text.count(old) == 1, (text.count(old), old)
        return text.replace(old, new)

    return change


def in_module(name: str, change: Change) -> Callable[[MacroSources], MacroSources]:
    """Change the source of one module."""

    def changed(sources: MacroSources) -> MacroSources:
        modules = [
            replace(module, source=change(module.source)) if module.name == name else module
            for module in sources.modules
        ]
        return replace(sources, modules=modules)

    return changed


def in_ribbon(change: Change) -> Callable[[MacroSources], MacroSources]:
    return lambda sources: replace(sources, ribbon=change(sources.ribbon.decode()).encode())


def setting(key: str, value: str | None) -> Callable[[MacroSources], MacroSources]:
    """Give a setting another value, or none at all."""

    def changed(sources: MacroSources) -> MacroSources:
        assert key in dict(sources.settings)
        kept = [(k, value if k == key else v) for k, v in sources.settings]
        return replace(sources, settings=[(k, v) for k, v in kept if v is not None])

    return changed


def without_word(key: str) -> Callable[[MacroSources], MacroSources]:
    return lambda sources: replace(sources, words=[w for w in sources.words if w.key != key])


IN_SOURCES: Mapping[str, tuple[Callable[[MacroSources], MacroSources], str]] = {
    "a wrong callback name": (
        in_ribbon(swap('onAction="PlansheetMerge"', 'onAction="PlansheetMerg"')),
        "callback PlansheetMerg",
    ),
    "a callback without its argument": (
        in_module("Ribbon", swap("PlansheetMerge(control As IRibbonControl)", "PlansheetMerge()")),
        "callback PlansheetMerge",
    ),
    "a callback with another argument": (
        in_module(
            "Ribbon",
            swap("PlansheetMerge(control As IRibbonControl)", "PlansheetMerge(control As Object)"),
        ),
        "callback PlansheetMerge",
    ),
    "a private callback": (
        in_module("Ribbon", swap("Public Sub PlansheetIssue(", "Private Sub PlansheetIssue(")),
        "callback PlansheetIssue",
    ),
    "a callback twice": (
        in_module("Ribbon", lambda text: text + text[text.index("Public Sub PlansheetHelp") :]),
        "callback PlansheetHelp",
    ),
    "a button without a macro": (
        in_ribbon(swap('onAction="PlansheetHelp" ', "")),
        "a button without onAction",
    ),
    "a button without a label": (in_ribbon(swap('label="Trợ giúp" ', "")), "without label"),
    "an id twice": (in_ribbon(swap('"plansheetMerge"', '"plansheetIssue"')), "plansheetIssue 2"),
    "an icon that Office lacks": (in_ribbon(swap('"ErrorChecking"', '"Sum"')), "image Sum"),
    "an icon of Outlook alone": (
        in_ribbon(swap('"ErrorChecking"', '"AcceptInvitation"')),
        "image AcceptInvitation",
    ),
    "decomposed letters": (
        in_ribbon(lambda text: unicodedata.normalize("NFD", text)),
        "not NFC",
    ),
    "the ribbon of Excel 2007": (
        in_ribbon(swap("2009/07/customui", "2006/01/customui")),
        "namespace",
    ),
    "a ribbon that is no XML": (in_ribbon(swap("</tabs>", "")), "unreadable: ParseError"),
    "a missing End Sub": (
        in_module("Buttons", lambda text: text.replace("End Sub\n", "", 1)),
        "module Buttons: unbalanced Sub",
    ),
    "a missing End If": (
        in_module("Buttons", lambda text: text.replace("    End If\n", "", 1)),
        "module Buttons: unbalanced If",
    ),
    "a button that Python does not know": (
        in_module("Ribbon", swap('Press "merge"', 'Press "consolidate"')),
        "button consolidate",
    ),
    "a question without words": (
        in_module("Ribbon", swap('"as_of returns marked"', '"as_of folder marked"')),
        "question folder",
    ),
    "a message without words": (without_word("foreign_settings"), "foreign_settings"),
    "the folder of a workbook on the path": (
        setting("ADD_WORKBOOK_TO_PYTHONPATH", "true"),
        "ADD_WORKBOOK_TO_PYTHONPATH",
    ),
    "a setting that others may make": (setting("CONDA PATH", None), "CONDA PATH"),
    "a licence key": (setting("LICENSE_KEY", "x"), "LICENSE_KEY"),
    "Python not isolated": (
        in_module("xlwings", swap('" -I -B -c """ & PythonCommand', '" -B -c """ & PythonCommand')),
        "not started isolated",
    ),
    "a box of xlwings' own": (
        in_module("xlwings", lambda text: text + "Sub ShowError(Name As String)\nEnd Sub\n"),
        "procedure ShowError 2 times",
    ),
    "a module with the name of another": (
        in_module("Ribbon", swap('VB_Name = "Ribbon"', 'VB_Name = "Buttons"')),
        "Ribbon",
    ),
    "a procedure in two modules": (
        in_module("Dialogs", lambda text: text + "\nPublic Sub Press()\nEnd Sub\n"),
        "procedure Press 2 times",
    ),
    "a Python function that does not exist": (
        in_module("Starting", swap("import press; press(", "import push; push(")),
        "Python has no plansheet.addin.push",
    ),
    "a command that is cut off": (
        in_module("Starting", swap('press; press(" & Arguments', 'press" & Arguments')),
        "not started as it should be",
    ),
    "a button that needs what nobody knows": (
        in_module("Ribbon", swap('"validate", "plan"', '"validate", "plann"')),
        "button validate: needs plann",
    ),
    "a failure without words": (without_word("forbidden"), "forbidden"),
    "a refusal without words": (without_word("protected"), "protected"),
    "no runner": (
        lambda s: replace(s, modules=[m for m in s.modules if m.name != "xlwings"]),
        "nothing starts Python",
    ),
    "a question of an unknown kind": (
        lambda sources: replace(
            sources, words=[replace(w, kind=w.kind.replace("save", "store")) for w in sources.words]
        ),
        "unknown kind",
    ),
    "a tab that stands behind one of nobody": (
        in_ribbon(swap('insertAfterMso="TabData"', 'insertAfterMso="TabDatas"')),
        "insertAfterMso TabDatas",
    ),
    "a size that Office lacks": (
        in_ribbon(lambda text: text.replace('size="large"', 'size="huge"', 1)),
        "size huge",
    ),
    "an id that is none": (in_ribbon(swap('id="plansheetHelp"', 'id="1 help"')), "id 1 help"),
    "a label that is too long": (
        in_ribbon(swap('label="Trợ giúp"', f'label="{"x" * 1025}"')),
        "more than 1024",
    ),
    "letters that VBA cannot hold": (
        in_module("Ribbon", swap("' The buttons", "' Cac nut b\u00e2m")),
        "not ASCII",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("mistake", IN_SOURCES)
def test_a_mistake_in_the_sources_is_caught(sources: MacroSources, mistake: str) -> None:
    change, said = IN_SOURCES[mistake]
    wrong = change(sources)
    found = faults(addin(wrong).to_bytes(), wrong)
    assert any(said in fault for fault in found), found


def without_part(part: str) -> Callable[[OfficeFile], None]:
    """Take out a part."""

    def change(package: OfficeFile) -> None:
        del package.parts[part]

    return change


def flipped(part: str, at: int) -> Callable[[OfficeFile], None]:
    """Flip one bit of a part."""

    def change(package: OfficeFile) -> None:
        data = bytearray(package.parts[part])
        data[at] ^= 0x10
        package.parts[part] = bytes(data)

    return change


def in_stream(name: str, old: bytes, new: bytes) -> Callable[[OfficeFile], None]:
    """Change bytes of a stream of the VBA project, which stays a sound compound file."""

    def change(package: OfficeFile) -> None:
        file = CFB.from_bytes(package.parts[PROJECT])
        if name == "PROJECT":
            data = file.get_stream(name)
            assert data.count(old) == 1, data
            file.write_stream(name, data.replace(old, new))
        else:
            data = decompress(file.get_stream_in_storage("VBA", name))
            assert data.count(old) == 1, data
            file.write_stream_in_storage("VBA", name, compress(data.replace(old, new)))
        package.parts[PROJECT] = bytes(file.to_bytes())

    return change


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of the dir stream."""
    return kind.to_bytes(2, "little") + len(data).to_bytes(4, "little") + data


def in_record(module: str, kind: int, new: bytes) -> Callable[[OfficeFile], None]:
    """Replace the record of a kind (or its kind) behind the name of a module in the dir stream."""

    def change(package: OfficeFile) -> None:
        file = CFB.from_bytes(package.parts[PROJECT])
        data = decompress(file.get_stream_in_storage("VBA", "dir"))
        at = data.index(kind.to_bytes(2, "little"), data.index(record(0x19, module.encode())) + 60)
        size = 6 + int.from_bytes(data[at + 2 : at + 6], "little")
        changed = data[:at] + new + data[at + size :]
        file.write_stream_in_storage("VBA", "dir", compress(changed))
        package.parts[PROJECT] = bytes(file.to_bytes())

    return change


def compiled_before(package: OfficeFile) -> None:
    """A module as an Excel saves it: what it compiled, then the source."""
    file = CFB.from_bytes(package.parts[PROJECT])
    source = file.get_stream_in_storage("VBA", "Ribbon")
    file.write_stream_in_storage("VBA", "Ribbon", b"\x01\x16\x03\0" * 4 + source)
    package.parts[PROJECT] = bytes(file.to_bytes())
    in_record("Ribbon", 0x31, record(0x31, b"\x10\0\0\0"))(package)


def in_part(name: str, change: Change) -> Callable[[OfficeFile], None]:
    def changed(package: OfficeFile) -> None:
        package.parts[name] = change(package.text(name)).encode()

    return changed


def other_compiled_code(package: OfficeFile) -> None:
    project = package.parts[PROJECT]
    assert project.count(b"\xcc\x61\xff\xff\0\0\0") == 1
    package.parts[PROJECT] = project.replace(b"\xcc\x61\xff\xff", b"\xcc\x61\xb5\x00")


def module_left_out(package: OfficeFile) -> None:
    """A project that lists one module less than it has."""
    assert package.parts[PROJECT].count(b"Module=Dialogs\r\n") == 1
    package.parts[PROJECT] = package.parts[PROJECT].replace(b"Module=Dialogs\r\n", b"\r\n" * 8)


IN_FILE: Mapping[str, tuple[Callable[[OfficeFile], None], str]] = {
    "no relationship to the ribbon": (
        in_part(RELATIONSHIPS, lambda t: t.replace("customUI/customUI14.xml", "customUI/x.xml")),
        "relationship extensibility",
    ),
    "the ribbon's relationship of 2006": (
        in_part(
            RELATIONSHIPS, swap("office/2007/relationships/ui", "office/2006/relationships/ui")
        ),
        "relationship extensibility",
    ),
    "no relationship to the macros": (
        in_part("xl/_rels/workbook.xml.rels", swap("2006/relationships/vbaProject", "2006/x")),
        "relationship vbaProject",
    ),
    "a workbook instead of an add-in": (
        lambda package: package.set_type(WORKBOOK, MACRO_WORKBOOK),
        "content type of xl/workbook.xml",
    ),
    "no content type for the macros": (
        in_part(TYPES, swap('Extension="bin"', 'Extension="bim"')),
        "content type of xl/vbaProject.bin",
    ),
    "no code name for a sheet": (
        in_part("xl/worksheets/sheet2.xml", swap(' codeName="Sheet2"', "")),
        "code names",
    ),
    "code names the other way round": (
        in_part("xl/worksheets/sheet1.xml", swap('codeName="Sheet1"', 'codeName="Sheet2"')),
        "code names",
    ),
    "the settings' sheet renamed": (
        in_part(WORKBOOK, swap('name="plansheet.conf"', 'name="settings"')),
        "sheets",
    ),
    "compiled code of some Excel": (other_compiled_code, "_VBA_PROJECT"),
    "a module that the project does not list": (module_left_out, "PROJECT does not list"),
    "no macros": (without_part(PROJECT), "unreadable"),
    "a sheet without its content type": (
        in_part(TYPES, swap('PartName="/xl/worksheets/sheet2.xml"', 'PartName="/xl/x.xml"')),
        "content type of xl/worksheets/sheet2.xml",
    ),
    "a relationship's Id twice": (
        in_part(RELATIONSHIPS, swap('Id="plansheetUI"', 'Id="rId1"')),
        "an Id twice",
    ),
    "a relationship that leads nowhere": (
        in_part(RELATIONSHIPS, swap('Target="docProps/app.xml"', 'Target="docProps/a.xml"')),
        "no part",
    ),
    "source that begins elsewhere": (
        in_record("Ribbon", 0x31, record(0x31, b"\x10\0\0\0")),
        "unreadable",
    ),
    "compiled code before the source": (compiled_before, "source does not begin its streams"),
    "a module that the dir stream calls otherwise": (
        in_stream("dir", record(0x19, b"Ribbon"), record(0x19, b"Ruban")),
        "Ribbon",
    ),
    "a record that is too long": (
        in_stream("dir", record(0x19, b"Ribbon"), b"\x19\0\xff\xff\0\0Ribbon"),
        "unreadable",
    ),
    "another code page": (
        in_stream("dir", record(0x03, b"\xe4\x04"), record(0x03, b"\xea\x04")),
        "code page",
    ),
    "a class called a module": (
        in_record("Dictionary", 0x22, record(0x21)),
        "module Dictionary: VB_Base",
    ),
    "a module called a class": (in_record("Ribbon", 0x21, record(0x22)), "module Ribbon: VB_Base"),
    "a sheet called a module": (in_record("Sheet1", 0x22, record(0x21)), "dir says class: False"),
    "no reference to Office": (
        in_stream("dir", b"{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}", b"{" + b"0" * 36 + b"}"),
        "other libraries",
    ),
    "a sheet that calls itself a workbook": (
        in_stream("Sheet1", b"0{00020820", b"0{00020819"),
        "module Sheet1: VB_Base",
    ),
    "a document that is not there from the start": (
        in_stream("ThisWorkbook", b"VB_PredeclaredId = True", b"VB_PredeclaredId = False"),
        "module ThisWorkbook: VB_PredeclaredId",
    ),
    "a class with the header of its file": (
        in_stream(
            "Dictionary",
            b'Attribute VB_Name = "Dictionary"',
            b'VERSION 1.0 CLASS\r\nBEGIN\r\nEND\r\nAttribute VB_Name = "Dictionary"',
        ),
        "module Dictionary: begins with VERSION",
    ),
    "a module without its name": (
        in_stream("Ribbon", b'Attribute VB_Name = "Ribbon"\r\n', b""),
        "module Ribbon: begins with Option Explicit",
    ),
    "lines that end as elsewhere": (
        in_stream("Ribbon", b"Option Explicit\r\n", b"Option Explicit\n"),
        "lines do not end",
    ),
    "a line that is too long": (
        in_stream(
            "Ribbon", b"Option Explicit\r\n", b"Option Explicit\r\n'" + b"x" * 1023 + b"\r\n"
        ),
        "more than 1023",
    ),
    "a password of nobody": (in_stream("PROJECT", b'DPB="', b'DPB="0E0E'), "DPB"),
    "a project that hides itself": (in_stream("PROJECT", b'GC="', b'GC="0E'), "GC"),
    "a part missing": (without_part(RIBBON_PART), "unreadable"),
}


@pytest.mark.slow
@pytest.mark.parametrize("mistake", IN_FILE)
def test_a_mistake_in_the_file_is_caught(built: bytes, sources: MacroSources, mistake: str) -> None:
    change, said = IN_FILE[mistake]
    package = OfficeFile(built)
    change(package)
    found = faults(package.to_bytes(), sources)
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(
    "module",
    [
        "Ribbon",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in ("Buttons", "Dialogs", "xlwings", "Dictionary")
        ),
    ],
)
def test_a_flipped_bit_in_a_module_is_caught(
    built: bytes, sources: MacroSources, module: str
) -> None:
    project = OfficeFile(built).parts[PROJECT]
    stream = olefile.OleFileIO(io.BytesIO(project)).openstream(["VBA", module]).read()
    assert project.count(stream) == 1  # it lies in one piece
    for quarter in range(4):
        package = OfficeFile(built)
        flipped(PROJECT, project.index(stream) + len(stream) * quarter // 4)(package)
        assert faults(package.to_bytes(), sources), quarter


def test_a_flipped_bit_in_the_zip_is_caught(built: bytes, sources: MacroSources) -> None:
    data = bytearray(built)
    data[len(data) // 2] ^= 1
    assert faults(bytes(data), sources)[0].startswith(("zip", "unreadable"))


def test_a_vietnamese_letter_in_vba_stops_the_build(tmp_path: Path, sources: MacroSources) -> None:
    from plansheet.addin.macro_sources import read_sources

    (tmp_path / "customUI14.xml").write_bytes(sources.ribbon)
    (tmp_path / "Ribbon.bas").write_text("' Tổng hợp\n", encoding="utf-8")
    with pytest.raises(InputError, match="ASCII"):
        read_sources(tmp_path)


IN_LIBREOFFICE: Mapping[str, Callable[[MacroSources], MacroSources]] = {
    "a missing End Sub": in_module("Buttons", lambda text: text.replace("End Sub\n", "", 1)),
    "a name that is not declared": in_module("Buttons", swap("Dim Asked As Variant, ", "Dim ")),
    "a procedure that does not exist": in_module(
        "Starting", swap('    Start "from', '    Begin "from')
    ),
    "a quotation mark lost": in_module(
        "Starting", swap('press(" & Arguments', "press( & Arguments")
    ),
    "a module lost": lambda s: replace(s, modules=[m for m in s.modules if m.name != "Dialogs"]),
    "another command": in_module("Starting", swap("import press; press(", "import press; pres(")),
    "a quotation mark of Python lost": in_module(
        "Active", swap('"\'" & Button & "\'"', '"\'" & Button')
    ),
    "an answer that goes nowhere": in_module(
        "Buttons", swap("        WriteAnswer CStr(Asked(At)), Given(At)\n", "")
    ),
    "an answer that is not remembered": in_module(
        "Buttons", swap("        Remember CStr(Asked(At)), Given(At)\n", "")
    ),
    "letters that are kept by one byte": in_module("Memory", swap("ChrW$(", "Chr$(")),
    "an answer that is kept though the next was cancelled": in_module(
        "Buttons",
        swap(
            "        If Not Ask(CStr(Asked(At)), Given(At)) Then Exit Function\n",
            "        If Not Ask(CStr(Asked(At)), Given(At)) Then Exit Function\n"
            "        WriteAnswer CStr(Asked(At)), Given(At)\n",
        ),
    ),
    "an answer of the button before": in_module("Buttons", swap("    ForgetAnswers\n", "")),
    "a guard that lets everything through": in_module(
        "Starting",
        swap('        If HasForeignSettings() Then Refusal = "foreign_settings"\n', ""),
    ),
    "a return for a plan": in_module("Active", swap(' Or HasSheet("_plansheet")', "")),
    "Protected View that nobody sees": in_module(
        "Active", swap('        Missing = "protected"\n        Exit Function\n', "")
    ),
    "a button that stays pressed when it fails": in_module(
        "Buttons", lambda text: text.replace("Err.Description\n    Pressed = False\n", "\n", 1)
    ),
    "a policy that is told as anything": in_module("Starting", swap("Case 70", "Case 71")),
    "a failure in a box of VBA's own": in_module(
        "Starting", swap("    On Error GoTo Failed\n    PythonSaid", "    PythonSaid")
    ),
    "the words of Python lost": in_module("ShownErrors", swap("    PythonSaid = Said\n", "")),
    "a status bar that stays": in_module(
        "Starting", lambda text: text.replace("    ShowReady\n", "")
    ),
}


def works(office: MacroOffice, data: bytes, folder: Path) -> bool:
    """Whether a button asks, answers, starts Python, and stops before what it must not touch."""
    office.load(data, folder / "plansheet.xlam")
    office.run('Keeping.Kept = ""', "Dialogs.Protected = False")
    office.show(workbook(folder / "plan.xlsx", "Kế hoạch"))
    return starts(office) and remembers(office) and tells(office) and stops(office, folder)


def starts(office: MacroOffice) -> bool:
    office.give("2021-Q2", "D:\\Báo cáo", "yes", "D:\\x")
    heard = office.press("PlansheetIssue")
    answers = [office.answer(key) for key in ("period", "issued", "previous")]
    return heard == "from plansheet.addin import press; press('issue')\n" and answers == [
        "2021-Q2",
        "D:\\Báo cáo",
        "D:\\x",
    ]


def remembers(office: MacroOffice) -> bool:
    """The answers are proposed; a cancelled button changes none; the next begins with its own."""
    office.give("2021-Q3")
    cancelled = office.press("PlansheetIssue") == "" and office.answer("period") == "2021-Q2"
    proposed = str(office.run("Go = Dialogs.Asked"))
    office.give("2021-Q2", "1/7/2021", "D:\\x")
    office.press("PlansheetStatus")
    asked_anew = office.answer("previous") == ""
    return cancelled and "[2021-Q2]" in proposed and "[D:\\Báo cáo]" in proposed and asked_anew


def tells(office: MacroOffice) -> bool:
    """A failure is told, and the button is free again, whatever failed."""
    office.give(*["2021-Q2"] * 11)
    office.run(f'Buttons.Press "check", "plan", "{"period " * 10}period"')  # too many
    office.give()
    office.run("xlwings.Fails = 70", "PlansheetCheck Nothing", "xlwings.Fails = 0")
    office.run("xlwings.Fails = -1", "PlansheetCheck Nothing", "xlwings.Fails = 0")
    told, busy = str(office.run("Go = Dialogs.Told")), str(office.run("Go = Dialogs.Busy"))
    heard = "quy tắc ASR" in told and "ModuleNotFoundError" in told.splitlines()[-1]
    return heard and busy.count("ready\n") == 2


def stops(office: MacroOffice, folder: Path) -> bool:
    office.run("Dialogs.Protected = True")
    protected = office.press("PlansheetCheck") == ""
    office.run("Dialogs.Protected = False", 'Keeping.Kept = ""')
    office.give()
    office.show(workbook(folder / "SYT.xlsx", "_plansheet", "Nhiệm vụ"))
    returned = office.press("PlansheetMerge") == "" and office.run("Go = Dialogs.Asked") == ""
    office.show(workbook(folder / "return.xlsx", "plansheet.conf"))
    return protected and returned and office.press("PlansheetHelp") == ""


def test_the_add_in_works_in_libreoffice(
    office: MacroOffice, sources: MacroSources, tmp_path: Path
) -> None:
    assert works(office, addin(with_stubs(sources)).to_bytes(), tmp_path)


@pytest.mark.parametrize("mistake", IN_LIBREOFFICE)
def test_a_mistake_shows_in_libreoffice(
    office: MacroOffice, sources: MacroSources, tmp_path: Path, mistake: str
) -> None:
    wrong = IN_LIBREOFFICE[mistake](with_stubs(sources))
    try:
        right = works(office, addin(wrong).to_bytes(), tmp_path)
    except LibreOfficeError:  # an error that nobody caught: a box of VBA's own
        right = False
    assert not right


IN_RUNNER: Mapping[str, Change] = {
    "Python not isolated": swap(" -I -B -c ", " -B -c "),
    "a path without its quotation marks": swap('& """" & Python & """', '& Python & "'),
    "a cmd.exe that lies about": swap('"""" & Environ("ComSpec") & """ /C "', '"cmd.exe /C "'),
    "another drive": swap('Left$(Python, 2) & " & cd "', '" cd "'),
    "a share without a drive": swap('"pushd "', '"cd "'),
    "another workbook": swap('ActiveWorkbook.Name & """ --from', 'ThisWorkbook.Name & """ --from'),
    "a press that nobody knows of": swap("--from_xl=1", "--from_xl=0"),
    "an Excel that Python cannot find": swap(' --hwnd="""', ' --hwmd="""'),
    "a log that goes nowhere": swap('" 2> """ & Log & """ "', '" "'),
    "a Python that is not waited for": swap(", 0, True)", ", 0, False)"),
    "a window that flashes": swap(", 0, True)", ", 1, True)"),
    "a failure that nobody hears of": swap("If RunPython <> 0 Then", "If False Then"),
    "the words of Python lost": swap('" " & Said(Log)', '""'),
}


def test_the_small_runner_starts_python(small: MacroSources, tmp_path: Path) -> None:
    assert starts_python(small, tmp_path)


@pytest.mark.parametrize("mistake", IN_RUNNER)
def test_a_mistake_in_the_small_runner_is_caught(
    small: MacroSources, tmp_path: Path, mistake: str
) -> None:
    assert not starts_python(in_module("Runner", IN_RUNNER[mistake])(small), tmp_path)


def starts_python(sources: MacroSources, folder: Path) -> bool:
    """Whether xlwings' command line comes out, from a drive and from a share, and failures."""
    for python, home in (
        ("D:\\a & b (c)\\python.exe", 'D: & cd "D:\\a & b (c)"'),
        ("\\\\máy\\p\\python.exe", 'pushd "\\\\máy\\p"'),
    ):
        excel = WindowsExcel(sources, folder / "plansheet.xlam", python)
        excel.open(workbook(folder / "a & b.xlsx"))
        try:
            excel.press("PlansheetHelp")
        except AssertionError:  # not waited for, or in a window
            return False
        excel.shell.code = 1
        if excel.commands != [expected_line(python, home, "a & b.xlsx")]:
            return False
        _, *looked = excel.press("PlansheetHelp")
        if looked != ["C:\\Temp\\LOG.log"] or "1 ModuleNotFoundError" not in excel.told():
            return False
    return True


def test_there_are_mistakes_enough() -> None:
    assert len(IN_SOURCES) + len(IN_FILE) + len(IN_LIBREOFFICE) + len(IN_RUNNER) >= 95
