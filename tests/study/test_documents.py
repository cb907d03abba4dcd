"""Documents, cases and search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NameTakenError, NotFoundError, StudyError
from qualcode.study import Study
from qualcode.workflows.indexing import index_study
from tests.study.material import TEXT, add, new

CZECH = "T: Co je důvěra?\nR: Bez důvěry to nejde, důvěřovat se musí. Řádit a radit je rozdíl.\nT: A klienti?\nR: Klientům věříme, klienty hledáme."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as made:
        add(made)
        yield made


def test_every_letter_comes_back(study: Study) -> None:
    assert study.documents.text("INTERVIEW") == TEXT
    assert study.documents.source("interview") == ("interview.txt", TEXT.encode())
    assert [(t.number, t.speaker, t.role) for t in study.documents.turns("interview")] == [
        (1, "I", "interviewer"),
        (2, "R", "respondent"),
        (3, "I", "interviewer"),
        (4, "R", "respondent"),
    ]


def test_each_document_gets_a_case_of_its_own_unless_told_otherwise(study: Study) -> None:
    add(study, "second", "I: One more?\nR: Yes.", attributes={"facility_type": "clinic"})
    add(study, "third", "I: And again?\nR: Well.", case="R02")
    assert [(d.name, d.case) for d in study.documents.list()] == [
        ("interview", "R01"),
        ("second", "R02"),
        ("third", "R02"),
    ]
    assert study.cases.get("r02").attributes == {"facility_type": "clinic"}


def test_a_text_that_is_there_already_and_a_name_in_use_are_refused(study: Study) -> None:
    with pytest.raises(InputError, match="in the study already, as “interview”"):
        add(study, "again")
    with pytest.raises(NameTakenError, match="document “interview” already"):
        add(study, "Interview", "I: Other words?\nR: Yes.")
    assert len(study.cases.list()) == 1


def test_roles_can_be_settled_later(study: Study) -> None:
    study.documents.set_role("interview", "r", "other")
    assert {s.label: s.role for s in study.documents.speakers("interview")} == {
        "I": "interviewer",
        "R": "other",
    }
    with pytest.raises(NotFoundError, match="the labels are: I, R"):
        study.documents.set_role("interview", "X", "other")
    with pytest.raises(InputError, match="no role"):
        study.documents.set_role("interview", "R", "boss")  # type: ignore[arg-type]
    assert study.documents.settle_roles("all", {"R": "respondent"}) == 1


def test_a_changed_byte_is_noticed_on_opening(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        path = study.path
    data = path.read_bytes()
    assert data.count(b"look for him; I don't give up") >= 1
    at = data.index(TEXT.encode()) + TEXT.encode().index(b"give up")
    path.write_bytes(data[:at] + b"gave" + data[at + 4 :])
    with pytest.raises(StudyError, match=r"not the one that was imported.*backup list"):
        Study.open(path)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("trust", ["trust", "trust"]),
        ("trust*", ["trust", "trust", "trusts"]),
        ("duvera", ["Důvěra"]),
        ("důvěra", ["Důvěra"]),
        ("dúvera", []),
        ("i trust HIM", ["I trust him"]),
        ("don't give", ["don't give"]),
        ("him and he", ["him, and he"]),
        ("rust", []),
        ('"', None),
        ("look OR go", []),
    ],
)
def test_words_are_found_where_they_stand(study: Study, query: str, found: list[str] | None) -> None:
    if found is None:
        with pytest.raises(InputError, match="nothing to search for"):
            study.search.find(query)
        return
    hits = study.search.find(query)
    assert [h.text for h in hits] == found
    for hit in hits:
        assert TEXT[hit.start : hit.end] == hit.text
        assert hit.text in hit.context


def test_all_forms_of_a_word_are_found_after_the_language_index(study: Study) -> None:
    add(study, "czech", CZECH)
    study.documents.set_language("czech", "cs")
    with pytest.raises(InputError, match="no language index"):
        study.search.find("klient", lemma=True)
    assert [d.name for d in index_study(study)] == ["interview", "czech"]
    hits = study.search.find("klient", lemma=True)
    assert [h.text for h in hits] == ["klienti", "Klientům", "klienty"]
    assert [h.text for h in study.search.find("trust", lemma=True)] == ["trust", "trust", "trusts"]
    assert [h.text for h in study.search.find("radit")] == ["Řádit", "radit"], (
        "accents are ignored unless the query has some"
    )
    assert [h.text for h in study.search.find("řádit")] == ["Řádit"]
    assert index_study(study) == ()


FORMS = {
    "cs": "T: Mají rádi rady? Řádit a radit je rozdíl.\nR: Radíme jim a oni řádí. Klientům věříme, klienty hledáme.",
    "sv": "I: Får de hjälp?\nR: Vi måste hjälpa dem, rösten hörs. Han for hem och far sov. De får.",
}


@pytest.mark.parametrize(
    ("language", "query", "found"),
    [
        ("cs", "řádit", ["Řádit", "řádí"]),
        ("cs", "radit", ["Řádit", "radit", "Radíme", "řádí"]),
        ("cs", "věřit", ["věříme"]),
        ("cs", "verit", ["věříme"]),
        ("cs", "vérit", []),
        ("cs", "věřit klient", ["věříme, klienty"]),
        ("sv", "hjälpa", ["hjälpa"]),
        ("sv", "hjalpa", ["hjälpa"]),
        ("sv", "röst", ["rösten"]),
        ("sv", "får", ["Får", "får"]),
        ("sv", "far", ["far"]),
    ],
)
def test_accents_are_ignored_among_lemmas_unless_the_query_has_some(
    study: Study, language: str, query: str, found: list[str]
) -> None:
    add(study, "forms", FORMS[language])
    study.documents.set_language("forms", language)
    index_study(study)
    hits = [hit for hit in study.search.find(query, lemma=True) if hit.document == "forms"]
    assert [hit.text for hit in hits] == found


def test_words_before_the_first_turn_and_in_a_text_without_turns_are_found(study: Study) -> None:
    text = f"A trusty preface on trust.\n\n{TEXT}"
    add(study, "prefaced", text)
    add(study, "plain", "Nobody speaks here.\nBut trust is named.")
    hits = [(h.document, h.start, h.turn, h.speaker, h.context) for h in study.search.find("trust")]
    preface = text.index("trust.")
    assert ("prefaced", preface, None, None, "A trusty preface on trust.") in hits
    assert [h for h in hits if h[0] == "plain"] == [("plain", 24, None, None, "But trust is named.")]
    assert len([h for h in hits if h[0] == "prefaced"]) == 3


def test_only_places_wholly_inside_coded_passages_count(study: Study) -> None:
    add(study, "second", f"{TEXT}R: Trust.\n")
    start = TEXT.index("I trust him")
    study.codebook.add("Team", kind="category")
    study.codings.apply("interview", (start, start + 7), "exact")
    study.codings.apply("interview", (start, start + 6), "cut short")
    study.codings.apply("interview", (start + 3, start + 11), "late")
    study.codings.apply("interview", (start + 2, start + 7), "very")
    study.codebook.move(["exact", "late"], "Team")
    for code, found in (("exact", 1), ("cut short", 0), ("late", 0), ("very", 1), ("Team", 1)):
        hits = study.search.find("trust", code=code)
        assert [(h.document, h.start) for h in hits] == [("interview", start + 2)] * found, code


def test_search_can_stay_within_coded_passages(study: Study) -> None:
    start = TEXT.index("I trust him")
    study.codings.apply("interview", (start, start + 11), "a")
    assert [h.start for h in study.search.find("trust", code="a")] == [start + 2]


def test_undoing_an_import_takes_the_words_out_of_the_search(study: Study) -> None:
    index_study(study)
    study.history.undo()
    assert study.search.find("trust") == ()
    assert study.store.value("SELECT count(*) FROM language_index") == 0
    study.history.redo()
    assert len(study.search.find("trust")) == 2


def test_attributes_are_set_changed_and_taken_away(study: Study) -> None:
    study.cases.set("R01", {"Facility type": "clinic", "years": "3"})
    study.cases.set("R01", {"facility TYPE": "street", "years": ""})
    assert study.cases.get("R01").attributes == {"Facility type": "street"}
    study.cases.add("Facility A")
    with pytest.raises(NameTakenError, match="case “Facility A” already"):
        study.cases.rename("R01", "facility a")


def test_the_reading_place_is_kept_for_each_user(tmp_path: Path) -> None:
    with new(tmp_path, "Jana") as study:
        one, two = add(study), add(study, "two", "I: What else?\nR: That is all.")
        assert study.places.last() is None
        study.places.keep(one.id, 12)
        study.places.keep(two.id, 5)
        path = study.path
        events = len(study.history.list())
    with Study.open(path, actor="Jana") as study:
        assert study.places.last() == (two.id, 5)
        assert study.places.caret(one.id) == 12
        assert len(study.history.list()) == events
    with Study.open(path, actor="Petr") as study:
        assert study.places.last() is None
