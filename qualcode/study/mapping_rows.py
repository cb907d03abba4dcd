"""What the primary mapping and those of further mappers have in common: rows that say how a code speaks to a criterion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

from qualcode.errors import InputError, NotFoundError
from qualcode.model.frameworks import ASPECTS, POLARITY_LEVELS, Aspect, Mapping, Polarity
from qualcode.study.codebook import Codebook
from qualcode.study.frameworks import Frameworks
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import Value
from qualcode.text.names import name_key

__all__ = ["MappingRows", "MappingValues", "NewMapping", "check_level", "columns"]


LEAST_ALIKE, MOST_OFFERED, SHORTEST = 0.65, 3, 3
"""Likeness (0-1) from which a criterion is offered for one that is not known, how many are, and letters of a beginning that counts."""


@dataclass(frozen=True, slots=True)
class NewMapping:
    """One row of a mappings table."""

    code: str
    criterion: str
    polarity: Polarity | None = None
    """None with a level: the level speaks for itself; None without: supports."""
    level: int | None = None
    strength: int = 2
    aspect: Aspect = "practice"
    counts: bool | None = None
    """None: practice counts, everything else does not."""


class MappingValues(TypedDict, total=False):
    """What :meth:`MappingRows.change` may give a mapping; what is left out stays."""

    polarity: Polarity
    """``ask``: the level is read from each quotation."""
    level: int
    """1-5; takes the place of the polarity."""
    strength: int
    aspect: Aspect
    """Another aspect brings its own default of ``counts``."""
    counts: bool


class MappingRows:
    """The mapping of one person; a class of its own kind says in which rows it is kept."""

    table = "mappings"
    """The table that holds the rows."""
    mapper: str | None = None
    """Whose mapping it is; None: the primary one."""

    def __init__(self, store: Store, codebook: Codebook, frameworks: Frameworks) -> None:
        self.store = store
        self.codebook = codebook
        self.frameworks = frameworks

    # --- what a class of its own kind gives -------------------------------------------------------------------------

    def own(self) -> tuple[str, Sequence[str]]:
        """The condition that rows of this mapping fulfil, with its parameters."""
        return "1", ()

    def marks(self) -> dict[str, Value]:
        """What a new row bears beside its values, to be one of this mapping."""
        return {}

    def resting(self, code_id: int, criterion: str, change: Pending) -> None:
        """Remove what rests on a mapping that is going to be removed."""

    @property
    def whose(self) -> str:
        """What the labels of changes say behind the mapping."""
        return f" (mapping of {self.mapper})" if self.mapper is not None else ""

    @property
    def option(self) -> str:
        """How the command line is told whose mapping it is."""
        return f' --mapper "{self.mapper}"' if self.mapper is not None else ""

    # --- reading --------------------------------------------------------------------------------------------------------

    def list(self) -> tuple[Mapping, ...]:
        """All mappings, in the order they were added."""
        condition, parameters = self.own()
        rows = self.store.rows(
            f"SELECT m.id, m.code_id, c.name, m.criterion, m.polarity, m.level, m.strength, m.aspect, m.counts FROM {self.table} m "
            f"JOIN codes c ON c.id = m.code_id WHERE {condition} ORDER BY m.id",
            parameters,
        )
        return tuple(Mapping(*row[:-1], bool(row[-1])) for row in rows)  # type: ignore[call-arg]

    def get(self, mapping_id: int) -> Mapping:
        """One mapping by its id; raises :class:`~qualcode.errors.NotFoundError`."""
        found = next((each for each in self.list() if each.id == mapping_id), None)
        if found is None:
            raise NotFoundError(
                f"There is no mapping {mapping_id} any more; list them with: qualcode mappings {self.store.path.name}{self.option}"
            )
        return found

    # --- changing -------------------------------------------------------------------------------------------------------

    def set(
        self,
        code: str,
        criterion: str,
        *,
        polarity: Polarity | None = None,
        level: int | None = None,
        strength: int = 2,
        aspect: Aspect = "practice",
        counts: bool | None = None,
    ) -> Mapping:
        """Map a code to a criterion, or change such a mapping.

        Raises :class:`~qualcode.errors.NotFoundError` for an unknown code or criterion, :class:`~qualcode.errors.InputError` for values out of range.
        """
        criterion = self.criterion(criterion)
        self.set_many([NewMapping(code, criterion, polarity, level, strength, aspect, counts)])
        name = self.codebook.get(code).name
        return next(m for m in self.list() if m.code == name and m.criterion == criterion)

    def set_many(self, rows: Iterable[NewMapping]) -> int:
        """Set a table of mappings as one change: all rows or none; gives their number."""
        todo = [*rows]
        if not todo:
            raise InputError("There are no mappings to set.")
        one = len(todo) == 1
        label = (
            f"Mapped “{todo[0].code}” to {todo[0].criterion}{self.whose}"
            if one
            else f"Mapped codes to criteria ({len(todo)} mappings){self.whose}"
        )
        with self.store.change("mappings.set", label) as change:
            present = {(m.code_id, m.criterion): m.id for m in self.list()}
            new: dict[tuple[int, str], dict[str, Value]] = {}
            said: dict[tuple[int, str], tuple[int, dict[str, Value]]] = {}
            ids = {c.name: c for c in self.codebook.tree()}
            for n, row in enumerate(todo, 1):
                try:
                    code = ids.get(row.code) or self.codebook.get(row.code)
                    if code.kind != "code":
                        raise InputError(
                            f"“{code.name}” is a {code.kind}; only codes are mapped to criteria."
                        )
                    criterion = self.criterion(row.criterion)
                    values = columns(row)
                except (InputError, NotFoundError) as error:
                    if one:
                        raise
                    raise InputError(f"Row {n}: {error} Nothing was mapped.") from error
                key = (code.id, criterion)
                before, same = said.setdefault(key, (n, values))
                if same != values:
                    raise InputError(
                        f"Rows {before} and {n} map “{code.name}” to {criterion} differently; keep one of them. Nothing was mapped."
                    )
                if key in present:
                    change.update(self.table, [present[key]], values)
                else:
                    new[key] = {**self.marks(), "code_id": code.id, "criterion": criterion, **values}
            change.insert(self.table, [*new.values()])
        return len(todo)

    def change(self, mapping_id: int, **values: Unpack[MappingValues]) -> Mapping:
        """Change some values of a mapping and leave the others as they are; gives the mapping as it is now.

        Raises :class:`~qualcode.errors.NotFoundError` for an unknown id, :class:`~qualcode.errors.InputError` for values out of range.
        """
        old = self.get(mapping_id)
        polarity, level = old.polarity, old.level
        if "polarity" in values:
            polarity, level = values["polarity"], values.get("level")
        elif "level" in values:
            polarity, level = "level", values["level"]
        aspect = values.get("aspect", old.aspect)
        row = NewMapping(
            old.code,
            old.criterion,
            polarity,
            level,
            values.get("strength", old.strength),
            aspect,
            values.get("counts", old.counts if aspect == old.aspect else None),
        )
        said = ", ".join(f"{name} {given}" for name, given in values.items())
        with self.store.change(
            "mappings.set", f"Changed the mapping of “{old.code}” to {old.criterion}{self.whose}: {said}"
        ) as change:
            change.update(self.table, [mapping_id], columns(row))
        return self.get(mapping_id)

    def remove(self, code: str, criterion: str) -> None:
        """Take a mapping away, with what rests on it."""
        node, criterion = self.codebook.get(code), self.criterion(criterion)
        found = next((m.id for m in self.list() if m.code_id == node.id and m.criterion == criterion), None)
        if found is None:
            raise NotFoundError(
                f"“{node.name}” is not mapped to {criterion}{f' by {self.mapper}' if self.mapper else ''}; "
                f"list the mappings with: qualcode mappings {self.store.path.name}{self.option}"
            )
        with self.store.change(
            "mappings.remove", f"Removed the mapping of “{node.name}” to {criterion}{self.whose}"
        ) as change:
            self.resting(node.id, criterion, change)
            change.delete(self.table, [found])

    def criterion(self, name: str) -> str:
        """The id of a criterion, given by its id or by its name in any language, letter case ignored.

        Raises :class:`~qualcode.errors.NotFoundError` for one that the adopted list does not have, offering the nearest.
        """
        criteria = self.frameworks.criteria()
        known = criteria.criteria if criteria else ()
        wanted = name_key(name)
        for each in known:
            if wanted == each.id or wanted in map(name_key, each.label.values()):
                return each.id
        import difflib

        names = {text: each.id for each in known for text in (each.id, *map(name_key, each.label.values()))}
        begun = [text for text in names if len(wanted) >= SHORTEST and text.startswith(wanted)]
        close = difflib.get_close_matches(wanted, names, MOST_OFFERED, LEAST_ALIKE)
        near = list(dict.fromkeys(names[text] for text in (*begun, *close)))[:MOST_OFFERED]
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise NotFoundError(f"There is no criterion “{name}”. {hint}List them with: qualcode models")


def columns(row: NewMapping) -> dict[str, Value]:
    """The stored values of a mapping, with defaults filled in."""
    polarity, level = row.polarity, row.level
    if polarity is None:
        polarity = "supports" if level is None else "level"
    if polarity in POLARITY_LEVELS:
        if level is not None and level != POLARITY_LEVELS[polarity]:
            raise InputError(
                f"Give either a polarity or a level; {polarity} stands for level {POLARITY_LEVELS[polarity]}."
            )
        level = POLARITY_LEVELS[polarity]
    elif polarity == "ask":
        level = None
    elif polarity == "level":
        if level is None:
            raise InputError("Give the level, a whole number from 1 to 5.")
        check_level(level)
    else:
        raise InputError(
            f"“{polarity}” is no polarity; choose supports, partial or contradicts, or give a level."
        )
    if row.strength not in (1, 2, 3):
        raise InputError(
            f"{row.strength} is no strength; give 1 (weak), 2 (clear) or 3 (explicit and central)."
        )
    if row.aspect not in ASPECTS:
        raise InputError(f"“{row.aspect}” is no aspect; choose one of: {', '.join(ASPECTS)}.")
    if row.counts and row.aspect in ("evaluation", "outcome"):
        raise InputError(
            f"An {row.aspect} never counts as practice; leave out counts, or choose another aspect."
        )
    counts = row.aspect == "practice" if row.counts is None else row.counts
    return {
        "polarity": polarity,
        "level": level,
        "strength": row.strength,
        "aspect": row.aspect,
        "counts": int(counts),
    }


def check_level(level: int) -> None:
    """Refuse a level outside the scale."""
    if not 1 <= level <= 5:
        raise InputError(f"{level} is no level; give a whole number from 1 to 5.")
