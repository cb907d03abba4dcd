"""The terminal interface: a thin face over :class:`qualcode.study.Study` and the workflows.

The table of actions (:mod:`qualcode.tui.actions`) can be read without loading Textual; :func:`run` loads it.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["run"]


def run(path: Path, actor: str | None = None, *, coder: str | None = None) -> None:
    """Open a study on the screen until the user leaves; see :func:`qualcode.tui.app.run`."""
    from qualcode.tui.app import run as run_app

    run_app(path, actor, coder=coder)
