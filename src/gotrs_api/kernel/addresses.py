"""E-mail addresses: lists split and re-formatted as OTRS does, validity, comparison, IDNA and SMTPUTF8."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from itertools import islice

import idna

_TOKEN = re.compile(
    r"""=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]*\?=      # an encoded word is one token, whatever it holds
      | "(?:[^"\\]|\\.){0,500}+"
      | \[(?:[^\]\\]|\\.){0,500}+\]
      | [^\s()<>@,;:\\".\[\]]+
      | [()<>@,;:\\".\[\]]""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN_PHRASE = re.compile(r"[\w !#$%&'*+/=?^`{|}~\-]*")
_UNESCAPED_QUOTE = re.compile(r'(?<!\\)"')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_DOT_ATOM = re.compile(r"[\w!#$%&'*+/=?^`{|}~\-]+(?:\.[\w!#$%&'*+/=?^`{|}~\-]+)*")
_QUOTED_LOCAL = re.compile(r'"(?:[^"\\\x00-\x1f\x7f]|\\[^\x00-\x1f\x7f])+"')
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_\-]{0,61}[A-Za-z0-9])?")
_TOP_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9\-]*[A-Za-z0-9]")
# Ten thousand addresses with names; what is longer is no list of people.
_MAX_TOKENS = 100_000
_SEPARATORS = frozenset(".@:;")


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a list. `phrase` keeps its quotes, `comment` its parentheses; both may be empty."""

    phrase: str
    address: str
    comment: str = ""

    @property
    def email(self) -> str | None:
        """The address if it is one (has an `@`)."""
        return self.address if "@" in self.address else None

    @property
    def real_name(self) -> str:
        """The display name without quotes; the comment where there is no name: `a@b (Real Name)`."""
        name = self.phrase.strip()
        if len(name) >= 2 and name[0] == name[-1] == '"':
            name = _ESCAPED.sub(r"\1", name[1:-1])
        return name or self.comment.strip().removeprefix("(").removesuffix(")").strip()

    def format(self) -> str:
        """As one line: a name with other than word characters is quoted (like Perl's Mail::Address)."""
        comment = self.comment.strip()
        if comment:
            comment = "(" + comment.removeprefix("(").removesuffix(")").rstrip() + ")"
        if not self.phrase:
            return " ".join(filter(None, (self.address, comment)))
        plain = _PLAIN_PHRASE.fullmatch(self.phrase) or _UNESCAPED_QUOTE.search(self.phrase)
        phrase = self.phrase if plain else f'"{self.phrase}"'
        return " ".join(filter(None, (phrase, f"<{self.address}>" if self.address else "", comment)))

    def decoded(self, decode: Callable[[str], str]) -> "Address":
        """Apply a decoder of MIME words to each piece; splitting comes first, so that decoded commas do no harm."""
        if "=?" not in self.phrase and "=?" not in self.address and "=?" not in self.comment:
            return self
        return replace(self, phrase=decode(self.phrase), address=decode(self.address), comment=decode(self.comment))


def split_addresses(line: str) -> list[Address]:
    """Split an address list at `,` and `;`. Never raises; what is not an address comes back with `email` None.

    OTRS 6: Kernel/System/EmailParser.pm, SplitAddressLine; the grammar is Mail::Address's, except that the blanks
    inside a name stay as written (`J. Smith`, not `J . Smith`). A group's members stand for themselves; the name of
    an empty one (`undisclosed-recipients:;`) is kept.
    """
    phrase: list[str] = []
    address: list[str] = []
    comments: list[str] = []
    result: list[Address] = []
    tokens = _without_groups(list(islice(_tokens(line), _MAX_TOKENS)))
    angle_follows = _angle_follows(tokens)
    depth = 0

    def complete() -> None:
        if phrase or address or comments:
            result.append(Address("".join(phrase).strip(), "".join(address), " ".join(comments)))
            phrase.clear()
            address.clear()
            comments.clear()

    for index, (token, spaced) in enumerate(tokens):
        if token[0] == "(" and len(token) > 1:
            comments.append(token)
        elif token == "<":
            depth += 1
        elif token == ">":
            depth = max(0, depth - 1)
        elif depth and token in {",", ":"} and address[:1] == ["@"]:
            if token == ":":  # before it stood the way that the mail once took (RFC 5322, 4.4)
                address.clear()
        elif token in {",", ";"}:
            complete()
            depth = 0
        elif depth:
            address.append(token)
        elif angle_follows[index]:
            phrase.append(f" {token}" if spaced else token)
        elif token in _SEPARATORS or not address or address[-1] in _SEPARATORS:
            address.append(token)
        else:
            complete()
            address.append(token)
    complete()
    return result


def format_addresses(addresses: list[Address]) -> str:
    """The list as OTRS stores it in From, To and Cc."""
    return ", ".join(filter(None, (address.format() for address in addresses)))


def is_valid_address(address: str) -> bool:
    """Whether mail can be addressed to it: syntax only, no network. International names are valid.

    A domain needs a dot, a literal (`[192.0.2.1]`) or the name `localhost` (OTRS: CheckEmailValidAddress).
    """
    local, at, domain = address.rpartition("@")
    if not at or not local or len(local.encode("utf-8", "replace")) > 64 or len(address) > 254:
        return False
    if not (_DOT_ATOM.fullmatch(local) or _QUOTED_LOCAL.fullmatch(local)):
        return False
    if domain.startswith("[") and domain.endswith("]"):
        return _is_ip_literal(domain[1:-1])
    ascii_domain = _domain_to_ascii(domain)
    if ascii_domain is None or len(ascii_domain) > 253:
        return False
    if ascii_domain == "localhost":
        return True
    labels = ascii_domain.split(".")
    return len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and bool(_TOP_LABEL.fullmatch(labels[-1]))


def to_ascii_domain(address: str) -> str:
    """The address with its domain in A-labels (`ü@müller.example` → `ü@xn--mller-kva.example`); as is if it cannot."""
    local, at, domain = address.rpartition("@")
    if not at or domain.isascii():
        return address
    ascii_domain = _domain_to_ascii(domain)
    return address if ascii_domain is None else f"{local}@{ascii_domain}"


def needs_smtputf8(address: str) -> bool:
    """Whether the address can only travel by SMTPUTF8 (RFC 6531): something non-ASCII stays after IDNA."""
    return not to_ascii_domain(address).isascii()


def normalized_address(address: str) -> str:
    """The form in which addresses are compared: lower case, domain in A-labels, no blanks around."""
    return to_ascii_domain(address.strip().casefold() if not address.isascii() else address.strip().lower())


def _tokens(line: str) -> Iterator[tuple[str, bool]]:
    """Words, quoted strings, comments and specials, each with whether a blank stood before it."""
    position, length, spaced = 0, len(line), False
    comments_close = True
    while position < length:
        if line[position].isspace():
            position, spaced = position + 1, True
            continue
        if line[position] == "(":
            end = _comment_end(line, position) if comments_close else -1
            if end < 0:
                comments_close = False
                position += 1
                continue
            token = line[position:end]
            position = end
        else:
            match = _TOKEN.match(line, position)
            if match is None:
                position += 1
                continue
            token = match[0]
            position = match.end()
        yield token, spaced
        spaced = False


def _comment_end(line: str, position: int) -> int:
    """Where the comment that opens here ends; -1 if it never does."""
    depth = 0
    limit = min(len(line), position + 2000)
    while position < limit:
        character = line[position]
        if character == "\\":
            position += 1
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return -1


def _without_groups(tokens: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The tokens without the names of groups (`Name: member, member;`); that of an empty group becomes one token.

    A colon is one of a group only if a `;` follows: mailers write them into names, too.
    """
    last = max((index for index, (token, _) in enumerate(tokens) if token == ";"), default=-1)
    if not any(token == ":" for token, _ in tokens[: last + 1]):
        return tokens
    result: list[tuple[str, bool]] = []
    begin, is_address = 0, False  # of the current item: where in `result`, and whether its words are more than a name
    for index, (token, spaced) in enumerate(tokens):
        if token == ":" and index < last and len(result) > begin and not is_address:
            name = " ".join(word for word, _ in result[begin:])
            del result[begin:]
            if tokens[index + 1][0] == ";":
                result.append((f"{name}:", spaced))
            continue
        result.append((token, spaced))
        is_address = (is_address or token in {"@", "<"}) and token not in {",", ";"}
        if token in {",", ";"}:
            begin = len(result)
    return result


def _angle_follows(tokens: list[tuple[str, bool]]) -> list[bool]:
    """For each token whether a `<` comes before the next separator."""
    result = [False] * len(tokens)
    follows = False
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index][0]
        if token == "<":
            follows = True
        elif token in {",", ";"}:
            follows = False
        result[index] = follows
    return result


@lru_cache(maxsize=1024)
def _domain_to_ascii(domain: str) -> str | None:
    if not domain or len(domain) > 253:
        return None
    if domain.isascii():
        return domain.lower()
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None


def _is_ip_literal(literal: str) -> bool:
    try:
        if literal[:5].lower() == "ipv6:":
            IPv6Address(literal[5:])
        else:
            IPv4Address(literal)
    except AddressValueError:
        return False
    return True
