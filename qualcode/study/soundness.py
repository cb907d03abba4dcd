"""What must hold in a study before anything else is read from it; a study may come from somebody else, or from a bad disk."""

from __future__ import annotations

import hashlib
import json
from math import isfinite
from typing import Any

from qualcode.errors import StudyError
from qualcode.model.reviews import CODE_FIELDS, QUOTATION_FIELDS
from qualcode.study.store.file import Store
from qualcode.study.store.history import DamagedError, decode
from qualcode.study.store.schema import TABLES
from qualcode.text.names import name_key

__all__ = ["UNREADABLE_THRESHOLDS", "altered", "is_number", "listed_names", "stored_object", "unsound"]

ALWAYS = (
    "SELECT 'The text of “' || name || '” is missing.' FROM documents d "
    "WHERE NOT EXISTS (SELECT 1 FROM texts t WHERE t.document_id = d.id AND t.version = d.version AND t.sha256 = d.sha256)",
    "SELECT 'The warnings of “' || name || '” cannot be read.' FROM documents "
    "WHERE iif(json_valid(warnings), json_type(warnings), '') <> 'array'",
    "SELECT 'The record of step ' || seq || ' cannot be read.' FROM events "
    "WHERE iif(json_valid(details), json_type(details), '') <> 'object' OR iif(json_valid(touched), json_type(touched), '') <> 'object'",
    "SELECT 'The lineage of the code “' || name || '” cannot be read.' FROM lineage "
    "WHERE iif(json_valid(details), json_type(details), '') <> 'object'",
    "WITH RECURSIVE seen (id) AS (SELECT id FROM codes WHERE parent_id IS NULL UNION SELECT c.id FROM codes c JOIN seen ON c.parent_id = seen.id) "
    "SELECT 'The code “' || name || '” lies below itself.' FROM codes WHERE id NOT IN (SELECT id FROM seen)",
)
"""Queries without which nothing can be read; each gives one sentence for each fault. They are asked whenever a study is opened."""

UNREADABLE_THRESHOLDS = (
    "The thresholds of this study cannot be read; set them anew with: qualcode thresholds STUDY --reset"
)
"""What is said where the setting that holds changed thresholds is damaged."""

NUMBERS_ONLY = "comparison.thresholds"
"""Setting that holds numbers by name."""

TEXTS = (
    ("SELECT 'The criteria of question ' || number || ' of the guide', criteria FROM questions", "names"),
    (
        "SELECT 'The coders of the decision on “' || c.name || '” in “' || d.name || '”', a.coders FROM adjudications a "
        "JOIN codes c ON c.id = a.code_id JOIN documents d ON d.id = a.document_id",
        "names",
    ),
    ("SELECT 'What result ' || id || ' of the register rests on', statement FROM results", "statement"),
    (
        "SELECT 'The state of the study noted with result ' || id || ' of the register', digests FROM results",
        "digests",
    ),
    ("SELECT 'What the review file “' || name || '” holds', contents FROM reviews", "digests"),
)
"""Queries that give what a stored text is and the text, and what it has to hold."""

TURNS = (
    "SELECT 'Turn ' || t.number || ' of “' || d.name || '” lies outside its text.' FROM turns t JOIN documents d ON d.id = t.document_id "
    "WHERE t.stop > d.characters OR t.speech_start < t.start OR t.speech_start > t.stop",
    "SELECT 'Turns ' || a.number || ' and ' || b.number || ' of “' || d.name || '” overlap.' FROM turns a "
    "JOIN turns b ON b.document_id = a.document_id AND b.number = a.number + 1 JOIN documents d ON d.id = a.document_id WHERE b.start < a.stop",
)
"""Queries on turns that do not fit their text."""

SPANS = (
    "SELECT 'Question ' || q.number || ' was assigned outside the text of “' || d.name || '”.' FROM asked a "
    "JOIN questions q ON q.id = a.question_id JOIN documents d ON d.id = a.document_id "
    "WHERE (a.start IS NULL) <> (a.stop IS NULL) OR a.start < 0 OR a.stop <= a.start OR a.stop > d.characters",
    "SELECT 'What a reviewer said of “' || d.name || '” lies outside its text.' FROM proposals p JOIN documents d ON d.id = p.document_id "
    "WHERE (p.start IS NULL) <> (p.stop IS NULL) OR p.start < 0 OR p.stop <= p.start OR p.stop > d.characters",
    "SELECT 'A decision on “' || c.name || '” lies outside the text of “' || d.name || '”.' FROM adjudications a "
    "JOIN codes c ON c.id = a.code_id JOIN documents d ON d.id = a.document_id WHERE a.stop > d.characters",
)
"""Queries on assigned questions and decisions that do not fit their text."""

OF_CODE, OF_QUOTATION = (", ".join(map(repr, each)) for each in (CODE_FIELDS, QUOTATION_FIELDS))

PROPOSED = (
    "SELECT 'Proposal ' || id || ' of a reviewer changes something that is no field of what it speaks of.' FROM proposals "
    f"WHERE CASE WHEN kind = 'comment' THEN field <> '' AND field NOT IN ({OF_CODE}, {OF_QUOTATION}) "
    f"WHEN code_id IS NOT NULL THEN field NOT IN ({OF_CODE}) "
    f"WHEN quotation_id IS NOT NULL THEN field NOT IN ({OF_QUOTATION}) ELSE field NOT IN ({OF_CODE}, {OF_QUOTATION}) END",
)
"""Queries on proposals that nobody could accept."""

NAMES = (
    ("codes", "name", "name_key"),
    ("documents", "name", "name_key"),
    ("cases", "label", "label_key"),
    ("coders", "name", "name_key"),
)
"""Tables whose rows are found by a name in comparable form."""


def listed_names(text: str, what: str) -> tuple[str, ...]:
    """Names from a stored JSON list; raises :class:`~qualcode.errors.StudyError` for anything else, beginning with ``what``."""
    value = parsed(text)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise unreadable_text(what)
    return tuple(value)


def stored_object(text: str, what: str, *texts: str) -> dict[str, Any]:
    """A stored JSON object whose members ``texts`` are words; raises :class:`~qualcode.errors.StudyError` for anything else."""
    value = parsed(text)
    if not isinstance(value, dict) or not all(isinstance(value.get(name), str) for name in texts):
        raise unreadable_text(what)
    return value


def parsed(text: str) -> Any:
    """What a stored JSON text holds; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def unreadable_text(what: str) -> StudyError:
    """The error for a stored text that another program has changed."""
    return StudyError(
        f"{what} cannot be read: the study was damaged or changed by another program. List its backups with: qualcode backup list STUDY"
    )


def texts_unreadable(store: Store) -> list[str]:
    """One sentence for each stored list, statement or setting that cannot be read."""
    found = []
    for query, holds in TEXTS:
        for what, text in store.rows(query):
            value = parsed(text)
            fits = (
                isinstance(value, list) and all(isinstance(each, str) for each in value)
                if holds == "names"
                else isinstance(value, dict)
                and (
                    isinstance(value.get("analysis"), str)
                    if holds == "statement"
                    else all(isinstance(each, str) for each in value.values())
                )
            )
            if not fits:
                found.append(f"{what} cannot be read.")
    for (text,) in store.rows("SELECT value FROM settings WHERE key = ?", (NUMBERS_ONLY,)):
        value = parsed(text)
        if not isinstance(value, dict) or not all(is_number(each) for each in value.values()):
            found.append(UNREADABLE_THRESHOLDS)
    return found


def is_number(value: object) -> bool:
    """Whether a stored value is a finite number."""
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def unsound(store: Store) -> tuple[str, ...]:
    """Faults because of which a study cannot be read, one sentence each."""
    return tuple(sentence for query in ALWAYS for (sentence,) in store.rows(query))


def altered(store: Store) -> list[str]:
    """Rows that no longer are what was stored: turns, names, originals, models; reads every row of every table."""
    found = [sentence for query in (*TURNS, *SPANS, *PROPOSED) for (sentence,) in store.rows(query)]
    found += texts_unreadable(store)
    for table, name, key in NAMES:
        found += [
            f"“{stored}” in {table} cannot be found by its name."
            for stored, compared in store.rows(f"SELECT {name}, {key} FROM {table}")
            if name_key(stored) != compared
        ]
    found += [
        f"The original file of “{name}” is not the one that was imported."
        for name, data, sha256 in store.connection.execute(
            "SELECT d.name, s.data, s.sha256 FROM sources s JOIN documents d ON d.id = s.document_id"
        )
        if hashlib.sha256(data).hexdigest() != sha256
    ]
    found += [
        f"The {kind} “{key}” is not the one that was adopted."
        for kind, key, text, sha256 in store.rows("SELECT kind, key, text, sha256 FROM frameworks")
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != sha256
    ]
    for seq, flip in store.rows("SELECT seq, flip FROM events WHERE flip IS NOT NULL"):
        try:
            decode(flip)
        except DamagedError as error:
            found.append(f"Step {seq} of the history cannot be undone: {error}.")
    for table in TABLES:
        for _ in store.connection.execute(f"SELECT * FROM {table}"):
            pass  # SQLite refuses text that is no UTF-8 as it is read
    return found
