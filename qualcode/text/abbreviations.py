"""Abbreviations after which a full stop does not end a sentence, by language (ISO 639-1); the empty key serves all others."""

from __future__ import annotations

__all__ = ["BEFORE_NUMBER", "MAY_END", "NEVER_END"]

_CS = """
mudr mgr bc ing phdr judr rndr paeddr mvdr thdr doc prof dr ph.d csc dis arch pplk kpt
ul tř nám č čp čj str odst písm hod min tel tis mil mld kč roč stol max zn
např tzv tj tzn mj resp popř příp apod atd aj kupř srov viz cca vč sv pí sl sb por
"""
_SV = """
t.ex bl.a d.v.s dvs osv o.s.v m.m m.fl s.k f.d fr.o.m t.o.m p.g.a pga e.d etc ca kl nr st dr prof resp jfr obs
ggr tel adj vd ung inkl exkl ev kap sid i.o.m m.a.o e.kr f.kr åk ff soc u.s.a insp
"""
_EN = """
mr mrs ms dr prof st e.g i.e vs approx etc u.s u.k u.s.a a.m p.m jr sr lt col gen rev hon inc ltd co dept est
cf al fig vol pp ave blvd rd ph.d m.d b.a sgt jan feb aug sept oct nov dec
"""
_OTHERS = "dr prof mr mrs st nr e.g i.e z.b d.h u.a usw bzw ca etc vs tel"

NEVER_END: dict[str, frozenset[str]] = {
    "cs": frozenset(_CS.split()),
    "sv": frozenset(_SV.split()),
    "en": frozenset(_EN.split()),
    "": frozenset(_OTHERS.split()),
}
"""Lower-cased, without the final full stop."""

_CS_ENDS = "atd apod aj hod tis mil kč min"
_SV_ENDS = "osv o.s.v m.m m.fl etc e.d ggr"
_EN_ENDS = "etc a.m p.m inc ltd co jr sr al jan feb aug sept oct nov dec"
_OTHERS_ENDS = "etc usw"

MAY_END: dict[str, frozenset[str]] = {
    "cs": frozenset(_CS_ENDS.split()),
    "sv": frozenset(_SV_ENDS.split()),
    "en": frozenset(_EN_ENDS.split()),
    "": frozenset(_OTHERS_ENDS.split()),
}
"""Of these, the ones that may end a sentence before a capital letter."""

BEFORE_NUMBER: frozenset[str] = frozenset(["no", "nos"])
"""Abbreviations only before a digit; elsewhere they are words of their own, and a frequent answer."""
