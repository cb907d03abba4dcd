"""Reading a LaTeX report back without LaTeX: what it would print, and what a compiler would stumble over.

Knows exactly the commands that the writer may use. Everything else is a problem: a command that nobody defined, an environment or a
brace that is not closed, a row of a table with another number of cells than the table has columns, a link or reference without its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SIGNS = {
    "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~", "textless": "<", "textgreater": ">", "textbar": "|",
    "textquotedbl": '"', "textquotesingle": "'", "textasciigrave": "`", "textellipsis": "…", "textbullet": "•", "textdagger": "†",
    "textdaggerdbl": "‡", "texteuro": "€", "textperthousand": "‰", "guilsinglleft": "‹", "guilsinglright": "›", "guillemotleft": "«",
    "guillemotright": "»", "textperiodcentered": "·", "textdegree": "°", "textemdash": "―", "qcfull": "●", "qchalf": "◐", "qcempty": "○",
    "qcdotted": "◌", "qcbr": "\n", "par": "\n", "allowbreak": "",
}  # fmt: skip
MATH = {
    "-": "−", r"\oslash": "⊘", r"\leq": "≤", r"\geq": "≥", r"\rightarrow": "→", r"\leftarrow": "←", r"\uparrow": "↑", r"\downarrow": "↓",
    r"\leftrightarrow": "↔", r"\Rightarrow": "⇒", r"\neq": "≠", r"\approx": "≈", r"\pm": "±", r"\times": "×", r"\div": "÷",
    r"\alpha": "α", r"\kappa": "κ", r"\surd": "√", r"\mu": "µ", r"\equiv": "≡", r"\infty": "∞", r"\neg": "¬", r"\beta": "β",
    r"\gamma": "γ", r"\delta": "δ", r"\varepsilon": "ε", r"\lambda": "λ", r"\pi": "π", r"\rho": "ρ", r"\sigma": "σ", r"\tau": "τ",
    r"\varphi": "φ", r"\chi": "χ", r"\omega": "ω", r"\Delta": "Δ", r"\Sigma": "Σ", r"\Omega": "Ω",
}  # fmt: skip
SILENT = {
    "clearpage", "medskip", "LARGE", "large", "bfseries", "small", "sffamily", "footnotesize", "nopagebreak", "centering", "toprule",
    "midrule", "bottomrule", "endfirsthead", "endhead", "endfoot", "tableofcontents", "listoftables", "listoffigures",
    "linewidth", "textheight",
}  # fmt: skip
AROUND = {"textbf", "emph", "qcquiet", "qcgone", "qcnew", "mbox"}
ENVIRONMENTS = {
    "document", "center", "quote", "itemize", "description", "longtable", "figure", "landscape", "qcverdict", "qcremarks",
}  # fmt: skip
TOKEN = re.compile(r"\\([A-Za-z]+\*?|.)|([{}&~%\[\]])|([^\\{}&~%\[\]]+)", re.DOTALL)
LOW, HIGH = (
    dict(zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True)),
    dict(zip("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", strict=True)),
)


@dataclass
class Read:
    """What a report prints, and what is wrong with it."""

    text: str = ""
    footnotes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    headings: list[tuple[str, str]] = field(default_factory=list)


def read_latex(source: str) -> Read:
    """Read a report as the writer writes it."""
    preamble, _, rest = source.partition("\\begin{document}\n")
    body, end, tail = rest.partition("\\end{document}\n")
    found = Read()
    if not end or tail:
        found.problems.append("the document does not end where it should")
    if "\n\n\n" in body:
        found.problems.append("more than one empty line")
    reader = Reader(body, found)
    found.text = reader.until("")
    found.problems += [f"target {name} twice" for name in found.targets if found.targets.count(name) > 1][:3]
    found.problems += [f"link to {name}" for name in found.links if name not in set(found.targets)]
    found.problems += [f"reference to {name}" for name in found.references if name not in found.labels]
    for name, number in found.labels.items():
        found.text = found.text.replace(f"\ue000{name}\ue001", str(number))
    loaded = re.search(r"\\usepackage\[shorthands=off,(.*?)\]\{babel\}", preamble)
    known = set(loaded[1].replace("main=", "").split(",")) if loaded else set()
    found.problems += [f"language {name} is not loaded" for name in found.languages - known]
    found.problems += [f"{command} is not defined" for command in used_own(body) - defined(preamble)]
    declared = {chr(int(code, 16)) for code in re.findall(r"\\DeclareUnicodeCharacter\{(\w+)\}", preamble)}
    usual = set("¡¢£¥§¨©ª®¯¶¸º»¿–—‘’‚“”„") | {chr(code) for code in range(0xC0, 0x180)}
    found.problems += [
        f"U+{ord(sign):04X} is not declared" for sign in set(body) - declared - usual if not sign.isascii()
    ]
    for text in (preamble, body):
        if text.count("{") - text.count("\\{") != text.count("}") - text.count("\\}"):
            found.problems.append("braces are not balanced")
    return found


def used_own(body: str) -> set[str]:
    """The commands of the report's own that the body uses."""
    return set(re.findall(r"\\(qc[a-z]+)", body))


def defined(preamble: str) -> set[str]:
    """The commands of the report's own that the preamble defines."""
    made = re.findall(r"\\(?:newcommand|DeclareRobustCommand|newlength)\{\\(qc[a-z]+)\}", preamble)
    return {*made, *re.findall(r"\\newenvironment\{(qc[a-z]+)\}", preamble)}


class Reader:
    """Goes through the tokens of a body once."""

    def __init__(self, body: str, found: Read) -> None:
        self.tokens: list[tuple[str, str]] = [
            ("command", match[1]) if match[1] else ("sign", match[2]) if match[2] else ("text", match[3])
            for match in TOKEN.finditer(body)
        ]
        self.at = 0
        self.found = found
        self.open: list[str] = []
        self.cells: list[list[int]] = []
        self.depth = 0

    def problem(self, text: str) -> None:
        around = " ".join(token for _, token in self.tokens[max(0, self.at - 4) : self.at + 4])
        self.found.problems.append(f"{text} near: {around[:80]!r}")

    def next(self) -> tuple[str, str] | None:
        if self.at >= len(self.tokens):
            return None
        self.at += 1
        return self.tokens[self.at - 1]

    def peek(self) -> tuple[str, str] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def until(self, end: str) -> str:
        """What is printed up to a closing sign (empty: the end of everything)."""
        self.depth += 1
        text = "".join(self.pieces(end))
        self.depth -= 1
        return text

    def pieces(self, end: str) -> Iterator[str]:
        while (token := self.next()) is not None:
            kind, value = token
            if kind == "text":
                if set(value) & set("$#^_"):
                    self.problem("a sign that is a command")
                yield value
            elif kind == "command":
                yield self.command(value)
            elif value == end:
                return
            elif value == "{":
                yield self.until("}")
            elif value == "~":
                yield "\u00a0"
            elif value == "&":
                if not self.open or self.open[-1] != "longtable" or self.cells[-1][2] != self.depth:
                    self.problem("a cell outside of a table")
                else:
                    self.cells[-1][1] += 1
                yield "\n"
            elif value == "%":
                self.comment()
            elif value in "[]":
                yield value
            else:
                self.problem(f"a {value} that nothing opens")
        if end:
            self.problem(f"{end} is missing")

    def comment(self) -> None:
        """Skip to the end of the line."""
        while (token := self.next()) is not None:
            if token[0] == "text" and "\n" in token[1]:
                self.at -= 1
                self.tokens[self.at] = ("text", token[1].partition("\n")[2] or " ")
                return

    def argument(self) -> str:
        """The argument in braces that must follow."""
        token = self.peek()
        if token != ("sign", "{"):
            self.problem("an argument is missing")
            return ""
        self.at += 1
        return self.until("}")

    def raw(self) -> str:
        """An argument that is no text, such as a length or the columns of a table."""
        if self.next() != ("sign", "{"):
            self.problem("an argument is missing")
            return ""
        depth, out = 1, []
        while depth and (token := self.next()) is not None:
            depth += {"{": 1, "}": -1}.get(token[1], 0) if token[0] == "sign" else 0
            out.append(("\\" if token[0] == "command" else "") + token[1])
        return "".join(out[:-1])

    def optional(self) -> str | None:
        """An argument in brackets, where there is one."""
        if self.peek() == ("sign", "["):
            self.at += 1
            return self.until("]")
        return None

    def raw_optional(self) -> str:
        """An argument in brackets that is a name."""
        if self.peek() != ("sign", "["):
            return ""
        out = []
        while (token := self.next()) is not None and token != ("sign", "]"):
            out.append(token[1])
        return "".join(out[1:])

    def command(self, name: str) -> str:
        """What a command prints."""
        found = self.found
        if len(name) == 1 and not name.isalpha():
            if name == "\\":
                self.row()
                return "\n"
            return {"-": "\u00ad", ",": "\u202f", " ": " "}.get(name, name if name in "{}$&#%_" else "")
        if name in SIGNS:
            return SIGNS[name]
        if name in SILENT:
            return ""
        if name in AROUND:
            return self.argument()
        if name in ("textsubscript", "textsuperscript"):
            said = self.argument()
            signs = LOW if name == "textsubscript" else HIGH
            return "".join(signs.get(sign, sign) for sign in said)
        if name == "ensuremath":
            said = self.raw()
            if said not in MATH:
                self.problem(f"formula {said}")
            return MATH.get(said, "")
        if name == "hspace*":
            return {"1em": "\u2003", "0.5em": "\u2002"}[self.raw()]
        if name == "qcunknown":
            return chr(int(self.argument(), 16))
        if name == "foreignlanguage":
            found.languages.add(self.raw())
            return self.argument()
        if name == "hypertarget":
            found.targets.append(self.raw())
            return self.argument()
        if name == "hyperlink":
            found.links.append(self.raw())
            return self.argument()
        if name == "hyperref":
            found.references.append(self.raw_optional())
            return self.argument()
        if name == "ref*":
            label = self.raw()
            found.references.append(label)
            return f"\ue000{label}\ue001"
        if name == "label":
            label = self.raw()
            kind = label.partition(":")[0]
            found.labels[label] = sum(1 for each in found.labels if each.startswith(f"{kind}:")) + 1
            return ""
        if name in ("footnote",):
            found.footnotes.append(self.argument())
            return ""
        if name == "caption":
            return self.argument() + "\n"
        if name.rstrip("*") in ("section", "subsection", "subsubsection"):
            listed = self.optional()
            text = self.argument()
            if listed is not None and listed != text:
                self.problem("the heading is listed otherwise")
            found.headings.append((name, text))
            return text + "\n"
        if name == "addcontentsline":
            self.raw(), self.raw(), self.argument()
            return ""
        if name in ("setlength", "renewcommand"):
            self.raw()
            return self.argument() if name == "renewcommand" else (self.raw(), "")[1]
        if name == "color":
            self.raw()
            return ""
        if name == "includegraphics":
            self.optional()
            found.pictures.append(self.raw())
            return ""
        if name == "item":
            said = self.optional()
            return f"{said} " if said is not None else ""
        if name == "multicolumn":
            self.cells[-1][1] += int(self.raw()) - 1
            self.raw()
            return self.argument()
        if name == "qcturn":
            return f"{self.argument()} {self.argument()}\n"
        if name in ("begin", "end"):
            return self.environment(name)
        self.problem(f"unknown command {name}")
        return ""

    def environment(self, name: str) -> str:
        """The beginning or the end of an environment."""
        which = self.raw()
        if which not in ENVIRONMENTS:
            self.problem(f"unknown environment {which}")
        if name == "begin":
            self.open.append(which)
            if which == "figure":
                self.optional()
            if which == "longtable":
                self.cells.append([self.raw().count("p{"), 0, self.depth])
        elif not self.open or self.open.pop() != which:
            self.problem(f"{which} ends and was not begun")
        elif which == "longtable":
            self.cells.pop()
        return "\n"

    def row(self) -> None:
        """A row ends: it must have as many cells as the table has columns."""
        if not self.cells:
            self.problem("a row outside of a table")
            return
        columns, signs, _ = self.cells[-1]
        if signs not in (columns - 1, 0):
            self.problem(f"a row of {signs + 1} cells in a table of {columns} columns")
        self.cells[-1][1] = 0
