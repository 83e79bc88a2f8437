"""What each tag becomes, in text and in HTML."""

from __future__ import annotations

import time

import pytest

from gotrs_api.responses.tags import ArticleTexts, Format, TagValues, expand

VALUES = TagValues(
    config={"FQDN": "desk.example", "DatabasePw": "s3cret", "Ticket::Hook": "Ticket#"},
    recipient={"UserFirstname": "Rita", "UserEmail": "rita@desk.example"},
    owner={"UserFirstname": "Otto", "UserPw": "hash"},
    responsible={"UserLastname": "Ravn"},
    agent={"UserFirstname": "Ada", "UserLastname": "Berg", "UserFullname": "Ada Berg", "UserAuthToken": "t"},
    ticket={"TicketNumber": "2026030210000018", "TicketID": "7", "Queue": "Raw", "State": "open", "Title": "a < b"},
    dynamic_fields={"Colour": "1", "Colour_Value": "red", "AuthLevel": "9"},
    customer_article=ArticleTexts(
        {"From": '"Jane" <jane@customer.example>', "Subject": "Re: Printer", "To": "desk@desk.example"},
        "Printer on the third floor",
        "It does not print.\n\nNot at all.\nSee <OTRS_CONFIG_FQDN>.",
    ),
    agent_article=ArticleTexts({"Subject": "Re: Printer"}, "Printer", "Try again."),
    customer_name="Jane Doe",
    customer_data={"UserFirstname": "Jane", "CustomerCompanyName": "Doe & Sons"},
    email_date=lambda zone: f"Monday ({zone or 'UTC'})",
    appointment={"Title": "Visit of the technician"},
    calendar={"CalendarName": "Team"},
    extra={"BOUNCE_TO": "other@desk.example"},
)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("CONFIG_FQDN", "desk.example"),
        ("CONFIG_Ticket::Hook", "Ticket#"),
        ("CONFIG_DatabasePw", "xxx"),
        ("CONFIG_Nothing", "-"),
        ("NOTIFICATION_RECIPIENT_UserFirstname", "Rita"),
        ("NOTIFICATION_RECIPIENT_Nothing", "-"),
        ("UserFirstname", "Rita"),
        ("USEREMAIL", "rita@desk.example"),
        ("OWNER_UserFirstname", "Otto"),
        ("TICKET_OWNER_UserFirstname", "Otto"),
        ("OWNER_UserPw", "xxx"),
        ("RESPONSIBLE_UserLastname", "Ravn"),
        ("TICKET_RESPONSIBLE_UserLastname", "Ravn"),
        ("Agent_UserFirstname", "Ada"),
        ("CURRENT_UserFullname", "Ada Berg"),
        ("CURRENT_Nothing", "-"),
        ("CURRENT_UserAuthToken", "xxx"),
        ("FIRST_NAME", "Ada"),
        ("LAST_NAME", "Berg"),
        ("TICKET_TicketNumber", "2026030210000018"),
        ("TICKET_NUMBER", "2026030210000018"),
        ("TICKET_ID", "7"),
        ("TICKET_Nothing", "-"),
        ("QUEUE", "Raw"),
        ("TICKET_QUEUE", "Raw"),
        ("ticket_state", "open"),
        ("TICKET_DynamicField_Colour", "1"),
        ("TICKET_DynamicField_Colour_Value", "red"),
        ("TICKET_DynamicField_AuthLevel", "9"),
        ("CUSTOMER_From", '"Jane" <jane@customer.example>'),
        ("CUSTOMER_Subject", "Re: Printer"),
        ("CUSTOMER_SUBJECT[7]", "Printer [...]"),
        ("CUSTOMER_SUBJECT[70]", "Printer on the third floor"),
        ("AGENT_SUBJECT[70]", "Printer"),
        ("AGENT_BODY", "Try again."),
        ("AGENT_Nothing", "-"),
        ("CUSTOMER_EMAIL[2]", "> It does not print.\n>"),
        ("COMMENT[1]", "> It does not print."),
        ("CUSTOMER_REALNAME", "Jane Doe"),
        ("CUSTOMER_DATA_UserFirstname", "Jane"),
        ("CUSTOMER_DATA_Nothing", "-"),
        ("CUSTOMER_CustomerCompanyName", "Doe & Sons"),
        ("CUSTOMER_Nothing", "-"),
        ("EMAIL_DATE", "Monday (UTC)"),
        ("EMAIL_DATE[Europe/Oslo]", "Monday (Europe/Oslo)"),
        ("APPOINTMENT_TITLE", "Visit of the technician"),
        ("APPOINTMENT_TITLE[5]", "Visit [...]"),
        ("CALENDAR_CALENDARNAME", "Team"),
        ("BOUNCE_TO", "other@desk.example"),
    ],
)
def test_a_tag_has_its_value_under_both_names(tag: str, expected: str) -> None:
    assert expand(f"<OTRS_{tag}>", VALUES) == expected
    assert expand(f"<GOTRS_{tag}>", VALUES) == expected


@pytest.mark.parametrize(
    "text", ["<OTRS_SOMETHING>", "<OTRS_>", "< OTRS_QUEUE>", "<b>OTRS_QUEUE</b>", "<OTRS_\nQUEUE>"]
)
def test_what_is_no_tag_stays(text: str) -> None:
    assert expand(text, VALUES) == text


def test_values_are_not_searched_for_tags() -> None:
    assert expand("<OTRS_CUSTOMER_BODY>", VALUES).endswith("See <OTRS_CONFIG_FQDN>.")
    assert expand("&lt;OTRS_CUSTOMER_BODY&gt;", VALUES, Format.HTML).endswith("See &lt;OTRS_CONFIG_FQDN&gt;.")


def test_html_escapes_values_and_quotes_in_blocks() -> None:
    text = "<p>&lt;OTRS_TICKET_Title&gt; / <OTRS_CUSTOMER_DATA_CustomerCompanyName></p>&lt;OTRS_CUSTOMER_BODY[3]&gt;"
    assert expand(text, VALUES, Format.HTML) == (
        "<p>a &lt; b / Doe &amp; Sons</p>"
        '<blockquote type="cite">It does not print.<br/>\n<br/>\nNot at all.</blockquote>'
    )


def test_links_to_mail_take_encoded_values() -> None:
    link = '<a href="mailto:desk@desk.example?subject=%3COTRS_TICKET_Title%3E&amp;body=&lt;OTRS_CUSTOMER_SUBJECT[7]&gt;">write</a>'
    assert expand(link, VALUES, Format.HTML) == (
        '<a href="mailto:desk@desk.example?subject=a%20%3C%20b&amp;body=Printer%20%5B...%5D">write</a>'
    )


def test_quoted_lines_are_wrapped_before_they_are_counted() -> None:
    values = TagValues(customer_article=ArticleTexts(body="one two three four five six"))
    assert expand("<OTRS_CUSTOMER_BODY[2]>", values, quote_width=10) == "> one two\n> three four"


def test_a_body_is_read_no_further_than_it_is_quoted() -> None:
    values = TagValues(customer_article=ArticleTexts(body="one\r\n\n" + "two\n" * 300_000))
    started = time.process_time()
    assert expand("<OTRS_CUSTOMER_BODY[3]>" * 300, values) == "> one\n>\n> two" * 300
    assert time.process_time() - started < 3
    assert expand("<OTRS_CUSTOMER_BODY[9]>", TagValues(customer_article=ArticleTexts(body="one\n"))) == "> one"


def test_without_values_families_answer_with_a_dash() -> None:
    text = "<OTRS_TICKET_Title> <OTRS_OWNER_UserLogin> <OTRS_CUSTOMER_REALNAME> <OTRS_EMAIL_DATE> <OTRS_UserLogin>"
    assert expand(text, TagValues()) == "- - - - <OTRS_UserLogin>"


def test_a_text_full_of_tags_is_gone_through_quickly() -> None:
    text = "<OTRS_TICKET_Title>" * 5_000 + "<OTRS_" * 20_000 + "&lt;OTRS_" * 20_000
    assert expand(text, VALUES).startswith("a < b")
    assert expand(text, VALUES, Format.HTML).startswith("a &lt; b")
