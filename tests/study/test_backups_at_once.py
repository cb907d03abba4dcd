"""Several processes that open a study on a new day make its backup at the same time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from qualcode.workflows.backups import backups_of
from tests.study.material import add, new

OPENS = "import sys\nfrom qualcode.study import Study\nfor _ in range(12):\n    with Study.open(sys.argv[1]) as s:\n        pass\n    from qualcode.workflows.backups import make_backup\n    make_backup(__import__('pathlib').Path(sys.argv[1]))"


def test_backups_made_at_once_do_not_hinder_each_other(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        path = study.path
    processes = [
        subprocess.Popen([sys.executable, "-c", OPENS, str(path)], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    found = backups_of(path)
    assert 1 <= len(found) <= 6
    folder = found[0].path.parent
    assert not [
        left.name for left in folder.iterdir() if left.name.endswith(".part") or left.name.startswith(".")
    ]
