"""How a page's script makes the address of an entry that has only an id: read from where it writes the link.

A script that fetches a list writes each row itself: `'<a href="/news/' + item.id + '.html">'`. What stands there is
read as a template, `/news/{id}.html`, and filled in with the entry's own values; nothing is guessed.
"""

from __future__ import annotations

import re
from itertools import islice

from scraper.lists.addresses import LEADS, function_body
from scraper.lists.expressions import read_query, read_template

_NAME = r"[A-Za-z_$][\w$]*"
_BEGINS = re.compile(r"(?<!location\.)(?<![\w-])href\s*=\s*\\?[\"'`]{0,2}(?=[^\s<>]{0,200}?(?:\$\{|['\"]\s*\+))")
_PUSHES = re.compile(r"\.push\(\s*(?:\{\s*path\s*:\s*)?[\"'`](?=/)")  # this.$router.push("/detail/" + item.id)
# a.href = "/x/" + e.id.toLowerCase(), navigateTo(`/x/${e.id}`), push({path: "/x", query: {id: btoa(e.id)}}), to: {…}
_SETS = re.compile(
    r"(?:\.href\s*=(?!=)|\b(?:navigateTo|window\.open|location\.assign)\s*\(|\.(?:push|resolve)\s*\(|\bto\s*:|setAttribute\(\s*['\"]href['\"]\s*,)\s*(?=[\"'`{(])"
)
# <a ng-href="/read/{{x.code}}">, <a href="/read/{{id}}"> of Angular, Vue, Handlebars, mustache, art-template
_MUSTACHES = re.compile(r"href\s*=\s*[\"']([^\"'<>\s{}]{0,200}\{\{[^\"'<>]{1,200})[\"']")
_MUSTACHE = re.compile(rf"\{{\{{\s*(?:{_NAME}(?:\[\w+\])?\.)*({_NAME})\s*\}}\}}")
_UNDERSCORES = re.compile(r"<%[=-]\s*([\w.$]{1,60})\s*%>")  # Underscore, EJS, lodash
# data-bind="attr: { href: '/read/' + id }" of Knockout
_BINDS = re.compile(r"data-bind\s*=\s*(?:\"[^\"]{0,300}?|'[^']{0,300}?)\bhref\s*:\s*(?=[\"'`])")
_PREFIXED = re.compile(r"\burlPrefix\s*:\s*[\"']([^\"'\s]+)[\"']\s*,\s*urlField\s*:\s*[\"'](\w+)[\"']")  # of Tabulator
_SHAREPOINT = re.compile(r"\.listUrlDir\s*=\s*[\"']([^\"'\s]+)[\"']")  # whose items are shown by one form
_LITERAL = re.compile(r"([^\s\"'`<>\\+{}$]*)")
_IN_TEMPLATE = re.compile(rf"\$\{{\s*(?:{_NAME}(?:\[\w+\])?\.)*({_NAME})\s*\}}([^\s\"'`<>\\{{}}$]*)")
_JOINED = re.compile(
    rf"\\?['\"]\s*\+\s*\(?(?:{_NAME}(?:\[\w+\])?\.)*(?:get\(['\"])?({_NAME})(?![\w$(.])(?:['\"]\))?\)?\s*(?:\+\s*['\"]([^\s\"'<>\\{{}}]*))?"
)
_CLICKS = re.compile(rf"(?:onclick|@click|v-on:click)\s*=\s*\\?[\"'](?:javascript:)?({_NAME})\(([^()<>]{{1,80}})\)")
_ARGUMENT_NAME = re.compile(rf"({_NAME})[^\w$]*$")
_MOST_SCRIPT_CHARS = 2_000_000
_MOST = 4  # templates of one page; a script that writes more kinds of links leaves open which is the row's
_MOST_CLICKS = 2000
_MOST_CALLS = 12  # different ones; for each the page is searched for its function
_WORTHY = re.compile(r"^(?:https?://|/|\.{1,2}/|[\w-]+[/.?!])")


def read_row_addresses(text: str) -> tuple[str, ...]:
    """Give the templates with which a page's scripts write links, each once, in their order."""
    text = text[:_MOST_SCRIPT_CHARS]
    if "<%" in text:
        text = _UNDERSCORES.sub(r"{{\1}}", text)
    begins = (*_BEGINS.finditer(text), *_PUSHES.finditer(text))
    found = [made for match in begins if (made := _template(text, match.end()))]
    for written in islice(_MUSTACHES.findall(text), _MOST_CLICKS):
        made = _MUSTACHE.sub(r"{\1}", written)
        found += [made] if made.count("{") == written.count("{{") and _WORTHY.match(made.lstrip("{")) else []
    found += [f"{before}{{{name}}}" for before, name in _PREFIXED.findall(text)]
    found += [f"{folder}/DispForm.aspx?ID={{ID}}" for folder in _SHAREPOINT.findall(text)[:1]]
    for match in islice(_SETS.finditer(text), _MOST_CLICKS):
        read = read_query if text[match.end()] == "{" else read_template
        made = read(text, match.end(), members_only=True)  # `id` alone is a parameter: its call says what it stands for
        found += [made] if made and "{" in made and _WORTHY.match(made) else []
    bound = (read_template(text, match.end()) for match in islice(_BINDS.finditer(text), _MOST))
    found += [made for made in bound if made and "{" in made and _WORTHY.match(made)]
    calls = islice(dict.fromkeys(match.groups() for match in islice(_CLICKS.finditer(text), _MOST_CLICKS)), _MOST_CALLS)
    found += [made for function, given in calls if (made := _called(text, function, given))]
    return tuple(dict.fromkeys(found))[:_MOST]


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
            made = read_template(text, defined.end() + goes.start(1), dict(zip(parameters, names, strict=False)))
            return made if made and "{" in made and _WORTHY.match(made) else None
    return None
