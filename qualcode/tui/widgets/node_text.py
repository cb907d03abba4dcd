"""The words of the codebook screen: a node in full, a passage, and what is asked before a merge or a deletion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from qualcode.model.codes import Code, Lineage
from qualcode.model.codings import CodingRow, Memo
from qualcode.model.frameworks import Mapping
from qualcode.model.reviews import Signoff
from qualcode.study.previews import DeletePreview, MergePreview
from qualcode.text.counting import counted
from qualcode.text.visible import visible
from qualcode.tui.palette import Palette
from qualcode.tui.widgets.row_list import plain

__all__ = ["Passage", "came_from", "delete_text", "merge_text", "node_text", "passage_text", "signed_off"]

HEADING = Style(bold=True)
AROUND = 140
"""Characters of context on each side of a passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the code that is being split, with what stands around it."""

    row: CodingRow
    before: str
    after: str

    @classmethod
    def of(cls, row: CodingRow, text: str) -> Passage:
        """Cut the context out of the document's text."""
        start, end = max(0, row.start - AROUND), min(len(text), row.end + AROUND)
        before, after = text[start : row.start], text[row.end : end]
        if start:
            before = "…" + before.partition(" ")[2]
        if end < len(text):
            after = after.rpartition(" ")[0] + "…"
        return cls(row, before, after)


def lines(text: str) -> str:
    """Text from outside with its line ends, without control characters."""
    return "\n".join(visible(line) for line in text.split("\n"))


def came_from(step: Lineage) -> str:
    """One step of lineage as a sentence.

    >>> came_from(Lineage(1, 2, "merged", "vztah", {}, "2026-11-22T10:00:00Z", "Jana"))
    'came from “vztah” (merged), on 2026-11-22, by Jana'
    """
    said = {
        "merged": f"came from “{step.name}” (merged)",
        "split": f"came out of “{step.name}” (split)",
        "renamed": f"was called “{step.name}”",
        "deleted": f"“{step.name}” was deleted",
    }[step.kind]
    return f"{said}, on {step.at[:10]}, by {step.by}"


def signed_off(signoff: Signoff) -> str:
    """How far a node is signed off, as a sentence.

    >>> signed_off(Signoff(1, "trust", "approved", "2026-11-22T10:00:00Z", "Jana", "after the meeting", True))
    'approved by Jana on 2026-11-22, changed since (after the meeting)'
    """
    if not signoff.at:
        return "draft: S signs it off"
    note = f" ({signoff.note})" if signoff.note else ""
    changed = ", changed since" if signoff.changed else ""
    word = "put in review" if signoff.state == "in review" else signoff.state
    return f"{word} by {signoff.by} on {signoff.at[:10]}{changed}{note}"


def node_text(
    code: Code,
    lineage: Sequence[Lineage],
    mappings: Sequence[Mapping],
    memos: Sequence[Memo],
    palette: Palette,
    below: int | None = None,
    signoff: Signoff | None = None,
    open_proposals: int = 0,
) -> Text:
    """Everything the codebook knows of one node; ``below`` are the codings of what stands under it, where something does.

    ``open_proposals`` are those of reviewers that wait for a decision.
    """
    quiet = palette.quiet()
    text = Text()
    text.append("■ ", palette.code(code.colour))
    text.append(plain(code.name), HEADING)
    text.append(f"   {code.kind}\n", quiet)
    if len(code.path) > 1:
        text.append(plain(" › ".join(code.path[:-1])) + "\n", quiet)
    counts = []
    if code.kind == "code":
        counts.append(f"{counted(code.codings, 'coding')} in {counted(code.documents, 'document')}")
    if below is not None:
        counts.append(f"{counted(below, 'coding')} below it")
    text.append(", ".join(counts) or "nothing below it", quiet)
    text.append(f" · {code.colour} · origin: {code.origin}\n", quiet)
    text.append(f"made on {code.created[:10]} by {plain(code.created_by)}\n", quiet)
    if signoff is not None:
        text.append(plain(signed_off(signoff)) + "\n", Style(bold=True) if signoff.changed else None)
    if open_proposals:
        text.append(f"{counted(open_proposals, 'open proposal')} of reviewers: R shows them\n", HEADING)
    for heading, value in (
        ("Brief definition", code.brief),
        ("Full definition", code.full),
        ("When to use it", code.when),
        ("When not to use it", code.when_not),
        ("Example", code.example),
    ):
        text.append(f"\n{heading}\n", HEADING)
        text.append(f"{lines(value)}\n" if value else "—\n", None if value else quiet)
    if lineage:
        text.append("\nLineage\n", HEADING)
        for step in lineage:
            text.append(plain(came_from(step)) + "\n")
            if step.details.get("mappings given up"):
                text.append(f"  mappings given up: {plain(step.details['mappings given up'])}\n", quiet)
    if mappings:
        text.append("\nMappings\n", HEADING)
        for mapping in mappings:
            said = mapping.polarity if mapping.level is None else f"level {mapping.level}"
            more = "" if mapping.counts else ", shown but not scored"
            text.append(plain(mapping.criterion))
            text.append(f"  {said}, strength {mapping.strength}, {mapping.aspect}{more}\n", quiet)
    if memos:
        text.append("\nMemos\n", HEADING)
        for memo in memos:
            text.append(f"{memo.kind}, {memo.created[:10]}, {plain(memo.author)}\n", quiet)
            text.append(lines(memo.text) + "\n")
    return text


def passage_text(code: str, passage: Passage, number: int, total: int, moving: int, palette: Palette) -> Text:
    """One passage of the code that is being split."""
    quiet = palette.quiet()
    row = passage.row
    text = Text()
    text.append(f"Splitting “{plain(code)}”", HEADING)
    text.append(f"   passage {number} of {total}, {moving} chosen to move\n", quiet)
    text.append("Does it move to the new code?  y moves it, n leaves it\n\n", HEADING)
    where = f"[{row.case}:{row.quotation}] {row.document}"
    if row.turn is not None:
        where += f", turn {row.turn}"
    text.append(plain(where) + "\n\n", quiet)
    text.append(lines(passage.before), quiet)
    text.append(lines(row.text), Style(bold=True, underline=True))
    text.append(lines(passage.after), quiet)
    return text


def merge_text(preview: MergePreview, palette: Palette) -> Text:
    """What a merge would do, and the question."""
    quiet = palette.quiet()
    text = Text()
    text.append(f"Merge into “{plain(preview.into)}”?\n\n", HEADING)
    for name in preview.codes:
        text.append(f"  {plain(name)}\n")
    text.append("\nWhat moves\n", HEADING)
    text.append(f"  {counted(preview.codings, 'coding')}\n")
    if preview.folded:
        text.append(f"  {counted(preview.folded, 'coding')} folded")
        text.append("  (the passage bears the code already, by the same coder)\n", quiet)
    text.append(f"  {counted(preview.mappings, 'mapping')}, {counted(preview.memos, 'memo')}\n")
    for name in preview.children:
        text.append(f"  {plain(name)}")
        text.append("  comes to stand under it\n", quiet)
    if preview.mappings_given_up:
        text.append("\nMappings given up\n", HEADING)
        for name, said in preview.mappings_given_up.items():
            for words in said:
                text.append(f"  {plain(name)}")
                text.append(f"  {plain(words)}\n", quiet)
    text.append("\nThe names stay findable in the lineage; u takes it back.\n", quiet)
    text.append("\ny merges, n leaves everything as it is", HEADING)
    return text


def delete_text(preview: DeletePreview, palette: Palette) -> Text:
    """What goes with a node, and the question."""
    quiet = palette.quiet()
    text = Text()
    text.append(f"Delete “{plain(preview.code)}”?\n\n", HEADING)
    if preview.below:
        text.append("With it go, from below it\n", HEADING)
        for name in preview.below:
            text.append(f"  {plain(name)}\n")
        text.append("\n")
    text.append("What is lost\n", HEADING)
    text.append(f"  {counted(preview.codings, 'coding')}\n")
    text.append(f"  {counted(preview.mappings, 'mapping')}, {counted(preview.memos, 'memo')}\n")
    if preview.proposals:
        text.append("What stays without it\n", HEADING)
        text.append(f"  {counted(preview.proposals, 'proposal')} of reviewers\n")
    text.append("\nu takes it back.\n", quiet)
    text.append("\ny deletes, n leaves everything as it is", HEADING)
    return text
