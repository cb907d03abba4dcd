"""How the screen speaks with the server; it leaves as by Ctrl+Q when the browser tab or the server is gone."""

from __future__ import annotations

from textual.app import App
from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp

__all__ = ["BrowserDriver"]


class BrowserDriver(WebDriver):
    """Textual's driver for browsers, with leaving: the reading place and a note that is being written are kept."""

    def run_input_thread(self) -> None:
        """Read keys until there is nobody left to send them."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._leave()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take what is no key: a new size, or that the tab was closed."""
        if packet_type == "quit":
            self._leave()
        else:
            super().on_meta(packet_type, payload)

    def _leave(self) -> None:
        app: App[object] = self._app

        async def leave() -> None:
            try:
                await app.action_quit()
            finally:
                app.post_message(ExitApp())

        app.call_later(leave)
