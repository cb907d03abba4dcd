"""Attributes of cases from a table: one row a case, one column an attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import InputError
from qualcode.formats.tables import Table, read_table
from qualcode.study import Study
from qualcode.text.counting import counted, listed
from qualcode.text.names import name_key, readable

__all__ = ["CaseTable", "import_cases"]

CASE_HEADS = ("case", "respondent", "label", "případ", "respondentka", "fall", "intervjuperson")
"""Headings of the column that names the case; the first that is there counts."""
DOCUMENT_HEADS = ("document", "file", "dokument", "soubor", "fil")
"""Headings of the column that names a document, whose case is meant where no column names the case."""
FIGURES = ("document", "lang", "language", "words", "turns", "codings", "coded")
"""Columns that the screen of documents and cases writes and that are no attributes."""


@dataclass(frozen=True, slots=True)
class CaseTable:
    """What a table of attributes has brought."""

    cases: tuple[str, ...]
    """Labels of the cases that were set, in the order of the table."""
    attributes: tuple[str, ...]
    added: tuple[str, ...]
    """Labels of cases that were not in the study before."""
    passed_over: tuple[str, ...]
    """Columns that are no attributes."""


def import_cases(study: Study, path: Path, *, add: bool = False) -> CaseTable:
    """Set attributes of cases from a csv, tsv or xlsx file as one change: all rows or none.

    A column named *case* (or *respondent*) names the case, else a column named *document* or *file* the document whose case is meant.
    An empty cell leaves the attribute as it is; a case may have several rows where they do not contradict each other. With ``add`` cases that the study does not have are added. Raises
    :class:`~qualcode.errors.InputError` for a table without such a column and for names that the study does not have, and what
    :func:`~qualcode.formats.tables.read_table` raises.
    """
    table = read_table(path)
    name = readable(Path(path).name)
    heads = [name_key(head) for head in table.header]
    at = next((heads.index(head) for head in CASE_HEADS if head in heads), None)
    by_document = at is None
    if at is None:
        at = next((heads.index(head) for head in DOCUMENT_HEADS if head in heads), None)
    if at is None:
        raise InputError(
            f"{name} has no column that names the case; call one “case”. Its columns are: {', '.join(table.header)}."
        )
    columns = [n for n, head in enumerate(heads) if n != at and head not in (*FIGURES, *DOCUMENT_HEADS)]
    passed_over = tuple(table.header[n] for n in range(len(heads)) if n != at and n not in columns)
    if not columns:
        raise InputError(f"{name} has no column with an attribute beside “{table.header[at]}”.")
    labels = [row[at].strip() for row in table.rows]
    known = {name_key(case.label): case.label for case in study.cases.list()}
    if by_document:
        owners = {
            key: document.case
            for document in study.documents.list()
            for key in (name_key(document.name), name_key(document.source_name))
        }
        unknown = [label for label in labels if name_key(label) not in owners]
        if unknown:
            raise InputError(
                f"The study has no document {listed(dict.fromkeys(unknown))}, which {name} names; nothing was set."
            )
        labels = [owners[name_key(label)] for label in labels]
    labels = _as_first_spelled(labels)
    added = list(dict.fromkeys(label for label in labels if name_key(label) not in known))
    if "" in labels:
        number = table.lines[labels.index("")]
        raise InputError(f"Row {number} of {name} names no case; nothing was set.")
    if added and not add:
        raise InputError(
            f"The study has no case {listed(added)}, which {name} names; nothing was set. Correct the labels, or add the cases with --add."
        )
    values = _values(table, columns, labels, name)
    said = f"Set attributes of {counted(len(values), 'case')} from “{name}”"
    with study.change("cases.set", said, {"file": name}):
        for label in added:
            study.cases.add(label)
        study.cases.set_each(values, said)
    return CaseTable(
        tuple(dict.fromkeys(labels)), tuple(table.header[n] for n in columns), tuple(added), passed_over
    )


def _as_first_spelled(labels: Sequence[str]) -> list[str]:
    """Labels that differ in case only, in the spelling that comes first."""
    spelled: dict[str, str] = {}
    return [spelled.setdefault(name_key(label), label) for label in labels]


def _values(
    table: Table, columns: Sequence[int], labels: Sequence[str], name: str
) -> dict[str, dict[str, str]]:
    """The values of each case; refuses a case whose rows contradict each other."""
    values: dict[str, dict[str, str]] = {}
    lines: dict[tuple[str, int], int] = {}
    for label, row, line in zip(labels, table.rows, table.lines, strict=True):
        mine = values.setdefault(label, {})
        for n in columns:
            value, head = " ".join(row[n].split()), table.header[n]
            if value and mine.setdefault(head, value) != value:
                raise InputError(
                    f"{name} names the case {label} in row {lines[label, n]} and in row {line} with different values: {head} is "
                    f"{mine[head]}, then {value}; nothing was set. Correct one of the rows."
                )
            if value:
                lines.setdefault((label, n), line)
    return values
