"""Settings of a document that its content asks for, in the order that the format wants."""

from __future__ import annotations

from typing import Any

from qualcode.formats.word.markup import W

__all__ = ["keep_short_lines", "name_separators"]


def tags(names: str) -> frozenset[str]:
    """The full tags of elements."""
    return frozenset(f"{{{W}}}{name}" for name in names.split())


AFTER_COMPATIBILITY = tags(
    "docVars rsids attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures "
    "forceUpgrade captions readModeInkLockDown smartTagType shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
)
AFTER_FOOTNOTES = AFTER_COMPATIBILITY | tags("endnotePr compat")
BEFORE_SHORT_LINES = tags(
    "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL noColumnBalance "
    "balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace"
)


def name_separators(settings: Any) -> None:
    """Name the special footnotes, the lines between text and notes."""
    from docx.oxml.parser import parse_xml

    place(
        settings,
        parse_xml(
            f'<w:footnotePr xmlns:w="{W}"><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        ),
        AFTER_FOOTNOTES,
    )


def keep_short_lines(settings: Any) -> None:
    """Leave lines that end with a soft break as they are where a template justifies its text, instead of spreading their words."""
    from docx.oxml.parser import OxmlElement

    compatibility = settings.find(f"{{{W}}}compat")
    if compatibility is None:
        compatibility = OxmlElement("w:compat")
        place(settings, compatibility, AFTER_COMPATIBILITY)
    if compatibility.find(f"{{{W}}}doNotExpandShiftReturn") is None:
        before = [child for child in compatibility if child.tag in BEFORE_SHORT_LINES]
        compatibility.insert(len(before), OxmlElement("w:doNotExpandShiftReturn"))


def place(settings: Any, element: Any, later: frozenset[str]) -> None:
    """Put an element before those that come after it; elements of other namespaces, such as that of equations, do."""
    for child in settings:
        if child.tag in later or not str(child.tag).startswith(f"{{{W}}}"):
            child.addprevious(element)
            return
    settings.append(element)
