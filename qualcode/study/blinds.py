"""Blind coding: who does not see whose codings, until they are released.

A coder who codes blind does not see what others coded, and others do not see what that coder codes: on the screen, in listings,
in retrieval, search, suggestions and counts, and in the words of the history. It is hidden there, not encrypted: the file holds
everything, and an analysis that names a coder reads that coder's codings. Memos are shown to all, but for
those on passages all of whose codings are hidden: they would tell where these are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.agreement import Blind
from qualcode.study.store.file import Store
from qualcode.study.store.history import Operation, now
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.study.coders import Coders

__all__ = ["Blinds"]


class Blinds:
    """Who codes blind in a study, and what that hides from whoever looks."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.looker: str | None = None
        """Whose eyes look: the coder that was chosen for the screen; None: the person at the keyboard."""
        self._held: tuple[dict[int, str], dict[int, str]] | None = None

    # --- reading -----------------------------------------------------------------------------------------------

    def list(self) -> tuple[Blind, ...]:
        """All coders who code or coded blind, in the order in which they began."""
        return tuple(
            Blind(coder, since, released or "")
            for coder, since, released in self.store.rows(
                "SELECT k.name, b.since, b.released FROM blinds b JOIN coders k ON k.id = b.coder_id ORDER BY b.id"
            )
        )

    def blind(self) -> tuple[str, ...]:
        """Names of the coders who code blind now."""
        return tuple(each.coder for each in self.list() if not each.released)

    def hidden_for(self, who: str) -> frozenset[str]:
        """Names of the coders whose codings somebody does not see: a coder, or any other person, who is taken for the primary coder."""
        _, coders = self._known()
        hidden = self._hidden(self._as_coder(who))
        return frozenset(
            name for i, name in self.store.rows("SELECT id, name FROM coders") if i in hidden and i in coders
        )

    def hidden(self) -> frozenset[int]:
        """Ids of the coders whose codings whoever looks now does not see: nothing is asked of the file where nobody codes blind."""
        blind, _ = self._known()
        return self._hidden(self._as_coder(self.looker or self.store.actor)) if blind else frozenset()

    def hidden_keys(self) -> frozenset[str]:
        """The names of those coders, in the form in which names are compared."""
        hidden = self.hidden()
        return frozenset(key for i, key in self._known()[1].items() if i in hidden) if hidden else frozenset()

    def unseen(self, column: str) -> str:
        """A condition for a query that leaves out hidden codings; ``column`` holds the coder's id. Empty where nothing is hidden."""
        hidden = self.hidden()
        return f"{column} NOT IN ({','.join(map(str, sorted(hidden)))})" if hidden else ""

    def coding_blind(self) -> str | None:
        """The name of the coder who looks, where that coder codes blind: codings are then theirs unless told otherwise."""
        blind, _ = self._known()
        if not blind:
            return None
        me = name_key(self.looker or self.store.actor)
        wanted = next((i for i, key in blind.items() if key == me), None)
        name: str | None = self.store.value("SELECT name FROM coders WHERE id = ?", (wanted,))
        return name

    def looks_blind(self) -> str | None:
        """The name of the blind coder as whom whoever looks sees the study; None where they see as one who does not code blind."""
        blind, _ = self._known()
        if not blind:
            return None
        me = self._as_coder(self.looker or self.store.actor)
        wanted = next((i for i, key in blind.items() if key == me), None)
        name: str | None = self.store.value("SELECT name FROM coders WHERE id = ?", (wanted,))
        return name

    def _as_coder(self, who: str) -> str:
        """The key of the coder that somebody is: their own, else the primary coder's."""
        _, coders = self._known()
        key = name_key(who)
        if key in coders.values():
            return key
        primary: str | None = self.store.value("SELECT value FROM settings WHERE key = 'primary_coder'")
        if primary is None:
            primary = self.store.value(
                "SELECT name FROM coders c WHERE EXISTS (SELECT 1 FROM codings g WHERE g.coder_id = c.id) ORDER BY id LIMIT 1"
            )
        return name_key(primary) if primary else key

    def _hidden(self, me: str) -> frozenset[int]:
        blind, coders = self._known()
        if me in blind.values():
            return frozenset(i for i, key in coders.items() if key != me)
        return frozenset(i for i, key in blind.items() if key != me)

    def _known(self) -> tuple[dict[int, str], dict[int, str]]:
        """Keys of the blind coders and of all coders, by id."""
        if self.store.connection.in_transaction:
            return self._read()
        if self._held is None:
            self._held = self._read()
        return self._held

    def _read(self) -> tuple[dict[int, str], dict[int, str]]:
        blind = dict(
            self.store.rows(
                "SELECT k.id, k.name_key FROM blinds b JOIN coders k ON k.id = b.coder_id WHERE b.released IS NULL"
            )
        )
        return blind, dict(self.store.rows("SELECT id, name_key FROM coders")) if blind else {}

    def follow(self, operations: Sequence[Operation] | None) -> None:
        """Note that a change touched coders or blinds; None: anything may have changed."""
        if operations is None or any(table in ("blinds", "coders") for _, table, _ in operations):
            self._held = None

    # --- changing ----------------------------------------------------------------------------------------------

    def begin(self, coder: str, coders: Coders) -> None:
        """Let somebody code blind from now on; one who is no coder yet becomes one.

        Raises :class:`~qualcode.errors.InputError` where that coder codes blind already.
        """
        with self.store.change("blinds.begin", f"{coder} codes blind") as change:
            coder_id = coders.id_of(coder, change)
            name = coders.known(coder)
            rows = self.store.rows("SELECT id, released FROM blinds WHERE coder_id = ?", (coder_id,))
            if rows and rows[0][1] is None:
                raise InputError(
                    f"{name} codes blind already; end it with: qualcode coder release {self.store.path.name} {name!r}"
                )
            change.label = f"{name} codes blind from now on"
            if rows:
                change.update("blinds", [rows[0][0]], {"since": now(), "released": None})
            else:
                change.insert("blinds", [{"coder_id": coder_id, "since": now(), "released": None}])

    def release(self, coder: str, coders: Coders) -> None:
        """End blind coding: from now on all see that coder's codings, and that coder sees those of all.

        Raises :class:`~qualcode.errors.NotFoundError` for an unknown coder, :class:`~qualcode.errors.InputError` for one who does not code blind.
        """
        name = coders.known(coder)
        found: int | None = self.store.value(
            "SELECT b.id FROM blinds b JOIN coders k ON k.id = b.coder_id WHERE k.name_key = ? AND b.released IS NULL",
            (name_key(name),),
        )
        if found is None:
            raise InputError(f"{name} does not code blind; there is nothing to release.")
        with self.store.change("blinds.release", f"Released the blind coding of {name}") as change:
            change.update("blinds", [found], {"released": now()})
