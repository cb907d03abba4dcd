"""Opening the template that a report is written into: our own, or somebody else's made safe.

Of a template that the user hands in, the styles, page, header and footer are taken; its text is left out, and whatever
points out of the file is cut off.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qualcode.errors import FileError
from qualcode.formats.gate import KINDS, open_zip, read_file
from qualcode.formats.word.markup import NAMESPACES, W
from qualcode.formats.word.pages import page_of
from qualcode.formats.word.template import own_template, pack
from qualcode.formats.xml import has_doctype, looks_like_xml

__all__ = ["open_template"]

R = NAMESPACES["r"]
TYPES = "[Content_Types].xml"
RELICS = (
    "/stylesWithEffects", "/thumbnail", "/attachedTemplate", "/customXml", "/comments", "/commentsExtended", "/commentsIds",
    "/commentsExtensible", "/people", "/footnotes", "/endnotes", "/glossaryDocument", "/oleObject", "/package", "/control", "/aFChunk",
    "/subDocument", "/frame", "/keyMapCustomizations", "/attachedToolbars", "/printerSettings", "/mailMergeSource", "/recipientData",
)  # fmt: skip
"""Kinds of parts that a report does not take over: left from the text, from other programs, or active."""
FRAME = frozenset({"styles", "settings", "numbering", "theme", "fontTable", "webSettings"})
"""Kinds of parts that a document has whatever its text."""
UNWANTED_SETTINGS = (
    "attachedTemplate", "documentProtection", "writeProtection", "mailMerge", "trackRevisions", "updateFields", "footnotePr",
    "endnotePr",
)  # fmt: skip
FETCHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|LINK|IMPORT|EMBED|DATABASE|MACROBUTTON)\b",
    re.IGNORECASE,
)
"""Fields whose result comes from another file, program or macro."""


def open_template(path: Path | None, language: str) -> Any:
    """A python-docx document to write into: our own template, or the user's ``.docx`` or ``.dotx`` made safe.

    Raises :class:`~qualcode.errors.FileError` for a template that is damaged, holds macros or is no Word file.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if path is None:
        return docx.Document(io.BytesIO(own_template(language)))
    if path.suffix.lower() in (".docm", ".dotm"):
        raise FileError(f"{path.name} holds macros; save the template as .dotx or .docx and try again.")
    if path.suffix.lower() not in (".docx", ".dotx"):
        raise FileError(f"{path.name} is no Word template; give a .dotx or .docx file.")
    checked = open_zip(read_file(path), "Word template", path.name)
    parts = {name: checked[name] for name in checked}
    check_parts(parts, path.name)
    parts[TYPES] = parts[TYPES].replace(b".template.main+xml", b".document.main+xml")
    try:
        document = docx.Document(io.BytesIO(pack(parts)))
        make_safe(document)
    except (
        KeyError,
        ValueError,
        AttributeError,
        RecursionError,
        SyntaxError,
        PackageNotFoundError,
    ):
        raise FileError(
            f"{path.name} is damaged or no Word document; save it again in Word and try once more."
        ) from None
    return document


def check_parts(parts: Mapping[str, bytes], name: str) -> None:
    """Refuse what is no Word document, holds macros, or declares a document type in any of its parts."""
    if TYPES not in parts:
        other = KINDS.get("odt") if parts.get("mimetype", b"").startswith(b"application/vnd.oasis") else None
        raise FileError(
            f"{name} is {other or 'a zip file'}, but not a Word document; give a .dotx or .docx file."
        )
    if b"macroEnabled" in parts[TYPES] or any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise FileError(f"{name} holds macros; save the template as .dotx or .docx and try again.")
    if b"http://purl.oclc.org/ooxml/" in parts.get("_rels/.rels", b""):
        raise FileError(
            f"{name} is saved in the strict form of the format; save it in Word as “Word Document (.docx)” and try again."
        )
    for part, data in parts.items():
        if looks_like_xml(data) and not part.lower().endswith(".svg") and has_doctype(data):
            raise FileError(
                f"{name} is refused: {part} declares a document type, which no Word file does; save the template again in Word."
            )


def make_safe(document: Any) -> None:
    """Drop the text, relic parts and everything that points out of the file; keep styles, page, header and footer."""
    body = document.element.body
    page = page_of(body)
    for child in list(body):
        body.remove(child)
    if page is not None:
        body.append(page)
    keep_only_the_frame(document.part, page)
    settings = document.settings.element
    for name in UNWANTED_SETTINGS:
        for found in settings.findall(f"{{{W}}}{name}"):
            settings.remove(found)
    for part in [document.part.package, *document.part.package.iter_parts()]:
        rels = part.rels
        for key in [
            key for key, relation in rels.items() if relation.is_external or relation.reltype.endswith(RELICS)
        ]:
            if hasattr(part, "element"):
                unlink(part.element, key)
            rels.pop(key)
        if hasattr(part, "element"):
            silence(part.element)


def keep_only_the_frame(part: Any, page: Any) -> None:
    """Cut off pictures and all else that belonged to the text, and headers and footers of pages that are not taken."""
    used: set[str] = set()
    for node in list(page) if page is not None else ():
        found = node.get(f"{{{R}}}id")
        if found is not None and found not in part.rels:
            page.remove(node)  # a header that the file does not have
        elif found is not None:
            used.add(found)
    for key, relation in list(part.rels.items()):
        kind = relation.reltype.rpartition("/")[2]
        if not (kind in FRAME or (kind in ("header", "footer") and key in used)):
            part.rels.pop(key)


def silence(element: Any) -> None:
    """Empty the instructions of fields that would fetch something from elsewhere."""
    for node in element.iter(f"{{{W}}}instrText"):
        if FETCHING.search(node.text or ""):
            node.text = " "
    for node in element.iter(f"{{{W}}}fldSimple"):
        if FETCHING.search(node.get(f"{{{W}}}instr") or ""):
            node.set(f"{{{W}}}instr", " ")


def unlink(element: Any, key: str) -> None:
    """Take the id of a relation that is cut off from the XML: text and pictures stay, what it alone stood for goes."""
    for node in list(element.iter()):
        names = [name for name, value in node.attrib.items() if value == key and name.startswith(f"{{{R}}}")]
        if not names or not isinstance(node.tag, str):
            continue
        if node.tag.rpartition("}")[2] in ("hyperlink", "blip", "imagedata"):
            for name in names:
                del node.attrib[name]
        elif node.getparent() is not None:
            node.getparent().remove(node)
