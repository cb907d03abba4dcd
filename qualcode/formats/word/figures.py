"""Figures in a Word document: a PNG that every program shows, a sharp SVG for those that can, alt text for readers."""

from __future__ import annotations

import io
import re
from typing import Any

from qualcode.formats.word.markup import escape

__all__ = ["EMU_PER_TWIP", "picture", "without_doctype"]

EMU_PER_TWIP = 635
"""English Metric Units in one twentieth of a point."""
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def without_doctype(svg: bytes) -> bytes:
    """An SVG without its document type declaration, so that a report passes a strict check for such declarations."""
    return re.sub(rb"<!DOCTYPE[^>\[]*(\[[^\]]*\])?[^>]*>\s*", b"", svg, count=1)


def picture(
    part: Any, png: bytes, svg: bytes | None, *, number: int, alt: str, title: str, widest: int, highest: int
) -> str:
    """The XML of an inline drawing, its images added to the document part (python-docx).

    The picture keeps its shape and is made as wide as ``widest`` and no higher than ``highest`` (both in twips), but
    is never blown up beyond the size its resolution gives it. ``number`` is unique among the drawings of the document.
    """
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    relation, image = part.get_or_add_image(io.BytesIO(png))
    natural_width = image.px_width * 1440 / (image.horz_dpi or 96)
    natural_height = image.px_height * 1440 / (image.vert_dpi or 96)
    scale = min(widest / natural_width, highest / natural_height, 1.0)
    cx = round(natural_width * scale * EMU_PER_TWIP)
    cy = round(natural_height * scale * EMU_PER_TWIP)
    sharper = ""
    if svg is not None:
        name = PackURI(f"/word/media/image_svg{number}.svg")
        vector = part.relate_to(Part(name, "image/svg+xml", without_doctype(svg), part.package), IMAGE)
        sharper = (
            f'<a:extLst><a:ext uri="{SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{SVG_NAMESPACE}" '
            f'r:embed="{vector}"/></a:ext></a:extLst>'
        )
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
        f'<wp:docPr id="{number}" name="Figure {number}" descr="{escape(alt)}" title="{escape(title)}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="figure{number}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}">{sharper}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
