"""What became of the mappings and of the levels of single quotations, change by change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model.changes import ChangeState
from qualcode.model.frameworks import Aspect, Polarity

__all__ = ["MappingState", "MappingStep"]


@dataclass(frozen=True, slots=True)
class MappingState:
    """What a mapping, or the level of one quotation, said at one time."""

    level: int | None
    """1-5. None: of a mapping, it is read from each quotation; of a quotation, it does not count."""
    polarity: Polarity | None = None
    """None for the level of a quotation, as are the following."""
    strength: int | None = None
    aspect: Aspect | None = None
    counts: bool | None = None


@dataclass(frozen=True, slots=True)
class MappingStep:
    """One mapping, or one level of a quotation, that a change of the study made, altered or removed."""

    change: int
    """Id of the change in the history."""
    at: str
    """UTC, ISO 8601."""
    actor: str
    label: str
    """What the history calls the change."""
    state: ChangeState
    kind: Literal["mapping", "level"]
    mapper: str
    """Whose mapping; empty for the primary one."""
    code: str
    """The code's name today, else the one it had last; empty where the history no longer tells."""
    code_id: int | None
    criterion: str
    """Id of the criterion; empty where the history no longer tells."""
    quotation: int | None
    """Number of the quotation whose level it is; None for a mapping."""
    old: MappingState | None
    """None: there was none before."""
    new: MappingState | None
    """None: there was none afterwards."""
    old_code: str = ""
    """Name of the code that it was about before, where the change moved it (codes were merged); else empty."""
    old_criterion: str = ""
    """Id of the criterion before, where the change gave it another one; else empty."""
    known: bool = True
    """False: what changed can no longer be told, since the change was undone and others took its place, or it was sealed."""

    @property
    def undone(self) -> bool:
        """Whether the change is taken back."""
        return self.state in ("undone", "dropped")
