"""What attribute relations allow, as Znuny's ACL module works it out."""

from __future__ import annotations

import pytest

from gotrs_api.acl.attribute_relations.errors import InvalidRelation
from gotrs_api.acl.attribute_relations.rules import Relation, Values, allowed_values, is_allowed
from gotrs_api.acl.attribute_relations.table import content_of, parse, stored

BUILDINGS = Relation("Queue", "DynamicField_Building", (("Raw", "B1"), ("Raw", "B2"), ("Junk", "B3")))
ROOMS = Relation("DynamicField_Building", "DynamicField_Room", (("B1", "11"), ("B1", "12"), ("B3", "31")))
BY_TYPE = Relation("Type", "DynamicField_Building", (("Incident", "B9"),))


@pytest.mark.parametrize(
    ("relations", "values", "allowed"),
    [
        ([BUILDINGS], {"Queue": ["Raw"]}, {"DynamicField_Building": ("", "B1", "B2")}),
        ([BUILDINGS], {"Queue": ["Misc"]}, {"DynamicField_Building": ("",)}),
        ([BUILDINGS], {}, {"DynamicField_Building": ("",)}),
        (
            [BUILDINGS, BY_TYPE],
            {"Queue": ["Raw"], "Type": ["Incident"]},
            {"DynamicField_Building": ("", "B1", "B2", "B9")},
        ),
        (
            [BUILDINGS, ROOMS],
            {"Queue": ["Raw"], "DynamicField_Building": ["B1"]},
            {"DynamicField_Building": ("", "B1", "B2"), "DynamicField_Room": ("", "11", "12")},
        ),
        (
            [BUILDINGS, ROOMS],
            {"Queue": ["Raw"], "DynamicField_Building": ["B3"]},  # left over from another queue
            {"DynamicField_Building": ("", "B1", "B2"), "DynamicField_Room": ("",)},
        ),
        ([ROOMS], {"DynamicField_Building": ["B1", "B3"]}, {"DynamicField_Room": ("", "11", "12", "31")}),
    ],
)
def test_the_second_attribute_follows_the_first(
    relations: list[Relation], values: Values, allowed: dict[str, tuple[str, ...]]
) -> None:
    assert allowed_values(relations, values, none_allowed=True) == allowed


def test_a_choice_can_be_required() -> None:
    allowed = allowed_values([BUILDINGS], {"Queue": ["Junk"]}, none_allowed=False)["DynamicField_Building"]

    assert allowed == ("B3",)
    assert not is_allowed([], allowed)
    assert is_allowed(["B3"], allowed)
    assert not is_allowed(["B3", "B1"], allowed)
    assert is_allowed([], ())


def test_a_csv_file_is_kept_as_it_came() -> None:
    text = '\ufeffQueue;State\r\nRaw;open\r\n"Misc::A;B";"closed successful"\r\n\r\nRaw;-\r\n;new\r\nRaw;open\r\n'

    data = stored("states.csv", text.encode())

    assert parse("states.csv", data) == Relation(
        "Queue", "State", (("Raw", "open"), ("Misc::A;B", "closed successful"), ("Raw", ""))
    )
    assert content_of("states.csv", data) == text.removeprefix("\ufeff").encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Queue;State;Type\nRaw;open;x", "two_columns"),
        (b"Queue,State\nRaw,open", "two_columns"),
        (b"\n\n", "two_columns"),
        (b"Queue;State\n", "empty"),
        (b"Queue;State\n\xff;open", "encoding"),
        (b'Queue;State\n"Raw"x;open', "unreadable"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(content: bytes, code: str) -> None:
    with pytest.raises(InvalidRelation) as refused:
        parse("x.csv", stored("x.csv", content))

    assert [error.code for error in refused.value.errors] == [code]
