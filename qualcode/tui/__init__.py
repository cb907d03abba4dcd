"""The terminal interface: a thin face over :class:`qualcode.study.Study` and the workflows.

The table of actions (:mod:`qualcode.tui.actions`) can be read without loading Textual; :func:`run` loads it.
"""

from __future__ import annotations

import gc
from pathlib import Path

__all__ = ["run", "start"]


def run(path: Path, actor: str | None = None, *, coder: str | None = None) -> None:
    """Open a study on the screen until the user leaves; see :func:`qualcode.tui.app.run`."""
    gc.disable()  # nothing that is loaded for the first paint is garbage; the app turns it on again, seldom
    from qualcode.tui.app import run as run_app

    run_app(path, actor, coder=coder)


def start() -> None:
    """Show the start screen; see :func:`qualcode.tui.start.start`."""
    from qualcode.tui.start import start as start_app

    start_app()
