"""Web pages: transcripts of noScribe with the times in their anchors, and any other page line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from qualcode.errors import FileError
from qualcode.formats.gate import KINDS
from qualcode.formats.sniffing import sniff
from qualcode.model.documents import LAYOUTS, Transcript
from qualcode.text.canonical import canonical
from qualcode.text.counting import counted
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.html_lines import UNKNOWN, PageLines
from qualcode.transcripts.html_source import letters_of_source, page_source, parse_page
from qualcode.transcripts.letters import proved
from qualcode.transcripts.noscribe import noscribe_turns
from qualcode.transcripts.plain import REPLACEMENT
from qualcode.transcripts.spoken import spoken_turns
from qualcode.transcripts.turns import role_report

__all__ = ["FORMAT", "page_transcript"]

_MARKUP = re.compile(
    r"</?(?:html|head|title|body|p|br|div|span|b|i|em|strong|font|table|tr|td|pre|h[1-6]|ul|ol|li|dl|a|meta|center)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
_BEGIN, _END = re.compile(r"<html\b", re.I), re.compile(r"</html\b", re.I)


def page_transcript(request: Request, name: str, source: str, warnings: list[str]) -> Transcript:
    """The transcript of a page's source; *name* is the format's.

    Raises :class:`~qualcode.errors.FileError` where no words are in it.
    """
    root, replaced = parse_page(source, request.name)
    page = PageLines(request.labels)
    page.take(root)
    page.end_line()
    came = letters_of_source(source) - page.letters
    written = canonical("\n".join(page.lines))
    if not written.strip():
        raise FileError(f"{request.name} holds no words; there is nothing to read in it.")
    replaced = max(replaced, written.count(REPLACEMENT) - source.count(REPLACEMENT))
    said = [*warnings, *_warnings(page, replaced)]
    if page.anchors:
        text, turns, more, own = noscribe_turns(page, request.labels, request.same)
        said += more
    else:
        spoken = spoken_turns(written + "\n", request, page.marks, write=True)
        text, turns, own = spoken.text, spoken.turns, spoken.own
        said += spoken.said
    roles, open_roles = role_report(text, turns, request.labels, request.same)
    transcript = Transcript(text=text, turns=turns, format=name, roles=roles, warnings=(*said, *open_roles))
    return proved(transcript, came, own=own, surplus=False)


def _read(request: Request) -> Transcript:
    source, warnings = page_source(request)
    if not _MARKUP.search(source):
        kind = sniff(request.data)
        raise FileError(
            f"{request.name} ends in {Path(request.name).suffix}, but its content is {KINDS[kind]}; export it as a web page."
            if kind not in (None, "html")
            else f"{request.name} is no web page: its content is plain text without a tag; give it the suffix .txt."
        )
    transcript = page_transcript(request, "html", source, warnings)
    if _BEGIN.search(source) and not _END.search(source):
        said = "The page has no end (</html>), so it may be truncated; look whether its last words are there."
        return replace(transcript, warnings=(*transcript.warnings, said))
    return transcript


def _warnings(page: PageLines, replaced: int) -> list[str]:
    warnings: list[str] = []
    if page.left_out:
        parts = ", ".join(counted(number, what) for what, number in page.left_out.most_common())
        letters = f" ({page.letters} letters)" if page.letters else ""
        warnings.append(f"Left out: {parts}{letters}.")
    if page.left_out[UNKNOWN]:
        warnings.append("Unknown tags may be remarks such as <laughs>; look for them in the page.")
    if replaced:
        warnings.append(f"Control characters are shown as {REPLACEMENT}: {replaced} in the text.")
    return warnings


FORMAT = Format(
    name="html",
    title="a web page",
    suffixes=(".html", ".htm"),
    sniff=lambda kind: kind in ("html", "xml", None),
    read=_read,
    layouts=LAYOUTS,
)
