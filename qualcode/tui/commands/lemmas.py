"""Correcting the lemma of the word at the caret; the language index is built again beside the screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.errors import InputError, NotFoundError
from qualcode.text.units import words

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

NO_WORD = "There is no word at the caret; move to one first."


def word_here(workspace: Workspace) -> tuple[str, str]:
    """The word form at the caret as the index has it, and its present lemma, empty where nothing is indexed yet.

    Raises :class:`~qualcode.errors.InputError` where there is no word.
    """
    passage, caret = workspace.passage, workspace.pane.caret
    if passage is None:
        raise InputError(NO_WORD)
    index = workspace.study.language_indexes.get(passage.document_id)
    if index is not None:
        k = bisect_right(index.starts, caret) - 1
        if k >= 0 and caret < index.starts[k] + index.lengths[k]:
            form = passage.text[index.starts[k] : index.starts[k] + index.lengths[k]]
            if any(c.isalnum() for c in form):
                return form, index.vocabulary[index.lemmas[k]]
        raise InputError(NO_WORD)
    begin = max(passage.text.rfind("\n", 0, caret) + 1, caret - 200)
    for start, end in words(passage.text, begin, min(len(passage.text), caret + 200)):
        if start <= caret < end:
            return passage.text[start:end], ""
    raise InputError(NO_WORD)


def _open(workspace: Workspace) -> None:
    form, lemma = word_here(workspace)
    assert workspace.passage is not None
    workspace.close_inputs()
    workspace.corrected = (form, workspace.passage.language)
    bar = workspace.lemma_bar
    bar.ask(f"lemma of “{form}”")
    bar.open(lemma)
    bar.say(f"in all documents in “{workspace.passage.language}”")
    workspace.show_context()


def _take(workspace: Workspace) -> None:
    form, language = workspace.corrected
    typed = workspace.lemma_bar.input.value.strip()
    study = workspace.study
    if typed:
        done = study.lemmas.set(form, typed, language)
        said = f"{done.form} → {done.lemma}; u takes it back"
    else:
        try:
            study.lemmas.remove(form, language)
            said = f"the dictionary holds again for {form}; u takes it back"
        except NotFoundError:
            said = f"the lemma of {form} is not corrected"
    workspace.close_inputs()
    workspace.say(said)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "lemma.correct": _open,
    "lemma.take": _take,
}
