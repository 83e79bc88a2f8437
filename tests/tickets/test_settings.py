"""System settings about tickets: each is changed, and what it does is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from gotrs_api.articles import service as articles
from gotrs_api.articles.models import ArticleFlag
from gotrs_api.catalog import service as catalog
from gotrs_api.catalog.schemas import NameCreate
from gotrs_api.i18n import catalogue
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.events import EscalationEvent
from gotrs_api.tickets.models import TicketFlag
from gotrs_api.tickets.numbers.recognition import recognise_number
from gotrs_api.tickets.schemas.drafts import FormDraftWrite
from gotrs_api.tickets.service import addresses, drafts, sweeps
from gotrs_api.tickets.service.answers import add_article
from gotrs_api.tickets.service.numbering import generator_of, number_settings
from gotrs_api.tickets.service.subjects import with_number
from gotrs_api.tickets.subject import SubjectKind
from tests.tickets.desk import Desk

pytestmark = pytest.mark.backends("sqlite")
TN = "2026030210000017"
BACKEND = "Kernel::System::Ticket::Number::"


@pytest.mark.parametrize(
    ("setting", "value", "kind", "subject", "expected"),
    [
        (settings.TICKET_SUBJECT_RE, "AW", SubjectKind.REPLY, "Smoke", f"AW: [Ticket#{TN}] Smoke"),
        (settings.TICKET_SUBJECT_FWD, "WG", SubjectKind.FORWARD, "Smoke", f"WG: [Ticket#{TN}] Smoke"),
        (settings.TICKET_HOOK_DIVIDER, "/", SubjectKind.REPLY, "Smoke", f"Re: [Ticket#/{TN}] Smoke"),
        (settings.TICKET_SUBJECT_SIZE, 3, SubjectKind.REPLY, "Smoke", f"Re: [Ticket#{TN}] Smo [...]"),
        (
            settings.TICKET_SUBJECT_CLEAN_ALL_NUMBERS, True, SubjectKind.REPLY, "[Ticket#2024102410000099] Smoke",
            f"Re: [Ticket#{TN}] Smoke",
        ),
    ],
)  # fmt: skip
async def test_subjects(desk: Desk, setting: Any, value: Any, kind: SubjectKind, subject: str, expected: str) -> None:
    assert await with_number(desk.uow, subject, TN, kind) != expected
    await desk.factories.setting(setting, value)
    assert await with_number(desk.uow, subject, TN, kind) == expected


@pytest.mark.parametrize(
    ("generator", "setting", "value", "expected"),
    [
        ("Date", settings.SYSTEM_ID, "77", "202603027700001"),
        ("DateChecksum", settings.SYSTEM_ID, "77", "202603027700001"),
        ("Date", settings.TICKET_NUMBER_DATE_FORMATTED_COUNTER, False, "20260302101"),
        ("Date", settings.TICKET_NUMBER_MIN_COUNTER_SIZE, 3, "2026030210001"),
        ("AutoIncrement", settings.TICKET_NUMBER_AUTO_INCREMENT_MIN_COUNTER_SIZE, 8, "1000000"),
    ],
)
async def test_numbers(desk: Desk, generator: str, setting: Any, value: Any, expected: str) -> None:
    await desk.factories.setting(settings.TICKET_NUMBER_GENERATOR, BACKEND + generator)
    if setting is not settings.TICKET_NUMBER_DATE_FORMATTED_COUNTER:
        await desk.factories.setting(settings.TICKET_NUMBER_DATE_FORMATTED_COUNTER, True)
    await desk.factories.setting(setting, value)
    assert (await desk.ticket()).number.startswith(expected)


async def test_numbers_of_another_system_are_known_only_where_the_id_is_not_checked(desk: Desk) -> None:
    foreign = "Ticket#2026030299000017"
    found = []
    for checked in (True, False):
        await desk.factories.setting(settings.TICKET_NUMBER_CHECK_SYSTEM_ID, checked)
        generator, numbers = await generator_of(desk.uow), await number_settings(desk.uow)
        found.append(recognise_number(foreign, generator, numbers) is not None)
    assert found == [False, True]


@pytest.mark.parametrize(
    ("setting", "action"),
    [
        (settings.TICKET_TYPE, "type"),
        (settings.TICKET_SERVICE, "service"),
        (settings.TICKET_WATCHER, "watch"),
        (settings.ACCOUNT_TIME, "time"),
    ],
)
async def test_parts_of_a_ticket_that_are_switched_off_are_not_offered(desk: Desk, setting: Any, action: str) -> None:
    ticket = TicketId((await desk.ticket()).id)
    assert action in (await service.get_ticket(desk.uow, desk.ann, ticket)).allowed
    await desk.factories.setting(setting, False)
    desk.next_request()
    assert action not in (await service.get_ticket(desk.uow, desk.ann, ticket)).allowed


async def test_only_some_groups_watch(desk: Desk) -> None:
    ticket = TicketId((await desk.ticket()).id)
    await desk.factories.setting(settings.TICKET_WATCHER_GROUPS, ["somebody else"])
    with pytest.raises(GotrsError):
        await service.watch_ticket(desk.uow, desk.ann, ticket, schemas.TicketWatch())


async def test_new_tickets_have_the_default_type_and_those_of_customers_state_and_priority(desk: Desk) -> None:
    await catalog.create_type(desk.uow, Principal.system("test"), NameCreate(name="Incident"))
    await desk.factories.setting(settings.TICKET_TYPE_DEFAULT, "Incident")
    await desk.factories.setting(settings.CUSTOMER_TICKET_STATE_DEFAULT, "open")
    await desk.factories.setting(settings.CUSTOMER_TICKET_PRIORITY_DEFAULT, "5 very high")
    by_agent, by_customer = await desk.ticket(), await desk.ticket(desk.jane)
    assert by_agent.type is not None
    assert by_agent.type.name == "Incident"
    seen = await service.get_ticket(desk.uow, desk.ann, TicketId(by_customer.id))
    assert (seen.state.name, seen.priority.name) == ("open", "5 very high")


async def test_what_follows_a_pending_time(desk: Desk, clock: FakeClock) -> None:
    ticket = await desk.ticket(state="pending auto close+", pending_until="2026-03-02T10:00:00Z")
    await desk.factories.setting(settings.TICKET_STATE_AFTER_PENDING, {"pending auto close+": "open"})
    clock.advance(hours=1)
    await sweeps.finish_pending(desk.uow, TicketId(ticket.id))
    assert (await service.get_ticket(desk.uow, desk.ann, TicketId(ticket.id))).state.name == "open"


async def test_in_which_states_a_lock_runs_out(desk: Desk, clock: FakeClock) -> None:
    desk.support.unlock_timeout = 60
    await desk.uow.session.flush()
    ticket = await desk.ticket(owner="ann", lock="lock", state="open")
    clock.advance(hours=2)
    assert await sweeps.locked_with_timeout(desk.uow) == [ticket.id]
    await desk.factories.setting(settings.TICKET_UNLOCK_STATE_TYPES, ["new"])
    assert await sweeps.locked_with_timeout(desk.uow) == []


async def test_states_and_locks_that_count_as_open_and_free(desk: Desk) -> None:
    await desk.ticket(state="open")
    await desk.ticket(state="new", owner="ann", lock="lock")

    async def counts() -> tuple[int, int]:
        (row,) = [one for one in await service.queue_counts(desk.uow, desk.ann) if one.queue.id == desk.support.id]
        return row.open, row.unlocked

    assert await counts() == (2, 1)
    await desk.factories.setting(settings.TICKET_VIEWABLE_LOCKS, ["unlock", "lock"])
    assert await counts() == (2, 2)
    await desk.factories.setting(settings.TICKET_VIEWABLE_STATE_TYPES, ["new"])
    assert await counts() == (1, 1)


async def test_the_note_of_a_merge(desk: Desk) -> None:
    merged, main = await desk.ticket(), await desk.ticket()
    await desk.factories.setting(settings.AUTOMATIC_MERGE_SUBJECT, "Gone")
    await desk.factories.setting(settings.AUTOMATIC_MERGE_TEXT, "<OTRS_TICKET> is now <OTRS_MERGE_TO_TICKET>")
    await service.merge_ticket(desk.uow, desk.ann, TicketId(merged.id), schemas.TicketMerge(into=main.id))
    note = (await articles.list_articles(desk.uow, desk.ann, TicketId(merged.id)))[-1]
    assert note.subject == "Gone"
    assert note.body == f"{merged.number} is now {main.number}"


async def test_the_note_of_a_merge_is_in_the_language_of_whoever_merges(desk: Desk) -> None:
    merged, main = await desk.ticket(), await desk.ticket()
    await desk.factories.setting(settings.AUTOMATIC_MERGE_SUBJECT, "Merge")
    await desk.factories.setting(settings.AUTOMATIC_MERGE_TEXT, "<GOTRS_TICKET>: <OTRS_merge_to_ticket> <OTRS_NONE>")
    ann = replace(desk.ann, language="de")
    await service.merge_ticket(desk.uow, ann, TicketId(merged.id), schemas.TicketMerge(into=main.id))
    note = (await articles.list_articles(desk.uow, desk.ann, TicketId(merged.id)))[-1]
    assert note.subject == catalogue("de").template("Merge") != "Merge"
    assert note.body == f"{merged.number}: {main.number} <OTRS_NONE>"


@pytest.mark.parametrize("forgets", [True, False])
async def test_what_archiving_forgets(desk: Desk, forgets: bool) -> None:
    ticket = TicketId((await desk.ticket()).id)
    await desk.factories.setting(settings.TICKET_ARCHIVE_SYSTEM, True)
    await desk.factories.setting(settings.TICKET_ARCHIVE_REMOVE_SEEN, forgets)
    await desk.factories.setting(settings.TICKET_ARCHIVE_REMOVE_WATCHERS, forgets)
    await service.watch_ticket(desk.uow, desk.ann, ticket, schemas.TicketWatch())
    await service.mark_seen(desk.uow, desk.ann, ticket, schemas.TicketSeen())
    await service.archive_ticket(desk.uow, desk.ann, ticket, schemas.TicketArchive(archived=True))
    flags = await desk.uow.session.scalar(select(func.count()).where(TicketFlag.ticket_id == ticket))
    flags = (flags or 0) + (await desk.uow.session.scalar(select(func.count()).select_from(ArticleFlag)) or 0)
    watchers = await service.list_watchers(desk.uow, desk.ann, ticket)
    assert (flags > 0, len(watchers) > 0) == (not forgets, not forgets)


async def test_words_between_agent_and_queue_in_from(desk: Desk) -> None:
    await desk.factories.setting(settings.TICKET_DEFINE_EMAIL_FROM, "AgentNameSystemAddressName")
    await desk.factories.setting(settings.TICKET_DEFINE_EMAIL_FROM_SEPARATOR, "for")
    assert f"{desk.ann.name} for " in await addresses.queue_sender(desk.uow, desk.ann, desk.support.id)


@pytest.mark.parametrize(("minutes", "kept"), [(10, 0), (100, 1)])
async def test_forgotten_drafts(desk: Desk, clock: FakeClock, minutes: int, kept: int) -> None:
    ticket = TicketId((await desk.ticket()).id)
    await desk.factories.setting(settings.FORM_DRAFT_TTL_MINUTES, minutes)
    command = FormDraftWrite(action="note", content={"body": "Half"})
    await drafts.save_draft(desk.uow, desk.ann, ticket, command)
    clock.advance(minutes=60)
    await drafts.delete_expired(desk.uow)
    assert len(await drafts.list_drafts(desk.uow, desk.ann, ticket)) == kept


@pytest.mark.parametrize(("decay_minutes", "told"), [(0, 2), (1440, 1)])
async def test_how_often_an_escalation_is_told(desk: Desk, clock: FakeClock, decay_minutes: int, told: int) -> None:
    desk.support.first_response_time = 60
    await desk.uow.session.flush()
    await desk.factories.setting(settings.ESCALATION_DECAY_TIME, decay_minutes)
    call = {"subject": "Call", "body": "Help!", "channel": "phone", "sender_type": "customer"}
    ticket = TicketId((await desk.ticket(article=call | {"visible_for_customer": True})).id)
    clock.advance(hours=2)
    for _ in range(2):
        await sweeps.tell_escalation(desk.uow, ticket)
    assert len([one for one in desk.uow._events if isinstance(one, EscalationEvent)]) == told


async def test_a_customers_answer_to_a_ticket(desk: Desk) -> None:
    ticket = TicketId((await desk.ticket(desk.jane)).id)
    await desk.factories.setting(settings.CUSTOMER_FOLLOW_UP_STATE, "pending reminder")
    await desk.factories.setting(settings.CUSTOMER_FOLLOW_UP_STATES, False)
    with pytest.raises(GotrsError):
        await add_article(
            desk.uow,
            desk.jane,
            ticket,
            schemas.TicketReply.model_validate({"subject": "Re", "body": "Bye", "state": "closed successful"}),
        )
    await add_article(
        desk.uow, desk.jane, ticket, schemas.TicketReply.model_validate({"subject": "Re", "body": "Hello?"})
    )
    assert (await service.get_ticket(desk.uow, desk.ann, ticket)).state.name == "pending reminder"


async def test_names_are_written_in_the_order_of_the_setting(desk: Desk) -> None:
    await desk.factories.setting(settings.FIRSTNAME_LASTNAME_ORDER, 1)
    anew = await desk.factories.principal(desk.ann_user)
    assert anew.name == f"{desk.ann_user.last_name}, {desk.ann_user.first_name}"
