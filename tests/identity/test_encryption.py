"""Secrets at rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from gotrs_api.identity.encryption import UndecipherableSecret, decrypt, encrypt
from gotrs_api.kernel.settings import Settings


def settings(secret: str) -> Settings:
    return Settings(var=Path("/nonexistent"), secret_key=SecretStr(secret))


def test_what_was_encrypted_comes_back() -> None:
    stored = encrypt(settings("one"), "totp", "geheim ✓")
    assert "geheim" not in stored
    assert decrypt(settings("one"), "totp", stored) == "geheim ✓"
    assert encrypt(settings("one"), "totp", "geheim ✓") != stored, "equal secrets do not look equal"


def test_nothing_else_deciphers_it() -> None:
    stored = encrypt(settings("one"), "totp", "secret")
    for key, purpose, text in (
        ("two", "totp", stored),
        ("one", "webhook", stored),
        ("one", "totp", stored[:-6] + "AAAAA="),
        ("one", "totp", "secret"),
        ("one", "totp", ""),
    ):
        with pytest.raises(UndecipherableSecret):
            decrypt(settings(key), purpose, text)
