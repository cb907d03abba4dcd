"""The figures of a study as tables: codings, frequencies, co-occurrence in every unit, mappings, comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

from qualcode.formats.tables import Cell, write_table
from qualcode.model.results import Unit
from qualcode.study import Study
from qualcode.workflows.comparing import compare_study
from qualcode.workflows.cooccurring import cooccurrence_of

__all__ = ["write_tables"]

FACILITY = "facility_type"
"""The attribute by which the sample study is grouped."""


def write_tables(study: Study, folder: Path, stem: str) -> list[Path]:
    """Write the figures of a study as CSV files named after ``stem``; gives the files."""
    from qualcode.analysis import frequencies, matrix

    files: list[Path] = []

    def write(ending: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        files.append(folder / f"{stem}-{ending}")
        write_table(files[-1], header, rows, title=study.title)

    header = (
        "document",
        "start",
        "end",
        "code",
        "coder",
        "memo",
        "text",
        "quotation",
        "case",
        "turn",
        "speaker",
    )
    write("codings.csv", header, ([getattr(row, key) for key in header] for row in study.codings.list()))
    counts = frequencies(study.codings.incidence())
    write(
        "frequencies.csv",
        ("code", "kind", "path", "codings", "quotations", "documents", "cases"),
        (
            (r.code, r.kind, " > ".join(r.path), r.codings, len(r.quotations), r.documents, len(r.cases))
            for r in counts
        ),
    )
    for unit in get_args(Unit):
        found = cooccurrence_of(study, unit=unit)
        write(
            f"cooccurrence-{unit}.csv",
            ("", *found.codes),
            ((name, *row) for name, row in zip(found.codes, matrix(found), strict=True)),
        )
    write(
        "mappings.csv",
        ("code", "criterion", "level", "strength", "aspect", "counts"),
        (
            (
                m.code,
                m.criterion,
                "ask" if m.level is None else m.level,
                m.strength,
                m.aspect,
                "yes" if m.counts else "no",
            )
            for m in study.mappings.list()
        ),
    )
    grouped = FACILITY if FACILITY in study.cases.attribute_names() else None
    result = compare_study(study, by=grouped)
    groups = (*result.groups, result.overall)
    write(
        "comparison.csv",
        (
            "group",
            "respondents",
            "model",
            "fit",
            "lower bound",
            "upper bound",
            "coverage",
            "status",
            "closest",
        ),
        (
            (
                g.name or "all",
                len(g.cases),
                m.model,
                m.fit,
                m.bounds[0] if m.bounds else None,
                m.bounds[1] if m.bounds else None,
                m.coverage,
                m.status,
                "yes" if m.model in g.closest else "",
            )
            for g in groups
            for m in g.models
        ),
    )
    write(
        "comparison-cells.csv",
        ("group", "criterion", "model", "verdict", "respondents", "quotations"),
        (
            (
                g.name or "all",
                c.criterion,
                c.model,
                c.verdict,
                c.respondents,
                " ".join(map(str, c.quotations)),
            )
            for g in groups
            for c in g.criteria
        ),
    )
    return files
