"""The three catalogues say the same things; numbers, dates and sorting follow each language."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qualcode.reports
from qualcode.errors import InputError
from qualcode.reports.blocks import Ref, Text
from qualcode.reports.wording import LANGUAGES, Words, cs, en, sv
from qualcode.reports.wording.areas import AREAS, LANGUAGE_ORDER
from qualcode.reports.wording.sorting import sort_key
from qualcode.reports.wording.words import SENTENCES
from tests.reports.banned import banned_words

CATALOGUES = {"en": en, "cs": cs, "sv": sv}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("language", ["cs", "sv"])
def test_catalogues_hold_the_same_sentences_with_the_same_values(language: str) -> None:
    other = CATALOGUES[language]
    assert list(other.SENTENCES) == list(en.SENTENCES)
    assert set(other.NOUNS) == set(en.NOUNS)
    assert set(other.ATTRIBUTES) == set(en.ATTRIBUTES)
    assert set(other.LANGUAGES) == set(en.LANGUAGES)
    assert len(other.MONTHS) == 12
    for key, sentence in en.SENTENCES.items():
        assert placeholders(other.SENTENCES[key]) == placeholders(sentence), key


def test_areas_fill_the_same_values_and_say_nothing_twice() -> None:
    assert LANGUAGE_ORDER == LANGUAGES
    held = [key for area in AREAS for key in area]
    assert len(held) == len(set(held))
    assert set(held).isdisjoint(en.SENTENCES)
    for area in AREAS:
        for key, texts in area.items():
            assert all(text.strip() for text in texts), key
            assert len({frozenset(placeholders(text)) for text in texts}) == 1, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_holds_a_banned_word(language: str) -> None:
    for key, sentence in SENTENCES[language].items():
        assert banned_words(sentence) == [], key


def test_every_key_that_the_reports_use_exists() -> None:
    folder = Path(qualcode.reports.__file__).parent
    used = set()
    for path in folder.rglob("*.py"):
        used |= set(
            re.findall(
                r"""\b(?:w|self|self\.w|w\.content)\(\s*"([a-z_]+(?:\.[a-z_ ]+)?)\"""", path.read_text()
            )
        )
    assert len(used) > 150
    assert used <= set(SENTENCES["en"])
    assert not {key for key in en.SENTENCES if "TODO" in key or not en.SENTENCES[key].strip()}


@pytest.mark.parametrize(
    ("language", "number", "percent", "count", "date"),
    [
        ("en", "−1,234.50", "62%", "2\u00a0respondents", "4\u00a0May 2026"),
        ("cs", "−1\u00a0234,50", "62\u00a0%", "2\u00a0respondenti", "4.\u00a0května 2026"),
        ("sv", "−1\u00a0234,50", "62\u00a0%", "2\u00a0informanter", "4\u00a0maj 2026"),
    ],
)
def test_numbers_and_dates(language: str, number: str, percent: str, count: str, date: str) -> None:
    w = Words(language)
    assert w.number(-1234.5) == number
    assert w.percent(0.616) == percent
    assert w.count(2, "respondent") == count
    assert w.date("2026-05-04T23:30:00+00:00") == date
    assert w.number(-0.001) == w.number(0.0)
    assert w.number(3.0, 1) == "3"
    assert w.date("no date") == "no date"


def test_czech_counts_have_three_forms() -> None:
    w = Words("cs")
    shown = [w.count(n, "quotation").replace("\u00a0", " ") for n in (0, 1, 2, 4, 5, 21)]
    assert shown == ["0 výroků", "1 výrok", "2 výroky", "4 výroky", "5 výroků", "21 výroků"]


def test_kinds_of_memos_agree_with_their_number() -> None:
    def shown(language: str, kind: str) -> list[str]:
        return [Words(language).count(n, f"memo.{kind}").replace("\u00a0", " ") for n in (1, 2, 5)]

    assert shown("cs", "methodological") == ["1 metodologická", "2 metodologické", "5 metodologických"]
    assert shown("sv", "reflexive") == ["1 reflexivt", "2 reflexiva", "5 reflexiva"]


def test_counts_are_said_of_a_whole_and_lists_read_like_sentences() -> None:
    w = Words("en")
    assert w.of(7, 10).replace("\u00a0", " ") == "7 of 10"
    assert w.join(["a", "b", "c"], "or") == "a, b or c"
    assert w.join(["a"]) == "a"
    assert w.attribute("facility_type") == "Facility type"
    assert Words("cs").attribute("facility_type") == "Typ zařízení"
    assert w.attribute("size_of_town") == "Size of town"
    assert w.content("respondents.sentence", documents="1", respondents="2", words="3", languages="4", table=Ref("t"))[-2:] == (
        Ref("t"), Text(" shows who was interviewed."),
    )  # fmt: skip


def test_a_language_without_wording_is_refused() -> None:
    with pytest.raises(InputError, match="en, cs, sv"):
        Words("de")


def test_czech_sorting() -> None:
    names = [
        "zub",
        "žák",
        "chata",
        "hora",
        "ihned",
        "čas",
        "cukr",
        "duše",
        "ďábel",
        "Ďas",
        "řeč",
        "ruka",
        "švec",
        "sůl",
        "Šárka",
        "úhel",
        "ucho",
        "R10",
        "R9",
    ]
    expected = [
        "cukr",
        "čas",
        "ďábel",
        "Ďas",
        "duše",
        "hora",
        "chata",
        "ihned",
        "R9",
        "R10",
        "ruka",
        "řeč",
        "sůl",
        "Šárka",
        "švec",
        "úhel",
        "ucho",
        "zub",
        "žák",
    ]
    ordered = sorted(names, key=lambda name: sort_key(name, "cs"))
    assert [n for n in ordered if n not in ("ucho", "úhel")] == [
        n for n in expected if n not in ("ucho", "úhel")
    ]


def test_swedish_sorting() -> None:
    names = ["ö", "ä", "å", "z", "y", "a", "Ärende", "år", "över", "zon", "wåg", "vag"]
    assert sorted(names, key=lambda name: sort_key(name, "sv")) == [
        "a",
        "vag",
        "wåg",
        "y",
        "z",
        "zon",
        "å",
        "år",
        "ä",
        "Ärende",
        "ö",
        "över",
    ]


@given(st.text(), st.text(), st.sampled_from(LANGUAGES))
def test_sorting_never_fails_and_tells_different_names_apart(a: str, b: str, language: str) -> None:
    keys = sorted([sort_key(a, language), sort_key(b, language)])
    assert len(keys) == 2
    if sort_key(a, language) == sort_key(b, language):
        import unicodedata

        assert unicodedata.normalize("NFC", a).casefold() == unicodedata.normalize("NFC", b).casefold()
