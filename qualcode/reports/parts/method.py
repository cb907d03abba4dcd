"""The audit trail: documents with their hashes, frameworks with theirs, memos on method, and every step of the history."""

from __future__ import annotations

import re
from collections.abc import Callable

from qualcode.reports.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Content,
    Facts,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
)
from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["trail_blocks"]


def trail_blocks(material: Material, w: Words) -> list[Block]:
    """Everything that lets somebody else follow the analysis; file names never appear, case labels stand for them."""
    blocks: list[Block] = [Heading(1, w("trail.title"), target="trail")]
    blocks += document_blocks(material, w)
    hashes: list[tuple[str, Content]] = [
        (file.id, (Text(file.sha256),)) for file in material.files if file.kind in ("criteria", "model")
    ]
    blocks.append(Heading(2, w("trail.frameworks")))
    if hashes:
        blocks.append(Facts(w("models.hashes"), tuple(hashes)))
    else:
        blocks.append(Paragraph((Text(w("missing.models")),)))
    blocks.append(Heading(2, w("trail.memos")))
    memos = [memo for memo in material.memos if memo.kind in ("methodological", "reflexive")]
    if memos:
        hide = hider(material)
        blocks.append(
            BulletList(
                tuple(
                    (
                        Text(f"{w.date(memo.created)}, {hide(memo.target_name)}: ", strong=True),
                        Text(hide(memo.text)),
                    )
                    for memo in memos
                )
            )
        )
    else:
        blocks.append(Paragraph((Text(w("missing.memos")),)))
    return blocks + history_blocks(material, w)


def document_blocks(material: Material, w: Words) -> list[Block]:
    """The documents by the label of their case, with what proves their text."""
    blocks: list[Block] = [Heading(2, w("trail.documents"))]
    if not material.documents:
        return [*blocks, Paragraph((Text(w("missing.documents")),))]
    columns = (
        Column((Text(w("respondents.respondent")),), 1.3),
        Column((Text(w("trail.imported")),), 1.9),
        Column((Text(w("trail.format")),), 1.0),
        Column((Text(w("trail.language")),), 1.1),
        Column((Text(w("respondents.words")),), 0.9, "right"),
        Column((Text("SHA-256"),), 4.0),
    )
    rows = []
    for document in sorted(material.documents, key=lambda each: (w.sort_key(each.case), each.id)):
        parts = (document.case, w.date(document.imported_at), document.format, w.language_name(document.language),
                 w.number(document.words, 0), breakable(document.sha256))  # fmt: skip
        rows.append(Row(tuple(Cell(((Text(part),),)) for part in parts)))
    description = w("trail.documents_description", n=len(rows))
    return [*blocks, Table("documents", w("trail.documents_caption"), columns, tuple(rows), description)]


def breakable(digest: str) -> str:
    """A digest in groups of sixteen, so that it can run over several lines."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))


def history_blocks(material: Material, w: Words) -> list[Block]:
    """Every step of the history in order, those taken back included and marked."""
    blocks: list[Block] = [Heading(2, w("trail.history"))]
    if not material.history:
        return [*blocks, Paragraph((Text(w("missing.history")),))]
    hide = hider(material)
    columns = (
        Column((Text(w("trail.step")),), 0.8, "right"),
        Column((Text(w("trail.when")),), 2.2),
        Column((Text(w("trail.who")),), 1.6),
        Column((Text(w("trail.what")),), 6.0),
    )
    rows = []
    for change in sorted(material.history, key=lambda each: each.id):
        language = "" if w.language == "en" else "en"
        what: list[Text] = [Text(hide(change.label), language=language)]
        if change.undone:
            what.append(Text(f" ({w('trail.undone')})", quiet=True))
        parts: tuple[Content, ...] = (
            (Text(str(change.id)),), (Text(w.moment(change.at)),), (Text(change.actor),), tuple(what),
        )  # fmt: skip
        rows.append(Row(tuple(Cell((part,)) for part in parts)))
    blocks.append(
        Table(
            "history",
            w("trail.history_caption"),
            columns,
            tuple(rows),
            w("trail.history_description", n=len(rows)),
        )
    )
    return blocks


def hider(material: Material) -> Callable[[str], str]:
    """A function that puts the case's label in place of document and file names, which may hold a person's name."""
    names = {
        name: document.case
        for document in material.documents
        for name in (document.source_name, document.name)
        if name and name != document.case
    }
    if not names:
        return str
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in longest_first) + r")(?!\w)")
    return lambda text: pattern.sub(lambda match: names[match[0]], text)
