"""The page with the terminal in it; everything that it loads lies on this server."""

from __future__ import annotations

from html import escape

__all__ = ["FILES", "FOCUS", "page"]

FILES = {
    "textual.js": "js/textual.js",
    "xterm.css": "css/xterm.css",
    "mono.ttf": "fonts/RobotoMono-VariableFont_wght.ttf",
    "mono-italic.ttf": "fonts/RobotoMono-Italic-VariableFont_wght.ttf",
}
"""What the page loads, by the name in its address: files of textual-serve; nothing else is handed out."""
FOCUS = """
window.addEventListener("load", () => {
  const take = () => { const keys = document.querySelector(".xterm-helper-textarea"); if (keys) keys.focus(); };
  new MutationObserver(take).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  window.addEventListener("focus", take);
  take();
});
"""
"""The page's own script: the terminal has the keyboard from the start, without a click."""

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="files/xterm.css">
<style>
@font-face {{ font-family: "Roboto Mono"; src: url("files/mono.ttf"); font-weight: 100 700; }}
@font-face {{ font-family: "Roboto Mono"; src: url("files/mono-italic.ttf"); font-weight: 100 700; font-style: italic; }}
body {{ background: #17191C; color: #D9D6CF; font: 16px "Roboto Mono", monospace; overflow: hidden; }}
.said {{ position: absolute; inset: 0; padding: 20vh 10vw; line-height: 1.6; background: #17191C; z-index: 20; }}
.said a {{ color: #7FA7C9; }}
.ended, body.-first-byte .opening {{ display: none; }}
body.-closed .ended {{ display: block; }}
body.-closed .opening {{ display: none; }}
</style>
<script src="files/textual.js"></script>
<script src="files/focus.js"></script>
</head>
<body>
<div class="said opening">Opening “{title}” …</div>
<div class="said ended">“{title}” is closed here; every change was saved when it was made.<br><a href="">Open it again</a></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}" data-font-size="{size}"></div>
</body>
</html>
"""


def page(title: str, socket: str, size: int) -> str:
    """The page for a study; ``socket`` is the address of the connection to the screen, ``size`` that of letters in pixels."""
    return PAGE.format(title=escape(title), socket=escape(socket), size=size)
