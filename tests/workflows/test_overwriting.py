"""Reports never take the place of a template, nor, unasked, of a file that somebody has worked on."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from qualcode.errors import FileError
from qualcode.formats.word.origin import is_ours
from qualcode.study import Study
from qualcode.workflows.codebooks import export_codebook
from qualcode.workflows.report import write_report, write_reports
from tests.study.material import new


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as made:
        made.codebook.add("trust")
        yield made


def saved_by_word(path: Path) -> bytes:
    """The file as Word would leave it: the same, but for who says to have written it."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b">qualcode<", b">Microsoft Office Word<")
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path.read_bytes()


def test_the_template_is_never_written_over(study: Study, tmp_path: Path) -> None:
    form = tmp_path / "university.docx"
    Document().save(str(form))
    before = form.read_bytes()
    for overwrite in (False, True):
        with pytest.raises(FileError, match="is the template itself"):
            write_report(study, form, kind="codebook", template=form, overwrite=overwrite)
    assert form.read_bytes() == before
    assert study.results.list() == ()


def test_a_word_file_that_was_saved_since_is_kept_unless_wished(study: Study, tmp_path: Path) -> None:
    file, other = tmp_path / "codebook.docx", tmp_path / "other.docx"
    write_report(study, file, kind="codebook")
    write_report(study, file, kind="codebook")
    noted, digest = len(study.results.list()), study.digest()
    annotated = saved_by_word(file)
    with pytest.raises(
        FileError, match=r"codebook\.docx exists, and another program has saved it.*--overwrite"
    ):
        write_reports(study, [other, file], kind="codebook")
    with pytest.raises(FileError, match="--overwrite"):
        export_codebook(study, file)
    assert file.read_bytes() == annotated
    assert not other.exists()
    assert (len(study.results.list()), study.digest()) == (noted, digest)
    write_report(study, file, kind="codebook", overwrite=True)
    assert is_ours(file)


def test_other_files_are_kept_unless_the_study_wrote_them(study: Study, tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("My own notes.")
    with pytest.raises(FileError, match="is no result that this study has written"):
        write_report(study, file, kind="codebook")
    assert file.read_text() == "My own notes."
    write_report(study, file, kind="codebook", overwrite=True)
    write_report(study, file, kind="codebook")


def test_a_report_in_the_users_template_is_known_as_ours(study: Study, tmp_path: Path) -> None:
    form, file = tmp_path / "university.docx", tmp_path / "codebook.docx"
    Document().save(str(form))
    assert not is_ours(form)
    for _ in range(2):
        write_report(study, file, kind="codebook", template=form)
        assert is_ours(file)


def test_what_is_no_word_file_is_not_ours(tmp_path: Path) -> None:
    file = tmp_path / "odd.docx"
    file.write_bytes(b"no package")
    assert not is_ours(file)
    assert not is_ours(tmp_path / "none.docx")
