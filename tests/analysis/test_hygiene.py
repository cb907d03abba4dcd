"""Weak spots of a codebook: what is found, and what only looks like one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qualcode.analysis.hygiene import Finding, distance, hygiene, likeness
from qualcode.model.codes import Code, CodeFields, Kind
from qualcode.model.codings import CodingRow
from qualcode.study import Study
from qualcode.workflows.hygiene import look_over
from tests.study.material import TEXT, add, span


def code(
    i: int,
    name: str,
    parent: int | None = None,
    kind: Kind = "code",
    codings: int = 1,
    documents: int = 2,
    brief: str = "defined",
) -> Code:
    fields = (brief, "", "", "", "", "#000000")
    return Code(i, parent, kind, name, *fields, "data", 0, "2026", "Jana", (name,), codings, documents)


def row(i: int, code_id: int, start: int, end: int, coder: str = "Jana", document: int = 1) -> CodingRow:
    return CodingRow(
        i,
        100 + i,
        f"R{document}",
        "R",
        start,
        end,
        "",
        None,
        None,
        None,
        "",
        coder,
        "",
        "",
        code_id,
        document,
    )


def found(findings: tuple[Finding, ...], problem: str) -> list[str]:
    return [f.code for f in findings if f.problem == problem]


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("Trust", "trust", "case"),
        ("důvěra", "duvera", "diacritics"),
        ("Důvěra", "Du\u030ave\u030cra", "case"),
        ("Förtroende", "fortroende", "diacritics"),
        ("follow-up", "follow up", "spelling"),
        ("case load", "caseload", "spelling"),
        ("home visit", "Home visits", "plural"),
        ("policy", "policies", "plural"),
        ("návštěva", "návštěvy", "plural"),
        ("relation", "relationer", "plural"),
        ("comunication", "communication", "typing error"),
        ("client's trust", "client's trsut", "typing error"),
        ("responsibility", "resposibilty", "typing error"),
    ],
)
def test_names_that_mean_one_code_are_seen(a: str, b: str, why: str) -> None:
    assert likeness(a, b, ("en", "cs", "sv")) == why
    assert likeness(b, a, ("en", "cs", "sv")) == why


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("stage 1", "stage 2"),
        ("men", "man"),
        ("work with men", "work with women"),
        ("team A", "team B"),
        ("trust", "distrust"),
        ("spokojenost", "nespokojenost"),
        ("responsible", "irresponsible"),
        ("interagency work", "intraagency work"),
        ("microaggression", "macroaggression"),
        ("emigration", "immigration"),
        ("is", "iss"),
        ("…", "—"),
        ("time before", "time after"),
        ("trust", "trust in the team"),
    ],
)
def test_names_that_only_look_alike_are_left_alone(a: str, b: str) -> None:
    assert likeness(a, b, ("en", "cs", "sv")) == ""


def test_plurals_are_those_of_the_languages_that_occur() -> None:
    assert likeness("klient", "klienti", ("cs",)) == "plural"
    assert likeness("relation", "relationer", ("en",)) == "", "two letters are no single typing error here"


def test_a_swap_is_one_step() -> None:
    assert distance("abcd", "abdc") == 1
    assert distance("abc", "") == 3


def test_each_pair_is_listed_once_and_a_merged_spelling_beats_a_typo() -> None:
    codes = [code(1, "home visit"), code(2, "work"), code(3, "home visits"), code(4, "Home-visit")]
    pairs = [(f.code, f.other) for f in hygiene(codes, [], documents=2) if f.problem == "near-duplicate"]
    assert pairs == [
        ("home visit", "home visits"),
        ("home visit", "Home-visit"),
        ("home visits", "Home-visit"),
    ]


def test_unused_is_what_has_no_coding_itself_or_below() -> None:
    codes = [
        code(1, "Theme", kind="theme", codings=0),
        code(2, "Bonds", 1, "category", codings=0),
        code(3, "general", 2, codings=0),
        code(4, "special", 3),
        code(5, "never", 2, codings=0),
        code(6, "Empty", kind="category", codings=0),
    ]
    findings = hygiene(codes, [], documents=2)
    assert found(findings, "unused") == ["never", "Empty"]


def test_one_interview_says_nothing_where_there_is_only_one() -> None:
    codes = [code(1, "local", documents=1), code(2, "wide", documents=2)]
    rows = [row(1, 1, 0, 5, document=7)]
    findings = hygiene(codes, rows, documents=3)
    assert found(findings, "one interview") == ["local"]
    assert "“R7”" in findings[0].words
    assert found(hygiene(codes, rows, documents=1), "one interview") == []


def test_a_definition_is_any_of_the_two_and_white_space_is_none() -> None:
    codes = [code(1, "a1", brief=" "), code(2, "Bonds", kind="category", brief=""), code(3, "b2")]
    assert found(hygiene(codes, [], documents=2), "no definition") == ["a1", "Bonds"]


def test_parent_and_child_on_one_passage_by_one_coder() -> None:
    codes = [code(1, "parent"), code(2, "child", 1), code(3, "grandchild", 2), code(4, "other")]

    def numbers(*rows: CodingRow) -> dict[tuple[str, str], tuple[int, ...]]:
        findings = hygiene(codes, rows, documents=2)
        return {(f.code, f.other): f.quotations for f in findings if f.problem == "parent and child"}

    assert numbers(row(1, 1, 0, 10), row(2, 2, 0, 10)) == {("child", "parent"): (102,)}
    assert numbers(row(1, 1, 0, 50), row(2, 3, 5, 9)) == {("grandchild", "parent"): (102,)}
    assert numbers(row(1, 2, 0, 50), row(2, 1, 5, 9)) == {("child", "parent"): (101,)}
    assert numbers(row(1, 1, 0, 10), row(2, 2, 0, 10, coder="Petr")) == {}, "two coders"
    assert numbers(row(1, 1, 0, 10), row(2, 2, 0, 10, document=2)) == {}, "two documents"
    assert numbers(row(1, 1, 0, 10), row(2, 2, 10, 20)) == {}, "side by side"
    assert numbers(row(1, 1, 0, 10), row(2, 2, 5, 20)) == {}, "neither lies in the other"
    assert numbers(row(1, 2, 0, 10), row(2, 4, 0, 10)) == {}, "not related"


def test_two_thousand_codes_are_looked_over_quickly() -> None:
    codes = [code(n, f"{a}{b} {c}") for n, (a, b, c) in enumerate(_names())]
    started = time.process_time()
    findings = hygiene(codes, [], documents=2)
    assert time.process_time() - started < 10
    assert len(codes) == 2000
    assert isinstance(findings, tuple)


def _names() -> list[tuple[str, str, str]]:
    heads = ["talk", "work", "home", "care", "team", "plan", "need", "cost", "risk", "goal"]
    tails = ["ing", "less", "ward", "able", "ful", "ness", "ment", "like", "some", "ship"]
    ends = [f"{a}{b}{a}e{c}" for a in "bdkmr" for b in "ou" for c in "nt"]
    return [(a, b, c) for a in heads for b in tails for c in ends]


def test_a_study_is_looked_over_with_all_coders(tmp_path: Path) -> None:
    with Study.create(tmp_path / "s.qualcode", title="S", actor="Jana", language="cs") as study:
        add(study, "one")
        add(study, "two", TEXT.replace("trust", "faith"))
        study.codebook.add("důvěra", fields=CodeFields(brief="b"))
        study.codebook.add("návštěva", fields=CodeFields(brief="b"))
        study.codebook.add("návštěvy", fields=CodeFields(brief="b"))
        place = span(TEXT, "I trust him")
        study.codings.apply("one", place, "důvěra", coder="Jana")
        study.codings.apply("two", place, "důvěra", coder="Petr")
        study.codings.apply("one", place, "návštěva", coder="Petr")
        before = study.revision
        findings = look_over(study)
        assert study.revision == before
        assert [(f.problem, f.code) for f in findings] == [
            ("unused", "návštěvy"),
            ("one interview", "návštěva"),
            ("near-duplicate", "návštěva"),
        ]
