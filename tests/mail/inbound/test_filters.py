"""The administrators' rules: what they match, what they set."""

from __future__ import annotations

from collections.abc import Sequence

import httpx
import pytest
from sqlalchemy import insert, select

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.expressions import BadExpression
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.inbound.filters import service as filters
from gotrs_api.mail.inbound.filters.rules import Condition, Rule, match
from gotrs_api.mail.models import MailQueue, postmaster_filter_table
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.uow import Site, UnitOfWork
from gotrs_api.uow.snapshot import touched
from tests.kernel.test_expressions import ENDLESS, HOSTILE
from tests.mail.inbound.letters import Postmaster, letter
from tests.support.factories import Factories


def rule(*conditions: Condition) -> Rule:
    return Rule("rule", conditions, ())


def test_all_conditions_must_hold() -> None:
    both = rule(Condition("From", "jane"), Condition("Subject", "invoice"))

    assert match(both, {"From": "Jane <j@x.example>", "Subject": "Your INVOICE"}) is not None
    assert match(both, {"From": "Jane <j@x.example>", "Subject": "Hello"}) is None


def test_a_negated_condition_holds_where_the_header_is_missing() -> None:
    not_spam = rule(Condition("X-Spam-Flag", "yes", negated=True))

    assert match(not_spam, {}) is not None
    assert match(not_spam, {"X-Spam-Flag": "YES"}) is None


def test_captures_fill_the_values() -> None:
    found = match(rule(Condition("Subject", r"order (\d+) (?<city>\w+)")), {"Subject": "Order 4711 Berlin, please"})

    assert found is not None
    assert found.fill(r"no. [***] in [**\city**][**\nothing**]") == "no. 4711 in Berlin"


def test_addresses_match_as_a_whole() -> None:
    of_acme = rule(Condition("From", r"EMAILADDRESS:.*@acme\.example"))

    found = match(of_acme, {"From": "Joe <joe@ACME.example>"})
    assert found is not None
    assert found.fill(r"[***] [**\email**]") == "joe@ACME.example joe@ACME.example"
    assert match(of_acme, {"From": "joe@acme.example.evil.example"}) is None


def test_an_empty_capture_does_not_take_the_place_of_an_earlier_one() -> None:
    found = match(
        rule(Condition("From", "(jane)"), Condition("Subject", "urgent(!*)")), {"From": "jane", "Subject": "Urgent"}
    )

    assert found is not None
    assert found.fill("[***]") == "jane"


def test_a_line_within_the_body_is_not_its_beginning() -> None:
    """As in OTRS, whose expressions know no /m."""
    assert match(rule(Condition("Body", "^Order")), {"Body": "Hello\nOrder 4711"}) is None


def test_a_rule_without_conditions_never_matches() -> None:
    assert match(rule(), {"Subject": "x"}) is None


def test_a_broken_expression_is_told() -> None:
    with pytest.raises(BadExpression):
        match(rule(Condition("Subject", "(")), {"Subject": "x"})


async def store(
    uow: UnitOfWork,
    name: str,
    *,
    match: Sequence[tuple[str, str]] = (),
    never: Sequence[tuple[str, str]] = (),
    set_: Sequence[tuple[str, str]] = (),
    stop: bool = False,
) -> None:
    rows = [("Match", key, value, 0) for key, value in match]
    rows += [("Match", key, value, 1) for key, value in never]
    rows += [("Set", key, value, 0) for key, value in set_]
    await uow.session.execute(
        insert(postmaster_filter_table),
        [
            {"f_name": name, "f_stop": int(stop), "f_type": kind, "f_key": key, "f_value": value, "f_not": negated}
            for kind, key, value, negated in rows
        ],
    )
    touched(uow, postmaster_filter_table)


async def queue_of(site: Site, ticket_id: int) -> str:
    async with site.read() as uow:
        ticket = await tickets.get_ticket(uow, Principal.system("test"), TicketId(ticket_id))
        return ticket.queue.name


async def test_a_rule_sorts_untrusted_mail_too_and_the_article_tells(site: Site, uow: UnitOfWork) -> None:
    await store(uow, "junk", match=[("Subject", "lottery")], set_=[("X-OTRS-Queue", "Junk")])
    post = Postmaster(site)

    row = await post.deliver(letter("You won the LOTTERY"), trusted=False)

    assert await queue_of(site, row.ticket_id) == "Junk"
    assert (await post.decisions(row.article_id))["filter"] == ("junk", "X-OTRS-Queue: Junk")


async def test_rules_run_by_name_until_one_says_stop(site: Site, uow: UnitOfWork) -> None:
    await store(uow, "1 first", match=[("Subject", "x")], set_=[("X-OTRS-Queue", "Junk")])
    await store(uow, "2 second", match=[("Subject", "x")], set_=[("X-OTRS-Queue", "Misc")], stop=True)
    await store(uow, "3 third", match=[("Subject", "x")], set_=[("X-OTRS-Queue", "Postmaster")])

    row = await Postmaster(site).deliver(letter("x"))

    assert await queue_of(site, row.ticket_id) == "Misc"


async def test_a_rule_that_is_switched_off_stays_and_is_not_run(site: Site, uow: UnitOfWork) -> None:
    me = Principal.system("test")
    await store(uow, "junk", match=[("Subject", "x")], set_=[("X-OTRS-Queue", "Junk")])
    rule = await filters.read_filter(uow, me, "junk")

    await filters.save_filter(uow, me, "junk", rule.model_copy(update={"valid": False}))
    row = await Postmaster(site).deliver(letter("x"))
    assert await queue_of(site, row.ticket_id) != "Junk"
    kept = await filters.read_filter(uow, me, "junk")
    assert (kept.valid, kept.conditions, kept.settings) == (False, rule.conditions, rule.settings)

    await filters.save_filter(uow, me, "junk", rule)
    row = await Postmaster(site).deliver(letter("x again"))
    assert await queue_of(site, row.ticket_id) == "Junk"
    await filters.delete_filter(uow, me, "junk")
    assert await filters.list_filters(uow, me) == []


async def test_a_rule_can_ignore_a_mail(site: Site, uow: UnitOfWork) -> None:
    await store(uow, "none of it", match=[("Body", "unsubscribe")], set_=[("X-OTRS-Ignore", "yes")])

    row = await Postmaster(site).deliver(letter(body="Click to unsubscribe."))

    assert row.status == "ignored"
    assert "none of it" in row.reason


async def test_a_rule_can_make_a_follow_up_by_changing_the_subject(site: Site, uow: UnitOfWork) -> None:
    post = Postmaster(site)
    first = await post.deliver(letter())
    async with site.read() as read:
        ticket = await tickets.get_ticket(read, Principal.system("test"), TicketId(first.ticket_id))
    await store(uow, "vendor", match=[("Subject", r"case (\d+)")], set_=[("Subject", "Ticket#[***]")])

    row = await post.deliver(letter(f"About case {ticket.number}"))

    assert row.ticket_id == first.ticket_id


async def test_rules_can_ask_for_attachments(site: Site, uow: UnitOfWork) -> None:
    await store(uow, "empty", match=[("X-OTRS-AttachmentExists", "no")], set_=[("X-OTRS-Queue", "Misc")])

    row = await Postmaster(site).deliver(letter())

    assert await queue_of(site, row.ticket_id) == "Misc"


async def test_a_broken_rule_does_not_stop_the_mail(site: Site, uow: UnitOfWork) -> None:
    await store(uow, "broken", match=[("Subject", "(")], set_=[("X-OTRS-Queue", "Junk")])

    row = await Postmaster(site).deliver(letter())

    assert await queue_of(site, row.ticket_id) == "Raw"


async def test_an_expression_without_an_end_is_left_out_and_told(site: Site, uow: UnitOfWork) -> None:
    await store(uow, "1 next", match=[("Body", "^aaa")], set_=[("X-OTRS-Queue", "Misc")])
    await store(uow, "2 endless", match=[("Body", ENDLESS)], set_=[("X-OTRS-Queue", "Junk")])
    post = Postmaster(site)

    row = await post.deliver(letter(body=HOSTILE))

    assert await queue_of(site, row.ticket_id) == "Misc"
    name, what = (await post.decisions(row.article_id))["filter"]
    assert (name, what.startswith("left out: "), "no answer within" in what) == ("2 endless", True, True)


async def test_expressions_of_the_settings_have_an_end_too(site: Site, factories: Factories) -> None:
    numbers = {"NumberRegExp": f"({ENDLESS})", "SearchInBody": "1", "DynamicFieldName": "Any"}
    endless = {"Match": {"Body": ENDLESS}, "Set": {"X-OTRS-Queue": "Junk"}}
    await factories.setting(settings.POSTMASTER_EXTERNAL_NUMBERS[0], numbers)
    await factories.setting(settings.POSTMASTER_MATCHES[0], endless)
    await factories.setting(settings.SEND_NO_AUTO_RESPONSE, ENDLESS)

    row = await Postmaster(site).deliver(letter(body=HOSTILE))

    assert await queue_of(site, row.ticket_id) == "Raw"


RULE = {
    "name": "1 vendor/cases",
    "stop": True,
    "conditions": [{"key": "Subject", "value": r"case (\d+)"}, {"key": "From", "value": "EMAILADDRESS:.*@v.example"}],
    "settings": [{"key": "X-OTRS-Title", "value": "Case [***]"}],
}


@pytest.mark.principal("admin")
async def test_filters_are_kept_and_tried_through_the_api(site: Site, client: httpx.AsyncClient) -> None:
    url, name = "/api/v1/postmaster-filters", {"name": RULE["name"]}
    ignored = await Postmaster(site).deliver(letter("case 7", sender="a@v.example", headers={"X-OTRS-Ignore": "yes"}))

    tried = await client.post(f"{url}/try", json={"rule": RULE, "spool_id": ignored.id})
    saved = await client.put(f"{url}/one", params=name, json=RULE)
    row = await Postmaster(site).deliver(letter("about case 4711", sender="a@v.example"))

    assert tried.json()["matched"] is True
    assert {"key": "X-OTRS-Title", "value": "Case 7"} in tried.json()["set"]
    assert saved.status_code == 200, saved.text
    assert [rule["name"] for rule in (await client.get(url)).json()["data"]] == [RULE["name"]]
    async with site.read() as uow:
        ticket = await tickets.get_ticket(uow, Principal.system("test"), TicketId(row.ticket_id))
    # Conditions run by key, in a trial and in earnest; the last one that captures gives [***].
    assert ticket.title == "Case 4711"
    assert (await client.delete(f"{url}/one", params=name)).status_code == 204
    assert (await client.get(f"{url}/one", params=name)).status_code == 404


@pytest.mark.principal("admin")
async def test_a_trial_tells_of_an_expression_without_an_end(client: httpx.AsyncClient, site: Site) -> None:
    spooled = await Postmaster(site).accept(letter(body=HOSTILE))
    endless = {**RULE, "conditions": [{"key": "Body", "value": ENDLESS}]}

    answer = await client.post("/api/v1/postmaster-filters/try", json={"rule": endless, "spool_id": spooled.spool_id})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/conditions")


@pytest.mark.principal("admin")
async def test_a_filter_with_a_broken_expression_is_refused(client: httpx.AsyncClient) -> None:
    broken = {**RULE, "conditions": [{"key": "Subject", "value": "("}]}

    answer = await client.put("/api/v1/postmaster-filters/one", params={"name": "x"}, json=broken)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/conditions/0/value")


@pytest.mark.principal("agent", rights="rw")
async def test_filters_are_for_administrators(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/postmaster-filters")).status_code == 403
    assert (await client.put("/api/v1/postmaster-filters/one", params={"name": "x"}, json=RULE)).status_code == 403


async def test_filters_of_the_settings_match_only_headers_that_are_there(site: Site, factories: Factories) -> None:
    rule = {"Match": [{"Key": "X-Spam-Flag", "Value": ""}], "Set": {"X-OTRS-Ignore": "yes"}}
    await factories.setting(settings.POSTMASTER_MATCHES[0], rule)
    await factories.setting(
        settings.POSTMASTER_MATCHES[1], {"Match": {"Subject": "(fire)"}, "Set": {"X-OTRS-Title": "[***]!"}}
    )
    row = await Postmaster(site).deliver(letter("On fire"))
    async with site.read() as read:
        ticket = await tickets.get_ticket(read, Principal.system("test"), TicketId(row.ticket_id))
    assert ticket.title == "fire!"


async def test_new_matters_are_refused_by_mail_and_follow_ups_taken(
    site: Site, uow: UnitOfWork, factories: Factories
) -> None:
    post = Postmaster(site)
    first = await post.deliver(letter())
    rule = {"Match": {"From": "@customer.example"}, "Set": {"X-OTRS-Ignore": "yes"}}
    await factories.setting(settings.POSTMASTER_NEW_TICKET_REJECT, rule)

    refused = await post.deliver(letter("something new"))
    robot = await post.deliver(letter("something new", headers={"Precedence": "bulk"}))
    async with site.read() as read:
        ticket = await tickets.get_ticket(read, Principal.system("test"), TicketId(first.ticket_id))
    taken = await post.deliver(letter(f"Re: [Ticket#{ticket.number}] more"))

    assert (refused.status, robot.status, taken.status) == ("ignored", "ignored", "done")
    queued = [mail.recipient for mail in await uow.session.scalars(select(MailQueue))]
    assert queued == ["jane@customer.example"]
