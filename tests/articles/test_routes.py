"""The upload cache: owner-bound, typed by content, gone with the article or after a day."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import ValidationError
from sqlalchemy import select

from gotrs_api.articles import service
from gotrs_api.articles.schemas import AttachmentCreate
from gotrs_api.storage import uploads
from gotrs_api.storage.errors import UploadNotFound
from gotrs_api.storage.jobs import remove_stale_uploads
from gotrs_api.storage.models import web_upload_cache_table
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories


async def upload(
    client: httpx.AsyncClient, name: str, content: bytes, kind: str = "text/plain", **form: str
) -> httpx.Response:
    return await client.post("/api/v1/files/upload", files={"file": (name, content, kind)}, data=form)


async def test_nobody_uploads_without_signing_in(client: httpx.AsyncClient) -> None:
    assert (await upload(client, "a.txt", b"x")).status_code == 401
    assert (await client.get("/api/v1/files/" + "0" * 32)).status_code == 401


@pytest.mark.principal("customer")
async def test_a_file_goes_up_and_comes_down(client: httpx.AsyncClient, site: Site) -> None:
    content = os.urandom(2_500_000)
    created = await upload(client, "..\\my report.bin", content, "application/x-report")
    assert created.status_code == 201, created.text
    info = created.json()
    assert (info["filename"], info["size"], info["content_type"]) == (
        "my report.bin",
        len(content),
        "application/x-report",
    )
    assert (await client.get(created.headers["location"] + "/info")).json() == info
    down = await client.get(created.headers["location"])
    assert down.content == content
    assert down.headers["x-content-type-options"] == "nosniff"
    assert down.headers["content-disposition"].startswith("attachment")
    part = await client.get(created.headers["location"], headers={"Range": "bytes=2000000-2000009"})
    assert (part.status_code, part.content) == (206, content[2_000_000:2_000_010])
    beyond = await client.get(created.headers["location"], headers={"Range": "bytes=9000000-"})
    assert (beyond.status_code, beyond.json()["code"]) == (416, "range_not_satisfiable")
    assert (await client.delete(created.headers["location"])).status_code == 204
    assert (await client.get(created.headers["location"])).status_code == 404
    assert list(uploads.folder(site).iterdir()) == []


@pytest.mark.principal("agent")
@pytest.mark.parametrize(
    ("content", "claimed", "kept"),
    [
        (b"\x89PNG\r\n\x1a\n...", "image/png", "image/png"),
        (b"\x89PNG\r\n\x1a\n...", "text/html", "image/png"),
        (b"<script>", "image/png", "application/octet-stream"),
        (b"hello", "", "text/plain"),
        (b"hello", "not a type", "text/plain"),
        (b"hello", "text/plain; charset=iso-8859-1", "text/plain; charset=iso-8859-1"),
    ],
)
async def test_a_file_is_what_its_content_says(
    client: httpx.AsyncClient, content: bytes, claimed: str, kept: str
) -> None:
    assert (await upload(client, "a.txt", content, claimed)).json()["content_type"] == kept


@pytest.mark.principal("agent")
async def test_an_inline_image_gets_a_content_id(client: httpx.AsyncClient) -> None:
    info = (await upload(client, "a.png", b"\x89PNG\r\n\x1a\n", "image/png", disposition="inline")).json()
    assert info["content_id"] == f"inline.{info['id']}@gotrs"


@pytest.mark.principal("agent")
async def test_a_file_is_its_owners_alone(client: httpx.AsyncClient, uow: UnitOfWork, factories: Factories) -> None:
    upload_id = (await upload(client, "a.txt", b"x")).json()["id"]
    other = await factories.principal(await factories.agent())
    with pytest.raises(UploadNotFound):
        await uploads.find(uow, other.key, upload_id)
    with pytest.raises(UploadNotFound):
        await service.resolve_attachments(uow, other, [AttachmentCreate(upload_id=upload_id)])
    assert (await client.get("/api/v1/files/..%2f..%2fsecret")).status_code in (404, 422)


@pytest.mark.parametrize("name", ["file-1", "file-2", "file-1.html"])
async def test_no_file_poses_as_the_text_of_an_article(uow: UnitOfWork, factories: Factories, name: str) -> None:
    owner = await factories.principal(await factories.agent())
    given = AttachmentCreate.model_validate(
        {"filename": name, "content": "PHA+", "content_type": "text/html", "disposition": "inline"}
    )
    (file,) = await service.resolve_attachments(uow, owner, [given])
    assert file.filename == name.capitalize()


async def test_an_article_takes_its_uploads(uow: UnitOfWork, factories: Factories, site: Site) -> None:
    owner = await factories.principal(await factories.agent())

    async def pieces() -> AsyncIterator[bytes]:
        yield b"con"
        yield b"tent"

    sent = await uploads.receive(uow, owner.key, filename="file-2", content_type="text/html", pieces=pieces())
    (file,) = await service.resolve_attachments(uow, owner, [AttachmentCreate(upload_id=sent.id)])
    assert (file.filename, file.content_type) == ("File-2", "text/html")  # it may not pose as the body
    assert file.content == sent.path
    assert sent.path.read_bytes() == b"content"
    assert (await uow.session.execute(select(web_upload_cache_table))).all() == []


async def test_what_breaks_off_leaves_nothing(uow: UnitOfWork, site: Site) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await uploads.receive(uow, "agent:1", filename="a", content_type="", pieces=pieces())
    assert list(uploads.folder(site).iterdir()) == []


@pytest.mark.principal("agent")
async def test_uploads_expire(client: httpx.AsyncClient, site: Site) -> None:
    address = (await upload(client, "a.txt", b"x")).headers["location"]
    (path,) = uploads.folder(site).iterdir()
    now = site.clock.now().timestamp()
    os.utime(path, (now, now))
    await remove_stale_uploads(site.job_context(job_id=1, attempt=1, acting_id=1))
    assert (await client.get(address)).status_code == 200
    site.clock.advance(hours=25)  # type: ignore[attr-defined]
    await remove_stale_uploads(site.job_context(job_id=1, attempt=1, acting_id=1))
    assert list(uploads.folder(site).iterdir()) == []
    async with site.read() as read:
        assert (await read.session.execute(select(web_upload_cache_table))).all() == []


async def test_a_file_in_the_command_has_no_folders_in_its_name(uow: UnitOfWork, factories: Factories) -> None:
    principal = await factories.principal(await factories.agent())
    given = [
        AttachmentCreate.model_validate({"filename": name, "content": "aGk="}) for name in ("../a.txt", "C:\\b.txt")
    ]

    files = await service.resolve_attachments(uow, principal, given)

    assert [file.filename for file in files] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("content", ["!!!", "aGVsbG8", "aGVs*bG8="])
def test_what_is_no_base64_is_refused_and_not_stored_damaged(content: str) -> None:
    with pytest.raises(ValidationError):
        AttachmentCreate.model_validate({"filename": "a.txt", "content": content})
