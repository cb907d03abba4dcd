"""What merging or deleting nodes of the code tree would do, read without changing anything."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.codes import Code
from qualcode.study.store.file import Store

__all__ = ["DeletePreview", "MergePreview", "delete_preview", "mapping_words", "merge_preview"]

MAPPING = "criterion, polarity, level, strength, aspect, counts"


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What moves where nodes are merged into another one."""

    into: str
    codes: tuple[str, ...]
    """The names that are given up; they stay findable in the lineage."""
    codings: int
    """Codings that move."""
    folded: int
    """Codings of passages that bear the target already, or get it twice from one coder."""
    mappings: int
    """Mappings that move."""
    mappings_given_up: dict[str, tuple[str, ...]]
    """By code, in words: mappings that say something else than the one that is kept."""
    memos: int
    """Memos on the codes, which move."""
    children: tuple[str, ...]
    """Nodes that come to stand under the target."""


@dataclass(frozen=True, slots=True)
class DeletePreview:
    """What goes with a node that is deleted."""

    code: str
    below: tuple[str, ...]
    """Nodes below it, in tree order."""
    codings: int
    mappings: int
    memos: int
    proposals: int = 0
    """What reviewers said of them; it stays, on its quotation or without a place."""


def merge_preview(store: Store, sources: list[Code], target: Code) -> MergePreview:
    """What merging ``sources`` into ``target`` would move, by the rules of :meth:`~qualcode.study.codebook.Codebook.merge`."""
    names = {node.id: node.name for node in sources}
    marks = ",".join(map(str, names))
    seen = set(store.rows("SELECT quotation_id, coder_id FROM codings WHERE code_id = ?", (target.id,)))
    moved = folded = 0
    for row in store.rows(
        f"SELECT quotation_id, coder_id FROM codings WHERE code_id IN ({marks}) ORDER BY id"
    ):
        if row in seen:
            folded += 1
        else:
            moved += 1
            seen.add(row)
    taken = {
        row[0]: row[1:]
        for row in store.rows(f"SELECT {MAPPING} FROM mappings WHERE code_id = ?", (target.id,))
    }
    mappings = 0
    lost: dict[str, list[str]] = {}
    for code, criterion, *values in store.rows(
        f"SELECT code_id, {MAPPING} FROM mappings WHERE code_id IN ({marks}) ORDER BY id"
    ):
        if criterion not in taken:
            taken[criterion] = tuple(values)
            mappings += 1
        elif taken[criterion] != tuple(values):
            lost.setdefault(names[code], []).append(
                f"{mapping_words(criterion, *values)}; kept: {mapping_words(criterion, *taken[criterion])}"
            )
    children = store.rows(
        f"SELECT name FROM codes WHERE parent_id IN ({marks}) AND id NOT IN ({marks}) ORDER BY parent_id, position, id"
    )
    return MergePreview(
        target.name,
        tuple(names.values()),
        moved,
        folded,
        mappings,
        {name: tuple(words) for name, words in lost.items()},
        memos_on(store, marks),
        tuple(name for (name,) in children),
    )


def delete_preview(store: Store, code: Code, below: list[Code], seen: str = "") -> DeletePreview:
    """What goes where ``code`` and all ``below`` it are deleted; ``seen`` is a condition that codings which are counted meet."""
    marks = ",".join(str(node.id) for node in [code, *below])
    return DeletePreview(
        code.name,
        tuple(node.name for node in below),
        store.value(f"SELECT count(*) FROM codings WHERE code_id IN ({marks}) AND {seen or '1'}"),
        store.value(f"SELECT count(*) FROM mappings WHERE code_id IN ({marks})"),
        memos_on(store, marks),
        store.value(f"SELECT count(*) FROM proposals WHERE code_id IN ({marks})"),
    )


def memos_on(store: Store, marks: str) -> int:
    """How many memos are about codes."""
    count: int = store.value(f"SELECT count(*) FROM memos WHERE target = 'code' AND target_id IN ({marks})")
    return count


def mapping_words(
    criterion: str, polarity: str, level: int | None, strength: int, aspect: str, counts: int
) -> str:
    """What a mapping says, for the record.

    >>> mapping_words("outreach", "supports", 5, 2, "practice", 1)
    'outreach: supports (level 5), strength 2, practice, counts'
    """
    said = (
        polarity
        if level is None
        else f"{polarity} (level {level})"
        if polarity != "level"
        else f"level {level}"
    )
    return f"{criterion}: {said}, strength {strength}, {aspect}, {'counts' if counts else 'does not count'}"
