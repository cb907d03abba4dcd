"""The review screen: what reviewers said, accepted, declined and answered beside what it speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from textual.pilot import Pilot

from qualcode.model.codes import CodeFields
from qualcode.model.reviews import NewProposal
from qualcode.study import Study
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.review import ReviewScreen
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open

pytestmark = pytest.mark.usefixtures("_own_settings")

SPAN = (TALK.index("We trust"), TALK.index("We trust") + len("We trust each other"))


@pytest.fixture
def reviewed(study: Study) -> Study:
    """A code with an edit and a comment, a comment with a reply on a passage, and one without a place."""
    study.codebook.add("trust", fields=CodeFields("Relies on the worker"))
    study.codings.apply("R01", SPAN, "trust", coder="Jana")
    document, code = study.documents.get("R01").id, study.codebook.get("trust").id
    when = "2026-11-20T10:00:00Z"
    study.proposals.add(
        (
            NewProposal(
                "edit", "k1", "id", "doc. Dvořáková", when, code_id=code, field="brief",
                old="Relies on the worker", new="Relies on the nurse",
            ),
            NewProposal("comment", "k2", "id", "doc. Dvořáková", when, code_id=code, said="Too wide, [bold]split[/bold] it."),
            NewProposal(
                "comment", "k3", "id", "Petr", when, quotation_id=1, document_id=document, span=SPAN,
                said="Is this trust?", thread="t1",
            ),
            NewProposal(
                "comment", "k4", "id", "doc. Dvořáková", when, quotation_id=1, document_id=document, span=SPAN,
                said="I think so.", thread="t1",
            ),
            NewProposal("comment", "k5", "none", "Petr", when, said="A lost one.", about="words of the file"),
        ),
        file="back.docx",
        review_id=None,
        label="Read 5 comments",
    )  # fmt: skip
    return study


def on(pilot: Pilot[None]) -> ReviewScreen:
    assert isinstance(pilot.app.screen, ReviewScreen)
    return pilot.app.screen


def states(study: Study) -> list[str]:
    return [each.state for each in study.proposals.list()]


def seen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def done(pilot: Pilot[None]) -> None:
    """Wait until a file was read or written."""
    for _ in range(400):
        await pilot.pause(0.02)
        if on(pilot).working is None:
            return
    raise AssertionError("it is still at work")


def detail(pilot: Pilot[None]) -> str:
    return on(pilot).describe().plain


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_the_worklist_lies_beside_what_it_speaks_of(
    reviewed: Study, screen: Open, size: tuple[int, int]
) -> None:
    async with screen(size) as (_, pilot):
        await pilot.press("I")
        await pilot.pause()
        words = seen(pilot)
        assert "5 open of 5" in words
        assert "open (5)" in words
        assert "brief definition: Rel" in words
        assert "Relies on the [-worker-]{+nurse+}" in words
        await pilot.press("j")
        await pilot.pause()
        assert "Too wide, [bold]split[/bold] it." in seen(pilot), "a comment is text, never markup"
        assert "Brief definition: Relies on the worker" in detail(pilot)
        await pilot.press("j")
        await pilot.pause()
        said = detail(pilot)
        assert "We trust each other" in said
        assert "the GP sends them." in said, "with what stands around it"
        assert "doc. Dvořáková: I think so." in said
        await pilot.press("G")
        assert "words of the file" in detail(pilot)
        await pilot.press("enter")
        assert any("no place in the study" in n.message for n in pilot.app._notifications)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Workspace)


async def test_accepting_puts_an_edit_in_its_place_and_goes_on(reviewed: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("I", "a")
        assert reviewed.codebook.get("trust").brief == "Relies on the nurse"
        assert states(reviewed) == ["accepted", *["open"] * 4]
        assert on(pilot).proposal.id == 2, "the next open one"
        await pilot.press("u")
        assert reviewed.codebook.get("trust").brief == "Relies on the worker"
        assert states(reviewed) == ["open"] * 5
        await pilot.press("U")
        assert states(reviewed)[0] == "accepted"


async def test_declining_asks_for_the_reason(reviewed: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("I", "d", *"not so", "enter")
        first = reviewed.proposals.get(1)
        assert (first.state, first.answer, first.decided_by) == ("declined", "not so", "Jana")
        assert on(pilot).context == "review"
        await pilot.press("d", "escape")
        assert states(reviewed) == ["declined", *["open"] * 4]


async def test_answers_and_memos(reviewed: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("I", "m")
        assert any("not a comment" in n.message for n in pilot.app._notifications)
        await pilot.press("j", "w", *"How?", "enter")
        second = reviewed.proposals.get(2)
        assert (second.state, second.answer) == ("open", "How?")
        assert "Answer: How?" in detail(pilot)
        await pilot.press("m")
        assert states(reviewed)[1] == "accepted"
        (memo,) = reviewed.memos.list()
        assert (memo.target, memo.target_name) == ("code", "trust")
        assert memo.text.startswith("Too wide")


async def test_a_text_that_changed_meanwhile_is_asked_about(reviewed: Study, screen: Open) -> None:
    reviewed.codebook.edit("trust", brief="Something else")
    async with screen() as (_, pilot):
        await pilot.press("I")
        assert "changed since the reviewer saw it" in detail(pilot)
        await pilot.press("a", "n")
        assert reviewed.codebook.get("trust").brief == "Something else"
        await pilot.press("a", "y")
        assert reviewed.codebook.get("trust").brief == "Relies on the nurse"


async def test_places_in_the_transcript_and_in_the_codebook(reviewed: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("I", "j", "j", "enter")
        await pilot.pause()
        assert pilot.app.screen is workspace
        assert workspace.pane.selection == SPAN
        await pilot.press("I")
        assert on(pilot).proposal.id == 3, "where it was left"
        await pilot.press("g", "o")
        await pilot.pause()
        book = pilot.app.screen
        assert isinstance(book, CodebookScreen)
        assert book.node is not None
        assert book.node.name == "trust"
        assert "2 open proposals of reviewers" in str(book.detail_text.content)
        await pilot.press("R")
        assert len(on(pilot).proposals) == 2, "only those on this code"


async def test_only_some_proposals(reviewed: Study, screen: Open) -> None:
    reviewed.proposals.decline([5], "no")
    async with screen() as (_, pilot):
        await pilot.press("I")
        assert list(on(pilot).proposals) == [1, 2, 3, 4, 5]
        await pilot.press("f", *"by P", "enter")
        assert list(on(pilot).proposals) == [3, 5]
        await pilot.press("f", *"open", "enter")
        assert list(on(pilot).proposals) == [3]
        await pilot.press("f", *"all", "enter")
        assert len(on(pilot).proposals) == 5


async def test_an_empty_list_says_what_to_do_and_files_go_out_and_come_back(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    study.codebook.add("trust", fields=CodeFields("Relies on the worker"))
    out = tmp_path / "out.docx"
    async with screen() as (_, pilot):
        await pilot.press("I")
        await pilot.pause()
        words = " ".join(seen(pilot).split())
        assert "nothing from reviewers yet" in words
        assert "x writes the codebook or a coded transcript" in words
        await pilot.press("a")
        assert any("no proposal to decide on" in n.message for n in pilot.app._notifications)
        await pilot.press("x", "enter")
        on(pilot).answer.input.value = str(out)
        await pilot.press("enter")
        await done(pilot)
        document = Document(str(out))
        for table in document.tables:
            for row in table.rows:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        if paragraph.text == "Relies on the worker":
                            paragraph.runs[0].text = "Relies on the nurse"
        document.save(str(out))
        await pilot.press("i")
        on(pilot).answer.input.value = str(out)
        await pilot.press("enter")
        await done(pilot)
        assert [each.new for each in study.proposals.list()] == ["Relies on the nurse"]
        assert "1 edit" in on(pilot).note_line.left.plain
        await pilot.press("a")
        assert study.codebook.get("trust").brief == "Relies on the nurse"
        await pilot.press("i")
        on(pilot).answer.input.value = str(tmp_path / "nowhere.docx")
        await pilot.press("enter")
        await done(pilot)
        assert any("nowhere.docx" in n.message for n in pilot.app._notifications)


async def test_the_list_as_a_table(reviewed: Study, screen: Open, tmp_path: Path) -> None:
    async with screen() as (_, pilot):
        await pilot.press("I", "ctrl+e")
        on(pilot).answer.input.value = str(tmp_path / "r.csv")
        await pilot.press("enter")
    lines = (tmp_path / "r.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 6
    assert "Relies on the nurse" in lines[1]
