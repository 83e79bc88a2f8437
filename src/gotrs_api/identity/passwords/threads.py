"""Run the expensive password functions beside the event loop."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Final

from gotrs_api.identity.passwords.verification import HashScheme, hash_password, verify, verify_absent

# Each running check holds 19 MiB; more threads than processors would only cost memory.
_MAX_THREADS: Final = 4


async def verify_in_thread(password: str, stored: str | None, *, plain: bool = False) -> bool:
    """As `verify`; without a stored value (unknown login) it takes as long and is False."""
    loop = asyncio.get_running_loop()
    if stored is None:
        await loop.run_in_executor(_executor(), verify_absent, password)
        return False
    return await loop.run_in_executor(_executor(), partial(verify, password, stored, plain=plain))


async def hash_in_thread(password: str, scheme: HashScheme = HashScheme.ARGON2ID, *, bcrypt_cost: int = 12) -> str:
    """As `hash_password`. Raises PasswordRefused."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_executor(), partial(hash_password, password, scheme, bcrypt_cost=bcrypt_cost))


@cache
def _executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=min(_MAX_THREADS, os.cpu_count() or 1), thread_name_prefix="gotrs-password")
