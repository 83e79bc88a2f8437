"""Values on their way between JSON, OTRS's columns and readable text; configs on their way through YAML."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import JsonValue

from gotrs_api.dynamic_fields import otrs_yaml
from gotrs_api.dynamic_fields.types import CREATABLE, TYPES, Context, Refused, Row, field_type
from gotrs_api.dynamic_fields.types.base import ConfigRefused

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = datetime.fromisoformat("2026-03-04")  # naive, as the column holds it
CONTEXT = Context(NOON, ZoneInfo("Europe/Berlin"))
COLOURS = {"PossibleValues": {"r": "Red", "g": "Green", "x": None}}


def config_of(kind: str, stored: dict[str, Any] | None = None) -> Any:
    return TYPES[kind].config_class.from_otrs(stored or {})


def parsed(kind: str, value: JsonValue, stored: dict[str, Any] | None = None) -> tuple[Row, ...]:
    return TYPES[kind].parse(value, config_of(kind, stored), CONTEXT)


def refusal(kind: str, value: JsonValue, stored: dict[str, Any] | None = None) -> str:
    with pytest.raises(Refused) as refused:
        parsed(kind, value, stored)
    return refused.value.code


@pytest.mark.parametrize(
    ("kind", "given", "row", "answer", "readable", "history"),
    [
        ("Text", "B7", Row(text="B7"), "B7", "B7", "B7"),
        ("Text", 42, Row(text="42"), "42", "42", "42"),
        ("Text", 0, Row(text="0"), "0", "0", "0"),
        ("TextArea", "a\r\nb", Row(text="a\nb"), "a\nb", "a\nb", "a\nb"),
        ("Checkbox", True, Row(number=1), True, "Checked", "1"),
        ("Checkbox", "0", Row(number=0), False, "Unchecked", "0"),
        ("Checkbox", 0, Row(number=0), False, "Unchecked", "0"),
        ("Dropdown", "r", Row(text="r"), "r", "Red", "Red"),
        ("Dropdown", "x", Row(text="x"), "x", "x", "x"),
        ("Date", "2026-03-04", Row(date=DAY), "2026-03-04", "2026-03-04", "2026-03-04"),
        ("Date", "2026-03-04 00:00:00", Row(date=DAY), "2026-03-04", "2026-03-04", "2026-03-04"),
        (
            "DateTime", "2026-03-04T05:06:00Z", Row(date=DAY + timedelta(hours=6, minutes=6)), "2026-03-04T05:06:00Z",
            "2026-03-04 06:06:00", "2026-03-04 06:06:00",
        ),
        ("WebserviceDropdown", "server-9", Row(text="server-9"), "server-9", "server-9", "server-9"),
    ],
)  # fmt: skip
def test_a_value_goes_into_its_column_and_comes_back(
    kind: str, given: JsonValue, row: Row, answer: JsonValue, readable: str, history: str
) -> None:
    rows = parsed(kind, given, COLOURS if kind == "Dropdown" else None)
    assert rows == (row,)
    config = config_of(kind, COLOURS if kind == "Dropdown" else None)
    value = TYPES[kind].value(rows, config, CONTEXT)
    assert value == answer
    assert TYPES[kind].readable(value, config, CONTEXT) == readable
    assert TYPES[kind].in_history(value, config, CONTEXT) == history


@pytest.mark.parametrize("kind", CREATABLE)
@pytest.mark.parametrize("nothing", [None, "", []])
def test_nothing_is_no_row(kind: str, nothing: JsonValue) -> None:
    assert parsed(kind, nothing) == ()
    assert TYPES[kind].value((), config_of(kind), CONTEXT) is None
    assert TYPES[kind].readable(None, config_of(kind), CONTEXT) == ""


def test_several_values_are_several_rows_without_doubles() -> None:
    rows = parsed("Multiselect", ["g", "r", "g"], COLOURS)
    assert rows == (Row(text="g"), Row(text="r"))
    config = config_of("Multiselect", COLOURS)
    assert TYPES["Multiselect"].value(rows, config, CONTEXT) == ["g", "r"]
    assert TYPES["Multiselect"].readable(["g", "r"], config, CONTEXT) == "Green, Red"
    assert parsed("Multiselect", "r", COLOURS) == (Row(text="r"),)


@pytest.mark.parametrize(
    ("kind", "value", "config", "code"),
    [
        ("Text", "x" * 3801, {}, "too_long"),
        ("Text", "a\nb", {}, "line"),
        ("Text", {"a": 1}, {}, "type"),
        ("Text", True, {}, "type"),
        ("Text", "abc", {"RegExList": [{"Value": r"^\d+$", "ErrorMessage": "Digits, please."}]}, "pattern"),
        ("Checkbox", "perhaps", {}, "type"),
        ("Dropdown", "Red", COLOURS, "not_in_list"),
        ("Dropdown", ["r"], COLOURS, "type"),
        ("Multiselect", ["r", "b"], COLOURS, "not_in_list"),
        ("Multiselect", [["r"]], COLOURS, "type"),
        ("Multiselect", [str(n) for n in range(1001)], COLOURS, "too_long"),
        ("Date", "2026-02-30", {}, "date"),
        ("Date", "2026-03-04 10:00:00", {}, "date"),
        ("Date", "0999-12-31", {}, "out_of_range"),
        ("Date", "2026-03-03", {"DateRestriction": "DisableFutureDates"}, "future"),
        ("Date", "2026-03-01", {"DateRestriction": "DisablePastDates"}, "past"),
        ("Date", "2032-01-01", {"YearsPeriod": "1", "YearsInFuture": "5"}, "out_of_range"),
        ("Date", "2019-12-31", {"YearsPeriod": "1", "YearsInPast": "6"}, "out_of_range"),
        ("DateTime", "soon", {}, "datetime"),
        ("DateTime", 12, {}, "datetime"),
        ("DateTime", "2026-03-02T12:00:01Z", {"DateRestriction": "DisableFutureDates"}, "future"),
        ("DateTime", "0001-01-01T00:00:00+14:00", {}, "datetime"),
        ("WebserviceDropdown", "c", {"PossibleValues": {"a": "A"}}, "not_in_list"),
        ("WebserviceMultiselect", ["a", "c"], {"PossibleValues": {"a": "A"}}, "not_in_list"),
    ],
)
def test_what_does_not_fit_is_refused(kind: str, value: JsonValue, config: dict[str, Any], code: str) -> None:
    assert refusal(kind, value, config) == code


def test_today_is_neither_past_nor_future() -> None:
    for restriction in ("DisableFutureDates", "DisablePastDates"):
        assert parsed("Date", "2026-03-02", {"DateRestriction": restriction})
        assert parsed("DateTime", "2026-03-02T12:00:00Z", {"DateRestriction": restriction})


def test_the_rules_own_words_are_said() -> None:
    rules = {
        "RegExList": [{"Value": "^A", "ErrorMessage": "Begin with A."}, {"Value": "Z$", "ErrorMessage": "End with Z."}]
    }
    with pytest.raises(Refused, match="End with Z"):
        parsed("Text", "AB", rules)
    assert parsed("Text", "AtoZ", rules)


def test_rules_may_speak_perl() -> None:
    for pattern, fits, not_fits in (
        (r"\A[[:upper:]][[:digit:]]+\z", "B42", "b42"),
        (r"^(?<letter>[a-z])\d$", "a1", "1a"),
        (r"^\\z$", r"\z", "z"),
        (r"^(a|aa)+$", "aaa", "a" * 200 + "!"),  # which would take for ever
    ):
        rules = {"RegExList": [{"Value": pattern, "ErrorMessage": "no"}]}
        assert parsed("Text", fits, rules)
        assert refusal("Text", not_fits, rules) == "pattern"


def test_a_rule_that_only_perl_understands_stops_nobody() -> None:
    assert parsed("Text", "abc", {"RegExList": [{"Value": r"\A[[:alpha:", "ErrorMessage": "?"}]})


def test_defaults_are_seconds_from_now_for_dates() -> None:
    assert TYPES["Date"].default(config_of("Date", {"DefaultValue": "86400"}), CONTEXT) == "2026-03-03"
    assert TYPES["DateTime"].default(config_of("DateTime", {"DefaultValue": "3600"}), CONTEXT) == "2026-03-02T13:00:00Z"
    assert TYPES["Date"].default(config_of("Date"), CONTEXT) is None
    assert TYPES["Checkbox"].default(config_of("Checkbox", {"DefaultValue": "1"}), CONTEXT) is True
    assert TYPES["Multiselect"].default(config_of("Multiselect", {"DefaultValue": "a"}), CONTEXT) == ["a"]
    assert TYPES["Text"].default(config_of("Text"), CONTEXT) is None


def test_otrs_yaml_knows_only_text() -> None:
    text = "---\nPossibleNone: 1\nPossibleValues:\n  1.0: yes\n  no: No thanks\n  2026-01-01: ~\n"
    stored = otrs_yaml.load(text)
    assert stored["PossibleValues"] == {"1.0": "yes", "no": "No thanks", "2026-01-01": None}
    assert config_of("Dropdown", stored).possible_values == {
        "1.0": "yes",
        "no": "No thanks",
        "2026-01-01": "2026-01-01",
    }
    assert otrs_yaml.load(otrs_yaml.dump(stored)) == stored
    assert otrs_yaml.load(": [") == {}
    assert otrs_yaml.load("- a list") == {}


@pytest.mark.parametrize("kind", TYPES)
def test_a_config_survives_the_way_to_yaml_and_back(kind: str) -> None:
    config = config_of(kind, {"DefaultValue": "", "RegExList": [{"Value": "a", "ErrorMessage": "b"}], **COLOURS})
    stored = otrs_yaml.load(otrs_yaml.dump(config.to_otrs()))
    assert TYPES[kind].config_class.from_otrs(stored) == config


def test_configs_that_make_no_sense_are_read_as_far_as_they_do() -> None:
    config = config_of("TextArea", {"Rows": "many", "Cols": "60", "Unknown": {"a": "b"}, "RegExList": "none"})
    assert (config.rows, config.cols, config.rules) == (7, 60, ())
    assert config_of("Date", {"DateRestriction": "whatever", "YearsInPast": "3"}).years_in_past == 3


def test_configs_are_checked_before_they_are_kept() -> None:
    text, dropdown = TYPES["Text"], TYPES["Dropdown"]
    broken = text.config_class.model_validate({"rules": [{"pattern": "("}]}, by_name=True, by_alias=False)
    with pytest.raises(ConfigRefused) as refused:
        text.check_config(broken)
    assert refused.value.pointer == "rules/0/pattern"
    wrong = dropdown.config_class.model_validate({"default": "b", "possible_values": {"a": "A"}}, by_name=True)
    with pytest.raises(ConfigRefused, match="not in the field"):
        dropdown.check_config(wrong)


def test_kinds_of_others_are_shown_and_never_written() -> None:
    kind = field_type("Lens")
    assert not kind.is_writable
    config = kind.config_class.from_otrs({"ReferenceDF": "5"})
    assert kind.value((Row(number=3),), config, CONTEXT) == 3
    assert kind.value((Row(text="a"), Row(text="b")), config, CONTEXT) == ["a", "b"]
    assert kind.readable(["a", "b"], config, CONTEXT) == "a, b"
    assert not TYPES["ProcessID"].is_writable
    assert "ActivityID" not in CREATABLE


def test_mail_headers_speak_otrs_time() -> None:
    kind, config = TYPES["DateTime"], config_of("DateTime")
    assert kind.from_text("2026-03-04 06:06:00", config, CONTEXT) == "2026-03-04T05:06:00Z"
    assert TYPES["Checkbox"].operand("-1", config_of("Checkbox"), CONTEXT) == 0
