"""The command that lists and changes the conventions by which the comparison decides."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.options import AsJson, StudyPath, pairs
from qualcode.cli.output import json_out, say, table
from qualcode.errors import InputError

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(thresholds)


def thresholds(
    study: StudyPath,
    changed: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="Change a threshold. May be repeated.", show_default=False
        ),
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Go back to the default thresholds.")] = False,
    numbers: Annotated[
        str | None,
        typer.Option(
            "--numbers",
            metavar="on|off",
            help="Whether the comparison of this study gives figures, or the matrix with its quotations alone.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List or change the conventions by which the comparison decides; every result prints those it was made with."""
    from dataclasses import asdict

    from qualcode.analysis.thresholds import MEANINGS, Thresholds
    from qualcode.study import Study
    from qualcode.workflows.thresholds import (
        numbers_shown,
        reset_thresholds,
        set_thresholds,
        show_numbers,
        thresholds_of,
    )

    if numbers not in (None, "on", "off"):
        raise InputError(f"Figures are on or off, not “{numbers}”.")
    with Study.open(study) as opened:
        with opened.change("settings.thresholds", "Changed how the comparison decides"):
            if reset:
                reset_thresholds(opened)
            if changed:
                set_thresholds(opened, pairs(changed, "--set"))
            if numbers is not None:
                show_numbers(opened, numbers == "on")
        now, shown = asdict(thresholds_of(opened)), numbers_shown(opened)
    default = asdict(Thresholds())
    if as_json:
        json_out(
            {
                "numbers": shown,
                "thresholds": [
                    {"threshold": name, "value": value, "default": default[name], "meaning": MEANINGS[name]}
                    for name, value in now.items()
                ],
            }
        )
        return
    table(
        {"threshold": "l", "value": "r", "default": "r", "meaning": "l"},
        [(name, f"{value:g}", f"{default[name]:g}", MEANINGS[name]) for name, value in now.items()],
        nothing="",
    )
    say(f"\nFigures: {'on' if shown else 'off; the matrix with its quotations stands alone'}.")
