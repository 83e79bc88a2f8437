"""Trees of values and links of fields: pure."""

from __future__ import annotations

import pytest

from gotrs_api.dynamic_fields.links import filled
from gotrs_api.dynamic_fields.tree import options


def test_a_list_is_in_the_order_of_its_labels() -> None:
    assert options({"2": "beta", "1": "Alpha"}, as_tree=False) == [("1", "Alpha"), ("2", "beta")]


def test_levels_are_indented_below_what_can_be_chosen() -> None:
    possible = {"h": "Hardware", "p": "Hardware::Printer", "l": "Hardware::Printer::Laser", "m": "Software::Mail"}
    indent = "\u2007\u2007"
    assert options(possible, as_tree=True) == [
        ("h", "Hardware"),
        ("p", f"{indent}Printer"),
        ("l", f"{indent}{indent}Laser"),
        ("m", "Software::Mail"),
    ]


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("https://cmdb.example/[% Data.Server | uri %]", "https://cmdb.example/a%2Fb%20c"),
        ("https://cmdb.example/?q=[% Data.Server %]&x=[%Data.Missing%]", "https://cmdb.example/?q=a%2Fb%20c&x="),
        ("javascript:alert('[% Data.Server %]')", None),
        ("[% Data.Server %]", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_links_lead_to_the_web_or_nowhere(template: str, address: str | None) -> None:
    assert filled(template, {"Server": "a/b c"}) == address
