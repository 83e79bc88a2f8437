"""The texts of history rows."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gotrs_api.i18n import available_languages, catalogue
from gotrs_api.tickets import history_format as history
from gotrs_api.tickets.history_format import HistoryLine, Named
from gotrs_api.tickets.history_texts import TEXTS, readable, sentence
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.service.bulk import BULK_TEXT
from gotrs_api.tickets.service.locking import RESET_TEXT

RAW, JUNK = Named("Raw", 2), Named("Junk", 3)
UNTIL = datetime(2026, 11, 23, 8, 5, 59, tzinfo=UTC)

LAYOUTS = [
    (history.new_ticket("4711", "Raw", "3 normal", "new", 9), "NewTicket", "%%4711%%Raw%%3 normal%%new%%9"),
    (history.service_update(None), "ServiceUpdate", "%%NULL%%%%NULL%%"),
    (history.service_update(RAW), "ServiceUpdate", "%%Raw%%2%%NULL%%"),
    (history.service_update(None, RAW), "ServiceUpdate", "%%NULL%%%%Raw%%2"),
    (history.sla_update(RAW, JUNK), "SLAUpdate", "%%Raw%%2%%Junk%%3"),
    (history.type_update(RAW), "TypeUpdate", "%%Raw%%2"),
    (history.type_update(RAW, JUNK), "TypeUpdate", "%%Raw%%2%%Junk%%3"),
    (history.customer_update(customer_id="acme"), "CustomerUpdate", "%%CustomerID=acme;"),
    (history.customer_update(customer_user=""), "CustomerUpdate", "%%CustomerUser=;"),
    (
        history.customer_update(customer_id="acme", customer_user="ann"),
        "CustomerUpdate",
        "%%CustomerID=acme;CustomerUser=ann;",
    ),
    (history.title_update("old", "n" * 49), "TitleUpdate", "%%old%%" + "n" * 49),
    (history.title_update("old", "n" * 50), "TitleUpdate", "%%old%%" + "n" * 50 + "..."),
    (history.title_update("old", "n" * 90), "TitleUpdate", "%%old%%" + "n" * 50 + "..."),
    (history.move(RAW, JUNK), "Move", "%%Raw%%2%%Junk%%3"),
    (history.lock_update("lock"), "Lock", "%%lock"),
    (history.lock_update("unlock"), "Unlock", "%%unlock"),
    (history.lock_update("tmp_lock"), "Misc", "%%tmp_lock"),
    (history.set_pending_time(UNTIL, ZoneInfo("Europe/Berlin")), "SetPendingTime", "%%2026-11-23 09:05"),
    (history.set_pending_time(None, UTC), "SetPendingTime", "%%00-00-00 00:00"),
    (history.state_update("new", "open"), "StateUpdate", "%%new%%open%%"),
    (history.owner_update("ann", 7), "OwnerUpdate", "%%ann%%7"),
    (history.responsible_update("ann", 7), "ResponsibleUpdate", "%%ann%%7"),
    (history.priority_update(RAW, JUNK), "PriorityUpdate", "%%Junk%%3%%Raw%%2"),
    (history.archive_flag_update(archived=True), "ArchiveFlagUpdate", "%%y"),
    (history.archive_flag_update(archived=False), "ArchiveFlagUpdate", "%%n"),
    (history.time_accounting(Decimal("1.50"), Decimal("100.00")), "TimeAccounting", "%%1.5%%100"),
    (history.merged("11", 1, "22", 2), "Merged", "%%11%%1%%22%%2"),
    (history.subscribe("Ann Example"), "Subscribe", "%%Ann Example"),
    (history.unsubscribe("Ann Example"), "Unsubscribe", "%%Ann Example"),
    (history.link_add("22", 2, 1), "TicketLinkAdd", "%%22%%2%%1"),
    (history.link_delete("22", 2, 1), "TicketLinkDelete", "%%22%%2%%1"),
    (
        history.dynamic_field_update("Site", "Graz", "Linz"),
        "TicketDynamicFieldUpdate",
        "%%FieldName%%Site%%Value%%Graz%%OldValue%%Linz",
    ),
    (
        history.escalation(HistoryType.ESCALATION_UPDATE_TIME_STOP),
        "EscalationUpdateTimeStop",
        "%%EscalationUpdateTimeStop%%triggered",
    ),
    (history.follow_up("4711"), "FollowUp", "%%4711%%"),
    (history.without_values(HistoryType.FOLLOW_UP), "FollowUp", "%%"),
    (
        history.recipients(HistoryType.SEND_ANSWER, ["a@x.example", "", "b@y.example"]),
        "SendAnswer",
        "%%a@x.example, b@y.example",
    ),
    (history.agent_notification("Created", "ann", "Email"), "SendAgentNotification", "%%Created%%ann%%Email"),
    (history.add_note(), "AddNote", "%%Note"),
    (history.plain_text(HistoryType.BULK, "done"), "Bulk", "done"),
]


@pytest.mark.parametrize(("line", "history_type", "name"), LAYOUTS, ids=[f"{a[1]}-{i}" for i, a in enumerate(LAYOUTS)])
def test_layouts_are_those_of_otrs(line: HistoryLine, history_type: str, name: str) -> None:
    assert line == (history_type, name)


def test_long_texts_are_cut_to_the_column() -> None:
    assert history.new_ticket("1", "q" * 300, "p", "s", 1).name == "%%1%%" + "q" * 195
    assert len(history.plain_text(HistoryType.MISC, "x" * 300).name) == 200


@given(field=st.text(max_size=200), new=st.text(max_size=400), old=st.text(max_size=400))
def test_dynamic_field_rows_keep_all_three_parts(field: str, new: str, old: str) -> None:
    name = history.dynamic_field_update(field, new, old).name
    assert len(name) <= 200
    fits = len(field) + len(new) + len(old) <= 166
    assert (name == f"%%FieldName%%{field}%%Value%%{new}%%OldValue%%{old}") is fits
    assert all(key in name for key in ("%%FieldName%%", "%%Value%%", "%%OldValue%%"))
    if not fits:
        assert "[...]" in name


@pytest.mark.parametrize(
    ("new", "old", "new_length", "old_length"),
    [("n" * 200, "o" * 10, 150, 10), ("n" * 10, "o" * 200, 10, 150), ("n" * 200, "o" * 200, 80, 80)],
)
def test_a_short_value_leaves_its_room_to_the_long_one(new: str, old: str, new_length: int, old_length: int) -> None:
    name = history.dynamic_field_update("Number", new, old).name
    values = history.parse_history_name(name)
    assert values
    assert (len(values[3]), len(values[5])) == (new_length, old_length)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("%%new%%open%%", ("new", "open", "")),
        ("%%", ("",)),
        ("%%lock", ("lock",)),
        ("Ticket bulk action.", None),
        ("100%% sure", None),
        ("", None),
    ],
)
def test_names_are_read_back(name: str, values: tuple[str, ...] | None) -> None:
    assert history.parse_history_name(name) == values


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (history.type_update(RAW, JUNK), ("Junk", "3", "Raw", "2")),
        (history.type_update(RAW), ("Raw", "2")),
        (history.dynamic_field_update("Site", "Graz", "Linz"), ("Site", "Linz", "Graz")),
        (HistoryLine(HistoryType.TICKET_DYNAMIC_FIELD_UPDATE, "%%FieldName%%Site"), ("Site", "", "")),
        (history.move(RAW, JUNK), ("Raw", "2", "Junk", "3")),
        (history.plain_text(HistoryType.MISC, "text"), None),
    ],
)
def test_values_come_in_the_order_of_the_display_texts(line: HistoryLine, values: tuple[str, ...] | None) -> None:
    assert history.values_for_display(*line) == values


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (history.type_update(RAW), "Type set to Raw"),
        (HistoryLine(HistoryType.TYPE_UPDATE, "%%Raw%%2%%%%"), "Type set to Raw"),
        (history.type_update(RAW, JUNK), "Type changed from Junk to Raw"),
        (history.service_update(None), "No service"),
        (history.service_update(RAW), "Service set to Raw"),
        (history.service_update(RAW, JUNK), "Service changed from Junk to Raw"),
        (history.service_update(None, JUNK), "Service Junk removed"),
        (history.sla_update(None), "No SLA"),
        (history.sla_update(RAW), "SLA set to Raw"),
        (history.sla_update(RAW, JUNK), "SLA changed from Junk to Raw"),
        (history.sla_update(None, JUNK), "SLA Junk removed"),
    ],
)
def test_type_service_and_sla_are_told_with_and_without_a_value_before(line: HistoryLine, text: str) -> None:
    assert readable(*line) == text


@pytest.mark.parametrize(
    ("name", "ticket_id"),
    [("%%11%%1%%22%%2", 2), ("%%22%%2", 2), ("%%11%%1%%22%%", None), ("Merged by hand", None), ("%%x%%2", None)],
)
def test_the_main_ticket_is_read_from_a_merge(name: str, ticket_id: int | None) -> None:
    assert history.merge_target(name) == ticket_id


def test_every_type_of_the_initial_rows_has_a_name_here() -> None:
    assert len(HistoryType) == 52


def test_a_sentence_in_another_language_has_its_words_for_states_and_priorities() -> None:
    german = {
        "Ticket {0} created in queue {1}, priority {2}, state {3}": "Ticket {0} in {1}, Priorität {2}, Status {3}",
        "3 normal": "3 mittel",
        "new": "neu",
        "Raw": "roh",
    }
    line = history.new_ticket("2026", "Raw", "3 normal", "new", 7)
    said = sentence(line.type, line.name, lambda text: german.get(text, text))
    assert said == "Ticket 2026 in Raw, Priorität 3 mittel, Status neu"


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("Misc", RESET_TEXT, "Die Freigabefrist beginnt neu"),
        ("Bulk", BULK_TEXT, "Zusammen mit anderen Tickets geändert"),
        ("Misc", "Article 3 was changed.", "Artikel 3 wurde geändert."),
        (
            "Misc",
            "Article 3 was changed. It was hidden from the customer. Subject before: Old: one",
            "Artikel 3 wurde geändert. Betreff vorher: Old: one",
        ),
        ("Misc", "Article 3 was deleted. It was of 2026-03-02 09:30:00 UTC: Gone", "Artikel 3 wurde gelöscht: Gone"),
        ("Misc", "ResponseTemplate (2/7/9)", "Mit Vorlage Nr. 2 geschrieben"),
        ("Misc", "Ticket 11 was taken out of 22 again.", "Ticket 11 wurde wieder aus 22 herausgelöst"),
        (
            "Misc",
            "Sent no auto response to 'x@y.z': invalid address.",
            "Keine automatische Antwort an x@y.z: Die Adresse ist ungültig",
        ),
        ("Misc", "Somebody's own words.", "Somebody's own words."),
        ("AddNote", "%%Note", "Notiz hinzugefügt"),
        ("AddNote", "%%Priority", "Notiz hinzugefügt (Priorität)"),
        ("ArchiveFlagUpdate", "%%y", "Archiviert"),
        ("CustomerUpdate", "%%CustomerID=acme;CustomerUser=jane;", "Kunde geändert: acme, jane"),
        ("CustomerUpdate", "%%CustomerID=;", "Kunde entfernt"),
        ("SetPendingTime", "%%00-00-00 00:00", "Wartet nicht mehr"),
    ],
)
def test_rows_of_machines_are_told_in_the_readers_words(kind: str, name: str, said: str) -> None:
    assert sentence(kind, name, catalogue("de").gettext) == said


@pytest.mark.parametrize("language", available_languages())
def test_no_kind_of_row_shows_how_it_is_stored(language: str) -> None:
    gettext = catalogue(language).gettext
    for kind in TEXTS:
        told = sentence(kind, "%%a%%1%%b%%2%%c", gettext)
        assert told
        assert not any(mark in told for mark in ("%%", "{", "}"))
