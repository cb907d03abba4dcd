"""What a report says of how sure a comparison is, in each language: head-to-head, stress tests, thresholds, figures switched off."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from qualcode.analysis import Thresholds, compare
from qualcode.model.results import Comparison
from qualcode.reports.blocks import BulletList, Heading, Paragraph, Table, plain
from qualcode.reports.full import build_report
from qualcode.reports.material import Material
from qualcode.reports.parts.comparison import comparison_blocks
from qualcode.reports.wording import Words
from qualcode.reports.wording.verdicts import verdict
from tests.analysis.building import midpoints, profile
from tests.analysis.test_comparison import criteria, frameworks, model
from tests.reports.banned import banned_words
from tests.reports.invented import invented

LANGUAGES = ("en", "cs", "sv")


@cache
def compared(**changes: float) -> Comparison:
    """Six people between ACT and FACT, in two kinds of facilities; nobody speaks of stepping up and down."""
    act, fact = midpoints(model("act")), midpoints(model("fact"))
    for each in (act, fact):
        del each["flexible_intensity"]
    who = [act, act, fact, fact, fact, act]
    kinds = [
        {"facility_type": kind} for kind in ("clinic", "clinic", "clinic", "service", "service", "service")
    ]
    return compare(
        *profile(who, attributes=kinds),
        criteria(),
        frameworks().models,
        by="facility_type",
        thresholds=Thresholds(resamples=300, **changes),  # type: ignore[arg-type]
    )


def material(found: Comparison) -> Material:
    return replace(invented(), comparison=found, by="facility_type")


def tables(found: Comparison, language: str) -> dict[str, Table]:
    blocks = comparison_blocks(material(found), Words(language))
    return {block.key: block for block in blocks if isinstance(block, Table)}


def words(found: Comparison, language: str) -> str:
    parts: list[str] = []
    for block in comparison_blocks(material(found), Words(language)):
        match block:
            case Heading():
                parts.append(block.text)
            case Paragraph():
                parts.append(plain(block.content))
            case BulletList():
                parts += [plain(item) for item in block.items]
            case Table():
                parts += [plain(p) for row in block.rows for cell in row.cells for p in cell.paragraphs]
    return "\n".join(parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_leading_models_stand_head_to_head_with_what_was_left_unsaid(language: str) -> None:
    heads = tables(compared(), language)["heads"]
    shown = [[plain(p) for cell in row.cells for p in cell.paragraphs] for row in heads.rows]
    w = Words(language)
    label = {each.id: w.label(each.label) for each in criteria().criteria}
    assert [row for row in shown if row[0] == label["shared_caseload"]]
    assert next(row[1] for row in shown if row[0] == label["flexible_intensity"]) == w("heads.nothing")
    assert "ACT" in shown[0][0]
    assert "FACT" in shown[0][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_how_often_a_closest_model_stays_first(language: str) -> None:
    found = compared()
    text = words(found, language)
    tests = [test for test in found.overall.stress if test.first]
    same = sum(bool(set(test.first) & set(found.overall.closest)) for test in tests)
    assert found.overall.closest
    assert Words(language).of(same, len(found.overall.stress)) in text
    assert banned_words(text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_repetitions_in_which_no_model_comes_first_are_counted(language: str) -> None:
    found = compared()
    silent = tuple(
        replace(test, first=() if n else test.first) for n, test in enumerate(found.overall.stress)
    )
    every, w = len(silent), Words(language)
    for closest in (found.overall.closest, ()):
        overall = replace(found.overall, stress=silent, closest=closest)
        text = words(replace(found, overall=overall, groups=()), language)
        assert w("stress.silent", silent=w.of(every - 1, every)) in text
        assert w.of(1, every) in text
        assert w("count.times", n=every) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closest_model_with_a_lower_fit_is_explained(language: str) -> None:
    found = compared(closest_within=0.0)
    joined = dict(found.overall.joined_by)
    assert joined, "one of the two is closest only because it leads where something is changed"
    said = verdict(found.overall, criteria(), frameworks().models, language)
    fits = {fit.model: fit for fit in found.overall.models}
    w = Words(language)
    for name, reason in joined.items():
        assert w.label(model(name).label) in said
        if reason == "resamples":
            assert w.percent(fits[name].first or 0) in said
    assert banned_words(said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stability_note_names_number_and_seed(language: str) -> None:
    text = words(compared(), language)
    w = Words(language)
    assert w("count.times", n="300") in text
    assert "1" in w("fit.stability_note", share="", n="", seed="1")
    assert w("fit.no_stability") not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_thresholds_are_printed_and_a_changed_one_stands_out(language: str) -> None:
    table = tables(compared(met=0.2), language)["thresholds"]
    rows = {plain(row.cells[0].paragraphs[0]): row for row in table.rows}
    assert len(rows) == 18
    w = Words(language)
    changed = rows[w("threshold.met")]
    assert [plain(cell.paragraphs[0]) for cell in changed.cells[1:]] == [w.number(0.2, 2), w.number(0.125, 3)]
    strong = [name for name, row in rows.items() if row.cells[1].paragraphs[0][0].strong]  # type: ignore[union-attr]
    assert strong == [w("threshold.met"), w("threshold.resamples")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_figures_the_report_has_the_matrix_and_no_number_of_fit(language: str) -> None:
    bare = compared().without_numbers()
    found = tables(bare, language)
    assert "fit" not in found
    assert "heads" not in found
    assert "matrix" in found
    text = words(bare, language)
    assert Words(language)("verdict.no_numbers") in text
    whole = build_report(material(bare), Words(language), "full")
    assert "fit" not in {block.key for block in whole.blocks if isinstance(block, Table)}


def test_the_method_report_prints_the_thresholds_too() -> None:
    made = build_report(material(compared()), Words("en"), "method")
    assert "thresholds" in {block.key for block in made.blocks if isinstance(block, Table)}
