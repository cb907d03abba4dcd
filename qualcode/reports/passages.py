"""Retrieved passages as a report: the query, and every passage with number, codes, coders, memo and context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.model.retrieval import FoundPassage
from qualcode.reports.blocks import (
    Block,
    Cite,
    Content,
    Facts,
    Heading,
    Inline,
    Paragraph,
    Quote,
    Report,
    Target,
    Text,
)
from qualcode.reports.wording import Words

__all__ = ["passages_report"]


def passages_report(
    title: str, query: str, passages: Sequence[FoundPassage], w: Words, *, created: str, author: str = ""
) -> Report:
    """The passages that a query found, in their order, one heading a document (of level 2, for headings of level 1 begin a page); says so where there are none.

    ``title`` is the study's, ``created`` a moment in ISO 8601.
    """
    documents = list(dict.fromkeys(passage.document for passage in passages))
    found = w.join([w.count(len(passages), "quotation"), w.count(len(documents), "document")])
    facts: tuple[tuple[str, Content], ...] = (
        (w("title.date"), (Text(w.date(created)),)),
        (w("retrieval.query"), (Text(query),)),
        (w("retrieval.found"), (Text(found),)),
    )
    blocks: list[Block] = [Facts(w("title.facts"), facts)]
    if not passages:
        blocks.append(Paragraph((Text(w("retrieval.none")),)))
    else:
        blocks.append(Heading(1, w("retrieval.title"), numbered=False))
    document = None
    for passage in passages:
        if passage.document != document:
            document = passage.document
            name = passage.case if passage.case == document else f"{passage.case}, {document}"
            blocks.append(Heading(2, name, numbered=False))
        blocks.append(passage_block(passage, w))
    return listing(title, w("retrieval.title"), blocks, w, created=created, author=author)


def listing(
    title: str, subtitle: str, blocks: Iterable[Block], w: Words, *, created: str, author: str = ""
) -> Report:
    """A short report of what was listed; ``title`` is the study's, ``subtitle`` says what is listed, ``created`` is a moment in ISO 8601."""
    return Report(
        title=title or w("title.untitled"),
        subtitle=subtitle,
        language=w.language,
        table_label=w("caption.table"),
        figure_label=w("caption.figure"),
        blocks=tuple(blocks),
        subject=subtitle,
        author=author,
        created=created,
    )


def passage_block(passage: FoundPassage, w: Words) -> Quote:
    """One passage: its words between quotation marks, number, codes, turn and coders; context and memo on lines of their own."""
    opening, closing = w.quotation_marks
    content: list[Inline] = [
        Target(f"q{passage.quotation}"),
        Text(opening),
        Text(passage.text, language=passage.language),
        Text(closing),
        Text(" "),
        Cite(passage.quotation, passage.case),
    ]
    details = [*passage.codes]
    if passage.turn is not None:
        details.append(w("evidence.turn", turn=passage.turn))
    details += passage.coders
    if details:
        content.append(Text("  " + "; ".join(details), quiet=True))
    if passage.context.strip() != passage.text.strip():
        content += [
            Text("\n"),
            Text(w("retrieval.context") + " ", quiet=True),
            Text(" ".join(passage.context.split()), quiet=True, language=passage.language),
        ]
    if passage.memo:
        content += [
            Text("\n"),
            Text(w("evidence.memo") + " ", quiet=True),
            Text(passage.memo, quiet=True, emphasis=True),
        ]
    return Quote(tuple(content))
