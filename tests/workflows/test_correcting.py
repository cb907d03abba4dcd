"""Corrections after the import: words, turns, labels, a corrected file; quotations go along, and all of it can be undone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import ConflictError, InputError
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.correcting import edit, edit_turn, join, relabel, reread, return_to, split, store
from qualcode.workflows.importing import import_files
from qualcode.workflows.indexing import index_study

TALK = (
    "Tazatel: Jak to u vás začalo?\n\n"
    "Respondent: Zacalo to na strední. Kamarád mi dal pervitin a pak uz to jelo.\n\n"
    "Tazatel: A kdo vám pomohl?\n\n"
    "Respondent: Terénní pracovnice, chodila za mnou každý týden. Věřil jsem jí.\n\n"
    "Tazatel: Co dělala?\n\n"
    "Respondent: Poslouchala. To stačilo.\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A study with one coded interview."""
    (tmp_path / "R07.txt").write_text(TALK, encoding="utf-8")
    with Study.create(tmp_path / "study.qualcode", language="cs", actor="Jana") as study:
        (result,) = import_files(study, [tmp_path / "R07.txt"])
        assert not result.error
        for words, code in (
            ("Zacalo to na strední", "začátek"),
            ("pervitin", "látka"),
            ("chodila za mnou každý týden", "vytrvalost"),
            ("Věřil jsem jí", "důvěra"),
            ("Poslouchala", "naslouchání"),
        ):
            study.codings.apply("R07", span(study, words), code)
        yield study
        assert check(study) == ()


def span(study: Study, words: str) -> tuple[int, int]:
    """Where words stand in the current text."""
    start = study.documents.text("R07").index(words)
    return start, start + len(words)


def coded(study: Study) -> dict[str, str]:
    """The words under each code."""
    return {row.code: row.text for row in study.codings.list()}


def speech(study: Study) -> list[tuple[str | None, str]]:
    """Speaker and words of every turn."""
    text = study.documents.text("R07")
    return [(t.speaker, text[t.speech_start : t.end]) for t in study.documents.turns("R07")]


def test_a_corrected_text_is_a_new_version_and_the_codings_go_along(study: Study) -> None:
    before, words = coded(study), study.documents.get("R07").words
    corrected = "Rozhovor R07, 3. března\n\n" + TALK.replace(
        "Zacalo to na strední", "Začalo to na střední škole"
    )
    planned = edit(study, "R07", corrected)
    assert study.documents.text("R07") == TALK
    assert [(q.before, q.after) for q in planned.correction.changed] == [
        ("Zacalo to na strední", "Začalo to na střední")
    ]
    assert planned.correction.lost == ()
    assert planned.correction.same == 4
    store(study, planned)
    assert study.documents.text("R07") == corrected
    assert coded(study) == before | {"začátek": "Začalo to na střední"}
    assert study.documents.get("R07").words == words + 1
    assert [s for s, _ in speech(study)] == ["Tazatel", "Respondent"] * 3
    assert [(v.version, v.current, v.actor) for v in study.versions.list("R07")] == [
        (1, False, ""),
        (2, True, "Jana"),
    ]
    assert study.versions.text("R07", 1) == TALK
    assert len(study.search.find("střední")) == 1
    assert study.search.find("strední na") == ()
    study.history.undo()
    assert study.documents.text("R07") == TALK
    assert coded(study) == before
    study.history.redo()
    assert coded(study)["začátek"] == "Začalo to na střední"


def test_a_quotation_without_a_place_is_listed_with_all_it_bears_and_can_be_anchored_anew(
    study: Study,
) -> None:
    number = next(row.quotation for row in study.codings.list(code="vytrvalost"))
    study.quotations.set(number, memo="důležité", translation="came every week")
    study.memos.add("Viz i R03.", kind="theoretical", target="quotation", target_name=number)
    planned = edit(study, "R07", TALK.replace("chodila za mnou každý týden", "byla tu pořád"))
    (lost,) = planned.correction.lost
    assert (lost.number, lost.words, lost.codes) == (
        number,
        "chodila za mnou každý týden",
        ("vytrvalost (Jana)",),
    )
    store(study, planned)
    assert "vytrvalost" not in coded(study)
    (left,) = study.unanchored.list()
    assert (left.number, left.words, left.codes, left.memo, left.version) == (
        number,
        "chodila za mnou každý týden",
        ("vytrvalost (Jana)",),
        "důležité",
        1,
    )
    assert [memo.target for memo in study.memos.list()] == ["document"]
    study.codebook.rename("vytrvalost", "trpělivost")
    assert study.unanchored.anchor(number, span(study, "byla tu pořád")) == ()
    quotation = study.quotations.get(number)
    assert (quotation.text, quotation.memo, quotation.translation) == (
        "byla tu pořád",
        "důležité",
        "came every week",
    )
    assert coded(study)["trpělivost"] == "byla tu pořád"
    assert [memo.target for memo in study.memos.list()] == ["quotation"]
    assert study.unanchored.list() == ()
    study.history.undo()
    assert [u.number for u in study.unanchored.list()] == [number]


def test_an_unanchored_quotation_goes_to_a_merged_code_and_onto_a_passage_that_is_coded(study: Study) -> None:
    number = next(row.quotation for row in study.codings.list(code="vytrvalost"))
    store(study, edit(study, "R07", TALK.replace("chodila za mnou každý týden", "byla tu pořád")))
    study.codebook.add("vztah")
    study.codebook.merge(["vytrvalost"], "vztah")
    study.codebook.delete("látka", with_codings=True)
    there = study.codings.apply("R07", span(study, "byla tu pořád"), "dostupnost")
    keeper = next(row.quotation for row in study.codings.list() if row.id == there[0])
    assert study.unanchored.anchor(number, span(study, "byla tu pořád")) == ()
    assert {row.code for row in study.codings.list() if row.quotation == keeper} == {"dostupnost", "vztah"}


def test_codes_that_are_gone_are_named_when_a_quotation_is_anchored(study: Study) -> None:
    number = next(row.quotation for row in study.codings.list(code="vytrvalost"))
    store(study, edit(study, "R07", TALK.replace("chodila za mnou každý týden", "byla tu pořád")))
    study.codebook.delete("vytrvalost", with_codings=True)
    with pytest.raises(InputError, match="bears nothing any more"):
        study.unanchored.anchor(number, span(study, "Terénní pracovnice"))
    study.history.undo(2)
    study.quotations.set(number, memo="znovu")
    store(study, edit(study, "R07", TALK.replace("chodila za mnou každý týden", "byla tu pořád")))
    study.codebook.delete("vytrvalost", with_codings=True)
    study.quotations.note("R07", span(study, "Terénní pracovnice"), memo="kdo?")
    assert study.unanchored.anchor(number, span(study, "Terénní pracovnice")) == ("vytrvalost",)
    assert study.unanchored.list() == ()


def test_dismissing_lets_quotations_go_until_it_is_undone(study: Study) -> None:
    store(study, edit(study, "R07", TALK.replace("chodila za mnou každý týden", "byla tu pořád")))
    (left,) = study.unanchored.list("R07")
    study.unanchored.dismiss([left.number])
    assert study.unanchored.list() == ()
    study.history.undo(2)
    assert coded(study)["vytrvalost"] == "chodila za mnou každý týden"


def test_one_turn_is_corrected_and_an_empty_one_refused(study: Study) -> None:
    store(study, edit_turn(study, "R07", 6, "Poslouchala mě.\nTo stačilo, víte?"))
    assert speech(study)[5] == ("Respondent", "Poslouchala mě.\nTo stačilo, víte?")
    assert coded(study)["naslouchání"] == "Poslouchala"
    with pytest.raises(InputError, match="would be empty"):
        edit_turn(study, "R07", 6, "  ")
    with pytest.raises(InputError, match="has no turn 9"):
        edit_turn(study, "R07", 9, "x")
    with pytest.raises(InputError, match="same as before"):
        edit_turn(study, "R07", 6, "Poslouchala mě.\nTo stačilo, víte?")


def test_a_turn_is_split_and_joined_again(study: Study) -> None:
    at = study.documents.text("R07").index("Věřil jsem jí")
    store(study, split(study, "R07", at, "Tazatel"))
    assert speech(study)[3:5] == [
        ("Respondent", "Terénní pracovnice, chodila za mnou každý týden."),
        ("Tazatel", "Věřil jsem jí."),
    ]
    assert len(speech(study)) == 7
    assert coded(study)["důvěra"] == "Věřil jsem jí"
    store(study, join(study, "R07", 4, 5))
    assert len(speech(study)) == 6
    assert study.documents.text("R07") == TALK
    with pytest.raises(InputError, match="between two of its words"):
        split(study, "R07", 3)
    with pytest.raises(InputError, match="cannot be joined"):
        join(study, "R07", 3, 3)


def test_a_new_voice_is_split_off_and_has_no_role_until_it_is_settled(study: Study) -> None:
    at = study.documents.text("R07").index("To stačilo")
    store(study, split(study, "R07", at, "Kolegyně"))
    assert speech(study)[-1] == ("Kolegyně", "To stačilo.")
    assert {s.label: s.role for s in study.documents.speakers("R07")}["Kolegyně"] == "unknown"


def test_a_label_is_changed_everywhere_or_in_some_turns(study: Study) -> None:
    store(study, relabel(study, "R07", {"Respondent": "Karel"}))
    assert [s for s, _ in speech(study)] == ["Tazatel", "Karel"] * 3
    assert {s.label: s.role for s in study.documents.speakers("R07")} == {
        "Tazatel": "interviewer",
        "Karel": "respondent",
    }
    assert "Karel: Poslouchala" in study.documents.text("R07")
    store(study, relabel(study, "R07", {"": "tazatel"}, [2]))
    assert [s for s, _ in speech(study)] == ["Tazatel", "Tazatel", "Tazatel", "Karel", "Tazatel", "Karel"]
    assert coded(study)["látka"] == "pervitin"
    with pytest.raises(InputError, match="Nobody"):
        relabel(study, "R07", {"Respondent": "X"})
    with pytest.raises(InputError, match="colon"):
        relabel(study, "R07", {"Karel": "K: "})


def test_variants_of_a_label_are_joined_and_undo_gives_them_back(tmp_path: Path) -> None:
    path = tmp_path / "R08.txt"
    path.write_text(
        "T: A?\nR: B.\nT: C?\nRe: D.\nT: E?\nRe: F.\nT: G?\nR: H.\nT: J?\nR: K.\nRe: L.\n", encoding="utf-8"
    )
    with Study.create(tmp_path / "s.qualcode", actor="Jana") as study:
        import_files(study, [path], roles={"R": "respondent", "T": "interviewer"})
        assert {s.label for s in study.documents.speakers("R08")} == {"T", "R", "Re"}
        store(study, relabel(study, "R08", {"Re": "R"}))
        assert {s.label: s.role for s in study.documents.speakers("R08")} == {
            "T": "interviewer",
            "R": "respondent",
        }
        study.history.undo()
        assert {s.label for s in study.documents.speakers("R08")} == {"T", "R", "Re"}


def test_labels_that_are_put_in_and_taken_out_are_followed(study: Study) -> None:
    corrected = TALK.replace(" Věřil jsem jí", "\n\nTazatel: Věřil jste jí?\n\nRespondent: Věřil jsem jí")
    store(study, edit(study, "R07", corrected.replace("\n\nTazatel: Co dělala?\n\nRespondent:", "")))
    assert speech(study)[3:] == [
        ("Respondent", "Terénní pracovnice, chodila za mnou každý týden."),
        ("Tazatel", "Věřil jste jí?"),
        ("Respondent", "Věřil jsem jí. Poslouchala. To stačilo."),
    ]
    store(study, edit(study, "R07", study.documents.text("R07") + "Kolegyně: Já také.\n", ["Kolegyně"]))
    assert speech(study)[-1] == ("Kolegyně", "Já také.")


def test_a_corrected_file_takes_the_place_of_the_text(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "R07_v2.docx"
    from docx import Document as Word

    word = Word()
    for line in TALK.replace("Zacalo to na strední", "Začalo to na střední").split("\n\n"):
        word.add_paragraph(line.strip())
    word.save(str(path))
    planned = reread(study, "R07", path)
    assert planned.correction.lost == ()
    document = store(study, planned)
    assert (document.format, document.source_name) == ("docx", "R07_v2.docx")
    assert study.documents.source("R07")[1] == path.read_bytes()
    assert coded(study)["začátek"] == "Začalo to na střední"
    assert {s.label: s.role for s in study.documents.speakers("R07")}["Respondent"] == "respondent"
    study.history.undo()
    assert study.documents.get("R07").source_name == "R07.txt"
    (tmp_path / "other.txt").write_text("A: Qq ww.\nB: Xx yy.\n" * 30, encoding="utf-8")
    with pytest.raises(InputError, match="another interview"):
        reread(study, "R07", tmp_path / "other.txt")


def test_times_of_turns_stay_with_them(tmp_path: Path) -> None:
    path = tmp_path / "talk.vtt"
    cues = [
        ("Jana", "How did it begin?"),
        ("Ivo", "At school. It was bad."),
        ("Jana", "Then?"),
        ("Ivo", "I stopped."),
    ]
    path.write_text(
        "WEBVTT\n\n"
        + "\n\n".join(
            f"00:00:{10 * n:02}.000 --> 00:00:{10 * n + 9}.000\n<v {who}>{said}</v>"
            for n, (who, said) in enumerate(cues)
        ),
        encoding="utf-8",
    )
    with Study.create(tmp_path / "s.qualcode", actor="Jana") as study:
        import_files(study, [path])
        text = study.documents.text("talk")
        store(study, edit(study, "talk", text.replace("Then?", "And then?")))
        assert [t.start_time for t in study.documents.turns("talk")] == [0, 10_000, 20_000, 30_000]
        store(study, split(study, "talk", study.documents.text("talk").index("It was bad"), "Jana"))
        assert [(t.start_time, t.end_time) for t in study.documents.turns("talk")][1:3] == [
            (10_000, None),
            (None, 19_000),
        ]
        store(study, join(study, "talk", 2, 3))
        assert [(t.start_time, t.end_time) for t in study.documents.turns("talk")][1] == (10_000, 19_000)


def test_an_earlier_version_comes_back_with_what_was_coded_since(study: Study) -> None:
    store(study, edit(study, "R07", TALK.replace("Zacalo", "Začalo")))
    study.codings.apply("R07", span(study, "To stačilo"), "dost")
    store(study, return_to(study, "R07", 1))
    assert study.documents.text("R07") == TALK
    assert coded(study)["dost"] == "To stačilo"
    assert [v.version for v in study.versions.list("R07")] == [1, 2, 3]


def test_two_passages_that_become_one_keep_all_that_they_bore(study: Study) -> None:
    text = study.documents.text("R07")
    a = text.index("To stačilo")
    study.codings.apply("R07", (a, a + 10), "dost")
    study.codings.apply("R07", (a, a + 9), "málo", memo="jinak")
    store(study, edit(study, "R07", text.replace("To stačilo.", "To stačil.")))
    rows = [row for row in study.codings.list() if row.code in ("dost", "málo")]
    assert {row.text for row in rows} == {"To stačil"}
    assert len({row.quotation for row in rows}) == 1
    assert study.quotations.get(rows[0].quotation).memo == "jinak"
    study.history.undo()
    assert {row.text for row in study.codings.list() if row.code in ("dost", "málo")} == {
        "To stačilo",
        "To stačil",
    }


def test_nothing_is_stored_on_a_text_that_somebody_corrected_meanwhile(study: Study) -> None:
    planned = edit(study, "R07", TALK.replace("Zacalo", "Začalo"))
    shown = study.documents.get("R07")
    with Study.open(study.path, actor="Petr") as other:
        store(other, edit(other, "R07", "Úvod.\n\n" + TALK))
    with pytest.raises(ConflictError, match="meanwhile"):
        store(study, planned)
    with pytest.raises(ConflictError, match="corrected meanwhile"):
        study.codings.apply(shown, (5, 9), "kde")
    assert study.documents.text("R07").startswith("Úvod.")


def test_a_correction_on_which_somebody_coded_is_not_undone_under_them(study: Study) -> None:
    store(study, edit(study, "R07", "Úvod.\n\n" + TALK))
    with Study.open(study.path, actor="Petr") as other:
        other.codings.apply("R07", span(other, "kdo vám pomohl"), "pomoc")
    with pytest.raises(ConflictError, match="by Petr rests on it"):
        study.history.undo()
    assert coded(study)["pomoc"] == "kdo vám pomohl"


def test_a_corrected_text_is_indexed_anew(study: Study) -> None:
    index_study(study)
    assert len(study.search.find("pracovnice", lemma=True)) == 1
    store(study, edit(study, "R07", TALK.replace("Poslouchala.", "Poslouchala, ta pracovnice.")))
    assert [d.name for d in index_study(study)] == ["R07"]
    assert len(study.search.find("pracovnice", lemma=True)) == 2
    assert len(study.search.find("pracovnice")) == 2


def test_a_withdrawal_takes_all_versions_and_unanchored_quotations_with_it(study: Study) -> None:
    store(study, edit(study, "R07", TALK.replace("chodila za mnou každý týden", "byla tu pořád")))
    withdraw(study, study.documents.get("R07").case)
    data = study.path.read_bytes()
    for words in ("chodila za mnou", "byla tu pořád", "Poslouchala"):
        assert words.encode() not in data
    assert study.unanchored.list() == ()


def test_the_same_text_an_empty_one_and_one_of_another_document_are_refused(
    study: Study, tmp_path: Path
) -> None:
    (tmp_path / "R09.txt").write_text(TALK.replace("pervitin", "heroin"), encoding="utf-8")
    import_files(study, [tmp_path / "R09.txt"])
    for text, said in (
        (TALK, "same as before"),
        (" \n", "is empty"),
        (TALK.replace("pervitin", "heroin"), "“R09”"),
    ):
        with pytest.raises(InputError, match=said):
            edit(study, "R07", text)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    start=st.integers(0, len(TALK)),
    length=st.integers(0, 120),
    words=st.sampled_from(
        ["", "x", "Tazatel: A?\n\nRespondent: ", "\n\n", "Kolega: Ne.", " 🙂 e\u0301 ", ": "]
    ),
)
def test_any_correction_leaves_a_sound_study_and_undo_brings_everything_back(
    study: Study, start: int, length: int, words: str
) -> None:
    before = (study.documents.text("R07"), study.documents.turns("R07"), coded(study))
    try:
        store(study, edit(study, "R07", TALK[:start] + words + TALK[start + length :]))
    except InputError:
        return
    assert check(study) == ()
    text, turns = study.documents.text("R07"), study.documents.turns("R07")
    assert all(a.end <= b.start for a, b in itertools.pairwise(turns))
    assert all(
        0 <= t.start <= t.speech_start <= t.end <= len(text) and text[t.start : t.end].strip() for t in turns
    )
    lost = {u.codes[0].split(" (")[0] for u in study.unanchored.list()}
    assert lost | set(coded(study)) == set(before[2]), "no coding is lost in silence"
    study.history.undo()
    assert (study.documents.text("R07"), study.documents.turns("R07"), coded(study)) == before


# --- what a bug hunt found ---------------------------------------------------------------------------------------


def test_undo_never_brings_a_quotation_back_to_other_words(study: Study) -> None:
    (coding,) = study.codings.apply("R07", span(study, "To stačilo"), "dost")
    study.codings.remove([coding])
    with Study.open(study.path, actor="Petr") as other:
        store(other, edit(other, "R07", "Úvod\n\n" + TALK))
    with pytest.raises(ConflictError):
        study.history.undo()
    assert "dost" not in coded(study)


def test_a_correction_that_was_planned_before_something_was_coded_is_refused(study: Study) -> None:
    planned = join(study, "R07", 4, 5)
    with Study.open(study.path, actor="Petr") as other:
        other.codings.apply("R07", span(other, "To stačilo"), "dost")
    with pytest.raises(ConflictError, match="coded meanwhile"):
        store(study, planned)


def test_levels_follow_a_merged_code_and_a_new_code_of_an_old_name_is_not_taken_for_it(study: Study) -> None:
    adopt_shipped(study)
    study.mappings.set("vytrvalost", "in_vivo", level=4)
    number = next(row.quotation for row in study.codings.list(code="vytrvalost"))
    study.mappings.set_reading(number, "vytrvalost", "in_vivo", 2)
    store(study, edit(study, "R07", TALK.replace("chodila za mnou každý týden", "byla tu pořád")))
    study.codebook.add("vztah")
    study.codebook.merge(["vytrvalost"], "vztah")
    study.unanchored.anchor(number, span(study, "byla tu pořád"))
    assert [(r.code_id, r.level) for r in study.mappings.readings()] == [(study.codebook.get("vztah").id, 2)]
    study.codebook.rename("důvěra", "víra")
    study.codings.apply("R07", span(study, "Co dělala"), "důvěra")
    lost = next(row.quotation for row in study.codings.list(code="důvěra"))
    store(
        study,
        edit(study, "R07", study.documents.text("R07").replace("Co dělala?", "Pověste o ní víc, prosím.")),
    )
    if lost in {u.number for u in study.unanchored.list()}:
        study.codebook.delete("důvěra", with_codings=True)
        with pytest.raises(InputError, match="bears nothing"):
            study.unanchored.anchor(lost, span(study, "Pověste"))


def test_a_sentence_that_is_put_in_before_a_like_one_does_not_join_its_quotation(study: Study) -> None:
    text = TALK.replace("To stačilo.", "Pak to skončilo.")
    store(study, edit(study, "R07", text))
    study.codings.apply("R07", span(study, "Pak to skončilo."), "konec")
    store(
        study,
        edit(study, "R07", text.replace("Pak to skončilo.", "Pak to bylo dlouho divné. Pak to skončilo.")),
    )
    assert coded(study)["konec"] == "Pak to skončilo."


def test_stamped_labels_are_followed_and_an_earlier_version_has_its_turns_again(tmp_path: Path) -> None:
    path = tmp_path / "R09.txt"
    path.write_text(
        "".join(
            f"[00:0{n}:00] {who}: {said}\n"
            for n, (who, said) in enumerate(
                [("Tazatel", "Jak?"), ("Klient", "Dobře."), ("Tazatel", "A co dál?"), ("Klient", "Nic moc."),
                 ("Tazatel", "Proč?"), ("Klient", "Nevím.")]
            )
        ),
        encoding="utf-8",
    )  # fmt: skip
    with Study.create(tmp_path / "s.qualcode", language="cs", actor="Jana") as study:
        import_files(study, [path], roles={"Tazatel": "interviewer", "Klient": "respondent"})
        text = study.documents.text("R09")
        before = study.documents.turns("R09")
        store(study, edit(study, "R09", text.replace("[00:02:00] Tazatel:", "[00:02:00] Klient:")))
        assert [t.speaker for t in study.documents.turns("R09")][2] == "Klient"
        store(study, edit(study, "R09", study.documents.text("R09") + "[00:07:00] Tazatel: Konec.\n"))
        assert study.documents.turns("R09")[-1].start_time == 7 * 60_000
        store(study, relabel(study, "R09", {"Klient": "Klient [2]"}))
        assert "[00:01:00] Klient [2]: Dobře." in study.documents.text("R09")
        store(study, join(study, "R09", 1, 3))
        store(study, return_to(study, "R09", 1))
        assert [(t.speaker, t.role, t.start, t.start_time) for t in study.documents.turns("R09")] == [
            (t.speaker, t.role, t.start, t.start_time) for t in before
        ]


def test_a_label_gets_other_letters_wherever_it_stands(study: Study) -> None:
    store(study, relabel(study, "R07", {"Tazatel": "TAZATEL"}))
    assert {s.label for s in study.documents.speakers("R07")} == {"TAZATEL", "Respondent"}
    assert study.documents.text("R07").startswith("TAZATEL: Jak")
    store(study, edit(study, "R07", study.documents.text("R07").replace("TAZATEL", "tazatel")))
    store(study, relabel(study, "R07", {"Tazatel": "Eva"}))
    assert study.documents.text("R07").startswith("Eva: Jak")
    assert [s for s, _ in speech(study)] == ["Eva", "Respondent"] * 3


def test_a_deleted_turn_takes_its_times_with_it_and_a_rewritten_one_stays(tmp_path: Path) -> None:
    def cues(name: str, said: list[tuple[str, str]]) -> None:
        (tmp_path / name).write_text(
            "WEBVTT\n\n"
            + "\n\n".join(
                f"00:00:{5 * n:02}.000 --> 00:00:{5 * n + 4:02}.000\n{f'<v {who}>' if who else ''}{words}"
                for n, (who, words) in enumerate(said)
            ),
            encoding="utf-8",
        )

    cues(
        "a.vtt", [("Jana", "One?"), ("Ivo", "Yes."), ("Jana", "Two?"), ("Ivo", "No, no."), ("Jana", "Three?")]
    )
    cues("b.vtt", [("", "So here"), ("", "Mhm"), ("", "and there")])
    with Study.create(tmp_path / "s.qualcode", actor="Jana") as study:
        import_files(study, [tmp_path / "a.vtt", tmp_path / "b.vtt"])
        store(study, edit(study, "a", study.documents.text("a").replace("Ivo: No, no.\n", "")))
        assert [t.start_time for t in study.documents.turns("a")] == [0, 5_000, 10_000, 20_000]
        store(study, edit_turn(study, "b", 2, "Asi je"))
        text = study.documents.text("b")
        assert [(text[t.start : t.end], t.start_time) for t in study.documents.turns("b")][1] == (
            "Asi je",
            5_000,
        )


def test_returning_gives_roles_and_lost_passages_their_place_again(study: Study) -> None:
    number = next(row.quotation for row in study.codings.list(code="vytrvalost"))
    store(study, relabel(study, "R07", {"Respondent": "Petr"}))
    store(
        study,
        edit(
            study, "R07", study.documents.text("R07").replace("chodila za mnou každý týden", "byla tu pořád")
        ),
    )
    assert [u.number for u in study.unanchored.list()] == [number]
    store(study, return_to(study, "R07", 1))
    assert {s.label: s.role for s in study.documents.speakers("R07")}["Respondent"] == "respondent"
    assert study.unanchored.list() == ()
    assert coded(study)["vytrvalost"] == "chodila za mnou každý týden"


def test_memos_that_are_joined_lose_nothing_and_the_join_is_said(study: Study) -> None:
    text = study.documents.text("R07")
    a = text.index("To stačilo")
    study.codings.apply("R07", (a, a + 10), "dost", memo="nedůvěra")
    study.codings.apply("R07", (a, a + 9), "málo", memo="důvěra")
    planned = edit(study, "R07", text.replace("To stačilo.", "To stačil."))
    assert len(planned.correction.joined) == 1
    store(study, planned)
    (number,) = {row.quotation for row in study.codings.list() if row.code in ("dost", "málo")}
    assert study.quotations.get(number).memo.split("\n") == ["nedůvěra", "důvěra"]


def test_a_withdrawal_takes_the_words_out_of_what_others_quotations_bore(
    study: Study, tmp_path: Path
) -> None:
    words = "nikdo se mnou nemluvil celé týdny"
    (tmp_path / "R08.txt").write_text(
        f"Tazatel: Co bylo potom?\nRespondent: Pak {words}.\nTazatel: A?\nRespondent: Nic.\n",
        encoding="utf-8",
    )
    import_files(study, [tmp_path / "R08.txt"])
    start = study.documents.text("R08").index(words)
    study.codings.in_vivo("R08", (start, start + len(words)))
    study.codings.apply("R07", span(study, "Poslouchala. To stačilo"), words)
    store(study, edit(study, "R07", TALK.replace("Poslouchala. To stačilo", "Už si to vůbec nepamatuju")))
    study.codebook.rename(words, "mlčení")
    withdraw(study, study.documents.get("R08").case)
    assert words.encode() not in study.path.read_bytes()
    assert "words of a respondent who withdrew (Jana)" in [
        c for u in study.unanchored.list() for c in u.codes
    ]


def test_who_speaks_now_can_be_said_of_a_text_that_stays_as_it_is(study: Study) -> None:
    store(study, edit(study, "R07", TALK + "Matka: Já tam byla taky.\n"))
    assert len(speech(study)) == 6
    planned = edit(study, "R07", study.documents.text("R07"), ["Matka"])
    store(study, planned)
    assert speech(study)[-1] == ("Matka", "Já tam byla taky.")
