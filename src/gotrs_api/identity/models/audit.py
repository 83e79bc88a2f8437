"""The audit log, and answers kept for repeated requests."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, BigInt, ExactKey, LongText, Moment, RawBytes, SmallInt, Varchar


class AuditEntry(Base):
    """One entry; `hash` covers it and `previous_hash`, so a removed or changed entry breaks the chain."""

    __tablename__ = "gotrs_audit_log"
    __table_args__ = (
        Index("gotrs_audit_log_at", "at"),
        Index("gotrs_audit_log_actor", "actor_kind", "actor_id"),
        Index("gotrs_audit_log_object", "object_type", "object_id"),
        Index("gotrs_audit_log_action", "action"),
    )

    id: Mapped[BigId]
    at: Mapped[Moment]
    actor_kind: Mapped[str] = mapped_column(Varchar(20))
    actor_id: Mapped[str | None] = mapped_column(Varchar(200))
    actor_name: Mapped[str | None] = mapped_column(Varchar(200))
    action: Mapped[str] = mapped_column(Varchar(100))
    object_type: Mapped[str | None] = mapped_column(Varchar(100))
    object_id: Mapped[str | None] = mapped_column(Varchar(200))
    address: Mapped[str | None] = mapped_column(Varchar(45))
    request_id: Mapped[str | None] = mapped_column(Varchar(64))
    details: Mapped[str | None] = mapped_column(LongText)
    previous_hash: Mapped[str] = mapped_column(ExactKey(64))
    hash: Mapped[str] = mapped_column(ExactKey(64))


class AuditHead(Base):
    """The end of the chain, in the one row with id 1: how many entries there are, the last one's hash, and a seal over
    both with the site's secret, so that entries cut off the end show too. Locked while an entry is added."""

    __tablename__ = "gotrs_audit_head"

    id: Mapped[SmallInt] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[BigInt]
    hash: Mapped[str] = mapped_column(ExactKey(64))
    seal: Mapped[str] = mapped_column(ExactKey(64))


class PersonalChange(Base):
    """What a change of a person's data changed, as JSON: old and new value by column. An audit entry refers to it, and
    it can be deleted, which the entry cannot."""

    __tablename__ = "gotrs_personal_change"
    __table_args__ = (Index("gotrs_personal_change_object", "object_type", "object_id"),)

    id: Mapped[BigId]
    object_type: Mapped[str] = mapped_column(Varchar(100))
    object_id: Mapped[str] = mapped_column(Varchar(200))
    diff: Mapped[str] = mapped_column(LongText)


class IdempotencyRecord(Base):
    """The answer to a request that carried an Idempotency-Key; `headers` is JSON."""

    __tablename__ = "gotrs_idempotency"
    __table_args__ = (
        UniqueConstraint("principal_key", "key", name="gotrs_idempotency_principal_key"),
        Index("gotrs_idempotency_created_at", "created_at"),
    )

    id: Mapped[BigId]
    principal_key: Mapped[str] = mapped_column(ExactKey(250))
    key: Mapped[str] = mapped_column(ExactKey(255))
    method_path: Mapped[str] = mapped_column(Varchar(500))
    body_hash: Mapped[str] = mapped_column(ExactKey(64))
    state: Mapped[str] = mapped_column(Varchar(20))  # running, committed, done
    status: Mapped[SmallInt | None]
    headers: Mapped[str | None] = mapped_column(LongText)
    body: Mapped[bytes | None] = mapped_column(RawBytes)
    created_at: Mapped[Moment]
