"""A model file to start from: a copy of a shipped model, or an empty one that explains itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.errors import FileError, NotFoundError
from qualcode.frameworks.files import shipped
from qualcode.model.frameworks import FrameworkFile

__all__ = ["draft_model"]


def draft_model(path: Path, *, like: str | None = None, adopted: Sequence[FrameworkFile] = ()) -> None:
    """Write a model file for a researcher to edit, never over an existing file.

    It begins as a copy of a model that the study has adopted, else of a shipped one. Its id and short name come from the file's name. Raises :class:`~qualcode.errors.NotFoundError` for an unknown model.
    """
    if path.exists():
        raise FileError(f"{path} exists already; choose another name.")
    files = {file.id: file for file in (*shipped(), *adopted) if file.kind == "model"}
    source = (like or "fact").strip().casefold().replace("-", "_")
    if source not in files:
        raise NotFoundError(f"There is no model “{like}”; the models are: {', '.join(files)}.")
    own = (
        "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in path.stem.casefold()).strip(
            "_"
        )
        or "own_model"
    )
    lines = [
        f"# A model of your own, begun as a copy of {source}. Change every cell that differs; delete cells the model says nothing on.",
        "# basis: seed or public = you have read it; recalled or inferred = not verified. Reports show the basis of each cell.",
    ]
    for line in files[source].text.split("\n"):
        if line.startswith("id:"):
            line = f"id: {own}"
        elif line.startswith("short:"):
            line = f'short: "{path.stem[:12]}"'
        if not line.startswith("#"):
            lines.append(line)
    try:
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError as error:
        raise FileError(f"{path} cannot be written ({error.strerror}); choose another folder.") from error
