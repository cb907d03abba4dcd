"""Framework files and codebook files as text -> frozen dataclasses of the model layer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.frameworks.checking import check, refuse_duplicates
from qualcode.model.codebooks import CodebookEntry, CodebookFile, CodebookMap
from qualcode.model.codes import CodeFields
from qualcode.model.frameworks import (
    POLARITY_LEVELS,
    Cell,
    Criteria,
    Criterion,
    Polarity,
    ProcessFrame,
    ProcessStep,
    ReferenceModel,
    Source,
)
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.formats.gate_yaml import Yaml
    from qualcode.frameworks.schema import EntrySchema, MapSchema

__all__ = [
    "read_codebook",
    "read_criteria",
    "read_model",
    "read_process",
    "read_sources",
    "unknown_criterion",
]


def read_criteria(text: str, name: str) -> Criteria:
    """Read the list of criteria. Raises :class:`~qualcode.errors.FormatError` with line and column."""
    from qualcode.frameworks.schema import CriteriaSchema

    file, yaml = check(text, name, CriteriaSchema)
    places = [(each.id, ("criteria", i, "id")) for i, each in enumerate(file.criteria)]
    refuse_duplicates(yaml, places, "criterion")
    return Criteria(
        tuple(
            Criterion(
                id=each.id,
                domain=each.domain,
                core=each.core,
                label=each.label.by_language(),
                description=dict(each.description),
                anchors={language: dict(sorted(steps.items())) for language, steps in each.anchors.items()},
                keywords={language: tuple(words) for language, words in each.keywords.items()},
                based_on=each.based_on,
                tip27_row=each.tip27_row,
            )
            for each in file.criteria
        ),
        file.data_version,
    )


def read_sources(text: str, name: str) -> dict[str, Source]:
    """Read the list of sources, by id. Raises :class:`~qualcode.errors.FormatError` with line and column."""
    from qualcode.frameworks.schema import SourcesSchema

    file, _ = check(text, name, SourcesSchema)
    return {key: Source(key, each.status, each.ref, each.about) for key, each in file.sources.items()}


def read_model(text: str, name: str, criteria: Criteria | None) -> ReferenceModel:
    """Read one reference model; with ``criteria``, a cell on an unknown criterion is refused.

    Raises :class:`~qualcode.errors.FormatError` with line and column.
    """
    from qualcode.frameworks.schema import ModelSchema

    file, yaml = check(text, name, ModelSchema)
    if criteria is not None:
        known = {each.id for each in criteria.criteria}
        for key in file.criteria:
            if key not in known:
                raise yaml.error(unknown_criterion(key, known), ("criteria", key), key=True)
    return ReferenceModel(
        id=file.id,
        kind=file.kind,
        rank=file.rank,
        parent=file.parent,
        label=file.label.by_language(),
        short=file.short,
        summary=dict(file.summary),
        cells={
            key: Cell(
                key, cell.expect[0], cell.expect[1], cell.importance, cell.basis, tuple(cell.src), cell.note
            )
            for key, cell in file.criteria.items()
        },
        synonyms={language: tuple(words) for language, words in file.synonyms.items()},
        notes=file.notes,
        named_in=tuple((each.words, each.source) for each in file.named_in),
        data_version=file.data_version,
        status=file.status,
    )


def read_process(text: str, name: str, criteria: Criteria | None = None) -> ProcessFrame:
    """Read one process frame; with ``criteria``, a step on an unknown criterion is refused.

    Raises :class:`~qualcode.errors.FormatError` with line and column.
    """
    from qualcode.frameworks.schema import ProcessSchema

    file, yaml = check(text, name, ProcessSchema)
    refuse_duplicates(yaml, [(each.id, ("steps", i, "id")) for i, each in enumerate(file.steps)], "step")
    if criteria is not None:
        known = {each.id for each in criteria.criteria}
        for i, step in enumerate(file.steps):
            if step.criterion is not None and step.criterion not in known:
                raise yaml.error(unknown_criterion(step.criterion, known), ("steps", i, "criterion"))
    steps = tuple(ProcessStep(each.id, each.label.by_language(), each.criterion) for each in file.steps)
    return ProcessFrame(file.id, file.label.by_language(), steps, tuple(file.src))


def read_codebook(text: str, name: str) -> CodebookFile:
    """Read a codebook; nodes must stand after the node above them, and names must differ within a language.

    Raises :class:`~qualcode.errors.FormatError` with line and column.
    """
    from qualcode.frameworks.schema import CodebookSchema

    file, yaml = check(text, name, CodebookSchema)
    refuse_duplicates(yaml, [(each.id, ("entries", i, "id")) for i, each in enumerate(file.entries)], "id")
    languages = tuple(dict.fromkeys(language for each in file.entries for language in each.label))
    for language in languages:
        labels: list[tuple[str, tuple[str | int, ...]]] = [
            (name_key(each.label[language]), ("entries", i, "label", *([language] if language else [])))
            for i, each in enumerate(file.entries)
            if language in each.label
        ]
        refuse_duplicates(yaml, labels, f"name ({language})" if language else "name")
    _check_tree(file.entries, yaml)
    return CodebookFile(
        id=file.id,
        title=dict(file.title),
        note=dict(file.note),
        languages=languages,
        entries=tuple(_entry(each) for each in file.entries),
    )


def unknown_criterion(name: str, known: Iterable[str]) -> str:
    """What is said of a criterion that is not in the list, with the nearest name of one that is."""
    import difflib

    near = difflib.get_close_matches(name.casefold(), sorted(known), 1, 0.6)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"the criterion “{name}” is not in the list of criteria{hint}; correct its spelling or add it to criteria.yaml"


def _check_tree(entries: list[EntrySchema], yaml: Yaml) -> None:
    ranks = {"theme": 0, "category": 1, "code": 2}
    kinds: dict[str, str] = {}
    for i, each in enumerate(entries):
        if each.under is not None:
            above = kinds.get(each.under)
            if above is None:
                raise yaml.error(
                    f"“{each.under}” does not stand above; put it before “{each.id}”", ("entries", i, "under")
                )
            if ranks[above] > ranks[each.kind]:
                raise yaml.error(f"a {each.kind} cannot stand under a {above}", ("entries", i, "under"))
        kinds[each.id] = each.kind


def _entry(entry: EntrySchema) -> CodebookEntry:
    by_field = {
        "brief": entry.brief,
        "full": entry.full,
        "when": entry.when,
        "when_not": entry.when_not,
        "example": entry.example,
    }
    languages = dict.fromkeys(language for texts in by_field.values() for language in texts) or {"": None}
    texts = {
        language: CodeFields(
            **{key: values.get(language, "") for key, values in by_field.items()},
            colour=entry.colour,
            origin=entry.origin,
        )
        for language in languages
    }
    return CodebookEntry(
        id=entry.id,
        kind=entry.kind,
        parent=entry.under,
        label=dict(entry.label),
        texts=texts,
        aspect=entry.aspect,
        basis=entry.basis,
        rests_on=entry.rests_on,
        maps=tuple(_map(each, entry) for each in entry.maps),
    )


def _map(given: MapSchema, entry: EntrySchema) -> CodebookMap:
    polarity: Polarity
    level: int | None
    if given.polarity is not None:
        polarity, level = given.polarity, POLARITY_LEVELS[given.polarity]
    elif given.level == "ask":
        polarity, level = "ask", None
    else:
        polarity, level = "level", int(given.level or 0)
    aspect = given.aspect or entry.aspect
    assert aspect is not None  # the schema saw to it
    return CodebookMap(given.criterion, polarity, level, given.strength, aspect, given.counts)
