"""The styles that a report uses: our own definitions, and how they are found in or added to somebody's template.

Styles are looked up by name, never by id: a Czech or Swedish Word keeps the English name ``heading 1`` but calls the
id ``Nadpis1``. A built-in style that a template never used does not exist in it and is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from qualcode.formats.word.markup import W, escape

__all__ = ["STYLES", "StyleSpec", "add_missing_styles", "style_xml", "tag_language"]

Kind = Literal["paragraph", "character", "table"]


@dataclass(frozen=True, slots=True)
class StyleSpec:
    """One style as it stands in our template."""

    name: str
    """As Word stores it: built-in names in small letters."""
    kind: Kind
    based_on: str = ""
    """Name of the style that this one starts from."""
    following: str = ""
    """Name of the style of the paragraph after this one."""
    paragraph: str = ""
    """Content of ``w:pPr``."""
    run: str = ""
    """Content of ``w:rPr``."""
    extra: str = ""
    """Further XML of a table style."""
    own: bool = False
    """Not a built-in style of Word."""
    default: bool = False
    visible: bool = True
    """Offered to the writer in Word's list of styles."""

    @property
    def id(self) -> str:
        """The id that the style has in our own template."""
        return "".join(word[0].upper() + word[1:] for word in self.name.split())


WIDTH = 9070
"""Width of the text of our own template, in twips."""
INK = "1F2A37"
QUIET = "55606E"
LINK = "1F4E79"
FLUSH = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
"""For all that is not body text, whose indent a template may set in the style that everything is based on."""
SANS = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'


def heading(level: int, size: int, before: int, after: int) -> StyleSpec:
    """A heading; chapters are numbered where they stand, since appendices in the same style are not."""
    return StyleSpec(
        f"heading {level}", "paragraph", "Normal", "Normal",
        "<w:keepNext/><w:keepLines/>"
        f'<w:suppressAutoHyphens/><w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/><w:jc w:val="left"/>'
        f'<w:outlineLvl w:val="{level - 1}"/>',
        f'{SANS}<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
    )  # fmt: skip


def contents_line(level: int) -> StyleSpec:
    """A line of the contents, with dots up to the page number."""
    weight = "<w:b/><w:bCs/>" if level == 1 else ""
    return StyleSpec(
        f"toc {level}", "paragraph", "Normal", "Normal",
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
        f'<w:spacing w:before="{60 if level == 1 else 0}" w:after="20" w:line="252" w:lineRule="auto"/>'
        f'<w:ind w:left="{(level - 1) * 284}" w:right="567" w:firstLine="0"/><w:jc w:val="left"/>',
        weight, visible=False,
    )  # fmt: skip


THREE_RULES = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
    f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{INK}"/></w:tcBorders>'
    '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
)

STYLES: tuple[StyleSpec, ...] = (
    StyleSpec("Normal", "paragraph", default=True, paragraph='<w:jc w:val="left"/>'),
    StyleSpec("Default Paragraph Font", "character", default=True, visible=False),
    StyleSpec(
        "Normal Table", "table", default=True, visible=False,
        extra='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>",
    ),
    StyleSpec(
        "Title", "paragraph", "Normal", "Subtitle",
        '<w:keepNext/><w:suppressAutoHyphens/><w:spacing w:before="1200" w:after="120" w:line="240" w:lineRule="auto"/>',
        f'{SANS}<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="48"/><w:szCs w:val="48"/>',
    ),
    StyleSpec(
        "Subtitle", "paragraph", "Normal", "Normal",
        '<w:suppressAutoHyphens/><w:spacing w:before="0" w:after="480" w:line="240" w:lineRule="auto"/>',
        f'{SANS}<w:color w:val="{QUIET}"/><w:sz w:val="26"/><w:szCs w:val="26"/>',
    ),
    heading(1, 32, 480, 160),
    heading(2, 25, 320, 110),
    heading(3, 21, 240, 80),
    StyleSpec(
        "TOC Heading", "paragraph", "Normal", "Normal",
        '<w:keepNext/><w:spacing w:before="320" w:after="120" w:line="240" w:lineRule="auto"/>',
        f'{SANS}<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="25"/><w:szCs w:val="25"/>',
    ),
    contents_line(1), contents_line(2), contents_line(3),
    StyleSpec(
        "table of figures", "paragraph", "Normal", "Normal",
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
        '<w:spacing w:before="0" w:after="20" w:line="252" w:lineRule="auto"/><w:ind w:left="0" w:right="567" w:firstLine="0"/><w:jc w:val="left"/>',
        visible=False,
    ),
    StyleSpec(
        "caption", "paragraph", "Normal", "Normal",
        f'<w:keepLines/><w:spacing w:before="240" w:after="100" w:line="240" w:lineRule="auto"/>{FLUSH}<w:jc w:val="left"/>',
        f'{SANS}<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="19"/><w:szCs w:val="19"/>',
    ),
    StyleSpec(
        "Quote", "paragraph", "Normal", "Normal",
        '<w:keepLines/><w:spacing w:before="40" w:after="100" w:line="252" w:lineRule="auto"/>'
        '<w:ind w:left="397" w:right="284" w:firstLine="0"/><w:jc w:val="left"/>',
    ),
    StyleSpec(
        "List Bullet", "paragraph", "Normal",
        paragraph='<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="0" w:after="70"/><w:ind w:left="357" w:hanging="357"/>',
    ),
    StyleSpec("header", "paragraph", "Normal", paragraph='<w:spacing w:before="0" w:after="0"/>', visible=False),
    StyleSpec(
        "footer", "paragraph", "Normal", paragraph='<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/>',
        run=f'{SANS}<w:color w:val="{QUIET}"/><w:sz w:val="17"/><w:szCs w:val="17"/>', visible=False,
    ),
    StyleSpec("footnote text", "paragraph", "Normal", run='<w:sz w:val="18"/><w:szCs w:val="18"/>',
              paragraph=f'<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>{FLUSH}', visible=False),
    StyleSpec("footnote reference", "character", run='<w:vertAlign w:val="superscript"/>', visible=False),
    StyleSpec("annotation text", "paragraph", "Normal", paragraph=f'{FLUSH}', run='<w:sz w:val="20"/><w:szCs w:val="20"/>', visible=False),
    StyleSpec("annotation reference", "character", run='<w:sz w:val="16"/><w:szCs w:val="16"/>', visible=False),
    StyleSpec("Hyperlink", "character", run=f'<w:color w:val="{LINK}"/><w:u w:val="single"/>', visible=False),
    StyleSpec("Strong", "character", run="<w:b/><w:bCs/>"),
    StyleSpec("Emphasis", "character", run="<w:i/><w:iCs/>"),
    StyleSpec(
        "QC Table", "table", "Normal Table", own=True, extra=THREE_RULES,
        paragraph='<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>',
        run='<w:sz w:val="19"/><w:szCs w:val="19"/>',
    ),
    StyleSpec(
        "QC Table Text", "paragraph", "Normal", own=True,
        paragraph=f'<w:suppressAutoHyphens/><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>{FLUSH}<w:jc w:val="left"/>',
        run=f'{SANS}<w:sz w:val="17"/><w:szCs w:val="17"/>',
    ),
    StyleSpec("QC Table Head", "paragraph", "QC Table Text", own=True, paragraph="<w:keepNext/>", run="<w:b/><w:bCs/>"),
    StyleSpec(
        "QC Note", "paragraph", "Normal", "Normal", own=True,
        paragraph=f'<w:spacing w:before="80" w:after="200" w:line="240" w:lineRule="auto"/>{FLUSH}<w:jc w:val="left"/>',
        run=f'{SANS}<w:color w:val="{QUIET}"/><w:sz w:val="16"/><w:szCs w:val="16"/>',
    ),
    StyleSpec(
        "QC Figure", "paragraph", "Normal", "caption", own=True,
        paragraph=f'<w:keepNext/><w:spacing w:before="200" w:after="60" w:line="240" w:lineRule="auto"/>{FLUSH}<w:jc w:val="center"/>',
    ),
    StyleSpec(
        "QC Verdict", "paragraph", "Normal", "Normal", own=True,
        paragraph=f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="{LINK}"/></w:pBdr>'
        '<w:spacing w:before="120" w:after="200"/><w:ind w:left="284" w:right="284" w:firstLine="0"/>',
    ),
    StyleSpec("QC Speaker", "paragraph", "Normal", "Quote", own=True,
              paragraph=f'<w:keepNext/><w:spacing w:before="160" w:after="40" w:line="240" w:lineRule="auto"/>{FLUSH}',
              run=f'{SANS}<w:sz w:val="18"/><w:szCs w:val="18"/>'),
    StyleSpec(
        "QC Section End", "paragraph", "Normal", own=True, visible=False,
        paragraph=f'<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{FLUSH}', run='<w:sz w:val="2"/><w:szCs w:val="2"/>',
    ),
    StyleSpec(
        "QC Transcript", "paragraph", "Normal", "QC Transcript", own=True,
        paragraph='<w:tabs><w:tab w:val="left" w:pos="794"/></w:tabs><w:spacing w:before="0" w:after="100" w:line="276" w:lineRule="auto"/>'
        '<w:ind w:left="794" w:hanging="794"/><w:jc w:val="left"/>',
    ),
    StyleSpec(
        "QC Blank", "paragraph", "Normal", own=True, visible=False,
        paragraph=f'<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>{FLUSH}', run='<w:sz w:val="8"/><w:szCs w:val="8"/>',
    ),
    StyleSpec("QC Turn", "character", own=True, run=f'{SANS}<w:color w:val="{QUIET}"/><w:sz w:val="16"/><w:szCs w:val="16"/>'),
    StyleSpec("QC Turn Time", "character", own=True, run=f'{SANS}<w:color w:val="{QUIET}"/><w:sz w:val="16"/><w:szCs w:val="16"/>'),
    StyleSpec("QC Citation", "character", own=True, run=f'<w:color w:val="{LINK}"/>'),
    StyleSpec("QC Quiet", "character", own=True, run=f'<w:color w:val="{QUIET}"/>'),
    StyleSpec(
        "QC Symbol", "character", own=True,
        run='<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>'
        f'<w:color w:val="{INK}"/><w:sz w:val="19"/><w:szCs w:val="19"/>',
    ),
)  # fmt: skip


def style_xml(spec: StyleSpec, ids: dict[str, str], *, numbering: bool = True) -> str:
    """The ``w:style`` element; ``ids`` leads from lower-case names to ids, ``numbering`` keeps references to lists."""
    body = spec.paragraph
    if not numbering and "<w:numPr>" in body:
        start, _, rest = body.partition("<w:numPr>")
        body = start + rest.partition("</w:numPr>")[2]
    parts = [
        f'<w:style xmlns:w="{W}" w:type="{spec.kind}"'
        + (' w:default="1"' if spec.default else "")
        + (' w:customStyle="1"' if spec.own else "")
        + f' w:styleId="{escape(ids[spec.name.lower()])}"><w:name w:val="{escape(spec.name)}"/>'
    ]
    if spec.based_on:
        parts.append(f'<w:basedOn w:val="{escape(ids[spec.based_on.lower()])}"/>')
    if spec.following:
        parts.append(f'<w:next w:val="{escape(ids[spec.following.lower()])}"/>')
    parts.append(
        '<w:uiPriority w:val="1"/><w:qFormat/>'
        if spec.visible
        else '<w:uiPriority w:val="99"/><w:semiHidden/>'
    )
    if body:
        parts.append(f"<w:pPr>{body}</w:pPr>")
    if spec.run:
        parts.append(f"<w:rPr>{spec.run}</w:rPr>")
    parts.append(spec.extra + "</w:style>")
    return "".join(parts)


def add_missing_styles(styles: Any, width: int) -> tuple[dict[str, str], frozenset[str]]:
    """Make sure that a template's ``w:styles`` element has every style of :data:`STYLES`.

    Returns ids by lower-case name and the names of those that had to be added. Added styles take the typeface of the
    template; their lines of contents end at ``width`` (twips); an added list bears no bullets, since the numbering it would
    refer to belongs to our own template. Where a style of another kind has the name, ours is called otherwise.
    """
    from docx.oxml.parser import parse_xml

    wanted = {spec.name.lower(): spec for spec in STYLES}
    ids: dict[str, str] = {}
    taken: set[str] = set()
    names: set[str] = set()
    defaults: set[str] = set()
    for element in styles.findall(f"{{{W}}}style"):
        identity = element.get(f"{{{W}}}styleId") or ""
        kind = element.get(f"{{{W}}}type", "paragraph")
        taken.add(identity)
        if element.get(f"{{{W}}}default") in ("1", "true", "on"):
            defaults.add(kind)
        name = element.find(f"{{{W}}}name")
        if name is None:
            continue
        key = (name.get(f"{{{W}}}val") or "").lower()
        names.add(key)
        if identity and key in wanted and kind == wanted[key].kind:
            ids.setdefault(key, identity)
    missing = [spec for spec in STYLES if spec.name.lower() not in ids]
    for spec in missing:
        identity = spec.id
        while identity in taken:
            identity += "Qc"
        taken.add(identity)
        ids[spec.name.lower()] = identity
    for spec in missing:
        made: Any = parse_xml(
            style_xml(spec, ids, numbering=False)
            .replace(SANS, "")
            .replace(f'w:pos="{WIDTH}"', f'w:pos="{width}"')
        )
        if spec.name.lower() in names:
            made.find(f"{{{W}}}name").set(f"{{{W}}}val", f"{spec.name} (qualcode)")
            made.set(f"{{{W}}}customStyle", "1")
        if spec.default and spec.kind in defaults:
            del made.attrib[f"{{{W}}}default"]
        styles.append(made)
    return ids, frozenset(spec.name.lower() for spec in missing)


def tag_language(styles: Any, settings: Any, language: str) -> None:
    """Tag the text of a document with its language: in the defaults, the settings, and no style says otherwise."""
    from docx.oxml.parser import OxmlElement

    for style in styles.findall(f"{{{W}}}style"):
        for tagged in style.findall(f"{{{W}}}rPr/{{{W}}}lang"):
            tagged.getparent().remove(tagged)
    place = styles
    for step in ("docDefaults", "rPrDefault", "rPr"):
        found = place.find(f"{{{W}}}{step}")
        if found is None:
            found = OxmlElement(f"w:{step}")
            place.insert(0, found)
        place = found
    tag = place.find(f"{{{W}}}lang")
    if tag is None:
        tag = OxmlElement("w:lang")
        later = [place.find(f"{{{W}}}{name}") for name in ("eastAsianLayout", "specVanish", "oMath")]
        after = next((node for node in later if node is not None), None)
        place.append(tag) if after is None else after.addprevious(tag)
    tag.set(f"{{{W}}}val", language)
    theme = settings.find(f"{{{W}}}themeFontLang")
    if theme is not None:
        theme.set(f"{{{W}}}val", language)
