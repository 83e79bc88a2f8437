"""Lists of passwords that thieves know."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from gotrs_api.identity.passwords.breached import is_breached

KNOWN = [f"password{n}" for n in range(200)]


@pytest.fixture(params=["plain", "hashes", "hashes with counts and Windows line ends"])
def listed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    hashes = sorted(hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper() for word in KNOWN)
    text = {
        "plain": "\n".join(KNOWN),
        "hashes": "\n".join(hashes) + "\n",
        "hashes with counts and Windows line ends": "".join(f"{each}:{n * 37}\r\n" for n, each in enumerate(hashes)),
    }[request.param]
    path = tmp_path / "list.txt"
    path.write_bytes(text.encode())
    return path


async def test_every_listed_password_is_found_and_no_other(listed: Path) -> None:
    assert [word for word in KNOWN if not await is_breached(listed, word)] == []
    assert [n for n in range(200) if await is_breached(listed, f"another {n}")] == []


async def test_without_a_list_nothing_is_breached() -> None:
    assert not await is_breached(None, "password1")


async def test_a_list_that_is_gone_is_no_silent_yes(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await is_breached(tmp_path / "gone", "x")
