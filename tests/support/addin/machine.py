"""A computer with Windows: its registry, and the library of Python that reads it."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType, TracebackType
from typing import Any

_GUARD = r"Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
BY_POLICY = rf"HKLM\SOFTWARE\Policies\Microsoft\{_GUARD}"
BY_HAND = rf"HKLM\SOFTWARE\Microsoft\{_GUARD}"
CHILDREN = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
CALLS = "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B"

Keys = dict[str, dict[str, object]]


class Machine:
    """A registry: by hive and key, the values; `locked` are keys that only administrators read."""

    def __init__(self, found: Keys, locked: Iterable[str] = ()) -> None:
        self.found, self.locked = found, set(locked)

    def values(self, hive: str, key: str) -> dict[str, object]:
        return {} if self.is_locked(hive, key) else self.found.get(f"{hive}\\{key}", {})

    def keys(self, hive: str, key: str) -> list[str]:
        above = f"{hive}\\{key}\\"
        below = [one.removeprefix(above) for one in self.found if one.startswith(above)]
        return list(dict.fromkeys(one.partition("\\")[0] for one in below))

    def is_locked(self, hive: str, key: str) -> bool:
        return f"{hive}\\{key}" in self.locked

    def delete(self, hive: str, key: str) -> bool:
        gone = [one for one in self.found if f"{one}\\".startswith(f"{hive}\\{key}\\")]
        for one in gone:
            del self.found[one]
        return bool(gone)


class _Opened:
    def __init__(self, key: str) -> None:
        self.key = key

    def Close(self) -> None:  # noqa: N802 - as winreg has it
        pass

    def __enter__(self) -> _Opened:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.Close()


def winreg_of(machine: Machine) -> ModuleType:
    """The library `winreg` on that computer, as far as it is used."""

    def open_key(root: str, key: str) -> _Opened:
        if machine.is_locked(root, key):
            raise PermissionError(13, "Access is denied")
        if f"{root}\\{key}" not in machine.found and not machine.keys(root, key):
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return _Opened(f"{root}\\{key}")

    def one(found: list[Any], number: int) -> Any:
        if number >= len(found):
            raise OSError(259, "No more data is available")
        return found[number]

    def delete_key(root: str, key: str) -> None:
        open_key(root, key)
        if machine.keys(root, key):
            raise PermissionError(13, "Access is denied")
        del machine.found[f"{root}\\{key}"]

    library: Any = ModuleType("winreg")
    library.HKEY_CURRENT_USER, library.HKEY_LOCAL_MACHINE = "HKCU", "HKLM"
    library.OpenKey, library.DeleteKey = open_key, delete_key
    library.EnumKey = lambda opened, n: one(machine.keys(*opened.key.split("\\", 1)), n)
    library.EnumValue = lambda opened, n: one(
        [(name, value, 1) for name, value in machine.found.get(opened.key, {}).items()], n
    )
    made: ModuleType = library
    return made
