"""Gathering what a report speaks of from a study, for one coder's codings, without changing anything."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qualcode import __version__
from qualcode.errors import InputError
from qualcode.model.agreement import Agreement
from qualcode.model.arrays import Incidence
from qualcode.model.codings import CodingRow
from qualcode.model.results import Comparison, Cooccurrence
from qualcode.model.saturation import Saturation
from qualcode.reports.choices import ReportChoices
from qualcode.reports.material import Material, Said
from qualcode.study import Study
from qualcode.workflows.claims import claims_of
from qualcode.workflows.comparing import facility_of
from qualcode.workflows.counting import Choices, frequencies_of
from qualcode.workflows.guiding import states_of
from qualcode.workflows.processes import processes_of
from qualcode.workflows.readiness import readiness_of
from qualcode.workflows.saturating import saturation_of

if TYPE_CHECKING:
    from qualcode.reports.blocks import Picture

__all__ = ["gather"]

ENOUGH_PAIRS = 10
"""Where this many pairs of codes occur together more than once, those that do so a single time are left out."""


def gather(
    study: Study,
    *,
    by: str | None = None,
    coder: str | None = None,
    language: str = "en",
    pictures: bool = True,
    choices: ReportChoices | None = None,
) -> Material:
    """Everything a report may need.

    ``by`` groups the comparison; by default the type of facility does, where cases have one. ``pictures`` draws the
    figures in ``language``. Raises :class:`~qualcode.errors.NotFoundError` for an unknown attribute or coder.
    """
    from qualcode.analysis import frequencies, spoken
    from qualcode.analysis.coverage import coverage

    attribute = study.cases.attribute(by) if by is not None else facility_of(study)
    everything = study.codings.incidence(coder)
    incidence = spoken(everything)
    documents = study.documents.list()
    codes = study.codebook.tree()
    codings = rows_of(study, incidence)
    counted = frequencies(incidence)
    found = pairs_of(incidence) if len(incidence.coding) else None
    tree, network = draw_figures(incidence, found, language) if pictures else (None, None)
    compared = comparison_of(study, attribute, coder)
    assessed = saturation_of(study, coder=coder)
    return Material(
        title=study.title,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        coder=incidence.coder if codings else "",
        choices=choices or ReportChoices(),
        coders=study.coders.list(),
        cases=study.cases.list(),
        documents=documents,
        codes=codes,
        codings=codings,
        elsewhere=len(everything.coding) - len(incidence.coding),
        quotations=quotations_of(study, codings, tuple(code.name for code in codes)),
        frequencies=counted,
        counts=frequencies_of(study, Choices(coder=coder))[0],
        coverage=coverage(everything),
        saturation=assessed.found,
        interview_order=assessed.order,
        cooccurrence=found,
        together=together_of(incidence, found),
        criteria=study.frameworks.criteria(),
        models=tuple(sorted(study.frameworks.models(), key=lambda model: not model.rank)),
        sources=study.frameworks.sources(),
        files=study.frameworks.files(),
        revised=study.frameworks.revised(),
        mappings=study.mappings.list(),
        readings=study.mappings.readings(),
        comparison=compared,
        states=states_of(study, compared) if compared is not None else None,
        readiness=readiness_of(study, coder) if compared is not None else None,
        processes=processes_of(study, coder=coder) if compared is not None else (),
        claims=claims_of(study, coder) if compared is not None and study.claims.list() else (),
        by=attribute or "",
        agreement=agreement_among(study),
        memos=study.memos.list(),
        history=study.history.list(),
        tree=tree,
        network=network,
        curve=draw_curve(assessed.found, language) if pictures else None,
    )


def rows_of(study: Study, incidence: Incidence) -> tuple[CodingRow, ...]:
    """The codings that the arrays hold, as rows in the order of the text; pooled ones once."""
    wanted = set(incidence.coding)
    return tuple(row for row in study.codings.list() if row.id in wanted)


def quotations_of(study: Study, codings: tuple[CodingRow, ...], order: tuple[str, ...]) -> dict[int, Said]:
    """Quotations that bear one of the codings, with their codes in tree order."""
    place = {name: number for number, name in enumerate(order)}
    languages = {document.id: document.language for document in study.documents.list()}
    of_case: dict[int, list[int]] = defaultdict(list)
    for document in study.documents.list():
        of_case[document.case_id].append(document.id)
    ordinal = {document: number for own in of_case.values() for number, document in enumerate(own, 1)}
    codes: dict[int, set[str]] = defaultdict(set)
    first: dict[int, CodingRow] = {}
    for row in codings:
        codes[row.quotation].add(row.code)
        first.setdefault(row.quotation, row)
    notes = {quotation.id: quotation for quotation in study.quotations.list()}
    return {
        number: Said(
            id=number,
            case=row.case,
            text=row.text,
            language=languages[row.document_id],
            turn=row.turn,
            document=ordinal[row.document_id],
            codes=tuple(sorted(codes[number], key=lambda name: place.get(name, len(place)))),
            memo=row.memo,
            translation=notes[number].translation if number in notes else "",
            condensed=notes[number].condensed if number in notes else "",
        )
        for number, row in first.items()
    }


def comparison_of(study: Study, attribute: str | None, coder: str | None) -> Comparison | None:
    """The comparison with the adopted models; None where models, codings or mappings are missing."""
    from qualcode.workflows.comparing import compare_study, lack_of

    if lack_of(study) is not None:
        return None
    return compare_study(study, by=attribute, coder=coder)


def agreement_among(study: Study) -> Agreement | None:
    """How far the coders agree on turns; None where nothing was coded twice by coders who do not code blind."""
    from qualcode.workflows.agreeing import agreement_of

    if len(study.coders.list()) < 2:
        return None
    try:
        found = agreement_of(study)
    except InputError:
        return None
    return None if found.why else found


def pairs_of(incidence: Incidence) -> Cooccurrence:
    """Codes that overlap at least twice; where those are few, all that overlap."""
    from qualcode.analysis import cooccurrence

    found = cooccurrence(incidence, minimum=2)
    return found if len(found.pairs) >= ENOUGH_PAIRS else cooccurrence(incidence)


def together_of(incidence: Incidence, found: Cooccurrence | None) -> dict[tuple[str, str], tuple[int, ...]]:
    """Quotations that show the pairs that the report names."""
    from qualcode.analysis import quotations_together
    from qualcode.reports.parts.figures import STRONGEST

    pairs = found.pairs[:STRONGEST] if found is not None else ()
    return {(pair.a, pair.b): quotations_together(incidence, pair.a, pair.b) for pair in pairs}


def draw_figures(
    incidence: Incidence, found: Cooccurrence | None, language: str
) -> tuple[Picture | None, Picture | None]:
    """Category tree and network as PNG and SVG; None where there is nothing to draw."""
    from qualcode.analysis import frequencies
    from qualcode.networks import draw, graph, tree_figure
    from qualcode.reports.blocks import Picture

    tree = network = None
    if any(node.kind == "code" for node in incidence.nodes):
        counted = frequencies(incidence)
        tree = Picture(
            tree_figure(counted, "png", language=language), tree_figure(counted, "svg", language=language)
        )
    if found is not None and found.pairs:
        drawn = graph(incidence, found)
        network = Picture(draw(drawn, "png", language=language), draw(drawn, "svg", language=language))
    return tree, network


def draw_curve(found: Saturation, language: str) -> Picture | None:
    """The curve of saturation as PNG and SVG; None where no interview bears a code."""
    if not found.interviews or not found.interviews[-1].cumulative:
        return None
    from qualcode.networks.curve import saturation_figure
    from qualcode.reports.blocks import Picture

    return Picture(
        saturation_figure(found, "png", language=language), saturation_figure(found, "svg", language=language)
    )
