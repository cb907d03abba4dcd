"""Suggestions: codes for the passage at the caret, more passages like it or like a code; applied only by a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.suggestions import CodeSuggestion, KeyPhrase, SimilarPassage
from qualcode.study import Study
from qualcode.tui.actions import key_name
from qualcode.tui.commands import coding
from qualcode.tui.commands.importing import index_job
from qualcode.tui.widgets.pick_list import PickList
from qualcode.tui.widgets.suggestion_list import Key, SuggestionList

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "answer_picks", "answer_side", "ask", "indexed", "take_suggestion"]

NOTHING = "There are no words here; move to a turn first."
LOOKING = "looking for suggestions; once more when they are there"
BUILDING = "building the language index first; ask again when it is ready"
NO_SUGGESTION = "No code shares a telling word with this passage."


def passage_here(workspace: Workspace) -> Key | None:
    """The passage that suggestions are for: the selection, else the sentence at the caret, without labels."""
    if workspace.passage is None:
        return None
    span = workspace.pane.target or workspace.pane.passage_to_code()
    span = None if span is None else workspace.passage.without_labels(span)
    return None if span is None else (workspace.passage.document_id, *span)


def ask(workspace: Workspace) -> None:
    """Ask for suggestions for the passage at the caret, unless those shown are for it."""
    key = passage_here(workspace)
    side = workspace.suggestions
    if key is None:
        side.show(None, ())
        return
    if key == side.key:
        return
    keys = next((action.keys for action in workspace.actions if action.id == "suggestion.first"), ())
    side.hint = key_name(keys[0]) if keys else " "
    coder = workspace.coder

    def question(study: Study) -> tuple[CodeSuggestion, ...]:
        from qualcode.workflows.suggesting import suggest_codes

        return suggest_codes(study, key[0], key[1:], coder=coder)

    def answer(found: Sequence[CodeSuggestion] | None, note: str) -> None:
        side.post_message(SuggestionList.Answered(key, found or (), note))

    workspace.suggester.ask("side", question, answer)


def answer_side(workspace: Workspace, message: SuggestionList.Answered) -> None:
    """Show what was found, if the caret is still there."""
    if message.key == passage_here(workspace):
        workspace.suggestions.show(message.key, message.found, message.note or NO_SUGGESTION)


def _first(workspace: Workspace) -> None:
    key = passage_here(workspace)
    if key is None:
        raise InputError(NOTHING)
    side = workspace.suggestions
    if side.key != key:
        ask(workspace)
        workspace.say(LOOKING)
    elif not side.found:
        workspace.say(side.note or NO_SUGGESTION)
    elif _hidden(workspace) and side.named != (key, side.found[0].code_id):
        side.named = (key, side.found[0].code_id)
        workspace.say(f"{side.hint} once more applies: {side.found[0].code}")
    else:
        take_suggestion(workspace, side.found[0])


def _hidden(workspace: Workspace) -> bool:
    """Whether the side pane has no room, so that nobody has seen what would be applied."""
    return not workspace.suggestions.region


def take_suggestion(workspace: Workspace, suggestion: CodeSuggestion) -> None:
    """Apply a suggested code under the name that it has now."""
    coding.apply(workspace, workspace.study.codebook.by_id(suggestion.code_id).name)


def indexed(workspace: Workspace) -> bool:
    """Whether all documents have a language index; starts building it where they have not."""
    study = workspace.study
    if not study.language_indexes.missing():
        return True
    if workspace.job is None:
        workspace.start_job(index_job(study.path, study.actor))
    workspace.say(BUILDING)
    return False


def _upper(workspace: Workspace, start: int) -> bool:
    pane = workspace.pane
    row = pane.layout_of_text.row_of(start) - pane.scroll_offset.y
    return row > pane.scrollable_content_region.height // 2


def _open_list(workspace: Workspace) -> None:
    key = passage_here(workspace)
    if key is None:
        raise InputError(NOTHING)
    if not indexed(workspace):
        return
    coder, picks = workspace.coder, workspace.picks
    asked = object()
    workspace.close_inputs()
    workspace.pane.set_target(key[1:])
    picks.open("suggestions", asked, "Suggested codes", _upper(workspace, key[1]))
    workspace.show_context()

    def question(study: Study) -> tuple[CodeSuggestion, ...]:
        from qualcode.workflows.suggesting import suggest_codes

        return suggest_codes(study, key[0], key[1:], coder=coder)

    def answer(found: Sequence[CodeSuggestion] | None, note: str) -> None:
        picks.post_message(PickList.Answered("suggestions", asked, found or (), note))

    workspace.suggester.ask("list", question, answer)


def _open_similar(workspace: Workspace) -> None:
    """Passages like the one at the caret; in the codebook, like all of the highlighted code."""
    picks, coder, study = workspace.picks, workspace.coder, workspace.study
    node = None
    if workspace.context == "codebook":
        item = workspace.codebook.current
        if item is None or not isinstance(item.key, int):
            workspace.say("no code is highlighted")
            return
        node = study.codebook.by_id(item.key)
    key = passage_here(workspace)
    if node is None and key is None:
        raise InputError(NOTHING)
    if not indexed(workspace):
        return
    asked = object()
    workspace.close_inputs()
    if node is not None:
        name = node.name
        title, code = f"More passages like those of {name}", name if node.kind == "code" else None
    else:
        assert key is not None
        here = [m for m in workspace.pane.marks.items if m.start < key[2] and m.end > key[1]]
        code = here[-1].name if here else None
        title = "More passages like this one"
    picks.open("passages", asked, title, key is not None and _upper(workspace, key[1]), code)
    workspace.show_context()

    def question(own: Study) -> tuple[SimilarPassage, ...]:
        from qualcode.workflows.suggesting import like_code, more_like

        if node is not None:
            return like_code(own, node.name, coder=coder)
        assert key is not None
        return more_like(own, key[0], key[1:], coder=coder)

    def answer(found: Sequence[SimilarPassage] | None, note: str) -> None:
        picks.post_message(PickList.Answered("passages", asked, found or (), note))

    workspace.suggester.ask("list", question, answer)


def answer_picks(workspace: Workspace, message: PickList.Answered) -> None:
    """Fill the panel, if it is still open for this question."""
    picks = workspace.picks
    if message.asked is not picks.asked:
        return
    if message.kind == "suggestions":
        picks.show_suggestions([s for s in message.found if isinstance(s, CodeSuggestion)], message.note)
    elif message.kind == "phrases":
        picks.show_phrases([p for p in message.found if isinstance(p, KeyPhrase)], message.note)
    else:
        picks.show_passages([p for p in message.found if isinstance(p, SimilarPassage)], message.note)


def _take(workspace: Workspace) -> None:
    suggestion = workspace.picks.suggestion
    if suggestion is not None:
        take_suggestion(workspace, suggestion)


def _show(workspace: Workspace) -> SimilarPassage | None:
    """Go to the highlighted passage and select it."""
    passage = workspace.picks.passage
    if passage is None:
        return None
    _refuse_moved(workspace, passage)
    workspace.close_inputs()
    if workspace.passage is None or workspace.passage.document_id != passage.document_id:
        workspace.open_document(passage.document_id, passage.start)
    else:
        workspace.remember()
    workspace.go("text")
    workspace.pane.select_span(passage.start, passage.end, reveal=True)
    return passage


def _refuse_moved(workspace: Workspace, passage: SimilarPassage) -> None:
    """Raise where the text was corrected since the list was made, so that the passage stands elsewhere."""
    text = workspace.study.documents.text(passage.document_id)
    if text[passage.start : passage.end] != passage.text:
        raise InputError(f"The text of “{passage.document}” was corrected meanwhile; open the list again.")


def _jump(workspace: Workspace) -> None:
    _show(workspace)


def _code(workspace: Workspace) -> None:
    if _show(workspace) is not None:
        coding.open_chooser(workspace)


def _same(workspace: Workspace) -> None:
    """Apply the code of the list to the highlighted passage without leaving the list."""
    picks = workspace.picks
    passage = picks.passage
    if passage is None:
        return
    if picks.code is None:
        workspace.say("the passage that you started from has no code; c opens the list of codes")
        return
    name = workspace.study.codebook.get(picks.code).name
    _refuse_moved(workspace, passage)
    workspace.study.codings.apply(
        passage.document_id, (passage.start, passage.end), name, coder=workspace.coder
    )
    picks.drop()
    workspace.say(f"{name} → {passage.document}, turn {passage.turn or 1}")


def _step(rows: int) -> Callable[[Workspace], None]:
    return lambda workspace: workspace.picks.rows.step(rows)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "suggestion.first": _first,
    "suggestion.list": _open_list,
    "similar.open": _open_similar,
    "suggestion.take": _take,
    "similar.show": _jump,
    "similar.code": _code,
    "similar.same": _same,
    "picks.down": _step(1),
    "picks.up": _step(-1),
}
