"""The registry of Windows, as far as the add-in reads it and cleans up after itself."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class WindowsRegistry(Protocol):
    """Keys of the registry: of the user ("HKCU") or the machine ("HKLM")."""

    def values(self, hive: str, key: str) -> Mapping[str, object]:
        """The values of a key by name; none where the key is not there or may not be read."""

    def keys(self, hive: str, key: str) -> list[str]:
        """The keys below a key."""

    def is_locked(self, hive: str, key: str) -> bool:
        """Whether a key is there that this user may not read."""

    def delete(self, hive: str, key: str) -> bool:
        """Take away a key with all below it; whether it was there and is gone."""


def expanded(path: str) -> str:
    """A path with the value of each %NAME%."""
    return re.sub(r"%([^%]+)%", lambda found: os.environ.get(found[1], found[0]), path)


def windows_registry() -> WindowsRegistry | None:
    """The registry of this computer; None where there is none."""
    return _ThisRegistry() if sys.platform == "win32" else None


@dataclass(frozen=True, slots=True)
class _ThisRegistry:
    def values(self, hive: str, key: str) -> Mapping[str, object]:
        return {name: value for name, value, _ in self._all(hive, key, "EnumValue")}

    def keys(self, hive: str, key: str) -> list[str]:
        return list(self._all(hive, key, "EnumKey"))

    def is_locked(self, hive: str, key: str) -> bool:
        library, root = _hive(hive)
        try:
            library.OpenKey(root, key).Close()
        except OSError as error:
            return isinstance(error, PermissionError)
        return False

    def delete(self, hive: str, key: str) -> bool:
        library, root = _hive(hive)
        for below in self.keys(hive, key):
            self.delete(hive, rf"{key}\{below}")
        try:
            library.DeleteKey(root, key)
        except OSError:  # no such key, or none that may be deleted
            return False
        return True

    def _all(self, hive: str, key: str, each: str) -> Iterator[Any]:
        library, root = _hive(hive)
        try:
            with library.OpenKey(root, key) as opened:
                for number in range(10_000):
                    yield getattr(library, each)(opened, number)
        except OSError:  # no such key, none that may be read, or no more of it
            return


def _hive(hive: str) -> tuple[Any, Any]:
    """The library and its handle of a hive."""
    import winreg

    library: Any = winreg
    return library, {"HKCU": library.HKEY_CURRENT_USER, "HKLM": library.HKEY_LOCAL_MACHINE}[hive]
