"""Commands that correct a document after its import: its words, turns and labels, a corrected file, its versions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from qualcode.cli.corrected import carry_out
from qualcode.cli.options import AsJson, Citation, DocumentName, SpanEnd, SpanStart, StudyPath, pairs
from qualcode.cli.output import json_out, says_what_changed, table, warn
from qualcode.errors import InputError
from qualcode.text.counting import counted

if TYPE_CHECKING:
    from qualcode.model.documents import Role
    from qualcode.study import Study
    from qualcode.workflows.correcting import Planned

__all__ = ["add_to_documents", "add_to_quotations"]

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would become of the quotations and write nothing.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask where quotations would lose their place.")]


def add_to_documents(group: typer.Typer) -> None:
    """Add the commands on the text of a document."""
    group.command("edit")(edit)
    group.command("split")(split)
    group.command("join")(join)
    group.command("label")(label)
    group.command("replace")(replace)
    group.command("versions")(versions)
    group.command("return")(return_)
    group.command("unanchored")(unanchored)


def add_to_quotations(group: typer.Typer) -> None:
    """Add the commands on quotations that lost their place."""
    group.command("anchor")(anchor)
    group.command("dismiss")(dismiss)


def edit(
    study: StudyPath,
    document: DocumentName,
    file: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="A text file with the whole corrected text; - reads it from a pipe. Default: an editor opens.",
            show_default=False,
        ),
    ] = None,
    speaker: Annotated[
        list[str] | None,
        typer.Option(
            "--label",
            metavar="LABEL",
            help="A label at the beginning of lines that is a speaker's, though no turn has it yet. May be repeated.",
            show_default=False,
        ),
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Correct the words of a document; its quotations go along, and the text before stays as a version."""
    from qualcode.workflows import correcting

    def plan(opened: Study, found: int) -> Planned:
        text = corrected(opened.documents.text(found), file)
        return correcting.edit(opened, found, text, speaker or ())

    carry_out(study, document, plan, dry_run=dry_run, as_json=as_json, yes=yes)


def corrected(text: str, file: Path | None) -> str:
    """The corrected text: from a file, a pipe, or an editor that the user closes again."""
    from qualcode.formats.gate import decode, read_file
    from qualcode.text.names import readable

    if file is None:
        if not sys.stdin.isatty():
            raise InputError(
                "There is no terminal for an editor here; give the corrected text with --from FILE, or --from - for a pipe."
            )

        import click

        changed = click.edit(text, extension=".txt", require_save=True)
        if changed is None:
            raise InputError("The editor was left without saving; nothing was changed.")
        return changed if text.endswith("\n") else changed.removesuffix("\n")  # the editor's own
    if str(file) == "-":
        return decode(sys.stdin.buffer.read(), "The text from the pipe")[0]
    return decode(read_file(file), readable(file.name))[0]


def split(
    study: StudyPath,
    document: DocumentName,
    turn: Annotated[
        int | None,
        typer.Argument(metavar="TURN", help="The turn's number; not needed with --at.", show_default=False),
    ] = None,
    before: Annotated[
        str | None,
        typer.Option(
            "--before",
            metavar="WORDS",
            help="The words with which the second part begins.",
            show_default=False,
        ),
    ] = None,
    at: Annotated[
        int | None,
        typer.Option(
            "--at",
            metavar="OFFSET",
            help="Or the first character of the second part, counted from 0.",
            show_default=False,
        ),
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option(
            "--label",
            metavar="LABEL",
            help="Who speaks from there on; default: the same speaker.",
            show_default=False,
        ),
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Split a turn in two."""
    from qualcode.workflows import correcting

    def plan(opened: Study, found: int) -> Planned:
        if at is not None:
            return correcting.split(opened, found, at, speaker)
        if turn is None or before is None:
            raise InputError(
                "Say where: qualcode document split STUDY DOCUMENT TURN --before WORDS, or --at OFFSET."
            )
        return correcting.split(opened, found, place(opened, found, turn, before), speaker)

    carry_out(study, document, plan, dry_run=dry_run, as_json=as_json)


def place(study: Study, document: int, number: int, words: str) -> int:
    """Where words stand in a turn; raises :class:`~qualcode.errors.InputError` where they stand nowhere in it, or more than once."""
    turn = next((t for t in study.documents.turns(document) if t.number == number), None)
    if turn is None:
        raise InputError(f"“{study.documents.get(document).name}” has no turn {number}.")
    speech = study.documents.text(document)[turn.speech_start : turn.end]
    times = speech.count(words) if words else 0
    if times != 1:
        raise InputError(
            f"“{words}” stands {counted(times, 'time')} in turn {number}; give words that stand there once."
        )
    return turn.speech_start + speech.index(words)


def join(
    study: StudyPath,
    document: DocumentName,
    first: Annotated[
        int, typer.Argument(metavar="FIRST", help="Number of the first turn.", show_default=False)
    ],
    last: Annotated[
        int | None,
        typer.Argument(
            metavar="LAST",
            help="Number of the last one; default: the one after the first.",
            show_default=False,
        ),
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Make one turn of several that follow each other; the first one's speaker says it all."""
    from qualcode.workflows import correcting

    def plan(opened: Study, found: int) -> Planned:
        return correcting.join(opened, found, first, first + 1 if last is None else last)

    carry_out(study, document, plan, dry_run=dry_run, as_json=as_json)


def label(
    study: StudyPath,
    document: DocumentName,
    labels: Annotated[
        list[str],
        typer.Argument(
            metavar="LABEL[=NEW]",
            help="R.=R gives all turns of R. to R; with --turn the new label alone.",
            show_default=False,
        ),
    ],
    turn: Annotated[
        list[int] | None,
        typer.Option(
            "--turn", metavar="TURN", help="Only in this turn. May be repeated.", show_default=False
        ),
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Correct the labels of speakers, join variants of one label, or say who speaks in some turns."""
    from qualcode.workflows import correcting

    if turn and len(labels) == 1 and "=" not in labels[0]:
        wanted = {"": labels[0]}
    else:
        wanted = pairs(labels, "The label")

    def plan(opened: Study, found: int) -> Planned:
        return correcting.relabel(opened, found, wanted, turn or ())

    carry_out(study, document, plan, dry_run=dry_run, as_json=as_json)


def replace(
    study: StudyPath,
    document: DocumentName,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The corrected transcript.", show_default=False, readable=False),
    ],
    role: Annotated[
        list[str] | None,
        typer.Option(
            "--role", metavar="LABEL=ROLE", help="Who a new label is. May be repeated.", show_default=False
        ),
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Read a corrected transcript in the place of the one that is coded; the codings go along."""
    from qualcode.workflows import correcting

    roles = cast("dict[str, Role]", pairs(role or [], "--role"))

    def plan(opened: Study, found: int) -> Planned:
        return correcting.reread(opened, found, file, roles=roles)

    carry_out(study, document, plan, dry_run=dry_run, as_json=as_json, yes=yes)


def return_(
    study: StudyPath,
    document: DocumentName,
    version: Annotated[int, typer.Argument(metavar="VERSION", show_default=False)],
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Take the text of an earlier version again; what was coded since goes along."""
    from qualcode.workflows import correcting

    def plan(opened: Study, found: int) -> Planned:
        return correcting.return_to(opened, found, version)

    carry_out(study, document, plan, dry_run=dry_run, as_json=as_json, yes=yes)


def versions(
    study: StudyPath,
    document: DocumentName,
    shown: Annotated[
        int | None,
        typer.Option("--show", metavar="VERSION", help="Print the text of one version.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the versions of a document's text: who corrected it when."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        if shown is not None:
            sys.stdout.buffer.write(opened.versions.text(document, shown).encode("utf-8"))
            return
        found = opened.versions.list(document)
    if as_json:
        json_out(
            [
                {
                    "version": v.version,
                    "at": v.at,
                    "actor": v.actor,
                    "label": v.label,
                    "characters": v.characters,
                    "sha256": v.sha256,
                    "current": v.current,
                }
                for v in found
            ]
        )
        return
    rows = [("*" if v.current else "", v.version, v.at, v.actor, v.characters, v.label) for v in found]
    table({"": "l", "version": "r", "at": "l", "by": "l", "characters": "r", "what": "l"}, rows, nothing="")


def unanchored(
    study: StudyPath,
    document: Annotated[str | None, typer.Argument(metavar="DOCUMENT", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """List quotations that lost their place when a text was corrected."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        found = opened.unanchored.list(document)
    if as_json:
        json_out(
            [
                {
                    "quotation": u.number,
                    "document": u.document,
                    "version": u.version,
                    "text": u.words,
                    "codes": list(u.codes),
                    "memo": u.memo,
                }
                for u in found
            ]
        )
        return
    table(
        {"quotation": "r", "document": "l", "version": "r", "codes": "l", "words": "l"},
        [(u.number, u.document, u.version, ", ".join(u.codes), u.words) for u in found],
        nothing="Every quotation has its place in the text.",
    )


def anchor(
    study: StudyPath,
    quotation: Citation,
    start: SpanStart,
    end: SpanEnd,
) -> None:
    """Give a quotation that lost its place a new one, with its number, codes and memos."""
    from qualcode.study import Study
    from qualcode.study.quotations import read_citation

    with Study.open(study) as opened, says_what_changed(opened):
        gone = opened.unanchored.anchor(read_citation(quotation)[1], (start, end))
    if gone:
        warn(
            f"These codes are no longer in the codebook, so their codings did not come back: {', '.join(gone)}."
        )


def dismiss(
    study: StudyPath,
    quotations: Annotated[list[str], typer.Argument(metavar="QUOTATION...", show_default=False)],
) -> None:
    """Let quotations without a place go; their memos stay, on the document."""
    from qualcode.study import Study
    from qualcode.study.quotations import read_citation

    with Study.open(study) as opened, says_what_changed(opened):
        opened.unanchored.dismiss([read_citation(q)[1] for q in quotations])
