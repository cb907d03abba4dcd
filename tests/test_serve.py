"""``qualcode serve``: the screen in a real browser, and everybody else kept out."""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from qualcode.study import Study
from tests.conftest import program
from tests.study.material import add, new

LONG = 20.0
"""Seconds after which something never comes."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the tests speak with a server on this machine, and with nobody else."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family == socket.AF_INET and address[0] != "127.0.0.1":
            raise AssertionError(f"a test tried to reach the network: {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


class Served:
    """A server in a process of its own."""

    def __init__(self, study: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "qualcode", "serve", str(study), *options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", start_new_session=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.said = ""
        while "Ctrl+C" not in self.said:
            line = self.process.stdout.readline()
            assert line, f"the server ended: {self.said}"
            self.said += line
        found = re.search(r"http://\S+", self.said)
        assert found is not None
        self.address = found[0]
        parts = urlsplit(self.address)
        assert parts.port is not None
        self.port = parts.port
        self.path = parts.path
        self.host = f"127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
        """Ask for a path with headers as they are given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": self.host, **headers}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        text = "" if answer.status == 101 else answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, answer.headers, text

    def connect(self, path: str, **headers: str) -> int:
        """Ask for a connection to the screen; gives the status."""
        return self.get(
            path, Connection="Upgrade", Upgrade="websocket", Sec_WebSocket_Version="13",
            Sec_WebSocket_Key=base64.b64encode(os.urandom(16)).decode(), **headers,
        )[0]  # fmt: skip

    def children(self) -> list[str]:
        """The processes of screens."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        ).stdout
        return listed.split()

    def stop(self) -> str:
        """Press Ctrl+C; gives all that was said."""
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=LONG)
        return self.said + rest


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study whose path and title have spaces, quotes and letters beyond ASCII."""
    with new(tmp_path) as made:
        add(made, "talk with R")
    folder = tmp_path / "můj výzkum; $(x)"
    folder.mkdir()
    path = folder / "it's “ours”.qualcode"
    (tmp_path / "study.qualcode").rename(path)
    return path


@pytest.fixture
def served(study: Path) -> Iterator[Served]:
    server = Served(study)
    yield server
    with suppress(ProcessLookupError):
        os.killpg(server.process.pid, signal.SIGKILL)
    server.process.communicate()


AS_3_AND_4 = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 100) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Gives a program the ends of two pipes under the numbers at which Chromium looks for them."""


class Browser:
    """Chromium, driven through a pipe."""

    def __init__(self, profile: Path) -> None:
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()
        words = [
            program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", f"--user-data-dir={profile}",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--window-size=1200,800", "--remote-debugging-pipe", "about:blank",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-c", AS_3_AND_4, str(to_read), str(from_write), *words],
            pass_fds=(to_read, from_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        os.close(to_read)
        os.close(from_write)
        self.out, self.back = to_write, from_read
        self.number = 0
        self.rest = b""
        self.events: list[dict[str, Any]] = []
        self.session: str | None = None

    def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give an order and wait for its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session is not None:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + LONG
        while True:
            said = self.read(until)
            self.events += [event for event in said if event.get("id") != self.number]
            for event in said:
                if event.get("id") == self.number:
                    assert "error" not in event, event
                    result: dict[str, Any] = event["result"]
                    return result

    def read(self, until: float) -> list[dict[str, Any]]:
        """What the browser has said meanwhile, at least one message."""
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.back], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"the browser said nothing; drawn so far: {self.drawn()[-3000:]}"
            data = os.read(self.back, 1 << 20)
            assert data, "the browser has ended"
            self.rest += data
        *messages, self.rest = self.rest.split(b"\0")
        return [json.loads(message) for message in messages]

    def open(self, address: str) -> None:
        """Open a page in a tab of its own."""
        self.session = None
        target = self("Target.createTarget", url="about:blank")["targetId"]
        self.session = self("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self("Network.enable")
        self("Page.enable")
        self("Emulation.setFocusEmulationEnabled", enabled=True)
        self("Page.navigate", url=address)

    def wait(self, what: str, there: Callable[[], bool]) -> None:
        """Wait for messages until something is there."""
        until = time.monotonic() + LONG
        while not there():
            assert time.monotonic() < until, f"{what} never came; drawn so far: {self.drawn()[-2000:]}"
            self.events += self.read(until)

    def of(self, method: str) -> list[dict[str, Any]]:
        """The events of one kind in the tab."""
        return [
            e["params"]
            for e in self.events
            if e.get("method") == method and e.get("sessionId") == self.session
        ]

    def drawn(self) -> str:
        """What the screen has drawn, without its escape sequences."""
        frames = [e["response"] for e in self.of("Network.webSocketFrameReceived")]
        data = b"".join(base64.b64decode(f["payloadData"]) for f in frames if f["opcode"] == 2)
        return re.sub(r"\x1b\[[0-9;:?<=>$]*[ -/]*[@-~]", "", data.decode("utf-8", "replace"))

    def type(self, words: str) -> None:
        """Press keys, the last one Enter where the words end in a line end."""
        for letter in words:
            key = {"key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13} if letter == "\n" else {"key": letter, "text": letter}  # fmt: skip
            self("Input.dispatchKeyEvent", type="keyDown", **key)
            self("Input.dispatchKeyEvent", type="keyUp", **{k: v for k, v in key.items() if k != "text"})

    def close(self) -> None:
        """End the browser."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.out)
        os.close(self.back)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    opened = Browser(tmp_path / "profile")
    yield opened
    opened.close()


def test_a_passage_is_coded_in_a_browser_and_nothing_is_fetched_from_elsewhere(
    served: Served, browser: Browser, study: Path
) -> None:
    browser.open(served.address)
    browser.wait("the transcript", lambda: "What does trust mean here?" in browser.drawn())
    browser.type("tsectrust\n")
    browser.wait("the coding", lambda: "[R01:1]" in browser.drawn())
    with Study.open(study) as opened:
        (row,) = opened.codings.list()
        assert (row.code, row.text) == ("trust", "I trust him, and he trusts me.")
    asked = {urlsplit(e["request"]["url"]) for e in browser.of("Network.requestWillBeSent")}
    asked |= {urlsplit(e["url"]) for e in browser.of("Network.webSocketCreated")}
    assert {url.scheme for url in asked} >= {"http", "ws"}
    assert {url.netloc for url in asked if url.scheme != "data"} == {served.host}
    assert browser.of("Network.loadingFailed") == []
    first = browser.session
    browser.open(served.address)
    browser.wait("the coding in a second tab", lambda: "trust" in browser.drawn())
    assert len(served.children()) == 2
    browser.session = first
    assert "Stopped" in served.stop()
    browser.wait("the end", lambda: bool(browser.of("Network.webSocketClosed")))
    shown = browser("Runtime.evaluate", expression="document.body.innerText")["result"]["value"]
    assert "every change was saved" in shown
    assert "Open it again" in shown


def test_the_screens_end_with_the_server_even_where_it_is_killed(served: Served, browser: Browser) -> None:
    browser.open(served.address)
    browser.wait("the transcript", lambda: "What does trust mean here?" in browser.drawn())
    (child,) = served.children()
    served.process.kill()
    served.process.wait()
    until = time.monotonic() + LONG
    while Path(f"/proc/{child}/stat").exists() and Path(f"/proc/{child}/stat").read_text().split()[2] != "Z":
        assert time.monotonic() < until, "the screen lives on"
        time.sleep(0.05)


def test_only_its_own_page_under_its_own_address_is_let_in(served: Served) -> None:
    own = f"http://{served.host}"
    status, headers, page = served.get(served.path)
    assert status == 200
    assert "it&#x27;s" in page or "opening" in page
    assert re.findall(r"(?:https?|ftp):|\bsrc=\"//", page) == []
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert served.get(served.path.rstrip("/"))[1]["Location"] == served.path
    assert served.get(served.path, Host=f"localhost:{served.port}")[0] == 200
    for wrong in (
        "rebound.example",
        f"rebound.example:{served.port}",
        "127.0.0.1",
        f"127.0.0.1:{served.port + 1}",
        "",
    ):
        assert served.get(served.path, Host=wrong)[0] in (400, 403), wrong
    assert served.get(served.path, Origin="https://other.example")[0] == 403
    for path in (
        "/",
        "/ws",
        "/" + "A" * 43 + "/",
        "/" + "A" * 43 + "/ws",
        "/static/js/textual.js",
        "/files/textual.js",
    ):
        status, _, text = served.get(path, Origin=own)
        assert status == 403, path
        assert served.path.strip("/") not in text
    assert served.get(served.path + "files/textual.js")[0] == 200
    for path in ("files/../server.py", "files/%2e%2e/server.py", "files/", "files/server.py", "download/x"):
        assert served.get(served.path + path)[0] == 404, path


def test_no_other_page_connects_to_the_screen(served: Served) -> None:
    own = f"http://{served.host}"
    socket_path = served.path + "ws?width=80&height=24"
    for origin in (
        "https://other.example",
        "null",
        f"http://127.0.0.1:{served.port + 1}",
        f"https://{served.host}",
    ):
        assert served.connect(socket_path, Origin=origin) == 403, origin
    assert served.connect(socket_path) == 403
    assert served.connect("/" + "A" * 43 + "/ws", Origin=own) == 403
    rebound = f"rebound.example:{served.port}"
    assert served.connect(socket_path, Host=rebound, Origin=f"http://{rebound}") == 403
    assert served.children() == []
    assert served.connect(socket_path, Origin=own) == 101


def test_it_listens_on_loopback_alone_and_says_how_to_stop(served: Served) -> None:
    ports = Path("/proc/net/tcp").read_text(encoding="ascii") + Path("/proc/net/tcp6").read_text(
        encoding="ascii"
    )
    listening = re.findall(rf" ([0-9A-F]+):{served.port:04X} [0-9A-F]+:0000 0A", ports)
    assert listening == ["0100007F"]
    said = served.stop()
    assert "until you stop it here with Ctrl+C" in said
    assert "Stopped; every change was saved" in said
    assert served.process.returncode == 0


def test_a_port_that_is_taken_is_named_in_a_sentence(
    study: Path, served: Served, qualcode: list[str]
) -> None:
    def refused(*words: str) -> str:
        done = subprocess.run([*qualcode, "serve", str(study), *words], capture_output=True, text=True, timeout=LONG, check=False)  # fmt: skip
        assert done.returncode == 1
        return done.stderr

    assert f"Port {served.port} is taken" in refused("--port", str(served.port))
    assert "no port 70000" in refused("--port", "70000")
    other = Served(study)
    assert other.port != served.port
    other.stop()


def test_a_file_that_is_no_study_is_refused_before_anything_is_served(
    tmp_path: Path, qualcode: list[str]
) -> None:
    done = subprocess.run([*qualcode, "serve", str(tmp_path / "none.qualcode")], capture_output=True, text=True, timeout=LONG, check=False)  # fmt: skip
    assert done.returncode == 1
    assert "http" not in done.stdout
