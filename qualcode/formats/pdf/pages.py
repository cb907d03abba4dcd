"""The lines of a PDF's pages with their places, read by PDFium: text only, no script, form or attachment."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from qualcode.errors import FileError
from qualcode.formats.files import MIB
from qualcode.formats.pdf.streams import check_streams

__all__ = ["HYPHEN", "REPLACEMENT", "Page", "Piece", "lines_of", "read_pages"]

SIZE_LIMIT = 100 * MIB
PAGE_LIMIT = 1000
SIGN_LIMIT = 5_000_000
HYPHEN = "\x02"
"""How PDFium gives a hyphen at the end of a line."""
REPLACEMENT = "\ufffd"
"""Stands for a sign of which the file does not say what letter it is."""
_LOCK = threading.Lock()
"""PDFium can do one thing at a time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together on one line, with their place in points; y grows upwards."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its pieces in the order of the file, and those that run slantwise or upright."""

    pieces: tuple[Piece, ...]
    turned: tuple[str, ...]
    outside: tuple[str, ...]
    """What lies beyond the edge of the page, where nobody sees it."""
    width: float


@dataclass(slots=True)
class _Sign:
    text: str
    left: float
    right: float
    base: float
    size: float
    turned: bool
    seen: bool = True


def read_pages(data: bytes, name: str) -> list[Page]:
    """The pages of a PDF.

    Raises :class:`~qualcode.errors.FileError` where it is damaged, protected by a password, or too large.
    """
    import pypdfium2 as pdfium

    if len(data) > SIZE_LIMIT:
        raise FileError(
            f"{name} is larger than {SIZE_LIMIT // MIB} MB, which is the most that is read of a PDF; split it."
        )
    check_streams(data, name)
    with _LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise FileError(_refusal(str(error), name)) from None
        try:
            return _pages(document, name)
        except (pdfium.PdfiumError, ValueError, OverflowError) as error:
            raise FileError(
                f"{name} is damaged: a page of it cannot be read ({error}). Print it to a new PDF and import that."
            ) from None
        finally:
            document.close()


def _refusal(reason: str, name: str) -> str:
    lowered = reason.lower()
    if "password" in lowered or "security" in lowered:
        return (
            f"{name} is protected by a password; save it without one (print it to a new PDF) and import that."
        )
    return (
        f"{name} is truncated or damaged: it cannot be opened as a PDF. Get the file again and import that."
    )


def _pages(document: Any, name: str) -> list[Page]:
    number = len(document)
    if not number:
        raise FileError(f"{name} has no pages; it is damaged. Get the file again and import that.")
    if number > PAGE_LIMIT:
        raise FileError(
            f"{name} has {number} pages; at most {PAGE_LIMIT} are read. Split it and import the parts."
        )
    pages: list[Page] = []
    signs = 0
    for index in range(number):
        page = document[index]
        text = page.get_textpage()
        try:
            signs += text.count_chars()
            if signs > SIGN_LIMIT:
                raise FileError(
                    f"{name} holds more than {SIGN_LIMIT // 1_000_000} million characters, which is the most that is "
                    "read of a PDF; split it."
                )
            pages.append(_page(page, text))
        finally:
            text.close()
            page.close()
    return pages


def _page(page: Any, text: Any) -> Page:
    width = page.get_width()
    rotation = page.get_rotation()
    pieces: list[Piece] = []
    turned: list[str] = []
    outside: list[str] = []
    run: list[_Sign] = []
    for sign in [*_signs(text, rotation, page.get_bbox()), None]:
        if sign is not None and (not run or _together(run, sign)):
            run.append(sign)
            continue
        content = "".join(each.text for each in run)
        if content.strip():
            inked = next(each for each in run if not each.text.isspace())
            if not inked.seen:
                outside.append(" ".join(content.split()))
            elif inked.turned:
                turned.append(" ".join(content.split()))
            else:
                pieces.append(_piece(run, content))
        run = [sign] if sign is not None and sign.text != "\n" else []
    return Page(tuple(pieces), tuple(turned), tuple(outside), width)


def _piece(run: Sequence[_Sign], content: str) -> Piece:
    inked = [sign for sign in run if not sign.text.isspace()]
    return Piece(
        text=content.strip(),
        left=min(sign.left for sign in inked),
        right=max(sign.right for sign in inked),
        base=median(sign.base for sign in inked),
        size=median(sign.size for sign in inked),
    )


def _together(run: Sequence[_Sign], sign: _Sign) -> bool:
    """Whether a sign goes on with the run: the same line, without a jump back and without a wide gap."""
    if sign.text == "\n":
        return False
    if sign.text.isspace():
        return True
    last = next((each for each in reversed(run) if not each.text.isspace()), None)
    if last is None:
        return True
    if last.seen != sign.seen:
        return False
    if last.turned or sign.turned:
        return last.turned == sign.turned
    em = max(last.size, sign.size)
    if abs(sign.left - last.left) + abs(sign.right - last.right) + abs(sign.base - last.base) < 0.02 * em:
        return True  # the letters of a ligature stand in one place
    return abs(sign.base - last.base) < 0.45 * em and -0.6 * em < sign.left - last.right < 1.4 * em


def _signs(text: Any, rotation: int, edge: tuple[float, float, float, float]) -> Iterator[_Sign]:
    """The signs of a page as they are shown, line ends as line feeds."""
    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    high = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code == 0x0D:
            continue
        unknown = code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF
        unknown = unknown or raw.FPDFText_HasUnicodeMapError(text.raw, index) == 1
        sign = REPLACEMENT if unknown else chr(code)
        if code == 0x0A:
            yield _Sign("\n", 0, 0, 0, 0, False)
            continue
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        raw.FPDFText_GetLooseCharBox(text.raw, index, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        angle = raw.FPDFText_GetCharAngle(text.raw, index)
        quarter = round(angle / 1.5707963) % 4 if angle >= 0 else 0
        straight = abs(angle / 1.5707963 - round(angle / 1.5707963)) < 0.03
        base = y.value
        middle, half = (left + right) / 2, (bottom + top) / 2
        seen = edge[0] <= middle <= edge[2] and edge[1] <= half <= edge[3]
        if rotation == 90:
            left, right, bottom, top, base = bottom, top, -right, -left, -x.value
        elif rotation == 180:
            left, right, bottom, top, base = -right, -left, -top, -bottom, -y.value
        elif rotation == 270:
            left, right, bottom, top, base = -top, -bottom, left, right, x.value
        yield _Sign(
            text=" " if sign in "\t\u00a0" else sign,
            left=left,
            right=right,
            base=base,
            size=max(top - bottom, 1.0),
            turned=not sign.isspace() and (not straight or (quarter * 90 + rotation) % 360 != 0),
            seen=seen or sign.isspace(),
        )


def lines_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces on one line together, from left to right; lines from top to bottom."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: -each.base):
        for line in reversed(lines[-3:]):
            if abs(line[0].base - piece.base) < 0.4 * max(line[0].size, piece.size):
                line.append(piece)
                break
        else:
            lines.append([piece])
    return [sorted(line, key=lambda each: each.left) for line in lines]
