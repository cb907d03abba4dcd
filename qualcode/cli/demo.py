"""The command that builds the sample studies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import AsJson
from qualcode.cli.output import json_out, say, warn

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(demo)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to build them.")] = Path("demo"),
    as_json: AsJson = False,
) -> None:
    """Build the sample studies, run every analysis, write every export and list the files."""
    from qualcode.workflows.demo import SAMPLES, build_demo
    from qualcode.workflows.recent import remember

    done = build_demo(folder, progress=None if as_json else warn)
    for sample in reversed(SAMPLES):
        remember(folder / sample.file, sample.title)
    if as_json:
        json_out({"study": str(done.study), "files": [str(path) for path in done.files]})
        return
    for path in done.files:
        say(f"  {path}")
    say(
        f"\n{len(done.files)} files. The interviews are invented. Open the sample study with:\n  qualcode open {done.study}"
    )
