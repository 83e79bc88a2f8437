"""HTML from mails, made safe to show in a sandboxed frame: no scripts, no forms, and nothing loaded unasked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.entities import html5
from urllib.parse import unquote

import nh3

# fmt: off
_TAGS = {
    "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption",
    "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em",
    "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins",
    "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small",
    "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr",
    "tt", "u", "ul", "var", "wbr",
}
# fmt: on
# fmt: off
_DROPPED_WITH_CONTENT = {
    "script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math", "select",
}
# fmt: on
_ATTRIBUTES = {
    "*": {"align", "dir", "lang", "style", "title", "valign", "bgcolor", "color"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "border", "hspace", "vspace"},
    "table": {"width", "height", "border", "cellpadding", "cellspacing", "summary"},
    "td": {"width", "height", "colspan", "rowspan", "headers", "nowrap"},
    "th": {"width", "height", "colspan", "rowspan", "headers", "nowrap", "scope"},
    "tr": {"height"},
    "col": {"width", "span"},
    "colgroup": {"width", "span"},
    "font": {"face", "size"},
    "hr": {"size", "width", "noshade"},
    "ol": {"start", "type"},
    "ul": {"type"},
    "li": {"value", "type"},
    "blockquote": {"type"},
    "div": {"type"},
    "time": {"datetime"},
    "details": {"open"},
}
# Nothing that positions, animates, loads or covers: text, boxes and tables only.
# fmt: off
_STYLES = {
    "background", "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style",
    "border-bottom-width", "border-collapse", "border-color", "border-left", "border-left-color", "border-left-style",
    "border-left-width", "border-radius", "border-right", "border-right-color", "border-right-style",
    "border-right-width", "border-spacing", "border-style", "border-top", "border-top-color", "border-top-style",
    "border-top-width", "border-width", "caption-side", "clear", "color", "direction", "display", "empty-cells",
    "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height",
    "letter-spacing", "line-height", "list-style-position", "list-style-type", "margin", "margin-bottom",
    "margin-left", "margin-right", "margin-top", "max-height", "max-width", "min-height", "min-width", "padding",
    "padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout", "text-align", "text-decoration",
    "text-indent", "text-transform", "unicode-bidi", "vertical-align", "white-space", "width", "word-break",
    "word-spacing", "word-wrap", "overflow-wrap",
}
# fmt: on
# What an editor of ours writes, and what it can be given to go on with: a page's own policy allows no styles.
_WRITABLE_TAGS = _TAGS - {"font", "big", "center", "details", "summary", "figure", "figcaption"}
_WRITABLE_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href"},
    "blockquote": {"type"},
    "div": {"type"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_NO_BRACKETS = str.maketrans("", "", "<>")
_IMAGE_OF_NOTHING = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
_LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sip", "sips", "xmpp", "ftp", "callto", "geo"})
_SCHEME = re.compile(r"[\s\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\-]*):")
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|jpg|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
# Functions that load something, and escapes that could hide one.
_LOADING_STYLE = re.compile(
    r"url\s*\(|image\s*\(|image-set|expression|@import|\\|javascript:|-moz-binding", re.IGNORECASE
)
_NEGATIVE_OFFSET = re.compile(r"margin[a-z-]*\s*:[^;]*-\s*\d|text-indent\s*:\s*-\s*\d{3}", re.IGNORECASE)
# The parser behind nh3 takes quadratic time for long runs of ampersands that begin no entity.
_AMPERSAND = re.compile(r"&(?:([a-zA-Z]{1,31}[0-9]{0,2};)|#[0-9]|#[xX][0-9a-fA-F])?")
_MANY_AMPERSANDS = 100_000
_MAX_NESTING = 400
_MAX_CHARACTERS = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """`remote_images`: how many images from elsewhere the mail has, shown or held back;
    `used_content_ids`: attachments that the text shows itself (without angle brackets).
    """

    html: str
    remote_images: int
    used_content_ids: frozenset[str]
    truncated: bool = False


def make_safe(html: str, *, image_url: Callable[[str], str | None], allow_remote_images: bool = False) -> SafeHtml:
    """Sanitise the HTML of an article for display.

    `image_url` turns a Content-ID (no brackets, percent-decoding done) into the URL of that attachment, or None where
    there is none. Images from elsewhere lose their `src` unless `allow_remote_images`. Links open in a new window and
    tell nobody where they came from. Never raises on any text; what is longer than 4 Mi characters is cut.
    """
    remote = 0
    used: set[str] = set()

    def attribute(tag: str, name: str, value: str) -> str | None:
        nonlocal remote
        if name == "src":
            scheme = _scheme(value)
            if scheme == "cid":
                content_id = unquote(value.strip()[4:]).strip("<> ")
                url = image_url(content_id)
                if url is not None:
                    used.add(content_id)
                return url
            if scheme in {"http", "https"} or value.lstrip().startswith("//"):
                remote += 1
                return value if allow_remote_images else None
            if scheme == "data":
                return value if _DATA_IMAGE.fullmatch(value.strip()) else None
            # Old mailers name the attachment by its Content-Location.
            url = image_url(unquote(value.strip())) if value.strip() and not scheme else None
            if url is not None:
                used.add(unquote(value.strip()))
            return url
        if name == "href":
            return value if _scheme(value) in _LINK_SCHEMES else None
        if name == "style":
            return _safe_style(value)
        return value

    truncated = len(html) > _MAX_CHARACTERS
    cleaned = nh3.clean(
        _harmless(html),
        tags=_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={*_LINK_SCHEMES, "cid", "data"},
        filter_style_properties=_STYLES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={
            "a": {"target": "_blank"},
            "img": {"loading": "lazy", "referrerpolicy": "no-referrer"},
        },
    )
    return SafeHtml(cleaned, remote, frozenset(used), truncated)


def make_writable(html: str, *, image_url: Callable[[str], str | None] = lambda _source: None) -> str:
    """HTML for our own editor, and from it: text, headings, lists, quotations, links and tables; no styles, nothing that loads.

    `image_url` says what an image's address becomes; an image for which it returns None is removed.
    """

    def attribute(tag: str, name: str, value: str) -> str | None:
        if tag != "img":
            return value
        return image_url(value) if name == "src" else value.translate(_NO_BRACKETS)

    clean = nh3.clean(
        _harmless(html),
        tags=_WRITABLE_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_WRITABLE_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={*_LINK_SCHEMES, "cid"},
        link_rel=None,
    )
    return _IMAGE_OF_NOTHING.sub("", clean)


def _harmless(html: str) -> str:
    """What the parser goes through in linear time."""
    ampersand = "&amp;" if html.count("&") < _MANY_AMPERSANDS else ""

    def replaced(found: re.Match[str]) -> str:
        is_bare = found[0] == "&" or (found[1] is not None and found[1] not in html5)
        return ampersand + found[0][1:] if is_bare else found[0]

    return _limit_nesting(_AMPERSAND.sub(replaced, html[:_MAX_CHARACTERS].replace("\0", "")))


def _scheme(value: str) -> str:
    match = _SCHEME.match(value)
    return match[1].lower() if match else ""


def _safe_style(value: str) -> str | None:
    kept = [
        declaration
        for declaration in value.split(";")
        if not _LOADING_STYLE.search(declaration) and not _NEGATIVE_OFFSET.search(declaration)
    ]
    return ";".join(kept).strip() or None


def _limit_nesting(html: str) -> str:
    """Cut where elements nest beyond reason: some browsers and parsers slow down badly there."""
    depth = 0
    for match in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]{0,4096}", html):
        if match[2].lower() in {"br", "img", "hr", "p", "li", "meta", "link", "input", "col", "wbr", "td", "tr", "th"}:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _MAX_NESTING:
            return html[: match.start()]
    return html
