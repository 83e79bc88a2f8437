"""Cursors come back from strangers: what we did not make is refused, not tried."""

from __future__ import annotations

from typing import Any

import pytest

from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import PageRequest, encode_cursor


def test_a_cursor_comes_back_as_it_was() -> None:
    assert PageRequest(after=encode_cursor("-id", [7])).row_id("-id") == 7
    assert PageRequest(before=encode_cursor("login", ["mira"])).text_keys("login", 1) == ["mira"]
    assert PageRequest().row_id("-id") is None


@pytest.mark.parametrize("values", [["7"], [True], [-1], [1 << 63], [7.5], [[7]], [None], [7, 8], [{"a": 1}]])
def test_what_no_id_can_be_is_no_cursor(values: list[Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        PageRequest(after=encode_cursor("-id", values)).row_id("-id")
    assert refused.value.errors[0].pointer == "after"


@pytest.mark.parametrize("cursor", ["", "x", "%%%", "W10", "Ä", encode_cursor("login", [7]), "A" * 2000])
def test_what_is_no_cursor_of_this_list_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidInput):
        PageRequest(before=cursor).row_id("-id")
    with pytest.raises(InvalidInput):
        PageRequest(before=cursor).text_keys("login", 1)


def test_a_page_lies_on_one_side_of_a_cursor() -> None:
    cursor = encode_cursor("-id", [7])
    with pytest.raises(InvalidInput) as refused:
        PageRequest(after=cursor, before=cursor).row_id("-id")
    assert refused.value.errors[0].code == "both"
