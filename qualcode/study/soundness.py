"""What must hold in a study before anything else is read from it; a study may come from somebody else, or from a bad disk."""

from __future__ import annotations

import hashlib

from qualcode.study.store.file import Store
from qualcode.study.store.history import DamagedError, decode
from qualcode.study.store.schema import TABLES
from qualcode.text.names import name_key

__all__ = ["altered", "unsound"]

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

TURNS = (
    "SELECT 'Turn ' || t.number || ' of “' || d.name || '” lies outside its text.' FROM turns t JOIN documents d ON d.id = t.document_id "
    "WHERE t.stop > d.characters OR t.speech_start < t.start OR t.speech_start > t.stop",
    "SELECT 'Turns ' || a.number || ' and ' || b.number || ' of “' || d.name || '” overlap.' FROM turns a "
    "JOIN turns b ON b.document_id = a.document_id AND b.number = a.number + 1 JOIN documents d ON d.id = a.document_id WHERE b.start < a.stop",
)
"""Queries on turns that do not fit their text."""

NAMES = (
    ("codes", "name", "name_key"),
    ("documents", "name", "name_key"),
    ("cases", "label", "label_key"),
    ("coders", "name", "name_key"),
)
"""Tables whose rows are found by a name in comparable form."""


def unsound(store: Store) -> tuple[str, ...]:
    """Faults because of which a study cannot be read, one sentence each."""
    return tuple(sentence for query in ALWAYS for (sentence,) in store.rows(query))


def altered(store: Store) -> list[str]:
    """Rows that no longer are what was stored: turns, names, originals, models; reads every row of every table."""
    found = [sentence for query in TURNS for (sentence,) in store.rows(query)]
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
