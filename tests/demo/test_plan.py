"""What will happen at the demo's help desk: the same for a seed, in the order of time, and told without gaps."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from gotrs_api.demo.files import attachment
from gotrs_api.demo.organisation import QUEUES, SERVICES, TYPES, House
from gotrs_api.demo.people import AGENTS, COMPANIES, PLACES
from gotrs_api.demo.plan import DAYS, plan
from gotrs_api.demo.stories import stories, tell
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.kernel.ids import UserId

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def _house() -> House:
    agents = {
        a.login: Principal(kind=Kind.AGENT, user_id=UserId(n), login=a.login, name=a.login)
        for n, a in enumerate(AGENTS)
    }
    customers = {
        company.customer_id: [
            Principal(kind=Kind.CUSTOMER, user_id=UserId(1), login=last, name=last) for _first, last in company.people
        ]
        for company in COMPANIES
    }
    return House(agents, customers, {queue: list(agents.values()) for queue in QUEUES})


def test_a_seed_makes_the_same_plan_again() -> None:
    one, other, third = (plan(_house(), 30, NOW, Random(seed)) for seed in (3, 3, 4))

    assert one == other
    assert [step.case.story for step in one] == [step.case.story for step in other]
    assert one != third


def test_time_runs_forward_and_ends_now() -> None:
    steps = plan(_house(), 60, NOW, Random(1))

    assert steps == sorted(steps)
    assert steps[-1].at < NOW
    assert steps[0].at > NOW - timedelta(days=DAYS + 4)
    assert len({step.number for step in steps}) == 60
    lines: dict[int, list[int]] = {}
    for step in steps:
        lines.setdefault(step.number, []).append(step.line)
    assert all(said == list(range(len(said))) for said in lines.values())


@pytest.mark.parametrize("language", PLACES)
def test_every_story_names_only_what_the_house_has(language: str) -> None:
    for story in stories(language):
        told = tell(story, language, Random(1))
        assert story.queue in QUEUES
        assert story.type in TYPES
        assert story.service is None or story.service in SERVICES
        assert story.talk[0][0] == "customer"
        assert len(story.talk) >= 2
        for text in (told.title, *(text for _, text in told.talk)):
            assert not [name for _, name, _, _ in string.Formatter().parse(text) if name]


def test_ten_languages_and_more_are_spoken() -> None:
    assert len(PLACES) >= 10
    assert {company.language for company in COMPANIES} <= set(PLACES)


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.csv", b"position,"), ("a.txt", b"14:00:")])
def test_files_are_what_their_names_say(name: str, start: bytes) -> None:
    assert isinstance(content := attachment(name, Random(1)).content, bytes)
    assert content.startswith(start)
