"""Coded transcripts: every turn of an interview, and on its passages the codes, as comments or in a column beside the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qualcode.model.documents import Turn
from qualcode.reports.blocks import (
    Block,
    Cell,
    Column,
    Content,
    Facts,
    Heading,
    Inline,
    Link,
    Paragraph,
    Remark,
    Row,
    Table,
    Target,
    Text,
    Transcript,
    TranscriptTurn,
)
from qualcode.reports.coded_texts import CodedText
from qualcode.reports.marked_text import Noted, Piece, Sign, Stretch, chunks, stretches
from qualcode.reports.material import Material
from qualcode.reports.parts.title import author_row
from qualcode.reports.selecting import Selection, narrowed_to
from qualcode.reports.wording import Words

__all__ = ["initials", "margin_table", "transcript_block", "transcript_blocks", "transcript_facts_blocks"]

LONGEST_ROW = 900
"""Characters of a turn in one row of a table, so that a row never fills a page."""


def transcript_facts_blocks(material: Material, w: Words) -> list[Block]:
    """Facts of a report that holds coded transcripts: date, extent, codings and coders."""
    texts = chosen_texts(material)
    marks = initials(coders_of(texts))
    extent = w.join([w.count(len(texts), "document"), w.count(sum(text.words for text in texts), "word")])
    rows: list[tuple[str, Content]] = [
        *author_row(material, w),
        (w("title.date"), (Text(w.date(material.date)),)),
        (w("title.material"), (Text(extent),)),
        (w("title.coding"), (Text(w.count(sum(len(text.codings) for text in texts), "coding")),)),
    ]
    if marks:
        named = "; ".join(f"{name} ({sign})" for name, sign in marks.items())
        rows.append((w("transcript.coders"), (Text(named),)))
    rows.append((w("title.software"), (Text(f"qualcode {material.version}"),)))
    return [Facts(w("title.facts"), tuple(rows))]


def transcript_blocks(material: Material, w: Words) -> list[Block]:
    """All interviews that were gathered, one heading each, by case and never by the name of a file; says so where there is none."""
    texts = chosen_texts(material)
    if not texts:
        return [
            Heading(1, w("transcript.title"), numbered=False, target="transcripts"),
            Paragraph((Text(w("transcript.none")),)),
        ]
    margin = material.choices.margin
    blocks: list[Block] = [
        Paragraph((Text(w("transcript.how_margin" if margin else "transcript.how")),), kind="note")
    ]
    blocks += [Paragraph(sentence, kind="note") for sentence in narrowed_to(material, w)]
    if material.unseen:
        blocks.append(Paragraph((Text(w("coders.blind", name=material.unseen)),), kind="note"))
    elif any(text.withheld for text in texts):
        blocks.append(Paragraph((Text(w("transcript.withheld")),), kind="note"))
    paths = {code.id: code.path[:-1] for code in material.codes}
    marks = initials(coders_of(texts))
    for number, text in enumerate(texts, 1):
        name = w("transcript.heading", case=text.case, number=text.ordinal) if text.several else text.case
        blocks.append(Heading(1, name, numbered=False, target=f"transcript_{number}"))
        blocks.append(Paragraph((Text(extent_of(text, w), quiet=True),), kind="note"))
        if not text.codings:
            blocks.append(Paragraph((Text(w("transcript.uncoded")),)))
        shown = transcript_block(text, paths, marks, w)
        blocks.append(margin_table(shown, name, number, marks, w) if margin else shown)
    return blocks


def chosen_texts(material: Material) -> tuple[CodedText, ...]:
    """The interviews that the choices leave; where codes are chosen, with their codings and with notes on their passages alone."""
    selection = Selection(material)
    texts = material.transcripts
    if not selection.whole:
        ids = selection.document_ids
        texts = tuple(
            text
            for text in texts
            if text.case in selection.cases and (ids is None or text.document_id in ids)
        )
    if not material.choices.codes:
        return texts
    found = []
    for text in texts:
        codings = tuple(row for row in text.codings if row.code in selection.applied)
        bearing = {row.quotation for row in codings}
        notes = tuple(note for note in text.notes if note.quotation in bearing)
        found.append(replace(text, codings=codings, notes=notes))
    return tuple(found)


def extent_of(text: CodedText, w: Words) -> str:
    """Numbers of turns, words and codings, and the language."""
    counted = {"turns": len(text.turns), "words": text.words, "codings": len(text.codings)}
    said = [f"{w(f'transcript.{key}')}: {w.number(value, 0)}" for key, value in counted.items()]
    return " · ".join([*said, f"{w('transcript.language')}: {w.language_name(text.language)}"])


def transcript_block(
    text: CodedText,
    paths: Mapping[int, Sequence[str]],
    marks: Mapping[str, str],
    w: Words,
    *,
    name: Callable[[int], str] = lambda quotation: "",
) -> Transcript:
    """One interview with a remark for each coding and note.

    ``paths`` gives by id of a code what stands above it in the tree, ``marks`` the initials of coders, ``name`` the name that the passage
    of a quotation bears. A remark begins with the code and the citation; the memo of a quotation stands with its first coding.
    """
    remarks: list[Remark] = []
    told: set[int] = set()
    for row in text.codings:
        lines = [f"{row.code} [{row.case}:{row.quotation}]"]
        if paths.get(row.code_id):
            lines.append(" › ".join(paths[row.code_id]))
        if row.memo.strip() and row.quotation not in told:
            lines.append(f"{w('transcript.memo')}: {row.memo.strip()}")
        told.add(row.quotation)
        remarks.append(
            Remark(
                row.start, row.end, "\n".join(lines), row.coder, marks.get(row.coder, ""), row.created, name(row.quotation)
            )
        )  # fmt: skip
    for note in text.notes:
        kind = w("transcript.note") if note.kind == "quotation" else w("transcript.memo")
        said = f"{kind} [{text.case}:{note.quotation}]\n{note.text.strip()}"
        remarks.append(
            Remark(note.start, note.end, said, note.author, marks.get(note.author, ""), note.at, name(note.quotation))
        )  # fmt: skip
    return Transcript(
        text.text, text.language, tuple(shown_turn(turn) for turn in text.turns), tuple(remarks)
    )


def shown_turn(turn: Turn) -> TranscriptTurn:
    """A turn with its time as a person reads it."""
    time = "" if turn.start_time is None else clock(turn.start_time)
    return TranscriptTurn(turn.number, turn.start, turn.end, turn.speech_start, time)


def clock(milliseconds: int) -> str:
    """A time from the beginning of the recording.

    >>> clock(751_000)
    '00:12:31'
    """
    minutes, seconds = divmod(max(0, milliseconds) // 1000, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def coders_of(texts: Sequence[CodedText]) -> list[str]:
    """Names of all who coded or wrote notes, coders first, each once."""
    names = [row.coder for text in texts for row in text.codings]
    names += [note.author for text in texts for note in text.notes if note.author]
    return list(dict.fromkeys(names))


def initials(names: Sequence[str]) -> dict[str, str]:
    """Initials by name, at most nine characters, no two alike.

    >>> initials(["Jana Nová", "Jan Novák", "petr"])
    {'Jana Nová': 'JN', 'Jan Novák': 'JN2', 'petr': 'P'}
    """
    found: dict[str, str] = {}
    for name in names:
        sign = "".join(word[0] for word in name.split() if word[0].isalnum()).upper()[:6] or "?"
        number, free = 1, sign
        while free in found.values():
            number += 1
            free = f"{sign[:5]}{number}"
        found[name] = free
    return found


# --- codes in a column beside the text -----------------------------------------------------------------------------


def margin_table(shown: Transcript, case: str, number: int, marks: Mapping[str, str], w: Words) -> Table:
    """The interview as a table: turn, text with numbered brackets, and beside it what is said of the passages that begin in the row."""
    several = len({remark.author for remark in shown.remarks}) > 1
    timed = any(turn.time for turn in shown.turns)
    rows = [
        row
        for stretch in stretches(shown)
        for row in margin_rows(stretch, shown.language, number, marks if several else {})
    ]
    columns = (
        Column((Text(w("transcript.number")),), 1.1 if timed else 0.7, "right"),
        Column((Text(w("transcript.text")),), 6.0),
        Column((Text(w("transcript.codes")),), 2.9),
    )
    description = w("transcript.description", n=w.number(len(rows), 0))
    return Table(
        f"transcript_table_{number}", w("transcript.table", case=case), columns, tuple(rows), description
    )


def margin_rows(stretch: Stretch, language: str, document: int, marks: Mapping[str, str]) -> list[Row]:
    """A turn as one row, or as several where it is long; each has the remarks on the passages that begin in it."""
    noted = {each.number: each for each in stretch.noted}
    rows: list[Row] = []
    for lines in chunks(stretch.lines, LONGEST_ROW) or [[]]:
        head: list[Content] = [()]
        if not rows and stretch.turn is not None:
            head = [(Text(str(stretch.turn.number)),)]
            if stretch.turn.time:
                head.append((Text(stretch.turn.time, quiet=True),))
        said = tuple(
            tuple(inline for piece in line for inline in shown_piece(piece, language, document))
            for line in lines
        )
        begun = [
            piece.number for line in lines for piece in line if isinstance(piece, Sign) and piece.opening
        ]
        beside = tuple(content for each in begun for content in beside_passage(noted[each], document, marks))
        rows.append(Row((Cell(tuple(head)), Cell(said or ((),)), Cell(beside or ((),)))))
    return rows


def shown_piece(piece: Piece, language: str, document: int) -> list[Inline]:
    """A piece of a transcript as inline content; brackets lead to what is said of the passage."""
    if isinstance(piece, Sign):
        link = Link(piece.shown, f"codes_{document}_{piece.number}", strong=True)
        return [Target(f"passage_{document}_{piece.number}"), link] if piece.opening else [link]
    return [Text(piece.text, strong=piece.label, language=language)]


def beside_passage(noted: Noted, document: int, marks: Mapping[str, str]) -> list[Content]:
    """What is said of a passage, under its number, one paragraph a remark; with ``marks`` who says it."""
    out: list[Content] = []
    for place, remark in enumerate(noted.remarks):
        first, _, rest = remark.text.partition("\n")
        content: list[Inline] = [Target(f"codes_{document}_{noted.number}")] if place == 0 else []
        content.append(Link(str(noted.number), f"passage_{document}_{noted.number}", strong=True))
        content.append(Text(f" {first}"))
        if marks.get(remark.author):
            content.append(Text(f" ({marks[remark.author]})"))
        if rest:
            content.append(Text("\n" + rest, quiet=True))
        out.append(tuple(content))
    return out
