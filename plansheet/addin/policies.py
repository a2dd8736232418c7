"""What Windows and Office forbid: macros, child processes, scripts; read from the registry.

Sources of the keys: Microsoft's administrative templates of Office 2016 and later (16.0) and the
reference of attack surface reduction rules. What a cloud service manages without leaving it in the
registry is not seen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any, Final, Protocol

from plansheet.addin import sentences
from plansheet.addin.checkup_finding import CheckupFinding
from plansheet.addin.macro_sources import Runner

_SECURITY: Final = r"Microsoft\Office\16.0\Excel\Security"
_POLICIES: Final = rf"Software\Policies\{_SECURITY}"
_CHOSEN: Final = rf"Software\{_SECURITY}"
_LOCATIONS: Final = "Trusted Locations"
_GUARD: Final = r"Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_RULES: Final = (rf"SOFTWARE\Policies\Microsoft\{_GUARD}", rf"SOFTWARE\Microsoft\{_GUARD}")
_SCRIPTS: Final = r"Software\Microsoft\Windows Script Host\Settings"

CHILD_PROCESSES: Final = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""The rule “Block all Office applications from creating child processes”."""

API_CALLS: Final = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
"""The rule “Block Win32 API calls from Office macros”: it objects to `Declare`, as xlwings has."""

_BLOCKING: Final = ("1", "6")
"""Block, and warn."""


class WindowsRegistry(Protocol):
    """Values of the registry: of the user ("HKCU") or the machine ("HKLM")."""

    def values(self, hive: str, key: str) -> Mapping[str, object]:
        """The values of a key by name; none where the key is not there or may not be read."""

    def keys(self, hive: str, key: str) -> list[str]:
        """The keys below a key."""


def windows_registry() -> WindowsRegistry | None:
    """The registry of this computer; None where there is none."""
    return _ThisRegistry() if sys.platform == "win32" else None


@dataclass(frozen=True, slots=True)
class _ThisRegistry:
    def values(self, hive: str, key: str) -> Mapping[str, object]:
        return {name: value for name, value, _ in self._all(hive, key, "EnumValue")}

    def keys(self, hive: str, key: str) -> list[str]:
        return list(self._all(hive, key, "EnumKey"))

    def _all(self, hive: str, key: str, each: str) -> Iterator[Any]:
        import winreg

        library: Any = winreg
        roots = {"HKCU": library.HKEY_CURRENT_USER, "HKLM": library.HKEY_LOCAL_MACHINE}
        try:
            with library.OpenKey(roots[hive], key) as opened:
                for number in range(10_000):
                    yield getattr(library, each)(opened, number)
        except OSError:  # no such key, none that may be read, or no more of it
            return


def forbidden(
    registry: WindowsRegistry, addin: PureWindowsPath, runner: Runner
) -> list[CheckupFinding]:
    """What policies and settings say of an add-in at a path, started by a runner."""
    child = _rule(registry, CHILD_PROCESSES)
    calls = _rule(registry, API_CALLS) and runner == "xlwings"
    return [
        _macros(registry, addin),
        CheckupFinding(
            "child-processes",
            not child,
            sentences.CHILD_PROCESSES_BLOCKED if child else sentences.CHILD_PROCESSES_FREE,
            sentences.ALLOW_CHILD_PROCESSES,
        ),
        _scripts(registry),
        CheckupFinding(
            "runner",
            not calls,
            (sentences.RUNNER_BLOCKED if calls else sentences.RUNNER).fill(runner=runner),
            sentences.USE_SMALL,
        ),
    ]


def _macros(registry: WindowsRegistry, addin: PureWindowsPath) -> CheckupFinding:
    """Macros run in a trusted folder, else unless only signed ones, or none, may."""
    policy = registry.values("HKCU", _POLICIES)
    level = policy.get("VBAWarnings", registry.values("HKCU", _CHOSEN).get("VBAWarnings", 2))
    if _is_trusted(registry, addin.parent):
        return CheckupFinding("macros", True, sentences.TRUSTED.fill(path=addin.parent))
    if level in (3, 4):
        text = sentences.MACROS_OFF.fill(level=level, path=addin.parent)
        return CheckupFinding("macros", False, text, sentences.TRUST_FOLDER)
    return CheckupFinding("macros", True, sentences.MACROS_ON.fill(level=level))


def _is_trusted(registry: WindowsRegistry, folder: PureWindowsPath) -> bool:
    homes = [rf"{root}\{_LOCATIONS}" for root in (_POLICIES, _CHOSEN)]
    if any(registry.values("HKCU", home).get("AllLocationsDisabled") == 1 for home in homes):
        return False
    for home in homes:
        for name in registry.keys("HKCU", home):
            values = registry.values("HKCU", rf"{home}\{name}")
            path = PureWindowsPath(_expanded(str(values.get("Path", ""))))
            below = values.get("AllowSubfolders") == 1 and path in folder.parents
            if path.is_absolute() and (path == folder or below):
                return True
    return False


def _expanded(path: str) -> str:
    """A path with the value of each %NAME%."""
    import os

    return os.path.expandvars(path)


def _scripts(registry: WindowsRegistry) -> CheckupFinding:
    off = any(
        str(registry.values(hive, _SCRIPTS).get("Enabled", 1)) == "0" for hive in ("HKCU", "HKLM")
    )
    text = sentences.SCRIPTS_OFF if off else sentences.SCRIPTS_ON
    return CheckupFinding("scripts", not off, text, sentences.ALLOW_SCRIPTS)


def _rule(registry: WindowsRegistry, rule: str) -> bool:
    """Whether an attack surface reduction rule blocks; a policy of the machine goes first."""
    for key in _RULES:
        rules = {name.lower(): value for name, value in registry.values("HKLM", key).items()}
        if rule in rules:
            return str(rules[rule]) in _BLOCKING
    return False
