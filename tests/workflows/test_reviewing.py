"""The round trip with a reviewer who works in Word: what comes back, from which places, and what is never done by itself."""

from __future__ import annotations

import cProfile
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qualcode.errors import FileError, InputError
from qualcode.model.codes import CodeFields
from qualcode.model.reviews import Proposal
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.reviews import settled
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.correcting import edit, store
from qualcode.workflows.reviewing import accept, decline, export_review, import_review
from tests.formats.validators import sound
from tests.study.material import TEXT, add, new
from tests.workflows.review_study import BRIEF, EXAMPLE, FULL, WHEN, coded
from tests.workflows.word_reviewer import Reviewer, w


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study and the two files that were sent to a reviewer."""
    folder = tmp_path_factory.mktemp("sent")
    with coded(folder) as study:
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


def back(study: Study, reviewer: Reviewer, name: str = "back.docx") -> tuple[Proposal, ...]:
    """Read what came back; gives all proposals."""
    import_review(study, reviewer.save(study.path.parent / name))
    return study.proposals.list()


def only(found: tuple[Proposal, ...]) -> Proposal:
    assert len(found) == 1, [(each.kind, each.target, each.new or each.said) for each in found]
    return found[0]


# --- what goes out ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "cs", "sv"])
@pytest.mark.parametrize("document", [None, "interview"])
def test_files_are_sound_and_bring_nothing_back_that_nobody_wrote(
    study: Study, tmp_path: Path, language: str, document: str | None
) -> None:
    study.proposals.answer(
        back(study, commented(study, tmp_path))[0].id, "We talked about it"
    )  # the next round shows what became of it
    path = tmp_path / "next.docx"
    export_review(study, path, document=document, language=language)
    assert sound(path.read_bytes()) == []
    assert "We talked about it" in words_of(path)
    found = import_review(study, path)
    assert (found.found, found.known, found.notes) == ((), 0, ())


def commented(study: Study, folder: Path) -> Reviewer:
    export_review(study, folder / "first.docx")
    reviewer = Reviewer(folder / "first.docx")
    reviewer.comment(reviewer.at_place("c2_brief"), "each other", "Only mutual?")
    return reviewer


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return " ".join("".join(t.text or "" for t in p.iter(w("t"))) for p in root.iter(w("p")))


def test_a_codebook_holds_definitions_counts_and_passages_of_every_respondent_in_turn(
    study: Study, tmp_path: Path
) -> None:
    add(study, "second", "R: She trusts us.\nR: We trust her. And they do, too.\n")
    for at in ((3, 16), (21, 33)):
        study.codings.apply("second", at, "trust", coder="Karin")
    study.signoffs.set("trust", "approved")
    export_review(study, tmp_path / "x.docx", examples=3)
    text = words_of(tmp_path / "x.docx")
    for part in (
        BRIEF,
        "Any talk of trust.",
        WHEN,
        EXAMPLE,
        "4\u00a0quotations, 2\u00a0of\u00a02 respondents; approved",
    ):
        assert part in text
    assert "[R01:1]" in text
    assert "[R02:4]" in text
    assert "[R02:5]" not in text
    export_review(study, tmp_path / "y.docx", codes=["looking for"])
    assert BRIEF not in words_of(tmp_path / "y.docx")


def test_what_cannot_be_written_is_said(study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="end in .docx"):
        export_review(study, tmp_path / "x.pdf")
    with pytest.raises(InputError, match="not both"):
        export_review(study, tmp_path / "x.docx", document="interview", codes=["trust"])
    (tmp_path / "there.docx").write_bytes(b"comments of a reviewer")
    with pytest.raises(InputError, match="exists already"):
        export_review(study, tmp_path / "there.docx")
    assert len(study.reviews.list()) == 2


def test_an_empty_study_gives_a_file_that_opens(tmp_path: Path) -> None:
    with new(tmp_path) as empty:
        export_review(empty, tmp_path / "x.docx")
        assert sound((tmp_path / "x.docx").read_bytes()) == []
        assert import_review(empty, tmp_path / "x.docx", anyway=True).found == ()


def test_names_and_definitions_with_markup_and_control_characters_come_back_unchanged(
    study: Study, tmp_path: Path
) -> None:
    study.codebook.add("<b>&amp; ‮ 300" + "x" * 180, fields=CodeFields(
        brief="a\x00b <w:p> ]]> & \"q\"", full="tab\there\r\nline\x0bbreak\u2028end", when="   two  spaces ",
        when_not="soft\u00adhyphen non\u2011break\u00a0space", example="=1+1"))  # fmt: skip
    export_review(study, tmp_path / "x.docx")
    assert sound((tmp_path / "x.docx").read_bytes()) == []
    assert import_review(study, tmp_path / "x.docx").found == ()


# --- edits --------------------------------------------------------------------------------------------------------


def test_a_tracked_edit_split_over_runs_is_one_proposal_of_its_author(
    study: Study, codebook: Reviewer
) -> None:
    codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
    found = only(back(study, codebook))
    assert (found.kind, found.target, found.field, found.matched) == ("edit", "trust", "brief", "id")
    assert (found.old, found.new) == (BRIEF, "Believing in one another")
    assert (found.author, found.at) == ("Jana Nová", "2026-11-20T09:30:00Z")
    assert not found.stale
    assert study.codebook.get("trust").brief == BRIEF, "nothing is applied by itself"
    accept(study, [found.id])
    assert study.codebook.get("trust").brief == "Believing in one another"


def test_a_plain_edit_is_of_who_saved_the_file(study: Study, codebook: Reviewer) -> None:
    codebook.type(codebook.at_place("c2_when_not"), "When it is only asked about")
    found = only(back(study, codebook))
    assert (found.field, found.old, found.new, found.author) == (
        "when_not", "", "When it is only asked about", "Jana Nová",
    )  # fmt: skip


def test_tracked_and_plain_edits_of_one_field_are_one_proposal(study: Study, codebook: Reviewer) -> None:
    paragraph = codebook.at_place("c2_brief")
    codebook.track(paragraph, "other", "one")
    inside, _ = codebook.split(paragraph, "Believing")
    inside[0].find(w("t")).text = "Trusting"
    codebook.author, first = "Petr", codebook.author
    codebook.track(paragraph, " in ", " into ")
    found = only(back(study, codebook))
    assert found.new == "Trusting into each one"
    assert set(found.author.split(", ")) == {"Petr", first}


def test_changes_that_the_reviewer_accepted_come_back_as_plain_edits(
    study: Study, codebook: Reviewer
) -> None:
    codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
    codebook.accept_all()
    assert only(back(study, codebook)).new == "Believing in one another"


def test_words_moved_and_words_inserted_by_one_and_struck_out_by_another(
    study: Study, codebook: Reviewer
) -> None:
    paragraph = codebook.at_place("c2_brief")
    inside, _ = codebook.split(paragraph, "Believing ")
    inside[0].addprevious(codebook.change("moveFrom", codebook.run("Believing ")))
    paragraph.remove(inside[0])
    paragraph.append(codebook.change("moveTo", codebook.run(" believing")))
    inserted = codebook.change("ins", codebook.change("del", codebook.run("and hoping", deleted=True)))
    paragraph.append(inserted)
    found = only(back(study, codebook))
    assert found.new == "in each other believing"


def test_a_field_written_in_several_paragraphs_and_one_that_was_emptied(
    study: Study, codebook: Reviewer
) -> None:
    paragraph = codebook.at_place("c2_brief")
    codebook.add_paragraph(paragraph, "And in oneself")
    codebook.track(codebook.at_place("c2_example"), EXAMPLE, "")
    found = back(study, codebook)
    assert [(each.field, each.new) for each in found] == [
        ("brief", f"{BRIEF}\nAnd in oneself"),
        ("example", ""),
    ]


def test_a_name_that_was_edited(study: Study, codebook: Reviewer) -> None:
    codebook.track(codebook.at_place("c2_name"), "trust", "mutual trust")
    found = only(back(study, codebook))
    assert (found.field, found.old, found.new) == ("name", "trust", "mutual trust")
    accept(study, [found.id])
    assert study.codebook.find("mutual trust") is not None


def test_texts_typed_anew_after_word_dropped_their_marks(study: Study, codebook: Reviewer) -> None:
    """Word deletes a bookmark together with all the words in it."""
    for place, text in (("c2_name", "reliance"), ("c2_brief", "Something quite different")):
        paragraph = codebook.at_place(place)
        codebook.type(paragraph, text)
        for mark in [*paragraph.iter(w("bookmarkStart")), *paragraph.iter(w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
    found = back(study, codebook)
    assert [(each.kind, each.field, each.old, each.new, each.matched) for each in found] == [
        ("edit", "name", "trust", "reliance", "text"),
        ("edit", "brief", BRIEF, "Something quite different", "text"),
    ]


def test_a_mark_that_word_widened_to_the_row(study: Study, codebook: Reviewer) -> None:
    paragraph = codebook.at_place("c2_brief")
    codebook.type(paragraph, "Counting on somebody")
    start, row = paragraph.find(w("bookmarkStart")), codebook.row(paragraph)
    start.set(w("colFirst"), "1")
    row.insert(0, start)
    assert only(back(study, codebook)).new == "Counting on somebody"


def test_new_rows_paragraphs_and_codes_are_told_and_never_made(study: Study, codebook: Reviewer) -> None:
    codebook.add_row(codebook.row(codebook.at_place("c2_when")), "Note", "See Bordin 1979")
    heading = codebook.add_paragraph(
        codebook.saying("go and look for him"), "distrust", like=codebook.at_place("c2_name")
    )
    codebook.add_paragraph(heading, "When somebody doubts")
    before = len(study.codebook.tree())
    found = back(study, codebook)
    assert [(each.kind, each.target, each.said, each.matched) for each in found] == [
        ("comment", "trust", "wrote: Note | See Bordin 1979", "id"),
        ("comment", "", "wrote: distrust", "none"),
        ("comment", "", "wrote: When somebody doubts", "none"),
    ]
    accept(study, [each.id for each in found])
    assert len(study.codebook.tree()) == before


def test_a_code_taken_out_of_the_file_is_told_and_stays(study: Study, codebook: Reviewer) -> None:
    table = codebook.table(codebook.at_place("c3_brief"))
    for node in (codebook.at_place("c3_name"), codebook.saying("go and look for him"), table):
        node.getparent().remove(node)
    found = only(back(study, codebook))
    assert (found.kind, found.target, found.said) == (
        "comment",
        "looking for",
        "took the whole code out of the file",
    )
    accept(study, [found.id])
    assert study.codebook.find("looking for") is not None


def test_a_file_cut_down_to_one_code_takes_nothing_out(study: Study, codebook: Reviewer) -> None:
    keep = {codebook.at_place("c3_name"), codebook.table(codebook.at_place("c3_brief"))}
    for node in list(codebook.body)[:-1]:
        if node not in keep:
            codebook.body.remove(node)
    codebook.type(codebook.at_place("c3_when"), "After a missed visit")
    result = import_review(study, codebook.save(study.path.parent / "cut.docx"))
    assert result.edits == 1
    assert any("no more 2 of the 3 codes" in note for note in result.notes)


def test_a_row_deleted_with_tracking(study: Study, codebook: Reviewer) -> None:
    codebook.delete_row(codebook.row(codebook.at_place("c2_when")))
    found = only(back(study, codebook))
    assert (found.field, found.said) == ("when", "took “when to use” out of the file")


def test_a_row_deleted_here_and_inserted_there_is_only_moved(study: Study, codebook: Reviewer) -> None:
    row = codebook.row(codebook.at_place("c2_when"))
    codebook.add_row(codebook.row(codebook.at_place("c2_example")), "When to use", WHEN)
    codebook.delete_row(row)
    assert back(study, codebook) == ()


def test_rows_and_tables_that_were_moved_are_known_by_their_marks(study: Study, codebook: Reviewer) -> None:
    row = codebook.row(codebook.at_place("c2_full"))
    codebook.row(codebook.at_place("c3_brief")).addnext(row)
    table = codebook.table(codebook.at_place("c2_brief"))
    codebook.body.insert(0, table)
    codebook.type(codebook.at_place("c2_full"), "Anything on trust")
    found, told = back(study, codebook)
    assert (found.target, found.field, found.old, found.new) == ("trust", "full", FULL, "Anything on trust")
    assert (told.target, told.field, told.said) == (
        "trust",
        "full",
        "moved “full definition” to “looking for”",
    )


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([f"c{code}_{field}" for code in (2, 3) for field in ("brief", "full", "when", "when_not", "example")]),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), include_characters="\n"), max_size=40),
        max_size=5,
    )
)  # fmt: skip
def test_any_plain_edits_come_back_as_they_were_typed(sent: Path, typed: dict[str, str]) -> None:
    reviewer = Reviewer(sent / "codebook.docx")
    for place, text in typed.items():
        reviewer.type(reviewer.at_place(place), text)
    with Study.open(sent / "study.qualcode", actor="Tester", verify=False) as study:
        result = import_review(study, reviewer.save(sent / "typed.docx"), dry_run=True)
        fields = {f"c{code.id}_{f}": getattr(code, f) for code in study.codebook.tree() for f in ("brief", "full", "when", "when_not", "example")}  # fmt: skip
    wanted = {
        place: settled(text) for place, text in typed.items() if settled(text) != settled(fields[place])
    }
    assert {f"c{each.code_id}_{each.field}": settled(each.new) for each in result.found} == wanted


# --- comments -----------------------------------------------------------------------------------------------------


def test_comments_and_replies_hang_on_what_they_were_written_to(study: Study, codebook: Reviewer) -> None:
    first = codebook.comment(codebook.saying("I trust him, and"), "he trusts me", "Is this trust?\nOr hope?")
    codebook.author = "Petr"
    codebook.reply(first, "I see it so, too")
    codebook.comment(codebook.at_place("c2_name"), "", "Split this?")
    codebook.comment(codebook.at_place("c2_when"), "named", "By whom?")
    codebook.comment(codebook.saying("Any talk of"), "talk", "A word")
    codebook.comment(codebook.saying("2\u00a0quotations"), "", "So few?")
    codebook.comment(codebook.saying("How to review"), "", "A clear file")
    found = back(study, codebook)
    shown = [(each.target, each.field, each.said, each.about, each.author, each.matched) for each in found]
    assert shown == [
        ("trust [R01:1]", "", "Is this trust?\nOr hope?", "he trusts me", "Jana Nová", "id"),
        ("trust [R01:1]", "", "I see it so, too", "he trusts me", "Petr", "id"),
        ("trust", "", "Split this?", "trust", "Petr", "id"),
        ("trust", "when", "By whom?", "named", "Petr", "id"),
        ("trust", "full", "A word", "talk", "Petr", "id"),
        ("trust", "", "So few?", found[5].about, "Petr", "id"),
        ("", "", "A clear file", "How to review", "Petr", "none"),
    ]
    threads = [each.thread for each in found]
    assert threads[0] == threads[1] != ""
    assert not any(threads[2:])


def test_a_comment_without_author_date_or_words_is_kept(study: Study, codebook: Reviewer) -> None:
    codebook.author, codebook.at = "", "yesterday"
    codebook.comment(codebook.at_place("c3_when"), "", "When?")
    codebook.write_comment("Hangs on nothing", None)
    found = back(study, codebook)
    assert [(each.target, each.said, each.author, each.at) for each in found] == [
        ("looking for", "When?", "", ""),
        ("", "Hangs on nothing", "", ""),
    ]
    accept(study, [found[0].id])
    assert "a reviewer’s comment" in study.history.list()[-1].label


def test_reading_a_file_twice_brings_nothing_twice(study: Study, codebook: Reviewer) -> None:
    codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
    codebook.comment(codebook.at_place("c3_brief"), "people", "Whom?")
    codebook.comment(codebook.at_place("c3_brief"), "Going", "Whom?")
    first = back(study, codebook)
    assert len(first) == 3, "the same words on two passages are two comments"
    again = import_review(study, codebook.save(study.path.parent / "renamed.docx"))
    assert (again.found, again.known, study.proposals.list()) == ((), 3, first)
    codebook.comment(codebook.at_place("c2_full"), "mutual", "More")
    decline(study, [first[1].id], "No")
    more = import_review(study, codebook.save(study.path.parent / "later.docx"))
    assert [each.said for each in more.found] == ["More"]


def test_an_import_is_one_change_that_undo_takes_back(study: Study, codebook: Reviewer) -> None:
    codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
    codebook.comment(codebook.at_place("c3_brief"), "people", "Whom?")
    before = len(study.history.list())
    path = codebook.save(study.path.parent / "back.docx")
    assert import_review(study, path, dry_run=True).comments == 1
    assert study.proposals.list() == ()
    assert len(study.history.list()) == before
    import_review(study, path)
    assert study.history.list()[-1].label == "Read 1 comment and 1 edit by Jana Nová from “back.docx”"
    study.history.undo()
    assert study.proposals.list() == ()
    assert len(import_review(study, path).found) == 2


# --- damaged marks ------------------------------------------------------------------------------------------------


def test_without_bookmarks_places_are_found_by_labels_names_and_words(
    study: Study, codebook: Reviewer
) -> None:
    codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
    codebook.type(codebook.at_place("c2_when_not"), "Never alone")
    codebook.comment(codebook.saying("I trust him, and"), "trusts", "Hope?")
    codebook.comment(codebook.at_place("c3_brief"), "people", "Whom?")
    codebook.drop_marks()
    found = back(study, codebook)
    assert [(each.kind, each.target, each.field, each.new or each.said, each.matched) for each in found] == [
        ("edit", "trust", "brief", "Believing in one another", "text"),
        ("edit", "trust", "when_not", "Never alone", "text"),
        ("comment", "trust [R01:1]", "", "Hope?", "text"),
        ("comment", "looking for", "brief", "Whom?", "text"),
    ]


def test_equal_definitions_of_several_codes_are_told_apart_by_their_place(
    study: Study, tmp_path: Path
) -> None:
    study.codebook.edit("looking for", when=WHEN)
    study.codebook.edit("Relationship", when=WHEN)
    export_review(study, tmp_path / "x.docx")
    reviewer = Reviewer(tmp_path / "x.docx")
    reviewer.type(reviewer.at_place("c1_when"), "Never")
    reviewer.drop_marks()
    found = only(back(study, reviewer))
    assert (found.target, found.field, found.new) == ("Relationship", "when", "Never")


def test_without_any_mark_everything_is_found_by_words(study: Study, codebook: Reviewer) -> None:
    codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
    codebook.comment(codebook.saying("I trust him, and"), "trusts", "Hope?")
    codebook.drop_marks()
    codebook.drop_properties()
    line = codebook.saying("qc-")
    line.getparent().remove(line)
    path = codebook.save(study.path.parent / "bare.docx")
    result = import_review(study, path)
    assert "by its words alone" in result.notes[0]
    assert [(each.target, each.matched) for each in study.proposals.list()] == [
        ("trust", "text"),
        ("trust [R01:1]", "text"),
    ]
    assert not study.proposals.list()[0].stale


@pytest.mark.parametrize("document", [None, "interview"])
def test_a_file_whose_export_was_undone_is_known_by_the_study_that_it_names(
    study: Study, tmp_path: Path, document: str | None
) -> None:
    export_review(study, tmp_path / "x.docx", document=document, language="sv")
    study.history.undo()
    reviewer = Reviewer(tmp_path / "x.docx")
    reviewer.type(reviewer.saying("A study, "), "A study, 3 januari 2024")
    reviewer.comment(reviewer.saying("go and look for him"), "look", "Hm")
    path = reviewer.save(tmp_path / "back.docx")
    result = import_review(study, path)
    assert [(each.said, each.quotation_id, each.matched) for each in result.found] == [("Hm", 2, "id")]
    assert "no longer knows" in result.notes[0]
    reviewer.drop_properties()
    again = import_review(study, reviewer.save(tmp_path / "bare.docx"), dry_run=True)
    assert not again.found
    assert again.known == 1


def test_text_pasted_into_another_document(study: Study, codebook: Reviewer) -> None:
    """Pasted as plain text, a table becomes paragraphs with tabs."""
    lines = [
        "Codebook", "trust", f"Brief definition\t{BRIEF}, always", f"When to use: {WHEN}",
        "Going out now to people who stay far away", "Something else altogether",
    ]  # fmt: skip
    for node in list(codebook.body)[:-1]:
        codebook.body.remove(node)
    for line in reversed(lines):
        paragraph = etree.Element(w("p"))
        paragraph.append(codebook.run(line))
        codebook.body.insert(0, paragraph)
    codebook.comment(codebook.saying("Something"), "else", "Where does this go?")
    codebook.drop_properties()
    found = back(study, codebook)
    assert [(each.kind, each.target, each.field, each.new or each.said, each.matched) for each in found] == [
        ("edit", "trust", "brief", f"{BRIEF}, always", "text"),
        ("edit", "looking for", "brief", "Going out now to people who stay far away", "text"),
        ("comment", "", "", "wrote: Codebook", "none"),
        ("comment", "trust", "", "wrote: Something else altogether", "text"),
        ("comment", "trust", "", "Where does this go?", "text"),
    ]


def test_copies_of_marks_are_taken_once(study: Study, codebook: Reviewer) -> None:
    """LibreOffice keeps a bookmark on the copy of a row under another name; a merge of files may keep it under the same."""
    for mark in list(codebook.root.iter(w("bookmarkStart"))):
        if str(mark.get(w("name"))).endswith("c2_when"):
            other = codebook.at_place("c3_when")
            copy = etree.SubElement(
                other, w("bookmarkStart"), {w("id"): "7001", w("name"): f"{mark.get(w('name'))}1"}
            )
            copy.addnext(etree.Element(w("bookmarkEnd"), {w("id"): "7001"}))
    assert back(study, codebook) == ()


# --- other studies, older states, lineage -----------------------------------------------------------------------


def test_a_file_of_another_study_is_refused(study: Study, tmp_path: Path, codebook: Reviewer) -> None:
    (tmp_path / "other").mkdir()
    with coded(tmp_path / "other") as other:
        codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
        path = codebook.save(tmp_path / "back.docx")
        with pytest.raises(FileError, match="from another study.*--anyway"):
            import_review(other, path)
        assert other.proposals.list() == ()
        result = import_review(other, path, anyway=True)
        assert [(each.matched, each.new) for each in result.found] == [("text", "Believing in one another")]


def test_a_file_that_says_nothing_of_the_study_is_refused(study: Study, tmp_path: Path) -> None:
    import docx

    chapter = docx.Document()
    chapter.add_paragraph("Nothing of this is in any codebook.")
    chapter.save(str(tmp_path / "chapter.docx"))
    with pytest.raises(FileError, match="holds nothing that speaks of this study"):
        import_review(study, tmp_path / "chapter.docx")


def test_edits_of_an_older_state_are_marked(study: Study, codebook: Reviewer) -> None:
    codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
    study.codebook.edit("trust", brief="A new wording")
    result = import_review(study, codebook.save(study.path.parent / "back.docx"))
    assert result.stale == 1
    assert any("changed in the study since" in note for note in result.notes)
    found = only(study.proposals.list())
    assert (found.stale, found.old, found.new) == (True, "A new wording", "Believing in one another")


def test_what_the_study_says_already_is_no_proposal(study: Study, codebook: Reviewer) -> None:
    codebook.track(codebook.at_place("c2_brief"), "each other", "one another")
    study.codebook.edit("trust", brief="Believing in one another")
    assert back(study, codebook) == ()


def test_codes_renamed_merged_or_deleted_since(study: Study, codebook: Reviewer) -> None:
    study.codebook.add("listening")
    study.codebook.edit("listening", brief="Hearing somebody out")
    path = study.path.parent / "second.docx"
    export_review(study, path)
    reviewer = Reviewer(path)
    reviewer.track(reviewer.at_place("c2_brief"), "each other", "one another")
    reviewer.comment(reviewer.at_place("c3_name"), "", "On looking for")
    reviewer.track(reviewer.at_place("c3_brief"), "people", "those")
    reviewer.track(reviewer.at_place("c4_brief"), "out", "to the end")
    reviewer.comment(reviewer.at_place("c4_name"), "", "On listening")
    study.codebook.rename("trust", "reliance")
    study.codebook.merge(["looking for"], "reliance")
    study.codebook.delete("listening")
    found = back(study, reviewer)
    assert [each.about for each in found[:2]] == ["reliance", "looking for"], (
        "the code that it was written for"
    )
    assert [(each.kind, each.target, each.field, each.new or each.said, each.stale) for each in found] == [
        ("edit", "reliance", "brief", "Believing in one another", False),
        ("edit", "reliance", "brief", "Going out to those who stay away", True),
        ("comment", "", "", "wrote as the brief definition of a code that was deleted since: Hearing somebody to the end", False),
        ("comment", "reliance", "", "On looking for", False),
        ("comment", "", "", "On listening", False),
    ]  # fmt: skip


def test_comments_on_a_respondent_who_withdrew_are_not_brought_in(
    study: Study, codebook: Reviewer, interview: Reviewer
) -> None:
    codebook.comment(codebook.saying("I trust him, and"), "trusts", "Hope?")
    codebook.track(codebook.saying("go and look for him"), "look", "search")
    codebook.comment(codebook.at_place("c2_brief"), "other", "Stays")
    interview.comment(interview.saying("And when he"), "stops", "Leading?")
    add(study, "second", "R: She trusts us, and nobody else does.\n")
    withdraw(study, "R01")
    result = import_review(study, codebook.save(study.path.parent / "back.docx"))
    assert [each.said for each in result.found] == ["Stays"]
    assert result.withdrawn == 1
    assert any("withdrew" in note for note in result.notes)
    with pytest.raises(FileError, match="whose respondent withdrew"):
        import_review(study, interview.save(study.path.parent / "talk.docx"))
    assert b"Hope?" not in study.path.read_bytes()


def test_a_passage_that_was_only_uncoded_keeps_its_comment_at_the_code(
    study: Study, codebook: Reviewer
) -> None:
    codebook.comment(codebook.saying("go and look for him"), "look", "Hm")
    study.codings.remove([row.id for row in study.codings.list(code="looking for")])
    assert only(back(study, codebook)).target == "looking for"


# --- transcripts --------------------------------------------------------------------------------------------------


def test_replies_to_codings_and_comments_on_new_words(study: Study, interview: Reviewer) -> None:
    ours = next(
        str(c.get(w("id")))
        for c in interview.comments
        if "R01:3" in "".join(t.text or "" for t in c.iter(w("t")))
    )
    interview.reply(ours, "Rather hope")
    interview.comment(interview.saying("And when he"), "when he stops", "Leading question")
    interview.comment(interview.saying("I trust him"), "him, and he", "Whom?")
    interview.comment(interview.saying("go and look"), "give up on people", "Typical")
    found = back(study, interview)
    text = study.documents.text("interview")
    shown = [(each.target, each.said, each.span and text[slice(*each.span)]) for each in found]
    assert shown == [
        ("trust [R01:3]", "Rather hope", "he trusts me. Důvěra je základ."),
        ("interview", "Leading question", "when he stops"),
        ("[R01:1]", "Whom?", "I trust him, and he trusts me"),
        ("interview", "Typical", "give up on people"),
    ]
    assert found[0].thread != ""
    assert found[0].document_id == 1


def test_a_comment_over_several_turns_and_one_on_the_number_of_a_turn(
    study: Study, interview: Reviewer
) -> None:
    key = interview.comment(interview.saying("And when he"), "stops coming?", "Both")
    end = next(n for n in interview.root.iter(w("commentRangeEnd")) if n.get(w("id")) == key)
    inside, _ = interview.split(interview.saying("Then I go"), "Then I go")
    inside[-1].addnext(end)
    interview.comment(interview.saying("What does trust"), "1", "This turn")
    found = back(study, interview)
    text = study.documents.text("interview")
    spans = {each.said: text[slice(*each.span)] for each in found if each.span}
    assert spans == {"Both": "stops coming?\nR: Then I go", "This turn": "I: What does trust mean here?"}


def test_a_coding_comment_that_was_edited_and_words_typed_into_the_text(
    study: Study, interview: Reviewer
) -> None:
    ours = interview.own_comment("R01:2")
    paragraph = etree.SubElement(ours, w("p"))
    paragraph.append(interview.run("I would call it outreach"))
    interview.track(interview.saying("And when he"), "stops", "stops [leading!]")
    interview.type(interview.saying("What does trust"), "1\tI: What is trust to you?")
    result = import_review(study, interview.save(study.path.parent / "back.docx"))
    found = study.proposals.list()
    text = study.documents.text("interview")
    assert next((each.target, each.said) for each in found) == ("looking for [R01:2]", found[0].said)
    assert found[0].said.endswith("I would call it outreach")
    assert "[R01:2]" not in found[0].said
    told = {each.said: each.span and text[slice(*each.span)] for each in found[1:]}
    assert told["wrote: stops [leading!]; struck out: stops"] == "I: And when he stops coming?"
    assert "wrote: 1 I: What is trust to you?" in told
    assert any("edited in 2 places" in note for note in result.notes)
    assert study.documents.text("interview") == TEXT


def test_a_transcript_without_any_mark_is_known_by_its_lines(study: Study, interview: Reviewer) -> None:
    interview.comment(interview.saying("I trust him"), "Důvěra", "In Czech")
    interview.drop_marks()
    interview.drop_properties()
    line = interview.saying("qc-")
    line.getparent().remove(line)
    found = only(back(study, interview))
    assert (found.said, found.target, found.matched) == ("In Czech", "interview", "text")
    assert found.span
    assert study.documents.text("interview")[slice(*found.span)] == "Důvěra"


def test_a_transcript_corrected_since_the_file_was_written(study: Study, interview: Reviewer) -> None:
    interview.comment(interview.saying("And when he"), "stops", "Leading?")
    store(study, edit(study, "interview", "I: Hello.\nR: Hello.\n" + TEXT))
    result = import_review(study, interview.save(study.path.parent / "back.docx"))
    found = only(study.proposals.list())
    assert found.span
    assert study.documents.text("interview")[slice(*found.span)] == "stops"
    assert any("was corrected since" in note for note in result.notes)
    assert check(study) == ()


# --- bad files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"", b"PK\x03\x04 not really", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"%PDF-1.4", b"plain text",
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_refused_in_a_sentence(study: Study, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad.docx"
    path.write_bytes(data)
    with pytest.raises(FileError, match=r"bad\.docx"):
        import_review(study, path)
    with pytest.raises(FileError, match=r"nowhere\.docx"):
        import_review(study, tmp_path / "nowhere.docx")


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/comments.xml", "docProps/custom.xml", "docProps/core.xml"]
)
def test_hostile_or_broken_parts_are_refused(
    study: Study, interview: Reviewer, tmp_path: Path, part: str
) -> None:
    path = interview.save(tmp_path / "good.docx")
    for name, damage in (
        ("doctype", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
        ("broken", b"<w:document"),
        ("deep", b"<a>" * 3000 + b"</a>" * 3000),
    ):
        bad = tmp_path / f"{name}.docx"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w") as fresh:
            for entry in old.namelist():
                fresh.writestr(entry, damage if entry == part else old.read(entry))
        with pytest.raises(FileError, match=name):
            import_review(study, bad)
    assert study.proposals.list() == ()


def test_marks_that_name_what_is_not_there_are_nothing(study: Study, codebook: Reviewer) -> None:
    for mark in codebook.root.iter(w("bookmarkStart")):
        name = str(mark.get(w("name")))
        if name.endswith("c2_brief"):
            mark.set(w("name"), name.replace("c2", "c999999999999999"))
        elif name.endswith("c2_when"):
            mark.set(w("name"), "qc_zzzzzzzz_c2_when")
    assert back(study, codebook) == (), "the text is still that of the field, which its label says"


# --- size ---------------------------------------------------------------------------------------------------------


def work_of_reading(folder: Path, many: int) -> tuple[int, int]:
    """How many calls and how many queries it takes to read back a codebook of so many codes."""
    folder.mkdir()
    with new(folder) as study:
        with study.change("codes.add", "Added many codes") as change:
            for i in range(many):
                change.insert("codes", [{
                    "parent_id": None, "kind": "code", "name": f"code {i}", "name_key": f"code {i}", "brief": f"Brief {i} of it",
                    "full": f"The full definition number {i}.", "when_use": "When so", "when_not": "", "example": "", "colour": "",
                    "origin": "data", "position": i, "created": "2026-01-01T00:00:00Z", "created_by": "x",
                }])  # fmt: skip
        export_review(study, folder / "many.docx")
        asked: list[str] = []
        study.store.connection.set_trace_callback(asked.append)
        profile = cProfile.Profile()
        found = profile.runcall(import_review, study, folder / "many.docx")
        study.store.connection.set_trace_callback(None)
        assert found.found == ()
        return sum(each.callcount for each in profile.getstats()), len(asked)


def test_twice_as_many_codes_are_read_with_twice_the_work(tmp_path: Path) -> None:
    work_of_reading(tmp_path / "warm", 10)
    calls, queries = work_of_reading(tmp_path / "some", 300)
    more_calls, more_queries = work_of_reading(tmp_path / "many", 600)
    assert more_queries == queries
    assert more_calls < 2.2 * calls
