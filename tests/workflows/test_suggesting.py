"""Suggestions over the sample study: right more often than not, never of the passage itself, and in step with changes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.study import Study
from qualcode.text.spans import overlaps
from qualcode.workflows import suggesting
from qualcode.workflows.suggesting import key_phrases, like_code, more_like, suggest_codes


@pytest.fixture
def sample(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> Iterator[Study]:
    path = tmp_path / "sample.qualcode"
    shutil.copy(demo[0] / "demo" / "sample.qualcode", path)
    with Study.open(path, actor="Marta", verify=False) as study:
        yield study


def test_without_its_own_codings_a_passage_often_gets_its_code_among_five(sample: Study) -> None:
    rows = sample.codings.list(coder="Marta")[::10]
    sample.codings.remove([r.id for r in sample.codings.list(coder="Marta") if r.document_id == 1])
    hits = asked = 0
    for row in rows:
        if row.document_id == 1:
            found = suggest_codes(sample, row.document_id, (row.start, row.end), coder="Marta", limit=5)
            asked += 1
            hits += row.code in [s.code for s in found]
    assert asked >= 4
    assert hits / asked >= 0.5


def test_suggestions_are_ranked_and_say_what_they_rest_on(sample: Study) -> None:
    row = next(r for r in sample.codings.list(coder="Marta") if len(r.text) > 80)
    found = suggest_codes(sample, row.document, (row.start, row.end))
    assert found
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    names = {code.name for code in sample.codebook.tree() if code.kind == "code"}
    words = suggesting._material(sample).corpus
    for s in found:
        assert s.code in names
        assert s.shared
        example = s.example
        assert sample.documents.text(example.document)[example.start : example.end] == example.text
        assert (example.document_id, overlaps((example.start, example.end), (row.start, row.end))) != (
            row.document_id,
            True,
        )
        here = {words.lemmas[t] for t in words.terms(row.document_id, row.start, row.end)}
        assert set(s.shared) <= here


def test_a_code_that_the_passage_bears_is_not_suggested_again_and_changes_are_followed(sample: Study) -> None:
    document = sample.documents.get("interview-R01")
    turn = next(
        t for t in sample.documents.turns(document) if t.role == "respondent" and t.end - t.speech_start > 150
    )
    span = (turn.speech_start, turn.end)
    first = suggest_codes(sample, document, span)[0].code
    sample.codings.apply(document, span, first)
    assert first not in [s.code for s in suggest_codes(sample, document, span)]
    sample.history.undo()
    assert suggest_codes(sample, document, span)[0].code == first
    sample.codebook.rename(first, "renamed")
    assert suggest_codes(sample, document, span)[0].code == "renamed"


def test_nothing_is_made_anew_where_nothing_changed_and_no_coding_moves_after_a_kept_place(
    sample: Study,
) -> None:
    suggest_codes(sample, "interview-R02", (500, 900))
    material = suggesting._material(sample)
    coded = dict(material.coded)
    suggest_codes(sample, "interview-R03", (500, 900))
    sample.store.revision += 1  # as after a change from elsewhere that touched no coding
    suggest_codes(sample, "interview-R03", (500, 900))
    assert suggesting._material(sample) is material
    assert material.coded == coded


def test_passages_like_one_leave_out_itself_and_what_bears_its_codes(sample: Study) -> None:
    row = next(r for r in sample.codings.list(coder="Marta") if len(r.text) > 80)
    found = more_like(sample, row.document, (row.start, row.end), limit=20)
    assert found
    codes = {
        r.code
        for r in sample.codings.list(document=row.document, coder="Marta")
        if overlaps((r.start, r.end), (row.start, row.end))
    }
    for passage in found:
        assert passage.role == "respondent"
        assert not codes & set(passage.codes)
        assert (
            passage.document == row.document and overlaps((passage.start, passage.end), (row.start, row.end))
        ) is False
        assert sample.documents.text(passage.document)[passage.start : passage.end] == passage.text
        assert passage.shared


def test_passages_like_a_code_do_not_bear_it_and_a_category_stands_for_all_below(sample: Study) -> None:
    code = max((c for c in sample.codebook.tree() if c.kind == "code"), key=lambda c: c.codings)
    found = like_code(sample, code.name)
    assert found
    assert all(code.name not in passage.codes for passage in found)
    category = sample.codebook.get(code.path[-2])
    below = {c.name for c in sample.codebook.tree() if category.name in c.path}
    assert all(below.isdisjoint(passage.codes) for passage in like_code(sample, category.name))


def test_half_of_a_codes_passages_lead_to_the_others(sample: Study) -> None:
    code = max((c for c in sample.codebook.tree() if c.kind == "code"), key=lambda c: c.codings)
    rows = sample.codings.list(code=code.name, coder="Marta")
    removed = rows[::2]
    sample.codings.remove([row.id for row in removed])
    found = like_code(sample, code.name, limit=40)
    again = [
        row
        for row in removed
        if any(p.document == row.document and overlaps((p.start, p.end), (row.start, row.end)) for p in found)
    ]
    assert again


def test_key_phrases_have_exact_spans_in_respondents_speech(sample: Study) -> None:
    found = key_phrases(sample, "interview-R05")
    assert found
    text = sample.documents.text("interview-R05").lower()
    turns = [t for t in sample.documents.turns("interview-R05") if t.role == "respondent"]
    for phrase in found:
        assert len(phrase.places) == phrase.count >= 3
        assert phrase.phrase in {text[a:b] for a, b in phrase.places}
        for place in phrase.places:
            assert any(t.speech_start <= place[0] and place[1] <= t.end for t in turns)
    assert [p.g2 for p in found] == sorted((p.g2 for p in found), reverse=True)


def test_little_material_is_said(tmp_path: Path, sample: Study) -> None:
    from tests.tui.conftest import TALK, add

    with pytest.raises(InputError, match="no passage from 5 to 5"):
        suggest_codes(sample, "interview-R01", (5, 5))
    with pytest.raises(NotFoundError):
        like_code(sample, "no such code")
    with Study.create(tmp_path / "small.qualcode") as study:
        add(study, "R01")
        here = TALK.index("They ring")
        with pytest.raises(InputError, match="coded nothing yet"):
            suggest_codes(study, "R01", (here, here + 20))
        assert not study.language_indexes.missing(), "it was indexed first"
        with pytest.raises(InputError, match="only document"):
            key_phrases(study, "R01")
        at = TALK.index("For what he")
        with pytest.raises(InputError, match="no telling word"):
            more_like(study, "R01", (at, at + 11))
        study.codebook.add("trust")
        with pytest.raises(InputError, match="No passage bears “trust”"):
            like_code(study, "trust")
        assert more_like(study, "R01", (here, here + 30)) == ()


def run(command: list[str], *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*command, *map(str, words)], capture_output=True, text=True, encoding="utf-8")


def test_the_command_line_gives_the_same(sample: Study, qualcode: list[str]) -> None:
    before = len(sample.history.list())
    found = json.loads(run(qualcode, "suggest", sample.path, "interview-R01", 1000, 1300, "--json").stdout)
    assert [row["code"] for row in found] == [
        s.code for s in suggest_codes(sample, "interview-R01", (1000, 1300))
    ]
    assert set(found[0]) == {"code", "score", "shared", "passages", "example"}
    code = found[0]["code"]
    rows = json.loads(run(qualcode, "similar", sample.path, "--code", code, "--json").stdout)
    assert [(r["document"], r["start"]) for r in rows] == [
        (p.document, p.start) for p in like_code(sample, code)
    ]
    rows = json.loads(run(qualcode, "similar", sample.path, "interview-R01", 1000, 1300, "--json").stdout)
    assert len(rows) == len(more_like(sample, "interview-R01", (1000, 1300)))
    rows = json.loads(run(qualcode, "keywords", sample.path, "interview-R05", "--json").stdout)
    assert [r["phrase"] for r in rows] == [p.phrase for p in key_phrases(sample, "interview-R05")]
    refused = run(qualcode, "similar", sample.path, "interview-R01", 5)
    assert refused.returncode == 1
    assert "either a passage" in refused.stderr
    assert run(qualcode, "suggest", sample.path, "interview-R01", 0, 50, "--coder", "Nobody").returncode == 1
    assert code in run(qualcode, "suggest", sample.path, "interview-R01", 1000, 1300).stdout
    assert len(sample.history.list()) == before, "nothing was coded"
