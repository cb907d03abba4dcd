"""What the parts of a report say, and that it is always written, whatever is missing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.model.codes import Code
from qualcode.model.frameworks import Revision
from qualcode.model.results import CriterionVerdict, GroupComparison, Pair
from qualcode.reports.blocks import (
    Block,
    Cite,
    Facts,
    Figure,
    Heading,
    Link,
    Paragraph,
    Quote,
    Report,
    Symbol,
    Table,
    Target,
    Text,
    plain,
)
from qualcode.reports.full import KINDS, build_report
from qualcode.reports.illustration import pick, shorten
from qualcode.reports.material import Material, Said
from qualcode.reports.matrix import SIGNS, sign
from qualcode.reports.numbering import inlines, number_report
from qualcode.reports.parts.figures import shown_pairs
from qualcode.reports.wording import LANGUAGES, Words
from tests.reports.banned import banned_words
from tests.reports.invented import TREE, invented

MATERIAL = invented()
EMPTY = Material(title="", date="2026-06-01T08:00:00+00:00", version="0.1.0", coder="")


def report(material: Material = MATERIAL, kind: str = "full", language: str = "en") -> Report:
    return build_report(material, Words(language), kind)


def tables(report: Report) -> dict[str, Table]:
    return {block.key: block for block in report.blocks if isinstance(block, Table)}


def words_of(blocks: tuple[Block, ...]) -> str:
    out = []
    for block in blocks:
        if isinstance(block, Heading):
            out.append(block.text)
        else:
            out.append(plain(tuple(inlines(block))))
    return "\n".join(out).replace("\u00a0", " ")


def test_every_citation_link_and_sign_leads_somewhere() -> None:
    for kind in ("full", "codes"):
        made = report(kind=kind)
        targets = number_report(made).targets
        pieces = [item for block in made.blocks for item in inlines(block)]
        cited = {item.target for item in pieces if isinstance(item, Cite)}
        assert cited
        assert cited <= targets
        assert {item.target for item in pieces if isinstance(item, Link | Symbol) and item.target} <= targets


def test_every_quotation_of_the_study_has_one_place_in_the_full_report() -> None:
    targets = Counter(
        item.name
        for block in report().blocks
        for item in inlines(block)
        if isinstance(item, Target) and item.name[0] == "q" and item.name[1:].isdigit()
    )
    assert {f"q{row.quotation}" for row in MATERIAL.codings} == set(targets)
    assert set(targets.values()) == {1}


def test_every_cell_that_claims_something_leads_to_quotations() -> None:
    assert MATERIAL.comparison is not None
    made = report()
    matrix = tables(made)["matrix"]
    claims = 0
    for row in matrix.rows:
        if row.group:
            continue
        for cell in row.cells[3:-1]:
            symbol = cell.paragraphs[0][-1]
            assert isinstance(symbol, Symbol)
            if symbol.sign not in "?–":
                claims += 1
                assert symbol.target
                assert [item for item in row.cells[-1].paragraphs[0] if isinstance(item, Cite)]
    assert (
        claims
        == sum(cell.verdict not in ("silent", "no_evidence") for cell in MATERIAL.comparison.overall.criteria)
        > 20
    )


def test_a_cell_without_a_quotation_is_a_question_mark_whatever_it_claims() -> None:
    claim = CriterionVerdict("in_vivo", "act", "met", 0.0, 5, (3,))
    assert sign(claim, {1, 2}) == "no_evidence"
    assert sign(None, {1, 2}) == "silent"
    assert sign(replace(claim, quotations=(2,)), {1, 2}) == "met"
    assert sign(replace(claim, verdict="silent"), {1}) == "silent"
    assert len(set(SIGNS.values())) == 7


def test_the_matrix_has_a_row_for_each_criterion_and_a_column_for_each_model() -> None:
    assert MATERIAL.criteria is not None
    made = tables(report())
    for key in ("matrix", "matrix1", "matrix2", "matrix3"):
        rows = [row for row in made[key].rows if not row.group]
        assert len(rows) == len(MATERIAL.criteria.criteria)
        assert len(made[key].columns) == 3 + len(MATERIAL.models) + 1
    groups = [plain(row.cells[0].paragraphs[0]) for row in made["matrix"].rows if row.group]
    assert groups == ["Functions", "Structure", "Delivery", "Orientation"]
    assert "dual registration" in made["matrix1"].caption


def test_verdicts_come_by_group_first_and_overall_second_with_their_limits() -> None:
    verdicts = [
        plain(block.content)
        for block in report().blocks
        if isinstance(block, Paragraph) and block.kind == "verdict"
    ]
    brief, *rest = verdicts
    assert [text.split(" (")[0] for text in rest] == [
        "Facility type: dual registration", "Facility type: outpatient clinic", "Facility type: social service", "All respondents",
    ]  # fmt: skip
    assert "no evidence of effect" in brief
    assert "resemblance to a model is no evidence of effect" in words_of(report(kind="comparison").blocks)


def test_codes_say_how_many_respondents_and_keep_the_single_voice() -> None:
    rows = {plain(row.cells[0].paragraphs[0]): row for row in tables(report())["codes"].rows if not row.group}
    lone = [plain(cell.paragraphs[0]).replace("\u00a0", " ") for cell in rows["Ambivalence"].cells]
    assert lone[1] == "1 of 10 (R04)"
    assert lone[2] == "1"
    assert "[R04:" in lone[3]
    unused = [plain(cell.paragraphs[0]).replace("\u00a0", " ") for cell in rows["Too few services"].cells]
    assert unused[1:] == ["0 of 10", "0", "–"]
    assert "%" not in words_of(report(kind="codes").blocks)


def named_pairs(made: Report) -> Paragraph:
    """The sentence that names the first pairs of codes."""
    start = next(n for n, each in enumerate(made.blocks) if each == Heading(2, "Codes that go together"))
    found = made.blocks[start + 1]
    assert isinstance(found, Paragraph)
    return found


def test_codes_that_go_together_are_named_with_quotations_that_show_it() -> None:
    assert MATERIAL.cooccurrence is not None
    bearing = {number: set(said.codes) for number, said in MATERIAL.quotations.items()}
    for material in (MATERIAL, replace(MATERIAL, network=None)):
        sentence = named_pairs(report(material))
        cited = [item.quotation for item in sentence.content if isinstance(item, Cite)]
        expected: list[int] = []
        pairs = shown_pairs(MATERIAL)
        assert [pair.count for pair in pairs] == sorted((pair.count for pair in pairs), reverse=True)
        for pair in pairs[:3]:
            shown = MATERIAL.together[pair.a, pair.b]
            assert len(shown) == pair.count >= pair.respondents >= 2
            assert all({pair.a, pair.b} <= bearing[number] for number in shown)
            expected += shown[:3]
        assert cited == expected
        pair = pairs[0]
        start = f"{pair.a} with {pair.b} ({pair.count} times; {pair.respondents} respondents; Jaccard {pair.jaccard:.2f}: ["
        assert start in plain(sentence.content).replace("\u00a0", " ")


def test_pairs_without_known_quotations_are_named_with_their_count_alone() -> None:
    sentence = named_pairs(report(replace(MATERIAL, together={})))
    assert not [item for item in sentence.content if isinstance(item, Cite)]
    assert re.search(r"Jaccard 0\.\d\d\); ", plain(sentence.content))


def test_pairs_of_one_respondent_are_not_there_and_ties_are_not_called_the_first() -> None:
    assert MATERIAL.cooccurrence is not None
    pairs = (
        Pair("Ambivalence", "Trust", 9, 0.9, 1, 1),
        *(Pair(name, "Trust", 2, 0.1 * n, 2, 2) for n, name in enumerate(TREE["Team"], 1)),
        Pair("Home visits", "Trust", 2, 0.05, 2, 2),
    )
    material = replace(MATERIAL, cooccurrence=replace(MATERIAL.cooccurrence, pairs=pairs), together={})
    said = plain(named_pairs(report(material)).content).replace("\u00a0", " ")
    assert "Ambivalence" not in said
    assert (
        "count, then by Jaccard coefficient: Working alone with Trust (2 times; 2 respondents; Jaccard 0.40); "
        in said
    )
    assert said.endswith("Not named, though as frequent as the last of these: 2 pairs.")
    figure = next(b for b in report(material).blocks if isinstance(b, Figure) and b.key == "network")
    assert "5 pairs; minimum: 2 respondents" in figure.caption.replace("\u00a0", " ")
    alone = replace(MATERIAL, cooccurrence=replace(MATERIAL.cooccurrence, pairs=pairs[:1]))
    assert "No two codes" in plain(named_pairs(report(alone)).content)


@pytest.mark.parametrize(
    ("language", "whole", "loose"),
    [("en", "1 theme, 1 category and 2 codes", "In no category: 1 code."), ("cs", "1 téma, 1 kategorie a 2 kódy", "Mimo kategorie: 1 kód."), ("sv", "1 tema, 1 kategori och 2 koder", "Utan kategori: 1 kod.")],
)  # fmt: skip
def test_the_tree_is_described_as_it_is(language: str, whole: str, loose: str) -> None:
    first = MATERIAL.codes[0]
    codes = (
        replace(first, kind="theme", name="Theme", path=("Theme",)),
        replace(first, name="Category", path=("Theme", "Category")),
        replace(first, kind="code", name="Within", path=("Theme", "Category", "Within")),
        replace(first, kind="code", name="Outside", path=("Outside",)),
    )

    def described(codes: tuple[Code, ...]) -> str:
        made = report(replace(MATERIAL, codes=codes), language=language)
        figure = next(b for b in made.blocks if isinstance(b, Figure) and b.key == "tree")
        return figure.description.replace("\u00a0", " ")

    assert whole in described(codes)
    assert described(codes).endswith(loose)
    bare = described(codes[3:])
    assert "0" not in bare
    assert loose not in bare


@pytest.mark.parametrize(
    ("language", "model", "criteria"),
    [
        ("en", "(FACT / F-ACT) was changed on 2026-11-21 14:05 UTC (version 2)", "The criteria were changed"),
        ("cs", "(FACT) byl změněn 2026-11-21 14:05 UTC (verze 2)", "Kritéria byla změněna"),
        ("sv", "(F-ACT) ändrades 2026-11-21 14:05 UTC (version 2)", "Kriterierna ändrades"),
    ],
)
def test_a_report_says_that_earlier_ones_are_stale(language: str, model: str, criteria: str) -> None:
    revised = (
        Revision("criteria", "criteria", 3, "2026-11-20T09:00:00Z"),
        Revision("model", "fact", 2, "2026-11-21T14:05:33Z"),
        Revision("process", "tip27", 2, "2026-11-22T14:05:33Z"),
    )
    for kind in ("full", "method"):
        text = words_of(report(replace(MATERIAL, revised=revised), kind, language).blocks)
        assert model in text
        assert criteria in text
        assert "2026-11-22" not in text
        assert criteria not in words_of(report(kind=kind, language=language).blocks)


@pytest.mark.parametrize(
    ("language", "word", "avoided"),
    [
        ("en", "Mapping of codes to criteria", "link"),
        ("cs", "Přiřazení kódů ke kritériím (mapování)", "vazb"),
        ("sv", "Mappning av koder till kriterier", "koppl"),
    ],
)
def test_a_mapping_is_called_a_mapping(language: str, word: str, avoided: str) -> None:
    made = report(language=language)
    assert tables(made)["mapping"].caption == word
    w = Words(language)
    told = [
        w(key)
        for key in (
            "mapping.title",
            "mapping.sentence",
            "mapping.description",
            "missing.mappings",
            "models.title",
        )
    ]
    told += [
        w(key)
        for key in ("residual.none", "residual.description", "limit.circle", "procedure.rule.respondent")
    ]
    assert not [sentence for sentence in told if avoided in sentence.lower()]
    assert avoided not in w.count(5, "mapping")


def test_residual_codes_are_listed() -> None:
    listed = [plain(row.cells[0].paragraphs[0]) for row in tables(report())["residual"].rows]
    assert listed == ["Ambivalence", "Paperwork"]


def test_models_say_on_what_each_cell_rests() -> None:
    made = tables(report())
    expected = sum(len(model.cells) for model in MATERIAL.models)
    shown = [row for key, table in made.items() if key.startswith("model") for row in table.rows]
    assert len(shown) == expected
    bases = [plain(row.cells[3].paragraphs[0]) for row in shown]
    marked = [basis for basis in bases if basis.endswith("†")]
    uncertain = sum(
        cell.basis in ("recalled", "inferred") for model in MATERIAL.models for cell in model.cells.values()
    )
    assert len(marked) == uncertain > 20


def test_hashes_of_criteria_and_models_stand_in_the_report() -> None:
    text = words_of(report().blocks)
    for file in MATERIAL.files:
        assert file.sha256[:12] in text
        assert file.sha256 in text


def test_deviant_respondents_come_first_in_the_evidence() -> None:
    assert MATERIAL.comparison is not None
    overall = replace(MATERIAL.comparison.overall, closest=("act",))
    material = replace(MATERIAL, comparison=replace(MATERIAL.comparison, overall=overall))
    blocks = report(material).blocks
    start = max(
        n
        for n, block in enumerate(blocks)
        if isinstance(block, Heading) and block.text == "Where the work is done"
    )
    levels = []
    for block in blocks[start + 1 :]:
        if isinstance(block, Heading):
            break
        if isinstance(block, Paragraph) and block.kind == "speaker":
            levels.append("outside what the closest models expect" in plain(block.content))
    assert len(levels) > 5
    assert levels == sorted(levels, reverse=True)
    assert any(levels)


def test_quotations_keep_their_language_and_their_memos() -> None:
    quotes = [block for block in report(language="sv").blocks if isinstance(block, Quote)]
    languages = {
        item.language
        for block in quotes
        for item in block.content
        if hasattr(item, "language") and item.language
    }
    assert languages == {"en", "cs", "sv"}
    assert any("Memo: Deviant case" in plain(block.content) for block in quotes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_scales_and_summaries_are_in_the_language_of_the_report_and_not_marked_as_another(
    language: str,
) -> None:
    assert MATERIAL.criteria is not None
    scale = next(each for each in MATERIAL.criteria.criteria if each.id == "in_vivo")
    made = report(language=language)
    marks = {
        item.text: item.language
        for block in made.blocks
        if isinstance(block, Paragraph)
        for item in block.content
        if isinstance(item, Text)
    }
    assert marks[scale.described(language)] == ""
    assert marks["; ".join(f"{step} {scale.anchor(step, language)}" for step in range(1, 6))] == ""
    assert all(marks[model.summarised(language)] == "" for model in MATERIAL.models)


def test_a_text_that_is_not_translated_is_printed_in_english_and_marked_so() -> None:
    assert MATERIAL.criteria is not None
    criteria = tuple(
        replace(each, description={"en": f"About {each.id}."}, anchors={"": each.anchors["en"]})
        for each in MATERIAL.criteria.criteria
    )
    models = tuple(replace(model, summary={"en": f"It is {model.short}."}) for model in MATERIAL.models)
    made = report(
        replace(MATERIAL, criteria=replace(MATERIAL.criteria, criteria=criteria), models=models),
        language="cs",
    )
    marks = {
        item.text: item.language
        for block in made.blocks
        if isinstance(block, Paragraph)
        for item in block.content
        if isinstance(item, Text)
    }
    scale = next(each for each in criteria if each.id == "in_vivo")
    assert marks["About in_vivo."] == "en"
    assert marks["It is ACT."] == "en"
    assert marks["; ".join(f"{step} {scale.anchor(step, 'cs')}" for step in range(1, 6))] == ""


def test_file_names_never_appear_in_any_report() -> None:
    for kind in KINDS:
        made = report(kind=kind)
        assert "novak" not in words_of(made.blocks).lower(), kind
    trail = words_of(report(kind="method").blocks)
    assert "Imported “R01”" in trail
    assert "(undone)" in trail
    assert f"{1:064x}"[:16] in trail


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(KINDS))
def test_a_report_is_always_written(kind: str, language: str) -> None:
    one = invented(1, 4, languages=("cs",))
    for material in (
        EMPTY,
        replace(EMPTY, title="T", cases=MATERIAL.cases, documents=MATERIAL.documents),
        replace(EMPTY, codes=MATERIAL.codes),
        replace(MATERIAL, mappings=(), comparison=None, by=""),
        replace(MATERIAL, criteria=None, models=(), mappings=(), comparison=None, files=(), by=""),
        replace(
            MATERIAL,
            codings=(),
            quotations={},
            comparison=None,
            frequencies=(),
            cooccurrence=None,
            network=None,
        ),
        replace(MATERIAL, tree=None, network=None, sources={}, history=(), memos=()),
        invented(mapped=False),
        one,
    ):
        made = report(material, kind, language)
        number_report(made)
        text = words_of(made.blocks)
        assert made.title
        assert "{" not in text.replace("{}", "")
        assert len(text) > 80


def test_what_is_missing_is_said() -> None:
    text = words_of(report(EMPTY).blocks)
    for words in (
        "No interview has been imported",
        "holds no codes yet",
        "not adopted criteria",
        "nothing could be compared",
    ):
        assert words in text
    assert "No code has been mapped" in words_of(
        report(replace(MATERIAL, mappings=(), comparison=None, by="")).blocks
    )
    assert "a single respondent" in words_of(report(invented(1, 4)).blocks)
    assert report(EMPTY).title == "Untitled study"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_itself_uses_no_banned_word(language: str) -> None:
    made = report(language=language, kind="comparison")
    end = next(
        n for n, block in enumerate(made.blocks) if isinstance(block, Heading) and block.target == "evidence"
    )
    assert banned_words(words_of(made.blocks[:end])) == []


def test_the_title_block_says_date_extent_and_versions() -> None:
    facts = next(block for block in report().blocks if isinstance(block, Facts))
    shown = {name: plain(value).replace("\u00a0", " ") for name, value in facts.rows}
    assert shown["Date"] == "1 June 2026"
    assert shown["Material"].startswith("10 respondents, 10 interviews and 18,055 words")
    assert shown["Software"] == "qualcode 0.1.0"
    assert shown["Coder"] == "Jana"


def test_pooled_coders_are_named() -> None:
    made = report(replace(MATERIAL, coder="all"))
    assert "all coders together (Jana and Petr)" in words_of(made.blocks)
    assert made.author == ""


def test_groups_without_a_value_have_a_name() -> None:
    assert MATERIAL.comparison is not None
    nameless = tuple(
        replace(group, name="—") if group.name == "social service" else group
        for group in MATERIAL.comparison.groups
    )
    text = words_of(
        report(
            replace(MATERIAL, comparison=replace(MATERIAL.comparison, groups=nameless)), language="cs"
        ).blocks
    )
    assert "Typ zařízení: hodnota neuvedena" in text


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputError, match="full, codebook, codes, comparison, method"):
        report(kind="poster")


def said(number: int, case: str, words: int) -> Said:
    return Said(number, case, " ".join(["word"] * words), "en", 1, 1, ())


def test_the_illustration_is_the_shortest_informative_one_of_those_who_speak_most() -> None:
    rows = [said(1, "R01", 12), said(2, "R01", 9), said(3, "R01", 3), said(4, "R02", 8)]
    chosen = pick(rows, Counter())
    assert chosen is not None
    assert chosen.id == 2
    assert pick([said(5, "R03", 3), said(6, "R03", 4)], Counter()) == said(6, "R03", 4)
    assert pick([], Counter()) is None


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(1, 20)), min_size=8, max_size=8))
def test_illustrations_spread_over_respondents(rows: list[tuple[str, int]]) -> None:
    used: Counter[str] = Counter()
    everybody = [said(n, case, 10) for n, case in enumerate("ABCD")]
    for _ in range(8):
        pick(everybody, used)
    assert set(used.values()) == {2}


def test_a_long_illustration_is_cut_with_a_mark() -> None:
    assert shorten("a b c", 3) == "a b c"
    assert shorten("a\nb c d", 3) == "a b c […]"


def test_one_loud_voice_is_pointed_out() -> None:
    quiet = {
        n: s
        for n, s in MATERIAL.quotations.items()
        if (s.case in ("R01", "R02", "R03") and n % 7 == 0) or s.case == "R04"
    }
    assert "One voice is strong in this material: R04 supplies" in words_of(
        report(replace(MATERIAL, quotations=quiet)).blocks
    )
    assert "One voice" not in words_of(report().blocks)


def test_groups_are_never_ranked() -> None:
    assert MATERIAL.comparison is not None
    shuffled: tuple[GroupComparison, ...] = tuple(reversed(MATERIAL.comparison.groups))
    rows = tables(report(replace(MATERIAL, comparison=replace(MATERIAL.comparison, groups=shuffled))))[
        "fit"
    ].rows
    heads = [plain(row.cells[0].paragraphs[0]).split("  (")[0] for row in rows if row.group]
    assert heads[1:] == sorted(heads[1:])
