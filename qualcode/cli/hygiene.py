"""The command that looks a codebook over."""

from __future__ import annotations

from qualcode.cli.options import AsJson, StudyPath
from qualcode.cli.output import json_out, table

__all__ = ["codebook_hygiene"]


def codebook_hygiene(study: StudyPath, as_json: AsJson = False) -> None:
    """List unused and undefined codes, codes in one interview only, near-duplicates, passages with parent and child."""
    from qualcode.analysis.hygiene import PROBLEMS
    from qualcode.study import Study
    from qualcode.workflows.hygiene import look_over

    with Study.open(study) as opened:
        findings = look_over(opened)
    if as_json:
        json_out(
            [
                {
                    "problem": f.problem,
                    "code": f.code,
                    "other": f.other or None,
                    "words": f.words,
                    "quotations": list(f.quotations),
                }
                for f in findings
            ]
        )
        return
    rows = [(PROBLEMS[f.problem], f.code, f.words, " ".join(map(str, f.quotations[:12]))) for f in findings]
    table(
        {"what": "l", "code": "l", "in words": "l", "quotations": "l"},
        rows,
        nothing="There is nothing to look at in this codebook.",
    )
