"""Secrets at rest: encrypted with keys derived from the site's secret, one for each purpose."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
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
    """With the present secret key or a former one. Raises UndecipherableSecret."""
    if not stored.startswith(_START):
        raise UndecipherableSecret(purpose)
    try:
        keys = (settings.effective_secret_key, *settings.former_secret_keys)
        return MultiFernet([_of(key, purpose) for key in keys]).decrypt(stored.removeprefix(_START)).decode()
    except InvalidToken:
        raise UndecipherableSecret(purpose) from None


def is_current(settings: Settings, purpose: str, stored: str) -> bool:
    """Whether the present secret key opens it."""
    try:
        _fernet(settings, purpose).decrypt(stored.removeprefix(_START))
    except InvalidToken:
        return False
    return True


def _fernet(settings: Settings, purpose: str) -> Fernet:
    return _of(settings.effective_secret_key, purpose)


def _of(secret_key: bytes, purpose: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"gotrs encryption {purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret_key)))
