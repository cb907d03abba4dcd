"""The shapes in which a turn begins: label and colon, columns between tabs, known labels without a colon, lines of their own."""

from __future__ import annotations

import re

from qualcode.transcripts.speakers import LONGEST_LABEL, MAX_LABEL, RECOGNISED, ROLE_WORDS
from qualcode.transcripts.timestamps import CLOCK, STAMP

__all__ = [
    "BELOW_NAME",
    "LABEL_GROUPS",
    "ON_ITS_OWN",
    "OPEN",
    "OTHER_SIGNS",
    "RANGE_LINE",
    "STAMP_GROUPS",
    "TABBED",
    "WITHOUT_COLON",
    "WITH_COLON",
]

LABEL_GROUPS = ("label", "tag", "pair", "named")
"""Groups that hold the label; ``pair`` is one in round brackets, which several speakers together or a short label have."""
STAMP_GROUPS = ("lead", "before", "glued", "clock", "mid", "after", "bare", "alone", "tail", "boxed")

OPEN = r"[ \t\u00a0]*(?:(?:>|\#{1,6})[ ]*)?(?:\d{1,4}[.)]?[ \t]+)?(?:\*{1,3}|__)?"
_LABEL = rf"[^\W_][^\n\t:：\[\](){{}}<>\"„“”!?;*\#|=…]{{0,{MAX_LABEL}}}(?:\([^()\n\d:][^()\n:]{{0,25}}\))?"
_LONG_LABEL = rf"[^\W_](?:[^\n\t:：\[\](){{}}<>\"„“”!?;*\#|=…]|\#(?=[ ]?\d)){{0,{LONGEST_LABEL}}}(?:\([^()\n\d:][^()\n:]{{0,25}}\))?"
_LEAD = (
    rf"^[ \t]*(?P<lead>{STAMP}|{CLOCK}(?:[ ]*-->[ ]*{CLOCK})?)[ \t]*\n(?:[ \t]*(?:_\w+[ ]?:[^\n]*)?\n){{0,8}}"
)

WITH_COLON = re.compile(
    rf"""
    (?:{_LEAD})?
    ^(?=[^\n:：]{{0,110}}[:：]){OPEN}
    (?:(?P<before>{STAMP})[ \t]*(?:[–-][ ]+)?|(?P<glued>\d{{1,2}}:\d\d:\d\d(?:[.,]\d{{1,3}})?)[ \t]*(?:[–-][ ]+)?
      |(?P<clock>\d{{1,3}}:\d\d(?:[.,]\d{{1,3}})?)[ \t]+(?:[–-][ ]+)?)?
    (?:\*{{1,3}}|__)?
    (?:(?P<label>{_LONG_LABEL})|\[(?P<tag>[^\W_][\w ]{{0,30}})\]|\((?P<pair>[^\W_][\w &+/,.]{{0,40}})\))
    (?:\*{{1,3}}|__)?
    (?:
      [ \t\u00a0]*(?:(?P<mid>{STAMP})[ \t]*)?(?:\*{{1,3}}|__)?(?:(?<!\d)[:：]|[:：](?!\d))(?!//)(?:\*{{1,3}}|__)?
      (?:[ \t\u00a0]*(?:(?P<after>{STAMP})|(?P<bare>\d{{1,2}}:\d\d:\d\d(?:[.,]\d{{1,3}})?)(?=\s|\Z)
         |(?P<alone>{CLOCK})[ \t]*$))?
     |(?:[ \t\u00a0]{{2,}}|\t)(?P<tail>{CLOCK}|{STAMP})[ \t]*$
     |[ ](?P<boxed>{STAMP})[ \t]*$
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
TABBED = re.compile(
    rf"^(?P<before>{CLOCK}|{STAMP})[ ]*\t[ \t]*(?P<label>{_LABEL})[ ]*\t", re.MULTILINE | re.VERBOSE
)
"""Time, speaker and speech with tabs between them, as Zoom saves its text."""
_ROLE = "|".join(sorted((rf"(?i:{word})(?:[ ]?\d{{1,2}})?" for word in ROLE_WORDS), key=len, reverse=True))
_KNOWN = (
    r"[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽÅÄÖ]\d{0,2}|IP\d{0,2}|Int|SPEAKER_\d+|(?:Unknown[ ])?Speaker(?:[ ]\d+)?|" + _ROLE
)
WITHOUT_COLON = re.compile(
    rf"(?:{_LEAD})?^{OPEN}(?P<label>{_KNOWN})(?:\*{{1,3}}|__)?(?:[.][ \t]+|[ ]*\t[ \t]*|[ ]+[–-][ ]+)(?=\S)",
    re.MULTILINE | re.VERBOSE,
)
OTHER_SIGNS = r"(?:\*{1,3}|__)?(?P<sign>[ ]*\t[ \t]*|[ ]+[–—-][ ]+|[.][ ]+)(?=\S)"
"""What stands behind a label in place of a colon."""
BELOW_NAME = re.compile(rf"[ \t]*\n[ \t]*({STAMP})(?:[ \t]*[–-][ \t]+)?", re.VERBOSE)
"""A time stamp at the beginning of the line below a name."""
RANGE_LINE = re.compile(rf"^[ \t]*{CLOCK}[ ]*-->[ ]*{CLOCK}[ \t]*$", re.MULTILINE)
"""A line that is nothing but a range of times."""
ON_ITS_OWN = re.compile(
    rf"(?:^[ \t]*(?P<lead>{CLOCK}[ ]*-->[ ]*{CLOCK})[ \t]*\n^[ \t]*(?P<named>{_LABEL})"
    rf"|^[ \t]*(?P<label>{RECOGNISED}))[ \t]*\n"
    rf"(?:[ \t]*(?P<after>{STAMP})(?:[ \t]*[–-][ \t]+)?)?",
    re.MULTILINE | re.VERBOSE,
)
