"""Old binary Word documents: converted by LibreOffice where it is installed, then read as any Word document."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from qualcode.errors import FileError
from qualcode.formats.files import read_file
from qualcode.formats.sniffing import ole_sentence
from qualcode.model.documents import LAYOUTS, Transcript
from qualcode.transcripts import docx
from qualcode.transcripts.format import Format, Request

__all__ = ["FORMAT", "TIMEOUT"]

TIMEOUT = 120.0
"""Seconds that a conversion may take."""
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_WORD = "WordDocument".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = b"\xec\xa5\xc1\x00"
"""How the text of Word 97 and later begins."""
_SECTOR = 512
_FREE = 0xFFFFFFFF
_NOWHERE = "127.0.0.1"
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    *(
        ("org.openoffice.Inet/Settings", f"ooInet{kind}Proxy{field}", value)
        for kind in ("HTTP", "HTTPS", "FTP")
        for field, value in (("Name", _NOWHERE), ("Port", "9"))
    ),
)
"""No macros, no links, and a proxy where nobody listens; the first column is the place, the others name and value."""


def _read(request: Request) -> Transcript:
    if _is_truncated(request.data):
        raise FileError(
            f"{request.name} is truncated: the end of the file is missing. Get the file again and import that."
        )
    if _ENCRYPTED in request.data or _WORD not in request.data:
        raise FileError(ole_sentence(request.data, request.name))
    if _is_protected(request.data):
        raise FileError(
            f"{request.name} is password-protected; open it in Word, remove the password, save and import it again."
        )
    program = _soffice()
    if program is None:
        raise FileError(ole_sentence(request.data, request.name))
    converted = _convert(program, request)
    transcript = docx.FORMAT.read(replace(request, data=converted))
    said = (
        f"{request.name} is an old Word document and was converted by LibreOffice; compare the text with it."
    )
    return replace(transcript, format="doc", warnings=(said, *transcript.warnings))


def _is_truncated(data: bytes) -> bool:
    """Whether sectors that the container's table says are in use lie beyond the end of the file."""
    if data[28:32] != b"\xfe\xff\x09\x00" or len(data) < _SECTOR:
        return False
    (number,) = struct.unpack_from("<L", data, 44)
    tables: tuple[int, ...] = struct.unpack_from("<109L", data, 76)[:number]
    for order, table in reversed(list(enumerate(tables))):
        place = (table + 1) * _SECTOR
        if place + _SECTOR > len(data):
            return True
        entries = struct.unpack_from("<128L", data, place)
        used = max((n for n, entry in enumerate(entries) if entry != _FREE), default=-1)
        if used >= 0:
            return (order * 128 + used + 1) * _SECTOR >= len(data)
    return False


def _is_protected(data: bytes) -> bool:
    """Whether the head of the text, which begins a sector, says that the text is encrypted."""
    place = data.find(_HEAD)
    while place >= 0 and place % _SECTOR:
        place = data.find(_HEAD, place + 1)
    return place >= 0 and bool(data[place + 11 : place + 12] and data[place + 11] & 1)


def _soffice() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def _convert(program: str, request: Request) -> bytes:
    """The document as .docx, made in a folder and with a profile that are thrown away."""
    failed = (
        f"{request.name} is an old Word document (.doc) that LibreOffice could not convert; "
        "open it in Word, save it as .docx without a password and import that."
    )
    with tempfile.TemporaryDirectory(prefix="qualcode-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        source, made = folder / "source.doc", folder / "made"
        source.write_bytes(request.data)
        made.mkdir()
        _write_profile(folder / "profile")
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
            *("--infilter=MS Word 97", "--convert-to", "docx:MS Word 2007 XML"),
            *("--outdir", str(made), str(source)),
        ]
        try:
            status = _run(command, folder)
        except subprocess.TimeoutExpired:
            raise FileError(failed.replace("could not convert", "could not convert in time")) from None
        except OSError:
            raise FileError(failed) from None
        result = made / "source.docx"
        if status != 0 or not result.is_file():
            raise FileError(failed)
        return read_file(result)


def _write_profile(profile: Path) -> None:
    """A profile for LibreOffice that runs no macros, follows no links and reaches no network."""
    items = "".join(
        f'<item oor:path="/{place}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for place, name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _run(command: list[str], folder: Path) -> int:
    """Run a program in a group of its own, with its home in *folder*; ends all of the group where it takes too long."""
    kept = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "PROGRAMFILES", "COMSPEC")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(folder))
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"), str(folder))
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), f"http://{_NOWHERE}:9")
    environment |= {"LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(TIMEOUT)
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with those that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


FORMAT = Format(
    name="doc",
    title="an old Word document",
    suffixes=(".doc",),
    sniff=lambda kind: kind == "ole",
    read=_read,
    layouts=LAYOUTS,
)
