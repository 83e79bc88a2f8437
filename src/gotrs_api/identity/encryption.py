"""Secrets at rest: encrypted with keys derived from the site's secret, one for each purpose."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gotrs_api.kernel.settings import Settings

_START = "enc1:"


class UndecipherableSecret(Exception):
    """Made with another secret key, for another purpose, or altered."""


def encrypt(settings: Settings, purpose: str, text: str) -> str:
    """`enc1:` and a Fernet token; `purpose` ("totp", "webhook") keeps a value from being moved elsewhere."""
    return _START + _fernet(settings, purpose).encrypt(text.encode()).decode()


def decrypt(settings: Settings, purpose: str, stored: str) -> str:
    """Raises UndecipherableSecret."""
    if not stored.startswith(_START):
        raise UndecipherableSecret(purpose)
    try:
        return _fernet(settings, purpose).decrypt(stored.removeprefix(_START)).decode()
    except InvalidToken:
        raise UndecipherableSecret(purpose) from None


def _fernet(settings: Settings, purpose: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"gotrs encryption {purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.effective_secret_key)))
