"""Who may speak with the server: only pages of its own, opened by somebody who knows the address."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["HOST", "Gate", "page_headers"]

HOST = "127.0.0.1"
"""The only address that is listened on."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Judges requests by the word in their path and by the headers that a browser sets and a page cannot."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """Part of the address; in the path and not in a cookie, which a browser would show to every port of this machine."""

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    def refusal(self, path: str, headers: Mapping[str, str], *, socket: bool) -> str:
        """Why a request is refused, empty where it is not; ``socket``: whether it opens the connection to the screen.

        Another name in ``Host`` means that some page has made its own name point to this machine; another ``Origin``
        means that another page is asking.
        """
        host = headers.get("Host", "").lower()
        if host not in (f"{HOST}:{self.port}", f"localhost:{self.port}"):
            return "This server answers only under the address that qualcode serve has printed."
        origin = headers.get("Origin")
        if origin is None and socket:
            return "Only the page of qualcode serve may connect."
        if origin is not None and origin.lower() != f"http://{host}":
            return "Another page may not ask this server."
        given = path.lstrip("/").split("/", 1)[0]
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
            return "This address is not the one that qualcode serve has printed; it has another one at each start."
        return ""


def page_headers(host: str) -> dict[str, str]:
    """Headers of every answer: the browser loads nothing from elsewhere, shows the page in no frame, keeps nothing."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        f"img-src 'self' data: blob:; connect-src 'self' ws://{host}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
