"""Text in an encoding that the user names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError, InputError
from qualcode.formats.decoding import COMMON, check_encoding, decode

WORDS = "Řekla jsem mu, že přijdu až zítra.\nA přišla jsem."


@pytest.mark.parametrize("encoding", [name for name in COMMON if name != "cp1252"])
def test_text_reads_as_the_encoding_that_is_named_says(encoding: str) -> None:
    assert decode(WORDS.encode(encoding), "a.txt", "cs", encoding) == (WORDS, encoding)


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode(WORDS.encode("utf-8-sig"), "a.txt", None, "UTF-8")[0] == WORDS
    assert decode(b"\xff\xfe" + WORDS.encode("utf-16-le"), "a.txt", None, "utf-16-le")[0] == WORDS


@pytest.mark.parametrize(
    "name", ["cp9999", "", "rot13", "base64", "unicode_escape", "utf-7", "undefined", "a\0b", "č"]
)
def test_what_is_no_encoding_of_text_is_refused_with_names_of_common_ones(name: str) -> None:
    with pytest.raises(InputError, match="no encoding that is known; common ones are utf-8, cp1250,"):
        check_encoding(name)
    with pytest.raises(InputError):
        decode(b"a", "a.txt", None, name)


@pytest.mark.parametrize("name", ["UTF8", "windows-1250", "Latin2", "cp037", "shift_jis", "mac_latin2"])
def test_any_codec_of_text_may_be_named(name: str) -> None:
    check_encoding(name)


def test_bytes_that_are_none_in_the_encoding_are_refused_with_their_line() -> None:
    with pytest.raises(
        FileError, match=r"a\.txt cannot be read in utf-8: in line 2 it has bytes that are no letters"
    ):
        decode("Ano.\nŽe?".encode("cp1250"), "a.txt", None, "utf-8")
    with pytest.raises(FileError, match=r"a\.txt is no text when it is read in cp852"):
        decode(WORDS.encode("utf-16-le"), "a.txt", None, "cp852")


@given(st.binary(max_size=60), st.sampled_from([*COMMON, "utf-32", "shift_jis", "hz", "iso2022_jp"]))
def test_any_bytes_are_read_or_refused(data: bytes, encoding: str) -> None:
    try:
        text, said = decode(data, "a.txt", None, encoding)
    except FileError:
        return
    assert said == encoding
    text.encode()
