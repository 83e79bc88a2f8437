"""The table of `gotrs` commands and what each does to the desk: what the code declares, and what the repository agreed to.

After a wanted change: `.venv/bin/python -m tests.contracts.command_rules`, and read the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import typer

from gotrs_api.cli import app
from gotrs_api.identity.shell import Effect

TABLE: Final = Path(__file__).with_name("command_rules.txt")
HEADING: Final = (
    "# commands: whoever has the shell, the settings and the secret key may call all; what each does to the desk\n"
)


def commands(of: typer.Typer = app, prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, Effect]]:
    """(`user add`, what it does)"""
    for command in of.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__.replace("_", "-")
        effect = getattr(command.callback, "effect", None)
        assert isinstance(effect, Effect), f"gotrs {' '.join((*prefix, name))} says nothing: see identity/shell.py"
        yield " ".join((*prefix, name)), effect
    for group in of.registered_groups:
        assert group.typer_instance is not None
        yield from commands(group.typer_instance, (*prefix, str(group.name)))


def declared() -> str:
    return HEADING + "\n".join(sorted(f"gotrs {name}: {effect}" for name, effect in commands())) + "\n"


if __name__ == "__main__":
    TABLE.write_text(declared())
