"""Decides beforehand what happens at the demo's help desk when: a list of steps in the order of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from gotrs_api.demo.organisation import House
from gotrs_api.demo.people import COMPANIES, SECOND_LANGUAGES
from gotrs_api.demo.stories import Story, stories, tell
from gotrs_api.identity.principal import Principal

DAYS = 90
End = Literal["close", "close unsolved", "remind", "close later", "open"]
_ENDS: dict[End, int] = {"close": 70, "close unsolved": 6, "remind": 7, "close later": 5, "open": 12}
_FRESH = timedelta(hours=20)  # the newest tickets are as the night left them


@dataclass
class Case:
    """One ticket's life. `ticket_id`, `number` and `last_message_id` are filled in while it is played."""

    story: Story
    customer: Principal
    agent: Principal
    watcher: Principal | None
    end: End
    ticket_id: int = 0
    number: str = ""
    message_ids: list[str] = field(default_factory=list)


@dataclass(frozen=True, order=True)
class Step:
    """Line `line` of a case's talk is said at `at`; `is_last` also ends the case."""

    at: datetime
    number: int
    line: int
    is_last: bool = field(compare=False)
    case: Case = field(compare=False)


def plan(house: House, tickets: int, now: datetime, chance: Random) -> list[Step]:
    """What `tickets` customers and their helpers do within the last 90 days, and nothing after `now`."""
    steps: list[Step] = []
    for number in range(tickets):
        case = _case(house, chance)
        for line, at in enumerate(_times(case.story, _beginning(number, tickets, now, chance), chance)):
            if at < now:
                steps.append(Step(at, number, line, line == len(case.story.talk) - 1, case))
    return sorted(steps)


def _case(house: House, chance: Random) -> Case:
    company = chance.choices(
        COMPANIES, weights=[3 if company.language in ("en", "de") else 1 for company in COMPANIES]
    )[0]
    language = company.language
    if company.customer_id in SECOND_LANGUAGES and chance.random() < 0.3:
        language = SECOND_LANGUAGES[company.customer_id]
    story = tell(chance.choice(stories(language)), language, chance)
    helpers = house.helpers[story.queue]
    watcher = chance.choice(helpers) if chance.random() < 0.1 else None
    return Case(
        story=story,
        customer=chance.choice(house.customers[company.customer_id]),
        agent=chance.choice(helpers),
        watcher=watcher,
        end=chance.choices(list(_ENDS), weights=list(_ENDS.values()))[0],
    )


def _beginning(number: int, tickets: int, now: datetime, chance: Random) -> datetime:
    if number < tickets // 20 + 1:
        return now - chance.random() * _FRESH
    day = now - timedelta(days=chance.uniform(0.7, DAYS))
    working = _in_office_hours(day, chance)
    return working if working < now and chance.random() < 0.9 else day


def _times(story: Story, beginning: datetime, chance: Random) -> list[datetime]:
    """When each line of the talk is said: agents answer within hours, customers when they find the time."""
    at, times = beginning, [beginning]
    for speaker, _ in story.talk[1:]:
        slowly = chance.random() < 0.12
        if speaker == "customer":
            at += timedelta(hours=chance.uniform(0.4, 60 if slowly else 20))
        else:
            wait = timedelta(minutes=chance.uniform(5, 2400 if slowly else 200))
            at = max(_in_office_hours(at + wait, chance), at + timedelta(minutes=3))
        times.append(at)
    return times


def _in_office_hours(at: datetime, chance: Random) -> datetime:
    """The same moment, or one on the next working day between seven and six (UTC)."""
    if at.weekday() < 5 and 7 <= at.hour < 18:
        return at
    if at.hour >= 7:
        at += timedelta(days=1)
    while at.weekday() >= 5:
        at += timedelta(days=1)
    return at.replace(hour=chance.randint(7, 11), minute=chance.randint(0, 59), second=chance.randint(0, 59))
