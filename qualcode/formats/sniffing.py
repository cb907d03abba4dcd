"""What a file really is, by its content and not by its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from qualcode.formats.zip_directory import METHODS, parts_listed

__all__ = ["KINDS", "OLE", "ole_sentence", "sniff"]

MOST_PARTS = 5000
"""A zip container with more parts than this is refused, and not looked into before."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

KINDS: dict[str, str] = {
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "pptx": "a PowerPoint presentation",
    "odt": "an OpenDocument text",
    "qdpx": "a REFI-QDA project",
    "zip": "a zip archive",
    "ole": "an old Word document (.doc) or a password-protected file",
    "pdf": "a PDF",
    "rtf": "a rich text document (RTF)",
    "vtt": "WebVTT subtitles",
    "srt": "SubRip subtitles",
    "html": "a web page",
    "eaf": "an ELAN annotation file",
    "exb": "an EXMARaLDA transcription",
    "trs": "a Transcriber file",
    "tei": "a TEI document",
    "xml": "an XML file",
    "json": "a JSON file",
    "sqlite": "a database (such as a study of qualcode)",
    "image": "a picture",
    "media": "a sound or video recording",
    "packed": "a packed archive",
    "program": "a program",
}
"""Short names of kinds of content, and how a message calls them."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (OLE, "ole"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "media"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"fLaC", "media"),
    (b"\x1aE\xdf\xa3", "media"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SRT = re.compile(r"\s*(?:\d+[ \t]*\r?\n[ \t]*)?\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,4}[ \t]*-->")
_HTML = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)

_XML = (
    (re.compile(r"<ANNOTATION_DOCUMENT[\s>]"), "eaf"),
    (re.compile(r"<basic-transcription[\s>]"), "exb"),
    (re.compile(r"<Trans[\s>]"), "trs"),
    (re.compile(r"<(?:\w+:)?TEI(?:\.2)?[\s>]"), "tei"),
)
"""Elements in which XML files of known kinds begin."""
_JSON = re.compile(r"\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{|\]\s*\Z))")
"""An object with a name in quotation marks, or a list of objects; ``[00:00:05] Name`` is none."""


def sniff(data: bytes) -> str | None:
    """The kind of content (a key of ``KINDS``), or None for plain text and for what is not known."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[4:8] == b"ftyp":
        return "media"
    head = _head(data)
    if re.match(r"WEBVTT(?:\s|$)", head):
        return "vtt"
    if _SRT.match(head):
        return "srt"
    if _HTML.match(head):
        return "html"
    for pattern, kind in _XML:
        if pattern.search(head):
            return kind
    if head.lstrip().startswith("<?xml"):
        return "xml"
    return "json" if _JSON.match(head) else None


def ole_sentence(data: bytes, name: str) -> str:
    """What to say of a file that lies in an OLE container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            f"{name} is password-protected; open it in Word, remove the password, save and import it again."
        )
    if "WordDocument".encode("utf-16-le") in data:
        return f"{name} is an old Word document (.doc); open it in Word, save it as .docx and import that."
    return f"{name} is {KINDS['ole']}; open it in Word and save it as .docx without a password."


def _head(data: bytes) -> str:
    start = data[:2048]
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return start[len(bom) :].decode(encoding, "replace")
    return start.decode("latin-1")


def _zip_kind(data: bytes) -> str:
    if parts_listed(data) > MOST_PARTS:
        return "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            part = archive.NameToInfo.get("mimetype")
            if part is not None and part.file_size < 200 and part.compress_type in METHODS:
                kind = archive.read("mimetype")
                if b"opendocument.text" in kind:
                    return "odt"
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "zip"
    if "[Content_Types].xml" in names:
        for folder, kind_name in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                return kind_name
    return "qdpx" if "project.qde" in names else "zip"
