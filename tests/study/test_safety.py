"""Nothing that was acknowledged is lost: kill, power cut, two writers, damage, withdrawal, backups, migrations."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from qualcode.errors import NotFoundError, StudyError
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.store import backups, schema
from qualcode.study.store.sqlite import APPLICATION_ID
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.backups import backups_of, make_backup, restore_backup
from qualcode.workflows.indexing import index_study
from tests.study.material import TEXT, add, new, span

CODER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from qualcode.study import Study
    path, actor = sys.argv[1:3]
    with Study.open(path, actor=actor) as study:
        length = len(study.documents.text("interview"))
        for n in range(int(sys.argv[3])):
            start = n % (length - 10)
            study.codings.apply("interview", (start, start + 2 + n // (length - 10)), f"code {n % 7}", coder=actor)
            print(start, start + 2 + n // (length - 10), f"code {n % 7}", sep="|", flush=True)
    """
)


def study_with_text(folder: Path) -> Path:
    """A study with one document."""
    with new(folder) as study:
        add(study)
        return study.path


def change(path: Path, sql: str) -> None:
    """Change a study behind qualcode's back."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute(sql)
    raw.close()


def test_every_acknowledged_coding_is_there_after_a_kill(tmp_path: Path) -> None:
    path = study_with_text(tmp_path)
    acknowledged: set[tuple[int, int, str]] = set()
    for n in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", CODER, str(path), f"coder {n}", "100000"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        first = [process.stdout.readline() for _ in range(11)]
        time.sleep(0.03 + 0.02 * n)
        process.send_signal(signal.SIGKILL)
        lines = [*first, *process.stdout.read().split("\n")]
        process.wait()
        process.stdout.close()
        for line in lines:
            if line.count("|") == 2:
                start, end, code = line.strip().split("|")
                acknowledged.add((int(start), int(end), code))
        with Study.open(path) as study:
            assert acknowledged <= {(r.start, r.end, r.code) for r in study.codings.list()}
            assert check(study) == ()
            changes = [c for c in study.history.list() if c.op == "codings.apply"]
            assert len(changes) == len(study.codings.list()), "one event for each coding, none without"
    assert len(acknowledged) > 10
    with Study.open(path) as study:
        study.codebook.add("after the kills")
    assert not path.with_name(path.name + "-journal").exists(), "one file at rest"


def test_two_processes_take_turns(tmp_path: Path) -> None:
    path = study_with_text(tmp_path)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", CODER, str(path), actor, "60"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for actor in ("Jana", "Petr")
    ]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    with Study.open(path) as study:
        for actor in ("Jana", "Petr"):
            assert len(study.codings.list(coder=actor)) == 60
        assert check(study) == ()


def test_an_open_study_notices_what_another_process_wrote(tmp_path: Path) -> None:
    path = study_with_text(tmp_path)
    with Study.open(path) as mine, Study.open(path, actor="Petr") as other:
        assert not mine.changed_elsewhere()
        assert mine.codebook.tree() == ()
        other.codebook.add("his")
        assert mine.changed_elsewhere()
        assert [c.name for c in mine.codebook.tree()] == ["his"]
        assert not mine.changed_elsewhere()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no study at"),
        (b"", "is empty"),
        (b"WEBVTT\n\nhello", "is not a qualcode study"),
        (os.urandom(4096), "is not a qualcode study"),
        ("folder", "is a folder"),
        ("foreign", "database of another program"),
        ("newer", "newer qualcode"),
        ("truncated", "damaged"),
        ("trigger", "holds a trigger “evil”"),
        ("view", "holds a view"),
        ("table", "holds a table “extra”"),
        ("altered", "was changed by another program"),
        ("dropped", "is missing"),
    ],
)
def test_what_is_no_sound_study_is_refused_in_a_sentence_and_left_alone(
    tmp_path: Path, content: bytes | str | None, words: str
) -> None:
    path = tmp_path / "x.qualcode"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content == "folder":
        path.mkdir()
    elif content == "foreign":
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE t (x)")
        other.close()
    elif content is not None:
        shutil.copy(study_with_text(tmp_path), path)
        if content == "truncated":
            path.write_bytes(path.read_bytes()[: 4096 * 7])
        else:
            statements = {
                "newer": f"PRAGMA user_version = {schema.VERSION + 1}",
                "trigger": "CREATE TRIGGER evil AFTER INSERT ON codings BEGIN DELETE FROM documents; END",
                "view": "CREATE VIEW evil AS SELECT 1",
                "table": "CREATE TABLE extra (x)",
                "altered": "ALTER TABLE codes ADD COLUMN extra TEXT",
                "dropped": "DROP TABLE readings",
            }
            with sqlite3.connect(path) as other:
                other.execute(statements[content])
            other.close()
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StudyError, match=words) as refusal:
        Study.open(path)
    assert len(str(refusal.value)) < 500
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_new_study_never_replaces_a_file(tmp_path: Path) -> None:
    path = study_with_text(tmp_path)
    with pytest.raises(StudyError, match="exists already"):
        Study.create(path)
    with pytest.raises(StudyError, match="does not exist"):
        Study.create(tmp_path / "nowhere" / "s.qualcode")
    with pytest.raises(Exception, match="no language code"):
        Study.create(tmp_path / "other.qualcode", language="Czech")
    assert not (tmp_path / "other.qualcode").exists()


def test_a_study_whose_folder_is_read_only_opens_and_says_why_it_cannot_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = study_with_text(tmp_path)
    real = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: False if mode == os.W_OK else real(p, mode))
    with Study.open(path) as study:
        assert len(study.documents.list()) == 1
        assert check(study) == ()
        study.places.keep(1, 3)
        with pytest.raises(StudyError, match="read-only"):
            study.codebook.add("x")


def test_the_check_finds_orphans(tmp_path: Path) -> None:
    path = study_with_text(tmp_path)
    with Study.open(path) as study:
        study.codings.apply("interview", (3, 9), "a")
        study.memos.add("on it", kind="code", target="code", target_name="a")
    change(path, "DELETE FROM codes")
    with Study.open(path) as study:
        assert any("refers to a row of codes that does not exist" in problem for problem in check(study))


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM turn_index WHERE rowid = 1", r"search index does not fit the turns \(1 differ\)"),
        (
            "INSERT INTO turn_index (rowid, text) VALUES (99, 'x')",
            r"search index does not fit the turns \(1 differ\)",
        ),
        ("UPDATE turn_index_content SET c0 = 'other words' WHERE id = 1", "search index is damaged"),
    ],
)
def test_the_check_finds_a_stale_search_index(tmp_path: Path, sql: str, words: str) -> None:
    path = study_with_text(tmp_path)
    change(path, sql)
    with Study.open(path) as study:
        (problem,) = check(study)
    assert re.search(words, problem)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE language_index SET lengths = x'00'",
        "UPDATE language_index SET flags = x''",
        "UPDATE language_index SET vocabulary = 'one'",
        "UPDATE language_index SET vocabulary = CAST(x'ff' AS TEXT)",
        "UPDATE language_index SET rung = 'none'",
        "UPDATE language_index SET starts = lemmas, lemmas = starts",
        "UPDATE language_index SET starts = CAST(zeroblob(length(starts) - 4) || x'ffffff7f' AS BLOB)",
    ],
)
def test_a_damaged_language_index_is_named_and_built_again(tmp_path: Path, sql: str) -> None:
    path = study_with_text(tmp_path)
    with Study.open(path) as study:
        index_study(study)
        assert study.language_indexes.damaged() == ()
    change(path, sql)
    with Study.open(path) as study:
        (problem,) = check(study)
        assert "language index of “interview” is damaged; build it again with: qualcode index" in problem
        with pytest.raises(StudyError, match="qualcode index"):
            study.search.find("trust", lemma=True)
        assert [d.name for d in index_study(study)] == ["interview"]
        assert check(study) == ()
        assert len(study.search.find("trust", lemma=True)) == 3


def test_withdrawn_material_is_gone_from_every_byte(tmp_path: Path) -> None:
    secret = "Zvonokosy"
    text = f"I: Where do you live?\nR: In {secret}, near the mill, with my old dog.\nI: And?\nR: {secret} is small."
    with new(tmp_path) as study:
        add(study)
        document = add(study, f"visit to {secret}", text, case="R07")
        study.codings.apply(document, span(text, f"In {secret}, near the mill"), "home")
        study.codings.in_vivo(document, span(text, "my old dog"))
        study.codings.apply("interview", span(TEXT, "I trust him"), "home")
        study.quotations.set(1, memo=f"about {secret}")
        study.memos.add(f"{secret} again", kind="narrative", target="document", target_name=document.name)
        study.codings.remove([1])
        study.documents.rename(document, f"trip to {secret}")
        study.places.keep(document.id, 4)
        path = study.path
    backup = make_backup(path).path
    assert secret.encode() in backup.read_bytes()
    with Study.open(path) as study:
        with pytest.raises(NotFoundError):
            withdraw(study, "nobody")
        done = withdraw(study, "r07")
        assert (done.documents, done.backups) == (1, 2)
        assert done.examples == ("my old dog",)
        assert [d.name for d in study.documents.list()] == ["interview"]
        assert [r.text for r in study.codings.list()] == ["I trust him"]
        assert study.search.find("mill") == ()
        assert study.history.list()[-1].op == "cases.withdraw"
        assert check(study) == ()
    assert not backup.exists()
    (fresh,) = backups_of(path)
    for file in (path, fresh.path):
        data = file.read_bytes()
        for form in (secret, secret.lower()):
            assert form.encode() not in data
    with Study.open(path) as study:
        with pytest.raises(Exception, match="cannot be undone|nothing to undo"):
            while True:
                study.history.undo()
        assert [d.name for d in study.documents.list()] in (["interview"], [])


def test_backups_are_made_daily_and_the_newest_five_are_kept(tmp_path: Path) -> None:
    path = study_with_text(tmp_path)
    Study.open(path).close()
    Study.open(path).close()
    (daily,) = backups_of(path)
    assert daily.reason == "daily"
    for _ in range(7):
        make_backup(path)
    found = backups_of(path)
    assert len(found) == backups.KEPT
    assert [b.name for b in found] == sorted((b.name for b in found), reverse=True)
    assert all(b.path.stat().st_mode & 0o077 == 0 for b in found), "readable by their owner alone"


def test_a_restored_study_is_as_it_was_and_what_was_replaced_can_be_had_back(tmp_path: Path) -> None:
    path = study_with_text(tmp_path)
    backup = make_backup(path)
    with Study.open(path) as study:
        study.codings.apply("interview", (3, 9), "later")
        with Study.open(path, actor="Petr") as watcher:
            watcher.changed_elsewhere()
            restore_backup(path, backup.name)
            assert watcher.changed_elsewhere()
            assert watcher.codings.list() == ()
    replaced = next(b for b in backups_of(path) if b.reason == "restore")
    restore_backup(path, replaced.name)
    with Study.open(path) as study:
        assert [r.code for r in study.codings.list()] == ["later"]
    with pytest.raises(NotFoundError, match="no backup “x”"):
        restore_backup(path, "x")


def test_a_damaged_study_is_set_aside_when_a_backup_is_restored(tmp_path: Path) -> None:
    path = study_with_text(tmp_path)
    make_backup(path)
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)
    with pytest.raises(StudyError):
        Study.open(path)
    restore_backup(path)
    with Study.open(path) as study:
        assert len(study.documents.list()) == 1
    assert len(list(tmp_path.glob("study damaged *.qualcode"))) == 1


def test_an_older_study_is_backed_up_and_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = study_with_text(tmp_path)
    original = schema.migrations

    def with_another_step() -> object:
        steps = original()

        @steps()
        def m003_notes(db: object) -> None:
            db.conn.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT) STRICT")  # type: ignore[attr-defined]

        return steps

    monkeypatch.setattr(schema, "migrations", with_another_step)
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "_EXPECTED", {})
    with Study.open(path) as study:
        assert study.documents.text("interview") == TEXT
        assert study.store.value("PRAGMA user_version") == schema.VERSION
        assert study.store.value("PRAGMA application_id") == APPLICATION_ID
        assert study.store.rows("SELECT * FROM notes") == []
        assert [b.reason for b in backups.list_backups(backups.study_id(study.store.connection))][-1:] == [
            "migration"
        ]


def test_a_study_of_the_first_version_gets_the_tables_of_corrections(tmp_path: Path) -> None:
    path = study_with_text(tmp_path)
    connection = sqlite3.connect(path)
    connection.executescript(
        "DROP TABLE unanchored; DROP TABLE past_turns; DROP TABLE lemma_corrections; PRAGMA user_version = 1; "
        "DELETE FROM _sqlite_migrations WHERE name = 'm002_corrections'"
    )
    connection.close()
    with Study.open(path) as study:
        assert study.store.value("PRAGMA user_version") == schema.VERSION
        assert study.unanchored.list() == ()
        assert study.documents.text("interview") == TEXT
        assert check(study) == ()


def test_a_migration_that_fails_leaves_the_study_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = study_with_text(tmp_path)
    before = path.read_bytes()
    original = schema.migrations

    def broken() -> object:
        steps = original()

        @steps()
        def m003_broken(db: object) -> None:
            db.conn.execute("DELETE FROM texts")  # type: ignore[attr-defined]
            db.conn.execute("SELECT * FROM nowhere")  # type: ignore[attr-defined]

        return steps

    monkeypatch.setattr(schema, "migrations", broken)
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with pytest.raises(StudyError):
        Study.open(path)
    assert path.read_bytes() == before
