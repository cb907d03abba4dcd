"""Files that are small on disk and do harm when they are read: the attacks that the gate is measured against, each made when asked for."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable

MIB = 1024 * 1024
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/{0}" ContentType="{1}"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/></Relationships>'
)
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>{}</office:text></office:body></office:document-content>'
)
ENTITY = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><a>&a9;</a>"
)
QUADRATIC = f'<!DOCTYPE a [<!ENTITY q "{"x" * 50_000}">]><a>{"&q;" * 50_000}</a>'


def packed(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip container."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str, more: dict[str, bytes | str] | None = None, main: str = "word/document.xml") -> bytes:
    """A Word file with the given XML in its body."""
    return packed(
        {
            "[Content_Types].xml": TYPES.format(main, OFFICE + "wordprocessingml.document.main+xml"),
            "_rels/.rels": RELATIONS.format(main),
            main: body if body.startswith(("<?xml", "<!")) else WORD.format(body),
            **(more or {}),
        }
    )


def workbook(rows: str, more: dict[str, bytes | str] | None = None) -> bytes:
    """A workbook with the given XML as its rows."""
    return packed(
        {
            "[Content_Types].xml": TYPES.format("xl/workbook.xml", OFFICE + "spreadsheetml.sheet.main+xml").replace(
                "</Types>", f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{OFFICE}spreadsheetml.worksheet+xml"/></Types>'
            ),
            "_rels/.rels": RELATIONS.format("xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": RELATIONS.format("worksheets/sheet1.xml").replace("/officeDocument\"", "/worksheet\""),
            "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
            "xl/worksheets/sheet1.xml": SHEET.format(rows),
            **(more or {}),
        }
    )  # fmt: skip


def text_document(body: str) -> bytes:
    """An OpenDocument text with the given XML in its body."""
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT.format(body)})


def repeated(block: bytes, times: int, rest: bytes = b"") -> tuple[bytes, int, int]:
    """Deflated repetitions of a block without ever holding them: the stream, its CRC and its size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    end = packer.compress(rest) + packer.flush(zlib.Z_FINISH)
    return piece * times + end, zlib.crc32(rest, crc), len(block) * times + len(rest)


def laid_out(
    parts: Iterable[tuple[str, bytes, int, int, int]], start: bytes = b"", *, method: int = 8, shared: int | None = None
) -> bytes:  # fmt: skip
    """A zip container put together by hand from name, stream, CRC, size and offset (below 0: where it falls); *shared* is one offset for all."""
    out, directory, number = bytearray(start), bytearray(), 0
    for name, stream, crc, size, offset in parts:
        raw = name.encode()
        at = len(out) if offset < 0 else offset
        fields = struct.pack("<HHHHHLLLHH", 20, 0, method, 0, 33, crc, len(stream), size, len(raw), 0)
        if offset < 0:
            out += b"PK\x03\x04" + fields + raw + stream
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHLL", 0, 0, 0, 0, at if shared is None else shared) + raw  # fmt: skip
        number += 1
    place = len(out)
    end = struct.pack("<HHHHLLH", 0, 0, min(number, 65_535), min(number, 65_535), len(directory), place, 0)
    return bytes(out + directory) + b"PK\x05\x06" + end


def large_picture() -> bytes:
    """A Word file of 1.5 MB with a picture of 1.5 GB."""
    stream, crc, size = repeated(bytes(MIB), 1500)
    return laid_out([(name, *repeated(content.encode(), 1), -1) for name, content in WORD_PARTS.items()] + [("word/media/a.png", stream, crc, size, -1)])  # fmt: skip


WORD_PARTS = {
    "[Content_Types].xml": TYPES.format("word/document.xml", OFFICE + "wordprocessingml.document.main+xml"),
    "_rels/.rels": RELATIONS.format("word/document.xml"),
    "word/document.xml": WORD.format(PARAGRAPH.format("T: ano")),
}


def shared_kernel() -> bytes:
    """Four thousand parts that are all the same bytes of the file: 4 GB out of a few hundred KB."""
    stream, crc, size = repeated(bytes(MIB), 1)
    first = laid_out([("a", stream, crc, size, -1)])[: 31 + len(stream)]
    return laid_out([(f"word/{n}.xml", stream, crc, size, 0) for n in range(4000)], first)


def quoted() -> bytes:
    """Parts that quote one another's headers and end in one shared stream, as a known bomb of 42 KB does."""
    kernel, crc, size = repeated(bytes(MIB), 15)
    number = 150
    heads = [f"word/{n:03}.xml".encode() for n in range(number)]
    tail, streams = b"PK\x03\x04" + struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, crc, len(kernel), size, len(heads[-1]), 0) + heads[-1] + kernel, [(kernel, crc, size)]  # fmt: skip
    contents = [tail]
    for name in reversed(heads[:-1]):
        quote = contents[0][: 30 + len(name)]
        inner, inner_crc, inner_size = streams[0]
        stream = b"\0" + struct.pack("<HH", len(quote), 0xFFFF ^ len(quote)) + quote + inner
        whole = zlib.crc32(
            quote
        )  # the CRC of quote and what follows is not needed: the directory says sizes first
        streams.insert(0, (stream, whole ^ inner_crc, inner_size + len(quote)))
        head = b"PK\x03\x04" + struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, streams[0][1], len(stream), streams[0][2], len(name), 0)  # fmt: skip
        contents.insert(0, head + name + stream[:5])
    out = b"".join(contents)
    places, at = [], 0
    for content in contents:
        places.append(at)
        at += len(content)
    directory = b"".join(
        b"PK\x01\x02" + struct.pack("<HHHHHHLLLHHHHHLL", 20, 20, 0, 8, 0, 33, crc_, len(stream), size_, len(name), 0, 0, 0, 0, 0, place) + name
        for name, (stream, crc_, size_), place in zip(heads, streams, places, strict=True)
    )  # fmt: skip
    return (
        out
        + directory
        + b"PK\x05\x06"
        + struct.pack("<HHHHLLH", 0, 0, number, number, len(directory), len(out), 0)
    )


def many_parts(number: int) -> bytes:
    """A container that lists a great many empty parts, all of them in one place."""
    return laid_out(((f"{n}", b"", 0, 0, 0) for n in range(number)), b"PK\x03\x04" + bytes(27), method=0)


def lying() -> bytes:
    """A Word file whose list of parts says that its text has ten bytes; it has 30 MB."""
    data = bytearray(word("<w:p/>" * 5_000_000))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<L", 10)
    return bytes(data)


def wrong_sum() -> bytes:
    """A Word file whose text does not have the checksum that it says."""
    data = bytearray(word(PARAGRAPH.format("T: ano")))
    place = data.rindex(b"PK\x01\x02")
    data[place + 16] ^= 0xFF
    return bytes(data)


def greedy() -> bytes:
    """A part packed by LZMA that asks for a dictionary of 4 GB."""
    data = bytearray(packed({"mimetype": b"x" * 150, "word/a.xml": b"x" * MIB}, zipfile.ZIP_LZMA))
    for name in (b"mimetype", b"word/a.xml"):
        place = data.index(name) + len(name) + 4
        data[place + 1 : place + 5] = b"\xff\xff\xff\xff"
    return bytes(data)


def nested() -> bytes:
    """Zip containers in zip containers, sixteen wide and five deep, with a Word bomb in the middle."""
    inner = word(PARAGRAPH.format("x") * 300_000)
    for _ in range(5):
        inner = packed({f"{n}.docx": inner for n in range(16)})
    return inner


def names() -> bytes:
    """A container with every kind of name that must not be unpacked."""
    return packed(dict.fromkeys(["../a", "/etc/a", "C:\\x.txt", "..\\..\\x", "CON", "a/../../b"], "x"))


def crowded(total: int, size: int) -> bytes:
    """Parts that are each within their limit and together are not."""
    noise = random.Random(1).randbytes(6000)
    block = noise + bytes(MIB - len(noise))
    stream = repeated(block, size)
    return laid_out([(name, *repeated(content.encode(), 1), -1) for name, content in WORD_PARTS.items()] + [(f"word/{n}.xml", *stream, -1) for n in range(total)])  # fmt: skip


def pdf_part(layers: int) -> bytes:
    """A PDF whose page is 200 MB of spaces, packed once or several times."""
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(b" " * MIB) for _ in range(200)) + packer.flush()
    for _ in range(layers - 1):
        stream = zlib.compress(stream, 9)
    filters = "/FlateDecode" * layers
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n4 0 obj\n"
        + f"<</Length {len(stream)}/Filter[{filters}]>>\nstream\n".encode() + stream + b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    )  # fmt: skip


YAML_ALIASES = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
FAR_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "Word, 3 million paragraphs from 0.3 MB": ("a.docx", lambda: word("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 3_000_000)),
    "Word, a picture of 1.5 GB": ("a.docx", large_picture),
    "Word, 18 million characters in a paragraph": ("a.docx", lambda: word(PARAGRAPH.format("x" * 18_000_000))),
    "Word, 300,000 equal paragraphs": ("a.docx", lambda: word(PARAGRAPH.format("x") * 300_000)),
    "Word, lying sizes": ("a.docx", lying),
    "Word, wrong checksum": ("a.docx", wrong_sum),
    "Word, truncated": ("a.docx", lambda: word(PARAGRAPH.format("T: ano"))[:-40]),
    "Word, external entity": ("a.docx", lambda: word(f"{ENTITY}<a>&e;</a>")),
    "Word, document type in UTF-16": ("a.docx", lambda: word(PARAGRAPH.format("a"), {"word/b.xml": f'<?xml version="1.0" encoding="UTF-16"?>{ENTITY}<a/>'.encode("utf-16")})),
    "Word, document type behind 200 KB of comment": ("a.docx", lambda: word(PARAGRAPH.format("a"), {"word/b.xml": f"<!--{'x' * 200_000}-->{ENTITY}<a/>"})),
    "Word, document type in a part named .bin": ("a.docx", lambda: word(f"{ENTITY}<a>&e;</a>", main="word/document.bin")),
    "Word, billion laughs": ("a.docx", lambda: word(LAUGHS)),
    "Word, quadratic entities": ("a.docx", lambda: word(QUADRATIC)),
    "Word, 3,000 levels deep": ("a.docx", lambda: word("<w:ins>" * 3000 + "</w:ins>" * 3000)),
    "Word, parts packed by LZMA": ("a.docx", greedy),
    "Word, 4,000 parts that share their bytes": ("a.docx", shared_kernel),
    "Word, 150 parts that quote one another": ("a.docx", quoted),
    "Word, parts that are too much together": ("a.docx", lambda: crowded(12, 39)),
    "zip, a million parts": ("a.docx", lambda: many_parts(1_000_000)),
    "zip, a million parts called a text": ("a.txt", lambda: many_parts(1_000_000)),
    "zip in zip, five deep": ("a.docx", nested),
    "zip, names that lead elsewhere": ("a.docx", names),
    "OpenDocument, 3 million paragraphs": ("a.odt", lambda: text_document("<text:p>a</text:p>" * 3_000_000)),
    "OpenDocument, billion laughs": ("a.odt", lambda: packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": LAUGHS})),
    "Excel, a cell at XFD1048576": ("a.xlsx", lambda: workbook(FAR_CELL)),
    "Excel, entity in shared strings": ("a.xlsx", lambda: workbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', {"xl/sharedStrings.xml": f"{ENTITY}<sst><si><t>&e;</t></si></sst>"})),
    "Excel, 3 million rows": ("a.xlsx", lambda: workbook("<row/>" * 3_000_000)),
    "XML, billion laughs": ("a.eaf", lambda: LAUGHS.replace("<a>", "<ANNOTATION_DOCUMENT>").replace("</a>", "</ANNOTATION_DOCUMENT>").encode()),
    "XML, 100,000 levels deep": ("a.exb", lambda: b"<basic-transcription>" + b"<a>" * 100_000),
    "web page, entities of its own": ("a.html", lambda: LAUGHS.replace("<!DOCTYPE a", "<!DOCTYPE html").replace("<a>", "<html><p>").encode()),
    "web page, 100,000 levels deep": ("a.html", lambda: b"<html>" + b"<div>" * 100_000 + b"a"),
    "JSON, 100,000 levels deep": ("a.json", lambda: b'{"segments": ' + b"[" * 100_000),
    "JSON, a number of 5,000 digits": ("a.json", lambda: b'{"segments": [{"text": "a", "start": ' + b"9" * 5000 + b"}]}"),
    "oTranscribe, a page 100,000 levels deep": ("a.otr", lambda: json.dumps({"text": "<div>" * 100_000, "media": "", "media-time": 1}).encode()),
    "RTF, 100,000 levels deep": ("a.rtf", lambda: rb"{\rtf1 " + b"{" * 100_000),
    "PDF, a page of 200 MB": ("a.pdf", lambda: pdf_part(1)),
    "PDF, the same packed three times": ("a.pdf", lambda: pdf_part(3)),
    "YAML, nine levels of aliases": ("model.yaml", lambda: YAML_ALIASES.encode()),
    "YAML, 3,000 brackets": ("model.yaml", lambda: b"a: " + b"[" * 3000),
    "YAML, a tag of Python": ("model.yaml", lambda: b"a: !!python/object/apply:os.system [id]\n"),
}  # fmt: skip
"""By what they are: the name of the file, and what makes its bytes."""
