"""Whatever comes: looking for the ticket that a mail continues ends, and finds none but what the mail names."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from gotrs_api.mail.inbound.follow_up.detect import detect_follow_up
from gotrs_api.mail.inbound.incoming import receive
from gotrs_api.mail.inbound.parse import parse
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.numbers.generator import NumberGenerator, NumberSettings
from gotrs_api.tickets.numbers.recognition import recognise_number
from gotrs_api.tickets.numbers.registry import GENERATORS
from gotrs_api.uow import UnitOfWork
from tests.mail.inbound.letters import make_ticket
from tests.support.factories import Factories

WAYS = (
    settings.POSTMASTER_FOLLOW_UP_BY_BODY,
    settings.POSTMASTER_FOLLOW_UP_BY_ATTACHMENTS,
    settings.POSTMASTER_FOLLOW_UP_BY_RAW_EMAIL,
)
NUMBER = b"{number}"
_SCRAPS = (
    b"Subject: |In-Reply-To: |References: |<a@b>|<|>|@|[Ticket#|Ticket#|ticket#:  |Ticket#Ticket#|]|:| |\t|\n|\n |\r\n|\n\n|\0|\xff"
    b"|=?utf-8?Q?Ticket=23?=|=?utf-8?B?VGlja2V0Iw==?=|10000017|2026|9|99999999999999999999999999|\xd9\xa2\xd9\xa0|--b\n|--b--\n"
    b"|Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n|Content-Type: message/rfc822\n\n"
    b"|Content-Type: message/delivery-status\n\n|Content-Disposition: attachment; filename=x.txt\n|Content-Type: text/plain\n\n"
)
MAILS = st.lists(
    st.one_of(st.sampled_from(_SCRAPS.split(b"|")), st.binary(max_size=8), st.just(NUMBER)), max_size=40
).map(b"".join)
TEXTS = st.lists(st.sampled_from(["Ticket#", "tICKET#", ":", " ", "[", "2026030210000017", "10", "9", "\u0662", "\n"]))


@pytest.fixture
async def ticket(factories: Factories) -> Ticket:
    """Of a desk that looks for its number everywhere."""
    for way in WAYS:
        await factories.setting(way, {"Module": way.name})
    return await make_ticket(factories)


@pytest.mark.backends("sqlite")
@examples(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=MAILS)
async def test_a_mail_continues_the_ticket_that_it_names_or_none(uow: UnitOfWork, ticket: Ticket, raw: bytes) -> None:
    written = raw.replace(NUMBER, ticket.tn.encode())
    found = await detect_follow_up(uow, receive(parse(written), written, trusted=False))
    assert found is None or (found.ticket_id, NUMBER in raw) == (ticket.id, True)


@pytest.mark.parametrize("generator", GENERATORS.values(), ids=lambda one: one.name)
@given(pieces=TEXTS)
def test_a_number_stands_behind_the_hook(generator: NumberGenerator, pieces: list[str]) -> None:
    text = "".join(pieces)
    number = recognise_number(text, generator, NumberSettings())
    hooked = [
        text.lower().find(f"ticket#{between}{number}")
        for between in ("", ":", ": ", ":  ", ":\n", ":\n ", ": \n", ":\n\n")
    ]
    assert number is None or max(hooked) >= 0


@pytest.mark.parametrize("generator", GENERATORS.values(), ids=lambda one: one.name)
@pytest.mark.parametrize("piece", ["Ticket#", "Ticket#:  ", "Ticket#1", "Ticket#2026", "1", "20260302", "T", ":  "])
def test_two_million_characters_are_gone_through_once(generator: NumberGenerator, piece: str) -> None:
    """A search that goes back and forth would meet the time limit of tests."""
    recognise_number(piece * (2_000_000 // len(piece)), generator, NumberSettings())
