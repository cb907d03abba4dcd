"""The terminal interface: a thin face over :class:`qualcode.study.Study` and the workflows.

The table of actions (:mod:`qualcode.tui.actions`) can be read without loading Textual; :func:`run` loads it.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

__all__ = ["run", "start"]


def ask_the_terminal() -> None:
    """Let the size of the screen be that of the terminal, not one that a program before has left in the environment."""
    if sys.__stdout__ is not None and sys.__stdout__.isatty():
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)


def run(path: Path, actor: str | None = None, *, coder: str | None = None) -> None:
    """Open a study on the screen until the user leaves; see :func:`qualcode.tui.app.run`."""
    ask_the_terminal()
    gc.disable()  # nothing that is loaded for the first paint is garbage; the app turns it on again, seldom
    from qualcode.tui.app import run as run_app

    run_app(path, actor, coder=coder)


def start() -> None:
    """Show the start screen; see :func:`qualcode.tui.start.start`."""
    ask_the_terminal()
    from qualcode.tui.start import start as start_app

    start_app()
