"""Memos and the history from the command line: what their screens do."""

from __future__ import annotations

import json

from tests.cli.test_commands import Run, listed, run, study

__all__ = ["run", "study"]

DOCUMENT = "rozhovor č. 1"


def test_memos_of_quotations_are_listed_where_that_is_asked_for(run: Run, study: str) -> None:
    run("apply", study, DOCUMENT, 60, 80, "visits", "--memo", "her words")
    run("memo", "add", study, "first\nsecond", "--code", "visits", "--kind", "code")
    assert [m["text"] for m in listed(run, "memo", "list", study)] == ["first\nsecond"]
    everywhere = listed(run, "memo", "list", study, "--everywhere")
    assert sorted((m["id"] is None, m["kind"], m["text"]) for m in everywhere) == [
        (False, "code", "first\nsecond"),
        (True, "quotation", "her words"),
    ]
    assert all(m["author"] and m["created"] for m in everywhere)
    assert [m["text"] for m in listed(run, "memo", "list", study, "--kind", "quotation")] == ["her words"]
    assert "no kind" in run("memo", "list", study, "--kind", "poem", code=1).stderr
    assert "first\nsecond" in run("memo", "list", study, "--csv").stdout.replace("\r\n", "\n")
    run("memo", "edit", study, 1, "third")
    assert listed(run, "memo", "list", study)[0]["text"] == "third"
    run("memo", "remove", study, 1)
    assert listed(run, "memo", "list", study) == []


def test_undo_to_takes_back_several_changes_at_once_and_redo_to_makes_them_again(
    run: Run, study: str
) -> None:
    for code in ("a", "b", "c"):
        run("code", "add", study, code)
    changes = {c["label"]: c["id"] for c in listed(run, "history", study)}
    b = next(i for label, i in changes.items() if "“b”" in label)
    c = next(i for label, i in changes.items() if "“c”" in label)
    assert [u["id"] for u in listed(run, "undo", study, "--to", b)] == [c, b]
    assert [code["code"] for code in listed(run, "codes", study)] == ["a"]
    assert "undone already" in run("undo", study, "--to", b, code=1).stderr
    said = run("redo", study, "--to", c).stdout
    assert said.index("“b”") < said.index("“c”")
    assert [code["code"] for code in listed(run, "codes", study)] == ["a", "b", "c"]
    assert "either -n or --to" in run("undo", study, "-n", 2, "--to", b, code=1).stderr
    assert "no change 999" in run("undo", study, "--to", 999, code=1).stderr


def test_the_history_is_filtered_and_one_change_is_shown(run: Run, study: str) -> None:
    run("apply", study, DOCUMENT, 60, 80, "visits")
    every = listed(run, "history", study)
    last = every[-1]
    assert [c["id"] for c in listed(run, "history", study, "--kind", "codings")] == [last["id"]]
    assert listed(run, "history", study, "--by", last["actor"].upper()) == every
    assert listed(run, "history", study, "--by", "nobody") == []
    shown = json.loads(run("history", study, "--change", last["id"], "--json").stdout)
    assert shown["rows"]["codings"] == 1
    assert shown["documents"] == [DOCUMENT]
    assert shown["place"] == {"document": DOCUMENT, "start": 60, "end": 80}
    assert shown["state"] == "done"
    words = run("history", study, "--change", last["id"]).stdout
    assert f"in  {DOCUMENT}" in words
    assert "60–80" in words
