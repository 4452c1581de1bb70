"""The HTML page in a real browser: headless Chromium, driven over WebDriver's own protocol."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from command import Command

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,900",
]
TEXT = """# The *tenant* of the castle , asleep

The end of of it. A big boat came.

Plain one & <b>two</b>.

Plain three.

Plain four.

Plain five.

On the fifth floor. Outside it makes cold, said the tenant of the palace.
"""
CHROME = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")


class Browser:
    """A WebDriver session."""

    def __init__(self, port: int, folder: Path) -> None:
        self._base = f"http://127.0.0.1:{port}"
        options = {"binary": CHROME, "args": [*FLAGS, f"--user-data-dir={folder / 'profile'}"]}
        options["prefs"] = {"download.default_directory": str(folder / "down"), "download.prompt_for_download": False}
        wanted = {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}
        self._session = f"/session/{self._ask('POST', '/session', {'capabilities': wanted})['sessionId']}"

    def _ask(self, method: str, path: str, data: Any = None) -> Any:
        raw = json.dumps(data or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self._base + path, raw, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, page: Path) -> None:
        self._ask("POST", f"{self._session}/url", {"url": page.as_uri()})

    def js(self, script: str) -> Any:
        return self._ask("POST", f"{self._session}/execute/sync", {"script": script, "args": []})

    def keys(self, keys: str) -> None:
        for key in keys:
            actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
            self._ask("POST", f"{self._session}/actions", {"actions": [{"type": "key", "id": "k", "actions": actions}]})

    def click(self, css: str) -> None:
        found = self._ask("POST", f"{self._session}/element", {"using": "css selector", "value": css})
        self._ask("POST", f"{self._session}/element/{next(iter(found.values()))}/click")

    def chrome(self, command: str, **params: Any) -> Any:
        return self._ask("POST", f"{self._session}/goog/cdp/execute", {"cmd": command, "params": params})

    def log(self) -> list[dict[str, str]]:
        return list(self._ask("POST", f"{self._session}/se/log", {"type": "browser"}))

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._ask("GET", f"{self._session}/screenshot")))

    def close(self) -> None:
        self._ask("DELETE", self._session)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    if not CHROME or not DRIVER:
        pytest.skip("no chromium and chromedriver on this machine (apt-get install chromium chromium-driver)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as driver:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        session = Browser(port, tmp_path)
        yield session
        session.close()
        driver.terminate()


@pytest.fixture
def page(ungarble: Command, tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(TEXT)
    (tmp_path / "docs" / "b.txt").write_text("It was a message soothing for all.\n")
    done = ungarble("check", "docs", "--output-format", "html", "-o", "page.html")
    assert done.returncode == 1
    return tmp_path / "page.html"


def test_the_page_asks_for_nothing_and_holds_the_text(page: Path) -> None:
    html = page.read_text()
    assert "default-src 'none'" in html
    assert not [word for word in ("http://", "https://", "src=", "@import", "url(") if word in html]
    assert "Plain one &amp; &lt;b&gt;two&lt;/b&gt;." in html
    assert "<del>tenant</del><ins>occupant</ins>" in html


def test_text_that_looks_like_markup_stays_text(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text('</script><script>alert(1)</script> & "A big boat" of of it @@DATA@@.\n')
    html = ungarble("check", "x.txt", "--output-format", "html").stdout.decode()
    assert html.count("<script") == 2
    assert html.count("</script>") == 2
    assert "@@DATA@@" in html


def test_decide_by_key_and_apply(browser: Browser, ungarble: Command, page: Path, tmp_path: Path) -> None:
    browser.open(page)
    tally = "return document.getElementById('tally').textContent"
    assert browser.js(tally) == "8 of 8 shown · 0 accepted · 0 rejected · 8 open"
    browser.keys("jar")  # accept the first, reject the second
    browser.keys("a2")  # accept the third, the second wording of the fourth
    assert browser.js(tally) == "8 of 8 shown · 3 accepted · 1 rejected · 4 open"
    assert browser.js("return document.querySelector('#m3 ins').textContent") == "large boat"
    browser.keys("u")
    assert browser.js(tally).endswith("2 accepted · 1 rejected · 5 open")
    browser.keys("d")
    file = tmp_path / "down" / "ungarble-decisions.jsonl"
    for _ in range(100):
        if file.exists():
            break
        time.sleep(0.1)
    answers = [json.loads(line)["answer"] for line in file.read_text().splitlines()]
    assert answers == ["accept", "reject", "accept"]
    done = ungarble("apply", str(file))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "docs" / "a.md").read_text() == TEXT.replace("*tenant*", "*occupant*").replace("of of", "of")
    assert not browser.log()


def test_filters_and_boxes(browser: Browser, page: Path) -> None:
    browser.open(page)
    shown = "return [...document.querySelectorAll('.card')].filter(c => c.checkVisibility()).length"
    browser.click("#by-rule option[value='own/garbles/tenant']")
    assert browser.js(shown) == 2
    browser.click("#accept-shown")
    browser.click("#by-rule option[value='']")
    browser.click("#only-open")
    assert browser.js(shown) == 6
    browser.click("#by-file option[value='docs/b.txt']")
    assert browser.js(shown) == 1
    assert browser.js("return document.querySelectorAll('.file:not([hidden])').length") == 1
    browser.click("#by-file option[value='']")
    browser.js(
        "const e = document.getElementById('by-confidence'); e.value = 0.95; e.dispatchEvent(new Event('input'))"
    )
    assert browser.js(shown) < 6
    browser.click("#undo")
    assert browser.js("return document.getElementById('tally').textContent").endswith(
        "0 accepted · 0 rejected · 8 open"
    )
    browser.click("#c0 .reject")
    assert browser.js('return decisions().includes(\'"answer":"reject"\')')
    seen = "return document.querySelector('.mark.seen').dataset.n"
    assert browser.js(f"return document.querySelector('#c{browser.js(seen)} .accept').disabled")


def test_light_dark_and_print(browser: Browser, page: Path, tmp_path: Path) -> None:
    browser.open(page)
    ground = "return getComputedStyle(document.body).backgroundColor"
    seen = set()
    for scheme in ("light", "dark"):
        browser.chrome("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        seen.add(browser.js(ground))
        browser.screenshot(tmp_path / f"{scheme}.png")
        assert (tmp_path / f"{scheme}.png").stat().st_size > 10_000
    assert len(seen) == 2
    browser.chrome("Emulation.setEmulatedMedia", media="print")
    assert browser.js(ground) == "rgb(255, 255, 255)"
    assert browser.js("return document.getElementById('download').checkVisibility()") is False
    assert browser.js("return document.querySelector('.card').checkVisibility()") is True
    assert not browser.log()
