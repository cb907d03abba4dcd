"""The HTML report stands alone, asks nobody for anything, and takes no text for markup."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree
from lxml import html as lxml_html

from qualcode.reports.blocks import Remark, Table, TranscriptTurn
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import KINDS, build_report
from qualcode.reports.material import Material
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.reports.writers.html import render_html
from tests.reports.invented import invented
from tests.reports.transcribed import coded, shown

MATERIAL = invented()
EMPTY = Material(title="", date="", version="0.1.0", coder="")


def page(material: Material = MATERIAL, kind: str = "full", language: str = "en") -> str:
    return render_html(build_report(material, Words(language), kind))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(KINDS))
def test_links_ids_and_structure(kind: str, language: str) -> None:
    for material in (MATERIAL, EMPTY):
        text = page(material, kind, language)
        tree = lxml_html.document_fromstring(text)
        ids = [node.get("id") for node in tree.iter() if node.get("id")]
        assert len(ids) == len(set(ids))
        for link in tree.iter("a"):
            if link.get("href"):
                assert str(link.get("href"))[1:] in ids, link.get("href")
        assert tree.get("lang") == {"en": "en-GB", "cs": "cs-CZ", "sv": "sv-SE"}[language]
        assert len(tree.findall(".//h1")) == 1
        levels = [int(node.tag[1]) for node in tree.iter("h1", "h2", "h3", "h4")]
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_is_fetched_and_nothing_runs() -> None:
    text = page()
    tree = lxml_html.document_fromstring(text)
    assert not list(tree.iter("script", "iframe", "link", "object", "form"))
    for node in tree.iter():
        for name, value in node.attrib.items():
            assert not str(name).startswith("on")
            if name in ("src", "href", "data", "action"):
                assert str(value).startswith(("data:image/", "#")), value
    assert "default-src 'none'" in text
    assert "url(" not in text.split("</style>")[0]


def test_transcript_text_is_never_markup() -> None:
    text = page()
    assert "<b>" not in text
    assert "&lt;b&gt;“" in text
    assert "\x01" not in text
    assert "ď" in text


def test_tables_say_what_their_cells_belong_to() -> None:
    made = build_report(MATERIAL, Words("en"))
    tree = lxml_html.document_fromstring(render_html(made))
    captioned = [table for table in tree.iter("table") if table.find("caption") is not None]
    assert len(captioned) == sum(isinstance(block, Table) for block in made.blocks) > 15
    for table in captioned:
        assert {th.get("scope") for th in table.find("thead").iter("th")} == {"col"}  # type: ignore[union-attr]
    for image in tree.iter("img"):
        assert len(str(image.get("alt"))) > 40
    signs = [node for node in tree.iter() if node.get("class") == "symbol"]
    assert len(signs) > 100
    assert all(node.get("aria-label") for node in signs)


def test_quotations_are_tagged_with_their_language() -> None:
    assert set(re.findall(r'<span lang="([^"]+)"', page())) == {"cs-CZ", "sv-SE"}


def test_the_page_is_well_formed_enough_for_any_parser() -> None:
    parser = etree.HTMLParser(recover=False)
    etree.fromstring(page(kind="method").encode(), parser)


def transcripts(margin: bool = False, language: str = "en") -> str:
    material = replace(
        MATERIAL,
        choices=ReportChoices(margin=margin),
        transcripts=(coded(several=True), coded("R02", times=False)),
    )
    return page(material, "transcript", language)


@pytest.mark.parametrize("margin", [False, True])
def test_passages_and_what_is_said_of_them_lead_to_each_other(margin: bool) -> None:
    tree = lxml_html.document_fromstring(transcripts(margin))
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    links = [str(link.get("href"))[1:] for link in tree.iter("a") if link.get("href")]
    assert set(links) <= set(ids)
    passages, said = (r"d\d+p\d+", r"d\d+r\d+") if not margin else (r"passage_\d+_\d+", r"codes_\d+_\d+")
    for pattern in (passages, said):
        places = {name for name in ids if re.fullmatch(pattern, name or "")}
        assert len(places) == 2 * 6
        assert places <= set(links)
    assert not list(tree.iter("script"))


def test_a_passage_is_between_brackets_and_underlined_more_where_passages_overlap() -> None:
    text = transcripts()
    assert text.count("<sub>1</sub></a>") == 2 * 2  # at both ends, in two interviews
    assert '<span class="coded more">' in text
    tree = lxml_html.document_fromstring(text)
    turn = tree.get_element_by_id("d1t2")
    assert turn.find_class("number")[0].text_content() == "2 00:02:02"
    assert turn.find_class("said")[0].get("lang") == "cs-CZ"
    assert turn.find_class("said")[0].find(".//strong").text_content() == "R: "  # type: ignore[union-attr]
    notes = [item.text_content() for item in turn.find_class("remarks")[0].iter("li")]
    assert any("Jana Nová" in note and "Looks *deviant*" in note for note in notes)
    assert "<b>you</b>" not in text
    assert "file-name-with-a-real-name" not in text


def test_names_of_passages_are_places_once() -> None:
    text = "A: one two"
    remarks = (
        Remark(3, 6, "x", "J", name="qc_q1"),
        Remark(3, 6, "y", "P", name="qc_q1"),
        Remark(7, 10, "z", ""),
    )
    made = render_html(shown(text, remarks, (TranscriptTurn(1, 0, 10, 3),)))
    assert made.count('id="qc_q1"') == 1
    assert "<strong>z</strong></p>" in made
