"""What can be done on the screens of the interview guide and of the models that respondents name."""

from __future__ import annotations

from qualcode.tui.actions.record import ANALYSES, Action, action

__all__ = ["GUIDE_ACTIONS"]

GUIDE_ACTIONS: tuple[Action, ...] = (
    action("guide.open", "enter", "Show the turn", "Go to the turn that asks the question, or list the passages behind the highlighted row.", ANALYSES, 1, "show", ("guide",)),
    action("guide.assign", "a", "It was asked here", "Say in which turn of this document the question was asked; the likeliest turn is offered.", ANALYSES, 4, "asked in", ("guide",)),
    action("guide.refuse", "x delete", "It was not asked", "Say that the question was not asked in this document, whatever is recognised.", ANALYSES, 5, "not asked", ("guide",)),
    action("guide.release", "r", "Let recognition speak", "Take back what was said of this question in this document.", ANALYSES, 6, "recognise", ("guide",)),
    action("claims.add", "a", "A code names a model", "Choose a code that means that a respondent names a model, then the model.", ANALYSES, 4, "add", ("claims",)),
    action("claims.remove", "x delete", "It names it no longer", "Choose a code that should no longer mean that a model is named.", ANALYSES, 5, "remove", ("claims",)),
)  # fmt: skip
