"""Which passwords are looked at at all."""

from typing import Final

MAX_PASSWORD_BYTES: Final = 1024


class PasswordRefused(ValueError):
    """The password is empty, longer than MAX_PASSWORD_BYTES, or holds what cannot be hashed faithfully."""


def encoded(password: str) -> bytes:
    """The UTF-8 bytes that are hashed. Raises PasswordRefused.

    NUL is refused because the crypt families would ignore everything behind it.
    """
    if not password:
        raise PasswordRefused("The password is empty.")
    try:
        data = password.encode()
    except UnicodeEncodeError:
        raise PasswordRefused("The password is not valid text.") from None
    if len(data) > MAX_PASSWORD_BYTES:
        raise PasswordRefused("The password is too long.")
    if b"\0" in data:
        raise PasswordRefused("The password holds a NUL character.")
    return data
