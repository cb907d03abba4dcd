"""What a report is narrowed to: codes with all below them, interviews, respondents with certain attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.model.codes import Code
from qualcode.reports.blocks import Content, Text
from qualcode.reports.material import Material, Said
from qualcode.reports.wording import Words
from qualcode.text.names import name_key

__all__ = ["Selection", "narrowed_to"]


@dataclass(frozen=True)
class Selection:
    """The codes and quotations that a part speaks of, as the choices of its report narrow them."""

    material: Material

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """The nodes to print in tree order: the chosen ones, all below them, and what stands above them as headings."""
        wanted = {name_key(name) for name in self.material.choices.codes}
        if not wanted:
            return self.material.codes
        paths = {code.path for code in self.material.codes if name_key(code.name) in wanted}
        return tuple(
            code
            for code in self.material.codes
            if any(code.path[: len(path)] == path or path[: len(code.path)] == code.path for path in paths)
        )

    @cached_property
    def applied(self) -> frozenset[str]:
        """Names of the codes (of kind code) that are printed."""
        return frozenset(code.name for code in self.codes if code.kind == "code")

    @cached_property
    def cases(self) -> frozenset[str]:
        """Labels of the respondents that fit."""
        wanted = {(name_key(name), name_key(value)) for name, value in self.material.choices.attributes}
        ids, known = self.document_ids, self.material.known_of
        present = {d.case_id for d in self.material.documents if ids is None or d.id in ids}
        return frozenset(
            case.label
            for case in self.material.respondents
            if case.id in present
            and wanted
            <= {(name_key(n), name_key(v)) for n, v in known.get(case.label, case.attributes).items()}
        )

    @cached_property
    def document_ids(self) -> frozenset[int] | None:
        """Ids of the chosen documents; None: all."""
        names = self.material.choices.documents
        if not names:
            return None
        return frozenset(d.id for d in self.material.documents if d.name in names)

    @cached_property
    def whole(self) -> bool:
        """Whether no quotation is left out by interview or respondent."""
        return not self.material.choices.documents and not self.material.choices.attributes

    def quotations(self, code: str) -> Sequence[Said]:
        """The quotations of a code that fit, in the order of the text."""
        numbers, known = self.material.in_text_order.get(code, ()), self.material.quotations
        if self.whole:
            return [known[number] for number in numbers if number in known]
        return [known[number] for number in numbers if number in known and self.keeps(known[number])]

    @cached_property
    def counts(self) -> dict[tuple[str, ...], tuple[int, int]]:
        """By path, how many respondents speak of a node and how many quotations it has; a category counts each below it once."""
        own: dict[tuple[str, ...], dict[int, str]] = {node.path: {} for node in self.codes}
        for node in self.codes:
            if node.kind != "code":
                continue
            said = {each.id: each.case for each in self.quotations(node.name)}
            for depth in range(1, len(node.path) + 1):
                own[node.path[:depth]] |= said
        return {path: (len(set(said.values())), len(said)) for path, said in own.items()}

    @cached_property
    def partial(self) -> frozenset[tuple[str, ...]]:
        """Paths of the themes and categories of which only some codes are chosen, so that their counts are not those of the whole."""
        if not self.material.choices.codes:
            return frozenset()
        kept = {node.path for node in self.codes}
        left = (code.path for code in self.material.codes if code.path not in kept)
        cut = {path[:depth] for path in left for depth in range(1, len(path))}
        return frozenset(cut & kept)

    @cached_property
    def ordered(self) -> tuple[Code, ...]:
        """The nodes in tree order, codes without a category last."""
        loose = [node for node in self.codes if node.kind == "code" and len(node.path) == 1]
        return (*(node for node in self.codes if node.kind != "code" or len(node.path) > 1), *loose)

    def keeps(self, said: Said) -> bool:
        """Whether a quotation is of the chosen interviews and respondents."""
        ids = self.document_ids
        return said.case in self.cases and (ids is None or said.document_id in ids)


def narrowed_to(material: Material, w: Words) -> tuple[Content, ...]:
    """A sentence for each way in which a part is narrowed; interviews are named by the label of their case."""
    choices = material.choices
    said: list[str] = []
    if choices.codes:
        said.append(w("narrowed.codes", codes=w.join(list(choices.codes))))
        if Selection(material).partial:
            said.append(w("narrowed.above"))
    if choices.documents:
        labels = [document.case for document in material.documents if document.name in choices.documents]
        said.append(w("narrowed.documents", cases=w.join(sorted(set(labels), key=w.sort_key))))
    if choices.attributes:
        values = [w.group(value, w.attribute(name)) for name, value in choices.attributes]
        said.append(w("narrowed.attributes", values=w.join(values)))
    return tuple((Text(sentence),) for sentence in said)
