"""Passwords: pairs observed with Znuny 6.5.1, and what must never sign in."""

import asyncio
import hashlib
import threading

import pytest

from gotrs_api.identity.passwords import (
    MAX_PASSWORD_BYTES,
    HashScheme,
    PasswordPolicy,
    PasswordRefused,
    PolicyViolation,
    hash_argon2id,
    hash_bcrypt_otrs,
    hash_in_thread,
    hash_password,
    needs_rehash,
    policy_violations,
    verification,
    verify,
    verify_absent,
    verify_in_thread,
)
from gotrs_api.identity.passwords.crypt_base64 import ALPHABET
from gotrs_api.identity.passwords.des_crypt import des_crypt
from gotrs_api.identity.passwords.hex_digest import hex_digest_like

UNICODE = "Passwörd ✓"
BCRYPT = "BCRYPT:9:abcdefghijklmnop:YCZwYw1C2XpU3jIG92Mt0dgubd4zFr."

# The MD5 and the last two DES lines were made with OpenSSL and the system's crypt(3).
STORED = [
    ("secret", BCRYPT),
    (UNICODE, "BCRYPT:10:0123456789ABCDEF:vwc8weXzoY4PCM8OSULbNOaqys5iCCe"),
    ("x" * 80, "BCRYPT:9:QWERTYUIOPasdfgh:nHPD6JKPTDluwxYqia4N.dBCFw9ntda"),
    ("secret", "e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4"),
    ("secret", "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"),
    (
        "secret",
        (
            "bd2b1aaf7ef4f09be9f52ce2d8d599674d81aa9d6a4421696dc4d93dd0619d68"
            "2ce56b4d64a9ef097761ced99e0f67265b5f76085e5b0ee7ca4696b2ad6fe2b2"
        ),
    ),
    (UNICODE, "9bfc7a78d3d5c391cfb8364037aed1b4490b5890"),
    (UNICODE, "f23c570007ed135dd188d88e500c831ed04115e3f81a37bfb52eacafd4330d52"),
    (
        UNICODE,
        (
            "9e882369a72ba058c82a2aba4a7d19b6457de531b1f020fc867b20cd9328518c"
            "3cab666384e9abdec202bbb9cb8aaf0e62e9d0bd128d678dad8663f587a6f24d"
        ),
    ),
    ("secret", "aghOp8XyHtwKU"),
    (UNICODE, "agaMt65WRZqdA"),
    ("root", "roK20XGbWEsSM"),
    ("correct horse", "./DA5yokVJ1R2"),
    ("secret", "$1$agent1$kBO.l74qzkgoBcus/iZQU1"),
    (UNICODE, "$1$kundenko$aY7JOmkw6hJAS0hzQCN/.."),
    ("secret", "$apr1$agent1$ZvF153ZOAoZB3C0tgRIPb/"),
    (UNICODE + " and more than sixteen bytes", "$apr1$x$8nCUGqfr/9eBUA7WKJDHo0"),
]


@pytest.mark.parametrize(("password", "stored"), STORED, ids=[stored[:16] for _, stored in STORED])
def test_verifies_what_otrs_stored(password: str, stored: str) -> None:
    assert verify(password, stored)
    assert not verify("?" + password, stored)
    assert not verify("", stored)


def test_des_crypt_looks_at_eight_bytes() -> None:
    assert verify("correct hat", des_crypt(b"correct hors", "ab"))
    assert not verify("correcT hat", des_crypt(b"correct hors", "ab"))


def test_des_crypt_uses_both_salt_characters() -> None:
    hashes = {des_crypt(b"secret", first + second)[2:] for first in ALPHABET for second in ALPHABET[::7]}
    assert len(hashes) == len(ALPHABET) * len(ALPHABET[::7])


@pytest.mark.parametrize(
    "stored",
    [
        "",
        None,
        "thirteenchars",
        "äöthirteencha",
        "$2b$09$WUHhXETkX0fnYkrqZU3ta.YCZwYw1C2XpU3jIG92Mt0dgubd4zFr.",
        "$5$saltsalt$" + "x" * 43,
        "$argon2id$v=19$m=19456,t=2,p=1$broken",
        "BCRYPT:12:short:hash",
        "BCRYPT:99:abcdefghijklmnop:YCZwYw1C2XpU3jIG92Mt0dgubd4zFr.",
        "BCRYPT:9:abcdefghijklmno✓:YCZwYw1C2XpU3jIG92Mt0dgubd4zFr.",
        "BCRYPT:9:abcdefghijklmnop:",
        "E5E9FA1BA31ECD1AE84F75CAAA474F3A663F05F4",
        "secret",
    ],
)
def test_other_stored_values_never_verify(stored: str | None) -> None:
    assert not verify("secret", stored)


def test_plain_text_signs_in_only_where_it_is_configured() -> None:
    assert verify("secret", "secret", plain=True)
    assert not verify("Secret", "secret", plain=True)
    assert not verify("secret", "secret")
    assert not verify("", "", plain=True)


@pytest.mark.parametrize("scheme", HashScheme)
def test_a_stolen_hash_does_not_sign_in_where_plain_text_is_configured(scheme: HashScheme) -> None:
    stored = hash_password("secret", scheme, bcrypt_cost=9)
    assert verify("secret", stored, plain=True)
    assert not verify(stored, stored, plain=True)


@pytest.mark.parametrize("password", ["x" * (MAX_PASSWORD_BYTES + 1), "✓" * 342, "sec\0ret", "\ud800"])
def test_passwords_that_cannot_be_hashed_faithfully_are_refused(password: str) -> None:
    raw = password.encode(errors="surrogatepass")
    assert not verify(password, hashlib.sha256(raw).hexdigest())
    assert not verify(password, password, plain=True)
    with pytest.raises(PasswordRefused):
        hash_argon2id(password)
    with pytest.raises(PasswordRefused):
        hash_bcrypt_otrs(password, 9)


def test_the_longest_password_is_accepted() -> None:
    password = "x" * MAX_PASSWORD_BYTES
    assert verify(password, hashlib.sha256(password.encode()).hexdigest())


def test_new_hashes_verify_are_salted_and_fit_the_column() -> None:
    first, second = hash_argon2id(UNICODE), hash_argon2id(UNICODE)
    assert first != second
    assert verify(UNICODE, first)
    assert not verify(UNICODE + "x", first)
    assert first.isascii()
    assert len(first) <= 128


def test_new_bcrypt_hashes_have_the_form_of_otrs() -> None:
    stored = hash_password(UNICODE, HashScheme.BCRYPT_OTRS, bcrypt_cost=4)
    name, cost, salt, digest = stored.split(":")
    assert (name, cost, len(salt), len(digest)) == ("BCRYPT", "9", 16, 31)
    assert salt.isalnum()
    assert verify(UNICODE, stored)


@pytest.mark.parametrize("stored", [stored for _, stored in STORED] + ["$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA"])
def test_old_forms_want_a_new_hash(stored: str) -> None:
    assert needs_rehash(stored)


def test_current_hashes_stay() -> None:
    assert not needs_rehash(hash_argon2id("secret"))
    assert not needs_rehash(BCRYPT, HashScheme.BCRYPT_OTRS, wanted_bcrypt_cost=9)
    assert needs_rehash(BCRYPT, HashScheme.BCRYPT_OTRS, wanted_bcrypt_cost=10)
    assert needs_rehash("aghOp8XyHtwKU", HashScheme.BCRYPT_OTRS)


def test_settings_of_otrs_give_hashes_that_otrs_can_read() -> None:
    assert HashScheme.of_setting("argon2id") is HashScheme.ARGON2ID
    assert {HashScheme.of_setting(name) for name in ("sha2", "bcrypt", "crypt", "md5")} == {HashScheme.BCRYPT_OTRS}


async def test_checks_run_beside_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[threading.Thread] = []

    def noting_verify(password: str, stored: str, *, plain: bool = False) -> bool:
        used.append(threading.current_thread())
        return verify(password, stored, plain=plain)

    monkeypatch.setattr(verification, "verify", noting_verify)
    assert await asyncio.gather(*(verify_in_thread("secret", stored) for password, stored in STORED[3:9])) == [
        password == "secret" for password, _ in STORED[3:9]
    ]
    assert threading.main_thread() not in used
    assert len(set(used)) <= 4


async def test_hashes_are_made_beside_the_event_loop() -> None:
    stored = await hash_in_thread("secret")
    assert await verify_in_thread("secret", stored)
    assert await verify_in_thread("plain text", "plain text", plain=True)


@pytest.mark.parametrize(
    ("stored", "password", "costs"),
    [
        (None, "anything", True),
        ("", "anything", True),
        ("!", "anything", True),
        (hex_digest_like(b"right", "0" * 64), "wrong", True),
        (hex_digest_like(b"right", "0" * 64), "right", False),
        (hash_argon2id("right"), "wrong", False),
        (hash_bcrypt_otrs("right", 9), "wrong", False),
    ],
    ids=["unknown", "empty", "unusable", "sha256", "sha256, right", "argon2id", "bcrypt"],
)
async def test_a_refusal_takes_as_long_whatever_is_stored(
    monkeypatch: pytest.MonkeyPatch, stored: str | None, password: str, costs: bool
) -> None:
    checked: list[str] = []

    def noting_absent(password: str, scheme: HashScheme, bcrypt_cost: int) -> None:
        checked.append(password)
        verify_absent(password, scheme, bcrypt_cost)

    monkeypatch.setattr(verification, "verify_absent", noting_absent)
    assert await verify_in_thread(password, stored) is (password == "right")
    assert checked == ([password] if costs else [])


@pytest.mark.parametrize(
    "stored",
    [None, hex_digest_like(b"right", "0" * 64), hash_argon2id("right"), hash_bcrypt_otrs("right", 9)],
    # A salted hash is another one in each worker, and workers must name their tests alike.
    ids=["nobody", "sha2", "argon2id", "bcrypt"],
)
async def test_where_hashes_of_both_schemes_are_a_refusal_costs_one_of_each(
    monkeypatch: pytest.MonkeyPatch, stored: str | None
) -> None:
    """Or the time tells who has one that OTRS wrote."""
    absent: list[HashScheme] = []
    monkeypatch.setattr(verification, "verify_absent", lambda _password, scheme, _cost: absent.append(scheme))
    assert not await verify_in_thread("wrong", stored, mixed=True)
    own = {scheme for scheme, prefix in verification.PREFIXES.items() if (stored or "").startswith(prefix)}
    assert set(absent) == set(HashScheme) - own


OFF = {
    "PasswordRegExp": "",
    "PasswordMinSize": "0",
    "PasswordMin2Lower2UpperCharacters": "0",
    "PasswordMin2Characters": "0",
    "PasswordNeedDigit": "0",
    "PasswordMaxLoginFailed": "0",
}


def test_by_default_any_password_may_be_set_but_an_empty_or_endless_one() -> None:
    policy = PasswordPolicy.from_setting(OFF)
    assert policy == PasswordPolicy()
    assert policy_violations("x", policy) == ()
    assert policy_violations("", policy) == (PolicyViolation.EMPTY,)
    assert policy_violations("x" * 1025, policy) == (PolicyViolation.TOO_LONG_OR_INVALID,)


@pytest.mark.parametrize(
    ("key", "value", "broken", "kept", "violation"),
    [
        ("PasswordRegExp", "[a-z]{3}!", "abc", "xabc!x", PolicyViolation.PATTERN),
        ("PasswordMinSize", "8", "1234567", "12345678", PolicyViolation.TOO_SHORT),
        (
            "PasswordMin2Lower2UpperCharacters",
            "1",
            "aAb1",
            "ÄaÖb",
            PolicyViolation.NEEDS_TWO_LOWER_AND_TWO_UPPER,
        ),
        ("PasswordMin2Characters", "1", "1a2", "a1б", PolicyViolation.NEEDS_TWO_LETTERS),
        ("PasswordNeedDigit", "1", "abc", "a1", PolicyViolation.NEEDS_DIGIT),
    ],
)
def test_each_rule_can_be_switched_on(key: str, value: str, broken: str, kept: str, violation: PolicyViolation) -> None:
    policy = PasswordPolicy.from_setting(OFF | {key: value})
    assert policy_violations(broken, policy) == (violation,)
    assert policy_violations(kept, policy) == ()


def test_all_broken_rules_are_told_at_once() -> None:
    policy = PasswordPolicy.from_setting(OFF | {"PasswordMinSize": "3", "PasswordNeedDigit": 1})
    assert policy_violations("x", policy) == (PolicyViolation.TOO_SHORT, PolicyViolation.NEEDS_DIGIT)


def test_a_limit_of_failed_logins_is_read() -> None:
    assert PasswordPolicy.from_setting(OFF | {"PasswordMaxLoginFailed": "5"}).max_failed_logins == 5


@pytest.mark.parametrize("broken", [{"PasswordRegExp": "("}, {"PasswordMinSize": "many"}])
def test_settings_that_cannot_be_read_are_refused(broken: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        PasswordPolicy.from_setting(OFF | broken)
