"""What can be done on the mapping screen, and in the list of levels that opens on it."""

from __future__ import annotations

from qualcode.tui.actions.record import MAPPING, Action, Context, action

__all__ = ["MAPPING_ACTIONS"]

ON: tuple[Context, ...] = ("mappings",)
IN: tuple[Context, ...] = ("levels",)

MAPPING_ACTIONS: tuple[Action, ...] = (
    action("mapping.enter", "enter", "Map, or see passages", "Map the highlighted code or criterion; where it is mapped, see the passages of the code.", MAPPING, 1, "open", ON),
    action("mapping.add", "a", "Map", "Map the code to one more criterion (or the criterion to one more code); those that share words with it come first.", MAPPING, 2, "map", ON),
    action("mapping.polarity", "p", "Polarity", "Go on from supports to partial to contradicts; it is about the criterion, never about a model.", MAPPING, 3, "polarity", ON),
    *(
        action(f"mapping.level_{n}", str(n), f"Level {n}", f"Say that the code stands for level {n} of the criterion's scale.", MAPPING, 0, "", ON)
        for n in range(1, 6)
    ),
    action("mapping.ask", "0", "No level", "Take the level away: it is then read from each quotation (see r).", MAPPING, 0, "", ON),
    action("mapping.strength", "s", "Strength", "Go on from 1 (weak, indirect) to 2 (clear) to 3 (explicit and central).", MAPPING, 4, "strength", ON),
    action("mapping.aspect", "f", "Aspect", "Go on from practice to barrier, evaluation, outcome, context; practice is scored, a barrier where you say so.", MAPPING, 5, "aspect", ON),
    action("mapping.counts", "n", "Scored or not", "Say whether the mapping is scored or only shown.", MAPPING, 6, "scored", ON),
    action("mapping.remove", "x delete", "Remove mapping", "Take the mapping away, with the levels of single quotations that rest on it.", MAPPING, 8, "unmap", ON),
    action("mapping.levels", "r", "Levels of quotations", "Go through the quotations of the code and say which level each states.", MAPPING, 9, "read levels", ON),
    action("mapping.filter", "t", "Filter", "Show all rows, only what is not mapped, or only one criterion.", MAPPING, 10, "filter", ON),
    action("mapping.turn", "tab", "Codes or criteria", "Change between codes with their criteria and criteria with their codes.", MAPPING, 5, "turn", ON),
    action("mapping.whose", "w", "Whose mapping", "Map as a second person, without seeing the primary mapping, or go back to that one.", MAPPING, 12, "whose", ON),
    action("mapping.log", "c", "Changes of the mapping", "See every change of the highlighted mapping: when, who, from what to what; undone ones too.", MAPPING, 13, "changes", ON),
    action("mapping.agreement", "y", "Agreement of mappers", "See how far a second mapper agrees with the primary mapping, and where they do not.", MAPPING, 14, "agreement", ON),
    action("mapping.passages", "v", "Passages", "See all passages of the code.", MAPPING, 11, "passages", ON),
    *(
        action(f"level.set_{n}", str(n), f"States level {n}", f"Say that the quotation states level {n}, and go to the next one.", MAPPING, 1 if n == 1 else 0, "to 5: its level", IN)
        for n in range(1, 6)
    ),
    action("level.none", "0", "States no level", "Say that the quotation does not count for the criterion, and go to the next one.", MAPPING, 6, "no level", IN),
    action("level.clear", "x delete", "Take the level away", "Let the code's mapping speak for the quotation again.", MAPPING, 7, "clear", IN),
    action("level.show", "enter v", "Show in the transcript", "Go to the quotation in its transcript, selected.", MAPPING, 8, "show", IN),
)  # fmt: skip
