"""Lemma corrections as a table: one row a word form, with its lemma and language."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import InputError, QualcodeError
from qualcode.formats.tables import read_table, write_table
from qualcode.model.lemmas import LemmaCorrection
from qualcode.study import Study
from qualcode.study.lemmas import checked
from qualcode.text.counting import counted
from qualcode.text.names import name_key, readable

__all__ = ["export_lemmas", "import_lemmas"]

FORM_HEADS = ("form", "word", "tvar", "slovo", "ord", "ordform")
LEMMA_HEADS = ("lemma", "base form", "základní tvar", "grundform")
LANGUAGE_HEADS = ("language", "lang", "jazyk", "språk")
"""Headings of the columns; the first that is there counts."""


def import_lemmas(study: Study, path: Path, *, language: str | None = None) -> int:
    """Set the lemma corrections of a csv, tsv or xlsx file as one change: all rows or none; gives how many were new or differ.

    The file has a column *form* and a column *lemma*; without a column *language*, or in rows where it is empty, ``language`` holds, else the
    study's. Raises :class:`~qualcode.errors.InputError` naming the row for a form or lemma that cannot be one, and what
    :func:`~qualcode.formats.tables.read_table` raises.
    """
    table = read_table(path)
    name = readable(Path(path).name)
    heads = [name_key(head) for head in table.header]

    def column(wanted: tuple[str, ...]) -> int | None:
        return next((heads.index(head) for head in wanted if head in heads), None)

    form, lemma, tongue = column(FORM_HEADS), column(LEMMA_HEADS), column(LANGUAGE_HEADS)
    if form is None or lemma is None:
        raise InputError(
            f"{name} needs the columns “form” and “lemma”, and may have “language”; its columns are: {', '.join(table.header)}."
        )
    corrections: list[LemmaCorrection] = []
    for line, row in zip(table.lines, table.rows, strict=True):
        said = row[tongue].strip() if tongue is not None else ""
        try:
            corrections.append(checked(row[form], row[lemma], said or language or study.language))
        except QualcodeError as error:
            raise InputError(f"Row {line} of {name}: {error} Nothing was set.") from error
    if not corrections:
        raise InputError(f"{name} holds no row below its headings; nothing was set.")
    label = f"Set the lemmas of {counted(len(corrections), 'word form')} from “{name}”"
    return study.lemmas.set_each(corrections, label)


def export_lemmas(study: Study, path: Path, *, language: str | None = None) -> int:
    """Write the lemma corrections as csv, tsv or xlsx, as :func:`import_lemmas` reads them; gives how many.

    Raises :class:`~qualcode.errors.FileError` for another suffix or a place that cannot be written.
    """
    corrections = study.lemmas.list(language)
    rows = [(c.form, c.lemma, c.language) for c in corrections]
    write_table(path, ("form", "lemma", "language"), rows, title=study.title)
    return len(rows)
