"""What the interviews say and leave unsaid, beside the comparison: evidence and silence, steps spoken of, models named."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.claims import ClaimedModel
from qualcode.model.guides import STATES, CriterionStates, State
from qualcode.model.processes import FrameCoverage, StepCoverage
from qualcode.reports.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Content,
    Heading,
    Paragraph,
    Ref,
    Row,
    Table,
    Text,
)
from qualcode.reports.material import Material
from qualcode.reports.parts.matrix_table import by_domain, small_note
from qualcode.reports.people import few, people
from qualcode.reports.quoting import cites
from qualcode.reports.small_cells import withhold
from qualcode.reports.wording import Words
from qualcode.reports.wording.readiness import pair_sentences

__all__ = ["named_blocks", "readiness_blocks", "states_blocks", "steps_blocks"]

EVIDENCE: frozenset[State] = frozenset({"presence", "absence"})
"""States of respondents who say something of a criterion."""
CITED = 6
"""Quotations that a row names."""


def row(parts: Sequence[Content]) -> Row:
    """A row of cells with one paragraph each."""
    return Row(tuple(Cell((part,)) for part in parts))


def readiness_blocks(material: Material, w: Words) -> list[Block]:
    """Pairs of models that could not be told apart, since the codebook has no code on what separates them."""
    if material.readiness is None or material.criteria is None:
        return []
    short = {model.id: model.short or model.id for model in material.models}
    said = pair_sentences(material.readiness, material.criteria, short, w)
    if not said:
        return []
    items: tuple[Content, ...] = tuple((Text(sentence),) for sentence in said)
    return [Heading(2, w("readiness.title")), BulletList(items)]


def states_blocks(material: Material, w: Words) -> list[Block]:
    """For each criterion who describes it, who denies it, and who says nothing, asked or not."""
    found = material.states
    if found is None or material.criteria is None or not found.cases:
        return []
    shown: list[State] = [
        state for state in STATES if found.guide or state not in ("asked", "not_asked", "not_found")
    ]
    questions = {number for each in found.criteria for number in each.questions}
    guide = w("states.guide", questions=w.number(len(questions), 0)) if found.guide else w("states.no_guide")
    columns = [
        Column((Text(w("matrix.criterion")),), 3.6 if found.guide else 4.6),
        *(Column((Text(w(f"states.{state}")),), 1.75 if found.guide else 1.9, "center") for state in shown),
        *([Column((Text(w("states.questions")),), 2.1)] if found.guide else []),
    ]
    counts = {each.criterion: each for each in found.criteria}
    rows: list[Row] = []
    domain, withheld, smallest = "", False, material.choices.smallest_cell
    for criterion in by_domain(material.criteria):
        each = counts.get(criterion.id)
        if each is None:
            continue
        if criterion.domain != domain:
            domain = criterion.domain
            rows.append(Row((Cell(((Text(w.domain(domain), strong=True),),)),), group=True))
        parts: list[Content] = [(Text(w.label(criterion.label)),)]
        gone = hidden_states(each, shown, len(found.cases), smallest)
        withheld = withheld or bool(gone)
        parts += [(Text(state_number(each, state, gone, smallest, w)),) for state in shown]
        if found.guide:
            parts.append((Text(", ".join(map(str, each.questions)) or "–"),))
        rows.append(row(parts))
    return [
        Heading(2, w("states.title")),
        Paragraph(w.content("states.sentence", table=Ref("states"), guide=guide)),
        Table("states", w("states.caption"), tuple(columns), tuple(rows), w("states.description")),
        Paragraph(
            (Text(f"{w('states.note')} {w('states.note_asked')}" if found.guide else w("states.note")),),
            kind="note",
        ),
        *small_note(material, w, withheld),
    ]


def hidden_states(
    each: CriterionStates, shown: Sequence[State], total: int, smallest: int | None
) -> frozenset[State]:
    """The states of which it is not printed how many respondents are in them.

    How many have evidence stands in the matrix, so evidence and its lack are withheld each by itself; where that number is withheld
    there, its lack must not tell it either.
    """
    if smallest is None:
        return frozenset()
    evidence = [state for state in shown if state in EVIDENCE]
    lack = [state for state in shown if state not in EVIDENCE]
    gone: set[State] = set()
    for line in (evidence, lack):
        cells = withhold([each.number(state) for state in line], [total] * len(line), smallest).cells
        gone |= {state for state, out in zip(line, cells, strict=True) if out}
    if 0 < sum(each.number(state) for state in evidence) < smallest and lack and not gone.intersection(lack):
        gone.add(max(lack, key=each.number))
    return frozenset(gone)


def state_number(
    each: CriterionStates, state: State, gone: frozenset[State], smallest: int | None, w: Words
) -> str:
    """How many respondents are in a state: a dash for none, or where small cells are withheld for a number that is."""
    number = each.number(state)
    if smallest is None:
        return w.number(number, 0) if number else "–"
    return "–" if state in gone else w.number(number, 0)


def steps_blocks(material: Material, w: Words) -> list[Block]:
    """The steps of each process frame with the respondents who speak of them."""
    frames = [frame for frame in material.processes if frame.steps]
    if not frames:
        return []
    columns = (
        Column((Text(w("steps.step")),), 5.2),
        Column((Text(w("fit.respondents")),), 2.0, "center"),
        Column((Text(w("steps.practice")),), 2.0, "center"),
        Column((Text(w("heads.quotations")),), 4.8),
    )
    rows: list[Row] = []
    for frame in frames:
        rows.append(Row((Cell(((Text(w.label(frame.label), strong=True),),)),), group=True))
        for step in frame.steps:
            label = w.label(step.label)
            if step.criterion is None:
                unlinked: Content = (Text(w("steps.unlinked"), quiet=True),)
                rows.append(row([(Text(label),), (Text("–"),), (Text("–"),), unlinked]))
                continue
            rows.append(
                row(
                    [
                        (Text(label),),
                        (Text(people(len(step.cases), frame.respondents, material, w)),),
                        (Text(practising(step, frame, material, w)),),
                        cites(step.quotations, material, most=CITED) or (Text("–"),),
                    ]
                )
            )
    return [
        Heading(2, w("steps.title")),
        Paragraph(w.content("steps.sentence", table=Ref("steps"))),
        Table("steps", w("steps.caption"), columns, tuple(rows), w("steps.description")),
        *small_note(material, w, any(practising(s, f, material, w) == "–" for f in frames for s in f.steps)),
    ]


def practising(step: StepCoverage, frame: FrameCoverage, material: Material, w: Words) -> str:
    """How many practise a step; withheld too where it would tell that few speak of the step without practising it."""
    speaking, doing = len(step.cases), len(step.practising)
    if any(few(number, material) for number in (speaking, doing, speaking - doing)):
        return "–"
    return w.of(doing, frame.respondents)


def named_blocks(material: Material, w: Words) -> list[Block]:
    """The models that respondents name, beside what the same respondents describe."""
    if not material.claims:
        return []
    columns = (
        Column((Text(w("named.respondent")),), 1.8),
        Column((Text(w("named.model")),), 3.0),
        Column((Text(w("named.where")),), 3.2),
        Column((Text(w("named.described")),), 6.0),
    )
    rows = [
        row(
            [
                (Text(each.case),),
                (Text(named_model(each, material, w)),),
                cites(each.quotations, material, most=CITED) or (Text("–"),),
                (Text(standing(each, material, w)),),
            ]
        )
        for each in material.claims
    ]
    return [
        Heading(2, w("named.title")),
        Paragraph(w.content("named.sentence", table=Ref("named"))),
        Table("named", w("named.caption"), columns, tuple(rows), w("named.description")),
    ]


def named_model(claim: ClaimedModel, material: Material, w: Words) -> str:
    """The name of the model; its id where the study no longer has it."""
    model = material.model_names.get(claim.model)
    return w.label(model.label) if model is not None else claim.model


def standing(claim: ClaimedModel, material: Material, w: Words) -> str:
    """How the described practice stands to the model that is named, with a fit where there is one and figures are shown."""
    if claim.status == "unknown":
        return w("named.unknown")
    counts = w("named.nothing")
    if claim.cells:
        met, near, off = (w.number(len(claim.standing(kind)), 0) for kind in ("met", "near", "off"))
        counts = w("named.counts", met=met, near=near, off=off, all=w.number(claim.criteria, 0))
    figures = material.comparison is not None and material.comparison.numbers
    if claim.status == "described" and claim.fit is not None:
        return w("named.fit", fit=w.number(claim.fit, 2), counts=counts) if figures else counts
    return w(f"named.{claim.status}", counts=counts) if claim.cells else counts
