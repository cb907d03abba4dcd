"""What no validator and no library checks in a Word file: links, references, fields, order of properties."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ORDER_TEXT = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
        "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
        "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color "
        "spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
        "tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
}  # fmt: skip
ORDER = {kind: names.split() for kind, names in ORDER_TEXT.items()}


def body_of(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def problems(data: bytes) -> list[str]:
    """Everything that would lead nowhere, stay open or be refused by Word; empty for a sound file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = etree.fromstring(parts["word/document.xml"])
    found = comment_problems(body, parts) + note_problems(body, parts)
    root = etree.Element("texts")  # the text and its footnotes, which share bookmarks and their numbers
    root.append(body)
    if "word/footnotes.xml" in parts:
        root.append(etree.fromstring(parts["word/footnotes.xml"]))
    starts = list(root.iter(f"{W}bookmarkStart"))
    names = Counter(start.get(f"{W}name") for start in starts)
    ids = Counter(start.get(f"{W}id") for start in starts)
    ends = Counter(end.get(f"{W}id") for end in root.iter(f"{W}bookmarkEnd"))
    found += [f"bookmark name {name!r}" for name in names if not re.fullmatch(r"[^\W\d]\w{0,39}", name or "")]
    found += [f"bookmark {name} twice" for name, number in names.items() if number > 1]
    found += [f"bookmark id {key} twice" for key, number in ids.items() if number > 1]
    if ids != ends:
        found.append("bookmarks without end")
    for link in root.iter(f"{W}hyperlink"):
        if link.get(f"{W}anchor") not in names:
            found.append(f"link to missing bookmark {link.get(f'{W}anchor')}")
    for part in root:
        depth = 0
        for node in part.iter(f"{W}fldChar"):
            kind = node.get(f"{W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind or "", 0)
            if depth < 0:
                found.append("field ends that never began")
        if depth:
            found.append("field that never ends")
    for node in root.iter(f"{W}instrText"):
        match = re.match(r" (?:REF|PAGEREF) (\S+)", node.text or "")
        if match and match[1] not in names:
            found.append(f"reference to missing bookmark {match[1]}")
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    known = {each.get("Id") for each in relations}
    for node in root.iter():
        for name, value in node.attrib.items():
            if str(name).startswith(R) and value not in known:
                found.append(f"dangling relationship {value!r}")
    styles = {
        each.get(f"{W}styleId") for each in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")
    }
    for tag in ("pStyle", "rStyle", "tblStyle"):
        found += [
            f"undefined style {node.get(f'{W}val')}"
            for node in root.iter(W + tag)
            if node.get(f"{W}val") not in styles
        ]
    for cell in root.iter(f"{W}tc"):
        if cell[-1].tag != f"{W}p":
            found.append("cell that does not end with a paragraph")
    for table in root.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
            if sum(int(span.get(f"{W}val", "1")) if span is not None else 1 for span in spans) != columns:
                found.append("row that does not fill its table")
    trees = [
        etree.fromstring(parts[name])
        for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml")
        if name in parts
    ]
    for tree in trees:
        for kind, order in ORDER.items():
            for node in tree.iter(W + kind):
                names = [etree.QName(child).localname for child in node if str(child.tag).startswith(W)]
                found += [f"unknown element {name} in {kind}" for name in names if name not in order]
                places = [order.index(name) for name in names if name in order]
                if places != sorted(places):
                    found.append(f"order in {kind}: {[etree.QName(child).localname for child in node]}")
    return found


def comment_problems(body: etree._Element, parts: dict[str, bytes]) -> list[str]:
    """Comments without a range or a sign, ranges without a comment, and borders in another order than start, end, sign."""
    found: list[str] = []
    places: dict[str, list[str]] = {}
    for node in body.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"):
        places.setdefault(node.get(f"{W}id") or "", []).append(etree.QName(node).localname)
    known: Counter[str] = Counter()
    if "word/comments.xml" in parts:
        for node in etree.fromstring(parts["word/comments.xml"]).iter(f"{W}comment"):
            known[node.get(f"{W}id") or ""] += 1
            if len(node.get(f"{W}author") or "") > 255 or len(node.get(f"{W}initials") or "") > 9:
                found.append(f"comment {node.get(f'{W}id')} has too long an author")
    whole = ["commentRangeStart", "commentRangeEnd", "commentReference"]
    found += [f"comment {key}: {order}" for key, order in places.items() if order != whole]
    found += [f"comment {key} is not in its part" for key in places if key not in known]
    found += [f"comment {key} is nowhere in the text" for key in known if key not in places]
    return found + [f"comment id {key} twice" for key, number in known.items() if number > 1]


def note_problems(body: etree._Element, parts: dict[str, bytes]) -> list[str]:
    """Signs of footnotes without a note, and notes without a sign or with two."""
    signs = Counter(node.get(f"{W}id") or "" for node in body.iter(f"{W}footnoteReference"))
    known: set[str] = set()
    if "word/footnotes.xml" in parts:
        for node in etree.fromstring(parts["word/footnotes.xml"]).iter(f"{W}footnote"):
            if node.get(f"{W}type") is None:
                known.add(node.get(f"{W}id") or "")
    found = [f"footnote {key} has {number} signs" for key, number in signs.items() if number > 1]
    return found + [f"footnote {key} is lost" for key in known.symmetric_difference(signs)]


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Name of the style and text of every paragraph, tables included, fields with their stored result."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
        root = etree.fromstring(package.read("word/document.xml"))
    names = {
        node.getparent().get(f"{W}styleId"): node.get(f"{W}val")  # type: ignore[union-attr]
        for node in styles.iterfind(f"{W}style/{W}name")
    }
    out = []
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        pieces = [
            node.text or "" if node.tag == f"{W}t" else "\n" if node.tag == f"{W}br" else "\t"
            for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
            if node.getparent().tag == f"{W}r"  # type: ignore[union-attr]
        ]
        out.append((str(names[style.get(f"{W}val")]) if style is not None else "Normal", "".join(pieces)))
    return out
