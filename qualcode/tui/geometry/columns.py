"""How wide the columns of a table are, and which of them are in view."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["first_column", "fit_columns"]


def fit_columns(columns: Sequence[tuple[int, bool]], room: int, gap: int) -> list[int]:
    """The width of each column in cells; those that grow share what is left of the room.

    ``columns`` are (least width, whether it grows). Where the least widths take more than the room, they are kept: the
    table is then scrolled.

    >>> fit_columns([(4, False), (5, True)], 20, 1)
    [4, 14]
    """
    widths = [width for width, _ in columns]
    growing = [i for i, (_, grows) in enumerate(columns) if grows]
    left = room - sum(widths) - gap * len(widths)
    if left <= 0 or not growing:
        return widths
    each, rest = divmod(left, len(growing))
    for n, i in enumerate(growing):
        widths[i] += each + (1 if n < rest else 0)
    return widths


def first_column(widths: Sequence[int], frozen: int, left: int, wanted: int, room: int, gap: int) -> int:
    """The first scrolled column that has to be shown so that a wanted one is in view whole, moving as little as possible.

    >>> first_column([5, 5, 5, 5], 1, 1, 3, 12, 1)
    3
    """
    if wanted < frozen:
        return min(left, max(frozen, len(widths) - 1))
    left = max(frozen, min(left, wanted))
    stays = sum(widths[:frozen]) + gap * frozen
    while left < wanted and stays + sum(widths[left : wanted + 1]) + gap * (wanted - left) > room:
        left += 1
    return left
