"""What leaves the process for a reader (a log, a bundle for support) without what only the process may know."""

from __future__ import annotations

import re
from typing import Any, Final

HIDDEN: Final = "(hidden)"
_SECRET_NAME: Final = re.compile(
    r"secret|passw|private|token|apikey|api_key|sitekey|authorization|cookie", re.IGNORECASE
)
# Credentials in an address (whatever signs the password holds), tokens of ours, secrets of webhooks, keys, bearer tokens, JWTs.
_SECRET_TEXT: Final = re.compile(
    r"(?<=://)[^\s'\"<>]+(?=@)"
    r"|\bgf_[0-9a-f]{8}_[0-9a-f]+"
    r"|\bwhsec_[A-Za-z0-9+/=]+"
    r"|(?<=\bBearer )[^\s'\"]+"
    r"|(?<=[?&]code=)[^&\s]+"
    r"|(?<=\bBasic )[A-Za-z0-9+/]{6,}=*"
    r"|\beyJ[\w-]+\.[\w-]+\.[\w-]+"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|\Z)",
    re.DOTALL,
)
# `password=…` in an address or a message, and members of hashes as they are printed.
_NAMED_SECRET: Final = re.compile(
    r"(\b\w*(?:secret|passw|token|apikey|api_key|assertion|SAMLResponse)\w*"
    r"(?:=|['\"]\s*:\s*['\"]))([^\s'\"&;,]+)",
    re.IGNORECASE,
)


def is_secret_name(name: str) -> bool:
    return _SECRET_NAME.search(name) is not None


def without_secrets(value: Any) -> Any:
    """Members of hashes whose names sound like secrets are hidden, also inside of others, and what looks like one in texts."""
    if isinstance(value, dict):
        return {key: HIDDEN if is_secret_name(str(key)) else without_secrets(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_secrets(item) for item in value]
    return text_without_secrets(value) if isinstance(value, str) else value


def text_without_secrets(text: str) -> str:
    """Free text: what looks like a credential is hidden."""
    return _NAMED_SECRET.sub(rf"\1{HIDDEN}", _SECRET_TEXT.sub(HIDDEN, text))
