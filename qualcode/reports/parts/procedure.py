"""How the analysis was done, as far as the study knows it; the author completes what it cannot know."""

from __future__ import annotations

from collections import Counter

from qualcode.reports.blocks import Block, BulletList, Footnote, Heading, Paragraph, Ref, Text
from qualcode.reports.material import Material
from qualcode.reports.parts.comparison import missing_comparison
from qualcode.reports.parts.figures import fewest
from qualcode.reports.parts.title import coder_name, no_codings
from qualcode.reports.parts.tree_table import extent_of
from qualcode.reports.wording import Words
from qualcode.reports.wording.revisions import revision_sentences

__all__ = ["procedure_blocks"]


def procedure_blocks(material: Material, w: Words) -> list[Block]:
    """Import, coding, codes, co-occurrence and comparison, each in the sentences that the material supports."""
    blocks: list[Block] = [Heading(1, w("procedure.title"), target="procedure")]
    if material.documents:
        formats = w.join(sorted({document.format for document in material.documents}))
        blocks.append(
            say(
                w(
                    "procedure.import",
                    documents=w.count(len(material.documents), "document"),
                    formats=formats,
                    version=material.version,
                    example=example(material),
                ),
                *([w("note.translation")] if translated(material) else []),
            )
        )
    else:
        blocks.append(say(w("missing.documents")))
    if material.codings:
        blocks.append(
            say(
                w(
                    "procedure.coding",
                    codings=w.count(len(material.codings), "coding"),
                    quotations=w.count(len(material.quotations), "quotation"),
                    coder=coder_name(material, w),
                )
                + (
                    " " + w("procedure.coders", names=w.join(material.coders))
                    if len(material.coders) > 1
                    else ""
                )
                + (
                    " " + w("procedure.elsewhere", codings=w.count(material.elsewhere, "coding"))
                    if material.elsewhere
                    else ""
                ),
                *([w("note.speech")] if material.elsewhere else []),
            )
        )
    else:
        blocks.append(say(no_codings(material, w)))
    codes = [code for code in material.codes if code.kind == "code"]
    if codes:
        origins = Counter(code.origin for code in codes)
        named = w.join(
            [
                w(f"procedure.origin.{origin}", n=w.number(number, 0))
                for origin, number in sorted(origins.items())
            ]
        )
        blocks.append(
            say(
                w(
                    "procedure.codes",
                    nodes=extent_of(material.codes, w),
                    origins=named,
                )
            )
        )
    kinds = Counter(memo.kind for memo in material.memos)
    if kinds:
        listed = w.join([w.count(number, f"memo.{kind}") for kind, number in sorted(kinds.items())])
        blocks.append(say(w("procedure.memos", memos=listed)))
    found = material.cooccurrence
    if found is not None:
        unit = w(f"unit.{found.unit}")
        role = w(f"role.{found.role}") if found.role else w("role.all")
        sentence = w("procedure.cooccurrence", unit=unit, role=role)
        sentence += " " + w("procedure.minimum", people=w.count(fewest(material), "respondent"))
        blocks.append(say(sentence))
    if material.comparison is not None:
        blocks.append(say(w("procedure.comparison")))
        blocks.append(
            BulletList(
                tuple(
                    (Text(w(f"procedure.rule.{rule}")),)
                    for rule in ("respondent", "distance", "fit", "missing", "counts")
                )
            )
        )
        if missing_comparison(material, w) is None:
            blocks.append(Paragraph(w.content("thresholds.sentence", table=Ref("thresholds")), kind="note"))
    names = {model.id: w.label(model.label) for model in material.models}
    blocks += [say(sentence) for sentence in revision_sentences(material.revised, names, w)]
    blocks.append(say(w("procedure.author")))
    return blocks


def say(sentence: str, *notes: str) -> Paragraph:
    """A paragraph of plain text, with footnotes at its end."""
    return Paragraph((Text(sentence), *(Footnote((Text(note),)) for note in notes)))


def translated(material: Material) -> bool:
    """Whether the report prints translations of quotations."""
    return material.choices.translation != "original" and any(
        said.translation for said in material.quotations.values()
    )


def example(material: Material) -> str:
    """How a quotation of this study is cited; an invented number where there is none yet."""
    first = next(iter(material.quotations.values()), None)
    return f"{first.case}:{first.id}" if first is not None else "R01:1"
