"""Which turn asks which question of a guide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.recognition import LEAST, GuideWords, distinct_words
from qualcode.exchange.guide_files import read_guide
from qualcode.model.guides import GuideQuestion
from qualcode.resources import sample_transcripts
from qualcode.text.function_words import FUNCTION_WORDS, QUESTION_WORDS


def guide(*texts: str) -> GuideWords:
    return GuideWords([GuideQuestion(i, i, text, ()) for i, text in enumerate(texts, 1)])


def sure(words: GuideWords, *sentences: str) -> list[int]:
    return [each.question for each in words.recognise(sentences) if each.sure]


ENGLISH = guide(
    "Where do you meet your clients?",
    "How many clients do you have?",
    "How often do you see one client?",
    "How do you work with families?",
    "What happens when a client is in hospital?",
    "Who provides the treatment itself?",
)
CZECH = guide(
    "Kde se s klienty scházíte?",
    "Kolik máte klientů?",
    "Jak zapojujete rodinu a blízké?",
    "Kdo rozhoduje o cílech?",
)
SWEDISH = guide(
    "Var träffar du personerna?",
    "Hur många personer har du?",
    "Vad händer i en kris?",
    "Vem bestämmer målet?",
)


@pytest.mark.parametrize(
    ("words", "said", "number"),
    [
        (ENGLISH, "And where do you usually meet with them?", 1),
        (ENGLISH, "[laughs] How many clients do you have now?", 2),
        (ENGLISH, "And how often do you see each of them?", 3),
        (ENGLISH, "And family?", 4),
        (ENGLISH, "What if a client goes into hospital?", 5),
        (ENGLISH, "The treatment itself, who does that?", 6),
        (CZECH, "A kde se teda s klientama scházíte?", 1),
        (CZECH, "Rodiny do toho zapojujete?", 3),
        (CZECH, "O těch cílech rozhoduje kdo?", 4),
        (SWEDISH, "Var träffas ni, du och personerna?", 1),
        (SWEDISH, "Vem bestämmer målen?", 4),
    ],
)
def test_a_question_is_known_in_other_words_and_endings(words: GuideWords, said: str, number: int) -> None:
    assert sure(words, said) == [number]


@pytest.mark.parametrize(
    "said",
    [
        "Mhm.",
        "What happened?",
        "And then?",
        "Tell me about the meeting.",
        "Who else is there?",
        "How long do they stay?",
        "",
    ],
)
def test_what_only_sounds_alike_is_never_assigned(said: str) -> None:
    assert sure(ENGLISH, said) == []


def test_one_turn_may_ask_several_questions_and_one_question_stands_in_a_long_turn() -> None:
    assert sure(ENGLISH, "Where do you meet clients?", "And how many clients do you have?") == [1, 2]
    chatter = "Thank you, we were told on the phone about parking, the lift, and the nurse with the keys."
    assert sure(ENGLISH, chatter, "Where do you meet your clients?") == [1]


def test_a_question_in_two_languages_is_known_in_each() -> None:
    words = guide(
        "Kde se s klienty scházíte? / Var träffar du personerna?",
        "Kolik máte klientů? / Hur många personer har du?",
    )
    assert [
        sure(words, said)
        for said in ("Kde se scházíte s klienty?", "Var träffar du dom?", "Kolik jich máte, klientů?")
    ] == [[1], [1], [2]]


def test_other_wordings_of_a_question_are_known_and_take_no_weight_from_it() -> None:
    words = guide(
        "How do you cooperate with other services and offices? / Do you refer clients to other services?",
        "Where do you meet your clients?",
        "Would you like to add anything? / What meetings do you have?",
    )
    assert sure(words, "What about other services, do you refer clients a lot?") == [1]
    assert sure(words, "What meetings do you have?") == [3], (
        "said word for word, though one word tells it only"
    )
    bare = guide("How do you cooperate?", "Where do you meet?")
    twice = guide("How do you cooperate? / Do you cooperate?", "Where do you meet?")
    assert bare.weight["cooperate"] == twice.weight["cooperate"]


def test_words_that_are_drawn_together_are_known() -> None:
    words = guide("Would you like to add anything?", "What happens when somebody is in hospital?")
    assert sure(words, "Is there anything you\u2019d like to add?") == [1]
    assert sure(words, "And if somebody's in hospital?") == [2]


SAID_IN_THE_SAMPLE = {
    12: (
        "What about other services, do you refer clients a lot?",
        "And the authorities, how does that go?",
        "Who holds it together, when there are so many offices?",
        "And other offices, services?",
    ),
    11: ("Do you do any therapy?", "What about therapy?", "The treatment itself, who does that?"),
    14: ("And when somebody's admitted elsewhere?", "Do you go to the ward too?"),
}
"""Turns of the invented interviews that ask a question of their guide in other words."""


def test_the_sample_guide_knows_its_questions_in_other_words() -> None:
    rows = read_guide(sample_transcripts() / "english" / "guide.yaml")
    words = GuideWords([GuideQuestion(i, i, row.text, ()) for i, row in enumerate(rows, 1)])
    for number, turns in SAID_IN_THE_SAMPLE.items():
        for turn in turns:
            assert sure(words, turn) == [number], turn
    for turn in ("So who carries the client? You or the team?", "Who else is around the client? Family?"):
        assert 3 not in sure(words, turn), "carrying is not who they are"


def test_a_near_miss_is_a_candidate_with_its_score() -> None:
    (found,) = [
        each for each in ENGLISH.recognise(["Do you treat anybody in hospital?"]) if each.question == 5
    ]
    assert found.score < 1


def test_a_verbatim_question_has_the_full_score() -> None:
    for number, text in enumerate(("Where do you meet your clients?", "How many clients do you have?"), 1):
        found = {each.question: each for each in ENGLISH.recognise([text])}
        assert found[number].score == pytest.approx(1.0)
        assert found[number].sure


def test_the_words_of_the_lists_are_folded_and_long_enough_to_be_met() -> None:
    assert QUESTION_WORDS <= FUNCTION_WORDS
    assert all(distinct_words(word) == (word,) for word in FUNCTION_WORDS)


word = st.sampled_from(
    [
        "where",
        "meet",
        "clients",
        "families",
        "hospital",
        "crisis",
        "plan",
        "goals",
        "team",
        "often",
        "many",
        "who",
        "treatment",
    ]
)
sentence = st.lists(word, min_size=1, max_size=6).map(" ".join)


@given(st.lists(sentence, min_size=1, max_size=6, unique=True), st.lists(sentence, max_size=5), st.randoms())
def test_scores_lie_between_nothing_and_one_and_the_order_of_questions_changes_nothing(
    texts: list[str], said: list[str], shuffle: object
) -> None:
    questions = [GuideQuestion(i, i, text, ()) for i, text in enumerate(texts, 1)]
    found = GuideWords(questions).recognise(said)
    assert all(0 < each.score <= 1 and (not each.sure or each.score >= LEAST) for each in found)
    shuffle.shuffle(questions)  # type: ignore[attr-defined]
    other = GuideWords(questions).recognise(said)
    assert [(each.question, each.sure) for each in other] == [(each.question, each.sure) for each in found]


@given(
    st.lists(sentence, min_size=1, max_size=6), st.lists(sentence, max_size=5), st.lists(sentence, max_size=5)
)
def test_what_was_said_in_another_interview_never_changes_what_is_recognised_in_this_one(
    texts: list[str], here: list[str], elsewhere: list[str]
) -> None:
    words = guide(*texts)
    words.recognise(elsewhere)
    assert words.recognise(here) == guide(*texts).recognise(here)
