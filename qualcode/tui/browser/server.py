"""The server on this machine: page, files, and the connections to the screens."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

import textual_serve
from aiohttp import WSCloseCode, web
from textual_serve.server import Server, to_int

from qualcode.errors import InputError
from qualcode.tui.browser.child import Child
from qualcode.tui.browser.gate import HOST, Gate, page_headers
from qualcode.tui.browser.page import FILES, FOCUS, page

__all__ = ["BrowserServer", "listen", "run"]

USUAL = 8000
"""The port that is taken where none is asked for and it is free."""
STATIC = Path(textual_serve.__file__).parent / "static"
MAX_MESSAGE = 4 * 2**20
"""Bytes of one message of a page: a long paste."""
SIZES = (8, 40)
"""Letters, in pixels."""
CELLS = (20, 1000)
"""Columns or rows of a page's terminal."""


def listen(port: int | None) -> socket.socket:
    """A socket on loopback: on the port that is asked for, else on the usual one, else on any free one.

    Raises :class:`~qualcode.errors.InputError` where the port cannot be had.
    """
    if port is not None and not 0 < port < 65536:
        raise InputError(f"There is no port {port}; ports go from 1 to 65535.")
    for wanted in (USUAL, 0) if port is None else (port,):
        try:
            return socket.create_server((HOST, wanted))
        except PermissionError:
            raise InputError(
                f"Port {wanted} is kept for the system; take one from 1024, or leave out --port."
            ) from None
        except OSError:
            continue
    raise InputError(
        f"Port {port} is taken by another program; take another one, or leave out --port and a free one is found."
    )


class BrowserServer(Server):
    """Serves one command: each page that is let in gets a process of its own."""

    def __init__(self, words: Sequence[str], title: str, gate: Gate) -> None:
        super().__init__(words[0], host=HOST, port=gate.port, title=title)
        self.words = words
        self.gate = gate
        self.sockets: set[web.WebSocketResponse] = set()

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/{token}", self.complete),
                web.get("/{token}/", self.send_page),
                web.get("/{token}/files/{name}", self.send_file),
                web.get("/{token}/ws", self.handle_websocket),
            ]
        )
        app.on_shutdown.append(self.on_shutdown)
        return app

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        upgrade = "upgrade" in request.headers or request.path.endswith("/ws")
        refusal = self.gate.refusal(request.path, request.headers, socket=upgrade)
        if refusal:
            return web.Response(status=403, text=refusal + "\n", headers=page_headers(HOST))
        return await handler(request)

    async def complete(self, request: web.Request) -> web.Response:
        """The address without its last stroke."""
        raise web.HTTPFound(f"/{self.gate.token}/")

    async def send_page(self, request: web.Request) -> web.Response:
        """The page with the terminal."""
        size = min(SIZES[1], max(SIZES[0], to_int(request.query.get("fontsize", ""), 16)))
        text = page(self.title, f"ws://{request.host}/{self.gate.token}/ws", size)
        return web.Response(text=text, content_type="text/html", headers=page_headers(request.host))

    async def send_file(self, request: web.Request) -> web.StreamResponse:
        """One of the few files that the page loads."""
        name = request.match_info["name"]
        if name == "focus.js":
            return web.Response(
                text=FOCUS, content_type="text/javascript", headers=page_headers(request.host)
            )
        place = FILES.get(name)
        if place is None:
            raise web.HTTPNotFound
        return web.FileResponse(STATIC / place, headers=page_headers(request.host))

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Start a screen and carry keys to it and what it draws to the page, until one of the two is gone."""
        connection = web.WebSocketResponse(heartbeat=15, max_msg_size=MAX_MESSAGE)
        await connection.prepare(request)
        width, height = (
            min(CELLS[1], max(CELLS[0], to_int(request.query.get(name, ""), usual)))
            for name, usual in (("width", 80), ("height", 24))
        )
        child = Child(
            self.words, send=connection.send_bytes, send_text=connection.send_str, close=connection.close
        )
        self.sockets.add(connection)
        try:
            await child.start(width, height)
            await self._process_messages(connection, child)
        except (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError):
            await connection.close(code=WSCloseCode.UNSUPPORTED_DATA)
        finally:
            self.sockets.discard(connection)
            await child.stop()
            await connection.close()
        return connection

    async def on_shutdown(self, app: web.Application) -> None:
        """Close the connections; each lets its screen leave."""
        for connection in list(self.sockets):
            await connection.close(code=WSCloseCode.GOING_AWAY)


def run(words: Sequence[str], title: str, port: int | None, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl+C or the end of the terminal; ``ready`` gets the address to open."""
    listening = listen(port)
    gate = Gate(listening.getsockname()[1])

    async def serve() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with suppress(AttributeError, NotImplementedError):
                loop.add_signal_handler(getattr(signal, name), stop.set)
        runner = web.AppRunner(
            await BrowserServer(words, title, gate)._make_app(), access_log=None, shutdown_timeout=15
        )
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            ready(gate.address)
            await stop.wait()
        finally:
            await runner.cleanup()

    asyncio.run(serve())
