r"""Reports as LaTeX: one file for pdfLaTeX, LuaLaTeX or XeLaTeX, its figures beside it, nothing of the text ever taken for a command.

Every table stands between two lines of comment and uses nothing but longtable, booktabs and the lengths and commands of the preamble
that begin with ``\qc``, so that it can be taken over into another document.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from qualcode.formats.output import write_file
from qualcode.reports.blocks import (
    Block,
    BulletList,
    Cite,
    Content,
    Contents,
    Facts,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    Marked,
    PageBreak,
    Paragraph,
    Quote,
    Ref,
    Report,
    Row,
    Section,
    Symbol,
    Table,
    Target,
    Text,
    Transcript,
)
from qualcode.reports.languages import language_tag
from qualcode.reports.marked_text import Noted, Piece, Sign, stretches
from qualcode.reports.numbering import number_report

__all__ = ["render_latex", "write_latex"]

LANGUAGES = {
    "en": "british", "cs": "czech", "sv": "swedish", "sk": "slovak", "de": "ngerman", "pl": "polish", "da": "danish", "nb": "norsk",
    "no": "norsk", "fi": "finnish", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese", "nl": "dutch",
}  # fmt: skip
"""Names of languages in babel; others need fonts of their own, which is left to the author."""
HEADINGS = {1: "section", 2: "subsection", 3: "subsubsection"}
COMMANDS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    '"': r"\textquotedbl{}", "'": r"\textquotesingle{}", "`": r"\textasciigrave{}", "[": "{[}", "]": "{]}", "*": "{*}",
    "\t": " ", "\n": "\\qcbr{}\n", "\u00a0": "~", "\u00ad": r"\-", "\u2002": r"\hspace*{0.5em}", "\u2003": r"\hspace*{1em}", "\u2007": r"\hspace*{0.5em}",
    "\u2008": r"\,", "\u2009": r"\,", "\u200a": r"\,", "\u202f": r"\,", "\u200b": r"\allowbreak{}",
    "\u2010": "{-}", "\u2011": r"\mbox{-}", "\u2015": r"\textemdash{}", "\u2212": r"\ensuremath{-}", "\u2044": "/",
    "●": r"\qcfull{}", "◐": r"\qchalf{}", "○": r"\qcempty{}", "⊘": r"\ensuremath{\oslash}", "◌": r"\qcdotted{}",
    "•": r"\textbullet{}", "†": r"\textdagger{}", "‡": r"\textdaggerdbl{}", "…": r"\textellipsis{}", "€": r"\texteuro{}",
    "‰": r"\textperthousand{}", "‹": r"\guilsinglleft{}", "›": r"\guilsinglright{}", "«": r"\guillemotleft{}", "»": r"\guillemotright{}",
    "←": r"\ensuremath{\leftarrow}", "→": r"\ensuremath{\rightarrow}", "↑": r"\ensuremath{\uparrow}", "↓": r"\ensuremath{\downarrow}",
    "↔": r"\ensuremath{\leftrightarrow}", "⇒": r"\ensuremath{\Rightarrow}", "≤": r"\ensuremath{\leq}", "≥": r"\ensuremath{\geq}",
    "≠": r"\ensuremath{\neq}", "≈": r"\ensuremath{\approx}", "≡": r"\ensuremath{\equiv}", "±": r"\ensuremath{\pm}",
    "×": r"\ensuremath{\times}", "÷": r"\ensuremath{\div}", "·": r"\textperiodcentered{}", "∞": r"\ensuremath{\infty}",
    "√": r"\ensuremath{\surd}", "✓": r"\ensuremath{\surd}", "°": r"\textdegree{}", "µ": r"\ensuremath{\mu}", "¬": r"\ensuremath{\neg}",
    "α": r"\ensuremath{\alpha}", "β": r"\ensuremath{\beta}", "γ": r"\ensuremath{\gamma}", "δ": r"\ensuremath{\delta}",
    "ε": r"\ensuremath{\varepsilon}", "κ": r"\ensuremath{\kappa}", "λ": r"\ensuremath{\lambda}", "μ": r"\ensuremath{\mu}",
    "π": r"\ensuremath{\pi}", "ρ": r"\ensuremath{\rho}", "σ": r"\ensuremath{\sigma}", "τ": r"\ensuremath{\tau}",
    "φ": r"\ensuremath{\varphi}", "χ": r"\ensuremath{\chi}", "ω": r"\ensuremath{\omega}", "Δ": r"\ensuremath{\Delta}",
    "Σ": r"\ensuremath{\Sigma}", "Ω": r"\ensuremath{\Omega}",
    **{chr(0x2080 + digit): rf"\textsubscript{{{digit}}}" for digit in range(10)},
    **{sign: rf"\textsuperscript{{{shown}}}" for shown, sign in zip("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", strict=True)},
}  # fmt: skip
"""How a character is written where its own sign would be a command, or is missing in a font of one of the three programs."""
CONTROL = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufffd\ud800-\udfff]")
DIRECTION = re.compile("[\u061c\u200c-\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Signs that cannot be seen and turn the direction of text or join letters."""
SPOKEN_FOR = COMMANDS | {"\0": "{}", "\1": "'", "\ufffd": r"\qcunknown{FFFD}"}
"""The first two that are added stand for an empty group between signs that would join, and for an apostrophe; neither can come from a text."""
SPECIAL = re.compile(f"[{re.escape(''.join(SPOKEN_FOR))}]|{DIRECTION.pattern}")
KNOWN = (
    frozenset("¡¢£¥§¨©ª®¯¶¸º»¿–—‘’‚“”„ĂăĄąĆćČčĎďĐđĘęĚěĞğİıĹĺĽľŁłŃńŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŮůŰűŸŹźŻżŽž")
    | {chr(code) for code in range(0xC0, 0x100)}
) - {"×", "÷"}
"""Characters beyond ASCII that pdfLaTeX prints with the fonts of the preamble, beside those of :data:`COMMANDS`."""
ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".", "\u0308": '"',
    "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d", "\u0327": "c", "\u0328": "k", "\u0331": "b",
}  # fmt: skip
"""Commands of accents by combining character."""
LIGATURES = re.compile(r"(?<=-)-|(?<=,),")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
"""Between letters an apostrophe may be set as one; elsewhere it stays straight, for it may be a quotation mark."""
PLAIN = re.compile(r"(?:[A-Za-z0-9 .:;!?()/=+@]|(?<!,),|(?<!-)-)*")
"""Text that is written as it is."""
LONG_WORD = re.compile(r"[^\s]{41,}")
BREAK_EVERY = 20
"""In words of more than 40 characters a line may break after so many."""

PREAMBLE = r"""% Written by qualcode. Compile it twice with pdflatex, or with lualatex or xelatex, which have the letters of more scripts.
\documentclass[11pt,a4paper]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
  \usepackage{lmodern}
\else
  \usepackage{fontspec}
@FONT@\fi
\usepackage[@BABEL@]{babel}
\usepackage[a4paper,margin=25mm]{geometry}
\usepackage{array,longtable,booktabs,graphicx,float,pdflscape,ragged2e,xcolor}
\usepackage[unicode,hidelinks]{hyperref}
\AtBeginDocument{\renewcommand{\tablename}{@TABLE@}\renewcommand{\figurename}{@FIGURE@}}
\setcounter{tocdepth}{2}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.5\baselineskip}
\setlength{\emergencystretch}{3em}
\definecolor{qcgrey}{HTML}{55606E}
\newlength{\qcwidth}
\newlength{\qcwhole}
\newcommand{\qcbr}{\leavevmode\newline}
\newcommand{\qcquiet}[1]{{\color{qcgrey}#1}}
\newcommand{\qccell}{\RaggedRight\hspace{0pt}}
\DeclareRobustCommand{\qcunknown}[1]{{\footnotesize\fbox{U+#1}}}
% Words that are gone or new; without ulem the signs around them say it alone.
\IfFileExists{ulem.sty}{\usepackage[normalem]{ulem}}{}
\providecommand{\sout}[1]{#1}
\providecommand{\uline}[1]{#1}
\newcommand{\qcgone}[1]{\sout{#1}}
\newcommand{\qcnew}[1]{\uline{#1}}
% Signs of verdicts: full, half, empty and dotted circle; without wasysym other signs that can be told apart.
\IfFileExists{wasysym.sty}{\usepackage[nointegrals]{wasysym}}{}
\providecommand{\CIRCLE}{\ensuremath{\bullet}}
\providecommand{\LEFTcircle}{\ensuremath{\odot}}
\providecommand{\Circle}{\ensuremath{\circ}}
\DeclareRobustCommand{\qcfull}{\CIRCLE}
\DeclareRobustCommand{\qchalf}{\LEFTcircle}
\DeclareRobustCommand{\qcempty}{\Circle}
\DeclareRobustCommand{\qcdotted}{\ensuremath{\diamond}}
\makeatletter
% The words for a picture; programs that do not know the key leave them out.
\@ifundefined{KV@Gin@alt}{\define@key{Gin}{alt}{}}{}
\makeatother
\pdfstringdefDisableCommands{%
  \def\qcunknown#1{U+#1}\def\qcfull{full}\def\qchalf{half}\def\qcempty{empty}\def\qcdotted{dotted}%
  \def\foreignlanguage#1#2{#2}\def\qcbr{ }\def\allowbreak{}\def\ensuremath#1{}%
}
\newenvironment{qcverdict}{\begin{quote}}{\end{quote}}
\newenvironment{qcremarks}{\begin{list}{}{\setlength{\leftmargin}{2.5em}\setlength{\itemsep}{0pt}\setlength{\parsep}{2pt}\footnotesize\RaggedRight}}{\end{list}}
\newcommand{\qcturn}[2]{\par\medskip\leavevmode\llap{\footnotesize\textcolor{qcgrey}{#1}\hspace{0.8em}}\ifx\relax#2\relax\else{\footnotesize\textcolor{qcgrey}{#2}\ }\fi}
"""
PROPERTIES = "\\hypersetup{pdftitle={@TITLE@},pdfauthor={@AUTHOR@},pdfsubject={@SUBJECT@},pdfkeywords={qualcode}@LANG@}\n"
FALLBACK_FONT = "  \\IfFontExistsTF{DejaVu Serif}{\\setmainfont{DejaVu Serif}}{}\n"


def write_latex(report: Report, path: Path) -> tuple[Path, ...]:
    """Write the report as ``.tex``, its figures as PNG beside it under names that LaTeX can read (``NAME-figure1.png``)."""
    stem = picture_stem(path.stem)
    pictures: dict[str, Path] = {}
    for block in report.blocks:
        if isinstance(block, Figure):
            pictures[block.key] = path.with_name(f"{stem}-figure{len(pictures) + 1}.png")
            write_file(pictures[block.key], block.picture.png)
    text = render_latex(report, {key: place.name for key, place in pictures.items()})
    write_file(path, text.encode("utf-8"))
    return (path, *pictures.values())


def render_latex(report: Report, pictures: dict[str, str] | None = None) -> str:
    """The LaTeX text; ``pictures`` names the files of the figures by key."""
    return LatexWriter(report, pictures or {}).render()


def picture_stem(stem: str) -> str:
    """The beginning of a figure's name: the report's own where it is plain, else its plain letters and a sum that tells it from others.

    >>> picture_stem("report_1"), picture_stem("zpráva č. 1")[:-8]
    ('report_1', 'zprava-c-1')
    """
    if re.fullmatch(r"[A-Za-z0-9_-]+", stem):
        return stem
    plain = unicodedata.normalize("NFD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-") or "report"
    return f"{plain}-{hashlib.sha256(stem.encode('utf-8', 'replace')).hexdigest()[:7]}"


def safe(value: str) -> str:
    r"""Text in which no sign is a command, a comment, an argument or a ligature; line ends become ``\qcbr{}``."""
    value = value.replace("\x0b", "\n").replace("\r\n", "\n").replace("\r", "\n")
    value = LONG_WORD.sub(breakable, value) if len(value) > 40 else value
    if value.isascii() and PLAIN.fullmatch(value):
        return value
    value = CONTROL.sub("\ufffd", value)
    value = APOSTROPHE.sub("\1", LIGATURES.sub(lambda match: "\0" + match[0], value))
    return SPECIAL.sub(special, value)


def breakable(match: re.Match[str]) -> str:
    """A very long word with places where a line may break."""
    word = match[0]
    return "\u200b".join(word[at : at + BREAK_EVERY] for at in range(0, len(word), BREAK_EVERY))


def special(match: re.Match[str]) -> str:
    """How a sign of :data:`SPECIAL` is written."""
    return SPOKEN_FOR.get(match[0]) or f"\\qcunknown{{{ord(match[0]):04X}}}"


def declared(text: str) -> str:
    """Declarations for pdfLaTeX of the characters of a text that its fonts lack: by accents where there are some, else by their number."""
    lines = []
    for sign in sorted({sign for sign in set(text) if not sign.isascii()} - KNOWN):
        base, *marks = list(unicodedata.normalize("NFD", sign))
        if marks and base.isascii() and base.isalpha() and all(mark in ACCENTS for mark in marks):
            shown = base
            for mark in marks:
                shown = f"\\{ACCENTS[mark]}{{{shown}}}"
        else:
            shown = f"\\qcunknown{{{ord(sign):04X}}}"
        lines.append(f"  \\DeclareUnicodeCharacter{{{ord(sign):04X}}}{{{shown}}}\n")
    return f"\\ifPDFTeX\n{''.join(lines)}\\fi\n" if lines else ""


class LatexWriter:
    """Turns blocks into LaTeX."""

    def __init__(self, report: Report, pictures: dict[str, str]) -> None:
        self.report = report
        self.pictures = pictures
        self.numbering = number_report(report)
        self.languages = {report.language} & set(LANGUAGES) or {"en"}
        self._transcripts = 0
        self._wide = False
        self._fresh = True
        self._later: list[str] | None = None
        """Notes that wait for the end of a table, since none can stand in its header."""

    def render(self) -> str:
        """The whole file."""
        report = self.report
        head = [f"\\begin{{center}}\n{{\\LARGE\\bfseries {line(report.title)}\\par}}\n"]
        if report.subtitle:
            head.append(f"\\medskip\n{{\\large {line(report.subtitle)}\\par}}\n")
        head.append("\\end{center}\n\n")
        body = "".join([*head, *[self.block(block) for block in report.blocks]])
        if self._wide:
            body += "\\end{landscape}\n"
        preamble = self.preamble(body)
        return f"{preamble}\\begin{{document}}\n{body}\\end{{document}}\n"

    def preamble(self, body: str) -> str:
        """Packages, languages, properties, and the characters that the body needs."""
        report = self.report
        main = LANGUAGES.get(report.language, "british")
        others = sorted({LANGUAGES[code] for code in self.languages} - {main})
        tag = language_tag(report.language)
        values = {
            "BABEL": ",".join(["shorthands=off", *others, f"main={main}"]),
            "TITLE": line(report.title),
            "AUTHOR": line(report.author),
            "SUBJECT": line(report.subject),
            "LANG": f",pdflang={{{tag}}}" if tag else "",
            "TABLE": line(report.table_label),
            "FIGURE": line(report.figure_label),
        }
        signs = declared("".join(values.values()) + body)
        values["FONT"] = FALLBACK_FONT if "qcunknown" in signs else ""

        def filled(template: str) -> str:
            return re.sub(r"@([A-Z]+)@", lambda match: values[match[1]], template)

        return filled(PREAMBLE) + signs + filled(PROPERTIES)

    def block(self, block: Block) -> str:
        """One block."""
        fresh, self._fresh = self._fresh, False
        match block:
            case Heading():
                return self.heading(block, fresh)
            case Paragraph():
                return self.paragraph(block)
            case Quote():
                return f"\\begin{{quote}}\n{self.content(block.content)}\n\\end{{quote}}\n\n"
            case BulletList():
                items = "".join(f"\\item {self.content(item)}\n" for item in block.items)
                return f"\\begin{{itemize}}\n{items}\\end{{itemize}}\n\n" if items else ""
            case Facts():
                rows = "".join(
                    f"\\item[{{{line(name)}}}] {self.content(value)}\n" for name, value in block.rows
                )
                return f"\\begin{{description}}\n{rows}\\end{{description}}\n\n" if rows else ""
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Contents():
                return self.contents(block)
            case Transcript():
                return self.transcript(block)
            case PageBreak():
                self._fresh = True
                return "" if fresh else "\\clearpage\n\n"
            case Section():
                if block.landscape == self._wide:
                    self._fresh = fresh
                    return ""
                self._wide, self._fresh = block.landscape, True
                return f"\\{'begin' if block.landscape else 'end'}{{landscape}}\n\n"

    def heading(self, block: Heading, fresh: bool) -> str:
        """A heading; one of the first level that is not counted begins a page and is listed in the contents all the same."""
        command = HEADINGS[block.level]
        shown = self.spoken(line(block.text), block.language)
        target = f"\\hypertarget{{{block.target}}}{{}}" if block.target else ""
        if block.numbered:
            return f"\\{command}[{{{shown}}}]{{{target}{shown}}}\n\n"
        page = "" if fresh or block.level > 1 else "\\clearpage\n"
        listed = f"\\addcontentsline{{toc}}{{{command}}}{{{shown}}}"
        return f"{page}\\{command}*{{{target}{shown}}}{listed}\n\n"

    def paragraph(self, block: Paragraph) -> str:
        """A paragraph of its kind."""
        shown = self.content(block.content)
        if not shown.strip():
            return ""
        stay = "\\nopagebreak" if block.keep else ""
        match block.kind:
            case "verdict":
                return f"\\begin{{qcverdict}}\n{shown}\n\\end{{qcverdict}}\n\n"
            case "note":
                return f"{{\\small\\color{{qcgrey}}{{}}{shown}\\par}}{stay}\n\n"
            case "speaker":
                return f"\\medskip{{}}{{\\small\\sffamily{{}}{shown}\\par}}\\nopagebreak\n\n"
            case _:
                return f"{shown}\\par{stay}\n\n" if stay else f"{shown}\n\n"

    def content(self, content: Content) -> str:
        """Inline content."""
        return "".join([self.inline(item) for item in content])

    def inline(self, item: Inline) -> str:
        """One piece of inline content; what has no target is plain text."""
        targets = self.numbering.targets
        match item:
            case Text():
                return self.text(item)
            case Cite():
                shown = "{[}" + safe(item.label) + "{]}"
                return f"\\hyperlink{{{item.target}}}{{{shown}}}" if item.target in targets else shown
            case Symbol():
                shown = safe(item.sign)
                return f"\\hyperlink{{{item.target}}}{{{shown}}}" if item.target in targets else shown
            case Link():
                shown = self.spoken(safe(item.text), item.language)
                shown = f"\\textbf{{{shown}}}" if item.strong else shown
                return f"\\hyperlink{{{item.target}}}{{{shown}}}" if item.target in targets else shown
            case Ref():
                kind, _ = self.numbering.captions[item.key]
                name = label(kind, item.key)
                word = self.report.table_label if kind == "Table" else self.report.figure_label
                return f"\\hyperref[{name}]{{{line(word)}~\\ref*{{{name}}}}}"
            case Target():
                return f"\\hypertarget{{{item.name}}}{{}}"
            case Marked():
                return f"\\hypertarget{{{item.name}}}{{}}{self.content(item.content)}"
            case Footnote():
                return self.footnote(item)

    def text(self, item: Text) -> str:
        """Text in its look and its language; white space at its ends stays outside."""
        shown = safe(item.text)
        if item.gone or item.new:
            look = "\\qcgone" if item.gone else "\\qcnew"
            shown = "\\qcbr{}\n".join(
                f"{look}{{{safe(line)}}}" if line.strip() else line for line in item.text.split("\n")
            )
        shown = self.spoken(shown, item.language)
        if not item.text.strip():
            return shown
        if item.quiet:
            shown = f"\\qcquiet{{{shown}}}"
        if item.emphasis:
            shown = f"\\emph{{{shown}}}"
        return f"\\textbf{{{shown}}}" if item.strong else shown

    def spoken(self, shown: str, language: str) -> str:
        """Escaped text in a language that is not the report's."""
        if not shown or language == self.report.language or language not in LANGUAGES:
            return shown
        self.languages.add(language)
        return f"\\foreignlanguage{{{LANGUAGES[language]}}}{{{shown}}}"

    def footnote(self, item: Footnote) -> str:
        """A footnote; in the header of a table, where none can stand, a letter whose note follows behind the table."""
        before, self._later = self._later, None
        shown = self.content(item.content)
        self._later = before
        if before is None:
            return f"\\footnote{{{shown}}}"
        before.append(shown)
        return f"\\textsuperscript{{{letter(len(before))}}}"

    def table(self, block: Table) -> str:
        """A table that runs over pages, its caption above, its header on each page."""
        columns = len(block.columns)
        total = sum(column.share for column in block.columns)
        sides = {
            "left": "\\qccell",
            "center": "\\Centering\\hspace{0pt}",
            "right": "\\RaggedLeft\\hspace{0pt}",
        }
        spec = "\n".join(
            f"  >{{{sides[column.align]}\\arraybackslash}}p{{{column.share / total:.4f}\\qcwidth}}"
            for column in block.columns
        )
        before, self._later = self._later, []
        head = " &\n".join(f"\\textbf{{{self.content(column.title)}}}" for column in block.columns)
        later, self._later = self._later, before
        rows = "".join([self.row(block, row) for row in block.rows]) or " &" * (columns - 1) + " \\\\\n"
        name = label("Table", block.key)
        notes = "".join(
            f"\n{{\\footnotesize\\textsuperscript{{{letter(number)}}}\\,{note}\\par}}"
            for number, note in enumerate(later, 1)
        )
        again = re.sub(r"\\hypertarget\{\w+\}\{\}", "", head)
        return (
            f"% begin of the table {block.key}\n"
            f"\\setlength{{\\qcwidth}}{{\\dimexpr\\linewidth-{2 * columns}\\tabcolsep\\relax}}%\n"
            "\\setlength{\\qcwhole}{\\dimexpr\\linewidth-2\\tabcolsep\\relax}%\n"
            f"{{\\small\n\\begin{{longtable}}{{\n{spec}}}\n\\caption{{{line(block.caption)}}}\\label{{{name}}}\\\\\n"
            f"\\toprule\n{head} \\\\\n\\midrule\n\\endfirsthead\n\\toprule\n{again} \\\\\n\\midrule\n\\endhead\n"
            f"\\bottomrule\n\\endfoot\n{rows}\\end{{longtable}}\n}}{notes}\n% end of the table {block.key}\n\n"
        )

    def row(self, block: Table, row: Row) -> str:
        """A row; one that heads a group spans the table."""
        if row.group:
            inner = self.cell(row.cells[0].paragraphs)
            return f"\\multicolumn{{{len(block.columns)}}}{{>{{\\qccell\\arraybackslash}}p{{\\qcwhole}}}}{{{inner}}} \\\\\n"
        return " &\n".join(self.cell(cell.paragraphs) for cell in row.cells) + " \\\\\n"

    def cell(self, paragraphs: tuple[Content, ...]) -> str:
        """The paragraphs of a cell."""
        return "\\par{}".join(self.content(each) for each in paragraphs)

    def figure(self, block: Figure) -> str:
        """The picture where the text has it, its caption below."""
        name = label("Figure", block.key)
        place = self.pictures.get(block.key, "")
        shown = ""
        if place:
            size = "width=\\linewidth,height=0.8\\textheight,keepaspectratio"
            shown = f"\\includegraphics[{size},alt={{{line(block.description)}}}]{{{place}}}\n"
        return f"\\begin{{figure}}[H]\n\\centering\n{shown}\\caption{{{line(block.caption)}}}\\label{{{name}}}\n\\end{{figure}}\n\n"

    def contents(self, block: Contents) -> str:
        """Contents and lists, which LaTeX makes itself."""
        out = [f"{{\\renewcommand{{\\contentsname}}{{{line(block.title)}}}\\tableofcontents}}\n"]
        kinds = {kind for kind, _ in self.numbering.captions.values()}
        for kind, name, command, title in (
            ("Table", "listtablename", "listoftables", block.tables),
            ("Figure", "listfigurename", "listoffigures", block.figures),
        ):
            if kind in kinds:
                out.append(f"{{\\renewcommand{{\\{name}}}{{{line(title)}}}\\{command}}}\n")
        return "".join(out) + "\n"

    def transcript(self, block: Transcript) -> str:
        """Turns with their numbers, passages between numbered brackets, and below each turn what is said of its passages."""
        self._transcripts += 1
        prefix = f"d{self._transcripts}"
        out: list[str] = []
        named: set[str] = set()
        found = stretches(block)
        names = {each.number: [r.name for r in each.remarks if r.name] for s in found for each in s.noted}

        def piece(item: Piece) -> str:
            if isinstance(item, Sign):
                places = [] if not item.opening else [f"{prefix}p{item.number}", *names[item.number]]
                marks = "".join(f"\\hypertarget{{{name}}}{{}}" for name in places if name not in named)
                named.update(places)
                bracket = "{[}" if item.opening else "{]}"
                return f"{marks}\\hyperlink{{{prefix}r{item.number}}}{{{bracket}\\textsubscript{{{item.number}}}}}"
            shown = self.spoken(safe(item.text), block.language)
            return f"\\textbf{{{shown}}}" if item.label and item.text.strip() else shown

        for stretch in found:
            lines = ["".join([piece(item) for item in each]) for each in stretch.lines]
            if stretch.turn is not None:
                head = f"\\qcturn{{{stretch.turn.number}}}{{{safe(stretch.turn.time)}}}"
                lines[:1] = [head + (lines[0] if lines else "")]
            out += [f"{each}\n\n" for each in lines]
            if stretch.noted:
                items = "".join([self.noted(each, prefix) for each in stretch.noted])
                out.append(f"\\begin{{qcremarks}}\n{items}\\end{{qcremarks}}\n\n")
        return "".join(out)

    def noted(self, noted: Noted, prefix: str) -> str:
        """What is said of one passage, under the number that leads back to it."""
        out = []
        for place, remark in enumerate(noted.remarks):
            mark = f"\\hypertarget{{{prefix}r{noted.number}}}{{}}" if place == 0 else ""
            back = (
                f"{mark}\\hyperlink{{{prefix}p{noted.number}}}{{{{[}}\\textsubscript{{{noted.number}}}{{]}}}}"
            )
            first, _, rest = remark.text.partition("\n")
            author = f" ({safe(remark.author)})" if remark.author else ""
            more = f"\\qcbr{{}}{safe(rest)}" if rest else ""
            out.append(f"\\item[{back}] \\textbf{{{safe(first)}}}{author}{more}\n")
        return "".join(out)


def line(value: str) -> str:
    """Text on one line, as headings and captions need it."""
    return safe(" ".join(value.split()))


def letter(number: int) -> str:
    """The letter of a note to a table, counted from 1."""
    return chr(ord("a") + (number - 1) % 26)


def label(kind: str, key: str) -> str:
    """The name under which a table or figure is referred to."""
    return f"{'tab' if kind == 'Table' else 'fig'}:{key}"
