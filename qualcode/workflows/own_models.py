"""Models of one's own: a file to begin with, checking it, adopting it, what changed between versions, and described practice as a model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import FormatError, InputError, NotFoundError
from qualcode.model.framework_changes import FrameworkDifference
from qualcode.model.frameworks import Criteria, FrameworkFile, ReferenceModel, language_of
from qualcode.study import Study
from qualcode.text.counting import counted, listed
from qualcode.text.names import name_key
from qualcode.workflows.mapping import adopted

if TYPE_CHECKING:
    from qualcode.model.results import RespondentLevel

__all__ = [
    "CheckedFile",
    "Practice",
    "adopt_files",
    "check_files",
    "difference",
    "drop_model",
    "new_model",
    "practice_as_model",
    "practice_of",
    "rename_criterion",
]

FEWEST = 2
"""Respondents that a cell of described practice needs."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What was found in a framework file before it is adopted."""

    file: str
    kind: str
    """``model``, ``criteria``, ``process``, ``sources``; empty where it could not be read."""
    id: str
    model: ReferenceModel | None
    faults: tuple[str, ...]
    """Each with line and column; a file with one cannot be adopted."""
    advice: tuple[str, ...]
    """What should be looked at; the file can be adopted."""


# --- files to begin with, checked, adopted ------------------------------------------------------------------------------


def new_model(
    study: Study, path: Path, *, like: str | None = None, empty: bool = False, language: str | None = None
) -> None:
    """Write a model file to edit: a copy of a model (default: fact), or an empty one that lists the criteria of the study.

    ``language`` is that of names and steps in an empty one; None: the study's. Raises :class:`~qualcode.errors.FileError` where the file
    exists or cannot be written, :class:`~qualcode.errors.NotFoundError` for an unknown model.
    """
    from qualcode.frameworks.drafting import draft_model, empty_model

    if empty and like is not None:
        raise InputError("Give either --empty or --like: a model begins empty or as a copy of another one.")
    if empty:
        empty_model(path, known_criteria(study), language=language or study.language, taken=model_ids(study))
    else:
        models = [file for file in study.frameworks.files() if file.kind == "model"]
        draft_model(path, like=like, adopted=models)


def known_criteria(study: Study | None) -> Criteria:
    """The criteria of a study, else those that come with qualcode."""
    from qualcode.frameworks import read_all, shipped

    found = study.frameworks.criteria() if study is not None else None
    found = found or read_all(shipped()).criteria
    assert found is not None, "the shipped files have criteria"
    return found


def model_ids(study: Study | None) -> set[str]:
    """Ids of the models that the study has adopted, and of the shipped ones."""
    from qualcode.frameworks import shipped

    own = study.frameworks.files() if study is not None else ()
    return {file.id for file in (*shipped(), *own) if file.kind == "model"}


def check_files(paths: Iterable[Path], study: Study | None = None) -> tuple[CheckedFile, ...]:
    """Look through framework files without adopting them; cells are checked against a list of criteria, that against what the study uses.

    The list of criteria is the one among the files, else the study's, else the shipped one. Raises :class:`~qualcode.errors.FileError` for a file that
    cannot be read at all.
    """
    from qualcode.frameworks import framework_file, read_all, read_criteria, read_model, read_sources, shipped
    from qualcode.frameworks.advice import file_faults, model_advice, same_names
    from qualcode.frameworks.files import text_of

    texts = [(path.name, text_of(path)) for path in paths]
    files = [
        framework_file(text, name) if not file_faults(text, name, None) else None for name, text in texts
    ]
    sound = [file for file in files if file is not None]
    listed_here = (read_criteria(file.text, file.name) for file in sound if file.kind == "criteria")
    criteria = next(listed_here, None) or known_criteria(study)
    present = (*shipped(), *(study.frameworks.files() if study is not None else ()), *sound)
    sources = {
        key for file in present if file.kind == "sources" for key in read_sources(file.text, file.name)
    }
    here = {file.id for file in sound if file.kind == "model"}
    models = model_ids(study) | here
    beside = [
        *(study.frameworks.models() if study is not None else read_all(shipped()).models),
        *(read_model(file.text, file.name, None) for file in sound if file.kind == "model"),
    ]
    checked = []
    for (name, text), file in zip(texts, files, strict=True):
        faults = tuple(map(str, file_faults(text, name, criteria)))
        if study is not None and file is not None and file.kind == "criteria" and not faults:
            try:
                study.frameworks.refuse_lacking(name, read_criteria(text, name), here)
            except FormatError as error:
                faults = (str(error),)
        model = None
        if file is not None and file.kind == "model" and not faults:
            model = read_model(text, name, criteria)
        advice = model_advice(model, sources, models) if model is not None else ()
        if model is not None:
            advice += same_names(model, beside)
        checked.append(
            CheckedFile(
                name,
                file.kind if file is not None else "",
                file.id if file is not None else "",
                model,
                faults,
                advice,
            )
        )
    return tuple(checked)


def adopt_files(study: Study, paths: Sequence[Path]) -> tuple[tuple[FrameworkFile, ...], tuple[str, ...]]:
    """Adopt framework files (none: the shipped ones) as one change; gives the new ones, and what should be looked at in them.

    Where the study has no criteria yet, the shipped ones are adopted with them. Raises as
    :meth:`~qualcode.study.frameworks.Frameworks.adopt` does.
    """
    from qualcode.frameworks import load, shipped
    from qualcode.frameworks.advice import model_advice, same_names
    from qualcode.workflows.comparing import adopt_shipped

    with study.change("frameworks.adopt", "Adopted models"):
        if not paths:
            return study.frameworks.adopt(shipped()), ()
        loaded = [load(path) for path in paths]
        if study.frameworks.criteria() is None and not any(file.kind == "criteria" for file in loaded):
            adopt_shipped(study)
        done = study.frameworks.adopt(loaded)
    new = {file.id for file in done if file.kind == "model"}
    known = study.frameworks.models()
    sources, ids = study.frameworks.sources(), model_ids(study)
    return done, tuple(
        f"{model.id}: {said}"
        for model in known
        if model.id in new
        for said in (*model_advice(model, sources, ids), *same_names(model, known))
    )


def drop_model(study: Study, name: str) -> tuple[ReferenceModel, tuple[str, ...]]:
    """Take a model out of the study, so that nothing is laid beside it any more; gives it, and the ids of models that name it as their family.

    Its versions stay on record, undo brings it back, and so does adopting its file again. Raises as
    :meth:`~qualcode.study.frameworks.Frameworks.drop` does.
    """
    model = study.frameworks.drop(name)
    return model, tuple(each.id for each in study.frameworks.models() if each.parent == model.id)


def rename_criterion(study: Study, old: str, new: str) -> tuple[str, ...]:
    """Give an adopted criterion another id as one change: in the list, in models and frames (new versions), mappings and levels.

    Gives the ids of the files that were changed. Raises :class:`~qualcode.errors.NotFoundError` for an unknown criterion,
    :class:`~qualcode.errors.InputError` for an id that another one has, :class:`~qualcode.errors.FormatError` for one that is none.
    """
    from qualcode.frameworks import framework_file
    from qualcode.frameworks.renaming import rename_criterion as renamed

    criteria = adopted(study)
    key, wanted = study.mappings.criterion(old), new.strip()
    if wanted in {each.id for each in criteria.criteria}:
        raise InputError(f"There is a criterion “{wanted}” already; choose another id.")
    files = [(file, renamed(file, key, wanted)) for file in study.frameworks.files()]
    changed = [framework_file(text, file.name) for file, text in files if text != file.text]
    with study.change(
        "frameworks.rename", f"Renamed the criterion {key} to {wanted}", {"old": key, "new": wanted}
    ):
        study.mappings.move_criterion(key, wanted)
        study.frameworks.adopt(changed)
    return tuple(file.id for file in changed)


# --- versions ---------------------------------------------------------------------------------------------------------


def difference(
    study: Study, name: str, *, since: int | None = None, file: Path | None = None
) -> FrameworkDifference:
    """What changed in a model (or in ``criteria``) of the study: from version ``since`` (None: the one before) to the one in use.

    With ``file`` the one in use is laid beside a file that is not adopted yet. Raises :class:`~qualcode.errors.NotFoundError` for an unknown model or version,
    :class:`~qualcode.errors.InputError` where there is one version only.
    """
    from qualcode.frameworks import load

    kind, key = ("criteria", "criteria") if name_key(name) == "criteria" else ("model", "")
    key = key or study.frameworks.model(name).id
    versions = study.frameworks.versions(kind, key)
    if not versions:
        raise NotFoundError(
            f"The study has adopted no {name} yet; adopt the shipped files with: qualcode models adopt {study.path.name}"
        )
    (newest, current), known = versions[-1], {each.version: given for each, given in versions}
    if file is not None:
        other = load(file)
        if other.kind != kind:
            raise InputError(f"{file.name} holds {other.kind}, and is to be compared with a {kind}.")
        return compared_files(current, other, f"version {newest.version}", file.name)
    if since is None:
        if len(versions) == 1:
            raise InputError(
                f"{key} was adopted once and not changed since, so there is one version of it only."
            )
        since = versions[-2][0].version
    if since not in known:
        raise NotFoundError(f"There is no version {since} of {key}; there are: {', '.join(map(str, known))}.")
    return compared_files(known[since], current, f"version {since}", f"version {newest.version}")


def compared_files(old: FrameworkFile, new: FrameworkFile, before: str, after: str) -> FrameworkDifference:
    """Two files of one kind, laid beside each other."""
    from qualcode.frameworks import read_criteria, read_model
    from qualcode.frameworks.differences import criteria_changes, model_changes

    if new.kind == "criteria":
        changes = criteria_changes(read_criteria(old.text, old.name), read_criteria(new.text, new.name))
    else:
        changes = model_changes(read_model(old.text, old.name, None), read_model(new.text, new.name, None))
    return FrameworkDifference(new.id, before, after, changes)


# --- described practice -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Practice:
    """What some respondents describe, as far as enough of them speak of it."""

    whose: str
    """Such as ``facility_type: outpatient clinic``."""
    respondents: tuple[str, ...]
    """Labels of all of them, also of those who say nothing."""
    levels: Mapping[str, tuple[RespondentLevel, ...]]
    """By criterion, in the order of the criteria; at least one respondent each."""

    @property
    def cells(self) -> tuple[str, ...]:
        """Criteria of which enough respondents speak."""
        return tuple(key for key, found in self.levels.items() if len(found) >= FEWEST)


def practice_of(
    study: Study,
    *,
    cases: Sequence[str] = (),
    attributes: Mapping[str, str] | None = None,
    coder: str | None = None,
) -> Practice:
    """The levels that some respondents describe: named ones, of these (or of all) those with given values of attributes.

    Raises :class:`~qualcode.errors.NotFoundError` for an unknown case or attribute, :class:`~qualcode.errors.InputError` where fewer than two
    respondents are left.
    """
    from qualcode.analysis.levels import evidence

    if not cases and not attributes:
        raise InputError(
            "Say whose practice it is: --case LABEL (may be repeated) or --attribute NAME=VALUE."
        )
    wanted = {study.cases.get(label).label for label in cases} if cases else None
    names = sorted(wanted or ())
    for name, value in (attributes or {}).items():
        attribute = study.cases.attribute(name)
        with_it = {
            case.label
            for case in study.cases.list()
            if name_key(case.attributes.get(attribute, "")) == name_key(value)
        }
        if not with_it:
            values = sorted({v for c in study.cases.list() if (v := c.attributes.get(attribute, ""))})
            raise NotFoundError(f"Nobody has {attribute} = “{value}”; its values are: {', '.join(values)}.")
        spelled = next(c.attributes[attribute] for c in study.cases.list() if c.label in with_it)
        wanted = with_it if wanted is None else wanted & with_it
        names.append(f"{attribute}: {spelled}")
    assert wanted is not None, "somebody was named"
    if len(wanted) < FEWEST:
        raise InputError(
            f"{counted(len(wanted), 'respondent')} cannot stand for a practice; at least {FEWEST} are needed."
        )
    criteria = adopted(study)
    found = evidence(
        study.codings.incidence(coder), study.mappings.list(), study.mappings.readings(), criteria
    )
    levels: dict[str, list[RespondentLevel]] = defaultdict(list)
    for level in found.levels:
        if level.case in wanted:
            levels[level.criterion].append(level)
    return Practice(
        ", ".join(names), tuple(sorted(wanted)), {key: tuple(each) for key, each in levels.items()}
    )


def practice_as_model(
    study: Study,
    path: Path,
    *,
    cases: Sequence[str] = (),
    attributes: Mapping[str, str] | None = None,
    coder: str | None = None,
) -> Practice:
    """Write the practice that some respondents describe as a model file: each range from the lowest to the highest level described.

    A level between two steps widens the range to both. A criterion of which fewer than two respondents speak stands there as a comment.
    The basis of every cell is ``inferred``, its note names respondents and quotations. Raises as :func:`practice_of` does, and
    :class:`~qualcode.errors.InputError` where no criterion has enough respondents.
    """
    from qualcode.frameworks.drafting import PracticeCell, practice_model

    practice = practice_of(study, cases=cases, attributes=attributes, coder=coder)
    if not practice.cells:
        raise InputError(
            f"No criterion is spoken of by {FEWEST} of these {len(practice.respondents)} respondents; code and map more of their interviews first."
        )
    criteria = {each.id: each for each in known_criteria(study).criteria}
    labels = {key: criteria[key].label for key in practice.levels}
    cells = [
        PracticeCell(
            key,
            labels[key].get(language_of(labels[key], study.language), key),
            floor(round(min(each.level for each in found), 6)),
            ceil(round(max(each.level for each in found), 6)),
            note_of(found),
            len(found) >= FEWEST,
        )
        for key, found in practice.levels.items()
    ]
    who = counted(len(practice.respondents), "respondent")
    practice_model(
        path,
        practice.whose,
        f"Practice as described by {who} ({listed(practice.respondents)}) in the study “{study.title}”.",
        "Described practice, drawn from interviews: no expectation, no fidelity score, and no evidence for these respondents, "
        "whom it fits in any case. "
        f"Ranges run from the lowest to the highest level of at least {FEWEST} respondents.",
        f"study {study.digest().whole[:12]}",
        cells,
        taken=model_ids(study),
    )
    return practice


def note_of(levels: Sequence[RespondentLevel]) -> str:
    """Who describes which level, with the numbers of the quotations."""
    said = []
    for each in levels:
        citations = ", ".join(f"{each.case}:{number}" for number in each.quotations)
        mixed = ", contradicting statements" if each.mixed else ""
        said.append(f"{each.case} {each.level:.3g} [{citations}]{mixed}")
    return f"described by {counted(len(levels), 'respondent')}: {'; '.join(said)}"
