"""Several values in one line of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gotrs_web import listed_values

VALUES = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: "\n" not in text))


@given(VALUES)
def test_what_is_joined_comes_apart_again(values: list[str]) -> None:
    assert list(listed_values.split(listed_values.joined(values))) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", []),
        (" a ,, b,", ["a", "b"]),
        ('"a, b" , c', ["a, b", "c"]),
        ('"a, b', ['"a', "b"]),
        ('"a" b, c', ['"a" b', "c"]),
    ],
)
def test_people_type_what_they_like(text: str, values: list[str]) -> None:
    assert list(listed_values.split(text)) == values


@pytest.mark.parametrize(
    ("text", "before", "word"),
    [("", "", ""), ("Ro", "", "Ro"), ('"a, b", Ro', '"a, b",', "Ro"), ("a,", "a,", "")],
)
def test_the_last_one_is_being_typed(text: str, before: str, word: str) -> None:
    assert listed_values.being_typed(text) == (before, word)
