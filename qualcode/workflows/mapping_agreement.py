"""Agreement of two mappers in a study, and the tables that hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.errors import InputError, NotFoundError
from qualcode.model.frameworks import Mapping
from qualcode.model.mapping_agreement import MappingAgreement, Undefined, ValueAgreement
from qualcode.model.tables import Cell, ResultTable, Statement
from qualcode.study import Study
from qualcode.study.mappings import PRIMARY
from qualcode.text.counting import counted
from qualcode.text.names import name_key
from qualcode.workflows.mapping import adopted
from qualcode.workflows.results import statement_of

__all__ = ["MapperPair", "agreement_notes", "agreement_on_mappings", "agreement_tables", "mapping_words"]

UNIT = "pair of code and criterion"


@dataclass(frozen=True, slots=True)
class MapperPair:
    """The agreement of two people, with what it rests on."""

    first: str
    """Name of the mapper; ``primary`` for the primary mapping."""
    second: str
    found: MappingAgreement
    statement: Statement


def agreement_on_mappings(
    study: Study, first: str | None = None, second: str | None = None, *, codes: Sequence[str] = ()
) -> MapperPair:
    """How far two people agree on which codes speak to which criteria, and on what they say there.

    One name (or none, where there is one second mapper) is compared with the primary mapping, two with each other. Pairs are all codes ×
    all adopted criteria; ``codes`` keeps to some codes, a category standing for all below it, as where only a part was mapped twice.
    Raises :class:`~qualcode.errors.NotFoundError` for an unknown mapper or code, :class:`~qualcode.errors.InputError` where there is nobody to
    compare with.
    """
    from qualcode.analysis.mapping_agreement import agree

    one, two = _pair(study, first, second)
    criteria = adopted(study).criteria
    tree = study.codebook.tree()
    if codes:
        roots = {study.codebook.get(name).id for name in codes}
        kept: set[int] = set()
        for node in tree:
            if node.id in roots or node.parent_id in kept:
                kept.add(node.id)
        tree = tuple(node for node in tree if node.id in kept)
    chosen = [(node.id, node.name) for node in tree if node.kind == "code"]
    if not chosen:
        raise InputError("There is no code here that could be mapped; add codes to the codebook first.")
    found = agree(study.mappings.of(one), study.mappings.of(two), chosen, [each.id for each in criteria])
    statement = statement_of(
        study,
        "mappings agreement",
        UNIT,
        {
            "first": one,
            "second": two,
            "codes": found.codes,
            "criteria": found.criteria,
            "kappa_mapped": "Cohen 1960",
            "kappa_level_strength": "Cohen 1968, quadratic weights",
        },
        filter={"codes": list(codes)} if codes else {},
    )
    return MapperPair(one, two, found, statement)


def _pair(study: Study, first: str | None, second: str | None) -> tuple[str, str]:
    others = study.mappings.mappers()
    if first is None:
        if not others:
            raise NotFoundError(
                "Nobody has mapped the codes a second time yet; another person begins with: "
                f"qualcode map {study.path.name} CODE CRITERION --mapper NAME"
            )
        if len(others) > 1:
            raise InputError(
                f"Several people have mapped the codes: {', '.join(others)}. Name the one to compare with the primary mapping, or two of them."
            )
        first = others[0]
    one = study.mappings.by(first).mapper or PRIMARY
    two = study.mappings.by(second).mapper or PRIMARY
    if second is None:
        one, two = two, one  # the primary mapping stands first
    if name_key(one) == name_key(two):
        raise InputError(f"“{one}” cannot be compared with itself; name two different mappers.")
    return one, two


# --- tables and words -------------------------------------------------------------------------------------------------


def agreement_tables(pair: MapperPair) -> tuple[ResultTable, ResultTable]:
    """The figures, and the list of disagreements."""
    mapped = pair.found.mapped
    figures: list[tuple[Cell, ...]] = [
        (
            "mapped",
            mapped.pairs,
            mapped.both + mapped.neither,
            mapped.agreement,
            None,
            mapped.kappa,
            mapped.positive,
            mapped.prevalence_first,
            mapped.prevalence_second,
            mapped.both,
            mapped.only_first,
            mapped.only_second,
            mapped.neither,
            mapped.undefined or None,
        )
    ]
    figures += [
        (
            each.value, each.pairs, each.agreed, each.agreement, each.within_one, each.kappa,
            None, None, None, None, None, None, None, each.undefined or None,
        )
        for each in pair.found.values
    ]  # fmt: skip
    columns = (
        "value", "pairs", "agreed", "agreement", "within_one", "kappa", "positive_agreement", "prevalence_first",
        "prevalence_second", "both", "only_first", "only_second", "neither", "undefined",
    )  # fmt: skip
    sides = [
        f"{side}_{name}" for side in ("first", "second") for name in ("level", "strength", "aspect", "counts")
    ]
    work = [
        (
            each.code,
            each.criterion,
            ", ".join(each.differ),
            mapping_words(each.first),
            mapping_words(each.second),
            *_cells(each.first),
            *_cells(each.second),
        )
        for each in pair.found.disagreements
    ]
    return (
        ResultTable("agreement", columns, tuple(figures), pair.statement),
        ResultTable(
            "disagreements",
            ("code", "criterion", "differ", "first", "second", *sides),
            tuple(work),
            pair.statement,
        ),
    )


def _cells(mapping: Mapping | None) -> tuple[Cell, ...]:
    if mapping is None:
        return (None, None, None, None)
    level = "ask" if mapping.level is None else mapping.level
    return (level, mapping.strength, mapping.aspect, "yes" if mapping.counts else "no")


def mapping_words(mapping: Mapping | None) -> str:
    """What somebody said of a pair, in a few words.

    >>> mapping_words(None)
    'not mapped'
    """
    if mapping is None:
        return "not mapped"
    level = "asks each quotation" if mapping.level is None else f"level {mapping.level}"
    scored = "scored" if mapping.counts else "not scored"
    return f"{level}, strength {mapping.strength}, {mapping.aspect}, {scored}"


def agreement_notes(pair: MapperPair) -> tuple[str, ...]:
    """What has to be said beside the figures: undefined ones, ratings without variation, levels left to the quotations."""
    found = pair.found
    notes = [
        f"A pair is one of {counted(found.codes, 'code')} with one of {found.criteria} criteria: all that either could have mapped. "
        "Most are mapped by nobody, which lowers kappa and raises the plain agreement; read both beside the share that each mapped."
    ]
    why = _why(found.mapped.undefined, "mapped or not")
    notes += [why] if why else []
    for each in found.values:
        notes += [said for said in (_why(each.undefined, each.value), _one_sided(each)) if said]
    if found.asked_by_both or found.asked_by_one:
        notes.append(
            f"Levels left to each quotation: {found.asked_by_both} by both, {found.asked_by_one} by one of the two; the figures on levels leave them out."
        )
    return tuple(notes)


def _why(undefined: Undefined, value: str) -> str:
    if undefined == "no pairs":
        return f"There is no kappa for {value}: no pair was rated by both."
    if undefined == "constant":
        return f"There is no kappa for {value}: both gave the same rating throughout, so no disagreement could be expected."
    return ""


def _one_sided(each: ValueAgreement) -> str:
    if not each.one_sided:
        return ""
    return f"At least one of the two gave the same {each.value} throughout; kappa is then 0, however often they agree."
