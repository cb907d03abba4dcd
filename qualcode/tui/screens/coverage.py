"""How far the coding has come: by document and case, the turns that wait, and whether one respondent speaks for many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.study import Study
from qualcode.tui.screens.result_board import (
    Report,
    ResultBoard,
    Setting,
    Shown,
    attribute_setting,
    coder_setting,
)

__all__ = ["CoverageScreen"]

FIGURES = ("share", "word_share", "turns", "uncoded_turns", "words", "codings")
"""Columns of the tables of coverage that are shown."""


class CoverageScreen(ResultBoard):
    """Coverage, uncoded turns and voices."""

    heading = "Coverage"
    file_name = "coverage"

    def settings(self) -> Sequence[Setting]:
        """By what attribute coverage is grouped too, when a voice is loud, and whose codings are read."""
        return (
            attribute_setting(self.study),
            Setting(
                "loud",
                tuple(
                    (share, f"{share * 100:g} %", "of the quotations by one respondent")
                    for share in (0.25, 0.33, 0.5)
                ),
            ),
            coder_setting(self.study),
        )

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The tables of ``qualcode coverage``, with ``--voices`` and ``--uncoded``."""
        from qualcode.text.counting import whole_percent
        from qualcode.workflows.covering import (
            coverage_by,
            coverage_of,
            coverage_statement,
            coverage_tables,
            uncoded_in_all,
            uncoded_table,
            voice_sentences,
            voices_of,
            voices_statement,
            voices_tables,
        )

        coder = chosen["coder"]
        found = coverage_of(study, coder, words=True)
        groups = coverage_by(study, found, chosen["by"]) if chosen["by"] is not None else {}
        statement = coverage_statement(study, found, chosen["by"])
        total = found.total
        said = (
            f"{whole_percent(total.share)} of what respondents say is coded, {whole_percent(total.word_share)} of their "
            f"words; {total.uncoded_turns} of their {total.turns} turns have no coding."
            if found.documents
            else "there are no documents yet",
        )
        documents, cases, *others = coverage_tables(found, statement, groups)
        tables = [
            Shown(documents, "documents", sentences=said, columns=("document", *FIGURES)),
            Shown(cases, "cases", sentences=said, columns=("case", "documents", *FIGURES)),
            *(
                Shown(each, "groups", sentences=said, columns=("value", "documents", *FIGURES))
                for each in others
            ),
        ]
        report(1, 3, "")
        voices = voices_of(study, coder, limit=chosen["loud"])
        heard, codes = voices_tables(voices, voices_statement(study, voices))
        sentences = voice_sentences(voices)
        tables += [
            Shown(heard, "voices", sentences=sentences),
            Shown(
                codes,
                "codes that lean on one voice",
                [each.numbers for each in voices.codes],
                sentences if codes.rows else ("no code leans on one respondent",),
                ("code", "case", "supplied", "quotations", "share", "respondents"),
            ),
        ]
        report(2, 3, "")
        turns = uncoded_in_all(study, coder)
        tables.append(
            Shown(
                uncoded_table(turns, statement),
                "turns without a coding",
                sentences=("Key z on the transcript leads from one to the next.",)
                if turns
                else ("every turn of a respondent bears a coding",),
                columns=("document", "turn", "words"),
            )
        )
        return tables
