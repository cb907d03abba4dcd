"""Withdrawal of consent: everything of a respondent removed for good, from the study, its history and its backups."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.errors import InputError, StudyError
from qualcode.study.store import backups, history
from qualcode.study.store.file import Store
from qualcode.study.store.history import now
from qualcode.study.store.last_seen import read_seen
from qualcode.study.store.reading_id import identities_in
from qualcode.study.store.schema import TABLES
from qualcode.study.store.sqlite import unreadable
from qualcode.study.study import Study
from qualcode.text.counting import counted
from qualcode.text.names import name_key

__all__ = ["Copies", "Withdrawal", "forget_proposals", "withdraw"]

OWNED = (
    "texts",
    "sources",
    "speakers",
    "turns",
    "quotations",
    "unanchored",
    "past_turns",
    "asked",
    "adjudications",
    "reviews",
)
"""Tables whose rows name the document they belong to."""

SEALED = "A change to material that was withdrawn later"

NAMELESS = "words of a respondent who withdrew"
"""What the lineage says in the place of an old name that quoted the respondent."""

QUOTED = 3
"""Words that have to stand in a transcript one after another to count as the respondent's."""

PLACE = re.compile(r"q(\d{1,18})_")
"""The beginning of the name of a place at which a quotation stands in a file for a reviewer."""

RUN = 4
"""Words that a note has to have in common with what the respondent said, and with nobody else, to be shown to the researcher."""

CUT = "[…]"
"""What stands in the place of words that were taken out of what a reviewer said or changed."""

WORDED = ("old", "new", "said", "answer")
"""Columns of proposals that hold words of others, in which a respondent may be quoted."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was removed, and what a person should still look at."""

    documents: int
    codings: int
    quotations: int
    backups: int
    """Backups that were deleted."""
    examples: tuple[str, ...]
    """Codes whose name or definition holds words of the respondent: they remain, and are for the researcher to reword."""
    mentions: tuple[str, ...] = ()
    """Where notes about others and the interview guide name the respondent or hold words of theirs, such as ``the memo of quotation 7``.

    They remain as well.
    """
    set_aside: int = 0
    """Damaged files of this study, set aside when a backup was restored, that were deleted."""
    damaged: tuple[Path, ...] = ()
    """Such files of which it cannot be told whose they are, or that could not be deleted: they may hold the respondent's words."""


@dataclass(frozen=True, slots=True)
class Copies:
    """What became of the copies of a study beside it."""

    backups: int
    """Backups that were deleted."""
    set_aside: int
    """Damaged files of this study, set aside when a backup was restored, that were deleted."""
    damaged: tuple[Path, ...]
    """Such files of which it cannot be told whose they are, or that could not be deleted."""


def withdraw(study: Study, case: str) -> Withdrawal:
    """Remove a case with its documents, codings, quotations, memos, search index, originals and history for good.

    This is the one change that cannot be undone. Backups of the study are deleted, a fresh one is made, and the file is
    rewritten. One event says that it happened, without naming the respondent. Raises
    :class:`~qualcode.errors.NotFoundError` for an unknown case.
    """
    store = study.store
    store.writable()
    found = study.cases.get(case)
    texts = said(store, found.id)
    examples = tuple(
        code.name
        for code in study.codebook.tree()
        if any(quotes(part, texts) for part in (code.name, code.brief, code.full, code.example))
    )
    names = names_of(store, found.id)
    own = {d.id for d in study.documents.list() if d.case_id == found.id}
    voice = voice_of(study, own, names, texts)
    mentions = tuple(where_mentioned(study, own, voice))
    store.begin("EXCLUSIVE")
    try:
        removed = remove_rows(store, found.id)
        blank_lineage(store, texts)
        blank_unanchored(store, texts)
        blank_results(store, names, texts)
        blank_reviews(store, removed["quotations"])
        blank_proposals(store, voice)
        blank_file_names(store, names)
        seal_events(store, removed, [found.label], texts, voice, label_pattern(names, apart="_"))
        counts = {table: len(ids) for table, ids in removed.items()}
        record_for_good(
            store,
            "cases.withdraw",
            f"Consent withdrawn: one case with {counts['documents']} documents and {counts['codings']} codings was removed for good",
            {k: v for k, v in counts.items() if v},
        )
        store.connection.execute("INSERT INTO turn_index (turn_index) VALUES ('optimize')")
        store.connection.execute("COMMIT")
    except BaseException as error:
        store.roll_back()
        if isinstance(error, sqlite3.Error):
            raise unreadable(store.path, error) from error
        raise
    study.documents.forget()
    store.announce(
        "cases.withdraw",
        "Consent withdrawn",
        [["d", t, [{"id": 0}]] for t in ("documents", "codings", "quotations")],
        set(),
    )
    copies = forget_copies(store)
    return Withdrawal(
        counts["documents"],
        counts["codings"],
        counts["quotations"],
        copies.backups,
        examples,
        mentions,
        copies.set_aside,
        copies.damaged,
    )


def forget_proposals(study: Study, ids: Iterable[int]) -> Copies:
    """Remove proposals of reviewers for good, also from the history and from the backups, such as those that name somebody who withdrew.

    This cannot be undone. Steps on other proposals can still be taken back. Backups of the study are deleted, a fresh one is made, and
    the file is rewritten. Raises :class:`~qualcode.errors.NotFoundError` for an unknown proposal.
    """
    store = study.store
    store.writable()
    gone = {each.id for each in map(study.proposals.get, ids)}
    if not gone:
        raise InputError("Name at least one proposal by its number.")
    store.begin("EXCLUSIVE")
    try:
        history.remove(store.connection, "proposals", sorted(gone))
        for seq, flip in store.rows("SELECT seq, flip FROM events WHERE flip IS NOT NULL"):
            steps = unpacked(flip)
            kept = [step for step in (without_proposals(step, gone) for step in steps) if step[2]]
            if steps and not kept:
                seal(store, seq)
            elif kept != steps:
                store.connection.execute(
                    "UPDATE events SET flip = ?, touched = ? WHERE seq = ?",
                    (history.encode(kept), json.dumps(history.touches(kept)), seq),
                )
        record_for_good(
            store,
            "proposals.forget",
            f"Removed {counted(len(gone), 'proposal')} of reviewers for good",
            {"proposals": len(gone)},
        )
        store.connection.execute("COMMIT")
    except BaseException as error:
        store.roll_back()
        if isinstance(error, sqlite3.Error):
            raise unreadable(store.path, error) from error
        raise
    store.announce(
        "proposals.forget", "Removed for good", [["d", "proposals", [{"id": i} for i in sorted(gone)]]], set()
    )
    return forget_copies(store)


def without_proposals(step: history.Operation, gone: Collection[int]) -> history.Operation:
    """A row operation without some proposals."""
    kind, table, items = step
    if table != "proposals":
        return step
    ids = [item if kind == "i" else item["id"] if kind == "d" else item[0] for item in items]
    return [kind, table, [item for i, item in zip(ids, items, strict=True) if i not in gone]]


def record_for_good(store: Store, op: str, label: str, details: dict[str, int]) -> None:
    """Write an event that cannot be undone."""
    store.connection.execute(
        "INSERT INTO events (at, actor, op, label, details, touched, flip, state) VALUES (?, ?, ?, ?, ?, '{}', NULL, 'sealed')",
        (now(), store.actor, op, label, json.dumps(details)),
    )


def forget_copies(store: Store) -> Copies:
    """Delete the backups and the damaged files of a study, rewrite it and back it up anew."""
    set_aside, damaged = delete_set_aside(store)
    old = delete_backups(store)
    rewrite(store)
    backups.back_up(store.path, store.connection, "withdrawal")
    return Copies(old, set_aside, damaged)


def said(store: Store, case_id: int) -> list[str]:
    """The texts of a case in all their versions, also those that only the history still holds."""
    documents = {i for (i,) in store.rows("SELECT id FROM documents WHERE case_id = ?", (case_id,))}
    texts = {text for i, text in store.rows("SELECT document_id, text FROM texts") if i in documents}
    texts |= {
        str(row["text"])
        for table, row in kept_rows(store)
        if table == "texts" and row.get("document_id") in documents
    }
    return sorted(texts)


def names_of(store: Store, case_id: int) -> tuple[str, ...]:
    """The labels of a case and the names of its documents, also those that they bore before."""
    documents = {i for (i,) in store.rows("SELECT id FROM documents WHERE case_id = ?", (case_id,))}
    documents |= {
        int(row["id"])
        for table, row in kept_rows(store)
        if table == "documents" and row.get("case_id") == case_id
    }
    found = {name for i, name in store.rows("SELECT id, name FROM documents") if i in documents}
    found |= {label for (label,) in store.rows("SELECT label FROM cases WHERE id = ?", (case_id,))}
    own = {"cases": ("label", {case_id}), "documents": ("name", documents)}
    for (flip,) in store.rows("SELECT flip FROM events WHERE flip IS NOT NULL"):
        for kind, table, items in unpacked(flip):
            if table in own and kind != "i":
                column, ids = own[table]
                images = items if kind == "d" else [{"id": i, **old} for i, old in items]
                found |= {row[column] for row in images if row["id"] in ids and column in row}
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Voice:
    """How a respondent is known in what others wrote."""

    named: re.Pattern[str]
    """Finds the labels of the case and the names of its documents in text in comparable form."""
    theirs: frozenset[str]
    """What the respondent said, as :func:`runs`."""
    others: str
    """What other respondents said, as :func:`plain_words`."""
    texts: tuple[str, ...]
    """The texts of the respondent in all their versions."""

    def names(self, text: str) -> bool:
        """Whether a text names the respondent."""
        return bool(self.named.search(name_key(text)))

    def quoted(self, text: str) -> bool:
        """Whether a text holds words that only the respondent said."""
        return any(run in self.theirs and run not in self.others for run in runs(text))

    def cut(self, text: str) -> str:
        """A text in which :data:`CUT` stands for each stretch that the respondent said and nobody else."""
        if not self.quoted(text):
            return text
        words = list(re.finditer(r"\w+", text))
        keys = [plain_words(word[0]) for word in words]
        starts = [f" {' '.join(keys[at : at + RUN])} " for at in range(len(words) - RUN + 1)]
        pieces: list[str] = []
        end = at = 0
        while at < len(starts):
            first, only_theirs = at, False
            while at < len(starts) and starts[at] in self.theirs:
                only_theirs = only_theirs or starts[at] not in self.others
                at += 1
            if only_theirs:
                if not pieces or words[first].start() >= end:
                    pieces += [text[end : words[first].start()], CUT]
                end = words[at + RUN - 2].end()
            at += 1
        return "".join((*pieces, text[end:])) if pieces else CUT

    def without(self, row: Mapping[str, Any]) -> dict[str, str]:
        """What columns of a proposal are to hold after a withdrawal, where that is something else."""
        held = {name: row[name] for name in (*WORDED, "about") if isinstance(row.get(name), str)}
        fresh = {name: self.cut(held[name]) for name in WORDED if name in held}
        about = held.get("about", "")
        alone = quotes(about, self.texts) and f" {plain_words(about)} " not in self.others
        if self.names(about) or self.quoted(about) or alone:
            fresh["about"] = NAMELESS
        return {name: text for name, text in fresh.items() if text != held[name]}


def voice_of(study: Study, own: Collection[int], names: Sequence[str], texts: Sequence[str]) -> Voice:
    """How the respondent of some documents is known, who has or had these names and texts."""
    theirs, others = spoken(study, own)
    present = {study.documents.text(d) for d in study.documents.list() if d.id in own}
    shown = {run for text in present for run in runs(text)}
    earlier = {run for text in texts if text not in present for run in runs(text)}
    return Voice(label_pattern(names), frozenset(theirs | (earlier - shown)), others, tuple(texts))


def where_mentioned(study: Study, own: Collection[int], voice: Voice) -> Iterator[str]:
    """Where notes that a withdrawal leaves, and the guide, name a case or its documents, or hold words of the respondent."""
    named = voice.named

    def mentions(text: str) -> bool:
        return voice.names(text) or voice.quoted(text)

    quotations = study.quotations.list(hidden=True)
    gone = {("document", i) for i in own} | {("quotation", q.id) for q in quotations if q.document_id in own}
    for q in quotations:
        parts = (
            ("the memo", q.memo),
            ("the condensed text", q.condensed),
            ("the translation", q.translation),
            ("the printed form", q.printed),
        )
        if q.document_id not in own:
            yield from (f"{part} of quotation {q.id}" for part, text in parts if mentions(text))
    for memo in study.memos.list(hidden=True):
        if (memo.target, memo.target_id) not in gone and mentions(memo.text):
            yield f"memo {memo.id} on the {memo.target}"
    for u in study.unanchored.list():
        if u.document_id not in own and mentions("\n".join((u.memo, u.condensed, u.translation))):
            yield f"the note of quotation {u.number}, which has no place any more"
    for code in study.codebook.tree():
        fields = (code.name, code.brief, code.full, code.when, code.when_not, code.example)
        if named.search(name_key("\n".join(fields))):
            yield f"the code “{code.name}”"
    for relation in study.relations.list():
        if mentions(f"{relation.kind}\n{relation.note}"):
            yield f"relation {relation.id}"
    for code, document_id, name, note in study.store.rows(
        "SELECT c.name, a.document_id, d.name, a.note FROM adjudications a JOIN documents d ON d.id = a.document_id "
        "JOIN codes c ON c.id = a.code_id ORDER BY a.id"
    ):
        if document_id not in own and mentions(note):
            yield f"the note of a decision on “{code}” in “{name}”"
    for i, document_id, old, new, remark, answer in study.store.rows(
        "SELECT p.id, coalesce(p.document_id, q.document_id), p.old, p.new, p.said, p.answer "
        "FROM proposals p LEFT JOIN quotations q ON q.id = p.quotation_id ORDER BY p.id"
    ):
        if document_id not in own and voice.names("\n".join((old, new, remark, answer))):
            yield f"proposal {i} of a reviewer"
    for signoff in study.signoffs.list():
        if mentions(signoff.note):
            yield f"the note of who signed off the code “{signoff.code}”"
    for number, text in study.store.rows("SELECT number, text FROM questions ORDER BY number"):
        if mentions(text):
            yield f"question {number} of the guide"


def spoken(study: Study, own: Collection[int]) -> tuple[set[str], str]:
    """What was said by others than interviewers: in some documents, as :func:`runs`, and in all others, as :func:`plain_words`."""
    theirs: set[str] = set()
    others: list[str] = []
    for document in study.documents.list():
        text = study.documents.text(document)
        for turn in study.documents.turns(document):
            said = text[turn.speech_start : turn.end]
            if turn.role != "interviewer" and document.id in own:
                theirs.update(runs(said))
            elif turn.role != "interviewer":
                others.append(plain_words(said))
    return theirs, f" {' | '.join(others)} "


def runs(text: str) -> Iterator[str]:
    """All stretches of a text that are long enough to be known as somebody's words, without punctuation."""
    words = plain_words(text).split()
    for at in range(len(words) - RUN + 1):
        yield f" {' '.join(words[at : at + RUN])} "


def plain_words(text: str) -> str:
    """The words of a text in the form in which names are compared, without punctuation."""
    return " ".join(re.findall(r"\w+", name_key(text)))


def delete_set_aside(store: Store) -> tuple[int, tuple[Path, ...]]:
    """Delete the damaged files of a study that lie beside it, or where it lay before.

    Gives their number, and those of which the bytes do not tell whether they are this study's, or that cannot be deleted.
    """
    identity = backups.study_id(store.connection)
    known = read_seen(backups.folder_of(identity))
    homes = {store.path.resolve(), *(known.paths if known else ())}
    done, left = 0, []
    for path in sorted({file for home in homes for file in files_beside(home)}):
        try:
            names = identities_in(path, (identity,))
            if identity in names:
                path.unlink(missing_ok=True)
                done += 1
            elif not names and any(path.name.startswith(home.stem + backups.SET_ASIDE) for home in homes):
                left.append(path)
        except OSError:
            left.append(path)
    return done, tuple(left)


def files_beside(home: Path) -> Iterator[Path]:
    """Files in a study's folder that a restored backup has left there."""
    pattern = re.compile(
        rf".*{backups.SET_ASIDE}\d{{4}}-\d\d-\d\dT\d{{6}}Z{re.escape(home.suffix)}", re.DOTALL
    )
    try:
        for path in home.parent.iterdir():
            if pattern.fullmatch(path.name) or path.name == home.name + backups.RESTORING:
                yield path
    except OSError:
        return


def delete_backups(store: Store) -> int:
    """Delete all backups of a study and give their number; raises :class:`~qualcode.errors.StudyError` where some cannot be deleted."""
    folder = backups.folder_of(backups.study_id(store.connection))
    try:
        files = sorted(folder.glob("*")) if folder.is_dir() else []
        for path in files:
            path.unlink(missing_ok=True)
        number = sum(path.suffix == ".qualcode" for path in files)
    except OSError as error:
        raise StudyError(
            f"The material was removed from {store.path}, but its backups still hold it and could not be deleted ({error.strerror}); delete the folder {folder} yourself."
        ) from error
    return number


def rewrite(store: Store) -> None:
    """Write the file anew without its free pages, whose content has been overwritten before."""
    try:
        store.connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # VACUUM attaches the file it writes
        store.connection.execute("VACUUM")
    except sqlite3.Error as error:
        raise StudyError(
            f"The material was removed, but {store.path} could not be made smaller ({error}); free some disk space."
        ) from error
    finally:
        store.connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


def quotes(part: str, texts: Sequence[str]) -> bool:
    """Whether words are taken from one of the texts."""
    return len(part.split()) >= QUOTED and any(part in text for text in texts)


def remove_rows(store: Store, case_id: int) -> dict[str, set[int]]:
    """Delete all rows of a case, also those that only the history still holds, and give their ids by table."""
    removed: dict[str, set[int]] = {table: set() for table in TABLES}
    removed["cases"] = {case_id}
    kept = kept_rows(store)
    images = [row for table, row in kept if table == "documents" and row.get("case_id") == case_id]
    removed["documents"] = {
        i for (i,) in store.rows("SELECT id FROM documents WHERE case_id = ?", (case_id,))
    } | {int(row["id"]) for row in images}
    removed["attributes"] = held_by(store, kept, "attributes", "case_id", {case_id})
    removed["proposals"] = held_by(store, kept, "proposals", "document_id", removed["documents"])
    for table in OWNED:
        removed[table] = held_by(store, kept, table, "document_id", removed["documents"])
    for table in ("codings", "readings", "printed"):
        removed[table] = held_by(store, kept, table, "quotation_id", removed["quotations"])
    removed["reviews"] |= {
        int(row["id"])
        for table, row in kept
        if table == "reviews" and quoted_in(str(row["contents"]), removed["quotations"])
    }
    removed["proposals"] |= held_by(store, kept, "proposals", "quotation_id", removed["quotations"])
    removed["proposals"] |= held_by(store, kept, "proposals", "review_id", removed["reviews"])
    memos = [*store.rows("SELECT id, target, target_id FROM memos")]
    memos += [(row["id"], row["target"], row["target_id"]) for table, row in kept if table == "memos"]
    removed["memos"] = {
        int(i)
        for i, target, target_id in memos
        if (target == "document" and target_id in removed["documents"])
        or (target == "quotation" and target_id in removed["quotations"])
    }
    store.connection.executemany("DELETE FROM turn_index WHERE rowid = ?", [(i,) for i in removed["turns"]])
    for derived in ("language_index", "reading_places"):
        store.connection.executemany(
            f"DELETE FROM {derived} WHERE document_id = ?", [(i,) for i in removed["documents"]]
        )
    for table in (
        "proposals",
        "reviews",
        "readings",
        "printed",
        "memos",
        "codings",
        "quotations",
        "unanchored",
        "past_turns",
        "asked",
        "adjudications",
        "turns",
        "speakers",
        "sources",
        "texts",
        "documents",
        "attributes",
        "cases",
    ):
        history.remove(store.connection, table, sorted(removed[table]))
    return removed


def held_by(
    store: Store, kept: Sequence[tuple[str, dict[str, Any]]], table: str, column: str, owners: set[int]
) -> set[int]:
    """Ids of rows of a table that belong to some owners, in the table or in the history."""
    marks = ",".join(map(str, owners)) or "NULL"
    here = {i for (i,) in store.rows(f"SELECT id FROM {table} WHERE {column} IN ({marks})")}
    return here | {int(row["id"]) for t, row in kept if t == table and row.get(column) in owners}


def kept_rows(store: Store) -> list[tuple[str, dict[str, Any]]]:
    """Rows that only the history holds, each with its table."""
    rows: list[tuple[str, dict[str, Any]]] = []
    for (flip,) in store.rows("SELECT flip FROM events WHERE flip IS NOT NULL"):
        for kind, table, items in unpacked(flip):
            if kind == "d":
                rows.extend((table, row) for row in items)
    return rows


def unpacked(flip: bytes | None) -> list[history.Operation]:
    """The row operations of an event; none where its record is damaged, which nobody can undo."""
    try:
        return history.decode(flip) if flip else []
    except history.DamagedError:
        return []


def blank_lineage(store: Store, texts: Sequence[str]) -> None:
    """Take names and definitions that quote the respondent out of the lineage of codes."""
    for i, name, details in store.rows("SELECT id, name, details FROM lineage"):
        if any(quotes(part, texts) for part in (name, *strings(json.loads(details)))):
            store.connection.execute(
                "UPDATE lineage SET name = ?, name_key = ?, details = '{}' WHERE id = ?",
                (NAMELESS, name_key(NAMELESS), i),
            )


def blank_unanchored(store: Store, texts: Sequence[str]) -> None:
    """Take names of codes that quote the respondent out of what unanchored quotations of others bore."""
    for i, bearing in store.rows("SELECT id, bearing FROM unanchored"):
        borne = json.loads(bearing)
        quoting = [coding for coding in borne["codings"] if quotes(coding["code"], texts)]
        for coding in quoting:
            coding["code"] = NAMELESS
        if quoting:
            store.connection.execute(
                "UPDATE unanchored SET bearing = ? WHERE id = ?", (json.dumps(borne, ensure_ascii=False), i)
            )


def blank_results(store: Store, names: Sequence[str], texts: Sequence[str]) -> None:
    """Take the name of the file, the filter and the settings from recorded results that name the respondent or hold their words."""
    named, in_file_name = label_pattern(names), label_pattern(names, apart="_")
    compared = [name_key(text) for text in texts]
    plain = " | ".join(f" {plain_words(text)} " for text in texts)

    def telling(part: str) -> bool:
        return (
            bool(named.search(name_key(part)))
            or quotes(name_key(part), compared)
            or any(run in plain for run in runs(part))
        )

    for i, name, statement in store.rows("SELECT id, name, statement FROM results"):
        try:
            said = json.loads(statement)
        except ValueError:
            said = None
        words = [name, *strings(said)] if isinstance(said, dict) else [name, statement]
        if (
            in_file_name.search(name_key(name))
            or named.search(name_key(statement))
            or any(telling(part) for part in words)
        ):
            whole = {**said, "filter": {}, "settings": {}} if isinstance(said, dict) else {}
            kept = {
                key: "" if any(telling(part) for part in strings(value)) else value
                for key, value in whole.items()
            }
            store.connection.execute(
                "UPDATE results SET name = '', statement = ? WHERE id = ?",
                (json.dumps(kept, ensure_ascii=False, sort_keys=True), i),
            )


def blank_reviews(store: Store, quotations: Collection[int]) -> None:
    """Take the hashes of some quotations' words out of what is known of files for reviewers."""
    for i, contents in store.rows("SELECT id, contents FROM reviews"):
        gone = quoted_in(contents, quotations)
        if gone:
            kept = {name: value for name, value in json.loads(contents).items() if name not in gone}
            store.connection.execute(
                "UPDATE reviews SET contents = ? WHERE id = ?",
                (json.dumps(kept, ensure_ascii=False, sort_keys=True), i),
            )


def blank_proposals(store: Store, voice: Voice) -> None:
    """Take the words of the respondent out of what reviewers said and changed, and out of what their comments hang on."""
    columns = ("id", *WORDED, "about")
    for row in store.rows(f"SELECT {', '.join(columns)} FROM proposals"):
        fresh = voice.without(dict(zip(columns, row, strict=True)))
        if fresh:
            store.connection.execute(
                f"UPDATE proposals SET {', '.join(f'{name} = ?' for name in fresh)} WHERE id = ?",
                (*fresh.values(), row[0]),
            )


def blank_file_names(store: Store, names: Sequence[str]) -> None:
    """Take the names of files for reviewers that name the respondent out of what is known of these files and of what came back in them."""
    named = label_pattern(names, apart="_")
    for table, column in (("reviews", "name"), ("proposals", "file")):
        rows = store.rows(f"SELECT id, {column} FROM {table}")
        store.connection.executemany(
            f"UPDATE {table} SET {column} = '' WHERE id = ?",
            [(i,) for i, name in rows if named.search(name_key(name))],
        )


def quoted_in(contents: str, quotations: Collection[int]) -> set[str]:
    """The names of places in a file for a reviewer at which one of some quotations stood."""
    try:
        places = json.loads(contents)
    except (ValueError, RecursionError):
        return set()
    return {
        name
        for name in (places if isinstance(places, dict) else ())
        if (found := PLACE.match(name)) and int(found[1]) in quotations
    }


def label_pattern(names: Sequence[str], *, apart: str = "") -> re.Pattern[str]:
    """Finds labels as whole words in text in comparable form; characters in ``apart`` part words as spaces do."""
    letter = rf"[^\W{apart}]"
    return re.compile("|".join(rf"(?<!{letter}){re.escape(name_key(name))}(?!{letter})" for name in names))


def strings(value: Any) -> Iterator[str]:
    """All texts within a value as JSON knows it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def seal_events(
    store: Store,
    removed: dict[str, set[int]],
    names: Sequence[str],
    texts: Sequence[str],
    voice: Voice,
    in_file_name: re.Pattern[str],
) -> None:
    """Empty every event that touches removed rows, names the respondent or holds a code or a reviewer's proposal that quotes them.

    The names of files for reviewers are searched with a pattern of their own, which knows that ``_`` parts words in them.
    Such an event can no longer be undone and says so.
    """
    ranges = {table: history.ranges(ids) for table, ids in removed.items() if ids}
    named = label_pattern(names)
    for seq, label, details, touched, flip in store.rows(
        "SELECT seq, label, details, touched, flip FROM events WHERE label <> ?", (SEALED,)
    ):
        steps = unpacked(flip)
        codes = [op for op in steps if op[1] in ("codes", "lineage", "unanchored")]
        proposed = [row for op in steps if op[1] == "proposals" for row in images(op)]
        words = [json.loads(part) for part in strings(codes) if part.startswith('{"codings"')]
        named_in = (
            *re.findall("“([^”]*)”", label),
            *strings(json.loads(details)),
            *strings(codes),
            *strings(words),
        )
        if (
            history.meet(ranges, json.loads(touched))
            or named.search(name_key(label))
            or named.search(name_key(details))
            or any(quotes(part, texts) for part in named_in)
            or any(in_file_name.search(name_key(part)) for part in named_in if part.lower().endswith(".docx"))
            or any(in_file_name.search(name_key(str(row.get("file", "")))) for row in proposed)
            or any(voice.without(row) or voice.names("\n".join(strings(row))) for row in proposed)
        ):
            seal(store, seq)


def images(step: history.Operation) -> list[dict[str, Any]]:
    """The values that a row operation holds, row by row."""
    kind, _, items = step
    return [] if kind == "i" else list(items) if kind == "d" else [old for _, old in items]


def seal(store: Store, seq: int) -> None:
    """Empty an event, which can no longer be undone then and says so."""
    store.connection.execute(
        "UPDATE events SET state = 'sealed', flip = NULL, details = '{}', touched = '{}', label = ? WHERE seq = ?",
        (SEALED, seq),
    )
