"""The words of the review screen and of the screen where two codebooks are compared."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from qualcode.model.codebook_changes import CodeChange
from qualcode.model.reviews import Proposal
from qualcode.text.wording_diff import changes
from qualcode.tui.local_time import day
from qualcode.tui.palette import Palette
from qualcode.tui.widgets.memo_text import whole
from qualcode.tui.widgets.row_list import plain

__all__ = ["change_words", "proposal_words", "say_wording"]

HEADING = Style(bold=True)
GONE = Style(strike=True)
NEW = Style(bold=True, underline=True)
FIELDS = {
    "kind": "Kind",
    "name": "Name",
    "brief": "Brief definition",
    "full": "Full definition",
    "when": "When to use it",
    "when_not": "When not to use it",
    "example": "Example",
    "origin": "Origin",
    "memo": "Memo",
    "condensed": "Condensed text",
    "translation": "Translation",
}
"""What people call the fields of codes and quotations."""


def say_wording(text: Text, old: str, new: str) -> None:
    """Add what became of a wording: gone words struck through and in ``[- -]``, new ones underlined and in ``{+ +}``."""
    for piece in changes(old, new):
        if piece.kind == "same":
            text.append(whole(piece.text))
        else:
            opening, closing = ("[-", "-]") if piece.kind == "gone" else ("{+", "+}")
            text.append(opening)
            text.append(whole(piece.text), GONE if piece.kind == "gone" else NEW)
            text.append(closing)
    text.append("\n")


def change_words(change: CodeChange, said: str, palette: Palette) -> Text:
    """What became of one code, its wording word by word."""
    quiet = palette.quiet()
    text = Text()
    text.append(plain(change.name), HEADING)
    text.append(f"   {change.kind}\n", quiet)
    text.append(f"{plain(said)}\n")
    for heading, path in (("was", change.path_before), ("is", change.path)):
        if path:
            text.append(f"{heading} {plain(' › '.join(path))}\n", quiet)
    if "renamed" in change.how:
        text.append("\nName\n", HEADING)
        say_wording(text, change.before, change.name)
    for each in change.fields:
        text.append(f"\n{FIELDS[each.field]}\n", HEADING)
        say_wording(text, each.old, each.new)
    return text


def proposal_words(
    proposal: Proposal,
    current: str,
    thread: Sequence[Proposal],
    around: tuple[str, str, str],
    definition: str,
    palette: Palette,
) -> Text:
    """A proposal in full: who said what, the answer, and what it speaks of.

    ``current`` is the text that an edited field has now, ``thread`` what else was said in the same place, ``around`` a passage with what stands
    before and behind it, ``definition`` what the codebook says of the code.
    """
    quiet = palette.quiet()
    text = Text()
    text.append(plain(proposal.target) or "no place found in the study", HEADING)
    text.append(f"   {proposal.kind} {proposal.id}, {proposal.state}\n", quiet)
    when = f", {day(proposal.at)}" if proposal.at else ""
    text.append(
        f"{plain(proposal.author) or 'a reviewer'}{when}{f', in {plain(proposal.file)}' if proposal.file else ''}\n",
        quiet,
    )
    if proposal.kind == "edit":
        text.append(f"\n{FIELDS.get(proposal.field, proposal.field)}\n", HEADING)
        base = current if proposal.state == "open" else proposal.old
        say_wording(text, base, proposal.new)
        if proposal.stale:
            text.append("\nIt changed since the reviewer saw it, who changed\n", HEADING)
            say_wording(text, proposal.old, proposal.new)
    else:
        if proposal.field:
            text.append(f"on {FIELDS.get(proposal.field, proposal.field).lower()}\n", quiet)
        text.append(f"\n{whole(proposal.said)}\n")
    for other in thread:
        said = other.said if other.kind == "comment" else other.new
        text.append(f"\n{plain(other.author) or 'a reviewer'}: ", HEADING)
        text.append(f"{whole(said)}\n")
    if proposal.answer:
        text.append("\nAnswer: ", HEADING)
        text.append(f"{whole(proposal.answer)}\n")
    if proposal.decided:
        text.append(f"{proposal.state} by {plain(proposal.decided_by)} on {proposal.decided[:10]}\n", quiet)
    before, passage, after = around
    if passage:
        text.append("\nPassage\n", HEADING)
        text.append(whole(before), quiet)
        text.append(whole(passage), NEW)
        text.append(f"{whole(after)}\n", quiet)
    if definition:
        text.append("\nIn the codebook now\n", HEADING)
        text.append(f"{whole(definition)}\n")
    if proposal.about and proposal.about.strip() != (
        passage.strip() if proposal.kind == "comment" else proposal.target
    ):
        text.append(
            "\nThe words in the file\n" if proposal.kind == "comment" else "\nThe code was then\n", HEADING
        )
        text.append(f"{whole(proposal.about)}\n", quiet)
    return text
