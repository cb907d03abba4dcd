"""The researcher's own words in a report of another language: tagged with the language of the study in every file that has tags."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from qualcode.model.codings import Memo
from qualcode.reports.blocks import Heading, Paragraph, Report
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import build_report
from qualcode.reports.material import Material
from qualcode.reports.wording import Words
from qualcode.reports.writers.docx import render_docx
from qualcode.reports.writers.html import render_html
from qualcode.reports.writers.latex import render_latex
from tests.reports.invented import invented
from tests.reports.latex_text import read_latex

NAME, BRIEF, TOLD, SAID = (
    "Důvěra a kontrola",
    "Komu klient věří.",
    "Důvěra roste pomalu.",
    "Ona tu vždycky byla.",
)


def material() -> Material:
    """A Czech study with a translation into English."""
    made = invented(4, 4)
    first = next(code for code in made.codes if code.kind == "category")
    below = len(first.path)
    codes = tuple(
        replace(
            code,
            path=(*first.path[:-1], NAME, *code.path[below:])
            if code.path[:below] == first.path
            else code.path,
            **({"name": NAME, "brief": BRIEF} if code.id == first.id else {}),
        )
        for code in made.codes
    )
    memo = Memo(
        id=1,
        target="code",
        target_id=first.id,
        target_name=NAME,
        kind="narrative",
        text=TOLD,
        author="anna",
        created="2026-01-01T00:00:00+00:00",
    )
    quotations = {n: replace(said, language="sv", translation=SAID) for n, said in made.quotations.items()}
    return replace(
        made,
        codes=codes,
        memos=(memo,),
        quotations=quotations,
        language="cs",
        translated="en",
        choices=ReportChoices(running=True),
    )


def report(kind: str) -> Report:
    return build_report(material(), Words("sv"), kind)


@pytest.mark.parametrize("kind", ["full", "codes", "codebook"])
def test_names_definitions_and_narratives_bear_the_language_of_the_study(kind: str) -> None:
    made = report(kind)
    xml = zipfile.ZipFile(io.BytesIO(render_docx(made))).read("word/document.xml").decode()
    page, source = render_html(made), render_latex(made)
    for own in (NAME, BRIEF, *((TOLD,) if kind != "codebook" else ())):
        runs = re.findall(rf"<w:r>(?:(?!</w:r>).)*>[^<]*{own}[^<]*</w:t></w:r>", xml)
        runs = [each for each in runs if "„" not in each and "”" not in each]
        assert runs
        assert all('<w:lang w:val="cs-CZ"/>' in each for each in runs)
        assert re.search(rf'lang="cs-CZ">[^<]*{own}', page)
        assert re.search(rf"\\foreignlanguage\{{czech\}}\{{[^{{}}]*{own}", source)
    assert read_latex(source).problems == []
    heads = [block for block in made.blocks if isinstance(block, Heading) and block.text == NAME]
    assert heads
    assert {block.language for block in heads} == {"cs"}


def test_translations_bear_their_own_language_where_it_is_known() -> None:
    xml = zipfile.ZipFile(io.BytesIO(render_docx(report("codes")))).read("word/document.xml").decode()
    runs = re.findall(rf"<w:r>(?:(?!</w:r>).)*{re.escape(SAID)}</w:t></w:r>", xml)
    assert runs
    assert all('w:val="en-GB"' in each for each in runs)


def test_what_stands_above_the_quotations_of_a_code_stays_with_them() -> None:
    made = report("codes")
    for block, following in zip(made.blocks, made.blocks[1:], strict=False):
        if type(following).__name__ == "Quote" and isinstance(block, Paragraph):
            assert block.keep
    xml = zipfile.ZipFile(io.BytesIO(render_docx(made))).read("word/document.xml").decode()
    assert re.search(r'<w:pStyle w:val="QCNote"/><w:keepNext/>', xml)
