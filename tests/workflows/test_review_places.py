"""What a reviewer does to a file without writing a comment: moving, taking out, writing beside the text; and files whose marks are gone."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from qualcode.errors import InputError
from qualcode.study import Study
from qualcode.workflows.reviewing import accept, decline, export_review, import_review
from tests.workflows.review_study import coded
from tests.workflows.word_reviewer import OFFICE, WORD_TYPE, Reviewer, W, w


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sent")
    with coded(folder) as study:
        study.codebook.add("Care", kind="category")
        study.codebook.add("visits", under="Care")
        export_review(study, folder / "codebook.docx")
        export_review(study, folder / "interview.docx", document="interview")
    return folder


@pytest.fixture
def study(sent: Path, tmp_path: Path) -> Iterator[Study]:
    with Study.open(shutil.copy(sent / "study.qualcode", tmp_path), actor="Tester") as opened:
        yield opened


@pytest.fixture
def codebook(sent: Path) -> Reviewer:
    return Reviewer(sent / "codebook.docx")


@pytest.fixture
def interview(sent: Path) -> Reviewer:
    return Reviewer(sent / "interview.docx")


def told(study: Study, reviewer: Reviewer) -> list[tuple[str, str, str]]:
    """What came back: what of, which field, and what was said or proposed."""
    import_review(study, reviewer.save(study.path.parent / "back.docx"))
    return [(each.target, each.field, each.new or each.said) for each in study.proposals.list()]


def section(reviewer: Reviewer, place: str) -> list[Any]:
    """The heading of a code with its definition and quotations."""
    heading = reviewer.at_place(place)
    style = heading.find(f"{w('pPr')}/{w('pStyle')}").get(w("val"))
    found = [heading]
    for node in heading.itersiblings():
        own = node.find(f"{w('pPr')}/{w('pStyle')}")
        if node.tag == w("sectPr") or (
            own is not None
            and str(own.get(w("val"))) <= style
            and "ead" in style
            and "ead" in own.get(w("val"))
        ):
            break
        found.append(node)
    return found


def without_marks(paragraph: Any) -> None:
    for mark in [*paragraph.iter(w("bookmarkStart")), *paragraph.iter(w("bookmarkEnd"))]:
        mark.getparent().remove(mark)


# --- the codebook -------------------------------------------------------------------------------------------------


def test_a_code_moved_under_another_category_is_told(study: Study, codebook: Reviewer) -> None:
    last = codebook.table(codebook.at_place("c5_brief"))
    for node in reversed(section(codebook, "c2_name")):
        last.addnext(node)
    assert told(study, codebook) == [("trust", "", "moved the code under “Care”")]


def test_a_file_whose_order_was_not_kept_is_compared_with_the_study(study: Study, codebook: Reviewer) -> None:
    review = study.reviews.list()[0]
    contents = {place: digest for place, digest in review.contents.items() if place != "order"}
    with study.store.change("reviews.export", "Older") as change:
        change.delete("reviews", [review.id])
    study.reviews.add("codebook", review.token, review.name, contents)
    codebook.table(codebook.at_place("c5_brief")).addnext(codebook.at_place("c3_name"))
    path = codebook.save(study.path.parent / "back.docx")
    assert "moved the code under “Care”" in [
        each.said for each in import_review(study, path, dry_run=True).found
    ]


def test_a_heading_of_another_level_a_row_and_a_quotation_at_another_code(
    study: Study, codebook: Reviewer
) -> None:
    style = codebook.at_place("c4_name").find(f"{w('pPr')}/{w('pStyle')}")
    style.set(w("val"), codebook.at_place("c5_name").find(f"{w('pPr')}/{w('pStyle')}").get(w("val")))
    codebook.row(codebook.at_place("c3_when")).addnext(codebook.row(codebook.at_place("c2_when")))
    codebook.at_place("q2_c3_quote").addnext(codebook.at_place("q1_c2_quote"))
    assert told(study, codebook) == [
        ("Care", "", "lowered the heading of the category from level 2 to level 3"),
        ("trust", "when", "moved “when to use” to “looking for”"),
        ("trust [R01:1]", "", "moved the quotation to “looking for”"),
    ]


def test_a_quotation_moved_with_tracking(study: Study, codebook: Reviewer) -> None:
    moved = codebook.at_place("q1_c2_quote")
    here = copy.deepcopy(moved)
    without_marks(moved)
    for paragraph, kind in ((moved, "moveFrom"), (here, "moveTo")):
        for run in list(paragraph.iter(w("r"))):
            put = codebook.change(kind)
            run.addprevious(put)
            put.append(run)
    codebook.at_place("q2_c3_quote").addnext(here)
    assert told(study, codebook) == [("trust [R01:1]", "", "moved the quotation to “looking for”")]
    assert study.proposals.get(1).author == "Jana Nová"


def footnote(reviewer: Reviewer, paragraph: Any, text: str) -> None:
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("footnoteReference"), {w("id"): "2"})
    reviewer.parts["word/footnotes.xml"] = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'.encode()
    )
    reviewer.add_part("footnotes.xml", f"{OFFICE}/footnotes", f"{WORD_TYPE}.footnotes+xml")


def test_footnotes_and_text_boxes_are_read_once(
    study: Study, codebook: Reviewer, interview: Reviewer
) -> None:
    footnote(codebook, codebook.at_place("c2_brief"), "Really?")
    box = f'<w:txbxContent xmlns:w="{W}"><w:p><w:r><w:t>See here</w:t></w:r></w:p></w:txbxContent>'
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    codebook.at_place("c3_brief").append(
        etree.fromstring(
            f'<w:r xmlns:w="{W}" xmlns:mc="{mc}"><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    footnote(interview, interview.saying("What does trust"), "Leading")
    assert told(study, codebook) == [
        ("trust", "brief", "wrote in a footnote: Really?"),
        ("looking for", "brief", "wrote in a text box: See here"),
    ]
    assert told(study, interview)[2:] == [("interview", "", "wrote in a footnote: Leading")]


def test_a_table_made_into_text_keeps_labels_out_of_definitions(study: Study, codebook: Reviewer) -> None:
    table = codebook.table(codebook.at_place("c2_brief"))
    for row in table.findall(w("tr")):
        label, field = row.iter(w("p"))
        etree.SubElement(etree.SubElement(label, w("r")), w("tab"))
        label.extend([node for node in field if node.tag != w("pPr")])
        table.addprevious(label)
    table.getparent().remove(table)
    codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
    assert told(study, codebook) == [("trust", "brief", "Believing in one another")]


def test_edits_come_in_the_order_of_the_codebook_and_a_comment_on_the_mark_has_no_place(
    study: Study, tmp_path: Path
) -> None:
    for number in range(6, 12):
        study.codebook.add(f"code {number}", under="Care")
        study.codebook.edit(f"code {number}", brief=f"Brief {number}")
    export_review(study, tmp_path / "many.docx")
    reviewer = Reviewer(tmp_path / "many.docx")
    for number in (11, 6, 9):
        reviewer.type(reviewer.at_place(f"c{number}_brief"), f"New {number}")
    reviewer.comment(reviewer.saying("Mark of this file"), "", "What is this?")
    assert [row[2] for row in told(study, reviewer)] == ["New 6", "New 9", "New 11", "What is this?"]
    said = study.proposals.list()[-1]
    assert (said.target, said.matched) == ("", "none")


# --- the transcript -----------------------------------------------------------------------------------------------


def test_a_transcript_of_which_half_is_left_takes_nothing_out(study: Study, interview: Reviewer) -> None:
    for words in ("And when he stops", "go and look for him"):
        paragraph = interview.saying(words)
        paragraph.getparent().remove(paragraph)
    interview.type(interview.saying("What does trust"), "1\tI: What does trust mean to you?")
    found = told(study, interview)
    assert [each for each in found if "took" in each[2]] == []
    assert len(found) == 1


def test_one_turn_taken_out_beside_one_that_was_edited(study: Study, interview: Reviewer) -> None:
    gone = interview.saying("And when he stops")
    gone.getparent().remove(gone)
    edited = interview.saying("go and look for him")
    interview.type(edited, interview.text(edited).replace("people", "anybody"))
    assert [row[2].split(":")[0] for row in told(study, interview)] == ["wrote", "took out of the text"]
    row = study.proposals.list()[1]
    assert row.said == "took out of the text: I: And when he stops coming?"
    text = study.documents.text(study.documents.get("interview"))
    assert row.span is not None
    assert text[slice(*row.span)] == "I: And when he stops coming?"


def drop_comment(reviewer: Reviewer, words: str) -> None:
    """Delete a comment as Word does, with its signs."""
    node = reviewer.own_comment(words)
    key = node.get(w("id"))
    reviewer.comments.remove(node)
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for sign in [each for each in reviewer.root.iter(w(name)) if each.get(w("id")) == key]:
            parent = sign.getparent()
            assert parent is not None
            parent.remove(sign)


def test_the_comment_of_a_coding_that_was_deleted_is_told(study: Study, interview: Reviewer) -> None:
    drop_comment(interview, "R01:2")
    study.codebook.rename("looking for", "searching")
    assert told(study, interview) == [
        ("searching [R01:2]", "", "took out the comment with the code “searching”")
    ]


def test_a_coding_comment_that_was_typed_over_is_no_deleted_one(study: Study, interview: Reviewer) -> None:
    node = interview.own_comment("R01:2")
    for text in node.iter(w("t")):
        text.text = ""
    next(node.iter(w("t"))).text = "Call it care"
    assert told(study, interview) == [("looking for [R01:2]", "", "Call it care")]


def test_comments_that_were_all_lost_are_a_note_and_no_proposal(study: Study, interview: Reviewer) -> None:
    for words in ("R01:1", "R01:2", "R01:3"):
        drop_comment(interview, words)
    result = import_review(study, interview.save(study.path.parent / "back.docx"))
    assert result.found == ()
    assert any("taken for lost" in note for note in result.notes)


# --- marks that are gone, decisions, second rounds ----------------------------------------------------------------


def bare(reviewer: Reviewer) -> Reviewer:
    """Lose every mark."""
    reviewer.drop_marks()
    reviewer.drop_properties()
    line = reviewer.saying("Mark of this file")
    line.getparent().remove(line)
    return reviewer


def test_an_older_file_without_marks_reverts_nothing(study: Study, codebook: Reviewer) -> None:
    study.codebook.rename("trust", "reliance")
    study.codebook.edit("reliance", brief="Counting on each other")
    study.codebook.merge(["looking for"], "visits")
    path = bare(codebook).save(study.path.parent / "back.docx")
    assert import_review(study, path).found == ()


def test_an_edit_in_an_older_file_without_marks_is_stale_where_the_study_went_on(
    study: Study, codebook: Reviewer
) -> None:
    study.codebook.edit("trust", brief="Counting on each other")
    study.codebook.merge(["looking for"], "visits")
    codebook.type(codebook.at_place("c2_brief"), "Believing in one another")
    codebook.type(codebook.at_place("c3_brief"), "Going out to people who keep away")
    assert told(study, bare(codebook)) == [
        ("trust", "brief", "Believing in one another"),
        ("visits", "brief", "Going out to people who keep away"),
    ]
    first, second = study.proposals.list()
    assert (first.stale, second.stale, second.about) == (True, True, "looking for")
    with pytest.raises(InputError, match="--anyway"):
        accept(study, [first.id])


def test_a_changed_decision_does_not_keep_the_answer_of_the_other(study: Study, codebook: Reviewer) -> None:
    codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
    told(study, codebook)
    decline(study, [1], "No")
    assert accept(study, [1])[0].answer == ""


def test_a_comment_on_what_became_of_an_earlier_one_joins_its_thread(
    study: Study, codebook: Reviewer
) -> None:
    codebook.comment(codebook.at_place("c2_brief"), "each other", "Only mutual?")
    told(study, codebook)
    decline(study, [1], "Yes, only")
    for language in ("en", "cs"):
        for document in (None, "interview"):
            path = study.path.parent / f"next {language} {document}.docx"
            export_review(study, path, language=language, document=document)
            second = Reviewer(path, at="2026-11-21T09:30:00Z")
            second.comment(second.saying("Yes, only"), "only", f"I disagree, {language} {document}")
            assert told(study, second)[-1] == ("trust", "brief", f"I disagree, {language} {document}")
    threads = {each.thread for each in study.proposals.list()}
    assert len(threads) == 1
    assert "" not in threads


def test_a_transcript_has_no_number_of_examples(study: Study) -> None:
    with pytest.raises(InputError, match="--examples"):
        export_review(study, study.path.parent / "x.docx", document="interview", examples=2)
