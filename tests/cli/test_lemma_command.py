"""Lemma corrections from the command line, and the search that follows them."""

from __future__ import annotations

from pathlib import Path

from qualcode.study import Study
from qualcode.workflows.indexing import index_study
from tests.cli.test_commands import Run, listed, run
from tests.study.material import transcript

__all__ = ["run"]

TALK = "I: Jak se bere to pervo?\nR: Pervem jsem začal, klientům se to neříká.\n"


def study_of(tmp_path: Path) -> str:
    """A Czech study with one interview and its language index."""
    path = tmp_path / "slang.qualcode"
    with Study.create(path, language="cs") as study:
        study.documents.add(
            transcript(TALK), name="talk", source=TALK.encode(), source_name="talk.txt", language="cs"
        )
        index_study(study)
    return str(path)


def test_a_correction_is_followed_by_the_search_and_can_be_taken_back(run: Run, tmp_path: Path) -> None:
    study = study_of(tmp_path)
    said = run("lemma", "set", study, "Pervo", "pervitin").stdout
    assert "Set the lemma of “pervo” (cs) to “pervitin”." in said
    assert "index of 1 document again" in said
    assert [hit["text"] for hit in listed(run, "search", study, "pervitin", "--lemma")] == ["pervo"]
    assert [hit["text"] for hit in listed(run, "search", study, "klient", "--lemma")] == ["klientům"]
    assert listed(run, "lemma", "list", study) == [{"form": "pervo", "lemma": "pervitin", "language": "cs"}]
    assert "Removed the lemma" in run("lemma", "remove", study, "PERVO", "--language", "cs").stdout
    assert "no lemma correction" in run("lemma", "remove", study, "pervo", code=1).stderr
    with Study.open(study) as opened:
        assert opened.language_indexes.missing() == (), "it was built again after the removal"
        assert not opened.search.find("pervitin", lemma=True)


def test_corrections_go_out_as_a_table_and_come_in_as_one_change(run: Run, tmp_path: Path) -> None:
    study = study_of(tmp_path)
    file, out = tmp_path / "own.csv", tmp_path / "out.csv"
    file.write_text("form,lemma\npervo,pervitin\npervem,pervitin\n", encoding="utf-8")
    assert "2 word forms from “own.csv”" in run("lemma", "import", study, str(file)).stdout
    assert "2 lemma corrections" in run("lemma", "export", study, str(out)).stdout
    assert out.read_text(encoding="utf-8-sig").split() == [
        "form,lemma,language", "pervem,pervitin,cs", "pervo,pervitin,cs",
    ]  # fmt: skip
    with Study.open(study) as opened:
        assert [hit.text for hit in opened.search.find("pervitin", lemma=True)] == ["pervo", "Pervem"]
        opened.history.undo()
        assert opened.lemmas.list() == ()
