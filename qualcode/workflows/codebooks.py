"""Codebook files in and out of a study."""

from __future__ import annotations

from pathlib import Path

from qualcode.model.codebooks import CodebookFile
from qualcode.study import Study
from qualcode.study.mappings import NewMapping
from qualcode.text.names import name_key
from qualcode.workflows.comparing import adopt_shipped

__all__ = ["export_codebook", "import_codebook"]

SHIPPED = ("starter", "sample")
"""Codebooks that come with qualcode, by name."""


def import_codebook(
    study: Study, file: str | Path, *, language: str | None = None, mappings: bool = True
) -> tuple[int, int]:
    """Add the nodes and proposed mappings of a codebook file as one change; gives how many of each were added.

    ``file`` is a path, or ``starter`` or ``sample``. Nodes whose name exists are left as they are.
    """
    from qualcode.exchange.codebook_files import read_codebook_file
    from qualcode.frameworks import shipped_codebook

    book = shipped_codebook(str(file)) if str(file) in SHIPPED else read_codebook_file(Path(file))
    return add_codebook(study, book, language or study.language, mappings)


def add_codebook(study: Study, book: CodebookFile, language: str, mappings: bool) -> tuple[int, int]:
    """Add a codebook's entries within one change."""
    title = book.title.get(language) or book.title.get("en") or book.id
    present = {name_key(code.name) for code in study.codebook.tree()}
    names = {entry.id: entry.name(language) for entry in book.entries}
    added: set[str] = set()
    with study.change("codebook.import", f"Added the codebook “{title}”") as change:
        for entry in book.entries:
            name = names[entry.id]
            if name_key(name) not in present:
                study.codebook.insert(
                    name,
                    change,
                    kind=entry.kind,
                    under=names[entry.parent] if entry.parent else None,
                    values=entry.fields(language),
                )
                present.add(name_key(name))
                added.add(entry.id)
        proposed = [
            NewMapping(names[entry.id], m.criterion, m.polarity, m.level, m.strength, m.aspect, m.counts)
            for entry in book.entries
            if entry.id in added
            for m in entry.maps
        ]
        if mappings and proposed:
            adopt_shipped(study)
            study.mappings.set_many(proposed)
    return len(added), len(proposed) if mappings else 0


def export_codebook(study: Study, path: Path, *, overwrite: bool = False) -> None:
    """Write the codebook by suffix: yaml, csv and xlsx hold all fields and can be imported again; docx is for reading, as a report."""
    if path.suffix.casefold() in (".docx", ".md", ".html"):
        from qualcode.workflows.report import write_report

        write_report(study, path, kind="codebook", overwrite=overwrite)
        return
    from qualcode.exchange.codebook_files import write_codebook_file

    write_codebook_file(path, study.title, study.language, study.codebook.tree(), study.mappings.list())
