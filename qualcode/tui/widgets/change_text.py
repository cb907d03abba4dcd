"""What the history screen says about a change."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from qualcode.model.changes import Change, ChangeScope
from qualcode.text.counting import counted
from qualcode.tui.local_time import day, moment
from qualcode.tui.palette import Palette
from qualcode.tui.widgets.row_list import plain

__all__ = ["KINDS", "STATES", "change_text", "short"]

KINDS = {
    "codings": "codings", "codes": "codes", "codebook": "the codebook as a file", "quotations": "notes of quotations",
    "memos": "memos", "documents": "documents", "cases": "cases and attributes", "mappings": "mappings to criteria",
    "readings": "levels of quotations", "frameworks": "reference models", "coders": "coders", "settings": "settings",
    "signoffs": "approvals of codes", "reviews": "files for reviewers", "proposals": "proposals of reviewers", "study": "the study",
}  # fmt: skip
"""What kinds of change are called; others bear their own name."""
STATES = {"done": "", "undone": "undone", "dropped": "dropped", "sealed": "sealed"}
"""What stands in the last column."""
SINGULAR = {
    "settings": "setting", "cases": "case", "attributes": "attribute", "documents": "document", "texts": "text",
    "sources": "original file", "speakers": "speaker", "turns": "turn", "codes": "code",
    "lineage": "entry of a code's lineage", "coders": "coder", "quotations": "quotation", "codings": "coding",
    "memos": "memo", "mappings": "mapping", "second_mappings": "mapping of a second mapper", "readings": "level", "frameworks": "model file",
    "signoffs": "approval", "printed": "printed form", "reviews": "file for a reviewer", "proposals": "proposal",
}  # fmt: skip
PLURAL = {
    "lineage": "entries of a code's lineage",
    "reviews": "files for reviewers",
    "second_mappings": "mappings of second mappers",
}
MANY = 12
"""Documents that are named."""
PASSAGE = 240
"""Characters shown of a passage."""


def short(label: str, width: int) -> str:
    """A label cut to a width in characters.

    >>> short("Applied “trust”", 9)
    'Applied …'
    """
    label = plain(label)
    return label if len(label) <= width else label[: max(1, width - 1)] + "…"


def change_text(
    change: Change, scope: ChangeScope, passage: str, own: bool, steps: int, palette: Palette
) -> Text:
    """A change in full; ``steps`` changes are taken back or made again where Enter is pressed on it."""
    text = Text()
    text.append(f"{plain(change.label)}\n", Style(bold=True))
    when = f"{day(change.at)} {moment(change.at)}".strip()
    text.append(f"{when}, {plain(change.actor)}\n", palette.quiet())
    if passage:
        text.append(f"“{short(passage, PASSAGE)}”")
        text.append(f" and {counted(scope.passages - 1, 'other passage')}\n" if scope.passages > 1 else "\n")
    text.append(f"{enter_does(change, own, steps)}\n")
    rows = [
        f"{number} {SINGULAR.get(table, table)}"
        if number == 1
        else f"{number} {PLURAL.get(table) or plural(table)}"
        for table, number in scope.rows.items()
    ]
    if rows:
        text.append("\nTouched: ", palette.quiet())
        text.append(", ".join(rows))
    if scope.documents:
        text.append("\nIn: ", palette.quiet())
        named = ", ".join(plain(name) for name in scope.documents[:MANY])
        more = len(scope.documents) - MANY
        text.append(named + (f" and {counted(more, 'other')}" if more > 0 else ""))
    return text


def plural(table: str) -> str:
    """Several rows of a table, as a person calls them."""
    return f"{SINGULAR[table]}s" if table in SINGULAR else table


def enter_does(change: Change, own: bool, steps: int) -> str:
    """What Enter does on a change."""
    if change.state == "sealed":
        return "Sealed: it stays as it is."
    if change.state == "dropped":
        return "Undone; other changes were made since and took its place, so it cannot be made again."
    if not own:
        return f"{'Done' if change.state == 'done' else 'Undone'} by {plain(change.actor)}, who alone can {'take it back' if change.state == 'done' else 'make it again'}."
    others = steps - 1
    if change.state == "done":
        return (
            f"Enter takes it back together with your {counted(others, 'change')} since."
            if others
            else "Your last change: Enter or u takes it back."
        )
    return (
        f"Undone. Enter makes it again together with the {counted(others, 'change')} before it."
        if others
        else "Undone. Enter or U makes it again."
    )
