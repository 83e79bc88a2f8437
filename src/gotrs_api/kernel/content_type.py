"""Charset and MIME type out of a Content-Type value, as OTRS reads it (also from stored articles)."""

import re
from typing import NamedTuple

_CHARSET = re.compile(r"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,"'()]+))""", re.IGNORECASE)
_MIME_TYPE = re.compile(r"""\s*([^\s;"',]+/[^\s;"',]+)""")


class ContentTypeParams(NamedTuple):
    """What OTRS's GetContentTypeParams finds; None where the value says nothing."""

    charset: str | None
    mime_type: str | None


def content_type_params(value: str) -> ContentTypeParams:
    """First charset and the MIME type as written (OTRS 6: Kernel/System/EmailParser.pm, GetContentTypeParams)."""
    charset = _CHARSET.search(value)
    mime_type = _MIME_TYPE.match(value)
    found = (charset[1] or charset[2] or charset[3] or "").strip() if charset else ""
    return ContentTypeParams(found or None, mime_type[1] if mime_type else None)
