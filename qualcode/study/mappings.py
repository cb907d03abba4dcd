"""The primary mapping of codes to criteria, the levels that single quotations state, and the way to further mappers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from qualcode.errors import InputError
from qualcode.model.frameworks import Mapping, Reading
from qualcode.study.codebook import Codebook
from qualcode.study.frameworks import Frameworks
from qualcode.study.mapping_rows import MappingRows, MappingValues, NewMapping, check_level
from qualcode.study.quotations import Quotations
from qualcode.study.second_mappings import PRIMARY, SecondMappings, known_mapper, mappers, new_mapper
from qualcode.study.soundness import listed_names
from qualcode.study.store.file import Pending, Store
from qualcode.text.names import name_key

__all__ = ["PRIMARY", "MappingRows", "MappingValues", "Mappings", "NewMapping", "NewReading"]


@dataclass(frozen=True, slots=True)
class NewReading:
    """The level one quotation states on a criterion for one of its codes."""

    quotation: int
    code: str
    criterion: str
    level: int | None


class Mappings(MappingRows):
    """The primary mapping with its readings; further mappers keep theirs apart."""

    def __init__(
        self, store: Store, codebook: Codebook, quotations: Quotations, frameworks: Frameworks
    ) -> None:
        super().__init__(store, codebook, frameworks)
        self.quotations = quotations

    # --- further mappers ------------------------------------------------------------------------------------------------

    def mappers(self) -> tuple[str, ...]:
        """Names of the people who mapped beside the primary mapping, in the order in which they came."""
        return mappers(self.store)

    def by(self, mapper: str | None, *, new: bool = False) -> MappingRows:
        """The mapping of one person, to be read and changed; None or ``primary``: the primary one.

        Letter case of the name does not matter. Raises :class:`~qualcode.errors.NotFoundError` for somebody who has not mapped yet,
        unless ``new`` lets them begin.
        """
        if mapper is None or name_key(mapper) == PRIMARY:
            return self
        name = new_mapper(self.store, mapper) if new else known_mapper(self.store, mapper)
        return SecondMappings(self.store, self.codebook, self.frameworks, name)

    def of(self, mapper: str | None) -> tuple[Mapping, ...]:
        """All mappings of one person; see :meth:`by`. Levels of single quotations belong to the primary mapping alone."""
        return self.by(mapper).list()

    def move_criterion(self, old: str, new: str) -> None:
        """Let everybody's mappings, the levels of quotations and the questions of the guide speak of ``new``, not ``old``: ids of criteria."""
        with self.store.change("mappings.move", f"Moved the mappings from {old} to {new}") as change:
            for table in ("mappings", "second_mappings", "readings"):
                ids = [i for (i,) in self.store.rows(f"SELECT id FROM {table} WHERE criterion = ?", (old,))]
                change.update(table, ids, {"criterion": new})
            for i, number, stored in self.store.rows("SELECT id, number, criteria FROM questions"):
                asked = listed_names(stored, f"The criteria of question {number} of the guide")
                if old in asked:
                    named = [new if each == old else each for each in asked]
                    change.update("questions", [i], {"criteria": json.dumps(named)})

    # --- levels of single quotations --------------------------------------------------------------------------------------

    def resting(self, code_id: int, criterion: str, change: Pending) -> None:
        """Remove the readings that rest on a mapping."""
        change.delete(
            "readings",
            [
                i
                for (i,) in self.store.rows(
                    "SELECT id FROM readings WHERE code_id = ? AND criterion = ?", (code_id, criterion)
                )
            ],
        )

    def readings(self) -> tuple[Reading, ...]:
        """All levels that single quotations state."""
        return tuple(
            Reading(*row)
            for row in self.store.rows(
                "SELECT id, quotation_id, code_id, criterion, level FROM readings ORDER BY id"
            )
        )

    def readings_seen(self) -> tuple[Reading, ...]:
        """Those of quotations that bear the code by a coder whom whoever looks may see."""
        unseen = self.quotations.blinds.unseen("coder_id")
        if not unseen:
            return self.readings()
        there = set(self.store.rows(f"SELECT quotation_id, code_id FROM codings WHERE {unseen}"))
        return tuple(each for each in self.readings() if (each.quotation_id, each.code_id) in there)

    def set_reading(self, quotation: int, code: str, criterion: str, level: int | None) -> None:
        """Say which level a quotation states on a criterion for one of its codes; None: it does not count there."""
        self.set_readings([NewReading(quotation, code, criterion, level)])

    def clear_reading(self, quotation: int, code: str, criterion: str) -> None:
        """Let the code's mapping speak for a quotation again."""
        node, criterion = self.codebook.get(code), self.criterion(criterion)
        with self.store.change(
            "readings.clear", f"Cleared the level of quotation {quotation} on {criterion}"
        ) as change:
            change.delete(
                "readings",
                [
                    i
                    for (i,) in self.store.rows(
                        "SELECT id FROM readings WHERE quotation_id = ? AND code_id = ? AND criterion = ?",
                        (quotation, node.id, criterion),
                    )
                ],
            )

    def set_readings(self, rows: Iterable[NewReading]) -> None:
        """Set several readings as one change."""
        todo = [*rows]
        label = (
            f"Set the level of quotation {todo[0].quotation} on {todo[0].criterion}"
            if len(todo) == 1
            else f"Set the levels of quotations ({len(todo)})"
        )
        with self.store.change("readings.set", label) as change:
            for row in todo:
                self.put_reading(row, change)

    def put_reading(self, row: NewReading, change: Pending) -> None:
        """Set one reading within a change."""
        node = self.codebook.get(row.code)
        row = replace(row, criterion=self.criterion(row.criterion))
        if row.level is not None:
            check_level(row.level)
        if (
            self.store.value(
                "SELECT 1 FROM codings WHERE quotation_id = ? AND code_id = ?", (row.quotation, node.id)
            )
            is None
        ):
            self.quotations.get(row.quotation)
            raise InputError(
                f"Quotation {row.quotation} does not bear the code “{node.name}”, so it states no level for it."
            )
        if (
            self.store.value(
                "SELECT 1 FROM mappings WHERE code_id = ? AND criterion = ?", (node.id, row.criterion)
            )
            is None
        ):
            raise InputError(f"“{node.name}” is not mapped to {row.criterion}; map it first.")
        found = self.store.value(
            "SELECT id FROM readings WHERE quotation_id = ? AND code_id = ? AND criterion = ?",
            (row.quotation, node.id, row.criterion),
        )
        if found is None:
            change.insert(
                "readings",
                [
                    {
                        "quotation_id": row.quotation,
                        "code_id": node.id,
                        "criterion": row.criterion,
                        "level": row.level,
                    }
                ],
            )
        else:
            change.update("readings", [found], {"level": row.level})
