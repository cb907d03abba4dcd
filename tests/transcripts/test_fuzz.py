"""Every reader against damage at random: only a refusal may leave it, and what it gives is sound.

``QUALCODE_FUZZ=2000`` tries so many examples of each kind instead of the few that every run can afford.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transcripts.pdffile import pdf, printed
from tests.transcripts.samples import SAMPLES, rezipped
from tests.transcripts.soundness import read_or_refused

EXAMPLES = int(os.environ.get("QUALCODE_FUZZ", "70"))
Wrap = Callable[[bytes], bytes]


def part_of(kind: str, part: str) -> tuple[str, bytes, Wrap]:
    """One part of a zip container, to be damaged and put back."""
    name, data = SAMPLES[kind]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return name, archive.read(part), lambda damaged: rezipped(data, {part: damaged})


def page_of_otranscribe(damaged: bytes) -> bytes:
    whole = json.loads(SAMPLES["otr"][1])
    return json.dumps({**whole, "text": damaged.decode("utf-8", "surrogateescape")}).encode()


TARGETS: dict[str, tuple[str, bytes, Wrap]] = {
    kind: (name, data, bytes) for kind, (name, data) in SAMPLES.items() if kind != "doc"
}
TARGETS |= {
    "text of docx": part_of("docx", "word/document.xml"),
    "types of docx": part_of("docx", "[Content_Types].xml"),
    "text of odt": part_of("odt", "content.xml"),
    "sheet of xlsx": part_of("xlsx", "xl/worksheets/sheet1.xml"),
    "workbook of xlsx": part_of("xlsx", "xl/workbook.xml"),
    "styles of xlsx": part_of("xlsx", "xl/styles.xml"),
    "page of otr": ("a.otr", json.loads(SAMPLES["otr"][1])["text"].encode(), page_of_otranscribe),
    "drawing of pdf": (
        "a.pdf",
        b"BT /F 10 Tf 1 0 0 1 70 500 Tm (R: and then they came) Tj ET\n" * 3,
        lambda damaged: pdf(printed(["T: Who came?", "R: The others."] * 3), extra=damaged),
    ),
}
"""What is damaged, by a name of its own: the name of the file, the bytes, and how they become a file again."""

PUT = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [
            *(b"<", b">", b"</p>", b"<p>", b"<u>", b"<table><tr><td>", b"<!--", b"-->", b"<![CDATA[", b"<pre>", b"<script>", b"<del>"),
            *(b"&lt;", b"&#0;", b"&#xD800;", b"&", b"</text:p>", b"<text:p>", b"<table:table-row>", b"<w:p>", b"</w:p>", b"<w:tbl>"),
            *(b"\x00", b"\x1b[31m", b"\x85", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8", "u\u030a".encode(), b"\r", b"\n\n", b"\t"),
            *(b"9" * 30, b"-1", b"-5.5", b"1e5", b"1e999", b"NaN", b"nan", b"99:99:99", b"-0:05", b"[-00:00:05]", b"#00:00:05-3#", b" --> "),
            *(b"{", b"}", b"[", b"]", b'"', b",", b";", b"#", b"\\ud800", b"null", b"//A: x //", b"T: ", b"R = respondent", b"NOTE x", b"<v A>"),
            *(b"\\par ", b"\\bin9 ", b"\\uc0", b"\\u-10240?", b"{\\deleted a}", b"{\\*\\ud x}", b"\\cell ", b"\\row ", b"\\intbl ", b"\\'e8"),
            *(b"<a name='ts_9_1_//B'>b", b"<span data-timestamp='nan'>0:01", b"TIME_VALUE", b"(a) Tj", b"endobj", b"/Length 1"),
        ]
    ),
)  # fmt: skip
EDIT = st.tuples(
    st.sampled_from(["flip", "cut", "end", "splice", "double", "put"]),
    st.integers(0, 1 << 20),
    st.sampled_from([1, 2, 3, 5, 9, 20, 60, 200]),
    PUT,
)


def damaged(data: bytes, edits: list[tuple[str, int, int, bytes]]) -> bytes:
    """Bytes turned, cut out, moved, doubled or put in; places count round the end."""
    for what, place, length, put in edits:
        at = place % (len(data) + 1)
        before, piece, after = data[:at], data[at : at + length], data[at + length :]
        if what == "flip":
            data = before + bytes(byte ^ (1 << place % 8) for byte in piece[:1]) + piece[1:] + after
        elif what == "cut":
            data = before + after
        elif what == "end" and at > len(data) // 2:
            data = before
        elif what == "splice":
            other = place * 7 % (len(data) + 1)
            data = before + data[other : other + length] + piece + after
        elif what == "double":
            data = before + piece * (1 + place % 4) + after
        else:
            data = before + put + piece[place % 4 :] + after
    return data


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=st.lists(EDIT, min_size=1, max_size=6))
def test_what_is_damaged_is_read_soundly_or_refused(
    target: str, edits: list[tuple[str, int, int, bytes]]
) -> None:
    name, data, wrap = TARGETS[target]
    read_or_refused(wrap(damaged(data, edits)), name)
