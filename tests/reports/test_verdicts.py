"""The verdict exists for every outcome, in three languages, and never says what it must not (invariants i and k)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.model.results import GroupComparison, ModelFit, Status
from qualcode.reports.wording import LANGUAGES, Words, verdict
from tests.reports.banned import banned_words
from tests.reports.invented import frameworks

CRITERIA, MODELS = frameworks()
IDS = [model.id for model in MODELS]
CRITERION_IDS = [criterion.id for criterion in CRITERIA.criteria]


def fit(model: str, value: float | None, status: Status = "ranked", respondents: int = 10) -> ModelFit:
    bounds = None if value is None else (value - 0.2, min(1.0, value + 0.2))
    return ModelFit(model, value, 0.7, bounds, None, status == "loose", status, respondents)


def group(
    models: list[ModelFit], closest: tuple[str, ...] = (), match: str = "undecided", **more: object
) -> GroupComparison:
    values: dict[str, object] = {
        "name": "",
        "cases": tuple(f"R{n:02}" for n in range(1, 11)),
        "coverage": 0.62,
        "criteria": (),
    }
    values |= {"departures": (), "unknown": (), "separating": ()} | more
    return GroupComparison(models=tuple(models), closest=closest, match=match, **values)  # type: ignore[arg-type]


def said(group: GroupComparison, language: str = "en") -> str:
    return verdict(group, CRITERIA, MODELS, language).replace("\u00a0", " ")


def test_one_closest_model() -> None:
    text = said(
        group(
            [fit("fact", 0.72), fit("act", 0.4)],
            ("fact",),
            "none",
            departures=("in_vivo",),
            unknown=("peer_role",),
        )
    )
    assert text.startswith("On the criteria the interviews speak to (62% of what would be needed)")
    assert (
        "comes closest to Flexible assertive community treatment (FACT / F-ACT) (fit 0.72; bounds 0.52 to 0.92)."
        in text
    )
    assert (
        "No complete match with any one model was found; practice departs in: where the work is done." in text
    )
    assert "Not covered, or by too few respondents: peers in the team." in text
    assert "(ACT) (fit" not in text
    assert text.endswith(
        "practice as described in interviews, not as observed; resemblance to a model is no evidence of effect."
    )


def test_two_models_that_the_material_does_not_separate() -> None:
    text = said(
        group(
            [fit("fact", 0.72), fit("act", 0.7)],
            ("fact", "act"),
            "none",
            separating=("shared_caseload", "caseload_size"),
        )
    )
    assert "the material does not separate them" in text
    assert "(fit 0.72; bounds 0.52 to 0.92) or Assertive community treatment (ACT) (fit 0.70" in text
    assert "They would be told apart by: individual or shared caseload; clients per worker." in text
    assert "No criterion tells them apart" in said(
        group([fit("fact", 0.7), fit("act", 0.7)], ("fact", "act"), "none")
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "practice departs from FACT in: where the work is done; peers in the team; from ACT in: clients per worker."),
        ("cs", "praxe se odchyluje od modelu FACT v kritériích: místo práce: terén nebo zařízení; peer konzultant v týmu; od modelu ACT v kritériích: počet klientů na pracovníka."),
        ("sv", "praktiken avviker från FACT i: plats: vardagsmiljö eller kontor; peer support; från ACT i: antal klienter per medarbetare."),
    ],
)  # fmt: skip
def test_departures_are_named_by_model_where_several_are_closest(language: str, expected: str) -> None:
    several = group(
        [fit("fact", 0.72), fit("act", 0.7)],
        ("fact", "act"),
        "none",
        departures=("caseload_size", "in_vivo", "peer_role"),
        departures_by_model=(("fact", ("in_vivo", "peer_role")), ("act", ("caseload_size",))),
    )
    assert expected in said(several, language)
    untestable = replace(several, match="untestable")
    assert expected[1:] in said(untestable, language)


def test_a_long_list_of_departures_from_a_model_is_cut_and_counted() -> None:
    several = group(
        [fit("fact", 0.72), fit("act", 0.7)],
        ("fact", "act"),
        "none",
        departures=tuple(CRITERION_IDS[:20]),
        departures_by_model=(("fact", tuple(CRITERION_IDS[:20])), ("act", tuple(CRITERION_IDS[:5]))),
    )
    text = said(several)
    first, second = text.split("departs from FACT in: ")[1].split("; from ACT in: ")
    assert first.endswith("; and 16 more")
    assert first.count(";") == second.split(".")[0].count(";") == 4
    assert second.split(".")[0].endswith("; and 1 more")


def test_one_closest_model_needs_no_naming() -> None:
    text = said(
        group(
            [fit("fact", 0.72)],
            ("fact",),
            "none",
            departures=("in_vivo",),
            departures_by_model=(("fact", ("in_vivo",)),),
        )
    )
    assert "practice departs in: where the work is done." in text


def test_a_complete_match_and_one_that_could_not_be_tested_are_different_sentences() -> None:
    models = [fit("fact", 0.9)]
    complete = said(group(models, ("fact",), "complete"))
    none = said(group(models, ("fact",), "none", departures=("in_vivo",)))
    untestable = said(group(models, ("fact",), "untestable", unknown=("crisis_247",)))
    assert "a complete match was found with Flexible assertive" in complete
    assert "No complete match" in none
    assert "could not be tested: too little was said on crisis response and hours." in untestable
    assert len({complete, none, untestable}) == 3


def test_no_model_stands_out_for_different_reasons() -> None:
    far = said(group([fit("fact", 0.2), fit("act", 0.1)], why_none="far"))
    assert "even the nearest, Flexible" in far
    models = [fit(name, 0.6 - n / 100) for n, name in enumerate(IDS[:4])]
    many = said(group(models, why_none="many", near=tuple(IDS[:4])))
    assert "several are about equally near" in many
    few = said(group([fit("fact", 0.9, "gated", 2), fit("act", 0.8, "gated", 2)], why_none="few", least=4))
    assert "only 2 respondents speak to the criteria, fewer than the 4 that" in few
    thin = said(group([fit("fact", 0.9, "gated", 6)], why_none="coverage"))
    assert "cover too little" in thin
    loose = said(group([fit("icm", 0.9, "loose", 6)], why_none="unrankable"))
    assert "families or too loosely described" in loose
    nothing = said(group([fit("fact", None, "gated", 0)], why_none="silent"))
    assert "nothing that was coded speaks to the criteria" in nothing
    assert len({far, many, few, thin, loose, nothing}) == 6


def test_a_group_says_its_name_and_size_and_numbers_follow_the_language() -> None:
    one = group([fit("fact", -0.05)], name="sociální služba", cases=("R01", "R02", "R03"), why_none="far")
    assert said(one, "cs").startswith("sociální služba (3 respondenti): Žádný model nevyniká")
    assert "shoda −0,05" in said(one, "cs")
    assert "passning −0,05" in said(one, "sv")
    assert said(group([fit("fact", 0.5)], name="—"), "sv").startswith("uppgift saknas (10 informanter): ")


def test_a_long_list_of_criteria_is_cut_and_counted() -> None:
    text = said(group([fit("fact", 0.5)], ("fact",), "none", departures=tuple(CRITERION_IDS[:20])))
    assert "and 12 more." in text


def test_a_language_without_wording_is_refused() -> None:
    with pytest.raises(InputError):
        verdict(group([fit("fact", 0.5)]), CRITERIA, MODELS, "de")


LABEL = st.sampled_from(["outpatient clinic", "sociální služba", "öppenvård", "—", ""])
SOME = st.lists(st.sampled_from(CRITERION_IDS), unique=True, max_size=34).map(tuple)


@st.composite
def comparisons(draw: st.DrawFn) -> GroupComparison:
    models = []
    for name in draw(st.lists(st.sampled_from(IDS), unique=True, max_size=8)):
        value = draw(st.none() | st.floats(-3, 1))
        status = draw(st.sampled_from(get_args(Status)))
        low = draw(st.floats(-5, 1))
        bounds = draw(st.none() | st.just((low, min(1.0, low + 0.5))))
        models.append(
            ModelFit(
                name,
                value,
                draw(st.floats(0, 1)),
                bounds,
                None,
                status == "loose",
                status,
                draw(st.integers(0, 20)),
            )
        )
    ranked = [each.model for each in models if each.status == "ranked" and each.fit is not None]
    closest = draw(st.lists(st.sampled_from(ranked), unique=True, max_size=3)) if ranked else []
    match = draw(st.sampled_from(["complete", "none", "untestable"])) if closest else "undecided"
    why = "" if closest else draw(st.sampled_from(["silent", "unrankable", "few", "coverage", "far", "many"]))
    more = {"name": draw(LABEL), "coverage": draw(st.floats(0, 1))}
    more |= {"cases": tuple(f"R{n}" for n in range(draw(st.integers(0, 20))))}
    more |= {"why_none": why, "near": tuple(ranked)}
    more |= {"departures": draw(SOME), "unknown": draw(SOME), "separating": draw(SOME)}
    more |= {"departures_by_model": tuple((name, draw(SOME)) for name in closest if draw(st.booleans()))}
    return group(models, tuple(closest), match, **more)


@settings(max_examples=300)
@given(comparisons())
def test_the_verdict_exists_in_three_languages_without_a_banned_word(group: GroupComparison) -> None:
    for language in LANGUAGES:
        text = verdict(group, CRITERIA, MODELS, language)
        w = Words(language)
        labels = [w.label(each.label) for each in CRITERIA.criteria] + [
            w.label(each.label) for each in MODELS
        ]
        bare = text
        for label in sorted(labels, key=len, reverse=True):
            bare = re.sub(re.escape(label), "", bare, flags=re.IGNORECASE)
        assert banned_words(bare) == []
        assert text.endswith(Words(language)("verdict.limits"))
        assert "{" not in text
        assert len(text) > 60


@settings(max_examples=200)
@given(comparisons())
def test_loose_models_and_families_are_never_called_closest(group: GroupComparison) -> None:
    text = verdict(group, CRITERIA, MODELS, "en")
    if "comes closest to" in text:
        named = text.split("comes closest to", 1)[1].split(
            ")" + (";" if "; the material" in text else "."), 1
        )[0]
        for each in group.models:
            if each.status in ("loose", "family", "gated"):
                label = next(model.label["en"] for model in MODELS if model.id == each.model)
                assert f"{label} (fit" not in named
    else:
        assert not group.closest or "Only one model that can be ranked was compared" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_word_stands_for_a_model_in_another_language(language: str) -> None:
    labels = {model.id: Words(language).label(model.label) for model in MODELS}
    strengths = next(model for model in MODELS if model.short == "Strengths")
    both = (strengths.id, "act")
    text = said(
        group(
            [fit(name, 0.7) for name in both],
            both,
            "none",
            departures_by_model=tuple((name, (CRITERION_IDS[0],)) for name in both),
        ),
        language,
    )
    told = text.replace(labels[strengths.id], "")
    assert ("Strengths" in told) is (language == "en")
    assert "ACT" in told
