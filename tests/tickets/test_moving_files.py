"""Files of articles go from the database into the article directory and back, whenever the command is killed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from gotrs_api.articles import contents, service
from gotrs_api.articles.models import ArticleAttachment, ArticleMime, ArticlePlain
from gotrs_api.articles.new_article import NewArticle, NewAttachment
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.storage import article_directory
from gotrs_api.storage.article_directory import Storage
from gotrs_api.tickets.service.moving_files import move_all_files
from gotrs_api.uow import Site
from tests.support.factories import Factories

SYSTEM = Principal.system("test")
RAW = b"Subject: x\n\nThe mail as it came."
LARGE = bytes(range(256)) * 9_000  # more than one piece
NAMES = ("a.txt", "plain.txt", "x", "x.content_type", "Größe – 文件.pdf", "\N{PILE OF POO}.txt")
IN_DIRECTORY = ("a.txt", "plain-1.txt", "x", "x.content_type_", "Größe – 文件.pdf", "\N{PILE OF POO}.txt")
ALL_FILES = len(NAMES) + 3 + 1  # image, HTML and raw mail; the raw mail of the first ticket of a new desk
Known = dict[str, tuple[str, str, str | None, bytes]]


def ignore(_done: int) -> None: ...


@pytest.fixture
async def mail(committed_site: Site) -> tuple[TicketId, ArticleId]:
    """A mail with HTML, an image in it, odd names and the mail as it came, all in the database."""
    files = [NewAttachment(filename=name, content=name.encode(), content_type="text/plain") for name in NAMES]
    image = NewAttachment(
        filename="i.png", content=LARGE, content_type="image/png", content_id="<i@x>", disposition="inline"
    )
    files.append(image)
    async with committed_site.uow() as uow:
        ticket_id = TicketId((await Factories(uow).ticket()).id)
        article_id = await service.store_article(
            uow,
            NewArticle(
                ticket_id=ticket_id,
                channel=ArticleChannel.EMAIL,
                sender_type=SenderType.CUSTOMER,
                visible_for_customer=True,
                subject="x",
                body='<p><img src="cid:i@x"></p>',
                content_type="text/html",
                raw=RAW,
                attachments=files,
            ),
        )
    return ticket_id, article_id


async def shown(site: Site, mail: tuple[TicketId, ArticleId]) -> Known:
    """What a reader gets, by name."""
    found: Known = {}
    async with site.read() as read:
        article = await service.read_article(read, SYSTEM, *mail)
        for file in article.attachments:
            opened = await service.open_attachment(read, SYSTEM, *mail, file.id)
            content = b"".join([piece async for piece in opened.pieces()])
            found[file.filename] = (file.content_type, file.disposition, file.content_id, content)
        assert await service.html_body(read, SYSTEM, *mail) == '<p><img src="cid:i@x"></p>'
        assert await service.read_plain(read, SYSTEM, *mail) == RAW
    return found


async def rows(site: Site) -> int:
    async with site.read() as read:
        counts = [select(func.count()).select_from(model) for model in (ArticleAttachment, ArticlePlain)]
        return sum([(await read.session.execute(query)).scalar_one() for query in counts])


async def test_files_go_into_the_directory_and_back_as_they_were(
    committed_site: Site, mail: tuple[TicketId, ArticleId]
) -> None:
    before = await shown(committed_site, mail)
    assert set(before) == {*NAMES, "i.png"}

    assert (await move_all_files(committed_site, Storage.DIRECTORY, ignore)).files == ALL_FILES
    assert await rows(committed_site) == 0
    there = await shown(committed_site, mail)
    assert there == {dict(zip(NAMES, IN_DIRECTORY, strict=True)).get(name, name): x for name, x in before.items()}
    assert (await move_all_files(committed_site, Storage.DIRECTORY, ignore)).files == 0

    assert (await move_all_files(committed_site, Storage.DATABASE, ignore)).files == ALL_FILES
    assert await shown(committed_site, mail) == there
    assert [path for path in (committed_site.settings.var / "article").rglob("*") if path.is_file()] == []


class Killed(Exception):
    pass


@pytest.mark.parametrize("after_files", [1, 4, 8])
async def test_killed_on_the_way_into_the_directory_it_has_every_file_once_when_called_again(
    committed_site: Site, mail: tuple[TicketId, ArticleId], monkeypatch: pytest.MonkeyPatch, after_files: int
) -> None:
    before = await shown(committed_site, mail)
    written: list[str] = []
    write = article_directory._write

    def until_killed(path: Path, content: bytes | Path) -> None:
        if path.name != article_directory.PLAIN_NAME and not path.name.endswith(article_directory._SIDECARS):
            if len(written) == after_files:
                raise Killed
            written.append(path.name)
        elif len(written) == 8:
            raise Killed
        write(path, content)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(article_directory, "_write", until_killed)
        await move_all_files(committed_site, Storage.DIRECTORY, ignore)

    await move_all_files(committed_site, Storage.DIRECTORY, ignore)
    assert sorted((await shown(committed_site, mail)).values()) == sorted(before.values())
    assert await rows(committed_site) == 0


async def test_killed_on_the_way_into_the_database_it_has_every_file_once_when_called_again(
    committed_site: Site, mail: tuple[TicketId, ArticleId], monkeypatch: pytest.MonkeyPatch
) -> None:
    await move_all_files(committed_site, Storage.DIRECTORY, ignore)
    before = await shown(committed_site, mail)
    with monkeypatch.context() as patch:
        patch.setattr(contents, "_after_commit", lambda *_: None)  # killed between the commit and the end of the files
        await move_all_files(committed_site, Storage.DATABASE, ignore)
    assert await rows(committed_site) == ALL_FILES
    await move_all_files(committed_site, Storage.DATABASE, ignore)
    assert await shown(committed_site, mail) == before
    assert await rows(committed_site) == ALL_FILES


async def test_a_file_of_the_same_name_that_is_another_stays_another(
    committed_site: Site, mail: tuple[TicketId, ArticleId]
) -> None:
    folder = committed_site.settings.var / "article/2026/03/02" / str(mail[1])
    folder.mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"other")
    await move_all_files(committed_site, Storage.DIRECTORY, ignore)
    found = await shown(committed_site, mail)
    assert {name: found[name][3] for name in ("a.txt", "a-1.txt")} == {"a.txt": b"other", "a-1.txt": b"a.txt"}


async def test_what_is_too_large_for_a_database_stays(
    committed_site: Site, mail: tuple[TicketId, ArticleId], monkeypatch: pytest.MonkeyPatch
) -> None:
    await move_all_files(committed_site, Storage.DIRECTORY, ignore)
    before = await shown(committed_site, mail)
    monkeypatch.setattr(contents, "DATABASE_LIMIT_BYTES", 1_000_000)
    assert await move_all_files(committed_site, Storage.DATABASE, ignore) == (ALL_FILES - 1, 1)
    assert await shown(committed_site, mail) == before


async def test_an_article_without_a_path_gets_one(committed_site: Site, mail: tuple[TicketId, ArticleId]) -> None:
    async with committed_site.uow() as uow:
        (mime,) = await uow.session.scalars(select(ArticleMime).where(ArticleMime.article_id == mail[1]))
        mime.content_path = None
    before = await shown(committed_site, mail)
    await move_all_files(committed_site, Storage.DIRECTORY, ignore)
    assert len(await shown(committed_site, mail)) == len(before)


async def test_folders_that_are_no_articles_are_left_alone(
    committed_site: Site, mail: tuple[TicketId, ArticleId]
) -> None:
    strange: list[Path] = []
    for name in ("2026/03/02/999999", f"2025/01/01/{mail[1]}", "2026/x/y/1", "lost+found"):
        folder = committed_site.settings.var / "article" / name
        folder.mkdir(parents=True)
        strange.append(folder / "a.txt")
        strange[-1].write_bytes(b"?")
    await move_all_files(committed_site, Storage.DATABASE, ignore)
    assert all(file.exists() for file in strange)
