"""The command line: whoever can run `gotrs` with the desk's settings and its secret key is asked for no other right.

Instead each command says what it does to the desk (`tests/contracts/command_rules.txt`), and what it changes stands in the
audit log under the name of the shell's user.
"""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from gotrs_api.identity.principal import Principal

Command = TypeVar("Command", bound=Callable[..., Any])


class Effect(StrEnum):
    READS = "reads"
    RECORDED = "changes or hands out, and the audit log says who"
    MAKES_ANEW = "writes only what can be made anew at any time"
    KEYS = "writes key files that only their owner can read"
    TABLES = "makes, fills or drops whole tables"
    LETS_IN = "lets others in, each with his own rights"


def effect(of: Effect) -> Callable[[Command], Command]:
    """Declare what a command does to the desk; stands below Typer's decorator."""

    def declare(command: Command) -> Command:
        command.effect = of  # type: ignore[attr-defined]
        return command

    return declare


def at_the_shell() -> Principal:
    """The desk itself, in the name of the operating system's user."""
    return Principal.system(f"command line ({_user()})")


def _user() -> str:
    """By the process, not by the environment, which says what one likes; in containers a number may have no name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
