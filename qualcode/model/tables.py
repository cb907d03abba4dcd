"""A result as a table: columns, rows, and the statement of what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Cell", "ResultTable", "Statement"]

Cell = str | int | float | None
"""What a cell holds; None is an empty one, for a figure that cannot be given."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a figure rests on, so that anybody can ask where it comes from and make it again."""

    analysis: str
    """Name of the analysis, as its command is called, such as ``frequencies``."""
    unit: str
    """What is counted, such as ``respondents`` or ``turn``."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Everything that was chosen: measures, thresholds, minimum, permutations; values that JSON can hold."""
    filter: Mapping[str, Any] = field(default_factory=dict)
    """What was left in: coder, role, attribute values, documents; empty where everything was."""
    seed: int | None = None
    """Seed of the random numbers; None where none were drawn."""
    study: str = ""
    """Title of the study."""
    digest: str = ""
    """SHA-256 of the study's content (``study.digest().whole``): the same content gives the same figures."""
    version: str = ""
    """Version of qualcode."""

    def as_dict(self) -> dict[str, Any]:
        """The statement in the keys that JSON answers, metadata files and workbooks bear."""
        return {
            "analysis": self.analysis,
            "unit": self.unit,
            "filter": dict(self.filter),
            "settings": dict(self.settings),
            "seed": self.seed,
            "study": {"title": self.study, "sha256": self.digest},
            "qualcode": self.version,
        }


@dataclass(frozen=True, slots=True)
class ResultTable:
    """One table of a result; several may belong to one result.

    >>> table = ResultTable("pairs", ("a", "b", "count"), (("home", "trust", 3),), Statement("cooccurrence", "turn"))
    >>> table.to_columns()
    {'a': ['home'], 'b': ['trust'], 'count': [3]}
    """

    name: str
    """Short and in small letters; names the sheet of a workbook and, after the first table, the file."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """Each as long as ``columns``; numbers unrounded."""
    statement: Statement

    def __post_init__(self) -> None:
        """Refuse ragged rows and repeated columns; raises :class:`ValueError`."""
        if len(set(self.columns)) != len(self.columns):
            raise ValueError(f"The table {self.name} has a column twice.")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"The table {self.name} has a row that is not as long as its header.")

    def to_columns(self) -> dict[str, list[Cell]]:
        """A list of cells for each column: what data frames of every library are made from."""
        return {name: [row[i] for row in self.rows] for i, name in enumerate(self.columns)}

    def to_records(self) -> list[dict[str, Cell]]:
        """A dictionary for each row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_frame(self) -> Any:
        """A pandas data frame, with the statement in its ``attrs``; a polars one where only polars is installed.

        Neither belongs to qualcode. Raises :class:`ImportError` with a sentence where both are missing.
        """
        import importlib.util

        if importlib.util.find_spec("pandas") is not None:
            import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]

            frame = pandas.DataFrame(self.to_columns(), columns=list(self.columns))
            frame.attrs.update(self.statement.as_dict())
            return frame
        if importlib.util.find_spec("polars") is not None:
            import polars  # type: ignore[import-not-found, unused-ignore]

            return polars.DataFrame(self.to_columns())
        raise ImportError(
            "A data frame needs pandas or polars, and neither is installed; to_columns() gives the same as lists."
        )
