"""Relations between codes that a researcher draws by hand: causes, contradicts, is part of, or words of one's own."""

from __future__ import annotations

from qualcode.errors import InputError, NotFoundError
from qualcode.model.relations import RELATION_KINDS, SYMMETRIC_KINDS, Relation
from qualcode.study.codebook import Codebook
from qualcode.study.store.file import Store
from qualcode.study.store.history import now
from qualcode.text.names import clean_name, name_key

__all__ = ["Relations"]

LONGEST_KIND = 60
"""Characters of a kind: it stands on an edge of a drawing."""

SELECT = (
    "SELECT r.id, a.name, b.name, r.kind, r.note, r.created, r.created_by FROM relations r "
    "JOIN codes a ON a.id = r.code_id JOIN codes b ON b.id = r.other_id"
)


class Relations:
    """The drawn relations of a study."""

    def __init__(self, store: Store, codebook: Codebook) -> None:
        self.store = store
        self.codebook = codebook

    def list(self, code: str | None = None) -> tuple[Relation, ...]:
        """All relations in the order in which they were drawn, or those from and to one code.

        Raises :class:`~qualcode.errors.NotFoundError` for an unknown code.
        """
        if code is None:
            rows = self.store.rows(f"{SELECT} ORDER BY r.id")
        else:
            node = self.codebook.get(code).id
            rows = self.store.rows(
                f"{SELECT} WHERE r.code_id = ? OR r.other_id = ? ORDER BY r.id", (node, node)
            )
        return tuple(Relation(*row) for row in rows)

    def get(self, relation_id: int) -> Relation:
        """One relation by its id; raises :class:`~qualcode.errors.NotFoundError`."""
        rows = self.store.rows(f"{SELECT} WHERE r.id = ?", (relation_id,))
        if not rows:
            raise NotFoundError(
                f"There is no relation {relation_id}; list them with: qualcode relation list {self.store.path.name}"
            )
        return Relation(*rows[0])

    def kinds(self) -> tuple[str, ...]:
        """The kinds to choose from: those that are offered, then own words of this study in the order of the alphabet."""
        own = {kind for (kind,) in self.store.rows("SELECT DISTINCT kind FROM relations")}
        return (*RELATION_KINDS, *sorted(own - set(RELATION_KINDS), key=name_key))

    def add(self, code: str, kind: str, other: str, *, note: str = "") -> Relation:
        """Draw a relation from one code (or category, or theme) to another.

        Raises :class:`~qualcode.errors.NotFoundError` for an unknown code, :class:`~qualcode.errors.InputError` for a
        code with itself, an empty or long kind, and a relation that is drawn already.
        """
        first, second = self.codebook.get(code), self.codebook.get(other)
        if first.id == second.id:
            raise InputError(f"“{first.name}” cannot be related to itself; choose another code.")
        words = self.kind(kind)
        with self.store.change("relations.add", f"Drew: “{first.name}” {words} “{second.name}”") as change:
            for relation in self.between(first.name, second.name):
                same_way = relation.code == first.name
                if name_key(relation.kind) == name_key(words) and (same_way or words in SYMMETRIC_KINDS):
                    raise InputError(
                        f"{relation.sentence} is drawn already as relation {relation.id}"
                        + (
                            "; write more in its note."
                            if same_way
                            else ", the other way round, which says the same."
                        )
                    )
            (relation_id,) = change.insert(
                "relations",
                [
                    {
                        "code_id": first.id,
                        "other_id": second.id,
                        "kind": words,
                        "note": note.strip(),
                        "created": now(),
                        "created_by": self.store.actor,
                    }
                ],
            )
        return self.get(relation_id)

    def set_note(self, relation_id: int, note: str) -> Relation:
        """Rewrite the note of a relation; an empty one takes it away. Raises :class:`~qualcode.errors.NotFoundError`."""
        relation = self.get(relation_id)
        verb = "Rewrote" if note.strip() else "Removed"
        with self.store.change(
            "relations.note", f"{verb} the note on the relation {relation.sentence}"
        ) as change:
            change.update("relations", [relation.id], {"note": note.strip()})
        return self.get(relation_id)

    def remove(self, relation_id: int) -> None:
        """Take a relation away; raises :class:`~qualcode.errors.NotFoundError`."""
        relation = self.get(relation_id)
        with self.store.change("relations.remove", f"Removed the relation {relation.sentence}") as change:
            change.delete("relations", [relation.id])

    def between(self, a: str, b: str) -> tuple[Relation, ...]:
        """The relations between two codes in either direction, in the order in which they were drawn."""
        return tuple(each for each in self.list(a) if {each.code, each.other} == {a, b})

    def within_tree(self, relation: Relation) -> bool:
        """Whether the tree of codes already holds one of the two within the other."""
        first, second = self.codebook.get(relation.code), self.codebook.get(relation.other)
        return first.id in self.codebook.below(second) or second.id in self.codebook.below(first)

    def kind(self, kind: str) -> str:
        """A kind as it is stored: known kinds and own words of this study in the letters that they have already.

        Raises :class:`~qualcode.errors.InputError` for an empty or long one.
        """
        words = clean_name(kind, "kind of relation")
        if len(words) > LONGEST_KIND:
            raise InputError(
                f"The kind of relation has {len(words)} characters; give at most {LONGEST_KIND} and write the rest as a note."
            )
        known = {name_key(each): each for each in reversed(self.kinds())}
        return known.get(name_key(words), words)
