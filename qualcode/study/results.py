"""Which results left the study: tables and reports, with what they rest on, and whether they still hold."""

from __future__ import annotations

import json

from qualcode.model.digests import PART_NAMES, RESTS_ON, RecordedResult, StudyDigest
from qualcode.model.tables import Statement
from qualcode.study.digests import digest_of
from qualcode.study.soundness import stored_object
from qualcode.study.store.file import Store
from qualcode.study.store.history import now

__all__ = ["Results"]


class Results:
    """The register of results; it only ever grows, and is no part of the history, since a file that was sent cannot be undone."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._digest: tuple[int, StudyDigest] | None = None

    def digest(self) -> StudyDigest:
        """Hashes of the study's content, computed once for each state of it that this connection has noticed.

        Asked for before anything is read, it is what a result rests on, whatever another process writes meanwhile.
        """
        if (
            self._digest is None
            or self._digest[0] != self.store.revision
            or self.store.connection.in_transaction
        ):
            self._digest = (self.store.revision, digest_of(self.store))
        return self._digest[1]

    def record(self, statement: Statement, name: str = "") -> None:
        """Note that a result was written to a file called ``name``, from the state that its statement names; nothing where it is read-only.

        A result of an earlier state than this connection knows is stale in every part from the beginning.
        """
        if self.store.read_only:
            return
        known = self.digest()  # before the transaction: as it was when the result was read
        digests = json.dumps(known.as_dict() if known.whole == statement.digest else {})
        with self.store.transaction() as connection:
            connection.execute(
                "INSERT INTO results (at, actor, name, statement, digests) VALUES (?, ?, ?, ?, ?)",
                (
                    now(),
                    self.store.actor,
                    name,
                    json.dumps(statement.as_dict(), ensure_ascii=False, sort_keys=True),
                    digests,
                ),
            )

    def list(self) -> tuple[RecordedResult, ...]:
        """All recorded results, the oldest first, each with the parts of the study that changed since."""
        current = self.digest()
        found = []
        for i, at, actor, name, statement, digests in self.store.rows(
            "SELECT id, at, actor, name, statement, digests FROM results ORDER BY id"
        ):
            said = stored_object(statement, f"What result {i} of the register rests on", "analysis")
            state = stored_object(digests, f"The state of the study noted with result {i} of the register")
            rests_on = RESTS_ON.get(said["analysis"])
            stale = tuple(
                PART_NAMES.get(part, part)
                for part in current.differing(state)
                if rests_on is None or part in rests_on
            )
            found.append(RecordedResult(i, at, actor, name, said["analysis"], said, stale))
        return tuple(found)
