"""Agreement between the coders of a study, the list of what they differ on, and what was decided about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from qualcode.errors import InputError, NotFoundError
from qualcode.model.agreement import (
    AGREEMENT_UNITS,
    Adjudication,
    Agreement,
    AgreementUnit,
    Consensus,
    Conventions,
    Disagreement,
    Outcome,
    Range,
    Settled,
    Undefined,
    Worklist,
)
from qualcode.model.arrays import Incidence, Units
from qualcode.model.codings import NewCoding
from qualcode.model.documents import ROLES
from qualcode.model.tables import Cell, ResultTable, Statement
from qualcode.study import Study
from qualcode.text.counting import counted, listed
from qualcode.text.names import clean_name, name_key
from qualcode.workflows.results import statement_of

__all__ = [
    "WHY",
    "agreement_notes",
    "agreement_of",
    "agreement_tables",
    "as_decided",
    "compared_coders",
    "elsewhere_sentence",
    "find_disagreement",
    "reading",
    "settle_disagreement",
    "worklist_of",
    "worklist_table",
    "write_consensus",
]

Level = Literal["code", "category"]
Which = Literal["all", "open", "settled"]
MOST_RESAMPLES = 100_000
"""Resamples that are drawn at most."""
WHY: dict[Undefined, str] = {
    "": "",
    "nobody": "Nobody has coded in this study yet, so there is nothing to compare.",
    "one coder": "Agreement needs two coders, and there is only one to compare.",
    "no shared documents": "No document was coded by two of these coders, so there is nothing to compare.",
    "no speech": "In the documents that were compared nobody of this role says anything.",
    "one unit": "There is a single unit to compare; chance cannot be told from agreement on it.",
    "unused": "Nobody applied it, so no alpha can be given.",
    "everywhere": "Everybody applied it everywhere; where nothing varies no alpha can be given.",
}
"""Why there is no alpha, in words."""


def compared_coders(study: Study, names: Sequence[str] | None = None) -> tuple[str, ...]:
    """Who is compared: those that were named, else all who have codings, but for consensus coders and who still codes blind.

    Raises :class:`~qualcode.errors.NotFoundError` for an unknown coder, :class:`~qualcode.errors.InputError` for one named twice, for a
    comparison with somebody who still codes blind, and for any where whoever looks codes blind.
    """
    blind = study.blinds.blind()
    if names:
        found = tuple(study.coders.known(name) for name in names)
        if len(set(found)) < len(found):
            raise InputError("A coder is named twice; agreement is that of different coders.")
    else:
        consensus = {name_key(name) for name in study.adjudications.consensus_coders()}
        every = tuple(name for name in study.coders.list() if name_key(name) not in consensus)
        found = tuple(name for name in every if name not in blind)
        if len(found) < 2 and len(every) > len(found):
            found = every
    looks = study.blinds.looks_blind()
    seen_by_none = next((name for name in found if name in blind), None)
    closed = looks if looks is not None and {*found} - {looks} else seen_by_none
    if closed is not None:
        raise InputError(
            f"{closed} still codes blind, so nothing is compared {'for' if closed == looks else 'with'} them yet. "
            f"When the coding is done: qualcode coder release {study.path.name} {closed!r}"
        )
    return found


def left_blind(study: Study, compared: Sequence[str]) -> tuple[str, ...]:
    """Who has codings but is not among those compared, as they still code blind."""
    return tuple(
        name for name in study.coders.list() if name in study.blinds.blind() and name not in compared
    )


def agreement_of(
    study: Study,
    *,
    coders: Sequence[str] | None = None,
    unit: AgreementUnit = "turn",
    level: Level = "code",
    codes: Sequence[str] | None = None,
    role: str = "respondent",
    documents: Sequence[str] | None = None,
    only_shared: bool = True,
    tolerance: int = 0,
    resamples: int = 1000,
    seed: int = 1,
    conventions: Conventions | None = None,
) -> Agreement:
    """How far coders agree on each code, in one unit; ``role`` ``all`` reads every turn.

    ``codes`` names codes or categories, ``documents`` documents. A document that a coder has not coded at all is missing for that
    coder; without ``only_shared`` it counts as read, with nothing found. Raises :class:`~qualcode.errors.InputError` for values
    that mean nothing, and :class:`~qualcode.errors.NotFoundError` for unknown names.
    """
    from qualcode.analysis.agreement import agreement

    if unit not in AGREEMENT_UNITS:
        raise InputError(f"“{unit}” is no unit; choose one of: {', '.join(AGREEMENT_UNITS)}.")
    if resamples > MOST_RESAMPLES:
        raise InputError(
            f"{resamples} resamples are too many; give {MOST_RESAMPLES:,} at most, beyond which no range changes that is shown."
        )
    if conventions is not None:
        check_conventions(conventions)
    who = compared_coders(study, coders)
    if not who:
        raise InputError(WHY["nobody"])
    seen = _seen(study, who, unit, codes, documents, role)
    options: dict[str, Any] = {
        "unit": unit,
        "role": seen.role,
        "sentences": seen.sentences,
        "documents": seen.documents,
        "only_shared": only_shared,
    }
    found = agreement(
        seen.incidences, level=level, codes=seen.codes, tolerance=tolerance, resamples=resamples, seed=seed,
        conventions=conventions, **options,
    )  # fmt: skip
    found = replace(found, blind=left_blind(study, who) if coders is None else ())
    if found.why or level == "category":
        return found
    settled = _settled(study, seen, "segments", tolerance)
    if not settled.settled and unit in ("turn", "sentence"):
        own = _settled(study, seen, unit, tolerance)
        settled = own if own.settled else settled
    return replace(found, settled=settled)


def check_conventions(conventions: Conventions) -> None:
    """Refuse thresholds that are no alphas from 0 to 1, or that stand in the wrong order."""
    if not all(0 <= each <= 1 for each in (conventions.rely, conventions.tentative)):
        raise InputError(
            "The conventions for alpha lie from 0 to 1, such as 0.8 to rely on and 0.667 for tentative conclusions."
        )
    if conventions.tentative > conventions.rely:
        raise InputError(
            f"Tentative conclusions need no higher alpha than firm ones: {conventions.tentative:g} is above {conventions.rely:g}."
        )


def _settled(study: Study, seen: _Seen, unit: AgreementUnit, tolerance: int) -> Settled:
    """How many of the disagreements in a unit are settled."""
    from qualcode.analysis.disagreements import disagreements

    data, nodes = seen.judged(unit, "code", True)
    decided = study.adjudications.by_place()
    outcomes = [
        decided.get((seen.document_id(each.document), nodes[each.code].id, each.start, each.end))
        for each in disagreements(data, tolerance)
    ]
    settled = sum(each is not None and each.outcome != "open" for each in outcomes)
    return Settled(settled, len(outcomes) - settled, unit)


def worklist_of(
    study: Study,
    *,
    coders: Sequence[str] | None = None,
    unit: AgreementUnit = "segments",
    codes: Sequence[str] | None = None,
    role: str = "respondent",
    documents: Sequence[str] | None = None,
    tolerance: int = 0,
    order: Literal["document", "code"] = "document",
    which: Which = "all",
) -> Worklist:
    """What coders differ on: stretches (``segments``, ``characters``) or whole units, each with what was decided on it.

    A stretch is listed where a coder of the document has not applied the code in it, or where boundaries differ by more than
    ``tolerance`` characters. Raises as :func:`agreement_of` does.
    """
    from qualcode.analysis.disagreements import disagreements

    if unit not in AGREEMENT_UNITS:
        raise InputError(f"“{unit}” is no unit; choose one of: {', '.join(AGREEMENT_UNITS)}.")
    if order not in ("document", "code"):
        raise InputError(f"“{order}” is no order; choose document or code.")
    if which not in ("all", "open", "settled"):
        raise InputError(f"“{which}” cannot be listed; choose all, open or settled.")
    if tolerance < 0:
        raise InputError(f"The tolerance is {tolerance}; give a whole number of characters from 0 up.")
    who = compared_coders(study, coders)
    if len(who) < 2:
        return Worklist(who, (), (), Settled(0, 0), "one coder" if who else "nobody")
    seen = _seen(study, who, unit, codes, documents, role)
    data, nodes = seen.judged(unit, "code", True)
    names = tuple(
        d.name for d, there in zip(seen.incidences[0].documents, data.present, strict=True) if there
    )
    if not names:
        return Worklist(who, (), (), Settled(0, 0), "no shared documents")
    texts, turns = study.documents.texts(), study.documents.all_turns()
    items = []
    for each in disagreements(data, tolerance):
        document = seen.incidences[0].documents[each.document]
        node = nodes[each.code]
        spoken = turns.get(document.id, ())
        at = bisect_right([turn.start for turn in spoken], each.start) - 1
        items.append(
            Disagreement(
                id=f"{document.id}.{node.id}.{each.start}-{each.end}",
                document=document.name,
                document_id=document.id,
                case=document.case,
                turn=spoken[at].number if at >= 0 else None,
                role=spoken[at].role if at >= 0 else None,
                start=each.start,
                end=each.end,
                text=texts[document.id][each.start : each.end],
                code=node.name,
                code_id=node.id,
                coded=each.coded,
                not_coded=each.not_coded,
                kind="presence" if each.not_coded else "boundaries",
                spans=each.spans,
                quotations=each.quotations,
            )
        )
    if order == "code":
        place = {node.id: k for k, node in enumerate(nodes)}
        items.sort(key=lambda item: place[item.code_id])
    blind = left_blind(study, who) if coders is None else ()
    return as_decided(
        study, Worklist(who, names, tuple(items), Settled(0, len(items), unit), blind=blind), which
    )


def as_decided(study: Study, found: Worklist, which: Which = "all") -> Worklist:
    """The same list with what is decided by now; ``which`` leaves out what is settled or open. Coders are not compared again."""
    decided = study.adjudications.by_place()
    near: dict[tuple[int, int], list[Adjudication]] = {}
    for each in decided.values():
        if each.outcome != "open":
            near.setdefault((each.document_id, each.code_id), []).append(each)
    items = []
    for item in found.items:
        decision = decided.get((item.document_id, item.code_id, item.start, item.end))
        elsewhere = tuple(
            each
            for each in near.get((item.document_id, item.code_id), ())
            if each is not decision and each.start < item.end and item.start < each.end
        )
        items.append(
            replace(item, outcome="open", note="", by="", at="", elsewhere=elsewhere)
            if decision is None
            else replace(
                item,
                outcome=decision.outcome,
                note=decision.note,
                by=decision.by,
                at=decision.at,
                elsewhere=elsewhere,
            )
        )
    settled = sum(item.outcome != "open" for item in items)
    kept = [item for item in items if which == "all" or (item.outcome == "open") == (which == "open")]
    return replace(
        found, items=tuple(kept), settled=replace(found.settled, settled=settled, open=len(items) - settled)
    )


def elsewhere_sentence(item: Disagreement) -> str:
    """What was decided on the same code in another unit, on text that this stretch shares; empty where nothing was."""
    if not item.elsewhere:
        return ""
    said = listed_decisions(item.elsewhere)
    return f"{'But settled otherwise' if item.contradicted else 'Settled'} in another unit: {said}."


def listed_decisions(decisions: Sequence[Adjudication]) -> str:
    """Decisions with the stretches that they were made on."""
    shown = [f"{each.start}-{each.end} {each.outcome}" for each in decisions[:3]]
    return ", ".join(shown) + (f" and {len(decisions) - 3} more" if len(decisions) > 3 else "")


def find_disagreement(study: Study, id: str, *, coders: Sequence[str] | None = None) -> Disagreement:
    """A disagreement by its id, whatever the unit in which it was listed.

    Raises :class:`~qualcode.errors.NotFoundError` where coders do not differ there (any more).
    """
    for role in ("respondent", "all"):
        for unit in ("segments", "turn", "sentence"):
            for item in worklist_of(study, coders=coders, unit=unit, role=role).items:
                if item.id == id.strip():
                    return item
    raise NotFoundError(
        f"There is no disagreement {id} (any more); list them with: qualcode disagreements {study.path.name}"
    )


def settle_disagreement(
    study: Study,
    id: str,
    outcome: Outcome,
    *,
    note: str | None = None,
    apply: bool = False,
    coder: str | None = None,
    coders: Sequence[str] | None = None,
) -> tuple[Disagreement, Adjudication | None]:
    """Decide on a disagreement; with ``apply`` code the stretch for ``coder``, by default the consensus coder.

    Gives the disagreement as it was and the decision that holds now, None where it is open without a note. Raises as
    :func:`find_disagreement` and :meth:`qualcode.study.adjudications.Adjudications.settle` do.
    """
    found = find_disagreement(study, id, coders=coders)
    return found, study.adjudications.settle(found, outcome, note=note, apply=apply, coder=coder)


def write_consensus(
    study: Study,
    *,
    coders: Sequence[str] | None = None,
    coder: str | None = None,
    role: str = "respondent",
    tolerance: int = 0,
    single: bool = False,
    leave_open: bool = False,
    replace_own: bool = False,
) -> Consensus:
    """Code for the consensus coder what all agree on and what was settled as coded, as one change, so that it can be analysed.

    That coder then has exactly this in the documents concerned: those that two coders have coded, with ``single`` also those that
    one alone has coded, whose codings are taken over. What somebody has coded by hand for that coder stays; with ``replace_own`` it goes.
    Raises :class:`~qualcode.errors.InputError` for a coder who has coded and was never written by a consensus (unless ``replace_own``),
    where disagreements are open and not left out on purpose by ``leave_open``, and where nothing was coded twice.
    """
    from qualcode.analysis.disagreements import agreed

    who = compared_coders(study, coders)
    target = clean_name(coder or study.adjudications.consensus_coder, "coder's name")
    target = next((name for name in study.coders.list() if name_key(name) == name_key(target)), target)
    if name_key(target) in map(name_key, who):
        raise InputError(
            f"{target} is one of the coders who are compared; give another name for the consensus."
        )
    if not replace_own:
        study.adjudications.check_target(
            target, "Or let those go that the consensus does not have, with --replace."
        )
    work = worklist_of(study, coders=who, role=role, tolerance=tolerance)
    if work.why:
        raise InputError(WHY[work.why])
    if work.settled.open and not leave_open:
        raise InputError(
            f"{counted(work.settled.open, 'disagreement')} still open; settle {'it' if work.settled.open == 1 else 'them'} first, or leave {'it' if work.settled.open == 1 else 'them'} uncoded with --leave-open."
        )
    seen = _seen(study, who, "segments", None, None, role)
    data, nodes = seen.judged("segments", "code", True)
    documents = seen.incidences[0].documents
    alike = [
        NewCoding(documents[each.document].name, each.start, each.end, nodes[each.code].name, target)
        for each in agreed(data, tolerance)
    ]
    settled = [
        NewCoding(item.document, item.start, item.end, item.code, target)
        for item in work.items
        if item.outcome == "coded"
    ]
    alone = []
    if single:
        shared = set(work.documents)
        alone = [
            NewCoding(row.document, row.start, row.end, row.code, target)
            for row in study.codings.list()
            if row.document not in shared and row.coder in who
        ]
    rows = [*alike, *settled, *alone]
    concerned = {*work.documents, *(row.document for row in alone)}
    wanted = {(row.document, row.start, row.end, row.code) for row in rows}
    with study.change("adjudications.consensus", f"Coded for {target} what the coders agree on") as change:
        study.adjudications.name_consensus(target, change)
        there = [] if target not in study.coders.list() else study.codings.list(coder=target)
        beyond = [
            row.id
            for row in there
            if row.document in concerned and (row.document, row.start, row.end, row.code) not in wanted
        ]
        written = study.adjudications.written()
        own = sum(i not in written for i in beyond)
        left = beyond if replace_own else [i for i in beyond if i in written]
        if rows:
            study.codings.apply_many(rows, closed=True)
        if left:
            study.codings.remove(left)
    names = tuple(each.name for each in documents if each.name in concerned)
    return Consensus(
        target, names, len(alike), len(settled), len(alone), work.settled.open,
        kept=0 if replace_own else own, replaced=own if replace_own else 0,
    )  # fmt: skip


# --- what is compared --------------------------------------------------------------------------------------------


class _Seen:
    """The study as each coder sees it, at one moment."""

    def __init__(
        self,
        incidences: tuple[Incidence, ...],
        sentences: Units | None,
        codes: tuple[str, ...] | None,
        documents: tuple[int, ...] | None,
        role: str | None,
    ) -> None:
        self.incidences = incidences
        self.sentences = sentences
        self.codes = codes
        self.documents = documents
        self.role = role

    def judged(self, unit: AgreementUnit, level: Level, only_shared: bool) -> tuple[Any, list[Any]]:
        """The judgements, and the nodes that they are about."""
        from qualcode.analysis.agreement import compared_codes
        from qualcode.analysis.rated import rated

        nodes = compared_codes(self.incidences[0], level, self.codes)
        data = rated(
            self.incidences, nodes, unit=unit, role=self.role, sentences=self.sentences,
            documents=self.documents, only_shared=only_shared,
        )  # fmt: skip
        return data, [self.incidences[0].nodes[i] for i in nodes]

    def document_id(self, index: int) -> int:
        """The id of a document by its index."""
        return self.incidences[0].documents[index].id


def _seen(
    study: Study,
    coders: Sequence[str],
    unit: AgreementUnit,
    codes: Sequence[str] | None,
    documents: Sequence[str] | None,
    role: str,
) -> _Seen:
    if role != "all" and role not in ROLES:
        raise InputError(f"“{role}” is no role; choose one of: {', '.join(ROLES)}, or all.")
    with study.store.snapshot():
        incidences = tuple(study.codings.incidence(coder) for coder in coders)
        names = tuple(study.codebook.get(name).name for name in codes) if codes else None
        wanted = {study.documents.get(name).id for name in documents} if documents else None
        sentences = study.codings.sentences(incidences[0]) if unit == "sentence" else None
    chosen = (
        None
        if wanted is None
        else tuple(i for i, each in enumerate(incidences[0].documents) if each.id in wanted)
    )
    return _Seen(incidences, sentences, names, chosen, None if role == "all" else role)


# --- tables and sentences ----------------------------------------------------------------------------------------


def reading(alpha: float | None, conventions: Conventions) -> str:
    """Where an alpha stands among the conventional thresholds; empty where there is none."""
    if alpha is None:
        return ""
    for threshold in (conventions.rely, conventions.tentative):
        if alpha >= threshold:
            return f"≥ {threshold:g}"
    return f"< {conventions.tentative:g}"


def agreement_statement(
    study: Study, found: Agreement, codes: Sequence[str] | None, documents: Sequence[str] | None
) -> Statement:
    """What the figures of an agreement rest on."""
    return statement_of(
        study,
        "agreement",
        found.unit,
        {
            "measure": found.measure,
            "level": found.level,
            "only_shared": found.only_shared,
            "missing": "a document that a coder has not coded at all" if found.only_shared else "none",
            "tolerance": found.tolerance if found.unit == "segments" else None,
            "resamples": found.resamples,
            "resampled": found.resampled,
            "rely": found.conventions.rely,
            "tentative": found.conventions.tentative,
        },
        filter={
            "coders": ", ".join(found.coders),
            "role": found.role or "all",
            "codes": ", ".join(codes or ()),
            "documents": ", ".join(documents or ()),
            "compared": list(found.documents),
        },
        seed=found.seed if found.resamples else None,
    )


def agreement_tables(
    study: Study,
    found: Agreement,
    *,
    codes: Sequence[str] | None = None,
    documents: Sequence[str] | None = None,
) -> tuple[ResultTable, ...]:
    """The agreement as tables: per code, per pair of coders, and over all codes; ``codes`` and ``documents`` as they were asked for."""
    statement = agreement_statement(study, found, codes, documents)
    units = {"characters": "characters", "segments": "segments"}.get(found.unit, "units")
    applied = [f"applied by {coder}" for coder in found.coders]
    header = (
        "code", "path", units, "prevalence", "percent", "positive", "jaccard", "kappa", "ac1", "alpha",
        "alpha_low", "alpha_high", "convention", *applied, "note",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            row.code, " > ".join(row.path), row.units, row.prevalence, row.percent, row.positive, row.jaccard,
            row.kappa, row.ac1, row.alpha, *_ends(row.alpha_range), reading(row.alpha, found.conventions),
            *row.applied, WHY[row.why],
        )
        for row in found.codes
    ]  # fmt: skip
    tables = [ResultTable("codes", header, tuple(rows), statement)]
    if found.unit != "segments":
        pairs = [
            (row.code, pair.a, pair.b, pair.units, pair.percent, pair.kappa)
            for row in found.codes
            for pair in row.pairs
        ]
        tables.append(
            ResultTable("pairs", ("code", "a", "b", units, "percent", "kappa"), tuple(pairs), statement)
        )
    whole: list[tuple[Cell, ...]] = [
        ("mean over codes", found.mean_alpha, *_ends(found.mean_alpha_range), reading(found.mean_alpha, found.conventions)),
        ("pooled over codes", found.pooled_alpha, *_ends(found.pooled_alpha_range), reading(found.pooled_alpha, found.conventions)),
    ]  # fmt: skip
    if found.together is not None:
        both = found.together
        whole += [
            ("boundaries and codes", both.u_alpha, *_ends(both.u_alpha_range), reading(both.u_alpha, found.conventions)),
            ("coded at all", both.binary, None, None, reading(both.binary, found.conventions)),
            ("codes alone", both.cu_alpha, *_ends(both.cu_alpha_range), reading(both.cu_alpha, found.conventions)),
        ]  # fmt: skip
    tables.append(
        ResultTable(
            "overall", ("over", "alpha", "alpha_low", "alpha_high", "convention"), tuple(whole), statement
        )
    )
    return tuple(tables)


def _ends(found: Range | None) -> tuple[float | None, float | None]:
    return found if found is not None else (None, None)


def agreement_notes(found: Agreement) -> tuple[str, ...]:
    """What has to be said beside the figures: what was left out, what is not defined and why, how many disagreements were settled."""
    notes = []
    if found.blind:
        notes.append(f"Not compared, as still coding blind: {', '.join(found.blind)}.")
    if found.why:
        return (*notes, WHY[found.why])
    if found.left_out:
        notes.append(
            f"Left out: {counted(len(found.left_out), 'document')} that fewer than two of the coders have coded ({listed(found.left_out)})."
        )
    if found.unused:
        notes.append(f"Nobody applied {_unused(found)} there; such codes count in no mean.")
    undefined = [row.code for row in found.codes if row.why == "everywhere"]
    if undefined:
        notes.append(
            f"No alpha for {listed(undefined)}: everybody applied it everywhere, and where nothing varies none can be given."
        )
    if (
        found.resamples
        and found.codes
        and found.pooled_alpha is not None
        and found.pooled_alpha_range is None
    ):
        notes.append(
            "No ranges: a single document was compared, and documents are what is drawn anew."
            if found.resampled == "documents"
            else "No ranges: no document has two turns to be drawn anew."
        )
    if found.together is not None and found.together.overlapping:
        notes.append(
            f"No alpha over all codes at once: {listed(found.together.overlapping)} gave one stretch two codes. "
            "Compare codes that exclude each other, such as those of one category."
        )
    if found.settled is not None:
        notes.append(
            f"Disagreements{_where(found.settled)}: {found.settled.found}; settled: {found.settled.settled}, open: {found.settled.open}. "
            "The figures are those before settling."
        )
    return tuple(notes)


def _where(settled: Settled) -> str:
    return " on stretches" if settled.unit == "segments" else f" on {settled.unit}s"


def _unused(found: Agreement) -> str:
    if found.level == "code":
        return counted(found.unused, "code")
    return "1 category" if found.unused == 1 else f"{found.unused} categories"


def worklist_table(study: Study, found: Worklist, settings: dict[str, Any]) -> ResultTable:
    """The disagreements as a table; ``settings`` are those that they were listed with."""
    header = (
        "id", "document", "case", "turn", "start", "end", "code", "coded_by", "not_coded_by", "kind", "outcome", "note",
        "by", "at", "text", "elsewhere",
    )  # fmt: skip
    rows = tuple(
        (
            item.id, item.document, item.case, item.turn, item.start, item.end, item.code, ", ".join(item.coded),
            ", ".join(item.not_coded), item.kind, item.outcome, item.note, item.by, item.at, item.text,
            elsewhere_sentence(item),
        )
        for item in found.items
    )  # fmt: skip
    statement = statement_of(
        study, "disagreements", str(settings.get("unit", "segments")), settings,
        filter={"coders": ", ".join(found.coders)},
    )  # fmt: skip
    return ResultTable("disagreements", header, rows, statement)
