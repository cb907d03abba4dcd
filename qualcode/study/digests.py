"""What a study holds, as hashes, so that a figure names the state it came from and is called stale when that changed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable

from qualcode.model.digests import StudyDigest
from qualcode.study.store.file import Store
from qualcode.study.store.sqlite import unreadable

__all__ = ["PARTS", "digest_of"]

PARTS: dict[str, tuple[str, ...]] = {
    "texts": (
        "SELECT name, sha256, language, (SELECT label FROM cases WHERE id = case_id) FROM documents ORDER BY name_key",
        "SELECT d.name_key, t.number, t.start, t.stop, t.speech_start, s.role FROM turns t JOIN documents d ON d.id = t.document_id "
        "LEFT JOIN speakers s ON s.id = t.speaker_id ORDER BY d.name_key, t.number",
    ),
    "cases": (
        "SELECT c.label, a.name, a.value FROM cases c LEFT JOIN attributes a ON a.case_id = c.id ORDER BY c.label_key, a.name_key",
    ),
    "codebook": (
        "SELECT c.name, c.kind, p.name, c.position FROM codes c LEFT JOIN codes p ON p.id = c.parent_id ORDER BY c.name_key",
        "SELECT a.name, b.name, r.kind FROM relations r JOIN codes a ON a.id = r.code_id JOIN codes b ON b.id = r.other_id ORDER BY 1, 2, 3",
    ),
    "codings": (
        "SELECT d.name_key, q.start, q.stop, q.id, c.name_key, k.name_key FROM codings g JOIN quotations q ON q.id = g.quotation_id "
        "JOIN documents d ON d.id = q.document_id JOIN codes c ON c.id = g.code_id JOIN coders k ON k.id = g.coder_id "
        "ORDER BY d.name_key, q.start, q.stop, c.name_key, k.name_key",
        "SELECT d.name_key, a.start, a.stop, c.name_key, a.outcome, a.coders FROM adjudications a JOIN documents d ON d.id = a.document_id "
        "JOIN codes c ON c.id = a.code_id ORDER BY 1, 2, 3, 4, a.id",
    ),
    "mappings": (
        "SELECT c.name_key, m.criterion, m.polarity, m.level, m.strength, m.aspect, m.counts FROM mappings m JOIN codes c ON c.id = m.code_id ORDER BY 1, 2",
        "SELECT r.quotation_id, c.name_key, r.criterion, r.level FROM readings r JOIN codes c ON c.id = r.code_id ORDER BY 1, 2, 3",
        "SELECT m.mapper_key, c.name_key, m.criterion, m.polarity, m.level, m.strength, m.aspect, m.counts FROM second_mappings m "
        "JOIN codes c ON c.id = m.code_id ORDER BY 1, 2, 3",
        "SELECT c.name_key, l.model FROM claims l JOIN codes c ON c.id = l.code_id ORDER BY 1, 2",
    ),
    "frameworks": ("SELECT kind, key, sha256 FROM frameworks WHERE current = 1 ORDER BY kind, key",),
    "questions": (
        "SELECT number, text, criteria FROM questions ORDER BY number",
        "SELECT q.number, d.name_key, a.start, a.stop FROM asked a JOIN questions q ON q.id = a.question_id "
        "JOIN documents d ON d.id = a.document_id ORDER BY 1, 2, 3",
    ),
    "settings": ("SELECT key, value FROM settings WHERE key <> 'title' ORDER BY key",),
    "notes": (
        "SELECT brief, full, when_use, when_not, example, origin FROM codes "
        "WHERE brief || full || when_use || when_not || example <> '' OR origin <> 'data' ORDER BY name_key",
        "SELECT c.name_key, s.state, s.at, s.by_whom, s.note FROM signoffs s JOIN codes c ON c.id = s.code_id ORDER BY 1",
        "SELECT kind, target, target_id, text, author FROM memos ORDER BY 1, 2, 3, 4",
        "SELECT q.id, q.memo, q.condensed, q.translation, p.text FROM quotations q LEFT JOIN printed p ON p.quotation_id = q.id "
        "WHERE q.memo <> '' OR q.condensed <> '' OR q.translation <> '' OR p.text IS NOT NULL ORDER BY q.id",
    ),
}
"""The queries that give the content of each part, in an order that does not hang on ids."""


def digest_of(store: Store) -> StudyDigest:
    """Hash the content of a study part by part; equal content gives equal hashes, also after undo, backup or rewriting."""
    return StudyDigest(**{part: _hashed(store, queries) for part, queries in PARTS.items()})


def _hashed(store: Store, queries: Iterable[str]) -> str:
    found, encode = hashlib.sha256(), json.JSONEncoder(ensure_ascii=False).encode
    for query in queries:
        found.update(query.encode("utf-8"))
        try:
            for row in store.connection.execute(query):
                found.update(encode(row).encode("utf-8"))
        except (sqlite3.Error, UnicodeError) as error:
            raise unreadable(store.path, error) from error
    return found.hexdigest()
