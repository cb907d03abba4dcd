from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.canonical import canonical, digest
from qualcode.text.visible import visible

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANY_TEXT)
def test_canonical_twice_changes_nothing(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once


@given(ANY_TEXT)
def test_canonical_text_is_clean(text: str) -> None:
    result = canonical(text)
    assert unicodedata.is_normalized("NFC", result)
    assert not result.startswith("\ufeff")
    assert not any(ord(c) < 0x20 and c not in "\n\t" for c in result)
    result.encode("utf-8")


@given(ANY_TEXT)
def test_canonical_keeps_every_letter(text: str) -> None:
    kept = [c for c in unicodedata.normalize("NFC", text) if c.isalpha()]
    assert [c for c in canonical(text) if c.isalpha()] == kept


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffT: ano", "T: ano"),
        ("ku\u030an\u030c", "kůň"),
        ("a\ud800b", "a\ufffdb"),
        ("a\x00\x02b\tc", "a\ufffd\ufffdb\tc"),
        ("page\x0cnext", "page\nnext"),
        ("a\u2028b\x85c", "a\u2028b\x85c"),
        ("soft\u00adhyphen zero\u200bwidth", "soft\u00adhyphen zero\u200bwidth"),
    ],
)
def test_canonical_examples(raw: str, expected: str) -> None:
    assert canonical(raw) == expected


def test_digest_is_sha256_of_utf8() -> None:
    assert digest("Důvěra") == hashlib.sha256("Důvěra".encode()).hexdigest()


@given(ANY_TEXT)
def test_visible_keeps_length_and_hides_nothing_else(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    for before, after in zip(text, shown, strict=True):
        hidden = (ord(before) < 0xA0 and unicodedata.category(before) == "Cc" and before not in "\n\t") or (
            before in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
        )
        assert (after != before) if hidden else (after == before)


def test_visible_shows_escape_and_bidi() -> None:
    assert visible("\x1b]52;c\x07\x9b\u202e\x7f") == "␛]52;c␇\ufffd\ufffd␡"
