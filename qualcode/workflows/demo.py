"""The sample studies: built from the files that ship with qualcode, analysed and exported."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from qualcode import resources
from qualcode.errors import FileError, StudyError
from qualcode.exchange.codings_table import columns, read_codings
from qualcode.formats.tables import read_table
from qualcode.model.codings import MemoKind, MemoTarget
from qualcode.model.documents import Role
from qualcode.study import Study
from qualcode.study.mappings import NewReading

__all__ = ["SAMPLES", "DemoResult", "build_demo", "build_new_demo", "demo_folder"]

OTHER_FORMATS = ("html", "md", "tex", "xlsx")
"""In which the full report is written as well, in the first language."""
OTHER_KINDS = ("codes", "comparison", "transcript", "method", "coreq", "srqr")
"""Kinds of report that are written beside the full one."""
Progress = Callable[[str], None]
"""Called with a sentence before each longer step."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample study: where its files lie and how it is called."""

    folder: str
    file: str
    title: str
    language: str
    actor: str
    reports: tuple[str, ...]
    """Languages of its reports."""


SAMPLES = (
    Sample(
        "english",
        "sample.qualcode",
        "Case management in addiction outpatient services (invented sample)",
        "en",
        "Marta",
        ("en",),
    ),
    Sample(
        "czech-swedish",
        "sample-cs-sv.qualcode",
        "Case management v pěti rozhovorech (smyšlený vzorek)",
        "cs",
        "Marta",
        ("cs", "sv"),
    ),
)


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What a demo has made."""

    study: Path
    """The first sample study."""
    files: tuple[Path, ...]
    """All files, studies first."""


def build_demo(folder: Path, *, progress: Progress | None = None) -> DemoResult:
    """Build the sample studies in a folder, run every analysis and write every export.

    A folder that holds a study by one of their names is refused. Raises :class:`~qualcode.errors.StudyError`.
    """
    say = progress or (lambda _: None)
    for sample in SAMPLES:
        if (folder / sample.file).exists():
            raise StudyError(
                f"{folder / sample.file} exists already; delete the folder {folder}, or give another one: qualcode demo DIR"
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            f"The folder {folder} cannot be made ({error.strerror}); give another one."
        ) from error
    studies: list[Path] = []
    exports: list[Path] = []
    for sample in SAMPLES:
        say(f"Building {sample.file} …")
        path = folder / sample.file
        with Study.create(path, title=sample.title, language=sample.language, actor=sample.actor) as study:
            build(study, resources.sample_transcripts() / sample.folder)
            studies.append(path)
            say(f"Analysing {sample.file} and writing its exports …")
            exports += export(study, folder, path.stem, sample.reports)
    return DemoResult(studies[0], (*studies, *exports))


def demo_folder(where: Path) -> Path:
    """A folder for the sample studies that is not there yet: ``demo``, or the first free ``demo-2``, ``demo-3``, ..."""
    number = 1
    while (folder := where / ("demo" if number == 1 else f"demo-{number}")).exists():
        number += 1
    return folder


def build_new_demo(folder: Path, progress: Callable[[int, int, str], None]) -> DemoResult:
    """Build the sample studies in a new folder; where the work is stopped or fails, the folder is taken away again.

    ``progress`` gets the steps done, all steps, and a sentence; it stops the work by raising. Raises
    :class:`~qualcode.errors.FileError` for a folder with something in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileError(f"{folder} is there already and not empty; give a new folder.")
    steps = 2 * len(SAMPLES)
    begun = iter(range(steps))
    try:
        return build_demo(folder, progress=lambda sentence: progress(next(begun), steps, sentence))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def build(study: Study, source: Path) -> None:
    """Fill an empty study: transcripts, cases, codebook, codings of both coders, levels, memos, language index."""
    from qualcode.workflows.codebooks import import_codebook
    from qualcode.workflows.guiding import import_guide
    from qualcode.workflows.indexing import index_study

    add_documents(study, source / "study.csv")
    import_codebook(study, "sample", language=study.language)
    study.codings.apply_many(read_codings(source / "codings.csv"), closed=True)
    study.mappings.set_readings(read_levels(study, source / "levels.csv"))
    describe_quotations(study, source / "quotations.csv")
    import_guide(study, source / "guide.yaml")
    memos = read_table(source / "memos.csv")
    get = columns(memos, source / "memos.csv", ("kind", "target", "name", "text"))
    with study.change("memos.add", "Wrote memos"):
        for row in memos.rows:
            study.memos.add(
                get(row, "text"),
                kind=cast("MemoKind", get(row, "kind")),
                target=cast("MemoTarget", get(row, "target")),
                target_name=get(row, "name") or None,
            )
    index_study(study)


def add_documents(study: Study, manifest: Path) -> None:
    """Import the transcripts that a manifest names, with cases, attributes and confirmed roles."""
    from qualcode.workflows.importing import import_files

    table = read_table(manifest)
    get = columns(table, manifest, ("file", "case", "language", "roles"))
    attributes = [name for name in table.header if name not in ("file", "case", "language", "roles")]
    with study.change("documents.import", f"Imported {len(table.rows)} interviews"):
        for row in table.rows:
            roles = {
                label.strip(): cast("Role", role.strip())
                for label, role in (pair.split("=") for pair in get(row, "roles").split(";"))
            }
            values = {name: get(row, name) for name in attributes if get(row, name)}
            done = import_files(
                study,
                [manifest.parent / get(row, "file")],
                language=get(row, "language"),
                roles=roles,
                case=get(row, "case"),
                attributes=values,
            )[0]
            if done.error:
                raise FileError(f"The sample transcript could not be imported: {done.error}")


def read_levels(study: Study, path: Path) -> list[NewReading]:
    """Levels that single quotations state, found by document and span."""
    table = read_table(path)
    get = columns(table, path, ("document", "start", "end", "code", "criterion", "level"))
    numbers = {(row.document, row.start, row.end): row.quotation for row in study.codings.list()}
    return [
        NewReading(
            numbers[get(row, "document"), int(get(row, "start")), int(get(row, "end"))],
            get(row, "code"),
            get(row, "criterion"),
            int(get(row, "level")),
        )
        for row in table.rows
    ]


def describe_quotations(study: Study, path: Path) -> None:
    """Condensed texts, translations and printed forms of quotations, found by document and span, as one change."""
    table = read_table(path)
    get = columns(table, path, ("document", "start", "end", "condensed", "translation", "printed"))
    numbers = {(row.document, row.start, row.end): row.quotation for row in study.codings.list()}
    with study.change("quotations.set", f"Condensed, translated or shortened {len(table.rows)} quotations"):
        for row in table.rows:
            study.quotations.set(
                numbers[get(row, "document"), int(get(row, "start")), int(get(row, "end"))],
                condensed=get(row, "condensed") or None,
                translation=get(row, "translation") or None,
                printed=get(row, "printed") or None,
            )


def export(study: Study, folder: Path, stem: str, languages: Sequence[str]) -> list[Path]:
    """Run every analysis of a study and write every export; gives the files."""
    from qualcode.workflows.codebooks import export_codebook
    from qualcode.workflows.cooccurring import cooccurrence_of
    from qualcode.workflows.networking import network_of, write_network
    from qualcode.workflows.report import write_report, write_report_file, write_reports
    from qualcode.workflows.reviewing import export_review
    from qualcode.workflows.tables import write_tables

    files: list[Path] = []

    def named(ending: str) -> Path:
        files.append(folder / f"{stem}-{ending}")
        return files[-1]

    for language in languages:
        more = [named(f"report.{suffix}") for suffix in OTHER_FORMATS] if language == languages[0] else []
        write_reports(study, [named(f"report-{language}.docx"), *more], language=language, overwrite=True)
        write_report(
            study, named(f"appendix-{language}.docx"), kind="appendix", language=language, overwrite=True
        )
    for kind in OTHER_KINDS:
        write_report(study, named(f"{kind}.docx"), kind=kind, overwrite=True)
    write_report_file(study, named("report.yaml"))
    for ending in ("docx", "yaml", "xlsx"):
        export_codebook(study, named(f"codebook.{ending}"), overwrite=True)
    export_review(study, named("codebook-for-review.docx"))
    first = study.documents.list()[0]
    export_review(study, named(f"{first.name}-for-review.docx"), document=first.name)
    network = network_of(study, cooccurrence_of(study))
    for ending in ("graphml", "gexf", "json", "png", "svg", "html"):
        write_network(study, named(f"network.{ending}"), network)
    categories = cooccurrence_of(study, unit="turn", level="category")
    write_network(study, named("categories.png"), network_of(study, categories))
    files += write_tables(study, folder, stem)
    return [*files, *sorted(folder.glob(f"{stem}-report-figure*"))]  # the pictures of the Markdown report
