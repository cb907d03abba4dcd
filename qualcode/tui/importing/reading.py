"""How a file is read: its layout, labels that are one speaker, several interviews in it; the questions of the import screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qualcode.errors import FileError, InputError
from qualcode.model.documents import Layout, Role
from qualcode.text.counting import counted
from qualcode.text.names import name_key
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.importing import ImportScreen
    from qualcode.workflows.import_records import FileChoice, FilePlan

__all__ = ["ask_encoding", "ask_joined", "ask_layout", "toggle_parts"]

HOW: Mapping[Layout, str] = {
    "labels": "a label before each turn, such as R:",
    "bold": "questions in bold or italics, answers not; no labels",
    "alternate": "question and answer paragraph by paragraph; no labels",
}
"""What the layouts mean, for the list from which one is chosen."""
OTHERS = "two other labels"
AS_RECOGNISED = "as recognised"
BEFORE, SAMPLE = 20, 60
"""Code points of a sample: before its first letter with an accent, and in all."""


def ask_layout(screen: ImportScreen) -> None:
    """Ask how the file shows who speaks; it is read again."""
    from qualcode.transcripts.registry import FORMATS

    i = screen.readable_row()
    plan, choice = screen.plans[i], screen.choices[i]
    possible = next((known.layouts for known in FORMATS if known.name == plan.transcript.format), ("labels",))
    if len(possible) == 1:
        raise InputError(
            f"A {plan.transcript.format} file names its speakers itself; there is no other way to read it."
        )
    layouts = [choice.layout, *(layout for layout in possible if layout != choice.layout)]

    def take(index: int | None, name: str) -> None:
        layout = layouts[index or 0]
        if layout != choice.layout:
            screen.choose(i, replace(choice, layout=layout, roles={}, same={}))

    screen.ask_name("How does it show who speaks?", layouts, [HOW[layout] for layout in layouts], take)


def ask_encoding(screen: ImportScreen) -> None:
    """Ask in which encoding a text file is; beside each stands a line with accents as it would read."""
    from qualcode.formats.decoding import COMMON
    from qualcode.transcripts.format import TEXTS

    i = screen.readable_row()
    plan, choice = screen.plans[i], screen.choices[i]
    if plan.transcript.format not in TEXTS:
        raise InputError(f"A {plan.transcript.format} file says itself how its letters are written.")
    present = plan.asked.encoding or plan.encoding
    names = [AS_RECOGNISED, *dict.fromkeys((*([present] if _names_codec(present) else []), *COMMON))]
    details = ["" if name == AS_RECOGNISED else _sample(plan.source, name) for name in names]

    def take(index: int | None, name: str) -> None:
        encoding = None if name == AS_RECOGNISED else name.strip()
        if encoding != choice.encoding:
            screen.choose(i, replace(choice, encoding=encoding))

    screen.ask_name("In which encoding is it? A name, or any other one", names, details, take, create=True)


def _names_codec(encoding: str) -> bool:
    """Whether the encoding in which a file was read can be named to read it so again."""
    from qualcode.formats.decoding import check_encoding

    try:
        check_encoding(encoding)
    except InputError:
        return False
    return True


def _sample(source: bytes, encoding: str) -> str:
    """The first line with other letters than those of ASCII, or the first of all, as it reads in an encoding."""
    from qualcode.formats.decoding import decode

    try:
        lines = [line.strip() for line in decode(source, "", encoding=encoding)[0].splitlines()]
    except FileError:
        return "it cannot be read in this"
    lines = [line for line in lines if line]
    line = next((line for line in lines if not line.isascii()), lines[0] if lines else "")
    first = next((n for n, letter in enumerate(line) if not letter.isascii()), 0)
    return plain(line[max(0, first - BEFORE) :][:SAMPLE])


def ask_joined(screen: ImportScreen) -> None:
    """Ask which labels are one speaker, those that look like it first; or take joined ones apart."""
    i = screen.readable_row()
    plan = screen.plans[i]
    turns = {voice.label: voice.turns for voice in plan.voices} | dict(plan.rare)
    joined = dict(plan.asked.same)
    proposed = [(label, group[0]) for group in plan.joins for label in group[1:]]
    if len(turns) < 2 and not proposed and not joined:
        raise InputError("Joining takes two speakers, and this file has fewer.")
    names = [f"{label} is {target}" for label, target in proposed]
    details = [
        f"{counted(turns.get(label, 0), 'turn')} and {turns.get(target, 0)}" for label, target in proposed
    ]
    names += [f"{label} is not {target}" for label, target in joined.items()]
    details += ["take them apart again"] * len(joined)
    names.append(OTHERS)
    details.append("")

    def take(index: int | None, name: str) -> None:
        n = index or 0
        if n < len(proposed):
            screen.choose(i, _joined(screen.choices[i], *proposed[n]))
        elif n < len(proposed) + len(joined):
            label = list(joined)[n - len(proposed)]
            screen.choose(i, _apart(screen.choices[i], label))
        else:
            _ask_pair(screen, i)

    screen.ask_name("Which labels are one speaker?", names, details, take)


def _ask_pair(screen: ImportScreen, i: int) -> None:
    voices = screen.plans[i].voices
    if len(voices) < 2:
        raise InputError("Joining takes two speakers, and this file has fewer.")

    def variant(index: int | None, name: str) -> None:
        others = [voice for voice in voices if voice.label != name]
        screen.ask_name(
            f"{name} is the same speaker as …",
            [voice.label for voice in others],
            [counted(voice.turns, "turn") for voice in others],
            partial(target, name),
        )

    def target(label: str, index: int | None, name: str) -> None:
        screen.choose(i, _joined(screen.choices[i], label, name))

    screen.ask_name(
        "Which label is only a variant?",
        [voice.label for voice in voices],
        [counted(voice.turns, "turn") for voice in voices],
        variant,
    )


def _joined(choice: FileChoice, label: str, target: str) -> FileChoice:
    """A choice in which a label is one with another, and so are those that were joined with it before; its role goes over."""
    same = {k: target if v == label else v for k, v in choice.same.items()} | {label: target}
    roles = {k: v for k, v in choice.roles.items() if name_key(k) != name_key(label) or k == target}
    mine = next((v for k, v in choice.roles.items() if k == label), None)
    if mine is not None and name_key(target) not in map(name_key, roles):
        roles[target] = mine
    return replace(choice, same=same, roles=roles)


def _apart(choice: FileChoice, label: str) -> FileChoice:
    return replace(choice, same={k: v for k, v in choice.same.items() if name_key(k) != name_key(label)})


def toggle_parts(screen: ImportScreen) -> None:
    """Make a document of each interview in the file, or one of all of them again."""
    from qualcode.workflows.import_plans import as_before, split
    from qualcode.workflows.import_records import FileChoice

    i = screen.readable_row()
    plan = screen.plans[i]
    if screen.work is not None:
        raise InputError("One moment: a file is being read again.")
    if plan.asked.part is not None:
        whole, choice = screen.wholes[_file(plan)]
        first = i - plan.asked.part
        screen.put(first, first + len(whole.parts), [whole], [choice])
        screen.say("one document again")
        return
    if not plan.parts:
        raise InputError("Only one interview was found in this file.")
    parts = split(screen.study, plan)
    before = screen.choices[i]
    screen.wholes[_file(plan)] = (plan, before)
    choices = [
        as_before(part, FileChoice(_present(before.roles, part), before.language, before.case, before.attributes, same=before.same, layout=before.layout, notes=before.notes, encoding=before.encoding))
        for part in parts
    ]  # fmt: skip
    screen.put(i, i + 1, list(parts), choices)
    screen.say(
        f"{counted(len(parts), 'interview')}, each a document with a case of its own; d puts them together"
    )


def _file(plan: FilePlan) -> tuple[str, str, int]:
    return plan.folder, plan.source_name, hash(plan.source)


def _present(roles: Mapping[str, Role], plan: FilePlan) -> dict[str, Role]:
    """The roles of those who speak in a part."""
    here = {name_key(voice.label) for voice in plan.voices}
    return {label: role for label, role in roles.items() if name_key(label) in here}
