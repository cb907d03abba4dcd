"""Whether a Word file is sound: the schema of the format, the structure of its package, and what neither looks at.

``sound(data)`` is empty for a file that nothing is wrong with; everybody's tests of Word files use it.
"""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import docx
from lxml import etree
from ooxml_integrity import Severity, check
from openxml_audit import FileFormat, OpenXmlValidator

from qualcode.formats.word.template import pack
from tests.formats.word_checks import W, problems

__all__ = ["sound"]

VERSIONS = (FileFormat.OFFICE_2010, FileFormat.MICROSOFT_365)
VALUE = re.compile(
    r'((?:w:(?:id|name|anchor|w|author|date|initials)|descr|title|name|id|r:embed|r:id|cx|cy)=)"[^"]*"'
)
ALT = re.compile(r'(<w:tbl(?:Caption|Description) w:val=)"[^"]*"')
SPACES = re.compile(r' xmlns:\w+="[^"]*"')
NO_LIST = "Numbering definition '0' referenced"
"""List 0 is that of paragraphs taken out of a list; the validator takes it for one that is missing."""
SEEN: set[str] = set()
"""Shapes of paragraphs, rows and comments that a validator has found right in this process."""


def sound(data: bytes) -> list[str]:
    """What a Word file breaks, one sentence each.

    The whole file passes the own checks, the check of the package, and python-docx. The schema is checked for each shape
    of a paragraph or row once (what it is made of, not what it says), since a schema says nothing of the words.
    """
    found = problems(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if damaged := package.testzip():
            found.append(f"damaged entry {damaged}")
        parts = {name: package.read(name) for name in package.namelist()}
    docx.Document(io.BytesIO(data))
    shapes = thin(parts)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.docx"
        path.write_bytes(data)
        found += [f"package: {each}" for each in check(path) if each.severity >= Severity.WARN]
        path.write_bytes(pack(parts))
        wrong = [
            f"{version.value}: {each}"
            for version in VERSIONS
            for each in validator(version).validate(path).errors
            if NO_LIST not in str(each)
        ]
    if not wrong:
        SEEN.update(shapes)
    return found + wrong


@cache
def validator(version: FileFormat) -> OpenXmlValidator:
    return OpenXmlValidator(file_format=version, max_errors=40)


def thin(parts: dict[str, bytes]) -> set[str]:
    """Take out of the text and its comments what has a shape that was seen; gives the shapes that are left."""
    shapes: set[str] = set()
    drop_looks(parts, shapes)
    root = etree.fromstring(parts["word/document.xml"])
    body = root.find(f"{W}body")
    assert body is not None
    for child in list(body):
        if child.tag == f"{W}p":
            drop_seen(child, shapes)
        elif child.tag == f"{W}tbl":
            first, *others = child.findall(f"{W}tr")
            for row in (*others, first):
                if row is not first or len(child.findall(f"{W}tr")) > 1:
                    drop_seen(row, shapes)
            drop_seen(child, shapes)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if "word/comments.xml" in parts:
        used = {node.get(f"{W}id") for node in root.iter(f"{W}commentReference")}
        comments = etree.fromstring(parts["word/comments.xml"])
        for child in list(comments):
            if child.get(f"{W}id") not in used:
                drop_seen(child, shapes)
        parts["word/comments.xml"] = etree.tostring(
            comments, xml_declaration=True, encoding="UTF-8", standalone=True
        )
    return shapes


def drop_looks(parts: dict[str, bytes], shapes: set[str]) -> None:
    """Leave of styles that were seen only which there are: their looks were checked before."""
    shape = hashlib.sha256(parts["word/styles.xml"]).hexdigest()
    shapes.add(shape)
    if shape in SEEN:
        styles = etree.fromstring(parts["word/styles.xml"])
        for node in [*styles.iterfind(f"{W}latentStyles"), *styles.iterfind(f"{W}style/*")]:
            if node.tag not in (f"{W}name", f"{W}basedOn"):
                node.getparent().remove(node)  # type: ignore[union-attr]
        parts["word/styles.xml"] = etree.tostring(
            styles, xml_declaration=True, encoding="UTF-8", standalone=True
        )


def drop_seen(node: etree._Element, shapes: set[str]) -> None:
    """Take a node out if one of its shape was checked before or stays in this file."""
    shape = SPACES.sub("", etree.tostring(node, encoding="unicode", with_tail=False))
    shape = re.sub(">[^<]+<", ">x<", ALT.sub(r"\1", VALUE.sub(r"\1", shape)))
    if shape in SEEN or shape in shapes:
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)
    else:
        shapes.add(shape)
