from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.errors import FileError
from qualcode.transcripts import doc, read, read_bytes
from tests.conftest import program
from tests.formats.test_gate import OLE, packed
from tests.formats.wordfile import docx, para

WORD = OLE + "WordDocument".encode("utf-16-le") + b"x" * 500
SPEECH = para("(T = tazatelka)") + (para("T: Jak šlo ráno?") + para("R: Šťastně, paní Nováková.")) * 3


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    """A program in LibreOffice's place, which notes its arguments and surroundings."""
    script = tmp_path / "soffice"
    script.write_text(
        f"#!{sys.executable}\nimport json, os, pathlib, sys, time\n"
        f"seen = pathlib.Path({str(tmp_path)!r})\n"
        "profile = next(a for a in sys.argv if a.startswith('-env:')).split('file://')[1]\n"
        "settings = (pathlib.Path(profile) / 'user' / 'registrymodifications.xcu').read_text()\n"
        "(seen / 'seen.json').write_text(json.dumps([sys.argv[1:], dict(os.environ), settings, os.getcwd()]))\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n" + body,
        encoding="utf-8",
    )
    script.chmod(0o700)
    monkeypatch.setattr(doc, "_soffice", lambda: str(script))
    path = tmp_path / "old.doc"
    path.write_bytes(WORD)
    return path


def test_what_libreoffice_makes_is_read_as_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.docx").write_bytes(docx(SPEECH))
    monkeypatch.setenv("SECRET_TOKEN", "hunter")
    path = stand_in(
        tmp_path, monkeypatch, "(out / 'source.docx').write_bytes((seen / 'good.docx').read_bytes())\n"
    )
    transcript, data = read(path)
    assert data == WORD
    assert transcript.format == "doc"
    assert [turn.label for turn in transcript.turns] == ["T", "R"] * 3
    assert transcript.warnings[0].startswith(
        "old.doc is an old Word document and was converted by LibreOffice"
    )
    seen = (tmp_path / "seen.json").read_text()
    assert "hunter" not in seen
    assert "DisableMacrosExecution" in seen
    assert "--headless" in seen
    folder = Path(json.loads(seen)[3])
    assert folder != tmp_path
    assert not folder.exists()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("sys.exit(3)\n", "could not convert;"),
        ("pass\n", "could not convert;"),
        ("time.sleep(60)\n", "could not convert in time;"),
        ("(out / 'source.docx').write_bytes(b'PK\\x03\\x04 no zip')\n", "truncated or damaged"),
        ("(out / 'source.docx').write_bytes(b'')\n", "is empty"),
    ],
)
def test_what_goes_wrong_with_the_conversion_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, words: str
) -> None:
    monkeypatch.setattr(doc, "TIMEOUT", 1.0 if "sleep" in body else 30.0)
    path = stand_in(tmp_path, monkeypatch, body)
    with pytest.raises(FileError, match=words) as caught:
        read(path)
    assert len(str(caught.value)) < 260


def test_without_libreoffice_a_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doc, "_soffice", lambda: None)
    path = tmp_path / "old.doc"
    path.write_bytes(WORD)
    with pytest.raises(FileError, match=r"old Word document \(\.doc\); open it in Word, save it as \.docx"):
        read(path)


def test_libreoffice_is_looked_for_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doc, "_PLACES", (str(tmp_path / "app"),))
    assert doc._soffice() is None
    (tmp_path / "app").touch()
    assert doc._soffice() == str(tmp_path / "app")
    (tmp_path / "libreoffice").touch(mode=0o700)
    assert doc._soffice() == str(tmp_path / "libreoffice")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OLE + b"x" * 99, "password"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is password-protected"),
        (b"{\\rtf1 I: a\\par}", r"ends in \.doc, but its content is a rich text document"),
        (docx(SPEECH), r"ends in \.doc, but its content is a Word document; give it the suffix \.docx"),
        (packed({"a": "b"}), "a zip archive"),
        (b"I: plain", "plain text"),
        (b"\0\0", "is empty"),
    ],
)
def test_what_is_no_old_word_document_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.doc"
    path.write_bytes(content)
    with pytest.raises(FileError, match=words):
        read(path)


@pytest.mark.slow
def test_a_real_old_word_document(tmp_path: Path) -> None:
    source = tmp_path / "r07.docx"
    source.write_bytes(docx(SPEECH))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            program("soffice"), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc:MS Word 97",
            "--outdir", str(tmp_path), str(source),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    transcript, data = read(tmp_path / "r07.doc")
    assert data.startswith(OLE)
    assert transcript.text.split("\n")[:3] == [
        "(T = tazatelka)",
        "T: Jak šlo ráno?",
        "R: Šťastně, paní Nováková.",
    ]
    assert transcript.roles["T"] == "interviewer"
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        with pytest.raises(FileError, match="is truncated: the end of the file is missing"):
            read_bytes(data[: int(len(data) * share)], "cut.doc")
