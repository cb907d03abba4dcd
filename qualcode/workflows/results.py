"""Results with the statement of what they rest on: made, written as tables, and noted in the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qualcode import __version__
from qualcode.model.tables import ResultTable, Statement
from qualcode.study import Study

__all__ = ["analysed", "statement_of", "write_result_tables"]


@contextmanager
def analysed(
    path: Path, *, actor: str | None = None, looker: str | None = None, verify: bool = True
) -> Iterator[Study]:
    """Open a study to analyse it: what it holds is hashed before anything is read.

    So a result names the state that it was counted from, also where another process writes meanwhile. ``looker`` is the coder
    whose eyes look, where that is not the person at the keyboard; what is blind to them stays so.
    """
    with Study.open(path, actor=actor, verify=verify) as study:
        study.blinds.looker = looker
        study.digest()
        yield study


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
