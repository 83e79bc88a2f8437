"""Filters of incoming mail as administrators keep them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert

from gotrs_api.articles import service as articles
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.row_changes import differences
from gotrs_api.kernel.errors import FieldError
from gotrs_api.kernel.expressions import BadExpression
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.inbound.errors import FilterInvalid, FilterNotFound, SpooledMailNotFound
from gotrs_api.mail.inbound.filters.match_db_source import apply_rule, load_resting_rules, load_rules
from gotrs_api.mail.inbound.filters.registry import PRE_FILTERS
from gotrs_api.mail.inbound.filters.rules import Condition, Rule, check_expression
from gotrs_api.mail.inbound.incoming import receive
from gotrs_api.mail.inbound.parse import parse
from gotrs_api.mail.inbound.schemas import (
    FilterCondition,
    FilterRule,
    FilterSetting,
    FilterTrial,
    FilterTrialResult,
)
from gotrs_api.mail.inbound.service import read_spooled_raw
from gotrs_api.mail.models import postmaster_filter_table as table
from gotrs_api.mail.models import resting_filter_table
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import touched

KIND = "postmaster_filter"
NAME_TAKEN = FieldError("/name", "taken", "There is a filter of this name.")


async def list_filters(uow: ReadUow, principal: Principal) -> list[FilterRule]:
    """In the order in which they run, those that are switched off among them. Raises Forbidden."""
    principal.require_admin()
    return sorted((await _all(uow)).values(), key=lambda rule: rule.name)


async def read_filter(uow: ReadUow, principal: Principal, name: str) -> FilterRule:
    """Raises Forbidden, FilterNotFound."""
    found = next((rule for rule in await list_filters(uow, principal) if rule.name == name), None)
    if found is None:
        raise FilterNotFound
    return found


async def save_filter(uow: UnitOfWork, principal: Principal, name: str, rule: FilterRule) -> FilterRule:
    """Make the filter `name`, or put `rule` (which may bear another name) in its place.

    Raises Forbidden, FilterInvalid (an expression is none, or the new name is taken).
    """
    principal.require_admin()
    _check(rule)
    known = await _all(uow)
    if rule.name != name and rule.name in known:
        raise FilterInvalid(errors=(NAME_TAKEN,))
    await _take_away(uow, name)
    await uow.session.execute(insert(table if rule.valid else resting_filter_table), _rows(rule))
    saved = await read_filter(uow, principal, rule.name)
    told = differences(_told(known[name]), _told(saved)) if name in known else {}
    action = "updated" if name in known else "created"
    await audit.record(uow, principal, f"{KIND}.{action}", KIND, rule.name, {"name": rule.name, "before": name, **told})
    return saved


def _told(rule: FilterRule) -> dict[str, Any]:
    """As the audit log has it: each condition and each header by itself, as one line."""
    return {
        "name": rule.name,
        "valid": rule.valid,
        "stop": rule.stop,
        "conditions": [f"{one.key} {'≠' if one.negated else '='} {one.value}" for one in rule.conditions],
        "settings": [f"{one.key}: {one.value}" for one in rule.settings],
    }


async def delete_filter(uow: UnitOfWork, principal: Principal, name: str) -> None:
    """Raises Forbidden, FilterNotFound."""
    await read_filter(uow, principal, name)
    await _take_away(uow, name)
    await audit.record(uow, principal, f"{KIND}.deleted", KIND, name, {"name": name})


async def _all(uow: ReadUow) -> dict[str, FilterRule]:
    """By name; one that runs hides one of its name that does not."""
    resting = {rule.name: _read(rule, valid=False) for rule in await load_resting_rules(uow)}
    return resting | {rule.name: _read(rule, valid=True) for rule in await load_rules(uow)}


async def _take_away(uow: UnitOfWork, name: str) -> None:
    for kept_in in (table, resting_filter_table):
        await uow.session.execute(delete(kept_in).where(kept_in.c.f_name == name))
    touched(uow, table)


async def try_filter(uow: ReadUow, principal: Principal, trial: FilterTrial) -> FilterTrialResult:
    """What a rule would do to a stored mail; nothing changes.

    Raises Forbidden, FilterInvalid, SpooledMailNotFound, ArticleNotFound, PlainNotFound.
    """
    principal.require_admin()
    _check(trial.rule)
    raw = await _raw(uow, principal, trial)
    mail = receive(parse(raw), raw, trusted=True)
    for name, apply in PRE_FILTERS:
        if not name.endswith("MatchDBSource"):
            await apply(uow, mail)
    before = dict(mail.headers)
    try:
        matched = apply_rule(_rule(trial.rule), mail)
    except BadExpression as error:
        raise FilterInvalid(errors=(FieldError("/conditions", "out_of_time", str(error)),)) from None
    changed = [
        FilterSetting(key=key, value=value[:200] or "-")
        for key, value in mail.headers.items()
        if before.get(key) != value
    ]
    return FilterTrialResult(matched=matched, set=tuple(changed))


async def _raw(uow: ReadUow, principal: Principal, trial: FilterTrial) -> bytes:
    if trial.spool_id is not None:
        return await read_spooled_raw(uow, principal, trial.spool_id)
    if trial.ticket_id is None or trial.article_id is None:
        raise SpooledMailNotFound
    return await articles.read_plain(uow, principal, TicketId(trial.ticket_id), ArticleId(trial.article_id))


def _check(rule: FilterRule) -> None:
    errors = []
    for number, condition in enumerate(rule.conditions):
        try:
            check_expression(condition.value)
        except BadExpression as error:
            errors.append(FieldError(f"/conditions/{number}/value", "not_an_expression", str(error)))
    if errors:
        raise FilterInvalid(errors=tuple(errors))


def _rule(rule: FilterRule) -> Rule:
    conditions = [Condition(c.key, c.value, c.negated) for c in sorted(rule.conditions, key=lambda c: (c.key, c.value))]
    return Rule(rule.name, conditions, [(s.key, s.value) for s in rule.settings], rule.stop)


def _read(rule: Rule, *, valid: bool) -> FilterRule:
    # Rows of an adopted database may lack conditions or settings; they are shown as they are.
    return FilterRule.model_construct(
        name=rule.name,
        valid=valid,
        stop=rule.stop,
        conditions=tuple(FilterCondition(key=c.key, value=c.value, negated=c.negated) for c in rule.conditions),
        settings=tuple(FilterSetting.model_construct(key=key, value=value) for key, value in rule.settings),
    )


def _rows(rule: FilterRule) -> list[dict[str, Any]]:
    shared = {"f_name": rule.name, "f_stop": int(rule.stop)}
    matches = [
        {**shared, "f_type": "Match", "f_key": c.key, "f_value": c.value, "f_not": int(c.negated)}
        for c in rule.conditions
    ]
    return matches + [
        {**shared, "f_type": "Set", "f_key": s.key, "f_value": s.value, "f_not": 0} for s in rule.settings
    ]
