"""Looking a study's codebook over."""

from __future__ import annotations

from qualcode.analysis.hygiene import Finding, hygiene
from qualcode.study import Study

__all__ = ["look_over"]


def look_over(study: Study) -> tuple[Finding, ...]:
    """The weak spots of a study's codebook, over the codings of all coders; see :func:`~qualcode.analysis.hygiene.hygiene`."""
    documents = study.documents.list()
    languages = dict.fromkeys([study.language, *(document.language for document in documents), "en"])
    return hygiene(
        study.codebook.tree(), study.codings.list(), documents=len(documents), languages=tuple(languages)
    )
