"""Gathering what a report speaks of from a study, for one coder's codings, without changing anything."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qualcode import __version__
from qualcode.errors import InputError
from qualcode.language.detect import detect
from qualcode.model.agreement import Agreement
from qualcode.model.arrays import Incidence
from qualcode.model.codings import CodingRow
from qualcode.model.documents import Turn
from qualcode.model.results import Comparison, Cooccurrence
from qualcode.model.saturation import Saturation
from qualcode.reports.choices import ReportChoices
from qualcode.reports.material import Material, Said
from qualcode.reports.plan import NEEDS, Need
from qualcode.study import Study
from qualcode.study.coders import ALL
from qualcode.text.excerpts import well_marked
from qualcode.text.names import name_key
from qualcode.workflows.auditing import trail_of
from qualcode.workflows.claims import claims_of
from qualcode.workflows.coded_texts import coded_texts
from qualcode.workflows.comparing import facility_of
from qualcode.workflows.counting import Choices, frequencies_of
from qualcode.workflows.guiding import states_of
from qualcode.workflows.processes import processes_of
from qualcode.workflows.readiness import readiness_of
from qualcode.workflows.saturating import saturation_of
from qualcode.workflows.transcript_samples import sample_of

if TYPE_CHECKING:
    from qualcode.reports.blocks import Picture

__all__ = ["gather"]

OF_ONE_CODER: frozenset[Need] = frozenset({"comparison", "cooccurrence", "counts", "coverage", "saturation"})
"""What is computed from one coder's codings alone."""


def gather(
    study: Study,
    *,
    by: str | None = None,
    coder: str | None = None,
    language: str = "en",
    pictures: bool = True,
    choices: ReportChoices | None = None,
    needs: Collection[Need] = NEEDS,
    smallest: int | None = None,
) -> Material:
    """What a report speaks of.

    ``by`` groups the respondents; by default the type of facility does, where cases have one. ``pictures`` draws the
    figures in ``language``; they show nothing of fewer than ``smallest`` respondents, by default those of ``choices``. The codings of a
    coder who codes blind are not read. Of what takes time only ``needs`` is gathered. Raises :class:`~qualcode.errors.NotFoundError` for an unknown attribute or coder.
    """
    from qualcode.analysis import frequencies, spoken
    from qualcode.analysis.coverage import coverage
    from qualcode.analysis.speech import ints, kept_rows

    attribute = study.cases.attribute(by) if by is not None else facility_of(study)
    smallest = smallest or (choices.smallest_cell if choices is not None else None) or 0
    everything = study.codings.incidence(coder)
    hidden = study.blinds.hidden_keys()
    unseen = everything.coder if name_key(everything.coder) in hidden else ""
    if unseen:
        everything, needs = kept_rows(everything, ints(array("q"))), frozenset(needs) - OF_ONE_CODER
    incidence = spoken(everything)
    documents = study.documents.list()
    codes = study.codebook.tree()
    listing = study.codings.list()
    codings = rows_of(listing, incidence)
    counted = frequencies(incidence)
    found = pairs_of(incidence) if "cooccurrence" in needs and len(incidence.coding) else None
    compared = comparison_of(study, attribute, coder) if "comparison" in needs else None
    assessed = saturation_of(study, coder=coder) if "saturation" in needs else None
    history = study.history.list() if "history" in needs else ()
    quotations = quotations_of(study, codings, tuple(code.name for code in codes), needs)
    return Material(
        title=study.title,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        coder=incidence.coder if codings else "",
        language=study.language,
        translated=detect("\n".join(said.translation for said in quotations.values() if said.translation))
        or "",
        choices=choices or ReportChoices(),
        coders=tuple(name for name in study.coders.list() if name_key(name) not in hidden),
        blind=bool(hidden) and everything.coder == ALL,
        unseen=unseen,
        cases=study.cases.list(),
        documents=documents,
        codes=codes,
        codings=codings,
        elsewhere=len(everything.coding) - len(incidence.coding),
        quotations=quotations,
        frequencies=counted,
        counts=frequencies_of(study, Choices(coder=coder))[0] if "counts" in needs else None,
        coverage=coverage(everything) if "coverage" in needs else None,
        saturation=assessed.found if assessed is not None else None,
        interview_order=assessed.order if assessed is not None else None,
        cooccurrence=found,
        together=together_of(incidence, found, (choices.smallest_cell if choices is not None else None) or 0),
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
        agreement=agreement_among(study) if "agreement" in needs else None,
        memos=study.memos.list(),
        history=history,
        trail=trail_of(study) if "trail" in needs else None,
        sample=sample_of(study, coder=incidence.coder, language=language, choices=choices)
        if "sample" in needs and codings
        else None,
        known_of={case.label: dict(case.attributes) for case in study.cases.list()},
        applied_by=applied_by_of(listing, codings) if incidence.coder == ALL else {},
        signoffs={each.code_id: each for each in study.signoffs.list() if each.at},
        lineage=study.codebook.lineages() if "lineage" in needs else {},
        guide=study.guide.questions() if "guide" in needs else (),
        transcripts=coded_texts(study, coder=coder) if "transcripts" in needs else (),
        drawn_with=smallest,
        tree=draw_tree(incidence, language, smallest) if pictures and "tree" in needs else None,
        network=draw_network(incidence, found, language, smallest)
        if pictures and "network" in needs
        else None,
        curve=draw_curve(assessed.found, language)
        if pictures and "curve" in needs and assessed is not None
        else None,
    )


def rows_of(listing: Sequence[CodingRow], incidence: Incidence) -> tuple[CodingRow, ...]:
    """The codings that the arrays hold, as rows in the order of the text; pooled ones once."""
    wanted = set(incidence.coding)
    return tuple(row for row in listing if row.id in wanted)


def applied_by_of(
    listing: Sequence[CodingRow], codings: Sequence[CodingRow]
) -> dict[tuple[int, str], tuple[str, ...]]:
    """Who gave the quotations of pooled codings their codes."""
    wanted = {(row.quotation, row.code) for row in codings}
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in listing:
        if (row.quotation, row.code) in wanted:
            found[row.quotation, row.code].append(row.coder)
    return {pair: tuple(dict.fromkeys(coders)) for pair, coders in found.items()}


def quotations_of(
    study: Study, codings: Sequence[CodingRow], order: Sequence[str], needs: Collection[Need]
) -> dict[int, Said]:
    """Quotations that bear one of the codings in the order of the text, with their codes in tree order."""
    place = {name: number for number, name in enumerate(order)}
    listed = study.documents.list()
    languages = {document.id: document.language for document in listed}
    of_case: dict[int, list[int]] = defaultdict(list)
    for document in listed:
        of_case[document.case_id].append(document.id)
    ordinal = {document: number for own in of_case.values() for number, document in enumerate(own, 1)}
    codes: dict[int, set[str]] = defaultdict(set)
    first: dict[int, CodingRow] = {}
    for row in codings:
        codes[row.quotation].add(row.code)
        first.setdefault(row.quotation, row)
    notes = {quotation.id: quotation for quotation in study.quotations.list(hidden=True)}
    shared = shared_words(first.values(), codes) if "overlaps" in needs else {}
    around = surroundings_of(study, first.values()) if "surroundings" in needs else {}

    def in_order(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda name: place.get(name, len(place))))

    said: dict[int, Said] = {}
    for number, row in first.items():
        note = notes.get(number)
        before, after = around.get(number, ("", ""))
        said[number] = Said(
            id=number,
            case=row.case,
            text=row.text,
            language=languages[row.document_id],
            turn=row.turn,
            document=ordinal[row.document_id],
            codes=in_order(codes[number]),
            memo=row.memo,
            translation=note.translation if note is not None else "",
            condensed=note.condensed if note is not None else "",
            printed=well_marked(row.text, note.printed, languages[row.document_id])
            if note is not None and note.printed
            else "",
            beside=in_order(shared[number]) if number in shared else (),
            before=before,
            after=after,
            document_id=row.document_id,
        )
    return said


def shared_words(rows: Iterable[CodingRow], codes: Mapping[int, set[str]]) -> dict[int, set[str]]:
    """For quotations that share words with others, the codes of those others that they do not bear themselves.

    ``rows``: one of each quotation, in the order of the text.
    """
    found: dict[int, set[str]] = defaultdict(set)
    document = 0
    open_: list[CodingRow] = []
    for row in rows:
        if row.document_id != document:
            document, open_ = row.document_id, []
        open_ = [each for each in open_ if each.end > row.start]
        for each in open_:
            found[each.quotation] |= codes[row.quotation]
            found[row.quotation] |= codes[each.quotation]
        open_.append(row)
    return {number: names - codes[number] for number, names in found.items() if names - codes[number]}


def surroundings_of(study: Study, rows: Iterable[CodingRow]) -> dict[int, tuple[str, str]]:
    """What is said just before and behind each quotation in its turns: the rest of its sentences, or the next sentence."""
    from qualcode.text.sentences import sentences

    documents = {document.id: document for document in study.documents.list()}
    texts, turns = study.documents.texts(), study.documents.all_turns()
    starts = {document: [turn.start for turn in own] for document, own in turns.items()}
    cut: dict[int, list[int]] = {}

    def edges(turn: Turn) -> list[int]:
        """Where the sentences of a turn begin, and where the last one ends."""
        if turn.id not in cut:
            language = documents[turn.document_id].language
            spans = sentences(texts[turn.document_id], turn.speech_start, turn.end, language)
            cut[turn.id] = [start for start, _ in spans] + [turn.end]
        return cut[turn.id]

    found: dict[int, tuple[str, str]] = {}
    for row in rows:
        own, text = turns.get(row.document_id, ()), texts[row.document_id]
        at = bisect_right(starts.get(row.document_id, []), row.start) - 1
        until = bisect_right(starts.get(row.document_id, []), max(row.start, row.end - 1)) - 1
        before = after = ""
        if at >= 0:
            places = edges(own[at])
            k = bisect_left(places, row.start) - 1
            before = text[places[k] : row.start].strip() if k >= 0 else ""
            places = edges(own[until])
            k = bisect_left(places, row.end)
            if k < len(places) and not any(sign.isalnum() for sign in text[row.end : places[k]]):
                k += 1
            after = text[row.end : places[k]].lstrip(" \n.,;:!?…").rstrip() if k < len(places) else ""
        found[row.quotation] = (before, after)
    return found


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
    """Codes that overlap with at least two respondents, by count, then by Jaccard coefficient."""
    from qualcode.analysis import cooccurrence
    from qualcode.reports.parts.figures import FEWEST

    found = cooccurrence(incidence)
    kept = [pair for pair in found.pairs if pair.respondents >= FEWEST]
    kept.sort(key=lambda pair: (-pair.count, -pair.jaccard, pair.a, pair.b))
    return replace(found, pairs=tuple(kept))


def together_of(
    incidence: Incidence, found: Cooccurrence | None, smallest: int = 0
) -> dict[tuple[str, str], tuple[int, ...]]:
    """Quotations that show the pairs that the report names."""
    from qualcode.analysis import quotations_together
    from qualcode.reports.parts.figures import NAMED

    kept = [pair for pair in found.pairs if pair.respondents >= smallest] if found is not None else []
    pairs = kept[:NAMED]
    return {(pair.a, pair.b): quotations_together(incidence, pair.a, pair.b) for pair in pairs}


def draw_tree(incidence: Incidence, language: str, smallest: int = 0) -> Picture | None:
    """The tree of categories as PNG and SVG, without the figures of fewer respondents than ``smallest``; None where there is no code."""
    if not any(node.kind == "code" for node in incidence.nodes):
        return None
    from qualcode.analysis import frequencies
    from qualcode.networks import tree_figure
    from qualcode.reports.blocks import Picture

    counted = frequencies(incidence)
    return Picture(
        tree_figure(counted, "png", language=language, smallest=smallest),
        tree_figure(counted, "svg", language=language, smallest=smallest),
    )


def draw_network(
    incidence: Incidence, found: Cooccurrence | None, language: str, smallest: int = 0
) -> Picture | None:
    """The network of codes that at least ``smallest`` respondents bring together as PNG and SVG; None where there are none."""
    if found is None:
        return None
    found = replace(found, pairs=tuple(pair for pair in found.pairs if pair.respondents >= smallest))
    if not found.pairs:
        return None
    from qualcode.networks import draw, graph
    from qualcode.reports.blocks import Picture

    drawn = graph(incidence, found)
    drawn.remove_nodes_from([name for name in drawn if not drawn.degree(name)])
    return Picture(draw(drawn, "png", language=language), draw(drawn, "svg", language=language))


def draw_curve(found: Saturation, language: str) -> Picture | None:
    """The curve of saturation as PNG and SVG; None where no interview bears a code."""
    if not found.interviews or not found.interviews[-1].cumulative:
        return None
    from qualcode.networks.curve import saturation_figure
    from qualcode.reports.blocks import Picture

    return Picture(
        saturation_figure(found, "png", language=language), saturation_figure(found, "svg", language=language)
    )
