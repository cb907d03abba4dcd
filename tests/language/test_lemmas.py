from __future__ import annotations

import unicodedata

import pytest

from qualcode.language.codes import language_code
from qualcode.language.engine import engine
from qualcode.language.indexing import index_document
from qualcode.language.lemmas import lemma, lemmas, query_lemmas
from qualcode.language.stopwords import stop_words


@pytest.mark.parametrize(
    ("language", "expected", "forms"),
    [
        ("cs", "klient", "klient Klienta klientovi KLIENTŮM klientech"),
        ("cs", "klientka", "klientka klientce klientkou klientek"),
        ("cs", "případový", "případový případového případovým případovou"),
        ("cs", "člověk", "člověk lidé lidem lidmi"),
        ("cs", "praha", "Praha Praze Prahou praze"),
        ("cs", "bezdomovec", "bezdomovec bezdomovce bezdomovců"),
        ("sv", "klient", "klient klienten klienternas Klienterna"),
        ("sv", "missbruk", "missbruk missbruket missbrukets"),
        ("sv", "återfall", "återfall återfallet"),
        ("en", "client", "client clients Clients CLIENTS"),
        ("en", "think", "think thinks thought thinking"),
        ("de", "haus", "Haus Häuser Häusern"),
    ],
)
def test_the_forms_of_a_word_share_a_lemma(language: str, expected: str, forms: str) -> None:
    assert set(lemmas(forms.split(), language)) == {expected}


def test_capitals_matter_where_they_tell_words_apart_and_not_in_function_words() -> None:
    assert lemma("Arbeit", "de") == "arbeit"
    assert lemma("Oss", "sv") == lemma("oss", "sv")
    assert lemma("Jim", "cs") == lemma("jim", "cs")


@pytest.mark.parametrize("language", ["xx", "zzz", "", "../..", "en; x", "q", "klingon"])
def test_an_unknown_language_gets_lower_cased_forms(language: str) -> None:
    assert engine(language).rung == "plain"
    assert lemmas(["Klientům", "TEAMS"], language) == ["klientům", "teams"]


@pytest.mark.parametrize("language", ["nb", "no", "hr", "enm"])
def test_other_languages_use_their_dictionary_even_where_spacy_does_not_know_them(language: str) -> None:
    made = engine(language)
    assert made.rung == "dictionary"
    assert "simplemma" in made.made_with
    assert lemma("Xyzzyq", language) == "xyzzyq"


@pytest.mark.parametrize("language", ["ja", "ko", "th", "vi", "zh", "km"])
def test_languages_whose_tokenizer_needs_another_package_still_work(language: str) -> None:
    text = "日本語のテキスト ข้อความ tiếng Việt"
    index = index_document(text, [(0, len(text))], language)
    assert index.rung == "plain"
    assert "".join(text[s : s + n] for s, n in zip(index.starts, index.lengths, strict=True)) == text.replace(
        " ", ""
    )


def test_codes_are_taken_as_people_write_them() -> None:
    assert engine("cs_CZ.UTF-8") is engine("ces") is engine(" CS ")
    assert language_code("EN-gb") == "en"


def test_own_lemmas_go_before_all_others_whatever_their_letter_case() -> None:
    own = {"Teams": "Crew", "  ": "x", "clients": " "}
    assert lemmas(["teams", "TEAMS", "clients"], "en", own) == ["crew", "crew", "client"]
    assert query_lemmas("The teams", "en", own) == ["the", "crew"]


def test_decomposed_and_soft_hyphenated_forms_are_looked_up_like_plain_ones() -> None:
    assert lemma(unicodedata.normalize("NFD", "případovým"), "cs") == "případový"
    assert lemma("missbru\u00adkets", "sv") == "missbruk"
    assert query_lemmas("don\u2019t", "en") == query_lemmas("don't", "en") == ["do", "not"]


@pytest.mark.parametrize("language", ["en", "cs", "sv", "zzz"])
@pytest.mark.parametrize("word", ["", " ", "\n", "\ud800", "a b", "—", "\u00ad", "12,5"])
def test_no_word_is_too_odd(language: str, word: str) -> None:
    found = lemma(word, language)
    assert bool(found) == bool(word)


def test_a_query_finds_what_the_index_holds() -> None:
    text = "Mluvili jsme s klientkami o případovém vedení, samozřejmě."
    index = index_document(text, [(0, len(text))], "cs")
    held = [index.vocabulary[number] for number in index.lemmas]
    query = query_lemmas("případovým vedením", "cs")
    assert query == ["případový", "vedení"]
    where = held.index(query[0])
    assert held[where : where + 2] == query


def test_a_lower_rung_can_be_asked_for() -> None:
    assert lemma("Teams", "en", highest="plain") == "teams"
    assert engine("en", "plain").made_with != engine("en", "dictionary").made_with


def test_stop_words_hold_the_written_and_the_spoken_ones() -> None:
    assert {"the", "and", "gonna", "um"} <= stop_words("en")
    assert {"jsem", "protože", "žejo", "bysme"} <= stop_words("cs-CZ")
    assert {"och", "inte", "liksom", "nåt"} <= stop_words("sv")
    assert "klient" not in stop_words("cs")
    assert stop_words("de") == stop_words("") == frozenset()
