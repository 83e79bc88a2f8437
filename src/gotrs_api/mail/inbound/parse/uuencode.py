"""Files that old mailers wrote into the text with uuencode."""

import re

from gotrs_api.mail.inbound.parse.transfer import decode_uu_line

# Data lines hold no lower-case letters, so the match stops at the next `begin` and the search stays linear.
_BLOCK = re.compile(r"^begin [0-7]{3,4} (\S[^\n]{0,250})\n((?:[\x20-\x60]{0,90}\n)++)end[ \t]*(?:\n|\Z)", re.MULTILINE)
_MAX_FILES = 100


def extract_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """(text without the blocks, [(name, bytes)]). Only blocks that are sound and end with `end` are taken out."""
    if "begin " not in text:
        return text, []
    files: list[tuple[str, bytes]] = []
    kept: list[str] = []
    position = 0
    for match in _BLOCK.finditer(text):
        content = b"".join(decode_uu_line(line.encode("ascii")) for line in match[2].split("\n"))
        if not content or len(files) >= _MAX_FILES:
            continue
        files.append((match[1].strip(), content))
        kept.append(text[position : match.start()])
        position = match.end()
    if not files:
        return text, []
    kept.append(text[position:])
    return "".join(kept), files
