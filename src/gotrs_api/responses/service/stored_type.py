"""`content_type` columns: OTRS writes them with a charset, or not at all."""


def stored_type(content_type: str) -> str:
    return f"{content_type}; charset=utf-8"


def is_html(stored: str | None) -> bool:
    return "html" in (stored or "").lower()
