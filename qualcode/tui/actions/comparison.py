"""What can be done on the comparison screen and on the way down from its cells."""

from __future__ import annotations

from qualcode.tui.actions.record import MODELS, Action, action

__all__ = ["COMPARISON"]

COMPARISON: tuple[Action, ...] = (
    action("models.walk", "enter", "Who is behind the cell", "Go down from the cell to the respondents, their codes and their passages.", MODELS, 1, "behind", ("models",)),
    action("models.by", "b", "Group by an attribute", "Choose the attribute that groups the respondents, such as the type of facility, or none.", MODELS, 2, "by", ("models",)),
    action("models.next_group", "n", "Next group", "Show the matrix of the next group of respondents; behind the last come all respondents.", MODELS, 3, "group", ("models",)),
    action("models.previous_group", "N", "Previous group", "Show the matrix of the group before.", MODELS, 0, "", ("models",)),
    action("models.coder", "c", "Whose codings", "Choose the coder whose codings are compared, or all coders together.", MODELS, 4, "coder", ("models",)),
    action("models.shown", "m", "Which models", "Choose which models are shown and ranked; the list stays open until Escape.", MODELS, 5, "models", ("models",)),
    action("models.residual", "o", "What no criterion catches", "List the codes in use that are mapped to no criterion, with their passages.", MODELS, 6, "uncaught", ("models",)),
    action("models.certainty", "s", "How sure it is", "Show stability ranges, the leading models head to head, and what comes first when one thing is changed.", MODELS, 7, "how sure", ("models",)),
    action("models.threshold", "t", "Change a threshold", "Choose one of the conventions by which the comparison decides, and type another value.", MODELS, 8, "thresholds", ("models",)),
    action("models.numbers", "z", "Figures on or off", "Leave the figures out, so that the matrix with its quotations stands alone, or show them again.", MODELS, 0, "", ("models",)),
    action("models.adopt", "A", "Adopt the shipped models", "Where the study has no models: adopt the criteria and models that come with qualcode, after a question.", MODELS, 0, "", ("models",)),
    action("respondents.open", "enter", "Show the passages", "List the passages behind the row; Escape there leads back.", MODELS, 1, "passages", ("respondents",)),
    action("respondents.all", "a", "Show all passages", "List the passages behind the whole cell or list.", MODELS, 2, "all", ("respondents",)),
)  # fmt: skip
