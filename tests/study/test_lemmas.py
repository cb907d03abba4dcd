"""Lemma corrections of a study: what they change, what they refuse, and how they are taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError, StudyError
from qualcode.model.lemmas import LemmaCorrection
from qualcode.study import Study
from qualcode.workflows.indexing import index_study
from qualcode.workflows.lemma_table import export_lemmas, import_lemmas
from tests.study.material import new, transcript

CZECH = (
    "I: Jak se bere to pervo?\nR: Pervem jsem začal. Klientům se to neříká, drogama jsem se živil.\n"
    "I: A vy jako klient?\nR: Tak různě.\n"
)
ENGLISH = "I: What is it?\nR: The pervo of the gear.\nI: Right?\nR: Yes.\n"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A Czech and an English interview with their language indexes."""
    with new(tmp_path) as study:
        for name, text, language in (("czech", CZECH, "cs"), ("english", ENGLISH, "en")):
            study.documents.add(
                transcript(text),
                name=name,
                source=text.encode(),
                source_name=f"{name}.txt",
                language=language,
            )
        index_study(study)
        yield study


def places(study: Study, query: str) -> list[tuple[str, str]]:
    index_study(study)
    return [(hit.document, hit.text) for hit in study.search.find(query, lemma=True)]


def ids(study: Study, *names: str) -> tuple[int, ...]:
    return tuple(study.documents.get(name).id for name in names)


def test_inflected_czech_is_found_by_its_base_form(study: Study) -> None:
    assert places(study, "klient") == [("czech", "Klientům"), ("czech", "klient")]
    assert places(study, "droga") == [("czech", "drogama")]


def test_a_corrected_form_is_found_by_its_lemma_in_documents_of_the_language_alone(study: Study) -> None:
    assert places(study, "pervitin") == []
    assert study.lemmas.set(" Pervo ", "Pervitin", "cs") == LemmaCorrection("pervo", "pervitin", "cs")
    assert study.language_indexes.missing() == study.language_indexes.outdated() == ids(study, "czech")
    study.lemmas.set("pervem", "pervitin", "cs-CZ")
    assert places(study, "pervitin") == [("czech", "pervo"), ("czech", "Pervem")]
    assert places(study, "pervo") == [("czech", "pervo"), ("czech", "Pervem"), ("english", "pervo")]
    assert study.language_indexes.missing() == ()


def test_undo_and_redo_and_taking_away_make_the_index_anew(study: Study) -> None:
    study.lemmas.set("pervo", "pervitin", "cs")
    assert places(study, "pervitin") == [("czech", "pervo")]
    study.history.undo()
    assert study.lemmas.list() == ()
    assert places(study, "pervitin") == []
    study.history.redo()
    assert places(study, "pervitin") == [("czech", "pervo")]
    study.lemmas.remove("PERVO", "cs")
    assert study.history.list()[-1].label == "Removed the lemma of “pervo” (cs)"
    assert places(study, "pervitin") == []
    study.history.undo()
    assert study.lemmas.overrides("cs") == {"pervo": "pervitin"}


def test_the_same_correction_again_is_no_change_and_another_lemma_is_one(study: Study) -> None:
    study.lemmas.set("pervo", "pervitin", "cs")
    before = len(study.history.list())
    study.lemmas.set("PERVO", "pervitin", "cs")
    assert len(study.history.list()) == before
    study.lemmas.set("pervo", "droga", "cs")
    assert places(study, "droga") == [("czech", "pervo"), ("czech", "drogama")]
    study.history.undo()
    assert study.lemmas.overrides("cs") == {"pervo": "pervitin"}


@pytest.mark.parametrize(
    ("form", "lemma", "language", "words"),
    [
        ("", "x", "cs", "word form is empty"),
        ("x", "  ", "cs", "lemma is empty"),
        ("…", "x", "cs", "no letter"),
        ("dva slova", "x", "cs", "several words"),
        ("pervo", "dva slova", "cs", "a lemma is one word"),
        ("e-mailu", "email", "cs", "taken apart into “e”, “-”, “mailu”"),
        ("pervo", "pervitin", "", "no language code"),
        ("pervo", "pervitin", "../..", "no language code"),
        ("x" * 300, "x", "cs", "300 characters"),
    ],
)
def test_what_cannot_be_found_is_refused(
    study: Study, form: str, lemma: str, language: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        study.lemmas.set(form, lemma, language)
    assert study.lemmas.list() == ()


def test_what_is_not_corrected_cannot_be_taken_away(study: Study) -> None:
    study.lemmas.set("pervo", "pervitin", "cs")
    with pytest.raises(NotFoundError, match="lemma list study.qualcode"):
        study.lemmas.remove("pervo", "sv")
    assert len(study.lemmas.list()) == 1


def test_a_table_goes_out_and_comes_back_and_is_one_change(study: Study, tmp_path: Path) -> None:
    study.lemmas.set("pervo", "pervitin", "cs")
    study.lemmas.set("gear", "drug", "en")
    for suffix in ("csv", "tsv", "xlsx"):
        file = tmp_path / f"own.{suffix}"
        assert export_lemmas(study, file) == 2
        held = study.lemmas.list()
        for correction in held:
            study.lemmas.remove(correction.form, correction.language)
        changes = len(study.history.list())
        assert import_lemmas(study, file) == 2
        assert study.lemmas.list() == held
        assert len(study.history.list()) == changes + 1
        assert import_lemmas(study, file) == 0


def test_other_headings_and_a_language_for_all(study: Study, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("tvar;lemma\nPervo;pervitin\npervem;pervitin\n", encoding="utf-8")
    assert import_lemmas(study, file, language="cs") == 2
    assert study.lemmas.overrides("cs") == {"pervem": "pervitin", "pervo": "pervitin"}
    assert study.lemmas.list("en") == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("form,lemma\npervo,pervitin\ndva slova,x\n", "Row 3 of own.csv: “dva slova” are several words"),
        ("form,lemma\n\npervo,\n", "Row 3 of own.csv: The lemma is empty"),
        ("slovicko,lemma\npervo,pervitin\n", "needs the columns “form” and “lemma”"),
        ("form,lemma\n", "no row"),
        ("form,lemma,language\npervo,pervitin,čeština\n", "Row 2 .*no language code"),
    ],
)
def test_of_a_table_with_a_fault_nothing_is_set(
    study: Study, tmp_path: Path, content: str, words: str
) -> None:
    file = tmp_path / "own.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        import_lemmas(study, file)
    assert study.lemmas.list() == ()


def test_key_phrases_and_similar_passages_follow_the_corrections(study: Study) -> None:
    from qualcode.workflows.suggesting import key_phrases

    text = "I: No?\n" + "R: Bral jsem pervo. Perník taky. Pervem. Perníkem.\n" * 3
    study.documents.add(
        transcript(text), name="more", source=text.encode(), source_name="more.txt", language="cs"
    )
    before = {phrase.lemmas for phrase in key_phrases(study, "more")}
    assert ("perník",) in before
    for form in ("pervo", "pervem", "perník", "perníkem"):
        study.lemmas.set(form, "pervitin", "cs")
    after = {phrase.lemmas: phrase.count for phrase in key_phrases(study, "more")}
    assert after[("pervitin",)] == 12
    assert ("perník",) not in after


def test_a_language_index_of_older_rules_is_built_again(study: Study) -> None:
    with study.store.transaction() as connection:
        connection.execute("UPDATE language_index SET made_with = replace(made_with, 'rules ', 'rules 0')")
    assert study.language_indexes.missing() == ids(study, "czech", "english")
    assert [d.name for d in index_study(study)] == ["czech", "english"]


def test_a_study_that_may_not_be_written_is_searched_with_the_index_that_it_has(study: Study) -> None:
    study.lemmas.set("pervo", "pervitin", "cs")
    study.store.read_only = True
    assert study.language_indexes.missing() == ()
    assert [hit.text for hit in study.search.find("klient", lemma=True)] == ["Klientům", "klient"]
    with pytest.raises(StudyError, match="read-only"):
        study.lemmas.set("gear", "drug", "en")


def test_only_what_is_named_is_indexed(study: Study) -> None:
    study.lemmas.set("pervo", "pervitin", "cs")
    study.lemmas.set("gear", "drug", "en")
    assert [d.name for d in index_study(study, only=ids(study, "english"))] == ["english"]
    assert study.language_indexes.outdated() == ids(study, "czech")
