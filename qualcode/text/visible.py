"""Control characters made visible, for anything that a terminal shows."""

from __future__ import annotations

import re

__all__ = ["visible"]

_TABLE = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_TABLE[0x7F] = 0x2421
_TABLE.update(
    dict.fromkeys(
        [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C], 0xFFFD
    )
)
_ANY = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_TABLE)) + "]")


def visible(text: str) -> str:
    """Replace control characters, C1 bytes and direction marks by one visible character each.

    The length stays the same, so offsets stay valid; line feed and tab are kept. Applied at display only.

    >>> visible("a\\x1b[31mb")
    'a␛[31mb'
    """
    return text.translate(_TABLE) if _ANY.search(text) else text
