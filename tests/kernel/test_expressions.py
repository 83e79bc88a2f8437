"""Expressions of administrators: Perl's, and with an end."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.expressions import BadExpression, OutOfTime, compiled

ENDLESS, HOSTILE = r"(a|aa)+$", "a" * 200 + "!"


def test_what_perl_writes_is_understood() -> None:
    found = compiled(r"\A(?<letters>[[:alpha:]]++)(?>\d+)\z", ignore_case=True).search("abC42")

    assert found is not None
    assert found["letters"] == "abC"


def test_a_line_within_a_text_is_no_beginning() -> None:
    assert compiled("^second$").search("first\nsecond\nthird") is None


@pytest.mark.parametrize("broken", ["(", "*a", "[", "(?<", "\\", r"\p{Nothing}", "a{2,1}", "(" * 5000 + ")" * 5000])
def test_what_is_no_expression_is_told(broken: str) -> None:
    with pytest.raises(BadExpression):
        compiled(broken)


def test_a_search_has_an_end() -> None:
    expression = compiled(ENDLESS)

    with pytest.raises(OutOfTime):
        expression.search(HOSTILE)
    with pytest.raises(OutOfTime):
        expression.fullmatch(HOSTILE)
    with pytest.raises(OutOfTime):
        expression.replace(HOSTILE, "")


def test_replacements_are_literal() -> None:
    assert compiled(r"(\d)").replace("a1b2", r"\1$1") == r"a\1$1b\1$1"
