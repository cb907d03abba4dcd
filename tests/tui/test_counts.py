"""What a key costs, counted: statements and rows drawn, in a small study and in one with many more codings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model.codings import NewCoding
from qualcode.study import Study
from qualcode.study.store import schema
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open, add, statements


@pytest.fixture
def bigger(tmp_path: Path) -> Iterator[Study]:
    """Six documents, sixty codes, eight hundred codings."""
    with Study.create(tmp_path / "bigger.qualcode", title="Bigger", actor="Jana") as study:
        for n in range(6):
            add(study, f"R{n:02}", TALK * (n + 1))
        rows = [NewCoding(f"R{n % 6:02}", n % 97, n % 97 + 5 + n % 11, f"code {n % 60}") for n in range(800)]
        study.codings.apply_many(rows)
        yield study


async def counted(workspace: Workspace, pilot: object, key: str) -> int:
    """How many statements a key runs."""
    with statements(workspace.study) as seen:
        await pilot.press(key)  # type: ignore[attr-defined]
        await pilot.pause()  # type: ignore[attr-defined]
    return len(seen)


async def costs(open_screen: Open, study: Study) -> dict[str, int]:
    """Statements of a move, of applying a code, and of taking it back."""
    code = study.codings.apply("R01", (200, 210), "trust")
    async with open_screen(other=study) as (workspace, pilot):
        workspace.last_code = study.codebook.get("trust").id
        workspace.pane.move_to(60)
        await pilot.pause()
        made = len(study.codings.list())
        found = {key: await counted(workspace, pilot, key) for key in ("right", "r")}
        assert len(study.codings.list()) == made + 1
        found["u"] = await counted(workspace, pilot, "u")
        assert len(study.codings.list()) == made
    assert code
    return found


async def test_a_key_runs_at_most_a_fixed_number_of_statements(
    screen: Open, study: Study, bigger: Study
) -> None:
    """A study many times larger costs no statement more."""
    small, large = await costs(screen, study), await costs(screen, bigger)
    assert large["right"] <= 5
    assert large["r"] <= 40
    assert large["u"] <= 40
    for key in small:
        assert large[key] <= small[key] + 1, key


async def test_few_rows_are_drawn(screen: Open, bigger: Study) -> None:
    """A caret move draws the row left and the row reached; a coding only rows that it changes."""
    async with screen(other=bigger) as (workspace, pilot):
        drawn: list[int] = []
        render = workspace.pane.render_line

        def noted(y: int):  # type: ignore[no-untyped-def]
            drawn.append(y)
            return render(y)

        workspace.pane.render_line = noted  # type: ignore[method-assign]
        for key in ("right", "down", "right", "up"):
            drawn.clear()
            await pilot.press(key)
            await pilot.pause()
            assert 1 <= len(drawn) <= 3, key
        await pilot.pause()
        drawn.clear()
        bigger.codings.apply("R00", (210, 216), "late")
        await pilot.pause()
        assert 1 <= len(set(drawn)) < workspace.pane.size.height // 2


def test_marks_follow_every_change(bigger: Study) -> None:
    """What is kept in step change by change is what a fresh reading finds; so are the counts of the codes."""

    def fresh(document: int) -> set[tuple[object, ...]]:
        return {
            (row.id, row.start, row.end, row.code, row.coder, row.memo, row.quotation)
            for row in bigger.codings.list(document=document)
        }

    def same() -> None:
        for document in (1, 2, 1):
            kept = bigger.marks.of(document)
            assert {(m.id, m.start, m.end, m.name, m.coder, m.memo, m.quotation) for m in kept} == fresh(
                document
            )
            colours = {code.id: (code.colour, code.path) for code in bigger.codebook.read_tree()}
            assert all((m.colour, m.path) == colours[m.code_id] for m in kept)
        assert bigger.codebook.tree() == bigger.codebook.read_tree()

    same()
    ids = bigger.codings.apply("R00", (3, 20), ["code 1", "quite new"])
    same()
    bigger.quotations.set(bigger.marks.of(1)[0].quotation, memo="a thought")
    same()
    bigger.codings.apply("R00", (3, 20), "code 2", coder="Petr", memo="another")
    same()
    bigger.codings.remove(ids)
    same()
    bigger.codebook.merge(["code 3", "code 4"], "code 5")
    same()
    bigger.codebook.rename("code 6", "Six")
    same()
    for _ in range(6):
        bigger.history.undo()
        same()
    bigger.history.redo(3)
    same()


def test_counts_after_a_change_that_failed(bigger: Study) -> None:
    """What was read inside a change that was taken back is forgotten."""
    with pytest.raises(RuntimeError), bigger.change("codes.add", "x"):
        bigger.codebook.add("never")
        assert bigger.codebook.find("never") is not None
        raise RuntimeError
    assert bigger.codebook.find("never") is None


def test_changes_elsewhere_are_seen(bigger: Study) -> None:
    """Another connection's codings and codes show once they are noticed, or with the next change here."""
    before = len(bigger.marks.of(1))
    with Study.open(bigger.path, actor="Petr") as other:
        other.codings.apply("R00", (30, 40), "made elsewhere")
    assert bigger.changed_elsewhere()
    assert len(bigger.marks.of(1)) == before + 1
    with Study.open(bigger.path, actor="Petr") as other:
        other.codings.apply("R00", (31, 41), "made elsewhere too")
    bigger.codings.apply("R00", (32, 42), "code 1")
    assert len(bigger.marks.of(1)) == before + 3
    assert bigger.codebook.find("made elsewhere too") is not None


def test_the_usual_schema_is_the_expected_one() -> None:
    """The quick comparison at opening knows what sqlite-utils would make."""
    assert schema.usual() == schema.expected()
