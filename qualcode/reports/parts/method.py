"""The audit trail: the course of the work, documents and frameworks with their hashes, settings, results, memos, and the history."""

from __future__ import annotations

import re
from collections.abc import Callable

from qualcode.model.changes import Change
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
from qualcode.reports.parts.course import coders_blocks, course_blocks, growth_blocks
from qualcode.reports.parts.register import (
    mapping_log_blocks,
    results_blocks,
    settings_blocks,
    state_blocks,
)
from qualcode.reports.wording import Words

__all__ = ["trail_blocks"]

RENAMED_CASE = re.compile(r"Renamed the case (.+) to (.+)")
RENAMED_DOCUMENT = re.compile(r"Renamed the document “(.+)” to “(.+)”")
"""Labels of changes that gave up a name."""
MOST_STEPS = 200
"""Steps of the history that are printed one by one."""


def trail_blocks(material: Material, w: Words) -> list[Block]:
    """Everything that lets somebody else follow the analysis; file names never appear, case labels stand for them."""
    blocks: list[Block] = [Heading(1, w("trail.title"), target="trail")]
    trail, hide = material.trail, hider(material)
    if trail is not None:
        blocks += course_blocks(trail, hide, w)
        blocks += coders_blocks(material, trail, w)
        blocks += growth_blocks(trail, hide, w)
    blocks += document_blocks(material, w)
    hashes: list[tuple[str, Content]] = [
        (file.id, (Text(file.sha256),)) for file in material.files if file.kind in ("criteria", "model")
    ]
    blocks.append(Heading(2, w("trail.frameworks")))
    if hashes:
        blocks.append(Facts(w("models.hashes"), tuple(hashes)))
    else:
        blocks.append(Paragraph((Text(w("missing.models")),)))
    if trail is not None:
        blocks += mapping_log_blocks(material, trail, w)
        blocks += settings_blocks(material, w)
        blocks += results_blocks(trail, hider(material, anywhere=True), w)
        blocks += state_blocks(trail, w)
    blocks.append(Heading(2, w("trail.memos")))
    memos = [memo for memo in material.memos if memo.kind in ("methodological", "reflexive")]
    if memos:
        blocks.append(
            BulletList(
                tuple(
                    (
                        Text(f"{w.date(memo.created)}, {hide(memo.target_name)}: ", strong=True),
                        Text(hide(memo.text), language=material.language),
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
        Column((Text(w("respondents.words")),), 1.35, "right"),
        Column((Text("SHA-256"),), 3.8),
    )
    rows = []
    for document in sorted(material.documents, key=lambda each: (w.sort_key(each.case), each.id)):
        parts = (document.case, w.short_date(document.imported_at), document.format, w.language_name(document.language),
                 w.number(document.words, 0), breakable(document.sha256))  # fmt: skip
        rows.append(Row(tuple(Cell(((Text(part),),)) for part in parts)))
    description = w("trail.documents_description", n=len(rows))
    return [*blocks, Table("documents", w("trail.documents_caption"), columns, tuple(rows), description)]


def breakable(digest: str) -> str:
    """A digest in groups of sixteen, so that it can run over several lines."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))


def history_blocks(material: Material, w: Words) -> list[Block]:
    """Every step of the history in order, those taken back included and marked; where they are many, only how many."""
    blocks: list[Block] = [Heading(2, w("trail.history"))]
    if not material.history:
        return [*blocks, Paragraph((Text(w("missing.history")),))]
    if len(material.history) > MOST_STEPS and material.trail is not None:
        said = w("trail.summarised", n=w.number(len(material.history), 0))
        return [*blocks, Paragraph((Text(said),))]
    hide = hider(material)
    columns = (
        Column((Text(w("trail.step")),), 0.8, "right"),
        Column((Text(w("trail.when")),), 2.2),
        Column((Text(w("trail.who")),), 1.4),
        Column((Text(w("trail.kind")),), 2.0),
        Column((Text(w("trail.what")),), 5.0),
    )
    rows = []
    for change in sorted(material.history, key=lambda each: each.id):
        what: list[Text] = [told(change, material, hide, w)]
        if change.undone:
            what.append(Text(f" ({w('trail.undone')})", quiet=True))
        parts: tuple[Content, ...] = (
            (Text(str(change.id)),), (Text(w.moment(change.at)),), (Text(change.actor),),
            (Text(w.known(f"change.{change.op}", "–")),), tuple(what),
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
    if w.language != "en":
        blocks.append(Paragraph((Text(w("trail.in_english")),), kind="note"))
    return blocks


def told(change: Change, material: Material, hide: Callable[[str], str], w: Words) -> Text:
    """What a step did. Names that were given up are not told, nor values of attributes where small cells are withheld."""
    if match := RENAMED_CASE.fullmatch(change.label):
        return Text(w("trail.case_named", case=hide(match[2])))
    if match := RENAMED_DOCUMENT.fullmatch(change.label):
        return Text(w("trail.document_named", case=hide(match[2])))
    if change.op in ("cases.set", "cases.add") and material.withheld is not None:
        return Text(w("trail.attributes_set"))
    return Text(hide(change.label), language="" if w.language == "en" else "en")


def hider(material: Material, *, anywhere: bool = False) -> Callable[[str], str]:
    """A function that puts the case's label in place of document and file names, and of names that cases and documents had before.

    Each may hold a person's name. They are whole words; with ``anywhere``, as for names of files, those of at least four letters may be
    part of one.
    """
    names = {
        name: document.case
        for document in material.documents
        for name in (document.source_name, document.name)
        if name and name != document.case
    }
    for change in sorted(material.history, key=lambda each: -each.id):
        match = RENAMED_CASE.fullmatch(change.label) or RENAMED_DOCUMENT.fullmatch(change.label)
        if match is not None:
            names.setdefault(match[1], names.get(match[2], match[2]))
    current = {case.label for case in material.cases}
    names = {name: label for name, label in names.items() if name not in current}
    if not names:
        return str
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    whole = "|".join(re.escape(name) for name in longest_first)
    pieces = [rf"(?<!\w)(?:{whole})(?!\w)"]
    if anywhere:
        pieces = [re.escape(name) for name in longest_first if len(name) > 3] + pieces
    pattern = re.compile("|".join(pieces))
    return lambda text: pattern.sub(lambda match: names[match[0]], text)
