"""Words that tell where a sentence begins: those that open one in speech, by language (ISO 639-1)."""

from __future__ import annotations

__all__ = ["BEFORE_LETTER", "NEVER_BEGIN", "OPENERS", "REPORTING"]

_EN = """
no yes yeah yep nope oh okay ok well so but and or then anyway actually because if when while after before
he she they we you it that this these those there here his her their my our your its what why how where who which
the a not maybe perhaps sometimes somebody someone nobody everybody everything nothing sorry wait
"""
_CS = """
ne ano no tak ale a pak potom protože když kdyby kdybych jestli že já on ona ono oni my vy ty ten ta to ti tohle tam
tady teď teďka co proč jak kde kdo kdy který která nebo ani asi prostě vlastně jenže jenom možná někdy nikdo nic všechno
počkejte počkej promiňte takže teda tedy řekla řekl bylo byla byl bych jsem máme měl měla
"""
_SV = """
nej ja jo jaha men och eller så sen sedan då för när om medan efter innan jag han hon de dom vi ni du det den detta
här där nu vad varför hur var vem vilken alltså kanske ibland ingen någon alla allt inget förlåt vänta fast eftersom
min mitt mina hans hennes deras vår vårt en ett inte
"""

OPENERS: dict[str, frozenset[str]] = {
    "en": frozenset(_EN.split()),
    "cs": frozenset(_CS.split()),
    "sv": frozenset(_SV.split()),
}
"""Words with which a sentence of speech begins; with a capital in the middle of one they hardly occur, since none is a name."""

NEVER_BEGIN: dict[str, frozenset[str]] = {"cs": frozenset({"kč"})}
"""Words with a capital with which no sentence begins."""

_LETTERED = """
hepatitis hepatitida hepatitidu hepatitidy hepatitidou hepatitidě žloutenka žloutenku žloutenky žloutenkou žloutence
vitamin vitamín plan plán plánu plánem group type typ typu option skupina skupiny skupině skupinu grupp gruppen typen
"""

BEFORE_LETTER: frozenset[str] = frozenset(_LETTERED.split())
"""Words whose letter belongs to them, as in *hepatitis C*; anywhere else a single letter is an initial."""

REPORTING: dict[str, str] = {
    "en": r"(?:I|[A-Z][\w'’]+)[^\S\n](?:said|say|says|asked|ask|asks|told|tell|tells|went|go|goes|thought|think|replied|answered|shouted)\b"
}
"""After a quotation: who said it. Where the verb comes first its small letter says as much."""
