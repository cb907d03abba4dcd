"""Looking a study over: file, references, hashes, search index, quotations, orphans."""

from __future__ import annotations

import sqlite3

from qualcode.errors import StudyError
from qualcode.study.criteria_used import unreadable
from qualcode.study.references import UNUSED, hanging, misplaced
from qualcode.study.soundness import altered, unsound
from qualcode.study.study import Study

__all__ = ["check"]


def check(study: Study) -> tuple[str, ...]:
    """All problems of a study, each as one sentence; an empty tuple where it is sound."""
    store = study.store
    problems: list[str] = []
    try:
        for (found,) in store.connection.execute("PRAGMA integrity_check(20)"):
            if found != "ok":
                problems.append(f"The file is damaged: {' '.join(found.split())}.")
        for table, row, parent, _ in store.connection.execute("PRAGMA foreign_key_check"):
            problems.append(f"Row {row} of {table} refers to a row of {parent} that does not exist.")
        problems.extend(
            f"The text of “{name}” is not the one that was imported."
            for name in study.documents.damaged_texts()
        )
        problems.extend(unsound(store))
        if not problems:
            problems.extend(content(study))
    except (sqlite3.Error, UnicodeDecodeError, StudyError) as error:
        problems.append(f"The file is damaged: {error}")
    return tuple(problems)


def content(study: Study) -> list[str]:
    """Problems of a study whose file and texts are sound."""
    store = study.store
    problems = [
        f"The words of quotation {number} are not those that were marked."
        for number in study.quotations.damaged()
    ]
    problems += [
        f"The printed form of quotation {number} holds other words than were said."
        for number in study.quotations.printed.damaged()
    ]
    problems += [
        f"What was {said} in “{name}” stands at other words than those it was said of (row {i} of {table})."
        for table, i, name in misplaced(store)
        if (
            said := {
                "asked": "assigned to a guide question",
                "adjudications": "decided on a disagreement",
                "proposals": "said by a reviewer",
            }.get(table)
        )
    ]
    problems += altered(store)
    problems += [
        f"Quotation {number} bears nothing: no coding, memo, condensed text or translation."
        for (number,) in store.rows(UNUSED)
    ]
    problems += unreadable(store)
    problems += hanging(store)
    problems += [
        f"The language index of “{study.documents.get(i).name}” is damaged; build it again with: qualcode index {study.path.name}"
        for i in study.language_indexes.damaged()
    ]
    turns = {i for (i,) in store.rows("SELECT id FROM turns")}
    indexed = {i for (i,) in store.rows("SELECT rowid FROM turn_index")}
    if turns != indexed:
        problems.append(
            f"The search index does not fit the turns ({len(turns ^ indexed)} differ); restore a backup, or import the documents again."
        )
    if not store.read_only:
        try:
            store.connection.execute("INSERT INTO turn_index (turn_index) VALUES ('integrity-check')")
        except sqlite3.Error as error:
            problems.append(f"The search index is damaged: {error}.")
    return problems
