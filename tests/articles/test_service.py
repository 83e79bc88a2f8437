"""Articles as OTRS stores them, and as tickets show them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text

from gotrs_api.articles import service
from gotrs_api.articles.errors import ArticleNotEditable, ArticleNotFound, AttachmentNotFound, PlainNotFound
from gotrs_api.articles.events import ArticleFlagSet
from gotrs_api.articles.models import ArticleAttachment, ArticleMime
from gotrs_api.articles.new_article import NewArticle, NewAttachment
from gotrs_api.articles.schemas import ArticleChannel, ArticleUpdate, SenderType, Transmission
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.kernel.ids import SYSTEM_USER_ID, ArticleId, AttachmentId, TicketId, UserId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings as registry
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

AGENT = Principal(kind=Kind.AGENT, user_id=SYSTEM_USER_ID, login="root@localhost", name="Root")
CUSTOMER = Principal(kind=Kind.CUSTOMER, user_id=SYSTEM_USER_ID, login="jane", name="Jane")
FILE_STORAGE = registry.ARTICLE_STORAGE.options[1]


def a_mail(ticket_id: int, **changes: Any) -> NewArticle:
    values: dict[str, Any] = {
        "ticket_id": TicketId(ticket_id),
        "channel": ArticleChannel.EMAIL,
        "sender_type": SenderType.CUSTOMER,
        "visible_for_customer": True,
        "subject": "The printer smokes",
        "body": "It began\r\nthis morning.\r",
        "from_": "Jane Doe <jane@customer.example>",
        "to": "desk@desk.example",
        "message_id": "<1@customer.example>",
    }
    return NewArticle(**(values | changes))


def a_note(ticket_id: int, **changes: Any) -> NewArticle:
    values = {
        "channel": ArticleChannel.INTERNAL,
        "sender_type": SenderType.AGENT,
        "visible_for_customer": False,
        "message_id": "",
    }
    return a_mail(ticket_id, **(values | changes))


@pytest.fixture
async def ticket_id(factories: Factories) -> TicketId:
    return TicketId((await factories.ticket()).id)


@pytest.fixture
def files_in_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    """New files go to the article directory, as with OTRS's ArticleStorageFS."""
    real = sysconfig.get

    async def get(uow: Any, setting: Any) -> Any:
        return FILE_STORAGE if setting is registry.ARTICLE_STORAGE else await real(uow, setting)

    monkeypatch.setattr("gotrs_api.articles.contents.get", get)


class Statements:
    """Counts what a session's connection executes."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._engine = uow.site.database.engine.sync_engine
        self.seen: list[str] = []

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.seen.append(statement)

    def __enter__(self) -> list[str]:
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self.seen

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._note)


async def _mime(uow: UnitOfWork, article_id: int) -> ArticleMime:
    return (await uow.session.scalars(select(ArticleMime).where(ArticleMime.article_id == article_id))).one()


async def test_a_mail_is_stored_as_otrs_does(uow: UnitOfWork, ticket_id: TicketId) -> None:
    raw = b"Subject: The printer smokes\n\nIt began\nthis morning.\n"
    article_id = await service.store_article(uow, a_mail(ticket_id, subject="The printer\r\n smokes\0", raw=raw))

    mime = await _mime(uow, article_id)
    assert mime.a_body == "It began\nthis morning.\n"
    assert mime.a_subject == "The printer smokes"
    assert mime.a_message_id_md5 == hashlib.md5(b"<1@customer.example>", usedforsecurity=False).hexdigest()
    assert mime.a_content_type == "text/plain; charset=utf-8"
    assert mime.incoming_time == int(uow.clock.now().timestamp())
    assert mime.content_path == "2026/03/02"
    assert await service.read_plain(uow, AGENT, ticket_id, article_id) == raw


async def test_a_long_message_id_is_cut_but_found(uow: UnitOfWork, ticket_id: TicketId) -> None:
    long_id = "<" + "x" * 5000 + "@customer.example>"
    article_id = await service.store_article(uow, a_mail(ticket_id, message_id=long_id))
    assert len((await _mime(uow, article_id)).a_message_id or "") == 3800
    found = await service.find_by_message_id(uow, long_id)
    assert found is not None
    assert (found.article_id, found.ticket_id) == (article_id, ticket_id)


async def test_a_message_id_that_two_articles_bear_finds_neither(uow: UnitOfWork, ticket_id: TicketId) -> None:
    for _ in range(2):
        await service.store_article(uow, a_mail(ticket_id))
    assert await service.find_by_message_id(uow, "<1@customer.example>") is None
    assert await service.find_by_message_id(uow, "<2@customer.example>") is None


async def test_an_html_body_is_kept_as_file_2_and_shown_as_text(uow: UnitOfWork, ticket_id: TicketId) -> None:
    html = "<p>It <b>smokes</b> &mdash; badly</p>"
    article_id = await service.store_article(uow, a_mail(ticket_id, body=html, content_type="text/html; charset=utf-8"))
    article = await service.read_article(uow, AGENT, ticket_id, article_id)
    assert article.has_html
    assert article.attachments == ()
    assert "smokes" in article.body
    assert "<b>" not in article.body
    assert await service.html_body(uow, AGENT, ticket_id, article_id) == html
    rows = (await uow.session.scalars(select(ArticleAttachment))).all()
    assert [(row.filename, row.content_type) for row in rows] == [("file-2", "text/html; charset=utf-8")]


async def test_a_mail_of_html_alone_is_shown_as_html(uow: UnitOfWork, ticket_id: TicketId) -> None:
    parts = [NewAttachment(filename="file-1.html", content=b"<p>Hello</p>", content_type="text/html; charset=utf-8")]

    article_id = await service.store_article(uow, a_mail(ticket_id, body="Hello", attachments=parts))

    article = await service.read_article(uow, AGENT, ticket_id, article_id)
    assert (article.has_html, article.attachments) == (True, ())
    assert await service.html_body(uow, AGENT, ticket_id, article_id) == "<p>Hello</p>"


async def test_a_body_that_is_no_text_becomes_a_file(uow: UnitOfWork, ticket_id: TicketId) -> None:
    article_id = await service.store_article(
        uow, a_mail(ticket_id, body="%PDF-1.7", content_type='application/pdf; name="bill.pdf"')
    )
    article = await service.read_article(uow, AGENT, ticket_id, article_id)
    assert article.body == "- no text message => see attachment -"
    assert [file.filename for file in article.attachments] == ["bill.pdf"]


async def test_the_parts_of_an_alternative_are_the_body_not_files(uow: UnitOfWork, ticket_id: TicketId) -> None:
    parts = [
        NewAttachment(
            filename="file-1", content=b"Hello", content_type="text/plain; charset=utf-8", content_alternative=True
        ),
        NewAttachment(
            filename="file-2",
            content="<p>Grüße</p>".encode("iso-8859-1"),
            content_type="text/html; charset=iso-8859-1",
            content_alternative=True,
        ),
        NewAttachment(filename="logo.png", content=b"\x89PNG", content_type="image/png", content_id="logo@x"),
    ]
    article_id = await service.store_article(uow, a_mail(ticket_id, body="Hello", attachments=parts))
    article = await service.read_article(uow, AGENT, ticket_id, article_id)
    shown = [(f.filename, f.disposition, f.content_id) for f in article.attachments]
    assert shown == [("logo.png", "inline", "logo@x")]
    assert await service.html_body(uow, AGENT, ticket_id, article_id) == "<p>Grüße</p>"
    stored = await uow.session.execute(
        select(ArticleAttachment.filename, ArticleAttachment.content_alternative, ArticleAttachment.content_id)
    )
    assert {tuple(row) for row in stored} == {
        ("file-1", "1", ""),
        ("file-2", "1", ""),
        ("logo.png", None, "<logo@x>"),
    }


async def test_files_of_the_same_name_are_numbered_and_bad_names_cleaned(uow: UnitOfWork, ticket_id: TicketId) -> None:
    names = ["report.pdf", "report.pdf", " ..secret.txt\n", "", "report.pdf"]
    files = [NewAttachment(filename=name, content=b"x") for name in names]
    article_id = await service.store_article(uow, a_mail(ticket_id, attachments=files))
    article = await service.read_article(uow, AGENT, ticket_id, article_id)
    assert [file.filename for file in article.attachments] == [
        "report.pdf",
        "report-1.pdf",
        "secret.txt",
        "unknown",
        "report-2.pdf",
    ]


@pytest.mark.parametrize("size", [0, 1, 56, 1024 * 1024 + 1, 3 * 1026 * 1000, 9 * 1024 * 1024])
async def test_content_of_any_size_comes_back_in_pieces(
    uow: UnitOfWork, ticket_id: TicketId, size: int, tmp_path: Path
) -> None:
    content = (bytes(range(256)) * (size // 256 + 1))[:size]
    path = tmp_path / "given"
    path.write_bytes(content)
    file = NewAttachment(filename="data.bin", content=path)
    article_id = await service.store_article(uow, a_mail(ticket_id, attachments=[file], raw=path))
    (info,) = (await service.read_article(uow, AGENT, ticket_id, article_id)).attachments
    assert info.size == size
    opened = await service.open_attachment(uow, AGENT, ticket_id, article_id, AttachmentId(info.id))
    pieces = [piece async for piece in opened.pieces()]
    assert b"".join(pieces) == content
    assert max(map(len, pieces), default=0) <= 1100 * 1024
    plain = await service.open_plain(uow, AGENT, ticket_id, article_id)
    assert b"".join([piece async for piece in plain.pieces()]) == content


async def test_an_old_raw_mail_that_is_not_base64_is_read(uow: UnitOfWork, ticket_id: TicketId) -> None:
    article_id = await service.store_article(uow, a_mail(ticket_id, raw=b"x"))
    raw = "Subject: as it is\n\nBody"
    as_text = text("UPDATE article_data_mime_plain SET body = :raw")
    await uow.session.execute(as_text.bindparams(raw=raw))
    assert await service.read_plain(uow, AGENT, ticket_id, article_id) == raw.encode()


@pytest.mark.usefixtures("files_in_directory")
async def test_the_article_directory_has_otrs_layout(uow: UnitOfWork, ticket_id: TicketId) -> None:
    file = NewAttachment(
        filename="Bild 1.png", content=b"\x89PNG", content_type="image/png", content_id="i@x", disposition="inline"
    )
    article_id = await service.store_article(uow, a_mail(ticket_id, attachments=[file], raw=b"Raw mail"))
    folder = uow.site.settings.var / "article/2026/03/02" / str(article_id)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "plain.txt": b"Raw mail",
        "Bild 1.png": b"\x89PNG",
        "Bild 1.png.content_type": b"image/png",
        "Bild 1.png.disposition": b"inline",
        "Bild 1.png.content_id": b"<i@x>",
    }
    assert (await uow.session.scalars(select(ArticleAttachment.id))).all() == []
    (article,) = await service.list_articles(uow, AGENT, ticket_id)
    (info,) = article.attachments
    assert (info.filename, info.size, info.content_id, info.disposition) == ("Bild 1.png", 4, "i@x", "inline")
    opened = await service.open_attachment(uow, AGENT, ticket_id, article_id, AttachmentId(info.id))
    assert [piece async for piece in opened.pieces()] == [b"\x89PNG"]
    assert await service.read_plain(uow, AGENT, ticket_id, article_id) == b"Raw mail"


async def test_a_directory_that_came_along_is_read_with_storage_in_the_database(
    uow: UnitOfWork, ticket_id: TicketId
) -> None:
    own = NewAttachment(filename="mine.txt", content=b"in the database")
    article_id = await service.store_article(uow, a_mail(ticket_id, attachments=[own]))
    folder = uow.site.settings.var / "article/2026/03/02" / str(article_id)
    folder.mkdir(parents=True)
    (folder / "old.txt").write_bytes(b"from OTRS")
    (folder / "old.txt.content_type").write_bytes(b"text/plain")
    (article,) = await service.list_articles(uow, AGENT, ticket_id)
    assert [(f.filename, f.content_type) for f in article.attachments] == [
        ("mine.txt", "application/octet-stream"),
        ("old.txt", "text/plain"),
    ]


async def test_a_disposition_that_is_a_whole_header_counts(uow: UnitOfWork, ticket_id: TicketId) -> None:
    article_id = await service.store_article(uow, a_mail(ticket_id))
    folder = uow.site.settings.var / "article/2026/03/02" / str(article_id)
    folder.mkdir(parents=True)
    (folder / "file-2").write_bytes(b"<p>x</p>")
    (folder / "file-2.content_type").write_bytes(b"text/html; charset=utf-8")
    (folder / "file-2.disposition").write_bytes(b"inline; filename=file-2\n")
    assert await service.html_body(uow, AGENT, ticket_id, article_id) == "<p>x</p>"


@pytest.mark.usefixtures("files_in_directory")
async def test_a_note_whose_html_lies_in_the_directory_has_its_new_text_after_an_edit(
    uow: UnitOfWork, ticket_id: TicketId
) -> None:
    note = await service.store_article(uow, a_note(ticket_id, body="<p>old</p>", content_type="text/html"))
    folder = uow.site.settings.var / "article/2026/03/02" / str(note)
    command = ArticleUpdate(body="<p>new</p>", content_type="text/html")
    await service.update_article(uow, AGENT, ticket_id, note, command)
    assert (folder / "file-2").read_text() == "<p>old</p>"  # as long as the change may be rolled back
    await uow._announce()  # what a commit does
    assert await service.html_body(uow, AGENT, ticket_id, note) == "<p>new</p>"
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("files_in_directory")
async def test_names_that_mean_something_in_the_directory_do_no_harm(uow: UnitOfWork, ticket_id: TicketId) -> None:
    names = ["a.txt", "a.txt.content_type", "plain.txt", "../../x", "b/c"]
    files = [NewAttachment(filename=n, content=n.encode(), content_type="text/plain") for n in names]
    article_id = await service.store_article(uow, a_mail(ticket_id, attachments=files, raw=b"raw"))
    article = await service.read_article(uow, AGENT, ticket_id, article_id)
    assert [f.filename for f in article.attachments] == [
        "_.._x",
        "a.txt",
        "a.txt.content_type_",
        "b_c",
        "plain-1.txt",
    ]
    assert {f.content_type for f in article.attachments} == {"text/plain"}
    assert await service.read_plain(uow, AGENT, ticket_id, article_id) == b"raw"


async def test_files_left_by_a_rolled_back_transaction_never_show_up(uow: UnitOfWork, ticket_id: TicketId) -> None:
    last = await service.store_article(uow, a_mail(ticket_id))
    for leftover in range(last + 1, last + 4):
        folder = uow.site.settings.var / "article/2026/03/02" / str(leftover)
        folder.mkdir(parents=True)
        (folder / "secret.txt").write_bytes(b"of somebody else")
    article_id = await service.store_article(uow, a_mail(ticket_id))
    assert article_id in range(last + 1, last + 4)
    assert (await service.read_article(uow, AGENT, ticket_id, article_id)).attachments == ()


async def test_customers_see_what_is_visible_to_them_under_the_same_numbers(
    uow: UnitOfWork, ticket_id: TicketId
) -> None:
    await service.store_article(uow, a_mail(ticket_id))
    hidden = await service.store_article(
        uow, a_note(ticket_id, attachments=[NewAttachment(filename="x", content=b"x")])
    )
    answer = await service.store_article(uow, a_mail(ticket_id, sender_type=SenderType.AGENT, bcc="boss@desk.example"))
    seen = await service.list_articles(uow, CUSTOMER, ticket_id)
    assert [article.number for article in seen] == [1, 3]
    assert seen[1].bcc == ""
    assert [a.number for a in await service.list_articles(uow, AGENT, ticket_id)] == [1, 2, 3]
    assert await service.count_articles(uow, CUSTOMER, ticket_id) == 2
    assert await service.list_attachments(uow, CUSTOMER, ticket_id) == {}
    assert list(await service.list_attachments(uow, AGENT, ticket_id)) == [hidden]
    assert (await service.read_article(uow, CUSTOMER, ticket_id, answer)).number == 3
    with pytest.raises(ArticleNotFound):
        await service.read_article(uow, CUSTOMER, ticket_id, hidden)


async def test_an_article_is_not_found_under_another_ticket(
    uow: UnitOfWork, factories: Factories, ticket_id: TicketId
) -> None:
    other = TicketId((await factories.ticket()).id)
    file = NewAttachment(filename="x", content=b"x")
    article_id = await service.store_article(uow, a_mail(ticket_id, attachments=[file]))
    with pytest.raises(ArticleNotFound):
        await service.read_article(uow, AGENT, other, article_id)
    with pytest.raises(AttachmentNotFound):
        await service.open_attachment(uow, AGENT, ticket_id, article_id, AttachmentId(999_999))
    with pytest.raises(PlainNotFound):
        await service.read_plain(uow, AGENT, ticket_id, article_id)


async def test_a_ticket_with_many_articles_costs_two_statements(uow: UnitOfWork, ticket_id: TicketId) -> None:
    for number in range(12):
        file = NewAttachment(filename=f"{number}.txt", content=b"x")
        await service.store_article(uow, a_mail(ticket_id, message_id=f"<{number}@x>", attachments=[file]))
    await service.list_articles(uow, AGENT, ticket_id)  # what the process remembers from now on
    with Statements(uow) as seen:
        articles = await service.list_articles(uow, AGENT, ticket_id)
    assert len(articles) == 12
    assert all(len(article.attachments) == 1 for article in articles)
    assert len(seen) == 2, seen
    page = await service.list_articles(uow, AGENT, ticket_id, after_id=articles[4].id, limit=3)
    assert [article.number for article in page] == [6, 7, 8]


async def test_storing_a_mail_with_files_costs_four_statements(uow: UnitOfWork, ticket_id: TicketId) -> None:
    files = [NewAttachment(filename=f"{n}.txt", content=b"x") for n in range(5)]
    await service.list_articles(uow, AGENT, ticket_id)  # reads the settings once
    with Statements(uow) as seen:
        await service.store_article(uow, a_mail(ticket_id, raw=b"raw", attachments=files))
    assert len(seen) <= 4, seen


async def test_a_chat_message_is_readable(uow: UnitOfWork, ticket_id: TicketId) -> None:
    chat = a_note(ticket_id, channel=ArticleChannel.CHAT, body="Are you there?", from_="Jane")
    article_id = await service.store_article(uow, chat)
    article = await service.read_article(uow, AGENT, ticket_id, article_id)
    assert (article.channel, article.body) == (ArticleChannel.CHAT, "Jane: Are you there?")


async def test_seen_is_set_once_per_agent(
    uow: UnitOfWork, factories: Factories, ticket_id: TicketId, monkeypatch: pytest.MonkeyPatch
) -> None:
    emitted: list[Any] = []

    async def emit(what: Any) -> None:
        emitted.append(what)

    monkeypatch.setattr(uow, "emit", emit)
    first = await service.store_article(uow, a_mail(ticket_id))
    second = await service.store_article(uow, a_note(ticket_id))
    agent = UserId((await factories.agent()).id)
    assert await service.mark_seen(uow, ticket_id, agent, [first]) == (first,)
    assert await service.mark_seen(uow, ticket_id, agent) == (second,)
    assert await service.mark_seen(uow, ticket_id, agent) == ()
    assert [(e.article_ids, e.key) for e in emitted] == [((first,), "Seen"), ((second,), "Seen")]
    assert all(isinstance(e, ArticleFlagSet) for e in emitted)
    await service.set_flags(uow, ticket_id, [first], "Important", "1", agent)
    assert await service.article_flags(uow, ticket_id, agent) == {
        first: {"Seen": "1", "Important": "1"},
        second: {"Seen": "1"},
    }
    assert await service.article_flags(uow, ticket_id, SYSTEM_USER_ID) == {}
    await service.unset_flags(uow, ticket_id, [first], "Important", agent)
    await service.clear_flags(uow, ticket_id, "Seen")
    assert await service.article_flags(uow, ticket_id, agent) == {}


async def test_only_notes_can_be_changed(uow: UnitOfWork, ticket_id: TicketId) -> None:
    mail = await service.store_article(uow, a_mail(ticket_id))
    note = await service.store_article(uow, a_note(ticket_id, body="<p>old</p>", content_type="text/html"))
    command = ArticleUpdate(subject="Better", body="<p>new</p>", content_type="text/html", visible_for_customer=True)
    changed = await service.update_article(uow, AGENT, ticket_id, note, command)
    assert (changed.subject, changed.body.strip(), changed.visible_for_customer) == ("Better", "new", True)
    assert await service.html_body(uow, AGENT, ticket_id, note) == "<p>new</p>"
    plain = await service.update_article(uow, AGENT, ticket_id, note, ArticleUpdate(body="plain"))
    assert not plain.has_html
    with pytest.raises(ArticleNotEditable):
        await service.update_article(uow, AGENT, ticket_id, mail, command)
    with pytest.raises(ArticleNotEditable):
        await service.delete_article(uow, AGENT, ticket_id, mail)
    await service.delete_article(uow, AGENT, ticket_id, note)
    assert [a.id for a in await service.list_articles(uow, AGENT, ticket_id)] == [mail]


async def test_merging_moves_articles_and_deleting_removes_them(
    uow: UnitOfWork, factories: Factories, ticket_id: TicketId
) -> None:
    other = TicketId((await factories.ticket()).id)
    file = NewAttachment(filename="x", content=b"x")
    own = await service.store_article(uow, a_mail(ticket_id, attachments=[file], raw=b"raw"))
    await service.mark_seen(uow, ticket_id, SYSTEM_USER_ID)
    assert await service.move_articles(uow, ticket_id, other) == (own,)
    assert await service.count_articles(uow, AGENT, ticket_id) == 0
    assert await service.count_articles(uow, AGENT, other) == 1
    await service.delete_articles_of_ticket(uow, other)
    assert await service.count_articles(uow, AGENT, other) == 0
    assert (await uow.session.scalars(select(ArticleAttachment.id))).all() == []


async def test_files_are_copied_to_another_article(uow: UnitOfWork, ticket_id: TicketId) -> None:
    files = [NewAttachment(filename="a.txt", content=b"a"), NewAttachment(filename="b", content=b"b" * 2_000_000)]
    source = await service.store_article(
        uow, a_mail(ticket_id, body="<p>x</p>", content_type="text/html", attachments=files)
    )
    copies = await service.copy_attachments(uow, AGENT, ticket_id, source)
    target = await service.store_article(uow, a_note(ticket_id, attachments=copies))
    article = await service.read_article(uow, AGENT, ticket_id, target)
    assert {(f.filename, f.size) for f in article.attachments} == {("a.txt", 1), ("b", 2_000_000)}


async def test_where_a_mail_stands(uow: UnitOfWork, ticket_id: TicketId) -> None:
    answer = await service.store_article(uow, a_mail(ticket_id, sender_type=SenderType.AGENT))
    await service.store_article(uow, a_mail(ticket_id, message_id="<2@x>"))
    assert {a: t.status for a, t in (await service.transmissions(uow, ticket_id)).items()} == {
        answer: Transmission.SENT
    }
    await service.record_send_error(uow, answer, "550 no such user")
    await service.record_send_error(uow, answer, "550 still not")
    found = (await service.transmissions(uow, ticket_id))[answer]
    assert (found.status, found.message) == (Transmission.FAILED, "550 no such user\n550 still not")
    await service.record_send_error(uow, ArticleId(999_999_999), "nobody hears")
