"""A report of a real study file: every kind and suffix, refusals before anything is written, and the look in LibreOffice."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from qualcode.errors import FileError, InputError, NotFoundError, QualcodeError
from qualcode.model.codes import CodeFields
from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.study import Study
from qualcode.study.mappings import NewReading
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.report import write_report
from tests.conftest import program
from tests.formats.word_checks import paragraphs, problems

SAID = {
    "R01": (
        "en",
        "outpatient clinic",
        "We stay in the building, the premises are registered. If he does not come, I ring him once.",
    ),
    "R02": (
        "cs",
        "sociální služba",
        "Jezdíme za klientem domů, dvakrát týdně. Když nepřijde, hledáme ho po celém městě.",
    ),
    "R03": (
        "sv",
        "dubbel registrering",
        "Vi delar alla klienter i teamet. På kvällarna svarar ingen, tyvärr är det så.",
    ),
    "R04": (
        "en",
        "outpatient clinic",
        "Sometimes I go along to the office with her. Mostly we sit here and talk about the week.",
    ),
}


def spoken(text: str) -> Transcript:
    whole = f"Interviewer: How do you work?\nRespondent: {text}"
    cut = whole.index("\n") + 1
    turns = (
        TranscriptTurn(0, cut - 1, 13, "Interviewer"),
        TranscriptTurn(cut, len(whole), cut + 12, "Respondent"),
    )
    return Transcript(whole, turns, "txt", {"Interviewer": "interviewer", "Respondent": "respondent"})


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = Study.create(
        tmp_path / "thesis.qualcode", title="Praxe v ambulancích", language="cs", actor="Jana"
    )
    adopt_shipped(study)
    study.codebook.add("Místo práce", kind="category")
    for name in ("Work outside", "Only inside", "Shared clients", "Going after a lost client", "Regret"):
        study.codebook.add(name, under="Místo práce", fields=CodeFields(brief=f"About {name}."))
    study.mappings.set("Work outside", "in_vivo", level=5)
    study.mappings.set("Only inside", "in_vivo", level=1)
    study.mappings.set("Shared clients", "shared_caseload", level=5)
    study.mappings.set("Going after a lost client", "assertive_engagement", polarity="ask")
    for case, (language, facility, text) in SAID.items():
        study.documents.add(
            spoken(text), name=f"Nováková_{case}", source=text.encode(), source_name=f"Nováková_{case}.txt", language=language,
            case=case, attributes={"facility_type": facility}, roles={"Interviewer": "interviewer", "Respondent": "respondent"},
        )  # fmt: skip
        start = study.documents.text(f"Nováková_{case}").index(text)
        middle = start + text.index(".") + 1
        place = (
            "Only inside" if case in ("R01", "R04") else "Shared clients" if case == "R03" else "Work outside"
        )
        study.codings.apply(f"Nováková_{case}", (start, middle), place, memo="Firm." if case == "R01" else "")
        study.codings.apply(
            f"Nováková_{case}",
            (middle + 1, start + len(text)),
            "Regret" if case == "R03" else "Going after a lost client",
        )
    lost = study.codings.list(code="Going after a lost client")
    study.mappings.set_readings(
        [
            NewReading(row.quotation, row.code, "assertive_engagement", 2 if row.case == "R01" else 5)
            for row in lost
        ]
    )
    return study


def test_the_full_word_report_of_a_study(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "zpráva.docx"
    before = len(study.history.list())
    write_report(study, path)
    assert len(study.history.list()) == before, "a report changes nothing"
    data = path.read_bytes()
    assert problems(data) == []
    shown = paragraphs(data)
    assert shown[0] == ("Title", "Praxe v ambulancích")
    headings = [text for style, text in shown if style == "heading 1"]
    assert headings[:2] == ["Výzkumný soubor", "Postup analýzy"], "the study's language is that of the report"
    text = "\n".join(words for _, words in shown)
    assert "„Jezdíme za klientem domů, dvakrát týdně.“ [R02:" in text
    assert "Nováková" not in text
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        figures = [name for name in package.namelist() if name.endswith((".png", ".svg"))]
        assert len(figures) >= 2
        joined = b"".join(package.read(name) for name in package.namelist())
    assert "Nováková".encode() not in joined


@pytest.mark.parametrize("suffix", ["docx", "md", "html"])
@pytest.mark.parametrize("kind", ["full", "codebook", "codes", "comparison", "method"])
def test_every_kind_in_every_suffix(study: Study, tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"report.{suffix}"
    write_report(study, path, kind=kind, language="en", by="facility_type", coder="all")
    data = path.read_bytes()
    text = "\n".join(words for _, words in paragraphs(data)) if suffix == "docx" else data.decode()
    assert "Praxe v ambulancích" in text
    assert re.search("Nov.?kov", text) is None


def test_an_empty_study_gets_a_report_that_says_so(tmp_path: Path) -> None:
    with Study.create(tmp_path / "empty.qualcode", language="sv") as study:
        for kind in ("full", "codebook", "codes", "comparison", "method"):
            write_report(study, tmp_path / f"{kind}.docx", kind=kind)
            assert problems((tmp_path / f"{kind}.docx").read_bytes()) == []
        text = "\n".join(words for _, words in paragraphs((tmp_path / "full.docx").read_bytes()))
    assert "Ingen intervju har importerats" in text


def test_a_study_in_another_language_is_reported_in_english(tmp_path: Path) -> None:
    with Study.create(tmp_path / "polish.qualcode", language="pl") as study:
        write_report(study, tmp_path / "r.md")
    assert "No interview has been imported" in (tmp_path / "r.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "options", "error", "words"),
    [
        ("r.pdf", {}, InputError, r"\.docx, \.md, \.html"),
        ("r.docx", {"kind": "poster"}, InputError, "poster"),
        ("r.docx", {"language": "de"}, InputError, "en, cs, sv"),
        ("r.docx", {"by": "size"}, NotFoundError, "size"),
        ("r.docx", {"coder": "nobody"}, NotFoundError, "nobody"),
        ("r.html", {"template": "t.dotx"}, InputError, "template"),
        ("r.docx", {"template": "missing.dotx"}, FileError, r"missing\.dotx"),
        ("nowhere/r.docx", {}, FileError, "nowhere"),
    ],
)
def test_refusals_leave_no_file(
    study: Study, tmp_path: Path, name: str, options: dict[str, str], error: type[QualcodeError], words: str
) -> None:
    with pytest.raises(error, match=words):
        write_report(study, tmp_path / name, **options)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".qualcode"]


def test_a_withdrawn_or_uncoded_respondent_is_in_no_quotation(study: Study, tmp_path: Path) -> None:
    study.codings.remove([row.id for row in study.codings.list(document="Nováková_R02")])
    write_report(study, tmp_path / "r.html", language="en")
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Jezdíme" not in text
    told, _, trail = text.partition('id="trail"')
    assert "[R02:" not in told
    assert "[R01:" in told
    assert "[R02:" in trail, "the audit trail says what was removed"


def test_libreoffice_makes_a_pdf_with_everything_in_it(study: Study, tmp_path: Path) -> None:
    soffice, pdftotext = program("soffice"), program("pdftotext")
    write_report(study, tmp_path / "report.docx", language="cs")
    subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    done = subprocess.run(
        [pdftotext, "-layout", str(tmp_path / "report.pdf"), "-"], check=True, capture_output=True, timeout=60
    )
    text = " ".join(done.stdout.decode().split())
    for _, _, said in SAID.values():
        first = said.split(".")[0]
        assert first in text
    for words in (
        "Praxe v ambulancích",
        "Tabulka 1. Respondenti",
        "Obrázek 1.",
        "Příloha B. Doklady",
        "●",
        "1 Výzkumný soubor",
    ):
        assert words in text
    pages = re.findall(r"\b(\d+) / (\d+)\b", text)
    assert pages[0] == ("1", pages[0][1])
    assert len(pages) >= int(pages[0][1])
    assert "Error" not in text
    assert "\ufffd" not in text
