"""What is said about a document and its case beside the table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from qualcode.model.coverage import Covered
from qualcode.model.documents import Case, Document, Speaker
from qualcode.text.counting import counted, whole_percent
from qualcode.text.visible import visible
from qualcode.tui.palette import Palette
from qualcode.tui.widgets.case_rows import CaseLine, value_of
from qualcode.tui.widgets.row_list import plain

__all__ = ["case_text"]

HEADING = Style(bold=True)


def case_text(
    line: CaseLine,
    whole: Covered | None,
    documents: int,
    speakers: Sequence[Speaker],
    attribute: str | None,
    palette: Palette,
) -> Text:
    """Everything the study knows of a row; ``whole`` is the case with all its documents, ``attribute`` the highlighted one."""
    quiet = palette.quiet()
    text = Text()
    if attribute is not None:
        text.append(f"{plain(attribute)}: ", quiet)
        text.append(f"{plain(value_of(line.case, attribute)) or '–'}\n", HEADING)
    text.append(plain(line.case.label), HEADING)
    if line.document is None:
        text.append("  no document yet\n", quiet)
    else:
        text.append(f"  {plain(line.document.name)}\n")
        _document(text, line, speakers, palette)
    _case(text, line.case, whole, documents, quiet)
    if line.document is not None:
        _source(text, line.document, palette)
    return text


def _document(text: Text, line: CaseLine, speakers: Sequence[Speaker], palette: Palette) -> None:
    covered = line.covered
    if covered is not None:
        _coded(text, covered, palette.quiet())
        text.append(
            f"{counted(covered.words, 'word')}, {counted(line.turns, 'turn')}, {counted(covered.codings, 'coding')}\n"
        )
    for speaker in speakers:
        text.append(plain(speaker.label), HEADING if speaker.role == "unknown" else Style())
        settled = "role not settled, press o" if speaker.role == "unknown" else speaker.role
        text.append(f"  {settled}, {counted(speaker.turns, 'turn')}\n", palette.quiet())
    if not speakers:
        text.append("no speaker is named\n", palette.quiet())


def _coded(text: Text, covered: Covered, quiet: Style) -> None:
    if covered.share is None:
        text.append("no respondent says anything here\n", quiet)
        return
    text.append(f"{whole_percent(covered.share)} coded", HEADING)
    if not covered.turns:
        text.append("\n")
    elif covered.uncoded_turns:
        text.append(
            f"; {covered.uncoded_turns} of {counted(covered.turns, 'respondent turn')} without a coding\n"
        )
    else:
        text.append(f"; {counted(covered.turns, 'respondent turn')}, none without a coding\n")


def _case(text: Text, case: Case, whole: Covered | None, documents: int, quiet: Style) -> None:
    if documents > 1 and whole is not None:
        text.append(f"\nthe case: {counted(documents, 'document')}, ", quiet)
        _coded(text, whole, quiet)
    for name, value in case.attributes.items():
        text.append(f"{plain(name)}  ", quiet)
        text.append(f"{plain(value)}\n")


def _source(text: Text, document: Document, palette: Palette) -> None:
    quiet = palette.quiet()
    text.append("\nfrom  ", quiet)
    text.append(plain(document.source_name))
    text.append(
        f"  {document.format}, imported {document.imported_at[:10]}, language {document.language}\n", quiet
    )
    for warning in document.warnings:
        text.append(f"! {visible(warning)}\n")
