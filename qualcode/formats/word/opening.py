"""Opening the template that a report is written into: our own, or somebody else's made safe.

Of a template that the user hands in, the styles, page, header and footer are taken; its text is left out, and whatever
points out of the file is cut off.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from qualcode.errors import FileError
from qualcode.formats.gate import open_zip, read_file
from qualcode.formats.word.markup import NAMESPACES, W
from qualcode.formats.word.template import own_template, pack

__all__ = ["open_template"]

R = NAMESPACES["r"]


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
    if "[Content_Types].xml" not in parts:
        raise FileError(f"{path.name} is a zip file, but not a Word document; give a .dotx or .docx file.")
    types = parts["[Content_Types].xml"]
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise FileError(f"{path.name} holds macros; save the template as .dotx or .docx and try again.")
    parts["[Content_Types].xml"] = types.replace(b".template.main+xml", b".document.main+xml")
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


def make_safe(document: Any) -> None:
    """Drop the text, relic parts and everything that points out of the file; keep styles, page, header and footer."""
    body = document.element.body
    for child in list(body):
        if child.tag != f"{{{W}}}sectPr":
            body.remove(child)
    if document.settings.element.find(f"{{{W}}}attachedTemplate") is not None:
        document.settings.element.remove(document.settings.element.find(f"{{{W}}}attachedTemplate"))
    relics = ("/stylesWithEffects", "/thumbnail", "/attachedTemplate", "/comments", "/customXml")
    for part in [document.part.package, *document.part.package.iter_parts()]:
        rels = part.rels
        for key in [
            key for key, relation in rels.items() if relation.is_external or relation.reltype.endswith(relics)
        ]:
            if rels[key].is_external and hasattr(part, "element"):
                unlink(part.element, key)
            rels.pop(key)


def unlink(element: Any, key: str) -> None:
    """Take an outside link's id from the XML: hyperlinks lose it, linked pictures go."""
    for node in element.xpath(f"//*[@*[.='{key}']]"):
        for name in [
            name for name, value in node.attrib.items() if value == key and name.startswith(f"{{{R}}}")
        ]:
            del node.attrib[name]
