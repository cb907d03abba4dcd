"""A coded transcript that came back: comments on passages, replies to codings, and whatever was written into the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from qualcode.errors import FileError
from qualcode.exchange.review import ReturnedComment, ReturnedText
from qualcode.model.documents import Document
from qualcode.model.review_marks import OTHERS, place_of, tokens_in
from qualcode.model.reviews import NewProposal
from qualcode.study import Study
from qualcode.study.reviews import settled, text_hash
from qualcode.text.counting import counted
from qualcode.workflows.returned_context import Context, Found, Spot, root_of

__all__ = ["is_transcript", "matched_transcript", "no_longer_there"]

CITED = re.compile(r"(.+) \[[^\[\]]+:(\d{1,15})\]")
"""The first line of a comment that a transcript is written with: code and citation."""
MOST = 0.5
"""Share of what was said by others than interviewers, in characters, of which a file must hold more to be known by its words."""
AT_MOST = 3
"""Stretches that can stand before the words of a turn: its number and its time."""
NEAR = 50
"""Lines in a row that an edited paragraph is compared with."""
MANY_LEFT_OUT = 0.5
"""Share of the lines, or of the comments on codings, from which on those that are missing were left out of the file, not taken out."""


def is_transcript(context: Context) -> bool:
    """Whether a file holds a transcript, by what is known of it, by its marks, or by its words."""
    if context.review is not None:
        return context.review.kind == "transcript"
    marked = [place_of(place) for text in context.returned.texts for place in text.places]
    if marked:
        return all(each is not None and each.code_id is None for each in marked)
    return is_titled(context) or document_by_words(context) is not None


def is_titled(context: Context) -> bool:
    """Whether a file without a single marked passage says of itself that it is a transcript of this study."""
    from qualcode.reports.wording import LANGUAGES, Words

    titles = tuple(Words(language)("review.transcript.title", case="") for language in LANGUAGES)
    return context.trusted and any(text.before.startswith(titles) for text in context.returned.texts)


def document_by_words(context: Context) -> Document | None:
    """The document most of which a file holds, the interviewers' questions left aside, since others were asked the same; None where there is none."""
    returned = context.returned.texts
    lines = {
        line for text in returned for words in (text.text, text.before) for line in without_number(words)
    }
    best: tuple[int, Document] | None = None
    for document in context.study.documents.list():
        own = answers(context.study, document)
        shared = sum(map(len, own & lines))
        if shared > MOST * sum(map(len, own)) and (best is None or shared > best[0]):
            best = shared, document
    return best[1] if best is not None else None


def answers(study: Study, document: Document) -> set[str]:
    """The lines of a document that others than interviewers said; all of them where nobody else is known to speak."""
    text = study.documents.text(document)
    said = [text[t.start : t.end] for t in study.documents.turns(document) if t.role != "interviewer"]
    return {settled(line) for part in said or [text] for line in part.split("\n")} - {""}


def without_number(text: str) -> Iterator[str]:
    """A paragraph as it stands, and without what a file puts before the words of a turn."""
    yield settled(text)
    for cut in cuts(text):
        yield settled(text[cut:])


def cuts(text: str) -> Iterator[int]:
    """Where the words of a turn may begin behind its number and time."""
    found = re.match(r"\s*\d+(?:–\d+)?\t", text)
    if found is not None:
        yield found.end()
        time = re.match(r"\d+:\d\d(?::\d\d)?\s+", text[found.end() :])
        if time is not None:
            yield found.end() + time.end()


def matched_transcript(context: Context) -> Found:
    """Match a transcript; raises :class:`~qualcode.errors.FileError` where it is not in the study any more."""
    document = document_of(context)
    found = _Transcript(context, document)
    comments = list(found.comments())
    rows = [*comments, *found.written(), *found.taken_out(), *found.asides()]
    if context.withdrawn:
        context.notes.append(
            f"{counted(context.withdrawn, 'comment')} on quotations of a respondent who withdrew "
            f"{'was' if context.withdrawn == 1 else 'were'} not brought in."
        )
    return Found(tuple(rows), True, frozenset(), context.withdrawn, tuple(context.notes))


def document_of(context: Context) -> Document:
    """The document that a file holds."""
    study = context.study
    if context.review is not None and context.review.document_id is not None:
        return study.documents.get(context.review.document_id)
    votes: Counter[int] = Counter()
    if context.trusted:
        for text in context.returned.texts:
            for place in text.places:
                spot = place_of(place)
                quotation = context.quotations.get(spot.quotation or 0) if spot is not None else None
                if quotation is not None:
                    votes[quotation.document_id] += 1
    if votes:
        return study.documents.get(votes.most_common(1)[0][0])
    document = document_by_words(context)
    if document is None:
        raise no_longer_there(context.returned.name)
    return document


def no_longer_there(name: str) -> FileError:
    """The error for a file of this study whose transcript went."""
    return FileError(
        f"{name} holds a transcript that is not in the study, or whose respondent withdrew; nothing was brought in."
    )


class _Transcript:
    """Matching of one transcript."""

    def __init__(self, context: Context, document: Document) -> None:
        self.context = context
        self.document = document
        self.text = context.study.documents.text(document)
        self.texts = context.returned.texts
        self.lines: list[tuple[int, int]] = []
        """Start and end of every line of the text."""
        at = 0
        for line in self.text.split("\n"):
            self.lines.append((at, at + len(line)))
            at += len(line) + 1
        self.placed: dict[int, tuple[int, int, bool]] = {}
        """By number of a paragraph its line, where the words of the line begin in it, and whether they are just those."""
        self.align()
        base = context.review.contents.get("text") if context.review is not None else None
        if base is not None and base != text_hash(self.text):
            context.notes.append(
                f"“{document.name}” was corrected since the file was written; comments were placed by their words, and whether a whole turn was taken out cannot be told."
            )
        self.same = base is not None and base == text_hash(self.text)
        """Whether the text is that which the file was written with."""

    def align(self) -> None:
        """Find the line of every paragraph, in the order of the text."""
        by_words: dict[str, list[int]] = defaultdict(list)
        for number, (start, end) in enumerate(self.lines):
            words = settled(self.text[start:end])
            if words:
                by_words[words].append(number)
        last = -1
        for number, text in enumerate(self.texts):
            for whole, words in ((True, text.text), (False, text.before)):
                hit = self.line_of(words, by_words, last)
                if hit is not None:
                    last = max(last, hit[0])
                    self.placed[number] = (*hit, whole)
                    break
        self.fill_gaps()

    def line_of(self, text: str, by_words: dict[str, list[int]], last: int) -> tuple[int, int] | None:
        """The line with the words of a paragraph, behind the last one found where it occurs more than once, and where they begin."""
        for cut in (*cuts(text), 0):
            found = by_words.get(settled(text[cut:]), ())
            if found:
                behind = next((line for line in found if line > last), found[0])
                return behind, cut
        return None

    def fill_gaps(self) -> None:
        """Paragraphs whose words were edited: the line between those of their neighbours, where it is the only one."""
        taken = {line for line, _, _ in self.placed.values()}
        for number, text in enumerate(self.texts):
            before = self.placed.get(number - 1)
            if number in self.placed or before is None or not text.text.strip() or text.row is not None:
                continue
            cut = next(cuts(text.text), None)
            open_lines: list[int] = []
            for line in range(before[0] + 1, len(self.lines)):
                if line in taken:
                    break
                if self.lines[line][0] < self.lines[line][1]:
                    open_lines.append(line)
            if open_lines and cut is not None:
                line = self.most_alike(text.text[cut:], open_lines[:NEAR])
                taken.add(line)
                self.placed[number] = (line, cut, False)

    def most_alike(self, text: str, lines: Sequence[int]) -> int:
        """The line with the most words in common with a text, the first one where several have as many."""
        words = Counter(text.split())
        return max(
            lines, key=lambda line: (words & Counter(self.text[slice(*self.lines[line])].split())).total()
        )

    # --- comments ----------------------------------------------------------------------------------------------

    def comments(self) -> Iterator[NewProposal]:
        """The comments of the file, but for those that it was written with."""
        context = self.context
        comments = context.returned.comments
        for number, comment in enumerate(comments):
            if self.is_ours(comment) or not comment.text.strip():
                continue
            root = comments[root_of(comments, number)]
            earlier = context.answered(comment.texts or root.texts)
            if earlier is not None:
                yield context.comment(number, comment, context.spot_of_earlier(earlier), earlier=earlier)
                continue
            spot = self.spot_of(comment, root if root is not comment and self.is_ours(root) else None)
            if spot is None:
                context.withdrawn += 1
                continue
            yield context.comment(number, comment, spot, self.without_head(comment))

    @cached_property
    def ours(self) -> frozenset[str]:
        """Short hashes of the comments that the file was written with, or would be written with now."""
        if self.context.review is not None:
            return self.context.known
        from qualcode.reports.wording import LANGUAGES, Words
        from qualcode.workflows.reviewing import transcript_file

        made = (
            transcript_file(self.context.study, self.document.id, Words(language), "0" * 8, None)
            for language in LANGUAGES
        )
        return frozenset(each for file in made for each in file.contents[OTHERS].split())

    def is_ours(self, comment: ReturnedComment) -> bool:
        """Whether a comment is one that the file was written with."""
        return text_hash(comment.text)[:16] in self.ours

    def without_head(self, comment: ReturnedComment) -> str:
        """What a comment says; of one of ours that was edited without the line that names the code."""
        head, _, rest = comment.text.partition("\n")
        if comment.parent is None and self.cited(head) is not None and rest.strip():
            return rest.strip()
        return comment.text

    def cited(self, line: str) -> tuple[int | None, int] | None:
        """Code and quotation in the first line of a comment of ours; None for any other line."""
        found = CITED.fullmatch(line.strip())
        if found is None:
            return None
        name = found[1]
        code = self.context.study.codebook.find(name)
        code_id = code.id if code is not None else self.context.heirs.get(text_hash(name))
        number = int(found[2])
        known = number in self.context.quotations or number in self.context.unanchored
        return (code_id, number) if code_id is not None or known else None

    def spot_of(self, comment: ReturnedComment, answered: ReturnedComment | None) -> Spot | None:
        """What a comment speaks of; None for a passage that went when its respondent withdrew."""
        context = self.context
        how = "id" if context.trusted else "text"
        head = (answered if answered is not None else comment).text.partition("\n")[0]
        cited = self.cited(head) if comment.parent is None or answered is not None else None
        code_id = cited[0] if cited is not None else None
        number = cited[1] if cited is not None else self.passage(comment)
        if number is not None:
            if context.is_withdrawn(number):
                return None
            quotation = context.quotations.get(number)
            if quotation is not None and quotation.document_id == self.document.id:
                if code_id is None and settled(comment.about) == settled(quotation.text):
                    code_id = self.only_code.get(number)
                return Spot(code_id, number, self.document.id, matched="id" if how == "id" else "text")
        span = self.span_of(comment)
        if span is None:
            return Spot(code_id, None, self.document.id, matched="text")
        same = self.by_span.get(span)
        if same is not None:
            return Spot(code_id or self.only_code.get(same), same, self.document.id, matched="text")
        return Spot(code_id, None, self.document.id, span, matched="text")

    @cached_property
    def only_code(self) -> dict[int, int]:
        """The codes of quotations that bear a single one: a comment on the whole of such a passage speaks of it, also where the thread is lost."""
        codes: dict[int, set[int]] = defaultdict(set)
        for row in self.context.study.codings.list(document=self.document):
            codes[row.quotation].add(row.code_id)
        return {number: next(iter(own)) for number, own in codes.items() if len(own) == 1}

    @cached_property
    def by_span(self) -> dict[tuple[int, int], int]:
        """Numbers of the quotations of the document by where they lie."""
        return {
            (each.start, each.end): each.id
            for each in self.context.quotations.values()
            if each.document_id == self.document.id
        }

    def passage(self, comment: ReturnedComment) -> int | None:
        """The shortest marked passage that holds the words of a comment."""
        if not self.context.trusted:
            return None
        for place in comment.passages:
            spot = place_of(place)
            if spot is not None and spot.quotation is not None:
                return spot.quotation
        return None

    def span_of(self, comment: ReturnedComment) -> tuple[int, int] | None:
        """Where the words of a comment lie in the text of the document."""
        if not comment.texts:
            return None
        first, last = comment.texts[0], comment.texts[-1]
        if first in self.placed and last in self.placed:
            line, cut, whole = self.placed[first]
            other, other_cut, other_whole = self.placed[last]
            if whole and other_whole and line <= other:
                start, end = self.lines[line]
                stop, limit = self.lines[other]
                found = trimmed(
                    self.text,
                    min(start + max(0, comment.offset - cut), end),
                    min(stop + max(0, comment.stop - other_cut), limit),
                )
                if found is not None:
                    return found
            near = trimmed(self.text, self.lines[min(line, other)][0], self.lines[max(line, other)][1])
            about = self.once(settled(comment.about), near)
            return about or near
        return self.once(settled(comment.about), (0, len(self.text)))

    def once(self, words: str, within: tuple[int, int] | None) -> tuple[int, int] | None:
        """Where words stand in a part of the text, if they do exactly once."""
        if not words or within is None:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        hits = [match.span() for match in pattern.finditer(self.text, *within)]
        return hits[0] if len(hits) == 1 else None

    # --- what was written into the text ------------------------------------------------------------------------

    def written(self) -> Iterator[NewProposal]:
        """What was inserted, struck out or rewritten in the text: told, since a review never changes a transcript."""
        edited = 0
        for number, text in enumerate(self.texts):
            placed = self.placed.get(number)
            if (placed is not None and placed[2]) or self.is_known(text):
                continue
            said = self.told(text)
            if not said:
                continue
            edited += 1
            span = None
            if placed is not None:
                span = trimmed(self.text, *self.lines[placed[0]])
            yield self.context.remark(said, Spot(None, None, self.document.id, span, matched="text"), text)
        if edited:
            self.context.notes.append(
                f"The text itself was edited in {counted(edited, 'place')}; this is listed, and the transcript stays as it is. "
                "Correct it with: qualcode document edit."
            )

    def taken_out(self) -> Iterator[NewProposal]:
        """Turns that the file holds no more, and the comments of codings that somebody deleted."""
        if self.context.review is None:
            return
        gone = self.lines_gone() if self.same else []
        yield from self.turns_taken_out(gone)
        yield from self.codings_taken_out(
            [span for first, last in gone if (span := self.stretch(first, last))]
        )

    def stretch(self, first: int, last: int) -> tuple[int, int] | None:
        """Where lines lie in the text, without white space at their ends."""
        return trimmed(self.text, self.lines[first][0], self.lines[last][1])

    def lines_gone(self) -> list[tuple[int, int]]:
        """First and last of the lines in a row that the file holds no more, not even within another paragraph."""
        there = {line for line, _, _ in self.placed.values()}
        elsewhere = "\n".join(
            settled(f"{text.text}\n{text.before}")
            for number, text in enumerate(self.texts)
            if number not in self.placed or not self.placed[number][2]
        )
        said = [number for number, (start, end) in enumerate(self.lines) if self.text[start:end].strip()]
        missing = {
            number
            for number in said
            if number not in there and settled(self.text[slice(*self.lines[number])]) not in elsewhere
        }
        if len(missing) > 1 and len(missing) >= MANY_LEFT_OUT * len(said):
            self.context.notes.append(
                f"The file holds no more {len(missing)} of the {len(said)} paragraphs of the transcript; they were taken for left out."
            )
            return []
        runs: list[tuple[int, int]] = []
        follows = False
        for number in said:
            if number in missing:
                runs[-1:] = [(runs[-1][0], number)] if follows else [*runs[-1:], (number, number)]
            follows = number in missing
        return runs

    def turns_taken_out(self, gone: Sequence[tuple[int, int]]) -> Iterator[NewProposal]:
        """Whole paragraphs of the text that somebody deleted without tracking it."""
        for first, last in gone:
            span = self.stretch(first, last)
            if span is not None:
                said = f"took out of the text: {settled(self.text[slice(*span)])}"
                yield self.context.remark(
                    said, Spot(None, None, self.document.id, span, matched="text"), None
                )

    def codings_taken_out(self, gone: Sequence[tuple[int, int]]) -> Iterator[NewProposal]:
        """Codings whose comment somebody deleted, but for those on words that went with it."""
        context = self.context
        sent = self.codings_sent()
        there = {text_hash(comment.text)[:16] for comment in context.returned.comments}
        heads = {self.cited(comment.text.partition("\n")[0]) for comment in context.returned.comments}
        coders = frozenset(context.study.coders.list())
        edited = {
            self.passage(comment)
            for comment in context.returned.comments
            if comment.parent is None and comment.author in coders and not self.is_ours(comment)
        }
        missing: list[tuple[int, int | None, int]] = []
        for place, digests in sent.items():
            spot = place_of(place)
            if spot is None or spot.quotation is None or spot.code_id is None or spot.quotation in edited:
                continue
            code = context.heir(spot.code_id)
            code_id = code.id if code is not None else None
            if there.isdisjoint(digests.split()) and heads.isdisjoint(
                ((code_id, spot.quotation), (None, spot.quotation))
            ):
                missing.append((spot.code_id, code_id, spot.quotation))
        if len(missing) > 1 and len(missing) >= MANY_LEFT_OUT * len(sent):
            context.notes.append(
                f"The file holds no more {len(missing)} of the {len(sent)} comments on codings that it was written with; they were taken for lost, not for deleted."
            )
            return
        for _, code_id, number in sorted(missing, key=lambda each: (each[2], each[0])):
            quotation = context.quotations.get(number)
            if context.is_withdrawn(number) or (
                quotation is not None
                and any(start <= quotation.start and quotation.end <= end for start, end in gone)
            ):
                continue
            code = context.codes.get(code_id) if code_id is not None else None
            what = f"the code “{code.name}”" if code is not None else "a code that was deleted since"
            here = quotation is not None and quotation.document_id == self.document.id
            yield context.remark(
                f"took out the comment with {what}",
                Spot(code_id, number if here else None, self.document.id, matched="id"),
                None,
                quotation.text if quotation is not None and here else "",
            )

    def codings_sent(self) -> dict[str, str]:
        """Hashes of the comments that the file was written with, by code and quotation; of an older file, which does not say them, those it would have now."""
        assert self.context.review is not None, "what was sent is known of a known file alone"
        told = coding_places(self.context.review.contents)
        if told or self.context.review.contents.get(OTHERS) is None:
            return told
        from qualcode.reports.wording import LANGUAGES, Words
        from qualcode.workflows.reviewing import transcript_file

        for language in LANGUAGES:
            made = transcript_file(self.context.study, self.document.id, Words(language), "0" * 8, None)
            for place, digests in coding_places(made.contents).items():
                if not self.ours.isdisjoint(digests.split()):
                    told[place] = digests
        return told

    def asides(self) -> Iterator[NewProposal]:
        """What was written in footnotes, endnotes and text boxes."""
        for each in self.context.returned.asides:
            if text_hash(each.text)[:16] in self.ours or tokens_in(each.text):
                continue
            placed = self.placed.get(each.at) if each.at is not None else None
            span = self.stretch(placed[0], placed[0]) if placed is not None else None
            yield self.context.aside(each, Spot(None, None, self.document.id, span, matched="text"))

    def is_known(self, text: ReturnedText) -> bool:
        """Whether a paragraph was printed in the file when it was written."""
        words = text.before if text.gone else text.text
        if text_hash(words)[:16] in self.ours or tokens_in(words):
            return True
        return self.context.review is None and words.startswith(f"{self.context.study.title}, ")

    def told(self, text: ReturnedText) -> str:
        """What was done to a paragraph of the text, in words."""
        if text.inserted or text.deleted:
            parts = [f"wrote: {text.inserted}"] if text.inserted else []
            parts += [f"struck out: {text.deleted}"] if text.deleted else []
            return "; ".join(parts)
        return f"wrote: {settled(text.text)}" if text.text.strip() else ""


def coding_places(contents: dict[str, str]) -> dict[str, str]:
    """The codings among the places of a transcript."""
    return {
        place: digests
        for place, digests in contents.items()
        if (spot := place_of(place)) is not None and None not in (spot.code_id, spot.quotation)
    }


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A span without white space at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
