"""OTRS's article directory, as others left it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gotrs_api.storage import article_directory


@pytest.mark.parametrize("path", [None, "", "2026/03", "../../etc", "2026/../02", "/2026/03/02", "a/b/c"])
def test_a_path_that_no_otrs_wrote_leads_nowhere(tmp_path: Path, path: str | None) -> None:
    assert article_directory.article_folder(tmp_path, path, 7) is None


def test_the_folder_of_an_article(tmp_path: Path) -> None:
    assert article_directory.article_folder(tmp_path, "2026/03/02", 7) == tmp_path / "2026/03/02/7"


def test_ids_stay_when_other_files_come_and_go(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_bytes(b"x")
    before = {file.filename: file.id for file in article_directory.list_files(tmp_path)}
    (tmp_path / "0.txt").write_bytes(b"x")
    after = {file.filename: file.id for file in article_directory.list_files(tmp_path)}
    assert {name: after[name] for name in before} == before
    assert all(article_directory.is_directory_id(file_id) and file_id < 2**53 for file_id in after.values())


def test_odd_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "no description").write_bytes(b"")
    (tmp_path / b"latin\xe9.txt".decode("utf-8", "surrogateescape")).write_bytes(b"x")
    (tmp_path / "lonely.content_type").write_bytes(b"a file of that name")
    (tmp_path / "plain.txt").write_bytes(b"the raw mail")
    (tmp_path / ".abc.draft").write_bytes(b"half")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("/etc/passwd")
    found = {file.filename: file.content_type for file in article_directory.list_files(tmp_path)}
    assert found == dict.fromkeys(
        ["latin\ufffd.txt", "lonely.content_type", "no description"], "application/octet-stream"
    )


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "plain.txt", "a\0b"])
def test_dangerous_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        article_directory.write_file(
            tmp_path, name, b"x", content_type="", disposition="", content_id="", content_alternative=""
        )


def test_new_folders_are_on_disk_before_their_files_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is on disk when the one above it is: year, month, day and the article's own."""
    synced: list[Path] = []
    monkeypatch.setattr(article_directory, "_sync_folder", synced.append)
    folder = tmp_path / "2026/11/30/7"

    article_directory.write_plain(folder, b"From: a@b.example")
    assert {tmp_path, *folder.parents[:3], folder} == set(synced)

    synced.clear()
    article_directory.write_plain(folder, b"From: a@b.example")
    assert synced == [folder]
