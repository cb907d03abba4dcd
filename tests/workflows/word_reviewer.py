"""Somebody who works in Word: edits the bytes of a file as Word leaves them when it is saved."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def w(name: str) -> str:
    """A full name of WordprocessingML."""
    return f"{{{W}}}{name}"


class Reviewer:
    """A file open in Word."""

    def __init__(self, path: Path, author: str = "Jana Nová", at: str = "2026-11-20T09:30:00Z") -> None:
        self.author, self.at = author, at
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root.find(w("body"))
        self.comments: Any = None
        if "word/comments.xml" in self.parts:
            self.comments = etree.fromstring(self.parts["word/comments.xml"])
        self.threads: list[tuple[str, str]] = []
        self.next = 9000

    def number(self) -> str:
        """A number that nothing else has."""
        self.next += 1
        return str(self.next)

    # --- finding -----------------------------------------------------------------------------------------------

    def at_place(self, place: str) -> Any:
        """The paragraph that holds the mark of a place, such as ``c2_brief``."""
        for mark in self.root.iter(w("bookmarkStart")):
            if str(mark.get(w("name"))).endswith(f"_{place}"):
                return next(node for node in mark.iterancestors() if node.tag == w("p"))
        raise LookupError(place)

    def saying(self, words: str) -> Any:
        """The first paragraph that holds some words."""
        return next(p for p in self.root.iter(w("p")) if words in self.text(p))

    def text(self, paragraph: Any) -> str:
        """The text of a paragraph."""
        return "".join(
            (node.text or "") if node.tag == w("t") else "\t" if node.tag == w("tab") else "\n"
            for node in paragraph.iter(w("t"), w("br"), w("tab"))
            if node.getparent().tag == w("r")
        )

    def row(self, paragraph: Any) -> Any:
        """The row of a table in which a paragraph stands."""
        return next(node for node in paragraph.iterancestors() if node.tag == w("tr"))

    def table(self, paragraph: Any) -> Any:
        """The table in which a paragraph stands."""
        return next(node for node in paragraph.iterancestors() if node.tag == w("tbl"))

    # --- making ------------------------------------------------------------------------------------------------

    def run(self, text: str, *, deleted: bool = False) -> Any:
        """A run as Word writes it, with the session's number."""
        node = etree.Element(w("r"), {w("rsidR"): "00AB12CD"})
        for line in re.split("([\n\t])", text):
            if line in ("\n", "\t"):
                etree.SubElement(node, w("br" if line == "\n" else "tab"))
                continue
            words = etree.SubElement(node, w("delText" if deleted else "t"))
            words.text = line
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return node

    def change(self, kind: str, *runs: Any) -> Any:
        """Runs in an insertion or deletion that Word tracks."""
        node = etree.Element(w(kind), {w("id"): self.number(), w("author"): self.author, w("date"): self.at})
        node.extend(runs)
        return node

    def proofed(self, text: str) -> list[Any]:
        """Text split over runs with the marks of the spelling checker between them."""
        half = len(text) // 2
        return [
            self.run(text[:half]),
            etree.Element(w("proofErr"), {w("type"): "spellStart"}),
            self.run(text[half:]),
            etree.Element(w("proofErr"), {w("type"): "spellEnd"}),
        ]

    def split(self, paragraph: Any, words: str) -> tuple[list[Any], int]:
        """Cut the runs of a paragraph around some words; the runs between and the place of the first among its siblings."""
        whole = self.text(paragraph)
        start = whole.index(words)
        stop = start + len(words)
        at = 0
        inside: list[Any] = []
        for run in list(paragraph.iter(w("r"))):
            text = self.text(run)
            first, last = max(start - at, 0), min(stop - at, len(text))
            at += len(text)
            if first >= last or not text:
                continue
            parent, place = run.getparent(), run.getparent().index(run)
            parent.remove(run)
            pieces = [text[:first], text[first:last], text[last:]]
            for piece, kept in zip(pieces, (False, True, False), strict=True):
                if piece:
                    node = self.run(piece)
                    parent.insert(place, node)
                    place += 1
                    if kept:
                        inside.append(node)
        return inside, start

    # --- editing -----------------------------------------------------------------------------------------------

    def type(self, paragraph: Any, text: str) -> None:
        """Overwrite a paragraph without tracking changes; bookmarks stay."""
        place = None
        for node in list(paragraph):
            if node.tag == w("r"):
                place = paragraph.index(node) if place is None else place
                paragraph.remove(node)
                continue
            for run in list(node.iter(w("r"))):
                run.getparent().remove(run)
        marks = [n for n in paragraph if n.tag == w("bookmarkStart")]
        at = place if place is not None else (paragraph.index(marks[-1]) + 1 if marks else len(paragraph))
        for node in reversed(self.proofed(text)):
            paragraph.insert(at, node)

    def track(self, paragraph: Any, old: str, new: str) -> None:
        """Replace some words with changes tracked; the new words lie in two runs."""
        if not old:
            paragraph.append(self.change("ins", *self.proofed(new)))
            return
        inside, _ = self.split(paragraph, old)
        last = inside[-1]
        if new:
            last.addnext(self.change("ins", *self.proofed(new)))
        for node in inside:
            gone = self.change("del", self.run(self.text(node), deleted=True))
            node.addprevious(gone)
            node.getparent().remove(node)

    def delete_row(self, row: Any) -> None:
        """Delete a row of a table with changes tracked."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(0, properties)
        properties.append(self.change("del"))
        for paragraph in row.iter(w("p")):
            if self.text(paragraph):
                self.track(paragraph, self.text(paragraph), "")

    def add_row(self, row: Any, *cells: str, tracked: bool = True) -> Any:
        """Add a row below another one."""
        new = copy.deepcopy(row)
        for mark in [*new.iter(w("bookmarkStart")), *new.iter(w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        for cell, text in zip(new.iter(w("tc")), cells, strict=True):
            paragraph = cell.find(w("p"))
            for node in list(paragraph):
                if node.tag != w("pPr"):
                    paragraph.remove(node)
            paragraph.extend([self.change("ins", self.run(text))] if tracked else [self.run(text)])
        if tracked:
            properties = new.find(w("trPr"))
            if properties is None:
                properties = etree.Element(w("trPr"))
                new.insert(0, properties)
            properties.append(self.change("ins"))
        row.addnext(new)
        return new

    def add_paragraph(self, after: Any, text: str, like: Any = None) -> Any:
        """Add a paragraph behind another one, in the style of a third."""
        new = etree.Element(w("p"))
        style = like.find(w("pPr")) if like is not None else None
        if style is not None:
            new.append(copy.deepcopy(style))
        new.append(self.run(text))
        after.addnext(new)
        return new

    def accept_all(self) -> None:
        """Accept all changes, as somebody does who wants a clean file."""
        for node in list(self.root.iter(w("del"))):
            parent = node.getparent()
            if parent.tag == w("trPr"):
                row = parent.getparent()
                if row.getparent() is not None:
                    row.getparent().remove(row)
            elif parent is not None:
                parent.remove(node)
        for node in list(self.root.iter(w("ins"))):
            for child in list(node):
                node.addprevious(child)
            node.getparent().remove(node)

    def drop_marks(self) -> None:
        """Lose every bookmark, as a converter may."""
        for node in [*self.root.iter(w("bookmarkStart")), *self.root.iter(w("bookmarkEnd"))]:
            node.getparent().remove(node)

    def drop_properties(self) -> None:
        """Lose the properties that the file carries out of sight."""
        self.parts.pop("docProps/custom.xml", None)
        for name in ("[Content_Types].xml", "_rels/.rels"):
            root = etree.fromstring(self.parts[name])
            for node in list(root):
                if "custom" in (node.get("PartName", "") + node.get("Target", "")):
                    root.remove(node)
            self.parts[name] = etree.tostring(root)

    def comment(self, paragraph: Any, words: str, text: str, *, answers: str | None = None) -> str:
        """Comment on some words of a paragraph (all of it where they are empty); gives the id."""
        if words or self.text(paragraph):
            inside, _ = self.split(paragraph, words or self.text(paragraph))
            first, last = inside[0], inside[-1]
            while first.getparent() is not paragraph:
                first = first.getparent()
            while last.getparent() is not paragraph:
                last = last.getparent()
        else:
            first = last = self.run("")
            paragraph.append(first)
        key = self.write_comment(text, answers)
        first.addprevious(etree.Element(w("commentRangeStart"), {w("id"): key}))
        sign = etree.Element(w("r"))
        etree.SubElement(sign, w("commentReference"), {w("id"): key})
        last.addnext(sign)
        last.addnext(etree.Element(w("commentRangeEnd"), {w("id"): key}))
        return key

    def reply(self, answers: str, text: str) -> str:
        """Answer a comment: Word anchors the reply on the same words."""
        key = self.write_comment(text, answers)
        for name in ("commentRangeStart", "commentRangeEnd"):
            for node in list(self.root.iter(w(name))):
                if node.get(w("id")) == answers:
                    node.addnext(etree.Element(w(name), {w("id"): key}))
        for node in list(self.root.iter(w("commentReference"))):
            if node.get(w("id")) == answers:
                sign = etree.Element(w("r"))
                etree.SubElement(sign, w("commentReference"), {w("id"): key})
                node.getparent().addnext(sign)
        return key

    def write_comment(self, text: str, answers: str | None) -> str:
        """A comment in its part; threads are kept by the numbers of paragraphs."""
        if self.comments is None:
            self.comments = etree.Element(w("comments"), nsmap={"w": W, "w14": W14})
            self.add_part("comments.xml", f"{OFFICE}/comments", f"{WORD_TYPE}.comments+xml")
        key = self.number()
        node = etree.SubElement(
            self.comments,
            w("comment"),
            {w("id"): key, w("author"): self.author, w("date"): self.at, w("initials"): "JN"},
        )
        for line in text.split("\n"):
            paragraph = etree.SubElement(node, w("p"), {f"{{{W14}}}paraId": f"0{int(self.number()):07X}"})
            sign = etree.SubElement(paragraph, w("r"))
            etree.SubElement(sign, w("annotationRef"))
            for run in self.proofed(line):
                paragraph.append(run)
        if answers is not None:
            self.threads.append((self.last_paragraph(key), self.last_paragraph(answers)))
        return key

    def last_paragraph(self, key: str) -> str:
        """The number of the last paragraph of a comment; Word gives one to comments that have none."""
        node = next(each for each in self.comments if each.get(w("id")) == key)
        paragraph = node.findall(w("p"))[-1]
        if paragraph.get(f"{{{W14}}}paraId") is None:
            paragraph.set(f"{{{W14}}}paraId", f"0{int(self.number()):07X}")
        return str(paragraph.get(f"{{{W14}}}paraId"))

    def own_comment(self, words: str) -> Any:
        """A comment that holds some words."""
        return next(
            node for node in self.comments if words in "".join(t.text or "" for t in node.iter(w("t")))
        )

    def add_part(self, name: str, relation: str, kind: str) -> None:
        """Make a part of the package known."""
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/word/{name}", ContentType=kind)
        self.parts["[Content_Types].xml"] = etree.tostring(types)
        relations = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        etree.SubElement(
            relations, f"{{{RELATIONS}}}Relationship", Id=f"rId{self.number()}", Type=relation, Target=name
        )
        self.parts["word/_rels/document.xml.rels"] = etree.tostring(relations)

    def save(self, path: Path) -> Path:
        """Save the file, as its reviewer."""
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        if self.comments is not None:
            parts["word/comments.xml"] = etree.tostring(self.comments, xml_declaration=True, encoding="UTF-8")
        if self.threads:
            root = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
            for own, parent in self.threads:
                etree.SubElement(
                    root,
                    f"{{{W15}}}commentEx",
                    {f"{{{W15}}}paraId": own, f"{{{W15}}}paraIdParent": parent, f"{{{W15}}}done": "0"},
                )
            parts["word/commentsExtended.xml"] = etree.tostring(root)
        core = etree.fromstring(parts["docProps/core.xml"])
        for node in core:
            if node.tag.endswith("}lastModifiedBy"):
                node.text = self.author
            elif node.tag.endswith("}modified"):
                node.text = self.at
        parts["docProps/core.xml"] = etree.tostring(core)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        path.write_bytes(out.getvalue())
        return path
