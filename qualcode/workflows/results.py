"""Results with the statement of what they rest on: made, written as tables, and noted in the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qualcode import __version__
from qualcode.model.tables import ResultTable, Statement
from qualcode.study import Study

__all__ = ["statement_of", "write_result_tables"]


def statement_of(
    study: Study,
    analysis: str,
    unit: str,
    settings: Mapping[str, Any] | None = None,
    *,
    filter: Mapping[str, Any] | None = None,
    seed: int | None = None,
) -> Statement:
    """What a figure of this study rests on: title, hash of its content and version are filled in."""
    return Statement(
        analysis=analysis,
        unit=unit,
        settings=dict(settings or {}),
        filter=dict(filter or {}),
        seed=seed,
        study=study.title,
        digest=study.digest().whole,
        version=__version__,
    )


def write_result_tables(study: Study, path: Path, tables: Sequence[ResultTable]) -> tuple[Path, ...]:
    """Write result tables (csv, tsv, xlsx, Parquet by the suffix) and note in the study that they left it.

    Gives the files. Raises :class:`~qualcode.errors.FileError` for another suffix or a place that cannot be written.
    """
    from qualcode.formats.tables.results import write_results

    files = write_results(path, tables, title=study.title)
    study.results.record(tables[0].statement, path.name)
    return files
