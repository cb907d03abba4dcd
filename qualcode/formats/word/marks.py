"""Names and values that a Word file carries out of sight: its custom properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.formats.gate import parse_xml
from qualcode.formats.word.markup import clean

__all__ = ["marks_part"]

PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The one format that Word knows for such properties."""
LONGEST_NAME = 255


def marks_part(marks: Mapping[str, str], already: bytes | None = None) -> bytes:
    """The part with the custom properties: those that a template brought (``already``), and ``marks`` over them.

    A property needs a name, so a value without one is left out.
    """
    from lxml import etree

    root: Any = None
    if already:
        root = parse_xml(already, "docProps/custom.xml")
    if root is None or root.tag != f"{{{PROPERTIES}}}Properties":
        root = etree.fromstring(f'<Properties xmlns="{PROPERTIES}" xmlns:vt="{TYPES}"/>')
    named = {" ".join(clean(name).split())[:LONGEST_NAME]: clean(value) for name, value in marks.items()}
    named.pop("", None)
    names = {name.casefold() for name in named}
    for child in list(root):
        if not isinstance(child.tag, str) or (child.get("name") or "").casefold() in names:
            root.remove(child)
    for name, value in named.items():
        node = etree.SubElement(root, f"{{{PROPERTIES}}}property", fmtid=FORMAT, name=name)
        etree.SubElement(node, f"{{{TYPES}}}lpwstr").text = value
    for number, child in enumerate(root, 2):
        child.set("pid", str(number))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
