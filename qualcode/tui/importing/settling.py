"""Language, case, name, attributes and notes of a file: what is asked for on the import screen and not read from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import InputError, QualcodeError
from qualcode.text.counting import counted
from qualcode.text.names import clean_name, name_key

if TYPE_CHECKING:
    from qualcode.tui.screens.importing import ImportScreen
    from qualcode.workflows.import_records import FileChoice, FilePlan
    from qualcode.workflows.name_patterns import NamePattern

__all__ = ["ask_attribute", "ask_case", "ask_document_name", "ask_language", "ask_pattern", "toggle_notes"]

LANGUAGES = {
    "en": "English", "cs": "Czech", "sv": "Swedish", "sk": "Slovak", "de": "German", "pl": "Polish", "da": "Danish",
    "nb": "Norwegian", "fi": "Finnish", "nl": "Dutch", "fr": "French", "es": "Spanish", "it": "Italian", "uk": "Ukrainian",
}  # fmt: skip
"""Languages that are offered; any other code may be typed."""
OWN_CASE = "a case of its own"


def ask_language(screen: ImportScreen) -> None:
    """Ask for the language of the file; those of the study come first."""
    i = screen.readable_row()
    study = [screen.study.language, *(document.language for document in screen.study.documents.list())]
    codes = list(dict.fromkeys((screen.results[i].language, *study, *LANGUAGES)))

    def take(index: int | None, name: str) -> None:
        code = name.lower() if index is None else codes[index]
        screen.choose(i, replace(screen.choices[i], language=code))

    names = [f"{code}  {LANGUAGES[code]}" if code in LANGUAGES else code for code in codes]
    screen.ask_name("In which language is it? A name, or any code of two letters", names, [""] * len(names), take, create=True)  # fmt: skip


def ask_case(screen: ImportScreen) -> None:
    """Ask for the case of the file, one of the study or of this import, or a new one."""
    i = screen.readable_row()
    labels = {name_key(case.label): case.label for case in screen.study.cases.list()}
    known = len(labels)
    for choice in screen.choices:
        if choice.case is not None:
            labels.setdefault(name_key(choice.case), choice.case)
    names = [OWN_CASE, *labels.values()]

    def take(index: int | None, name: str) -> None:
        screen.choose(i, replace(screen.choices[i], case=None if index == 0 else name))

    details = ["", *("in the study" if n < known else "new" for n in range(len(labels)))]
    screen.ask_name("Which case does it belong to?", names, details, take, create=True)


def ask_document_name(screen: ImportScreen) -> None:
    """Ask for the document's name."""
    i = screen.readable_row()

    def take(typed: str) -> None:
        name = clean_name(typed, "document's name")
        screen.choose(i, replace(screen.choices[i], name=None if name == screen.plans[i].name else name))
        screen.to_content()

    screen.ask_line("name", screen.choices[i].name or screen.plans[i].name, take)


def ask_attribute(screen: ImportScreen) -> None:
    """Ask for a value of the file's case."""
    i = screen.readable_row()

    def take(typed: str) -> None:
        name, equals, value = typed.partition("=")
        if not equals or not name.strip():
            raise InputError("Write the attribute’s name and its value, such as facility = clinic.")
        name, value = clean_name(name, "attribute's name"), " ".join(value.split())
        kept = {k: v for k, v in screen.choices[i].attributes.items() if name_key(k) != name_key(name)}
        attributes = kept | ({name: value} if value else {})
        screen.choose(i, replace(screen.choices[i], attributes=attributes))
        screen.to_content()

    screen.ask_line("attribute of the case, name = value", "", take)


def toggle_notes(screen: ImportScreen) -> None:
    """Keep the comments and footnotes of the file as memos, or leave them out again."""
    i = screen.readable_row()
    if not screen.plans[i].notes:
        raise InputError("This file has no comments or footnotes.")
    screen.choose(i, replace(screen.choices[i], notes=not screen.choices[i].notes))


def ask_pattern(screen: ImportScreen) -> None:
    """Ask for a pattern of the files' names that gives cases and attributes; what it makes of the file is shown meanwhile."""
    from qualcode.workflows.name_patterns import NamePattern

    i = screen.readable_row()

    def listen(typed: str) -> None:
        screen.answer.say(_shown(typed, screen.plans[i].source_name))

    def take(typed: str) -> None:
        pattern = NamePattern.read(typed) if typed.strip() else None
        screen.to_content()
        _apply(screen, pattern)

    before = screen.pattern.written if screen.pattern is not None else "{case}_"
    screen.ask_line("names are", before, take, listen=listen)
    listen(before)


def _shown(typed: str, file_name: str) -> str:
    """What a pattern makes of a file's name, while it is typed."""
    from qualcode.workflows.name_patterns import NamePattern

    if not typed.strip():
        return "no pattern"
    try:
        found = NamePattern.read(typed).fit(file_name)
    except QualcodeError:
        return "not whole yet"
    if found is None:
        return "does not fit"
    return " · ".join([found.case, *(f"{name} = {value}" for name, value in found.attributes.items())])


def _apply(screen: ImportScreen, pattern: NamePattern | None) -> None:
    """Give all files the cases and values that their names say, in the place of those of the pattern before."""
    from qualcode.workflows.importing import fitted

    before, screen.pattern = screen.pattern, pattern
    fitting = readable = 0
    for i, plan in enumerate(screen.plans):
        if plan.error:
            continue
        readable += 1
        choice = _without(before, plan, screen.choices[i])
        by_name = fitted(pattern, plan, choice) if pattern is not None else None
        fitting += by_name is not None
        screen.choices[i] = by_name or choice
    screen.read()
    if pattern is None:
        screen.say("no pattern any more")
    else:
        rest = "" if fitting == readable else "; the others keep a case of their own"
        screen.say(f"the pattern fits {fitting} of {counted(readable, 'file')}{rest}")


def _without(pattern: NamePattern | None, plan: FilePlan, choice: FileChoice) -> FileChoice:
    """A choice without what a pattern has put into it."""
    found = pattern.fit(plan.source_name) if pattern is not None else None
    if found is None:
        return choice
    kept = {k: v for k, v in choice.attributes.items() if found.attributes.get(k) != v}
    return replace(choice, case=None if choice.case == found.case else choice.case, attributes=kept)
