"""Files that old mailers wrote into the text with uuencode."""

import re

from gotrs_api.mail.inbound.parse.transfer import decode_uu_line

_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} (\S[^\n]{0,250})$", re.MULTILINE)
_DATA_LINE = re.compile(r"[\x20-\x60]{1,90}")
_MAX_FILES = 100


def extract_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """(text without the blocks, [(name, bytes)]). Only blocks that are sound and end with `end` are taken out."""
    if "begin " not in text:
        return text, []
    files: list[tuple[str, bytes]] = []
    kept: list[str] = []
    position = 0
    for match in _BEGIN.finditer(text):
        if match.start() < position or len(files) >= _MAX_FILES:
            continue
        block_end = text.find("\nend", match.end())
        if block_end < 0:
            break
        after = text[block_end + 4 : block_end + 5]
        lines = text[match.end() + 1 : block_end].split("\n")
        if after not in {"", "\n", " "} or not all(_DATA_LINE.fullmatch(line) for line in lines if line):
            continue
        content = b"".join(decode_uu_line(line.encode("ascii")) for line in lines)
        if not content:
            continue
        files.append((match[1].strip(), content))
        kept.append(text[position : match.start()])
        position = min(len(text), block_end + 5)
    if not files:
        return text, []
    kept.append(text[position:])
    return "".join(kept), files
