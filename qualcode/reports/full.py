"""Reports as blocks: which parts there are, and which of them a report of a kind has, in which order.

A new part is a line in :data:`PARTS`, a new kind of report one in :data:`KINDS` with its subtitle ``subtitle.KIND`` in the wording.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qualcode.errors import InputError
from qualcode.reports.blocks import Block, Heading, Paragraph, Report
from qualcode.reports.joining import joined
from qualcode.reports.material import Material
from qualcode.reports.parts.agreement import agreement_blocks
from qualcode.reports.parts.appendix import appendix_blocks, sample_blocks
from qualcode.reports.parts.categories import categories_blocks
from qualcode.reports.parts.certainty import threshold_blocks
from qualcode.reports.parts.checklists import coreq_blocks, srqr_blocks
from qualcode.reports.parts.codebook import codebook_blocks
from qualcode.reports.parts.codes import code_blocks
from qualcode.reports.parts.comparison import comparison_blocks
from qualcode.reports.parts.coverage import coverage_blocks
from qualcode.reports.parts.evidence import criteria_evidence_blocks, evidence_blocks
from qualcode.reports.parts.figures import figures_blocks
from qualcode.reports.parts.frequencies import frequencies_blocks
from qualcode.reports.parts.groups import groups_blocks
from qualcode.reports.parts.guide import guide_blocks
from qualcode.reports.parts.limitations import limitations_blocks
from qualcode.reports.parts.method import trail_blocks
from qualcode.reports.parts.models import models_blocks
from qualcode.reports.parts.narrative import narrative_blocks
from qualcode.reports.parts.procedure import procedure_blocks
from qualcode.reports.parts.respondents import respondents_blocks
from qualcode.reports.parts.saturation import saturation_blocks
from qualcode.reports.parts.title import brief_blocks, contents_blocks, title_blocks
from qualcode.reports.parts.transcript import transcript_blocks, transcript_facts_blocks
from qualcode.reports.pausing import uncollected
from qualcode.reports.plan import Need, Part, PlannedPart, ReportPlan
from qualcode.reports.protecting import protected
from qualcode.reports.quoting import cited
from qualcode.reports.wording import Words

__all__ = ["KINDS", "PARTS", "build_report", "heeded", "needed", "planned", "unfit"]


def thresholds(material: Material, w: Words) -> list[Block]:
    """The thresholds of the comparison; nothing where there is none."""
    return threshold_blocks(material.comparison, w) if material.comparison is not None else []


def needs(*names: Need) -> frozenset[Need]:
    """What a part needs."""
    return frozenset(names)


def heeds(*names: str) -> frozenset[str]:
    """Choices that a part heeds."""
    return frozenset(names)


FILTERS = heeds("codes", "documents", "attributes")
QUOTING = heeds("translation", "longest")
SMALL = heeds("smallest_cell")
COUNTING = frozenset(
    {
        "agreement", "brief", "categories", "comparison", "coverage", "evidence", "evidence_by_criterion", "figures", "frequencies",
        "groups", "saturation",
    }
)  # fmt: skip
"""Parts whose figures are those of the whole study."""
CHECKED = needs("agreement", "comparison", "guide", "history", "saturation", "trail")

PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        Part("title", title_blocks),
        Part("brief", brief_blocks, needs("comparison")),
        Part("contents", lambda material, w: contents_blocks(w)),
        Part("respondents", respondents_blocks, heeds=SMALL),
        Part("procedure", procedure_blocks, needs("comparison", "cooccurrence")),
        Part("thresholds", thresholds, needs("comparison")),
        Part("categories", categories_blocks, heeds=SMALL | QUOTING),
        Part("narrative", narrative_blocks, heeds=FILTERS | QUOTING | SMALL | heeds("narrative")),
        Part("figures", figures_blocks, needs("cooccurrence", "tree", "network"), SMALL),
        Part("groups", groups_blocks, heeds=SMALL),
        Part("frequencies", frequencies_blocks, needs("counts"), SMALL),
        Part("coverage", coverage_blocks, needs("coverage")),
        Part("comparison", comparison_blocks, needs("comparison"), SMALL),
        Part("saturation", saturation_blocks, needs("saturation", "curve")),
        Part("agreement", agreement_blocks, needs("agreement")),
        Part("limitations", limitations_blocks),
        Part("codes", code_blocks, needs("overlaps"), FILTERS | QUOTING | SMALL | heeds("per_respondent", "show", "context", "rows")),
        Part("codebook", codebook_blocks, needs("lineage"), QUOTING | SMALL | heeds("codes", "running", "examples"), appendix=True),
        Part("evidence", evidence_blocks, needs("comparison"), QUOTING | SMALL, appendix=True),
        Part("evidence_by_criterion", criteria_evidence_blocks, needs("comparison"), QUOTING | SMALL, appendix=True),
        Part("coreq", coreq_blocks, CHECKED, SMALL, appendix=True),
        Part("srqr", srqr_blocks, CHECKED, SMALL, appendix=True),
        Part("trail", trail_blocks, needs("agreement", "comparison", "history", "saturation", "trail"), SMALL),
        Part("guide", guide_blocks, needs("guide"), appendix=True),
        Part("models", models_blocks, appendix=True),
        Part("appendix", appendix_blocks, heeds=FILTERS | QUOTING | SMALL | heeds("form", "per_respondent"), appendix=True),
        Part("sample", sample_blocks, needs("sample"), heeds("documents"), appendix=True),
        Part("transcript_facts", transcript_facts_blocks, needs("transcripts"), FILTERS),
        Part("transcript", transcript_blocks, needs("transcripts"), FILTERS | heeds("margin")),
    )
}  # fmt: skip
"""Every part by name."""


def entries(*names: str | PlannedPart) -> tuple[PlannedPart, ...]:
    """Parts in their order."""
    return tuple(name if isinstance(name, PlannedPart) else PlannedPart(name) for name in names)


KINDS: dict[str, tuple[PlannedPart, ...]] = {
    "full": entries(
        "title",
        "brief",
        "contents",
        "respondents",
        "procedure",
        "categories",
        "frequencies",
        "coverage",
        "narrative",
        "figures",
        "groups",
        "comparison",
        "saturation",
        "agreement",
        "limitations",
        "codebook",
        "evidence",
        "coreq",
        "srqr",
        PlannedPart("trail", appendix=True),
        "guide",
        "models",
    ),
    "codebook": entries("title", PlannedPart("codebook", appendix=False)),
    "codes": entries("title", "contents", "codes"),
    "comparison": entries(
        "title", "brief", "contents", "comparison", "limitations", "evidence_by_criterion", "models"
    ),
    "method": entries("title", "contents", "procedure", "thresholds", "agreement", "trail"),
    "coreq": entries("title", PlannedPart("coreq", appendix=False)),
    "srqr": entries("title", PlannedPart("srqr", appendix=False)),
    "appendix": entries(
        "title",
        "contents",
        PlannedPart("respondents", appendix=True),
        "appendix",
        "sample",
        "guide",
        "codebook",
    ),
    "transcript": entries("transcript_facts", "transcript"),
}
"""The parts of every kind of report, in their order."""


def planned(kind: str, plan: ReportPlan | None = None) -> tuple[PlannedPart, ...]:
    """The parts of a report in order: those of the plan where it names some, else those of the kind.

    Raises :class:`~qualcode.errors.InputError` for a kind that does not exist.
    """
    if plan is not None and plan.parts is not None:
        return plan.parts
    if kind not in KINDS:
        raise InputError(f"There is no report of the kind “{kind}”; choose one of {', '.join(KINDS)}.")
    return KINDS[kind]


def needed(parts: Iterable[PlannedPart], *, context: bool = False) -> frozenset[Need]:
    """What has to be gathered for these parts; ``context``: the report prints what stands around its quotations."""
    found: set[Need] = set()
    for entry in parts:
        if entry.name:
            found |= PARTS[entry.name].needs
            if entry.choices.get("context", context) and "context" in PARTS[entry.name].heeds:
                found.add("surroundings")
    return frozenset(found)


def heeded(parts: Iterable[PlannedPart]) -> frozenset[str]:
    """The choices that at least one of these parts heeds."""
    return frozenset().union(*(PARTS[entry.name].heeds for entry in parts if entry.name))


def unfit(choice: str, shown: str, parts: Iterable[PlannedPart], kind: str) -> str:
    """Why a choice does not fit a whole report, as a sentence in which it is called ``shown``; empty where it does.

    One that nothing heeds would be lost in silence; a filter beside figures of the whole study would narrow some figures only.
    """
    parts = tuple(parts)
    if choice not in heeded(parts):
        where = sorted(name for name, part in PARTS.items() if choice in part.heeds)
        return (
            f"Nothing in this report ({kind}) heeds “{shown}”; it is for the parts {', '.join(where)}. "
            "Leave it out, or choose another kind."
        )
    there = {part.name for part in parts}
    whole = sorted(COUNTING & there)
    if choice not in FILTERS or not whole:
        return ""
    some = sorted(part for part in there if part and choice in PARTS[part].heeds)
    return (
        f"“{shown}” would narrow {', '.join(some)} and leave {', '.join(whole)} as they are, so the figures of this report would not fit "
        "together. Choose the kind codes, or give it to single parts in a report file."
    )


def build_report(material: Material, w: Words, kind: str = "full", plan: ReportPlan | None = None) -> Report:
    """The report of a kind, or of a plan, in the language of ``w``.

    Raises :class:`~qualcode.errors.InputError` for a kind that does not exist.
    """
    parts = planned(kind, plan)
    material = protected(material, w)
    subtitle = w(f"subtitle.{kind}")
    if plan is not None and plan.subtitle:
        subtitle = plan.subtitle
    author = plan.author if plan is not None else ""
    material = replace(material, author=author)
    letters = 0
    built: list[list[Block]] = []
    with uncollected():
        for entry in parts:
            blocks = part_blocks(entry, material, w)
            if is_appendix(entry):
                blocks = as_appendix(blocks, letter(letters), w)
                letters += 1
            built.append(blocks)
    own = plan is not None and plan.parts is not None
    return Report(
        title=(plan.title if plan is not None else "") or material.title or w("title.untitled"),
        subtitle=subtitle,
        language=w.language,
        table_label=w("caption.table"),
        figure_label=w("caption.figure"),
        blocks=joined(built) if own else tuple(block for blocks in built for block in blocks),
        subject=subtitle,
        author=author or ("" if material.coder == "all" else material.coder),
        created=material.date,
    )


def part_blocks(entry: PlannedPart, material: Material, w: Words) -> list[Block]:
    """One entry of a plan as blocks, with the researcher's own heading and choices."""
    own = [Paragraph(cited(words, material)) for words in paragraphs(entry.text)]
    if not entry.name:
        head = [Heading(entry.level or 1, entry.heading)] if entry.heading else []
        return [*head, *own]
    part = PARTS[entry.name]
    if entry.choices:
        material = protected(replace(material, choices=replace(material.choices, **entry.choices)), w)
    blocks = part.build(material, w)
    if part.appendix and entry.appendix is False:
        blocks = [replace(b, numbered=True) if isinstance(b, Heading) else b for b in blocks]
    if entry.heading:
        blocks = under_first(blocks)
    if entry.level is not None:
        blocks = shifted(blocks, entry.level)
    if entry.heading or own:
        place = next((n for n, block in enumerate(blocks) if isinstance(block, Heading)), None)
        if place is None:
            head = [Heading(entry.level or 1, entry.heading)] if entry.heading else []
            return [*head, *own, *blocks]
        first = blocks[place]
        assert isinstance(first, Heading)
        blocks[place : place + 1] = [replace(first, text=entry.heading or first.text), *own]
    return blocks


def under_first(blocks: list[Block]) -> list[Block]:
    """A part whose chapters stand beside its first heading, with all of them one level lower, so that they stand under it."""
    places = [n for n, block in enumerate(blocks) if isinstance(block, Heading)]
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    if not any(level <= levels[0] for level in levels[1:]):
        return blocks
    out = list(blocks)
    for n in places[1:]:
        block = out[n]
        assert isinstance(block, Heading)
        out[n] = replace(block, level=min(3, block.level + 1))
    return out


def shifted(blocks: list[Block], level: int) -> list[Block]:
    """A part whose first heading is of this level, with the others as far below it as before; the deepest level is 3."""
    first = next((block.level for block in blocks if isinstance(block, Heading)), level)
    return [
        replace(b, level=min(3, max(1, b.level + level - first))) if isinstance(b, Heading) else b
        for b in blocks
    ]


def is_appendix(entry: PlannedPart) -> bool:
    """Whether an entry of a plan gets the letter of an appendix."""
    if not entry.name:
        return bool(entry.appendix and entry.heading)
    return PARTS[entry.name].appendix if entry.appendix is None else entry.appendix


def as_appendix(blocks: list[Block], sign: str, w: Words) -> list[Block]:
    """A part with headings that are not counted, the first one with the letter of the appendix."""
    out: list[Block] = []
    named = False
    for block in blocks:
        if isinstance(block, Heading):
            text = block.text if named else w("part.appendix", letter=sign, title=block.text)
            named = True
            out.append(replace(block, text=text, numbered=False))
        else:
            out.append(block)
    return out


def letter(number: int) -> str:
    """The letter of an appendix, counted from 0: A to Z, then AA."""
    return letter(number // 26 - 1) + letter(number % 26) if number > 25 else chr(ord("A") + number)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, which empty lines part; line feeds within one are spaces."""
    found = (" ".join(piece.split()) for piece in text.replace("\r\n", "\n").split("\n\n"))
    return [piece for piece in found if piece]
