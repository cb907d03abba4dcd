"""Two versions of a text: what stayed, and where spans go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.alignment import Alignment, align

OLD = (
    "T: Jak to bylo?\n\nR: Bylo to tezke. Pan doktor rekl, ze muzu prijit kdykoliv.\n\n"
    "T: A přišel jste?\n\nR: Až po třech měsících, a důvěra tam ještě nebyla.\n"
)


def carried(alignment: Alignment, words: str) -> tuple[str, str] | None:
    """The words that stand for some words of the old text, and how they came there."""
    start = alignment.old.index(words)
    found = alignment.carry(start, start + len(words))
    return None if found is None else (alignment.new[found.start : found.end], found.how)


def test_words_that_stay_go_along_wherever_text_is_put_in_or_taken_out() -> None:
    alignment = align(
        OLD, "Rozhovor 3\n\n" + OLD.replace("Pan doktor rekl, ze", "Řekli, že").replace("ještě ", "")
    )
    assert carried(alignment, "Bylo to tezke.") == ("Bylo to tezke.", "same")
    assert carried(alignment, "Až po třech měsících") == ("Až po třech měsících", "same")
    assert carried(alignment, "důvěra tam ještě nebyla") == ("důvěra tam nebyla", "changed")


def test_a_corrected_letter_at_the_edge_stays_within_the_passage() -> None:
    alignment = align(OLD, OLD.replace("tezke", "těžké").replace("Bylo", "Bývalo"))
    assert carried(alignment, "tezke") == ("těžké", "changed")
    assert carried(alignment, "Bylo to tezke") == ("Bývalo to těžké", "changed")


def test_what_is_put_in_beside_a_passage_does_not_belong_to_it() -> None:
    alignment = align(OLD, OLD.replace("prijit kdykoliv", "zase prijit kdykoliv sem"))
    assert carried(alignment, "prijit kdykoliv") == ("prijit kdykoliv", "same")
    alignment = align("Trust us now", "Trusted us now")
    assert carried(alignment, "Trust") == ("Trusted", "changed")


def test_a_passage_that_was_taken_out_is_lost_and_one_that_was_rewritten_too() -> None:
    alignment = align(OLD, OLD.replace(" Pan doktor rekl, ze muzu prijit kdykoliv.", ""))
    assert carried(alignment, "muzu prijit kdykoliv") is None
    alignment = align(
        OLD, OLD.replace("Pan doktor rekl, ze muzu prijit kdykoliv", "Nic si z toho nepamatuju")
    )
    assert carried(alignment, "doktor rekl") is None


def test_other_words_at_exactly_the_same_place_stand_for_a_passage() -> None:
    alignment = align("He took heroin daily.", "He took pervitin daily.")
    assert carried(alignment, "heroin") == ("pervitin", "changed")


def test_a_passage_that_moved_is_known_again_by_its_words() -> None:
    turns = OLD.split("\n\n")
    alignment = align(OLD, "\n\n".join([turns[2], turns[3].strip(), *turns[:2]]) + "\n")
    found = {
        carried(alignment, words) for words in ("Až po třech měsících, a důvěra", "muzu prijit kdykoliv.")
    }
    assert {words for words, _ in filter(None, found)} >= {"Až po třech měsících, a důvěra"}


def test_a_long_text_is_compared_without_comparing_each_word_with_each() -> None:
    words = [f"slovo{n % 997}x{n}" if n % 3 else "a" for n in range(30_000)]
    new = list(words)
    new[100:120] = ["jinak"]
    new[20_000:20_000] = ["vloženo", "sem"]
    alignment = align(" ".join(words), " ".join(new))
    assert len(alignment.blocks) <= 6
    assert carried(alignment, words[25_000]) == (words[25_000], "same")


def test_a_text_of_one_word_is_given_up_soon() -> None:
    old = "x " + "ha " * 20_000 + "y " + "ha " * 20_000 + "z"
    alignment = align(old, "X " + old[2:].replace("y", "yy"))
    assert carried(alignment, "z") == ("z", "same")


def test_a_like_sentence_put_in_before_a_passage_does_not_join_it() -> None:
    old = "R: Dobře. Pak to skončilo. Ano."
    alignment = align(old, old.replace("Pak to", "Pak to bylo dlouho divné. Pak to"))
    assert carried(alignment, "Pak to skončilo.") == ("Pak to skončilo.", "same")


def test_a_line_of_words_of_which_none_is_rare_is_compared_in_seconds() -> None:
    words = [f"w{n % 40_000}" for n in range(80_000)]
    new = [*words[:10_000], "x", *words[10_000:30_000], *words[30_500:]]
    alignment = align(" ".join(words), " ".join(new))
    assert carried(alignment, " ".join(words[60_000:60_004])) is not None
    assert len(alignment.blocks) < 10


texts = st.text(alphabet="ab \nč", max_size=60)


@given(texts, texts)
def test_blocks_are_equal_ascending_and_apart(old: str, new: str) -> None:
    alignment = align(old, new)
    i = j = 0
    for block in alignment.blocks:
        assert block.length > 0
        assert block.i >= i
        assert block.j >= j
        assert old[block.i : block.i + block.length] == new[block.j : block.j + block.length]
        i, j = block.i + block.length, block.j + block.length
    assert i <= len(old)
    assert j <= len(new)
    rest = "".join(old[a:b] for a, b, _, _ in alignment.changes())
    assert len(rest) + sum(block.length for block in alignment.blocks) == len(old)


@given(texts.filter(bool), texts, st.data())
def test_a_span_lands_within_the_text_and_keeps_its_words_where_nothing_changed(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = align(old, new).carry(start, end)
    if found is not None:
        assert 0 <= found.start < found.end <= len(new)
        assert (found.how != "changed") == (new[found.start : found.end] == old[start:end])
    same = align(old, old).carry(start, end)
    if old[start:end].strip():
        assert same is not None
        assert (same.start, same.end, same.how) == (start, end, "same")


@pytest.mark.parametrize(("old", "new"), [("", "abc"), ("abc", ""), ("", "")])
def test_empty_texts(old: str, new: str) -> None:
    alignment = align(old, new)
    assert alignment.blocks == ()
    if old:
        assert alignment.carry(0, len(old)) is None
    assert (alignment.start_of(len(old)), alignment.end_of(0)) == (len(new), 0)
