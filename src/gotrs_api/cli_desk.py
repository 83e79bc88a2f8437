"""Commands that carry a desk's master data and settings elsewhere; `cli` mounts them."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from gotrs_api.identity.shell import Effect, at_the_shell, effect
from gotrs_api.kernel.settings import Settings

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)
desk = typer.Typer(help="Master data and settings: out to a file, into another desk.", no_args_is_help=True)
_MOST_ROWS = 200_000
Kind = Annotated[str, typer.Option("--kind", help="Only these entries, such as queues.")]


@desk.command("export", epilog="Example: [bold]gotrs desk export -o desk.yaml[/bold]")
@effect(Effect.RECORDED)
def desk_export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; standard output without it.")
    ] = None,
    kind: Kind = "desk",
) -> None:
    """Write queues, groups, templates and all else as YAML (or, of one kind, as CSV), without passwords and keys."""
    from gotrs_api.admin.transfer import service
    from gotrs_api.wiring import build_site

    async def run() -> bytes:
        site = build_site(Settings())
        try:
            async with site.uow() as uow:
                return await service.export_entries(uow, at_the_shell(), kind, _format_of(output))
        finally:
            await site.close()

    content = asyncio.run(run())
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        err.print(f"{output} cannot be written: {error.strerror or error}.", markup=False)
        raise typer.Exit(1) from error


@desk.command("import", epilog="Example: [bold]gotrs desk import desk.yaml --preview[/bold]")
@effect(Effect.RECORDED)
def desk_import(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="As it was exported; - is standard input.")],
    kind: Kind = "desk",
    preview: Annotated[bool, typer.Option("--preview", help="Only tell what would come of it.")] = False,
) -> None:
    """Take in a file as a whole; exit 1 where a row is wrong: then nothing was written. What it does not name stays."""
    from gotrs_api.admin.transfer import service
    from gotrs_api.admin.transfer.errors import WrongRows
    from gotrs_api.admin.transfer.importing import SAME, Planned
    from gotrs_api.wiring import build_site

    content, form = file.read(), _format_of(Path(str(getattr(file, "name", ""))))

    async def run() -> list[Planned]:
        site = build_site(Settings())
        try:
            async with site.uow() as uow:
                return await service.import_entries(
                    uow, at_the_shell(), kind, content, form, preview=preview, most=_MOST_ROWS
                )
        finally:
            await site.close()

    try:
        planned = asyncio.run(run())
    except WrongRows as wrong:
        planned = list(wrong.rows)
    for one in planned:
        for error in one.errors:
            where = error.pointer.strip("/")
            err.print(
                f"{one.kind} {one.number} {one.name}: {where + ': ' if where else ''}{error.sentence}", markup=False
            )
        if not one.errors and one.outcome != SAME:
            out.print(f"{one.kind} {one.name}: {one.outcome}", markup=False, soft_wrap=True)
    wrong_rows = sum(bool(one.errors) for one in planned)
    if wrong_rows:
        err.print(f"{wrong_rows} rows are wrong: nothing was written.")
        raise typer.Exit(1)
    changed = sum(one.outcome != SAME for one in planned)
    out.print(f"{changed} of {len(planned)} rows {'would change' if preview else 'changed'} something.")


def _format_of(file: Path | None) -> Literal["csv", "yaml"]:
    return "csv" if file is not None and file.suffix.lower() == ".csv" else "yaml"
