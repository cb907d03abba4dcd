"""What rests on what without SQLite knowing of it: claims on models, questions and mappings on criteria, codings on being a code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode.errors import ConflictError, FormatError, InputError
from qualcode.frameworks import framework_file
from qualcode.model.frameworks import FrameworkFile
from qualcode.model.guides import NewQuestion
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.workflows.comparing import adopt_shipped
from tests.study.material import TEXT, add, new, span

People = tuple[Study, Study]


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    """Two people at one study with a code."""
    with new(tmp_path, actor="A") as a:
        add(a, case="R01")
        a.codebook.add("x")
        with Study.open(a.path, actor="B") as b:
            yield a, b


RESTING: dict[str, Callable[[Study], object]] = {
    "says that FACT is named": lambda study: study.claims.set("x", "fact"),
    "Imported the interview guide": lambda study: study.guide.replace(
        [NewQuestion("What is trust?", ("in_vivo",))]
    ),
    "Mapped": lambda study: study.mappings.by("Petra", new=True).set("x", "in_vivo"),
}


@pytest.mark.parametrize("label", RESTING)
def test_models_are_not_unadopted_under_what_names_them(people: People, label: str) -> None:
    a, b = people
    adopt_shipped(a)
    b.changed_elsewhere()
    RESTING[label](b)
    a.changed_elsewhere()
    with pytest.raises(ConflictError, match=f"{label}.* by B rests on it"):
        a.history.undo()
    assert check(a) == ()
    b.history.undo()
    a.changed_elsewhere()
    a.history.undo()
    assert a.frameworks.models() == ()


def without(study: Study, criterion: str) -> FrameworkFile:
    """The adopted criteria without one of them."""
    (file,) = (each for each in study.frameworks.files() if each.kind == "criteria")
    blocks = file.text.split("\n  - id: ")
    return framework_file(
        "\n  - id: ".join(each for each in blocks if each.split("\n")[0] != criterion), "criteria.yaml"
    )


@pytest.mark.parametrize(
    ("use", "who"),
    [
        (lambda s: s.guide.replace([NewQuestion("Why?", ("spare",))]), "question 1 of the guide"),
        (lambda s: s.mappings.by("Petra", new=True).set("x", "spare"), "code “x”"),
    ],
)
def test_a_list_without_a_criterion_that_is_used_is_refused(
    people: People, use: Callable[[Study], object], who: str
) -> None:
    a, b = people
    adopt_shipped(a)
    (file,) = (each for each in a.frameworks.files() if each.kind == "criteria")
    block = "\n  - id: " + file.text.split("\n  - id: ")[1]
    extra = framework_file(file.text.replace(block, block + with_id(block, "spare"), 1), "criteria.yaml")
    a.frameworks.adopt([extra])
    b.changed_elsewhere()
    use(b)
    a.changed_elsewhere()
    with pytest.raises(FormatError, match=f"spare \\({who}\\)"):
        a.frameworks.adopt([without(a, "spare")])
    with pytest.raises(ConflictError, match="by B rests on it"):
        a.history.undo()
    assert check(a) == ()


def with_id(block: str, name: str) -> str:
    """The description of a criterion under another id."""
    rest = block.lstrip("\n").split("\n", 1)[1]
    return f"\n  - id: {name}\n{rest}"


WRITTEN: dict[str, Callable[[Study], object]] = {
    "codings": lambda s: s.codings.apply("interview", span(TEXT, "I trust him"), "x", coder="B"),
    "mappings": lambda s: s.mappings.set("x", "in_vivo"),
    "second mappings": lambda s: s.mappings.by("Petra", new=True).set("x", "in_vivo"),
    "claims": lambda s: s.claims.set("x", "fact"),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_a_code_that_has_got_something_is_not_made_a_category_again(people: People, what: str) -> None:
    a, b = people
    adopt_shipped(b)
    a.changed_elsewhere()
    a.codebook.set_kind("x", "category")
    a.history.undo()
    b.changed_elsewhere()
    WRITTEN[what](b)
    a.changed_elsewhere()
    with pytest.raises(ConflictError, match="by B rests on it"):
        a.history.redo()
    with pytest.raises(InputError, match="only codes have"):
        a.codebook.set_kind("x", "category")
    assert a.codebook.get("x").kind == "code"
    assert check(a) == ()


def test_a_category_that_was_a_code_does_not_get_its_mapping_back(people: People) -> None:
    a, b = people
    adopt_shipped(a)
    a.mappings.set("x", "in_vivo")
    a.mappings.remove("x", "in_vivo")
    b.changed_elsewhere()
    b.codebook.set_kind("x", "category")
    a.changed_elsewhere()
    with pytest.raises(ConflictError, match="“Made a category of the code “x”” by B rests on it"):
        a.history.undo()
    assert check(a) == ()


def test_a_code_split_off_begins_with_all_that_the_old_one_says(people: People) -> None:
    a, _ = people
    adopt_shipped(a)
    for words in ("I trust him", "he trusts me"):
        a.codings.apply("interview", span(TEXT, words), "x", coder="A")
    a.mappings.set("x", "in_vivo", level=4)
    a.mappings.by("Petra", new=True).set("x", "in_vivo", level=2)
    a.mappings.by("Olga", new=True).set("x", "in_vivo", level=3)
    a.claims.set("x", "fact")
    a.codebook.split("x", "y", [a.codings.list()[0].quotation])
    assert {(m.code, m.level) for m in a.mappings.list()} == {("x", 4), ("y", 4)}
    assert {(m.code, m.level) for m in a.mappings.by("Petra").list()} == {("x", 2), ("y", 2)}
    assert {(m.code, m.level) for m in a.mappings.by("Olga").list()} == {("x", 3), ("y", 3)}
    assert {(c.code, c.model) for c in a.claims.list()} == {("x", "fact"), ("y", "fact")}
    a.history.undo()
    assert [(c.code, c.model) for c in a.claims.list()] == [("x", "fact")]
    assert check(a) == ()


def test_a_split_into_a_code_that_exists_leaves_what_that_one_says(people: People) -> None:
    a, _ = people
    adopt_shipped(a)
    a.codebook.add("y")
    a.codings.apply("interview", span(TEXT, "I trust him"), "x", coder="A")
    a.claims.set("x", "fact")
    a.codebook.split("x", "y", [a.codings.list()[0].quotation])
    assert [(c.code, c.model) for c in a.claims.list()] == [("x", "fact")]
