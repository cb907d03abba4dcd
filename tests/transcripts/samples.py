"""A small sound sample of every format of transcripts, with words that can be told anywhere, for tests that damage them."""

from __future__ import annotations

import io
import json
import zipfile
from html import escape

from openpyxl import Workbook

from tests.formats.test_gate import OLE
from tests.formats.wordfile import docx, para, table
from tests.transcripts.pdffile import pdf, printed
from tests.transcripts.test_annotation_files import EAF, EXB, TEI, TRS
from tests.transcripts.test_html import NOSCRIBE
from tests.transcripts.test_odt import odt, p
from tests.transcripts.test_rtf import F4
from tests.transcripts.test_whisper_json import WHISPERX

__all__ = ["SAMPLES", "SPOKEN", "rezipped"]

SPOKEN = [
    "T: Kde jste bydlela dřív?",
    "R: U sestry (..) a potom v azylovém domě.",
    "T: A jak dlouho?",
    "R: Půl roku, než přišla žádost. [smích]",
    "T: Co se změnilo?",
    "R: Skoro všechno, hlavně ráno.",
]
_TIMED = [(4000 * number, 4000 * number + 3500, *line.split(": ", 1)) for number, line in enumerate(SPOKEN)]


def _clock(time: int, mark: str) -> str:
    seconds, thousandths = divmod(time, 1000)
    return f"00:00:{seconds:02}{mark}{thousandths:03}"


def _vtt() -> str:
    cues = "\n\n".join(
        f"{_clock(start, '.')} --> {_clock(end, '.')}\n<v {who}>{words}</v>"
        for start, end, who, words in _TIMED
    )
    return f"WEBVTT\n\n{cues}\n"


def _srt() -> str:
    return "".join(
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n[{who}]: {words}\n\n"
        for number, (start, end, who, words) in enumerate(_TIMED, 1)
    )


def _otr() -> bytes:
    page = "".join(
        f'<p><span class="timestamp" data-timestamp="{start / 1000}">{_clock(start, "")[3:8]}</span> {who}: {escape(words)}</p>'
        for start, _, who, words in _TIMED
    )
    return json.dumps({"text": page, "media": "", "media-time": 1.5}, ensure_ascii=False).encode()


def _xlsx() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["speaker", "text", "start"])
    for start, _, who, words in _TIMED:
        sheet.append([who, words, start / 1000])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_CSV = "speaker;text;start\n" + "".join(f"{who};{words};{start / 1000}\n" for start, _, who, words in _TIMED)
_TYPED = "\n".join(SPOKEN) + "\n"

SAMPLES: dict[str, tuple[str, bytes]] = {
    "docx": (
        "a.docx",
        docx("".join(map(para, SPOKEN)) + table(("konec", "nahrávky"))),
    ),
    "odt": ("a.odt", odt("".join(map(p, SPOKEN)))),
    "doc": ("a.doc", OLE + "WordDocument".encode("utf-16-le") + bytes(500)),
    "rtf": ("a.rtf", F4),
    "txt": ("a.txt", _TYPED.encode()),
    "md": ("a.md", ("# Rozhovor\n\n" + _TYPED.replace("T:", "**T:**")).encode()),
    "vtt": ("a.vtt", _vtt().encode()),
    "srt": ("a.srt", _srt().encode()),
    "json": ("a.json", json.dumps(WHISPERX, ensure_ascii=False).encode()),
    "otr": ("a.otr", _otr()),
    "html": ("a.html", NOSCRIBE.encode()),
    "csv": ("a.csv", _CSV.encode()),
    "xlsx": ("a.xlsx", _xlsx()),
    "eaf": ("a.eaf", EAF.encode()),
    "exb": ("a.exb", EXB.encode()),
    "trs": ("a.trs", TRS.encode("latin-1")),
    "tei": ("a.tei", TEI.encode()),
    "pdf": (
        "a.pdf",
        pdf(
            printed(
                [
                    "T: Where did you live before?",
                    "R: At my sister's first, and then in a shelter.",
                    "T: And then?",
                ]
            ),
            printed(["R: A flat of my own.", "T: For how long?", "R: Half a year, until the letter came."]),
        ),
    ),
}
"""By the format's name: a file's name, and its bytes. That of ``doc`` is only the outside of an old Word file."""


def rezipped(data: bytes, changed: dict[str, bytes]) -> bytes:
    """A zip container with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changed]):
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return out.getvalue()
