"""What the memo screen says about a memo."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from qualcode.model.codings import WrittenMemo
from qualcode.tui.local_time import day, moment
from qualcode.tui.palette import Palette
from qualcode.tui.widgets.row_list import plain

__all__ = ["about", "first_words", "memo_text", "whole"]


def about(memo: WrittenMemo) -> str:
    """What a memo is on, such as ``the study``, ``code trust`` or ``[R07:123]``."""
    if memo.target == "study":
        return "the study"
    return memo.target_name if memo.target == "quotation" else f"{memo.target} {memo.target_name}"


def first_words(memo: WrittenMemo) -> str:
    """The first line that is not empty."""
    return next((line.strip() for line in memo.text.split("\n") if line.strip()), "")


def whole(text: str) -> str:
    """All lines of a text, without control characters."""
    return "\n".join(plain(line) for line in text.split("\n"))


def memo_text(memo: WrittenMemo, passage: str, palette: Palette) -> Text:
    """The whole memo, with the words of the quotation where it is on one."""
    text = Text()
    kind = "memo of the quotation" if memo.kind == "quotation" else f"{memo.kind} memo"
    text.append(f"{plain(about(memo))}\n", Style(bold=True))
    when = f", {day(memo.created)} {moment(memo.created)}" if memo.created else ""
    by = f", {plain(memo.author)}" if memo.author else ""
    text.append(f"{kind}{when}{by}\n", palette.quiet())
    if passage:
        text.append(f"“{whole(passage)}”\n", palette.quiet())
    text.append(f"\n{whole(memo.text)}")
    return text
