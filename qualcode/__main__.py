"""Entry point of ``qualcode`` and ``python -m qualcode``; imports next to nothing before it knows what is wanted."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        from qualcode import __version__

        print(f"qualcode {__version__}")
        return
    try:
        from qualcode.cli.app import run

        code = run(arguments)
    except KeyboardInterrupt:
        print("qualcode: interrupted; nothing was stored by halves.", file=sys.stderr)
        code = 1
    # An interrupt inside a class that dataclasses build with exec() is remembered by the interpreter, which would end
    # the process by signal although it was handled; running any string as code makes it forget.
    exec("")
    sys.exit(code)


if __name__ == "__main__":
    main()
