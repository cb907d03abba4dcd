"""The HTML report stands alone, asks nobody for anything, and takes no text for markup."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree
from lxml import html as lxml_html

from qualcode.reports.full import KINDS, build_report
from qualcode.reports.material import Material
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.reports.writers.html import render_html
from tests.reports.invented import invented

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
    tree = lxml_html.document_fromstring(page())
    captioned = [table for table in tree.iter("table") if table.find("caption") is not None]
    assert len(captioned) == 20
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
