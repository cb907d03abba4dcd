"""How large the packed parts of a PDF are when unpacked, before any library opens it."""

from __future__ import annotations

import re
import zlib

from qualcode.errors import FileError
from qualcode.formats.files import MIB

__all__ = ["check_streams"]

PART_LIMIT = 40 * MIB
PICTURE_LIMIT = 100 * MIB
TOTAL_LIMIT = 300 * MIB
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_BLOCK = 1024 * 1024
PARTS_LIMIT = 20_000
RATIO_LIMIT = 200
"""For parts above 1 MiB unpacked; empty pictures may be packed more densely, as long as no text is drawn in them."""
_LAYERS = 4
"""So many times one part can be packed."""


def check_streams(data: bytes, name: str) -> None:
    """Unpack each part of a PDF block by block, keeping nothing.

    Raises :class:`~qualcode.errors.FileError` where a part, or all together, would be larger than a transcript can be.
    """
    total = 0
    if sum(1 for _ in _STREAM.finditer(data)) > PARTS_LIMIT:
        raise FileError(
            f"{name} has more than {PARTS_LIMIT} parts, which is the most that is read; split it."
        )
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - 1000) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if _packed(data[match.end() : match.end() + 2]):
            total += _unpacked(memoryview(data)[match.end() :], bool(_PICTURE.search(head)), name)
        if total > TOTAL_LIMIT:
            raise FileError(
                f"{name} unpacks to more than {TOTAL_LIMIT // MIB} MB, which is the most that is read; split it."
            )


def _unpacked(data: memoryview, picture: bool, name: str) -> int:
    """How many bytes a stream has, unpacked; the largest layer counts."""
    limit = PICTURE_LIMIT if picture else PART_LIMIT
    chain = [zlib.decompressobj() for _ in range(_LAYERS)]
    sizes = [0] * _LAYERS
    fed = [False] * _LAYERS
    dead = [False] * _LAYERS

    taken = 0
    text = not picture

    def feed(block: bytes | memoryview, layer: int) -> None:
        if layer == _LAYERS or dead[layer] or not block:
            return
        nonlocal taken, text
        dead[layer] = not fed[layer] and not _packed(block)
        fed[layer] = True
        while block and not dead[layer] and not chain[layer].eof:
            try:
                piece = chain[layer].decompress(block, _BLOCK)
            except zlib.error:
                dead[layer] = True
                return
            left = chain[layer].unconsumed_tail
            if layer == 0:
                taken += len(block) - len(left) - len(chain[0].unused_data)
            block = left
            text = text or b"Tj" in piece or b"TJ" in piece
            sizes[layer] += len(piece)
            if sizes[layer] > MIB and text and sizes[layer] > RATIO_LIMIT * taken:
                raise FileError(
                    f"{name} has a part packed more than {RATIO_LIMIT} times, as no transcript is; it was not opened."
                )
            if sizes[layer] > limit:
                raise FileError(
                    f"{name} has a part that unpacks to more than {limit // MIB} MB, which no transcript needs; "
                    "it was not opened."
                )
            feed(piece, layer + 1)

    for start in range(0, len(data), _BLOCK):
        feed(data[start : start + _BLOCK], 0)
        if chain[0].eof or dead[0]:
            break
    return max(sizes)


def _packed(block: bytes | memoryview) -> bool:
    """Whether bytes begin as zlib data does."""
    return len(block) > 1 and block[0] & 15 == 8 and (block[0] * 256 + block[1]) % 31 == 0
