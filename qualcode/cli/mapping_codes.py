"""Commands that map codes to criteria, or single quotations to levels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from qualcode.cli.options import Mapper, StudyPath
from qualcode.cli.output import say, says_what_changed, warn
from qualcode.errors import InputError
from qualcode.text.counting import counted

if TYPE_CHECKING:
    from qualcode.model.frameworks import Aspect, Polarity
    from qualcode.study.mappings import NewMapping

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("map")(map_)
    app.command("unmap")(unmap)


def map_(
    study: StudyPath,
    code: Annotated[str | None, typer.Argument(metavar="CODE", show_default=False)] = None,
    criterion: Annotated[str | None, typer.Argument(metavar="CRITERION", show_default=False)] = None,
    polarity: Annotated[
        str | None,
        typer.Option(
            help="supports (5), partial (3) or contradicts (1); supports where no level is given either.",
            show_default=False,
        ),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            help="1 to 5; “ask” where only each quotation knows; with --quotation also “none”.",
            show_default=False,
        ),
    ] = None,
    strength: Annotated[int, typer.Option(help="1 weak, 2 clear, 3 explicit and central.")] = 2,
    aspect: Annotated[
        str, typer.Option(help="practice, barrier, evaluation, outcome or context.")
    ] = "practice",
    counts: Annotated[
        bool | None,
        typer.Option(
            "--counts/--no-counts",
            help="Whether it is scored; default: practice yes, everything else no (barriers are asked).",
            show_default=False,
        ),
    ] = None,
    quotation: Annotated[
        int | None,
        typer.Option(
            metavar="ID",
            help="Set the level of this quotation alone, overruling the code's mapping.",
            show_default=False,
        ),
    ] = None,
    table_file: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            readable=False,
            help="A table (csv, tsv, xlsx) with code, criterion[, polarity, level, strength, aspect, counts].",
            show_default=False,
        ),
    ] = None,
    mapper: Mapper = None,
) -> None:
    """Map a code to a criterion, or one quotation to a level; polarity is about the criterion, never about a model."""
    import sys

    from qualcode.study import Study
    from qualcode.workflows.comparing import ADOPTED, adopt_shipped

    if table_file is None and (code is None or criterion is None):
        raise InputError(
            "Name a code and a criterion: qualcode map STUDY CODE CRITERION, or give a table with --from."
        )
    refuse_levels(mapper, quotation)
    rows: tuple[NewMapping, ...] = ()
    if table_file is not None:
        if code is not None:
            raise InputError("Give either a code with a criterion, or a table with --from.")
        from qualcode.exchange.codings_table import read_mappings

        rows = read_mappings(table_file)
    if (
        aspect == "barrier"
        and counts is None
        and table_file is None
        and quotation is None
        and sys.stdin.isatty()
    ):
        counts = typer.confirm(
            "Does this barrier state what is in fact (not) done, so that it counts?", default=False
        )
    with Study.open(study) as opened:
        with opened.change(
            "mappings.set",
            f"Set the level of quotation {quotation} on {criterion}"
            if quotation is not None
            else f"Mapped “{code}” to {criterion}"
            if code
            else f"Mapped codes from {table_file.name if table_file else ''}",
        ):
            adopted = adopt_shipped(opened)
            if table_file is not None:
                number = opened.mappings.by(mapper, new=True).set_many(rows)
            elif quotation is not None and code is not None and criterion is not None:
                opened.mappings.set_reading(quotation, code, criterion, reading_level(level))
            elif code is not None and criterion is not None:
                ask = level == "ask"
                done = opened.mappings.by(mapper, new=True).set(
                    code,
                    criterion,
                    polarity=cast("Polarity | None", "ask" if ask else polarity),
                    level=None if ask else whole(level),
                    strength=strength,
                    aspect=cast("Aspect", aspect),
                    counts=counts,
                )
        if adopted:
            warn(f"qualcode: {ADOPTED}")
        if table_file is not None:
            say(f"Set {counted(number, 'mapping')}.")
        elif quotation is not None:
            say(
                f"Quotation {quotation} states {'no level' if reading_level(level) is None else f'level {level}'} on {criterion}."
            )
        else:
            said = "a level to be read from each quotation" if done.level is None else f"level {done.level}"
            if polarity is None and level is None:
                said = f"supports, {said}, since nothing else was given"
            say(
                f"“{done.code}” → {done.criterion}: {said}, strength {done.strength}, {done.aspect}, {'counts' if done.counts else 'shown but not scored'}."
            )


def refuse_levels(mapper: str | None, quotation: int | None) -> None:
    """Refuse the level of a quotation in a second mapping, which has none."""
    if mapper is not None and quotation is not None:
        raise InputError(
            "Levels of single quotations belong to the primary mapping; leave out --mapper or --quotation."
        )


def reading_level(level: str | None) -> int | None:
    """The level of a quotation: a number, or none."""
    if level is None:
        raise InputError("Say which level the quotation states: --level 1 to 5, or --level none.")
    return None if level == "none" else whole(level)


def whole(level: str | None) -> int | None:
    """A level as a number."""
    if level is None:
        return None
    if not level.isdecimal():
        raise InputError(f"“{level}” is no level; give a whole number from 1 to 5, or “ask”.")
    return int(level)


def unmap(
    study: StudyPath,
    code: Annotated[str, typer.Argument(metavar="CODE", show_default=False)],
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", show_default=False)],
    quotation: Annotated[
        int | None, typer.Option(metavar="ID", help="Only the level of this quotation.", show_default=False)
    ] = None,
    mapper: Mapper = None,
) -> None:
    """Take a mapping away, or the level of one quotation."""
    from qualcode.study import Study

    refuse_levels(mapper, quotation)
    with Study.open(study) as opened, says_what_changed(opened):
        if quotation is None:
            opened.mappings.by(mapper).remove(code, criterion)
        else:
            opened.mappings.clear_reading(quotation, code, criterion)
