"""Footnotes: the signs in the text, and the part that holds what they say."""

from __future__ import annotations

from qualcode.formats.word.markup import escape, paragraph

__all__ = ["Footnotes"]

SPECIAL = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    "<w:r><w:separator/></w:r></w:p></w:footnote>"
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    "</w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)
"""The lines between text and notes, which every such part begins with."""


class Footnotes:
    """The footnotes of one document; ids of notes count from 1.

    ``text_style`` and ``reference_style`` are the ids of the styles "footnote text" and "footnote reference".
    """

    def __init__(self, text_style: str, reference_style: str) -> None:
        self._text_style = text_style
        self._sign = f'<w:r><w:rPr><w:rStyle w:val="{escape(reference_style)}"/></w:rPr>'
        self.pieces: list[str] = []
        """The ``w:footnote`` elements, special ones included; empty without notes."""

    def add(self, content: str) -> str:
        """Store a note (XML of its runs) and give the run with its sign."""
        if not self.pieces:
            self.pieces.append(SPECIAL)
        number = len(self.pieces)
        note = paragraph(
            f'{self._sign}<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>{content}',
            style=self._text_style,
        )
        self.pieces.append(f'<w:footnote w:id="{number}">{note}</w:footnote>')
        return f'{self._sign}<w:footnoteReference w:id="{number}"/></w:r>'
