"""What of YAML is taken from others: data as it is written, and ValueError for everything else."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.plain_yaml import load_plain


def test_data_is_read() -> None:
    assert load_plain("- {name: Zoë, count: 3, on: [yes, 'no']}") == [{"name": "Zoë", "count": 3, True: [True, "no"]}]
    assert load_plain("") is None


@pytest.mark.parametrize(
    "text",
    [
        "{", "a: 2020-13-45", "a: " + "9" * 5000, "a: &x [1]\nb: *x", "[" * 41 + "]" * 41, "[" * 100_000,
        "!!python/object/apply:os.system [id]", "? [a]\n: {}\n? {b: c}\n: 1", "\x00",
    ],
)  # fmt: skip
def test_everything_else_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        load_plain(text)
