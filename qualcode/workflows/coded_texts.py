"""Gathering whole interviews with their codings for coded transcripts."""

from __future__ import annotations

from collections import Counter, defaultdict

from qualcode.errors import NotFoundError
from qualcode.model.codings import CodingRow
from qualcode.model.documents import Document
from qualcode.reports.choices import ReportChoices
from qualcode.reports.coded_texts import CodedText, PassageNote
from qualcode.study import Study
from qualcode.study.coders import ALL
from qualcode.text.names import name_key

__all__ = ["coded_texts"]


def coded_texts(
    study: Study, *, coder: str | None = None, choices: ReportChoices | None = None
) -> tuple[CodedText, ...]:
    """The interviews of a study in order, or those that ``choices`` name by document or by attributes of the case.

    All coders' codings unless ``coder`` names one; those of coders who code blind stay hidden from who looks. Where codes are chosen,
    only their codings are there, and where codes or a coder are, only notes on passages that bear one.
    Raises :class:`~qualcode.errors.NotFoundError` for an unknown document, code, attribute or coder.
    """
    wanted = choices or ReportChoices()
    documents = chosen_documents(study, wanted)
    hidden = study.blinds.hidden()
    named = coder is not None and name_key(coder) != ALL
    rows: dict[int, list[CodingRow]] = defaultdict(list)
    below = chosen_codes(study, wanted.codes)
    for row in study.codings.list(coder=coder if named else None):
        if not below or row.code_id in below:
            rows[row.document_id].append(row)
    bearing = {row.quotation for own in rows.values() for row in own}
    notes: dict[int, list[PassageNote]] = defaultdict(list)
    spans = {quotation.id: quotation for quotation in study.quotations.list()}
    for memo in sorted(study.memos.everywhere(), key=lambda memo: (memo.created, memo.id or 0)):
        quotation = spans.get(memo.target_id or 0) if memo.target == "quotation" else None
        if quotation is None or (quotation.id in bearing and memo.id is None):
            continue
        if quotation.id in bearing or not (below or named):
            notes[quotation.document_id].append(
                PassageNote(
                    quotation.id,
                    quotation.start,
                    quotation.end,
                    memo.kind,
                    memo.text,
                    memo.author,
                    memo.created,
                )
            )
    texts = study.documents.texts()
    turns = study.documents.all_turns()
    everything = study.documents.list()
    of_case = Counter(document.case_id for document in everything)
    ordinals: Counter[int] = Counter()
    ordinal: dict[int, int] = {}
    for document in everything:
        ordinals[document.case_id] += 1
        ordinal[document.id] = ordinals[document.case_id]
    return tuple(
        CodedText(
            case=document.case,
            ordinal=ordinal[document.id],
            several=of_case[document.case_id] > 1,
            language=document.language,
            words=document.words,
            text=texts[document.id],
            turns=turns.get(document.id, ()),
            codings=tuple(rows[document.id]),
            notes=tuple(notes[document.id]),
            withheld=bool(hidden) and not named,
            document_id=document.id,
        )
        for document in documents
    )


def chosen_documents(study: Study, choices: ReportChoices) -> tuple[Document, ...]:
    """The documents that the choices leave, in the order of the study."""
    found = study.documents.list()
    if choices.documents:
        ids = {study.documents.get(name).id for name in choices.documents}
        found = tuple(document for document in found if document.id in ids)
    if choices.attributes:
        asked = [(study.cases.attribute(name), value) for name, value in choices.attributes]
        cases = {
            case.id
            for case in study.cases.list()
            if all(name_key(case.attributes.get(name, "")) == name_key(value) for name, value in asked)
        }
        found = tuple(document for document in found if document.case_id in cases)
        if not found:
            said = ", ".join(f"{name}={value}" for name, value in choices.attributes)
            raise NotFoundError(
                f"No interview has {said}; list the attributes with: qualcode documents {study.path.name}"
            )
    return found


def chosen_codes(study: Study, names: tuple[str, ...]) -> frozenset[int]:
    """Ids of the codes named and of all below them; empty where none is named."""
    return frozenset(i for name in names for i in study.codebook.below(study.codebook.get(name)))
