"""The steps of a study: undo log, audit trail and lineage in one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from qualcode.errors import InputError, NotFoundError, StudyError
from qualcode.model.changes import Change, ChangePlace, ChangeScope
from qualcode.study.blinds import Blinds
from qualcode.study.store.file import Store
from qualcode.text.names import name_key

__all__ = ["History"]


class History:
    """The steps of a study; nobody takes back but their own."""

    def __init__(self, store: Store, blinds: Blinds) -> None:
        self.store = store
        self.blinds = blinds
        store.worded = self.worded

    def list(self) -> tuple[Change, ...]:
        """All steps, the oldest first; of codings that whoever looks may not see, not what was coded."""
        events = self.store.events()
        hidden = self.blinds.hidden_keys()
        return tuple(unsaid(each, hidden) for each in events) if hidden else events

    def get(self, change_id: int) -> Change:
        """One step by its number; raises :class:`~qualcode.errors.NotFoundError`."""
        change = next((change for change in self.list() if change.id == change_id), None)
        if change is None:
            raise NotFoundError(
                f"There is no change {change_id}; list them with: qualcode history {self.store.path.name}"
            )
        return change

    def next_undo(self) -> Change | None:
        """The change that :meth:`undo` would take back, or None."""
        change = self.store.next_undo()
        return None if change is None else unsaid(change, self.blinds.hidden_keys())

    def worded(self, op: str, label: str, actor: str, details: str) -> str:
        """What is said of a change in a message: its label, unless what it coded is hidden from whoever looks."""
        hidden = self.blinds.hidden_keys()
        if not hidden:
            return label
        return unsaid(Change(0, "", actor, op, label, False, json.loads(details)), hidden).label

    def redo_order(self) -> tuple[int, ...]:
        """Ids of the actor's undone changes, that which :meth:`redo` would make again first at the beginning."""
        return tuple(self.store.redo_order())

    # --- step by step --------------------------------------------------------------------------------------------

    def undo(self, n: int = 1) -> tuple[Change, ...]:
        """Take back the actor's last ``n`` changes; see :meth:`~qualcode.study.store.file.Store.undo`."""
        return self.repeat(self.store.undo, n)

    def redo(self, n: int = 1) -> tuple[Change, ...]:
        """Make the actor's last ``n`` undone changes again."""
        return self.repeat(self.store.redo, n)

    def repeat(self, step: Callable[[], Change], n: int) -> tuple[Change, ...]:
        """Do a step ``n`` times; stops quietly where there is no more, unless nothing at all could be done."""
        if n < 1:
            raise InputError(f"{n} steps cannot be undone or redone; give a number from 1 up.")
        done: list[Change] = []
        for _ in range(n):
            try:
                done.append(step())
            except (InputError, StudyError):
                if not done:
                    raise
                break
        hidden = self.blinds.hidden_keys()
        return tuple(unsaid(change, hidden) for change in done)

    # --- to a place in the history -------------------------------------------------------------------------------

    def to_undo(self, change_id: int) -> tuple[Change, ...]:
        """The changes that :meth:`undo_to` would take back, the last one first; raises where it would refuse beforehand."""
        change = self.own(change_id, "undone")
        if change.state != "done":
            why = {
                "sealed": "it is sealed for good",
                "undone": "it is undone already",
                "dropped": "it is undone already",
            }[change.state]
            raise InputError(f"“{change.label}” cannot be undone: {why}.")
        return tuple(
            other
            for other in reversed(self.list())
            if other.id >= change_id and other.actor == self.store.actor and other.state == "done"
        )

    def to_redo(self, change_id: int) -> tuple[Change, ...]:
        """The changes that :meth:`redo_to` would make again, in that order; raises where it would refuse beforehand."""
        change = self.own(change_id, "redone")
        if change.state == "dropped":
            raise InputError(
                f"“{change.label}” cannot be redone: other changes were made after it was undone, and they took its place."
            )
        if change.state != "undone":
            raise InputError(f"“{change.label}” is not undone, so there is nothing to make again.")
        waiting = self.redo_order()
        known = {other.id: other for other in self.list()}
        return tuple(known[i] for i in waiting[: waiting.index(change_id) + 1])

    def own(self, change_id: int, word: str) -> Change:
        """A change of the actor; raises :class:`~qualcode.errors.InputError` for one of somebody else."""
        change = self.get(change_id)
        if change.actor != self.store.actor:
            raise InputError(
                f"“{change.label}” cannot be {word} by {self.store.actor}: {change.actor} made it, and everybody takes back their own changes."
            )
        return change

    def undo_to(self, change_id: int) -> tuple[Change, ...]:
        """Take back the actor's changes from the last one back to the one with an id, that one too: all of them or none.

        Gives them in the order in which they were taken back. Raises :class:`~qualcode.errors.InputError` for a change of somebody
        else or one that is not done, :class:`~qualcode.errors.ConflictError` where a later change of somebody else rests on one.
        """
        self.to_undo(change_id)
        return self.store.undo_to(change_id)

    def redo_to(self, change_id: int) -> tuple[Change, ...]:
        """Make the actor's undone changes again up to the one with an id, that one too: all of them or none; raises as :meth:`undo_to` does."""
        self.to_redo(change_id)
        return self.store.redo_to(change_id)

    # --- where it was --------------------------------------------------------------------------------------------

    def scope(self, change_id: int) -> ChangeScope:
        """What a change touched; a fixed number of queries, however much that was.

        Nothing for a change of codings that whoever looks may not see.
        """
        from qualcode.study.scopes import scope

        hidden = self.blinds.hidden_keys()
        if hidden and any(each.id == change_id and is_hidden(each, hidden) for each in self.store.events()):
            return ChangeScope({}, (), 0, None)
        return scope(self.store, change_id)

    def place(self, change: Change) -> ChangePlace | None:
        """Where in the transcripts a change of codings, quotations, memos or documents took place; None for any other."""
        return self.scope(change.id).place


def is_hidden(change: Change, hidden: frozenset[str]) -> bool:
    """Whether a change coded for one of those coders whose names (as they are compared) are hidden."""
    details = change.details
    coders = details.get("coders") or [details.get("coder", change.actor)]
    return bool(hidden) and change.kind == "codings" and any(name_key(str(who)) in hidden for who in coders)


def unsaid(change: Change, hidden: frozenset[str]) -> Change:
    """A change without what it says of the codings of those coders whose names (as they are compared) are hidden."""
    if not is_hidden(change, hidden):
        return change
    return replace(change, label="Coded, hidden until the blind coding is released", details={})
