"""What can be done on the review screen, and where two codebooks are compared."""

from __future__ import annotations

from qualcode.tui.actions.record import BOOK, REVIEW, Action, action

__all__ = ["REVIEW_ACTIONS"]

REVIEW_ACTIONS: tuple[Action, ...] = (
    action("review.accept", "a", "Accept", "Accept what is proposed: an edit is put in its place, a comment is settled.", REVIEW, 1, "accept", ("review",)),
    action("review.decline", "d", "Decline", "Decline what is proposed, with a reason.", REVIEW, 2, "decline", ("review",)),
    action("review.answer", "w", "Answer", "Write an answer without deciding; it goes out with the next file for review.", REVIEW, 3, "answer", ("review",)),
    action("review.keep", "m", "Keep as a memo", "Accept a comment and keep it as a memo on what it speaks of.", REVIEW, 4, "memo", ("review",)),
    action("review.show", "enter o", "Show its place", "Go to the passage in the transcript, or to the code in the codebook.", REVIEW, 5, "show place", ("review",)),
    action("review.filter", "f", "Only some proposals", "List those that are open, accepted or declined, of one reviewer, or about one code.", REVIEW, 6, "filter", ("review",)),
    action("review.read", "i", "Read a file", "Read what came back in a Word file; nothing of it is applied by itself.", REVIEW, 7, "read file", ("review",)),
    action("review.write", "x", "Write a file", "Write the codebook or a coded transcript as a Word file for a reviewer.", REVIEW, 8, "write file", ("review",)),
    action("diff.since", "s", "Another moment", "Compare with the codebook of another day, or with a file.", BOOK, 1, "since", ("codebook_diff",)),
    action("diff.show", "enter o", "Show in the codebook", "Go to the highlighted code in the codebook.", BOOK, 2, "show code", ("codebook_diff",)),
    action("diff.write", "x", "Write a report", "Write the differences as docx, md, html or tex, or as a table.", BOOK, 3, "write file", ("codebook_diff",)),
)  # fmt: skip
