"""The command line as real processes that start at once.

Most of the time of a short command goes into reading the program. Here one process a test worker reads it, and forks a
process of its own for every command: with its own arguments, folder, environment, streams and exit code, as from a shell.
What depends on the start itself (hash seeds, signals, a terminal, which modules are loaded) is tested with
``python -m qualcode``.
"""

from __future__ import annotations

import array
import atexit
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

__all__ = ["command"]

CLIENT = """
import array, json, os, socket, sys
connection = socket.socket(socket.AF_UNIX)
connection.connect(sys.argv[1])
asked = json.dumps({"words": sys.argv[2:], "folder": os.getcwd(), "environment": dict(os.environ)}).encode()
streams = array.array("i", [0, 1, 2])
connection.sendmsg([len(asked).to_bytes(8, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
connection.sendall(asked)
code = connection.recv(4)
os._exit(int.from_bytes(code, "big") if code else 70)
"""
READ = (
    "spacy",
    "simplemma",
    "scipy.sparse",
    "matplotlib.figure",
    "networkx",
    "docx",
    "lxml.etree",
    "openpyxl",
    "yaml",
    "pydantic",
)
"""What commands load when they need it."""
_SERVER: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}


def command() -> list[str]:
    """The words before the arguments of a command, as ``python -m qualcode`` would be."""
    if os.getpid() not in _SERVER:
        place = os.path.join(tempfile.mkdtemp(prefix="quick-"), "socket")
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.quick", place],
            cwd=Path(__file__).parent.parent,
            stdout=subprocess.PIPE,
        )
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n", (
            "the process that commands are forked from did not start"
        )
        _SERVER[os.getpid()] = (place, server)
        atexit.register(server.kill)
    return [sys.executable, "-I", "-S", "-c", CLIENT, _SERVER[os.getpid()][0]]


def serve(place: str) -> None:
    """Read the program, then fork a process for each command that is asked for."""
    import importlib
    import pkgutil

    import qualcode

    for found in pkgutil.walk_packages(qualcode.__path__, "qualcode."):
        if not found.name.startswith(("qualcode.tui", "qualcode.__main__")):
            importlib.import_module(found.name)
    for name in READ:
        importlib.import_module(name)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(place)
    listening.listen(16)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    while True:
        connection, _ = listening.accept()
        streams: array.array[int] = array.array("i")
        head, ancillary, _, _ = connection.recvmsg(8, socket.CMSG_SPACE(3 * streams.itemsize))
        streams.frombytes(ancillary[0][2])
        if os.fork() == 0:
            listening.close()
            asked = b""
            while len(asked) < int.from_bytes(head, "big"):
                asked += connection.recv(1 << 20)
            answer(connection, list(streams), json.loads(asked))
        for stream in streams:
            os.close(stream)
        connection.close()


def answer(connection: socket.socket, streams: list[int], asked: dict[str, Any]) -> None:
    """Run one command in this process, send its exit code, and end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    encoding = os.environ.get("PYTHONIOENCODING") or "utf-8"
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding=encoding)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding=encoding)
    sys.stderr = io.TextIOWrapper(
        io.FileIO(2, "w", closefd=False), encoding=encoding, errors="backslashreplace", line_buffering=True
    )
    sys.argv = ["qualcode", *asked["words"]]
    from qualcode.__main__ import main

    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    for out in (sys.stdout, sys.stderr):
        out.flush()
    connection.sendall(code.to_bytes(4, "big"))
    os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
