"""The use cases of keys."""

from gotrs_api.mail.security.choices import SealingChoices, sealing_choices
from gotrs_api.mail.security.keys import add_key, delete_key, list_keys, read_key
from gotrs_api.mail.security.notes import SecurityNote, security_notes

__all__ = [
    "SealingChoices",
    "SecurityNote",
    "add_key",
    "delete_key",
    "list_keys",
    "read_key",
    "sealing_choices",
    "security_notes",
]
