"""Two wordings of one text, word by word."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.wording_diff import Piece, changes, kept_share, marked, most_kept, tokens

WORDS = st.lists(
    st.sampled_from(["péče", "a", "o", "klienta", "case-worker", ",", ".", "\n", "  ", "_"])
).map(" ".join)


@given(WORDS | st.text(), WORDS | st.text())
def test_both_wordings_can_be_read_from_the_pieces(old: str, new: str) -> None:
    pieces = changes(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new
    assert all(p.text for p in pieces)
    assert all(a.kind != b.kind for a, b in pairwise(pieces))
    assert all((a.kind, b.kind) != ("new", "gone") for a, b in pairwise(pieces))


@given(st.text())
def test_a_wording_that_stayed_is_one_piece(text: str) -> None:
    assert changes(text, text) == ((Piece("same", text),) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "Trust in the worker", "{+Trust in the worker+}"),
        ("Trust in the worker", "", "[-Trust in the worker-]"),
        ("The nurse comes home.", "The nurse often comes home.", "The nurse {+often +}comes home."),
        ("one two three.", "four five six.", "[-one two three-]{+four five six+}."),
        ("Klient věří.", "Klientka věří", "[-Klient-]{+Klientka+} věří[-.-]"),
        ("a case-worker", "a case worker", "a [-case-worker-]{+case worker+}"),
        ("po 3,5 hodinách", "po 3,7 hodinách", "po 3,[-5-]{+7+} hodinách"),
    ],
)
def test_changes_are_shown_word_by_word(old: str, new: str, shown: str) -> None:
    assert marked(changes(old, new)) == shown


def test_the_share_that_stayed() -> None:
    assert kept_share("ab cd", "ab ef") == 0.5
    assert kept_share("", "") == 1.0
    assert kept_share("abc", "") == 0.0


@given(WORDS, WORDS)
def test_no_more_is_kept_than_the_words_allow(old: str, new: str) -> None:
    assert kept_share(old, new) <= most_kept(tokens(old), tokens(new)) + 1e-9


def test_long_and_monotonous_texts_are_compared_in_good_time() -> None:
    begun = time.process_time()
    old = "x " + "ano ne " * 5_000
    pieces = changes(old, "y " + "ne ano " * 5_000)
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert time.process_time() - begun < 5
