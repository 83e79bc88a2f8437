"""Clean-up and uniqueness of attachment names.

Source of the rules: OTRS 6: Kernel/System/Main.pm, FilenameCleanUp (parser and stored forms), and the article storage's
unique names.
"""

import re
import unicodedata
from collections.abc import Iterable

MAX_NAME_BYTES = 220

_PLAIN = re.compile(r"[A-Za-z0-9_\-+.#]*")
_ALLOWED_MARKS = frozenset("-+.#_\u200c\u200d")
_WORD_CATEGORIES = frozenset({"Nd", "Nl", "Pc", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me"})


def clean_received_name(name: str) -> str:
    """The name the mail parser gives a part: blanks, separators and symbols become `_`; may come out empty."""
    name = clean_stored_name(name)
    if _PLAIN.fullmatch(name):
        return name
    return _shorten("".join(character if _is_word(character) else "_" for character in name))


def clean_stored_name(name: str) -> str:
    """The name under which any attachment is stored: trimmed, no leading dots, at most 220 UTF-8 bytes.

    NUL and lone surrogates, which no database takes, go as well.
    """
    name = name.replace("\r", "").replace("\n", "").replace("\0", "")
    if not name.isascii():
        name = name.encode("utf-8", "replace").decode("utf-8")
    return _shorten(name.strip().lstrip("."))


def unique_name(name: str, taken: Iterable[str]) -> str:
    """`name`, or `base-1.ext`, `base-2.ext`, … when taken (compared exactly). OTRS gives up after 50 and overwrites."""
    taken = taken if isinstance(taken, (set, frozenset, dict)) else set(taken)
    if name not in taken:
        return name
    base, extension = split_extension(name)
    number = 1
    while (candidate := f"{base}-{number}{extension}") in taken:
        number += 1
    return candidate


def split_extension(name: str) -> tuple[str, str]:
    """(`base`, `.ext`); the extension is empty without a dot, or when the dot comes first."""
    base, dot, extension = name.rpartition(".")
    return (base, dot + extension) if base and extension else (name, "")


def _is_word(character: str) -> bool:
    if "\u2460" <= character <= "\u24ff":
        return False
    return character in _ALLOWED_MARKS or unicodedata.category(character) in _WORD_CATEGORIES


def _shorten(name: str) -> str:
    if len(name) * 4 <= MAX_NAME_BYTES or len(name.encode()) <= MAX_NAME_BYTES:
        return name
    base, extension = split_extension(name)
    if len(extension.encode()) > MAX_NAME_BYTES // 2:
        base, extension = name, ""
    room = MAX_NAME_BYTES - len(extension.encode())
    return base.encode()[:room].decode("utf-8", "ignore") + extension
