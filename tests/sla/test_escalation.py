"""Escalation times, against the rules told as a walk through all articles."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gotrs_api.sla.escalation import EscalationTimes, escalation_times, explain_escalation
from gotrs_api.sla.rules import (
    ArticleFact,
    ArticleTimes,
    EscalationFacts,
    EscalationKind,
    EscalationLimit,
    EscalationRule,
    article_times,
)
from gotrs_api.sla.working_time import add_working_seconds
from tests.sla.calendars import BERLIN, DEFAULT, NEVER, utc

CREATED = utc("2024-10-21T09:00")
RULE = EscalationRule(EscalationLimit(60), EscalationLimit(120), EscalationLimit(600))


def _at(minutes: int) -> datetime:
    return CREATED + timedelta(minutes=minutes)


def _article(minutes: int, sender: str, *, visible: bool = True) -> ArticleFact:
    return ArticleFact(_at(minutes), sender, visible)


def _times(*articles: ArticleFact, state_type: str = "open", ever_closed: bool = False) -> EscalationTimes:
    facts = EscalationFacts(CREATED, state_type, article_times(reversed(articles)), ever_closed)
    return escalation_times(RULE, DEFAULT, facts)


def _epoch(text: str) -> int:
    return int(utc(text).timestamp())


def test_a_fresh_ticket_runs_all_three_clocks() -> None:
    assert _times(_article(0, "customer")).as_columns() == {
        "escalation_time": _epoch("2024-10-21T10:00"),
        "escalation_response_time": _epoch("2024-10-21T10:00"),
        "escalation_update_time": _epoch("2024-10-21T11:00"),
        "escalation_solution_time": _epoch("2024-10-21T19:00"),
    }


@pytest.mark.parametrize("state_type", ["closed", "merged", "removed"])
def test_a_finished_ticket_does_not_escalate(state_type: str) -> None:
    assert _times(_article(0, "customer"), state_type=state_type).as_columns() == dict.fromkeys(
        ("escalation_time", "escalation_response_time", "escalation_update_time", "escalation_solution_time"), 0
    )


@pytest.mark.parametrize("state_type", ["pending reminder", "pending auto"])
def test_only_the_update_clock_stops_while_pending(state_type: str) -> None:
    times = _times(_article(0, "customer"), state_type=state_type)
    assert (times.update, times.response > 0, times.solution > 0) == (0, True, True)


def test_a_visible_agent_article_is_the_first_response() -> None:
    assert _times(_article(0, "customer"), _article(10, "agent")).response == 0


@pytest.mark.parametrize("note", [_article(10, "agent", visible=False), _article(10, "system")])
def test_internal_notes_and_the_system_are_no_response(note: ArticleFact) -> None:
    assert _times(_article(0, "customer"), note).response == _epoch("2024-10-21T10:00")


def test_the_update_clock_starts_at_the_first_unanswered_question() -> None:
    articles = [_article(0, "customer"), _article(10, "agent"), _article(20, "customer"), _article(30, "customer")]
    assert _times(*articles, _article(40, "agent", visible=False)).update == _epoch("2024-10-21T11:20")


def test_the_update_clock_starts_again_at_each_answer() -> None:
    assert _times(_article(0, "customer"), _article(25, "agent")).update == _epoch("2024-10-21T11:25")


def test_without_a_question_and_an_answer_the_newest_article_starts_the_update_clock() -> None:
    assert _times(_article(5, "system"), _article(15, "agent", visible=False)).update == _epoch("2024-10-21T11:15")


def test_without_articles_the_update_clock_does_not_run() -> None:
    assert _times().update == 0


def test_a_reopened_ticket_gets_no_solution_time_again() -> None:
    assert _times(_article(0, "customer"), ever_closed=True).solution == 0


def test_limits_of_zero_minutes_are_off() -> None:
    facts = EscalationFacts(CREATED, "new", ArticleTimes(CREATED, None, CREATED), ever_closed=False)
    assert escalation_times(EscalationRule(), DEFAULT, facts) == EscalationTimes()


def test_without_working_hours_a_ticket_escalates_when_the_clock_starts() -> None:
    facts = EscalationFacts(CREATED, "new", ArticleTimes(CREATED, None, CREATED), ever_closed=False)
    assert escalation_times(RULE, NEVER, facts).earliest == int(CREATED.timestamp())


def test_a_limit_of_centuries_fits_the_column() -> None:
    rule = EscalationRule(solution=EscalationLimit(2**31 - 1))
    facts = EscalationFacts(CREATED, "new", ArticleTimes(), ever_closed=False)
    assert escalation_times(rule, DEFAULT, facts).solution == 2**31 - 1


def test_null_columns_are_off() -> None:
    rule = EscalationRule.from_columns(
        first_response_time=None,
        first_response_notify=None,
        update_time=30,
        update_notify=80,
        solution_time=0,
        solution_notify=None,
    )
    assert rule == EscalationRule(update=EscalationLimit(30, 80))


def test_the_explanation_lists_what_was_counted() -> None:
    facts = EscalationFacts(utc("2024-10-25T20:30"), "open", ArticleTimes(), ever_closed=False)
    response, solution = explain_escalation(RULE, DEFAULT, facts, utc("2024-10-28T09:00"))
    assert (response.kind, response.limit_minutes) == (EscalationKind.FIRST_RESPONSE, 60)
    assert [tuple(interval) for interval in response.counted] == [
        (utc("2024-10-25T20:30"), utc("2024-10-25T21:00")),
        (utc("2024-10-28T08:00"), utc("2024-10-28T08:30")),
    ]
    assert response.destination_at == utc("2024-10-28T08:30")
    assert response.counted_seconds == 3600
    assert (solution.kind, solution.counted_seconds) == (EscalationKind.SOLUTION, 5400)


def _model(rule: EscalationRule, articles: list[ArticleFact], state_type: str, *, ever_closed: bool) -> dict[str, int]:
    """The rules as they are told, without shortcuts."""
    due = {"response": 0, "update": 0, "solution": 0}
    if not state_type.startswith(("merge", "close", "remove")):
        if not any(article.sender_type == "agent" and article.is_visible_for_customer for article in articles):
            due["response"] = _model_due(CREATED, rule.first_response)
        if articles and not state_type.startswith("pending"):
            due["update"] = _model_due(_model_update_start(articles), rule.update)
        if not ever_closed:
            due["solution"] = _model_due(CREATED, rule.solution)
    return due


def _model_update_start(articles: list[ArticleFact]) -> datetime:
    start = articles[-1].created_at
    customer_seen = False
    for article in reversed(articles):
        if not article.is_visible_for_customer or article.sender_type not in ("agent", "customer"):
            continue
        if article.sender_type == "customer":
            start = article.created_at
            customer_seen = True
            continue
        if not customer_seen:
            start = article.created_at
        break
    return start


def _model_due(start: datetime, limit: EscalationLimit) -> int:
    return int(add_working_seconds(BERLIN, start, limit.minutes * 60).timestamp()) if limit.minutes else 0


limits = st.builds(EscalationLimit, st.sampled_from([0, 30, 60, 1440]), st.sampled_from([0, 50]))
article_lists = st.lists(
    st.builds(
        ArticleFact,
        st.integers(0, 20_000).map(_at),
        st.sampled_from(["agent", "customer", "system"]),
        st.booleans(),
    ),
    max_size=8,
).map(lambda articles: sorted(articles, key=lambda article: article.created_at))


@given(
    rule=st.builds(EscalationRule, limits, limits, limits),
    articles=article_lists,
    state_type=st.sampled_from(["new", "open", "pending reminder", "pending auto", "closed", "merged", "removed"]),
    ever_closed=st.booleans(),
)
def test_times_agree_with_the_model(
    rule: EscalationRule,
    articles: list[ArticleFact],
    state_type: str,
    ever_closed: bool,
) -> None:
    facts = EscalationFacts(CREATED, state_type, article_times(reversed(articles)), ever_closed)
    times = escalation_times(rule, BERLIN, facts)
    due = _model(rule, articles, state_type, ever_closed=ever_closed)
    assert {"response": times.response, "update": times.update, "solution": times.solution} == due
    assert times.earliest == min((time for time in due.values() if time), default=0)


@given(article_lists)
def test_articles_reduce_to_the_three_moments_that_a_query_gives(articles: list[ArticleFact]) -> None:
    visible = [article for article in articles if article.is_visible_for_customer]
    answers = [index for index, article in enumerate(visible) if article.sender_type == "agent"]
    waiting = [a for a in visible[answers[-1] + 1 if answers else 0 :] if a.sender_type == "customer"]
    assert article_times(reversed(articles)) == ArticleTimes(
        newest_at=articles[-1].created_at if articles else None,
        answered_at=visible[answers[-1]].created_at if answers else None,
        waiting_since=waiting[0].created_at if waiting else None,
    )
