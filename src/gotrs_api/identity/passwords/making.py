"""A password for somebody who gets one."""

import secrets


def new_password() -> str:
    """20 characters without look-alikes, about 116 bits; it satisfies every switch of the password policy."""
    alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    while True:
        made = "".join(secrets.choice(alphabet) for _ in range(20))
        if sum(map(str.islower, made)) >= 2 and sum(map(str.isupper, made)) >= 2 and any(map(str.isdigit, made)):
            return made
