"""What can be done to correct a text: on the transcript, on the screen of one turn, and with quotations that lost their place."""

from __future__ import annotations

from qualcode.tui.actions.record import CASES, CHANGE, CORRECT, Action, action

__all__ = ["CORRECTING"]

CORRECTING: tuple[Action, ...] = (
    action("turn.correct", "y", "Correct this turn", "Correct the words of the turn at the caret, split it, join it, or say who speaks; quotations go along.", CHANGE, 0, "correct"),
    action("unanchored.open", "Y", "Quotations without a place", "List the quotations that lost their place in a correction, and give one the selected passage.", CHANGE),
    action("turn_text.keep", "f2 ctrl+s", "Keep the correction", "Make the text of the turn what was typed; where quotations change, they are shown first.", CORRECT, 1, "keep", ("turn_text",)),
    action("turn_text.split", "f4", "Split here", "Split the turn at the cursor in two, and say who speaks from there on.", CORRECT, 2, "split", ("turn_text",)),
    action("turn_text.join", "f5", "Join with the next turn", "Make one turn of this one and the next.", CORRECT, 3, "join", ("turn_text",)),
    action("turn_text.label", "f6", "Who speaks here", "Give this turn to another speaker, or to a new one.", CORRECT, 4, "speaker", ("turn_text",)),
    action("turn_text.rename", "f7", "Rename the speaker", "Give the speaker another label in all turns; the label of another speaker joins the two.", CORRECT, 5, "rename", ("turn_text",)),
    action("turn_text.leave", "escape", "Leave the turn", "Go back to the transcript; what was typed is thrown away only by a second Esc.", CORRECT, 9, "leave", ("turn_text",)),
    action("unanchored.anchor", "enter", "Place it here", "Give the highlighted quotation the passage that was selected in the transcript.", CORRECT, 1, "place here", ("unanchored",)),
    action("unanchored.look", "o", "Where it stood", "Go to where in the transcript the highlighted quotation stood.", CORRECT, 2, "where it stood", ("unanchored",)),
    action("unanchored.dismiss", "x delete", "Let it go", "Let the highlighted quotation go with its codings, after a question.", CORRECT, 3, "let go", ("unanchored",)),
    action("document.replace", "R", "Read a corrected file", "Read a corrected transcript in the place of the document; what becomes of its quotations is said before.", CASES, 0, "", ("cases",)),
    action("document.versions", "V", "Versions of the text", "List the versions of the document's text, and go back to one of them.", CASES, 0, "", ("cases",)),
)  # fmt: skip
