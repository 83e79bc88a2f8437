"""The administrators' rules from the table `postmaster_filter` (OTRS 6: PostMaster/Filter/MatchDBSource.pm)."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import structlog
from sqlalchemy import Row, Table, select

from gotrs_api.kernel.expressions import BadExpression
from gotrs_api.mail.inbound.filters.rules import Condition, Rule, match
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.mail.models import postmaster_filter_table as table
from gotrs_api.mail.models import resting_filter_table
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

log = structlog.get_logger(__name__)


async def match_db_source(uow: ReadUow, mail: IncomingMail) -> None:
    """Apply each rule in the order of the names, until one that matches says stop.

    A rule that cannot be used, or whose expression comes to no end on this mail, is left out and told.
    """
    for rule in await load_rules(uow):
        try:
            matched = apply_rule(rule, mail)
        except BadExpression as error:
            log.warning("postmaster.filter_broken", filter=rule.name, error=str(error))
            mail.trace.note("filter", rule.name, f"left out: {error}")
            continue
        if matched and rule.stop:
            mail.trace.note("filter", rule.name, "stop")
            return


async def load_rules(uow: ReadUow) -> Sequence[Rule]:
    """In the order in which they run."""
    return await _RULES.get(uow)


async def load_resting_rules(uow: ReadUow) -> Sequence[Rule]:
    """Those that are switched off."""
    return await _load_from(uow, resting_filter_table)


async def _load(uow: ReadUow) -> Sequence[Rule]:
    return await _load_from(uow, table)


async def _load_from(uow: ReadUow, kept_in: Table) -> Sequence[Rule]:
    rows = (await uow.session.execute(select(kept_in))).all()
    # The database's collation may sort otherwise than OTRS's Perl does.
    ordered = sorted(rows, key=lambda row: (row.f_name, row.f_key, row.f_value))
    return [_rule(name, group) for name, group in groupby(ordered, key=lambda row: str(row.f_name))]


_RULES = Snapshot("postmaster_filters", (table,), _load)


def apply_rule(rule: Rule, mail: IncomingMail) -> bool:
    """Whether the rule matched; then its headers are set. Raises BadExpression."""
    found = match(rule, {condition.key: _value(mail, condition.key) for condition in rule.conditions})
    if found is None:
        return False
    for name, value in rule.settings:
        filled = found.fill(value)
        if name.lower() == "body":
            mail.body = filled
        else:
            mail.headers[name] = filled
        mail.trace.note("filter", rule.name, f"{name}: {filled}")
    return True


def _value(mail: IncomingMail, key: str) -> str:
    return mail.body if key.lower() == "body" else mail.headers[key]


def _rule(name: str, rows: Iterable[Row[Any]]) -> Rule:
    conditions: list[Condition] = []
    settings: list[tuple[str, str]] = []
    stop = False
    for row in rows:
        stop = stop or bool(row.f_stop)
        if row.f_type.lower() == "match":
            conditions.append(Condition(row.f_key, row.f_value, bool(row.f_not)))
        else:
            settings.append((row.f_key, row.f_value))
    return Rule(name, conditions, settings, stop)
