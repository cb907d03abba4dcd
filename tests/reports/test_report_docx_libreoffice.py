"""Word reports through LibreOffice for real: opened and saved as docx, nothing that carries a meaning is lost."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from lxml import etree

from qualcode.reports.blocks import (
    Cell,
    Column,
    Contents,
    Figure,
    Footnote,
    Heading,
    Marked,
    Paragraph,
    Picture,
    Ref,
    Row,
    Section,
    Table,
    Text,
)
from qualcode.reports.writers.docx import render_docx
from tests.formats.templates import parts_of
from tests.formats.word_checks import W, body_of
from tests.reports.invented import SVG, png
from tests.reports.test_report_docx_blocks import made, part, properties_of, ranged, transcript

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
COLUMNS = (Column((Text("Kód"),), 3), Column((Text("n"),), 1, "right"))


def table(key: str) -> Table:
    cells = (Cell(((Text("důvěra"),),)), Cell(((Text("3"),),)))
    return Table(key, f"Tabulka {key}", COLUMNS, (Row(cells), Row(cells)), "Codes and numbers")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A report, and what LibreOffice makes of it when it saves it again."""
    folder = tmp_path_factory.mktemp("libreoffice")
    definition = Marked("definition_1", (Text("Definice "), Text("kódu", strong=True)))
    data = render_docx(
        made(
            Contents("Obsah", "Tabulky", "Obrázky", "Ctrl+A, F9"),
            Heading(1, "První"),
            Paragraph((Text("Viz "), Ref("a"), Footnote((Text("Poznámka pod čarou"),)), Text(" a "), Ref("f"))),
            Paragraph((definition, Footnote((Text("druhá"),)))),
            table("a"),
            Section(True),
            table("b"),
            Section(False),
            Figure("f", "Obrázek", Picture(png(40, 20), SVG), "A circle in blue"),
            transcript(),
            marks=(("qualcode-review", "token 1"),),
        )
    )  # fmt: skip
    (folder / "in").mkdir()
    source = folder / "in" / "report.docx"
    source.write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return data, (folder / "report.docx").read_bytes()


def comments(data: bytes) -> list[tuple[str, str, str]]:
    """Author, text and passage of each comment."""
    root = body_of(data)
    found = []
    for node in part(data, "word/comments.xml").iter(f"{W}comment"):
        said = "\n".join("".join(line.itertext()) for line in node.iter(f"{W}p"))
        found.append((str(node.get(f"{W}author")), said, ranged(root, str(node.get(f"{W}id")))))
    return sorted(found)


def instructions(data: bytes) -> list[str]:
    kinds = ("SEQ", "REF", "TOC")
    found = [" ".join((node.text or "").split()) for node in body_of(data).iter(f"{W}instrText")]
    return sorted(
        " ".join(code.split()[:2]) for code in found if code.startswith(kinds) and "TOC" not in code
    )


def test_all_comments_come_back_on_their_words(both: tuple[bytes, bytes]) -> None:
    before, after = (comments(data) for data in both)
    assert len(before) == 4
    assert [item[:2] for item in after] == [item[:2] for item in before]
    assert [item[2].replace("\x01", "\ufffd") for item in after] == [item[2] for item in before]


def test_footnotes_fields_header_rows_and_landscape_pages_come_back(both: tuple[bytes, bytes]) -> None:
    before, after = both
    notes = [
        [
            "".join(node.itertext()).strip()
            for node in part(data, "word/footnotes.xml")
            if node.get(f"{W}type") is None
        ]
        for data in both
    ]
    assert notes[1] == notes[0]
    assert instructions(after) == instructions(before)
    assert len(list(body_of(after).iter(f"{W}tblHeader"))) == 2
    sides = [node.get(f"{W}orient") or "portrait" for node in body_of(after).iter(f"{W}pgSz")]
    assert sides == ["portrait", "landscape", "portrait"]
    assert "A circle in blue" in etree.tostring(body_of(after), encoding="unicode")


def test_names_of_marked_passages_and_the_token_come_back(both: tuple[bytes, bytes]) -> None:
    for data in both:
        root = body_of(data)
        keys = {node.get(f"{W}name"): str(node.get(f"{W}id")) for node in root.iter(f"{W}bookmarkStart")}
        assert ranged(root, keys["definition_1"], "bookmark") == "Definice kódu"
        assert ranged(root, keys["q1"], "bookmark") == "Dobře, žlutý"
        assert properties_of(data)["qualcode-review"] == "token 1"
    assert "word/comments.xml" in parts_of(both[1])
