"""Several people on one study: nobody loses what rests on another's work, and nobody is told of damage where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from qualcode.errors import ConflictError, NotFoundError
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.workflows.comparing import adopt_shipped
from tests.study import material

TRUST = material.span(material.TEXT, "I trust him")

CRITERION = "outreach"


@pytest.fixture
def people(tmp_path: Path) -> Iterator[tuple[Study, Study]]:
    """Ann and Bob with the same study open, which has one interview that neither of them imported."""
    with ExitStack() as stack:
        made = stack.enter_context(material.new(tmp_path, actor="Eva"))
        material.add(made)
        yield (
            stack.enter_context(Study.open(made.path, actor="Ann")),
            stack.enter_context(Study.open(made.path, actor="Bob")),
        )


def test_a_memo_somebody_wrote_keeps_its_code(people: tuple[Study, Study]) -> None:
    ann, bob = people
    ann.codebook.add("trust")
    bob.memos.add("Is this one code?", target="code", target_name="trust")
    with pytest.raises(ConflictError, match="rests on it"):
        ann.history.undo()
    assert [code.name for code in ann.codebook.tree()] == ["trust"]
    assert check(ann) == ()


def test_a_memo_somebody_wrote_keeps_its_document(people: tuple[Study, Study]) -> None:
    ann, bob = people
    material.add(ann, "second", material.TEXT + "R: More.\n")
    bob.memos.add("Read again.", target="document", target_name="second")
    with pytest.raises(ConflictError):
        ann.history.undo()
    assert check(ann) == ()


def test_a_memo_somebody_wrote_keeps_its_quotation(people: tuple[Study, Study]) -> None:
    ann, bob = people
    ann.codings.apply("interview", TRUST, "trust")
    number = bob.quotations.list()[0].id
    bob.memos.add("Strong.", target="quotation", target_name=number)
    with pytest.raises(ConflictError):
        ann.history.undo()
    assert check(ann) == ()


def test_a_level_somebody_read_keeps_its_coding(people: tuple[Study, Study]) -> None:
    ann, bob = people
    bob.codings.apply("interview", TRUST, "other")
    bob.codebook.add("trust")
    adopt_shipped(bob)
    bob.mappings.set("trust", CRITERION)
    ann.codings.apply("interview", TRUST, "trust")
    bob.mappings.set_reading(bob.quotations.list()[0].id, "trust", CRITERION, 2)
    with pytest.raises(ConflictError):
        ann.history.undo()
    assert check(ann) == ()


def test_a_level_somebody_read_keeps_its_mapping(people: tuple[Study, Study]) -> None:
    ann, bob = people
    bob.codings.apply("interview", TRUST, "trust")
    adopt_shipped(bob)
    ann.mappings.set("trust", CRITERION)
    bob.mappings.set_reading(bob.quotations.list()[0].id, "trust", CRITERION, 2)
    with pytest.raises(ConflictError):
        ann.history.undo()
    assert check(ann) == ()


def test_a_mapping_somebody_made_keeps_the_criteria(people: tuple[Study, Study]) -> None:
    ann, bob = people
    bob.codebook.add("trust")
    adopt_shipped(ann)
    bob.mappings.set("trust", CRITERION)
    with pytest.raises(ConflictError):
        ann.history.undo()
    assert ann.frameworks.criteria() is not None


def test_undo_leaves_no_quotation_that_bears_nothing(people: tuple[Study, Study]) -> None:
    ann, bob = people
    first = bob.codings.apply("interview", TRUST, "trust", coder="Bob")
    ann.codings.apply("interview", TRUST, "hope", coder="Ann")
    bob.codings.remove(first)
    ann.history.undo()
    assert ann.quotations.list() == ()
    assert check(ann) == ()
    ann.history.redo()
    assert [(row.quotation, row.code) for row in ann.codings.list()] == [(1, "hope")]
    assert check(ann) == ()


def test_a_quotation_goes_with_the_last_memo_on_it(people: tuple[Study, Study]) -> None:
    ann, _ = people
    coding = ann.codings.apply("interview", TRUST, "trust")
    memo = ann.memos.add("Strong.", target="quotation", target_name=ann.quotations.list()[0].id)
    ann.codings.remove(coding)
    ann.memos.remove(memo.id)
    assert ann.quotations.list() == ()
    assert check(ann) == ()
    ann.history.undo()
    assert len(ann.quotations.list()) == len(ann.memos.list()) == 1


def test_what_somebody_removed_meanwhile_is_not_called_damage(people: tuple[Study, Study]) -> None:
    ann, bob = people
    ann.codings.apply("interview", TRUST, ["trust", "hope"])
    stale = bob.codebook.tree()
    number = bob.quotations.list()[0].id
    assert stale
    ann.codebook.delete("trust", with_codings=True)
    with pytest.raises((ConflictError, NotFoundError), match="meanwhile|no code"):
        bob.codebook.rename("trust", "faith")
    ann.codebook.delete("hope", with_codings=True)
    with pytest.raises(ConflictError, match="meanwhile"), bob.change("x", "Set a memo") as change:
        change.update("quotations", [number], {"memo": "gone"})
    with pytest.raises(ConflictError, match="meanwhile"), bob.change("x", "Removed it") as change:
        change.delete("quotations", [number])
    with pytest.raises(ConflictError, match="meanwhile"), bob.change("x", "Coded") as change:
        change.insert(
            "codings",
            [{"quotation_id": number, "code_id": 1, "coder_id": 1, "created": "2026-01-01T00:00:00Z"}],
        )
    assert check(bob) == ()


def test_levels_do_not_go_to_a_code_that_is_not_mapped(people: tuple[Study, Study]) -> None:
    ann, _ = people
    ann.codings.apply("interview", TRUST, "trust")
    ann.codebook.add("hope")
    adopt_shipped(ann)
    ann.mappings.set("trust", CRITERION)
    number = ann.quotations.list()[0].id
    ann.mappings.set_reading(number, "trust", CRITERION, 2)
    ann.codebook.split("trust", "hope", [number])
    assert ann.mappings.readings() == ()
    ann.history.undo()
    assert len(ann.mappings.readings()) == 1
    assert check(ann) == ()
