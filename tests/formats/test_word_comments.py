"""Comments on exact characters: whatever overlaps, nests, meets or spans paragraphs comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qualcode.formats.word.comments import Comments, WordComment, initials_of, moment, trimmed
from qualcode.formats.word.markup import NAMESPACES, clean
from tests.formats.word_checks import W

AT = "2026-06-01T08:00:00+00:00"
SIGNS = ["a", "ž", " ", "\u00a0", "\t", "\x0b", "\x01", "<", "&", "\U0001f600", "e\u0301"]


def written(text: str, comments: list[WordComment]) -> tuple[list[etree._Element], list[etree._Element]]:
    """The paragraphs of a text and the comments in their part, parsed."""
    numbers = iter(range(10_000))
    writer = Comments("AnnotationText", "AnnotationReference", AT, lambda: next(numbers))
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    lines = list(writer.write(text, comments))
    assert [text[line.start : line.stop] for line in lines] == text.split("\n")
    body = etree.fromstring(
        f"<w:body {spaces}>" + "".join(f"<w:p>{line.xml}</w:p>" for line in lines) + "</w:body>"
    )
    part = etree.fromstring(f"<w:comments {spaces}>{''.join(writer.pieces)}</w:comments>")
    return list(body), list(part)


def read(paragraphs: list[etree._Element], start: str, end: str) -> tuple[dict[str, str], list[str]]:
    """The text between each pair of borders, by number, and all borders and signs in their order."""
    open_now: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    order: list[str] = []
    for place, paragraph in enumerate(paragraphs):
        if place:
            for pieces in open_now.values():
                pieces.append("\n")
        for node in paragraph.iter():
            key = str(node.get(f"{W}id"))
            if node.tag == W + start:
                assert key not in found
                assert key not in open_now
                open_now[key] = []
                order.append(f"start {key}")
            elif node.tag == W + end:
                found[key] = "".join(open_now.pop(key))
                order.append(f"end {key}")
            elif node.tag == f"{W}commentReference":
                order.append(f"sign {key}")
            else:
                shown = {f"{W}t": node.text or "", f"{W}br": "\x0b", f"{W}tab": "\t"}.get(str(node.tag), "")
                for pieces in open_now.values():
                    pieces.append(shown)
    assert not open_now
    return found, order


def shown(text: str) -> str:
    return "\x0b".join(clean(piece) for piece in text.split("\x0b"))


def check(text: str, comments: list[WordComment]) -> None:
    paragraphs, part = written(text, comments)
    spans = [trimmed(text, comment.start, comment.stop) for comment in comments]
    wanted = sorted(shown(text[start:stop]) for start, stop in spans if start < stop)
    found, order = read(paragraphs, "commentRangeStart", "commentRangeEnd")
    assert sorted(found.values()) == wanted
    assert [node.get(f"{W}id") for node in part] == [str(number) for number in range(len(wanted))]
    assert len(order) == 3 * len(wanted)
    for number in range(len(wanted)):
        places = [order.index(f"{kind} {number}") for kind in ("start", "end", "sign")]
        assert places == sorted(places)
        assert places[2] == places[1] + 1, "the sign stands right behind its passage"
    said = {node.get(f"{W}id"): "".join(each.text or "" for each in node.iter(f"{W}t")) for node in part}
    kept = [(span, comment) for span, comment in zip(spans, comments, strict=True) if span[0] < span[1]]
    assert sorted((said[key], words) for key, words in found.items()) == sorted(
        (comment.text, shown(text[start:stop])) for (start, stop), comment in kept
    ), "each comment is on its own passage"
    named = {comment.name: shown(text[start:stop]) for (start, stop), comment in kept if comment.name}
    marked, _ = read(paragraphs, "bookmarkStart", "bookmarkEnd")
    names = {
        str(node.get(f"{W}id")): node.get(f"{W}name")
        for each in paragraphs
        for node in each.iter(f"{W}bookmarkStart")
    }
    assert {str(names[key]): words for key, words in marked.items()} == named
    assert "".join("".join(node.text or "" for node in each.iter(f"{W}t")) for each in paragraphs) == shown(
        text
    ).replace("\n", "").replace("\t", "").replace("\x0b", "")


def test_four_hundred_random_texts_keep_every_passage() -> None:
    chance = Random(20261122)
    for _ in range(400):
        text = "\n".join(
            "".join(chance.choice(SIGNS) for _ in range(chance.randint(0, 12)))
            for _ in range(chance.randint(1, 8))
        )
        comments = []
        for number in range(chance.choice([*range(1, 13), 70])):
            start, stop = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
            name = f"p{number}" if chance.random() < 0.4 else ""
            comments.append(
                WordComment(start, stop, f"c{number}", chance.choice(["Jana", "Petr"]), name=name)
            )
        check(text, comments)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text(st.characters(blacklist_characters="\n\r"), max_size=12), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.booleans()), max_size=20),
)
def test_any_text_keeps_every_passage(lines: list[str], spans: list[tuple[int, int, bool]]) -> None:
    text = "\n".join(lines)
    comments = [
        WordComment(min(a, b), max(a, b), f"c{number}", "Jana", name=f"p{number}" if named else "")
        for number, (a, b, named) in enumerate(spans)
    ]
    check(text, comments)


def test_a_passage_over_three_paragraphs_is_one_comment() -> None:
    paragraphs, part = written("one\n\ntwo three", [WordComment(2, 8, "first\n\nsecond", "Jana Nová", at=AT)])
    found, _ = read(paragraphs, "commentRangeStart", "commentRangeEnd")
    assert found == {"0": "e\n\ntwo"}
    assert [node.get(f"{W}{name}") for node in part for name in ("author", "initials", "date")] == [
        "Jana Nová",
        "JN",
        "2026-06-01T08:00:00Z",
    ]
    assert ["".join(node.text or "" for node in each.iter(f"{W}t")) for each in part[0]] == [
        "first",
        "",
        "second",
    ]


def test_inner_passages_end_before_outer_ones() -> None:
    paragraphs, _ = written("abcdef", [WordComment(2, 6, "inner", "J"), WordComment(0, 6, "outer", "J")])
    _, order = read(paragraphs, "commentRangeStart", "commentRangeEnd")
    assert order == ["start 0", "start 1", "end 1", "sign 1", "end 0", "sign 0"]


def test_a_passage_of_white_space_alone_bears_no_comment() -> None:
    paragraphs, part = written(
        "a \n b", [WordComment(1, 4, "nothing", "J", name="p1"), WordComment(3, 3, "", "J")]
    )
    assert part == []
    assert read(paragraphs, "bookmarkStart", "bookmarkEnd")[0] == {}


def test_two_comments_on_one_passage_share_its_name_and_two_passages_do_not() -> None:
    both = [WordComment(0, 3, "a", "J", name="q7"), WordComment(0, 4, "b", "P", name="q7")]
    paragraphs, part = written("one two", both)
    assert len(part) == 2
    assert read(paragraphs, "bookmarkStart", "bookmarkEnd")[0] == {"0": "one"}
    with pytest.raises(ValueError, match="two passages are called q7"):
        written("one two", [both[0], replace(both[1], stop=7)])
    with pytest.raises(ValueError, match="bookmark"):
        written("one two", [replace(both[0], name="q 7")])


def test_authors_and_moments_fit_the_format() -> None:
    _, part = written("one", [WordComment(0, 3, "a", "J" * 300 + "\x00", "I" * 20, at="yesterday")])
    assert part[0].get(f"{W}author") == "J" * 255
    assert part[0].get(f"{W}initials") == "I" * 9
    assert part[0].get(f"{W}date") == "2026-06-01T08:00:00Z"
    assert initials_of("a b c d e f g h i j k") == "ABCDEFGHI"
    assert moment("2026-01-01T01:30:00+02:00") == "2025-12-31T23:30:00Z"
    assert moment("") == ""
