"""What Windows and Office forbid: macros, add-ins, child processes, scripts; from the registry.

Sources of the keys: Microsoft's administrative templates of Office 2016 and later (16.0), and where
its cloud policy service writes the same; for Windows Defender `plansheet.addin.attack_surface`.
What a cloud service manages without leaving it in the registry is not seen.
"""

from __future__ import annotations

import os
from pathlib import PureWindowsPath
from typing import Final

from plansheet.addin import sentences
from plansheet.addin.attack_surface import API_CALLS, CHILD_PROCESSES, rule
from plansheet.addin.checkup_finding import CheckupFinding
from plansheet.addin.macro_sources import Runner
from plansheet.addin.registry import WindowsRegistry, expanded

_OFFICES: Final = (
    r"Software\Policies\Microsoft\Cloud\Office\16.0",
    r"Software\Policies\Microsoft\Office\16.0",
    r"Software\Microsoft\Office\16.0",
)
"""Where settings of Office stand: by a policy of the cloud or of a group, or as the user chose."""

_SECURITY: Final = r"Excel\Security"
_LOCATIONS: Final = rf"{_SECURITY}\Trusted Locations"
_SCRIPTS: Final = r"Software\Microsoft\Windows Script Host\Settings"
_ADDIN_POLICIES: Final = {
    "DisableAllAddins": "Disable all application add-ins",
    "RequireAddinSig": "Require that application add-ins are signed by Trusted Publisher",
}
_ASK: Final = 2
_LEVELS: Final = {
    1: sentences.MACROS_ON,
    _ASK: sentences.MACROS_ASK,
    3: sentences.MACROS_SIGNED,
    4: sentences.MACROS_OFF,
}
"""VBAWarnings, by what Excel does with macros outside of trusted folders; it asks by itself."""


def forbidden(
    registry: WindowsRegistry, addin: PureWindowsPath, runner: Runner
) -> list[CheckupFinding]:
    """What policies and settings say of an add-in, or a workbook with buttons, and its runner."""
    return [
        _vba(registry),
        _macros(registry, addin.parent),
        *([_addins(registry)] if addin.suffix == ".xlam" else []),
        _child_processes(registry),
        _scripts(registry),
        _calls(registry, addin, runner),
    ]


def _setting(registry: WindowsRegistry, key: str, name: str, hive: str = "HKCU") -> object:
    """A setting of Office in the first place that has it; None where none has."""
    for office in _OFFICES:
        for found, value in registry.values(hive, rf"{office}\{key}").items():
            if found.lower() == name.lower():
                return value
    return None


def _vba(registry: WindowsRegistry) -> CheckupFinding:
    off = any(_setting(registry, "Common", "VBAOff", hive) == 1 for hive in ("HKCU", "HKLM"))
    text = sentences.VBA_OFF if off else sentences.VBA_ON
    return CheckupFinding("vba", not off, text, sentences.ALLOW_VBA)


def _macros(registry: WindowsRegistry, folder: PureWindowsPath) -> CheckupFinding:
    """Macros run in a trusted folder, else unless only signed ones, or none, may."""
    if _is_trusted(registry, folder):
        return CheckupFinding("macros", True, sentences.TRUSTED.fill(path=folder))
    level = _setting(registry, _SECURITY, "VBAWarnings")
    level = level if isinstance(level, int) and level in _LEVELS else _ASK
    text = _LEVELS[level].fill(path=folder)
    return CheckupFinding("macros", level <= _ASK, text, sentences.TRUST_FOLDER)


def _is_trusted(registry: WindowsRegistry, folder: PureWindowsPath) -> bool:
    if _setting(registry, _LOCATIONS, "AllLocationsDisabled") == 1:
        return False
    for home in (rf"{office}\{_LOCATIONS}" for office in _OFFICES):
        for name in registry.keys("HKCU", home):
            values = registry.values("HKCU", rf"{home}\{name}")
            path = PureWindowsPath(expanded(str(values.get("Path", ""))))
            below = values.get("AllowSubfolders") == 1 and path in folder.parents
            if path.is_absolute() and (path == folder or below):
                return True
    return False


def _addins(registry: WindowsRegistry) -> CheckupFinding:
    """No trusted folder helps an add-in that is forbidden as such."""
    for name, policy in _ADDIN_POLICIES.items():
        if _setting(registry, _SECURITY, name) == 1:
            text = sentences.ADDINS_OFF.fill(policy=policy)
            return CheckupFinding("addins", False, text, sentences.ALLOW_ADDINS)
    return CheckupFinding("addins", True, sentences.ADDINS_ON)


def _child_processes(registry: WindowsRegistry) -> CheckupFinding:
    cmd = PureWindowsPath(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "cmd.exe"
    found = rule(registry, CHILD_PROCESSES, cmd)
    if found.blocks:
        text = sentences.CHILD_PROCESSES_BLOCKED
        text = text.fill(more=sentences.EXCLUSIONS_UNREAD if found.unread else "")
    elif found.excluded:
        text = sentences.CHILD_PROCESSES_EXCLUDED.fill(path=cmd)
    else:
        text = sentences.RULES_UNREAD if found.unread else sentences.CHILD_PROCESSES_FREE
    return CheckupFinding(
        "child-processes", not found.blocks, text, sentences.ALLOW_CHILD_PROCESSES
    )


def _scripts(registry: WindowsRegistry) -> CheckupFinding:
    off = any(
        str(registry.values(hive, _SCRIPTS).get("Enabled", 1)) == "0" for hive in ("HKCU", "HKLM")
    )
    text = sentences.SCRIPTS_OFF if off else sentences.SCRIPTS_ON
    return CheckupFinding("scripts", not off, text, sentences.ALLOW_SCRIPTS)


def _calls(registry: WindowsRegistry, addin: PureWindowsPath, runner: Runner) -> CheckupFinding:
    blocked = runner == "xlwings" and rule(registry, API_CALLS, addin).blocks
    text = sentences.RUNNER_BLOCKED if blocked else sentences.RUNNER
    return CheckupFinding("runner", not blocked, text.fill(runner=runner), sentences.USE_SMALL)
