"""Drawing ticket numbers.

OTRS 6: Kernel/System/Ticket/NumberBase.pm. A counter row that another OTRS process left unfilled is filled on the way.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.numbers.auto_increment import AUTO_INCREMENT, next_counter_after
from gotrs_api.tickets.numbers.generator import CounterScope, NumberGenerator, NumberSettings
from gotrs_api.tickets.numbers.registry import generator_for
from gotrs_api.tickets.repository import numbering as repository
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.uow import ReadUow, UnitOfWork

_MAX_TRIES = 16_000
_LOCKED = "gotrs.ticket_counter_locked"  # in `session.info`, for the rest of the transaction
_DRAWN = "gotrs.ticket_counter_drawn"  # the newest counter, while rows are gathered
_COUNTERS_KEPT = timedelta(minutes=10)


async def number_settings(uow: ReadUow) -> NumberSettings:
    auto_increment_size: int = await sysconfig.get(uow, settings.TICKET_NUMBER_AUTO_INCREMENT_MIN_COUNTER_SIZE)
    return NumberSettings(
        system_id=await sysconfig.get(uow, settings.SYSTEM_ID),
        hook=await sysconfig.get(uow, settings.TICKET_HOOK),
        hook_divider=await sysconfig.get(uow, settings.TICKET_HOOK_DIVIDER),
        check_system_id=await sysconfig.get(uow, settings.TICKET_NUMBER_CHECK_SYSTEM_ID),
        use_formatted_counter=await sysconfig.get(uow, settings.TICKET_NUMBER_DATE_FORMATTED_COUNTER),
        min_counter_size=await sysconfig.get(uow, settings.TICKET_NUMBER_MIN_COUNTER_SIZE),
        auto_increment_min_counter_size=auto_increment_size or None,
    )


async def generator_of(uow: ReadUow) -> NumberGenerator:
    return generator_for(await sysconfig.get(uow, settings.TICKET_NUMBER_GENERATOR))


async def ticket_numbers(uow: UnitOfWork) -> AsyncIterator[str]:
    """Numbers to try, one after the other, until one is free.

    With a counter, others who create tickets wait from the first number until this transaction ends, so that no two draw
    the same and none is lost in a rollback.
    """
    generator, numbers = await generator_of(uow), await number_settings(uow)
    now = uow.clock.now().astimezone(await otrs_zone(uow))
    if generator.scope is not None and _LOCKED not in uow.session.info:
        await repository.lock_counter(uow.session)
        uow.session.info[_LOCKED] = True
    for offset in range(1, _MAX_TRIES + 1):
        counter = 0 if generator.scope is None else await _draw(uow, generator, numbers, now, offset)
        yield generator.build(now, counter, numbers)


async def clean_counters(uow: UnitOfWork) -> int:
    """Delete drawn counters except the newest ten and those of the last ten minutes."""
    return await repository.drop_old_counters(uow.session, uow.clock.now() - _COUNTERS_KEPT)


async def _draw(
    uow: UnitOfWork, generator: NumberGenerator, numbers: NumberSettings, now: datetime, offset: int
) -> int:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight if generator.scope is CounterScope.DAY else None
    if not uow.is_gathering:
        uow.session.info.pop(_DRAWN, None)
        return await _draw_from_table(uow, generator, numbers, now, since, offset)
    # Nobody else draws meanwhile: once the first is drawn the newest is known, and writing its row can wait.
    drawn: dict[datetime | None, int] = uow.session.info.setdefault(_DRAWN, {})
    if since in drawn:
        await repository.insert_counter(uow, drawn[since] + offset, _uid(now), now)
        drawn[since] += offset
    else:
        drawn[since] = await _draw_from_table(uow, generator, numbers, now, since, offset)
    return drawn[since]


async def _draw_from_table(
    uow: UnitOfWork,
    generator: NumberGenerator,
    numbers: NumberSettings,
    now: datetime,
    since: datetime | None,
    offset: int,
) -> int:
    drawn = await repository.draw_after_newest(uow.session, since, offset, _uid(now), now)
    if drawn is not None:
        return drawn
    last, waiting = await repository.last_counter(uow.session, since)
    if last is None:
        last = await _before_first(uow, generator, numbers)
    counter = last + offset
    for id_ in waiting:
        await repository.fill_counter(uow.session, id_, counter)
        counter += 1
    await repository.insert_counter(uow, counter, _uid(now), now)
    return counter


async def _before_first(uow: UnitOfWork, generator: NumberGenerator, numbers: NumberSettings) -> int:
    if generator is not AUTO_INCREMENT:
        return 0
    newest = await repository.last_number(uow.session)
    return 0 if newest is None else next_counter_after(newest, numbers) - 1


def _uid(now: datetime) -> str:
    """32 characters: process, seconds, microseconds, padded with random ones."""
    head = f"{os.getpid()}{int(now.timestamp())}{now.microsecond:06d}"[:24]
    return head + secrets.token_hex(16)[: 32 - len(head)]
