"""Reference models, criteria and process frames as this study has adopted them: text, hash and version."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.errors import FormatError, InputError, NotFoundError
from qualcode.model.frameworks import Criteria, FrameworkFile, ProcessFrame, ReferenceModel, Revision, Source
from qualcode.study.criteria_used import criteria_of, lacking, models_of, used
from qualcode.study.store.file import Store
from qualcode.study.store.history import now

__all__ = ["Frameworks"]


class Frameworks:
    """The frameworks of a study; mappings and comparisons refer to what was adopted, never to the shipped files."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._parsed: tuple[int, tuple[Criteria | None, tuple[ReferenceModel, ...]]] | None = None

    def adopt(self, files: Iterable[FrameworkFile]) -> tuple[FrameworkFile, ...]:
        """Copy framework files into the study as one change; an equal one is left, a differing one becomes a new version.

        A model that was dropped comes back, in its last version where the file is that one.

        Criteria are checked before models. Returns the files that are new to the study. Raises
        :class:`~qualcode.errors.FormatError` where a file breaks its format, or where a list of criteria lacks one that
        the study's models, mappings or questions of the guide use.
        """
        from qualcode.frameworks import read_criteria, read_model, read_process, read_sources

        todo = sorted(files, key=lambda file: (file.kind != "criteria", file.kind, file.id))
        listed = next(((f.name, read_criteria(f.text, f.name)) for f in todo if f.kind == "criteria"), None)
        criteria = listed[1] if listed is not None else criteria_of(self.files())
        for file in todo:
            if file.kind == "model":
                read_model(file.text, file.name, criteria)
            elif file.kind == "process":
                read_process(file.text, file.name)
            elif file.kind == "sources":
                read_sources(file.text, file.name)
        if listed is not None:
            self.refuse_lacking(*listed, [file.id for file in todo if file.kind == "model"])
        current = {
            (kind, key): (i, version, sha)
            for i, kind, key, version, sha in self.store.rows(
                "SELECT id, kind, key, version, sha256 FROM frameworks WHERE current = 1"
            )
        }
        new = [file for file in todo if current.get((file.kind, file.id), (0, 0, ""))[2] != file.sha256]
        names = ", ".join(file.id for file in new)
        with self.store.change(
            "frameworks.adopt", f"Adopted {names}", {file.id: file.sha256 for file in new}
        ) as change:
            change.update(
                "frameworks",
                [current[file.kind, file.id][0] for file in new if (file.kind, file.id) in current],
                {"current": 0},
            )
            back = self._dropped(new)
            same = [i for file, (i, sha) in back if file.sha256 == sha]
            change.update("frameworks", [i for _, (i, _) in back], {"current": 1, "adopted_at": now()})
            # the row of the last version bears this change too, so that the drop cannot be undone behind it
            change.update("frameworks", [i for _, (i, _) in back if i not in same], {"current": 0})
            there = {file.id for file, (i, _) in back if i in same}
            versions = {
                (kind, key): v
                for kind, key, v in self.store.rows(
                    "SELECT kind, key, max(version) FROM frameworks GROUP BY kind, key"
                )
            }
            change.insert(
                "frameworks",
                [
                    {
                        "kind": file.kind,
                        "key": file.id,
                        "version": versions.get((file.kind, file.id), 0) + 1,
                        "name": file.name,
                        "sha256": file.sha256,
                        "text": file.text,
                        "adopted_at": now(),
                        "current": 1,
                    }
                    for file in new
                    if file.kind != "model" or file.id not in there
                ],
            )
        return tuple(new)

    def refuse_lacking(self, name: str, criteria: Criteria, replaced: Iterable[str] = ()) -> None:
        """Raise :class:`~qualcode.errors.FormatError` where the list of a file lacks criteria that the study uses, with who uses each.

        Models with ids in ``replaced`` are not asked, since others come in their place.
        """
        without = {*replaced}
        kept = [model for model in models_of(self.files()) if model.id not in without]
        gone = lacking(criteria, kept, used(self.store))
        if gone:
            raise FormatError(
                f"{name} cannot be adopted, since it lacks criteria that this study uses: {'; '.join(gone)}. "
                "Put them back into the file, or first change what uses them."
            )

    def _dropped(self, files: Iterable[FrameworkFile]) -> list[tuple[FrameworkFile, tuple[int, str]]]:
        """Those of some model files that the study had once and has no more, with row and hash of their last version."""
        last = {
            key: (i, sha)
            for i, key, sha, current in self.store.rows(
                "SELECT id, key, sha256, max(current) OVER (PARTITION BY key) FROM frameworks WHERE kind = 'model' ORDER BY version"
            )
            if not current
        }
        return [(file, last[file.id]) for file in files if file.kind == "model" and file.id in last]

    def drop(self, name: str) -> ReferenceModel:
        """Take a model out of the study: its last version is no longer in use, and stays on record.

        Raises :class:`~qualcode.errors.NotFoundError` for an unknown model, :class:`~qualcode.errors.InputError` where a code says
        that it is named.
        """
        model = self.model(name)
        naming = [
            code
            for (code,) in self.store.rows(
                "SELECT c.name FROM claims l JOIN codes c ON c.id = l.code_id WHERE l.model = ? ORDER BY l.id",
                (model.id,),
            )
        ]
        if naming:
            raise InputError(
                f"{model.id} stays, since {', '.join(f'“{code}”' for code in naming)} says that it is named; first: "
                f'qualcode unclaim {self.store.path.name} "{naming[0]}" {model.id}'
            )
        with self.store.change("frameworks.drop", f"Took the model {model.id} out of the study") as change:
            change.update(
                "frameworks",
                [
                    i
                    for (i,) in self.store.rows(
                        "SELECT id FROM frameworks WHERE kind = 'model' AND key = ? AND current = 1",
                        (model.id,),
                    )
                ],
                {"current": 0},
            )
        return model

    def files(self) -> tuple[FrameworkFile, ...]:
        """The adopted files in their current version."""
        rows = self.store.rows(
            "SELECT kind, key, text, sha256, name FROM frameworks WHERE current = 1 ORDER BY kind, key"
        )
        return tuple(FrameworkFile(*row) for row in rows)

    def adopted(self) -> tuple[Revision, ...]:
        """Version and time of adoption of each file that is in use, by kind and id."""
        rows = self.store.rows(
            "SELECT kind, key, version, adopted_at FROM frameworks WHERE current = 1 ORDER BY kind, key"
        )
        return tuple(Revision(*row) for row in rows)

    def versions(self, kind: str, key: str) -> tuple[tuple[Revision, FrameworkFile], ...]:
        """Every version of a file that was ever adopted and not taken back, the oldest first, with its text; by kind and id."""
        rows = self.store.rows(
            "SELECT kind, key, version, adopted_at, text, sha256, name FROM frameworks WHERE kind = ? AND key = ? ORDER BY version",
            (kind, key),
        )
        return tuple(
            (Revision(kind, key, version, at), FrameworkFile(kind, key, text, sha, name))
            for kind, key, version, at, text, sha, name in rows
        )

    def revised(self) -> tuple[Revision, ...]:
        """The files in use that are not the ones adopted first; what was compared before their time is stale."""
        return tuple(each for each in self.adopted() if each.version > 1)

    def criteria(self) -> Criteria | None:
        """The adopted criteria, or None where none are adopted yet."""
        return self.parsed()[0]

    def models(self) -> tuple[ReferenceModel, ...]:
        """The adopted models, by id."""
        return self.parsed()[1]

    def model(self, name: str) -> ReferenceModel:
        """One adopted model by its id or short name, letter case ignored; raises :class:`~qualcode.errors.NotFoundError`."""
        key = name.strip().casefold().replace("-", "_")
        for model in self.models():
            if key in (model.id.casefold(), model.short.casefold().replace("-", "_")):
                return model
        known = ", ".join(model.id for model in self.models()) or "none adopted yet"
        raise NotFoundError(f"There is no model “{name}” in this study; the models are: {known}.")

    def processes(self) -> tuple[ProcessFrame, ...]:
        """The adopted process frames, by id."""
        from qualcode.frameworks import read_process

        return tuple(read_process(file.text, file.name) for file in self.files() if file.kind == "process")

    def sources(self) -> dict[str, Source]:
        """The adopted list of sources, by id."""
        from qualcode.frameworks import read_sources

        return next(
            (read_sources(file.text, file.name) for file in self.files() if file.kind == "sources"), {}
        )

    def parsed(self) -> tuple[Criteria | None, tuple[ReferenceModel, ...]]:
        """Criteria and models, read once for each state of the study."""
        if (
            self._parsed is None
            or self._parsed[0] != self.store.revision
            or self.store.connection.in_transaction
        ):
            from qualcode.frameworks import read_criteria, read_model

            files = self.files()
            criteria = next(
                (read_criteria(file.text, file.name) for file in files if file.kind == "criteria"), None
            )
            models = tuple(
                read_model(file.text, file.name, criteria) for file in files if file.kind == "model"
            )
            self._parsed = (self.store.revision, (criteria, models))
        return self._parsed[1]
