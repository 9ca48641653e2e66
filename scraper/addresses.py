"""Where the links of a page lead: `href`, `javascript:` with an address inside, `onclick`, and own functions.

Old portals write `<a href="javascript:view('123')">` with `function view(id){location.href='/info/'+id+'.html'}`. The
function is read, not run: an address made of quoted parts and the arguments of the call is put together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from lxml.html import HtmlElement

from scraper.urls import resolve

# A quote after a backslash opens nothing; were it tried, a run of them would be read to its end from each.
_QUOTED = re.compile(r"""(?<!\\)'((?:[^'\\\n]|\\.)*+)'|(?<!\\)"((?:[^"\\\n]|\\.)*+)\"""")
_CALL = re.compile(
    r"(?:javascript\s*+:)?\s*+(?:return\s++)?([A-Za-z_$][\w$]*+)\s*+\((.*)\)\s*+;?\s*+(?:return\s++\w++;?)?$", re.DOTALL
)
_CODE_CHARS = 2000  # of a link's script; what leads somewhere is short
_FUNCTION = re.compile(r"function\s+([A-Za-z_$][\w$]*)\s*\(([^)]{0,200})\)\s*\{")
_GOES = re.compile(
    r"(?:location(?:\.href)?\s*=(?!=)|location\.(?:assign|replace)\s*\(|window\.open\s*\(|\.action\s*=)"
    r"\s*((?:'[^'\n]*'|\"[^\"\n]*\"|[A-Za-z_$\d][\w$.]*)(?:\s*\+\s*(?:'[^'\n]*'|\"[^\"\n]*\"|[A-Za-z_$\d][\w$.]*))*)"
)
_ARGUMENT = re.compile(r"""(?<!\\)'((?:[^'\\]|\\.)*+)'|(?<!\\)"((?:[^"\\]|\\.)*+)"|([^,\s'"][^,'"]*+)""", re.DOTALL)
_QUERY = "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~"  # all of ASCII is left to the URL parser
_FUNCTION_CHARS = 1500  # a function that leads somewhere is short
_ADDRESS = re.compile(
    r"^(?:https?:)?/|^\.{1,2}/|^\?|\.(?:s?html?|aspx?|jspx?|php|do|action|pdf|docx?|xlsx?|wps|zip|rar)(?:[?#]|$)|^[^/]*+/.*\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LeadingFunction:
    """A function of the page that leads to an address: its parameters and the expression that makes the address."""

    parameters: tuple[str, ...]
    expression: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """What links mean on one page: the base of relative ones, and the functions that lead somewhere."""

    base: str
    functions: Mapping[str, LeadingFunction] = field(default_factory=dict, repr=False)
    encoding: str = "utf-8"

    def resolve(self, reference: str) -> str | None:
        """Give the absolute http(s) URL of a reference; its query is written in the page's encoding (HTML, URLs)."""
        return resolve(self.base, in_encoding(reference, self.encoding))

    def of_element(self, element: HtmlElement) -> str | None:
        """Give the absolute URL that a click on `element` leads to, or None where it leads nowhere (or not by http)."""
        href = (element.get("href") or "").strip()
        if href and not href.startswith("#") and not href.lower().startswith("javascript:"):
            return self.resolve(href)
        for code in (href, element.get("onclick") or ""):
            if code and (found := self.of_code(code)):
                return found
        for name in ("data-href", "data-url", "data-link"):
            if element.get(name):
                return self.resolve(element.get(name, ""))
        return None

    def of_code(self, code: str) -> str | None:
        """Give the absolute URL that a piece of script leads to, or None."""
        code = code[:_CODE_CHARS].strip()
        if (goes := _GOES.search(code)) and (made := put_together(goes.group(1), {})):
            return self.resolve(made)
        call = _CALL.match(code)
        if call and (function := self.functions.get(call.group(1))):
            values = arguments(call.group(2))
            made = put_together(function.expression, dict(zip(function.parameters, values, strict=False)))
            if made:
                return self.resolve(made)
        for match in _QUOTED.finditer(code):
            text = match.group(1) or match.group(2) or ""
            if _ADDRESS.search(text):
                return self.resolve(text)
        return None


def read_addresses(tree: HtmlElement, text: str, base: str, encoding: str = "utf-8") -> Addresses:
    """Learn what links mean on a page: `<base href>`, and functions in its scripts that lead to an address."""
    for element in tree.iter("base"):
        if element.get("href"):
            base = resolve(base, element.get("href", "")) or base
            break
    functions: dict[str, LeadingFunction] = {}
    for match in _FUNCTION.finditer(text):
        body = _body(text, match.end())
        goes = _GOES.search(body)
        if goes:
            parameters = tuple(name.strip() for name in match.group(2).split(","))
            functions.setdefault(match.group(1), LeadingFunction(parameters, goes.group(1)))
    return Addresses(base, functions, encoding)


def in_encoding(reference: str, encoding: str) -> str:
    """Percent-encode what is not ASCII in the query of a reference, in a page's encoding (URL Standard, query state).

    Old ASP portals in GBK link to `List.asp?type=通知`, and understand only the bytes of GBK.
    """
    head, mark, query = reference.partition("?")
    if encoding in ("utf-8", "utf-16le", "utf-16be") or query.isascii():
        return reference
    codec = {"gbk": "gb18030", "big5": "big5hkscs"}.get(encoding, encoding)
    try:
        return head + mark + quote(query, safe=_QUERY, encoding=codec, errors="xmlcharrefreplace")
    except LookupError:
        return reference


def put_together(expression: str, values: Mapping[str, str]) -> str | None:
    """Put an address together from quoted parts and known names; None where a name is not known."""
    parts = re.findall(r"'[^'\n]*'|\"[^\"\n]*\"|[A-Za-z_$\d][\w$.]*", expression)
    made = []
    for part in parts:
        if part[0] in "'\"":
            made.append(part[1:-1])
        elif part in values:
            made.append(values[part])
        elif part.isdigit():
            made.append(part)
        else:
            return None
    address = "".join(made)
    return address if _ADDRESS.search(address) else None


def arguments(code: str) -> tuple[str, ...]:
    """Split the arguments of a call; quotes are taken off."""
    found = _ARGUMENT.findall(code)
    return tuple(one or two or bare.strip() for one, two, bare in found)


def _body(text: str, start: int) -> str:
    depth = 1
    for match in re.finditer(r"[{}]", text[start : start + _FUNCTION_CHARS]):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return text[start : start + match.start()]
    return text[start : start + _FUNCTION_CHARS]
