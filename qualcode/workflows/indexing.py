"""Building the language index that follows an import, document by document."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Executor, Future

from qualcode.model.documents import Document
from qualcode.study import Study

__all__ = ["index_study"]

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and the name of the present one; may raise to cancel."""


def index_study(
    study: Study,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    only: Collection[int] | None = None,
) -> tuple[Document, ...]:
    """Index all documents that have no sound index of their present text and lemma corrections; each is stored as soon as it is done.

    An ``executor`` (a process pool, or an archive's cluster) does the work elsewhere; the results are stored here. Returns the
    documents that were indexed. ``only`` names the ids of documents that may be indexed. spaCy and the dictionaries are loaded by the first one.
    """
    wanted = {*study.language_indexes.missing(), *study.language_indexes.damaged()}
    missing = [study.documents.get(i) for i in sorted(wanted) if only is None or i in only]
    if not missing:
        return ()
    from qualcode.language.indexing import LanguageIndex, index_document

    own = {language: study.lemmas.overrides(language) for language in {d.language for d in missing}}

    def job(document: Document) -> tuple[str, list[tuple[int, int]], str, dict[str, str]]:
        speech = study.language_indexes.speech(document.id)
        return study.documents.text(document), speech, document.language, own[document.language]

    pending: dict[int, Future[LanguageIndex]] = {}
    if executor is not None:
        pending = {document.id: executor.submit(index_document, *job(document)) for document in missing}
    for n, document in enumerate(missing):
        if progress:
            progress(n, len(missing), document.name)
        index = pending[document.id].result() if executor is not None else index_document(*job(document))
        study.language_indexes.put(document.id, index)
    if progress:
        progress(len(missing), len(missing), "")
    return tuple(missing)
