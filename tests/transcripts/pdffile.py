"""Small PDFs written by hand: text at places on pages of A4, in Helvetica."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

__all__ = ["Words", "at", "pdf", "printed"]

Words = tuple[float, float, str]
"""Left edge and base line in points from the lower left corner, and what stands there."""


def at(x: float, y: float, text: str) -> Words:
    return (x, y, text)


def pdf(
    *pages: Sequence[Words],
    size: float = 10,
    extra: bytes = b"",
    catalogue: str = "",
    rotate: int = 0,
    matrix: str = "1 0 0 1",
) -> bytes:
    """A PDF with these pages; *extra* goes into each content stream, *catalogue* into the catalogue."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects.append(f"<</Type/Catalog/Pages 2 0 R{catalogue}>>".encode())
    objects.append(f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode())
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for index, words in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Contents {5 + 2 * index} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        drawn = b"".join(
            f"BT /F {size} Tf {matrix} {x} {y} Tm (".encode()
            + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
            + b") Tj ET\n"
            for x, y, text in words
        )
        packed = zlib.compress(drawn + extra)
        objects.append(
            f"<</Length {len(packed)}/Filter/FlateDecode>>\nstream\n".encode() + packed + b"\nendstream"
        )
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def printed(lines: Sequence[str], *, x: float = 70, top: float = 770, step: float = 14) -> list[Words]:
    """Lines one under the other; an empty one leaves a gap."""
    return [at(x, top - step * index, line) for index, line in enumerate(lines) if line]
