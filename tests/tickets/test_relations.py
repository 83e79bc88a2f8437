"""Links, merging and splitting."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sqlalchemy import select

from gotrs_api.articles import service as articles
from gotrs_api.articles.models import Article
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import MergeImpossible, TicketLinkedOtherwise
from gotrs_api.tickets.events import TicketAllChildrenClosed, TicketMerged
from gotrs_api.tickets.models import TicketFlag
from tests.tickets.desk import Desk

BORN_WITH = 6


def link(ticket_id: int, role: str = "child", type_: str = "ParentChild") -> schemas.TicketLink:
    return schemas.TicketLink.model_validate({"type": type_, "role": role, "ticket_id": ticket_id})


async def test_a_link_is_seen_and_written_down_on_both_sides(desk: Desk) -> None:
    parent, child = await desk.ticket(), await desk.ticket()
    parent_id, child_id = TicketId(parent.id), TicketId(child.id)

    await service.link_ticket(desk.uow, desk.ann, parent_id, link(child.id))
    await service.link_ticket(desk.uow, desk.ann, child_id, link(parent.id, "parent"))  # the same from the other side

    assert [(x.role, x.ticket.number) for x in await service.list_links(desk.uow, desk.ann, parent_id)] == [
        ("child", child.number)
    ]
    assert [(x.role, x.ticket.id) for x in await service.list_links(desk.uow, desk.ann, child_id)] == [
        ("parent", parent.id)
    ]
    assert await desk.news(parent.id, BORN_WITH) == [("TicketLinkAdd", f"%%{child.number}%%{child.id}%%{parent.id}")]
    assert await desk.news(child.id, BORN_WITH) == [("TicketLinkAdd", f"%%{parent.number}%%{parent.id}%%{child.id}")]

    for wrong in (link(parent.id), link(parent.id, "peer", "Normal")):
        with pytest.raises(TicketLinkedOtherwise):
            await service.link_ticket(desk.uow, desk.ann, child_id, wrong)
    await service.unlink_ticket(desk.uow, desk.ann, child_id, link(parent.id, "parent"))
    assert await service.list_links(desk.uow, desk.ann, parent_id) == []
    assert (await desk.news(parent.id, BORN_WITH + 1)) == [
        ("TicketLinkDelete", f"%%{child.number}%%{child.id}%%{parent.id}")
    ]


async def test_settings_say_which_types_of_links_can_be_made_and_which_exclude_each_other(desk: Desk) -> None:
    one, other = await desk.ticket(), await desk.ticket()
    one_id, peer = TicketId(one.id), link(other.id, "peer", "Normal")
    await desk.factories.setting(settings.POSSIBLE_LINKS["Normal"], {})
    assert [kind.name for kind in await service.list_link_types(desk.uow, desk.ann)] == ["ParentChild"]
    with pytest.raises(InvalidInput) as refused:
        await service.link_ticket(desk.uow, desk.ann, one_id, peer)
    assert refused.value.errors[0].pointer == "/type"

    await desk.factories.setting(settings.POSSIBLE_LINKS["Normal"], {"Object1": "Ticket", "Type": "Normal"})
    await desk.factories.setting(settings.LINK_TYPE_GROUP, ["Normal"])
    await service.link_ticket(desk.uow, desk.ann, one_id, link(other.id))
    await service.link_ticket(desk.uow, desk.ann, one_id, peer)
    links = await service.list_links(desk.uow, desk.ann, one_id)
    assert {(found.type, found.role) for found in links} == {("ParentChild", "child"), ("Normal", "peer")}


async def test_what_cannot_be_linked(desk: Desk) -> None:
    ticket, other = await desk.ticket(), await desk.ticket()
    hidden = await desk.factories.ticket()
    for command, pointer in (
        (link(ticket.id), "/ticket_id"),
        (link(hidden.id), "/ticket_id"),
        (link(999_999_999), "/ticket_id"),
        (link(other.id, "peer"), "/role"),
        (link(other.id, "child", "Normal"), "/role"),
        (link(other.id, "peer", "Cousin"), "/type"),
    ):
        with pytest.raises(InvalidInput) as refused:
            await service.link_ticket(desk.uow, desk.ann, TicketId(ticket.id), command)
        assert refused.value.errors[0].pointer == pointer


async def test_the_parent_hears_when_its_last_child_closes(desk: Desk) -> None:
    parent, one, two = await desk.ticket(), await desk.ticket(), await desk.ticket()
    for child in (one, two):
        await service.link_ticket(desk.uow, desk.ann, TicketId(parent.id), link(child.id))

    await service.close_ticket(desk.uow, desk.ann, TicketId(one.id), schemas.TicketClose())
    assert not [event for event in desk.uow._events if isinstance(event, TicketAllChildrenClosed)]
    await service.close_ticket(desk.uow, desk.ann, TicketId(two.id), schemas.TicketClose())

    told = [event for event in desk.uow._events if isinstance(event, TicketAllChildrenClosed)]
    assert told == [TicketAllChildrenClosed(ticket_id=TicketId(parent.id))]


async def test_merging(desk: Desk) -> None:
    main, merged, third = await desk.ticket(), await desk.ticket(owner="ann", lock="lock"), await desk.ticket()
    main_id, merged_id = TicketId(main.id), TicketId(merged.id)
    await service.watch_ticket(desk.uow, desk.ann, main_id, schemas.TicketWatch())
    for who in (desk.ann, desk.bob):
        await service.watch_ticket(desk.uow, who, merged_id, schemas.TicketWatch())
    await service.account_time(desk.uow, desk.ann, merged_id, schemas.TicketAccountTime(time_units=2))
    await service.link_ticket(desk.uow, desk.ann, merged_id, link(third.id))
    await service.link_ticket(desk.uow, desk.ann, merged_id, link(main.id, "parent"))
    known, known_main = len(await desk.history(merged.id)), len(await desk.history(main.id))

    answer = await service.merge_ticket(desk.uow, desk.ann, merged_id, schemas.TicketMerge(into=main.id))

    assert (answer.state.type, answer.lock.name) == ("merged", "unlock")
    merged_line = ("Merged", f"%%{merged.number}%%{merged.id}%%{main.number}%%{main.id}")
    rows = await desk.history(merged.id)
    assert ("AddNote", "%%Note") in rows, "of the note about the merge; the first one moved"
    assert rows[known - 1 :] == [
        ("AddNote", "%%Note"),
        merged_line,
        ("TicketLinkAdd", f"%%{main.number}%%{main.id}%%{merged.id}"),
        ("StateUpdate", "%%new%%merged%%"),
        ("SetPendingTime", "%%00-00-00 00:00"),
        ("Unlock", "%%unlock"),
    ]
    assert merged_line in (await desk.history(main.id))[known_main:]
    left = await service.list_articles(desk.uow, desk.ann, merged_id)
    assert [(a.subject, a.body, a.visible_for_customer) for a in left] == [
        ("Ticket Merged", f"Merged Ticket {merged.number} to {main.number}.", True)
    ]
    assert len(await service.list_articles(desk.uow, desk.ann, main_id)) == 2
    assert [w.login for w in await service.list_watchers(desk.uow, desk.ann, main_id)] == ["ann", "bob"]
    assert await service.list_watchers(desk.uow, desk.ann, merged_id) == []
    assert (await service.list_time(desk.uow, desk.ann, main_id)).total == 2
    links = {(x.role, x.ticket.id) for x in await service.list_links(desk.uow, desk.ann, main_id)}
    assert links == {("child", merged.id), ("child", third.id)}
    flags = await desk.uow.session.scalars(select(TicketFlag.create_by).where(TicketFlag.ticket_id == main.id))
    assert list(flags) == []
    assert [event for event in desk.uow._events if isinstance(event, TicketMerged)] == [
        TicketMerged(ticket_id=merged_id, main_ticket_id=main_id)
    ]
    found = await service.get_ticket_by_number(desk.uow, desk.ann, merged.number)
    assert found.id == main.id

    for one, other in ((merged_id, third.id), (TicketId(third.id), merged_id)):
        with pytest.raises(MergeImpossible):
            await service.merge_ticket(desk.uow, desk.ann, one, schemas.TicketMerge(into=other))
    with pytest.raises(InvalidInput):
        await service.merge_ticket(desk.uow, desk.ann, main_id, schemas.TicketMerge(into=main.id))


async def test_a_chain_of_merges_is_followed_ten_hops(desk: Desk) -> None:
    tickets = [await desk.ticket() for _ in range(12)]
    for merged, main in pairwise(tickets):
        await service.merge_ticket(desk.uow, desk.ann, TicketId(merged.id), schemas.TicketMerge(into=main.id))

    assert await service.find_ticket_id(desk.uow, tickets[1].number) == tickets[-1].id
    assert await service.find_ticket_id(desk.uow, tickets[0].number) is None, "eleven hops are too many"
    assert await service.find_ticket_id(desk.uow, "no such number") is None


async def test_a_merged_ticket_points_to_what_it_goes_on_as(desk: Desk) -> None:
    first, second, main = [await desk.ticket() for _ in range(3)]
    for merged, into in ((first, second), (second, main)):
        await service.merge_ticket(desk.uow, desk.ann, TicketId(merged.id), schemas.TicketMerge(into=into.id))
    desk.next_request()

    seen = (await service.get_ticket(desk.uow, desk.bob, TicketId(first.id))).merged_into
    assert seen is not None
    assert (seen.id, seen.number) == (main.id, main.number)
    assert (await service.get_ticket(desk.uow, desk.bob, TicketId(main.id))).merged_into is None
    await service.move_ticket(desk.uow, desk.ann, TicketId(main.id), schemas.TicketMove(queue="Sales"))
    desk.next_request()
    assert (await service.get_ticket(desk.uow, desk.bob, TicketId(first.id))).merged_into is None, "out of his sight"


async def test_splitting_takes_text_files_and_customer_along(desk: Desk) -> None:
    article = {"subject": "Two things", "body": "Fire and water.",
               "attachments": [{"filename": "a.txt", "content": "Z3JleQ=="}]}  # fmt: skip
    ticket = await desk.ticket(customer_user="jane", article=article)
    source = (await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id)))[0]

    new = await service.split_ticket(
        desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketSplit(article_id=source.id, title="Water")
    )

    assert (new.title, new.queue.name, new.customer_id) == ("Water", "Support", "acme")
    (copied,) = await service.list_articles(desk.uow, desk.ann, TicketId(new.id))
    assert (copied.body, [file.filename for file in copied.attachments]) == ("Fire and water.", ["a.txt"])
    links = await service.list_links(desk.uow, desk.ann, TicketId(new.id))
    assert [(x.role, x.ticket.id) for x in links] == [("parent", ticket.id)]
    assert await desk.uow.session.scalar(select(Article.ticket_id).where(Article.id == source.id)) == ticket.id


async def test_splitting_takes_html_and_its_images_along(desk: Desk) -> None:
    image = {"filename": "i.png", "content": "iVBORw0KGgo=", "disposition": "inline", "content_id": "i@x"}
    html = '<p><b>Fire</b> <img src="cid:i@x"></p>'
    article = {"subject": "x", "body": html, "content_type": "text/html", "attachments": [image]}
    ticket = await desk.ticket(article=article)
    source = (await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id)))[0]
    new = await service.split_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketSplit(article_id=source.id))
    (copied,) = await service.list_articles(desk.uow, desk.ann, TicketId(new.id))
    assert await articles.html_body(desk.uow, desk.ann, TicketId(new.id), ArticleId(copied.id)) == html
    assert [(file.filename, file.content_id) for file in copied.attachments] == [("i.png", "i@x")]
