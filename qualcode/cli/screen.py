"""Commands that open the terminal screen, there or in a browser, and the list of recent studies."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import AsJson, StudyPath
from qualcode.cli.output import json_out, say, table
from qualcode.errors import InputError

__all__ = ["pick", "register"]

Whose = Annotated[
    str | None,
    typer.Option(
        "--coder",
        metavar="NAME",
        help="Whose codings you make; default: the primary coder's.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("open")(open_)
    app.command()(serve)
    app.command()(recent)


def open_(study: StudyPath, coder: Whose = None) -> None:
    """Open a study in the terminal screen."""
    served = bool(os.environ.get("TEXTUAL_DRIVER"))  # set by serve: the screen is drawn in a browser
    if not served and not sys.stdout.isatty():
        raise InputError("The screen needs a terminal; every command also works without it: qualcode --help")
    from qualcode.tui import run

    run(study, coder=coder)


def serve(
    study: StudyPath,
    port: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Port on this machine; default: 8000, or a free one where it is taken.",
            show_default=False,
        ),
    ] = None,
    coder: Whose = None,
) -> None:
    """Show a study's screen in a browser on this machine; nobody else can reach it. Ctrl+C stops it."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        title = opened.title
    from qualcode.tui.browser.child import command_for
    from qualcode.tui.browser.server import run

    def ready(address: str) -> None:
        say(f"Open this address in a browser on this machine:\n  {address}")
        say(
            "Who has the address can read and change the study: do not pass it on. It holds until you stop it here with Ctrl+C."
        )

    run(command_for(study, coder), title, port, ready)
    say("Stopped; every change was saved when it was made.")


def recent(
    forget: Annotated[
        Path | None,
        typer.Option(metavar="STUDY", help="Take a study off the list; its file stays.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the studies that were open lately, the last one first."""
    from qualcode.workflows import recent as listed

    if forget is not None:
        listed.forget(forget)
    studies = listed.recent_studies()
    if as_json:
        json_out(
            [{"path": str(r.path), "title": r.title, "opened": r.opened, "there": r.there} for r in studies]
        )
        return
    rows = [
        (r.title, r.opened[:16].replace("T", " "), str(r.path), "" if r.there else "not there any more")
        for r in studies
    ]
    table(
        {"title": "l", "opened (UTC)": "l", "path": "l", "": "l"}, rows, nothing="No study was open lately."
    )


def pick() -> None:
    """Open the start screen; without a terminal, list the studies of the present folder."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        from qualcode.tui import start

        start()
        return
    from qualcode.workflows.recent import studies_in

    found = studies_in(Path())
    if not found:
        say(
            "There is no study in this folder. Try the sample: qualcode demo\nCreate your own: qualcode new thesis.qualcode\nAll commands: qualcode --help"
        )
        return
    for n, path in enumerate(found, 1):
        say(f"{n:3}  {path}")
    say("Open one with: qualcode open STUDY")
