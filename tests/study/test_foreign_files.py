"""Studies that another program, a bad disk or a bad person has changed: refused or named by check, never believed, never a crash."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qualcode.errors import InputError, StudyError
from qualcode.model.guides import NewQuestion
from qualcode.model.reviews import NewProposal
from qualcode.model.tables import Statement
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.store.history import Value
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.agreeing import worklist_of
from qualcode.workflows.checking import problems_of
from qualcode.workflows.thresholds import set_thresholds, thresholds_of
from tests.study import material


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with an interview, a theme, a renamed code and a coding."""
    with material.new(tmp_path) as study:
        material.add(study, case="R07")
        study.codebook.add("All", kind="theme")
        study.codebook.add("Trust", kind="category", under="All")
        study.codings.apply("interview", material.span(material.TEXT, "I trust him"), "faith")
        study.codebook.rename("faith", "trusting")
        study.codebook.move("trusting", "Trust")
        return study.path


def change(path: Path, sql: str, *values: Any) -> None:
    """Change a study behind qualcode's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql, values)
        connection.commit()


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER turn_index_data AFTER INSERT ON codes BEGIN DELETE FROM codings; END",
        "CREATE TRIGGER other AFTER INSERT ON codes BEGIN DELETE FROM codings; END",
        "CREATE VIEW other AS SELECT * FROM texts",
        "CREATE INDEX other ON codes (upper(name))",
        "UPDATE documents SET sha256 = 'x'",
        "UPDATE texts SET text = text || 'x'",
        "DELETE FROM texts",
        "UPDATE documents SET warnings = '{'",
        "UPDATE documents SET warnings = '7'",
        "UPDATE events SET details = '['",
        "UPDATE events SET touched = '[1]'",
        "UPDATE lineage SET details = '{'",
        "UPDATE codes SET parent_id = id WHERE kind = 'category'",
        "UPDATE codes SET parent_id = (SELECT id FROM codes WHERE kind = 'category') WHERE kind = 'theme'",
    ],
)
def test_it_is_not_opened_and_the_message_says_why(path: Path, sql: str) -> None:
    change(path, sql)
    with pytest.raises(StudyError, match="changed|damaged"):
        Study.open(path)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE turns SET speech_start = -5 WHERE number = 1",
        "UPDATE turns SET start = 0 WHERE number = 2",
        "UPDATE turns SET stop = 99999",
        "UPDATE codes SET name_key = 'other' WHERE kind = 'code'",
        "UPDATE sources SET data = x'00'",
        "UPDATE events SET flip = x'00' WHERE seq = 4",
        "UPDATE codes SET brief = CAST(x'ff41' AS TEXT)",
    ],
)
def test_check_names_what_was_altered(path: Path, sql: str) -> None:
    with Study.open(path) as study:
        assert check(study) == ()
    change(path, sql)
    with Study.open(path, verify=False) as study:
        assert check(study) != ()


@pytest.fixture
def analysed(path: Path) -> Path:
    """The same study with a guide, a decision, a recorded result and a changed threshold."""
    with Study.open(path) as study:
        study.guide.replace([NewQuestion("What does trust mean here?")])
        study.guide.assign("interview", 1, 1)
        study.codings.apply(
            "interview", material.span(material.TEXT, "he trusts me"), "trusting", coder="Eva"
        )
        study.adjudications.settle(worklist_of(study).items[0], "coded", note="why")
        study.results.record(Statement("retrieve", "quotations"), "a.csv")
        set_thresholds(study, {"met": "0.1"})
        assert problems_of(study) == ()
    return path


READERS: dict[str, Callable[[Study], object]] = {
    "results": lambda study: study.results.list(),
    "questions": lambda study: study.guide.questions(),
    "adjudications": lambda study: study.adjudications.list(),
    "settings": lambda study: thresholds_of(study),
}


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("results", "UPDATE results SET statement = '[]'"),
        ("results", "UPDATE results SET statement = '{\"analysis\": 1}'"),
        ("results", "UPDATE results SET digests = 'nope'"),
        ("questions", "UPDATE questions SET criteria = 'nope'"),
        ("questions", "UPDATE questions SET criteria = '{}'"),
        ("questions", "UPDATE questions SET criteria = '[1]'"),
        ("adjudications", "UPDATE adjudications SET coders = 'nope'"),
        ("adjudications", "UPDATE adjudications SET coders = '[null]'"),
        *(
            ("settings", f"UPDATE settings SET value = '{value}' WHERE key = 'comparison.thresholds'")
            for value in (
                "[]",
                "nope",
                '{"met": "x"}',
                '{"met": true}',
                '{"met": NaN}',
                '{"met": 1e999}',
                '{"met": 9}',
                '{"met": 0.9}',
                '{"resamples": 2.5}',
                '{"resamples": 1' + "0" * 400 + "}",
            )
        ),
    ],
)
def test_what_cannot_be_read_is_named_by_check_and_by_its_reader(
    analysed: Path, table: str, sql: str
) -> None:
    change(analysed, sql)
    with Study.open(analysed) as study:
        assert len(problems_of(study)) == 1
        with pytest.raises((StudyError, InputError), match=r"cannot be read|set them? anew|set it anew"):
            READERS[table](study)
        withdraw(study, "R07")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE asked SET stop = 99999",
        "UPDATE asked SET start = NULL",
        "UPDATE adjudications SET stop = 99999",
    ],
)
def test_check_names_spans_that_fit_no_text(analysed: Path, sql: str) -> None:
    change(analysed, sql)
    with Study.open(analysed) as study:
        assert len(check(study)) == 1


@pytest.fixture
def reviewed(path: Path) -> Path:
    """The same study with a sign-off, a printed form, and an edit and a comment of a reviewer."""
    with Study.open(path) as study:
        study.signoffs.set("trusting")
        study.quotations.set(1, printed="I trust […]")
        code = study.codebook.get("trusting").id
        rows = [
            NewProposal("edit", "a", "id", "Eva", "", code_id=code, field="brief", new="To rely on"),
            NewProposal("comment", "b", "id", "Eva", "", code_id=code, field="brief", said="Why?"),
        ]
        study.proposals.add(rows, file="a.docx", review_id=None, label="Read")
        assert check(study) == ()
    return path


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "UPDATE proposals SET field = 'position' WHERE id = 1",
            "Proposal 1 of a reviewer changes something",
        ),
        ("UPDATE proposals SET field = 'memo' WHERE id = 1", "Proposal 1 of a reviewer changes something"),
        ("UPDATE proposals SET field = '' WHERE id = 1", "Proposal 1 of a reviewer changes something"),
        (
            "UPDATE proposals SET field = 'start', code_id = NULL, quotation_id = 1 WHERE id = 1",
            "Proposal 1 of a",
        ),
        ("UPDATE proposals SET field = 'id' WHERE id = 2", "Proposal 2 of a reviewer changes something"),
        ("UPDATE printed SET text = 'I never said so'", "The printed form of quotation 1 holds other words"),
    ],
)
def test_what_a_reviewer_cannot_have_said_is_named_and_never_applied(
    reviewed: Path, sql: str, said: str
) -> None:
    change(reviewed, sql)
    with Study.open(reviewed) as study:
        (problem,) = check(study)
        assert problem.startswith(said)
        before = study.store.rows("SELECT * FROM codes"), study.store.rows("SELECT * FROM quotations")
        if "field" in sql:
            number = int(sql[-1])
            assert study.proposals.list()[number - 1].field == ""
            study.proposals.accept([number], anyway=True)
            assert before == (
                study.store.rows("SELECT * FROM codes"),
                study.store.rows("SELECT * FROM quotations"),
            )
        withdraw(study, "R07")


def test_a_sign_off_that_is_no_text_is_told_in_a_sentence(reviewed: Path) -> None:
    change(reviewed, "UPDATE signoffs SET by_whom = CAST(x'fffe80' AS TEXT)")
    with Study.open(reviewed) as study:
        assert "UTF-8" in check(study)[0]
        for read in (study.digest, study.signoffs.list):
            with pytest.raises(StudyError, match="damaged"):
                read()


PAYLOADS: list[Any] = [
    b"no record at all",
    b"",
    zlib.compress(b"[" * 200_000),
    zlib.compress(b'[["i","codes",[1]]]')[:-6],
    5,
    {"i": "codes"},
    [["x", "codes", [1]]],
    [["i", "events", [1]]],
    [["i", "sqlite_schema", [1]]],
    [["i", "codes; DROP TABLE codings", [1]]],
    [["i", ["codes"], [1]]],
    [["i", "codes", ["1 OR 1"]]],
    [["i", "texts", [1]]],
    [["u", "texts", [[1, {"text": "something else"}]]]],
    [["u", "codes", [[1, {"nothing": "x"}]]]],
    [["u", "codes", [[1, {"name = 1, brief": "x"}]]]],
    [["u", "codes", [[1, {"id": 77}]]]],
    [["u", "codes", [[1, {"name": [1]}]]]],
    [["u", "codes", [[1, {"parent_id": 1}]]]],
    [["u", "codes", [1, 2]]],
    [["d", "codes", []]],
    [["d", "codes", [{"id": 1}]]],
    [["d", "codes", [{"name": "x"}]]],
]


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_foreign_record_in_the_history_does_nothing(path: Path, payload: Any) -> None:
    flip = payload if isinstance(payload, bytes) else zlib.compress(json.dumps(payload).encode())
    change(
        path,
        "INSERT INTO events (at, actor, op, label, details, touched, flip, state) VALUES ('x', 'Tester', 'x', 'Innocent', '{}', '{}', ?, 'done')",
        flip,
    )
    with Study.open(path) as study:
        before = [*study.store.connection.iterdump()]
        with pytest.raises(StudyError, match="Innocent"):
            study.history.undo()
        assert [*study.store.connection.iterdump()] == before
    Study.open(path).close()


def test_a_damaged_record_does_not_keep_a_respondent_from_withdrawing(path: Path) -> None:
    change(path, "UPDATE events SET flip = x'00' WHERE seq = 4")
    with Study.open(path) as study:
        assert withdraw(study, "R07").documents == 1


@pytest.mark.parametrize(
    "sql", ["UPDATE language_index SET lemmas = x'ffffffff'", "UPDATE language_index SET starts = x'ff'"]
)
def test_a_damaged_language_index_is_named(path: Path, sql: str) -> None:
    from qualcode.workflows.indexing import index_study

    with Study.open(path) as study:
        index_study(study)
    change(path, sql)
    with Study.open(path) as study, pytest.raises(StudyError, match="interview"):
        study.search.find("trust", lemma=True)


def test_a_tree_of_a_thousand_levels_is_listed(path: Path) -> None:
    with Study.open(path) as study:
        deepen(study)
        deepest = max(study.codebook.tree(), key=lambda code: code.depth)
        assert deepest.depth >= 1200
        assert check(study) == ()
        study.history.undo()


def deepen(study: Study) -> None:
    """Add many categories, each below the one before."""
    with study.change("x", "Deep") as step:
        parent = study.codebook.get("Trust").id
        for n in range(1200):
            row: dict[str, Value] = {
                "parent_id": parent,
                "kind": "category",
                "name": f"c{n}",
                "name_key": f"c{n}",
                **dict.fromkeys(("brief", "full", "when_use", "when_not", "example", "colour"), ""),
                "origin": "data",
                "position": 0,
                "created": "x",
                "created_by": "x",
            }
            parent = step.insert("codes", [row])[0]
