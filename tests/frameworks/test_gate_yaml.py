from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import FormatError
from qualcode.formats.gate_yaml import LIMIT, MAX_DEPTH, load_yaml


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: [1]\nb: *a\n", 2, 4, "alias “\\*a” is not allowed"),
        ("a: &x 1\n", 1, 4, "anchor “&x” is not allowed"),
        (
            "a: 1\nb:\n  c: !!python/object:os.system x\n",
            3,
            6,
            "tag “tag:yaml.org,2002:python/object:os.system”",
        ),
        ("a: 1\nb: 2\na: 3\n", 3, 1, "key “a” stands here a second time"),
        ("a: [1, 2\nb: 3\n", 2, 2, "not valid YAML"),
        ("a: 'open\n", 2, 1, "not valid YAML"),
        ("a: 1\nb: x\x07y\n", 2, 5, "U\\+0007"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
        ("? [a, b]\n: 1\n", 1, 3, "a key must be a plain word"),
        ("[" * (MAX_DEPTH + 5), 1, MAX_DEPTH + 2, "nested more than"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(FormatError, match=words) as caught:
        load_yaml(text, "model.yaml")
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith(f"model.yaml, line {line}, column {column}: ")


def test_words_that_other_readers_turn_into_numbers_and_truth_stay_as_they_are() -> None:
    data = load_yaml("a: yes\nb: 1.0\nc: null\nd: 2026-11-01\ne: 0x1F\nf: ~\ng:\n", "x").data
    assert data == {"a": "yes", "b": "1.0", "c": "null", "d": "2026-11-01", "e": "0x1F", "f": "~", "g": ""}


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(FormatError, match="5,000,000"):
        load_yaml("a: " + "x" * LIMIT, "big.yaml")


def test_every_value_and_key_knows_its_place_and_a_missing_one_that_of_its_parent() -> None:
    found = load_yaml("a: 1\nb:\n  - x\n  - {c: yes, d: no}\n", "x")
    assert found.position(("b", 1, "d")) == (4, 17)
    assert found.key_position(("b", 1, "d")) == (4, 14)
    assert found.position(("b", 1, "missing", "deeper")) == (4, 5)
    assert found.position() == (1, 1)


def test_an_empty_file_and_a_byte_order_mark_are_no_trouble() -> None:
    assert load_yaml("", "x").data == ""
    assert load_yaml("\ufeffa: č\n", "x").data == {"a": "č"}


class WithoutAliases(yaml.SafeDumper):
    """Writes repeated values out."""

    def ignore_aliases(self, data: object) -> bool:
        return True


values = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=8),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text("abcž ", max_size=3), below, max_size=3)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(values)
def test_what_yaml_writes_is_read_back_as_strings(value: object) -> None:
    text = yaml.dump(value, Dumper=WithoutAliases, allow_unicode=True, default_style='"')
    assert load_yaml(text, "x").data == value


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    refused = ""
    try:
        load_yaml(text, "any.yaml")
    except FormatError as error:
        refused, place = str(error), error.line
    assert not refused or (refused.startswith("any.yaml") and place is not None and place >= 1)
