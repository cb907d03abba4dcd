"""What stands under the title: date, extent, versions, hashes, and the result in brief."""

from __future__ import annotations

from qualcode.model.frameworks import FrameworkFile
from qualcode.reports.blocks import Block, Content, Contents, Facts, PageBreak, Paragraph, Text
from qualcode.reports.material import Material
from qualcode.reports.wording import Words
from qualcode.reports.wording.verdicts import verdict

__all__ = ["author_row", "brief_blocks", "coder_name", "contents_blocks", "no_codings", "title_blocks"]


def title_blocks(material: Material, w: Words) -> list[Block]:
    """Facts of the report: date, extent, coder, versions and hashes."""
    rows = [*author_row(material, w), (w("title.date"), (Text(w.date(material.date)),))]
    extent = w.join(
        [
            w.count(len(material.respondents), "respondent"),
            w.count(len(material.documents), "document"),
            w.count(sum(document.words for document in material.documents), "word"),
        ]
    )
    rows.append((w("title.material"), (Text(extent),)))
    used = sum(1 for code in material.codes if code.kind == "code")
    coded = w.join(
        [
            w.count(used, "code"),
            w.count(len(material.quotations), "quotation"),
            w.count(len(material.codings), "coding"),
        ]
    )
    rows.append((w("title.coding"), (Text(coded),)))
    if material.coder:
        rows.append((w("title.coder"), (Text(coder_name(material, w)),)))
    rows.append((w("title.software"), (Text(f"qualcode {material.version}"),)))
    criteria = [file for file in material.files if file.kind == "criteria"]
    if material.criteria and criteria:
        version = material.criteria.data_version or "–"
        rows.append(
            (
                w("title.criteria"),
                (Text(w("title.version_hash", version=version, hash=short_hash(criteria[-1]))),),
            )
        )
    models = [file for file in material.files if file.kind == "model"]
    if models:
        names = material.model_names
        listed = ", ".join(f"{names[f.id].short if f.id in names else f.id} {short_hash(f)}" for f in models)
        rows.append((w("title.models"), (Text(listed),)))
    return [Facts(w("title.facts"), tuple(rows)), *blind_note(material, w)]


def author_row(material: Material, w: Words) -> list[tuple[str, Content]]:
    """Who wrote the report, where its file says so."""
    return [(w("title.author"), (Text(material.author),))] if material.author else []


def brief_blocks(material: Material, w: Words) -> list[Block]:
    """Where there is a comparison, its verdict over all respondents."""
    if material.comparison is None or material.criteria is None:
        return []
    said = verdict(material.comparison.overall, material.criteria, material.models, w.language)
    return [Paragraph((Text(w("title.brief"), strong=True),)), Paragraph((Text(said),), kind="verdict")]


def contents_blocks(w: Words) -> list[Block]:
    """The contents on pages of their own."""
    return [
        PageBreak(),
        Contents(w("contents.title"), w("contents.tables"), w("contents.figures"), w("contents.hint")),
        PageBreak(),
    ]


def coder_name(material: Material, w: Words) -> str:
    """The coder whose codings are read, or that all are pooled."""
    return w("title.all_coders", names=w.join(material.coders)) if material.coder == "all" else material.coder


def blind_note(material: Material, w: Words) -> list[Block]:
    """That codings of coders who code blind are left out, where they are."""
    if material.unseen:
        return [Paragraph((Text(w("coders.blind", name=material.unseen)),), kind="note")]
    return [Paragraph((Text(w("transcript.withheld")),), kind="note")] if material.blind else []


def no_codings(material: Material, w: Words) -> str:
    """Why there is nothing to count: the coder whose codings were asked for codes blind, or has coded nothing."""
    return w("coders.blind", name=material.unseen) if material.unseen else w("missing.codings")


def short_hash(file: FrameworkFile) -> str:
    """The first twelve signs of a file's SHA-256."""
    return file.sha256[:12]
