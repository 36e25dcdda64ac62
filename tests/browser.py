"""A headless Chromium on the other end of a pipe: the DevTools protocol with nothing but the standard library."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from higgs_sym.report.pdf import find_browser

PATIENCE = 30  # seconds for one answer
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run", "--mute-audio")
OPTIONS += ("--disable-background-networking", "--disable-component-update", "--disable-sync")


class Browser:
    """One browser process; `open` gives a page."""

    def __init__(self, executable: str) -> None:
        self.room = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        command_in, self.commands = os.pipe()
        self.answers, answer_out = os.pipe()

        def connect() -> None:
            """The protocol's ends are descriptors 3 and 4."""
            first, second = os.dup(command_in), os.dup(answer_out)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [executable, *OPTIONS, f"--user-data-dir={self.room.name}", "about:blank"],
            preexec_fn=connect,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(command_in)
        os.close(answer_out)
        self.buffer = b""
        self.number = 0
        self.events: list[dict[str, Any]] = []

    def close(self) -> None:
        """End the process and remove its files."""
        with contextlib.suppress(OSError, AssertionError, subprocess.TimeoutExpired):
            self.call("Browser.close")
            self.process.wait(5)
        self.process.kill()
        self.process.wait()
        os.close(self.commands)
        os.close(self.answers)
        self.room.cleanup()

    def call(self, method: str, session: str | None = None, **parameters: Any) -> Any:
        """One command and its result; events that come in between are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]
            self.events.append(answer)

    def read(self) -> dict[str, Any]:
        """The next message."""
        end = time.monotonic() + PATIENCE
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.answers], [], [], max(0, end - time.monotonic()))
            assert ready, "the browser does not answer"
            chunk = os.read(self.answers, 1 << 20)
            assert chunk, "the browser has gone"
            self.buffer += chunk
        message, _, self.buffer = self.buffer.partition(b"\0")
        return dict(json.loads(message))

    def open(self, address: str, width: int = 1100, height: int = 900, dark: bool = False) -> Page:
        """A loaded page whose console and network were watched from the start."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Runtime", "Network", "Log"):
            page.call(f"{domain}.enable")
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        page.call("Emulation.setEmulatedMedia", features=scheme)
        page.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        page.go(address)
        return page


class Page:
    """One tab."""

    def __init__(self, browser: Browser, session: str) -> None:
        self.browser, self.session = browser, session

    def call(self, method: str, **parameters: Any) -> Any:
        """A command to this tab."""
        return self.browser.call(method, self.session, **parameters)

    def go(self, address: str) -> None:
        """Load the address and wait until it is complete."""
        self.call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def evaluate(self, script: str) -> Any:
        """The value of a JavaScript expression, promises awaited, as if the reader had done something."""
        made = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in made, made["exceptionDetails"]
        return made["result"].get("value")

    def wait(self, condition: str) -> None:
        """Until a JavaScript condition holds."""
        end = time.monotonic() + PATIENCE
        while not self.evaluate(condition):
            assert time.monotonic() < end, f"never true: {condition}"
            time.sleep(0.02)

    def press(self, key: str, code: int) -> None:
        """A key, as typed."""
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                windowsVirtualKeyCode=code,
                text="\r" if code == 13 else "",
            )

    def picture(self, path: Path, full: bool = False) -> None:
        """A screenshot as PNG."""
        made = self.call("Page.captureScreenshot", captureBeyondViewport=full)
        path.write_bytes(base64.b64decode(made["data"]))

    def mine(self) -> list[dict[str, Any]]:
        """Events of this tab so far."""
        self.evaluate("0")  # whatever was under way has arrived by now
        return [event for event in self.browser.events if event.get("sessionId") == self.session]

    def complaints(self) -> list[str]:
        """Errors and warnings of the console, exceptions, violations of the content policy."""
        found = []
        for event in self.mine():
            given = event.get("params", {})
            if event["method"] == "Runtime.exceptionThrown":
                found.append(str(given["exceptionDetails"]))
            if event["method"] == "Log.entryAdded" and given["entry"]["level"] in ("error", "warning"):
                found.append(given["entry"]["text"])
            if event["method"] == "Runtime.consoleAPICalled" and given["type"] in ("error", "warning"):
                found.append(str(given["args"]))
        return found

    def requests(self) -> list[str]:
        """Addresses that were asked for, what is inside the page left out."""
        sent = [e["params"]["request"]["url"] for e in self.mine() if e["method"] == "Network.requestWillBeSent"]
        return [address for address in sent if not address.startswith("data:")]


__all__ = ["Browser", "Page", "find_browser"]
