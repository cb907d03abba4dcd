"""An invented study in memory: respondents, codes, quotations and a comparison with the shipped models.

Nobody said any of this. The comparison is computed by the real analysis; only the material is made up.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from functools import cache
from random import Random

from qualcode.analysis import compare, cooccurrence, frequencies, quotations_together
from qualcode.frameworks import read_criteria, read_model, read_sources, shipped
from qualcode.model.arrays import ROLE_CODES, Incidence, Node, Units
from qualcode.model.changes import Change
from qualcode.model.codes import Code
from qualcode.model.codings import CodingRow, Memo
from qualcode.model.documents import Case, Document
from qualcode.model.frameworks import Criteria, Mapping, ReferenceModel
from qualcode.reports.blocks import Picture
from qualcode.reports.material import Material, Said

FACILITIES = ("outpatient clinic", "social service", "dual registration")
TREE = {
    "Where the work is done": ("Work outside the facility", "Only in the facility", "Home visits"),
    "Team": ("Shared clients", "Key worker", "Multidisciplinary team", "Working alone"),
    "Network": ("Coordinating care", "Referral and handover", "Involving close people"),
    "Důvěra a hranice": ("Trust", "Čekání na klienta", "Ambivalence"),
    "Limits": ("Paperwork", "Too few services"),
}
MAPS: dict[str, tuple[str, int]] = {
    "Work outside the facility": ("in_vivo", 5),
    "Only in the facility": ("in_vivo", 1),
    "Home visits": ("in_vivo", 4),
    "Shared clients": ("shared_caseload", 5),
    "Key worker": ("shared_caseload", 2),
    "Multidisciplinary team": ("multidisciplinarity", 5),
    "Working alone": ("multidisciplinarity", 1),
    "Coordinating care": ("coordination", 5),
    "Referral and handover": ("linkage", 4),
    "Involving close people": ("informal_support", 4),
    "Trust": ("relationship", 5),
}
WORDS = [
    "well",
    "you",
    "know",
    "we",
    "drive",
    "there",
    "on",
    "Tuesdays",
    "and",
    "she",
    "waits",
    "by",
    "the",
    "tram",
    "stop",
    "with",
    "the",
    "papers",
    "because",
    "nobody",
    "else",
    "would",
]


def png(width: int, height: int) -> bytes:
    """A plain picture of the given size at 300 dpi."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xdd\xe4\xec" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            chunk(b"IHDR", head),
            chunk(b"pHYs", struct.pack(">IIB", 11811, 11811, 1)),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


SVG = (
    b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><circle cx="50" cy="50" r="40"/></svg>'
)


@cache
def frameworks() -> tuple[Criteria, tuple[ReferenceModel, ...]]:
    """The criteria and models that come with qualcode."""
    files = shipped()
    criteria = next(read_criteria(file.text, file.name) for file in files if file.kind == "criteria")
    models = [read_model(file.text, file.name, criteria) for file in files if file.kind == "model"]
    return criteria, tuple(sorted(models, key=lambda model: not model.rank))


def invented(
    respondents: int = 10,
    quotations_each: int = 14,
    *,
    mapped: bool = True,
    languages: tuple[str, ...] = ("en", "cs", "sv"),
    seed: int = 7,
) -> Material:
    """A whole study's material; ``quotations_each`` are marked in each interview."""
    random = Random(seed)
    cases = tuple(
        Case(
            n,
            f"R{n:02}",
            {"facility_type": FACILITIES[n % 3], "profession": "addictologist", "years": "5–10"},
        )
        for n in range(1, respondents + 1)
    )
    documents = tuple(
        Document(n, f"rozhovor_novak_{n}", n, case.label, "docx", languages[n % len(languages)], f"{n:064x}", 1800 + n, 9000, "2026-05-04T10:00:00+00:00", f"rozhovor_novak_{n}.docx")
        for n, case in enumerate(cases, 1)
    )  # fmt: skip
    codes = tree(languages)
    applied = [code for code in codes if code.kind == "code"][:-1]  # the last code stays unused
    lone = next(code for code in applied if code.name == "Ambivalence")  # one respondent alone speaks of it
    applied.remove(lone)
    rows: list[CodingRow] = []
    said: dict[int, Said] = {}
    number = 0
    for document, case in zip(documents, cases, strict=True):
        for k in range(quotations_each):
            number += 1
            text = " ".join(random.choice(WORDS) for _ in range(random.randint(5, 30)))
            if k == 0:
                text = f"<b>“{text}”</b> | *no* markup & [no link](http://x.example) = řeč\n# 1. ďábel \x0b\x01 {'å' * 3}"
            chosen = random.sample(applied, 1 + (k % 3 == 0)) + (
                [lone] if (k, case.label) == (1, "R04") else []
            )
            start = 100 * k
            for code in chosen:
                rows.append(
                    CodingRow(len(rows) + 1, number, document.name, case.label, start, start + 80, text, k + 1, "R", "respondent", code.name, "Jana", "", "2026-05-05T09:00:00+00:00", code.id, document.id)
                )  # fmt: skip
            memo = "Deviant case: compare with R02." if number % 17 == 0 else ""
            said[number] = Said(
                number,
                case.label,
                text,
                document.language,
                k + 1,
                1,
                tuple(code.name for code in chosen),
                memo,
            )
    incidence = arrays(cases, documents, codes, rows)
    found = cooccurrence(incidence)
    criteria, models = frameworks()
    ids = {code.name: code.id for code in codes}
    mappings = (
        *(
            Mapping(n, ids[name], name, criterion, "level", level, 2, "practice", True)
            for n, (name, (criterion, level)) in enumerate(MAPS.items(), 1)
        ),
        Mapping(
            99,
            ids["Čekání na klienta"],
            "Čekání na klienta",
            "relationship",
            "supports",
            5,
            1,
            "evaluation",
            False,
        ),
    )
    files = shipped()
    return Material(
        title="Case management v ambulancích",
        date="2026-06-01T08:00:00+00:00",
        version="0.1.0",
        coder="Jana",
        coders=("Jana", "Petr"),
        cases=cases,
        documents=documents,
        codes=codes,
        codings=tuple(rows),
        quotations=said,
        frequencies=frequencies(incidence),
        cooccurrence=found,
        together={
            (pair.a, pair.b): quotations_together(incidence, pair.a, pair.b) for pair in found.pairs[:3]
        },
        criteria=criteria,
        models=models,
        sources=next(read_sources(file.text, file.name) for file in files if file.kind == "sources"),
        files=tuple(file for file in files if file.kind in ("criteria", "model")),
        mappings=mappings if mapped else (),
        comparison=compare(incidence, mappings, (), criteria, models, by="facility_type") if mapped else None,
        by="facility_type" if mapped else "",
        memos=(
            Memo(
                1,
                "methodological",
                "document",
                1,
                documents[0].name,
                "Recording failed for two minutes.",
                "2026-05-04T12:00:00+00:00",
                "Jana",
            ),
        ),
        history=(
            Change(
                1,
                "2026-05-04T10:00:00+00:00",
                "Jana",
                "documents.add",
                f"Imported “{documents[0].name}”",
                False,
            ),
            Change(2, "2026-05-04T11:00:00+00:00", "Jana", "codings.apply", "Coded a passage", True),
        ),
        tree=Picture(png(400, 300), SVG),
        network=Picture(png(400, 300), SVG),
    )


def tree(languages: tuple[str, ...]) -> tuple[Code, ...]:
    """The codebook; one code has no definition."""
    codes: list[Code] = []
    for place, (category, names) in enumerate(TREE.items()):
        parent = Code(
            len(codes) + 1,
            None,
            "category",
            category,
            f"About {category}.",
            "",
            "",
            "",
            "",
            "#1f4e79",
            "data",
            place,
            "",
            "Jana",
            (category,),
        )
        codes.append(parent)
        for position, name in enumerate(names):
            brief = "" if name == "Paperwork" else f"What is said on {name}."
            codes.append(
                Code(len(codes) + 1, parent.id, "code", name, brief, "", f"When {name} is spoken of.", "A wish.", "An invented example.", "#1f4e79", "data", position, "", "Jana", (category, name))
            )  # fmt: skip
    return tuple(codes)


def arrays(
    cases: tuple[Case, ...], documents: tuple[Document, ...], codes: tuple[Code, ...], rows: list[CodingRow]
) -> Incidence:
    """The codings as the analyses take them; each quotation is a turn of its own."""
    place = {code.id: n for n, code in enumerate(codes)}
    at = {document.id: n for n, document in enumerate(documents)}
    ordered = sorted(rows, key=lambda row: (at[row.document_id], row.start, -row.end, row.id))
    turns = sorted({(at[row.document_id], row.start, row.end) for row in rows})

    def column(values: list[int]) -> array[int]:
        return array("q", values)

    return Incidence(
        documents=documents,
        cases=cases,
        nodes=tuple(Node(code.id, code.name, code.kind, code.parent_id, code.colour, code.path) for code in codes),
        document=column([at[row.document_id] for row in ordered]),
        case=column([at[row.document_id] for row in ordered]),
        code=column([place[row.code_id] for row in ordered]),
        start=column([row.start for row in ordered]),
        end=column([row.end for row in ordered]),
        quotation=column([row.quotation for row in ordered]),
        coding=column([row.id for row in ordered]),
        turns=Units(
            column([turn[0] for turn in turns]), column([turn[1] for turn in turns]), column([turn[2] for turn in turns]),
            column([ROLE_CODES["respondent"]] * len(turns)), column(list(range(1, len(turns) + 1))),
        ),
        coder="Jana",
        document_case=column(list(range(len(documents)))),
    )  # fmt: skip
