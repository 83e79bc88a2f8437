"""What a client says to be let in (RFC 4616 PLAIN, RFC 7628 OAUTHBEARER, Google's and Microsoft's XOAUTH2)."""

from __future__ import annotations

from base64 import b64encode

from gotrs_api.mail.inbound.fetch.port import Access


def choose(access: Access, offered: frozenset[str]) -> str | None:
    """The mechanism to use, of those that the server offers; None: the protocol's own LOGIN or USER/PASS."""
    if access.token:
        return "OAUTHBEARER" if "OAUTHBEARER" in offered and "XOAUTH2" not in offered else "XOAUTH2"
    plain_text = f"{access.login}{access.password}"
    return "PLAIN" if "PLAIN" in offered and not plain_text.isascii() else None


def initial_response(mechanism: str, access: Access) -> bytes:
    """In base64, as it goes over the wire."""
    match mechanism:
        case "XOAUTH2":
            text = f"user={access.login}\x01auth=Bearer {access.token}\x01\x01"
        case "OAUTHBEARER":
            login = access.login.replace("=", "=3D").replace(",", "=2C")
            parts = (f"n,a={login},", f"host={access.host}", f"port={access.port}", f"auth=Bearer {access.token}")
            text = "\x01".join(parts) + "\x01\x01"
        case _:
            text = f"\0{access.login}\0{access.password}"
    return b64encode(text.encode())


# The answer to an OAuth server that refuses in a challenge: without it, it waits for ever.
REFUSAL_SEEN = {"XOAUTH2": b"", "OAUTHBEARER": b64encode(b"\x01")}
