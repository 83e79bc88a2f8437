"""What a client says to be let in (RFC 4616 PLAIN, RFC 7628 OAUTHBEARER, Google's and Microsoft's XOAUTH2)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Credentials:
    """For one server. `token` (OAuth 2) takes the place of the password."""

    host: str
    port: int
    login: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def choose(given: Credentials, offered: frozenset[str]) -> str | None:
    """The mechanism to use, of those that the server offers; None: the protocol's own LOGIN or USER/PASS."""
    if given.token:
        return "OAUTHBEARER" if "OAUTHBEARER" in offered and "XOAUTH2" not in offered else "XOAUTH2"
    plain_text = f"{given.login}{given.password}"
    return "PLAIN" if "PLAIN" in offered and not plain_text.isascii() else None


def initial_response(mechanism: str, given: Credentials) -> bytes:
    """In base64, as it goes over the wire."""
    match mechanism:
        case "XOAUTH2":
            text = f"user={given.login}\x01auth=Bearer {given.token}\x01\x01"
        case "OAUTHBEARER":
            login = given.login.replace("=", "=3D").replace(",", "=2C")
            parts = (f"n,a={login},", f"host={given.host}", f"port={given.port}", f"auth=Bearer {given.token}")
            text = "\x01".join(parts) + "\x01\x01"
        case _:
            text = f"\0{given.login}\0{given.password}"
    return b64encode(text.encode())


# The answer to an OAuth server that refuses in a challenge: without it, it waits for ever.
REFUSAL_SEEN = {"XOAUTH2": b"", "OAUTHBEARER": b64encode(b"\x01")}
