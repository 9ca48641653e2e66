"""Where the links of a page lead: `href`, `javascript:` with an address inside, `onclick`, and own functions.

Old portals write `<a href="javascript:view('123')">` with `function view(id){location.href='/info/'+id+'.html'}`. The
function is read, not run: an address made of quoted parts and the arguments of the call is put together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from lxml.html import HtmlElement

from scraper.lists.branches import Branch, read_branches
from scraper.lists.clicks import Click, read_clicks
from scraper.lists.declared import variables
from scraper.lists.expressions import fill, read_template
from scraper.urls import resolve

# A quote after a backslash opens nothing; were it tried, a run of them would be read to its end from each.
_QUOTED = re.compile(r"""(?<!\\)'((?:[^'\\\n]|\\.)*+)'|(?<!\\)"((?:[^"\\\n]|\\.)*+)\"""")
_CALL = re.compile(
    r"(?:javascript\s*+:)?\s*+(?:return\s++)?([A-Za-z_$][\w$]*+)\s*+\((.*)\)\s*+;?\s*+(?:return\s++\w++;?)?$", re.DOTALL
)
_CODE_CHARS = 2000  # of a link's script; what leads somewhere is short
_FUNCTION = re.compile(r"function\s+([A-Za-z_$][\w$]*)\s*\(([^)]{0,200})\)\s*\{")
LEADS = re.compile(
    r"(?:location(?:\.href|\.search)?\s*=(?!=)|location\.(?:assign|replace)\s*\(|window\.open\s*\(|\.action\s*=)"
    r"\s*((?:'[^'\n]*'|\"[^\"\n]*\"|[A-Za-z_$\d][\w$.]*)(?:\s*\+\s*(?:'[^'\n]*'|\"[^\"\n]*\"|[A-Za-z_$\d][\w$.]*))*)"
)
_NAMES = re.compile(r"(?:'[^'\n]*'|\"[^\"\n]*\")|([A-Za-z_$][\w$]*)")  # those outside quotes
_VALUE = r"\s*(?:=(?!=)|\(|,)\s*('[^'\n]*'|\"[^\"\n]*\"|[A-Za-z_$\d][\w$.]*)\s*[;)\n}]"
# document.frm.id.value = id; getElementById('id').value = id; $('#id').val(id); $("input[name=id]").val(id)
_FILLS = re.compile(
    r"(?:\.([A-Za-z_][\w-]*)\.value|getElementById\(\s*['\"]([\w.-]+)['\"]\s*\)\.value"
    r"|(?:\(\s*['\"][^'\"\n]{0,40}?(?:#|name=['\"]?)([\w.-]+)['\"\])]{1,4})\.val)" + _VALUE
)
# var base = document.getElementById('url').value; base = $('#url').val()
_READS_FIELD = re.compile(
    r"([A-Za-z_$][\w$]*)\s*=\s*(?:document\.getElementById\(\s*['\"]([\w-]+)['\"]\s*\)\.value|\$\(\s*['\"]#([\w-]+)['\"]\s*\)\.val\(\))"
)
# url.replace(/page=\d+/, 'page=' + n); changeParam(location.href, 'page', n)
_SETS_OWN = re.compile(
    r"\.replace\([^,\n]{1,60},\s*['\"][?&]?(\w+)=['\"]\s*\+\s*([A-Za-z_$][\w$]*)"
    r"|\(\s*(?:window\.|document\.)?location(?:\.href)?\s*,\s*['\"](\w+)['\"]\s*,\s*([A-Za-z_$][\w$]*)"
)
_SUBMITS = re.compile(r"\bsubmit\s*\(")
_MOST_SENDERS = 30  # functions that send a form; for each the page's forms are searched
_PAGE_FIELD = re.compile(r"page", re.IGNORECASE)  # what a list keeps in its form for itself
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(/))")
_ARGUMENT = re.compile(r"""(?<!\\)'((?:[^'\\]|\\.)*+)'|(?<!\\)"((?:[^"\\]|\\.)*+)"|([^,\s'"][^,'"]*+)""", re.DOTALL)
_QUERY = "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~"  # all of ASCII is left to the URL parser
_FUNCTION_CHARS = 1500  # a function that leads somewhere is short
_ADDRESS = re.compile(
    r"^(?:https?:)?/|^\.{1,2}/|^\?|\.(?:s?html?|aspx?|jspx?|php|do|action|pdf|docx?|xlsx?|wps|zip|rar)(?:[?#]|$)|^[^/]*+/.*\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LeadingFunction:
    """A function of the page that leads to an address: its parameters and the expression that makes the address.

    `fills`: fields of a form that it sets before it sends the form, each with an expression; `fields`: what else stands
    in that form.
    """

    parameters: tuple[str, ...]
    expression: str
    fills: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    branches: tuple[Branch, ...] = ()

    def made(self, values: tuple[str, ...]) -> str | None:
        """Put the address together that a call with these values leads to; None where a part of it is not known.

        A form is written into the query, as a search in the form's own manner would be: the pages that such boards
        send by POST are answered under that address too.
        """
        known = dict(zip(self.parameters, values, strict=False))
        chosen = next((branch for branch in self.branches if branch.holds(known)), None)
        made = put_together(chosen.expression if chosen else self.expression, known)
        if made is None or not self.fills:
            return made
        filled = {name: _value(expression, known) for name, expression in self.fills}
        if None in filled.values():
            return None
        kept = {name: value for name, value in self.fields if value and not _PAGE_FIELD.search(name)}
        sent = {name: value for name, value in (kept | filled).items() if value}
        return f"{made}{'&' if '?' in made else '?'}{urlencode(sent)}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """What links mean on one page: the base of relative ones, and the functions that lead somewhere."""

    base: str
    functions: Mapping[str, LeadingFunction] = field(default_factory=dict, repr=False)
    encoding: str = "utf-8"
    clicks: tuple[Click, ...] = field(default=(), repr=False)

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
        return self.of_click(element) if self.clicks else None

    def of_click(self, element: HtmlElement) -> str | None:
        """Give the absolute URL that a handler bound by a script leads an element to, or None."""
        for click in self.clicks:
            values = click.values(element)
            goes = LEADS.search(click.body) if values is not None else None
            template = read_template(click.body, goes.start(1)) if goes else None
            made = fill(template, values or {}) if template else None
            if made and _ADDRESS.search(made):
                return self.resolve(made)
        return None

    def of_code(self, code: str) -> str | None:
        """Give the absolute URL that a piece of script leads to, or None."""
        code = code[:_CODE_CHARS].strip()
        if (goes := LEADS.search(code)) and (made := put_together(goes.group(1), {})):
            return self.resolve(made)
        call = _CALL.match(code)
        if call and (function := self.functions.get(call.group(1))):
            made = function.made(arguments(call.group(2)))
            if made:
                return self.resolve(made)
            if function.fills:
                return None
        for match in _QUOTED.finditer(code):
            text = _unescaped(match.group(1) or match.group(2) or "")
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
    senders = 0
    constants: dict[str, str] | None = None
    for match in _FUNCTION.finditer(text):
        body = function_body(text, match.end())
        parameters = tuple(name.strip() for name in match.group(2).split(","))
        if senders < _MOST_SENDERS and _SUBMITS.search(body):
            senders += 1
            sent = _sending(tree, parameters, body)
        else:
            sent = None
        if sent is not None:
            functions.setdefault(match.group(1), sent)
        elif leads := LEADS.findall(body):
            # `if (n < 2) location.href = 'index.html'; else location.href = 'index_' + n + '.html';`
            made = next((lead for lead in leads if {*_NAMES.findall(lead)} & {*parameters}), leads[0])
            constants = variables(text) if constants is None else constants
            made, given = _of_own_address(body, parameters, base) or made, _fields_read(tree, body)
            settled = tuple(
                Branch(branch.guard, _settled(branch.expression, parameters, constants | given))
                for branch in (read_branches(body, LEADS) if len(leads) > 1 else ())
            )
            leading = LeadingFunction(parameters, _settled(made, parameters, constants | given), branches=settled)
            functions.setdefault(match.group(1), leading)
    return Addresses(base, functions, encoding, read_clicks(text))


def _of_own_address(body: str, parameters: tuple[str, ...], base: str) -> str | None:
    """Give the expression of the page's own address with a number set by a function: `url.replace(/page=../, …)`."""
    match = next((match for match in _SETS_OWN.finditer(body) if (match[2] or match[4]) in parameters), None)
    if match is None or "location" not in body or "'" in base:
        return None
    name, value = match[1] or match[3], match[2] or match[4]
    path, _, query = base.partition("#")[0].partition("?")
    kept = "".join(f"{pair}&" for pair in query.split("&") if pair and pair.partition("=")[0] != name)
    return f"'{path}?{kept}{name}=' + {value}"


def _fields_read(tree: HtmlElement, body: str) -> dict[str, str]:
    """Give what the names of a function stand for that are read from fields of the page by their ids."""
    asked = {one or two: name for name, one, two in _READS_FIELD.findall(body)}
    if not asked:
        return {}
    fields = (element for element in tree.iter("input") if element.get("id") in asked)
    return {asked[element.get("id", "")]: element.get("value") or "" for element in fields}


def _settled(expression: str, parameters: tuple[str, ...], constants: Mapping[str, str]) -> str:
    """Write the page's constants into an expression: `ctx + '/detail/' + id` with `var ctx = '/gov'`."""

    def written(match: re.Match[str]) -> str:
        name = match.group(1)
        is_constant = name and name not in parameters and name in constants and not set(constants[name]) & set("'\"\n")
        return f"'{constants[name]}'" if is_constant else match.group()

    return _NAMES.sub(written, expression)


def _sending(tree: HtmlElement, parameters: tuple[str, ...], body: str) -> LeadingFunction | None:
    """Read a function that sets fields of a form by its parameters and sends it; None where it sets none."""
    fills = {one or two or three: value for one, two, three, value in _FILLS.findall(body)}
    form = next((form for form in tree.iter("form") if fills.keys() & {*_named(form)}), None)
    if form is None or not {*fills.values()} & {*parameters}:
        return None
    names = {element.get("id"): element.get("name") for element in form.iter("input") if element.get("name")}
    goes = LEADS.search(body)
    expression = goes.group(1) if goes else f"'{form.get('action') or ''}'"
    written = tuple((names.get(name) or name, value) for name, value in fills.items())
    hidden = [element for element in form.iter("input") if (element.get("type") or "text").lower() == "hidden"]
    fields = tuple((element.get("name") or "", element.get("value") or "") for element in hidden)
    return LeadingFunction(parameters, expression, written, tuple(pair for pair in fields if pair[0]))


def _named(form: HtmlElement) -> list[str]:
    elements = list(form.iter("input"))
    return [name for element in elements for name in (element.get("name"), element.get("id")) if name]


def _value(expression: str, known: Mapping[str, str]) -> str | None:
    if expression[0] in "'\"":
        return expression[1:-1]
    return known.get(expression, expression if expression.isdigit() else None)


def _unescaped(text: str) -> str:
    r"""Undo the escapes that scripts write into addresses: `\u0026`, `\x26`, `\/`."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda match: match[3] or chr(int(match[1] or match[2], 16)), text)


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


def function_body(text: str, start: int) -> str:
    """Give what stands between the brace before `start` and the one that closes it, or the beginning of it."""
    depth = 1
    for match in re.finditer(r"[{}]", text[start : start + _FUNCTION_CHARS]):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return text[start : start + match.start()]
    return text[start : start + _FUNCTION_CHARS]
