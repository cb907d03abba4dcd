"""Comments and footnotes of a source as memos on the passages that they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.documents import Document, TranscriptNote
from qualcode.study import Study

__all__ = ["keep", "memo_text"]


def keep(study: Study, document: Document, notes: Sequence[TranscriptNote]) -> int:
    """Write notes of a source as methodological memos on quotations of the imported document; gives how many were written.

    Called within a change it is part of that one, so that one undo takes the document and its memos back. Who wrote
    a note, and when, stands in the memo's text, since the memo's own author is the user.
    Raises :class:`~qualcode.errors.InputError` for a note whose words are outside the document.
    """
    written = [note for note in notes if note.text.strip()]
    if not written:
        return 0
    with study.change("notes.keep", f"Kept the notes of “{document.name}” as memos") as change:
        numbers = study.quotations.mark(document, [(note.start, note.end) for note in written], change)
        study.memos.add_to_quotations(
            [(numbers[note.start, note.end], memo_text(note)) for note in written], "methodological"
        )
    return len(written)


def memo_text(note: TranscriptNote) -> str:
    """What a note says, behind what it is and who wrote it.

    >>> memo_text(TranscriptNote(0, 3, "comment", "Jana", "Ask again.", "2025-03-01T10:00:00Z"))
    'Comment by Jana, 2025-03-01: Ask again.'
    """
    author = f" by {note.author}" if note.author else ""
    day = f", {note.at[:10]}" if note.at else ""
    return f"{note.kind.capitalize()}{author}{day}: {note.text.strip()}"
