"""Tables of mail."""

from gotrs_api.mail.models.accounts import (
    MailAccount,
    MailQueue,
    OAuth2Token,
    OAuth2TokenConfig,
    postmaster_filter_table,
    resting_filter_table,
    ticket_loop_protection_table,
)
from gotrs_api.mail.models.communication_log import (
    CommunicationLog,
    CommunicationLogObject,
    CommunicationLogObjectEntry,
    CommunicationLogObjectLookup,
)
from gotrs_api.mail.models.fetching import FetchedAccount, FetchedMail
from gotrs_api.mail.models.security import MailKey
from gotrs_api.mail.models.sending import SmtpAccount, SmtpTrouble
from gotrs_api.mail.models.smime import SmimeKey, SmimeSignerRelation
from gotrs_api.mail.models.spool import ArticleTrace, SpooledMail

__all__ = [
    "ArticleTrace",
    "CommunicationLog",
    "CommunicationLogObject",
    "CommunicationLogObjectEntry",
    "CommunicationLogObjectLookup",
    "FetchedAccount",
    "FetchedMail",
    "MailAccount",
    "MailKey",
    "MailQueue",
    "OAuth2Token",
    "OAuth2TokenConfig",
    "SmimeKey",
    "SmimeSignerRelation",
    "SmtpAccount",
    "SmtpTrouble",
    "SpooledMail",
    "postmaster_filter_table",
    "resting_filter_table",
    "ticket_loop_protection_table",
]
