"""A simulated power cut: what was acknowledged is there afterwards, and nothing is half there.

The statements of real changes are recorded and replayed, with the settings of every study, on a file system that keeps apart what was
synced and what was merely written. At the cut each file becomes its synced content plus a random share of the unsynced sectors.
"""

from __future__ import annotations

import random
from pathlib import Path

import apsw
import pytest

from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.store.sqlite import JOURNAL, PRAGMAS
from tests.study.material import add, new

SECTOR = 512


class Disk:
    """Files with their present and their synced content; an unlink is durable only when the directory was synced."""

    def __init__(self) -> None:
        self.now: dict[str, bytearray] = {}
        self.synced: dict[str, bytes] = {}

    def cut(self, share: float, chance: random.Random) -> dict[str, bytes]:
        """What is on the disk after the power went."""
        after = {}
        for name, old in self.synced.items():
            present = bytes(self.now.get(name, old))
            sectors = bytearray(old.ljust(max(len(old), len(present)), b"\0"))
            kept = len(old)
            for at in range(0, len(present), SECTOR):
                piece = present[at : at + SECTOR]
                if bytes(sectors[at : at + len(piece)]) != piece and chance.random() < share:
                    sectors[at : at + len(piece)] = piece
                    kept = max(kept, at + len(piece))
            after[name] = bytes(sectors[:kept])
        return after


class OpenFile:
    """One open file of the disk."""

    def __init__(self, disk: Disk, name: str) -> None:
        self.disk, self.name = disk, name
        self.data = disk.now.setdefault(name, bytearray())

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self.data[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        if len(self.data) < offset:
            self.data.extend(b"\0" * (offset - len(self.data)))
        self.data[offset : offset + len(data)] = data

    def xTruncate(self, size: int) -> None:
        del self.data[size:]

    def xSync(self, flags: int) -> None:
        self.disk.synced[self.name] = bytes(self.data)

    def xFileSize(self) -> int:
        return len(self.data)

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return 0

    def xFileControl(self, operation: int, pointer: int) -> bool:
        return False

    def xCheckReservedLock(self) -> bool:
        return False

    def xLock(self, level: int) -> None:
        return None

    def xUnlock(self, level: int) -> None:
        return None

    def xClose(self) -> None:
        return None


class CutFileSystem(apsw.VFS):
    """A file system on a :class:`Disk`."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        super().__init__("cut", base="")

    def xOpen(self, name: object, flags: list[int]) -> OpenFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name or "temporary")
        return OpenFile(self.disk, path)

    def xFullPathname(self, name: str) -> str:
        return name

    def xAccess(self, name: str, flags: int) -> bool:
        return name in self.disk.now

    def xDelete(self, name: str, sync_directory: bool) -> None:
        self.disk.now.pop(name, None)
        if sync_directory:
            self.disk.synced.pop(name, None)


def recorded(folder: Path, changes: int) -> tuple[bytes, list[list[str]]]:
    """The bytes of a study, and the statements of some changes made to it, a list a change."""
    with new(folder) as study:
        add(study)
        path = study.path
    before = path.read_bytes()
    statements: list[list[str]] = []
    with Study.open(path, actor="Tester") as study:
        for n in range(changes):
            seen: list[str] = []
            study.store.connection.set_trace_callback(seen.append)
            if n % 5 == 3:
                study.history.undo()
            else:
                study.codings.apply("interview", (n, n + 20), f"code {n % 3}", memo="m" * (n % 4))
            study.store.connection.set_trace_callback(None)
            statements.append(seen)
    return before, statements


@pytest.mark.slow
@pytest.mark.parametrize(("synchronous", "loses"), [("EXTRA", False), ("OFF", True)])
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    tmp_path: Path, synchronous: str, loses: bool
) -> None:
    before, changes = recorded(tmp_path, 24)
    chance = random.Random(7)
    lost = damaged = 0
    for run in range(90):
        disk = Disk()
        disk.now["study"] = bytearray(before)
        disk.synced["study"] = before
        system = CutFileSystem(disk)
        connection = apsw.Connection("study", vfs="cut")
        for pragma in (*PRAGMAS, JOURNAL, f"synchronous={synchronous}"):
            connection.execute(f"PRAGMA {pragma}")
        until = chance.randrange(1, len(changes))
        for change in changes[:until]:
            for statement in change:
                connection.execute(statement)
        pending = changes[until]
        for statement in pending[: chance.randrange(0, len(pending))]:
            connection.execute(statement)
        folder = tmp_path / f"run {synchronous} {run}"
        folder.mkdir()
        for name, data in disk.cut(chance.choice((0.0, 0.3, 0.6, 1.0)), chance).items():
            (folder / name.replace("study", "study.qualcode", 1)).write_bytes(data)
        connection.close()
        del connection, system
        try:
            with Study.open(folder / "study.qualcode") as study:
                # an undo changes an event, every other change adds one
                expected = sum(n % 5 != 3 for n in range(until))
                found = sum(c.op == "codings.apply" for c in study.history.list())
                lost += found < expected
                damaged += check(study) != ()
        except Exception:
            damaged += 1
    if loses:
        assert lost + damaged > 0, "the simulation must be able to lose something"
    else:
        assert (lost, damaged) == (0, 0)
