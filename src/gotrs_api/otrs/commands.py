"""`gotrs otrs …`: each command says what it found or did, and why it stops."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table as Grid

from gotrs_api.identity.shell import Effect, at_the_shell, effect
from gotrs_api.kernel.settings import Settings

if TYPE_CHECKING:
    from gotrs_api.coexistence.service import Coexistence
    from gotrs_api.otrs.inspecting import Inspection

T = TypeVar("T")
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)
app = typer.Typer(help="Moving in from OTRS, Znuny and OTOBO. See docs/migration.md.", no_args_is_help=True)
Source = Annotated[
    str, typer.Argument(metavar="SOURCE", help="Address of the old database, or a file with an SQL dump.")
]
ArticleDir = Annotated[
    Path | None,
    typer.Option(
        "--article-dir", exists=True, file_okay=False, help="The old server's var/article, if files lie there."
    ),
]


def run(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """One use case; whatever stops it is one sentence, and status 1."""
    from sqlalchemy.exc import DBAPIError

    from gotrs_api.db.bulk.connection import is_broken_off, is_exhausted, words_of
    from gotrs_api.db.reach import why_unreachable
    from gotrs_api.otrs.errors import CannotGoOn

    try:
        return asyncio.run(work())
    except CannotGoOn as error:
        err.print(str(error), markup=False, soft_wrap=True)
    except KeyboardInterrupt:
        err.print("Interrupted. Call it again to go on.")
    except (DBAPIError, OSError) as error:
        reason = why_unreachable(error) or words_of(error)
        if is_broken_off(error):
            reason = "the connection broke off"
        hint = " Call it again to go on from here." if is_exhausted(error) else ""
        err.print(f"The database or the network says: {reason}.{hint}", markup=False, soft_wrap=True)
    raise typer.Exit(1)


@app.command("inspect", epilog="Example: [bold]gotrs otrs inspect mysql://otrs:secret@db/otrs[/bold]")
@effect(Effect.READS)
def inspect_command(
    source: Source,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Do not read through the tables for dirt.")] = False,
) -> None:
    """Look at an old database: version, tables, add-ons, dirt, and what moving it takes. Reads only."""
    from gotrs_api.otrs.configuration import Belonging, SettingsFound, belongings_of, settings_of
    from gotrs_api.otrs.inspecting import inspect_source
    from gotrs_api.otrs.sources import open_source

    async def look() -> tuple[Inspection, SettingsFound, list[Belonging]]:
        async with open_source(source, folder=Settings().var) as bulk:
            return await inspect_source(bulk, look_deep=not quick), await settings_of(bulk), await belongings_of(bulk)

    found, settings, belongings = run(look)
    if as_json:
        from dataclasses import asdict

        typer.echo(
            json.dumps(
                found.as_dict()
                | {"settings": asdict(settings), "configuration": [asdict(each) for each in belongings]},
                ensure_ascii=False, indent=1, default=str,
            )
        )  # fmt: skip
        return
    _show(found)
    for each in belongings:
        some = ", ".join(each.names[:20]) + (" …" if len(each.names) > 20 else "")
        become = "ready to run" if each.works else "kept, but not supported yet"
        out.print(f"{len(each.names)} {each.what} {become}: {some}", markup=False, soft_wrap=True)
    out.print(f"Settings that were changed: {len(settings.honoured)} are honoured under their names.", markup=False)
    for name in settings.undeployed:
        out.print(
            f"  {name} was changed and not deployed: what counted before counts here", markup=False, soft_wrap=True
        )
    for name, why in settings.unreadable.items():
        out.print(f"  {name} cannot be read: {why}", markup=False, soft_wrap=True)
    for name, instead in settings.replaced.items():
        out.print(f"  {name} is not honoured; instead: {instead}", markup=False, soft_wrap=True)


def _show(found: Inspection) -> None:
    from gotrs_api.otrs.hidden import in_words

    out.print(f"{found.flavour} on {found.server}", markup=False)
    if found.problem:
        out.print(found.problem, markup=False, soft_wrap=True)
    grid = Grid("Table", "Rows", "Differs from Znuny 6.5", box=None, pad_edge=False)
    for table in found.tables:
        differs = [f"called {table.source}"] if table.source != table.name else []
        differs += [f"lacks {column}" for column in table.missing]
        differs += [f"has {column} besides" for column in table.extra]
        differs += [f"not taken: {table.left}"] if table.left else []
        if table.rows or differs:
            grid.add_row(table.name, f"{table.rows:,}", ", ".join(differs))
    out.print(grid)
    if found.missing_tables:
        out.print(f"Not there: {', '.join(found.missing_tables)}", markup=False, soft_wrap=True)
    if found.other_versions:
        out.print(f"Of another version, not taken: {', '.join(found.other_versions)}", markup=False, soft_wrap=True)
    for name, rows in found.add_ons.items():
        out.print(f"Left by an add-on, not taken: {name} ({rows:,} rows)", markup=False)
    if found.character_sets:
        sets = ", ".join(f"{name} ({count} columns)" for name, count in sorted(found.character_sets.items()))
        out.print(f"Character sets: {sets}", markup=False)
    for dirt in found.dirt:
        examples = f" (for example {', '.join(dirt.examples)})" if dirt.examples else ""
        least = "at least " if dirt.of_sample else ""
        out.print(f"Dirt: {dirt.table}: {dirt.what}: {least}{dirt.rows:,} rows{examples}", markup=False, soft_wrap=True)
    for line in in_words(found.hidden):
        out.print(line, markup=False, soft_wrap=True)
    if found.article_storage:
        out.print(f"Articles: {found.article_storage}", markup=False, soft_wrap=True)
    if found.rows:
        space = f"{found.size_bytes / 2**20:,.0f} MiB in the old database" if found.size_bytes else "size unknown"
        out.print(
            f"An import moves {found.rows:,} rows, about {found.seconds // 60 + 1} minutes on two cores; {space}, "
            "plan twice as much for the new one and its search index.",
            markup=False, soft_wrap=True,
        )  # fmt: skip


@app.command(
    "import",
    epilog="Example: [bold]gotrs otrs import mysql://otrs:secret@db/otrs --into postgresql://gotrs:secret@db/gotrs[/bold]",
)
@effect(Effect.TABLES)
def import_command(
    source: Source,
    into: Annotated[str, typer.Option("--into", help="The new database; GOTRS_DATABASE_URL when left out.")] = "",
    article_dir: ArticleDir = None,
    repair_mojibake: Annotated[
        bool, typer.Option("--repair-mojibake", help="Also mend text that was encoded twice (“MÃ¼ller”).")
    ] = False,
    compare_all: Annotated[
        bool, typer.Option("--compare-all", help="When called again: compare every row, not only change times.")
    ] = False,
    discard_changes: Annotated[
        bool,
        typer.Option("--discard-changes", help="When called again: what was written in the new database gives way."),
    ] = False,
) -> None:
    """Move an old database into a new one. Called again, it goes on where it was, or brings what has changed since."""
    from gotrs_api.db.bulk import open_bulk
    from gotrs_api.kernel.clock import SystemClock
    from gotrs_api.otrs.importing import Importer, Outcome
    from gotrs_api.otrs.sources import database_url, label, open_source
    from gotrs_api.otrs.target import migrate

    settings = Settings()

    async def move() -> Outcome:
        with _writing(settings.var):
            settings.var.mkdir(parents=True, exist_ok=True)
        target_url = database_url(into or settings.effective_database_url)
        with _progress() as report:
            async with open_source(source, folder=settings.var) as old:
                await migrate(target_url.render_as_string(hide_password=False))
                async with open_bulk(target_url, writes=True) as new:
                    importer = Importer(
                        old, new, SystemClock(), source_label=label(source), unmix=repair_mojibake,
                        compare_all=compare_all, discard_changes=discard_changes, report=report,
                    )  # fmt: skip
                    return await importer.run()

    done = run(move)
    rate = done.rows / done.seconds if done.seconds else 0
    out.print(f"{done.rows:,} rows in {done.seconds:,.0f} s ({rate:,.0f} a second).", markup=False)
    for table, count in done.removed.items():
        out.print(f"{table}: {count} rows are not in the old system, and no more here.", markup=False)
    if done.gave_way:
        out.print(
            "These gave way to what the old system has; gotrs_import_issue keeps them as they were:", markup=False
        )
    for each in done.gave_way:
        out.print(f"  {each}", markup=False, soft_wrap=True)
    if article_dir is not None:
        _copy_files(article_dir, settings.var / "article")
    for failure in done.failed:
        err.print(failure, markup=False, soft_wrap=True)
    if done.failed:
        raise typer.Exit(1)
    out.print("Next: gotrs otrs verify, then gotrs search reindex with the new database.", markup=False)


def _copy_files(source: Path, target: Path) -> None:
    from gotrs_api.otrs.article_files import copy_articles

    copied = copy_articles(source, target)
    out.print(
        f"{copied.files:,} files of articles copied to {target}, {copied.skipped:,} were there.",
        markup=False, soft_wrap=True,
    )  # fmt: skip
    for path in copied.strange[:20]:
        out.print(f"Not a file of an article, left: {path}", markup=False, soft_wrap=True)
    if copied.failed:
        for failure in copied.failed[:20]:
            err.print(failure, markup=False, soft_wrap=True)
        raise typer.Exit(1)


@app.command("verify", epilog="Example: [bold]gotrs otrs verify SOURCE TARGET --report verified.html[/bold]")
@effect(Effect.READS)
def verify_command(
    source: Source,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="The new database.")],
    article_dir: ArticleDir = None,
    report: Annotated[Path, typer.Option("--report", help="HTML to write; the same with .json beside it.")] = Path(
        "otrs-verified.html"
    ),
) -> None:
    """Compare old and new row by row; exit 0 when every row came or is named with the reason why not."""
    from gotrs_api.db.bulk import open_bulk
    from gotrs_api.kernel.clock import SystemClock
    from gotrs_api.otrs.article_files import unlike_files
    from gotrs_api.otrs.report import as_html, as_json
    from gotrs_api.otrs.samples import look_at_tickets
    from gotrs_api.otrs.sources import database_url, label, open_source
    from gotrs_api.otrs.verifying import Verification, Verifier

    settings = Settings()

    async def compare() -> Verification:
        url = database_url(target)
        with _writing(report):  # told before the hours of comparing, not after
            report.touch()
        with _progress() as tell:
            async with open_source(source, folder=settings.var) as old, open_bulk(url) as new:
                labels = (label(source), url.render_as_string(hide_password=True))
                found = await Verifier(old, new, SystemClock(), labels=labels, report=tell).run()
        samples, faults = await look_at_tickets(settings, url.render_as_string(hide_password=False))
        found.samples += samples
        found.faults += faults
        return found

    found = run(compare)
    if article_dir is not None:
        found.files_compared, unlike = unlike_files(article_dir, settings.var / "article")
        found.faults += [f"File {name} did not come, or differs." for name in unlike]
    report.write_text(as_html(found))
    report.with_suffix(".json").write_text(as_json(found))
    rate = found.rows / found.seconds if found.seconds else 0
    out.print(f"{found.rows:,} rows compared in {found.seconds:,.0f} s ({rate:,.0f} a second).", markup=False)
    repaired = sum(table.repaired for table in found.tables)
    quarantined = sum(table.quarantined for table in found.tables)
    out.print(f"{repaired:,} rows were repaired, {quarantined:,} quarantined: {report} tells which.", markup=False)
    for table in found.tables:
        for fault in table.faults[:5]:
            err.print(f"{table.name}: {fault}", markup=False, soft_wrap=True)
    for fault in found.faults[:20]:
        err.print(fault, markup=False, soft_wrap=True)
    if found.later:
        out.print(f"{found.later:,} rows were changed or added here after the import: somebody has worked here.")
        if not found.is_good:
            out.print(
                "What else differs may be that work too: verify before it begins, or import into another database."
            )
    out.print("All is accounted for." if found.is_good else "Not everything is accounted for.")
    raise typer.Exit(0 if found.is_good else 1)


@app.command("adopt", epilog="Example: [bold]gotrs otrs adopt mysql://otrs:secret@db/otrs[/bold]")
@effect(Effect.TABLES)
def adopt_command(
    database: Annotated[str, typer.Argument(metavar="DATABASE_URL", help="The old system's live database.")],
) -> None:
    """Begin to work beside an OTRS on its own database: adds tables of GOTRS's, changes nothing else."""
    from gotrs_api.otrs.adopting import adopt
    from gotrs_api.otrs.hidden import in_words
    from gotrs_api.otrs.sources import database_url

    adopted = run(lambda: adopt(Settings(), database_url(database)))
    for difference in adopted.harmless:
        out.print(f"As found, and left so: {difference}", markup=False, soft_wrap=True)
    for line in in_words(adopted.hidden):
        out.print(line, markup=False, soft_wrap=True)
    out.print(f"{adopted.flavour} is adopted. GOTRS shows everything and changes nothing (shadow).")
    out.print("When you trust it: gotrs otrs mode beside; then hand over duties: gotrs otrs duty escalation gotrs.")


@app.command("release", epilog="Example: [bold]gotrs otrs release mysql://otrs:secret@db/otrs --yes[/bold]")
@effect(Effect.TABLES)
def release_command(
    database: Annotated[str, typer.Argument(metavar="DATABASE_URL", help="The adopted database.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Leave an adopted database: drops GOTRS's tables and indexes. Stop GOTRS first."""
    from gotrs_api.otrs.adopting import release
    from gotrs_api.otrs.sources import database_url

    if not yes:
        typer.confirm("Drop everything of GOTRS in this database?", abort=True)
    dropped = run(lambda: release(database_url(database)))
    out.print(f"{len(dropped)} tables and indexes of GOTRS are dropped. The old system goes on alone.")


@app.command("mode", epilog="Example: [bold]gotrs otrs mode beside[/bold]")
@effect(Effect.RECORDED)
def mode_command(
    mode: Annotated[str, typer.Argument(help="shadow: GOTRS only shows; beside: both systems work.")] = "",
) -> None:
    """Print or change how GOTRS works beside OTRS (database of GOTRS_DATABASE_URL), and who has which duty."""
    from gotrs_api.coexistence import service as coexistence

    if mode not in ("", coexistence.SHADOW, coexistence.BESIDE):
        raise typer.BadParameter("shadow or beside")
    state = run(lambda: _change("mode", mode))
    out.print(f"Mode: {state.mode or 'alone'}")
    if state.mode == coexistence.BESIDE and not state.does("mail.send"):
        out.print("Mails written here wait until GOTRS has the duty mail_queue: gotrs otrs duty mail_queue gotrs.")
    for duty, owner in sorted(state.owners.items()):
        out.print(f"{duty}: {owner}")


@app.command("duty", epilog="Example: [bold]gotrs otrs duty mail_fetching gotrs[/bold]")
@effect(Effect.RECORDED)
def duty_command(duty: str, owner: Annotated[str, typer.Argument(help="otrs or gotrs")]) -> None:
    """Say which system fetches mail, sends the mail queue, escalates, ends pending times, unlocks, notifies."""
    from gotrs_api.coexistence import service as coexistence

    if duty not in coexistence.DUTIES or owner not in (coexistence.OTRS, coexistence.GOTRS):
        raise typer.BadParameter(f"one of {', '.join(coexistence.DUTIES)}, and otrs or gotrs")
    state = run(lambda: _change(f"job:{duty}", owner))
    out.print(f"{duty}: {state.owners[duty]}")


async def _change(name: str, value: str) -> Coexistence:
    """The state after writing a value, if there is one to write."""
    from gotrs_api.coexistence import service as coexistence
    from gotrs_api.identity import audit
    from gotrs_api.otrs.errors import CannotGoOn
    from gotrs_api.wiring import build_site

    site = build_site(Settings())
    try:
        async with site.uow() as uow:
            if value:
                if not (await coexistence.current(uow)).mode:
                    raise CannotGoOn("GOTRS is alone on this database: it was not adopted.")
                await coexistence.write_value(uow, name, value)
                details = {"name": name, "value": value}
                await audit.record(uow, at_the_shell(), "coexistence.changed", details=details)
            return await coexistence.current(uow)
    finally:
        await site.close()


@app.command("config", epilog="Example: [bold]gotrs otrs config /opt/otrs/Kernel/Config.pm[/bold]")
@effect(Effect.READS)
def config_command(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Kernel/Config.pm.")],
    providers: Annotated[
        Path | None,
        typer.Option("--providers", help="Where to write the sign-in providers as JSON, with their passwords."),
    ] = None,
) -> None:
    """Read Kernel/Config.pm and propose what to set here: database, mail, LDAP, single sign-on. Sets nothing."""
    from gotrs_api.otrs.configuration import read_proposal

    async def read() -> Any:
        if providers is not None:
            with _writing(providers):
                providers.touch(mode=0o600)
        return read_proposal(file.read_text(encoding="utf-8", errors="replace"))

    proposal = run(read)
    for name, value in proposal.environment.items():
        out.print(f"{name}={value}", markup=False, soft_wrap=True)
    for name, value in proposal.settings.items():
        out.print(f"Setting {name}: {value}", markup=False, soft_wrap=True)
    for provider in proposal.providers:
        whose = "agents" if provider["agents"] else "customers"
        out.print(f"Sign-in provider {provider['name']} ({provider['type']}, {whose}):", markup=False)
        for name, value in sorted(provider["config"].items()):
            shown = "…" if name == "bind_password" and value else value
            out.print(f"  {name}: {shown}", markup=False, soft_wrap=True)
    if providers is not None:
        providers.write_text(json.dumps(proposal.providers, ensure_ascii=False, indent=1) + "\n")
        out.print(f"{providers}: each for POST /api/v1/admin/sign-in-providers, not enabled yet.", markup=False)
    for remark in proposal.remarks:
        out.print(remark, markup=False, soft_wrap=True)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """What keeps a file or folder from being made, as the sentence that ends the command."""
    from gotrs_api.otrs.errors import CannotGoOn

    try:
        yield
    except OSError as error:
        raise CannotGoOn(f"{path} cannot be written: {error.strerror or error}.") from error


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=err) as bar:
        task = bar.add_task("Rows", total=None, rate="")

        def report(table: str, rows: int, of: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(
                task, completed=rows, total=max(of, rows), description=table, rate=f"{speed:,.0f}/s" if speed else ""
            )

        yield report
