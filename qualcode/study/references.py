"""References that SQLite does not keep by itself: memos, levels, mappings, claims and spans that an undo would leave hanging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.study.code_rows import CODES_ONLY
from qualcode.study.criteria_used import adopted_lacking, adopted_lacking_rows
from qualcode.study.soundness import unsound
from qualcode.study.spans import SPANNED
from qualcode.study.store.file import Store
from qualcode.study.store.history import Recorder

__all__ = ["UNUSED", "hanging", "hanging_rows", "keep_whole", "misplaced"]

NAMING = "EXISTS (SELECT 1 FROM json_each(iif(json_valid(criteria), criteria, '[]')) each WHERE each.type = 'text')"
"""Condition for questions of the guide that name criteria."""

HANGING = (
    (
        {"memos", "documents", "codes", "quotations"},
        "SELECT 'Memo ' || id || ' is about a ' || target || ' that does not exist.' FROM memos m "
        "WHERE (target = 'document' AND NOT EXISTS (SELECT 1 FROM documents WHERE id = m.target_id)) "
        "OR (target = 'code' AND NOT EXISTS (SELECT 1 FROM codes WHERE id = m.target_id)) "
        "OR (target = 'quotation' AND NOT EXISTS (SELECT 1 FROM quotations WHERE id = m.target_id))",
    ),
    (
        {"readings", "codings"},
        "SELECT 'Quotation ' || r.quotation_id || ' states a level on ' || r.criterion || ' for a code that it does not bear.' FROM readings r "
        "WHERE NOT EXISTS (SELECT 1 FROM codings g WHERE g.quotation_id = r.quotation_id AND g.code_id = r.code_id)",
    ),
    (
        {"readings", "mappings"},
        "SELECT 'Quotation ' || r.quotation_id || ' states a level on ' || r.criterion || ' for a code that is not mapped to it.' FROM readings r "
        "WHERE NOT EXISTS (SELECT 1 FROM mappings m WHERE m.code_id = r.code_id AND m.criterion = r.criterion)",
    ),
    (
        {"mappings", "second_mappings", "frameworks"},
        "SELECT 'Codes are mapped to criteria, and the study has none.' "
        "WHERE (EXISTS (SELECT 1 FROM mappings) OR EXISTS (SELECT 1 FROM second_mappings)) "
        "AND NOT EXISTS (SELECT 1 FROM frameworks WHERE kind = 'criteria' AND current = 1)",
    ),
    (
        {"questions", "frameworks"},
        "SELECT 'Question ' || number || ' of the guide names criteria, and the study has none.' FROM questions "
        f"WHERE {NAMING} AND NOT EXISTS (SELECT 1 FROM frameworks WHERE kind = 'criteria' AND current = 1)",
    ),
    (
        {"claims", "frameworks"},
        "SELECT 'The code “' || c.name || '” says that the model ' || l.model || ' is named, which the study has not adopted.' "
        "FROM claims l JOIN codes c ON c.id = l.code_id "
        "WHERE NOT EXISTS (SELECT 1 FROM frameworks WHERE kind = 'model' AND key = l.model AND current = 1)",
    ),
    *(
        (
            {"codes", table},
            f"SELECT '“' || name || '” is a ' || kind || ' and yet has {what}.' FROM codes c "
            f"WHERE kind <> 'code' AND EXISTS (SELECT 1 FROM {table} WHERE code_id = c.id)",
        )
        for table, what in CODES_ONLY.items()
    ),
)
"""Tables whose rows such a reference joins, and the query that gives one sentence for each reference that hangs."""

ROWS = (
    (
        "memos",
        "SELECT id FROM memos m WHERE (target = 'document' AND NOT EXISTS (SELECT 1 FROM documents WHERE id = m.target_id)) "
        "OR (target = 'code' AND NOT EXISTS (SELECT 1 FROM codes WHERE id = m.target_id)) "
        "OR (target = 'quotation' AND NOT EXISTS (SELECT 1 FROM quotations WHERE id = m.target_id))",
    ),
    (
        "readings",
        "SELECT id FROM readings r WHERE NOT EXISTS (SELECT 1 FROM codings g WHERE g.quotation_id = r.quotation_id AND g.code_id = r.code_id) "
        "OR NOT EXISTS (SELECT 1 FROM mappings m WHERE m.code_id = r.code_id AND m.criterion = r.criterion)",
    ),
    (
        "mappings",
        "SELECT id FROM mappings WHERE NOT EXISTS (SELECT 1 FROM frameworks WHERE kind = 'criteria' AND current = 1)",
    ),
    (
        "second_mappings",
        "SELECT id FROM second_mappings WHERE NOT EXISTS (SELECT 1 FROM frameworks WHERE kind = 'criteria' AND current = 1)",
    ),
    (
        "questions",
        f"SELECT id FROM questions WHERE {NAMING} AND NOT EXISTS (SELECT 1 FROM frameworks WHERE kind = 'criteria' AND current = 1)",
    ),
    (
        "claims",
        "SELECT id FROM claims l WHERE NOT EXISTS (SELECT 1 FROM frameworks WHERE kind = 'model' AND key = l.model AND current = 1)",
    ),
    *(
        (table, f"SELECT id FROM {table} WHERE code_id IN (SELECT id FROM codes WHERE kind <> 'code')")
        for table in CODES_ONLY
    ),
    *(
        (
            "codes",
            f"SELECT id FROM codes c WHERE kind <> 'code' AND EXISTS (SELECT 1 FROM {table} WHERE code_id = c.id)",
        )
        for table in CODES_ONLY
    ),
)
"""The tables of such references, and the query that gives the ids of the rows that lead nowhere."""

UNUSED = (
    "SELECT id FROM quotations q WHERE memo = '' AND condensed = '' AND translation = '' "
    "AND NOT EXISTS (SELECT 1 FROM codings WHERE quotation_id = q.id) "
    "AND NOT EXISTS (SELECT 1 FROM memos WHERE target = 'quotation' AND target_id = q.id) "
    "AND NOT EXISTS (SELECT 1 FROM proposals WHERE quotation_id = q.id)"
)
"""Quotations that bear nothing any more."""


def hanging(store: Store, tables: Iterable[str] | None = None) -> tuple[str, ...]:
    """One sentence for each reference that leads nowhere, looking only at those that concern some tables where they are given."""
    changed = None if tables is None else set(tables)
    found = tuple(
        sentence
        for concerned, query in HANGING
        if changed is None or concerned & changed
        for (sentence,) in store.connection.execute(query)
    )
    if changed is None or changed & {"mappings", "second_mappings", "questions", "frameworks"}:
        found += adopted_lacking(store, models=changed is None or "frameworks" in changed)
    return found


def hanging_rows(store: Store) -> list[tuple[str, int]]:
    """Table and id of each row that leads nowhere without SQLite knowing of it."""
    rows = [(table, i) for table, query in ROWS for (i,) in store.connection.execute(query)]
    return rows + adopted_lacking_rows(store) + [(table, i) for table, i, _ in misplaced(store)]


def misplaced(store: Store) -> Iterator[tuple[str, int, str]]:
    """Rows that do not stand for the words that were marked, with their table and the name of the document.

    Reads the texts of documents that were ever corrected only.
    """
    from qualcode.study.quotations import proof

    held, name, text = 0, "", ""
    for table in ("quotations", *SPANNED):
        for i, document, start, stop, stored in store.connection.execute(
            f"SELECT id, document_id, start, stop, proof FROM {table} WHERE start IS NOT NULL "
            "AND document_id IN (SELECT json_extract(details, '$.document_id') FROM events WHERE op LIKE 'texts.%') ORDER BY document_id, id"
        ):
            if document != held:
                held = document
                name, text = store.connection.execute(
                    "SELECT d.name, t.text FROM documents d JOIN texts t ON t.document_id = d.id AND t.version = d.version WHERE d.id = ?",
                    (document,),
                ).fetchone() or ("", "")
            if stop > len(text) or proof(text[start:stop]) != stored:
                yield table, i, name


def keep_whole(store: Store, tables: set[str], recorder: Recorder) -> bool:
    """Put right what taking a change back leaves over, within the same transaction; False where the work of others rests on it.

    A quotation that bears nothing any more goes, as it does when its last coding is removed.
    """
    if tables & {"codings", "memos", "quotations", "proposals"}:
        unused = [i for (i,) in store.connection.execute(UNUSED)]
        forms = store.connection.execute(
            f"SELECT id FROM printed WHERE quotation_id IN ({UNUSED}) ORDER BY id"
        )
        recorder.delete("printed", [i for (i,) in forms])
        recorder.delete("quotations", unused)
    if tables & {"documents", "texts", "codes", "lineage"} and unsound(store):
        return False
    if tables & {"texts", "quotations", *SPANNED} and any(True for _ in misplaced(store)):
        return False
    return not hanging(store, tables | {table for _, table, _ in recorder.operations})
