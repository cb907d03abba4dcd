"""What differs between two codebooks: of a study at two moments, or of a study and a file or another study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from qualcode.errors import InputError
from qualcode.exchange.codebook_diff import codes_of_file, compared, matched
from qualcode.model.codebook_changes import CodebookDifference, CodebookSide, CodeChange
from qualcode.model.codes import Code, Lineage
from qualcode.model.tables import ResultTable, Statement
from qualcode.study import Study
from qualcode.study.study import SUFFIX
from qualcode.workflows.overwriting import refuse_overwriting
from qualcode.workflows.results import statement_of, write_result_tables

__all__ = [
    "DIFFERENCE_COLUMNS",
    "codebook_difference",
    "difference_statement",
    "difference_table",
    "in_words",
    "side_record",
    "write_difference",
]

DIFFERENCE_COLUMNS = (
    "change",
    "kind",
    "code",
    "before",
    "path",
    "path_before",
    "other",
    "field",
    "old",
    "new",
)
"""One row for each field that differs, and one for a change without such a field."""


def codebook_difference(
    study: Study,
    *,
    since: str | int | None = None,
    until: str | int | None = None,
    file: str | Path | None = None,
) -> CodebookDifference:
    """What became of the codebook since a moment, or of another codebook.

    ``since`` is a day (what was changed on it counts), a day and time, or the number of a change, after which it begins; ``until`` the same,
    included, by default now. ``file`` is instead of ``since`` the older codebook: yaml, csv, tsv or xlsx, another study, or ``starter`` or
    ``sample``. Nothing is changed. Raises :class:`~qualcode.errors.InputError` where neither or both are given, for a moment that is none, and
    where the records of the history do not reach back so far; :class:`~qualcode.errors.FileError` for a file that cannot be read.
    """
    if (since is None) == (file is None):
        raise InputError(
            "Name either a moment of this study (--since) or another codebook to compare with, not both."
            if file is not None
            else f"Say what to compare with: --since DAY or CHANGE, or the FILE of another codebook.{last_changes(study)}"
        )
    past = study.past
    end = past.last() if until is None else past.moment(str(until), end=True)
    if file is None:
        older, newer, steps = past.between(past.moment(str(since)), end)
        old_side = side(study.title, older.codes, change=older.change, at=older.at)
        there = {code.id for code in newer.codes}
        pairs = {code.id: code.id for code in older.codes if code.id in there}
        old_codes = older.codes
        left_out: tuple[str, ...] = ()
    else:
        newer = past.codebook(end)
        old_codes, old_side, same_study, left_out = other_codebook(study, file)
        known = of_copy(old_codes, newer.codes) if same_study else {}
        pairs, steps = matched(old_codes, newer.codes, lineage(study), known)
    new_side = side(study.title, newer.codes, change=newer.change, at=newer.at)
    changes = compared(old_codes, newer.codes, pairs, steps, left_out=left_out)
    changed = {change.code_id for change in changes}
    same = sum(code.id not in changed for code in newer.codes)
    return CodebookDifference(old_side, new_side, changes, same, tuple(left_out))


def last_changes(study: Study) -> str:
    """The latest days on which the codebook changed, as a sentence; nothing where it never did."""
    at = {change.id: change.at for change in study.history.list()}
    steps = [at[i] for i in reversed(study.past.steps()) if i in at]
    days = list(dict.fromkeys(local_day(moment) for moment in steps))[:3]
    return f" The codebook changed last on {', '.join(days)}." if days else ""


def local_day(moment: str) -> str:
    """The day of a stored time on this machine, as ``--since`` takes it."""
    try:
        return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d}"
    except ValueError:
        return moment[:10]


def side(
    name: str, codes: Sequence[Code], *, change: int | None, at: str, file: bool = False
) -> CodebookSide:
    """One of two codebooks as a record."""
    return CodebookSide(name, file, change, at, len(codes), sum(code.kind == "code" for code in codes))


def other_codebook(
    study: Study, file: str | Path
) -> tuple[tuple[Code, ...], CodebookSide, bool, tuple[str, ...]]:
    """The nodes of another codebook, what it is, whether it is a copy of this very study, and the columns that it lacks."""
    from qualcode.exchange.codebook_files import read_codebook_file
    from qualcode.frameworks import shipped_codebook
    from qualcode.study.store.backups import study_id
    from qualcode.workflows.codebooks import SHIPPED

    path = Path(file)
    if path.suffix.casefold() == SUFFIX:
        other = Study.open_unchecked(path)
        try:
            other.store.check()
            last = other.past.last()
            held = other.past.codebook(last)
            same = study_id(other.store.connection) == study_id(study.store.connection)
            return held.codes, side(path.name, held.codes, change=None, at=held.at, file=True), same, ()
        finally:
            other.close()
    book = shipped_codebook(str(file)) if str(file) in SHIPPED else read_codebook_file(path)
    codes = codes_of_file(book, study.language)
    return codes, side(path.name, codes, change=None, at="", file=True), False, book.lacking


def lineage(study: Study) -> tuple[Lineage, ...]:
    """All renamings and merges that the study knows of."""
    return tuple(
        Lineage(i, code_id, kind, name)
        for i, code_id, kind, name in study.store.rows(
            "SELECT id, code_id, kind, name FROM lineage WHERE kind IN ('renamed', 'merged') AND code_id IS NOT NULL"
        )
    )


def of_copy(old: Sequence[Code], new: Sequence[Code]) -> dict[int, int]:
    """Which node of a copy of a study is which: those with one id that were made at one moment by one person."""
    made = {(code.id, code.created, code.created_by) for code in new}
    return {code.id: code.id for code in old if (code.id, code.created, code.created_by) in made}


# --- handing it out ----------------------------------------------------------------------------------------------


def difference_statement(study: Study, found: CodebookDifference) -> Statement:
    """What a difference rests on."""
    settings: dict[str, Any] = {
        "since": found.old.change,
        "until": found.new.change,
        "file": found.old.name if found.old.file else None,
        "left_out": list(found.left_out),
    }
    return statement_of(study, "codebook diff", "code", settings)


def side_record(each: CodebookSide) -> Mapping[str, Any]:
    """One of the two codebooks in stable keys."""
    return {
        "codebook": each.name,
        "file": each.file,
        "change": each.change,
        "at": each.at or None,
        "nodes": each.nodes,
        "codes": each.codes,
    }


def difference_table(found: CodebookDifference, statement: Statement) -> ResultTable:
    """The changes as a table, with a row for each field that says something else."""
    rows: list[tuple[str, ...]] = []
    for change in found.changes:
        head = (
            ", ".join(change.how),
            change.kind,
            change.name,
            change.before,
            " › ".join(change.path),
            " › ".join(change.path_before),
            change.other,
        )
        rows += [(*head, each.field, each.old, each.new) for each in change.fields] or [(*head, "", "", "")]
    return ResultTable("codebook_diff", DIFFERENCE_COLUMNS, tuple(rows), statement)


def write_difference(
    study: Study,
    found: CodebookDifference,
    path: str | Path,
    *,
    language: str | None = None,
    template: str | Path | None = None,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write a difference as a report (docx, md, html, tex) or as a table (csv, tsv, xlsx, parquet) by suffix; gives the files.

    A report is in ``language`` (en, cs, sv), by default the study's where it is one of these, else English. The study is not changed but for
    its register of results. Raises :class:`~qualcode.errors.InputError` for another suffix or language,
    :class:`~qualcode.errors.FileError` where a file cannot be read or written.
    """
    from qualcode.formats.tables.results import RESULT_SUFFIXES
    from qualcode.reports.writers import SUFFIXES, write

    file, statement = Path(path), difference_statement(study, found)
    suffix = file.suffix.casefold()
    if suffix not in (*SUFFIXES, *RESULT_SUFFIXES):
        raise InputError(
            f"{file.name}: a difference is written as a report ({', '.join(SUFFIXES)}) or as a table ({', '.join(RESULT_SUFFIXES)}); choose one of these endings."
        )
    if suffix in RESULT_SUFFIXES and template is None:
        return write_result_tables(study, file, (difference_table(found, statement),))
    from qualcode.reports.parts.differences import differences_report
    from qualcode.reports.wording import LANGUAGES, Words
    from qualcode.reports.writers import check_suffix
    from qualcode.study.study import now

    form = Path(template) if template is not None else None
    check_suffix(file, template=form)
    refuse_overwriting(study, file, template=form, overwrite=overwrite)
    w = Words(language or (study.language if study.language in LANGUAGES else "en"))
    files = write(differences_report(found, w, created=now(), author=study.actor), file, template=form)
    study.results.record(statement, file.name)
    return files


def in_words(change: CodeChange) -> str:
    """What became of a code, in one English line."""
    moved = " › ".join(change.path[:-1]) or "the top"
    said = {
        "added": "added",
        "split": f"split off from “{change.other}”",
        "removed": "removed",
        "merged": f"merged into “{change.other}”",
        "renamed": f"renamed, was “{change.before}”",
        "moved": f"moved to {moved}, was under {' › '.join(change.path_before[:-1]) or 'the top'}",
        "edited": "edited: " + ", ".join(each.field.replace("_", " ") for each in change.fields),
    }
    return "; ".join(said[how] for how in change.how)
