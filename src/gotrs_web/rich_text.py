"""Texts that are written in the browser's editor, or without scripts in a plain field of the same name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup
from starlette.datastructures import FormData

from gotrs_api.articles.html_safety import make_writable
from gotrs_api.kernel.html_text import html_to_text, text_to_html

FORMAT_SUFFIX = "_format"
HTML_TYPE, TEXT_TYPE = "text/html", "text/plain"
UPLOADS = "/agent/uploads/"  # where the editor shows an image that was put into the text
_OWN_IMAGE = re.compile(re.escape(UPLOADS) + "[0-9a-f]{32}")
HERE = "\ue000"  # private use: the editor puts its caret there and takes it away


@dataclass(frozen=True)
class RichText:
    """`text` is what a plain field shows; `html` the same as it was written in the editor, "" for what was written plain.

    `caret` is where one goes on to write, as an offset in `text`; `marked` the HTML with `HERE` in that place.
    """

    text: str = ""
    html: str = ""
    caret: int | None = None
    marked: str = ""

    @classmethod
    def of_draft(cls, body: str, writing_at: int, *, is_html: bool) -> RichText:
        """A text to begin with, and an empty line in it where one goes on."""
        before, after = body[:writing_at], body[writing_at:]
        line = "<br/>" if is_html else "\n"
        marked = f"{before}{line * 2 if before else ''}{HERE}{line if after else ''}{after}"
        html = make_writable(marked, image_url=_own_image) if is_html else ""
        text = html_to_text(html, width=0).strip("\n") if is_html else marked
        caret = max(0, text.find(HERE))
        return cls(text.replace(HERE, ""), html.replace(HERE, ""), caret, html or text_to_html(marked))

    @classmethod
    def of_html(cls, html: str) -> RichText:
        """Sanitised. A text without a word or an image is empty."""
        clean = make_writable(html, image_url=_own_image)
        text = html_to_text(clean, width=0).strip("\n")
        return cls(text, clean) if text.strip() or "<img" in clean else cls()

    @classmethod
    def of_form(cls, form: FormData, name: str) -> RichText:
        """What was sent; the editor says so in a field of its own."""
        value = form.get(name)
        sent = value.replace("\r\n", "\n") if isinstance(value, str) else ""
        return cls.of_html(sent) if form.get(name + FORMAT_SUFFIX) == "html" else cls(sent)

    def with_images(self, names: Mapping[str, str]) -> tuple[RichText, frozenset[str]]:
        """As it is sent: images of these uploads (id to content id) are named by their content ids, others go; with the
        uploads that it shows."""
        shown: set[str] = set()

        def named(source: str) -> str | None:
            upload_id = source.removeprefix(UPLOADS)
            if upload_id not in names:
                return None
            shown.add(upload_id)
            return f"cid:{names[upload_id]}"

        return replace(self, html=make_writable(self.html, image_url=named)), frozenset(shown)

    @property
    def body(self) -> str:
        return self.html or (self.text if self.text.strip() else "")

    @property
    def content_type(self) -> str:
        return HTML_TYPE if self.html else TEXT_TYPE

    def followed_by(self, other: RichText) -> RichText:
        """With a blank line between; in the format of this one."""
        if not other.text.strip():
            return self
        html = f"{self.html}<br><br>{other.start}" if self.html else ""
        return RichText(f"{self.text.rstrip()}\n\n{other.text}", html)

    @property
    def start(self) -> Markup:
        """What the editor begins with."""
        return Markup(self.marked or self.html or text_to_html(self.text))  # sanitised, or escaped


def _own_image(source: str) -> str | None:
    return source if _OWN_IMAGE.fullmatch(source) else None
