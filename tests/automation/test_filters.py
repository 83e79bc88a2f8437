"""Which tickets and articles a notification is meant for."""

from __future__ import annotations

import pytest

from gotrs_api.automation.notifications.filters import Facts, matches

TICKET = {"QueueID": "5", "Queue": "Support", "StateType": "open", "LockID": "1", "CustomerID": "acme"}
ARTICLE = {
    "ArticleSenderTypeID": "3", "ArticleIsVisibleForCustomer": "1", "ArticleCommunicationChannelID": "1",
    "Subject": "Printer on FIRE", "Body": "Smoke everywhere", "From": "jane@customer.example",
}  # fmt: skip
FACTS = Facts(TICKET, {"Room": "12", "Tags": ["red", "hot"], "Vip": False}, ARTICLE)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ({}, True),
        ({"QueueID": ["5"]}, True),
        ({"QueueID": ["4", "5"]}, True),
        ({"QueueID": ["4"]}, False),
        ({"Queue": ["Support"], "StateType": ["closed"]}, False),
        ({"Queue": ["Support"], "StateType": ["new", "open"]}, True),
        ({"ServiceID": ["1"]}, False),
        ({"QueueID": [""]}, True),
        ({"CustomerID": ["acme"]}, True),
        ({"Search_DynamicField_Room": ["12"]}, True),
        ({"Search_DynamicField_Room": ["1"]}, False),
        ({"Search_DynamicField_Tags": ["hot"]}, True),
        ({"Search_DynamicField_Vip": ["-1"]}, True),
        ({"Search_DynamicField_Vip": ["1"]}, False),
        ({"Search_DynamicField_Missing": ["x"]}, False),
        ({"Recipients": ["AgentOwner"], "OncePerDay": ["1"]}, True),
        ({"ArticleSenderTypeID": ["1"]}, False),
        ({"ArticleSenderTypeID": ["1", "3"], "ArticleIsVisibleForCustomer": ["1"]}, True),
        ({"MIMEBase_Subject": ["fire"]}, True),
        ({"MIMEBase_Subject": ["water", "fire"], "MIMEBase_Body": ["smoke"]}, True),
        ({"MIMEBase_Body": ["water"]}, False),
        ({"ArticleSubjectMatch": ["printer"]}, True),
        ({"MIMEBase_Cc": ["boss"]}, False),
    ],
)
def test_every_key_must_match_by_any_value(items: dict[str, list[str]], expected: bool) -> None:
    assert matches(items, "ArticleCreate", FACTS) is expected


def test_article_filters_count_for_articles_that_come_or_go_only() -> None:
    items = {"ArticleCommunicationChannelID": ["2"]}

    assert not matches(items, "ArticleSend", FACTS)
    assert matches(items, "ArticleEmailSendingError", FACTS)
    assert matches(items, "TicketQueueUpdate", Facts(TICKET))
