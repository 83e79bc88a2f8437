"""Somebody as a provider knows him."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ExternalIdentity:
    """`external_id` never changes at the provider (entryUUID, `sub`); `groups` are names or DNs, as it tells them."""

    external_id: str
    login: str
    email: str = ""
    email_verified: bool = False
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    customer_id: str = ""
    groups: frozenset[str] = frozenset()


class ProviderUnavailable(Exception):
    """A provider cannot be asked; `step` says how far one came (`connect`, `tls`, `bind`, `search`, …)."""

    def __init__(self, step: str, words: str) -> None:
        super().__init__(f"{step}: {words}")
        self.step = step
        self.words = words
