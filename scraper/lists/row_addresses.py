"""How a page's script makes the address of an entry that has only an id: read from where it writes the link.

A script that fetches a list writes each row itself: `'<a href="/news/' + item.id + '.html">'`. What stands there is
read as a template, `/news/{id}.html`, and filled in with the entry's own values; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from string import Formatter

from scraper.lists.addresses import LEADS, function_body, put_together

_NAME = r"[A-Za-z_$][\w$]*"
_BEGINS = re.compile(r"(?<!location\.)(?<![\w-])href\s*=\s*\\?[\"'`]{0,2}(?=[^\s<>]{0,200}?(?:\$\{|['\"]\s*\+))")
_PUSHES = re.compile(r"\.push\(\s*(?:\{\s*path\s*:\s*)?[\"'`](?=/)")  # this.$router.push("/detail/" + item.id)
_PUSHED_QUERY = re.compile(r"\.push\(\s*\{\s*path\s*:\s*[\"']([^\"'\s]+)[\"']\s*,\s*query\s*:\s*\{([^{}]{1,200})\}")
# <a ng-href="/read/{{x.code}}">, <a href="/read/{{id}}"> of Angular, Vue, Handlebars, mustache, art-template
_MUSTACHES = re.compile(r"href\s*=\s*[\"']([^\"'<>\s{}]{0,200}\{\{[^\"'<>]{1,200})[\"']")
_MUSTACHE = re.compile(rf"\{{\{{\s*(?:{_NAME}(?:\[\w+\])?\.)*({_NAME})\s*\}}\}}")
_QUERY_PAIR = re.compile(rf"({_NAME})\s*:\s*(?:{_NAME}\.)*({_NAME})\s*(?:,|$)")
_LITERAL = re.compile(r"([^\s\"'`<>\\+{}$]*)")
_IN_TEMPLATE = re.compile(rf"\$\{{\s*(?:{_NAME}(?:\[\w+\])?\.)*({_NAME})\s*\}}([^\s\"'`<>\\{{}}$]*)")
_JOINED = re.compile(rf"\\?['\"]\s*\+\s*\(?(?:{_NAME}(?:\[\w+\])?\.)*({_NAME})\)?\s*(?:\+\s*['\"]([^\s\"'<>\\{{}}]*))?")
_CLICKS = re.compile(rf"(?:onclick|@click|v-on:click)\s*=\s*\\?[\"'](?:javascript:)?({_NAME})\(([^()<>]{{1,80}})\)")
_ARGUMENT_NAME = re.compile(rf"({_NAME})[^\w$]*$")
_MOST_SCRIPT_CHARS = 2_000_000
_MOST = 4  # templates of one page; a script that writes more kinds of links leaves open which is the row's
_MOST_CLICKS = 2000
_MOST_CALLS = 12  # different ones; for each the page is searched for its function
_WORTHY = re.compile(r"^(?:https?://|/|\.{1,2}/|[\w-]+[/.?])")


def read_row_addresses(text: str) -> tuple[str, ...]:
    """Give the templates with which a page's scripts write links, each once, in their order."""
    text = text[:_MOST_SCRIPT_CHARS]
    begins = (*_BEGINS.finditer(text), *_PUSHES.finditer(text))
    found = [made for match in begins if (made := _template(text, match.end()))]
    for written in islice(_MUSTACHES.findall(text), _MOST_CLICKS):
        made = _MUSTACHE.sub(r"{\1}", written)
        found += [made] if made.count("{") == written.count("{{") and _WORTHY.match(made.lstrip("{")) else []
    for path, query in _PUSHED_QUERY.findall(text):
        pairs = "&".join(f"{name}={{{value}}}" for name, value in _QUERY_PAIR.findall(query))
        found += [f"{path}?{pairs}"] if pairs else []
    calls = islice(dict.fromkeys(match.groups() for match in islice(_CLICKS.finditer(text), _MOST_CLICKS)), _MOST_CALLS)
    found += [made for function, given in calls if (made := _called(text, function, given))]
    return tuple(dict.fromkeys(found))[:_MOST]


def fill(template: str, values: Mapping[str, object]) -> str | None:
    """Give the address that a template makes of an entry's values; None where one of them is missing."""
    given = {}
    for _, name, _, _ in Formatter().parse(template):
        if name is None:
            continue
        value = values.get(name)
        if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
            return None
        given[name] = str(value)
    return template.format_map(given) if given else None


def _template(text: str, at: int) -> str | None:
    """Read one address that is put together of quoted parts and names, from where it begins."""
    start = _LITERAL.match(text, at)
    assert start is not None
    made, at, names = start.group(1), start.end(), 0
    while piece := _IN_TEMPLATE.match(text, at) or _JOINED.match(text, at):
        made += f"{{{piece.group(1)}}}{piece.group(2) or ''}"
        at, names = piece.end(), names + 1
    return made if names and _WORTHY.match(made) else None


def _called(text: str, function: str, given: str) -> str | None:
    """Read the address of a row that calls a function of the page with its values."""
    names = [match.group(1) for part in given.split(",") if (match := _ARGUMENT_NAME.search(part))]
    if len(names) != len(given.split(",")):
        return None
    pattern = rf"(?:function\s+)?(?<![\w$.]){re.escape(function)}\s*(?::\s*function\s*)?\(([^()]{{0,80}})\)\s*\{{"
    for defined in re.finditer(pattern, text):
        goes = LEADS.search(function_body(text, defined.end()))
        parameters = [name.strip() for name in defined.group(1).split(",")]
        if goes:
            known = {name: f"{{{value}}}" for name, value in zip(parameters, names, strict=False)}
            return put_together(goes.group(1), known)
    return None
