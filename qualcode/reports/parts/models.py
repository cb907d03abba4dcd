"""The model appendix: what each model expects and on what basis, the mapping of codes, the sources."""

from __future__ import annotations

from collections import Counter

from qualcode.model.frameworks import UNVERIFIED, ReferenceModel
from qualcode.model.frameworks import Cell as Expectation
from qualcode.reports.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Content,
    Facts,
    Heading,
    Paragraph,
    Ref,
    Row,
    Table,
    Text,
)
from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["models_blocks"]

MARK = "†"
"""Stands beside what a reader should check first: recalled or inferred."""


def models_blocks(material: Material, w: Words) -> list[Block]:
    """Hashes, mapping table, one table a model with the basis of each cell, and the sources they name."""
    blocks: list[Block] = [Heading(1, w("models.title"), numbered=False, target="models")]
    if not material.models:
        return [*blocks, Paragraph((Text(w("missing.models")),))]
    bases = Counter(cell.basis for model in material.models for cell in model.cells.values())
    listed = w.join(
        [f"{w(f'basis.{basis}')} {w.number(number, 0)}" for basis, number in sorted(bases.items())]
    )
    blocks.append(Paragraph((Text(w("models.sentence", bases=listed, mark=MARK)),)))
    hashes = tuple(
        (f"{file.id}", (Text(file.sha256),)) for file in material.files if file.kind in ("criteria", "model")
    )
    if hashes:
        blocks.append(Facts(w("models.hashes"), hashes))
    blocks += mapping_blocks(material, w)
    labels = (
        {each.id: w.label(each.label) for each in material.criteria.criteria} if material.criteria else {}
    )
    for number, model in enumerate(material.models, 1):
        blocks += model_blocks(model, number, labels, w)
    used = sorted({key for model in material.models for cell in model.cells.values() for key in cell.src})
    known = [material.sources[key] for key in used if key in material.sources]
    if known:
        blocks.append(Heading(2, w("models.sources"), numbered=False))
        language = "" if w.language == "en" else "en"
        items: list[Content] = []
        for source in known:
            mark = MARK if source.status in UNVERIFIED else ""
            items.append(
                (
                    Text(f"{source.id}{mark}: ", strong=True),
                    Text(f"{source.about} {source.ref}", language=language),
                )
            )
        blocks.append(BulletList(tuple(items)))
    return blocks


def model_blocks(model: ReferenceModel, number: int, labels: dict[str, str], w: Words) -> list[Block]:
    """One model: summary and the table of what it expects."""
    language = "" if w.language == "en" else "en"
    key = f"model{number}"
    columns = (
        Column((Text(w("models.criterion")),), 3.0),
        Column((Text(w("models.expected")),), 1.2, "center"),
        Column((Text(w("models.importance")),), 1.4),
        Column((Text(w("models.basis")),), 1.6),
        Column((Text(w("models.note")),), 4.0),
    )
    rows = [model_row(name, cell, labels, w, language) for name, cell in model.cells.items()]
    name = w.label(model.label)
    blocks: list[Block] = [
        Heading(2, name, numbered=False),
        Paragraph((Text(model.summarised(w.language), language=w.foreign(model.summary)),)),
        Table(
            key,
            w("models.caption", model=name),
            columns,
            tuple(rows),
            w("models.description", n=len(rows), model=name),
        ),
    ]
    said = [w("models.draft")] if model.draft else []
    if model.unverified:
        said.append(
            w(
                "models.unverified_cells",
                n=w.number(model.unverified, 0),
                cells=w.number(len(rows), 0),
                mark=MARK,
            )
        )
    if not model.rank:
        said.append(w("models.family" if model.kind == "family" else "models.unranked"))
    if said:
        blocks.append(Paragraph((Text(" ".join(said)),), kind="note"))
    return blocks


def model_row(name: str, cell: Expectation, labels: dict[str, str], w: Words, language: str) -> Row:
    """One expectation with its basis; unverified ones bear a mark and the word."""
    basis = w(f"basis.{cell.basis}") + (MARK if cell.unverified else "")
    source = ", ".join(cell.src)
    note: Content = tuple(
        part for part in (Text(source + ("  " if source and cell.note else "")), Text(cell.note, language=language)) if part.text
    )  # fmt: skip
    parts: tuple[Content, ...] = (
        (Text(labels.get(name, name)),),
        (Text(w.levels(cell.lo, cell.hi)),),
        (Text(w(f"importance.{cell.importance}")),),
        (Text(basis),),
        note or (Text("–"),),
    )
    return Row(tuple(Cell((part,)) for part in parts))


def mapping_blocks(material: Material, w: Words) -> list[Block]:
    """How codes speak to criteria: the step at which the analyst's judgement enters the comparison."""
    blocks: list[Block] = [Heading(2, w("mapping.title"), numbered=False, target="mapping")]
    if not material.mappings:
        return [*blocks, Paragraph((Text(w("missing.mappings")),))]
    labels = (
        {each.id: w.label(each.label) for each in material.criteria.criteria} if material.criteria else {}
    )
    readings = Counter((reading.code_id, reading.criterion) for reading in material.readings)
    columns = (
        Column((Text(w("mapping.code")),), 3.0),
        Column((Text(w("mapping.criterion")),), 3.0),
        Column((Text(w("mapping.level")),), 1.5),
        Column((Text(w("mapping.strength")),), 0.9, "center"),
        Column((Text(w("mapping.aspect")),), 1.4),
        Column((Text(w("mapping.counts")),), 1.0, "center"),
        Column((Text(w("mapping.readings")),), 1.2, "right"),
    )
    rows = []
    for mapping in material.mappings:
        level = (
            w("polarity.ask")
            if mapping.polarity == "ask"
            else f"{w(f'polarity.{mapping.polarity}')} ({mapping.level})"
        )
        parts = (
            mapping.code, labels.get(mapping.criterion, mapping.criterion), level, str(mapping.strength),
            w(f"aspect.{mapping.aspect}"), w("yes") if mapping.counts else w("no"),
            w.number(readings[(mapping.code_id, mapping.criterion)], 0),
        )  # fmt: skip
        texts = (Text(part, language="" if n else material.language) for n, part in enumerate(parts))
        rows.append(Row(tuple(Cell(((text,),)) for text in texts)))
    blocks.append(
        Paragraph(w.content("mapping.sentence", table=Ref("mapping"), mappings=w.count(len(rows), "mapping")))
    )
    blocks.append(
        Table("mapping", w("mapping.caption"), columns, tuple(rows), w("mapping.description", n=len(rows)))
    )
    return blocks
