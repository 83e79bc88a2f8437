"""Commands for auditors and for those who look after keys and people's data; `cli` mounts them."""

import asyncio
import json
import os
import secrets
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from gotrs_api.identity.shell import Effect, at_the_shell, effect
from gotrs_api.kernel.settings import Settings

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)
audit = typer.Typer(help="The audit log.", no_args_is_help=True)
customer = typer.Typer(help="Customers' personal data.", no_args_is_help=True)
keys = typer.Typer(help="Keys that sign and encrypt.", no_args_is_help=True)


@audit.command("verify", epilog="Example: [bold]gotrs audit verify && echo whole[/bold]")
@effect(Effect.READS)
def audit_verify() -> None:
    """Recompute the chain of the audit log; exit 1 and name the place where an entry was changed, cut or added.

    What it saw is kept in audit.checked in the state folder: the next check says if all that is not there any more. Run
    it every day. After putting back an older database delete that file.
    """
    from gotrs_api.identity import audit as log
    from gotrs_api.wiring import build_site

    settings = Settings()
    kept = settings.var / "audit.checked"
    before = log.Checked(**json.loads(kept.read_text())) if kept.exists() else log.Checked()

    async def run() -> log.Verdict:
        site = build_site(settings)
        try:
            async with site.read() as read:
                return await log.verify(read, before)
        finally:
            await site.close()

    verdict = asyncio.run(run())
    if verdict.intact:
        _write(kept, json.dumps({"entries": verdict.entries, "last_hash": verdict.last_hash}).encode())
        out.print(f"The audit log is whole: {verdict.entries} entries.")
        return
    place = f" at entry {verdict.broken_at}" if verdict.broken_at is not None else ""
    err.print(f"The audit log is broken{place}: {verdict.reason}", markup=False)
    raise typer.Exit(1)


@keys.command("rotate", epilog="Example, once a month: [bold]gotrs keys rotate[/bold]")
@effect(Effect.RECORDED)
def keys_rotate() -> None:
    """Sign access tokens with a new key. Tokens of the former one work until they end, within a quarter of an hour."""
    from gotrs_api.identity import audit as log
    from gotrs_api.identity import signing_keys
    from gotrs_api.wiring import build_site

    async def run() -> str:
        site = build_site(Settings())
        try:
            async with site.uow() as uow:
                kid = await signing_keys.rotate(uow)
                await log.record(uow, at_the_shell(), "keys.rotated", "signing_key", kid)
                return kid
        finally:
            await site.close()

    out.print(f"The key {asyncio.run(run())} signs from now on.")


@keys.command("reencrypt", epilog="Set GOTRS_SECRET_KEY and GOTRS_SECRET_KEY_PREVIOUS first, and restart everything.")
@effect(Effect.RECORDED)
def keys_reencrypt() -> None:
    """Write all that is encrypted at rest anew with the present secret key; exit 1 if something cannot be opened."""
    from gotrs_api.identity.service.reencrypting import Reencrypted, reencrypt
    from gotrs_api.wiring import build_site

    async def run() -> Reencrypted:
        site = build_site(Settings())
        try:
            return await reencrypt(site)
        finally:
            await site.close()

    done = asyncio.run(run())
    out.print(f"{done.written} secrets were written anew.")
    for place in done.lost:
        err.print(f"None of the keys opens {place}.", markup=False)
    raise typer.Exit(1 if done.lost else 0)


@keys.command("renew-secret")
@effect(Effect.KEYS)
def keys_renew_secret(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Make a new secret key in the state folder and keep the old one beside it. Then restart, and reencrypt."""
    settings = Settings()
    if settings.secret_key.get_secret_value():
        err.print(
            "The secret key is in the environment: change it there, with the old one in GOTRS_SECRET_KEY_PREVIOUS."
        )
        raise typer.Exit(2)
    if not yes:
        typer.confirm("Sessions' forms and open pages have to be loaded anew. Go on?", abort=True)
    path, former = settings.var / "secret.key", settings.var / "secret.key.previous"
    old = settings.effective_secret_key
    kept = former.read_bytes() if former.exists() else b""
    _write(former, old + b"\n" + kept)
    _write(path, secrets.token_urlsafe(48).encode())
    out.print("There is a new secret key. Restart every process, then run gotrs keys reencrypt.")


def _write(path: os.PathLike[str], content: bytes) -> None:
    """At once or not at all, readable to the owner alone."""
    part = f"{os.fspath(path)}.part"
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


@customer.command("export", epilog="Example: [bold]gotrs customer export jane --output jane.zip[/bold]")
@effect(Effect.RECORDED)
def customer_export(
    login: str,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The ZIP; <login>.zip without it.")] = None,
) -> None:
    """Write all that the desk knows of a customer user into a ZIP."""
    from gotrs_api.admin.privacy import export
    from gotrs_api.wiring import build_site

    target = output or Path(f"{login.replace('/', '_')}.zip")

    async def run() -> bool:
        site = build_site(Settings())
        try:
            async with site.read() as read:
                user_id = await export.customer_user_id_of(read, login)
            if user_id is not None:
                await export.export_to(site, at_the_shell(), user_id, target)
            return user_id is not None
        finally:
            await site.close()

    if not asyncio.run(run()):
        err.print(f"There is no customer user {login}.", markup=False)
        raise typer.Exit(1)
    out.print(f"{target} is written.", markup=False)


@customer.command(
    "anonymise", epilog="Example: [bold]gotrs customer anonymise jane --reason 'request of 2 March'[/bold]"
)
@effect(Effect.RECORDED)
def customer_anonymise(
    login: str,
    reason: Annotated[str, typer.Option(help="Kept in the audit log.")],
    erase: Annotated[bool, typer.Option("--erase", help="Erase every text of the tickets, too.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Make a customer user anonymous: account, tickets, history, search, waiting mails. Nothing brings it back."""
    from gotrs_api.admin.privacy import anonymise, export
    from gotrs_api.wiring import build_site

    if not yes:
        typer.confirm(f"Make {login} anonymous for good?", abort=True)

    async def run() -> anonymise.Anonymised | None:
        site = build_site(Settings())
        try:
            async with site.read() as read:
                user_id = await export.customer_user_id_of(read, login)
            if user_id is None:
                return None
            who = at_the_shell()
            return await anonymise.anonymise(site, who, user_id, erase=erase, reason=reason)
        finally:
            await site.close()

    done = asyncio.run(run())
    if done is None:
        err.print(f"There is no customer user {login}.", markup=False)
        raise typer.Exit(1)
    out.print(f"{done.pseudonym}, with {done.tickets} tickets.")
