"""Cases: respondents or facilities, with a label that reports print and named values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.errors import InputError, NameTakenError, NotFoundError
from qualcode.model.documents import Case
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import Value
from qualcode.text.counting import counted
from qualcode.text.names import clean_name, name_key

__all__ = ["Cases"]


class Cases:
    """The cases of a study."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def list(self) -> tuple[Case, ...]:
        """All cases, by label."""
        attributes: dict[int, dict[str, str]] = {}
        for case_id, name, value in self.store.rows(
            "SELECT case_id, name, value FROM attributes ORDER BY case_id, name_key"
        ):
            attributes.setdefault(case_id, {})[name] = value
        rows = self.store.rows("SELECT id, label FROM cases ORDER BY label_key, id")
        return tuple(Case(i, label, attributes.get(i, {})) for i, label in rows)

    def get(self, label: str) -> Case:
        """One case by its label; raises :class:`~qualcode.errors.NotFoundError`."""
        key = name_key(label)
        for case in self.list():
            if name_key(case.label) == key:
                return case
        known = ", ".join(case.label for case in self.list()) or "none yet"
        raise NotFoundError(f"There is no case “{label}”; the cases are: {known}.")

    def add(self, label: str, attributes: Mapping[str, str] | None = None) -> Case:
        """Add a case that need not have a document yet; raises :class:`~qualcode.errors.NameTakenError`."""
        label = clean_name(label, "case label")
        with self.store.change("cases.add", f"Added the case {label}") as change:
            taken = self.store.value("SELECT label FROM cases WHERE label_key = ?", (name_key(label),))
            if taken is not None:
                raise NameTakenError(f"There is a case “{taken}” already; choose another label.")
            self.insert(label, change)
            self.set(label, attributes or {})
        return self.get(label)

    def set(self, label: str, values: Mapping[str, str]) -> Case:
        """Set named values of a case; an empty value takes the attribute away. Of one name spelled in two ways the last value counts."""
        case = self.get(label)
        self.set_each({case.label: values}, f"Set {self.said(values)} for case {case.label}")
        return self.get(label)

    def set_many(self, labels: Iterable[str], values: Mapping[str, str]) -> None:
        """Set the same named values for several cases as one change; an empty value takes the attribute away."""
        chosen = list(dict.fromkeys(case.label for case in map(self.get, labels)))
        if not chosen or not values:
            raise InputError("Name at least one case and one attribute with its value.")
        whose = f"case {chosen[0]}" if len(chosen) == 1 else counted(len(chosen), "case")
        self.set_each(dict.fromkeys(chosen, values), f"Set {self.said(values)} for {whose}")

    def set_each(self, values: Mapping[str, Mapping[str, str]], label: str) -> None:
        """Set named values case by case as one change with a label, reading the attributes once; see :meth:`set`."""
        cases = {name_key(case.label): case for case in self.list()}
        with self.store.change("cases.set", label) as change:
            present: dict[tuple[int, str], int] = {}
            spelled: dict[str, str] = {}
            for i, case_id, name, key in self.store.rows(
                "SELECT id, case_id, name, name_key FROM attributes ORDER BY id"
            ):
                present[case_id, key] = i
                spelled.setdefault(key, name)
            wanted: dict[tuple[int, str], tuple[str, str]] = {}
            for whose, given in values.items():
                case = cases.get(name_key(whose)) or self.get(whose)
                for name, value in given.items():
                    wanted[case.id, name_key(name)] = clean_name(name, "attribute's name"), value
            changed: dict[int, dict[str, Value]] = {}
            added: list[dict[str, Value]] = []
            for (case_id, key), (name, value) in wanted.items():
                value = " ".join(value.split())
                if (case_id, key) in present:
                    changed[present[case_id, key]] = {"value": value}
                elif value:
                    name = spelled.setdefault(key, name)
                    added.append({"case_id": case_id, "name": name, "name_key": key, "value": value})
            change.update_each("attributes", {i: new for i, new in changed.items() if new["value"]})
            change.delete("attributes", [i for i, new in changed.items() if not new["value"]])
            change.insert("attributes", added)

    def said(self, values: Mapping[str, str]) -> str:
        """Named values as the label of a change shows them."""
        return ", ".join(f"{name} = {value or '(none)'}" for name, value in values.items())

    def remove(self, label: str) -> None:
        """Remove a case that has no document, with its attributes; raises :class:`~qualcode.errors.InputError` where it has one."""
        case = self.get(label)
        with self.store.change("cases.remove", f"Removed the case {case.label}") as change:
            documents = self.store.rows(
                "SELECT name FROM documents WHERE case_id = ? ORDER BY id", (case.id,)
            )
            if documents:
                names = ", ".join(f"“{name}”" for (name,) in documents)
                raise InputError(
                    f"The case {case.label} has documents: {names}. Put them under another case first, "
                    f"or remove all material of the respondent for good: qualcode withdraw {self.store.path.name} {case.label}"
                )
            rows = self.store.rows("SELECT id FROM attributes WHERE case_id = ?", (case.id,))
            change.delete("attributes", [i for (i,) in rows])
            change.delete("cases", [case.id])

    def rename(self, label: str, new: str) -> Case:
        """Give a case another label; raises :class:`~qualcode.errors.NameTakenError`."""
        case, new = self.get(label), clean_name(new, "case label")
        with self.store.change("cases.rename", f"Renamed the case {case.label} to {new}") as change:
            taken = self.store.rows(
                "SELECT label FROM cases WHERE label_key = ? AND id <> ?", (name_key(new), case.id)
            )
            if taken:
                raise NameTakenError(f"There is a case “{taken[0][0]}” already; choose another label.")
            change.update("cases", [case.id], {"label": new, "label_key": name_key(new)})
        return self.get(new)

    def insert(self, label: str | None, change: Pending) -> int:
        """Add a case within a change, labelled ``R01``, ``R02`` ... where no label is given; gives the id of a case that exists already."""
        if label is None:
            keys = {key for (key,) in self.store.rows("SELECT label_key FROM cases")}
            number = len(keys) + 1
            while name_key(f"R{number:02}") in keys:
                number += 1
            label = f"R{number:02}"
        label = clean_name(label, "case label")
        found: int | None = self.store.value("SELECT id FROM cases WHERE label_key = ?", (name_key(label),))
        if found is not None:
            return found
        return change.insert("cases", [{"label": label, "label_key": name_key(label)}])[0]

    def attribute_names(self) -> tuple[str, ...]:
        """Names of all attributes in use, sorted."""
        return tuple(
            name
            for (name,) in self.store.rows(
                "SELECT min(name) FROM attributes GROUP BY name_key ORDER BY name_key"
            )
        )

    def attribute(self, name: str) -> str:
        """The stored spelling of an attribute's name; raises :class:`~qualcode.errors.NotFoundError`."""
        stored: str | None = self.store.value(
            "SELECT min(name) FROM attributes WHERE name_key = ?", (name_key(name),)
        )
        if stored is None:
            known = ", ".join(self.attribute_names()) or "none yet"
            raise NotFoundError(f"No case has an attribute “{name}”; the attributes are: {known}.")
        return stored
