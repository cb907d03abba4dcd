"""What is told of each theme and category: the researcher's own claim, how far it spreads, a quotation, and a deviant case.

The claim comes from memos of the chosen kind on the category and on what is below it; no word of it is made up here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from qualcode.model.codes import Code
from qualcode.reports.blocks import Block, Cite, Content, Heading, Inline, Paragraph, Quote, Text
from qualcode.reports.illustration import pick
from qualcode.reports.material import Material, Said
from qualcode.reports.people import few, people
from qualcode.reports.quoting import abridged, cited, dangling, nested, quoted
from qualcode.reports.selecting import Selection, narrowed_to
from qualcode.reports.wording import Words

__all__ = ["narrative_blocks"]

MOST_GROUPS = 8
"""Groups over which a sentence tells the spread."""
FEWEST = 3
"""Respondents who must have a level on a criterion before one of them can depart from the others."""
APART = 2.0
"""Steps of a criterion from the median of all, from which on a level departs from it."""
MARKED = re.compile(
    r"\b(?:deviant|deviantní|odlišn|negativní případ|avvikande|negative case|negativt fall)", re.IGNORECASE
)
"""Words by which a researcher marks a deviant case in the memo of a quotation."""


@dataclass(frozen=True, slots=True)
class Deviant:
    """Somebody who departs from the others."""

    said: Said
    reason: str


@dataclass(slots=True)
class Shown:
    """What was quoted already, so that sections do not repeat each other while there is something else."""

    voices: Counter[str] = field(default_factory=Counter)
    numbers: set[int] = field(default_factory=set)


def narrative_blocks(material: Material, w: Words) -> list[Block]:
    """A section for each theme and category that holds codes; says where no claim was written yet."""
    head: list[Block] = [Heading(1, w("narrative.title"), target="narrative")]
    selection = Selection(material)
    nodes = [node for node in selection.codes if node.kind != "code"]
    if not any(node.kind == "code" for node in material.codes):
        return [*head, Paragraph((Text(w("missing.codes")),))]
    kind = material.choices.narrative
    told = [memo for memo in material.memos if memo.kind == kind]
    head += [Paragraph(sentence) for sentence in narrowed_to(material, w)]
    for memo in told:
        if memo.target == "study":
            head += [*paragraphs(memo.text, material), *dangling_note(memo.text, material, w)]
    loose = [
        node
        for node in selection.codes
        if node.kind == "code"
        and len(node.path) == 1
        and any(memo.kind == kind for memo in material.memos_on.get(("code", node.id), ()))
    ]
    if not nodes:
        head.append(Paragraph((Text(w("narrative.no_categories")),)))
        if not loose:
            return head
    if not any(memo.target == "code" for memo in told):
        head.append(Paragraph((Text(w("narrative.none", kind=w(f"memo.kind.{kind}"))),), kind="note"))
    shown = Shown()
    for node in nodes:
        head += category_blocks(node, selection, shown, w)
    if loose:
        head.append(Heading(2, w("categories.without")))
    for node in loose:
        head += category_blocks(node, selection, shown, w, level=3)
    return head


def category_blocks(
    node: Code, selection: Selection, printed: Shown, w: Words, *, level: int = 0
) -> list[Block]:
    """One theme or category, or a code that stands in none; ``level`` of its heading, by default as deep as the node lies."""
    material = selection.material
    level = level or len(node.path) + 1
    text = node.name if level <= 3 else " › ".join(node.path[1:])
    blocks: list[Block] = [Heading(min(level, 3), text, language=material.language)]
    if node.brief or node.full:
        blocks.append(Paragraph((Text(node.brief or node.full, language=material.language),)))
    within = [each for each in selection.codes if each.path[: len(node.path)] == node.path]
    claims = claim_blocks(node, within, material, w)
    blocks += claims or [Paragraph((Text(w("narrative.missing", name=node.name)),))]
    said = {
        each.id: each for code in within if code.kind == "code" for each in selection.quotations(code.name)
    }
    if not said:
        return [*blocks, Paragraph((Text(w("narrative.silent")),))]
    partial: Content = (Text(f" ({w('narrowed.partial')})", quiet=True),)
    told = spread(list(said.values()), selection, w)
    blocks.append(Paragraph((*told, *partial) if node.path in selection.partial else told))
    deviant = deviant_case(within, said, material, w)
    others = [each for each in said.values() if deviant is None or each.case != deviant.said.case]
    others = others or list(said.values())
    fresh = [each for each in others if each.id not in printed.numbers]
    shown = pick(fresh or others, printed.voices)
    if shown is not None:
        printed.numbers.add(shown.id)
        blocks.append(quotation(shown, material, w))
    if deviant is not None and (shown is None or deviant.said.id != shown.id):
        blocks.append(
            Paragraph(w.content("narrative.deviant", case=deviant.said.case, reason=deviant.reason))
        )
        blocks.append(quotation(deviant.said, material, w))
    return blocks


def claim_blocks(node: Code, within: Sequence[Code], material: Material, w: Words) -> list[Block]:
    """The memos of the chosen kind: those on the node itself first, then those on its codes, each under the name of the code.

    Memos on a category below it stand in that category's own section.
    """
    blocks: list[Block] = []
    depth = len(node.path)
    for each in within:
        if each.id != node.id and (each.kind != "code" or len(each.path) > depth + 1):
            continue
        for memo in material.memos_on.get(("code", each.id), ()):
            if memo.kind != material.choices.narrative:
                continue
            lead = (
                ()
                if each.id == node.id
                else (Text(f"{each.name}. ", strong=True, language=material.language),)
            )
            first, *rest = paragraphs(memo.text, material)
            blocks += [Paragraph((*lead, *first.content)), *rest, *dangling_note(memo.text, material, w)]
    return blocks


def dangling_note(text: str, material: Material, w: Words) -> list[Block]:
    """Which citations of a memo lead to no quotation, where some do."""
    found = dangling(text, material)
    if not found:
        return []
    return [Paragraph((Text(w("narrative.dangling", citations=", ".join(found))),), kind="note")]


def paragraphs(text: str, material: Material) -> list[Paragraph]:
    """The paragraphs of a memo, with citations that lead to their quotations."""
    pieces = [piece.strip() for piece in re.split(r"\n[ \t]*\n", text) if piece.strip()]
    return [Paragraph(cited(piece, material, material.language)) for piece in pieces]


def spread(said: Sequence[Said], selection: Selection, w: Words) -> Content:
    """How many respondents speak of it, in all and in each group, and in how many quotations; counts, never percentages.

    A group of fewer respondents than the smallest cell is not told apart.
    """
    material = selection.material
    cases = {each.case for each in said}
    least = material.choices.smallest_cell or 0
    values = {
        "respondents": people(len(cases), len(selection.cases), material, w),
        "quotations": w.count(len(said), "quotation"),
    }
    if few(len(cases), material):
        return w.content("small.speak", respondents=values["respondents"])
    groups = [(name, selection.cases.intersection(own)) for name, own in material.groups]
    groups = [(name, own) for name, own in groups if own]
    counts = [len(cases & own) for _, own in groups]
    hidden = any(len(own) < least for _, own in groups) or any(0 < count < least for count in counts)
    if not 2 <= len(groups) <= MOST_GROUPS or hidden:
        return w.content("narrative.spread", **values)
    told = [
        f"{w.group(name)} {w.of(count, len(own))}" for (name, own), count in zip(groups, counts, strict=True)
    ]
    return w.content("narrative.spread_groups", **values, groups="; ".join(told))


def quotation(said: Said, material: Material, w: Words) -> Quote:
    """A quotation as an example, in the words and the length that the report is to have."""
    choices = material.choices
    spoken = material.translated or w.language
    opening, closing = w.quotation_marks
    cite: list[Inline] = [Text(" "), Cite(said.id, said.case)]
    if choices.translation == "translation" and said.translation:
        words = Text(
            nested(abridged(said.translation, choices.longest, spoken), w), language=material.translated
        )
        note = w("quote.translated", language=w.language_name(said.language))
        return Quote((Text(opening), words, Text(closing), *cite, Text(f" ({note})", quiet=True)))
    content = [*quoted(said, w, abridged(said.words, choices.longest, said.language)), *cite]
    if choices.translation == "both" and said.translation:
        content += [Text("\n"), Text(w("evidence.translation") + " ")]
        words = Text(abridged(said.translation, choices.longest, spoken), language=material.translated)
        content.append(words)
    return Quote(tuple(content))


def deviant_case(
    within: Iterable[Code], said: dict[int, Said], material: Material, w: Words
) -> Deviant | None:
    """A quotation that the researcher's memo calls deviant; else one of the respondent farthest from the others on a criterion.

    The farthest lies at least two steps from the median of at least three respondents, as the codes of this category place them.
    """
    for number in sorted(said):
        memos = [said[number].memo, *(m.text for m in material.memos_on.get(("quotation", number), ()))]
        if any(MARKED.search(memo) for memo in memos):
            return Deviant(said[number], w("narrative.marked"))
    if material.comparison is None or material.criteria is None:
        return None
    names = {code.name for code in within if code.kind == "code"}
    levels: dict[str, dict[str, list[tuple[float, Sequence[int]]]]] = defaultdict(lambda: defaultdict(list))
    for found in material.comparison.levels:
        for code in found.codes:
            numbers = [number for number in code.quotations if number in said]
            if code.code in names and numbers:
                levels[found.criterion][found.case].append((code.level, numbers))
    farthest: tuple[float, str, str] | None = None
    for criterion in material.criteria.criteria:
        own = levels.get(criterion.id, {})
        if len(own) < FEWEST:
            continue
        means = {case: sum(level for level, _ in each) / len(each) for case, each in own.items()}
        middle = median(means.values())
        for case, mean in sorted(means.items()):
            apart = abs(mean - middle)
            if apart >= APART and (farthest is None or apart > farthest[0]):
                farthest = (apart, criterion.id, case)
    if farthest is None:
        return None
    _, criterion_id, case = farthest
    quotations = [said[number] for _, numbers in levels[criterion_id][case] for number in numbers]
    shown = pick(quotations, Counter())
    label = next(w.label(c.label) for c in material.criteria.criteria if c.id == criterion_id)
    return Deviant(shown, w("narrative.apart", criterion=label)) if shown is not None else None
