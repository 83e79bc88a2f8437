"""Passwords: verify every stored form that OTRS knows, hash new ones, check the policy."""

from gotrs_api.identity.passwords.argon2id import hash_argon2id
from gotrs_api.identity.passwords.bcrypt_otrs import hash_bcrypt_otrs
from gotrs_api.identity.passwords.limits import MAX_PASSWORD_BYTES, PasswordRefused
from gotrs_api.identity.passwords.policy import PasswordPolicy, PolicyViolation, policy_violations
from gotrs_api.identity.passwords.threads import hash_in_thread, verify_in_thread
from gotrs_api.identity.passwords.verification import HashScheme, hash_password, needs_rehash, verify, verify_absent

__all__ = [
    "MAX_PASSWORD_BYTES",
    "HashScheme",
    "PasswordPolicy",
    "PasswordRefused",
    "PolicyViolation",
    "hash_argon2id",
    "hash_bcrypt_otrs",
    "hash_in_thread",
    "hash_password",
    "needs_rehash",
    "policy_violations",
    "verify",
    "verify_absent",
    "verify_in_thread",
]
