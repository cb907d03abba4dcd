"""Abbreviations after which a full stop does not end a sentence, by language (ISO 639-1); the empty key serves all others.

They matter before a capital or a digit only: before a small letter a full stop ends no sentence anyway.
"""

from __future__ import annotations

__all__ = ["BEFORE_NUMBER", "ENDS_BEFORE_OPENER", "MAY_END", "NEVER_END", "SQUARES"]

_CS = """
mudr mgr bc ing prim phdr judr rndr paeddr mvdr thdr doc prof dr ph.d csc dis arch gen plk mjr kpt npor por ppor nprap prap pprap rtm
ul tř č čp čj č.p č.j čís str odst písm odd hod min tel tis mil mld kč roč stol zn nar roz zák vyhl hl
např tzv tj t.j tzn mj resp popř příp zejm event apod atd atp aj kupř srov viz cca vč sv pí sl sb pozn
"""
_SV = """
t.ex tex bl.a d.v.s dvs osv o.s.v m.m m.fl s.k f.d fr.o.m t.o.m p.g.a pga e.d o.d o.dyl etc ca kl nr st dr prof resp jfr obs
ggr tel tfn adj vd inkl exkl ev kap åk ff soc u.s.a insp ing leg kand lic ass i.o.m m.a.o m.h.a f.n f.ö ang e.kr f.kr kr st avd
jan feb apr aug sept okt nov dec
"""
_EN = """
mr mrs ms mx dr prof st e.g i.e a.k.a n.b vs approx etc u.s u.k u.s.a a.m p.m jr sr lt maj capt col gen rev hon cllr insp det inc ltd
co dept est cf al fig vol pp ave blvd rd ph.d m.d b.a m.a b.sc m.sc sgt jan feb aug sept oct nov dec
"""
_OTHERS = "dr prof mr mrs st nr e.g i.e z.b d.h u.a usw bzw ca etc vs tel"

NEVER_END: dict[str, frozenset[str]] = {
    "cs": frozenset(_CS.split()),
    "sv": frozenset(_SV.split()),
    "en": frozenset(_EN.split()),
    "": frozenset(_OTHERS.split()),
}
"""Lower-cased, without the final full stop."""

_CS_ENDS = "atd atp apod aj hod tis mil mld kč min stol sb ph.d csc dis"
_SV_ENDS = "osv o.s.v m.m m.fl etc e.d o.d o.dyl ggr st kr soc vd ff åk avd jan feb apr aug sept okt nov dec"
_EN_ENDS = "etc a.m p.m inc ltd co jr sr al b.a m.a b.sc m.sc ph.d jan feb aug sept oct nov dec"
_OTHERS_ENDS = "etc usw"

MAY_END: dict[str, frozenset[str]] = {
    "cs": frozenset(_CS_ENDS.split()),
    "sv": frozenset(_SV_ENDS.split()),
    "en": frozenset(_EN_ENDS.split()),
    "": frozenset(_OTHERS_ENDS.split()),
}
"""Of these, the ones that may end a sentence before a capital letter."""

_EN_OPENER = "u.s u.k u.s.a st rd ave blvd dept est"
_SV_OPENER = "u.s.a"

ENDS_BEFORE_OPENER: dict[str, frozenset[str]] = {
    "en": frozenset(_EN_OPENER.split()),
    "sv": frozenset(_SV_OPENER.split()),
}
"""Of these, the ones before which a capital often is a name: they end a sentence only before a word that opens sentences."""

_CS_NUMBER = "max nám odd kap obr tab"
_SV_NUMBER = "no ung max min sid avd plan rum"
_EN_NUMBER = "no nos max min ext sec para art apr mon tue tues thu thurs fri"
_OTHERS_NUMBER = "no nos"

BEFORE_NUMBER: dict[str, frozenset[str]] = {
    "cs": frozenset(_CS_NUMBER.split()),
    "sv": frozenset(_SV_NUMBER.split()),
    "en": frozenset(_EN_NUMBER.split()),
    "": frozenset(_OTHERS_NUMBER.split()),
}
"""Abbreviations only before a digit; elsewhere they are words of their own, and some of them frequent answers."""

_BEFORE_SQUARE = "na z od do přes kolem okolo poblíž"

SQUARES: dict[str, dict[str, frozenset[str]]] = {"cs": {"nám": frozenset(_BEFORE_SQUARE.split())}}
"""Abbreviations only before a capital and behind one of some words: *na nám. Míru*, but *pomohla nám*."""
