"""Which program wrote a Word file: a file that Word or LibreOffice saved since holds somebody's work."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

__all__ = ["APPLICATION", "application_part", "is_ours", "name_application"]

APPLICATION = "qualcode"
PART = "docProps/app.xml"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"
KIND = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
SAID = re.compile(rb"<Application>\s*([^<]*?)\s*</Application>")
MOST = 65_536
"""Bytes of the part that are read; ours has far fewer."""


def application_part() -> str:
    """The part that names the program, without a declaration."""
    return f'<Properties xmlns="{EXTENDED}"><Application>{APPLICATION}</Application></Properties>'


def is_ours(path: Path) -> bool:
    """Whether a file is a Word file as this program wrote it, and no other program has saved it since; False for what cannot be read."""
    try:
        with zipfile.ZipFile(path) as package, package.open(PART) as part:
            found = SAID.search(part.read(MOST))
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return False
    return found is not None and found[1] == APPLICATION.encode()


def name_application(package: Any) -> None:
    """Let a package (of python-docx) say that this program wrote it, in the place of what its template said."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATION:
            package.rels.pop(key)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    part = Part(PackURI(f"/{PART}"), KIND, (head + application_part()).encode(), package)
    package.relate_to(part, RELATION)
