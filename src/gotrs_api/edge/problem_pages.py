"""A short page for every error code, made from the error classes themselves."""

from html import escape

from gotrs_api.kernel.errors import GotrsError

_OTHERS = {
    "malformed": (400, "Malformed body", "The body could not be read as what its content type says."),
    "method_not_allowed": (405, "Method not allowed", "This address does not know the method."),
    "unsupported_media_type": (415, "Unsupported media type", "The content type is not one that this address reads."),
    "internal": (500, "Internal error", "A fault on our side. The request id leads to the entry in the server's log."),
}


def problem_page(code: str) -> str | None:
    """HTML that explains the code, or None when no error bears it."""
    kinds = _kinds(GotrsError)
    if code in kinds:
        kind = kinds[code]
        status, title, message = kind.status, kind.title, kind.message
    elif code in _OTHERS:
        status, title, message = _OTHERS[code]
    else:
        return None
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        f"<title>{escape(code)}</title><h1>{escape(title)}</h1>"
        f"<p><code>{escape(code)}</code>, HTTP status {status}</p><p>{escape(message)}</p></html>"
    )


def _kinds(base: type[GotrsError]) -> dict[str, type[GotrsError]]:
    found = {base.code: base}
    for kind in base.__subclasses__():
        found.update(_kinds(kind))
    return found
