"""The report file: which parts a report has, in which order and with which choices, as YAML that a researcher edits.

It comes from outside, so it goes through the gate for YAML; whatever is wrong is said with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from qualcode.errors import InputError
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import KINDS, PARTS, unfit
from qualcode.reports.plan import PlannedPart, ReportPlan
from qualcode.reports.wording import LANGUAGES

if TYPE_CHECKING:
    from pydantic import BaseModel

    from qualcode.formats.gate_yaml import Yaml

__all__ = ["ABOUT", "FORMAT", "plan_text", "read_plan"]

FORMAT = "qualcode-report/1"
ABOUT = {
    "title": "date, extent, coder, versions and hashes",
    "brief": "the verdict of the comparison in a few sentences",
    "contents": "contents, lists of tables and figures",
    "respondents": "table of the respondents with their attributes",
    "procedure": "how the analysis was done, as far as the study knows it",
    "thresholds": "thresholds of the comparison",
    "categories": "table of categories and codes with respondents, quotations and an illustration",
    "narrative": "text of each category from your memos, spread, a quotation, a deviant case",
    "figures": "tree of the categories, network of the codes",
    "groups": "codes by group of respondents",
    "frequencies": "respondents, interviews, quotations, turns and words by category",
    "coverage": "how much of each interview is coded",
    "comparison": "comparison with the reference models",
    "saturation": "saturation of codes, table and curve",
    "agreement": "agreement between coders",
    "limitations": "what the results cannot say",
    "codes": "every code with all its quotations",
    "codebook": "the codebook with lineage and sign-off",
    "appendix": "statements by category and code, in the form usual for a thesis",
    "sample": "a stretch of a coded transcript as an example",
    "evidence": "every quotation, by criterion and then by code",
    "evidence_by_criterion": "the quotations behind the comparison alone",
    "coreq": "the checklist COREQ",
    "srqr": "the checklist SRQR",
    "trail": "audit trail",
    "guide": "the interview guide",
    "models": "what each model expects, with sources, and the mapping of codes",
    "transcript_facts": "title block of a coded transcript",
    "transcript": "the text of the interviews with its codes",
}
"""What each part holds, for the comments of a new report file."""
PLAIN = ("title", "subtitle", "author", "language", "template", "by", "coder")


def read_plan(text: str, name: str, folder: Path | None = None) -> ReportPlan:
    """Read a report file; a template that it names is looked for beside it, in ``folder``.

    Raises :class:`~qualcode.errors.FormatError` with the line of what is wrong: an unknown key, part or choice, a value that is not possible.
    """
    from qualcode.formats.gate_yaml import load_yaml
    from qualcode.frameworks.checking import check

    raw = load_yaml(text, name)
    if not isinstance(raw.data, dict):
        raise raw.error(f"a report file holds keys and values and begins with “format: {FORMAT}”")
    if not isinstance(raw.data.get("parts", []), list) and raw.data["parts"] != "":
        raise raw.error("“parts” must be a list, each part on a line of its own after “- ”", ("parts",))
    found, yaml = check(text, name, schema())
    data = found.model_dump()
    if data["format"] != FORMAT:
        raise yaml.error(f"the format “{data['format']}” is not known; write “format: {FORMAT}”", ("format",))
    kind = data["kind"]
    if kind not in KINDS:
        raise yaml.error(f"there is no report of the kind “{kind}”; there are {', '.join(KINDS)}", ("kind",))
    if data["language"] and data["language"] not in LANGUAGES:
        raise yaml.error(
            f"reports are written in {', '.join(LANGUAGES)}; there is no wording for “{data['language']}”",
            ("language",),
        )
    template = data["template"] or None
    if template is not None and folder is not None:
        template = str(folder / template)
    entries = data["parts"]
    parts = None if entries is None else tuple(planned(each, yaml, n) for n, each in enumerate(entries))
    choices = checked(data["choices"] or {}, yaml, ("choices",))
    for name in choices:
        why = (
            ""
            if choices[name] == getattr(ReportChoices(), name)
            else unfit(name, name, parts or KINDS[kind], kind)
        )
        if why:
            raise yaml.error(why, ("choices", name), key=True)
    return ReportPlan(
        kind=kind,
        title=data["title"],
        subtitle=data["subtitle"],
        author=data["author"],
        language=data["language"] or None,
        template=template,
        by=data["by"] or None,
        coder=data["coder"] or None,
        choices=ReportChoices(**choices),
        parts=parts,
    )


def planned(entry: Mapping[str, Any], yaml: Yaml, n: int) -> PlannedPart:
    """One entry of the list of parts."""
    at = ("parts", n)
    name = entry["part"] or ""
    if name and name not in PARTS:
        raise yaml.error(f"there is no part “{name}”; there are {', '.join(PARTS)}", (*at, "part"))
    if not name and not entry["heading"] and not entry["text"]:
        raise yaml.error("an entry needs a part, a heading or a text; give one of them", at)
    choices = checked({k: v for k, v in entry.items() if k in choice_names()}, yaml, at)
    for choice in choices:
        if not name or choice not in PARTS[name].heeds:
            there = sorted(PARTS[name].heeds) if name else []
            listed = f"it heeds {', '.join(there)}" if there else "it has no choices"
            what = f"the part “{name}”" if name else "an entry of your own"
            raise yaml.error(f"{what} does not heed “{choice}”; {listed}", (*at, choice), key=True)
    return PlannedPart(
        name=name,
        heading=entry["heading"] or "",
        level=entry["level"],
        text=entry["text"] or "",
        appendix=entry["appendix"],
        choices=choices,
    )


def checked(given: Mapping[str, Any], yaml: Yaml, at: tuple[str | int, ...]) -> dict[str, Any]:
    """The choices that were made, each as :class:`ReportChoices` takes it; one that it refuses is said with its line."""
    made = {name: value for name, value in given.items() if value is not None}
    for name, value in made.items():
        try:
            ReportChoices(**{name: value})
        except InputError as error:
            raise yaml.error(str(error), (*at, name)) from None
    return made


def choice_names() -> tuple[str, ...]:
    """The names of all choices."""
    return tuple(each.name for each in fields(ReportChoices))


def schema() -> type[BaseModel]:
    """The shape of a report file; the choices are those of :class:`ReportChoices`."""
    from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

    class Strict(BaseModel):
        model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    def absent(value: Any) -> Any:
        return None if value in ("", "null", "~", "none") else value

    def listed(value: Any) -> Any:
        return [value] if isinstance(value, str) and value else None if value == "" else value

    def pairs(value: Any) -> Any:
        if value != "" and not isinstance(value, dict):
            raise ValueError("write names with their values, such as {facility_type: outpatient clinic}")
        return tuple(value.items()) if isinstance(value, dict) else None

    def named(value: Any) -> Any:
        return {"part": value} if isinstance(value, str) else value

    hints = get_type_hints(ReportChoices)
    choices: dict[str, Any] = {}
    for name in choice_names():
        reader = pairs if name == "attributes" else listed if "tuple" in str(hints[name]) else absent
        choices[name] = (annotated(hints[name] | None, BeforeValidator(reader)), None)
    text = (str, "")
    maybe: dict[str, Any] = {
        "part": (annotated(str | None, BeforeValidator(absent)), None),
        "heading": text,
        "level": (annotated(int | None, Field(ge=1, le=3), BeforeValidator(absent)), None),
        "text": text,
        "appendix": (annotated(bool | None, BeforeValidator(absent)), None),
    }
    make: Any = create_model
    chosen = make("Choices", __base__=Strict, **choices)
    entry = make("Entry", __base__=Strict, **maybe, **choices)
    made: type[BaseModel] = make(
        "ReportFile",
        __base__=Strict,
        format=(str, ...),
        kind=(str, "full"),
        choices=(annotated(chosen | None, BeforeValidator(absent)), None),
        parts=(annotated(of(annotated(entry, BeforeValidator(named))) | None, BeforeValidator(absent)), None),
        **dict.fromkeys(PLAIN, text),
    )
    return made


def of(kind: Any) -> Any:
    """A list of a type that is known only when the program runs."""
    return list.__class_getitem__(kind)


def annotated(kind: Any, *rest: Any) -> Any:
    """``Annotated`` of types that are known only when the program runs."""
    from typing import Annotated

    return Annotated[(kind, *rest)]


def plan_text(kind: str = "full", *, title: str = "", language: str = "en") -> str:
    """A report file with comments, which writes the report of a kind as it is; the other parts stand there to be taken in.

    Raises :class:`~qualcode.errors.InputError` for a kind that does not exist.
    """
    if kind not in KINDS:
        raise InputError(f"There is no report of the kind “{kind}”; choose one of {', '.join(KINDS)}.")
    shown = " ".join(title.split()) or "My title"
    lines = [
        "# A report file: which parts a report has, and how they are printed. Write the report with",
        "#   qualcode report STUDY FILE.docx --plan THIS_FILE",
        "# A line that begins with # says nothing; take the # away where you want what it says.",
        f"format: {FORMAT}",
        f"kind: {kind}                # {', '.join(KINDS)}; without the list of parts below, all parts of the kind",
        "",
        f"# title: {quoted(shown)}            # in place of the study's title",
        "# subtitle: ...",
        "# author: ...",
        f"language: {language}                # {', '.join(LANGUAGES)}",
        "# template: university.dotx  # a Word file whose styles are used, beside this file",
        "# by: facility_type         # the attribute by which respondents are grouped",
        "# coder: all                # whose codings; all: everybody's",
        "",
        *offered(kind),
        "",
        "# The parts in their order. Move and delete lines as you like. An entry may also be your own heading or text, or a part",
        "# with a heading and choices of its own:",
        "#   - heading: Discussion",
        "#     level: 1              # 1 to 3; a part moves with its headings",
        "#     text: |",
        "#       Your paragraphs; an empty line parts them.",
        "#   - part: codes",
        "#     heading: What clients say of trust",
        "#     codes: [Trust]",
        "#     appendix: true        # at the end, with the letter of an appendix",
        "parts:",
    ]
    entries = KINDS[kind]
    for entry in entries:
        if entry.appendix is None:
            lines.append(f"  - {entry.name:<24}# {ABOUT.get(entry.name, '')}".rstrip(" #"))
        else:
            lines.append(f"  - part: {entry.name:<18}# {ABOUT.get(entry.name, '')}".rstrip(" #"))
            lines.append(f"    appendix: {'true' if entry.appendix else 'false'}")
    there = {entry.name for entry in entries}
    others = [name for name in PARTS if name not in there]
    lines += [f"  # - {name:<22}# {ABOUT.get(name, '')}".rstrip(" #") for name in others]
    return "\n".join(lines) + "\n"


OFFERED = {
    "translation": ("both", "both, original or translation"),
    "per_respondent": ("3", "at most so many quotations of one respondent under one code"),
    "longest": ("60", "longer quotations end with […]"),
    "smallest_cell": ("3", "figures of fewer respondents are withheld"),
    "codes": ("[Trust]", "only these codes, categories or themes"),
    "documents": ("[interview 1]", "only these interviews"),
    "attributes": ("{facility_type: outpatient clinic}", "only such respondents"),
    "show": ("[facility_type]", "attributes beside each quotation; []: none"),
    "context": ("true", "the sentences around each quotation"),
    "rows": ("true", "one row a quotation instead of chapters"),
    "running": ("true", "the codebook as running text"),
    "examples": ("2", "quotations below each code of the codebook"),
    "narrative": ("narrative", "the kind of memo that tells of a category"),
    "margin": ("true", "codes of a transcript in a column beside the text"),
    "form": ("thesis", "of the appendix: thesis or meaning_units"),
}
"""Every choice with a value and what it does, for the comments of a new report file."""


def offered(kind: str) -> list[str]:
    """The choices that a whole report of a kind takes, then those that single parts take, all as comments."""
    fit = [name for name in OFFERED if not unfit(name, name, KINDS[kind], kind)]
    lines = ["# choices:                  # they hold for all parts; a part may have others"] if fit else []
    lines += [f"#   {f'{name}: {OFFERED[name][0]}':<23} # {OFFERED[name][1]}" for name in fit]
    lines += ["#", "# Choices for entries of the list below, each with the parts that take it:"]
    for name, (value, about) in OFFERED.items():
        if name not in fit:
            where = ", ".join(part.name for part in PARTS.values() if name in part.heeds)
            lines.append(f"#   {f'{name}: {value}':<23} # {about} (parts: {where})")
    return lines


def quoted(text: str) -> str:
    """A text as YAML writes it, in double quotation marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
