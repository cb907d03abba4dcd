"""What a file that came back says of the study: by the marks it bears, else by its words, else listed as it stands."""

from __future__ import annotations

from qualcode.exchange.review import Returned
from qualcode.model.reviews import Review
from qualcode.study import Study
from qualcode.workflows.returned_codebook import ReturnedCodebook
from qualcode.workflows.returned_context import Context, Found
from qualcode.workflows.returned_transcript import is_transcript, matched_transcript, no_longer_there

__all__ = ["matched"]


def matched(study: Study, returned: Returned, review: Review | None, *, trusted: bool) -> Found:
    """Match a file with the study; ``trusted`` says that its marks are those of this study.

    Raises :class:`~qualcode.errors.FileError` for a transcript that is not in the study any more.
    """
    context = Context(study, returned, review, trusted)
    if is_transcript(context):
        return matched_transcript(context)
    found = ReturnedCodebook(context).found()
    if trusted and review is None and not found.recognised and context.anybody_withdrew:
        raise no_longer_there(returned.name)
    return found
