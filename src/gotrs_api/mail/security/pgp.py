"""PGP through the GnuPG program: each operation in a home of its own, so that keys never mix and nothing is left behind.

No shell, no agent of anybody else, no network; the program's status lines (doc/DETAILS of GnuPG) say what happened.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_TIMEOUT_S = 30
_LIMIT_BYTES = 64 * 1024 * 1024
_BLOCK = re.compile(r"-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----")


# What GnuPG says of signatures that are none, and what that means; of several signatures each has to be good.
_NO_GOOD: Final = {
    "BADSIG": "The signature does not fit the content.",
    "EXPKEYSIG": "The signer's key has expired.",
    "EXPSIG": "The signature has expired.",
    "REVKEYSIG": "The signer's key was revoked.",
    "NO_PUBKEY": "The signer's key is not known here.",
    "ERRSIG": "The signature cannot be checked.",
}


class PgpFailed(Exception):
    """The message says why (English)."""


@dataclass(frozen=True)
class PgpKey:
    """`expires`: when its owner said that it ends, or that it is revoked."""

    fingerprint: str
    emails: tuple[str, ...]
    subject: str
    created: int
    expires: int | None
    is_private: bool
    armoured: str = field(repr=False)


@dataclass(frozen=True)
class PgpResult:
    """`signer` is the fingerprint of a good signature; `problem` why there is none (English)."""

    content: bytes
    signer: str = ""
    problem: str = ""


def is_there() -> bool:
    return shutil.which("gpg") is not None


async def read_key(armoured: str) -> PgpKey:
    """One key. Raises PgpFailed."""
    if not _BLOCK.search(armoured):
        raise PgpFailed("This is no PGP key.")
    with tempfile.TemporaryDirectory(prefix="gotrs-pgp-") as home:
        await _import(home, [armoured])
        listed, _ = await _run(home, ["--list-sigs", "--with-colons", "--fixed-list-mode"])
        secret, _ = await _run(home, ["--list-secret-keys", "--with-colons"])
    rows = [line.split(":") for line in listed.decode("utf-8", "replace").splitlines()]
    primary = [row for row in rows if row[0] == "pub"]
    if len(primary) != 1:
        raise PgpFailed("Exactly one key is expected.")
    users = [row[9] for row in rows if row[0] == "uid"]
    emails = [found[1].lower() for user in users if (found := re.search(r"<([^<>\s]+@[^<>\s]+)>", user))]
    return PgpKey(
        fingerprint=next(row[9] for row in rows if row[0] == "fpr"),
        emails=tuple(dict.fromkeys(emails)),
        subject=users[0] if users else "",
        created=int(primary[0][5]),
        expires=_end(rows, primary[0]),
        is_private=b"\nsec:" in b"\n" + secret,
        armoured=armoured,
    )


def _end(rows: Sequence[Sequence[str]], primary: Sequence[str]) -> int | None:
    ends = [int(primary[6])] if primary[6] else []
    if primary[1] == "r":
        ends += [int(row[5]) for row in rows if row[0] == "rev" and row[10].startswith("20")]
    return min(ends, default=None)


async def public_part(armoured: str) -> str:
    """Of a private key. Raises PgpFailed."""
    with tempfile.TemporaryDirectory(prefix="gotrs-pgp-") as home:
        await _import(home, [armoured])
        exported, _ = await _run(home, ["--export", "--armor"])
    return exported.decode("ascii", "replace")


async def decrypt(content: bytes, keys: Sequence[str]) -> PgpResult:
    """With any of the keys; a signature inside is checked along. Raises PgpFailed."""
    with tempfile.TemporaryDirectory(prefix="gotrs-pgp-") as home:
        await _import(home, keys)
        clear, status = await _run(home, ["--decrypt"], content, fails=True)
    if not re.search(r"^\[GNUPG:\] DECRYPTION_OKAY\b", status, re.MULTILINE):
        raise PgpFailed("None of the keys here can decrypt it.")
    return _judged(clear, status)


async def verify(content: bytes, signature: bytes | None, keys: Sequence[str]) -> PgpResult:
    """A detached signature of `content`, or (None) one that stands around it. Raises PgpFailed."""
    with tempfile.TemporaryDirectory(prefix="gotrs-pgp-") as home:
        await _import(home, keys)
        if signature is None:
            clear, status = await _run(home, ["--decrypt"], content, fails=True)
            return _judged(clear, status)
        place = Path(home) / "signature"
        place.write_bytes(signature)
        _, status = await _run(home, ["--verify", str(place), "-"], content, fails=True)
    return _judged(content, status)


async def sign(content: bytes, key: str, fingerprint: str) -> bytes:
    """A detached, armoured signature (SHA-512). Raises PgpFailed."""
    with tempfile.TemporaryDirectory(prefix="gotrs-pgp-") as home:
        await _import(home, [key])
        arguments = ["--detach-sign", "--armor", "--digest-algo", "SHA512", "--local-user", fingerprint]
        signature, _ = await _run(home, arguments, content)
    return signature


async def encrypt(content: bytes, keys: Sequence[tuple[str, str]]) -> bytes:
    """For each of the keys (armoured, fingerprint). Raises PgpFailed."""
    with tempfile.TemporaryDirectory(prefix="gotrs-pgp-") as home:
        await _import(home, [armoured for armoured, _ in keys])
        to = [part for _, fingerprint in keys for part in ("--recipient", fingerprint)]
        encrypted, _ = await _run(home, ["--encrypt", "--armor", "--trust-model", "always", *to], content)
    return encrypted


def _judged(content: bytes, status: str) -> PgpResult:
    said = set(re.findall(r"^\[GNUPG:\] (\w+)", status, re.MULTILINE))
    found = re.search(r"^\[GNUPG:\] VALIDSIG (\S+)(?: \S+){8} (\S+)", status, re.MULTILINE)
    if found and "GOODSIG" in said and said.isdisjoint(_NO_GOOD):
        return PgpResult(content, signer=found[2])
    problem = next((problem for word, problem in _NO_GOOD.items() if word in said), "")
    return PgpResult(content, problem=problem)


async def _import(home: str, keys: Sequence[str]) -> None:
    if keys:
        await _run(home, ["--import"], "\n".join(keys).encode())


async def _run(home: str, arguments: Sequence[str], data: bytes = b"", *, fails: bool = False) -> tuple[bytes, str]:
    """Output and status lines. Raises PgpFailed; with `fails` the status decides."""
    fixed = ["gpg", "--homedir", home, "--batch", "--no-tty", "--quiet", "--status-fd", "2", "--no-auto-key-retrieve"]
    fixed += ["--max-output", str(_LIMIT_BYTES)]  # what is packed may be a bomb
    fixed += ["--pinentry-mode", "loopback", "--passphrase", ""]
    if len(data) > _LIMIT_BYTES:
        raise PgpFailed("The mail is too large for PGP.")
    with tempfile.TemporaryFile(dir=home) as source:
        # No pipe: the program may end before it has read all of it, and uvloop takes that for an error of ours.
        source.write(data)
        source.seek(0)
        try:
            process = await asyncio.create_subprocess_exec(
                *fixed,
                *arguments,
                stdin=source,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
        except FileNotFoundError:
            raise PgpFailed("GnuPG (gpg) is not installed on this machine.") from None
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            out, err = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise PgpFailed("GnuPG did not answer in time.") from None
    status = err.decode("utf-8", "replace")
    if process.returncode and not fails:
        raise PgpFailed(
            "GnuPG refused: " + status.strip().splitlines()[-1][:200] if status.strip() else "GnuPG failed."
        )
    return out, status
