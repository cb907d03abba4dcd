"""Commands that open the terminal screen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import StudyPath
from qualcode.cli.output import say
from qualcode.errors import InputError

__all__ = ["pick", "register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("open")(open_)


def open_(
    study: StudyPath,
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder",
            metavar="NAME",
            help="Whose codings you make; default: the primary coder's.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Open a study in the terminal screen."""
    if not sys.stdout.isatty():
        raise InputError("The screen needs a terminal; every command also works without it: qualcode --help")
    from qualcode.tui import run

    run(study, coder=coder)


def pick() -> None:
    """Open a study of the present folder: the only one, or the one that is chosen."""
    found = sorted([*Path().glob("*.qualcode"), *Path().glob("*/*.qualcode")])
    if not found:
        say(
            "There is no study in this folder. Try the sample: qualcode demo\nCreate your own: qualcode new thesis.qualcode\nAll commands: qualcode --help"
        )
        return
    if len(found) == 1 and sys.stdin.isatty():
        open_(found[0])
        return
    for n, path in enumerate(found, 1):
        say(f"{n:3}  {path}")
    if not sys.stdin.isatty():
        say("Open one with: qualcode open STUDY")
        return
    answer = typer.prompt("Which one", default="1")
    if not answer.isdecimal() or not 1 <= int(answer) <= len(found):
        raise InputError(f"“{answer}” is no number from 1 to {len(found)}.")
    open_(found[int(answer) - 1])
