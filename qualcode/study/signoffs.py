"""How far each code is signed off: as a draft, in review, or approved, by whom and when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qualcode.errors import InputError
from qualcode.model.codes import Code
from qualcode.model.reviews import SIGNOFF_STATES, Signoff, SignoffState
from qualcode.study.codebook import Codebook
from qualcode.study.store.file import Store
from qualcode.study.store.history import Value, now
from qualcode.text.counting import listed
from qualcode.text.names import clean_name

__all__ = ["Signoffs", "digest_of_code"]

DONE = {"draft": "Made {} a draft again", "in review": "Put {} in review", "approved": "Approved {}"}
"""How the history says it."""


class Signoffs:
    """The sign-off of the nodes of the code tree; one that nobody touched is a draft."""

    def __init__(self, store: Store, codebook: Codebook) -> None:
        self.store = store
        self.codebook = codebook

    def list(self) -> tuple[Signoff, ...]:
        """One for every node, in tree order."""
        rows = {
            row[0]: row[1:]
            for row in self.store.rows("SELECT code_id, state, at, by_whom, note, digest FROM signoffs")
        }
        return tuple(self._signoff(code, rows.get(code.id)) for code in self.codebook.tree())

    def of(self, code: Code) -> Signoff:
        """That of one node."""
        rows = self.store.rows(
            "SELECT state, at, by_whom, note, digest FROM signoffs WHERE code_id = ?", (code.id,)
        )
        return self._signoff(code, rows[0] if rows else None)

    def set(
        self,
        names: str | Iterable[str],
        state: SignoffState = "approved",
        *,
        by: str | None = None,
        note: str = "",
        below: bool = False,
    ) -> tuple[Signoff, ...]:
        """Sign nodes off, with ``below`` all under them too, as one change; what they say and where they stand at this moment is what is signed.

        ``by`` is who decided, where that is not the actor. Nothing is stored for a node that bears this sign-off of the same person already and
        has not changed. Raises :class:`~qualcode.errors.NotFoundError` for an unknown name, :class:`~qualcode.errors.InputError` for an unknown
        state or no name.
        """
        if state not in SIGNOFF_STATES:
            raise InputError(f"“{state}” is no state; choose one of: {', '.join(SIGNOFF_STATES)}.")
        given = [names] if isinstance(names, str) else [*names]
        if not given:
            raise InputError("Name at least one code to sign off.")
        who = clean_name(by, "name of who signs off") if by else self.store.actor
        note = note.strip()
        nodes = list({code.id: code for code in (self.codebook.get(name) for name in given)}.values())
        named = listed(node.name for node in nodes)
        if below:
            ids = {i for node in nodes for i in self.codebook.below(node)}
            nodes = [code for code in self.codebook.tree() if code.id in ids]
            named += " with all below"
        with self.store.change(
            "signoffs.set",
            DONE[state].format(named) + (f" for {who}" if who != self.store.actor else ""),
            {"state": state, "codes": [node.name for node in nodes], "by": who},
        ) as change:
            held = {
                code_id: (i, said)
                for i, code_id, *said in self.store.rows(
                    "SELECT id, code_id, state, by_whom, note, digest FROM signoffs"
                )
            }
            codes = {code.id: code for code in self.codebook.tree()}
            moment = now()
            fresh: list[dict[str, Value]] = []
            changed: dict[int, dict[str, Value]] = {}
            for node in nodes:
                digest = digest_of_code(codes[node.id])
                present, said = held.get(node.id, (None, None))
                if said == [state, who, note, digest] or (not said and state == "draft" and not note):
                    continue
                values: dict[str, Value] = {
                    "state": state,
                    "at": moment,
                    "by_whom": who,
                    "digest": digest,
                    "note": note,
                }
                if present is None:
                    fresh.append({"code_id": node.id, **values})
                else:
                    changed[present] = values
            change.insert("signoffs", fresh)
            change.update_each("signoffs", changed)
        found = {each.code_id: each for each in self.list()}
        return tuple(found[node.id] for node in nodes)

    def _signoff(self, code: Code, row: Sequence[str] | None) -> Signoff:
        bare = Signoff(code.id, code.name, "draft", "", "", "", False)
        if row is None:
            return bare
        state, at, by, note, digest = row
        if state not in SIGNOFF_STATES:
            return bare
        changed = state != "draft" and digest != digest_of_code(code)
        return replace(bare, state=state, at=at, by=by, note=note, changed=changed)


def digest_of_code(code: Code) -> str:
    """SHA-256 of what a sign-off speaks of: a node's name, kind, definition, and the node it stands under."""
    signed = (
        code.name,
        code.kind,
        code.parent_id,
        code.brief,
        code.full,
        code.when,
        code.when_not,
        code.example,
    )
    return hashlib.sha256(json.dumps(signed, ensure_ascii=False).encode("utf-8")).hexdigest()
