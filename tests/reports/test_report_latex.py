"""The LaTeX report: nothing of the text is a command, everything closes, tables and figures can be found; read back without LaTeX."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.blocks import (
    BulletList,
    Cell,
    Cite,
    Column,
    Contents,
    Facts,
    Figure,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Ref,
    Report,
    Row,
    Section,
    Symbol,
    Table,
    Target,
    Text,
)
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import KINDS, build_report
from qualcode.reports.material import Material
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.reports.wording.words import SENTENCES
from qualcode.reports.writers import write
from qualcode.reports.writers.latex import COMMANDS, declared, picture_stem, render_latex, safe
from tests.reports.invented import invented, png
from tests.reports.latex_text import read_latex
from tests.reports.told import cleaned, squeezed

EMPTY = Material(title="", date="", version="0.1.0", coder="")


def report(*blocks: object, title: str = "T", language: str = "en") -> Report:
    return Report(title, "S", language, "Table", "Figure", blocks)  # type: ignore[arg-type]


def cell(*texts: str) -> Cell:
    return Cell(tuple((Text(text),) for text in texts))


SIGNS = [*"abž ,-'\"`\\{}$&#^_%~<>|[]*@!?.:;=/\n\t\x0b\x01\u202e\u00a0\u00ad₁²●◐−≥жe\u0301"]
HOSTILE = st.lists(
    st.sampled_from([*SIGNS, "\\end{document}", "\n\n", "%\n", "``", "--", "@TITLE@"]), max_size=15
).map("".join)


@given(HOSTILE)
def test_any_text_is_printed_as_it_is_wherever_it_stands(text: str) -> None:
    table = Table("t", text, (Column((Text(text),), 1), Column((Text(text, strong=True),), 2, "right")),
                  (Row((cell(text),), group=True), Row((cell(text, text), cell(text)))), text)  # fmt: skip
    made = report(
        Heading(1, text), Paragraph((Text(text, strong=True, emphasis=True, quiet=True, language="cs"),)),
        Quote((Text(text),)), BulletList(((Text(text, gone=True), Text(text, new=True)),)), Facts(text, ((text, (Text(text),)),)), table, title=text,
    )  # fmt: skip
    found = read_latex(render_latex(made))
    assert found.problems == []
    wanted = squeezed(cleaned(text))
    assert squeezed(found.text).count(wanted) >= (15 if wanted else 0)
    if wanted:
        assert found.headings == [("section", found.headings[0][1])]
        assert squeezed(found.headings[0][1]) == wanted


@given(st.text(max_size=40))
def test_escaped_text_holds_no_empty_line_and_no_open_group(text: str) -> None:
    shown = safe(text)
    assert "\n\n" not in shown
    assert "\r" not in shown
    assert not re.search(r"(?<!\\)[$#&^_~%](?<!\\[$#&_%])", shown.replace("~", ""))
    bare = re.sub(r"\\[\\{}]", "", shown)
    assert bare.count("{") == bare.count("}")


def test_signs_that_would_join_or_be_taken_for_arguments_are_kept_apart() -> None:
    assert safe("a -- b --- c") == "a -{}- b -{}-{}- c"
    assert safe(",,x''") == ",{},x\\textquotesingle{}\\textquotesingle{}"
    assert safe("don't 'x'") == "don't \\textquotesingle{}x\\textquotesingle{}"
    assert safe("[x] *") == "{[}x{]} {*}"
    assert safe("a\x00\x01\x02") == "a" + 3 * "\\qcunknown{FFFD}"


def test_letters_that_pdflatex_lacks_are_declared() -> None:
    assert (
        declared("řeč åäö „ano“ – …")
        == "\\ifPDFTeX\n  \\DeclareUnicodeCharacter{2026}{\\qcunknown{2026}}\n\\fi\n"
    )
    assert "\\DeclareUnicodeCharacter{1ECD}{\\d{o}}" in declared("ọ")
    assert "\\DeclareUnicodeCharacter{1EBF}{\\'{\\^{e}}}" in declared("ế")
    assert "\\DeclareUnicodeCharacter{0416}{\\qcunknown{0416}}" in declared("Ж")
    assert declared("plain, řeč") == ""
    foreign = "".join(sign for sign in COMMANDS if not sign.isascii())
    assert safe(foreign).isascii()
    russian = render_latex(report(Paragraph((Text("Жизнь"),))))
    assert "\\IfFontExistsTF{DejaVu Serif}" in russian
    assert "\\IfFontExistsTF" not in render_latex(report(Paragraph((Text("život"),))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_of_our_own_is_printed_by_pdflatex(language: str) -> None:
    """Words in every language, and whatever the parts of a report add: spaces, signs, arrows, brackets."""
    assert "qcunknown" not in declared(safe("".join(SENTENCES[language].values())))
    material = replace(invented(4, 4), quotations={}, transcripts=())
    for kind in KINDS:
        for choices in (
            ReportChoices(),
            ReportChoices(rows=True, running=True, margin=True, smallest_cell=2),
        ):
            made = build_report(replace(material, choices=choices), Words(language), kind)
            assert (
                re.findall(r"\\qcunknown\{(\w+)\}", render_latex(made).split("\\hypersetup{pdftitle")[0])
                == []
            )


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_report_of_an_empty_study_is_sound(kind: str) -> None:
    found = read_latex(render_latex(build_report(EMPTY, Words("sv"), kind)))
    assert found.problems == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_captions_links_and_languages(language: str) -> None:
    made = build_report(invented(4, 4), Words(language))
    pictures = {block.key: f"{block.key}.png" for block in made.blocks if isinstance(block, Figure)}
    source = render_latex(made, pictures)
    found = read_latex(source)
    assert found.problems == []
    levels = {1: "section", 2: "subsection", 3: "subsubsection"}
    wanted = [
        (levels[b.level] + ("" if b.numbered else "*"), squeezed(cleaned(b.text)))
        for b in made.blocks
        if isinstance(b, Heading)
    ]
    assert [(name, squeezed(text)) for name, text in found.headings] == wanted
    assert len(found.labels) == sum(isinstance(block, Table | Figure) for block in made.blocks)
    assert found.pictures == list(pictures.values())
    assert len(set(found.links)) > 20
    main = {"en": "british", "cs": "czech", "sv": "swedish"}[language]
    assert f"main={main}]{{babel}}" in source
    assert found.languages == {"british", "czech", "swedish"} - {main}
    assert f"\\renewcommand{{\\tablename}}{{{made.table_label}}}" in source
    assert source.count("\\begin{longtable}") == source.count("\\endhead")


def test_numbers_of_captions_are_those_of_the_other_files() -> None:
    def table(key: str) -> Table:
        return Table(key, f"Caption {key}", (Column((Text("a"),), 1),), (Row((cell("x"),)),), "d")

    facts = Facts("about", (("Date", (Text("1 May"),)),))
    made = report(facts, Paragraph((Text("See "), Ref("second"))), table("first"), facts, table("second"))
    found = read_latex(render_latex(made))
    assert found.problems == []
    assert "See Table\u00a02" in found.text


def test_a_table_that_can_be_taken_over() -> None:
    table = Table(
        "counts", "Counts & shares", (Column((Text("Code"),), 3), Column((Text("n"),), 1, "right")),
        (Row((cell("Care"),), group=True), Row((cell("[Trust]", "twice"), cell("7"))), Row((cell("*"), cell("0")))), "d",
    )  # fmt: skip
    source = render_latex(report(table))
    begin, end = source.index("% begin of the table counts"), source.index("% end of the table counts")
    assert source[begin:end] == (
        "% begin of the table counts\n"
        "\\setlength{\\qcwidth}{\\dimexpr\\linewidth-4\\tabcolsep\\relax}%\n"
        "\\setlength{\\qcwhole}{\\dimexpr\\linewidth-2\\tabcolsep\\relax}%\n"
        "{\\small\n\\begin{longtable}{\n"
        "  >{\\qccell\\arraybackslash}p{0.7500\\qcwidth}\n"
        "  >{\\RaggedLeft\\hspace{0pt}\\arraybackslash}p{0.2500\\qcwidth}}\n"
        "\\caption{Counts \\& shares}\\label{tab:counts}\\\\\n"
        "\\toprule\n\\textbf{Code} &\n\\textbf{n} \\\\\n\\midrule\n\\endfirsthead\n"
        "\\toprule\n\\textbf{Code} &\n\\textbf{n} \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n"
        "\\multicolumn{2}{>{\\qccell\\arraybackslash}p{\\qcwhole}}{Care} \\\\\n"
        "{[}Trust{]}\\par{}twice &\n7 \\\\\n{*} &\n0 \\\\\n\\end{longtable}\n}\n"
    )


def test_pages_on_their_side_close_and_pages_break_once() -> None:
    def told(*blocks: object) -> str:
        return render_latex(report(*blocks)).partition("\\begin{document}\n")[2]

    words = Paragraph((Text("x"),))
    turned = told(words, Section(True), words, Section(False), words, Section(True), words)
    assert turned.count("\\begin{landscape}") == turned.count("\\end{landscape}") == 2
    assert "\\begin{landscape}" not in told(words, Section(False), words)
    appendix = Heading(1, "Appendix", numbered=False)
    assert told(words, PageBreak(), appendix).count("\\clearpage") == 1
    assert told(words, appendix).count("\\clearpage") == 1
    assert "\\clearpage" not in told(appendix, words)


def test_links_without_a_place_are_plain_and_contents_have_their_names() -> None:
    made = report(
        Contents("Obsah", "Seznam tabulek", "Seznam obrázků", "F9"),
        Heading(1, "Codes", target="codes"),
        Paragraph((Cite(7, "R_1"), Link("nowhere", "x"), Link("codes", "codes"), Symbol("●", "met", "q9"), Target("q9"), Symbol("⊘", "split"))),
        Table("t", "c", (Column((Text("a"),), 1),), (), "d"),
        language="cs",
    )  # fmt: skip
    source = render_latex(made)
    found = read_latex(source)
    assert found.problems == []
    assert found.links == ["codes", "q9"]
    assert "[R_1:7]nowherecodes●⊘" in found.text
    assert "\\renewcommand{\\contentsname}{Obsah}\\tableofcontents" in source
    assert "\\renewcommand{\\listtablename}{Seznam tabulek}\\listoftables" in source
    assert "\\listoffigures" not in source


def test_figures_lie_beside_the_report_under_names_that_latex_can_read(tmp_path: Path) -> None:
    figure = Figure("tree", "Tree", Picture(png(8, 4)), "Tree of 3 codes, [wide] & 50 %")
    files = write(report(figure), tmp_path / "zpráva č. 1 (50%).tex")
    assert [file.suffix for file in files] == [".tex", ".png"]
    assert re.fullmatch(r"zprava-c-1-50-[0-9a-f]{7}-figure1\.png", files[1].name)
    source = files[0].read_text(encoding="utf-8")
    assert read_latex(source).pictures == [files[1].name]
    assert "alt={Tree of 3 codes, {[}wide{]} \\& 50 \\%}" in source
    assert write(report(figure), tmp_path / "plain_name.tex")[1].name == "plain_name-figure1.png"
    assert picture_stem("zpráva") != picture_stem("zprava ")
    assert re.fullmatch(r"report-[0-9a-f]{7}", picture_stem("Ж"))


def test_a_very_long_name_can_be_broken_and_stays_whole() -> None:
    name = "Č" * 300
    found = read_latex(render_latex(report(Heading(2, name), Paragraph((Text(name),)))))
    assert found.problems == []
    assert squeezed(found.text).count(name) == 2
    assert safe(name).count("\\allowbreak{}") == 14


def test_the_work_grows_with_the_number_of_quotations_and_no_faster() -> None:
    def calls(number: int) -> int:
        made = report(
            *(
                Quote(
                    (Target(f"q{n}"), Text("„"), Text(f"řekl {n}", language="cs"), Text("“ "), Cite(n, "R1"))
                )
                for n in range(number)
            )
        )
        counted = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            render_latex(made)
        finally:
            sys.setprofile(before)
        return counted

    few, many = calls(200), calls(1000)
    assert many < 5.5 * few
