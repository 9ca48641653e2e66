"""The query language, one for command line, page and Python.

    乡村振兴 农业            both words            "全面 推进"        the phrase
    农业 OR 林业             either                -转载              not this
    (农业 OR 林业) 补贴      grouped               title:通知         in the title
    site: section: issuer: source:   by origin     no:国办发          document number
    after:2024-01 before:2025                      exact:後           not folded: Traditional only
    is:removed is:changed    removed from the portal, edited since it was first seen
    id:3f2a9c0d11e4b7a6,5fba606c66469866           just these

Full-width quotes, colons, parentheses and spaces do as well. A query that cannot be read gives problems, each with its
place; nothing is raised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scraper.hanzi import fold
from scraper.index.days import read_days
from scraper.index.nodes import NAMES, And, Exact, From, Is, Node, Not, Or, Problem, Published, Query, State, Words
from scraper.index.tokens import match_phrase

FIELDS: dict[str, str] = {
    "title": "title",
    "site": "site",
    "section": "section",
    "issuer": "issuer",
    "source": "source",
    "no": "no",
    "after": "after",
    "before": "before",
    "exact": "exact",
    "is": "is",
    "id": "id",
    "标题": "title",
    "網站": "site",
    "网站": "site",
    "栏目": "section",
    "机构": "issuer",
    "来源": "source",
    "文号": "no",
    "之后": "after",
    "之前": "before",
    "精确": "exact",
    "编号": "id",
}
_KNOWN = " ".join(f"{field}:" for field in FIELDS if field.isascii())
UNKNOWN_FIELD = f"{{about}}: is no field; known are {_KNOWN} — put it in quotes to search for the text."
_STATES: dict[str, State] = {"removed": "removed", "changed": "changed", "已删除": "removed", "已修改": "changed"}
_QUOTES = {'"': '"', "“": "”", "”": "”", "「": "」", "『": "』", "＂": "＂"}
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<open>[(（])|(?P<close>[)）])
    |(?P<not>[-−－](?=\S))
    |(?P<field>[A-Za-z]+|[\u4e00-\u9fff]{2})[:：]
    |(?P<quote>["“”「『＂])
    |(?P<word>(?:[^\s()（）"“”「『＂])+)""",
    re.VERBOSE,
)


_Kind: TypeAlias = Literal["open", "close", "not", "or", "and", "text", "phrase"]
_CONNECTIVES: dict[str, _Kind] = {"OR": "or", "|": "or", "||": "or", "AND": "and", "NOT": "not"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    start: int
    end: int
    text: str = ""
    field: str = ""


def parse(source: str) -> Query:
    """Read a query; never raises."""
    reader = _Reader(source)
    node = reader.read()
    return Query(source, None if reader.problems else node, tuple(reader.problems))


class _Reader:
    """Recursive descent over the tokens; collects problems instead of raising them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.tokens = self._split()
        self.at = 0
        self.depth = 0

    def read(self) -> Node | None:
        node = self._either()
        while self.at < len(self.tokens) and not self.problems:
            token = self.tokens[self.at]
            self._problem(token, "This closing parenthesis was never opened; take it out or put it in quotes.")
        return node

    def _problem(self, token: _Token, sentence: str, about: str = "") -> None:
        self.problems.append(Problem(token.start, token.end, sentence, about))

    def _split(self) -> list[_Token]:
        tokens: list[_Token] = []
        at = 0
        while at < len(self.source):
            match = _TOKEN.match(self.source, at)
            if match is None:  # a sign that opens nothing, such as a minus before a blank
                at += 1
                continue
            kind = match.lastgroup
            if kind == "space":
                at = match.end()
            elif kind in {"field", "quote", "word"}:
                at = self._take(tokens, match)
            else:
                assert kind in {"open", "close", "not"}
                tokens.append(_Token(kind, match.start(), match.end()))  # type: ignore[arg-type]  # just asserted
                at = match.end()
        return tokens

    def _take(self, tokens: list[_Token], match: re.Match[str]) -> int:
        """Add a word, a phrase or a field with its value; give where to go on."""
        start, at, name = match.start(), match.start(), ""
        if match.lastgroup == "field":
            name = FIELDS.get(match["field"].lower(), "")
            following = self.source[match.end() : match.end() + 1].strip()
            if name:
                at = match.end()
            elif match["field"].isascii() and following not in {"", "/"}:
                self.problems.append(Problem(start, match.end(), UNKNOWN_FIELD, match["field"]))
                at = match.end()
        if self.source[at : at + 1] in _QUOTES:
            return self._phrase(tokens, start, at, name)
        word = re.compile(r'[^\s()（）"“”「『＂]+').match(self.source, at)
        if word is None:  # a field before a parenthesis or a blank, or at the end
            self.problems.append(Problem(start, at, "{about}: needs a word or a phrase in quotes after it.", name))
            return at
        text = word.group()
        if not name and text in _CONNECTIVES:
            tokens.append(_Token(_CONNECTIVES[text], start, word.end()))
        else:
            tokens.append(_Token("text", start, word.end(), text, name))
        return word.end()

    def _phrase(self, tokens: list[_Token], start: int, at: int, name: str) -> int:
        end = self.source.find(_QUOTES[self.source[at]], at + 1)
        if end < 0 and self.source[at] == "“":
            end = self.source.find('"', at + 1)
        if end < 0:
            self.problems.append(Problem(at, at + 1, "This quote is not closed; close it or take it out."))
            return len(self.source)
        tokens.append(_Token("phrase", start, end + 1, self.source[at + 1 : end], name))
        return end + 1

    def _peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _either(self) -> Node | None:
        parts = [self._all()]
        while (token := self._peek()) and token.kind == "or":
            self.at += 1
            following = self._peek()
            if parts[-1] is None or following is None or following.kind in {"or", "close"}:
                self._problem(token, "OR needs something on both sides; put it in quotes to search for the word.")
            parts.append(self._all())
        found = tuple(part for part in parts if part is not None)
        return Or(found) if len(found) > 1 else next(iter(found), None)

    def _all(self) -> Node | None:
        parts: list[Node] = []
        while (token := self._peek()) and token.kind not in {"or", "close"}:
            if token.kind == "and":
                self.at += 1
                following = self._peek()
                if not parts or following is None or following.kind in {"or", "and", "close"}:
                    self._problem(token, "AND needs something on both sides; put it in quotes to search for the word.")
                continue
            part = self._one()
            if part is not None:
                parts.append(part)
        return And(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)

    def _one(self) -> Node | None:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "not":
            return self._negated(token)
        if token.kind == "open":
            return self._group(token)
        if token.kind in {"text", "phrase"}:
            return self._leaf(token)
        return None

    def _negated(self, token: _Token) -> Node | None:
        is_left_out = True
        while (following := self._peek()) and following.kind == "not":  # one after the other: there may be thousands
            is_left_out = not is_left_out
            self.at += 1
        if following is None or following.kind in {"or", "and", "close"}:
            self._problem(token, "After this there is nothing to leave out; write the word right behind the minus.")
            return None
        part = self._one()
        return Not(part) if part is not None and is_left_out else part

    def _group(self, token: _Token) -> Node | None:
        if self.depth > 20:  # deep enough for people, shallow enough for FTS5's own stack
            self._problem(token, "Parentheses are nested too deep; write the query flatter.")
            self.at = len(self.tokens)
            return None
        self.depth += 1
        node = self._either()
        self.depth -= 1
        closing = self._peek()
        if closing is None:
            self._problem(token, "This parenthesis is not closed; close it or put it in quotes.")
        else:
            self.at += 1
            if node is None and not self.problems:
                self._problem(token, "There is nothing in these parentheses; write words between them.")
        return node

    def _leaf(self, token: _Token) -> Node | None:
        if token.field in (*NAMES, "no", "id"):
            return From(token.field, token.text.strip())  # type: ignore[arg-type]  # just tested
        if token.field in {"after", "before"}:
            return self._date(token)
        if token.field == "is":
            return self._state(token)
        if match_phrase(fold(token.text)) is None:
            self._problem(token, "There is no letter, digit or character to search for in this.")
            return None
        return Exact(token.text) if token.field == "exact" else Words(token.text, token.field == "title")

    def _date(self, token: _Token) -> Node | None:
        days = read_days(token.text)
        if days is None:
            self._problem(token, "“{about}” is no date; write 2024, 2024-05 or 2024-05-31.", token.text)
            return None
        first = days.first.toordinal()
        return Published(first, None) if token.field == "after" else Published(None, first)

    def _state(self, token: _Token) -> Node | None:
        state = _STATES.get(token.text.lower())
        if state is None:
            self._problem(token, "is:{about} is not known; write is:removed or is:changed.", token.text)
            return None
        return Is(state)
