"""What is printed of somebody's words: verbatim, shortened with marks, or other words."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.excerpts import check_excerpt, first_difference, tokens, well_marked, without_marks

SAID = "I trust him, I think, and he trusts me (laughs) -- it's well-known.\nDůvěra je základ…"


@pytest.mark.parametrize(
    "printed",
    [
        SAID,
        "I trust him, I think, and he trusts me (laughs) – it’s well‑known. Důvěra je základ...",
        "„I trust him, I think, and he trusts me (laughs) — it's well-\u00adknown.\u00a0Důvěra je zá\u00adklad“",
        unicodedata.normalize("NFD", SAID),
    ],
)
def test_other_dashes_quotation_marks_and_spaces_are_no_difference(printed: str) -> None:
    assert check_excerpt(SAID, printed).kind == "verbatim"


@pytest.mark.parametrize(
    "printed",
    [
        "I trust him […] and he trusts me",
        "[...] and he trusts me (...)",
        "I trust him … he trusts me",
        "I trust him [---] Důvěra je základ",
        "I trust him /.../ he trusts me",
        "[h]e trusts me",
        "he trust[s] me",
        "he [the client] trusts me",
        "he trusts [the nurse]",
        "He trusts me",
        "Důvěra je základ",
        "I trust him […]. Důvěra",
    ],
)
def test_marked_omissions_insertions_and_a_part_are_shortened(printed: str) -> None:
    assert check_excerpt(SAID, printed).kind == "shortened"


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        ("I trust her, I think", "“her” stands where “him” was said"),
        ("I trust him, and he trusts me", "“, I think” is left out without a mark"),
        ("I trust him very, I think", "“very” was not said there"),
        ("I trust him […] and she trusts me", "“she” stands where “he” was said"),
        ("and He trusts me", "“He” stands where “he” was said"),
        ("Duvera je zaklad", "“Duvera” stands where “Důvěra” was said"),
    ],
)
def test_other_words_differ_and_the_first_of_them_is_named(printed: str, first: str) -> None:
    found = check_excerpt(SAID, printed)
    assert found.kind == "differs"
    assert first in first_difference(found)


def test_pieces_say_what_is_kept_left_out_and_put_in() -> None:
    found = check_excerpt(SAID, "I trust him […] and he [my client] trusts me")
    assert [(piece.kind, piece.text) for piece in found.pieces] == [
        ("kept", "I trust him"),
        ("omitted", ", I think,"),
        ("kept", "and he"),
        ("inserted", "[my client]"),
        ("kept", "trusts me"),
    ]
    assert SAID[found.start : found.end] == "I trust him, I think, and he trusts me"


def test_marks_of_the_transcript_itself_are_its_words() -> None:
    said = "Well [laughs] it was (...) hard, and then [NAME 2] came."
    assert check_excerpt(said, said).kind == "verbatim"
    assert check_excerpt(said, "it was (...) hard, and then [NAME 2] came").marked is False


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("I trust him ... (laughs)", "I trust him […] (laughs) […]"),
        ("(…) he trusts me...well-known.", "[…] he trusts me […] well-known."),
        ("I trust him", "I trust him […]"),
        ("I trust him.", "I trust him […]."),
        ("„he trusts me“", "„he trusts me […]“"),
        ("He trusts me (laughs) -- it's well-known.", "[H]e trusts me (laughs) -- it's well-known."),
        ("I trust him […]", "I trust him […]"),
        ("well-known. … základ…", "well-known. […] základ…"),
        ("Důvěra je základ…", "Důvěra je základ…"),
        (SAID, SAID),
        ("I trust her ... me", "I trust her ... me"),
    ],
)
def test_omissions_get_one_sign_and_a_sentence_cut_off_gets_it_too(printed: str, stored: str) -> None:
    assert well_marked(SAID, printed, "en") == stored


def test_dots_of_the_original_stay() -> None:
    said = "I wait (...) at home... you know. It is [...] hard."
    for printed in ("I wait (...) at home... you know.", "It is [...] hard."):
        assert well_marked(said, printed, "en") == printed
    assert well_marked(said, "I wait (...) home...", "en") == "I wait […] home... […]"


@pytest.mark.parametrize("printed", ["", "[…]", "…", "[only an insertion]", "\u00ad"])
def test_nothing_printed_is_no_excerpt(printed: str) -> None:
    assert check_excerpt(SAID, printed).kind == "differs"


def test_stretches_between_marks() -> None:
    assert without_marks("[H]e came […] too [very] late … and left") == (
        "[H]e came",
        "too",
        "late",
        "and left",
    )


WORDS = st.lists(
    st.sampled_from(["a", "b", "the", "trust", "důvěra", "n't", "…", "-", ",", ".", "[x]", "(y)", "\u00ad"]),
    min_size=1,
    max_size=30,
)


@given(WORDS, st.data())
def test_any_part_with_any_words_left_out_for_a_mark_is_an_excerpt(
    words: list[str], data: st.DataObject
) -> None:
    words = ["start", *words, "end"]
    said = " ".join(words)
    assert check_excerpt(said, said).kind == "verbatim"
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - (first == 0)))
    printed = " ".join((*words[:first], "[…]", *words[last:]))
    assert check_excerpt(said, printed).kind != "differs"


@given(WORDS, st.data())
def test_any_word_that_was_not_said_is_found(words: list[str], data: st.DataObject) -> None:
    words = ["start", *words, "end"]
    at = data.draw(st.integers(0, len(words) - 1))
    changed = [*words]
    changed[at] = "elsewhere"
    found = check_excerpt(" ".join(words), " ".join(changed))
    assert found.kind == "differs"
    assert any("elsewhere" in difference.printed for difference in found.differences)


@given(
    st.text(alphabet="ab […]()-'’.… \n\u00ad\u030c", max_size=40),
    st.text(alphabet="ab […]()-'’.… \n\u00ad\u030c", max_size=40),
)
def test_any_two_texts_can_be_compared(said: str, printed: str) -> None:
    said = unicodedata.normalize("NFC", said)
    found = check_excerpt(said, printed)
    assert found.kind in ("verbatim", "shortened", "differs")
    assert (found.kind == "differs") == bool(found.differences)
    stored = well_marked(said, printed, "en")
    assert well_marked(said, stored, "en") == stored
    assert (check_excerpt(said, stored).kind == "differs") == (found.kind == "differs")
    if any(map(str.isalnum, said)) and "[" not in said:
        assert check_excerpt(said, said).kind == "verbatim"


def test_long_texts_are_compared_in_time() -> None:
    said = " ".join(f"word{n % 900} and" for n in range(8_000))
    printed = re.sub(r"word(\d*)7 ", "[…] ", said)
    start = time.process_time()
    assert check_excerpt(said, printed).kind == "shortened"
    assert check_excerpt(said, said.replace("word77 ", "word78 ")).kind == "differs"
    assert check_excerpt(said, "x" * 100_000 + "[" * 1000).kind == "differs"
    assert time.process_time() - start < 5
    assert len(tokens(said)) == 16_000
