"""Names of attachments: cleaned for the parser, cleaned for the store, made unique."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gotrs_api.kernel.filenames import clean_received_name, clean_stored_name, unique_name


@pytest.mark.parametrize(
    ("name", "received", "stored"),
    [
        ("annual plan.pdf", "annual_plan.pdf", "annual plan.pdf"),
        ("..secret", "secret", "secret"),
        ("a/b\\c.txt", "a_b_c.txt", "a/b\\c.txt"),
        (" \r\nx.txt ", "x.txt", "x.txt"),
        ("größe 報告.doc", "größe_報告.doc", "größe 報告.doc"),
        ("e\u0301.pdf", "e\u0301.pdf", "e\u0301.pdf"),
        ("①②.txt", "__.txt", "①②.txt"),
        ("a+b-c#d_e.f", "a+b-c#d_e.f", "a+b-c#d_e.f"),
        ("n" * 300 + ".pdf", "n" * 216 + ".pdf", "n" * 216 + ".pdf"),
        ("ü" * 300 + ".pdf", "ü" * 108 + ".pdf", "ü" * 108 + ".pdf"),
        ("a\0b", "ab", "ab"),
        ("...", "", ""),
    ],
)
def test_names_are_cleaned(name: str, received: str, stored: str) -> None:
    assert clean_received_name(name) == received
    assert clean_stored_name(name) == stored


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_cleaned_name_is_dangerous(name: str) -> None:
    cleaned = clean_received_name(name)
    assert len(cleaned.encode()) <= 220
    assert not set(cleaned) & set("/\\\0\r\n ")
    assert not cleaned.startswith(".")
    assert len(clean_stored_name(name).encode()) <= 220


def test_equal_names_are_numbered_before_the_extension() -> None:
    taken: list[str] = []
    for name in ("a.txt", "a.txt", "a.txt", "b", "b", "a-1.txt"):
        taken.append(unique_name(name, taken))
    assert taken == ["a.txt", "a-1.txt", "a-2.txt", "b", "b-1", "a-1-1.txt"]
