"""Codebooks that are written come back as they were, from every kind of file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import FileError, FormatError, InputError
from qualcode.exchange.codebook_files import read_codebook_file, write_codebook_file
from qualcode.model.codebooks import CodebookFile
from qualcode.model.codes import ORIGINS, Code, CodeFields
from qualcode.model.frameworks import ASPECTS, POLARITY_LEVELS, Mapping
from qualcode.text.names import clean_name, name_key

RANKS = {"theme": 0, "category": 1, "code": 2}
CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"))
WORDS = st.one_of(
    st.sampled_from(["trust", "=SUM(A1)", "'=x", "'", "- well", "@home", "yes", "null", "12", "a: b # c", "Důvěra\nje základ", '"', "&a *b", "信頼", "a\tb"]),
    st.text(st.one_of(CHARACTERS, st.just("\n")), max_size=30),
).map(str.strip)  # fmt: skip


def is_name(text: str) -> bool:
    """Whether a study would take it for the name of a code as it stands."""
    try:
        return clean_name(text, "name") == text
    except InputError:
        return False


NAMES = st.lists(WORDS.filter(is_name), min_size=1, max_size=8, unique_by=name_key)


@st.composite
def codebooks(draw: st.DrawFn) -> tuple[Code, ...]:
    """A tree of nodes with all their fields."""
    nodes: list[Code] = []
    for number, name in enumerate(draw(NAMES), 1):
        kind = draw(st.sampled_from(sorted(RANKS)))
        above = [node.id for node in nodes if RANKS[node.kind] <= RANKS[kind]]
        nodes.append(
            Code(
                id=number,
                parent_id=draw(st.sampled_from([None, *above])),
                kind=kind,  # type: ignore[arg-type]
                name=name,
                brief=draw(WORDS),
                full=draw(WORDS),
                when=draw(WORDS),
                when_not=draw(WORDS),
                example=draw(WORDS),
                colour=draw(st.sampled_from(["", "#0072B2"])),
                origin=draw(st.sampled_from(ORIGINS)),
                position=0,
                created="2026-01-01T00:00:00Z",
                created_by="Tester",
            )
        )
    return tuple(nodes)


@st.composite
def mapped(draw: st.DrawFn) -> tuple[tuple[Code, ...], tuple[Mapping, ...]]:
    """A tree, and mappings of its codes."""
    nodes = draw(codebooks())
    mappings: list[Mapping] = []
    for node in nodes:
        for criterion in (
            draw(st.sets(st.sampled_from(["in_vivo", "outreach"]))) if node.kind == "code" else ()
        ):
            polarity: Any = draw(st.sampled_from([*POLARITY_LEVELS, "level", "ask"]))
            level = POLARITY_LEVELS.get(polarity, None if polarity == "ask" else draw(st.integers(1, 5)))
            strength, counts = draw(st.integers(1, 3)), draw(st.booleans())
            aspect = draw(st.sampled_from(ASPECTS))
            mappings.append(
                Mapping(
                    len(mappings), node.id, node.name, criterion, polarity, level, strength, aspect, counts
                )
            )
    return nodes, tuple(mappings)


def fields(node: Code) -> CodeFields:
    """The codebook fields of a node."""
    return CodeFields(node.brief, node.full, node.when, node.when_not, node.example, node.colour, node.origin)


def there_and_back(suffix: str, tree: Sequence[Code], mappings: Sequence[Mapping] = ()) -> CodebookFile:
    """Write a codebook and read it again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"book{suffix}"
        write_codebook_file(path, "A study", "cs", tree, mappings)
        return read_codebook_file(path)


def compare(book: CodebookFile, tree: Sequence[Code]) -> None:
    """A codebook that was read has the nodes that were written."""
    names = {entry.id: entry.name("cs") for entry in book.entries}
    by_id = {node.id: node.name for node in tree}
    assert [(e.kind, e.name("cs"), names[e.parent] if e.parent else None) for e in book.entries] == [
        (n.kind, n.name, by_id[n.parent_id] if n.parent_id else None) for n in tree
    ]
    assert [entry.fields("cs") for entry in book.entries] == [fields(node) for node in tree]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
@settings(max_examples=40, deadline=None)
@given(tree=codebooks())
def test_a_table_holds_every_node_with_all_fields(suffix: str, tree: tuple[Code, ...]) -> None:
    compare(there_and_back(suffix, tree), tree)


@pytest.mark.parametrize("suffix", [".yaml", ".YML"])
@settings(max_examples=40, deadline=None)
@given(book=mapped())
def test_yaml_holds_the_mappings_too(suffix: str, book: tuple[tuple[Code, ...], tuple[Mapping, ...]]) -> None:
    tree, mappings = book
    read = there_and_back(suffix, tree, mappings)
    compare(read, tree)
    assert read.title == {"cs": "A study"}
    assert [[astuple(m) for m in entry.maps] for entry in read.entries] == [
        [astuple(m)[3:] for m in mappings if m.code_id == node.id] for node in tree
    ]


CODE = Code(1, None, "code", "a", "", "", "", "", "", "", "data", 0, "", "")


@pytest.mark.parametrize("suffix", [".docx", ".txt", ""])
def test_other_endings_are_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"book{suffix}"
    with pytest.raises(FileError, match="codebook is written as"):
        write_codebook_file(path, "A study", "en", [CODE], ())
    assert not path.exists()
    with pytest.raises(FileError, match="codebook is read from"):
        read_codebook_file(path)


def test_a_table_of_names_alone_is_a_codebook(tmp_path: Path) -> None:
    path = tmp_path / "Names.csv"
    path.write_text("Name\n trust \nhope\n", encoding="utf-8")
    book = read_codebook_file(path)
    assert [(e.kind, e.name("en"), e.parent) for e in book.entries] == [
        ("code", "trust", None),
        ("code", "hope", None),
    ]
    assert book.title == {"": "Names"}


def test_counts_are_written_for_reading_alone(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    write_codebook_file(path, "A study", "en", [replace(CODE, codings=7, documents=2)], ())
    assert path.read_text("utf-8").splitlines()[1].endswith(",7,2")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("idea,x,,data", "line 3: “idea” is no kind"),
        ("code,x,,guess", "line 3: “guess” is no origin"),
        ("code,x,nobody,data", "line 3: the parent “nobody” does not stand in a line above"),
        ("code,Team,,data", "line 3: “Team” stands in the table twice"),
        ("code,TEAM,,data", "line 3: “TEAM” stands in the table twice"),
        ("code,,team,data", "line 3: the name is empty"),
    ],
)
def test_an_error_in_a_table_names_its_line(tmp_path: Path, row: str, words: str) -> None:
    path = tmp_path / "book.csv"
    path.write_text(f"kind,name,parent,origin\ncategory,Team,,data\n{row}\n", encoding="utf-8")
    with pytest.raises(FormatError, match=words) as error:
        read_codebook_file(path)
    assert error.value.line == 3


def test_an_error_in_yaml_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    write_codebook_file(path, "A study", "en", [CODE], ())
    text = path.read_text("utf-8")
    path.write_text(text.replace("kind: code", "kind: idea"), encoding="utf-8")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if "kind: code" in each)
    with pytest.raises(FormatError, match=r"book\.yaml") as error:
        read_codebook_file(path)
    assert error.value.line == line
