"""What the import screen says about a file that was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.text.counting import counted, whole_percent
from qualcode.text.names import name_key
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.model.documents import Transcript
    from qualcode.workflows.import_records import FileChoice, FilePlan, ImportResult

__all__ = ["asks", "describe", "on_screen", "shortened", "speech_of", "why"]

SPEECH = 400
"""Characters of a turn that are shown."""
SPOKEN = 6
"""Turns of a speaker whose role is asked for."""
_OPTION = re.compile(r"[;:,]? (?:if that is the interviewer, give |give |such as )?--role .*\Z", re.DOTALL)
_RARE = re.compile(r" (?:Where one is a speaker, confirm it|Confirm each with).*\Z", re.DOTALL)
_KEYS = (
    (re.compile(r"--split\b"), "d"),
    (re.compile(r"--notes\b"), "N"),
    (re.compile(r"give --layout \w+"), "t says so"),
    (re.compile(r"--layout (\w+)"), r"the layout \1"),
    (re.compile(r'(?:--same (?:"[^"]*"|\S+) ?)+'), "m "),
    (re.compile(r"--language(?: \w+)?\b"), "L"),
    (re.compile(r"--roles-as-before\b"), "o"),
    (re.compile(r"give --encoding NAME"), "E names another"),
    (re.compile(r"without --encoding\b"), "as recognised (E)"),
)
"""Options of the command line, and the keys that do the same here."""


def describe(
    result: ImportResult,
    choice: FileChoice,
    plan: FilePlan,
    quiet: Style,
    misfit: str = "",
    left: Sequence[str] = (),
) -> Text:
    """How a file was read, its speakers, notes and first turns; ``misfit`` is a pattern that does not fit its name.

    ``left`` says what was not read where the files lie.
    """
    around = [*left, result.left] if result.left else left
    said = Text()
    if result.error:
        said.append(plain(result.source), Style(bold=True))
        said.append(f"\nrefused: {plain(result.error)}")
        for sentence in around:
            said.append(f"\n{plain(sentence)}", quiet)
        return said
    said.append(plain(result.document), Style(bold=True))
    if not choice.taken:
        said.append("  left out; x takes it in again")
    said.append(f"\n{plain(_read_as(result))}", quiet)
    said.append(f"\n{plain(_language(result))}", quiet)
    said.append(f"\ncase: {plain(result.case) if result.case else 'a new one of its own'}", quiet)
    for name, value in choice.attributes.items():
        said.append(f" · {plain(name)} = {plain(value)}", quiet)
    if misfit:
        said.append(f"\nThe pattern {plain(misfit)} does not fit its name.")
    if result.notes and choice.notes:
        said.append("\nIts comments and footnotes become memos; N leaves them out.")
    if plan.asked.part is not None:
        said.append("\nOne of several interviews in the file; d puts them together again.")
    for label, target in plan.asked.same:
        said.append(f"\n{plain(label)} is joined with {plain(target)}; m takes it apart.")
    _say_speakers(said, result, choice, quiet)
    for warning in result.warnings:
        said.append(f"\n• {plain(on_screen(warning))}")
    for sentence in around:
        said.append(f"\n{plain(sentence)}", quiet)
    said.append("\n\nHow it begins", Style(bold=True))
    for turn in result.first_turns:
        said.append("\n")
        if turn.label is not None:
            said.append(f"{plain(turn.label)}  ", Style(bold=True))
        said.append(plain(shortened(turn.text)))
    return said


def _read_as(result: ImportResult) -> str:
    """The file, its encoding, and whether all its letters are there."""
    said = [result.source]
    if result.encoding:
        said.append(result.encoding)
    if result.letters is None:
        said.append(f"{result.characters} characters")
    else:
        said.append(f"{result.letters[1]} of {result.letters[0]} letters")
    return " · ".join(said)


def _language(result: ImportResult) -> str:
    """The language, and how sure that is."""
    if result.language_sure is not None:
        return f"language: {result.language}, {whole_percent(result.language_sure)} sure"
    return f"language: {result.language}" + (", not recognised" if result.language_from == "study" else "")


def _say_speakers(said: Text, result: ImportResult, choice: FileChoice, quiet: Style) -> None:
    given = {name_key(label): role for label, role in choice.roles.items()}
    for speaker in result.speakers:
        said.append(f"\n{plain(speaker.label)}", Style(bold=True))
        said.append(f"  {speaker.role if speaker.role != 'unknown' else 'no role yet'}")
        before = result.before.get(speaker.label)
        if before is not None and given.get(name_key(speaker.label)) == before.role:
            said.append(f", as in “{plain(before.document)}”")
        said.append(
            f" · {counted(speaker.turns, 'turn')}, {asks(result.questions.get(speaker.label, 0), speaker.turns)}",
            quiet,
        )
    if any(speaker.role == "unknown" for speaker in result.speakers):
        said.append("\nSpeakers without a role stay unknown; o gives roles.")
    if not result.speakers:
        said.append("\nNo speakers were recognised; s names one, t says how they are shown.")


def asks(questions: int, turns: int) -> str:
    """The share of turns that ask.

    >>> asks(3, 4)
    '75 % ask'
    """
    return f"{100 * questions // max(1, turns)} % ask"


def speech_of(label: str, t: Transcript) -> Text:
    """What a speaker says first, while the role is asked for."""
    said = Text(f"{plain(label)} says", Style(bold=True))
    for turn in [turn for turn in t.turns if turn.label == label][:SPOKEN]:
        said.append(f"\n• {plain(shortened(t.text[turn.speech_start : turn.end]))}")
    return said


def shortened(text: str) -> str:
    """The beginning of what is said, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= SPEECH else f"{line[:SPEECH].rstrip()} …"


def why(result: ImportResult) -> str:
    """Why a file is refused, without its name."""
    return result.error.removeprefix(result.source).lstrip(": ")


def on_screen(warning: str) -> str:
    """A warning with keys in the place of options of the command line.

    >>> on_screen("R is taken as respondent; --role R=ROLE changes it.")
    'R is taken as respondent; o gives roles.'
    >>> on_screen('R. (3) may be R (41); --same "R. x=R" --same R,=R joins them.')
    'R. (3) may be R (41); m joins them.'
    >>> on_screen("3 paragraphs are bold; if these are the questions, give --layout bold.")
    '3 paragraphs are bold; if these are the questions, t says so.'
    """
    for option, key in _KEYS:
        warning = option.sub(key, warning)
    if "--role" not in warning:
        return warning
    return _OPTION.sub("; o gives roles.", _RARE.sub(" s confirms one.", warning))
