"""What must be true of a built add-in, read back without the code that built it.

VBA comes out through oletools, the compound file through olefile, the parts through zipfile.
"""

from __future__ import annotations

import importlib
import io
import re
import unicodedata
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from plansheet.addin.buttons import BUTTONS
from plansheet.addin.macro_sources import MacroSources
from support.addin.project_checks import stream_faults

with warnings.catch_warnings():  # oletools calls old names of its own libraries
    warnings.simplefilter("ignore")
    from oletools.olevba import VBA_Parser

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

CONTENT_TYPES = {
    "xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    "customUI/customUI14.xml": "application/xml",
}
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
RELATIONSHIPS = {
    "_rels/.rels": {
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility": (
            "customUI/customUI14.xml"
        ),
    },
    "xl/_rels/workbook.xml.rels": {
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject": "vbaProject.bin",
    },
}
IMAGES = {
    "AdvancedFileProperties",
    "Consolidate",
    "DataFormExcel",
    "DataValidationCircleInvalid",
    "ErrorChecking",
    "FileNewDefault",
    "FileOpen",
    "FileSendAsAttachment",
    "Help",
    "OutlineGroup",
    "RefreshStatus",
    "ReviewTrackChangesMenu",
    "TracePrecedents",
}
"""Icons of the ribbon: commands of Excel itself, in every edition that Microsoft lists.

Source: `excelcontrols.xlsx` of Office 2013, 2016, 2019 and the three channels of Microsoft 365 in
OfficeDev/office-fluent-ui-command-identifiers (b230a0d). Names that only the lists of Outlook,
Access or InfoPath have are left out: nobody says that Excel draws them.
"""

OWN = {
    "Active",
    "Buttons",
    "Control",
    "Dialogs",
    "Memory",
    "Ribbon",
    "Runner",
    "ShownErrors",
    "Starting",
}

ATTRIBUTES = {
    "tab": {"id", "label", "insertAfterMso"},
    "group": {"id", "label"},
    "button": {"id", "label", "imageMso", "size", "onAction", "screentip", "supertip"},
}
"""Of the 2009 schema ([MS-CUSTOMUI2]) what the ribbon uses; everything else is a mistake."""

CHOICES = {"size": ("normal", "large"), "insertAfterMso": ("TabData",)}
"""Values that the schema allows; a name that Office does not know keeps the tab from loading."""

NEEDED = {"", "plan", "report", "saved"}
"""What must be active for a button."""

KINDS = {
    *("fact", "message", "text", "date", "yes", "open", "files", "save", "folder"),
    *("open or none", "folder or none"),
}
"""Kinds of words that VBA knows what to do with."""

OFF = {
    "ADD_WORKBOOK_TO_PYTHONPATH": "false",
    "PYTHONPATH": "",
    "USE UDF SERVER": "False",
    "LICENSE_KEY": "",
    "CONDA PATH": "",
    "CONDA ENV": "",
    "INTERPRETER": "",
    "INTERPRETER_WIN": "",
    "INTERPRETER_MAC": "",
}
"""Settings that decide what runs; the interpreter is written by `plansheet addin install`."""


def faults(data: bytes, sources: MacroSources) -> list[str]:
    """Everything that is wrong with an add-in; what it says of a broken file is never nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            broken = archive.testzip()
            names = archive.namelist()
            parts = {name: archive.read(name) for name in names}
        if broken or len(names) != len(parts) or names[0] != "[Content_Types].xml":
            return [f"zip: {broken or names}"]
        return [*_package_faults(parts), *_vba_faults(data, parts, sources), *_sheet_faults(parts)]
    except Exception as error:
        return [f"unreadable: {type(error).__name__}: {error}"]


def _package_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    named = {
        one.attrib["PartName"]: one.attrib["ContentType"] for one in types.iter(f"{TYPES}Override")
    }
    by_ending = {
        one.attrib["Extension"]: one.attrib["ContentType"] for one in types.iter(f"{TYPES}Default")
    }
    for part, wanted in CONTENT_TYPES.items():
        found = named.get(f"/{part}", by_ending.get(part.rpartition(".")[2]))
        if found != wanted:
            yield f"content type of {part}: {found}"
    for part in parts:
        if part.startswith("xl/worksheets/") and named.get(f"/{part}") != SHEET_TYPE:
            yield f"content type of {part}: {named.get(f'/{part}')}"
    if extra := {name.lstrip("/") for name in named} - set(parts):
        yield f"content types of parts that are not there: {extra}"
    for source, targets in RELATIONSHIPS.items():
        related = list(ElementTree.fromstring(parts[source]).iter(RELATED))
        found_targets = {one.attrib["Type"]: one.attrib["Target"] for one in related}
        if len({one.attrib["Id"] for one in related}) != len(related):
            yield f"{source}: an Id twice"
        home = source.partition("_rels/")[0]
        lost = [one.attrib["Target"] for one in related if home + one.attrib["Target"] not in parts]
        if lost:
            yield f"{source}: no part {lost}"
        for kind, target in targets.items():
            if found_targets.get(kind) != target:
                yield f"relationship {kind.rpartition('/')[2]}: {found_targets.get(kind)}"
    yield from _ribbon_faults(parts["customUI/customUI14.xml"])


def _ribbon_faults(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8")
    if text != unicodedata.normalize("NFC", text):
        yield "ribbon: not NFC"
    ribbon = ElementTree.fromstring(data)
    if ribbon.tag != f"{UI}customUI":
        yield f"ribbon: namespace of {ribbon.tag}"
    ids = Counter(one.attrib["id"] for one in ribbon.iter() if "id" in one.attrib)
    yield from (f"ribbon: id {name} {times} times" for name, times in ids.items() if times > 1)
    for one in ribbon.iter():
        kind = one.tag.removeprefix(UI)
        if extra := set(one.attrib) - ATTRIBUTES.get(kind, set()):
            yield f"ribbon: {kind} has {sorted(extra)}"
        if not re.fullmatch(r"[A-Za-z_][\w.-]*", one.attrib.get("id", "_")):
            yield f"ribbon: {kind} with id {one.attrib['id']}"
        for name, allowed in CHOICES.items():
            if one.attrib.get(name, allowed[0]) not in allowed:
                yield f"ribbon: {kind} with {name} {one.attrib[name]}"
        if any(len(value) > 1024 for value in one.attrib.values()):
            yield f"ribbon: {kind} with more than 1024 characters"
    for button in ribbon.iter(f"{UI}button"):
        for needed in ("id", "label", "imageMso", "onAction", "screentip", "supertip"):
            if not button.attrib.get(needed):
                yield f"ribbon: a button without {needed}"
        if button.attrib.get("imageMso") not in IMAGES:
            yield f"ribbon: image {button.attrib.get('imageMso')}"
    used = {button.attrib.get("imageMso") for button in ribbon.iter(f"{UI}button")}
    if unused := IMAGES - used:
        yield f"ribbon: no button has {sorted(unused)}"


def _heads(source: str) -> list[str]:
    """The procedures that a module shows to others."""
    return re.findall(r"(?m)^(?:Public )?(?:Sub|Function) (\w+)", source)


def callbacks(data: bytes) -> list[str]:
    """The procedures that the ribbon names."""
    return [
        one.attrib.get("onAction", "") for one in ElementTree.fromstring(data).iter(f"{UI}button")
    ]


def _vba_faults(data: bytes, parts: Mapping[str, bytes], sources: MacroSources) -> Iterator[str]:
    modules = extracted(data)
    for module in sources.modules_without(frozenset({"Control"})):
        if modules.get(module.name) != plain(module.source):
            yield f"module {module.name} is not its source"
    documents = {name: text for name, text in modules.items() if not _code(text)}
    ours = {module.name for module in sources.modules}
    if set(modules) - set(documents) - ours:
        yield f"modules of nobody: {set(modules) - set(documents) - ours}"
    if any(not text.isascii() for text in modules.values()):
        yield "VBA that is not ASCII"
    procedures = "\n".join(modules.values())
    for name in callbacks(parts["customUI/customUI14.xml"]):
        signature = rf"^Public Sub {name}\(control As IRibbonControl\)$"
        if len(re.findall(signature, procedures, re.M)) != 1:
            yield f"callback {name}: no such procedure"
    heads = Counter(head for module in OWN for head in _heads(modules.get(module, "")))
    heads.update(set(_heads(modules.get("xlwings", ""))))  # has some twice, behind #If
    if heads["RunPython"] != 1:
        yield "nothing starts Python"
    yield from (f"procedure {name} {n} times" for name, n in heads.items() if n > 1)
    for name in OWN:
        if opened := _unbalanced(modules.get(name, "")):
            yield f"module {name}: unbalanced {opened}"
    yield from _word_faults(modules, sources)
    yield from stream_faults(parts["xl/vbaProject.bin"], set(modules), set(documents))
    yield from _code_name_faults(parts, set(documents))


def extracted(data: bytes) -> dict[str, str]:
    """The source of each module as oletools reads it, in our own form."""
    parser = VBA_Parser("plansheet.xlam", data=data)
    try:
        macros = list(parser.extract_macros())
    finally:
        parser.close()
    return {name.rpartition(".")[0]: plain(code) for _, _, name, code in macros}


def said_by_olevba(data: bytes) -> dict[str, set[str]]:
    """What olevba finds in a workbook's VBA, by kind."""
    parser = VBA_Parser("plansheet.xlam", data=data)
    try:
        found = parser.analyze_macros(show_decoded_strings=False)
    finally:
        parser.close()
    kinds: dict[str, set[str]] = {}
    for kind, word, _ in found:
        kinds.setdefault(kind, set()).add(word)
    return kinds


def plain(source: str) -> str:
    """Source without what a class has only in a file (VERSION …) or only in a project (VB_Base)."""
    text = re.sub(r"\AVERSION .*?\nEND\n", "", "\n".join(source.splitlines()), flags=re.S)
    lines = [line for line in text.split("\n") if not line.startswith("Attribute VB_Base")]
    return "\n".join(lines).rstrip("\n")


def _code(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith("Attribute "))


BLOCKS = ("Sub", "Function", "With", "If", "Select", "Property")


def _unbalanced(text: str) -> str:
    """The first kind of block that is not closed as often as it is opened."""
    lines = [re.sub(r"'.*", "", line).strip() for line in re.sub(r" _\n", " ", text).split("\n")]
    for block in BLOCKS:
        ends = sum(bool(re.match(rf"End {block}\b", line)) for line in lines)
        if block == "If":
            starts = sum(bool(re.match(r"If\b.*\bThen$", line)) for line in lines)
        elif block in ("With", "Select"):
            starts = sum(bool(re.match(rf"{block}\b", line)) for line in lines)
        else:
            head = rf"(Public |Private |Friend )?(Static )?{block}\b(?! *=)"
            starts = sum(bool(re.match(head, line)) for line in lines)
        if starts != ends:
            return block
    return ""


def _word_faults(modules: Mapping[str, str], sources: MacroSources) -> Iterator[str]:
    """What VBA names and other files must have: questions, messages, buttons, settings."""
    words = {word.key for word in sources.words}
    if odd := {word.kind for word in sources.words} - KINDS:
        yield f"words of an unknown kind: {odd}"
    own = "\n".join(modules.get(name, "") for name in OWN)
    for button, needed, questions in re.findall(r'Press "(\w+)", "(\w*)", "([\w ]*)"', own):
        if needed not in NEEDED:
            yield f"button {button}: needs {needed}"
        if button not in BUTTONS:
            yield f"button {button}: Python does not know it"
        yield from (f"question {one}: no words" for one in questions.split() if one not in words)
    for key in re.findall(
        r'(?:Refusal = |Missing = |WriteAnswer |Pick |Key = |Word\()"([a-z]\w+)"', own
    ):
        if key not in words:
            yield f"words {key} are missing"
    for package, name in re.findall(r'"from ([\w.]+) import (\w+);', own):
        if not hasattr(importlib.import_module(package), name):
            yield f"Python has no {package}.{name}"
    if len(re.findall(r'Start "from plansheet\.addin import press; press\(" & ', own)) != 1:
        yield "Python is not started as it should be"
    runner = modules.get("xlwings", modules.get("Runner", ""))
    asked = set(re.findall(r'(?:GetConfig|Setting)\("([^"]+)"', runner))
    yield from (f"setting {one} is missing" for one in asked - {key for key, _ in sources.settings})
    found = dict(sources.settings)
    for key, value in OFF.items():
        if found.get(key) != value:
            yield f"setting {key}: {found.get(key)}"
    if not re.search(r' -I -B -c """ & (PythonCommand|Code)\b', runner):
        yield "Python is not started isolated"
    if "prepare_sys_path(" in modules.get("xlwings", "").partition("Function XLPyCommand")[0]:
        yield "a workbook's folder is on Python's path"


def _code_name_faults(parts: Mapping[str, bytes], documents: set[str]) -> Iterator[str]:
    workbook = ElementTree.fromstring(parts["xl/workbook.xml"])
    properties = workbook.find(f"{MAIN}workbookPr")
    names = [properties.attrib.get("codeName", "") if properties is not None else ""]
    for part in sorted(one for one in parts if one.startswith("xl/worksheets/sheet")):
        sheet = ElementTree.fromstring(parts[part]).find(f"{MAIN}sheetPr")
        names.append(sheet.attrib.get("codeName", "") if sheet is not None else "")
    if set(names) != documents or len(set(names)) != len(names):
        yield f"code names {names}, document modules {sorted(documents)}"


def _sheet_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    workbook = ElementTree.fromstring(parts["xl/workbook.xml"])
    names = [one.attrib["name"] for one in workbook.iter(f"{MAIN}sheet")]
    if names != ["plansheet", "plansheet.conf"]:
        yield f"sheets {names}"
