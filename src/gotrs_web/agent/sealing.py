"""Signing and encrypting a mail, as the forms that write mails ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from gotrs_api.mail.security.service import SealingChoices
from gotrs_web.view import catalogue_of

UNSIGNED = "-"


def sealing_labels(request: Request) -> dict[str, str]:
    _ = catalogue_of(request).gettext
    return {"sign_key": _("Sign with"), "encrypt": _("Encrypt")}


def sign_keys(request: Request, choices: SealingChoices) -> list[tuple[str, str]]:
    """Options; none where the queue's address has no key."""
    if not choices.keys:
        return []
    return [
        *((key.sign_key, key.name) for key in choices.keys),
        (UNSIGNED, catalogue_of(request).gettext("not signed")),
    ]


def sealing_of(values: Mapping[str, str]) -> dict[str, Any]:
    """What was chosen, as commands take it; nothing where it is left to the queue and the settings."""
    chosen: dict[str, Any] = {}
    if values["sign_key"]:
        chosen["sign_key"] = "" if values["sign_key"] == UNSIGNED else values["sign_key"]
    if values["encrypt"]:
        chosen["encrypt"] = values["encrypt"] == "yes"
    return chosen
