"""What was settled before is proposed, joined labels are remembered, parts are read again, near texts have a share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import FileError, InputError
from qualcode.study import Study
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.earlier_choices import JOINED, earlier_choices
from qualcode.workflows.import_plans import read_plans, settle, split
from qualcode.workflows.import_previews import previews
from qualcode.workflows.import_records import FileChoice
from qualcode.workflows.importing import import_files, import_plans
from tests.study.material import new

TALK = "T: Who was it, {n}?\n\nR: It was {n}, as far as anybody could see from the road.\n\n" * 3
SLIP = "Interviewer: Why?\n\nKarin Berg: Because of {n}.\n\n" * 6 + "Karin Brg: {n} it was.\n"


def file(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def speakers(study: Study, document: str) -> dict[str, str]:
    return {speaker.label: speaker.role for speaker in study.documents.speakers(document)}


def test_a_role_is_proposed_only_where_all_documents_agree_on_it(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        for name, role in (("a", "respondent"), ("b", "interviewer"), ("c", "unknown")):
            path = file(tmp_path, f"{name}.txt", TALK.format(n=name))
            import_files(study, [path], roles={"T": "interviewer", "R": role})  # type: ignore[dict-item]
        (plan,) = read_plans(study, [file(tmp_path, "d.txt", TALK.format(n="d").replace("T:", "t:"))])
        assert {label: (b.role, b.document) for label, b in plan.before.items()} == {
            "t": ("interviewer", "a")
        }
        (done,) = import_files(study, [tmp_path / "d.txt"])
        assert speakers(study, "d") == {"t": "unknown", "R": "unknown"}
        assert any("t = interviewer as in “a”" in warning for warning in done.warnings)


def test_joined_labels_are_proposed_for_the_next_file_and_forgotten_by_undo(tmp_path: Path) -> None:
    strange = "I: Why?\n\nHer: Because of {n}.\n\nOldest: And so.\n\n" * 4
    with new(tmp_path) as study:
        first = file(tmp_path, "a.txt", strange.format(n="a"))
        second = file(tmp_path, "b.txt", strange.format(n="b"))
        assert read_plans(study, [second])[0].joins == ()
        import_files(study, [first], same={"oldest": "Her"})
        assert speakers(study, "a") == {"I": "unknown", "Her": "unknown"}
        assert read_plans(study, [second])[0].joins == (("Her", "Oldest"),)
        third = file(tmp_path, "c.txt", strange.format(n="c").replace("Her:", "Jo:"))
        assert read_plans(study, [third])[0].joins == (("Her", "Oldest"),), "a label of the study"
        assert "ldest" not in str(study.settings.get(JOINED)), "a name must not outlive its documents there"
        import_files(study, [second])
        assert set(speakers(study, "b")) == {"I", "Her", "Oldest"}, "a proposal is no more than that"
        study.history.undo(2)
        assert read_plans(study, [second])[0].joins == ()


@pytest.mark.parametrize("stored", ["[", "[1]", '{"her": 1, "x": ""}', "[" * 100_000, '{"a": {"b": "c"}}'])
def test_a_study_from_somebody_else_may_hold_anything_in_its_settings(tmp_path: Path, stored: str) -> None:
    with new(tmp_path) as study:
        study.settings.set(JOINED, stored)
        assert earlier_choices(study).joins_for(["Her", "x", "a"]) == []


def test_a_slip_that_is_too_rare_for_a_speaker_is_proposed_and_joined(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        (plan,) = read_plans(study, [file(tmp_path, "a.txt", SLIP.format(n="rain"))])
        assert plan.joins == (("Karin Berg", "Karin Brg"),)
        (result,) = previews(study, [plan])
        assert any(warning.startswith("Karin Brg (1) may be Karin Berg (6)") for warning in result.warnings)
        joined = settle(study, plan, FileChoice(same={"Karin Brg": "Karin Berg"}))
        assert {v.label: v.turns for v in joined.voices} == {"Interviewer": 6, "Karin Berg": 7}
        assert joined.joins == ()
        assert joined.transcript.text == plan.transcript.text
        assert settle(study, joined, FileChoice()).voices == plan.voices, "taken apart again"


@pytest.mark.parametrize(
    ("same", "words"),
    [({"A": "A"}, "joined with itself"), ({"A": "B", "B": "C"}, "join both"), ({"A": " "}, "two labels")],
)
def test_labels_that_cannot_be_joined_are_refused_before_anything_is_read(
    tmp_path: Path, same: dict[str, str], words: str
) -> None:
    with new(tmp_path) as study, pytest.raises(InputError, match=words):
        import_files(study, [tmp_path / "none.txt"], same=same)


def test_a_part_is_read_again_like_a_file_and_keeps_its_place(tmp_path: Path) -> None:
    text = "".join(f"INTERVIEW {n}\n\n{TALK.format(n=n)}\nMother: {n}.\n\n" for n in (1, 2, 3))
    with new(tmp_path) as study:
        (whole,) = read_plans(study, [file(tmp_path, "all.txt", text)])
        one, two, three = split(study, whole)
        assert [part.name for part in (one, two, three)] == [f"all – INTERVIEW {n}" for n in (1, 2, 3)]
        assert two.parts == ()
        again = settle(study, two, FileChoice({"T": "interviewer"}, language="sv"))
        assert again.name == two.name
        assert again.transcript.text == two.transcript.text
        results = import_plans(
            study, [again, three], [FileChoice({"T": "interviewer"}, "sv"), FileChoice(case="Bo")]
        )
        assert [(r.document, r.case, r.language) for r in results] == [
            ("all – INTERVIEW 2", "R01", "sv"), ("all – INTERVIEW 3", "Bo", "en"),
        ]  # fmt: skip
        with pytest.raises(FileError, match="of its interviews"):
            settle(study, _of_other_bytes(two, b"INTERVIEW 1\n\nT: Hm?\n"), FileChoice(language="en"))


def _of_other_bytes(plan, source):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(plan, source=source)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("abc říž…\n", min_size=1, max_size=60), min_size=2, max_size=5))
def test_no_letter_is_lost_when_a_file_is_divided(tmp_path: Path, talks: list[str]) -> None:
    text = "".join(f"Rozhovor č. {n}\n\nT: Ano?\n\nR: {talk}\n\n" for n, talk in enumerate(talks, 1))
    path = tmp_path / "parts.txt"
    path.write_text(text, encoding="utf-8")
    study = _open(tmp_path)
    try:
        (whole,) = read_plans(study, [path])
        parts = split(study, whole)
        assert len(parts) == len(talks)
        letters = "".join(part.transcript.text for part in parts)
        assert sum(map(str.isalnum, letters)) == sum(map(str.isalnum, whole.transcript.text))
        assert len({part.name for part in parts}) == len(parts)
    finally:
        study.close()


def _open(folder: Path) -> Study:
    path = folder / "parts.qualcode"
    return Study.open(path) if path.exists() else Study.create(path, language="cs", actor="Tester")


def test_a_withdrawal_leaves_nothing_of_one_interview_in_the_originals_of_the_others(tmp_path: Path) -> None:
    text = "".join(
        f"INTERVIEW {n}\n\n{TALK.replace('R:', f'{name} Berg:').format(n=f'{name.lower()} the {n}th')}{name} Brg: So.\n\n"
        for n, name in enumerate(("Karolina", "Oskar", "Majken"), 1)
    )
    with new(tmp_path) as study:
        results = import_files(
            study, [file(tmp_path, "all.txt", text)], in_parts=True, same={"Karolina Brg": "Karolina Berg"}
        )
        assert [result.error for result in results] == ["", "", ""]
        assert b"arolina" in study.path.read_bytes()
        withdraw(study, "R01")
        assert [document.name for document in study.documents.list()] == [
            "all – INTERVIEW 2",
            "all – INTERVIEW 3",
        ]
        assert b"arolina" not in study.path.read_bytes()
        assert study.settings.get(JOINED)


def test_values_of_a_case_that_a_second_file_changes_are_said(tmp_path: Path) -> None:
    paths = [file(tmp_path, f"R7_{month}.txt", TALK.format(n=month)) for month in ("march", "june", "june-b")]
    with new(tmp_path) as study:
        words = "The case R7 has month = march already; this file makes it june."
        dry = import_files(study, paths[:2], name_pattern="{case}_{month}", dry_run=True)
        real = import_files(study, paths[:2], name_pattern="{case}_{month}")
        for results in (dry, real):
            assert [words in result.warnings for result in results] == [False, True]
        assert study.cases.get("R7").attributes == {"month": "june"}
        (more,) = import_files(study, paths[2:], name_pattern="{case}_{month}-b", dry_run=True)
        assert not any("The case" in warning for warning in more.warnings)


def test_near_texts_have_a_share_and_equal_ones_are_named(tmp_path: Path) -> None:
    lines = [f"R: This is what I said in line number {n} of it.\n\n" for n in range(40)]
    with new(tmp_path) as study:
        import_files(study, [file(tmp_path, "a.txt", "".join(lines))])
        plans = read_plans(
            study,
            [
                file(tmp_path, "b.txt", "".join(lines[:36])),
                file(tmp_path, "c.txt", "".join(lines)),
                file(tmp_path, "d.txt", "".join(lines[:20])),
            ],
        )
        b, c, d = previews(study, plans)
        assert [(twin.name, round(twin.share, 2)) for twin in b.twins] == [("a", 0.9)]
        assert any("90 % of its lines are also in “a”" in warning for warning in b.warnings)
        assert "already, as “a”" in c.error
        assert c.twins[0].name == "a"
        assert c.twins[0].share == 1
        assert d.twins == ()
