"""Two queries held against each other as a report: cases with A but never B, and cases with both, each with its quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.model.retrieval import Contrast, FoundPassage
from qualcode.reports.blocks import Block, Content, Facts, Heading, Paragraph, Report, Text
from qualcode.reports.passages import listing, passage_block
from qualcode.reports.wording import Words

__all__ = ["contrast_report"]


def contrast_report(title: str, found: Contrast, w: Words, *, created: str, author: str = "") -> Report:
    """The cases with A but never B with the quotations of A, those with both with the quotations of both, those with B but never A with the quotations of B, and the names of the others.

    ``title`` is the study's, ``created`` a moment in ISO 8601.
    """
    facts: tuple[tuple[str, Content], ...] = (
        (w("title.date"), (Text(w.date(created)),)),
        ("A", (Text(found.a),)),
        ("B", (Text(found.b),)),
    )
    blocks = (Facts(w("title.facts"), facts), *_blocks(found, w))
    return listing(title, w("contrast.title"), blocks, w, created=created, author=author)


def _blocks(found: Contrast, w: Words) -> Iterator[Block]:
    yield Heading(1, w("contrast.without", a=found.a, b=found.b), numbered=False)
    for case in found.without:
        yield Heading(2, case.case, numbered=False)
        yield from _quotes(case.a, w)
    if not found.without:
        yield Paragraph((Text(w("contrast.no_case")),))
    yield Heading(1, w("contrast.both", a=found.a, b=found.b), numbered=False)
    for case in found.both:
        yield Heading(2, case.case, numbered=False)
        for side, passages in ((found.a, case.a), (found.b, case.b)):
            yield Paragraph((Text(side, strong=True),))
            yield from _quotes(passages, w)
    if not found.both:
        yield Paragraph((Text(w("contrast.no_case")),))
    yield Heading(1, w("contrast.only_b", a=found.a, b=found.b), numbered=False)
    for case in found.only_b:
        yield Heading(2, case.case, numbered=False)
        yield from _quotes(case.b, w)
    if not found.only_b:
        yield Paragraph((Text(w("contrast.no_case")),))
    yield Heading(1, w("contrast.neither"), numbered=False)
    yield Paragraph((Text(", ".join(found.neither) or w("contrast.no_case")),))


def _quotes(passages: Sequence[FoundPassage], w: Words) -> Iterator[Block]:
    for passage in passages:
        yield passage_block(passage, w)
