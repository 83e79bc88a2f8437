"""Use cases of outgoing mail."""

from gotrs_api.mail.outbound.service.articles import bounce_article, send_article
from gotrs_api.mail.outbound.service.delivering import mail_to_deliver, record_delivery, requeue_waiting
from gotrs_api.mail.outbound.service.overview import (
    delete_mail,
    list_mails,
    mail_overview,
    mail_waits,
    read_mail,
    retry_mail,
    ticket_transmissions,
)
from gotrs_api.mail.outbound.service.queueing import envelope_sender, queue_mail, queue_raw
from gotrs_api.mail.outbound.service.resending import call_back, resend_article
from gotrs_api.mail.outbound.service.testing import send_test_mail

__all__ = [
    "bounce_article",
    "call_back",
    "delete_mail",
    "envelope_sender",
    "list_mails",
    "mail_overview",
    "mail_to_deliver",
    "mail_waits",
    "queue_mail",
    "queue_raw",
    "read_mail",
    "record_delivery",
    "requeue_waiting",
    "resend_article",
    "retry_mail",
    "send_article",
    "send_test_mail",
    "ticket_transmissions",
]
