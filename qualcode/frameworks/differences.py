"""What differs between two versions of a model, or of the list of criteria."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model.framework_changes import FieldChange
from qualcode.model.frameworks import Cell, Criteria, Criterion, ReferenceModel

__all__ = ["criteria_changes", "model_changes"]


def model_changes(old: ReferenceModel, new: ReferenceModel) -> tuple[FieldChange, ...]:
    """What is said of the model as a whole, then cell by cell."""
    return compared("cell", whole_model(old), whole_model(new), cells(old.cells), cells(new.cells))


def criteria_changes(old: Criteria, new: Criteria) -> tuple[FieldChange, ...]:
    """Which criteria came, went or say something else."""
    return compared("criterion", {}, {}, *({each.id: scale(each) for each in c.criteria} for c in (old, new)))


def compared(
    what: str,
    old: Mapping[str, str],
    new: Mapping[str, str],
    old_parts: Mapping[str, Mapping[str, str]],
    new_parts: Mapping[str, Mapping[str, str]],
) -> tuple[FieldChange, ...]:
    """Values of two files by field, and by criterion and field."""
    found = differing("", old, new)
    for key in [*new_parts, *(key for key in old_parts if key not in new_parts)]:
        before, after = old_parts.get(key), new_parts.get(key)
        if before is None or after is None:
            found.append(FieldChange(key, what, in_short(before), in_short(after)))
        else:
            found += differing(key, before, after)
    return tuple(found)


def differing(criterion: str, old: Mapping[str, str], new: Mapping[str, str]) -> list[FieldChange]:
    """Fields with another value."""
    return [
        FieldChange(criterion, field, old.get(field, ""), new.get(field, ""))
        for field in dict.fromkeys([*new, *old])
        if old.get(field, "") != new.get(field, "")
    ]


def in_short(values: Mapping[str, str] | None) -> str:
    """A whole cell or criterion in a line."""
    return ", ".join(value for value in values.values() if value) if values is not None else ""


def whole_model(model: ReferenceModel) -> dict[str, str]:
    """What is not in the cells."""
    return {
        "kind": model.kind,
        "rank": "true" if model.rank else "false",
        "parent": model.parent or "",
        "short": model.short,
        **by_language("label", model.label),
        **by_language("summary", model.summary),
        "status": model.status,
        "data_version": model.data_version,
        "notes": model.notes,
    }


def cells(given: Mapping[str, Cell]) -> dict[str, dict[str, str]]:
    """The cells by criterion and field."""
    return {
        key: {
            "expect": f"{cell.lo}-{cell.hi}" if cell.lo != cell.hi else str(cell.lo),
            "importance": cell.importance,
            "basis": cell.basis,
            "src": ", ".join(cell.src),
            "note": cell.note,
        }
        for key, cell in given.items()
    }


def scale(criterion: Criterion) -> dict[str, str]:
    """A criterion by field."""
    anchors = {
        f"anchor {step}{f' ({language})' if language else ''}": text
        for language, steps in criterion.anchors.items()
        for step, text in steps.items()
    }
    return {
        **by_language("label", criterion.label),
        "domain": criterion.domain,
        "core": "true" if criterion.core else "false",
        **by_language("description", criterion.description),
        **anchors,
    }


def by_language(field: str, texts: Mapping[str, str]) -> dict[str, str]:
    """A text by language as one field each."""
    return {f"{field} ({language})" if language else field: text for language, text in texts.items()}
