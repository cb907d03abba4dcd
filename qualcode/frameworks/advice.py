"""What is wrong in a framework file, all of it at once, and what is allowed in a model but should be looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from qualcode.errors import FormatError
from qualcode.formats.gate_yaml import load_yaml
from qualcode.frameworks.checking import faults, kind_of
from qualcode.frameworks.reading import unknown_criterion
from qualcode.model.frameworks import Criteria, ReferenceModel
from qualcode.text.names import name_key

__all__ = ["file_faults", "model_advice", "same_names"]


def file_faults(text: str, name: str, criteria: Criteria | None) -> tuple[FormatError, ...]:
    """Every fault of a framework file, in the order of the file; of a model also cells on criteria that are not in the list.

    What stands in the way of reading anything (no YAML, no line ``format``, a newer format) comes alone.
    """
    try:
        kind, schema = kind_of(text, name)
        found = list(faults(text, name, schema))
    except FormatError as error:
        return (error,)
    if kind == "model" and criteria is not None:
        yaml = load_yaml(text, name)
        cells = yaml.data.get("criteria") if isinstance(yaml.data, dict) else None
        known = {each.id for each in criteria.criteria}
        found += [
            yaml.error(unknown_criterion(key, known), ("criteria", key), key=True)
            for key in (cells if isinstance(cells, dict) else ())
            if key not in known
        ]
    return tuple(sorted(found, key=lambda each: (each.line or 0, each.column or 0)))


def model_advice(
    model: ReferenceModel, sources: Collection[str] = (), others: Iterable[str] = ()
) -> tuple[str, ...]:
    """Sentences about a model that can be adopted as it is, but may not say what its author means.

    ``sources`` are the ids of known sources (none: they are not looked at), ``others`` those of the other models, for the family.
    """
    cells = tuple(model.cells.values())
    said = []
    if len(cells) == 1:
        said.append(
            f"The model speaks of one criterion only ({cells[0].criterion}): that is too little to be ranked, and it will never be called closest."
        )
    bare = [each.criterion for each in cells if each.basis == "public" and not each.src]
    if bare:
        said.append(
            f"These cells rest on a public source, and none is named: {', '.join(bare)}. Add src, or write the basis recalled or inferred."
        )
    if sources:
        unknown = sorted({key for each in cells for key in each.src if key not in sources})
        if unknown:
            said.append(
                f"These sources are not in the list of sources: {', '.join(unknown)}. Reports print their ids alone; add them to a sources file and adopt it."
            )
    wide = [each.criterion for each in cells if (each.lo, each.hi) == (1, 5)]
    if wide:
        said.append(
            f"The range 1 to 5 asks for nothing, so these cells weigh nothing: {', '.join(wide)}. Narrow them, or leave them out."
        )
    known = set(others)
    if model.parent is not None and model.parent != model.id and known and model.parent not in known:
        said.append(
            f"The family “{model.parent}” is no model that is known here; correct “parent” or adopt it too."
        )
    return tuple(said)


def same_names(model: ReferenceModel, others: Iterable[ReferenceModel]) -> tuple[str, ...]:
    """A sentence for each other model that cannot be told from this one by its label or short name, letter case ignored."""
    said = []
    for other in others:
        if other.id == model.id:
            continue
        labels = {name_key(text) for text in other.label.values()}
        if any(name_key(text) in labels for text in model.label.values()):
            said.append(
                f"Its label is that of {other.id} too, so results cannot tell the two apart; change “label” in the file."
            )
        elif model.short and name_key(model.short) == name_key(other.short):
            said.append(
                f"Its short name “{model.short}” is that of {other.id} too, so tables cannot tell the two apart; change “short” in the file."
            )
    return tuple(said)
