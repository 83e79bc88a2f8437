"""Ticket numbers: pairs observed with Znuny 6.5.1 and the edges of each generator."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gotrs_api.tickets.numbers.auto_increment import AUTO_INCREMENT, next_counter_after
from gotrs_api.tickets.numbers.date import DATE
from gotrs_api.tickets.numbers.date_checksum import DATE_CHECKSUM, check_digit
from gotrs_api.tickets.numbers.generator import CounterScope, NumberGenerator, NumberSettings
from gotrs_api.tickets.numbers.random import RANDOM
from gotrs_api.tickets.numbers.recognition import recognise_number
from gotrs_api.tickets.numbers.registry import GENERATORS, generator_for

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("UTC"))
DEFAULTS = NumberSettings()

CHECKSUMS = {
    1: "2026112310000011", 2: "2026112310000021", 3: "2026112310000039", 4: "2026112310000048",
    5: "2026112310000057", 6: "2026112310000066", 7: "2026112310000075", 8: "2026112310000084",
    9: "2026112310000093", 10: "2026112310000101", 11: "2026112310000119", 12: "2026112310000128",
    13: "2026112310000137", 14: "2026112310000146", 15: "2026112310000155", 99: "2026112310000995",
    12345: "2026112310123451", 99999: "2026112310999999", 123456: "20261123101234569",
}  # fmt: skip

LONG = "2024102410000015"
# Text, then which generators find which number in it.
RECOGNISED: list[tuple[str, dict[str, str]]] = [
    (f"[Ticket#{LONG}] x", {"Date": LONG, "DateChecksum": LONG}),
    (f"Ticket#{LONG}", {"Date": LONG, "DateChecksum": LONG}),
    (f"ticket#{LONG}", {"Date": LONG, "DateChecksum": LONG}),
    (f"Ticket#: {LONG}", {"Date": LONG, "DateChecksum": LONG}),
    (f"Ticket#:{LONG}", {"Date": LONG, "DateChecksum": LONG}),
    (f"Ticket#:   {LONG}", {}),
    (f"Ticket# {LONG}", {}),
    ("Ticket#1000123", {"AutoIncrement": "1000123", "Random": "1000123"}),
    ("[Ticket#10123] y", {"Random": "10123"}),
    ("Ticket#2024102499000015", {}),
    ("Ticket#20241024101234567890", {"Date": "20241024101234567890", "DateChecksum": "20241024101234567890"}),
    ("no number", {}),
]


@pytest.mark.parametrize(("counter", "tn"), CHECKSUMS.items())
def test_date_checksum_numbers_like_otrs(counter: int, tn: str) -> None:
    assert DATE_CHECKSUM.build(NOW, counter, DEFAULTS) == tn


# Reckoned by hand: day, system id, counter; DateChecksum knows no other width than five.
OTHER_SYSTEMS = [
    (datetime(2024, 10, 24, tzinfo=UTC), "10", 0, 1, "2024102410000015"),
    (datetime(2024, 2, 29, tzinfo=UTC), "7", 5, 1, "20240229700001" + "5"),
    (datetime(2026, 1, 1, tzinfo=UTC), "10", 8, 1, "202601011000001" + "8"),
    (datetime(2026, 12, 31, tzinfo=UTC), "123", 3, 42, "2026123112300042" + "8"),
    (datetime(2026, 3, 2, tzinfo=UTC), "00", 5, 5, "202603020000005" + "9"),
    (datetime(2026, 3, 2, tzinfo=UTC), "1", 5, 9, "20260302100009" + "5"),
]


@pytest.mark.parametrize(("day", "system_id", "min_counter_size", "counter", "tn"), OTHER_SYSTEMS)
def test_date_checksum_numbers_of_other_days_and_systems(
    day: datetime, system_id: str, min_counter_size: int, counter: int, tn: str
) -> None:
    settings = NumberSettings(system_id=system_id, min_counter_size=min_counter_size)
    assert DATE_CHECKSUM.build(day, counter, settings) == tn


def test_a_check_digit_of_ten_is_one() -> None:
    assert check_digit("62") == "1"
    assert check_digit("202410241000001") == "5"


@pytest.mark.parametrize(
    ("settings", "counter", "tn"),
    [
        (DEFAULTS, 7, "20261123107"),
        (NumberSettings(use_formatted_counter=True), 7, "20261123" + "10" + "00007"),
        (NumberSettings(use_formatted_counter=True, min_counter_size=3), 1234, "20261123" + "10" + "1234"),
    ],
)
def test_date_pads_its_counter_only_when_told(settings: NumberSettings, counter: int, tn: str) -> None:
    assert DATE.build(NOW, counter, settings) == tn


@pytest.mark.parametrize(
    ("settings", "tn"),
    [
        (DEFAULTS, "1000042"),
        (NumberSettings(min_counter_size=3), "10042"),
        (NumberSettings(min_counter_size=3, auto_increment_min_counter_size=8), "1000000042"),
        (NumberSettings(min_counter_size=0), "1000042"),
        (NumberSettings(system_id="77"), "7700042"),
    ],
)
def test_auto_increment_pads_to_its_own_width_first(settings: NumberSettings, tn: str) -> None:
    assert AUTO_INCREMENT.build(NOW, 42, settings) == tn


def test_random_numbers_have_ten_digits_after_the_system_id() -> None:
    numbers = {RANDOM.build(NOW, 1, DEFAULTS) for _ in range(50)}
    assert len(numbers) == 50
    assert all(len(tn) == 12 and tn.isdigit() and tn.startswith("10") for tn in numbers)


def test_only_the_counting_generators_have_a_scope() -> None:
    assert {name: generator.scope for name, generator in GENERATORS.items()} == {
        "Date": CounterScope.DAY,
        "DateChecksum": CounterScope.DAY,
        "AutoIncrement": CounterScope.GLOBAL,
        "Random": None,
    }


@pytest.mark.parametrize(("text", "found"), RECOGNISED)
@pytest.mark.parametrize("generator", GENERATORS.values(), ids=GENERATORS)
def test_recognises_like_otrs(generator: NumberGenerator, text: str, found: dict[str, str]) -> None:
    assert recognise_number(text, generator, DEFAULTS) == found.get(generator.name)


def test_foreign_system_ids_count_when_they_are_not_checked() -> None:
    settings = NumberSettings(check_system_id=False)
    assert recognise_number("Ticket#2024102499000015", DATE_CHECKSUM, settings) == "2024102499000015"


def test_hook_and_divider_are_literal_text() -> None:
    settings = NumberSettings(hook="Call(", hook_divider=".")
    assert recognise_number("[call(.1000123]", AUTO_INCREMENT, settings) == "1000123"
    assert recognise_number("[call(x1000123]", AUTO_INCREMENT, settings) is None


def test_the_first_pattern_wins_over_an_earlier_colon() -> None:
    text = "Ticket#: 1000001 and Ticket#1000002"
    assert recognise_number(text, AUTO_INCREMENT, DEFAULTS) == "1000002"


def test_digits_of_other_scripts_are_no_ticket_number() -> None:
    assert recognise_number("Ticket#10٠٠٠٤٢", AUTO_INCREMENT, DEFAULTS) is None


@pytest.mark.parametrize(
    ("last_tn", "counter"),
    [("1000042", 43), ("10" + "123456", 123_457), (LONG, 1), ("1000000", 1), ("900", 901), ("A-17", 1)],
)
def test_auto_increment_continues_after_the_last_ticket(last_tn: str, counter: int) -> None:
    assert next_counter_after(last_tn, DEFAULTS) == counter


@pytest.mark.parametrize("setting", ["Kernel::System::Ticket::Number::AutoIncrement", "AutoIncrement"])
def test_generators_are_named_by_module_or_short(setting: str) -> None:
    assert generator_for(setting) is AUTO_INCREMENT


def test_an_unknown_generator_is_refused() -> None:
    with pytest.raises(ValueError, match="Number::Lottery"):
        generator_for("Kernel::System::Ticket::Number::Lottery")


@given(
    generator=st.sampled_from([DATE_CHECKSUM, AUTO_INCREMENT, RANDOM]),
    counter=st.integers(1, 10**9),
    settings=st.builds(
        NumberSettings,
        system_id=st.from_regex(r"[0-9]{1,4}", fullmatch=True),
        hook=st.text(min_size=1, max_size=10),
        hook_divider=st.sampled_from(["", ":", " ", "."]),
        check_system_id=st.just(True),
    ),
)
def test_every_number_is_found_again(generator: NumberGenerator, counter: int, settings: NumberSettings) -> None:
    tn = generator.build(NOW, counter, settings)
    assert recognise_number(f"{settings.hook}{settings.hook_divider}{tn} subject", generator, settings) == tn
