"""What differs between two codebooks: at two moments, of a file, of another study."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import FileError, InputError, QualcodeError
from qualcode.model.codebook_changes import CodebookDifference, CodeChange, FieldChange
from qualcode.model.codes import CodeFields
from qualcode.study import Study
from qualcode.text.wording_diff import changes, marked
from qualcode.workflows.codebook_diff import codebook_difference, in_words, write_difference
from qualcode.workflows.codebooks import export_codebook
from tests.formats.validators import sound
from tests.study.material import TEXT, add, new, span
from tests.study.test_past import EDITS, do


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A codebook with a category and five codes, four of them applied."""
    with new(tmp_path, actor="Jana") as made:
        add(made)
        made.codebook.add("Relationship", kind="category")
        made.codebook.add("System", kind="category")
        definition = "The client relies on the worker over a longer time"
        made.codebook.add("trust", under="Relationship", fields=CodeFields(definition))
        made.codebook.add("faith", under="Relationship", fields=CodeFields("Believes in people"))
        made.codebook.add("searching", fields=CodeFields("Goes and looks for somebody"))
        made.codebook.add("old one", fields=CodeFields("Of no use any more", colour="#123456"))
        made.codings.apply("interview", span(TEXT, "I trust him"), ["trust", "faith"])
        made.codings.apply("interview", span(TEXT, "look for him"), ["trust", "searching"])
        yield made


def edit(study: Study) -> None:
    """One change of every kind."""
    book = study.codebook
    book.rename("trust", "mutual trust")
    book.edit("mutual trust", brief="The client relies on the nurse over a longer time", colour="#654321")
    book.merge(["faith"], "mutual trust")
    book.move("searching", "System")
    book.split("mutual trust", "trust in time", [study.codings.list(code="mutual trust")[-1].quotation])
    book.edit("trust in time", brief="Grows slowly")
    book.add("hope", under="Relationship")
    book.delete("old one")


def told(found: CodebookDifference) -> dict[str, str]:
    return {change.name: in_words(change) for change in found.changes}


def of(found: CodebookDifference, name: str) -> CodeChange:
    return next(change for change in found.changes if change.name == name)


def test_one_study_at_two_moments(study: Study) -> None:
    since = study.past.last()
    edit(study)
    found = codebook_difference(study, since=since)
    assert told(found) == {
        "mutual trust": "renamed, was “trust”; edited: brief",
        "trust in time": "split off from “mutual trust”",
        "hope": "added",
        "searching": "moved to System, was under the top",
        "faith": "merged into “mutual trust”",
        "old one": "removed",
    }
    assert [c.name for c in found.changes][-2:] == ["faith", "old one"], "what is gone comes last"
    brief = of(found, "mutual trust").fields[0]
    assert marked(changes(brief.old, brief.new)) == (
        "The client relies on the [-worker-]{+nurse+} over a longer time"
    )
    assert of(found, "old one").fields == (FieldChange("brief", "Of no use any more", ""),)
    assert (found.old.change, found.new.change, found.same) == (since, study.past.last(), 2)
    assert (found.old.codes, found.old.nodes, found.new.codes) == (4, 6, 4)
    back = codebook_difference(study, since=since, until=since)
    assert (back.changes, back.same) == ((), 6)


def test_undone_steps_never_were(study: Study) -> None:
    since = study.past.last()
    study.codebook.rename("trust", "x")
    study.codebook.add("hope")
    study.history.undo(2)
    assert codebook_difference(study, since=since).changes == ()


def test_a_renamed_parent_moves_nobody(study: Study) -> None:
    since = study.past.last()
    study.codebook.rename("Relationship", "Relations")
    assert [c.name for c in codebook_difference(study, since=since).changes] == ["Relations"]


@pytest.mark.parametrize("suffix", ["yaml", "csv", "xlsx"])
def test_an_exported_file_is_the_codebook_of_then(study: Study, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"then.{suffix}"
    export_codebook(study, file)
    assert codebook_difference(study, file=file).changes == ()
    edit(study)
    found = told(codebook_difference(study, file=file))
    assert found["mutual trust"] == "renamed, was “trust”; edited: brief", "the lineage knows the old name"
    assert found["faith"] == "merged into “mutual trust”"
    assert found["searching"] == "moved to System, was under the top"
    assert found["old one"] == "removed"
    assert found["hope"] == found["trust in time"] == "added", "a file knows nothing of splits"


@pytest.mark.parametrize("suffix", ["yaml", "csv", "xlsx"])
def test_fields_that_a_file_has_are_compared_also_where_they_are_empty_or_as_usual(
    study: Study, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"then.{suffix}"
    export_codebook(study, file)
    study.codebook.edit("trust", origin="theory", full="Rests on earlier help")
    found = codebook_difference(study, file=file)
    assert found.left_out == ()
    assert [(c.name, [f.field for f in c.fields]) for c in found.changes] == [("trust", ["full", "origin"])]


def test_a_table_without_parents_and_kinds_moves_nobody(study: Study, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("name\n" + "".join(f"{code.name}\n" for code in study.codebook.tree()), encoding="utf-8")
    found = codebook_difference(study, file=file)
    assert found.changes == ()
    assert found.left_out == ("parent", "kind", "brief", "full", "when", "when_not", "example", "origin")


def test_nodes_of_a_foreign_file_are_known_by_their_definitions(study: Study, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text(
        "name,parent,kind,brief\nTeam,,category,\n"
        "reliance,Team,code,The client relies on the worker over a long time\nFAITH,Team,code,Believes in people\n",
        encoding="utf-8",
    )
    found = codebook_difference(study, file=file)
    assert (
        told(found)["trust"]
        == "renamed, was “reliance”; moved to Relationship, was under Team; edited: brief"
    )
    assert told(found)["faith"] == "renamed, was “FAITH”; moved to Relationship, was under Team"
    assert told(found)["Team"] == "removed"
    assert found.left_out == ("full", "when", "when_not", "example", "origin")
    assert (found.old.name, found.old.file, found.old.change) == ("other.csv", True, None)


def test_a_copy_of_the_study_and_another_study(study: Study, tmp_path: Path) -> None:
    copy = tmp_path / "copy.qualcode"
    shutil.copyfile(study.path, copy)
    edit(study)
    before = copy.read_bytes()
    found = codebook_difference(study, file=copy)
    assert told(found)["mutual trust"] == "renamed, was “trust”; edited: brief"
    assert told(found)["faith"] == "merged into “mutual trust”"
    assert copy.read_bytes() == before
    with new(tmp_path, name="other.qualcode") as other:
        other.codebook.add("Hope", kind="code", fields=CodeFields("Looks ahead"))
    found = codebook_difference(study, file=tmp_path / "other.qualcode")
    assert (
        told(found)["hope"] == "renamed, was “Hope”; moved to Relationship, was under the top; edited: brief"
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS, st.integers(0, 6))
def test_every_node_is_told_once_or_is_the_same(edits: list[tuple[str, str, str, int]], split: int) -> None:
    with TemporaryDirectory() as folder, new(Path(folder)) as study:
        add(study)
        since = study.past.last()
        for number, one in enumerate(edits):
            with suppress(QualcodeError):
                do(study, *one)
            if number == split:
                since = study.past.last()
        found = codebook_difference(study, since=since)
        old = {code.id: code for code in study.past.codebook(since).codes}
        now = {code.id: code for code in study.codebook.tree()}
        told_of = [change.code_id for change in found.changes if change.code_id is not None]
        assert len(told_of) == len(set(told_of))
        assert found.same == len(now) - len(told_of)
        assert sum(found.count(how) for how in ("added", "split")) == len(now.keys() - old.keys())
        assert sum(found.count(how) for how in ("removed", "merged")) == len(old.keys() - now.keys())
        for i in now.keys() - set(told_of):
            assert (now[i].name, now[i].brief, now[i].parent_id, now[i].kind) == (
                old[i].name,
                old[i].brief,
                old[i].parent_id,
                old[i].kind,
            )


def test_what_cannot_be_compared_is_refused(study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="changed last on 20"):
        codebook_difference(study)
    with pytest.raises(InputError, match="not both"):
        codebook_difference(study, since=1, file=tmp_path / "x.csv")
    with pytest.raises(FileError, match="is read from"):
        codebook_difference(study, file=tmp_path / "x.docx")
    with pytest.raises(InputError, match="comes before"):
        codebook_difference(study, since=study.past.last(), until=1)


@pytest.mark.parametrize(
    ("language", "title", "head"),
    [
        ("en", "Changes in the codebook", "Brief definition: "),
        ("cs", "Změny v kódovníku", "Stručná definice: "),
        ("sv", "Ändringar i kodboken", "Kort definition: "),
    ],
)
def test_the_report_marks_words_by_signs_and_by_looks(
    study: Study, tmp_path: Path, language: str, title: str, head: str
) -> None:
    since = study.past.last()
    edit(study)
    found = codebook_difference(study, since=since)
    word = tmp_path / "d.docx"
    write_difference(study, found, word, language=language)
    assert sound(word.read_bytes()) == []
    document = Document(str(word))
    texts = [p.text for p in document.paragraphs]
    assert title in texts
    reworded = next(p for p in document.paragraphs if p.text.startswith(head + "The client"))
    assert reworded.text == head + "The client relies on the [-worker-]{+nurse+} over a longer time"
    assert [run.text for run in reworded.runs if run.font.strike] == ["worker"]
    assert [run.text for run in reworded.runs if run.font.underline] == ["nurse"]
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert len(rows) == 1 + len(found.changes)
    for suffix, gone, new_words in (
        ("md", "~~worker~~", "<ins>nurse</ins>"),
        ("html", "<del>worker</del>", "<ins>nurse</ins>"),
        ("tex", r"\qcgone{worker}", r"\qcnew{nurse}"),
    ):
        file = tmp_path / f"d.{suffix}"
        write_difference(study, found, file, language=language)
        text = file.read_text(encoding="utf-8")
        assert gone in text
        assert new_words in text
    assert [r.name for r in study.results.list()] == ["d.docx", "d.md", "d.html", "d.tex"]


def test_markup_in_names_and_definitions_stays_text(study: Study, tmp_path: Path) -> None:
    since = study.past.last()
    study.codebook.edit("trust", brief="<b>[-x-]</b> & {+y+} ~~z~~ \\sout{}\x01")
    study.codebook.rename("searching", "=1+1 <script>")
    found = codebook_difference(study, since=since)
    for suffix in ("docx", "md", "html", "tex", "csv", "xlsx"):
        write_difference(study, found, tmp_path / f"d.{suffix}")
    assert sound((tmp_path / "d.docx").read_bytes()) == []
    assert "<script>" not in (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "'=1+1" in (tmp_path / "d.csv").read_text(encoding="utf-8")
    assert "<b>[-x-]" in "\n".join(p.text for p in Document(str(tmp_path / "d.docx")).paragraphs)


def test_an_empty_codebook_gives_a_report_too(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        found = codebook_difference(study, since=0)
        assert (found.changes, found.same) == ((), 0)
        write_difference(study, found, tmp_path / "d.docx")
        texts = [p.text for p in Document(str(tmp_path / "d.docx")).paragraphs]
        assert any("do not differ" in text for text in texts)
