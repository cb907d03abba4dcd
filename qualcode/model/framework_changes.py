"""What differs between two versions of a model, or of the list of criteria."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FieldChange", "FrameworkDifference"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that differs."""

    criterion: str
    """Id of the criterion; empty for what is about the whole file."""
    field: str
    """Such as ``expect``, ``importance``, ``basis``, ``label``; ``cell`` or ``criterion`` where one came or went."""
    old: str
    """Empty: there was nothing."""
    new: str
    """Empty: there is nothing any more."""


@dataclass(frozen=True, slots=True)
class FrameworkDifference:
    """Two versions laid beside each other."""

    id: str
    """Of the model, or ``criteria``."""
    old: str
    """What the older one is called, such as ``version 1``."""
    new: str
    changes: tuple[FieldChange, ...]
    """Of the whole file first; then by criterion, in the order of the newer version, those that went last."""
