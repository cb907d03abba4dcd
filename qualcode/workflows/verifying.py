"""Checking a finished chapter: are its quotations what was said, by whom it says, and are the codes and counts those of the study."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import FileError
from qualcode.exchange.chapters import Chapter, ChapterParagraph, read_chapter
from qualcode.model.codings import Quotation
from qualcode.model.documents import Document
from qualcode.model.tables import ResultTable
from qualcode.model.verification import Finding, FindingKind, Passage, Verification, WordChange
from qualcode.study import Study
from qualcode.text.citations import Citation, Citations
from qualcode.text.excerpts import Excerpt, check_excerpt
from qualcode.text.passages import Candidate, Passages, printed_words
from qualcode.text.quoted import quoted
from qualcode.text.wording_diff import changes
from qualcode.workflows.chapter_claims import claims_in
from qualcode.workflows.overwriting import refuse_overwriting
from qualcode.workflows.results import statement_of, write_result_tables

__all__ = ["findings_table", "verify_chapter", "write_verification"]

ENOUGH = 4
"""Words from which on printed words are looked for in all interviews; fewer are only compared with the quotation that is cited."""
UNMARKED = 8
"""Words that a passage without quotation marks must have to be known as a quotation by its words alone."""
MOSTLY = 0.6
"""Part of the runs of three words of such a passage that must stand at one place of an interview."""
ALIKE = 0.3
"""Part of the runs of three words from which on a place is what the chapter meant to quote."""
ALIKE_WORDS = 0.5
"""Part of the printed words that a cited quotation must hold to be what the chapter meant to quote."""
NEAR = 90
"""Characters between a quotation and the citation behind it."""
AS_TABLE = (".csv", ".tsv", ".xlsx", ".parquet")
"""Files into which the check is written as a table."""
_FILE = re.compile(
    r"\.(?:docx?|dotx|odt|rtf|pdf|txt|md|html?|tex|csv|tsv|xlsx|json|ya?ml|png|svg|gexf|graphml|parquet|qualcode)$",
    re.IGNORECASE,
)
"""The end of a name of a file, which nobody said."""
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d[a-z]?\b")
_CODED = re.compile(r"\[[₀-₉]+|\][₀-₉]+")
"""Signs around coded passages in a transcript that is printed with its codes in the margin."""
_NUMBERED = re.compile(r"^\s*\d{1,5}[.\s]\s*(?:\d{1,2}(?::\d\d){1,2}\s+)?")
"""The number of a turn, and its time, before its words."""
_COMMAND = "qualcode "
"""How a command begins that a report names in quotation marks."""
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Printed:
    """Words of a chapter that may be a quotation."""

    paragraph: int
    texts: tuple[str, ...]
    """The words, and what they may be if signs within them are read otherwise; the first one unless another one was said."""
    cited: tuple[Citation, ...]
    marked: bool
    """Whether it is set off as a quotation, by signs, its style or its look."""
    loose: bool = False
    """Whether its look alone says that it is one."""
    literature: bool = False
    """Whether a year stands beside it, as in (Miovský, 2006)."""


@dataclass
class _Corpus:
    """What the study holds, ready to be compared."""

    documents: tuple[Document, ...]
    texts: list[str]
    """Of the documents in their order, then everything else that the study itself says."""
    quotations: dict[int, Quotation]
    unplaced: frozenset[int]
    study: Study
    passages: Passages = field(init=False)
    index: dict[int, int] = field(init=False)
    """Places in ``documents`` by id."""

    def __post_init__(self) -> None:
        self.passages = Passages(self.texts)
        self.index = {document.id: place for place, document in enumerate(self.documents)}
        spans: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for quotation in self.quotations.values():
            spans[self.index[quotation.document_id]].append((quotation.start, quotation.end, quotation.id))
        self._spans = {place: sorted(found) for place, found in spans.items()}
        self._longest = {place: max(end - start for start, end, _ in found) for place, found in spans.items()}
        turns = self.study.documents.all_turns()
        self._turns = {
            place: ([turn.start for turn in found], found)
            for place, document in enumerate(self.documents)
            if (found := turns.get(document.id, ()))
        }

    def passage(self, place: int, start: int, end: int, number: int | None = None) -> Passage:
        """Words of a document with all that says where they stand."""
        document = self.documents[place]
        starts, turns = self._turns.get(place, ([], ()))
        at = bisect_right(starts, start) - 1
        turn = turns[at].number if at >= 0 and start < turns[at].end else None
        if number is None:
            around = self.around(place, start, end)
            number = around[0] if around else None
        return Passage(document.case, document.name, start, end, self.texts[place][start:end], turn, number)

    def around(self, place: int, start: int, end: int) -> list[int]:
        """Numbers of the quotations that hold a span, the shortest first."""
        spans = self._spans.get(place, [])
        low = bisect_right(spans, (end - self._longest.get(place, 0) - 1, 0, 0))
        found = [
            (stop - begin, number)
            for begin, stop, number in spans[low : bisect_right(spans, (start, len(self.texts[place]), 0))]
            if stop >= end
        ]
        return [number for _, number in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place of a document where printed words were said."""

    place: int
    start: int
    end: int
    excerpt: Excerpt


def verify_chapter(study: Study, path: str | Path, *, coder: str | None = None) -> Verification:
    """Compare the quotations, citations, codes and counts of a chapter (docx, odt, md, txt) with the study; nothing is changed.

    Counts are compared with the codings of ``coder``, by default the primary one. Raises :class:`~qualcode.errors.FileError` for a file
    that cannot be read, and :class:`~qualcode.errors.NotFoundError` for an unknown coder.
    """
    chapter = read_chapter(path)
    corpus = corpus_of(study)
    cases = [case.label for case in study.cases.list()]
    citations = Citations(cases)
    cites = [citations.find(paragraph.text) for paragraph in chapter.paragraphs]
    printed = list(printed_in(chapter, cites))
    corpus.passages.index(text for each in printed for text in each.texts)
    found: list[tuple[int, Finding]] = []
    for each in printed:
        finding = judged(each, chapter.paragraphs[each.paragraph], corpus)
        if finding is not None:
            found.append((each.paragraph, finding))
    for number, paragraph in enumerate(chapter.paragraphs):
        found += [(number, finding) for finding in cited_faults(paragraph, cites[number], corpus)]
    claims, name = claims_in(study, chapter, coder)
    found += claims
    found.sort(key=lambda pair: pair[0])
    words = sum(len(paragraph.text.split()) for paragraph in chapter.paragraphs)
    findings = tuple(finding for _, finding in found)
    return Verification(chapter.name, len(chapter.paragraphs), words, findings, name, chapter.accepted)


def corpus_of(study: Study) -> _Corpus:
    """The interviews of a study, and behind them what else it says: definitions, translations, memos, questions, models."""
    documents = study.documents.list()
    texts = study.documents.texts()
    quotations = study.quotations.list()
    own = [
        *(text for q in quotations for text in (q.translation, q.condensed, q.memo)),
        *(
            text
            for c in study.codebook.tree()
            for text in (c.name, c.brief, c.full, c.when, c.when_not, c.example)
        ),
        *(memo.text for memo in study.memos.list()),
        *(text for (text,) in study.store.rows("SELECT text FROM questions ORDER BY number")),
        *(text for (text,) in study.store.rows("SELECT text FROM frameworks WHERE current = 1 ORDER BY id")),
        *(text for (text,) in study.store.rows("SELECT note FROM relations ORDER BY id")),
        *(text for (text,) in study.store.rows("SELECT label FROM events ORDER BY seq")),
        study.title,
    ]
    return _Corpus(
        documents,
        [*(texts[document.id] for document in documents), *(text for text in own if text.strip())],
        {quotation.id: quotation for quotation in quotations},
        frozenset(lost.number for lost in study.unanchored.list()),
        study,
    )


# --- what a chapter prints -----------------------------------------------------------------------------------------


def printed_in(chapter: Chapter, cites: Sequence[Sequence[Citation]]) -> Iterable[_Printed]:
    """Everything in a chapter that may be a quotation, in its order."""
    rows: dict[tuple[int, int], list[Citation]] = defaultdict(list)
    for paragraph, found in zip(chapter.paragraphs, cites, strict=True):
        if paragraph.cell is not None:
            rows[paragraph.cell[:2]] += [cite for cite in found if cite.numbers]
    alone = {row: tuple(found) for row, found in rows.items() if len(found) == 1}
    for number, paragraph in enumerate(chapter.paragraphs):
        beside = alone.get(paragraph.cell[:2], ()) if paragraph.cell is not None else ()
        marked = list(in_marks(number, paragraph, cites[number], beside))
        yield from marked
        if not marked and not paragraph.heading:
            yield from set_apart(number, paragraph, cites[number], beside)


def in_marks(
    number: int, paragraph: ChapterParagraph, cites: Sequence[Citation], beside: tuple[Citation, ...]
) -> Iterable[_Printed]:
    """What stands in quotation marks in a paragraph, each with the citations that belong to it."""
    text = paragraph.text
    marks = quoted(text)
    starts = [cite.start for cite in cites]
    for at, mark in enumerate(marks):
        before = marks[at - 1].end + 1 if at else 0
        after = marks[at + 1].start - 1 if at + 1 < len(marks) else len(text)
        near = cites[bisect_left(starts, before) : bisect_left(starts, after)]
        cited = cited_behind(text, mark.end, after, near) or cited_before(text, before, mark.start, near)
        if not cited and 2 * (mark.end - mark.start) > len(text.strip()):
            cited = beside
        texts = tuple(text[mark.start : end] for end in mark.ends)
        literature = bool(
            _YEAR.search(text[mark.end : min(after, mark.end + NEAR)])
            or _YEAR.search(text[max(before, mark.start - NEAR) : mark.start])
        )
        yield _Printed(number, texts, tuple(cited), True, literature=literature)


def cited_behind(text: str, end: int, limit: int, cites: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations that follow a quotation before another sentence begins."""
    found: list[Citation] = []
    at = end
    for cite in cites:
        if cite.start < end:
            continue
        between = text[at + (at == end) : cite.start]
        if (
            cite.start >= limit
            or len(between) > NEAR
            or (_SENTENCE_END.search(between) and not found)
            or (found and any(map(str.isalnum, between)))
        ):
            break
        found.append(cite)
        at = cite.end
    return tuple(found)


def cited_before(text: str, begin: int, start: int, cites: Sequence[Citation]) -> tuple[Citation, ...]:
    """The last citation before a quotation in its sentence, such as: R07 says: “…”."""
    for cite in reversed(cites):
        if begin <= cite.start and cite.end <= start:
            between = text[cite.end : start]
            return (cite,) if len(between) <= NEAR and not _SENTENCE_END.search(between) else ()
    return ()


def set_apart(
    number: int, paragraph: ChapterParagraph, cites: Sequence[Citation], beside: tuple[Citation, ...]
) -> Iterable[_Printed]:
    """A paragraph without quotation marks as one quotation, its citations left out."""
    kept = paragraph.text
    if _CODED.search(kept):
        kept = _CODED.sub("", kept)
        cites = ()
    ends = [cite for cite in cites if cite.numbers or paragraph.quote]
    if ends:
        first, last = ends[0], ends[-1]
        head, tail = kept[: first.start], kept[last.end :]
        kept = head if len(head.split()) >= len(tail.split()) else tail
    if not paragraph.quote:
        kept = _NUMBERED.sub("", kept)
    if len(kept.split()) < ENOUGH:
        return
    cited = tuple(ends) or beside
    yield _Printed(number, (kept.strip(),), cited, bool(paragraph.quote), paragraph.quote == "look")


# --- what the study says to it -------------------------------------------------------------------------------------


def cited_faults(
    paragraph: ChapterParagraph, cites: Sequence[Citation], corpus: _Corpus
) -> Iterable[Finding]:
    """Citations that lead nowhere: an unknown respondent, a number that is gone, or one of another respondent."""
    for cite in cites:
        if not cite.known:
            yield Finding("gone", paragraph.place, "", "verify.no_case", {"case": cite.case}, cite.labels)
            continue
        for number, label in zip(cite.numbers, cite.labels, strict=False):
            quotation = corpus.quotations.get(number)
            if quotation is None:
                reason = "verify.unplaced" if number in corpus.unplaced else "verify.no_quotation"
                yield Finding("gone", paragraph.place, "", reason, {"citation": label}, (label,))
                continue
            case = corpus.documents[corpus.index[quotation.document_id]].case
            if case != cite.case:
                values = {"citation": label, "right": f"{case}:{number}"}
                yield Finding("elsewhere", paragraph.place, "", "verify.wrong_case", values, (label,))


def judged(printed: _Printed, paragraph: ChapterParagraph, corpus: _Corpus) -> Finding | None:
    """What the study says to a quotation; None for words that are none."""
    numbers = [n for cite in printed.cited for n in cite.numbers if n in corpus.quotations]
    known = [cite for cite in printed.cited if cite.known]
    labels = tuple(label for cite in printed.cited for label in cite.labels)
    gone = any(n not in corpus.quotations for cite in printed.cited for n in cite.numbers) or len(
        known
    ) < len(printed.cited)
    base = Finding("verbatim", paragraph.place, one_line(printed.texts[0]), "", {}, labels)
    hit = None
    for text in printed.texts:
        words = printed_words(text)
        if len(words) < (1 if numbers else ENOUGH) or text.startswith(_COMMAND):
            continue
        hit = fitting(text, numbers, known, corpus)
        if hit is not None:
            return judged_hit(replace(base, printed=one_line(text)), hit, numbers, known, corpus)
        if (
            len(words) >= ENOUGH
            and (printed.marked or len(words) >= UNMARKED)
            and said_by_study(text, corpus)
        ):
            return (
                replace(base, kind="own", reason="verify.own", printed=one_line(text))
                if printed.marked
                else None
            )
    if gone:
        return None
    return judged_other(base, printed, numbers, known, corpus)


def judged_other(
    base: Finding, printed: _Printed, numbers: Sequence[int], known: Sequence[Citation], corpus: _Corpus
) -> Finding | None:
    """Words that nobody said just so: other words of a known place, or of none."""
    text = printed.texts[0]
    words = printed_words(text)
    if not words or (len(words) < ENOUGH and not numbers) or text.startswith(_COMMAND):
        return None
    best = best_candidate(text, known, corpus)
    share = best.share if best is not None else 0.0
    meant = meant_quotation(words, numbers, corpus)
    if not printed.marked and (len(words) < UNMARKED or share < MOSTLY):
        return None
    if len(words) < ENOUGH and meant is None:
        return None  # a term that stands beside a citation
    if best is not None and share >= ALIKE and (meant is None or best.text != meant[0]):
        found = check_excerpt(corpus.texts[best.text][best.start : best.end], text)
        return differing(
            base,
            text,
            corpus.passage(best.text, best.start + found.start, best.start + found.end),
            known,
            corpus,
        )
    if meant is not None:
        place, start, end, number = meant
        if best is not None and share >= ALIKE:
            start, end = min(start, best.start), max(end, best.end)
        found = check_excerpt(corpus.texts[place][start:end], text)
        return differing(
            base, text, corpus.passage(place, start + found.start, start + found.end, number), known, corpus
        )
    borne = meant_wording(words, numbers, corpus)
    if borne is not None:
        number, wording = borne
        pieces = tuple(
            WordChange(piece.kind, piece.text) for piece in changes(one_line(wording), one_line(text))
        )
        case = corpus.documents[corpus.index[corpus.quotations[number].document_id]].case
        values = {"citation": f"[{case}:{number}]"}
        return replace(base, kind="differs", reason="verify.differs_own", values=values, changes=pieces)
    if not printed.cited and (printed.loose or _FILE.search(text)):
        return None
    if printed.literature and not printed.cited:
        return replace(base, kind="literature", reason="verify.literature")
    return replace(base, kind="absent", reason="verify.absent_cited" if base.cited else "verify.absent")


def differing(
    base: Finding, text: str, passage: Passage, known: Sequence[Citation], corpus: _Corpus
) -> Finding:
    """A quotation with other words than were said, word by word."""
    said, shown = one_line(passage.words), one_line(text)
    pieces = tuple(WordChange(piece.kind, piece.text) for piece in changes(said, shown))
    reason = (
        "verify.differs"
        if not known or passage.case in {cite.case for cite in known}
        else "verify.differs_elsewhere"
    )
    values = {"citation": citation_of(passage), "cited": ", ".join(base.cited)}
    return replace(base, kind="differs", reason=reason, values=values, passage=passage, changes=pieces)


def judged_hit(
    base: Finding, hit: _Hit, numbers: Sequence[int], known: Sequence[Citation], corpus: _Corpus
) -> Finding:
    """A quotation whose words were said: in order, or under a wrong citation."""
    own = [n for n in numbers if overlaps(corpus.quotations[n], hit, corpus)]
    passage = corpus.passage(hit.place, hit.start, hit.end, own[0] if own else None)
    kind: FindingKind = "shortened" if hit.excerpt.marked else "verbatim"
    values = {"citation": citation_of(passage), "cited": ", ".join(base.cited)}
    if numbers and not own:
        same = passage.case in {cite.case for cite in known}
        reason = "verify.other_quotation" if same else "verify.other_case"
        return replace(base, kind="elsewhere", reason=reason, values=values, passage=passage)
    if known and not numbers and passage.case not in {cite.case for cite in known}:
        return replace(base, kind="elsewhere", reason="verify.other_case", values=values, passage=passage)
    reason = f"verify.{kind}" if base.cited or passage.quotation is None else f"verify.{kind}_uncited"
    return replace(base, kind=kind, reason=reason, values=values, passage=passage)


def fitting(text: str, numbers: Sequence[int], known: Sequence[Citation], corpus: _Corpus) -> _Hit | None:
    """Where printed words were said: in the cited quotations, in the interviews of who is cited, else anywhere."""
    for number in numbers:
        quotation = corpus.quotations[number]
        found = check_excerpt(quotation.text, text)
        if found.kind != "differs":
            place = corpus.index[quotation.document_id]
            return _Hit(place, quotation.start + found.start, quotation.start + found.end, found)
    if len(printed_words(text)) < ENOUGH:
        return None
    cases = {cite.case for cite in known}
    among = {place for place, document in enumerate(corpus.documents) if document.case in cases}
    hits = []
    for candidate in corpus.passages.candidates(text, among, most=5):
        if candidate.text >= len(corpus.documents):
            continue
        hit = read_at(text, candidate, corpus)
        if hit is not None:
            hits.append(hit)
    if not hits and any(sign in text for sign in ("…", "...", "---", "[")):
        places = {c.text for c in corpus.passages.candidates(text, among) if c.text < len(corpus.documents)}
        for place in sorted(places, key=lambda place: (place not in among, place)):
            hit = read_at(text, Candidate(place, 0, len(corpus.texts[place]), 1.0), corpus)
            if hit is not None:
                hits.append(hit)
                break
    if not hits:
        return None
    return min(
        hits,
        key=lambda hit: (
            not any(overlaps(corpus.quotations[n], hit, corpus) for n in numbers),
            hit.place not in among,
        ),
    )


def read_at(text: str, candidate: Candidate, corpus: _Corpus) -> _Hit | None:
    """Printed words read at one place of the corpus; None where they were not said there."""
    found = check_excerpt(corpus.texts[candidate.text][candidate.start : candidate.end], text)
    if found.kind == "differs":
        return None
    return _Hit(candidate.text, candidate.start + found.start, candidate.start + found.end, found)


def said_by_study(text: str, corpus: _Corpus) -> bool:
    """Whether words are the study's own, such as a translation, a definition or a memo."""
    return any(
        candidate.text >= len(corpus.documents) and read_at(text, candidate, corpus) is not None
        for candidate in corpus.passages.candidates(
            text, range(len(corpus.documents), len(corpus.texts)), most=3
        )
    )


def best_candidate(text: str, known: Sequence[Citation], corpus: _Corpus) -> Candidate | None:
    """The place of an interview that has most of the printed words."""
    cases = {cite.case for cite in known}
    among = {place for place, document in enumerate(corpus.documents) if document.case in cases}
    found = [c for c in corpus.passages.candidates(text, among) if c.text < len(corpus.documents)]
    return found[0] if found else None


def meant_quotation(
    words: Sequence[str], numbers: Sequence[int], corpus: _Corpus
) -> tuple[int, int, int, int] | None:
    """The cited quotation that has most of the printed words: place, start, end and number; None where none has enough of them."""
    best: tuple[float, int] | None = None
    for number in numbers:
        held = set(printed_words(corpus.quotations[number].text))
        share = sum(word in held for word in words) / len(words)
        if share >= ALIKE_WORDS and (best is None or share > best[0]):
            best = (share, number)
    if best is None:
        return None
    quotation = corpus.quotations[best[1]]
    return corpus.index[quotation.document_id], quotation.start, quotation.end, quotation.id


def meant_wording(words: Sequence[str], numbers: Sequence[int], corpus: _Corpus) -> tuple[int, str] | None:
    """The translation or condensed text of a cited quotation that has most of the printed words; None where none has enough of them."""
    best: tuple[float, int, str] | None = None
    for number in numbers:
        quotation = corpus.quotations[number]
        for wording in filter(None, (quotation.translation, quotation.condensed)):
            held = set(printed_words(wording))
            share = sum(word in held for word in words) / len(words)
            if share >= ALIKE_WORDS and (best is None or share > best[0]):
                best = (share, number, wording)
    return None if best is None else best[1:]


def overlaps(quotation: Quotation, hit: _Hit, corpus: _Corpus) -> bool:
    """Whether a quotation and a place share a character."""
    return (
        corpus.index[quotation.document_id] == hit.place
        and quotation.start < hit.end
        and hit.start < quotation.end
    )


def citation_of(passage: Passage) -> str:
    """How a passage is cited: case and quotation where it is one, else the case with the turn."""
    if passage.quotation is not None:
        return f"[{passage.case}:{passage.quotation}]"
    return f"[{passage.case}]"


def one_line(text: str) -> str:
    """Words on one line."""
    return " ".join(text.split())


def findings_table(study: Study, found: Verification) -> ResultTable:
    """The findings as a table with the statement of what they rest on."""
    from qualcode.reports.verification import place_in_words, reason_in_words
    from qualcode.reports.wording import Words

    w = Words("en")
    statement = statement_of(
        study, "verify", "quotation", {"chapter": found.chapter}, filter={"coder": found.coder}
    )
    rows = [
        (
            finding.kind,
            place_in_words(finding.place, w),
            finding.printed,
            ", ".join(finding.cited),
            reason_in_words(finding, w),
            finding.passage.case if finding.passage is not None else None,
            finding.passage.quotation if finding.passage is not None else None,
            one_line(finding.passage.words) if finding.passage is not None else None,
        )
        for finding in found.findings
    ]
    columns = ("finding", "place", "printed", "cited", "what", "case", "quotation", "said")
    return ResultTable("verify", columns, tuple(rows), statement)


def write_verification(
    study: Study,
    found: Verification,
    path: str | Path,
    *,
    language: str | None = None,
    template: str | Path | None = None,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write the check of a chapter as a report (docx, md, html, tex) or as a table (csv, tsv, xlsx, parquet), by suffix; gives the files.

    Raises :class:`~qualcode.errors.FileError` for another suffix, and where the file is the chapter itself or cannot be written.
    """
    from qualcode import __version__
    from qualcode.reports.verification import verification_report
    from qualcode.reports.wording import LANGUAGES, Words
    from qualcode.reports.writers import check_suffix, write

    file = Path(path)
    if file.name == found.chapter:
        raise FileError(f"{file.name} is the name of the chapter itself; give the check a name of its own.")
    if file.suffix.casefold() in AS_TABLE:
        return write_result_tables(study, file, [findings_table(study, found)])
    form = Path(template) if template is not None else None
    check_suffix(file, template=form)
    refuse_overwriting(study, file, template=form, overwrite=overwrite)
    w = Words(language if language is not None else study.language if study.language in LANGUAGES else "en")
    created = datetime.now(UTC).isoformat(timespec="seconds")
    report = verification_report(
        found, w, study=study.title, created=created, version=__version__, author=study.actor
    )
    write(report, file, template=form)
    study.results.record(findings_table(study, found).statement, file.name)
    return (file,)
