"""Run the expensive password functions beside the event loop."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Final

from gotrs_api.identity.passwords.verification import HashScheme, hash_password, verify_at_equal_cost

# Each running check holds 19 MiB; more threads than processors would only cost memory.
_MAX_THREADS: Final = 4


async def verify_in_thread(
    password: str,
    stored: str | None,
    *,
    plain: bool = False,
    scheme: HashScheme = HashScheme.ARGON2ID,
    bcrypt_cost: int = 12,
    mixed: bool = False,
) -> bool:
    """As `verify_at_equal_cost`: False without a stored value (unknown login), and as slow as with one."""
    work = partial(
        verify_at_equal_cost, password, stored, plain=plain, scheme=scheme, bcrypt_cost=bcrypt_cost, mixed=mixed
    )
    return await asyncio.get_running_loop().run_in_executor(_executor(), work)


async def hash_in_thread(password: str, scheme: HashScheme = HashScheme.ARGON2ID, *, bcrypt_cost: int = 12) -> str:
    """As `hash_password`. Raises PasswordRefused."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_executor(), partial(hash_password, password, scheme, bcrypt_cost=bcrypt_cost))


@cache
def _executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=min(_MAX_THREADS, os.cpu_count() or 1), thread_name_prefix="gotrs-password")
