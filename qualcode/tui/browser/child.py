"""One screen in a process of its own, for one browser tab."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

__all__ = ["Child", "command_for"]

PATIENCE = 10.0
"""Seconds that a screen has to leave by itself."""


def command_for(study: Path, coder: str | None) -> list[str]:
    """The words that open a study; no shell reads them, and no file beside the study is taken for a module (``-P``)."""
    words = [sys.executable, "-P", "-m", "qualcode", "open", os.path.abspath(study)]
    return words if coder is None else [*words, f"--coder={coder}"]


class Child(AppService):
    """Starts the screen without a shell and sees that it ends."""

    def __init__(
        self,
        words: Sequence[str],
        *,
        send: Callable[[bytes], Awaitable[None]],
        send_text: Callable[[str], Awaitable[None]],
        close: Callable[[], Awaitable[object]],
    ) -> None:
        async def shut() -> None:
            await close()

        super().__init__(
            words[0],
            write_bytes=send,
            write_str=send_text,
            close=shut,
            download_manager=DownloadManager(),
        )
        self.words = list(words)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environment = self._build_environment(width=width, height=height)
        environment["TEXTUAL_DRIVER"] = "qualcode.tui.browser.driver:BrowserDriver"
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        # Ctrl+C is for the server alone, which lets its screens leave in order
        process = await asyncio.create_subprocess_exec(
            *self.words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, **apart
        )
        self._process = process
        self._stdin = process.stdin
        return process

    async def on_data(self, payload: bytes) -> None:
        """Hand on what the screen draws; it is read to the end even where the tab is gone, or the screen would wait for ever."""
        try:
            await super().on_data(payload)
        except (ConnectionError, RuntimeError):
            return

    async def stop(self) -> None:
        """Let the screen leave; end it where it does not."""
        task, self._task = self._task, None
        process = self._process
        if task is None or process is None:
            return
        await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(task, PATIENCE)
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()
