"""What can be done on the screen of the reference models that a study has adopted."""

from __future__ import annotations

from qualcode.tui.actions.record import ANALYSES, Action, action

__all__ = ["REFERENCE_ACTIONS"]

REFERENCE_ACTIONS: tuple[Action, ...] = (
    action("references.difference", "enter d", "What changed", "List what changed between two versions of the highlighted model, or of the list of criteria.", ANALYSES, 1, "changes", ("references",)),
    action("references.new", "n", "Write a model file", "Write a model file to edit, begun as a copy of a model or empty with all criteria.", ANALYSES, 2, "new", ("references",)),
    action("references.adopt", "a", "Adopt a file", "Look through a model or criteria file, say what is found in it, and adopt it after a question.", ANALYSES, 3, "adopt", ("references",)),
    action("references.practice", "p", "Practice as a model", "Write the practice that a group of respondents describes as a model file.", ANALYSES, 4, "practice", ("references",)),
    action("references.rename", "r", "Rename a criterion", "Give the highlighted criterion another id in the list, in models and mappings.", ANALYSES, 5, "rename", ("references",)),
    action("references.drop", "x delete", "Drop a model", "Take the highlighted model out of the study after a question; undo brings it back.", ANALYSES, 6, "drop", ("references",)),
)  # fmt: skip
