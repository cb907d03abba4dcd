"""The list of parts at the end of a zip container, looked at before any library builds it up in memory."""

from __future__ import annotations

import struct

__all__ = ["METHODS", "parts_listed"]

METHODS = (0, 8)
"""Ways of packing that office programs use: none, and deflate. Others, such as LZMA, can ask for memory without end."""
_END = b"PK\x05\x06"
_END_SIZE = 22
_COMMENT = 65_535
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_WIDE_END, _WIDE_SIZE = b"PK\x06\x06", 56


def parts_listed(data: bytes) -> int:
    """How many parts a zip container lists, at most; 0 where it has no list.

    The list is taken where the standard library takes it, whatever number of parts the container claims to have.
    """
    if data[-_END_SIZE:].startswith(_END) and data.endswith(b"\0\0"):
        end = len(data) - _END_SIZE
    else:
        end = data.rfind(_END, max(0, len(data) - _END_SIZE - _COMMENT))
    if end < 0 or end + _END_SIZE > len(data):
        return 0
    (size,) = struct.unpack_from("<L", data, end + 12)
    wide = end - _LOCATOR_SIZE - _WIDE_SIZE
    if wide >= 0 and data.startswith(_LOCATOR, end - _LOCATOR_SIZE) and data.startswith(_WIDE_END, wide):
        (size,) = struct.unpack_from("<Q", data, wide + 40)
        end = wide
    return data.count(b"PK\x01\x02", max(0, end - size), end)
