"""Databases as an OTRS leaves them behind: any size, on MariaDB, PostgreSQL or SQLite, clean or with the dirt of ten years.

    planted = await build(url, Source(tickets=200, dirt=True))

`planted` says what was put where, so that a test can ask whether it was found. Nothing here is a customer's: names and
texts are made up.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy.engine import URL, make_url

from gotrs_api.db.bulk import BulkConnection, open_bulk
from gotrs_api.db.database import Database
from gotrs_api.db.migrate import upgrade
from gotrs_api.otrs.shapes import table_shapes

BEGIN: Final = datetime(2015, 3, 2, 8, 0)  # noqa: DTZ001 - as it lies in the tables
GONE_USER: Final = 77  # wrote much, and was deleted from the table
GONE_QUEUE: Final = 404
SECOND_FACTOR: Final = "JBSWY3DPEHPK3PXP"  # of agent3 and customer2
# In every form that an OTRS has stored them; made with Znuny 6.5.1, crypt(3) and OpenSSL.
PASSWORDS: Final = (
    ("secret", "e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4"),
    ("Passwörd ✓", "9bfc7a78d3d5c391cfb8364037aed1b4490b5890"),
    ("secret", "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"),
    (
        "Passwörd ✓",
        (
            "9e882369a72ba058c82a2aba4a7d19b6457de531b1f020fc867b20cd9328518c"
            "3cab666384e9abdec202bbb9cb8aaf0e62e9d0bd128d678dad8663f587a6f24d"
        ),
    ),
    ("secret", "BCRYPT:9:abcdefghijklmnop:YCZwYw1C2XpU3jIG92Mt0dgubd4zFr."),
    ("Passwörd ✓", "BCRYPT:10:0123456789ABCDEF:vwc8weXzoY4PCM8OSULbNOaqys5iCCe"),
    ("secret", "$1$agent1$kBO.l74qzkgoBcus/iZQU1"),
    ("secret", "$apr1$agent1$ZvF153ZOAoZB3C0tgRIPb/"),
    ("correct horse", "./DA5yokVJ1R2"),
)
_WORDS: Final = [
    "printer",
    "network",
    "password",
    "invoice",
    "server",
    "access",
    "mailbox",
    "update",
    "licence",
    "screen",
]
_NAMES: Final = ("Anna Müller", "José Ortega", "Łukasz Nowak", "Zoë Brandt", "Иван Петров", "佐藤花子")


@dataclass(frozen=True)
class Source:
    """What to build. `flavour`: znuny65, znuny7, otrs6, otobo10 or otobo11. `article_dir`: files go there instead of into the database."""

    tickets: int = 100
    articles_per_ticket: int = 3
    agents: int = 12
    customers: int = 40
    flavour: str = "znuny65"
    dirt: bool = False
    article_dir: Path | None = None
    attachment_bytes: int = 2_000
    huge_attachment_bytes: int = 0
    charset: str = ""  # MariaDB: utf8mb3 or latin1 for the tables of articles and tickets
    time_zone: str = "UTC"  # OTRSTimeZone


@dataclass
class Planted:
    """What lies where. `dirt` maps a kind to the rows (table, key) that have it."""

    tickets: int = 0
    articles: int = 0
    rows: int = 0
    passwords: dict[str, str] = field(default_factory=dict)
    dirt: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def note(self, kind: str, table: str, key: object) -> None:
        self.dirt.setdefault(kind, []).append((table, str(key)))


async def build(url: URL | str, source: Source) -> Planted:
    """Fill an empty database."""
    database = Database(make_url(url), pool_size=1)
    try:
        await upgrade(database, "0001")
    finally:
        await database.close()
    planted = Planted()
    async with open_bulk(url, writes=True) as bulk:
        await bulk.run("DROP TABLE alembic_version")
        if source.dirt:
            await drop_constraints(bulk)
        if source.charset:
            for table in ("ticket", "article_data_mime"):
                await bulk.run(f"ALTER TABLE {table} CONVERT TO CHARACTER SET {source.charset}")
        await bulk.sql.commit()
        writer = _Writer(bulk, planted)
        await _people(writer, source)
        await _tickets(writer, source)
        await _settings(writer, source)
        if source.dirt:
            await _dirt(writer, source)
        await become(bulk, source.flavour)
        if bulk.kind == "postgresql":
            there = await bulk.tables()
            for shape in table_shapes().values():
                if shape.key is not None and shape.name in there:
                    await bulk.move_sequence(shape.name, shape.key)
        await bulk.sql.commit()
    planted.tickets = source.tickets
    planted.articles = source.tickets * source.articles_per_ticket
    return planted


class _Writer:
    def __init__(self, bulk: BulkConnection, planted: Planted) -> None:
        self.bulk, self.planted = bulk, planted

    async def add(self, table: str, rows: Iterator[dict[str, Any]]) -> None:
        while batch := list(islice(rows, 2000)):
            columns = list(batch[0])
            await self.bulk.insert(
                table, columns, [tuple(self.physical(row[name]) for name in columns) for row in batch]
            )
            await self.bulk.sql.commit()
            self.planted.rows += len(batch)

    async def one(self, table: str, **values: Any) -> None:
        await self.add(table, iter([values]))

    def blob(self, content: bytes) -> Any:
        return base64.encodebytes(content).decode() if self.bulk.blobs_are_base64 else content

    def long_text(self, text: str) -> Any:
        return text.encode() if self.bulk.long_text_is_bytes else text

    def physical(self, value: Any) -> Any:
        if isinstance(value, datetime) and self.bulk.times_are_text:
            return value.strftime("%Y-%m-%d %H:%M:%S")
        return value


def stamps(moment: datetime = BEGIN, by: int = 1) -> dict[str, Any]:
    return {"create_time": moment, "create_by": by, "change_time": moment, "change_by": by}


async def _people(to: _Writer, source: Source) -> None:
    def agents() -> Iterator[dict[str, Any]]:
        for number in range(2, source.agents + 2):
            login, (password, stored) = f"agent{number}", PASSWORDS[number % len(PASSWORDS)]
            to.planted.passwords[login] = password
            first, last = (
                _NAMES[number % len(_NAMES)].split(" ") if " " in _NAMES[number % len(_NAMES)] else ("", "花子")
            )
            yield {
                "id": number, "login": login, "pw": stored, "first_name": first, "last_name": last,
                "valid_id": 1, **stamps(),
            }  # fmt: skip

    await to.add("users", agents())
    await to.add(
        "group_user",
        ({"user_id": n, "group_id": 1, "permission_key": "rw", **stamps()} for n in range(2, source.agents + 2)),
    )
    await to.one("group_user", user_id=2, group_id=2, permission_key="rw", **stamps())
    secret = to.long_text(SECOND_FACTOR)
    await to.one(
        "user_preferences", user_id=3, preferences_key="UserGoogleAuthenticatorSecretKey", preferences_value=secret
    )
    preferences = (("UserEmail", "agent{}@example.org"), ("UserLanguage", "de"), ("UserAddOnThing", "kept {}"))
    await to.add(
        "user_preferences",
        (
            {"user_id": n, "preferences_key": key, "preferences_value": to.long_text(value.format(n))}
            for n in range(2, source.agents + 2)
            for key, value in preferences
        ),
    )
    await to.add(
        "customer_user",
        (
            {
                "id": n, "login": f"customer{n}", "email": f"customer{n}@example.com", "customer_id": f"C{n % 7}",
                "pw": hashlib.sha256(f"customer{n}".encode()).hexdigest(), "first_name": "Kim",
                "last_name": f"Kunde {n}", "valid_id": 1, **stamps(),
            }
            for n in range(1, source.customers + 1)
        ),
    )  # fmt: skip
    await to.one(
        "customer_preferences", user_id="customer2", preferences_key="UserGoogleAuthenticatorSecretKey",
        preferences_value=SECOND_FACTOR,
    )  # fmt: skip
    await to.add(
        "customer_company",
        ({"customer_id": f"C{n}", "name": f"Company {n} GmbH", "valid_id": 1, **stamps()} for n in range(7)),
    )
    await to.one(
        "dynamic_field", id=50, internal_field=0, name="Building", label="Building", field_order=1, field_type="Text",
        object_type="Ticket", config=to.long_text("---\nDefaultValue: ''\n"), valid_id=1, **stamps(),
    )  # fmt: skip


def _subject(number: int) -> str:
    return f"{_WORDS[number % 10]} and {_WORDS[number // 10 % 10]} for Müller № {number}"


def _address(number: int, customers: int) -> str:
    return f"customer{number % customers + 1}@example.com"


async def _tickets(to: _Writer, source: Source) -> None:
    each, agents = source.articles_per_ticket, source.agents

    def moment(number: int) -> datetime:
        return BEGIN + timedelta(minutes=37 * number)

    await to.add(
        "ticket",
        (
            {
                "id": n, "tn": f"2015{n:08d}", "title": _subject(n), "queue_id": n % 4 + 1, "ticket_lock_id": n % 2 + 1,
                "type_id": 1, "user_id": n % agents + 2, "responsible_user_id": 1, "ticket_priority_id": n % 5 + 1,
                "ticket_state_id": (2, 4, 4, 4, 3)[n % 5], "customer_id": f"C{n % 7}",
                "customer_user_id": f"customer{n % source.customers + 1}", "timeout": 0, "until_time": 0,
                "escalation_time": 0, "escalation_update_time": 0, "escalation_response_time": 0,
                "escalation_solution_time": 0, "archive_flag": 0, **stamps(moment(n), n % agents + 2),
            }
            for n in range(2, source.tickets + 2)
        ),
    )  # fmt: skip

    def articles() -> Iterator[tuple[int, int, int]]:
        for n in range(2, source.tickets + 2):
            for at in range(each):
                yield n, at, (n - 2) * each + at + 2

    await to.add(
        "article",
        (
            {
                "id": a, "ticket_id": n, "article_sender_type_id": 3 if at % 2 == 0 else 1,
                "communication_channel_id": 1, "is_visible_for_customer": 1, "search_index_needs_rebuild": 0,
                **stamps(moment(n) + timedelta(minutes=at)),
            }
            for n, at, a in articles()
        ),
    )  # fmt: skip
    await to.add(
        "article_data_mime",
        (
            {
                "id": a, "article_id": a, "a_from": f"Kunde <{_address(n, source.customers)}>",
                "a_to": "desk@example.org", "a_subject": _subject(n), "a_message_id": f"<{a}@example.com>",
                "a_message_id_md5": hashlib.md5(f"<{a}@example.com>".encode(), usedforsecurity=False).hexdigest(),
                "a_content_type": "text/plain; charset=utf-8", "incoming_time": int(moment(n).timestamp()),
                "a_body": f"Guten Tag,\n{_subject(n)} — Grüße ({at}).\n" + "The screen stays dark. " * (a % 12 + 3),
                "content_path": moment(n).strftime("%Y/%m/%d"), **stamps(moment(n)),
            }
            for n, at, a in articles()
        ),
    )  # fmt: skip
    await to.add(
        "ticket_history",
        (
            {
                "id": a * 2 + half, "name": "%%" + f"2015{n:08d}" + "%%Raw%%3 normal%%new%%" + str(n),
                "history_type_id": 1 if at == 0 else 18, "ticket_id": n, "article_id": a, "type_id": 1,
                "queue_id": n % 4 + 1, "owner_id": n % agents + 2, "priority_id": n % 5 + 1, "state_id": 2,
                **stamps(moment(n)),
            }
            for n, at, a in articles()
            for half in (0, 1)
        ),
    )  # fmt: skip
    await to.add(
        "dynamic_field_value",
        (
            {"id": n, "field_id": 50, "object_id": n, "value_text": f"Haus {n % 9}"}
            for n in range(2, source.tickets + 2)
            if n % 3 == 0
        ),
    )
    await to.add(
        "ticket_flag",
        (
            {"ticket_id": n, "ticket_key": "Seen", "ticket_value": "1", "create_time": moment(n), "create_by": 2}
            for n in range(2, source.tickets + 2)
            if n % 2 == 0
        ),
    )
    if source.article_dir is not None:
        for n, at, a in articles():
            if at == 0:
                _write_files(source.article_dir / moment(n).strftime("%Y/%m/%d") / str(a), a, source)
        return
    await to.add(
        "article_data_mime_attachment",
        (
            {
                "id": a, "article_id": a, "filename": f"Gerät-{a}.bin", "content_size": str(source.attachment_bytes),
                "content_type": "application/octet-stream", "disposition": "attachment",
                "content": to.blob(_bytes(a, source.attachment_bytes)), **stamps(moment(n)),
            }
            for n, at, a in articles()
            if at == 0
        ),
    )  # fmt: skip
    await to.add(
        "article_data_mime_plain",
        (
            {
                "id": a, "article_id": a,
                "body": to.blob(f"Subject: {_subject(n)}\r\nMessage-ID: <{a}@example.com>\r\n\r\nHello".encode()),
                **stamps(moment(n)),
            }
            for n, at, a in articles()
            if at == 0
        ),
    )  # fmt: skip


def _bytes(seed: int, size: int) -> bytes:
    block = hashlib.sha512(str(seed).encode()).digest()
    return (block * (size // len(block) + 1))[:size]


def _write_files(folder: Path, article_id: int, source: Source) -> None:
    folder.mkdir(parents=True)
    (folder / f"Gerät-{article_id}.bin").write_bytes(_bytes(article_id, source.attachment_bytes))
    (folder / f"Gerät-{article_id}.bin.content_type").write_text("application/octet-stream")
    (folder / "plain.txt").write_bytes(f"Subject: {_subject(article_id)}\r\n\r\nHello".encode())


async def _settings(to: _Writer, source: Source) -> None:
    """A few rows as the old system's administration writes them."""
    for number, (name, default) in enumerate(
        (
            ("Ticket::Watcher", "--- 0\n"), ("Ticket::Hook", "--- Ticket#\n"), ("OTRSTimeZone", "--- UTC\n"),
            ("Customer::AuthModule::DB::CryptType", "--- sha2\n"), ("Ticket::Frontend::Unheard", "--- 1\n"),
        ),
        start=1,
    ):  # fmt: skip
        await to.one(
            "sysconfig_default", id=number, name=name, description=to.long_text("--- x\n"), navigation="Core",
            is_invisible=0, is_readonly=0, is_required=0, is_valid=1, has_configlevel=0, user_modification_possible=0,
            user_modification_active=0, xml_content_raw=to.long_text(""), xml_content_parsed=to.long_text("--- {}\n"),
            xml_filename="Framework.xml", effective_value=to.long_text(default), is_dirty=0, exclusive_lock_guid="",
            **stamps(),
        )  # fmt: skip
    await to.one(
        "sysconfig_modified", id=1, sysconfig_default_id=2, name="Ticket::Hook", is_valid=1,
        user_modification_active=0, effective_value=to.long_text("--- Case#\n"), is_dirty=0, reset_to_default=0,
        **stamps(),
    )  # fmt: skip
    await to.one(
        "sysconfig_modified", id=2, sysconfig_default_id=5, name="Ticket::Frontend::Unheard", is_valid=1,
        user_modification_active=0, effective_value=to.long_text("--- 7\n"), is_dirty=0, reset_to_default=0, **stamps(),
    )  # fmt: skip
    connector = import_module("migrations.versions.0009_generic_interface_and_mcp")
    await to.one(
        "gi_webservice_config", id=1, name=connector.NAME, config=to.long_text(connector.CONFIG), valid_id=1, **stamps()
    )
    if source.time_zone != "UTC":
        zone = to.long_text(f"--- {source.time_zone}\n")
        await to.one(
            "sysconfig_modified", id=3, sysconfig_default_id=3, name="OTRSTimeZone", is_valid=1,
            user_modification_active=0, effective_value=zone, is_dirty=0, reset_to_default=0, **stamps(),
        )  # fmt: skip
    await to.one("sessions", session_id="abc", data_key="UserID", data_value="2", serialized=0)


async def drop_constraints(bulk: BulkConnection) -> None:
    """As after years with MyISAM, or of a restore without checks."""
    if bulk.kind == "postgresql":
        for table, name in await bulk.all(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f'"
        ):
            await bulk.run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        await bulk.run("ALTER TABLE ticket DROP CONSTRAINT ticket_tn")
    elif bulk.kind == "mariadb":
        for table, name in await bulk.all(
            "SELECT table_name, constraint_name FROM information_schema.table_constraints "
            "WHERE constraint_schema = database() AND constraint_type = 'FOREIGN KEY'"
        ):
            await bulk.run(f"ALTER TABLE `{table}` DROP FOREIGN KEY `{name}`")
        await bulk.run("ALTER TABLE ticket DROP INDEX ticket_tn")
        await bulk.run("SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO'")  # zero dates are welcome


async def _dirt(to: _Writer, source: Source) -> None:
    bulk, note = to.bulk, to.planted.note
    last = source.tickets + 1
    base = 1_000_000
    await bulk.run(f"UPDATE ticket SET user_id = {GONE_USER}, create_by = {GONE_USER} WHERE id = 2")  # noqa: S608
    note("deleted user", "ticket", 2)
    await bulk.run(f"UPDATE ticket SET queue_id = {GONE_QUEUE} WHERE id = 3")  # noqa: S608
    note("lost queue", "ticket", 3)
    await bulk.run("UPDATE ticket SET service_id = 999, ticket_state_id = 88 WHERE id = 4")
    note("lost service", "ticket", 4)
    note("old state", "ticket", 4)
    await bulk.run("UPDATE ticket SET responsible_user_id = 55 WHERE id = 5")
    note("deleted user", "ticket", 5)
    await to.one(
        "ticket", id=last + 1, tn="2099", title="No articles", queue_id=1, ticket_lock_id=1, type_id=1, user_id=1,
        responsible_user_id=1, ticket_priority_id=3, ticket_state_id=4, timeout=0, until_time=0, escalation_time=0,
        escalation_update_time=0, escalation_response_time=0, escalation_solution_time=0, archive_flag=0, **stamps(),
    )  # fmt: skip
    note("no articles", "ticket", last + 1)
    if bulk.kind != "sqlite":
        await bulk.run(f"UPDATE ticket SET tn = '201500000007' WHERE id = {last + 1}")  # noqa: S608
        note("duplicate number", "ticket", last + 1)
    orphan = {
        "article_sender_type_id": 1, "communication_channel_id": 1, "is_visible_for_customer": 1,
        "search_index_needs_rebuild": 0, **stamps(),
    }  # fmt: skip
    await to.one("article", id=base, ticket_id=987_654, **orphan)
    note("orphan", "article", base)
    await to.one("article_data_mime", id=base, article_id=base, a_body="lost", incoming_time=0, **stamps())
    note("orphan", "article_data_mime", base)
    mime = {"incoming_time": 0, **stamps()}
    await to.one("article", id=base + 1, ticket_id=6, **orphan)
    mojibake = "Grüße aus Köln".encode().decode("latin-1")
    await to.one("article_data_mime", id=base + 1, article_id=base + 1, a_subject=mojibake, a_body=mojibake, **mime)
    note("mojibake", "article_data_mime", base + 1)
    if bulk.kind == "mariadb":
        await bulk.run("UPDATE ticket SET create_time = '0000-00-00 00:00:00' WHERE id = 7")
        note("zero date", "ticket", 7)
        await bulk.run(
            "UPDATE user_preferences SET preferences_value = x'4dfc6c6c6572' "
            "WHERE user_id = 3 AND preferences_key = 'UserAddOnThing'"
        )
        note("not utf-8", "user_preferences", "3")
        await bulk.run("UPDATE article_data_mime SET a_subject = repeat('x', 5000) WHERE id = 2")
        note("too long", "article_data_mime", 2)
    if source.huge_attachment_bytes:
        await to.one(
            "article_data_mime_attachment", id=base, article_id=2, filename="huge.iso",
            content_size=str(source.huge_attachment_bytes), content_type="application/octet-stream",
            disposition="attachment", content=to.blob(_bytes(1, source.huge_attachment_bytes)), **stamps(),
        )  # fmt: skip
        note("huge", "article_data_mime_attachment", base)
    await bulk.run("CREATE TABLE survey_answer (id INTEGER PRIMARY KEY, answer VARCHAR(20))")
    await bulk.run("INSERT INTO survey_answer VALUES (1, 'very good')")
    await bulk.run("ALTER TABLE ticket ADD COLUMN addon_colour VARCHAR(20)")
    await bulk.sql.commit()


# Without a primary key until Znuny 7 gave each a column `id`.
_WITHOUT_KEY: Final = (
    "acl_sync", "article_flag", "calendar_appointment_ticket", "customer_preferences", "customer_user_customer",
    "generic_agent_jobs", "group_customer", "group_customer_user", "group_role", "group_user", "link_relation",
    "notification_event_item", "personal_queues", "personal_services", "pm_entity_sync", "postmaster_filter",
    "queue_preferences", "queue_standard_template", "role_user", "search_profile", "service_customer_user",
    "service_preferences", "service_sla", "sla_preferences", "ticket_flag", "ticket_watcher", "user_preferences",
)  # fmt: skip


async def become(bulk: BulkConnection, flavour: str) -> None:
    """Differences between the members of the family, as their own schema and migration scripts make them."""
    if flavour == "otrs6":
        await bulk.run(f"ALTER TABLE permission_groups RENAME TO {bulk.name('groups')}")
        await _without_znuny(bulk)
    elif flavour == "znuny7":
        await _become_znuny7(bulk)
    elif flavour.startswith("otobo"):
        await bulk.run("ALTER TABLE permission_groups RENAME TO groups_table")
        await bulk.run("ALTER TABLE article_data_otrs_chat RENAME TO article_data_otobo_chat")
        await _without_znuny(bulk)
        await bulk.run("CREATE TABLE data_storage (id INTEGER PRIMARY KEY, ds_type VARCHAR(191), ds_key VARCHAR(191))")
        if flavour == "otobo11":
            await _become_otobo11(bulk)
    await bulk.sql.commit()


async def _without_znuny(bulk: BulkConnection) -> None:
    """What Znuny has added to OTRS 6, and OTOBO does not have either."""
    for table in ("mention", "smime_keys", "acl_ticket_attribute_relations", "calendar_appointment_plugin"):
        await bulk.run(f"DROP TABLE {table}")
    await bulk.run("DELETE FROM ticket_history_type WHERE name = 'Bulk'")
    if bulk.kind == "mariadb":
        keys = await bulk.all(
            "SELECT constraint_name FROM information_schema.key_column_usage WHERE table_schema = database() "
            "AND table_name = 'mail_account' AND column_name = 'oauth2_token_config_id'"
        )
        for (key,) in keys:
            await bulk.run(f"ALTER TABLE mail_account DROP FOREIGN KEY {key}")
    if bulk.kind != "sqlite":
        await bulk.run("ALTER TABLE mail_account DROP COLUMN oauth2_token_config_id")
        await bulk.run("ALTER TABLE mail_account DROP COLUMN authentication_type")
        await bulk.run("DROP TABLE oauth2_token")
        await bulk.run("DROP TABLE oauth2_token_config")


async def _become_znuny7(bulk: BulkConnection) -> None:
    await bulk.run("DROP TABLE cloud_service_config")
    for table in ("activity", "article_color", "pm_process_preferences", "sendmail_config", "translation"):
        await bulk.run(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, name VARCHAR(200))")
    for table in ("ticket_priority", "ticket_state"):
        await bulk.run(f"ALTER TABLE {table} ADD COLUMN color VARCHAR(25) DEFAULT '#83bfc8ff' NOT NULL")
        if bulk.kind != "sqlite":  # only there to fill the rows that are there
            await bulk.run(f"ALTER TABLE {table} ALTER COLUMN color DROP DEFAULT")
    key = {
        "mariadb": "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY FIRST", "postgresql": "BIGSERIAL PRIMARY KEY",
        "sqlite": "INTEGER",
    }  # fmt: skip
    for table in _WITHOUT_KEY:
        await bulk.run(f"ALTER TABLE {table} ADD COLUMN id {key[bulk.kind]}")
    columns = "module, package_name, channel_data, valid_id, create_time, create_by, change_time, change_by"
    await bulk.run(
        f"INSERT INTO communication_channel (id, name, {columns}) SELECT 5, 'Web', {columns} "  # noqa: S608 - our own
        "FROM communication_channel WHERE id = 1"
    )
    await bulk.run("UPDATE article SET communication_channel_id = 5 WHERE id = 2")
    if bulk.kind == "mariadb":
        await bulk.run("ALTER TABLE notification_event_message MODIFY text MEDIUMTEXT NOT NULL")
        await bulk.run("UPDATE notification_event_message SET text = repeat('x', 5000) WHERE id = 1")
    elif bulk.kind == "postgresql":
        await bulk.run("ALTER TABLE notification_event_message ALTER COLUMN text TYPE VARCHAR")
        await bulk.run("UPDATE notification_event_message SET text = repeat('x', 5000) WHERE id = 1")


async def _become_otobo11(bulk: BulkConnection) -> None:
    for column in ("index_value", "index_set"):
        await bulk.run(f"ALTER TABLE dynamic_field_value ADD COLUMN {column} SMALLINT")
    await bulk.run("ALTER TABLE standard_template ADD COLUMN preselected_ticket_state_id INTEGER")
    for table in (
        "article_version", "article_version_history", "article_flag_version", "article_data_mime_version",
        "article_data_mime_att_version", "time_accounting_version", "form_cache", "frontend_mask_definition",
        "dynamic_field_script_event", "translation_item", "imexport_template",
    ):  # fmt: skip
        await bulk.run(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, version_id INTEGER)")
