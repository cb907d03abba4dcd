"""What a file that came back says of the study: by the marks it bears, else by its words, else listed as it stands."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qualcode.exchange.review import Returned, ReturnedAside, ReturnedComment, ReturnedText
from qualcode.model.codes import KINDS, Code
from qualcode.model.codings import Quotation
from qualcode.model.review_marks import ORDER, OTHERS, RANKS, Place, code_place, place_of, tokens_in
from qualcode.model.reviews import CODE_FIELDS, Matched, NewProposal, Proposal, Review
from qualcode.study import Study
from qualcode.study.proposals import FIELD_WORDS
from qualcode.study.reviews import quotations_in_history, settled, text_hash
from qualcode.text.counting import counted
from qualcode.text.names import name_key

__all__ = ["Context", "Found", "Spot", "matched", "thread_of"]

EMPTY = text_hash("")
CITATION = re.compile(r"\[[^\[\]\n]+:(\d{1,15})\]")
RANKED = re.compile(r"([012]):(\d{1,15})")
MANY_LEFT_OUT = 0.5
"""Share of the codes from which on those that are missing were left out of the file, not taken out of the codebook."""
ALIKE = 0.6
"""Share of words that a text must have in common with a definition to be taken for it."""
COMMON = 40
"""Definitions with a word from which on it tells nothing about which of them is meant."""
ABOVE = 4
"""Paragraphs above a definition among which its heading is looked for."""
SHORTEST = 3
"""Words that a text must have to be matched with one that differs."""


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


def matched(study: Study, returned: Returned, review: Review | None, *, trusted: bool) -> Found:
    """Match a file with the study; ``trusted`` says that its marks are those of this study.

    Raises :class:`~qualcode.errors.FileError` for a transcript that is not in the study any more.
    """
    from qualcode.workflows.returned_transcript import is_transcript, matched_transcript, no_longer_there

    context = Context(study, returned, review, trusted)
    if is_transcript(context):
        return matched_transcript(context)
    found = _Codebook(context).found()
    if trusted and review is None and not found.recognised and context.anybody_withdrew:
        raise no_longer_there(returned.name)
    return found


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


class _Codebook:
    """Matching of a codebook."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.texts = context.returned.texts
        self.contents = context.contents
        self.at: dict[str, int] = {}
        """Number of the text at each place."""
        self.how: dict[str, Matched] = {}
        self.holds: dict[int, list[str]] = {}
        """Places by number of the text."""
        self.instead: dict[str, str] = {}
        """What a place says, where the text holds more than that."""
        self.gone: dict[str, int] = {}
        self.by_hash: dict[str, list[str]] = defaultdict(list)
        for file in context.written:
            for place, digest in file.items():
                if place not in (OTHERS, ORDER) and digest != EMPTY and place not in self.by_hash[digest]:
                    self.by_hash[digest].append(place)
        for place, digests in context.former_names.items() if context.review is None else ():
            for digest in digests:
                if place in self.contents and place not in self.by_hash[digest]:
                    self.by_hash[digest].append(place)
        self.withheld = {number for number, text in enumerate(self.texts) if self.holds_withdrawn(text)}
        """Texts that hold words of a respondent who withdrew."""
        self.rows = context.rows
        self.bind_by_marks()
        self.bind_by_words(alone=True)
        self.bind_names()
        self.nearest = self.codes_around()
        self.bind_by_labels()
        self.bind_by_words(alone=False)
        self.bind_alike()

    def holds_withdrawn(self, text: ReturnedText) -> bool:
        """Whether a text is a quotation of a respondent who withdrew, by its mark or by its citation."""
        if not self.context.anybody_withdrew:
            return False
        spots = [place_of(place) for place in text.places] if self.context.trusted else []
        numbers = {spot.quotation for spot in spots if spot is not None and spot.quotation is not None}
        numbers |= {int(number) for number in CITATION.findall(f"{text.before}\n{text.text}")}
        return any(self.context.is_withdrawn(number) for number in numbers)

    # --- places ------------------------------------------------------------------------------------------------

    def bind(self, place: str, number: int, how: Matched) -> None:
        """Say that a text of the file stands at a place."""
        self.at[place] = number
        self.how[place] = how
        self.holds.setdefault(number, []).append(place)

    def free(self, number: int) -> bool:
        """Whether a text says something and stands at no place yet."""
        text = self.texts[number]
        said = bool(text.text.strip() or text.before.strip())
        return said and number not in self.holds and number not in self.withheld and not text.gone

    def bind_by_marks(self) -> None:
        """Take the places that the file marks."""
        if not self.context.trusted:
            return
        for first, text in enumerate(self.texts):
            for place in text.places:
                number = self.beside_label(first, place)
                if place in self.contents and number not in self.withheld:
                    if text.gone:
                        self.gone.setdefault(place, number)
                    elif place not in self.at:
                        self.bind(place, number, "id")
                        spot, labelled = place_of(place), self.labelled(text)
                        if spot is not None and labelled is not None and labelled[0] == spot.field:
                            self.instead[place] = labelled[1]

    def beside_label(self, number: int, place: str) -> int:
        """The cell beside a label that bears the mark of its field, as it does where Word widened the mark to the row; else the text itself."""
        text, spot = self.texts[number], place_of(place)
        if text.row is None or text.column > 0 or spot is None or spot.field in ("", "name"):
            return number
        return next((i for i in self.rows[text.row] if self.texts[i].column == 1), number)

    def bind_by_words(self, *, alone: bool) -> None:
        """Take texts that are word for word what stood at a place, with ``alone`` at a single one; names only outside of tables."""
        for number, text in enumerate(self.texts):
            if not self.free(number):
                continue
            for words in (text.text, text.before):
                places = [
                    place
                    for place in self.by_hash.get(text_hash(words), ())
                    if place not in self.at and (text.row is None or not place.endswith("_name"))
                ]
                if places and not (alone and len(places) > 1):
                    wanted = [place for place in places if place.endswith("_name") == text.heading]
                    self.bind((wanted or places)[0], number, "text")
                    break

    def bind_names(self) -> None:
        """Take the heading right before the definition of a code for its name, where the name was typed anew and its mark went with the old one."""
        first: dict[int, int] = {}
        for number, text in enumerate(self.texts):
            if text.row is not None:
                first.setdefault(text.row[0], number)
        for table, code_id in self.codes_of_tables().items():
            place = code_place(code_id, "name")
            if place in self.at or place not in self.contents:
                continue
            for number in range(first[table] - 1, max(first[table] - ABOVE, 0) - 1, -1):
                if self.texts[number].row is not None or number in self.holds:
                    break
                if self.texts[number].heading and self.free(number):
                    self.bind(place, number, "text")
                    break

    def codes_around(self) -> list[int | None]:
        """For every text the code under whose name it stands, None under a heading that is none of ours."""
        table_codes = self.codes_of_tables()
        around: list[int | None] = []
        current: int | None = None
        for number, text in enumerate(self.texts):
            named = [
                found.code_id
                for place in self.holds.get(number, ())
                if (found := place_of(place)) is not None and found.field == "name"
            ]
            if named:
                current = named[0]
            elif (text.heading and text.text.strip() and not text.gone) or tokens_in(text.text):
                current = None
            around.append(table_codes.get(text.row[0], current) if text.row is not None else current)
        return around

    def codes_of_tables(self) -> dict[int, int]:
        """The code whose definition most cells of a table belong to."""
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for number, places in self.holds.items():
            row = self.texts[number].row
            for place in places:
                found = place_of(place)
                if row is not None and found is not None and found.code_id is not None:
                    votes[row[0]][found.code_id] += 1
        return {table: count.most_common(1)[0][0] for table, count in votes.items()}

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """How the lines begin that say other things in every file: the date under the title, and kind, counts and state of a code."""
        from qualcode.reports.wording import LANGUAGES, Words

        kinds = (Words(language)(f"review.kind.{kind}") for language in LANGUAGES for kind in KINDS)
        return (f"{self.context.study.title}, ", *(f"{kind}; " for kind in kinds))

    @cached_property
    def labels(self) -> dict[str, str]:
        """Fields by what their labels say, in every language."""
        from qualcode.reports.wording import LANGUAGES, Words

        return {
            name_key(Words(language)(f"review.field.{field}")): field
            for language in LANGUAGES
            for field in CODE_FIELDS
        }

    def bind_by_labels(self) -> None:
        """Take texts beside the label of a field, or behind it, under the name of a code."""
        for numbers in self.rows.values():
            for number in numbers[1:]:
                field = self.labels.get(name_key(self.texts[numbers[0]].text))
                if field is not None and number not in self.holds and not self.texts[number].gone:
                    self.bind_field(field, number)
        for number, text in enumerate(self.texts):
            labelled = self.labelled(text) if self.free(number) else None
            if labelled is not None:
                place = self.bind_field(labelled[0], number)
                if place is not None:
                    self.instead[place] = labelled[1]

    def labelled(self, text: ReturnedText) -> tuple[str, str] | None:
        """The field and what is said of it in a paragraph that begins with its label, as those of a table do that was made into text."""
        if text.row is not None:
            return None
        tabbed = text.text.partition("\t")
        label, parted, rest = tabbed if tabbed[1] else text.text.partition(": ")
        field = self.labels.get(name_key(label)) if parted else None
        return (field, rest) if field is not None else None

    def bind_field(self, field: str, number: int) -> str | None:
        """Say that a text is a field of the code under whose name it stands."""
        code_id = self.nearest[number]
        place = code_place(code_id, field) if code_id is not None else ""
        if place not in self.contents or place in self.at:
            return None
        self.bind(place, number, "text")
        return place

    def bind_alike(self) -> None:
        """Take texts that have most words in common with the definition that a place has now."""
        lost: dict[str, Counter[str]] = {}
        holding: dict[str, list[str]] = defaultdict(list)
        for place in self.contents:
            spot = place_of(place)
            if place in self.at or place in self.gone or spot is None or spot.code_id is None:
                continue
            code = self.context.codes.get(spot.code_id)
            words = Counter(name_key(getattr(code, spot.field)).split()) if code and spot.field else Counter()
            if words.total() >= SHORTEST:
                lost[place] = words
                for word in words:
                    holding[word].append(place)
        if not lost:
            return
        for number, text in enumerate(self.texts):
            words = Counter(name_key(text.text).split())
            if words.total() < SHORTEST or not self.free(number) or self.is_known(text):
                continue
            near = Counter(
                place for word in words for place in holding.get(word, ())[:COMMON] if place not in self.at
            )
            shares = [
                (2 * (words & lost[place]).total() / (words.total() + lost[place].total()), place)
                for place, _ in near.most_common(5)
            ]
            share, place = max(shares, default=(0.0, ""))
            if share >= ALIKE:
                self.bind(place, number, "text")

    def is_known(self, text: ReturnedText) -> bool:
        """Whether a text was printed in the file when it was written, beside the places or at another one."""
        digest = text_hash(text.text)
        if digest[:16] in self.context.known or digest in self.by_hash or tokens_in(text.text):
            return True
        return self.context.review is None and text.text.startswith(self.openings)

    # --- what was found ----------------------------------------------------------------------------------------

    def found(self) -> Found:
        """Everything that the file says, in the order of the codebook and then of the file."""
        context = self.context
        edits, stale = self.edits()
        comments = list(self.comments())
        rows = [*edits, *self.taken_out(), *self.moved(), *self.written(), *self.asides(), *comments]
        recognised = context.review is not None or bool(self.at)
        if context.withdrawn:
            context.notes.append(
                f"{counted(context.withdrawn, 'comment')} on quotations of a respondent who withdrew "
                f"{'was' if context.withdrawn == 1 else 'were'} not brought in."
            )
        if stale:
            context.notes.append(
                f"{counted(len(stale), 'edit')} {'is of a text that' if len(stale) == 1 else 'are of texts that'} changed in the study since the file was written; look at both before accepting."
            )
        return Found(tuple(rows), recognised, frozenset(stale), context.withdrawn, tuple(context.notes))

    def edits(self) -> tuple[list[NewProposal], set[str]]:
        """Fields whose text is no longer that which the file was written with, once each; and the keys of stale ones."""
        context = self.context
        found: list[NewProposal] = []
        stale: set[str] = set()
        for place, base in self.contents.items():
            spot = place_of(place)
            if place not in self.at or spot is None:
                continue
            text = self.texts[self.at[place]]
            new = self.instead.get(place, text.text).strip()
            digest = text_hash(new)
            if digest == base or digest in context.given(place):
                continue
            if not spot.field and place in self.by_hash.get(digest, ()):
                continue
            if context.review is None:
                base = next((file[place] for file in context.exports if place in file), "")
            if not spot.field:
                row = self.edited_quotation(place, spot, text, new)
                found += [row] if row is not None else []
                continue
            assert spot.code_id is not None, "a field is a code's"
            code = context.heir(spot.code_id)
            what = FIELD_WORDS[spot.field]
            about = context.former(code, spot.code_id) if code is not None else ""
            if code is None:
                said = f"wrote as the {what} of a code that was deleted since: {new}"
                found.append(context.remark(said, Spot(), text))
                continue
            if spot.field == "name":
                new = " ".join(new.split())
                if code.id != spot.code_id or not new:
                    said = f"wrote as the name: {new}" if new else "took the name out"
                    found.append(context.remark(said, self.at_code(code.id, place), text, about))
                    continue
            old: str = getattr(code, spot.field)
            if settled(old) == settled(new):
                continue
            author, at = context.author(text)
            row = NewProposal(
                kind="edit",
                key=context.key("edit", place, settled(new)),
                matched=self.how[place],
                author=author,
                at=at,
                code_id=code.id,
                field=spot.field,
                old=old,
                new=new,
                about=about,
                base=base,
            )
            found.append(row)
            if row.base and text_hash(old) != row.base:
                stale.add(row.key)
        return found, stale

    def edited_quotation(self, place: str, spot: Place, text: ReturnedText, new: str) -> NewProposal | None:
        """A quotation that was edited in the file; None for one of a respondent who withdrew."""
        target = self.of_quotation(spot, self.how[place])
        if target is None:
            self.context.withdrawn += 1
            return None
        return self.context.remark(f"wrote in the place of the quotation: {new}", target, text)

    def at_code(self, code_id: int | None, place: str, field: str = "") -> Spot:
        """What stands at a place of a code."""
        return Spot(
            code_id, field=field, matched=self.how.get(place, "id" if self.context.trusted else "text")
        )

    def of_quotation(self, spot: Place, how: Matched) -> Spot | None:
        """A quotation of the file with the code it stands under; None where its respondent withdrew."""
        context = self.context
        assert spot.quotation is not None, "a place without a field holds a quotation"
        if context.is_withdrawn(spot.quotation):
            return None
        code = context.heir(spot.code_id) if spot.code_id is not None else None
        quotation = context.quotations.get(spot.quotation)
        document = quotation.document_id if quotation is not None else context.unanchored.get(spot.quotation)
        number = spot.quotation if quotation is not None else None
        if code is None and document is None:
            return Spot()
        return Spot(code.id if code is not None else None, number, document, matched=how)

    def taken_out(self) -> Iterator[NewProposal]:
        """Codes, fields and quotations that the file held and holds no more."""
        context = self.context
        if context.review is None:
            return
        places: dict[int, list[str]] = defaultdict(list)
        for place in self.contents:
            spot = place_of(place)
            if spot is not None and spot.code_id is not None:
                places[spot.code_id].append(place)
        missing = [
            code_id
            for code_id, own in places.items()
            if not any(place in self.at and not place.startswith("q") for place in own)
        ]
        untracked = [i for i in missing if not any(place in self.gone for place in places[i])]
        left_out = len(untracked) > 1 and len(untracked) >= MANY_LEFT_OUT * len(places)
        if left_out:
            context.notes.append(
                f"The file holds no more {len(untracked)} of the {len(places)} codes it was written with; they were taken for left out, not for proposed to go."
            )
        for code_id, own in places.items():
            code = context.heir(code_id)
            if code is None or code.id != code_id:
                continue
            if code_id in missing:
                if code_id not in untracked or not left_out:
                    yield context.remark(
                        "took the whole code out of the file",
                        self.at_code(code_id, ""),
                        self.text_gone(own),
                        code.name,
                    )
                continue
            for place in own:
                spot = place_of(place)
                if spot is None or place in self.at or self.contents[place] == EMPTY:
                    continue
                if spot.field:
                    said = f"took “{FIELD_WORDS[spot.field]}” out of the file"
                    yield context.remark(said, self.at_code(code_id, "", spot.field), self.text_gone([place]))
                elif (target := self.of_quotation(spot, "id")) is not None:
                    yield context.remark(
                        "took the quotation out from among the examples", target, self.text_gone([place])
                    )

    def moved(self) -> Iterator[NewProposal]:
        """Codes under another category than when the file was written, headings of another level, and fields and quotations at another code."""
        yield from self.moved_codes()
        yield from self.moved_levels()
        tables = self.codes_of_tables()
        for place in self.contents if self.context.review is not None else ():
            spot, number = place_of(place), self.at.get(place)
            if spot is None or spot.code_id is None or number is None or spot.field == "name":
                continue
            text = self.texts[number]
            beside = self.nearest[number]
            if spot.field:
                beside = tables.get(text.row[0]) if text.row is not None else None
            unsure = self.how[place] != "id" and len(self.by_hash[self.contents[place]]) > 1
            if beside in (None, spot.code_id) or unsure or code_place(spot.code_id, "name") not in self.at:
                continue
            other, code = self.context.heir(beside or 0), self.context.heir(spot.code_id)
            if other is None or code is None or other.id == code.id:
                continue
            if spot.field:
                target: Spot | None = self.at_code(code.id, place, spot.field)
                said = f"moved “{FIELD_WORDS[spot.field]}” to “{other.name}”"
            else:
                target = self.of_quotation(spot, self.how[place])
                said = f"moved the quotation to “{other.name}”"
            if target is not None:
                yield self.context.remark(said, target, text)

    def moved_codes(self) -> Iterator[NewProposal]:
        """Nodes of the code tree that stand under another one than when the file was written."""
        context = self.context
        if not context.order_is_known:
            return
        stands = {
            code_id: self.at[place]
            for code_id in context.order
            if (place := code_place(code_id, "name")) in self.at
        }
        in_file = sorted(stands, key=lambda code_id: stands[code_id])
        there = above(
            [each for each in context.order if code_place(each, "name") in self.contents], context.order
        )
        here = above(in_file, context.order)
        for code_id in in_file:
            code, over = context.heir(code_id), there[code_id]
            if code is None or here[code_id] == over or (over is not None and over not in stands):
                continue
            new = context.heir(here[code_id] or 0)
            old = context.heir(over or 0)
            if new is None and old is None:
                continue
            said = f"moved the {code.kind} " + (
                f"under “{new.name}”" if new is not None else f"out from under “{old.name if old else ''}”"
            )
            place = code_place(code_id, "name")
            yield context.remark(said, self.at_code(code.id, place), self.texts[self.at[place]])

    def moved_levels(self) -> Iterator[NewProposal]:
        """Headings of nodes whose level is not that which the file was written with."""
        context = self.context
        if not context.order_is_known:
            return
        shifts: dict[int, int] = {}
        for code_id, rank in context.order.items():
            number = self.at.get(code_place(code_id, "name"))
            if number is not None and self.texts[number].level:
                shifts[code_id] = self.texts[number].level - level_of(rank)
        counts = Counter(shifts.values())
        usual = 0 if 0 in counts or not counts else counts.most_common(1)[0][0]
        for code_id, shift in shifts.items():
            code = context.heir(code_id)
            if shift == usual or code is None:
                continue
            was = level_of(context.order[code_id]) + usual
            verb = "raised" if shift < usual else "lowered"
            said = f"{verb} the heading of the {code.kind} from level {was} to level {was + shift - usual}"
            place = code_place(code_id, "name")
            yield context.remark(said, self.at_code(code.id, place), self.texts[self.at[place]])

    def asides(self) -> Iterator[NewProposal]:
        """What was written in footnotes, endnotes and text boxes."""
        for each in self.context.returned.asides:
            if text_hash(each.text)[:16] in self.context.known or tokens_in(each.text):
                continue
            spot = self.spot_at(range(each.at, each.at + 1)) if each.at is not None else Spot()
            if spot is None:
                self.context.withdrawn += 1
            else:
                yield self.context.aside(each, spot)

    def text_gone(self, places: list[str]) -> ReturnedText | None:
        """The first of some places that was deleted while changes were tracked."""
        return next((self.texts[self.gone[place]] for place in places if place in self.gone), None)

    def written(self) -> Iterator[NewProposal]:
        """Texts that the file was not written with and that stand at no place."""
        told: set[tuple[int, int]] = set()
        for number, text in enumerate(self.texts):
            if text.row in told:
                continue
            numbers = self.rows[text.row] if text.row is not None else [number]
            fresh = [
                i
                for i in numbers
                if self.free(i) and self.texts[i].text.strip() and not self.is_known(self.texts[i])
            ]
            if not fresh:
                continue
            if text.row is not None:
                told.add(text.row)
                if len(fresh) < len(numbers) and not any(i in self.holds for i in numbers):
                    fresh = [i for i in numbers if self.texts[i].text.strip()]
            said = " | ".join(settled(self.texts[i].text) for i in fresh)
            beside = [place for i in numbers for place in self.holds.get(i, ())]
            spot = place_of(beside[0]) if beside else None
            code_id = self.nearest[fresh[0]] if not text.heading else None
            code = self.context.heir(code_id) if code_id is not None else None
            target = (
                self.at_code(
                    code.id,
                    beside[0] if beside else code_place(code_id or 0, "name"),
                    spot.field if spot else "",
                )
                if code is not None
                else Spot()
            )
            earlier = self.context.answered(fresh) if code is None else None
            if earlier is not None:
                target = self.context.spot_of_earlier(earlier)
            yield self.context.remark(f"wrote: {said}", target, self.texts[fresh[0]])

    def comments(self) -> Iterator[NewProposal]:
        """The comments of the file, but for those that it was written with."""
        context = self.context
        comments = context.returned.comments
        for number, comment in enumerate(comments):
            if context.is_ours(comment) or not comment.text.strip():
                continue
            root = comments[root_of(comments, number)]
            texts = comment.texts or root.texts
            earlier = context.answered(texts)
            spot = context.spot_of_earlier(earlier) if earlier is not None else self.spot_at(texts)
            if spot is None:
                context.withdrawn += 1
                continue
            yield context.comment(number, comment, spot, earlier=earlier)

    def spot_at(self, texts: Sequence[int]) -> Spot | None:
        """What a comment on some texts speaks of; None for the words of a respondent who withdrew."""
        if not self.withheld.isdisjoint(texts):
            return None
        for number in texts:
            places = self.holds.get(number, [])
            row = self.texts[number].row
            if not places and row is not None:
                places = [place for i in self.rows[row] for place in self.holds.get(i, ())]
            if not places:
                places = [place for place in self.texts[number].places if place in self.gone]
            for place in places:
                spot = place_of(place)
                if spot is None:
                    continue
                if spot.quotation is not None:
                    return self.of_quotation(spot, self.how.get(place, "id"))
                code = self.context.heir(spot.code_id) if spot.code_id is not None else None
                field = "" if spot.field == "name" else spot.field
                return self.at_code(code.id, place, field) if code is not None else Spot()
        for number in texts:
            code_id = self.nearest[number]
            code = self.context.heir(code_id) if code_id is not None else None
            if code is not None and code_id is not None:
                return self.at_code(code.id, code_place(code_id, "name"))
        return Spot()
