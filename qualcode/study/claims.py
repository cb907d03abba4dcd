"""Codes that mean: the respondent names this model."""

from __future__ import annotations

from qualcode.errors import InputError, NotFoundError
from qualcode.model.claims import Claim
from qualcode.study.codebook import Codebook
from qualcode.study.frameworks import Frameworks
from qualcode.study.store.file import Store

__all__ = ["Claims"]


class Claims:
    """Which codes say that a model is named; what is named is never evidence of practice."""

    def __init__(self, store: Store, codebook: Codebook, frameworks: Frameworks) -> None:
        self.store = store
        self.codebook = codebook
        self.frameworks = frameworks

    def list(self) -> tuple[Claim, ...]:
        """All of them, in the order they were made."""
        rows = self.store.rows(
            "SELECT l.id, l.code_id, c.name, l.model FROM claims l JOIN codes c ON c.id = l.code_id ORDER BY l.id"
        )
        return tuple(Claim(*row) for row in rows)

    def set(self, code: str, model: str) -> Claim:
        """Say that a code means that a model is named; a code may name several.

        Raises :class:`~qualcode.errors.NotFoundError` for an unknown code or model, :class:`~qualcode.errors.InputError` for a category.
        """
        node, named = self.codebook.get(code), self.frameworks.model(model)
        if node.kind != "code":
            raise InputError(f"“{node.name}” is a {node.kind}; only codes can say that a model is named.")
        present = self._find(node.id, named.id)
        if present is None:
            with self.store.change(
                "claims.set", f"“{node.name}” says that {named.short or named.id} is named"
            ) as change:
                change.insert("claims", [{"code_id": node.id, "model": named.id}])
            present = self._find(node.id, named.id)
        assert present is not None, "it was inserted"
        return present

    def remove(self, code: str, model: str | None = None) -> int:
        """Let a code no longer mean that a model (or any) is named; gives how many claims went.

        Raises :class:`~qualcode.errors.NotFoundError` where it does not mean that.
        """
        node = self.codebook.get(code)
        mine = [each for each in self.list() if each.code_id == node.id]
        if model is not None:
            known = {model.strip().casefold()}
            if any(each.model not in known for each in mine):
                try:
                    known.add(self.frameworks.model(model).id)
                except NotFoundError:
                    if not any(each.model in known for each in mine):
                        raise
            mine = [each for each in mine if each.model in known]
        if not mine:
            what = f"“{model}”" if model is not None else "any model"
            raise NotFoundError(
                f"“{node.name}” does not say that {what} is named; list such codes with: qualcode claims {self.store.path.name}"
            )
        with self.store.change(
            "claims.remove",
            f"“{node.name}” no longer says that {', '.join(each.model for each in mine)} is named",
        ) as change:
            change.delete("claims", [each.id for each in mine])
        return len(mine)

    def _find(self, code_id: int, model: str) -> Claim | None:
        return next((each for each in self.list() if each.code_id == code_id and each.model == model), None)
