"""Quotations as blocks: in quotation marks, in their own language, with number, source and codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.reports.blocks import Cite, Content, Inline, Quote, Target, Text
from qualcode.reports.material import Material, Said
from qualcode.reports.wording import Words

__all__ = ["Quoting", "cites", "quoted"]


def quoted(said: Said, w: Words, text: str | None = None) -> Content:
    """The words between quotation marks of the report's language, tagged with their own language."""
    opening, closing = w.quotation_marks
    words = said.text if text is None else text
    return (Text(opening), Text(words, language=said.language), Text(closing))


def cites(numbers: Iterable[int], material: Material, *, most: int | None = None) -> Content:
    """Citations separated by spaces; beyond ``most`` an ellipsis."""
    known = [material.quotations[number] for number in numbers if number in material.quotations]
    out: list[Inline] = []
    for said in known[:most]:
        if out:
            out.append(Text(" "))
        out.append(Cite(said.id, said.case))
    if most is not None and len(known) > most:
        out.append(Text(" …"))
    return tuple(out)


class Quoting:
    """Prints quotations and remembers which ones already have their target, so that each number leads to one place."""

    def __init__(self, material: Material, w: Words) -> None:
        self.material = material
        self.w = w
        self._seen: set[int] = set()

    def seen(self, number: int) -> bool:
        """Whether the quotation was printed already."""
        return number in self._seen

    def quote(self, number: int, codes: Sequence[str] = ()) -> Quote | None:
        """The quotation as a block with citation, turn and ``codes``; None where the study does not hold it."""
        said = self.material.quotations.get(number)
        if said is None:
            return None
        out: list[Inline] = []
        if number not in self._seen:
            self._seen.add(number)
            out.append(Target(f"q{number}"))
        out += quoted(said, self.w)
        out += [Text(" "), Cite(said.id, said.case)]
        details = list(codes)
        if said.turn is not None:
            key = "evidence.turn" if said.document == 1 else "evidence.turn_of_document"
            details.append(self.w(key, turn=said.turn, document=said.document))
        if details:
            out.append(Text("  " + "; ".join(details), quiet=True))
        if said.translation:
            out += [Text("\n"), Text(self.w("evidence.translation") + " "), Text(said.translation)]
        if said.memo:
            out += [
                Text("\n"),
                Text(self.w("evidence.memo") + " ", quiet=True),
                Text(said.memo, quiet=True, emphasis=True),
            ]
        return Quote(tuple(out))
