"""Two code trees side by side: which node is which, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from qualcode.model.codebook_changes import CODE_FIELDS, CodebookSteps, CodeChange, FieldChange, How
from qualcode.model.codebooks import CodebookFile
from qualcode.model.codes import Code, Lineage
from qualcode.text.names import name_key
from qualcode.text.wording_diff import kept_share, most_kept, tokens

__all__ = ["codes_of_file", "compared", "matched"]

ALIKE = 0.75
"""Share of two definitions that must be the same for two names to be one code's old and new name."""
LEAST = 4
"""Words that both definitions must have for that."""
MOST_PAIRS = 40_000
"""Pairs of nodes up to which definitions are compared."""
MOST_COMPARED = 2_000
"""Pairs of definitions that are compared word by word."""


def codes_of_file(book: CodebookFile, language: str) -> tuple[Code, ...]:
    """The nodes of a codebook file in a language, in tree order, with ids of their own."""
    ids = {entry.id: number for number, entry in enumerate(book.entries, 1)}
    paths: dict[str | None, tuple[str, ...]] = {None: ()}
    colours: dict[str | None, str] = {None: ""}
    found = []
    for position, entry in enumerate(book.entries):
        fields, name = entry.fields(language), entry.name(language)
        paths[entry.id] = (*paths[entry.parent], name)
        colours[entry.id] = fields.colour or colours[entry.parent]
        found.append(
            Code(
                ids[entry.id],
                None if entry.parent is None else ids[entry.parent],
                entry.kind,
                name,
                fields.brief,
                fields.full,
                fields.when,
                fields.when_not,
                fields.example,
                colours[entry.id],
                fields.origin,
                position,
                "",
                "",
                path=paths[entry.id],
            )
        )
    return tuple(found)


def matched(
    old: Sequence[Code],
    new: Sequence[Code],
    lineage: Sequence[Lineage] = (),
    known: Mapping[int, int] = MappingProxyType({}),
) -> tuple[dict[int, int], CodebookSteps]:
    """Which node of one codebook is which of another one that knows nothing of its ids, and which went into which.

    Beside the pairs of ids that are ``known``, nodes go together that bear one name (in any case and Unicode form); then, by the ``lineage`` of the newer codebook, those that were
    renamed or merged; then nodes of one kind whose definitions are nearly the same, the most alike first.
    """
    free = {code.id for code in new} - set(known.values())
    by_name = {name_key(code.name): code.id for code in new if code.id in free}
    pairs = dict(known) | {
        code.id: by_name[name_key(code.name)]
        for code in old
        if code.id not in known and name_key(code.name) in by_name
    }
    taken = set(pairs.values())
    kinds = {code.id: code.kind for code in new}
    left = {name_key(code.name): code for code in old if code.id not in pairs}
    steps = CodebookSteps()
    for step in sorted(lineage, key=lambda each: each.id, reverse=True):
        code = left.get(name_key(step.name))
        if code is None or step.code_id not in kinds:
            continue
        if step.kind == "renamed" and step.code_id not in taken:
            pairs[code.id] = step.code_id
            taken.add(step.code_id)
            del left[name_key(step.name)]
        elif step.kind == "merged":
            steps.merged.setdefault(code.id, step.code_id)
            del left[name_key(step.name)]
    candidates = [code for code in new if code.id not in taken]
    for _, one_id, other_id in sorted(likely(list(left.values()), candidates)):
        if one_id not in pairs and other_id not in taken:
            pairs[one_id] = other_id
            taken.add(other_id)
    return pairs, steps


def likely(old: Sequence[Code], new: Sequence[Code]) -> list[tuple[float, int, int]]:
    """Nodes of one kind whose definitions are nearly the same: how far from it, and both ids.

    Definitions are compared by their words first, and word by word only those that are most alike, so that two large codebooks take moments.
    """
    if len(old) * len(new) > MOST_PAIRS:
        return []
    words = {id(code): tokens(definition(code)) for code in (*old, *new)}
    enough = {id(code) for code in (*old, *new) if words[id(code)].total() >= LEAST}
    pairs = sorted(
        (-bound, one.id, other.id, n, m)
        for n, one in enumerate(old)
        for m, other in enumerate(new)
        if one.kind == other.kind and id(one) in enough and id(other) in enough
        for bound in [most_kept(words[id(one)], words[id(other)])]
        if bound >= ALIKE
    )
    found = []
    for _, one_id, other_id, n, m in pairs[:MOST_COMPARED]:
        share = kept_share(definition(old[n]), definition(new[m]))
        if share >= ALIKE:
            found.append((-share, one_id, other_id))
    return found


def definition(code: Code) -> str:
    """All that a codebook says a code means."""
    return "\n".join((code.brief, code.full, code.when, code.when_not))


def compared(
    old: Sequence[Code],
    new: Sequence[Code],
    pairs: Mapping[int, int],
    steps: CodebookSteps,
    *,
    left_out: Sequence[str] = (),
    ids: bool = True,
) -> tuple[CodeChange, ...]:
    """What became of the nodes, from ``pairs`` of ids in the older and the newer tree: those that are there in the order of the newer
    tree, then those that are gone. ``left_out`` are fields, or ``parent``, that are not compared. Without ``ids`` those of the newer tree mean
    nothing outside of it."""
    before = {code.id: code for code in old}
    after = {code.id: code for code in new}
    back = {b: a for a, b in pairs.items()}
    fields = [name for name in CODE_FIELDS if name not in left_out]
    found: list[CodeChange] = []
    for code in new:
        source = before.get(back.get(code.id, 0))
        if source is None:
            parent = after.get(steps.split.get(code.id, 0)) or before.get(steps.split.get(code.id, 0))
            found.append(
                CodeChange(
                    ("split",) if parent is not None else ("added",),
                    code.kind,
                    code.id if ids else None,
                    code.name,
                    "",
                    code.path,
                    (),
                    parent.name if parent is not None else "",
                    differing(None, code, fields),
                )
            )
            continue
        held = differing(source, code, fields)
        moved = (
            "parent" not in left_out
            and (None if source.parent_id is None else pairs.get(source.parent_id, 0)) != code.parent_id
        )
        how: list[How] = []
        if source.name != code.name:
            how.append("renamed")
        if moved:
            how.append("moved")
        if held:
            how.append("edited")
        if how:
            found.append(
                CodeChange(
                    tuple(how),
                    code.kind,
                    code.id if ids else None,
                    code.name,
                    source.name,
                    code.path,
                    source.path,
                    "",
                    held,
                )
            )
    for code in old:
        if code.id in pairs:
            continue
        target = after.get(steps.merged.get(code.id, 0))
        found.append(
            CodeChange(
                ("merged",) if target is not None else ("removed",),
                code.kind,
                None,
                code.name,
                code.name,
                (),
                code.path,
                target.name if target is not None else "",
                differing(code, None, fields),
            )
        )
    return tuple(found)


def differing(old: Code | None, new: Code | None, fields: Sequence[str]) -> tuple[FieldChange, ...]:
    """Fields that differ; of one that was added or is gone only what it says, not its kind and origin."""
    if old is None or new is None:
        fields = [name for name in fields if name not in ("kind", "origin")]
    told = [
        FieldChange(name, str(getattr(old, name, "") or ""), str(getattr(new, name, "") or ""))
        for name in fields
    ]
    return tuple(each for each in told if each.old != each.new)
