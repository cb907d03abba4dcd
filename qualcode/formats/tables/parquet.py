"""Tables as Parquet, by the optional extra ``parquet``: typed columns, the statement in the file's metadata."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.errors import InputError
from qualcode.formats.tables.record import Cell

__all__ = ["render_parquet"]

LACKING = (
    "Parquet needs one more package; install it with: pip install 'qualcode[parquet]', or write csv or xlsx."
)


def render_parquet(columns: Mapping[str, Sequence[Cell]], metadata: Mapping[str, Any]) -> bytes:
    """The columns as a Parquet file whose schema bears ``metadata`` as JSON under the key ``qualcode``.

    A column that holds both text and numbers becomes text. Raises :class:`~qualcode.errors.InputError` where pyarrow is
    not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError(LACKING) from None
    told = {b"qualcode": json.dumps(metadata, ensure_ascii=False, sort_keys=True).encode("utf-8")}
    arrays = {name: pyarrow.array(_alike(cells)) for name, cells in columns.items()}
    table = pyarrow.table(arrays).replace_schema_metadata(told)
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out)
    return out.getvalue()


def _alike(cells: Sequence[Cell]) -> list[Cell]:
    """Cells of one type: whole numbers, numbers, or texts."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if str in kinds and len(kinds) > 1:
        return [None if cell is None else str(cell) for cell in cells]
    if float in kinds:
        return [None if cell is None else float(cell) for cell in cells]
    return list(cells)
