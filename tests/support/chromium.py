"""A real browser for pages that plansheet writes: Chromium, told what to do through a pipe.

It speaks the DevTools protocol (https://chromedevtools.github.io/devtools-protocol) over two pipes:
one JSON message, then a zero byte. It is offline: no name can be looked up.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

PROGRAM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
MISSING: Final = "Chromium is not installed"
_FLAGS: Final = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe"),
)
_KEYS: Final = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "/": 191}


class Tab:
    """One page that is open; what it asked the network for, and what was wrong on it."""

    def __init__(self, say: BinaryIO, hear: BinaryIO) -> None:
        self._say, self._hear, self._last, self._session = say, hear, 0, ""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = self("Target.createTarget", url="about:blank")["targetId"]
        attached = self("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self(f"{domain}.enable")

    def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        """What the browser answers to a command."""
        self._last += 1
        told: dict[str, Any] = {"id": self._last, "method": method, "params": params}
        if self._session:
            told["sessionId"] = self._session
        self._say.write(json.dumps(told).encode() + b"\0")
        self._say.flush()
        while True:
            heard = self._next()
            if heard.get("id") == self._last:
                assert "error" not in heard, (method, heard["error"])
                result: dict[str, Any] = heard["result"]
                return result

    def _next(self) -> Mapping[str, Any]:
        message = bytearray()
        while (byte := self._hear.read(1)) != b"\0":
            assert byte, "Chromium has ended"
            message += byte
        heard: Mapping[str, Any] = json.loads(message)
        self._note(heard.get("method", ""), heard.get("params", {}))
        return heard

    def _note(self, event: str, told: Mapping[str, Any]) -> None:
        if event == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif event == "Log.entryAdded":
            self.complaints.append(told["entry"]["text"])
        elif event == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(told["exceptionDetails"]))

    def show(self, path: Path, width: int = 1024, height: int = 800, *, dark: bool = False) -> None:
        """Open a page of a file in a window of that size."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self("Emulation.setEmulatedMedia", features=[scheme])
        self("Page.navigate", url=path.absolute().as_uri())
        while not self.run("document.readyState === 'complete' && location.protocol === 'file:'"):
            pass

    def run(self, script: str) -> Any:
        """What a script on the page comes to; a promise is waited for."""
        done = self("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        about = {"key": key, "windowsVirtualKeyCode": _KEYS.get(key, ord(key[0].upper()))}
        if key in ("Tab", "Enter", "Escape"):
            about["code"] = key
        self("Input.dispatchKeyEvent", type="keyDown", **about, **({"text": text} if text else {}))
        self("Input.dispatchKeyEvent", type="keyUp", **about)

    def type(self, text: str) -> None:
        """Type a text where the cursor is."""
        self("Input.insertText", text=text)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Save what is to be seen as a .png."""
        shot = self("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def printed(self) -> bytes:
        """The page as a .pdf."""
        return base64.b64decode(self("Page.printToPDF", preferCSSPageSize=True)["data"])


@contextmanager
def chromium_tab(profile: Path, program: str = PROGRAM or "") -> Iterator[Tab]:
    """A tab of a Chromium of its own, which ends with the block."""
    to_browser, from_us = os.pipe()
    to_us, from_browser = os.pipe()
    words: Sequence[str] = (program, *_FLAGS, f"--user-data-dir={profile}", "about:blank")
    redirect = f'exec "$@" 3<&{to_browser} 4>&{from_browser}'
    process = subprocess.Popen(
        ["bash", "-c", redirect, "bash", *words],
        pass_fds=(to_browser, from_browser),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_browser)
    os.close(from_browser)
    with os.fdopen(from_us, "wb", buffering=0) as say, os.fdopen(to_us, "rb") as hear:
        try:
            yield Tab(say, hear)
        finally:
            process.terminate()
            process.wait(10)
