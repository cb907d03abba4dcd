"""Every format against every kind of bad input: refused in a sentence or two that name the file, or read whole and with a warning."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from benchmarks.material.bombs import BOMBS, PARAGRAPH, text_document, word, workbook
from qualcode.formats.word import paragraph
from qualcode.model.documents import Transcript
from qualcode.study import Study
from qualcode.text.units import count_letters
from qualcode.transcripts import doc
from qualcode.transcripts.registry import FORMATS
from qualcode.workflows.importing import import_files
from tests.formats.test_gate import ENTITY, OLE
from tests.transcripts.pdffile import pdf, printed
from tests.transcripts.samples import SAMPLES, rezipped
from tests.transcripts.soundness import read_or_refused

SECONDS = 8.0
"""Of CPU, that no file may take; the machine that tests may be slow."""
ZIPS = ("docx", "odt", "xlsx")
XML = ("eaf", "exb", "trs", "tei")
TEXTS = ("txt", "md", "vtt", "srt", "csv")
CONTAINERS = (*ZIPS, "pdf", "doc")
ENCRYPTED = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le")
SAID = re.compile(
    r"letters|Left out|truncated|damaged|Control|Not read|code page|shown as|replaced|cannot be"
)
"""Words of a warning that not everything is as it was."""


def test_every_format_has_a_sample() -> None:
    assert set(SAMPLES) == {known.name for known in FORMATS}
    for kind, (name, data) in SAMPLES.items():
        assert kind == "doc" or isinstance(read_or_refused(data, name), Transcript)


def words_of(kind: str) -> list[str]:
    """The longer words that are spoken in a format's sample."""
    read = read_or_refused(SAMPLES[kind][1], SAMPLES[kind][0])
    assert isinstance(read, Transcript)
    return [word for turn in read.turns for word in re.findall(r"[^\W\d_]{5,}", read.text[turn.speech_start : turn.end])]  # fmt: skip


def check(kind: str, data: bytes, kept: list[str] | None = None, refused: str = "") -> Transcript | str:
    """Read or refuse in good time; where it is read, *kept* words are in the text or a warning speaks of a loss."""
    began = time.process_time()
    outcome = read_or_refused(data, SAMPLES[kind][0])
    assert time.process_time() - began < SECONDS
    if isinstance(outcome, str):
        assert refused in outcome
    else:
        assert not refused, outcome.text[:200]
        lost = [word for word in kept or [] if word not in outcome.text]
        assert not lost or SAID.search(" ".join(outcome.warnings)), (lost, outcome.warnings)
        if "\ufffd" in outcome.text:
            assert SAID.search(" ".join(outcome.warnings)), outcome.warnings
    return outcome


# truncated, and with something behind the end


@pytest.mark.parametrize("kind", SAMPLES)
def test_truncated(kind: str) -> None:
    name, data = SAMPLES[kind]
    if kind == "doc":
        return  # its sample is only a head; a whole one is cut in test_doc.py
    spoken = words_of(kind)
    for share in (0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1):
        cut = data[: int(len(data) * share) - 1]
        kept = spoken if kind in CONTAINERS else [word for word in spoken if word.encode() in cut]
        outcome = check(kind, cut, kept)
        if kind in (*ZIPS, *XML, "json", "otr", "rtf") or (kind == "pdf" and share < 0.98):
            assert isinstance(outcome, str), (name, share)
        if kind == "html" and not isinstance(outcome, str) and share < 1:
            assert "truncated" in " ".join(outcome.warnings)


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("behind", [bytes(3000), bytes(range(256)) * 8, b"\x1a", b"\n" * 50])
def test_something_behind_the_end(kind: str, behind: bytes) -> None:
    if kind != "doc":
        check(kind, SAMPLES[kind][1] + behind, words_of(kind))


# nothing in it, something else, a password


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n \n", b"\xef\xbb\xbf\n", b"\xff\xfe\n\x00", bytes(700)])
def test_empty_and_only_white_space(kind: str, data: bytes) -> None:
    check(kind, data, refused="")
    assert isinstance(check(kind, data), str)


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind not in TEXTS])
@pytest.mark.parametrize(
    "data",
    [b"just a line of words\n" * 20, b"\x89PNG\r\n\x1a\n" + bytes(200), b"\xff\xd8\xff\xe0" * 90],
)
def test_another_file_under_the_suffix(kind: str, data: bytes) -> None:
    assert isinstance(check(kind, data), str)


def locked(kind: str) -> bytes:
    """A file of the kind that only opens with a password."""
    data = bytearray(SAMPLES[kind][1])
    if kind == "odt":
        return rezipped(bytes(data), {"META-INF/manifest.xml": b"<manifest><encryption-data/></manifest>"})
    if kind == "pdf":
        secret = b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>>>"
        return bytes(data).replace(b"/Root 1 0 R>>", secret % (b"00" * 32, b"11" * 32))
    if kind == "doc":
        head = bytearray(b"\xec\xa5\xc1\x00" + bytes(508))
        head[11] = 0x01
        return OLE + bytes(504) + bytes(head) + "WordDocument".encode("utf-16-le")
    return ENCRYPTED


@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt", "pdf", "doc"])
def test_protected_by_a_password(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "_soffice", lambda: "/nowhere")
    check(kind, locked(kind), refused="password")


@pytest.mark.parametrize("kind", ZIPS)
def test_encrypted_members(kind: str) -> None:
    data = bytearray(SAMPLES[kind][1])
    for head, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(head), bytes(data)):
            data[found.start() + flag] |= 1
    check(kind, bytes(data), refused="password-protected")


# bombs, entities, tables without end, nesting

SLOW_TO_MAKE = (
    "3 million",
    "1.5 GB",
    "million parts",
    "lying sizes",
    "200 MB",
    "packed three times",
    "too much together",
)
QUICK = [name for name in BOMBS if not any(word in name for word in SLOW_TO_MAKE) and not name.startswith("YAML")]  # fmt: skip


@pytest.mark.parametrize("bomb", QUICK)
def test_bombs_are_refused(bomb: str) -> None:
    name, make = BOMBS[bomb]
    data = make()
    began = time.process_time()
    assert isinstance(read_or_refused(data, name), str)
    assert time.process_time() - began < 3


@pytest.mark.parametrize("kind", [*ZIPS, *XML, "html", "otr"])
def test_entities_are_refused(kind: str) -> None:
    data = SAMPLES[kind][1]
    part = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/worksheets/sheet1.xml"}.get(kind)
    if part:
        check(kind, rezipped(data, {part: ENTITY.encode()}), refused="document type")
    elif kind == "otr":
        page = "<!DOCTYPE a [<!ENTITY e 'x'>]><p>T: &e;</p>"
        check(kind, json.dumps({"text": page, "media-time": 1}).encode(), refused="entities")
    elif kind == "html":
        check(kind, b"<!DOCTYPE html [<!ENTITY e 'x'>]><html><p>&e;", refused="entities")
    else:
        root = data[data.rindex(b"</") + 2 : -1]
        check(kind, b"<!DOCTYPE a [<!ENTITY e 'x'>]><%b>&e;</%b>" % (root, root), refused="document type")


def cells(pattern: str, number: int) -> Iterator[str]:
    """Cells that are not all the same, so that no ratio gives them away."""
    return (pattern.format((n * n + n // 7) % 46_656) for n in range(number))


def packed_fast(data: bytes, part: str, content: str) -> bytes:
    """A container with one part replaced, packed in little time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:  # fmt: skip
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


CELL = '<w:tc><w:p w:id="{}"/></w:tc>'


def large_table(kind: str) -> bytes:
    """A table of a million cells, ten in a row, or of as many as are too much already."""
    if kind == "csv":
        return (
            "speaker;text" + ";x" * 8 + "\n" + "".join(f"{n};" * 9 + "a\n" for n in range(30_000))
        ).encode()
    if kind == "html":
        return ("<html><table>" + "".join(f"<tr>{'<td>a' * 10}" for _ in range(100_000))).encode()
    if kind == "docx":
        rows = "".join(f"<w:tr>{''.join(cells(CELL, 10))}</w:tr><w:tr>{n}</w:tr>" for n in range(11_000))
        return packed_fast(word(""), "word/document.xml", word_xml(f"<w:tbl>{rows}</w:tbl>"))
    if kind == "odt":
        return text_document("".join(cells("<text:p>{}</text:p>", 110_000)))
    sheet = "".join(f'<row r="{n}">{"<c><v>1</v></c>" * 9}<c><v>{n}</v></c></row>' for n in range(1, 100_000))
    return packed_fast(workbook(""), "xl/worksheets/sheet1.xml", sheet_xml(sheet))


def word_xml(body: str) -> str:
    return f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'


def sheet_xml(rows: str) -> str:
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx", "csv", "html"])
def test_a_table_without_end_is_refused(kind: str) -> None:
    check(kind, large_table(kind), refused="more than")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("txt", b"T: a\n" * 300_000),
        ("md", b"**T:** a\n\n" * 150_000),
        ("otr", json.dumps({"text": "<br>a" * 300_000, "media-time": 1}).encode()),
        ("json", b'{"segments": [' + b"[]," * 1_100_000 + b"[]]}"),
    ],
)
def test_a_text_without_end_is_refused(kind: str, data: bytes) -> None:
    check(kind, data, refused="more than")


def test_rich_text_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraph, "MOST_PARAGRAPHS", 1000)
    check("rtf", rb"{\rtf1 " + b"a\\par " * 1001 + b"}", refused="more than 1,000 paragraphs")


DEEP = 100_000


@pytest.mark.parametrize("kind", XML)
def test_nesting_without_end_is_refused(kind: str) -> None:
    data = SAMPLES[kind][1]
    end = data.rindex(b"</")
    check(kind, data[:end] + b"<a>" * DEEP + b"</a>" * DEEP + data[end:], refused="nested too deeply")
    check(kind, data[:end] + b"<a>" * 200 + b"</a>" * 200 + data[end:], words_of(kind))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("docx", word("<w:sdt><w:sdtContent>" * 2000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 2000)),
        ("odt", text_document("<text:section>" * 3000 + "</text:section>" * 3000)),
        ("html", b"<html>" + b"<b>" * 90_000 + b"a" + b"</b>" * 90_000),
        ("json", b'{"segments": [{"text": "a", "x": ' + b'{"a": ' * DEEP),
        ("rtf", rb"{\rtf1 " + b"{" * DEEP + b"a" + b"}" * DEEP + b"}"),
    ],
)
def test_nesting_of_other_formats_is_refused(kind: str, data: bytes) -> None:
    check(kind, data, refused="nested too deeply")


# strange characters, and a megabyte without a break


def with_words(kind: str, words: str) -> bytes:
    """A file of the kind in which somebody says these words, whatever characters are in them."""
    marked = escape(words)
    referred = re.sub("[\ud800-\udfff]", lambda half: f"&#x{ord(half.group()):X};", marked)
    data = SAMPLES[kind][1]
    raw = words.encode("utf-8", "surrogatepass")
    made: dict[str, Callable[[], bytes]] = {
        "docx": lambda: word(PARAGRAPH.format("T: ano") + PARAGRAPH.format(referred)),
        "odt": lambda: text_document(f"<text:p>T: ano</text:p><text:p>{referred}</text:p>"),
        "xlsx": lambda: workbook(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
            f'<row r="2"><c r="A2" t="inlineStr"><is><t>{referred}</t></is></c></row>'
        ),
        "rtf": lambda: (r"{\rtf1\ansi T: ano\par " + "".join(map(rtf_sign, words)) + r"\par}").encode("latin-1"),
        "txt": lambda: b"T: ano\nT: ne\nT: " + raw + b"\n",
        "md": lambda: b"# a\n\nT: " + raw + b"\n",
        "vtt": lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v T>" + raw + b"</v>\n",
        "srt": lambda: b"1\n00:00:01,000 --> 00:00:02,000\n" + raw + b"\n",
        "json": lambda: json.dumps({"segments": [{"start": 0, "end": 1, "text": words}]}).encode(),
        "otr": lambda: json.dumps({"text": f"<p>T: ano</p><p>{referred}</p>", "media-time": 1}).encode(),
        "html": lambda: b"<html><body><p>T: ano</p><p>" + marked.encode("utf-8", "surrogatepass") + b"</p></body></html>",
        "csv": lambda: b'speaker,text\nT,ano\nT,"' + raw + b'"\n',
        "eaf": lambda: data.replace(b"Ano.", marked.encode("utf-8", "surrogatepass")),
        "exb": lambda: data.replace(b"Mhm", marked.encode("utf-8", "surrogatepass")),
        "trs": lambda: data.replace(b"Hej p\xe5 dig", referred.encode("latin-1", "xmlcharrefreplace")),
        "tei": lambda: data.replace(b"Bra", marked.encode("utf-8", "surrogatepass")),
        "pdf": lambda: pdf(printed(["T: ano", words.encode("cp1252", "ignore").decode("cp1252"), "T: ne"])),
    }  # fmt: skip
    return made[kind]()


def rtf_sign(sign: str) -> str:
    if sign.isascii() and sign not in "\\{}":
        return sign
    return "".join(f"\\u{int.from_bytes(pair, 'little', signed=True)}?" for pair in [sign.encode("utf-16-le", "surrogatepass")[:2]])  # fmt: skip


STRANGE = {
    "controls and escapes": "word\x01one\x02 \x1b[31mred\x1b[0m \x1b]52;c;x\x07 bell\x7f",
    "NUL bytes": "before\0\0\0after",
    "lone surrogates": "before\ud800after\udfffend",
    "C1, direction and separators": "a\u0085b\u009bc \u202edrow\u202c \u2066x\u2069 line\u2028line\u2029end\ufeff",
    "accents apart": "Du\u030ave\u030cra klientky",
    "line ends": "first\rsecond\r\nthird\x0bfourth\x0cfifth",
    "noncharacters": "before\ufffe\uffffafter",
}


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind != "doc"])
@pytest.mark.parametrize("what", STRANGE)
def test_strange_characters(kind: str, what: str) -> None:
    outcome = check(kind, with_words(kind, STRANGE[what]))
    if isinstance(outcome, Transcript):
        spoken = "".join(outcome.text.split())
        assert all(word in spoken for word in re.findall("[a-z]{4,}", STRANGE[what]))
        assert not re.search("[\x00-\x08\x0b-\x1f]", outcome.text)


WITHOUT_BREAK = "".join(chr(97 + (n * n + n // 7) % 26) for n in range(1_000_000))


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind not in ("doc", "pdf", "rtf")])
def test_a_megabyte_without_a_break(kind: str) -> None:
    outcome = check(kind, with_words(kind, WITHOUT_BREAK))
    assert isinstance(outcome, Transcript)
    assert WITHOUT_BREAK in outcome.text


# the wrong encoding

CZECH = "Šťastný člověk říká, že žena příště přijde dřív; možná že ne."


@pytest.mark.parametrize("kind", [*TEXTS, "html", "json", "otr"])
@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2", "utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_another_encoding_is_found_or_said(kind: str, encoding: str) -> None:
    plain = with_words(kind, "XX").decode()
    words = CZECH if kind not in ("json", "otr") else json.dumps(CZECH, ensure_ascii=False)[1:-1]
    outcome = check(kind, plain.replace("XX", words).encode(encoding))
    if isinstance(outcome, Transcript):
        assert "člověk" in outcome.text or SAID.search(" ".join(outcome.warnings))
        assert count_letters(outcome.text) >= count_letters(CZECH) - 2


@pytest.mark.parametrize("kind", XML)
def test_xml_that_is_not_in_the_encoding_it_names(kind: str) -> None:
    text = SAMPLES[kind][1].decode("latin-1" if kind == "trs" else "utf-8")
    wrong = re.sub(r' encoding="[^"]*"', ' encoding="UTF-8"', text).encode("cp1252", "replace")
    check(kind, wrong, refused="broken")


# times that cannot be

TIMES = ["9" * 400, "-5", "1e999", "NaN", "x", "", "99:99:99:99", "0:0:6.90", "-00:00:00:05"]


@pytest.mark.parametrize("bad", TIMES)
def test_times_that_cannot_be_lose_no_words(bad: str) -> None:
    """Soundness is looked after by ``check``: whole milliseconds from 0 on, no end before its start."""
    eaf, exb, trs, tei = (SAMPLES[kind][1].decode("latin-1") for kind in XML)
    files = {
        "eaf": eaf.replace('TIME_VALUE="100"', f'TIME_VALUE="{bad}"').replace('TIME_VALUE="3000"', f'TIME_VALUE="{bad}"'),
        "exb": exb.replace('time="1.5"', f'time="{bad}"').replace('time="4"', f'time="{bad}"'),
        "trs": trs.replace('startTime="0"', f'startTime="{bad}"').replace('endTime="6"', f'endTime="{bad}"'),
        "tei": tei.replace('interval="2.5"', f'interval="{bad}"').replace('interval="1"', f'interval="{bad}"'),
    }  # fmt: skip
    for kind, text in files.items():
        outcome = check(kind, text.encode("latin-1"), words_of(kind))
        assert isinstance(outcome, Transcript)
    vtt = SAMPLES["vtt"][1].replace(b"00:00:04.000 -->", bad.encode() + b" -->")
    srt = SAMPLES["srt"][1].replace(b"--> 00:00:07,500", b"--> " + bad.encode())
    csv = SAMPLES["csv"][1].replace(b";4.0", b";" + bad.encode())
    assert isinstance(check("vtt", vtt, words_of("vtt")), Transcript)
    assert isinstance(check("srt", srt, words_of("srt")), Transcript)
    assert isinstance(check("csv", csv, words_of("csv")), Transcript)
    stamped = f"[{bad}] T: Kdy?\n[00:00:02] R: Ráno.\nT: A pak? #{bad}-1#\nR: Nic. [{bad} - 0:01]\nT: Aha.\n\nR: Ano.\n"
    assert isinstance(check("txt", stamped.encode(), ["Kdy", "Ráno", "pak", "Nic"]), Transcript)
    page = f'<p><span class="timestamp" data-timestamp="{bad}">0:12</span> T: Kdy?</p><p>R: Ráno.</p>'
    assert isinstance(
        check("otr", json.dumps({"text": page, "media-time": 1}).encode(), ["Kdy", "Ráno"]), Transcript
    )
    anchor = f'<html><p><a name="ts_{bad}_{bad}_S01">S01: Kdy?</a></p><p><a name="ts_9_1_S02">S02: Ráno.</a></p></html>'
    assert isinstance(check("html", anchor.encode(), ["Kdy", "Ráno"]), Transcript)


@pytest.mark.parametrize(
    "bad", ["9" * 400, "-5", "1e999", "NaN", "Infinity", '"x"', "null", "true", "[]", "{}"]
)
def test_times_in_json_that_cannot_be(bad: str) -> None:
    data = '{"segments": [{"start": BAD, "end": BAD, "text": "Povídejte", "speaker": "S"}]}'.replace(
        "BAD", bad
    )
    check("json", data.encode(), ["Povídejte"])


# tags that do not end


@pytest.mark.parametrize(
    ("kind", "data", "refused"),
    [
        ("docx", word("<w:p><w:r><w:t>T: povídejte</w:t></w:r>"), "broken"),
        ("odt", text_document("<text:p>T: povídejte"), "broken"),
        ("xlsx", workbook('<row r="1"><c t="inlineStr"><is><t>text</t>'), ""),
        ("rtf", rb"{\rtf1\ansi {\b T: pov\'eddejte \par }", "truncated"),
        ("html", "<html><body><p><b>T: povídejte<table><tr><td>dál<div>a pak</html>".encode(), None),
        ("otr", json.dumps({"text": "<p><b>T: povídejte<br><i>dál a pak", "media-time": 1}).encode(), None),
        ("vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v T>povídejte <i>dál <c.x>a pak\n".encode(), None),
        (
            "srt",
            "1\n00:00:01,000 --> 00:00:02,000\n<font color=red><i>povídejte dál {\\an8 a pak\n".encode(),
            None,
        ),
        ("md", "**T: povídejte [dál](a pak\n```\n".encode(), None),
        ("csv", 'speaker;text\nT;"povídejte dál\nR;a pak\n'.encode(), "quotation mark"),
        ("json", '{"segments": [{"text": "povídejte'.encode(), "breaks off"),
    ],
)
def test_what_is_opened_and_not_closed(kind: str, data: bytes, refused: str | None) -> None:
    outcome = check(kind, data, ["povídejte", "dál", "pak"] if refused is None else None, refused or "")
    assert isinstance(outcome, str) == (refused is not None)


# into a study


def test_a_refused_file_leaves_the_study_as_it_was(tmp_path: Path) -> None:
    good = tmp_path / "R01.txt"
    good.write_text("T: Jak?\nR: Tak.\n" * 3, encoding="utf-8")
    with Study.create(tmp_path / "a.qualcode") as study:
        import_files(study, [good])
        before = study.path.read_bytes()
        for kind, (name, data) in SAMPLES.items():
            bad = b"\xd0\xcf" if kind in TEXTS else data[: len(data) // 2]
            bad = bytes(900) if kind in ("doc", "html", "csv") else bad
            path = tmp_path / f"{kind}-{name}"
            path.write_bytes(bad if kind not in TEXTS else b"\x00\x01\x02" * 300)
            (result,) = import_files(study, [path])
            assert result.error, kind
            assert path.name in result.error
            assert not result.document
            assert study.path.read_bytes() == before, kind
            assert sorted(p.name for p in tmp_path.glob("a.qualcode*")) == ["a.qualcode"]


def test_of_good_and_bad_files_the_good_ones_are_imported(tmp_path: Path) -> None:
    paths = []
    for kind, (name, data) in SAMPLES.items():
        for folder, content in (("good", data), ("bad", data[: len(data) // 2])):
            path = tmp_path / folder / f"{kind}-{folder}{Path(name).suffix}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            if kind in (*ZIPS, *XML, "json", "otr", "rtf", "pdf"):
                paths.append(path)
    with Study.create(tmp_path / "a.qualcode") as study:
        results = import_files(study, paths)
        refused = {result.source for result in results if result.error and "already" not in result.error}
        assert refused == {path.name for path in paths if path.parent.name == "bad"}
        assert len(study.documents.list()) == sum(not result.error for result in results) > 8
