"""Commands on lemma corrections: which base form a word form has in this study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import AsJson, StudyPath
from qualcode.cli.output import json_out, say, says_what_changed, table
from qualcode.text.counting import counted

if TYPE_CHECKING:
    from qualcode.study import Study

__all__ = ["register"]

Form = Annotated[
    str,
    typer.Argument(metavar="FORM", help="One word as it stands in the transcripts.", show_default=False),
]
Language = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="Such as cs; default: the study's.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="Lemmas that the dictionary gets wrong, corrected for this study.", no_args_is_help=True
    )
    for name, function in (
        ("list", list_), ("set", set_), ("remove", remove), ("import", import_), ("export", export),
    ):  # fmt: skip
        group.command(name)(function)
    app.add_typer(group, name="lemma")


def list_(
    study: StudyPath,
    language: Annotated[
        str | None,
        typer.Option("--language", metavar="CODE", help="Of one language only.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the lemma corrections of the study."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        corrections = opened.lemmas.list(language)
    if as_json:
        json_out([{"form": c.form, "lemma": c.lemma, "language": c.language} for c in corrections])
    else:
        table(
            {"form": "l", "lemma": "l", "language": "l"},
            [(c.form, c.lemma, c.language) for c in corrections],
            nothing="No lemma is corrected; the dictionaries hold.",
        )


def set_(
    study: StudyPath,
    form: Form,
    lemma: Annotated[
        str, typer.Argument(metavar="LEMMA", help="Its base form, by which it is found.", show_default=False)
    ],
    language: Language = None,
) -> None:
    """Correct the lemma of a word form; search, suggestions and key phrases follow it, in documents of that language."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        with says_what_changed(opened):
            opened.lemmas.set(form, lemma, language or opened.language)
        index(opened)


def remove(study: StudyPath, form: Form, language: Language = None) -> None:
    """Take a correction away, so that the dictionary holds again."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        with says_what_changed(opened):
            opened.lemmas.remove(form, language or opened.language)
        index(opened)


def import_(
    study: StudyPath,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A csv, tsv or xlsx file with the columns “form”, “lemma” and perhaps “language”.",
        ),
    ],
    language: Language = None,
) -> None:
    """Set lemma corrections from a table as one change: all rows or none."""
    from qualcode.study import Study
    from qualcode.workflows.lemma_table import import_lemmas

    with Study.open(study) as opened:
        with says_what_changed(opened):
            import_lemmas(opened, file, language=language)
        index(opened)


def export(
    study: StudyPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A csv, tsv or xlsx file to write.")],
    language: Annotated[
        str | None,
        typer.Option("--language", metavar="CODE", help="Of one language only.", show_default=False),
    ] = None,
) -> None:
    """Write the lemma corrections as a table that “lemma import” reads."""
    from qualcode.study import Study
    from qualcode.workflows.lemma_table import export_lemmas

    with Study.open(study) as opened:
        written = export_lemmas(opened, file, language=language)
    say(f"Wrote {counted(written, 'lemma correction')} to {file.name}.")


def index(study: Study) -> None:
    """Build the language indexes again that the corrections concern; those that were never built wait until they are wanted."""
    concerned = study.language_indexes.outdated()
    if concerned:
        from qualcode.workflows.indexing import index_study

        done = index_study(study, only=concerned)
        say(f"Built the language index of {counted(len(done), 'document')} again.")
