"""Whether the terminal can show pictures, and how it is told to: kitty's graphics protocol or iTerm2's inline images.

The terminal is known by its environment; it is never asked, since its answer would come in as typed keys. A library that
asks when it is imported was therefore left aside. ``QUALCODE_PICTURES`` set to ``kitty``, ``iterm`` or ``none`` decides instead.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator, Mapping
from typing import Literal

__all__ = [
    "PLACEHOLDER",
    "Protocol",
    "fitting",
    "forget",
    "inline",
    "marks",
    "protocol_of",
    "size_of",
    "transmit",
]

Protocol = Literal["kitty", "iterm"]
CHUNK = 4096
"""Letters of one message of kitty's protocol."""
PLACEHOLDER = "\U0010eeee"
"""Stands in each cell of a picture; row and column follow it as diacritics."""
MARKS = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352\u0357"
    "\u035b\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f\u0483\u0484"
    "\u0485\u0486\u0487\u0592\u0593\u0594\u0595\u0597\u0598\u0599\u059c\u059d\u059e\u059f\u05a0\u05a1"
    "\u05a8\u05a9\u05ab\u05ac\u05af\u05c4\u0610\u0611\u0612\u0613\u0614\u0615\u0616\u0617\u0657\u0658"
    "\u0659\u065a\u065b\u065d\u065e\u06d6\u06d7\u06d8\u06d9\u06da\u06db\u06dc\u06df\u06e0\u06e1\u06e2"
    "\u06e4\u06e7\u06e8\u06eb\u06ec\u0730\u0732\u0733\u0735\u0736\u073a\u073d\u073f\u0740\u0741\u0743"
    "\u0745\u0747\u0749\u074a\u07eb\u07ec\u07ed\u07ee\u07ef\u07f0\u07f1\u07f3\u0816\u0817\u0818\u0819"
    "\u081b\u081c\u081d\u081e\u081f\u0820\u0821\u0822\u0823\u0825\u0826\u0827\u0829\u082a\u082b\u082c"
    "\u082d\u0951\u0953\u0954\u0f82\u0f83\u0f86\u0f87\u135d\u135e\u135f\u17dd\u193a\u1a17\u1a75\u1a76"
)
"""Numbers 0, 1, 2 … as diacritics; the protocol's own list, as far as a screen reaches."""


def protocol_of(environment: Mapping[str, str]) -> Protocol | None:
    """How the terminal shows pictures; None where it cannot or it is not known that it can.

    >>> protocol_of({"TERM": "xterm-kitty"}), protocol_of({"TERM_PROGRAM": "iTerm.app"}), protocol_of({"TERM": "xterm"})
    ('kitty', 'iterm', None)
    """
    wanted = environment.get("QUALCODE_PICTURES", "").strip().lower()
    if wanted == "kitty":
        return "kitty"
    if wanted == "iterm":
        return "iterm"
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if wanted or "TMUX" in environment or "STY" in environment or term.startswith(("screen", "tmux", "dumb")):
        return None
    if "KITTY_WINDOW_ID" in environment or term in ("xterm-kitty", "xterm-ghostty") or program == "ghostty":
        return "kitty"
    if program in ("iTerm.app", "WezTerm") or environment.get("LC_TERMINAL") == "iTerm2":
        return "iterm"
    return None


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def fitting(picture: tuple[int, int], room: tuple[int, int], cell: tuple[int, int]) -> tuple[int, int]:
    """Columns and rows that a picture takes in a room of cells, its proportions kept; ``cell`` is a cell in pixels.

    >>> fitting((400, 400), (80, 20), (10, 20))
    (40, 20)
    """
    width, height = picture[0] / cell[0], picture[1] / cell[1]
    scale = min(room[0] / width, room[1] / height)
    limit = len(MARKS)
    return max(1, min(room[0], limit, round(width * scale))), max(
        1, min(room[1], limit, round(height * scale))
    )


def transmit(png: bytes, number: int, columns: int, rows: int) -> str:
    """Hand a picture to a terminal with kitty's protocol, to be shown where its placeholders stand; no answer is asked for."""
    data = base64.standard_b64encode(png).decode("ascii")
    parts = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    messages = []
    for i, part in enumerate(parts):
        head = f"a=T,f=100,t=d,U=1,i={number},c={columns},r={rows},q=2," if i == 0 else "q=2,"
        messages.append(f"\x1b_G{head}m={int(i < len(parts) - 1)};{part}\x1b\\")
    return "".join(messages)


def forget(number: int) -> str:
    """Tell a terminal with kitty's protocol to drop a picture."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


def marks(row: int, columns: int) -> Iterator[str]:
    """The placeholders of one row of a picture."""
    line = MARKS[row]
    for column in range(columns):
        yield PLACEHOLDER + line + MARKS[column]


def inline(png: bytes, x: int, y: int, columns: int, rows: int) -> str:
    """Show a picture at a place with iTerm2's protocol; the cursor is put back."""
    data = base64.standard_b64encode(png).decode("ascii")
    place = f"\x1b7\x1b[{y + 1};{x + 1}H"
    head = f"inline=1;size={len(png)};width={columns};height={rows};preserveAspectRatio=1;doNotMoveCursor=1"
    return f"{place}\x1b]1337;File={head}:{data}\x07\x1b8"
