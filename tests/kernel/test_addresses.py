"""Address lists as OTRS splits and writes them; validity and comparison."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gotrs_api.kernel.addresses import (
    format_addresses,
    is_valid_address,
    needs_smtputf8,
    normalized_address,
    split_addresses,
)
from gotrs_api.kernel.content_type import content_type_params


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a@x.example", [("a@x.example", "a@x.example", "")]),
        (
            '"B, A" <a@x.example>; b@x.example',
            [("a@x.example", '"B, A" <a@x.example>', "B, A"), ("b@x.example", "b@x.example", "")],
        ),
        ("A. Bee <a@x.example>", [("a@x.example", '"A. Bee" <a@x.example>', "A. Bee")]),
        ("Ann (dept) <a@x.example>", [("a@x.example", "Ann <a@x.example> (dept)", "Ann")]),
        ("a@x.example (Ann)", [("a@x.example", "a@x.example (Ann)", "Ann")]),
        ("undisclosed-recipients:;", [(None, "undisclosed-recipients:", "")]),
        ("Undisclosed Recipients:;", [(None, "Undisclosed Recipients:", "")]),
        (
            'Our Friends: ann@x.example, "C, B" <b@x.example>;, c@x.example',
            [
                ("ann@x.example", "ann@x.example", ""),
                ("b@x.example", '"C, B" <b@x.example>', "C, B"),
                ("c@x.example", "c@x.example", ""),
            ],
        ),
        ("Staff: Ann <ann@x.example>;", [("ann@x.example", "Ann <ann@x.example>", "Ann")]),
        (
            "Ann <@relay.example,@b.example:ann@x.example>, b@x.example",
            [("ann@x.example", "Ann <ann@x.example>", "Ann"), ("b@x.example", "b@x.example", "")],
        ),
        ("Shop: Ann <ann@x.example>", [("ann@x.example", '"Shop: Ann" <ann@x.example>', "Shop: Ann")]),
        ("Łukasz <l@x.example>", [("l@x.example", "Łukasz <l@x.example>", "Łukasz")]),
        ("", []),
    ],
)
def test_lists_are_split_and_written_again(line: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert [(item.email, item.format(), item.real_name) for item in split_addresses(line)] == expected


@settings(max_examples=100, deadline=None)
@given(st.text('a@x.,;<>()"\\ :[]é', max_size=80))
def test_any_line_is_split(line: str) -> None:
    format_addresses(split_addresses(line))


@pytest.mark.parametrize("address", ["a@x.example", "o'neil+tag@sub.x.example", "root@localhost", "ü@x.example", "a@müller.example", "a@[192.0.2.1]", '"a b"@x.example', "a@[IPv6:2001:db8::1]"])  # fmt: skip
def test_valid_addresses(address: str) -> None:
    assert is_valid_address(address)


@pytest.mark.parametrize("address", ["", "a", "a@", "@x.example", "a b@x.example", "a@x", "a@x..example", "a@-x.example", "a..b@x.example", "a@x.example\n", "a@x.123", "a" * 65 + "@x.example"])  # fmt: skip
def test_invalid_addresses(address: str) -> None:
    assert not is_valid_address(address)


def test_comparison_ignores_case_and_spelling_of_the_domain() -> None:
    assert normalized_address("Ann@MÜLLER.example") == normalized_address("ann@xn--mller-kva.example")
    assert normalized_address("ann@x.example") != normalized_address("bob@x.example")
    assert needs_smtputf8("ü@x.example")
    assert not needs_smtputf8("u@ü.example")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('text/plain; charset="UTF-8"', ("UTF-8", "text/plain")),
        ("text/html; format=flowed; charset = 'koi8-r' (x)", ("koi8-r", "text/html")),
        ("application/pdf", (None, "application/pdf")),
        ("", (None, None)),
    ],
)
def test_content_type_parameters(value: str, expected: tuple[str | None, str | None]) -> None:
    assert content_type_params(value) == expected
