"""Files that came back edited at random, and damaged at random: nothing said is lost, nothing goes wrong inside."""

from __future__ import annotations

import contextlib
import copy
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.workflows.reviewing import export_review, import_review
from tests.workflows.review_study import coded
from tests.workflows.word_reviewer import Reviewer, w

NAMES = ("codebook.docx", "interview.docx")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study and the two files that were sent to a reviewer."""
    folder = tmp_path_factory.mktemp("sent")
    with coded(folder) as study:
        export_review(study, folder / NAMES[0])
        export_review(study, folder / NAMES[1], document="interview")
    return folder


@pytest.fixture
def study(sent: Path, tmp_path: Path) -> Iterator[Study]:
    with Study.open(shutil.copy(sent / "study.qualcode", tmp_path), actor="Tester") as opened:
        yield opened


def edited(path: Path, rnd: random.Random) -> tuple[Reviewer, list[str]]:
    """A file with some random comments and edits such as Word makes; gives the comments, too."""
    reviewer = Reviewer(path)
    said: list[str] = []
    for number in range(rnd.randint(1, 5)):
        paragraphs = [p for p in reviewer.root.iter(w("p")) if reviewer.text(p).strip()]
        paragraph = rnd.choice(paragraphs)
        text = reviewer.text(paragraph)
        start = rnd.randrange(len(text))
        stop = rnd.randint(start + 1, len(text))
        if rnd.random() < 0.6:
            said.append(f"comment {number} <x> č")
            reviewer.comment(paragraph, text[start:stop], said[-1])
        elif not paragraph.xpath(".//w:ins | .//w:commentRangeStart", namespaces={"w": w("")[1:-1]}):
            reviewer.track(paragraph, text[start:stop], rnd.choice(["", "new ", "\u202enew"]))
    return reviewer, said


@pytest.mark.parametrize("name", NAMES)
def test_every_comment_comes_back_once_whatever_else_was_edited(sent: Path, study: Study, name: str) -> None:
    for seed in range(40):
        reviewer, said = edited(sent / name, random.Random(seed))
        result = import_review(study, reviewer.save(study.path.parent / "back.docx"), dry_run=True)
        comments = [each.said for each in result.found if each.said.startswith("comment ")]
        assert sorted(comments) == sorted(said), seed


def damage(root: object, rnd: random.Random) -> None:
    """Remove, copy, move and falsify some nodes of a tree."""
    for _ in range(rnd.randint(1, 12)):
        nodes = [node for node in root.iter() if node.getparent() is not None]  # type: ignore[attr-defined]
        if not nodes:
            return
        one, other = rnd.choice(nodes), rnd.choice(nodes)
        how = rnd.random()
        with contextlib.suppress(ValueError):
            if how < 0.4:
                one.getparent().remove(one)
            elif how < 0.7:
                other.addnext(copy.deepcopy(one))
            elif how < 0.85 and other not in list(one.iter()):
                other.append(one)
            else:
                for key in list(one.attrib):
                    one.set(key, rnd.choice(["", "-1", "999999999999", "qc_00000000_c2_brief"]))


def test_damaged_files_are_read_or_refused_in_a_sentence(sent: Path, study: Study) -> None:
    for seed in range(120):
        rnd = random.Random(seed)
        reviewer, _ = edited(sent / rnd.choice(NAMES), rnd)
        damage(reviewer.root, rnd)
        if reviewer.comments is not None:
            damage(reviewer.comments, rnd)
        path = reviewer.save(study.path.parent / "back.docx")
        with contextlib.suppress(QualcodeError):
            for row in import_review(study, path, anyway=seed % 2 == 0).found:
                assert row.kind == "comment" or row.code_id is not None, seed
    assert check(study) == ()
