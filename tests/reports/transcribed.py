"""Small invented transcripts with codings, in memory, for coded transcripts."""

from __future__ import annotations

from qualcode.model.codings import CodingRow
from qualcode.model.documents import Turn
from qualcode.reports.blocks import Remark, Report, Transcript, TranscriptTurn
from qualcode.reports.coded_texts import CodedText, PassageNote

HOSTILE = (
    "Title of the talk\n"
    "I: How \\textbf{does} it $begin$ & end -- 100 % of_it #1?\n"
    "\n"
    "R: „Well“, <b>you</b> *know* [laughs] {we} ~ drive | there^2 \"on\" 'Tuesdays' ,,and`` then\n"
    "- she waits. It costs 5 > 3 < 4, α ≤ 0.5; ● ◐ ○ ⊘ − řeč \x0b\x01ďábel å\n"
    "I: \\end{document} @TITLE@ %\n"
    "R: 1. yes.\n"
)
CODES = ("Trust & care", "50 % _rule_", "=SUM(A1)", "<i>Waiting</i>", "Č" * 300)


def turns_of(text: str, times: bool = False) -> tuple[Turn, ...]:
    """A turn for each line that begins with ``I:`` or ``R:``, up to the next one."""
    starts = []
    at = 0
    for line in text.split("\n"):
        if line[:2] in ("I:", "R:"):
            starts.append(at)
        at += len(line) + 1
    ends = [*(start for start in starts[1:]), len(text)]
    return tuple(
        Turn(
            n, 1, n, start, start + len(text[start:end].rstrip("\n")), start + 3, text[start],
            "interviewer" if text[start] == "I" else "respondent", 61_000 * n if times else None, None,
        )
        for n, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )  # fmt: skip


def coded(
    case: str = "R01", text: str = HOSTILE, *, several: bool = False, ordinal: int = 1, times: bool = True, language: str = "cs"
) -> CodedText:  # fmt: skip
    """An interview with overlapping, nested and equal spans of two coders, memos, and a note on a passage without a code."""
    spans = [
        (text.index("you"), text.index("drive")),
        (text.index("know"), text.index("waits") + 5),
        (text.index("you"), text.index("drive")),
    ]
    spans += [
        (text.index("does"), text.index("yes")),
        (text.index("yes"), text.index("yes") + 4),
        (text.index("α"), text.index("α") + 1),
    ]
    rows = tuple(
        CodingRow(
            n, 100 + n - (n == 3) * 2, "file-name-with-a-real-name", case, start, end, text[start:end], 1, "R", "respondent",
            CODES[n % len(CODES)], "Jana Nová" if n % 2 else "Petr", "Looks *deviant*; compare.\nSecond line" if n in (1, 3) else "",
            "2026-05-05T09:00:00+00:00", n % len(CODES) + 1, 1,
        )
        for n, (start, end) in enumerate(spans, 1)
    )  # fmt: skip
    where = text.index("costs")
    note = PassageNote(
        200, where, where + 5, "theoretical", "What does it <cost>?", "Eva", "2026-05-06T09:00:00+00:00"
    )
    ordered = tuple(sorted(rows, key=lambda row: (row.start, -row.end, row.id)))
    return CodedText(case, ordinal, several, language, 40, text, turns_of(text, times), ordered, (note,))


def shown(text: str, remarks: tuple[Remark, ...], turns: tuple[TranscriptTurn, ...] = ()) -> Report:
    """A report that holds one transcript."""
    return Report("T", "S", "en", "Table", "Figure", (Transcript(text, "en", turns, remarks),))
