"""A real headless Chromium, spoken to over the WebDriver protocol (W3C) of its chromedriver.

with Chromium() as browser:
    browser.open("http://127.0.0.1:8026/")
    browser.find("input[name=title]").type("Sunlit")
"""

import base64
import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx

ENTER, TAB, SPACE = "\ue007", "\ue004", " "
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_FOCUS = """const e = document.activeElement;
const named = e.labels && e.labels.length ? e.labels[0] : e; return named.innerText.trim();"""
_ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
              "--hide-scrollbars", "--force-color-profile=srgb"]  # fmt: skip


def missing() -> str | None:
    """Why there is no browser to test with; None where there is one."""
    for program in ("chromium", "chromedriver"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return None


class Chromium:
    def __init__(self, width: int = 1280, height: int = 900, *, dark: bool = False) -> None:
        self._size = (width, height)
        self._dark = dark

    def __enter__(self) -> Self:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._driver = subprocess.Popen(
            ["chromedriver", f"--port={port}", "--log-level=OFF"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        end = time.monotonic() + 20
        while True:
            with contextlib.suppress(httpx.TransportError):
                if self._client.get("/status").json()["value"]["ready"]:
                    break
            if time.monotonic() > end:
                self._driver.kill()
                raise RuntimeError("chromedriver does not answer")
            time.sleep(0.05)
        arguments = [*_ARGUMENTS, "--window-size={},{}".format(*self._size)]
        if self._dark:
            arguments.append("--blink-settings=preferredColorScheme=0")
        wanted = {"goog:chromeOptions": {"args": arguments}}
        answer = self._client.post("/session", json={"capabilities": {"alwaysMatch": wanted}})
        if answer.status_code != 200:
            self._driver.kill()
            raise RuntimeError(f"the browser does not start: {answer.text[:200]}")
        self._session = f"/session/{answer.json()['value']['sessionId']}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(httpx.TransportError):
            self._client.delete(self._session)
        self._client.close()
        self._driver.terminate()
        self._driver.wait(10)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self._client.request(
            method, self._session + path, json=body if method == "POST" else None
        )
        value = answer.json()["value"]
        if answer.status_code >= 400:
            raise AssertionError(f"{value['error']}: {value['message'].splitlines()[0]}")
        return value

    def open(self, url: str) -> None:
        self._ask("POST", "/url", {"url": url})

    @property
    def url(self) -> str:
        return str(self._ask("GET", "/url"))

    @property
    def text(self) -> str:
        """What a person reads on the page."""
        return self.find("body").text

    @contextlib.contextmanager
    def leaving(self) -> Iterator[None]:
        """What is done within leads to another page, which is there at the end."""
        self.run("window.stays = true")
        yield
        end = time.monotonic() + 20
        while True:
            with contextlib.suppress(AssertionError):
                if self.run("return !window.stays && document.readyState === 'complete'"):
                    return
            if time.monotonic() > end:
                raise AssertionError("no other page came")
            time.sleep(0.02)

    def cookie(self, name: str, value: str) -> None:
        self._ask("POST", "/cookie", {"cookie": {"name": name, "value": value}})

    def forget(self) -> None:
        """Drop all cookies."""
        self._ask("DELETE", "/cookie")

    def find(self, selector: str) -> "Element":
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        return Element(self, found[_ELEMENT])

    def press(self, *keys: str) -> None:
        """Keys of the keyboard, to whatever has the focus."""
        actions = [
            {"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")
        ]  # fmt: skip
        device = {"type": "key", "id": "keyboard", "actions": actions}
        self._ask("POST", "/actions", {"actions": [device]})

    @property
    def focus(self) -> str:
        """The words that belong to what has the focus: its label, else its text."""
        return str(self.run(_FOCUS))

    def run(self, script: str) -> Any:
        """The value of a script; the driver's, which no policy of the page hinders."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": []})

    def promised(self, script: str) -> Any:
        """What the promise that a script returns comes to."""
        waits = "const done = arguments[arguments.length - 1];"
        wrapped = f"{waits} (async () => {{ {script} }})().then(done, e => done(String(e)));"
        return self._ask("POST", "/execute/async", {"script": wrapped, "args": []})

    def picture(self) -> bytes:
        """The window as PNG."""
        return base64.b64decode(self._ask("GET", "/screenshot"))


@dataclass(frozen=True)
class Element:
    browser: Chromium
    id: str

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return self.browser._ask(method, f"/element/{self.id}{path}", body)

    def click(self) -> None:
        self._ask("POST", "/click", {})

    def type(self, text: str) -> None:
        self._ask("POST", "/value", {"text": text})

    @property
    def text(self) -> str:
        return str(self._ask("GET", "/text"))
