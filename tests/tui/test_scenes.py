"""The pictures of the screen are what is painted today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.scenes import PICTURES, SCENES, Scene, content, paint


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_screen_looks_as_its_picture(scene: Scene, tmp_path: Path) -> None:
    fresh = paint(scene, tmp_path)
    kept = (PICTURES / f"{scene.name}.svg").read_text(encoding="utf-8")
    assert content(fresh), "the picture holds words"
    if content(fresh) != content(kept):
        changed = tmp_path / f"{scene.name}.svg"
        changed.write_text(fresh, encoding="utf-8")
        pytest.fail(
            f"{changed} differs from the picture kept. A person should see: {scene.seen}\n"
            "Look at it; if it is right, paint the pictures anew: python -m tests.tui.scenes"
        )


def test_every_picture_belongs_to_a_scene() -> None:
    assert {path.stem for path in PICTURES.glob("*.svg")} == {scene.name for scene in SCENES}
