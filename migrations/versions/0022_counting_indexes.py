"""Indexes that open tickets are counted out of, in place of narrower ones."""

from __future__ import annotations

from alembic import op
from sqlalchemy import inspect, text

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_COUNTED = ("queue_id", "archive_flag", "ticket_lock_id", "escalation_time")
_NEW = (
    ("gotrs_ix_ticket_open", ("ticket_state_id", *_COUNTED, "ticket_priority_id", "until_time")),
    ("gotrs_ix_ticket_owner_open", ("user_id", "ticket_state_id", *_COUNTED, "until_time", "ticket_priority_id")),
    ("gotrs_ix_ticket_responsible_open", ("responsible_user_id", "ticket_state_id", *_COUNTED, "user_id")),
    ("gotrs_ix_ticket_customer_open", ("customer_id", "ticket_state_id", "queue_id", "archive_flag")),
)
_OLD = (
    ("gotrs_ix_ticket_state_queue", ("ticket_state_id", "queue_id", "archive_flag")),
    ("gotrs_ix_ticket_owner_state", ("user_id", "ticket_state_id", "queue_id")),
    ("gotrs_ix_ticket_responsible_state", ("responsible_user_id", "ticket_state_id", "queue_id")),
)
# As in 0002: with more tickets a job builds them while the desk works, and drops the old ones afterwards.
INDEX_AT_ONCE_UP_TO_TICKETS = 20_000


def upgrade() -> None:
    connection = op.get_bind()
    beyond = connection.execute(text(f"SELECT id FROM ticket LIMIT 1 OFFSET {INDEX_AT_ONCE_UP_TO_TICKETS}"))  # noqa: S608
    if beyond.first() is None:
        _exchange(_OLD, _NEW)


def downgrade() -> None:
    _exchange(_NEW, _OLD)


def _exchange(old: tuple[tuple[str, tuple[str, ...]], ...], new: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    there = {index["name"] for index in inspect(op.get_bind()).get_indexes("ticket")}
    for name, columns in new:
        if name not in there:
            op.create_index(name, "ticket", list(columns))
    for name, _columns in old:
        if name in there:
            op.drop_index(name, "ticket")
