"""Files for a reviewer: the codebook, or a coded transcript, every part of which can be found again when the file comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.model.codes import Code
from qualcode.model.review_marks import (
    ORDER,
    OTHERS,
    RANKS,
    REVIEW_PROPERTY,
    STUDY_PROPERTY,
    code_place,
    mark_of,
    passage_place,
    quote_place,
    shown_token,
)
from qualcode.model.reviews import Proposal
from qualcode.reports.blocks import (
    Block,
    BulletList,
    Cite,
    Content,
    Facts,
    Heading,
    Marked,
    Paragraph,
    Quote,
    Report,
    Text,
    plain,
)
from qualcode.reports.coded_texts import CodedText
from qualcode.reports.parts.transcript import initials, transcript_block
from qualcode.reports.wording import Words
from qualcode.study.reviews import text_hash

__all__ = [
    "FIELDS",
    "Example",
    "ReviewFile",
    "ReviewMaterial",
    "ReviewedCode",
    "codebook_review",
    "earlier_words",
    "short_hash",
    "transcript_review",
]

FIELDS = ("brief", "full", "when", "when_not", "example")
"""The rows of a code's definition."""
SHORT = 16
"""Hexadecimal digits by which other words of the file are known."""


@dataclass(frozen=True, slots=True)
class Example:
    """A quotation that shows what a code means."""

    number: int
    case: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ReviewedCode:
    """A node of the code tree as a reviewer sees it."""

    code: Code
    quotations: int = 0
    respondents: int = 0
    state: str = "draft"
    """A state of sign-off, or ``changed`` since it was approved."""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewMaterial:
    """What every file for a reviewer needs."""

    title: str
    """Of the study."""
    date: str
    """UTC, ISO 8601."""
    token: str
    identity: str
    """Of the study."""
    respondents: int = 0
    """With at least one document."""
    earlier: tuple[Proposal, ...] = ()
    """Proposals of earlier rounds that were decided or answered."""


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A report for a reviewer and what it holds."""

    report: Report
    contents: dict[str, str]
    """SHA-256 of the text at each place; under :data:`~qualcode.model.review_marks.OTHERS` short hashes of all else."""


def short_hash(text: str) -> str:
    """By what words of a file that stand at no place are known."""
    return text_hash(text)[:SHORT]


def codebook_review(material: ReviewMaterial, codes: Sequence[ReviewedCode], w: Words) -> ReviewFile:
    """The codebook: a heading, the fields of its definition and some quotations for every code."""
    contents: dict[str, str] = {}
    blocks: list[Block] = [
        *how_to(w, "review.how.comment", "review.how.edit", "review.how.new", "review.how.return"),
        *earlier_round(material.earlier, w),
        Heading(1, w("review.codes"), numbered=False),
    ]
    if not codes:
        blocks.append(Paragraph((Text(w("review.none")),)))
    for each in codes:
        blocks += code_blocks(each, material, w, contents)
    contents[ORDER] = " ".join(f"{RANKS[each.code.kind]}:{each.code.id}" for each in codes)
    return finished(w("review.codebook.title"), blocks, material, w, contents)


def code_blocks(
    each: ReviewedCode, material: ReviewMaterial, w: Words, contents: dict[str, str]
) -> list[Block]:
    """One code; the hashes of its texts go to ``contents``."""
    code = each.code

    def placed(place: str, text: str) -> str:
        contents[place] = text_hash(text)
        return mark_of(material.token, place)

    facts: list[str] = [w(f"review.kind.{code.kind}")]
    if len(code.path) > 1:
        facts.append(w("review.under", path=" › ".join(code.path[:-1])))
    if code.kind == "code":
        used = w.of(each.respondents, material.respondents)
        facts.append(
            w("review.used", quotations=w.count(each.quotations, "quotation"), respondents=used)
            if each.quotations
            else w("review.unused")
        )
    facts.append(w(f"review.state.{each.state}"))
    name = placed(code_place(code.id, "name"), code.name)
    rows: list[tuple[str, Content]] = []
    for field in FIELDS:
        text = getattr(code, field)
        mark = placed(code_place(code.id, field), text)
        rows.append((w(f"review.field.{field}"), (Marked(mark, (Text(text),) if text else ()),)))
    opening, closing = w.quotation_marks
    return [
        Heading(3 if code.kind == "code" else 2, code.name, numbered=False, target=name),
        Paragraph((Text("; ".join(facts), quiet=True),), kind="note"),
        Facts(w("review.facts", code=code.name), tuple(rows)),
        *(
            Quote(
                (
                    Marked(
                        placed(
                            quote_place(one.number, code.id),
                            f"{opening}{one.text}{closing} [{one.case}:{one.number}]",
                        ),
                        (Text(opening), Text(one.text, language=one.language), Text(closing)),
                    ),
                    Text(" "),
                    Cite(one.number, one.case),
                )
            )
            for one in each.examples
        ),
    ]


def transcript_review(
    material: ReviewMaterial, coded: CodedText, codes: Sequence[Code], w: Words
) -> ReviewFile:
    """A transcript, each coding of which is a comment on its passage; ``codes`` is the whole tree."""
    contents = {"text": text_hash(coded.text)}
    contents |= {passage_place(row.quotation): text_hash(row.text) for row in coded.codings}
    shown = transcript_block(
        coded,
        {code.id: code.path[:-1] for code in codes},
        initials(list(dict.fromkeys(row.coder for row in coded.codings))),
        w,
        name=lambda quotation: mark_of(material.token, passage_place(quotation)),
    )
    told: dict[str, set[str]] = {}
    for row, remark in zip(coded.codings, shown.remarks, strict=False):
        told.setdefault(quote_place(row.quotation, row.code_id), set()).add(short_hash(remark.text))
    contents |= {place: " ".join(sorted(own)) for place, own in told.items()}
    contents |= {code_place(row.code_id, "name"): text_hash(row.code) for row in coded.codings}
    blocks: list[Block] = [
        *how_to(w, "review.how.transcript", "review.how.return"),
        *earlier_round(material.earlier, w),
        Heading(1, w("review.text"), numbered=False),
        shown,
    ]
    title = (
        w("review.transcript.numbered", case=coded.case, number=coded.ordinal)
        if coded.several
        else w("review.transcript.title", case=coded.case)
    )
    return finished(title, blocks, material, w, contents, [remark.text for remark in shown.remarks])


def how_to(w: Words, *keys: str) -> list[Block]:
    """What the reviewer can do."""
    return [
        Heading(2, w("review.how"), numbered=False),
        BulletList(tuple((Text(w(key)),) for key in keys)),
    ]


def earlier_round(earlier: Sequence[Proposal], w: Words) -> list[Block]:
    """What became of the comments and edits of earlier rounds; nothing where there were none."""
    if not earlier:
        return []
    rows: list[tuple[str, Content]] = []
    for each in earlier:
        target, said = earlier_words(each, w)
        key = f"review.became.{each.state}"
        became = w(f"{key}.{each.kind}" if each.state == "accepted" else key)
        if each.answer:
            became += f" {each.answer}"
        rows.append((target, (Text(said), Text("\n"), Text(became, strong=True))))
    return [
        Heading(2, w("review.answers"), numbered=False),
        Facts(w("review.answers.title"), tuple(rows)),
    ]


def earlier_words(each: Proposal, w: Words) -> tuple[str, str]:
    """What a proposal of an earlier round speaks of, and who said what."""
    target = each.target or w("review.answers.nowhere")
    if each.field:
        target += f", {w(f'review.field.{each.field}').lower()}"
    author = each.author or w("review.answers.somebody")
    if each.kind == "edit":
        new = each.new or w("review.answers.empty")
        return target, w("review.answers.edit", author=author, new=new)
    return target, w("review.answers.comment", author=author, said=each.said)


def finished(
    title: str,
    blocks: list[Block],
    material: ReviewMaterial,
    w: Words,
    contents: dict[str, str],
    others: Iterable[str] = (),
) -> ReviewFile:
    """The report with the line that bears its token, and what is known of its words."""
    blocks.append(
        Paragraph((Text(w("review.token", token=shown_token(material.token)), quiet=True),), kind="note")
    )
    subtitle = f"{material.title}, {w.date(material.date)}"
    known = {short_hash(text) for text in (title, subtitle, *others, *unplaced(blocks))}
    contents[OTHERS] = " ".join(sorted(known))
    report = Report(
        title=title,
        subtitle=subtitle,
        language=w.language,
        table_label=w("caption.table"),
        figure_label=w("caption.figure"),
        blocks=tuple(blocks),
        subject=title,
        created=material.date,
        marks=((REVIEW_PROPERTY, material.token), (STUDY_PROPERTY, material.identity)),
    )
    return ReviewFile(report, contents)


def unplaced(blocks: Sequence[Block]) -> Iterable[str]:
    """All that is printed beside the places: headings, labels, explanations."""
    for block in blocks:
        match block:
            case Heading():
                if not block.target:
                    yield block.text
            case Paragraph():
                yield plain(block.content)
            case BulletList():
                yield from (plain(item) for item in block.items)
            case Facts():
                for name, value in block.rows:
                    yield name
                    if not any(isinstance(item, Marked) for item in value):
                        yield plain(value)
