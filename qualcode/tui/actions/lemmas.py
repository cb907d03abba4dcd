"""What can be done about lemmas that the dictionary gets wrong."""

from __future__ import annotations

from qualcode.tui.actions.record import CHANGE, LIST, Action, action

__all__ = ["LEMMA_ACTIONS"]

LEMMA_ACTIONS: tuple[Action, ...] = (
    action("lemma.correct", "D", "Correct the lemma of the word", "Give the word at the caret another lemma (base form), so that search, suggestions and key phrases find it under that.", CHANGE),
    action("lemma.take", "enter", "Keep the lemma", "Give the word the lemma that was typed, in all documents of the language; an empty line takes the correction away.", LIST, 1, "keep", ("lemma",)),
)  # fmt: skip
