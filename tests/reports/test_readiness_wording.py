"""What is missing before a comparison, said in three languages."""

from __future__ import annotations

from string import Formatter

import pytest

from qualcode.frameworks import read_all, shipped
from qualcode.model.readiness import AwaitingLevels, ModelGap, PairReadiness, Readiness
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.reports.wording.readiness import SENTENCES, readiness_sentences
from tests.reports.banned import banned_words

ALL = read_all(shipped())
NEEDED = ("shared_caseload", "caseload_size")
SOME = PairReadiness("act", "icm", ("shared_caseload", "in_vivo"), ("shared_caseload",))


def found(**values: object) -> Readiness:
    given: dict[str, object] = {
        "coder": "Jana", "pairs": (), "unreached": (), "shown_only": (), "models": (), "without_passages": (),
        "awaiting": (), "guide": True, "unasked": (),
    }  # fmt: skip
    return Readiness(**(given | values))  # type: ignore[arg-type]


def said(language: str = "en", **values: object) -> list[str]:
    assert ALL.criteria is not None
    return readiness_sentences(found(**values), ALL.criteria, ALL.models, Words(language))


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_and_nothing_banned(language: str) -> None:
    assert SENTENCES[language].keys() == SENTENCES["en"].keys()
    for key, sentence in SENTENCES[language].items():
        assert placeholders(sentence) == placeholders(SENTENCES["en"][key]), key
        assert not banned_words(sentence), key


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "Your codebook has no code on team shares the clients or caseload size, so ACT and FACT cannot be told apart.",
        ),
        ("cs", "V kódovníku není žádný kód pro: "),
        ("sv", "därför går det inte att skilja mellan ACT och FACT."),
    ],
)
def test_two_models_that_cannot_be_told_apart(language: str, words: str) -> None:
    pair = PairReadiness("act", "fact", NEEDED, NEEDED)
    sentences = said(language, pairs=(pair, SOME))
    assert ALL.criteria is not None
    if language == "en":
        labels = {each.id: each.label["en"] for each in ALL.criteria.criteria}
        joined = " or ".join(labels[name][:1].lower() + labels[name][1:] for name in NEEDED)
        words = f"Your codebook has no code on {joined}, so ACT and FACT cannot be told apart."
    assert any(words in sentence for sentence in sentences)


def test_pairs_that_lack_the_same_stand_in_one_sentence_and_models_that_overlap_say_so() -> None:
    pairs = (
        PairReadiness("act", "fact", NEEDED, NEEDED), PairReadiness("r_act", "act", NEEDED, NEEDED),
        PairReadiness("icm", "fact", (), ()), SOME,
    )  # fmt: skip
    first, second, *_ = said(pairs=pairs)
    assert first.endswith("so ACT and FACT; R-ACT and ACT cannot be told apart.")
    assert (
        second
        == "ICM and FACT expect ranges that overlap on every criterion, so no interview can tell them apart."
    )


def test_a_study_without_any_mapping_says_one_thing_of_all_pairs() -> None:
    assert ALL.criteria is not None
    pairs = (PairReadiness("act", "fact", NEEDED, NEEDED),) * 20
    names = tuple(each.id for each in ALL.criteria.criteria)
    first, second = said(pairs=pairs, unreached=names)
    assert first.startswith("No code is mapped to a criterion in a way that counts")
    assert second.startswith("No code speaks to: ")
    (first, second) = said(pairs=pairs, unreached=names[1:])
    assert first.startswith("Your codebook has no code on ")


def test_nothing_missing_and_everything_missing() -> None:
    (ready,) = said(pairs=(SOME,))
    assert ready.startswith("Nothing is missing")
    everything = said(
        pairs=(SOME,), unreached=("planning",), shown_only=("linkage",), models=(ModelGap("act", ("in_vivo",), 9),),
        without_passages=tuple(f"code {n}" for n in range(12)), awaiting=(AwaitingLevels("{x} visits", "in_vivo", (3, 4)),),
        guide=False,
    )  # fmt: skip
    text = "\n".join(everything)
    for words in (
        "No code speaks to: ",
        "none of them counts",
        "(1 of 9)",
        "and 4 more",
        "“{x} visits”",
        "2\u00a0quotations",
        "no interview guide",
    ):
        assert words in text
    assert "No question of the interview guide asks about: " in said(unasked=("planning",))[-1]
