"""The mapping of a further person, made independently of the primary one, so that the two can be compared."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.errors import InputError, NotFoundError
from qualcode.study.codebook import Codebook
from qualcode.study.frameworks import Frameworks
from qualcode.study.mapping_rows import MappingRows
from qualcode.study.store.file import Store
from qualcode.study.store.history import Value
from qualcode.text.names import clean_name, name_key

__all__ = ["PRIMARY", "RESERVED", "SecondMappings", "known_mapper", "mappers", "new_mapper"]

PRIMARY = "primary"
"""Reserved word: the mapping that the comparison reads unless told otherwise."""
RESERVED = (PRIMARY, "all")
"""Words that are no mapper's name."""


class SecondMappings(MappingRows):
    """The mapping of one mapper beside the primary one; quotations have no levels of their own here."""

    table = "second_mappings"

    def __init__(self, store: Store, codebook: Codebook, frameworks: Frameworks, mapper: str) -> None:
        super().__init__(store, codebook, frameworks)
        self.mapper: str = mapper
        self.key = name_key(mapper)

    def own(self) -> tuple[str, Sequence[str]]:
        """Rows of this mapper."""
        return "m.mapper_key = ?", (self.key,)

    def marks(self) -> dict[str, Value]:
        """The mapper's name."""
        return {"mapper": self.mapper, "mapper_key": self.key}


def mappers(store: Store) -> tuple[str, ...]:
    """Names of all second mappers that have mapped a code, in the order in which they came."""
    rows = store.rows("SELECT mapper FROM second_mappings GROUP BY mapper_key ORDER BY min(id)")
    return tuple(name for (name,) in rows)


def known_mapper(store: Store, name: str) -> str:
    """The stored spelling of a mapper's name, letter case ignored; raises :class:`~qualcode.errors.NotFoundError`."""
    stored: str | None = store.value(
        "SELECT mapper FROM second_mappings WHERE mapper_key = ? ORDER BY id LIMIT 1", (name_key(name),)
    )
    if stored is None:
        others = mappers(store)
        known = f"second mappers are: {', '.join(others)}" if others else "there is no second mapper yet"
        raise NotFoundError(
            f"Nobody called “{name}” has mapped codes in this study; {known}. "
            f"Somebody begins with: qualcode map {store.path.name} CODE CRITERION --mapper NAME"
        )
    return stored


def new_mapper(store: Store, name: str) -> str:
    """A name under which somebody may map: as stored where it is known, else cleaned.

    Raises :class:`~qualcode.errors.InputError` for a reserved word and for what is no name.
    """
    try:
        return known_mapper(store, name)
    except NotFoundError:
        if name_key(name) in RESERVED:
            raise InputError(
                f"“{name}” is a word of its own here ({PRIMARY}: the mapping that is compared); give the mapper another name."
            ) from None
        return clean_name(name, "mapper's name")
