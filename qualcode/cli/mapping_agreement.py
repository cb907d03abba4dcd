"""What the command on mappings prints of a second mapper's agreement, and of the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.cli.output import json_out, say, table
from qualcode.cli.results import print_table, say_statement, write_tables_to
from qualcode.text.counting import counted, whole_percent

if TYPE_CHECKING:
    from qualcode.model.frameworks import Mapping
    from qualcode.model.mapping_log import MappingState
    from qualcode.study import Study
    from qualcode.workflows.mapping_agreement import MapperPair

__all__ = ["show_agreement", "show_log"]


def show_agreement(
    study: Study,
    mappers: Sequence[str],
    codes: Sequence[str],
    worklist: bool,
    as_json: bool,
    as_csv: bool,
    to: Path | None,
) -> None:
    """Print figures and disagreements of two mappers."""
    from qualcode.workflows.mapping_agreement import (
        agreement_notes,
        agreement_on_mappings,
        agreement_tables,
        mapping_words,
    )

    pair = agreement_on_mappings(study, *mappers, codes=codes)
    figures, work = agreement_tables(pair)
    if to is not None:
        write_tables_to(study, to, (work, figures) if worklist else (figures, work))
        return
    if as_csv:
        print_table(work if worklist else figures)
        return
    if as_json:
        json_out(agreement_json(pair))
        return
    found = pair.found
    say(f"first: {pair.first}; second: {pair.second}\n")
    if not worklist:
        mapped = found.mapped
        rows = [("mapped or not", mapped.pairs, whole_percent(mapped.agreement), "", number(mapped.kappa))]
        rows += [
            (
                f"{each.value}, where both mapped",
                each.pairs,
                whole_percent(each.agreement),
                "" if each.value in ("aspect", "counts") else whole_percent(each.within_one),
                number(each.kappa),
            )
            for each in found.values
        ]
        table({"": "l", "pairs": "r", "same": "r", "within one": "r", "kappa": "r"}, rows, nothing="Nothing.")
        say(
            f"\nMapped by both {mapped.both}, by {pair.first} alone {mapped.only_first}, by {pair.second} alone {mapped.only_second}, by nobody {mapped.neither}. "
            f"Of what anybody mapped they agree on {whole_percent(mapped.positive)}; {pair.first} mapped {whole_percent(mapped.prevalence_first)} of all pairs, "
            f"{pair.second} {whole_percent(mapped.prevalence_second)}."
        )
        for note in agreement_notes(pair):
            say(note)
        say("")
    table(
        {"code": "l", "criterion": "l", "differ in": "l", "first says": "l", "second says": "l"},
        [
            (each.code, each.criterion, ", ".join(each.differ), mapping_words(each.first), mapping_words(each.second))
            for each in found.disagreements
        ],
        nothing="They differ nowhere.",
    )  # fmt: skip
    say_statement(pair.statement)


def number(value: float | None) -> str:
    """A coefficient with two decimals, a dash where there is none."""
    return "–" if value is None else f"{value:.2f}"


def agreement_json(pair: MapperPair) -> dict[str, Any]:
    """Figures, disagreements and what they rest on."""
    from qualcode.workflows.mapping_agreement import agreement_notes

    found = pair.found
    return {
        "first": pair.first,
        "second": pair.second,
        "codes": found.codes,
        "criteria": found.criteria,
        "mapped": asdict(found.mapped) | {"undefined": found.mapped.undefined or None},
        "values": {
            each.value: {
                key: value for key, value in asdict(each).items() if key not in ("value", "undefined")
            }
            | {"undefined": each.undefined or None}
            for each in found.values
        },
        "asked_by_both": found.asked_by_both,
        "asked_by_one": found.asked_by_one,
        "disagreements": [
            {
                "code": each.code,
                "criterion": each.criterion,
                "differ": list(each.differ),
                "first": mapping_json(each.first),
                "second": mapping_json(each.second),
            }
            for each in found.disagreements
        ],
        "notes": list(agreement_notes(pair)),
    } | pair.statement.as_dict()


def mapping_json(mapping: Mapping | None) -> dict[str, Any] | None:
    """What one of the two said of a pair."""
    if mapping is None:
        return None
    return {
        "polarity": mapping.polarity,
        "level": mapping.level,
        "strength": mapping.strength,
        "aspect": mapping.aspect,
        "counts": mapping.counts,
    }


def show_log(
    study: Study,
    code: str | None,
    criterion: str | None,
    mapper: str | None,
    as_json: bool,
    as_csv: bool,
    to: Path | None,
) -> None:
    """Print what became of mappings and levels, change by change."""
    from qualcode.workflows.mapping_log import log_of_mappings, log_table, state_words

    steps = log_of_mappings(study, code=code, criterion=criterion, mapper=mapper)
    if to is not None or as_csv:
        found = log_table(study, steps, {"code": code, "criterion": criterion, "mapper": mapper})
        if to is not None:
            write_tables_to(study, to, [found])
        else:
            print_table(found)
        return
    if as_json:
        json_out(
            [
                {
                    "change": each.change,
                    "at": each.at,
                    "actor": each.actor,
                    "label": each.label,
                    "undone": each.undone,
                    "kind": each.kind,
                    "mapper": each.mapper or None,
                    "code": each.code or None,
                    "old_code": each.old_code or None,
                    "criterion": each.criterion or None,
                    "old_criterion": each.old_criterion or None,
                    "quotation": each.quotation,
                    "old": state_json(each.old, each.kind),
                    "new": state_json(each.new, each.kind),
                    "known": each.known,
                }
                for each in steps
            ]
        )
        return
    header = ("when", "who", "mapping of", "code", "criterion", "quotation", "old", "new", "state")
    table(
        {name: "r" if name == "quotation" else "l" for name in header},
        [
            (
                each.at[:16].replace("T", " "),
                each.actor,
                each.mapper,
                each.code + (f" (was “{each.old_code}”)" if each.old_code else ""),
                each.criterion + (f" (was {each.old_criterion})" if each.old_criterion else ""),
                each.quotation,
                state_words(each.old, each.kind) if each.known else each.label,
                state_words(each.new, each.kind) if each.known else "no longer known",
                "undone" if each.undone else "",
            )
            for each in steps
        ],
        nothing="No mapping was made or changed yet.",
    )
    if steps:
        say(f"\n{counted(len(steps), 'step')}, the oldest first; times are UTC.")


def state_json(state: MappingState | None, kind: str) -> dict[str, Any] | None:
    """What a mapping or a quotation said at one time."""
    if state is None:
        return None
    return {"level": state.level} if kind == "level" else asdict(state)
