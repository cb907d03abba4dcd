"""Coded transcripts of a real study file: who sees whose codings, which interviews, and every format."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.reports.choices import ReportChoices
from qualcode.reports.plan import PlannedPart, ReportPlan
from qualcode.reports.writers import SUFFIXES
from qualcode.study import Study
from qualcode.workflows.coded_texts import coded_texts
from qualcode.workflows.report import write_report
from tests.reports.told import docx_text, html_text, latex_text, markdown_text, squeezed
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = new(tmp_path, actor="Jana")
    add(study, "Novak_first", case="R01", attributes={"facility": "clinic"})
    add(study, "Novak_second", text=TEXT.replace("trust", "doubt"), case="R01")
    add(study, "Svensson", text=TEXT.replace("him", "her"), case="R02", attributes={"facility": "service"})
    study.codebook.add("Care", kind="category")
    for name in ("Trust", "Leaving"):
        study.codebook.add(name, under="Care")
    study.codings.apply("Novak_first", span(TEXT, "I trust him"), "Trust", coder="Jana", memo="Firm.")
    study.codings.apply("Novak_first", span(TEXT, "trust him, and he"), ["Trust", "Leaving"], coder="Petr")
    study.codings.apply("Novak_first", span(TEXT, "trust mean"), "Trust", coder="Jana")
    study.codings.apply("Svensson", span(TEXT.replace("him", "her"), "he stops"), "Leaving", coder="Jana")
    study.memos.add("He hesitates here.", target="quotation", target_name=2)
    study.quotations.note(
        "Novak_second", span(TEXT.replace("trust", "doubt"), "základ"), memo="A word of its own."
    )
    return study


def rows(study: Study, **options: object) -> list[list[tuple[str, str, str]]]:
    found = coded_texts(study, **options)  # type: ignore[arg-type]
    return [[(row.text, row.code, row.coder) for row in text.codings] for text in found]


def test_all_coders_in_everybodys_speech_and_interviews_in_order(study: Study) -> None:
    found = coded_texts(study)
    assert [(text.case, text.ordinal, text.several) for text in found] == [
        ("R01", 1, True),
        ("R01", 2, True),
        ("R02", 1, False),
    ]
    assert rows(study)[0] == [
        ("trust mean", "Trust", "Jana"),
        ("I trust him", "Trust", "Jana"),
        ("trust him, and he", "Trust", "Petr"),
        ("trust him, and he", "Leaving", "Petr"),
    ]
    assert rows(study, coder="all") == rows(study)
    assert [(note.text, note.author, note.kind) for note in found[0].notes] == [("He hesitates here.", "Jana", "theoretical")]  # fmt: skip
    assert [(note.text, note.kind) for note in found[1].notes] == [("A word of its own.", "quotation")]
    assert not any(text.withheld for text in found)


def test_a_coder_codes_and_interviews_can_be_chosen(study: Study) -> None:
    assert rows(study, coder="petr")[0] == [
        ("trust him, and he", "Trust", "Petr"),
        ("trust him, and he", "Leaving", "Petr"),
    ]
    leaving = coded_texts(study, choices=ReportChoices(codes=("Leaving",)))
    assert [len(text.codings) for text in leaving] == [1, 0, 1]
    assert [len(text.notes) for text in leaving] == [1, 0, 0]
    assert rows(study, choices=ReportChoices(codes=("Care",))) == rows(study)
    chosen = coded_texts(study, choices=ReportChoices(documents=("svensson", "Novak_second")))
    assert [(text.case, text.ordinal) for text in chosen] == [("R01", 2), ("R02", 1)]
    by_value = coded_texts(study, choices=ReportChoices(attributes=(("facility", "Service"),)))
    assert [text.case for text in by_value] == ["R02"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"choices": ReportChoices(documents=("nobody",))}, "nobody"),
        ({"choices": ReportChoices(codes=("nothing",))}, "nothing"),
        ({"choices": ReportChoices(attributes=(("region", "north"),))}, "region"),
        ({"choices": ReportChoices(attributes=(("facility", "hospital"),))}, "No interview has facility=hospital"),
        ({"coder": "Eva"}, "Eva"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_named(study: Study, options: dict[str, object], sentence: str) -> None:
    with pytest.raises((NotFoundError, InputError), match=sentence):
        coded_texts(study, **options)  # type: ignore[arg-type]


def test_codings_of_who_codes_blind_stay_hidden_and_that_is_said(study: Study, tmp_path: Path) -> None:
    study.blinds.begin("Petr", study.coders)
    found = coded_texts(study)
    assert {row.coder for text in found for row in text.codings} == {"Jana"}
    assert all(text.withheld for text in found)
    for margin in (False, True):
        path = tmp_path / "r.md"
        write_report(study, path, kind="transcript", language="en", choices=ReportChoices(margin=margin))
        text = path.read_text(encoding="utf-8")
        assert "Petr" not in text
        assert "Codings of coders who code blind are left out." in text
    study.blinds.release("Petr", study.coders)
    assert {row.coder for text in coded_texts(study) for row in text.codings} == {"Jana", "Petr"}


def test_a_report_and_a_part_of_a_plan_can_be_narrowed(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "r.md"

    def headings(choices: ReportChoices | None = None, plan: ReportPlan | None = None) -> list[str]:
        write_report(study, path, kind="transcript", language="en", choices=choices, plan=plan)
        return re.findall(r"^## <a[^>]*></a>(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)

    assert headings() == ["R01, interview 1", "R01, interview 2", "R02"]
    assert headings(ReportChoices(documents=("svensson",))) == ["R02"]
    assert headings(ReportChoices(attributes=(("Facility", "clinic"),))) == [
        "R01, interview 1",
        "R01, interview 2",
    ]
    assert len(headings(ReportChoices(codes=("Leaving",)))) == 3
    text = path.read_text(encoding="utf-8")
    assert "Leaving \\[R01:2\\]" in text
    assert "Trust" not in text
    assert "A word of its own" not in text
    parts = (
        PlannedPart("transcript", choices={"documents": ("Svensson",), "margin": True}),
        PlannedPart("transcript"),
    )
    found = headings(plan=ReportPlan(kind="transcript", parts=parts))
    assert found[0] == "R02"
    assert path.read_text(encoding="utf-8").count("Table 1. Coded transcript of R02") == 1
    with pytest.raises(NotFoundError, match="nobody"):
        headings(ReportChoices(documents=("nobody",)))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("margin", [False, True])
def test_every_format_holds_text_codes_and_coders_and_no_name_of_a_file(
    study: Study, tmp_path: Path, suffix: str, margin: bool
) -> None:
    path = tmp_path / f"transcripts{suffix}"
    write_report(study, path, kind="transcript", language="cs", choices=ReportChoices(margin=margin))
    if suffix == ".docx":
        shown = " ".join(docx_text(path.read_bytes()))
    elif suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        shown = " ".join(
            str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row if v
        )
        assert len(book.sheetnames) == 4
    else:
        read = {".md": markdown_text, ".html": html_text, ".tex": latex_text}[suffix]
        shown = read(path.read_text(encoding="utf-8"))
    held = squeezed(shown)
    for wanted in ("Trust[R01:1]", "Leaving[R01:2]", "Trust[R01:3]", "Leaving[R02:4]", "Care", "Firm.", "Petr", "Hehesitateshere.", "Awordofitsown.", "Důvěraje", "goandlookforher"):  # fmt: skip
        assert wanted in held, wanted
    assert "Novak" not in shown
    assert "Svensson" not in shown


def test_a_study_without_interviews_gives_a_file_that_says_so(tmp_path: Path) -> None:
    empty = new(tmp_path)
    for suffix in SUFFIXES:
        write_report(empty, tmp_path / f"empty{suffix}", kind="transcript", language="en")
    assert "no interview" in (tmp_path / "empty.md").read_text(encoding="utf-8")
