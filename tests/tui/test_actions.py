"""The table of actions and the user's own keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import FormatError
from qualcode.tui.actions import ACTIONS, CONTEXTS, GROUPS, key_table, rebound
from qualcode.tui.commands import COMMANDS
from qualcode.tui.keymap import keymap_file, read_keymap
from tests.tui.conftest import Open


def test_every_action_does_something_and_nothing_else_is_done() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(ids) == len(set(ids))
    assert set(ids) == set(COMMANDS)


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_key_means_two_things_in_one_place(context: str) -> None:
    keys = [key for action in ACTIONS if context in action.contexts for key in action.keys]
    assert len(keys) == len(set(keys))


def test_nothing_essential_needs_alt_control_shift_or_shifted_arrows() -> None:
    for action in ACTIONS:
        plain = [key for key in action.keys if not key.startswith(("alt+", "shift+", "ctrl+shift+"))]
        assert plain or action.id.startswith("select.") or action.id == "pane.previous", action.id


def test_every_action_is_in_a_known_group_and_says_what_it_does() -> None:
    for action in ACTIONS:
        assert action.group in GROUPS
        assert action.help.endswith(".")
        assert action.label


def test_the_table_for_the_readme_has_every_action_and_key() -> None:
    table = key_table()
    for action in ACTIONS:
        assert action.label in table
        assert action.help in table


def test_a_rebound_key_is_taken_from_the_action_that_had_it_in_the_same_place(tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    file.write_text('"turn.next" = "n"\n"code.apply" = ["?", "Ctrl+K"]\n')
    by_id = {action.id: action.keys for action in rebound(read_keymap(file))}
    assert by_id["turn.next"] == ("n",)
    assert by_id["coding.next"] == ()
    assert by_id["code.apply"] == ("question_mark", "ctrl+k")
    assert by_id["help.open"] == ("f1",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('"turn.nxt" = "n"', "unknown action “turn.nxt”"),
        ('"turn.next" = 3', "no key"),
        ('"turn.next" = []', "no key"),
        ("turn.next = ", "not valid TOML"),
        ('turn.next = "n"', "unknown action “turn”"),
        ("a" * 200_000, "larger than"),
    ],
)
def test_a_broken_keymap_is_named_in_a_sentence(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "keys.toml"
    file.write_text(content)
    with pytest.raises(FormatError, match=words):
        read_keymap(file)


def test_without_a_file_there_are_no_own_keys(tmp_path: Path) -> None:
    assert read_keymap(tmp_path / "none.toml") == {}


async def test_the_users_keys_work_on_the_screen(screen: Open) -> None:
    keymap_file().parent.mkdir(parents=True)
    keymap_file().write_text('"turn.next" = "ctrl+t"\n')
    async with screen() as (workspace, pilot):
        await pilot.press("t")
        assert workspace.pane.caret == 0
        await pilot.press("ctrl+t")
        assert workspace.pane.caret > 0


async def test_a_broken_keymap_does_not_keep_the_study_shut(screen: Open) -> None:
    keymap_file().parent.mkdir(parents=True)
    keymap_file().write_text("[[[")
    async with screen() as (workspace, pilot):
        await pilot.press("t")
        assert workspace.pane.caret > 0
        assert "keys.toml" in next(n.message for n in workspace.app._notifications)
