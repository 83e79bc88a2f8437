"""A large help desk in PostgreSQL, made in bulk: the demo's house, and as many tickets in it as asked for.

A database is made once for each size and used again by the next run. Each message also holds words of known
frequency, so that searches for common and for rare ones can be compared between sizes (`_FREQUENT`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
from pydantic import SecretStr
from sqlalchemy.engine import URL

from gotrs_api.db.hot_indexes import build_missing_indexes
from gotrs_api.db.migrate import ensure_current
from gotrs_api.demo import organisation
from gotrs_api.identity.service.first_agent import ensure_first_agent
from gotrs_api.kernel.settings import Settings
from gotrs_api.wiring import build_site
from tests.support.server import ADMIN_PASSWORD

DATA_VERSION = 2  # of this file: databases made by another one are made anew
ARTICLES_PER_TICKET = 3
WITHOUT_INDEXES_FROM = 50_000  # tickets
GENERATED_TN_LENGTH = 17  # numbers that the server gives are shorter
_STATES = "{4,4,4,1,6,2,2,2,2,2,2,2,2,2,2,2,2,3,9,2}"  # of 20 tickets: 3 open, 1 new, 1 pending, the rest finished
_WORDS = (
    "printer network password invoice screen order delivery scanner cable update receipt laptop account folder phone "
    "morning again please thanks since yesterday store works error attached answer question office slow"
)  # fmt: skip

# By the message: in every second, tenth, hundredth and thousandth of all; in all of one queue, and of one company, and in
# hardly any other (the words of `queue` and `firm` with their numbers); and one of its own.
_FREQUENT = """
concat_ws(' ', CASE WHEN a.id % 2 = 0 THEN 'halfword' END, CASE WHEN a.id % 10 = 0 THEN 'tenthword' END,
          CASE WHEN a.id % 100 = 0 THEN 'hundredthword' END, CASE WHEN a.id % 1000 = 0 THEN 'thousandthword' END,
          'queue' || CASE WHEN a.id % 5000 = 0 THEN t.queue_id % 7 + 5 ELSE t.queue_id END,
          'firm' || replace(lower(CASE WHEN a.id % 5000 = 0 THEN 'elsewhere' ELSE t.customer_id END), '-', ''),
          'serial' || a.id)
"""
_CUSTOMERS = """
INSERT INTO customer_user (login, email, customer_id, first_name, last_name, valid_id,
                           create_time, create_by, change_time, change_by)
SELECT 'bench' || n, 'bench' || n || '@' || c.customer_id || '.example', c.customer_id,
       (ARRAY['Ada','Ben','Cleo','Dev','Eve','Finn'])[1 + n % 6], 'Caller ' || n, 1, now(), 1, now(), 1
FROM generate_series(1, $1::int) n
JOIN (SELECT customer_id, row_number() OVER (ORDER BY customer_id) - 1 AS place, count(*) OVER () AS all_of_them
      FROM customer_company) c ON c.place = n % c.all_of_them
"""
_TICKETS = """
INSERT INTO ticket (tn, title, queue_id, ticket_lock_id, type_id, service_id, sla_id, user_id, responsible_user_id,
                    ticket_priority_id, ticket_state_id, customer_id, customer_user_id, timeout, until_time,
                    escalation_time, escalation_update_time, escalation_response_time, escalation_solution_time,
                    archive_flag, create_time, create_by, change_time, change_by)
SELECT to_char(made, 'YYYYMMDD') || '10' || lpad(n::text, 7, '0'),
       'Ticket about ' || words[1 + n % 29] || ' and ' || words[1 + n * 7 % 29],
       queues[1 + floor(random() * array_length(queues, 1))::int], lock_id, 1, NULL, NULL,
       CASE WHEN lock_id = 2 OR is_old THEN agents[1 + floor(random() * array_length(agents, 1))::int] ELSE 1 END, 1,
       (ARRAY[1,2,3,3,3,3,3,4,4,5])[1 + floor(random() * 10)::int], state_id,
       cu.customer_id, cu.login, 0,
       CASE WHEN state_id = 6 THEN extract(epoch FROM now())::int + 86400 ELSE 0 END,
       0, 0, 0, 0, 0, made, 1, made + interval '3 hours', 1
FROM (SELECT n, now() - (($1::int - n) * interval '730 days' / $1::int) - interval '1 hour' AS made,
             ($5::int[])[1 + floor(random() * 20)::int] AS state_id, n < $1::int * 0.9 AS is_old,
             CASE WHEN random() < 0.2 THEN 2 ELSE 1 END AS lock_id
      FROM generate_series(1, $1::int) n) t
CROSS JOIN (SELECT $2::int[] AS queues, $3::int[] AS agents, string_to_array($4, ' ') AS words) given
JOIN customer_user cu ON cu.login = 'bench' || (1 + n * 31 % $6::int)
"""
_ARTICLES = """
INSERT INTO article (ticket_id, article_sender_type_id, communication_channel_id, is_visible_for_customer,
                     search_index_needs_rebuild, create_time, create_by, change_time, change_by)
SELECT t.id, CASE k WHEN 2 THEN 1 ELSE 3 END, CASE k WHEN 3 THEN 3 ELSE 1 END, CASE k WHEN 3 THEN 0 ELSE 1 END, 0,
       t.create_time + k * interval '40 minutes', 1, t.create_time + k * interval '40 minutes', 1
FROM ticket t CROSS JOIN generate_series(1, $1::int) k WHERE t.customer_user_id LIKE 'bench%' ORDER BY t.id, k
"""
_MIMES = f"""
INSERT INTO article_data_mime (article_id, a_from, a_reply_to, a_to, a_cc, a_bcc, a_subject, a_message_id,
                               a_message_id_md5, a_in_reply_to, a_references, a_content_type, a_body, incoming_time,
                               content_path, create_time, create_by, change_time, change_by)
SELECT a.id, cu.first_name || ' ' || cu.last_name || ' <' || cu.email || '>', '', 'help@desk.example', '', '', t.title,
       '<' || a.id || '@bench.example>', md5('<' || a.id || '@bench.example>'), '', '', 'text/plain; charset=utf-8',
       (SELECT string_agg(words[1 + (a.id * 13 + w * (7 + a.id % 5)) % 29], CASE w % 14 WHEN 0 THEN E'\n' ELSE ' ' END)
        FROM generate_series(1, 90) w) || E'\\n' || {_FREQUENT},
       extract(epoch FROM a.create_time)::int, to_char(a.create_time, 'YYYY/MM/DD'),
       a.create_time, 1, a.create_time, 1
FROM article a JOIN ticket t ON t.id = a.ticket_id JOIN customer_user cu ON cu.login = t.customer_user_id
CROSS JOIN (SELECT string_to_array($1, ' ') AS words) given WHERE t.customer_user_id LIKE 'bench%'
"""  # noqa: S608
_HISTORY = """
INSERT INTO ticket_history (name, history_type_id, ticket_id, article_id, type_id, queue_id, owner_id, priority_id,
                            state_id, create_time, create_by, change_time, change_by)
SELECT '%%' || k, ht.id, t.id, NULL, 1, t.queue_id, t.user_id, t.ticket_priority_id, t.ticket_state_id,
       t.create_time, 1, t.create_time, 1
FROM ticket t CROSS JOIN generate_series(1, 4) k JOIN ticket_history_type ht ON ht.name = 'Misc'
WHERE t.customer_user_id LIKE 'bench%'
"""
_SEEN = """
INSERT INTO ticket_flag (ticket_id, ticket_key, ticket_value, create_time, create_by)
SELECT t.id, 'Seen', '1', t.create_time, u.id FROM ticket t JOIN users u ON u.id > 1 AND (t.id + u.id) % 3 = 0
WHERE t.customer_user_id LIKE 'bench%'
"""
# What `search.indexing` writes: text without accents has the same words for PostgreSQL's parser once the signs are gone.
_DOCUMENTS = """
INSERT INTO gotrs_search_document (id, ticket_id, visible, heading, margin, words)
SELECT id, ticket_id, visible, ' ' || heading || ' ', ' ' || margin || ' ',
       to_tsvector('simple', concat_ws(' ', heading, 'xqborderqx', margin, 'xqborderqx', rest))
FROM (SELECT a.id, a.ticket_id, a.is_visible_for_customer AS visible,
             concat_ws(' xqborderqx ', t.tn, lower(t.title)) AS heading,
             regexp_replace(lower(concat_ws(' ', t.customer_id, t.customer_user_id, cu.first_name, cu.last_name, cu.email,
                            'xqborderqx', t.title, 'xqborderqx', m.a_from)), '[^a-z0-9]+', ' ', 'g') AS margin,
             regexp_replace(lower(concat_ws(' ', m.a_to, 'xqborderqx', m.a_body)), '[^a-z0-9]+', ' ', 'g') AS rest
      FROM article a JOIN ticket t ON t.id = a.ticket_id JOIN article_data_mime m ON m.article_id = a.id
      LEFT JOIN customer_user cu ON cu.login = t.customer_user_id) made
"""
_REBUILT = "UPDATE gotrs_search_rebuild SET started_at = now(), finished_at = now() WHERE id = 1"

_FILLED = ("ticket", "article", "article_data_mime", "ticket_history", "ticket_flag", "gotrs_search_document")
_FOREIGN_KEYS = """
SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY($1) ORDER BY 1, 2
"""
_INDEXES = """
SELECT indexname AS name, indexdef AS definition FROM pg_indexes
WHERE tablename = ANY($1) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = to_regclass(indexname)) ORDER BY 1
"""


@dataclass(frozen=True)
class Dataset:
    url: URL
    tickets: int
    is_new: bool

    @property
    def plain_url(self) -> str:
        return self.url.set(drivername="postgresql").render_as_string(hide_password=False)


async def prepare(server: URL, tickets: int, var: Path) -> Dataset:
    """The database of this size: found, or made (about a second for a thousand tickets)."""
    name = f"gotrs_bench_{tickets}"
    url = server.set(database=name)
    maintenance = await asyncpg.connect(server.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        if await maintenance.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            if await _is_whole(url):
                await _migrate(url, var, fill=False)
                return Dataset(url, tickets, is_new=False)
            await maintenance.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        await maintenance.execute(f'CREATE DATABASE "{name}"')
    finally:
        await maintenance.close()
    await _migrate(url, var, fill=True)
    await insert_tickets(url, tickets)
    return Dataset(url, tickets, is_new=True)


async def _is_whole(url: URL) -> bool:
    connection = await _connect(url)
    try:
        comment = await connection.fetchval("SELECT obj_description(to_regclass('ticket'), 'pg_class')")
        return bool(comment == _mark())
    finally:
        await connection.close()


def _mark() -> str:
    return f"generated by tests/bench, version {DATA_VERSION}"


async def _migrate(url: URL, var: Path, *, fill: bool) -> None:
    settings = Settings(
        var=var,
        database_url=url.render_as_string(hide_password=False),
        admin_password=SecretStr(ADMIN_PASSWORD),
    )
    site = build_site(settings)
    try:
        await ensure_current(site.database)
        await build_missing_indexes(site.database.engine)  # a server's jobs would; the bench's has none
        if fill:
            await ensure_first_agent(site)
            await organisation.build(site)
    finally:
        await site.close()


async def insert_tickets(url: URL, tickets: int) -> None:
    """Into the queues that are there besides the first ones, of agents besides the first."""
    customers = max(50, tickets // 50)
    connection = await _connect(url)
    try:
        queues = [row["id"] for row in await connection.fetch("SELECT id FROM queue WHERE id > 4 ORDER BY id")]
        agents = [row["id"] for row in await connection.fetch("SELECT id FROM users WHERE id > 1 ORDER BY id")]
        states = [int(state) for state in _STATES.strip("{}").split(",")]
        async with connection.transaction():
            await connection.execute("SET LOCAL synchronous_commit = off")
            await connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
            await connection.execute("SELECT setseed(0.42)")
            # Made at the end out of all rows at once, indexes and foreign keys cost a fraction of what they do row by row.
            put_back = await _taken_off(connection) if tickets >= WITHOUT_INDEXES_FROM else []
            await connection.execute(_CUSTOMERS, customers)
            await connection.execute(_TICKETS, tickets, queues, agents, _WORDS, states, customers)
            await connection.execute(_ARTICLES, ARTICLES_PER_TICKET)
            await connection.execute(_MIMES, _WORDS)
            await connection.execute(_HISTORY)
            await connection.execute(_SEEN)
            await connection.execute(_DOCUMENTS)
            await connection.execute(_REBUILT)
            for statement in put_back:
                await connection.execute(statement)
            await connection.execute(f"COMMENT ON TABLE ticket IS '{_mark()}'")
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


async def _taken_off(connection: asyncpg.Connection[Any]) -> list[str]:
    """Drop the indexes and foreign keys of the tables that are filled; answers the statements that make them again."""
    keys = await connection.fetch(_FOREIGN_KEYS, list(_FILLED))
    indexes = await connection.fetch(_INDEXES, list(_FILLED))
    for key in keys:
        await connection.execute(f'ALTER TABLE "{key["table"]}" DROP CONSTRAINT "{key["name"]}"')
    for index in indexes:
        await connection.execute(f'DROP INDEX "{index["name"]}"')
    again = [f'ALTER TABLE "{key["table"]}" ADD CONSTRAINT "{key["name"]}" {key["definition"]}' for key in keys]
    return [*(index["definition"] for index in indexes), *again]


async def _connect(url: URL) -> asyncpg.Connection[Any]:
    return await asyncpg.connect(
        url.set(drivername="postgresql").render_as_string(hide_password=False), command_timeout=900
    )
