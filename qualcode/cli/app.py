"""The command line's frame: its commands, and what happens to errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from qualcode.cli import (
    agreement,
    cases,
    claims,
    codebook,
    codes,
    codings,
    comparison,
    cooccurrence,
    coverage,
    demo,
    documents,
    frequencies,
    guide,
    lemmas,
    mapping_codes,
    mappings,
    marks,
    memos,
    models,
    network,
    processes,
    readiness,
    relations,
    reports,
    results,
    retrieval,
    review,
    saturation,
    screen,
    search,
    studies,
    suggestions,
    thresholds,
    verify,
)
from qualcode.cli.output import fail_note, warn
from qualcode.errors import QualcodeError

__all__ = ["app", "run"]

INTERRUPTED = 130
"""What Typer gives back after Ctrl+C."""

app = typer.Typer(
    name="qualcode",
    help="Qualitative coding of interviews, and a comparison of described practice with case-management models. Everything stays on this machine.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", "-V", help="Print the version and leave."),
) -> None:
    """Qualitative coding of interviews, local and in the terminal."""
    if version:
        from qualcode import __version__

        print(f"qualcode {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        screen.pick()


for module in (
    demo,
    studies,
    documents,
    cases,
    codes,
    codings,
    memos,
    search,
    marks,
    lemmas,
    suggestions,
    retrieval,
    cooccurrence,
    relations,
    network,
    frequencies,
    saturation,
    coverage,
    agreement,
    models,
    mapping_codes,
    comparison,
    thresholds,
    mappings,
    guide,
    readiness,
    processes,
    claims,
    reports,
    codebook,
    review,
    results,
    verify,
    screen,
):
    module.register(app)


def run(arguments: Sequence[str]) -> int:
    """Run a command and give the exit code: 0 done, 1 refused, 2 wrong usage."""
    command = typer.main.get_command(app)
    words = list(arguments)
    first = words[0] if words else "-"
    known = first.startswith("-") or first in command.commands  # type: ignore[attr-defined]
    if not known and (first.endswith(".qualcode") or os.path.exists(first)):
        words.insert(0, "open")
    debug = os.environ.get("QUALCODE_DEBUG") == "1"
    try:
        outcome = command.main(words, prog_name="qualcode", standalone_mode=False)
        sys.stdout.flush()
        if outcome == INTERRUPTED:
            raise KeyboardInterrupt
        return outcome if isinstance(outcome, int) else 0
    except QualcodeError as error:
        if debug:
            raise
        fail_note(error)
        return 1
    except (KeyboardInterrupt, typer.Abort):
        warn("qualcode: interrupted; nothing was stored by halves.")
        return 1
    except typer.Exit as leaving:
        return leaving.exit_code
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # nothing more can be written; keeps the exit quiet
        return 0
    except Exception as error:
        if is_usage_error(error):
            error.show()  # type: ignore[attr-defined]
            return 2
        if debug:
            raise
        warn(
            f"qualcode: something went wrong inside qualcode ({type(error).__name__}); no half change was stored. "
            "Please report it; QUALCODE_DEBUG=1 shows the details, which may hold transcript text."
        )
        return 1


def is_usage_error(error: Exception) -> bool:
    """Whether the command line's parser refused the words that were typed."""
    return hasattr(error, "show") and hasattr(error, "format_message")
