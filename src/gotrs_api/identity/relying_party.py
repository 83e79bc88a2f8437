"""This desk as browsers see it (WebAuthn's relying party)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from gotrs_api.uow import Site


@dataclass(frozen=True)
class RelyingParty:
    """`id` is the host's name, `origin` scheme, host and port. Passkeys belong to the `id` for ever."""

    id: str
    origin: str


def relying_party(site: Site, host: str, *, secure: bool) -> RelyingParty:
    """By the public address that is configured, else by the one that was asked for: the browser checks it, too."""
    origin = site.settings.public_url.rstrip("/") or f"{'https' if secure else 'http'}://{host}"
    parts = urlsplit(origin)
    return RelyingParty(id=parts.hostname or "localhost", origin=f"{parts.scheme}://{parts.netloc}")
