"""What looks like a secret leaves no process: whatever it stands in."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.redacting import HIDDEN, text_without_secrets, without_secrets


@pytest.mark.parametrize(
    "text",
    [
        "postgresql+asyncpg://gotrs:HUSH@db/gotrs could not be reached",
        "smtp://desk:p@HUSH/x@mail.example:587",
        "redis://:HUSH@cache:6379/0",
        "GET https://idp.example/cb?code=HUSH&state=1",
        "POST /hook?access_token=HUSH&x=1",
        "could not sign in: password=HUSH host=ldap.example",
        "{'BasicAuthPassword': 'HUSH', 'BasicAuthUser': 'desk'}",
        '{"client_secret": "HUSH"}',
        "Authorization: Basic SFVTSEhVU0g=",
        "Authorization: Bearer HUSH",
        "gf_0123abcd_0123456789abcdef",
        "whsec_HUSHHUSH=",
        "-----BEGIN RSA PRIVATE KEY-----\nHUSH\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\nHUSH",
    ],
)
def test_no_known_kind_of_secret_is_left_in_a_text(text: str) -> None:
    shown = text_without_secrets(text)
    assert HIDDEN in shown
    assert not any(secret in shown for secret in ("HUSH", "SFVTS", "0123456789abcdef"))


@pytest.mark.parametrize(
    "text", ["status_code=500", "42 tokens were counted", "to bob@example.com", "no password was set"]
)
def test_other_words_stay(text: str) -> None:
    assert text_without_secrets(text) == text


def test_values_of_hashes_are_looked_at_like_texts() -> None:
    held = {"Host": "https://a:HUSH@b", "list": ["Bearer HUSH"], "Password": "HUSH", "n": 1}
    assert without_secrets(held) == {
        "Host": f"https://{HIDDEN}@b",
        "list": [f"Bearer {HIDDEN}"],
        "Password": HIDDEN,
        "n": 1,
    }
