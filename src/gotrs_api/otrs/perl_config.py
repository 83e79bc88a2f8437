"""Reads the assignments of a `Kernel/Config.pm`. The Perl in it is not run: what needs that is named instead."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, NamedTuple

_SKIPPED: Final = re.compile(r"[ \t\r\f]+|\#[^\n]*")
_POD: Final = re.compile(r"=[a-zA-Z].*?(?:^=cut[^\n]*|\Z)", re.DOTALL | re.MULTILINE)
_HEREDOC: Final = re.compile(r"<<(~?)(?:'([^'\n]*)'|\"([^\"\n]*)\"|([A-Za-z_]\w*))")
_QUOTE: Final = re.compile(r"(qw|qq|q|qr|m|s|tr|y)\b(?!\s*(?:=>|,|;|\)|\}))\s*([^\w\s])")
_PLAIN: Final = re.compile(
    r"(?P<number>-?\d+(?:\.\d+(?!\.))?)(?!\w) | (?P<variable>[\$@%]\$*\w+(?:::\w+)*) | (?P<word>[A-Za-z_]\w*(?:::\w+)*)"
    r" | (?P<mark>=>|->|=~|!~|==|\.\.|\|\|=?|//=?|&&|[.+*-]=|.)",
    re.VERBOSE | re.DOTALL,
)
_CLOSING: Final = {"(": ")", "{": "}", "[": "]", "<": ">"}
_OPENING: Final = frozenset("({[")
_BLOCKS: Final = frozenset({"if", "unless", "elsif", "else", "for", "foreach", "while", "until"})
_ASSIGNING: Final = frozenset({"=", ".=", "+=", "||=", "//=", "-=", "*="})
_INSERTED: Final = re.compile(
    r"\\(x[0-9A-Fa-f]{1,2}|x\{[0-9A-Fa-f]{1,5}\}|.) | \$(?:Self->)?\{\s*['\"]?([\w:\#./ -]+?)['\"]?\s*\}((?:->)?[\[{])? | \$(\w+(?:::\w+)*)((?:->)?[\[{])?",
    re.DOTALL | re.VERBOSE,
)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass
class ConfigRead:
    """`values` by name (`A->{B}` is A with a key B); the names of those that only Perl knows, and of those set under a condition."""

    values: dict[str, Any] = field(default_factory=dict)
    computed: list[str] = field(default_factory=list)
    conditional: list[str] = field(default_factory=list)


class _Token(NamedTuple):
    """`kind`: text (a finished string), inserting (one with variables in it), list, number, variable, word, mark, code."""

    kind: str
    value: str


class _NotPlain(Exception):
    """Only Perl knows this value."""


def read_config_pm(text: str) -> ConfigRead:
    return _Reader(_tokens(text)).read()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at, end = 0, len(text)
    resume: dict[int, int] = {}  # the end of a line that has heredocs -> where their texts end
    while at < end:
        if text[at] == "\n":
            at = resume.pop(at, at) + 1
            continue
        is_start = at == 0 or text[at - 1] == "\n"
        skipped = (_POD.match(text, at) if is_start else None) or _SKIPPED.match(text, at)
        if skipped:
            at = skipped.end()
            continue
        if match := _HEREDOC.match(text, at):
            found.append(_heredoc(text, match, resume))
            at = match.end()
        elif text[at] in "'\"`":
            kind = {"'": "text", '"': "inserting", "`": "code"}[text[at]]
            inner, at = _delimited(text, at)
            found.append(_Token(kind, _single(inner) if kind == "text" else inner))
        elif (match := _QUOTE.match(text, at)) and not (found and found[-1].value in ("->", "{", "sub")):
            inner, at = _delimited(text, match.end() - 1)
            if match[1] in ("s", "tr", "y"):
                following = at if match[2] in _CLOSING else at - 1
                while match[2] in _CLOSING and following < end and text[following].isspace():
                    following += 1
                _, at = _delimited(text, following)
            kind = {"q": "text", "qq": "inserting", "qw": "list"}.get(match[1], "code")
            found.append(_Token(kind, _single(inner) if kind == "text" else inner))
        else:
            plain = _PLAIN.match(text, at)
            assert plain is not None
            if plain[0] in ("__END__", "__DATA__"):
                break
            found.append(_Token(str(plain.lastgroup), plain[0]))
            at = plain.end()
            if plain[0] in ("=~", "!~") and (bare := re.compile(r"\s*/").match(text, at)):
                _, at = _delimited(text, bare.end() - 1)
                found.append(_Token("code", ""))
    return found


def _heredoc(text: str, match: re.Match[str], resume: dict[int, int]) -> _Token:
    line_end = text.find("\n", match.end())
    line_end = len(text) if line_end < 0 else line_end
    start = resume.get(line_end, line_end) + 1
    name = next((each for each in match.groups()[1:] if each is not None), "")
    indented = r"[ \t]*" if match[1] else ""
    closing = re.compile(rf"^{indented}{re.escape(name)}\r?$", re.MULTILINE).search(text, start)
    body = text[start : closing.start() if closing else len(text)]
    resume[line_end] = closing.end() if closing else len(text)
    if match[1]:
        lines = body.splitlines(keepends=True)
        indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        body = "".join(line[indent:] for line in lines)
    return _Token("text" if match[2] is not None else "inserting", body)


def _delimited(text: str, at: int) -> tuple[str, int]:
    """What stands between a delimiter and its end, and the place behind it."""
    opening = text[at] if at < len(text) else ""
    closing, depth, start = _CLOSING.get(opening, opening), 1, at + 1
    at += 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == closing:
            depth -= 1
            if not depth:
                return text[start:at], at + 1
        elif text[at] == opening:
            depth += 1
        at += 1
    return text[start:], len(text)


def _single(inner: str) -> str:
    return re.sub(r"\\(['\\])", r"\1", inner)


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._read = ConfigRead()
        self._variables: dict[str, Any] = {}

    def read(self) -> ConfigRead:
        """Statement by statement; `blocks` says of each open block whether it is run for sure."""
        blocks: list[bool] = []
        tokens = self._tokens
        while self._at < len(tokens):
            token = tokens[self._at]
            if token == ("mark", "}"):
                self._at += 1
                if blocks:
                    blocks.pop()
            elif token.kind == "word" and (token.value in _BLOCKS or token.value == "sub"):
                self._to_block()
                blocks.append(token.value == "sub")
            elif token == ("mark", "{"):
                self._at += 1
                blocks.append(True)
            else:
                self._statement(self._until_end(), is_certain=all(blocks))
        return self._read

    def _to_block(self) -> None:
        depth = 0
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.kind != "mark":
                continue
            if token.value == "{" and not depth:
                return
            depth += (token.value in _OPENING) - (token.value in ")}]")

    def _until_end(self) -> list[_Token]:
        found: list[_Token] = []
        depth = 0
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind == "mark":
                if not depth and token.value == "}":
                    break
                if not depth and token.value == ";":
                    self._at += 1
                    break
                depth += (token.value in _OPENING) - (token.value in ")}]")
            found.append(token)
            self._at += 1
        return found

    def _statement(self, tokens: list[_Token], *, is_certain: bool) -> None:
        conditions = [at for at, token in enumerate(tokens) if token.kind == "word" and token.value in _BLOCKS]
        statement = _Expression(tokens[: conditions[0]] if conditions else tokens, self._read.values, self._variables)
        is_certain = is_certain and not conditions
        at = 1 if tokens and tokens[0] in (("word", "my"), ("word", "our")) else 0
        if len(tokens) > at + 1 and tokens[at].kind == "variable" and tokens[at + 1].value in _ASSIGNING:
            statement.at = at + 1
            self._variable(tokens[at].value, statement if is_certain else None)
            return
        names = statement.target()
        if names is None:
            return
        name = names[0]
        if not is_certain:
            self._read.conditional.append(name)
            return
        try:
            value = statement.assigned()
        except _NotPlain:
            self._read.computed.append(name)
            if len(names) == 1:
                self._read.values.pop(name, None)
            return
        into = self._read.values
        for outer, inner in pairwise(names):
            nested = into.setdefault(outer, {})
            if not isinstance(nested, dict):
                return
            into, name = nested, inner
        into[name] = value

    def _variable(self, name: str, statement: _Expression | None) -> None:
        self._variables.pop(name.lstrip("$"), None)
        if statement is not None and name.startswith("$"):
            with suppress(_NotPlain):
                self._variables[name.lstrip("$")] = statement.assigned()


class _Expression:
    """One statement, read from left to right."""

    def __init__(self, tokens: list[_Token], values: dict[str, Any], variables: dict[str, Any]) -> None:
        self._tokens = tokens
        self._values, self._variables = values, variables
        self.at = 0

    def target(self) -> list[str] | None:
        """The names that are assigned to, from the outermost; None where the statement is about something else.

        A statement that changes a setting in another way (`push`, `delete`) is named by it, and has no value.
        """
        first = next((at for at, token in enumerate(self._tokens) if token.value in ("$Self", "$$Self")), None)
        if first is None or not (first == 0 or self._changes(first)):
            return None
        self.at = first + 1
        names: list[str] = []
        while self._takes("->") or self._is("{"):
            if not self._takes("{"):
                break
            try:
                names.append(str(self._value()))
            except _NotPlain:
                return names or [self._tokens[self.at - 1].value]
            if not self._takes("}"):
                return names
        if not names or (
            first == 0 and not (self.at < len(self._tokens) and self._tokens[self.at].value in _ASSIGNING)
        ):
            return None
        return names

    def assigned(self) -> Any:
        """The value behind `=`, to the end of the statement. Raises _NotPlain."""
        if not self._takes("="):
            raise _NotPlain
        value = self._value()
        if self.at < len(self._tokens):
            raise _NotPlain
        return value

    def _changes(self, first: int) -> bool:
        return self._tokens[0].value in ("push", "unshift", "delete", "splice") or (
            first == 2 and self._tokens[0].value in ("@", "%", "$")
        )

    def _is(self, mark: str) -> bool:
        return self.at < len(self._tokens) and self._tokens[self.at] == ("mark", mark)

    def _takes(self, mark: str) -> bool:
        found = self._is(mark)
        self.at += found
        return found

    def _value(self) -> Any:
        value = self._term()
        while self._takes("."):
            following = self._term()
            if not isinstance(value, str) or not isinstance(following, str):
                raise _NotPlain
            value += following
        return value

    def _term(self) -> Any:
        if self.at >= len(self._tokens):
            raise _NotPlain
        token = self._tokens[self.at]
        self.at += 1
        match token.kind:
            case "text" | "number":
                return token.value
            case "inserting":
                return self._inserted(token.value)
            case "list":
                return token.value.split()
            case "word":
                return self._word(token.value)
            case "variable":
                return self._known(token.value)
        if token.value == "{":
            items = self._items("}")
            if len(items) % 2:
                raise _NotPlain
            return {str(key): value for key, value in zip(items[::2], items[1::2], strict=True)}
        if token.value == "[":
            return self._items("]")
        if token.value == "(":
            value = self._value()
            if self._takes(")"):
                return value
        raise _NotPlain

    def _word(self, word: str) -> Any:
        if word == "Translatable" and self._takes("("):
            value = self._value()
            if self._takes(")"):
                return value
            raise _NotPlain
        if word == "undef":
            return None
        if self._is("=>") or self._is("}"):
            return word
        raise _NotPlain

    def _known(self, variable: str) -> Any:
        value: Any = self._values if variable in ("$Self", "$$Self") else self._variables
        if value is self._variables:
            if variable.lstrip("$") not in value:
                raise _NotPlain
            value = value[variable.lstrip("$")]
        while self._is("->") or self._is("{"):
            self._takes("->")
            if not self._takes("{"):
                raise _NotPlain
            key = str(self._value())
            if not self._takes("}") or not isinstance(value, dict) or key not in value:
                raise _NotPlain
            value = value[key]
        if value is self._values:
            raise _NotPlain
        return value

    def _items(self, end: str) -> list[Any]:
        items: list[Any] = []
        while not self._takes(end):
            if self._takes(",") or self._takes("=>"):
                continue
            is_list = self.at < len(self._tokens) and self._tokens[self.at].kind == "list"
            value = self._value()
            if self._takes(".."):
                last = self._value()
                if not (str(value).isdecimal() and str(last).isdecimal() and int(last) < 1000):
                    raise _NotPlain
                items += map(str, range(int(value), int(last) + 1))
            elif is_list:
                items += value
            else:
                items.append(value)
        return items

    def _inserted(self, text: str) -> str:
        """A string in double quotes with the variables in it, as far as they are known."""

        def one(match: re.Match[str]) -> str:
            escaped, braced, more, name, more_too = match.groups()
            if escaped is not None:
                if len(escaped) > 1:
                    return chr(int(escaped[1:].strip("{}"), 16))
                return _ESCAPES.get(escaped, escaped)
            of = self._values if match[0].startswith("$Self->") else self._variables
            found = of.get(braced or name)
            if not isinstance(found, str) or more or more_too:
                raise _NotPlain
            return found

        return _INSERTED.sub(one, text)
