"""Commands on cases: attributes, labels, withdrawal of consent."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import AsJson, CaseLabel, NewName, StudyPath, pairs
from qualcode.cli.output import json_out, say, says_what_changed, table
from qualcode.errors import InputError
from qualcode.text.counting import counted

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(help="Respondents and facilities: their labels and attributes.", no_args_is_help=True)
    group.command("list")(case_list)
    group.command("add")(case_add)
    group.command("set")(case_set)
    group.command("import")(case_import)
    group.command("rename")(case_rename)
    group.command("remove")(case_remove)
    app.add_typer(group, name="case")
    app.command()(withdraw)


def case_list(study: StudyPath, as_json: AsJson = False) -> None:
    """List the cases with their documents and attributes."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        cases = opened.cases.list()
        documents: dict[int, list[str]] = {}
        for d in opened.documents.list():
            documents.setdefault(d.case_id, []).append(d.name)
    if as_json:
        json_out(
            [
                {"case": c.label, "documents": documents.get(c.id, []), "attributes": c.attributes}
                for c in cases
            ]
        )
    else:
        rows = [
            (
                c.label,
                ", ".join(documents.get(c.id, [])),
                ", ".join(f"{k} = {v}" for k, v in c.attributes.items()),
            )
            for c in cases
        ]
        table(
            {"case": "l", "documents": "l", "attributes": "l"},
            rows,
            nothing="There are no cases yet; each imported document gets one.",
        )


def case_add(
    study: StudyPath,
    case: CaseLabel,
    values: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="Attributes.", show_default=False)
    ] = None,
) -> None:
    """Add a case that has no document yet."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.cases.add(case, pairs(values or [], "An attribute"))


def case_set(
    study: StudyPath,
    case: CaseLabel,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[CASE]... NAME=VALUE...",
            help="More cases, then attributes; an empty value takes one away.",
            show_default=False,
        ),
    ],
) -> None:
    """Set attributes of one case or of several as one change, such as facility_type=clinic."""
    from qualcode.study import Study

    first = next((n for n, word in enumerate(words) if "=" in word), len(words))
    labels, values = [case, *words[:first]], pairs(words[first:], "An attribute")
    if not values:
        raise InputError("Give at least one attribute behind the case: NAME=VALUE.")
    with Study.open(study) as opened:
        opened.cases.set_many(labels, values)
        for changed in dict.fromkeys(opened.cases.get(label).label for label in labels):
            attributes = opened.cases.get(changed).attributes
            say(f"{changed}: " + (", ".join(f"{k} = {v}" for k, v in attributes.items()) or "no attributes"))


def case_import(
    study: StudyPath,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A csv, tsv or xlsx file: a column “case”, and a column for each attribute."
        ),
    ],
    add: Annotated[bool, typer.Option("--add", help="Add the cases that the study does not have.")] = False,
    as_json: AsJson = False,
) -> None:
    """Set attributes of cases from a table as one change; an empty cell leaves the attribute as it is."""
    from qualcode.study import Study
    from qualcode.workflows.case_table import import_cases

    with Study.open(study) as opened, nullcontext() if as_json else says_what_changed(opened):
        done = import_cases(opened, file, add=add)
    if as_json:
        json_out(
            {
                "cases": list(done.cases),
                "attributes": list(done.attributes),
                "added": list(done.added),
                "passed_over": list(done.passed_over),
            }
        )
    elif done.passed_over:
        say(f"Columns that are no attributes were passed over: {', '.join(done.passed_over)}.")


def case_rename(study: StudyPath, case: CaseLabel, new: NewName) -> None:
    """Give a case another label; reports print the label, never a file name."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        say(f"The case is now called {opened.cases.rename(case, new).label}.")


def case_remove(study: StudyPath, case: CaseLabel) -> None:
    """Remove a case that has no document; can be undone."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.cases.remove(case)


def withdraw(
    study: StudyPath,
    case: CaseLabel,
    confirm: Annotated[
        str | None,
        typer.Option(
            "--confirm",
            metavar="LABEL",
            help="The case's label again, instead of being asked for it.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Remove a respondent's material for good, also from history and backups; cannot be undone."""
    import sys

    from qualcode.study import Study
    from qualcode.study.withdrawal import withdraw as remove

    with Study.open(study) as opened:
        found = opened.cases.get(case)
        if confirm is None:
            if not sys.stdin.isatty():
                raise InputError(
                    f"This cannot be undone; repeat the label to confirm it: --confirm {found.label}"
                )
            confirm = typer.prompt(
                f"This removes all material of {found.label} from the study, its history and its backups for good.\nType the label to confirm"
            )
        if confirm.strip() != found.label:
            raise InputError(f"“{confirm}” is not the label {found.label}; nothing was removed.")
        done = remove(opened, case)
    say(
        f"Removed {counted(done.documents, 'document')}, {counted(done.quotations, 'quotation')} and {counted(done.codings, 'coding')} for good; "
        f"{counted(done.backups, 'old backup')} deleted, a fresh one made. Copies you made yourself, and reports already written, are yours to delete."
    )
    for name in done.examples:
        say(f"The code “{name}” holds words of the respondent; reword its name, definition or example.")
    if done.mentions:
        say(f"The respondent is still named or quoted in {', '.join(done.mentions)}; reword it there.")
    if any(mention.startswith("proposal ") for mention in done.mentions):
        say(
            f"A proposal that names the respondent is taken away by: qualcode review remove {study.name} ID --for-good"
        )
    if done.set_aside:
        say(f"{counted(done.set_aside, 'damaged file')} of the study, set aside earlier, deleted.")
    for path in done.damaged:
        say(f"{path} may still hold the respondent’s words: look at it, and delete it yourself.")
