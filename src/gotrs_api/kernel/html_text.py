"""HTML to plain text and back in OTRS's manner, for mail bodies, articles, notifications and quotes."""

import html
import re
from collections.abc import Iterator

_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9:]*)(.*)", re.DOTALL)
_HREF = re.compile(r"""(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CITE = re.compile(r"""\stype\s*=\s*["']?cite\b""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPHS = frozenset({"p", "pre", "tr"})
_MAX_QUOTE_DEPTH = 20


def html_to_text(source: str, *, width: int = 78) -> str:
    """Render HTML as OTRS does: `[n]` for links with a list at the end, `> ` for quotes, ` - ` for list items.

    `width` is the column at which lines wrap (OTRS: Ticket::Frontend::TextAreaNote); 0 keeps lines whole. Link
    addresses in the list stay as written in the source, entities included, as in OTRS. Linear in the input.

    Source of the rules: OTRS 6: Kernel/System/HTMLUtils.pm, ToAscii (behaviour, observed pairs).
    """
    writer = _Writer()
    links: list[str] = []
    quotes: list[bool] = []
    pre_depth = 0
    for text, tag in _tokens(source):
        if text:
            writer.pre(html.unescape(text)) if pre_depth else writer.text(html.unescape(text))
        match = _TAG.match(tag) if tag else None
        if match is None:
            continue
        closing, name, attributes = match[1] == "/", match[2].lower(), match[3]
        if name == "br":
            writer.line_break()
        elif name == "a" and not closing:
            href = _HREF.search(attributes)
            if href and (target := href[1] or href[2] or href[3]):
                links.append(target)
                writer.text(f"[{len(links)}]")
        elif name in _PARAGRAPHS:
            if name == "pre":
                pre_depth = max(0, pre_depth + (-1 if closing else 1))
            writer.ensure(1 if closing and name == "tr" else 2)
        elif name == "li":
            if not closing:
                writer.item()
        elif name == "hr" or (closing and (name in _HEADINGS or name in {"ul", "ol", "table"})):
            writer.ensure(2, only_after_text=True)
        elif name == "td" and closing:
            writer.text(" ")
        elif name == "blockquote" or name == "div":
            _open_or_close_block(writer, quotes, name, closing=closing, cite=bool(_CITE.search(attributes)))
        elif name in _HEADINGS:
            writer.ensure(1, only_after_text=True)
    result = writer.render(width)
    if links:
        result += "\n\n" + "".join(f"[{number}] {link}\n" for number, link in enumerate(links, 1))
    return result


def text_to_html(text: str) -> str:
    """Escape plain text and mark its line breaks with `<br/>` (OTRS 6: HTMLUtils.pm, ToHTML)."""
    return html.escape(text, quote=False).replace('"', "&quot;").replace("\n", "<br/>\n")


def wrap_line(line: str, width: int) -> Iterator[str]:
    """Cut one line at blanks so that pieces have at most `width` characters; longer words stay whole."""
    start = 0
    while len(line) - start > width:
        cut = line.rfind(" ", start, start + width + 1)
        if cut <= start:
            cut = line.find(" ", start + width)
            if cut < 0:
                break
        if cut == len(line) - 1:
            break
        yield line[start:cut]
        start = cut + 1
    yield line[start:]


def _open_or_close_block(writer: "_Writer", quotes: list[bool], name: str, *, closing: bool, cite: bool) -> None:
    """Track `<blockquote>` and `<div>`; only blockquotes and `<div type="cite">` deepen the quotation."""
    writer.ensure(1, only_after_text=True)
    if not closing:
        is_quote = name == "blockquote" or cite
        quotes.append(is_quote)
        writer.depth += is_quote
    elif quotes:
        writer.depth -= quotes.pop()


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    """Yield (text before, tag without its brackets); comments, style, title and scripts vanish."""
    position, length = 0, len(source)
    unclosed: set[str] = set()
    pending = 0
    while position < length:
        start = source.find("<", position)
        if start < 0:
            break
        follower = source[start + 1 : start + 2]
        if not (follower.isascii() and (follower.isalpha() or follower in {"/", "!", "?"})) or not follower:
            position = start + 1
            continue
        end = -1
        if source.startswith("!--", start + 1) and "--" not in unclosed:
            end = source.find("-->", start + 4)
            if end < 0:
                unclosed.add("--")
            else:
                yield source[pending:start], ""
                position = pending = end + 3
                continue
        end = source.find(">", start)
        if end < 0:
            break
        tag = source[start + 1 : end]
        yield source[pending:start], tag
        position = pending = end + 1
        name = tag[:6].lower()
        for dropped in ("style", "title", "script"):
            if name.startswith(dropped) and dropped not in unclosed:
                closer = re.compile(rf"</{dropped}\s*>", re.IGNORECASE).search(source, position)
                if closer is None:
                    unclosed.add(dropped)
                else:
                    position = pending = closer.end()
                break
    yield source[pending:], ""


class _Writer:
    """Collects lines with their quotation depth and keeps track of blank lines."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, str, bool]] = []
        self.parts: list[str] = []
        self.depth = 0
        self._preformatted = False
        self._ends_blank = True

    def text(self, text: str) -> None:
        text = _BLANKS.sub(" ", text)
        if self._ends_blank and text.startswith(" "):
            text = text[1:]
        if text:
            self.parts.append(text)
            self._ends_blank = text.endswith(" ")

    def pre(self, text: str) -> None:
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self._add_pre(first)
        for line in rest:
            self._break()
            self._add_pre(line)

    def _add_pre(self, line: str) -> None:
        if line:
            self.parts.append(line)
            self._ends_blank = line.endswith(" ")
            self._preformatted = True

    def item(self) -> None:
        if self.parts or not self.lines:
            self._break()
        self.parts.append(" - ")
        self._ends_blank = True

    def line_break(self) -> None:
        if self._newlines() < 2:
            self._break()

    def ensure(self, newlines: int, *, only_after_text: bool = False) -> None:
        """See that at least `newlines` line ends (one at the very start) stand before what comes."""
        if not self.lines and not self.parts:
            newlines = 0 if only_after_text else min(newlines, 1)
        while self._newlines() < newlines:
            self._break()

    def _newlines(self) -> int:
        if self.parts or not self.lines:
            return 0
        if self.lines[-1][1] or len(self.lines) == 1:
            return 1
        return 2

    def _break(self) -> None:
        self.lines.append((min(self.depth, _MAX_QUOTE_DEPTH), "".join(self.parts), self._preformatted))
        self.parts.clear()
        self._ends_blank = True
        self._preformatted = False

    def render(self, width: int) -> str:
        self._break()
        rendered: list[str] = []
        for depth, line, preformatted in self.lines:
            prefix = "> " * depth
            if width and len(line) > width and not preformatted:
                rendered.extend(prefix + piece for piece in wrap_line(line, width))
            else:
                rendered.append(prefix + line)
        return "\n".join(rendered)
