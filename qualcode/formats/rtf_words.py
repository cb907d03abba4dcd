"""Control words of rich text (RTF) that say what becomes of the text behind them."""

from __future__ import annotations

__all__ = ["CHARACTERS", "COUNTED", "DOUBLES", "INVISIBLE", "REVIVE", "SINKS"]

CHARACTERS = frozenset(
    [
        "emdash",
        "endash",
        "emspace",
        "enspace",
        "qmspace",
        "bullet",
        "lquote",
        "rquote",
        "ldblquote",
        "rdblquote",
        "tab",
    ]
)
COUNTED = {
    "footnote": "footnotes or endnotes",
    "annotation": "comments",
    "pict": "pictures",
    "shppict": "pictures",
    "object": "embedded objects",
    **dict.fromkeys(["mmath", "moMath", "moMathPara"], "equations"),
    **dict.fromkeys(
        ["header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"],
        "headers or footers",
    ),
}
"""Destinations that are left out and said."""
SINKS = {"shptxt": "box", "dptxbxtext": "box", "listtext": "number", "pntext": "number", "ud": "text"}
REVIVE = {"shptxt": "shp", "dptxbxtext": "do", "result": "object", "ud": "upr"}
"""Groups that are read inside a destination that is not, with that destination."""
DOUBLES = ("nonshppict", "nonesttables")
"""Groups that say for old readers what another group says."""
INVISIBLE = {
    "deleted": "tracked deletions",
    "mvf": "places that text was moved from",
    "v": "hidden passages",
}
