"""Every mail of the corpus comes out as expected."""

import pytest

from gotrs_api.mail.inbound.parse import parse
from tests.mail.corpus.cases import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mail_is_read_as_expected(case: Case) -> None:
    mail = parse(case.raw)
    assert mail.subject == case.subject
    assert mail.sender == case.sender
    assert mail.message_id == case.message_id
    assert list(mail.references) == case.references
    assert list(mail.in_reply_to_ids) == case.in_reply_to
    assert [(item.filename, len(item.content)) for item in mail.attachments] == case.attachments
    if case.body is not None:
        assert mail.body == case.body
    assert set(case.defects) <= {defect.code for defect in mail.defects}
    if not case.defects:
        assert mail.defects == ()


def test_the_corpus_is_large_enough_and_names_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(names) >= 80
    assert len(set(names)) == len(names)
