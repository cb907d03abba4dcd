"""Lemma corrections: which lemma a word form has in this study; they go before every dictionary."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.errors import InputError, NotFoundError
from qualcode.language.codes import language_code
from qualcode.language.forms import clean_overrides
from qualcode.model.lemmas import LemmaCorrection
from qualcode.study.store.file import Store
from qualcode.study.store.history import Value
from qualcode.text.names import clean_name

__all__ = ["Lemmas"]


class Lemmas:
    """The lemma corrections of a study; the language indexes of the documents concerned count as missing after a change."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def list(self, language: str | None = None) -> tuple[LemmaCorrection, ...]:
        """All corrections, or those of one language, by language and form."""
        rows = self.store.rows(
            "SELECT form, lemma, language FROM lemma_corrections ORDER BY language, form, id"
        )
        wanted = None if language is None else checked_language(language)
        return tuple(LemmaCorrection(*row) for row in rows if wanted in (None, row[2]))

    def overrides(self, language: str) -> dict[str, str]:
        """Lemma by form for documents of a language, as :func:`qualcode.language.indexing.index_document` takes them."""
        code = language_code(language)
        return dict(
            self.store.rows(
                "SELECT form, lemma FROM lemma_corrections WHERE language = ? ORDER BY form", (code,)
            )
        )

    def set(self, form: str, lemma: str, language: str) -> LemmaCorrection:
        """Give a word form a lemma; letter case is ignored.

        Raises :class:`~qualcode.errors.InputError` for an empty form or lemma, a form of several words, and what is no language code.
        """
        correction = checked(form, lemma, language)
        self.set_each(
            [correction],
            f"Set the lemma of “{correction.form}” ({correction.language}) to “{correction.lemma}”",
        )
        return correction

    def set_each(self, corrections: Iterable[LemmaCorrection], label: str) -> int:
        """Set several corrections as one change with a label; of one form given twice the last counts. Gives how many differ from before.

        Raises as :meth:`set` does; then none is set.
        """
        wanted = {
            (c.language, c.form): c for c in (checked(c.form, c.lemma, c.language) for c in corrections)
        }
        with self.store.change("lemmas.set", label) as change:
            present = {
                (language, form): (i, lemma)
                for i, language, form, lemma in self.store.rows(
                    "SELECT id, language, form, lemma FROM lemma_corrections"
                )
            }
            changed: dict[int, dict[str, Value]] = {}
            added: list[dict[str, Value]] = []
            for key, correction in wanted.items():
                if key not in present:
                    added.append({"language": key[0], "form": key[1], "lemma": correction.lemma})
                elif present[key][1] != correction.lemma:
                    changed[present[key][0]] = {"lemma": correction.lemma}
            change.update_each("lemma_corrections", changed)
            change.insert("lemma_corrections", added)
        return len(changed) + len(added)

    def remove(self, form: str, language: str) -> None:
        """Take a correction away, so that the dictionary holds again; raises :class:`~qualcode.errors.NotFoundError`."""
        code = checked_language(language)
        key = next(iter(clean_overrides({form: "x"})), "")
        with self.store.change("lemmas.remove", f"Removed the lemma of “{key}” ({code})") as change:
            i = self.store.value(
                "SELECT id FROM lemma_corrections WHERE language = ? AND form = ?", (code, key)
            )
            if i is None:
                raise NotFoundError(
                    f"There is no lemma correction for “{form.strip()}” in the language {code}; "
                    f"list them with: qualcode lemma list {self.store.path.name}"
                )
            change.delete("lemma_corrections", [i])


def checked_language(language: str) -> str:
    """A language's code, without region; raises :class:`~qualcode.errors.InputError` for what is none."""
    code = language_code(language)
    if code == language_code(""):
        raise InputError(
            f"“{language}” is no language code; give two letters such as en, cs or sv, as the documents have them."
        )
    return code


def checked(form: str, lemma: str, language: str) -> LemmaCorrection:
    """A correction in the form in which it is stored; raises :class:`~qualcode.errors.InputError`."""
    code = checked_language(language)
    form, lemma = clean_name(form, "word form"), clean_name(lemma, "lemma")
    cleaned = clean_overrides({form: lemma})
    if not cleaned or not any(c.isalnum() for c in form):
        raise InputError(
            f"“{form}” has no letter; give a word as it stands in the transcripts, and its lemma."
        )
    ((key, value),) = cleaned.items()
    if " " in key:
        raise InputError(f"“{form}” are several words; correct the lemma of each by itself.")
    if " " in value:
        raise InputError(f"“{lemma}” are several words; a lemma is one word, by which the form is found.")
    for word in (key, value):
        if not word.isalpha():
            refuse_compound(word, code)
    return LemmaCorrection(key, value, code)


def refuse_compound(form: str, language: str) -> None:
    """Refuse a word that the index takes apart, since it would never be found."""
    from qualcode.language.lemmas import parts

    found = parts(form, language)
    if len(found) > 1:
        raise InputError(
            f"“{form}” is taken apart into {', '.join(f'“{part}”' for part in found)} when it is searched; use one of the parts."
        )
