"""What differs between two codebooks: what became of the codes as a table, and their wording word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from qualcode.model.codebook_changes import CodebookDifference, CodebookSide, CodeChange, FieldChange, How
from qualcode.reports.blocks import (
    Block,
    Cell,
    Column,
    Content,
    Facts,
    Heading,
    Inline,
    Paragraph,
    Report,
    Row,
    Table,
    Text,
)
from qualcode.reports.passages import listing
from qualcode.reports.wording import Words
from qualcode.text.wording_diff import Piece, changes

__all__ = ["differences_report", "pieces_content"]

GONE = ("[-", "-]")
NEW = ("{+", "+}")
"""Signs around words, so that what they are does not rest on a look alone."""


def differences_report(found: CodebookDifference, w: Words, *, created: str, author: str = "") -> Report:
    """The report of a difference: both codebooks with their moments, the changes, and the wording of those that say something else.

    ``created`` is a moment in ISO 8601.
    """
    facts: tuple[tuple[str, Content], ...] = (
        (w("title.date"), (Text(w.date(created)),)),
        (w("differences.old"), (Text(side_words(found.old, w)),)),
        (w("differences.new"), (Text(side_words(found.new, w)),)),
    )
    blocks = [Facts(w("title.facts"), facts), *difference_blocks(found, w)]
    return listing(found.new.name, w("differences.title"), blocks, w, created=created, author=author)


def side_words(side: CodebookSide, w: Words) -> str:
    """One of two codebooks: its name, its moment, how many codes it has."""
    codes = w.count(side.codes, "code")
    if side.change is not None:
        when = (
            w("differences.step", change=side.change, when=moment_words(side.at, w))
            if side.change
            else w("differences.beginning")
        )
    elif side.at:
        when = w("differences.last_changed", when=moment_words(side.at, w))
    else:
        return w("differences.side_file", name=side.name, codes=codes)
    return w("differences.side", name=side.name, when=when, codes=codes)


def moment_words(at: str, w: Words) -> str:
    """Day in words and time of day of a stored time, UTC."""
    return f"{w.date(at)} {w.moment(at)[-5:]}" if at else "–"


def difference_blocks(found: CodebookDifference, w: Words) -> Iterator[Block]:
    """Summary, table and wording; where nothing differs, that alone."""
    if found.changes:
        counted = [
            w(f"differences.count_{how}", n=w.number(found.count(how), 0))
            for how in get_args(How)
            if found.count(how)
        ]
        said = w("differences.summary", changes="; ".join(counted), same=w.number(found.same, 0))
        yield Paragraph((Text(said[:1].upper() + said[1:]),), kind="verdict")
    else:
        yield Paragraph((Text(w("differences.none", codes=w.number(found.same, 0))),), kind="verdict")
    if found.left_out:
        fields = w.join([w(f"differences.field_{name}") for name in found.left_out])
        yield Paragraph((Text(w("differences.left_out", fields=fields)),), kind="note")
    if not found.changes:
        return
    yield Table(
        "differences",
        w("differences.caption"),
        (
            Column((Text(w("differences.node")),), 3.0),
            Column((Text(w("differences.change")),), 3.0),
            Column((Text(w("differences.before")),), 3.4),
            Column((Text(w("differences.after")),), 3.4),
        ),
        tuple(change_row(change, w) for change in found.changes),
        w("differences.description", n=len(found.changes)),
    )
    worded = [change for change in found.changes if change.fields or "renamed" in change.how]
    if not worded:
        return
    yield Heading(1, w("differences.wording"), numbered=False)
    yield Paragraph((Text(w("differences.legend", opening=NEW[0], closing=NEW[1])),), kind="note")
    for change in worded:
        yield Heading(2, change.name, numbered=False)
        if "renamed" in change.how:
            yield field_paragraph("name", change.before, change.name, w)
        for each in change.fields:
            yield field_paragraph(each.field, *field_words(each, w), w)


def change_row(change: CodeChange, w: Words) -> Row:
    """One change as a row: the code, what was done, its place before and now."""
    fields = w.join([w(f"differences.field_{each.field}") for each in change.fields])
    opening, closing = w.quotation_marks
    how = [
        w(f"differences.how_{each}", other=f"{opening}{change.other}{closing}", fields=fields)
        for each in change.how
    ]
    kind = w(f"differences.kind_{change.kind}")
    return Row(
        (
            Cell(((Text(change.name, strong=True),), (Text(kind, quiet=True),))),
            Cell(((Text("; ".join(how)),),)),
            Cell(((Text(place(change.path_before, change.before, w)),),)),
            Cell(((Text(place(change.path, change.name, w)),),)),
        )
    )


def place(path: tuple[str, ...], name: str, w: Words) -> str:
    """Where a node stands, with its name; a dash where it is not there."""
    if not path:
        return "–"
    return " › ".join((*(path[:-1] or (w("differences.top"),)), name))


def field_words(each: FieldChange, w: Words) -> tuple[str, str]:
    """What a field said and says; kinds and origins in the language of the report."""
    if each.field == "kind":
        return w(f"differences.kind_{each.old}"), w(f"differences.kind_{each.new}")
    if each.field == "origin":
        return w(f"origin.{each.old}"), w(f"origin.{each.new}")
    return each.old, each.new


def field_paragraph(field: str, old: str, new: str, w: Words) -> Paragraph:
    """One field with its wording word by word."""
    label = w(f"differences.field_{field}")
    head = Text(f"{label[:1].upper()}{label[1:]}: ", strong=True)
    return Paragraph((head, *pieces_content(changes(old, new))))


def pieces_content(pieces: Iterable[Piece]) -> Content:
    """What became of a wording: gone words struck through and in ``[- -]``, new ones underlined and in ``{+ +}``."""
    out: list[Inline] = []
    for piece in pieces:
        if piece.kind == "same":
            out.append(Text(piece.text))
        else:
            opening, closing = GONE if piece.kind == "gone" else NEW
            shown = Text(piece.text, gone=piece.kind == "gone", new=piece.kind == "new")
            out += [Text(opening), shown, Text(closing)]
    return tuple(out)
