"""What was decided on disagreements between coders: who decided, when, and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.agreement import OUTCOMES, Adjudication, Outcome
from qualcode.study.soundness import listed_names
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import now
from qualcode.text.counting import counted
from qualcode.text.names import clean_name, name_key

if TYPE_CHECKING:
    from qualcode.model.agreement import Disagreement
    from qualcode.study.codings import Codings

__all__ = ["CONSENSUS", "Adjudications"]

CONSENSUS = "consensus"
"""The coder for whom settled disagreements are coded, unless another name is given."""
SETTING = "consensus_coder"
WRITTEN = "consensus_coders"
"""Setting with the names of all coders for whom a consensus was ever coded, as a list in JSON."""
BY_CONSENSUS = ("adjudications.consensus", "adjudications.settle")
BY_HAND = ("codings.recode", "codings.resize")
"""Changes after which a coding that a consensus wrote counts as somebody's own."""


class Adjudications:
    """The decisions on disagreements in a study; the last one on a stretch and code holds."""

    def __init__(self, store: Store, codings: Codings) -> None:
        self.store = store
        self.codings = codings

    def list(self) -> tuple[Adjudication, ...]:
        """All decisions, the oldest first; raises :class:`~qualcode.errors.StudyError` where another program has damaged one."""
        return tuple(
            Adjudication(
                i,
                document,
                start,
                stop,
                code,
                outcome,
                listed_names(coders, "The coders of a decision on a disagreement"),
                note,
                at,
                by_whom,
            )
            for i, document, start, stop, code, outcome, coders, note, at, by_whom in self.store.rows(
                "SELECT id, document_id, start, stop, code_id, outcome, coders, note, at, by_whom FROM adjudications ORDER BY id"
            )
        )

    def by_place(self) -> dict[tuple[int, int, int, int], Adjudication]:
        """The decision that holds for each document, code and span."""
        return {(each.document_id, each.code_id, each.start, each.end): each for each in self.list()}

    @property
    def consensus_coder(self) -> str:
        """The coder for whom settled disagreements were coded last."""
        stored: str | None = self.store.value("SELECT value FROM settings WHERE key = ?", (SETTING,))
        return stored or CONSENSUS

    def consensus_coders(self) -> tuple[str, ...]:
        """All coders for whom a consensus was coded, that of the last one at the end; none of them is compared with others by default."""
        last = self.consensus_coder
        return (*(name for name in self._known_targets() if name_key(name) != name_key(last)), last)

    def _known_targets(self) -> tuple[str, ...]:
        """The names that are stored: nobody before the first consensus."""
        stored: dict[str, str] = dict(
            self.store.rows("SELECT key, value FROM settings WHERE key IN (?, ?)", (WRITTEN, SETTING))
        )
        names = tuple(json.loads(stored[WRITTEN])) if WRITTEN in stored else ()
        return (*names, stored[SETTING]) if SETTING in stored else names

    def name_consensus(self, who: str, change: Pending) -> None:
        """Say within a change for whom settled disagreements are coded from now on."""
        unique = {name_key(name): name for name in (*self._known_targets(), who)}
        self._set(WRITTEN, json.dumps(list(unique.values()), ensure_ascii=False), change)
        self._set(SETTING, who, change)

    def _set(self, key: str, value: str, change: Pending) -> None:
        row = self.store.value("SELECT id FROM settings WHERE key = ?", (key,))
        if row is None:
            change.insert("settings", [{"key": key, "value": value}])
        else:
            change.update("settings", [row], {"value": value})

    def written(self) -> frozenset[int]:
        """Ids of the codings that a consensus wrote and nobody has changed by hand since."""
        found: set[int] = set()
        marks = ", ".join("?" * len(BY_CONSENSUS + BY_HAND))
        for op, touched in self.store.rows(
            f"SELECT op, touched FROM events WHERE op IN ({marks}) AND state IN ('done', 'sealed') ORDER BY seq",
            BY_CONSENSUS + BY_HAND,
        ):
            ids = {
                i for first, last in json.loads(touched).get("codings", ()) for i in range(first, last + 1)
            }
            found = found | ids if op in BY_CONSENSUS else found - ids
        return frozenset(found)

    def check_target(self, who: str, instead: str = "") -> None:
        """Refuse to code decisions for somebody who has codings that no consensus wrote; ``instead`` says what else can be done.

        A coder for whom a consensus was coded before may have some of their own.
        """
        if name_key(who) in map(name_key, self._known_targets()):
            return
        own: int = self.store.value(
            "SELECT count(*) FROM codings g JOIN coders k ON k.id = g.coder_id WHERE k.name_key = ?",
            (name_key(who),),
        )
        if not own:
            return
        who = self.codings.coders.known(who)
        raise InputError(
            f"{who} has {counted(own, 'coding')} of their own, none of which a consensus wrote; "
            f"give a name that nobody codes under, such as “{CONSENSUS if name_key(who) != CONSENSUS else 'agreed'}”. {instead}".rstrip()
        )

    def settle(
        self,
        found: Disagreement,
        outcome: Outcome,
        *,
        note: str | None = None,
        apply: bool = False,
        coder: str | None = None,
    ) -> Adjudication | None:
        """Record a decision as one change; ``open`` takes it back, and keeps the note where there is one.

        ``note`` None leaves the note as it is. With ``apply`` the stretch is also coded for ``coder`` (by default the consensus
        coder), or that coder's coding of just this stretch is taken away. Raises :class:`~qualcode.errors.InputError` for an
        unknown outcome, and a consensus coder who is one of those compared or has coded without a consensus.
        """
        if outcome not in OUTCOMES:
            raise InputError(f"“{outcome}” is no decision; choose one of: {', '.join(OUTCOMES)}.")
        who = clean_name(coder or self.consensus_coder, "coder's name")
        if apply and name_key(who) in {name_key(each) for each in (*found.coded, *found.not_coded)}:
            raise InputError(
                f"{who} is one of the coders who disagree; give another name for what was decided, such as “{CONSENSUS}”."
            )
        words = {"coded": "coded", "not coded": "not coded", "open": "open again"}[outcome]
        if apply:
            self.check_target(who)
        label = f"Settled a disagreement on “{found.code}” in {found.case}: {words}"
        with self.store.change("adjudications.settle", label, {"id": found.id, "outcome": outcome}) as change:
            self._record(found, outcome, note, change)
            if apply:
                self._apply(found, outcome, who, change)
            change.documents.add(found.document_id)
        place = (found.document_id, found.code_id, found.start, found.end)
        return self.by_place().get(place)

    def _record(self, found: Disagreement, outcome: Outcome, note: str | None, change: Pending) -> None:
        rows = self.store.rows(
            "SELECT id, note, outcome FROM adjudications WHERE document_id = ? AND code_id = ? AND start = ? AND stop = ? ORDER BY id",
            (found.document_id, found.code_id, found.start, found.end),
        )
        kept = (rows[-1][1] if rows else "") if note is None else note.strip()
        if outcome == "open" and not kept:
            change.delete("adjudications", [row[0] for row in rows])
            return
        change.delete("adjudications", [row[0] for row in rows[:-1]])
        if rows and rows[-1][1:] == (kept, outcome):
            return
        values = {
            "outcome": outcome,
            "coders": json.dumps([*found.coded, *found.not_coded], ensure_ascii=False),
            "note": kept,
            "at": now(),
            "by_whom": self.store.actor,
        }
        if rows:
            change.update("adjudications", [rows[-1][0]], values)
        else:
            change.insert(
                "adjudications",
                [
                    {
                        "document_id": found.document_id,
                        "start": found.start,
                        "stop": found.end,
                        "code_id": found.code_id,
                        **values,
                    }
                ],
            )

    def _apply(self, found: Disagreement, outcome: Outcome, who: str, change: Pending) -> None:
        """Code the stretch for the consensus coder, or take such a coding away."""
        self.name_consensus(who, change)
        if outcome == "coded":
            self.codings.apply(
                found.document_id, (found.start, found.end), found.code, coder=who, closed=True
            )
            return
        there = self.store.rows(
            "SELECT g.id FROM codings g JOIN quotations q ON q.id = g.quotation_id JOIN coders k ON k.id = g.coder_id "
            "WHERE k.name_key = ? AND g.code_id = ? AND q.document_id = ? AND q.start = ? AND q.stop = ?",
            (name_key(who), found.code_id, found.document_id, found.start, found.end),
        )
        if there:
            self.codings.remove([i for (i,) in there])
