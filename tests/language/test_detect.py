from __future__ import annotations

import pytest

from qualcode.language.detect import detect

CS = (
    "No tak my jsme to vlastně dělali tak, že když klient přišel, tak jsme se ho nejdřív zeptali, co potřebuje. "
    "A pak se uvidí, jestli je to pro něj, nebo jestli by mu pomohlo něco jiného."
)
SV = (
    "Ja, alltså vi brukar fråga vad de själva vill, och sen så är det ju inte alltid att det går. "
    "Men jag tycker att vi har blivit bättre på det, när man ser hur det var förut."
)
EN = (
    "Well, we usually ask them what they want, and then, you know, it is not always something we can do. "
    "But I think that we have become better at it when you see how it was before."
)
OTHERS = {
    "Slovak": "No tak my sme to vlastne robili tak, že keď klient prišiel, tak sme sa ho najprv spýtali, čo potrebuje. "
    "A potom sa uvidí, či je to pre neho, alebo či by mu pomohlo niečo iné, pretože to nie je také ľahké.",
    "Polish": "No więc my to robiliśmy tak, że kiedy klient przyszedł, to najpierw pytaliśmy go, czego potrzebuje. "
    "A potem się zobaczy, czy to jest dla niego, albo czy pomogłoby mu coś innego, bo to nie jest takie łatwe.",
    "German": "Also wir fragen die Leute erst einmal, was sie wollen, und dann ist es nicht immer so, dass es geht. "
    "Aber ich finde, dass wir besser geworden sind, wenn man sieht, wie es früher war und was wir heute haben.",
    "Danish": "Ja, altså vi plejer at spørge, hvad de selv vil, og så er det jo ikke altid, at det kan lade sig gøre. "
    "Men jeg synes, at vi er blevet bedre til det, når man ser, hvordan det var før, og hvad vi har i dag.",
    "Norwegian": "Ja, altså vi pleier å spørre hva de selv vil, og så er det jo ikke alltid at det går. "
    "Men jeg synes at vi har blitt bedre på det, når man ser hvordan det var før, og hva vi har nå.",
    "Dutch": "Nou, we vragen eerst wat ze zelf willen, en dan is het niet altijd zo dat het kan. "
    "Maar ik vind dat we er beter in zijn geworden als je ziet hoe het vroeger was en wat we nu hebben.",
    "Portuguese": "Bom, nós perguntamos primeiro o que eles querem, e depois nem sempre é possível fazer isso. "
    "Mas acho que melhoramos, quando a gente vê como era antes e o que temos hoje no serviço.",
}


@pytest.mark.parametrize(("text", "language"), [(CS, "cs"), (SV, "sv"), (EN, "en")])
def test_the_three_languages_are_told_apart(text: str, language: str) -> None:
    assert detect(text) == language
    assert detect(text.upper()) == language


@pytest.mark.parametrize("language", OTHERS)
def test_a_neighbouring_language_is_not_taken_for_one_of_ours(language: str) -> None:
    assert detect(OTHERS[language]) is None


def test_czech_typed_without_accents_is_still_czech() -> None:
    assert (
        detect(
            "No my jsme to delali tak, ze se nam to jako zdalo dobre, protoze byl sam a nebo taky kdyz jsem tam byla"
        )
        == "cs"
    )


def test_english_labels_do_not_hide_the_language_of_the_speech() -> None:
    lines = [f"Interviewer: {s.strip()}." for s in CS.split(".") if s.strip()]
    assert detect("\n".join(lines)) == "cs"


@pytest.mark.parametrize(
    "text", ["", "OK.", "Respondent", "12:30 - 14:00", "\ud800\x00", "ano ano ano", "the the"]
)
def test_a_text_that_says_too_little_is_left_open(text: str) -> None:
    assert detect(text) is None


def test_a_text_in_two_languages_is_left_open() -> None:
    assert detect(f"{EN} {SV}") is None
