"""How quotations are shortened and cited, and whose voice is called strong."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.blocks import Cite, Text, plain
from qualcode.reports.illustration import OMISSION
from qualcode.reports.quoting import abridged, cited, loud, nested
from qualcode.reports.wording import Words
from qualcode.text.excerpts import check_excerpt
from tests.reports.invented import invented

MATERIAL = invented()


def test_a_cut_ends_after_a_whole_sentence_where_that_leaves_half_of_the_words() -> None:
    text = "We went there. She was not at home and nobody knew why. We left."
    assert abridged(text, 5, "en") == "We went there. […]"
    assert abridged(text, 10, "en") == "We went there. She was not at home and nobody […]"
    assert abridged(text, 13, "en") == "We went there. She was not at home and nobody knew why. […]"
    assert abridged(text, 14, "en") == text
    assert abridged(text, None, "en") == text


def test_a_cut_never_parts_a_bracket_and_adds_no_second_omission() -> None:
    assert abridged("One [two words more] five six seven", 3, "en") == "One […]"
    assert abridged("One two […] three four five", 3, "en") == "One two […]"


@given(
    st.lists(st.text("aábř.,!? \n", min_size=1, max_size=12), max_size=40).map(" ".join), st.integers(1, 30)
)
def test_what_is_left_was_said_and_is_no_longer_than_asked(text: str, longest: int) -> None:
    short = abridged(text, longest, "cs")
    kept = short.removesuffix(OMISSION).rstrip()
    assert text.startswith(kept)
    assert len(kept.split()) <= longest or short == text
    if any(sign.isalpha() for sign in kept):
        assert check_excerpt(text, short).kind != "differs"


def test_only_citations_that_the_study_holds_become_links() -> None:
    said = next(iter(MATERIAL.quotations.values()))
    text = f"As [{said.case}:{said.id}] says; [{said.case}:99999], [X:{said.id}] and [sic] stay."
    content = cited(text, MATERIAL)
    assert plain(content) == text
    assert [item for item in content if isinstance(item, Cite)] == [Cite(said.id, said.case)]
    assert cited("nothing", MATERIAL) == (Text("nothing"),)
    assert cited("", MATERIAL) == (Text(""),)


def test_a_voice_is_strong_above_a_quarter_of_at_least_four() -> None:
    assert loud(Counter(a=3, b=3, c=3, d=3)) == ()
    assert loud(Counter(a=4, b=3, c=3, d=3)) == (("a", 4),)
    assert loud(Counter(a=9, b=1, c=1)) == ()


def test_marks_within_a_quotation_are_single_ones_and_its_words_stay() -> None:
    said = 'She said „yes“, then "no".'
    for language, wanted in (
        ("en", "She said ‘yes’, then ‘no’."),
        ("cs", "She said ‚yes‘, then ‚no‘."),
        ("sv", "She said ’yes’, then ’no’."),
    ):
        assert nested(said, Words(language)) == wanted
        assert check_excerpt(said, wanted).kind == "verbatim"
    for unclear in ('5" wide', '5" wide, 6" long', "half of “a pair"):
        assert nested(unclear, Words("en")) == unclear
