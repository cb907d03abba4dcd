"""Documents and cases in their table: values of attributes, names, roles, and the way to what is not coded yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.errors import InputError, NotFoundError
from qualcode.model.documents import Role
from qualcode.text.counting import counted
from qualcode.text.names import clean_name
from qualcode.tui.commands.screens import OnScreen, on_screen, open_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.cases import CasesScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

NO_VALUE = "(no value)"
LANGUAGES = {"cs": "Czech", "sv": "Swedish", "en": "English", "sk": "Slovak", "de": "German"}
"""Offered always; any other code may be typed."""
BACK = "F7 leads back to the table"


_on: OnScreen[CasesScreen] = on_screen(
    "cases", "CasesScreen", "That is done on the screen of documents and cases; open it with F7."
)


# --- to the transcript ------------------------------------------------------------------------------------------


def _open(screen: CasesScreen) -> None:
    document = screen.document
    workspace = screen.to_transcript()
    workspace.open_document(document.id)
    workspace.go("text")
    workspace.say(f"{document.name}; {BACK}")


def _uncoded(screen: CasesScreen) -> None:
    from qualcode.workflows.covering import uncoded_of

    document = screen.document
    turns = uncoded_of(screen.study, document, screen.coder)
    if not turns:
        where = screen.coverage.coder
        raise NotFoundError(
            f"In “{document.name}” no turn of a respondent waits for a coding by {where if where != 'all' else 'anybody'}."
        )
    workspace = screen.to_transcript()
    workspace.open_document(document.id, turns[0].start)
    workspace.go("text")
    workspace.pane.move_to(turns[0].start, unit="turn")
    rest = "the only uncoded turn" if len(turns) == 1 else f"uncoded turn 1 of {len(turns)}"
    workspace.say(f"{rest}; {BACK}")


def _passages(screen: CasesScreen) -> None:
    from qualcode.text.query import quote_name
    from qualcode.tui.screens.retrieval import RetrievalScreen

    open_screen(
        screen.workspace, RetrievalScreen(screen.workspace, f"document = {quote_name(screen.document.name)}")
    )


# --- attributes -------------------------------------------------------------------------------------------------


def _value(screen: CasesScreen, attribute: str) -> None:
    """Ask for the value of an attribute, for the marked cases or that of the row."""
    used = screen.values(attribute)
    names = [*used, NO_VALUE] if used else []
    details = [counted(number, "case") for number in used.values()] + ["takes the attribute away"] * bool(
        used
    )

    def take(index: int | None, name: str) -> None:
        _give(screen, attribute, "" if index is not None and index == len(used) else name)

    screen.ask_name(f"{attribute} of {_whose(screen)}:", names, details, take, create=True)


def _whose(screen: CasesScreen) -> str:
    """The case of the row, or how many cases are marked, in words."""
    labels = screen.chosen()
    return labels[0] if len(labels) == 1 else counted(len(labels), "marked case")


def _give(screen: CasesScreen, attribute: str, value: str) -> None:
    """Give the marked cases, or that of the row, a value; an empty one takes the attribute away."""
    whose = _whose(screen)
    screen.study.cases.set_many(screen.chosen(), {attribute: value})
    screen.to_column(attribute)
    screen.say(f"{attribute} = {value or '(none)'} for {whose}; u takes it back")


def _edit(screen: CasesScreen) -> None:
    attribute = screen.attribute
    if attribute is not None:
        _value(screen, attribute)
    elif screen.column == "language":
        _language(screen)
    elif screen.column in ("case", "document"):
        _rename(screen)
    else:
        raise InputError("This figure is counted, not typed; go to an attribute, or add one with a.")


def _take(screen: CasesScreen) -> None:
    if screen.column in ("attribute", "language"):
        _edit(screen)
    elif screen.column == "codings":
        _passages(screen)
    elif screen.column == "coded":
        _uncoded(screen)
    else:
        _open(screen)


def _add_attribute(screen: CasesScreen) -> None:
    screen.here()

    def named(typed: str) -> None:
        name, _, value = typed.partition("=")
        attribute, value = clean_name(name, "attribute's name"), " ".join(value.split())
        if value:
            screen.to_content()
            _give(screen, attribute, value)
        else:
            _value(screen, attribute)

    screen.ask_line("new attribute, or name = value", "", named)


# --- names, cases, roles ----------------------------------------------------------------------------------------


def _rename(screen: CasesScreen) -> None:
    line = screen.line
    if screen.column in ("case", "attribute") or line.document is None:

        def label(typed: str) -> None:
            new = screen.study.cases.rename(line.case.label, typed).label
            screen.to_content()
            screen.say(f"{line.case.label} → {new}; u takes it back")

        screen.ask_line("label of the case", line.case.label, label)
        return
    document = line.document

    def name(typed: str) -> None:
        new = screen.study.documents.rename(document, typed).name
        screen.to_content()
        screen.say(f"{document.name} → {new}; u takes it back")

    screen.ask_line("name of the document", document.name, name)


def _new(screen: CasesScreen) -> None:
    def add(typed: str) -> None:
        case = screen.study.cases.add(typed)
        screen.to_content()
        screen.grid.go_to(f"case {case.id}")
        screen.say(f"added the case {case.label}; u takes it back")

    screen.ask_line("label of the new case", "", add)


def _remove(screen: CasesScreen) -> None:
    case = screen.line.case
    screen.study.cases.remove(case.label)
    screen.say(f"removed the case {case.label}; u takes it back")


def _move(screen: CasesScreen) -> None:
    document = screen.document
    cases = [case for case in screen.study.cases.list() if case.id != document.case_id]

    def take(index: int | None, name: str) -> None:
        screen.study.documents.set_case(document, name)
        screen.say(f"{document.name} belongs to {name} now; u takes it back")

    details = [", ".join(case.attributes.values()) for case in cases]
    screen.ask_name(
        f"Put “{document.name}” under the case:", [case.label for case in cases], details, take, create=True
    )


def _roles(screen: CasesScreen) -> None:
    document = screen.document
    speakers = screen.study.documents.speakers(document)
    if not speakers:
        raise InputError(
            f"Nobody is named in “{document.name}”; a speaker's label stands before a colon at the start of a turn."
        )

    def speaker(index: int | None, name: str) -> None:
        if index is not None:
            _role(screen, document.name, speakers[index].label)

    if len(speakers) == 1:
        speaker(0, speakers[0].label)
        return
    details = [f"{each.role}, {counted(each.turns, 'turn')}" for each in speakers]
    screen.ask_name(f"Whose role in “{document.name}”?", [each.label for each in speakers], details, speaker)


def _role(screen: CasesScreen, document: str, label: str) -> None:
    """Ask for the role of a speaker, here or in all documents."""
    roles: tuple[Role, ...] = ("respondent", "interviewer", "other", "unknown")
    everywhere = [f"{role} in all documents" for role in roles]

    def take(index: int | None, name: str) -> None:
        if index is None:
            return
        role = roles[index % len(roles)]
        if index < len(roles):
            screen.study.documents.set_role(document, label, role)
            screen.say(f"{label} is {role} in {document}; u takes it back")
        else:
            settled = screen.study.documents.settle_roles("all", {label: role})
            screen.say(f"{label} is {role} in {counted(settled, 'document')}; u takes it back")

    details = [""] * len(roles) + [f"wherever the label {label} occurs"] * len(roles)
    screen.ask_name(f"{label} is:", [*roles, *everywhere], details, take)


def _language(screen: CasesScreen) -> None:
    document = screen.document
    used = {each.language for each in screen.study.documents.list()}
    codes = [document.language, *sorted((used | set(LANGUAGES)) - {document.language})]

    def take(index: int | None, name: str) -> None:
        from qualcode.language.codes import check_language

        check_language(name)
        screen.study.documents.set_language(document, name)
        screen.say(f"the language of {document.name} is {name}; u takes it back")
        screen.workspace.build_index()

    details = [LANGUAGES.get(code, "") for code in codes]
    screen.ask_name(f"Language of “{document.name}”:", codes, details, take, create=True)


def _coder(screen: CasesScreen) -> None:
    coders = screen.study.coders.list()
    if not coders:
        raise InputError("Nothing is coded yet.")
    primary = screen.study.primary_coder
    names = [*coders, "all coders"]
    details = ["primary coder" if name == primary else "" for name in coders] + ["equal codings count once"]

    def take(index: int | None, name: str) -> None:
        screen.count_for("all" if index == len(coders) else name)

    screen.ask_name("Whose codings are counted?", names, details, take)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "cases.take": _on(_take),
    "cases.edit": _on(_edit),
    "cases.attribute": _on(_add_attribute),
    "cases.mark": _on(lambda screen: screen.mark()),
    "cases.mark_all": _on(lambda screen: screen.mark_all()),
    "cases.uncoded": _on(_uncoded),
    "cases.roles": _on(_roles),
    "cases.rename": _on(_rename),
    "cases.move": _on(_move),
    "cases.language": _on(_language),
    "cases.new": _on(_new),
    "cases.remove": _on(_remove),
    "cases.coder": _on(_coder),
}
