"""What is known of a file that came back, of the study, and of the texts that were sent; and how a comment becomes a proposal."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qualcode.exchange.review import Returned, ReturnedAside, ReturnedComment, ReturnedText
from qualcode.model.codes import Code
from qualcode.model.codings import Quotation
from qualcode.model.review_marks import ORDER, OTHERS, RANKS, code_place, place_of
from qualcode.model.reviews import CODE_FIELDS, Matched, NewProposal, Proposal, Review
from qualcode.study import Study
from qualcode.study.reviews import quotations_in_history, settled, text_hash

__all__ = ["Context", "Found", "Spot", "above", "level_of", "root_of", "thread_of"]

RANKED = re.compile(r"([012]):(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Found:
    """All that a file said of a study, whether or not it was read before."""

    proposals: tuple[NewProposal, ...]
    recognised: bool
    """Whether anything in the file speaks of this study."""
    stale: frozenset[str]
    """Keys of edits of texts that changed since the file was written."""
    withdrawn: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """What a comment speaks of."""

    code_id: int | None = None
    quotation_id: int | None = None
    document_id: int | None = None
    span: tuple[int, int] | None = None
    field: str = ""
    matched: Matched = "none"


class Context:
    """The file, the study, and what is known of the texts that the file held when it was written."""

    def __init__(self, study: Study, returned: Returned, review: Review | None, trusted: bool) -> None:
        self.study = study
        self.returned = returned
        self.review = review
        self.trusted = trusted
        self.notes: list[str] = []
        self.withdrawn = 0
        self._ordinals: Counter[str] = Counter()
        if not trusted:
            self.notes.append(
                "The marks of the file are gone or come from another study; it was matched by its words alone."
            )
        elif review is None:
            self.notes.append(
                "The study no longer knows when this file was written; it was matched by its marks."
            )

    @cached_property
    def written(self) -> tuple[dict[str, str], ...]:
        """Hashes of the texts of the file when it was written; where that is not known, of those it would have now, in every language."""
        if self.review is not None:
            return (self.review.contents,)
        from qualcode.reports.wording import LANGUAGES, Words
        from qualcode.workflows.reviewing import codebook_file

        now = (codebook_file(self.study, Words(each), "0" * 8).contents for each in LANGUAGES)
        return (*now, *self.exports)

    @cached_property
    def exports(self) -> tuple[dict[str, str], ...]:
        """Where it is not known which file came back: hashes of the texts of all codebooks that left the study, the latest first."""
        if self.review is not None:
            return ()
        return tuple(each.contents for each in self.study.reviews.list() if each.kind == "codebook")[::-1]

    @cached_property
    def contents(self) -> dict[str, str]:
        """The places of the file with the hash of the text at each, in the order of the codebook; of a file that is not known also the places of earlier ones."""
        found: dict[str, str] = {}
        for file in (self.written[0], *self.exports):
            for place, digest in file.items():
                if place_of(place) is not None:
                    found.setdefault(place, digest)
        return dict(sorted(found.items(), key=lambda item: self.rank_of(item[0])))

    def rank_of(self, place: str) -> tuple[int, int, int]:
        """Where a place comes in the order of the codebook: code by code, its fields before its quotations."""
        spot = place_of(place)
        if spot is None or spot.code_id is None:
            return len(self.order), 0, 0
        field = CODE_FIELDS.index(spot.field) if spot.field else len(CODE_FIELDS)
        return self.ordinals_of_codes.get(spot.code_id, len(self.order)), field, spot.quotation or 0

    @cached_property
    def ordinals_of_codes(self) -> dict[int, int]:
        """Where each node stands in the order of the file."""
        return {code_id: number for number, code_id in enumerate(self.order)}

    @cached_property
    def order(self) -> dict[int, int]:
        """The nodes of the file with their ranks in the order of the codebook; of a file that does not say it, as they stand in the study."""
        said = self.review.contents.get(ORDER, "") if self.review is not None else ""
        if said:
            return {int(found[2]): int(found[1]) for found in RANKED.finditer(said)}
        return {code.id: RANKS[code.kind] for code in self.study.codebook.tree()}

    @cached_property
    def order_is_known(self) -> bool:
        """Whether the order of the nodes is that in which they stood when the file was written."""
        if self.review is None or ORDER in self.review.contents:
            return self.review is not None
        since = self.review.at
        return not any(
            change.op.startswith("code") and change.op not in ("codes.edit", "codes.rename")
            for change in self.study.history.list()
            if change.at > since
        )

    def given(self, place: str) -> frozenset[str]:
        """Hashes of the texts that stood at a place in earlier files, and of the names that a code bore; of a known file none."""
        if self.review is not None:
            return frozenset()
        return frozenset(
            [file[place] for file in self.exports if place in file] + self.former_names.get(place, [])
        )

    @cached_property
    def former_names(self) -> dict[str, list[str]]:
        """Hashes of the names that nodes gave up when they were renamed, by the places of their names."""
        found: dict[str, list[str]] = defaultdict(list)
        for code_id, steps in self.study.codebook.lineages().items():
            found[code_place(code_id, "name")] += [
                text_hash(step.name) for step in steps if step.kind == "renamed"
            ]
        return found

    @cached_property
    def rows(self) -> dict[tuple[int, int], list[int]]:
        """The cells of every row of the tables of the file."""
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, text in enumerate(self.returned.texts):
            if text.row is not None:
                found[text.row].append(number)
        return found

    @cached_property
    def earlier(self) -> list[tuple[str, str, Proposal]]:
        """What a file says of the proposals of earlier rounds, in every language: of what, who said what."""
        from qualcode.reports.review import earlier_words
        from qualcode.reports.wording import LANGUAGES, Words

        found = []
        for language in LANGUAGES:
            w = Words(language)
            for each in self.study.proposals.list():
                target, said = earlier_words(each, w)
                found.append((settled(target), f"{settled(said)}\n", each))
        return found

    def answered(self, numbers: Sequence[int]) -> Proposal | None:
        """The proposal of an earlier round that is told in the row of the first of some texts; None where none is."""
        row = self.returned.texts[numbers[0]].row if numbers else None
        if row is None:
            return None
        cells = [settled(self.returned.texts[i].text) for i in self.rows[row]]
        hits = [
            (cells[0] == target, len(said), each)
            for target, said, each in (self.earlier if len(cells) > 1 else ())
            if cells[1].startswith(said)
        ]
        if hits:
            return max(hits, key=lambda hit: hit[:2])[2]
        named = {each.id: each for target, _, each in self.earlier if len(cells) > 1 and cells[0] == target}
        return next(iter(named.values())) if len(named) == 1 else None

    def spot_of_earlier(self, earlier: Proposal) -> Spot:
        """What a proposal of an earlier round speaks of."""
        span = earlier.span if earlier.quotation_id is None else None
        how: Matched = "text" if earlier.target else "none"
        return Spot(
            earlier.code_id, earlier.quotation_id, earlier.document_id, span, earlier.field, matched=how
        )

    @cached_property
    def known(self) -> frozenset[str]:
        """Short hashes of what was printed beside the places."""
        return frozenset(each for file in self.written for each in file.get(OTHERS, "").split())

    @cached_property
    def codes(self) -> dict[int, Code]:
        """The nodes of the code tree by id."""
        return self.study.codebook.by_ids()

    @cached_property
    def quotations(self) -> dict[int, Quotation]:
        """The quotations by number."""
        return {each.id: each for each in self.study.quotations.list()}

    @cached_property
    def unanchored(self) -> dict[int, int]:
        """Documents of quotations that lost their place, by number."""
        return {each.number: each.document_id for each in self.study.unanchored.list()}

    @cached_property
    def mentioned(self) -> frozenset[int]:
        """Numbers of quotations that the history still speaks of."""
        return quotations_in_history(self.study.store)

    @cached_property
    def heirs(self) -> dict[str, int]:
        """What nodes that were merged into others have become, by the hash of the name they bore."""
        return {
            text_hash(step.name): code_id
            for code_id, steps in self.study.codebook.lineages().items()
            for step in steps
            if step.kind == "merged" and code_id in self.codes
        }

    def heir(self, code_id: int) -> Code | None:
        """The node with an id, or that into which it was merged since; None where it was deleted."""
        found = self.codes.get(code_id)
        if found is None:
            found = self.codes.get(self.heirs.get(self.contents.get(code_place(code_id, "name"), ""), 0))
        return found

    def former(self, code: Code, code_id: int) -> str:
        """The name under which the reviewer knew a node that became part of another one; that of the node itself where it did not."""
        if code.id == code_id:
            return code.name
        digest = self.contents.get(code_place(code_id, "name"), "")
        return next(
            (
                step.name
                for step in self.study.codebook.lineages().get(code.id, ())
                if step.kind == "merged" and text_hash(step.name) == digest
            ),
            code.name,
        )

    def is_withdrawn(self, quotation: int) -> bool:
        """Whether a quotation went when its respondent withdrew."""
        return (
            self.anybody_withdrew
            and quotation not in self.quotations
            and quotation not in self.unanchored
            and quotation not in self.mentioned
        )

    @cached_property
    def anybody_withdrew(self) -> bool:
        """Whether a respondent ever withdrew from the study."""
        return any(change.op == "cases.withdraw" for change in self.study.history.list())

    def key(self, kind: str, *parts: object, dated: str = "") -> str:
        """By what a comment or edit is known when it is read again; without a date only within its file."""
        told = [kind, *map(str, parts), dated or self.returned.token]
        digest = hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()
        self._ordinals[digest] += 1
        return digest if self._ordinals[digest] == 1 else f"{digest}-{self._ordinals[digest]}"

    def author(self, text: ReturnedText | None) -> tuple[str, str]:
        """Who changed a text, and when: who tracked it, else who saved the file."""
        if text is not None and (text.authors or text.at):
            return ", ".join(text.authors), text.at
        return self.returned.author, self.returned.at

    def comment(
        self,
        number: int,
        comment: ReturnedComment,
        spot: Spot,
        said: str | None = None,
        earlier: Proposal | None = None,
    ) -> NewProposal:
        """A comment of the file as a proposal; ``earlier`` is the proposal of an earlier round that it speaks to."""
        thread = thread_of(self.returned.comments, number)
        if earlier is not None:
            thread = earlier.thread or thread_word(
                earlier.author, earlier.at, earlier.said or earlier.new, earlier.about
            )
        words = comment.text if said is None else said
        about = settled(comment.about)
        return NewProposal(
            kind="comment",
            key=self.key("comment", comment.author, words, "" if comment.at else about, dated=comment.at),
            matched=spot.matched,
            author=comment.author,
            at=comment.at,
            code_id=spot.code_id,
            quotation_id=spot.quotation_id,
            document_id=spot.document_id,
            span=spot.span,
            field=spot.field,
            said=words,
            about=about,
            thread=thread,
            answers=earlier.id if earlier is not None else None,
        )

    def remark(self, said: str, spot: Spot, text: ReturnedText | None, about: str = "") -> NewProposal:
        """What a reviewer did to the file and nobody can apply, told as a comment."""
        author, at = self.author(text)
        return NewProposal(
            kind="comment",
            key=self.key("wrote", said, spot.code_id, spot.quotation_id, spot.field),
            matched=spot.matched,
            author=author,
            at=at,
            code_id=spot.code_id,
            quotation_id=spot.quotation_id,
            document_id=spot.document_id,
            span=spot.span,
            field=spot.field,
            said=said,
            about=about,
        )

    def aside(self, each: ReturnedAside, spot: Spot) -> NewProposal:
        """A remark beside the text as a comment."""
        article = "an" if each.kind == "endnote" else "a"
        said = f"wrote in {article} {each.kind}: {settled(each.text)}"
        told = self.remark(said, spot, None)
        return replace(told, author=each.author, at=each.moment) if each.author or each.moment else told

    def is_ours(self, comment: ReturnedComment) -> bool:
        """Whether a comment is one that the file was written with."""
        return text_hash(comment.text)[:16] in self.known


def thread_of(comments: tuple[ReturnedComment, ...], number: int) -> str:
    """The same word for a comment and the replies to it; empty where nobody replied."""
    root = root_of(comments, number)
    if root == number and all(each.parent != number for each in comments):
        return ""
    first = comments[root]
    return thread_word(first.author, first.at, first.text, first.about)


def thread_word(author: str, at: str, said: str, about: str) -> str:
    """The word for a thread by the comment at its head."""
    told = "\0".join((author, at, said, about))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def root_of(comments: tuple[ReturnedComment, ...], number: int) -> int:
    """The comment at the head of a thread."""
    seen = {number}
    parent = comments[number].parent
    while parent is not None and parent not in seen:
        seen.add(parent)
        number, parent = parent, comments[parent].parent
    return number


def above(order: Sequence[int], ranks: dict[int, int]) -> dict[int, int | None]:
    """What every node of an order stands under: the last one of a lower rank before it.

    >>> above([1, 2, 3, 4], {1: 0, 2: 1, 3: 2, 4: 1})
    {1: None, 2: 1, 3: 2, 4: 1}
    """
    last: dict[int, int] = {}
    found: dict[int, int | None] = {}
    for code_id in order:
        rank = ranks[code_id]
        last = {own: each for own, each in last.items() if own < rank}
        found[code_id] = last[max(last)] if last else None
        last[rank] = code_id
    return found


def level_of(rank: int) -> int:
    """The level of the heading of a node in a file for a reviewer."""
    return 3 if rank == RANKS["code"] else 2
