"""A small invented study whose every count is known by hand: nested categories, a merged, a renamed and a split code, two coders."""

from __future__ import annotations

from pathlib import Path

from qualcode.model.codes import CodeFields
from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.study import Study

__all__ = ["SPOKEN", "reported_study"]

SPOKEN = {
    "R01": ("en", "clinic", "We wait at the gate. She never comes before noon. Then we walk to the office together."),
    "R02": ("en", "clinic", "He trusts me now. It took a year of small things. I would not change that."),
    "R03": ("cs", "service", "Čekáme před domem. Přijde, až když chce. Nikdo ho nenutí."),
    "R04": ("en", "service", "Papers take the whole day. The papers are never done. I count them at night."),
}  # fmt: skip


def spoken(text: str) -> Transcript:
    """A question and an answer."""
    whole = f"Interviewer: How do you work?\nRespondent: {text}"
    cut = whole.index("\n") + 1
    turns = (
        TranscriptTurn(0, cut - 1, 13, "Interviewer"),
        TranscriptTurn(cut, len(whole), cut + 12, "Respondent"),
    )
    return Transcript(whole, turns, "txt", {"Interviewer": "interviewer", "Respondent": "respondent"})


def reported_study(path: Path, language: str = "en") -> Study:
    """The study; quotations are numbered in the order in which they are marked here.

    1 R01 “We wait at the gate.” Waiting, Presence · 2 R01 “She never comes before noon.” Waiting · 3 R02 “He trusts me now.” Trust ·
    4 R03 “Čekáme před domem.” Waiting (translated) · 5 R03 the whole answer, Autonomy, sharing words with 4 · 6, 7, 8 R04 Papers ·
    9 R04 “I count them at night.” Loose · 10 R02 “I would not change that.” Trust, by Petr alone.
    """
    study = Study.create(path, title="Work at the gate", language=language, actor="Jana")
    book = study.codebook
    book.add("Relation", kind="theme", fields=CodeFields(brief="What is between two people."))
    book.add("Being there", kind="category", under="Relation", fields=CodeFields(brief="Presence in time."))
    book.add("In the open", kind="category", under="Being there")
    book.add("Waiting", under="In the open", fields=CodeFields(brief="Time given to somebody who is not there yet.", when="Waiting is told.", when_not="Waiting lists.", example="I stood there."))  # fmt: skip
    book.add("Presence", under="Being there", fields=CodeFields(brief="Being there in person."))
    book.add("Trust", under="Relation", fields=CodeFields(brief="What lets somebody speak."))
    book.add("Office", kind="category", fields=CodeFields(brief="What the desk asks for."))
    book.add("Paperwork", under="Office")
    book.add("Forms", under="Office")
    book.add("Autonomy")
    book.add("Loose")
    for case, (spoken_in, kind, text) in SPOKEN.items():
        study.documents.add(
            spoken(text), name=f"Nováková_{case}", source=text.encode(), source_name=f"Nováková_{case}.txt", language=spoken_in, case=case,
            attributes={"facility_type": kind, "profession": "nurse" if case == "R01" else "social worker"},
            roles={"Interviewer": "interviewer", "Respondent": "respondent"},
        )  # fmt: skip

    def code(case: str, words: str, *codes: str, coder: str | None = None) -> None:
        start = study.documents.text(f"Nováková_{case}").index(words)
        study.codings.apply(f"Nováková_{case}", (start, start + len(words)), codes, coder=coder)

    code("R01", "We wait at the gate.", "Waiting", "Presence")
    code("R01", "She never comes before noon.", "Waiting")
    code("R02", "He trusts me now.", "Trust")
    code("R03", "Čekáme před domem.", "Waiting")
    code("R03", SPOKEN["R03"][2], "Autonomy")
    code("R04", "Papers take the whole day.", "Paperwork")
    code("R04", "The papers are never done.", "Paperwork", "Forms")
    code("R04", "the whole day. The papers", "Paperwork")
    code("R04", "I count them at night.", "Loose")
    code("R02", "I would not change that.", "Trust", coder="Petr")
    code("R01", "We wait at the gate.", "Waiting", coder="Petr")
    study.quotations.set(4, translation="We wait in front of the house.", memo="Said twice.")
    book.merge(["Forms"], "Paperwork")
    book.rename("Paperwork", "Papers")
    study.memos.add("Waiting is work that no form counts: see [R01:1] and [R01:99].", kind="narrative", target="code", target_name="In the open")  # fmt: skip
    study.memos.add("Nobody calls it work.\n\nIt has no line in any budget.", kind="narrative", target="code", target_name="Waiting")  # fmt: skip
    study.memos.add("Compare with Winnicott.", kind="theoretical", target="code", target_name="Waiting")
    study.memos.add("Deviant case: trust came first here.", kind="code", target="quotation", target_name=3)
    return study
