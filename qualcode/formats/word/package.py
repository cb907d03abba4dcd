"""The parts of a Word file that its reader needs: the main text, styles, numbering, notes; refusals in plain sentences."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.formats.gate import Archive, open_zip, parse_xml, sniff
from qualcode.formats.sniffing import KINDS

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["NAMESPACES", "WordPackage", "open_word", "tags", "value_of"]

NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""WordprocessingML in its usual and its strict form."""
_DOCUMENT = "wordprocessingml.document.main+xml"


def tags(*names: str) -> frozenset[str]:
    """The full tags of WordprocessingML elements, in both forms of the namespace."""
    return frozenset(f"{{{namespace}}}{name}" for namespace in NAMESPACES for name in names)


def value_of(node: etree._Element, attribute: str = "val") -> str | None:
    """An attribute of a WordprocessingML element, in either form of the namespace; None where it is not there."""
    for namespace in NAMESPACES:
        found = node.get(f"{{{namespace}}}{attribute}")
        if found is not None:
            return str(found)
    return None


@dataclass(frozen=True, slots=True)
class WordPackage:
    """A Word file that passed the gate."""

    name: str
    archive: Archive
    main: str
    """Name of the part with the main text."""
    body: etree._Element
    _roots: dict[str, etree._Element] = field(default_factory=dict, repr=False, compare=False)

    def part(self, file: str) -> etree._Element | None:
        """The root of a part beside the main text, such as ``styles.xml``; None where there is none."""
        path = posixpath.join(posixpath.dirname(self.main), file)
        if path not in self.archive:
            return None
        if path not in self._roots:
            self._roots[path] = parse_xml(self.archive[path], self.name)
        return self._roots[path]

    def headers(self) -> tuple[etree._Element, ...]:
        """The roots of all headers and footers."""
        folder = posixpath.dirname(self.main)
        found = []
        for path in self.archive:
            file = posixpath.basename(path)
            if (
                posixpath.dirname(path) == folder
                and file.startswith(("header", "footer"))
                and file.endswith(".xml")
            ):
                found.append(parse_xml(self.archive[path], self.name))
        return tuple(found)


def open_word(data: bytes, name: str) -> WordPackage:
    """Open a Word file from its bytes.

    Raises :class:`~qualcode.errors.FileError` for anything that is not a Word document without macros.
    """
    archive = open_zip(data, "Word document", name)
    if "[Content_Types].xml" not in archive:
        kind = sniff(data)
        known = kind is not None and kind not in ("zip", "docx")
        raise FileError(
            f"{name} is {KINDS[kind]}, not a Word document." if known and kind else _not_word(name)
        )
    main, content_type = _main_part(archive, name)
    if "macroEnabled" in content_type:
        raise FileError(f"{name} is a Word file with macros; save it as .docx and import that.")
    if "template" in content_type:
        raise FileError(f"{name} is a Word template; save it as .docx and import that.")
    if _DOCUMENT not in content_type:
        raise FileError(_not_word(name))
    root = parse_xml(archive[main], name)
    for child in root:
        if child.tag in tags("body"):
            return WordPackage(name=name, archive=archive, main=main, body=child)
    raise FileError(_not_word(name))


def _not_word(name: str) -> str:
    return f"{name} is a zip archive, but not a Word document; save it from Word as .docx."


def _main_part(archive: Archive, name: str) -> tuple[str, str]:
    """Name and content type of the part with the main text."""
    main = "word/document.xml"
    if "_rels/.rels" in archive:
        for relation in parse_xml(archive["_rels/.rels"], name):
            if (
                str(relation.get("Type", "")).endswith("/officeDocument")
                and relation.get("TargetMode") != "External"
            ):
                main = str(relation.get("Target", "")).lstrip("/")
    if main not in archive:
        raise FileError(_not_word(name))
    defaults: dict[str, str] = {}
    for entry in parse_xml(archive["[Content_Types].xml"], name):
        content_type = str(entry.get("ContentType", ""))
        if str(entry.get("PartName", "")).lstrip("/").casefold() == main.casefold():
            return main, content_type
        defaults[str(entry.get("Extension", "")).casefold()] = content_type
    return main, defaults.get(main.rpartition(".")[2].casefold(), "")
