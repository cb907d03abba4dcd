"""Cases and attributes from the names of files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.workflows.name_patterns import NamePattern


@pytest.mark.parametrize(
    ("pattern", "name", "case", "attributes"),
    [
        ("{case}_{facility}_{date}", "R07_poradna_2025-03-01.docx", "R07", {"facility": "poradna", "date": "2025-03-01"}),
        ("{Case}", "Žaneta  B.odt", "Žaneta B", {}),
        ("interview {case} ({typ zařízení})", "INTERVIEW 12 (K-centrum).tar.txt", None, None),
        ("interview {case} ({typ zařízení})", "INTERVIEW 12 (K-centrum).txt", "12", {"typ zařízení": "K-centrum"}),
        ("{case}-{date}", "R1-2025-03-01.pdf", "R1", {"date": "2025-03-01"}),
        ("{case}_{site}", "notes.txt", None, None),
        ("{case}_{site}", "R1_.txt", None, None),
        ("{case}_{site}_x", "R1_ward_X.txt", "R1", {"site": "ward"}),
        ("{case}_{site}_x", "R1_x_y_x.txt", "R1", {"site": "x_y"}),
        ("{case}a{b}a{c}a{d}a{e}a{f}a{g}a{h}a{i}a{j}b", f"{'a' * 200}.txt", None, None),
        ("{case}_{site}", "_ward.txt", None, None),
        ("{case}_{site}", " _ward.txt", None, None),
        ("{case}.*", "R1xx.txt", None, None),
    ],
)  # fmt: skip
def test_what_stands_between_the_braces_divides_a_name(
    pattern: str, name: str, case: str | None, attributes: dict[str, str] | None
) -> None:
    found = NamePattern.read(pattern).fit(name)
    assert (found and found.case, found and found.attributes) == (case, attributes)


def test_accents_fit_however_a_file_system_spells_them() -> None:
    found = NamePattern.read("rozhovor č. {case}").fit("Rozhovor c\u030c. Mar\u030cka.docx")
    assert found is not None
    assert found.case == "Mařka"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{facility}_{date}", "no {case}"),
        ("R07", "no {case}"),
        ("{case}{date}", "nothing between {case} and {date}"),
        ("{case}_{date", "a brace without its counterpart"),
        ("{case}_date}", "a brace without its counterpart"),
        ("{case}_{{date}}", "a brace without its counterpart"),
        ("{case}_{ }", "nothing in them"),
        ("{case}_{date}_{Date}", "{Date} twice"),
        ("{case}_{CASE}", "{case} twice"),
    ],
)
def test_a_pattern_is_checked_before_any_file_is_looked_at(pattern: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        NamePattern.read(pattern)
    assert words in str(caught.value)


WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12).filter(
    lambda word: "\u0345" not in word
)


@given(st.lists(WORD, min_size=3, max_size=3))
def test_a_name_that_was_made_by_a_pattern_gives_its_values_back(words: list[str]) -> None:
    import unicodedata

    words = [unicodedata.normalize("NFC", word) for word in words]
    found = NamePattern.read("x {case}_{site} – {date}").fit(f"x {words[0]}_{words[1]} – {words[2]}.docx")
    assert found is not None
    assert [found.case, *found.attributes.values()] == words
