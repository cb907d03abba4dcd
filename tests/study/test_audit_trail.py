"""The course of the work told from the history: every day's numbers are those that held on that day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from qualcode.errors import QualcodeError
from qualcode.model.audit_trails import Stage
from qualcode.study import Study
from qualcode.study.audit_trail import coders_at_work, shared_documents, work_days
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.auditing import trail_of
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path, actor="Jana") as made:
        yield made


def on(study: Study, day: str, *, since: int) -> int:
    """Put all changes after the step ``since`` on a day; gives the last step."""
    study.store.connection.execute("UPDATE events SET at = ? || substr(at, 11) WHERE seq > ?", (day, since))
    last: int = study.store.value("SELECT coalesce(max(seq), 0) FROM events")
    return last


def now_there(study: Study) -> Stage:
    kinds = dict(study.store.rows("SELECT kind, count(*) FROM codes GROUP BY kind"))
    counts = [study.store.value(f"SELECT count(*) FROM {t}") for t in ("quotations", "codings", "documents")]
    return Stage(kinds.get("theme", 0), kinds.get("category", 0), kinds.get("code", 0), *counts)


def test_three_days_counted_by_hand(study: Study) -> None:
    add(study, "one", case="R01")
    add(study, "two", "I: Why?\nR: Trust is slow, and work is long.\n", case="R02")
    study.codebook.add("Ground", kind="category")
    study.codebook.add("trust", under="Ground")
    study.codings.apply("one", span(TEXT, "I trust him"), ["trust", "relying"])
    study.codings.apply("one", span(TEXT, "he trusts me"), "relying")
    last = on(study, "2026-03-02", since=0)

    study.codebook.merge(["relying"], "trust")
    study.codebook.rename("Ground", "Basis")
    study.codebook.add("oddity")
    study.history.undo()
    last = on(study, "2026-03-03", since=last)

    study.codings.apply("one", span(TEXT, "I go and look for him"), "searching", coder="Petr")
    study.codings.apply("one", span(TEXT, "give up on people"), "trust")
    study.codebook.split("trust", "leaning", [study.quotations.list()[0].id])
    study.codebook.delete("searching", with_codings=True)
    on(study, "2026-03-30", since=last)

    days, rounds = work_days(study.store, study.blinds)
    assert [day.date for day in days] == ["2026-03-02", "2026-03-03", "2026-03-30"]
    first, second, third = days
    assert first.stage == Stage(0, 1, 2, 2, 3, 2)
    assert (first.coded, first.uncoded, first.undone) == (3, 0, 0)
    assert second.stage == Stage(0, 1, 1, 2, 2, 2)
    assert (second.coded, second.uncoded, second.undone, second.changes) == (0, 1, 1, 2)
    assert third.stage == now_there(study) == Stage(0, 1, 2, 3, 3, 2)
    assert (third.coded, third.uncoded) == (2, 1)

    made = {step.kind: step for step in first.steps}
    assert made["created"].names == ("Ground", "trust", "relying")
    assert sum(step.number for step in first.steps if step.kind == "documents") == 2
    assert [(s.kind, s.names, s.target, s.number) for s in second.steps] == [
        ("merged", ("relying",), "trust", 1),
        ("renamed", ("Ground",), "Basis", 0),
    ]
    assert [(s.kind, s.names, s.target, s.number) for s in third.steps if s.kind != "created"] == [
        ("split", ("trust",), "leaning", 1),
        ("deleted", ("searching",), "", 1),
    ]

    assert [(r.first, r.last, r.days) for r in rounds] == [
        ("2026-03-02", "2026-03-03", 2),
        ("2026-03-30", "2026-03-30", 1),
    ]
    assert (rounds[0].fresh, rounds[0].again, rounds[0].coded, rounds[0].uncoded) == (1, 0, 3, 1)
    assert (rounds[1].fresh, rounds[1].again) == (1, 1)  # Petr is new to the interview, Jana comes back to it
    assert set(rounds[1].coders) == {"Jana", "Petr"}


@pytest.mark.parametrize("seed", range(6))
def test_each_day_holds_what_was_there_whatever_was_done(study: Study, seed: int) -> None:
    random = Random(seed)
    add(study, "one")
    last = on(study, "2026-01-01", since=0)
    expected = [now_there(study)]
    for n in range(40):
        codes = [code.name for code in study.codebook.tree() if code.kind == "code"]
        start = random.randrange(40)
        try:
            match random.randrange(8):
                case 0:
                    study.codebook.add(f"c{n}", kind=random.choice(("code", "category", "theme")))
                case 1 | 2 | 3:
                    study.codings.apply(
                        "one",
                        (start, start + 9),
                        random.choice([*codes, f"n{n}"]),
                        coder=random.choice(("A", "B")),
                    )
                case 4:
                    study.codebook.merge([random.choice(codes)], random.choice(codes))
                case 5:
                    study.codebook.delete(random.choice(codes), with_codings=True)
                case 6:
                    study.codings.remove([random.choice([row.id for row in study.codings.list()])])
                case 7:
                    name = random.choice([c.name for c in study.codebook.tree()])
                    study.codebook.set_kind(name, random.choice(("theme", "category", "code")))
        except (QualcodeError, IndexError):
            continue
        if study.store.value("SELECT max(seq) FROM events") == last:
            continue
        last = on(study, f"2026-{2 + n // 28:02}-{1 + n % 28:02}", since=last)
        expected.append(now_there(study))
    days, _ = work_days(study.store, study.blinds)
    assert [day.stage for day in days] == expected
    study.history.undo(3)
    days, _ = work_days(study.store, study.blinds)
    assert days[-1].stage == now_there(study)


def test_coders_and_what_they_share(study: Study) -> None:
    add(study, "one", case="R01")
    add(study, "two", "I: Why?\nR: Trust is slow, and work is long.\n", case="R02")
    study.codings.apply("one", span(TEXT, "I trust him"), ["trust", "relying"])
    study.codings.apply("two", (11, 24), "trust")
    study.codings.apply("one", span(TEXT, "he trusts me"), "trust", coder="Petr")
    found = coders_at_work(study.store, study.blinds)
    assert [(each.coder, each.codings, each.documents, each.codes) for each in found] == [
        ("Jana", 3, 2, 2),
        ("Petr", 1, 1, 1),
    ]
    assert shared_documents(study.store, study.blinds) == 1


def test_the_codings_of_a_blind_coder_are_not_counted_for_others(study: Study) -> None:
    add(study, "one", case="R01")
    study.codings.apply("one", span(TEXT, "I trust him"), "trust")
    study.blinds.begin("Petr", study.coders)
    study.codings.apply("one", span(TEXT, "he trusts me"), "secret", coder="Petr")
    trail = trail_of(study)
    assert [each.coder for each in trail.coders] == ["Jana"]
    assert trail.shared == 0
    assert trail.days[-1].coded == 1
    assert trail.days[-1].stage.codings == 1
    assert not any("secret" in step.names for day in trail.days for step in day.steps)
    assert [coder for coder, _, until in trail.blind if not until] == ["Petr"]


def test_withdrawal_is_said_and_leaves_no_trace_in_the_numbers(study: Study) -> None:
    add(study, "one", case="R01")
    add(study, "two", "I: Why?\nR: Slow going, and work is long.\n", case="R02")
    study.codings.apply("one", span(TEXT, "I trust him"), "trust")
    study.codings.apply("two", (11, 21), "trust")
    withdraw(study, "R02")
    trail = trail_of(study)
    assert trail.withdrawn == 1
    assert trail.days[-1].stage == now_there(study)
    assert trail.days[-1].stage.documents == 1
    assert trail.digests["whole"] == study.digest().whole


def test_what_stands_of_a_change_that_a_withdrawal_emptied_is_counted_for_its_day(study: Study) -> None:
    with study.change("import", "Imported two interviews"):
        add(study, "one", case="R01")
        add(study, "two", "I: Why?\nR: Slow going, and work is long.\n", case="R02")
    last = on(study, "2026-03-01", since=0)
    with study.change("codings.apply", "Coded everybody"):
        study.codings.apply("one", span(TEXT, "I trust him"), ["trust", "relying"])
        study.codings.apply("two", (11, 21), "trust")
    last = on(study, "2026-03-02", since=last)
    study.codings.apply("one", span(TEXT, "he trusts me"), "trust")
    study.codings.remove([row.id for row in study.codings.list() if row.code == "relying"])
    last = on(study, "2026-03-03", since=last)
    for table, column in (("codings", "created"), ("codes", "created"), ("documents", "imported_at")):
        study.store.connection.execute(f"UPDATE {table} SET {column} = '2026-03-02T00:00:00Z' WHERE id <= 2")
    study.store.connection.execute("UPDATE documents SET imported_at = '2026-03-01T00:00:00Z'")

    withdraw(study, "R02")
    days, rounds = work_days(study.store, study.blinds)
    days = tuple(day for day in days if day.date < "2026-04")
    assert [(day.stage.documents, day.stage.codings, day.stage.quotations) for day in days] == [
        (1, 0, 0),
        (1, 2, 1),
        (1, 2, 2),
    ]
    assert [(day.coded, day.uncoded) for day in days] == [(0, 0), (2, 0), (1, 1)]
    assert [step.number for step in days[0].steps if step.kind == "documents"] == [1]
    assert [(day.emptied > 0, day.standing) for day in days] == [(True, 0), (True, 2), (False, 0)]
    assert rounds[0].coded == 3
