"""The `gotrs` command. Each command is a small composition root: settings in, one use case, an exit status out."""

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console
from typer.core import TyperGroup

from gotrs_api import cli_desk, cli_security
from gotrs_api.identity.shell import Effect, at_the_shell, effect
from gotrs_api.kernel.settings import Settings
from gotrs_api.otrs.commands import app as otrs
from gotrs_api.storage.article_directory import Storage
from gotrs_api.version import VERSION

if TYPE_CHECKING:
    from gotrs_api.uow import Site

T = TypeVar("T")
EX_TEMPFAIL = 75
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class _Commands(TyperGroup):
    """All commands: an expected refusal and a database that is not reachable, or not usable, are told in a sentence and end
    with status 1, what the environment says wrongly with status 2."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except ValidationError as error:
            if error.title != Settings.__name__:
                raise
            for one in error.errors(include_url=False):
                name = "_".join(map(str, one["loc"])).upper()
                err.print(f"GOTRS_{name}: {one['msg'].removeprefix('Value error, ')}", markup=False, soft_wrap=True)
            raise typer.Exit(2) from error
        except Exception as error:
            from gotrs_api.db.migrate import NotUsable
            from gotrs_api.db.reach import shown_url, why_unreachable
            from gotrs_api.kernel.errors import GotrsError

            if isinstance(error, GotrsError):
                err.print(" ".join([error.detail, *(found.sentence for found in error.errors)]), markup=False)
                raise typer.Exit(1) from error
            if isinstance(error, NotUsable):
                err.print(str(error), markup=False, soft_wrap=True)
                raise typer.Exit(1) from error
            reason = why_unreachable(error)
            if reason is None:
                raise
            database = shown_url(Settings().effective_database_url)
            err.print(f"The database {database} cannot be reached: {reason}", markup=False, soft_wrap=True)
            raise typer.Exit(1) from error


app = typer.Typer(
    name="gotrs",
    cls=_Commands,
    help="The GOTRS service desk. Settings come from the environment (GOTRS_*); see docs/configuration.md.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
db = typer.Typer(help="The database: create, migrate, compare.", no_args_is_help=True)
user = typer.Typer(help="Agents.", no_args_is_help=True)
mail = typer.Typer(help="Mail in.", no_args_is_help=True)
search = typer.Typer(help="The full-text index.", no_args_is_help=True)
tickets = typer.Typer(help="Tickets.", no_args_is_help=True)
config = typer.Typer(help="System settings: the way back in when a setting locked people out.", no_args_is_help=True)
openapi = typer.Typer(help="The API's specification.", no_args_is_help=True)
for name, group in (
    ("db", db),
    ("user", user),
    ("mail", mail),
    ("search", search),
    ("tickets", tickets),
    ("config", config),
    ("openapi", openapi),
    ("audit", cli_security.audit),
    ("keys", cli_security.keys),
    ("otrs", otrs),
    ("customer", cli_security.customer),
    ("desk", cli_desk.desk),
):
    app.add_typer(group, name=name)


def _version(show: bool) -> None:
    if show:
        out.print(f"gotrs {VERSION}")
        raise typer.Exit


@app.callback()
def _common(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None: ...


@app.command(epilog="Example: [bold]PORT=8080 gotrs serve[/bold]")
@effect(Effect.LETS_IN)
def serve(
    host: Annotated[str, typer.Option(envvar="HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", help="Port to listen on.")] = 8000,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes; more than one needs PostgreSQL or MariaDB and Redis.")
    ] = 1,
    jobs: Annotated[
        bool, typer.Option("--jobs/--no-jobs", help="Also work off jobs; with --no-jobs run [bold]gotrs worker[/bold].")
    ] = True,
) -> None:
    """Serve browser UI and API, and work off jobs. Creates and migrates the database first."""
    # What importing makes stays: looking for garbage in it costs a quarter of the start. The started application goes on.
    gc.disable()
    from gotrs_api.serving import serve as run

    settings = Settings()
    if workers > 1 and (settings.effective_database_url.startswith("sqlite") or not settings.redis_url):
        err.print("Several workers need GOTRS_DATABASE_URL on PostgreSQL or MariaDB, and GOTRS_REDIS_URL.")
        raise typer.Exit(2)
    run(settings, host=host, port=port, workers=workers, jobs=jobs, announce=out.print)


@app.command()
@effect(Effect.LETS_IN)
def worker() -> None:
    """Work off jobs: mail, escalations, webhooks. Any number of these may run beside each other."""
    from gotrs_api.worker import run_worker

    asyncio.run(run_worker(Settings()))


@app.command(epilog="Example: [bold]gotrs demo --tickets 50[/bold]")
@effect(Effect.TABLES)
def demo(
    tickets: Annotated[int, typer.Option(min=1, max=100_000, help="How many tickets.")] = 400,
    seed: Annotated[int, typer.Option(help="Another number makes another demo.")] = 1,
) -> None:
    """Fill the database with a made-up help desk: agents, customers, ninety days of tickets. No mail is sent."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from gotrs_api.demo.filling import fill
    from gotrs_api.demo.organisation import PASSWORD
    from gotrs_api.kernel.errors import GotrsError
    from gotrs_api.serving import prepare

    settings = Settings()
    out.print(asyncio.run(prepare(settings)), markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err) as bar:
        task = bar.add_task("Ninety days of work", total=None)
        try:
            filled = asyncio.run(
                fill(
                    settings,
                    tickets=tickets,
                    seed=seed,
                    progress=lambda done, of: bar.update(task, completed=done, total=of),
                )
            )
        except GotrsError as error:
            bar.stop()
            err.print(error.detail, markup=False)
            raise typer.Exit(0 if error.code == "demo.is_there" else 1) from error
    out.print(f"{filled.tickets} tickets. Everybody's password is {PASSWORD}", markup=False)
    out.print(f"Agents: {', '.join(filled.agents)}", markup=False)
    out.print(f"Customers, for example: {', '.join(filled.customers[:4])}", markup=False)


@db.command("upgrade")
@effect(Effect.TABLES)
def db_upgrade() -> None:
    """Create the tables, or bring them to this version; build the indexes that are missing, while others go on writing."""
    from gotrs_api.db.database import Database
    from gotrs_api.db.hot_indexes import build_missing_indexes
    from gotrs_api.db.migrate import ensure_current, head_revision
    from gotrs_api.wiring import load_models

    async def run() -> tuple[bool, list[str]]:
        settings = Settings()
        settings.var.mkdir(parents=True, exist_ok=True)
        load_models()
        database = Database(settings.effective_database_url)
        try:
            return await ensure_current(database), await build_missing_indexes(database.engine)
        finally:
            await database.close()

    changed, built = asyncio.run(run())
    out.print(f"The database is at revision {head_revision()}{'' if changed else ', as before'}.")
    for name in built:
        out.print(f"Index {name} is built.", markup=False)


@db.command("current")
@effect(Effect.READS)
def db_current() -> None:
    """Print the revision of the database, and the newest one."""
    from gotrs_api.db.database import Database
    from gotrs_api.db.migrate import current_revision, head_revision

    async def run() -> str | None:
        database = Database(Settings().effective_database_url)
        try:
            async with database.connect() as connection:
                return await current_revision(connection)
        finally:
            await database.close()

    out.print(f"{asyncio.run(run()) or 'none'} (newest: {head_revision()})")


@db.command("check")
@effect(Effect.READS)
def db_check() -> None:
    """Compare the database with what this version expects; exit 1 and name each difference if there is any."""
    from gotrs_api.db.check import check
    from gotrs_api.db.database import Database
    from gotrs_api.wiring import load_models

    async def run() -> list[str]:
        load_models()
        database = Database(Settings().effective_database_url)
        try:
            async with database.connect() as connection:
                return [str(difference) for difference in await check(connection)]
        finally:
            await database.close()

    differences = asyncio.run(run())
    for difference in differences:
        out.print(difference, markup=False)
    out.print(f"{len(differences)} differences." if differences else "The database is as it should be.")
    raise typer.Exit(1 if differences else 0)


@db.command("restore", epilog="Example: [bold]gotrs db restore gotrs-20260302-093000-1-files.tar.gz[/bold]")
@effect(Effect.TABLES)
def db_restore(
    backup: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file of a backup.")],
    replace: Annotated[bool, typer.Option("--replace", help="What the database holds now goes away.")] = False,
) -> None:
    """Bring back a backup: its files into the state folder, its database into that of GOTRS_DATABASE_URL. Stop GOTRS first."""
    from gotrs_api.admin.backups.unpacking import restore_backup
    from gotrs_api.db.dumping import CannotDump
    from gotrs_api.db.restoring import CannotRestore

    try:
        brought = asyncio.run(restore_backup(Settings(), backup, replace=replace))
    except (CannotRestore, CannotDump) as error:
        err.print(str(error), markup=False, soft_wrap=True)
        raise typer.Exit(1) from error
    out.print(f"The database is back, and {brought.files} files.", markup=False)
    for remark in brought.remarks:
        out.print(remark, markup=False, soft_wrap=True)


@config.command("get", epilog="Example: [bold]gotrs config get Ticket::Hook[/bold]")
@effect(Effect.READS)
def config_get(
    name: Annotated[str, typer.Argument(help="A setting, or a part of its name.")] = "",
    changed: Annotated[bool, typer.Option("--changed", help="Only what is not as delivered.")] = False,
) -> None:
    """Print settings and their values as YAML."""
    from gotrs_api.admin.configuration import service

    async def run(site: "Site") -> dict[str, Any]:
        async with site.read() as read:
            rows = await service.list_settings(read, at_the_shell())
        named = [row for row in rows if row.name == name] or [row for row in rows if name.lower() in row.name.lower()]
        return {row.name: row.value for row in named if row.is_modified or not changed}

    found = _with_site(run)
    if not found and not changed:
        err.print(f"There is no setting named {name}.", markup=False)
        raise typer.Exit(1)
    import yaml

    out.print(yaml.safe_dump(found, allow_unicode=True).strip() if found else "", markup=False, soft_wrap=True)


@config.command("set", epilog="Example: [bold]gotrs config set Ticket::Hook 'Case#'[/bold]")
@effect(Effect.RECORDED)
def config_set(name: str, value: Annotated[str, typer.Argument(help="YAML")]) -> None:
    """Change a setting; running servers follow within five seconds."""
    import yaml

    try:
        _change_setting(name, yaml.safe_load(value))
    except yaml.YAMLError as error:
        err.print(f"This is no YAML: {error}", markup=False)
        raise typer.Exit(1) from error


@config.command("reset", epilog="Example: [bold]gotrs config reset Ticket::Hook[/bold]")
@effect(Effect.RECORDED)
def config_reset(name: str) -> None:
    """Give a setting its default again."""
    _change_setting(name, None, reset=True)


@config.command("own-passwords", epilog="When a directory or an identity provider lets nobody in any more.")
@effect(Effect.RECORDED)
def config_own_passwords() -> None:
    """Let agents sign in with their passwords of this desk again, whatever the sign-in providers say."""
    from gotrs_api.identity.service import providers

    async def run(site: "Site") -> None:
        async with site.uow() as uow:
            await providers.let_own_passwords_in(uow, at_the_shell())

    _with_site(run)
    out.print("Agents sign in with their own passwords.")


def _change_setting(name: str, value: Any, *, reset: bool = False) -> None:
    from gotrs_api.admin.configuration import service

    async def run(site: "Site") -> Any:
        async with site.uow() as uow:
            if reset:
                return (await service.reset_setting(uow, at_the_shell(), name)).value
            return (await service.change_setting(uow, at_the_shell(), name, value)).value

    out.print(f"{name}: {_with_site(run)}", markup=False)


@user.command(
    "add", epilog="Example: [bold]gotrs user add jane --first-name Jane --last-name Doe --group users:rw[/bold]"
)
@effect(Effect.RECORDED)
def user_add(
    login: str,
    first_name: Annotated[str, typer.Option()],
    last_name: Annotated[str, typer.Option()],
    email: Annotated[str, typer.Option(help="Mail address; the login when left out.")] = "",
    password: Annotated[
        str, typer.Option(envvar="GOTRS_USER_PASSWORD", help="Made and printed once when left out.")
    ] = "",
    group: Annotated[
        list[str] | None, typer.Option(help="NAME:RIGHT[,RIGHT] of ro, move_into, create, note, owner, priority, rw.")
    ] = None,
) -> None:
    """Make an agent."""
    from gotrs_api.identity.passwords.making import new_password
    from gotrs_api.identity.service import first_agent

    given = password or new_password()
    groups = {name: rights.replace(",", " ") for name, _, rights in (entry.partition(":") for entry in group or [])}

    async def run(site: "Site") -> int:
        password_hash = await first_agent.hash_password(site, given)
        async with site.uow() as uow:
            return await first_agent.add_agent(
                uow,
                login,
                first_name=first_name,
                last_name=last_name,
                email=email or login,
                password_hash=password_hash,
                groups=groups,
            )

    user_id = _with_site(run)
    out.print(f"Agent {login} has the id {user_id}.")
    if not password:
        out.print(f"The password is {given}; it is shown this once.", markup=False)


@user.command("passwd", epilog="Example: [bold]gotrs user passwd root@localhost[/bold]")
@effect(Effect.RECORDED)
def user_passwd(
    login: str,
    password: Annotated[
        str, typer.Option(envvar="GOTRS_USER_PASSWORD", prompt=True, hide_input=True, confirmation_prompt=True)
    ],
) -> None:
    """Set an agent's password and end the agent's sessions."""
    from gotrs_api.identity.service import first_agent

    async def run(site: "Site") -> None:
        password_hash = await first_agent.hash_password(site, password)
        async with site.uow() as uow:
            await first_agent.set_agent_password(uow, login, password_hash)

    _with_site(run)
    out.print(f"The password of {login} is set.")


@user.command("second-step-off", epilog="Example: [bold]gotrs user second-step-off root@localhost[/bold]")
@effect(Effect.RECORDED)
def user_second_step_off(login: str) -> None:
    """Take an agent's second factors off, who lost them, and end the agent's sessions."""
    from gotrs_api.identity.directory import directory
    from gotrs_api.identity.errors import UserNotFound
    from gotrs_api.identity.principal import Kind
    from gotrs_api.identity.service import totp

    async def run(site: "Site") -> None:
        async with site.uow() as uow:
            account = await directory(site, Kind.AGENT).find(uow, login)
            if account is None:
                raise UserNotFound
            await totp.disable_for(uow, at_the_shell(), account, reason="gotrs user second-step-off")

    _with_site(run)
    out.print(f"{login} signs in without a second step.")


def _with_site(run: Callable[["Site"], Coroutine[Any, Any, T]]) -> T:
    """Run one use case on the configured site."""
    from gotrs_api.wiring import build_site

    async def go() -> T:
        site = build_site(Settings())
        try:
            return await run(site)
        finally:
            await site.close()

    return asyncio.run(go())


@mail.command(
    "ingest", epilog="Example for Postfix: [bold]|/opt/gotrs/.venv/bin/gotrs mail ingest --queue Support[/bold]"
)
@effect(Effect.LETS_IN)
def mail_ingest(
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="A mail; - is standard input.")] = "-",
    maildir: Annotated[
        Path | None, typer.Option(help="Take in all new mails of a maildir; those that are stored become read.")
    ] = None,
    queue: Annotated[
        str,
        typer.Option("--queue", "--target-queue", help="Put every mail into this queue, whoever it is addressed to."),
    ] = "",
    untrusted: Annotated[bool, typer.Option("--untrusted", help="Do not obey X-OTRS-... headers of the mail.")] = False,
) -> None:
    """Take in mail, as a filter of the mail server does: exit 0 when it is stored for good, 75 to try again later."""
    gc.disable()
    from gotrs_api.mail.inbound.ingest_command import ingest_file, ingest_maildir

    gc.enable()
    if maildir is not None:
        status = ingest_maildir(maildir, queue=queue, trusted=not untrusted, say=out.print, complain=err.print)
    else:
        status = ingest_file(file, queue=queue, trusted=not untrusted, say=out.print, complain=err.print)
    raise typer.Exit(status)


@search.command("reindex", epilog="Example: [bold]gotrs search reindex[/bold]")
@effect(Effect.MAKES_ANEW)
def search_reindex(
    restart: Annotated[
        bool, typer.Option("--restart", help="Begin with the first ticket, even if a rebuild was interrupted.")
    ] = False,
) -> None:
    """Make the full-text index anew. Interrupted, it goes on where it was when called again. Searching goes on meanwhile."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from gotrs_api.tickets.service.search import indexing

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err) as bar:
        task = bar.add_task("Tickets", total=None)

        async def run(site: "Site") -> int:
            async with site.uow() as uow:
                progress = await indexing.rebuild_progress(uow)
                if restart or progress.finished:
                    progress = await indexing.start_rebuild(uow)
            while not progress.finished:
                async with site.uow() as uow:
                    progress = await indexing.rebuild_some(uow)
                bar.update(task, completed=progress.done, total=progress.total)
            return progress.done

        done = _with_site(run)
    out.print(f"{done} tickets can be found.")


@tickets.command("rebuild-escalation", epilog="Example: [bold]gotrs tickets rebuild-escalation[/bold]")
@effect(Effect.MAKES_ANEW)
def tickets_rebuild_escalation() -> None:
    """Calculate anew when tickets escalate: after SLAs, queues or calendars were changed. Work goes on meanwhile."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from gotrs_api.kernel.ids import TicketId
    from gotrs_api.tickets.service import rebuilding

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err) as bar:
        task = bar.add_task("Tickets", total=None)

        async def run(site: "Site") -> int:
            done, last_id = 0, TicketId(0)
            async with site.read() as read:
                bar.update(task, total=await rebuilding.count_tickets_to_rebuild(read))
            while True:
                async with site.uow() as uow:
                    batch = await rebuilding.rebuild_escalation_batch(uow, last_id)
                if batch.last_id is None:
                    return done
                done, last_id = done + batch.tickets, batch.last_id
                bar.update(task, completed=done)

        rebuilt = _with_site(run)
    out.print(f"{rebuilt} tickets were looked at.")


@tickets.command("move-files", epilog="Example: [bold]gotrs tickets move-files directory[/bold]")
@effect(Effect.RECORDED)
def tickets_move_files(
    to: Annotated[Storage, typer.Argument(help="Where the files of all articles are to lie.")],
) -> None:
    """Move attachments and raw mails into the database, or into the article directory. Where new ones go is a setting.
    Work goes on meanwhile; interrupted, it is called again."""
    from rich.progress import Progress, TextColumn

    from gotrs_api.tickets.service.moving_files import move_all_files

    with Progress(TextColumn("{task.description}"), TextColumn("{task.completed}"), console=err) as bar:
        task = bar.add_task("Articles", total=None)
        moved = _with_site(lambda site: move_all_files(site, to, lambda done: bar.update(task, completed=done)))
    out.print(f"{moved.files} files were moved.")
    if moved.kept:
        out.print(f"{moved.kept} files stay in the directory: above 8 MiB no database takes them all at once.")


@openapi.command("export")
@effect(Effect.READS)
def openapi_export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; standard output without it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, the way the server hands it out.")] = False,
) -> None:
    """Write the OpenAPI 3.1 document as YAML. Example: [bold]gotrs openapi export -o openapi/gotrs-v1.yaml[/bold]"""
    import orjson

    from gotrs_api.app import create_app
    from gotrs_api.edge import spec

    app = create_app(Settings(), run_jobs=False)
    text = orjson.dumps(spec.document(app)).decode() if as_json else spec.as_yaml(app)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text)


def main() -> None:
    app()


if __name__ == "__main__":
    main()
