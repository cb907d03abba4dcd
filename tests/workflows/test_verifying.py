"""A finished chapter against its study: what is verbatim, what differs, what is cited wrongly, which codes and counts are gone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import FileError
from qualcode.model.verification import Finding, Verification
from qualcode.study import Study
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.report import write_report
from qualcode.workflows.verifying import verify_chapter, write_verification
from tests.formats.wordfile import docx, para
from tests.study import material

FIRST = (
    "I: What does trust mean here?\n"
    "R: I trust him, and he trusts me, even when he does not come for weeks. Důvěra je základ.\n"
    "I: And when he stops coming?\n"
    "R: Then I go and look for him; I don't give up on people, as my boss says “never give up”.\n"
)
SECOND = (
    "I: How do you work together?\n"
    "R: We meet on Mondays, [laughs] all five of us, and we talk about every single client.\n"
    "R: Bez toho by to vůbec nešlo, říkám to pořád dokola.\n"
)
SAID = "I trust him, and he trusts me, even when he does not come for weeks."
LOOK = "Then I go and look for him; I don't give up on people, as my boss says “never give up”."
TOGETHER = "We meet on Mondays, [laughs] all five of us, and we talk about every single client."
CZECH = "Bez toho by to vůbec nešlo, říkám to pořád dokola."


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with build(tmp_path_factory.mktemp("verify")) as made:
        yield made


def build(folder: Path) -> Study:
    """Two interviews, five quotations: 1 to 3 of R01, 4 and 5 of R02."""
    made = material.new(folder)
    material.add(made, "first", FIRST)
    material.add(made, "second", SECOND)
    made.codebook.add("Work with people", kind="category")
    made.codebook.add("trust", under="Work with people")
    made.codebook.edit("trust", brief="That one can rely on somebody else at work.")
    made.codebook.add("old name", under="Work with people")
    for document, text, words, code in (
        ("first", FIRST, SAID, "trust"),
        ("first", FIRST, "Důvěra je základ.", "trust"),
        ("first", FIRST, LOOK, "old name"),
        ("second", SECOND, TOGETHER, "team"),
        ("second", SECOND, CZECH, "trust"),
    ):
        made.codings.apply(document, material.span(text, words), code)
    made.codebook.rename("old name", "perseverance")
    made.quotations.set(5, translation="Without that it would not work at all, I keep saying so.")
    made.quotations.set(1, printed="I trust him […] even when he does not come for weeks")
    made.memos.add(
        "What all of them say about relying on each other.",
        kind="narrative",
        target="code",
        target_name="trust",
    )
    return made


def check(study: Study, folder: Path, text: str, name: str = "chapter.md") -> Verification:
    """A chapter of Markdown, checked."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return verify_chapter(study, path)


def only(found: Verification) -> Finding:
    """The one finding of a chapter."""
    assert len(found.findings) == 1, found.findings
    return found.findings[0]


@pytest.mark.parametrize(
    ("text", "kind", "quotation"),
    [
        (f"“{SAID}” [R01:1]", "verbatim", 1),
        (f"„{SAID}“ (R01:1)", "verbatim", 1),
        (f"»{SAID}« (R01, č. 1)", "verbatim", 1),
        (f"”{SAID}” (Informant 1)", "verbatim", 1),
        (f'She said: "{SAID}"', "verbatim", 1),
        (f"‘{SAID}’ (R1)", "verbatim", 1),
        (f"> {SAID} [R01:1]", "verbatim", 1),
        (f"*{SAID}*", "verbatim", 1),
        (f"R01 says: “{LOOK}”", "verbatim", 3),
        (f"“{TOGETHER}” [R02:4]", "verbatim", 4),
        ("“I trust him […] even when he does not come” [R01:1]", "shortened", 1),
        ("“[W]e talk about [...] client” [R02:4]", "shortened", 4),
        ("“… he [the client] trusts me, even when he does not come”", "shortened", 1),
        ("“základ” [R01:2]", "verbatim", 2),
    ],
)
def test_what_was_said_is_in_order(
    study: Study, tmp_path: Path, text: str, kind: str, quotation: int
) -> None:
    finding = only(check(study, tmp_path, text))
    assert (finding.kind, finding.passage and finding.passage.quotation) == (kind, quotation)


def test_other_words_are_shown_word_by_word_with_their_place(study: Study, tmp_path: Path) -> None:
    finding = only(
        check(
            study,
            tmp_path,
            f"# Results\n\nFirst.\n\nAs one says, “{SAID.replace('weeks', 'months')}” (R01:1).",
        )
    )
    assert (finding.kind, finding.cited) == ("differs", ("R01:1",))
    assert (finding.place.heading, finding.place.paragraph) == ("Results", 2)
    assert [(c.kind, c.text) for c in finding.changes if c.kind != "same"] == [
        ("gone", "weeks"),
        ("new", "months"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        (f"“{SAID}” [R02:4]", "elsewhere", "verify.other_case"),
        (f"“{SAID}” (R02)", "elsewhere", "verify.other_case"),
        (f"“{SAID}” [R01:3]", "elsewhere", "verify.other_quotation"),
        (f"“{SAID.replace('him', 'her')}” [R02:4]", "differs", "verify.differs_elsewhere"),
        ("“Nobody ever says anything of this kind” [R01:1]", "absent", "verify.absent_cited"),
        ("“Nobody ever says anything of this kind”", "absent", "verify.absent"),
        ("“Důvěra je vším” [R01:2]", "differs", "verify.differs"),
        (
            "“Without that it would not help at all, I keep saying so” [R02:5]",
            "differs",
            "verify.differs_own",
        ),
        ("See [R01:77].", "gone", "verify.no_quotation"),
        ("See [R09:1].", "gone", "verify.no_case"),
        ("See [R02:1].", "elsewhere", "verify.wrong_case"),
    ],
)
def test_what_does_not_hold_is_said(study: Study, tmp_path: Path, text: str, kind: str, reason: str) -> None:
    finding = only(check(study, tmp_path, text))
    assert (finding.kind, finding.reason) == (kind, reason)


def test_terms_literature_and_the_studys_own_words_are_no_faults(study: Study, tmp_path: Path) -> None:
    found = check(
        study,
        tmp_path,
        "The “so called trust” is (Miovský, 2006) “a thing that nobody here has said at all”.\n\n"
        "That is: “Without that it would not work at all, I keep saying so.”\n\n"
        "The code means “That one can rely on somebody else at work”.\n",
    )
    assert found.faults == ()
    assert [finding.kind for finding in found.findings] == ["literature", "own", "own"]


def test_a_name_of_a_file_is_nobodys_words(study: Study, tmp_path: Path) -> None:
    found = check(
        study, tmp_path, "Wrote it for a reviewer as “sample-R01-for-review-again.docx”, as agreed."
    )
    assert [each.kind for each in found.findings] == []


def test_several_citations_and_ranges_are_read(study: Study, tmp_path: Path) -> None:
    found = check(study, tmp_path, "Many say so [R01:1, 3; R02:4–5]. And [R01:1–3, 99] too.")
    assert [finding.cited for finding in found.faults] == [("R01:99",)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# Old name\n\nText.", "verify.code_renamed"),
        ("The code “old name” matters.", "verify.code_renamed"),
        ("What we call old name matters.", "verify.code_renamed"),
        ("| Code | What |\n| --- | --- |\n| old name | something |", "verify.code_renamed"),
    ],
)
def test_names_that_are_gone(study: Study, tmp_path: Path, text: str, reason: str) -> None:
    finding = only(check(study, tmp_path, text))
    assert (finding.kind, finding.reason, finding.values["now"]) == ("code", reason, "perseverance")


def test_who_tells_of_the_change_names_both(study: Study, tmp_path: Path) -> None:
    assert check(study, tmp_path, "“old name” was later called “perseverance”.").faults == ()


def test_merged_and_deleted_codes_say_what_became_of_them(tmp_path: Path) -> None:
    with build(tmp_path) as own:
        own.codebook.merge(["team"], "trust")
        own.codebook.delete("perseverance", with_codings=True)
        found = check(own, tmp_path, "The codes “team” and “perseverance” [R01:3].")
    said = [(finding.kind, finding.reason) for finding in found.findings]
    assert said == [
        ("gone", "verify.no_quotation"),
        ("code", "verify.code_merged"),
        ("code", "verify.code_deleted"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "now"),
    [
        ("“trust” is there in 1 of 2 respondents.", "count", "2"),
        ("Of trust 2 of 2 respondents speak, in 4 quotations.", "count", "3"),
        ("„trust“ zmiňují 2 ze 3 respondentů.", "count", "2"),
        ("”trust” nämns av 1 av 2 informanter.", "count", "2"),
        ("# trust\n\nIt is there in 7 quotations.", "count", "3"),
        ("Some of it in 1 of 2 respondents.", "unchecked", None),
        ("| Code | Respondents | Quotations |\n| --- | --- | --- |\n| trust | 2 of 2 | 9 |", "count", "3"),
        ("| Kód | Respondenti | Výroky |\n| --- | --- | --- |\n| trust | 1 z 2 | 3 |", "count", "2"),
    ],
)
def test_counts_that_are_no_longer_true(
    study: Study, tmp_path: Path, text: str, kind: str, now: str | None
) -> None:
    finding = only(check(study, tmp_path, text))
    assert (finding.kind, finding.values.get("now")) == (kind, now)


def test_a_group_of_respondents_is_not_taken_for_all(tmp_path: Path) -> None:
    with build(tmp_path) as own:
        own.cases.set("R01", {"facility_type": "clinic"})
        found = check(
            own, tmp_path, "“trust” is there in 1 of 1 respondents from clinics, and in 2 of 9 respondents."
        )
    assert [(finding.kind, finding.reason) for finding in found.findings] == [
        ("unchecked", "verify.unchecked_group"),
        ("count", "verify.respondents_all"),
    ]


def test_styles_italics_and_footnotes_are_read_too(study: Study, tmp_path: Path) -> None:
    styles = '<w:styles NAMESPACES><w:style w:type="paragraph" w:styleId="Citt"><w:name w:val="Quote"/></w:style></w:styles>'
    notes = (
        f'<w:footnotes NAMESPACES><w:footnote w:id="2">{para(f"“{LOOK}” (R02)")}</w:footnote></w:footnotes>'
    )
    body = (
        para("They all say this here and more.", properties='<w:pStyle w:val="Citt"/>')
        + para(f"<w:r><w:rPr><w:i/></w:rPr><w:t>{CZECH.replace('vůbec', 'nikdy')}</w:t></w:r>")
        + para('<w:r><w:t>Plain prose</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>')
    )
    path = tmp_path / "chapter.docx"
    path.write_bytes(docx(body, {"styles.xml": styles, "footnotes.xml": notes}))
    found = verify_chapter(study, path).findings
    assert [(each.kind, each.place.part) for each in found] == [
        ("absent", "text"),
        ("differs", "text"),
        ("elsewhere", "note"),
    ]


def test_counts_that_are_true_are_no_findings(study: Study, tmp_path: Path) -> None:
    text = "“trust” is there in 2 of 2 respondents, with 3 quotations. All in all there are 5 quotations of 2 respondents."
    assert check(study, tmp_path, text).findings == ()


def test_word_with_tracked_changes_footnotes_and_tables(study: Study, tmp_path: Path) -> None:
    changed = (
        '<w:r><w:t xml:space="preserve">“I trust him, and he trusts me, even when he does not </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>come</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>appear</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> for weeks.” [R01:1]</w:t></w:r>'
    )
    cell = f"<w:tc><w:p><w:r><w:t>{TOGETHER}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>[R02:4]</w:t></w:r></w:p></w:tc>"
    path = tmp_path / "chapter.docx"
    path.write_bytes(
        docx(f"<w:p>{changed}</w:p><w:tbl><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl>" + para("End."))
    )
    found = verify_chapter(study, path)
    assert [finding.kind for finding in found.findings] == ["differs", "verbatim"]
    assert found.accepted == 2
    assert [c.text for c in found.findings[0].changes if c.kind != "same"] == ["come", "appear"]
    assert found.findings[1].place.part == "table"


def test_words_of_who_withdrew_are_not_shown(tmp_path: Path) -> None:
    with build(tmp_path) as own:
        withdraw(own, "R01")
        found = check(own, tmp_path, f"“{SAID}” [R01:1]")
        write_verification(own, found, tmp_path / "check.md")
    assert [(finding.kind, finding.printed, finding.passage) for finding in found.findings] == [
        ("gone", "", None)
    ]
    assert "trusts" not in (tmp_path / "check.md").read_text(encoding="utf-8")


def test_a_file_that_is_no_chapter(study: Study, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read as a chapter"):
        verify_chapter(study, tmp_path / "picture.png")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(FileError, match=r"broken\.docx"):
        verify_chapter(study, tmp_path / "broken.docx")
    assert check(study, tmp_path, "Only prose.").findings == ()


@pytest.mark.parametrize("language", ["en", "cs", "sv"])
@pytest.mark.parametrize("kind", ["codes", "full", "appendix", "codebook"])
def test_our_own_reports_are_in_order(study: Study, tmp_path: Path, kind: str, language: str) -> None:
    path = tmp_path / f"{kind}.docx"
    write_report(study, path, kind=kind, language=language)
    found = verify_chapter(study, path)
    assert found.faults == ()
    if kind != "codebook":
        assert {f.passage.quotation for f in found.findings if f.passage} >= {1, 2, 3, 4, 5} - (
            {2} if kind == "full" else set()
        )


@pytest.mark.parametrize("suffix", ["docx", "md", "html", "tex", "csv", "xlsx"])
def test_the_check_is_written(study: Study, tmp_path: Path, suffix: str) -> None:
    found = check(
        study, tmp_path, f"“{SAID.replace('him', 'her')}” [R01:1] and “{LOOK}” [R01:3], 1 of 2 respondents"
    )
    file = write_verification(study, found, tmp_path / f"check.{suffix}", language="cs")[0]
    assert file.stat().st_size > 100
    with pytest.raises(FileError, match="the chapter itself"):
        write_verification(study, found, tmp_path / "chapter.md")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_word_of_a_quotation_is_found(study: Study, tmp_path: Path, data: st.DataObject) -> None:
    number, words = data.draw(st.sampled_from([(1, SAID), (3, LOOK), (4, TOGETHER), (5, CZECH)]))
    parts = words.split()
    at = data.draw(st.integers(0, len(parts) - 1))
    if parts[at] == "[laughs]":
        at += 1
    parts[at] = data.draw(st.sampled_from(["zcela", "otherwise", "we're", "7"]))
    cited = data.draw(st.booleans())
    opening, closing = data.draw(
        st.sampled_from([("“", "”"), ("„", "“"), ("»", "«"), ("”", "”"), ('"', '"')])
    )
    text = f"{opening}{' '.join(parts)}{closing}" + (
        f" [R0{1 if number < 4 else 2}:{number}]" if cited else ""
    )
    assert check(study, tmp_path, text).faults


def test_a_long_chapter_is_checked_in_seconds(tmp_path: Path) -> None:
    words = [f"word{n * 7919 % 4001}" for n in range(30_000)]
    said = ["R: " + " ".join(words[n : n + 60]) + "." for n in range(0, len(words), 60)]
    with material.new(tmp_path) as own:
        material.add(own, "long", "\n".join(said))
        prose = "Plain prose that nobody has said goes on and on in this chapter without an end. " * 8
        lines = [f"{prose}\n\n“{line[3:-1].replace('word1 ', 'other ')}” (R01).\n" for line in said[::3]]
        start = time.process_time()
        found = check(own, tmp_path, "\n".join(lines))
        assert time.process_time() - start < 8
    assert len(found.of("verbatim")) + len(found.of("differs")) == len(lines)
    assert found.of("differs")


@pytest.mark.parametrize(
    "text",
    [
        "„" * 5_000,
        "«" * 5_000,
        '"a ' * 5_000,
        "*a " * 5_000,
        "[a](" * 5_000,
        "[R01:1] “a b c d” " * 1_000,
        "x" * 200_000 + "[" * 5_000,
        "“" + "I trust him " * 5_000 + "”",
        "\u202e“I trust\u0085 him” [bold]<w:p>&amp;[/bold] {0} %s",
        "| a |" * 1_500,
    ],
)
def test_hostile_chapters_are_read_in_time(study: Study, tmp_path: Path, text: str) -> None:
    start = time.process_time()
    found = check(study, tmp_path, text)
    write_verification(study, found, tmp_path / "check.docx")
    assert time.process_time() - start < 5
