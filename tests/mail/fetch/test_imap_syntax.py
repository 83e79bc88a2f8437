"""Spelling of IMAP: folders, quoted strings, sets of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gotrs_api.mail.inbound.fetch.imap_syntax import folder_name, from_utf7, quoted, to_utf7, uid_set


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("INBOX", b'"INBOX"'),
        ("Entwürfe", b'"Entw&APw-rfe"'),
        ("Entw&APw-rfe", b'"Entw&APw-rfe"'),
        ("R&D", b'"R&-D"'),
        ('a "b" \\c', b'"a \\"b\\" \\\\c"'),
        ("日本語/受信", b'"&ZeVnLIqe-/&U9dP4Q-"'),
    ],
)
def test_folders(name: str, sent: bytes) -> None:
    assert folder_name(name) == sent


@pytest.mark.parametrize("name", ["a\r\nA1 DELETE INBOX", "nul\0", "del\x7f"])
def test_a_folder_cannot_smuggle_commands(name: str) -> None:
    with pytest.raises(ValueError):
        folder_name(name)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_utf7_comes_back(text: str) -> None:
    assert from_utf7(to_utf7(text)) == text
    assert to_utf7(text).isascii()


def test_quoting_refuses_what_it_cannot_hold() -> None:
    with pytest.raises(ValueError):
        quoted("wörd")


def test_sets_of_numbers() -> None:
    assert uid_set([3, 1, 2, 7, 9, 10]) == b"1:3,7,9:10"
