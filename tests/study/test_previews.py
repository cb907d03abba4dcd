"""What is said before a merge or a deletion is what happens then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.study import Study
from qualcode.workflows.comparing import adopt_shipped
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as made:
        add(made)
        adopt_shipped(made)
        for name in ("trust", "faith", "belief"):
            made.codebook.add(name)
        made.codebook.add("deep", under="faith")
        one, two = span(TEXT, "I trust him"), span(TEXT, "Důvěra je základ.")
        made.codings.apply("interview", one, ["trust", "faith", "belief"], coder="Jana")
        made.codings.apply("interview", two, ["faith", "belief"], coder="Jana")
        made.codings.apply("interview", two, "belief", coder="Petr")
        made.codings.apply("interview", one, "deep", coder="Petr")
        made.memos.add("m", kind="code", target="code", target_name="faith")
        yield made


def criteria(study: Study) -> tuple[str, str]:
    known = study.frameworks.criteria()
    assert known is not None
    first, second = (criterion.id for criterion in known.criteria[:2])
    return first, second


def test_a_merge_does_what_its_preview_said(study: Study) -> None:
    first, second = criteria(study)
    study.mappings.set("trust", first, level=5)
    study.mappings.set("faith", first, level=1)
    study.mappings.set("belief", first, level=5)
    study.mappings.set("belief", second, level=2)
    steps = len(study.history.list())
    preview = study.codebook.merge_preview(["faith", "Belief", "faith", "trust"], "trust")
    assert len(study.history.list()) == steps
    assert preview.codes == ("faith", "belief")
    assert (preview.codings, preview.folded) == (2, 3)
    assert (preview.mappings, preview.memos, preview.children) == (1, 1, ("deep",))
    assert list(preview.mappings_given_up) == ["faith"], "an equal mapping is not given up"
    assert "level 1" in preview.mappings_given_up["faith"][0]
    study.codebook.merge(preview.codes, preview.into)
    change = study.history.list()[-1]
    assert (change.details["codings"], change.details["folded"]) == (preview.codings, preview.folded)
    assert {k: tuple(v) for k, v in change.details["mappings given up"].items()} == preview.mappings_given_up
    assert study.codebook.get("trust").codings == 1 + preview.codings
    assert study.codebook.get("deep").path == ("trust", "deep")
    assert len(study.mappings.list()) == 2


def test_a_child_that_is_merged_with_its_parent_comes_to_stand_nowhere(study: Study) -> None:
    preview = study.codebook.merge_preview(["faith", "deep"], "trust")
    assert preview.children == ()
    study.codebook.merge(preview.codes, preview.into)
    assert [code.name for code in study.codebook.tree()] == ["trust", "belief"]


def test_a_preview_is_refused_where_the_merge_would_be(study: Study) -> None:
    study.codebook.add("Bonds", kind="category")
    for names, into in ((["Bonds"], "trust"), (["faith"], "deep"), (["trust"], "trust"), ([], "trust")):
        with pytest.raises(InputError) as said:
            study.codebook.merge_preview(names, into)
        with pytest.raises(InputError) as done:
            study.codebook.merge(names, into)
        assert str(said.value) == str(done.value)
    with pytest.raises(NotFoundError):
        study.codebook.merge_preview(["nobody"], "trust")


def test_a_deletion_takes_what_its_preview_said(study: Study) -> None:
    first, _ = criteria(study)
    study.mappings.set("deep", first, level=1)
    preview = study.codebook.delete_preview("faith")
    assert (preview.code, preview.below) == ("faith", ("deep",))
    assert (preview.codings, preview.mappings, preview.memos) == (3, 1, 1)
    before = len(study.codings.list())
    study.codebook.delete("faith", with_codings=True)
    assert before - len(study.codings.list()) == preview.codings
    assert study.mappings.list() == ()
    assert study.memos.list() == ()
