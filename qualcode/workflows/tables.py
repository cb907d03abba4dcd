"""Every analysis of a study as tables, each with what it rests on; and its codings and mappings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from qualcode.formats.tables import Cell, write_table
from qualcode.formats.tables.results import write_results
from qualcode.model.cooccurrence import CooccurrenceChoices
from qualcode.model.networks import NetworkChoice
from qualcode.model.results import Unit
from qualcode.model.tables import ResultTable
from qualcode.study import Study
from qualcode.workflows.agreeing import agreement_of, agreement_tables
from qualcode.workflows.comparing import compare_study, lack_of, statement_of_comparison
from qualcode.workflows.comparison_tables import comparison_tables
from qualcode.workflows.cooccurrence_tables import cooccurrence_statement, matrix_table, pairs_table
from qualcode.workflows.cooccurring import chance_of, counted_together
from qualcode.workflows.counting import crosstab_of, crosstab_table, frequencies_of, frequencies_table
from qualcode.workflows.covering import (
    coverage_of,
    coverage_statement,
    coverage_tables,
    voices_of,
    voices_statement,
    voices_tables,
)
from qualcode.workflows.guiding import asked_of, asked_tables, state_tables, states_of
from qualcode.workflows.networking import chosen_network, measure_tables
from qualcode.workflows.processes import process_tables, processes_of
from qualcode.workflows.readiness import readiness_of, readiness_tables
from qualcode.workflows.saturating import saturation_of, saturation_tables

__all__ = ["analysis_tables", "write_tables"]

FACILITY = "facility_type"
"""The attribute by which the sample study is grouped."""
ARRANGEMENTS = 200
"""Random arrangements of the baseline of chance: enough for a sample, quick to make."""
CODINGS = (
    "document", "start", "end", "code", "coder", "memo", "text", "quotation", "case", "turn", "speaker",
)  # fmt: skip
BESIDE = (
    "frequencies", "cooccurrence-overlap", "cooccurrence-sentence", "cooccurrence-turn", "cooccurrence-document",
    "comparison", "comparison-cells",
)  # fmt: skip
"""Tables that are CSV files as well."""
MAPPINGS = ("code", "criterion", "level", "strength", "aspect", "counts")


def write_tables(study: Study, folder: Path, stem: str) -> list[Path]:
    """Run every analysis of a study and write its tables; gives the files, all named after ``stem``.

    One workbook, ``STEM-analyses.xlsx``, holds all tables, with what they rest on; the most asked for stand beside it as CSV files.
    """
    files: list[Path] = []

    def write(ending: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        files.append(folder / f"{stem}-{ending}.csv")
        write_table(files[-1], header, rows, title=study.title)

    write("codings", CODINGS, ([getattr(row, key) for key in CODINGS] for row in study.codings.list()))
    mapped = (
        (
            m.code,
            m.criterion,
            "ask" if m.level is None else m.level,
            m.strength,
            m.aspect,
            "yes" if m.counts else "no",
        )
        for m in study.mappings.list()
    )
    write("mappings", MAPPINGS, mapped)
    sheets: list[ResultTable] = []
    for name, tables in analysis_tables(study):
        for number, table in enumerate(tables):
            whole = name if number == 0 else f"{name}-{table.name}"
            if whole in BESIDE:
                write(whole, table.columns, table.rows)
            sheets.append(replace(table, name=whole))
    files.append(folder / f"{stem}-analyses.xlsx")
    write_results(files[-1], sheets, title=study.title)
    for statement in {id(sheet.statement): sheet.statement for sheet in sheets}.values():
        study.results.record(statement, files[-1].name)
    return files


def analysis_tables(study: Study) -> Iterator[tuple[str, Sequence[ResultTable]]]:
    """The name and the tables of each analysis that the study has material for; grouped by the type of facility where it is known."""
    grouped = FACILITY if FACILITY in study.cases.attribute_names() else None
    yield "frequencies", [frequencies_table(*frequencies_of(study))]
    yield "crosstab", crosstab_table(*crosstab_of(study, by=grouped))
    for unit in get_args(Unit):
        choices = CooccurrenceChoices(unit=unit)
        found = counted_together(study, choices)
        statement = cooccurrence_statement(study, found, choices)
        yield f"cooccurrence-{unit}", [matrix_table(found, statement), pairs_table(found, statement)]
    choices = CooccurrenceChoices(unit="turn", minimum=2)
    found = counted_together(study, choices)
    chance = chance_of(study, choices, permutations=ARRANGEMENTS)
    statement = cooccurrence_statement(study, found, choices, chance=chance)
    yield "chance", [pairs_table(found, statement, chance=chance)]
    choice = NetworkChoice(communities=True)
    yield "network", measure_tables(study, chosen_network(study, choice), choice)[0]
    yield "saturation", saturation_tables(saturation_of(study))
    covered = coverage_of(study, words=True)
    yield "coverage", coverage_tables(covered, coverage_statement(study, covered))
    voices = voices_of(study)
    yield "voices", voices_tables(voices, voices_statement(study, voices))
    if len(study.coders.list()) > 1:
        yield "agreement", agreement_tables(study, agreement_of(study))
    if lack_of(study) is not None:
        return
    yield "gaps", readiness_tables(study, readiness_of(study))
    compared = compare_study(study, by=grouped)
    yield "comparison", comparison_tables(compared, statement_of_comparison(study, compared))
    yield "guide", asked_tables(study, asked_of(study))
    yield "states", state_tables(study, states_of(study, compared))
    yield "processes", process_tables(study, processes_of(study, by=grouped), by=grouped)
