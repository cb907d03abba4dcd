"""The tables of a study file, as an ordered list of migrations; the last one gives the current version.

Rules: STRICT tables, no triggers, no views, no cascades. Every table that the history covers has ``id INTEGER PRIMARY KEY
AUTOINCREMENT``, so that an id is never used twice. Spans are half-open code points ``[start, stop)``.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from qualcode.errors import StudyError

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

__all__ = ["TABLES", "VERSION", "expected", "migrations", "refuse_foreign_schema"]

VERSION = 4
"""``user_version`` of a current study: the number of migrations."""

TABLES = (
    "settings",
    "cases",
    "attributes",
    "documents",
    "texts",
    "sources",
    "speakers",
    "turns",
    "codes",
    "lineage",
    "coders",
    "quotations",
    "codings",
    "memos",
    "mappings",
    "readings",
    "frameworks",
    "unanchored",
    "past_turns",
    "lemma_corrections",
    "questions",
    "asked",
    "relations",
    "claims",
    "second_mappings",
    "blinds",
    "adjudications",
    "printed",
    "signoffs",
    "reviews",
    "proposals",
)
"""The tables that the history covers; the others are derived or hold the history itself."""

M001 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL, op TEXT NOT NULL, label TEXT NOT NULL,
    details TEXT NOT NULL, touched TEXT NOT NULL, flip BLOB,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped', 'sealed')), undone INTEGER
) STRICT;
CREATE INDEX events_undone ON events (actor, undone) WHERE state = 'undone';
CREATE TABLE settings (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
CREATE TABLE cases (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, label_key TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE attributes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL REFERENCES cases (id), name TEXT NOT NULL, name_key TEXT NOT NULL,
    value TEXT NOT NULL, UNIQUE (case_id, name_key)
) STRICT;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, case_id INTEGER NOT NULL REFERENCES cases (id),
    format TEXT NOT NULL, language TEXT NOT NULL, version INTEGER NOT NULL, sha256 TEXT NOT NULL, words INTEGER NOT NULL CHECK (words >= 0),
    characters INTEGER NOT NULL CHECK (characters >= 0), source_name TEXT NOT NULL, imported_at TEXT NOT NULL, warnings TEXT NOT NULL
) STRICT;
CREATE INDEX documents_case ON documents (case_id);
CREATE TABLE texts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id), version INTEGER NOT NULL,
    text TEXT NOT NULL, sha256 TEXT NOT NULL, UNIQUE (document_id, version)
) STRICT;
CREATE INDEX texts_sha256 ON texts (sha256);
CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id), data BLOB NOT NULL, sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX sources_document ON sources (document_id);
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id), label TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('interviewer', 'respondent', 'other', 'unknown')), UNIQUE (document_id, label)
) STRICT;
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id), number INTEGER NOT NULL CHECK (number > 0),
    start INTEGER NOT NULL CHECK (start >= 0), stop INTEGER NOT NULL CHECK (stop > start), speech_start INTEGER NOT NULL,
    speaker_id INTEGER REFERENCES speakers (id), start_time INTEGER, end_time INTEGER, UNIQUE (document_id, number)
) STRICT;
CREATE INDEX turns_speaker ON turns (speaker_id);
CREATE TABLE codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, parent_id INTEGER REFERENCES codes (id), kind TEXT NOT NULL CHECK (kind IN ('theme', 'category', 'code')),
    name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, brief TEXT NOT NULL, full TEXT NOT NULL, when_use TEXT NOT NULL, when_not TEXT NOT NULL,
    example TEXT NOT NULL, colour TEXT NOT NULL, origin TEXT NOT NULL CHECK (origin IN ('data', 'theory', 'in vivo')),
    position INTEGER NOT NULL, created TEXT NOT NULL, created_by TEXT NOT NULL
) STRICT;
CREATE INDEX codes_parent ON codes (parent_id);
CREATE TABLE lineage (
    id INTEGER PRIMARY KEY AUTOINCREMENT, code_id INTEGER REFERENCES codes (id),
    kind TEXT NOT NULL CHECK (kind IN ('merged', 'split', 'renamed', 'deleted')),
    name TEXT NOT NULL, name_key TEXT NOT NULL, details TEXT NOT NULL, at TEXT NOT NULL, by_whom TEXT NOT NULL
) STRICT;
CREATE INDEX lineage_code ON lineage (code_id);
CREATE INDEX lineage_name ON lineage (name_key);
CREATE TABLE coders (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE quotations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id), start INTEGER NOT NULL CHECK (start >= 0),
    stop INTEGER NOT NULL CHECK (stop > start), proof TEXT NOT NULL, memo TEXT NOT NULL, condensed TEXT NOT NULL, translation TEXT NOT NULL,
    UNIQUE (document_id, start, stop)
) STRICT;
CREATE TABLE codings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, quotation_id INTEGER NOT NULL REFERENCES quotations (id), code_id INTEGER NOT NULL REFERENCES codes (id),
    coder_id INTEGER NOT NULL REFERENCES coders (id), created TEXT NOT NULL, UNIQUE (quotation_id, code_id, coder_id)
) STRICT;
CREATE INDEX codings_code ON codings (code_id);
CREATE INDEX codings_coder ON codings (coder_id);
CREATE TABLE memos (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK (kind IN ('code', 'theoretical', 'methodological', 'reflexive', 'narrative')),
    target TEXT NOT NULL CHECK (target IN ('study', 'document', 'quotation', 'code')), target_id INTEGER, text TEXT NOT NULL,
    created TEXT NOT NULL, author TEXT NOT NULL
) STRICT;
CREATE INDEX memos_target ON memos (target, target_id);
CREATE TABLE mappings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, code_id INTEGER NOT NULL REFERENCES codes (id), criterion TEXT NOT NULL,
    polarity TEXT NOT NULL CHECK (polarity IN ('supports', 'partial', 'contradicts', 'level', 'ask')),
    level INTEGER CHECK (level BETWEEN 1 AND 5), strength INTEGER NOT NULL CHECK (strength BETWEEN 1 AND 3),
    aspect TEXT NOT NULL CHECK (aspect IN ('practice', 'barrier', 'evaluation', 'outcome', 'context')),
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)), UNIQUE (code_id, criterion)
) STRICT;
CREATE TABLE readings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, quotation_id INTEGER NOT NULL REFERENCES quotations (id), code_id INTEGER NOT NULL REFERENCES codes (id),
    criterion TEXT NOT NULL, level INTEGER CHECK (level BETWEEN 1 AND 5), UNIQUE (quotation_id, code_id, criterion)
) STRICT;
CREATE INDEX readings_code ON readings (code_id);
CREATE TABLE frameworks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK (kind IN ('criteria', 'model', 'process', 'sources')), key TEXT NOT NULL,
    version INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL, adopted_at TEXT NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1)), UNIQUE (kind, key, version)
) STRICT;
CREATE TABLE reading_places (
    actor TEXT NOT NULL, document_id INTEGER NOT NULL, caret INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (actor, document_id)
) STRICT;
CREATE TABLE language_index (
    document_id INTEGER PRIMARY KEY, version INTEGER NOT NULL, language TEXT NOT NULL, rung TEXT NOT NULL, made_with TEXT NOT NULL,
    starts BLOB NOT NULL, lengths BLOB NOT NULL, lemmas BLOB NOT NULL, flags BLOB NOT NULL, vocabulary TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE turn_index USING fts5 (text, lemmas, document UNINDEXED, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
"""

M002 = """
CREATE TABLE unanchored (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id), number INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, bearing TEXT NOT NULL
) STRICT;
CREATE INDEX unanchored_document ON unanchored (document_id);
CREATE TABLE past_turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id), version INTEGER NOT NULL,
    source_name TEXT NOT NULL, turns TEXT NOT NULL, roles TEXT NOT NULL, UNIQUE (document_id, version)
) STRICT;
CREATE TABLE lemma_corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT, language TEXT NOT NULL, form TEXT NOT NULL, lemma TEXT NOT NULL, UNIQUE (language, form)
) STRICT;
"""

M003 = """
CREATE TABLE questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL UNIQUE CHECK (number > 0), text TEXT NOT NULL, criteria TEXT NOT NULL
) STRICT;
CREATE TABLE asked (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id),
    question_id INTEGER NOT NULL REFERENCES questions (id), start INTEGER, stop INTEGER, by_whom TEXT NOT NULL,
    proof TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX asked_document ON asked (document_id);
CREATE INDEX asked_question ON asked (question_id);
CREATE TABLE relations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, code_id INTEGER NOT NULL REFERENCES codes (id), other_id INTEGER NOT NULL REFERENCES codes (id),
    kind TEXT NOT NULL, note TEXT NOT NULL, created TEXT NOT NULL, created_by TEXT NOT NULL, UNIQUE (code_id, other_id, kind)
) STRICT;
CREATE INDEX relations_other ON relations (other_id);
CREATE TABLE claims (
    id INTEGER PRIMARY KEY AUTOINCREMENT, code_id INTEGER NOT NULL REFERENCES codes (id), model TEXT NOT NULL, UNIQUE (code_id, model)
) STRICT;
CREATE TABLE second_mappings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, mapper TEXT NOT NULL, mapper_key TEXT NOT NULL, code_id INTEGER NOT NULL REFERENCES codes (id),
    criterion TEXT NOT NULL, polarity TEXT NOT NULL CHECK (polarity IN ('supports', 'partial', 'contradicts', 'level', 'ask')),
    level INTEGER CHECK (level BETWEEN 1 AND 5), strength INTEGER NOT NULL CHECK (strength BETWEEN 1 AND 3),
    aspect TEXT NOT NULL CHECK (aspect IN ('practice', 'barrier', 'evaluation', 'outcome', 'context')),
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)), UNIQUE (mapper_key, code_id, criterion)
) STRICT;
CREATE INDEX second_mappings_code ON second_mappings (code_id);
CREATE TABLE blinds (
    id INTEGER PRIMARY KEY AUTOINCREMENT, coder_id INTEGER NOT NULL UNIQUE REFERENCES coders (id), since TEXT NOT NULL, released TEXT
) STRICT;
CREATE TABLE adjudications (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id), start INTEGER NOT NULL CHECK (start >= 0),
    stop INTEGER NOT NULL CHECK (stop > start), code_id INTEGER NOT NULL REFERENCES codes (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('coded', 'not coded', 'open')), coders TEXT NOT NULL, note TEXT NOT NULL,
    at TEXT NOT NULL, by_whom TEXT NOT NULL, proof TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX adjudications_document ON adjudications (document_id);
CREATE INDEX adjudications_code ON adjudications (code_id);
CREATE TABLE results (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, statement TEXT NOT NULL, digests TEXT NOT NULL
) STRICT;
"""

M004 = """
CREATE TABLE printed (
    id INTEGER PRIMARY KEY AUTOINCREMENT, quotation_id INTEGER NOT NULL UNIQUE REFERENCES quotations (id), text TEXT NOT NULL
) STRICT;
CREATE TABLE signoffs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, code_id INTEGER NOT NULL UNIQUE REFERENCES codes (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'in review', 'approved')), at TEXT NOT NULL, by_whom TEXT NOT NULL,
    digest TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('codebook', 'transcript')),
    document_id INTEGER REFERENCES documents (id), name TEXT NOT NULL, at TEXT NOT NULL, by_whom TEXT NOT NULL, contents TEXT NOT NULL
) STRICT;
CREATE INDEX reviews_document ON reviews (document_id);
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY AUTOINCREMENT, review_id INTEGER REFERENCES reviews (id),
    kind TEXT NOT NULL CHECK (kind IN ('comment', 'edit')), code_id INTEGER REFERENCES codes (id),
    quotation_id INTEGER REFERENCES quotations (id), document_id INTEGER REFERENCES documents (id),
    start INTEGER, stop INTEGER, proof TEXT NOT NULL DEFAULT '', base TEXT NOT NULL,
    field TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, said TEXT NOT NULL, about TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
    thread TEXT NOT NULL, key TEXT NOT NULL UNIQUE, matched TEXT NOT NULL CHECK (matched IN ('id', 'text', 'none')), file TEXT NOT NULL,
    imported TEXT NOT NULL, imported_by TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
    answer TEXT NOT NULL, decided TEXT, decided_by TEXT NOT NULL
) STRICT;
CREATE INDEX proposals_review ON proposals (review_id);
CREATE INDEX proposals_code ON proposals (code_id);
CREATE INDEX proposals_quotation ON proposals (quotation_id);
CREATE INDEX proposals_document ON proposals (document_id);
"""

LEDGER = """
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
"""
"""Where sqlite-utils notes which migrations were applied, as it writes it."""

FTS_SHADOWS = {f"turn_index_{part}" for part in ("data", "idx", "content", "docsize", "config")}


def migrations() -> Migrations:
    """The ordered steps from an empty file to the current version."""
    from qualcode.study.store.sqlite import load_sqlite_utils

    load_sqlite_utils()
    from sqlite_utils import Migrations

    steps = Migrations("qualcode")

    def run(db: Database, script: str) -> None:
        for statement in script.split(";\n"):
            if statement.strip():
                db.conn.execute(statement)

    @steps()
    def m001_initial(db: Database) -> None:
        run(db, M001)

    @steps()
    def m002_corrections(db: Database) -> None:
        run(db, M002)

    @steps()
    def m003_analysis(db: Database) -> None:
        run(db, M003)

    @steps()
    def m004_review(db: Database) -> None:
        run(db, M004)

    return steps


def usual() -> dict[tuple[str, str], str]:
    """What :func:`expected` gives, made without loading sqlite-utils: a study with just these parts needs no closer look."""
    if not _USUAL:
        with sqlite3.connect(":memory:", isolation_level=None) as connection:
            connection.executescript(LEDGER + M001 + M002 + M003 + M004)
            _USUAL.update(parts(connection))
        connection.close()
    return _USUAL


_USUAL: dict[tuple[str, str], str] = {}


def expected() -> dict[tuple[str, str], str]:
    """Type and name of every part of the current schema, with its SQL; built in memory from the migrations."""
    if not _EXPECTED:
        from qualcode.study.store.sqlite import database

        with sqlite3.connect(":memory:", isolation_level=None) as connection:
            migrations().apply(database(connection))
            _EXPECTED.update(parts(connection))
        connection.close()
    return _EXPECTED


_EXPECTED: dict[tuple[str, str], str] = {}


def parts(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Read type, name and SQL of all parts of a database, the shadow tables of the full-text index left out."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
    return {
        (kind, name): sql
        for kind, name, sql in rows
        if not (kind == "table" and name in FTS_SHADOWS)
        and not (kind in ("table", "index") and name.startswith("sqlite_"))
    }


def refuse_foreign_schema(connection: sqlite3.Connection, path: str) -> None:
    """Refuse a file that holds anything but our own tables: a study from somebody else is data, not schema.

    Raises :class:`~qualcode.errors.StudyError` naming the first part that does not belong.
    """
    found = parts(connection)
    if found == usual():
        return
    wanted = expected()
    for kind, name in sorted(found.keys() - wanted.keys()):
        raise StudyError(
            f"{path} holds {'an' if kind == 'index' else 'a'} {kind} “{name}” that no study has; it was changed by another program and is not opened."
        )
    for kind, name in sorted(wanted.keys() - found.keys()):
        raise StudyError(
            f"In {path} the {kind} “{name}” is missing; restore a backup with: qualcode backup list {path}"
        )
    for part, sql in wanted.items():
        if found[part] != sql:
            raise StudyError(
                f"In {path} the {part[0]} “{part[1]}” was changed by another program; restore a backup with: qualcode backup list {path}"
            )
