"""The round trip with a reviewer: a Word file out, its comments and edits back as proposals, decisions on them."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import FileError, InputError
from qualcode.model.reviews import NewProposal, Proposal, Review
from qualcode.study import Study
from qualcode.study.store.backups import study_id
from qualcode.study.store.history import now
from qualcode.text.counting import counted

if TYPE_CHECKING:
    from qualcode.model.codes import Code
    from qualcode.reports.review import ReviewedCode, ReviewFile, ReviewMaterial
    from qualcode.reports.wording import Words

__all__ = [
    "EXAMPLES",
    "ImportedReview",
    "accept",
    "answer",
    "codebook_file",
    "decline",
    "export_review",
    "import_review",
    "target_of",
]

EXAMPLES = 3
"""Quotations that are printed with each code."""


@dataclass(frozen=True, slots=True)
class ImportedReview:
    """What a file that came back held."""

    file: str
    review: Review | None
    """The file as it was written; None where the study does not know it."""
    found: tuple[NewProposal, ...]
    """What was new in it."""
    proposals: tuple[int, ...] = ()
    """Ids of the proposals that were kept, in the order of ``found``; empty in a dry run."""
    known: int = 0
    """Comments and edits that had been read before."""
    withdrawn: int = 0
    """Comments on passages of a respondent who withdrew, which are not brought in."""
    stale: int = 0
    """Edits of texts that changed in the study since the file was written."""
    notes: tuple[str, ...] = field(default=())
    """Sentences on what should be known of the file."""

    @property
    def comments(self) -> int:
        """New comments."""
        return sum(each.kind == "comment" for each in self.found)

    @property
    def edits(self) -> int:
        """New edits."""
        return sum(each.kind == "edit" for each in self.found)

    @property
    def unmatched(self) -> int:
        """New comments that speak of nothing that was found in the study."""
        return sum(each.matched == "none" for each in self.found)


# --- out ----------------------------------------------------------------------------------------------------------


def export_review(
    study: Study,
    path: Path | str,
    *,
    document: str | None = None,
    codes: Sequence[str] = (),
    coder: str | None = None,
    language: str | None = None,
    examples: int | None = None,
    template: Path | None = None,
) -> Review:
    """Write the codebook, or with ``document`` a coded transcript, as a Word file for a reviewer, and note in the study that it left.

    ``codes`` keeps the codebook to these nodes and all below them; ``coder`` says whose codings are shown (by default the primary
    coder's in a codebook, everybody's in a transcript); ``examples`` how many quotations stand with each code of a codebook
    (:data:`EXAMPLES` where it is None). Raises :class:`~qualcode.errors.InputError` for a file that is no ``.docx``
    for a file that exists, and for an unknown name, :class:`~qualcode.errors.FileError` where it cannot be written.
    """
    from qualcode.reports.wording import LANGUAGES, Words
    from qualcode.reports.writers import write

    path = Path(path)
    if path.suffix.lower() != ".docx":
        raise InputError(f"{path.name}: a file for a reviewer is a Word file; let its name end in .docx.")
    if path.exists():
        raise InputError(
            f"{path.name} exists already; choose another name, so that no comments of a reviewer are lost."
        )
    study.store.writable()
    w = Words(language if language is not None else study.language if study.language in LANGUAGES else "en")
    token = secrets.token_hex(4)
    if document is not None:
        if codes:
            raise InputError("Choose codes for the codebook, or a document for its transcript, not both.")
        if examples is not None:
            raise InputError(
                "--examples says how many quotations a codebook prints with each code; a transcript shows every coding. Leave it out, or leave out --document."
            )
        found = study.documents.get(document)
        written = transcript_file(study, found.id, w, token, coder)
        name, kind, of = f"the transcript “{found.name}”", "transcript", found.id
    else:
        written = codebook_file(study, w, token, codes, coder, EXAMPLES if examples is None else examples)
        name, kind, of = "the codebook", "codebook", None
    write(written.report, path, template=template)
    return study.reviews.add(
        "transcript" if kind == "transcript" else "codebook",
        token,
        path.name,
        written.contents,
        document_id=of,
        what=name,
    )


def codebook_file(
    study: Study,
    w: Words,
    token: str,
    codes: Sequence[str] = (),
    coder: str | None = None,
    examples: int = EXAMPLES,
) -> ReviewFile:
    """The codebook, or a part of it, as it goes to a reviewer."""
    from qualcode.reports.review import codebook_review

    tree = study.codebook.tree()
    wanted = {i for name in codes for i in study.codebook.below(study.codebook.get(name))}
    chosen = [code for code in tree if not codes or code.id in wanted]
    return codebook_review(material_of(study, token), reviewed(study, chosen, coder, examples), w)


def reviewed(study: Study, codes: Sequence[Code], coder: str | None, examples: int) -> list[ReviewedCode]:
    """Codes with their counts and, of every respondent in turn, their first quotations."""
    from qualcode.reports.review import Example, ReviewedCode

    languages = {document.id: document.language for document in study.documents.list()}
    states = {
        each.code_id: "changed" if each.state == "approved" and each.changed else each.state
        for each in study.signoffs.list()
    }
    whose = coder if coder is not None else study.coders.primary() if study.coders.list() else None
    by_code: dict[int, dict[str, dict[int, Example]]] = defaultdict(lambda: defaultdict(dict))
    for row in study.codings.list(coder=whose):
        by_code[row.code_id][row.case].setdefault(
            row.quotation, Example(row.quotation, row.case, row.text, languages[row.document_id])
        )
    found = []
    for code in codes:
        cases = by_code.get(code.id, {})
        rounds = [list(quotations.values()) for quotations in cases.values()]
        turns = max(map(len, rounds), default=0)
        in_turn = [own[n] for n in range(min(turns, examples)) for own in rounds if n < len(own)]
        found.append(
            ReviewedCode(
                code,
                sum(map(len, rounds)),
                len(cases),
                states.get(code.id, "draft"),
                tuple(in_turn[:examples]),
            )
        )
    return found


def transcript_file(study: Study, document_id: int, w: Words, token: str, coder: str | None) -> ReviewFile:
    """A coded transcript as it goes to a reviewer: codes and memos of coded passages, but not what the researcher noted elsewhere."""
    from qualcode.reports.choices import ReportChoices
    from qualcode.reports.review import transcript_review
    from qualcode.workflows.coded_texts import coded_texts

    name = study.documents.get(document_id).name
    (coded,) = coded_texts(study, coder=coder, choices=ReportChoices(documents=(name,)))
    return transcript_review(material_of(study, token), replace(coded, notes=()), study.codebook.tree(), w)


def material_of(study: Study, token: str) -> ReviewMaterial:
    """What every file for a reviewer needs of a study."""
    from qualcode.reports.review import ReviewMaterial

    earlier = tuple(each for each in study.proposals.list() if each.state != "open" or each.answer)
    respondents = len({document.case_id for document in study.documents.list()})
    return ReviewMaterial(study.title, now(), token, study_id(study.store.connection), respondents, earlier)


# --- back ---------------------------------------------------------------------------------------------------------


def import_review(
    study: Study, path: Path | str, *, dry_run: bool = False, anyway: bool = False
) -> ImportedReview:
    """Read what a reviewer said and changed in a Word file and keep it as proposals, as one change; nothing of it is applied.

    What was read before is not read again. With ``dry_run`` nothing is kept. Raises :class:`~qualcode.errors.FileError` for a file that
    is no sound Word document, that comes from another study (unless ``anyway``), or in which nothing speaks of this study.
    """
    from qualcode.exchange.review import read_returned
    from qualcode.workflows.returned import matched

    path = Path(path)
    returned = read_returned(path)
    review = study.reviews.find(returned.token)
    own = study_id(study.store.connection)
    if review is None and returned.identity not in ("", own) and not anyway:
        raise FileError(
            f"{path.name} was written for a reviewer from another study; read it into that one, or give --anyway to match it by its words alone."
        )
    found = matched(study, returned, review, trusted=review is not None or returned.identity == own)
    if not found.recognised and not anyway:
        raise FileError(
            f"{path.name} holds nothing that speaks of this study: no mark of a file for a reviewer, no name or definition of a code, no passage. "
            "Give the file that came back, or --anyway to keep its comments without a place."
        )
    there = study.proposals.known()
    fresh = tuple({row.key: row for row in reversed(found.proposals) if row.key not in there}.values())[::-1]
    ids: tuple[int, ...] = ()
    if fresh and not dry_run:
        study.store.writable()
        ids = study.proposals.add(
            fresh,
            file=path.name,
            review_id=review.id if review is not None else None,
            label=label_of(fresh, path.name),
        )
    stale = sum(each.kind == "edit" and each.key in found.stale for each in fresh)
    return ImportedReview(
        path.name,
        review,
        fresh,
        ids,
        len({row.key for row in found.proposals}) - len(fresh),
        found.withdrawn,
        stale,
        found.notes,
    )


def target_of(study: Study, proposal: NewProposal) -> str:
    """What something that is not kept yet speaks of, for people: the code, ``[R07:23]``, the document; empty where nothing was found."""
    codes = study.codebook.by_ids()
    parts = [codes[proposal.code_id].name] if proposal.code_id in codes else []
    document = study.documents.get(proposal.document_id) if proposal.document_id is not None else None
    if proposal.quotation_id is not None and document is not None:
        parts.append(f"[{document.case}:{proposal.quotation_id}]")
    return " ".join(parts) or (document.name if document is not None else "")


def label_of(rows: Sequence[NewProposal], file: str) -> str:
    """What the history says of an import."""
    from qualcode.study.proposals import named

    comments = sum(each.kind == "comment" for each in rows)
    edits = len(rows) - comments
    parts = [counted(comments, "comment")] if comments else []
    parts += [counted(edits, "edit")] if edits else []
    authors = list(dict.fromkeys(each.author for each in rows if each.author))
    by = (
        f" by {named(authors[0])}"
        if len(authors) == 1
        else f" by {len(authors)} reviewers"
        if authors
        else ""
    )
    return f"Read {' and '.join(parts)}{by} from “{file}”"


# --- decisions ----------------------------------------------------------------------------------------------------


def accept(
    study: Study, ids: Iterable[int], *, answer: str = "", as_memo: bool = False, anyway: bool = False
) -> tuple[Proposal, ...]:
    """See :meth:`qualcode.study.proposals.Proposals.accept`."""
    return study.proposals.accept(ids, answer=answer, as_memo=as_memo, anyway=anyway)


def decline(study: Study, ids: Iterable[int], answer: str = "") -> tuple[Proposal, ...]:
    """See :meth:`qualcode.study.proposals.Proposals.decline`."""
    return study.proposals.decline(ids, answer)


def answer(study: Study, proposal_id: int, text: str) -> Proposal:
    """See :meth:`qualcode.study.proposals.Proposals.answer`."""
    return study.proposals.answer(proposal_id, text)
