"""Open a study on the screen, then every document of it: when its text was first painted, and the largest size in memory (MB)."""

from __future__ import annotations

import asyncio
import gc
import sys
import time

gc.disable()  # as qualcode.tui.run does

from material.empty_app import SIZE, peak  # noqa: E402
from qualcode.study import Study  # noqa: E402
from qualcode.tui.app import QualcodeApp, collect_seldom  # noqa: E402
from qualcode.tui.screens.workspace import Workspace  # noqa: E402


class First(QualcodeApp):
    """Notes its first paint with text, browses, and leaves."""

    shown = 0.0

    def _display(self, screen: object, renderable: object) -> None:
        super()._display(screen, renderable)  # type: ignore[arg-type]
        if not self.shown and isinstance(self.screen, Workspace) and len(self.screen.pane._rows):
            self.shown = time.time()
            self.run_worker(self.browse())

    async def browse(self) -> None:
        """Open every document, so that the memory is that of a day's work."""
        assert isinstance(self.screen, Workspace)
        for document in self.study.documents.list():
            self.screen.open_document(document.id)
            await asyncio.sleep(0.02)
        self.exit()


if __name__ == "__main__":
    with Study.open_unchecked(sys.argv[1], actor="Jana") as study:
        app = First(study)
        app.settle = study.settle
        app.when_ready = collect_seldom
        app.run(headless=True, size=SIZE)
    print(app.shown, peak(), file=sys.stderr)
