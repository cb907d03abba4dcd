"""The command that says when interviews stopped bringing new codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath
from qualcode.cli.output import json_out, say, table, terminal_width
from qualcode.cli.results import Seed, ToTable, print_table, say_statement, write_tables_to
from qualcode.errors import InputError

if TYPE_CHECKING:
    from qualcode.model.saturation import SaturationLevel, SaturationUnit
    from qualcode.workflows.saturating import Assessment

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(saturation)


def saturation(
    study: StudyPath,
    unit: Annotated[str, typer.Option("--unit", help="What is an interview: cases or documents.")] = "cases",
    level: Annotated[str, typer.Option("--level", help="What is new: code or category.")] = "code",
    order: Annotated[
        str | None,
        typer.Option(
            "--order",
            metavar="ATTRIBUTE",
            help="Attribute of the cases with the date or number of the interview, or “import”. Default: interview_date, date, interviewed or order where every case has it, else the order of import.",
            show_default=False,
        ),
    ] = None,
    base: Annotated[
        int, typer.Option("--base", help="First interviews that new codes are held against.")
    ] = 4,
    run: Annotated[int, typer.Option("--run", help="Interviews in a row that are looked at together.")] = 2,
    threshold: Annotated[
        list[float] | None,
        typer.Option(
            "--threshold",
            metavar="PERCENT",
            help="New information at most, in per cent of the codes of the base; may be given several times. Default: 5 and 0.",
            show_default=False,
        ),
    ] = None,
    permutations: Annotated[
        int, typer.Option("--permutations", help="Random orders for the median curve; 0: none.")
    ] = 1000,
    seed: Seed = 1,
    role: Annotated[
        str, typer.Option("--role", help="Whose speech: respondent, interviewer, other, unknown, or all.")
    ] = "respondent",
    coder: Coder = None,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show how many new codes each interview brought, and when that fell to 5 % and 0 % (Guest, Namey and Chen 2020)."""
    from qualcode.workflows.results import analysed
    from qualcode.workflows.saturating import quotations_of_new, saturation_of, saturation_tables

    with analysed(study) as opened:
        assessed = saturation_of(
            opened,
            unit=cast("SaturationUnit", unit),
            level=cast("SaturationLevel", level),
            order=order,
            base=base,
            run=run,
            thresholds=shares(threshold),
            permutations=permutations,
            seed=seed,
            role=role,
            coder=coder,
        )
        if to is not None:
            write_tables_to(opened, to, saturation_tables(assessed))
            return
        behind = quotations_of_new(opened, assessed.found) if as_json else []
    if as_json:
        json_out(as_answer(assessed, behind))
    elif as_csv:
        print_table(saturation_tables(assessed)[0])
    else:
        show(assessed)


def shares(percents: list[float] | None) -> tuple[float, ...]:
    """Thresholds as shares, each once; raises :class:`~qualcode.errors.InputError` for one outside of 0 to 100."""
    found = []
    for percent in dict.fromkeys(percents if percents else (5.0, 0.0)):
        if not 0 <= percent <= 100:
            raise InputError(f"A threshold is a percentage from 0 to 100; {percent:g} is none.")
        found.append(percent / 100)
    return tuple(found)


def as_answer(assessed: Assessment, behind: Sequence[Sequence[int]]) -> dict[str, Any]:
    """The assessment in the keys of the contract; ``behind`` holds the quotations of the new codes of each interview."""
    from qualcode.workflows.saturating import (
        NOTE,
        left_out_sentence,
        order_sentence,
        reached_sentence,
        short_sentence,
    )

    found = assessed.found
    spread = {each.number: each for each in found.spread}
    return {
        **assessed.statement.as_dict(),
        "order": {
            "attribute": assessed.order.attribute,
            "values": assessed.order.values,
            "tied": assessed.order.tied,
            "merges": assessed.order.merges,
            "passed_over": assessed.order.passed_over,
            "unread": [{"case": case, "value": value} for case, value in assessed.order.unread],
        },
        "left_out": list(found.left_out),
        "interviews": [
            {
                "number": each.number,
                "interview": each.name,
                "placed_by": each.placed_by,
                "codes": each.codes,
                "new": len(each.new),
                "new_codes": list(each.new),
                "quotations": list(numbers),
                "cumulative": each.cumulative,
                "median": spread[each.number].median if each.number in spread else None,
                "p5": spread[each.number].low if each.number in spread else None,
                "p95": spread[each.number].high if each.number in spread else None,
            }
            for each, numbers in zip(found.interviews, behind, strict=True)
        ],
        "base": {"interviews": found.base_size, "codes": found.base_codes},
        "run_length": found.run_length,
        "runs": [
            {"first": each.first, "last": each.last, "new": each.new, "ratio": each.ratio}
            for each in found.runs
        ],
        "thresholds": [
            {
                "threshold": each.threshold,
                "reached": each.after is not None,
                "after": each.after,
                "confirmed_by": list(each.confirmed),
                "notation": each.notation,
                "ratio": each.ratio,
                "orders_that_reach": each.orders,
                "median_after": each.median_after,
                "sentence": reached_sentence(found, each),
            }
            for each in found.reached
        ],
        "notes": [
            each
            for each in (
                short_sentence(found),
                left_out_sentence(found),
                order_sentence(assessed),
                NOTE,
            )
            if each
        ],
    }


def show(assessed: Assessment) -> None:
    """Print the curve, the interviews and what came of each threshold."""
    from qualcode.text.charts import columns_chart
    from qualcode.workflows.saturating import (
        NOTE,
        left_out_sentence,
        order_sentence,
        random_sentence,
        reached_sentence,
        short_sentence,
    )

    found = assessed.found
    if not found.interviews:
        say(
            f"Nothing is coded by {found.coder} in what was read, so there is nothing to assess."
            if found.left_out
            else "There are no interviews yet, so there is nothing to assess."
        )
        return
    noun = "codes" if found.level == "code" else "categories"
    chart = columns_chart(
        [each.cumulative for each in found.interviews],
        [f"+{len(each.new)}" for each in found.interviews],
        width=min(100, terminal_width()),
    )
    say(f"Different {noun} after each interview")
    for line in chart:
        say(line)
    say("")
    spread = {each.number: each for each in found.spread}
    ratios = {each.last: each.ratio for each in found.runs}
    table(
        {
            "": "r",
            "interview": "l",
            noun: "r",
            "new": "r",
            "so far": "r",
            "new in run": "r",
            "median of orders (5–95 %)": "r",
        },
        [
            (
                each.number,
                each.name,
                each.codes,
                len(each.new),
                each.cumulative,
                percent(ratios.get(each.number)),
                f"{spread[each.number].median:g} ({spread[each.number].low:g}–{spread[each.number].high:g})"
                if each.number in spread
                else "",
            )
            for each in found.interviews
        ],
        nothing="",
    )
    say("")
    short = short_sentence(found)
    if short:
        say(short)
    else:
        for each in found.reached:
            say(reached_sentence(found, each))
            if found.permutations:
                say(random_sentence(found, each))
    if found.left_out:
        say(left_out_sentence(found))
    say(order_sentence(assessed))
    say(NOTE)
    say_statement(assessed.statement)


def percent(ratio: float | None) -> str:
    """New information of a run as it is compared with thresholds: one decimal."""
    return "" if ratio is None else f"{ratio * 100:.1f} %"
