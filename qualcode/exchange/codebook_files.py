"""The codebook as a file: YAML with mappings, or a table with one row a node; what is written can be read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qualcode.errors import FileError, FormatError
from qualcode.exchange.codings_table import columns, needed
from qualcode.formats.tables import TABLE_SUFFIXES, read_table, write_table
from qualcode.model.codebook_changes import CODE_FIELDS
from qualcode.model.codebooks import CodebookEntry, CodebookFile
from qualcode.model.codes import KINDS, ORIGINS, Code, CodeFields
from qualcode.model.frameworks import Mapping
from qualcode.text.names import name_key

__all__ = ["read_codebook_file", "write_codebook_file"]

HEADER = (
    "kind",
    "name",
    "parent",
    "brief",
    "full",
    "when",
    "when_not",
    "example",
    "colour",
    "origin",
    "codings",
    "documents",
)
"""Columns of a codebook table; the counts are for reading and ignored on import."""


def write_codebook_file(
    path: Path, title: str, language: str, tree: Sequence[Code], mappings: Sequence[Mapping]
) -> None:
    """Write a codebook as yaml, csv, tsv or xlsx; raises :class:`~qualcode.errors.FileError` for another suffix."""
    suffix = path.suffix.casefold()
    names = {code.id: code.name for code in tree}
    if suffix in TABLE_SUFFIXES:
        write_table(
            path,
            HEADER,
            (
                (
                    c.kind,
                    c.name,
                    names[c.parent_id] if c.parent_id is not None else "",
                    c.brief,
                    c.full,
                    c.when,
                    c.when_not,
                    c.example,
                    c.colour,
                    c.origin,
                    c.codings,
                    c.documents,
                )
                for c in tree
            ),
            title=title,
        )
        return
    if suffix not in (".yaml", ".yml"):
        raise FileError(
            f"{path.name}: a codebook is written as .yaml, .csv, .xlsx or .docx; choose one of these endings."
        )
    import yaml

    from qualcode.formats.output import write_file

    keys = {code.id: f"N{code.id}" for code in tree}
    entries = [entry(code, keys, language, [m for m in mappings if m.code_id == code.id]) for code in tree]
    book = {"format": "qualcode-codebook/1", "id": "codebook", "title": {language: title}, "entries": entries}
    text = yaml.safe_dump(book, allow_unicode=True, sort_keys=False, width=1000)
    write_file(path, text.encode("utf-8"))


def entry(code: Code, keys: dict[int, str], language: str, mappings: Sequence[Mapping]) -> dict[str, Any]:
    """One node as the YAML format has it; empty fields are left out."""
    row: dict[str, Any] = {"id": keys[code.id], "kind": code.kind}
    if code.parent_id is not None:
        row["under"] = keys[code.parent_id]
    row["label"] = {language: code.name}
    row |= {
        k: {language: v}
        for k, v in (
            ("brief", code.brief),
            ("full", code.full),
            ("when", code.when),
            ("when_not", code.when_not),
            ("example", code.example),
        )
        if v
    }
    row |= {"colour": code.colour, "origin": code.origin}
    if mappings:
        row["aspect"] = mappings[0].aspect
        row["maps"] = [
            {
                "criterion": m.criterion,
                **(
                    {"level": "ask"}
                    if m.level is None
                    else {"polarity": m.polarity}
                    if m.polarity != "level"
                    else {"level": m.level}
                ),
                "strength": m.strength,
                "counts": m.counts,
                **({"aspect": m.aspect} if m.aspect != mappings[0].aspect else {}),
            }
            for m in mappings
        ]
    return row


def read_codebook_file(path: Path) -> CodebookFile:
    """Read a codebook from yaml, csv, tsv or xlsx; raises :class:`~qualcode.errors.FormatError` with the line."""
    suffix = path.suffix.casefold()
    if suffix in (".yaml", ".yml"):
        from qualcode.frameworks import load_codebook

        return load_codebook(path)
    if suffix in TABLE_SUFFIXES:
        return read_codebook_table(path)
    raise FileError(f"{path.name}: a codebook is read from .yaml, .csv, .tsv or .xlsx.")


def read_codebook_table(path: Path) -> CodebookFile:
    """Read a codebook from a table with the columns name and, where they are there, kind, parent and the codebook fields."""
    table = read_table(path)
    get = columns(table, path, ("name",))
    entries: list[CodebookEntry] = []
    ids: dict[str, str] = {}
    for n, row in enumerate(table.rows):
        line = table.lines[n]
        name = needed(get, row, "name", path, line).strip()
        kind, origin, parent = (
            get(row, "kind").strip() or "code",
            get(row, "origin").strip() or "data",
            get(row, "parent").strip(),
        )
        if kind not in KINDS:
            raise FormatError(
                f"{path.name}, line {line}: “{kind}” is no kind; write {', '.join(KINDS)}.", line=line
            )
        if origin not in ORIGINS:
            raise FormatError(
                f"{path.name}, line {line}: “{origin}” is no origin; write {', '.join(ORIGINS)}.", line=line
            )
        if parent and name_key(parent) not in ids:
            raise FormatError(
                f"{path.name}, line {line}: the parent “{parent}” does not stand in a line above.", line=line
            )
        if name_key(name) in ids:
            raise FormatError(f"{path.name}, line {line}: “{name}” stands in the table twice.", line=line)
        ids[name_key(name)] = f"N{n + 1}"
        brief, full, when, when_not, example, colour = (
            get(row, k).strip() for k in ("brief", "full", "when", "when_not", "example", "colour")
        )
        fields = CodeFields(brief, full, when, when_not, example, colour, origin)
        entries.append(
            CodebookEntry(
                f"N{n + 1}",
                kind,
                ids[name_key(parent)] if parent else None,
                {"": name},
                {"": fields},
            )
        )
    there = set(map(name_key, table.header))
    return CodebookFile(
        id="codebook",
        title={"": path.stem},
        note={},
        languages=(),
        entries=tuple(entries),
        lacking=tuple(name for name in ("parent", *CODE_FIELDS) if name not in there),
    )
