"""What an auditor gets: nothing that happened may be missing, and nothing of a source may become markup."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from lxml import html

from gotrs_api.otrs.configuration import Belonging, SettingsFound
from gotrs_api.otrs.report import as_html, as_json
from gotrs_api.otrs.rows import Issue
from gotrs_api.otrs.verifying import TableResult, Verification


def verification() -> Verification:
    return Verification(
        "mysql://old", "postgresql://new", "Znuny 6.5", datetime(2026, 3, 2, 9, 30, tzinfo=UTC), 12.0,
        tables=[
            TableResult("ticket", 10, 9, equal=7, repaired=2, quarantined=1, source_hash="aa", target_hash="aa"),
            TableResult("acl"),
            TableResult("sessions", 3, left="people sign in again"),
        ],
        issues=[
            Issue("ticket", "4", "repaired", "queue_id names queue 404, which is not there", "queue_id", 404),
            Issue("ticket", "5", "quarantined", "user_id names users 9", "user_id", {"title": "<script>alert(1)</script>"}),
            Issue("survey", "", "left", "not a table of OTRS"),
        ],
        settings=SettingsFound({"Ticket::Hook": "Case#"}, {}, {"Daemon::X": "background jobs"}),
        belongings=[Belonging("ACLs", ["<b>mine</b>"], False)],
        files_compared=12,
    )  # fmt: skip


def test_the_page_has_totals_reasons_originals_and_configuration() -> None:
    page: html.HtmlElement = html.fromstring(as_html(verification()))
    rows = {tuple(cell.text_content() for cell in row.cssselect("td")) for row in page.cssselect("tr")}
    assert {
        ("Came as they were", "7"),
        ("Came repaired", "2"),
        ("Quarantined", "1"),
        ("Without an explanation (faults)", "0"),
        ("Files of articles compared by content", "12"),
        ("ACLs", "kept, not supported yet", "<b>mine</b>"),
        ("Daemon::X", "not honoured; instead: background jobs"),
    } <= rows
    assert "Every row came" in page.text_content()
    assert "Empty on both sides: acl." in page.text_content()
    assert not page.xpath("//script|//b")


def test_a_fault_changes_the_verdict_in_both_forms() -> None:
    found = verification()
    found.tables[0].fault("Row 3 differs in title.")
    assert "ticket: Row 3 differs in title." in as_html(found)
    said = json.loads(as_json(found))
    assert said["good"] is False
    assert [issue["outcome"] for issue in said["issues"]] == ["repaired", "quarantined", "left"]
    assert said["configuration"][0]["what"] == "ACLs"


def test_passwords_and_second_factors_of_rows_stay_in_the_house() -> None:
    found = verification()
    user = {"login": "anna", "pw": "BCRYPT:secret"}
    factor = {"user_id": 3, "preferences_key": "UserGoogleAuthenticatorSecretKey", "preferences_value": "SECRET"}
    found.issues = [
        Issue("users", "3", "overwritten", "changed here", None, user),
        Issue("user_preferences", "3 / x", "overwritten", "made here", None, factor),
        Issue("users", "4", "repaired", "pw was longer", "pw", "BCRYPT:secret and more"),
    ]
    for said in (as_html(found), as_json(found)):
        assert "anna" in said
        assert "secret" not in said
        assert "SECRET" not in said
