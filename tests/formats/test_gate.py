from __future__ import annotations

import io
import os
import stat
import struct
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError
from qualcode.formats.gate import decode, open_zip, parse_xml, read_file, sniff
from qualcode.formats.zip_directory import parts_listed

GOOD = "<a>text</a>"
CZECH = (
    "Příliš žluťoučký kůň úpěl ďábelské ódy. Klientka říkala, že to není možné; šla proto za lékařkou. " * 3
)
SWEDISH = (
    "Jag tänkte på att gå dit, men på något sätt blev det inte så. Åsa sade att det är för svårt ändå. " * 3
)


def packed(parts: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(FileError) as caught:
        open_zip(data, "Word document", "x.docx")
    message = str(caught.value)
    assert message.startswith("x.docx")
    assert len(message) < 260
    return message


# files


def test_what_is_not_a_plain_full_file_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    big = tmp_path / "big.txt"
    big.write_bytes(b"x" * 11)
    os.mkfifo(tmp_path / "pipe.txt")
    for path, words in (
        (tmp_path / "no.txt", "There is no file"),
        (tmp_path, "is a folder"),
        (empty, "is empty"),
        (big, "is larger than"),
        (tmp_path / "pipe.txt", "not a plain file"),
        (tmp_path / ("n" * 300), "cannot be read"),
        (Path("a\0b.txt"), "cannot be read"),
    ):
        with pytest.raises(FileError, match=words):
            read_file(path, limit=10)
    assert read_file(big, limit=11) == b"x" * 11


# zip containers


def test_a_good_container_gives_its_parts() -> None:
    archive = open_zip(packed({"a.xml": GOOD, "media/i.png": b"\x89PNG"}), "Word document", "x.docx")
    assert set(archive) == {"a.xml", "media/i.png"}
    assert archive["a.xml"] == GOOD.encode()
    assert archive["media/i.png"] == b"\x89PNG"
    assert len(archive) == 2
    assert "b" not in archive
    with pytest.raises(KeyError):
        archive["b"]


@pytest.mark.parametrize("size", [2 * 1024 * 1024, 60 * 1024 * 1024])
def test_bombs_are_refused(size: int) -> None:
    assert "refused" in refused(packed({"word/document.xml": b" " * size}))


def test_too_many_parts_are_refused() -> None:
    assert "5001 parts" in refused(packed({f"p{i}": b"" for i in range(5001)}))


@pytest.mark.parametrize("claimed", [0, 7, 65_535])
def test_parts_are_counted_whatever_the_container_claims(claimed: int) -> None:
    """They are counted before the standard library makes an object of each, so that a million of them cost nothing."""
    data = bytearray(packed({f"p{i}": b"" for i in range(5001)}))
    data[-14:-10] = struct.pack("<HH", claimed, claimed)
    assert "5001 parts" in refused(bytes(data))
    assert parts_listed(bytes(data)) == 5001
    assert sniff(bytes(data)) == "zip"
    assert parts_listed(bytes(data) + b"\0") == 5001


def test_parts_of_a_container_with_wide_numbers_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 3)
    assert parts_listed(packed({"a": "", "b": "", "c": "", "d": ""})) == 4
    assert parts_listed(packed({"a": "PK\x01\x02"})) == 1
    assert parts_listed(b"PK\x05\x06") == parts_listed(b"") == 0


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_unusual_ways_of_packing_are_refused(method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("a.xml", GOOD)
    assert "unusual way" in refused(stream.getvalue())
    assert sniff(stream.getvalue()) == "zip"


def test_parts_that_share_bytes_of_the_file_are_refused() -> None:
    data = bytearray(packed({"a.xml": GOOD, "b.xml": GOOD}))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    assert "lie on each other" in refused(bytes(data))


def test_parts_that_are_harmless_one_by_one_are_refused_together() -> None:
    block = bytes(1024 * 1024)
    assert "together are packed more than" in refused(packed({f"{n}.xml": block for n in range(17)}))
    noise = os.urandom(400_000)
    assert "together" in refused(packed({f"{n}.bin": noise + bytes(39 * 1024 * 1024) for n in range(8)}))


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "C:evil", "a/../../b", "word\\evil.xml", "..\\x", "C:\\x.txt"]
)
def test_unsafe_names_are_refused(name: str) -> None:
    assert "unsafe name" in refused(packed({name: b"x"}))


def test_links_and_doubles_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "link" in refused(stream.getvalue())
    assert "twice" in refused(packed({"A.xml": GOOD, "a.XML": GOOD}))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("a", "1")
            archive.writestr("a", "2")
    assert "twice" in refused(stream.getvalue())


def test_encrypted_entries_are_refused() -> None:
    data = bytearray(packed({"a.xml": GOOD}))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    data[6] |= 1
    assert "password" in refused(bytes(data))


def test_truncated_damaged_and_lying_containers_are_refused() -> None:
    whole = packed({"a.xml": GOOD * 500, "b.xml": GOOD})
    assert "truncated" in refused(whole[: len(whole) // 2])
    assert "not a Word document" in refused(b"hello")
    wrong = bytearray(whole)
    wrong[60] ^= 0xFF
    assert "damaged" in refused(bytes(wrong))
    lying = bytearray(whole)
    place = lying.index(b"PK\x01\x02")
    lying[place + 24 : place + 28] = struct.pack("<I", 10)
    assert "x.docx" in refused(bytes(lying))


@given(st.data())
def test_any_flipped_byte_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(packed({"[Content_Types].xml": GOOD, "a.xml": GOOD * 20}))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    try:
        archive = open_zip(bytes(raw), "Word document", "x.docx")
        for name in archive:
            archive[name]
    except FileError as error:
        message = str(error)
    else:
        message = "x.docx is read"
    assert message.startswith("x.docx")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_ole_containers_are_named() -> None:
    assert "password-protected" in refused(OLE + b"..." + "EncryptedPackage".encode("utf-16-le"))
    assert "old Word document" in refused(OLE + b"..." + "WordDocument".encode("utf-16-le"))
    assert "old Word document (.doc) or" in refused(OLE)


# document types

ENTITY = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]><a>&d;</a>'
HIDDEN = {
    "plain": ENTITY.encode(),
    "laughs": LAUGHS.encode(),
    "utf-16": ('<?xml version="1.0" encoding="UTF-16"?>' + ENTITY).encode("utf-16"),
    "comment": (f"<!--{'x' * 200_000}-->" + ENTITY).encode(),
    "space": (" " * 70_000 + ENTITY).encode(),
    "public": b'<!DOCTYPE html PUBLIC "-//W3C//DTD" "http://example.org/x.dtd"><a/>',
}


@pytest.mark.parametrize("variant", sorted(HIDDEN))
@pytest.mark.parametrize("part", ["word/document.xml", "word/document.bin", "x.RELS"])
def test_document_types_are_refused_wherever_they_hide(variant: str, part: str) -> None:
    assert "document type" in refused(packed({part: HIDDEN[variant]}))


@pytest.mark.parametrize("variant", sorted(HIDDEN))
def test_the_parser_refuses_document_types_too(variant: str) -> None:
    with pytest.raises(FileError, match=r"document type|damaged"):
        parse_xml(HIDDEN[variant], "x.docx")


def test_svg_media_may_have_a_document_type() -> None:
    svg = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'
    assert open_zip(packed({"word/media/i.svg": svg}), "Word document", "x.docx")["word/media/i.svg"] == svg


@pytest.mark.parametrize("xml", [b"<a><b></a>", b"", b"<a>" * 3000 + b"</a>" * 3000, b"\xff\xfe\x00"])
def test_broken_or_deep_xml_is_damaged(xml: bytes) -> None:
    with pytest.raises(FileError, match="damaged"):
        parse_xml(xml, "x.docx")


def test_xml_with_more_tags_than_any_transcript_is_refused() -> None:
    with pytest.raises(FileError, match="more than 4,000,000 XML tags"):
        parse_xml(b"<a>" + b"<b/>" * 4_000_000 + b"</a>", "x.docx")


def test_xml_of_moderate_depth_is_read() -> None:
    assert parse_xml(b"<a>" * 240 + b"</a>" * 240, "x.docx").tag == "a"


# decoding


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1250", "iso-8859-2"]
)
@pytest.mark.parametrize("language", ["cs", None, "en"])
def test_czech_in_every_encoding(encoding: str, language: str | None) -> None:
    assert decode(CZECH.encode(encoding), "x.txt", language)[0] == CZECH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1252", "iso-8859-1"])
@pytest.mark.parametrize("language", ["sv", None, "en"])
def test_swedish_in_every_encoding(encoding: str, language: str | None) -> None:
    assert decode(SWEDISH.encode(encoding), "x.txt", language)[0] == SWEDISH


def test_smart_quotes_of_windows() -> None:
    text = "He said “no” – it’s what I’d call a maybe…"
    assert decode(text.encode("cp1252"), "x.txt", "en") == (text, "cp1252")


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    data = CZECH.encode() + b"\xff" + CZECH.encode()
    text, encoding = decode(data, "x.txt", "cs")
    assert encoding == "utf-8 (damaged)"
    assert text == CZECH + "\ufffd" + CZECH


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00" * 100, b"\x00\x01\x02abc"])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(FileError, match="binary"):
        decode(data, "x.txt")


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, "x.txt")
    except FileError as error:
        said = str(error)
    else:
        said = f"x.txt holds {len(text)}"
    assert said.startswith("x.txt ")


@given(
    st.text(min_size=1, max_size=80).filter(
        lambda t: all(c.isprintable() or c in "\n\t" for c in t) and t[0] != "\ufeff"
    )
)
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode(), "x.txt")[0] == text


# sniffing


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4", "pdf"),
        (OLE, "ole"),
        (b"{\\rtf1", "rtf"),
        (b"WEBVTT\n\n", "vtt"),
        ("\ufeffWEBVTT - x".encode(), "vtt"),
        ("WEBVTT\n".encode("utf-16"), "vtt"),
        (b"WEBVTTER is a word", None),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHej", "srt"),
        (b"<!DOCTYPE html><p>", "html"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"SQLite format 3\x00", "sqlite"),
        (b"I: Hello?", None),
        (packed({"[Content_Types].xml": "", "word/document.xml": ""}), "docx"),
        (packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        (packed({"project.qde": ""}), "qdpx"),
        (packed({"a": ""}), "zip"),
        (b"PK\x03\x04broken", "zip"),
    ],
)
def test_content_is_known_by_itself(data: bytes, kind: str | None) -> None:
    assert sniff(data) == kind
