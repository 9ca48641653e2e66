"""What a page's own scripts write into it: `document.write('<li>…')`, `innerHTML = `…``, `$('#list').html(html)`.

Read, never run: text put together of quoted parts and of names whose text is known. What holds a name that is not
known (an entry of a list that is still to be fetched) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.dom import parse
from scraper.lists.addresses import arguments, function_body
from scraper.lists.script_values import script_text
from scraper.urls import is_same_site, resolve

_NAME = r"[A-Za-z_$][\w$]*+"
_QUOTED = r"'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|`(?:[^`\\]|\\.)*+`"
_STATEMENT = re.compile(
    rf"(?<![\w$.])(?:(?:var|let|const)\s++)?(?P<name>{_NAME})\s*+(?P<plus>\+?)=(?![=>])"
    r"|(?P<write>\bdocument\.write(?:ln)?)\s*+\("
    r"|(?:getElementById\(\s*+['\"](?P<id>[\w-]++)['\"]\s*+\)|\$\(\s*+['\"]\#(?P<target>[\w-]++)['\"]\s*+\))?"
    r"(?:\.innerHTML\s*+\+?=(?!=)|\.(?:html|append|prepend)\(|\.insertAdjacentHTML\(\s*+['\"]\w++['\"]\s*+,)"
    rf"|(?<![\w$.])(?<!function )(?P<call>{_NAME})\s*+\((?P<given>(?:{_QUOTED}|[\w\s,.-])*+)\)\s*+(?=[;\n]|$)",
    re.VERBOSE | re.DOTALL,
)
_OPERAND = re.compile(
    rf"\s*+(?:(?P<quoted>{_QUOTED})|(?P<name>{_NAME}(?:\.{_NAME})*+)|(?P<number>\d++))\s*+(?P<more>\+?)", re.DOTALL
)
_FUNCTION = re.compile(rf"\bfunction\s++(?P<name>{_NAME})\s*+\((?P<parameters>[\w\s,$]*+)\)\s*+\{{")
_CALLS = re.compile(rf"\s*+(?P<name>{_NAME})\s*+\(")
_IN_TEMPLATE = re.compile(r"\$\{([^}]*+)\}")
_HAS_LINK = re.compile(r"<(?:a|i?frame)\s", re.IGNORECASE)  # what leads to rows
_WRITES_WORDS = re.compile(
    rf"document\.write(?:ln)?\s*+\(\s*+(?:{_NAME}\s*+[)+]|['\"]\s*+(?:[^<'\"\s\\]|<(?:span|p|h\d|font|b|strong|em|label)\b))"
)
_WRITES_QUOTED = re.compile(
    r"document\.write(?:ln)?\s*+\(\s*+['\"]\s*+(?:[^<'\"\s\\]|<(?:span|p|h\d|font|b|strong|em|label)\b)"
)
_SUMMED = re.compile(rf"[(+]\s*+({_NAME})\s*+[+)]")
_TAG = re.compile(r"<[^<>]*>")
_HOLDS_MORE = re.compile(r"<(?:a|script|img|iframe|link|object|embed|input|style)\b|style\s*=", re.IGNORECASE)
_CHOICE = re.compile(r"\belse\b")
_SCRIPT_CHARS = 5_000  # a script that writes a date is short, and so are those that name it
_WORDS_CHARS = 200
_MAY_WRITE = re.compile(r"document\.write|innerHTML|\.html\(|\.append\(|\.prepend\(|insertAdjacentHTML")
_MOST_CHARS = 1_000_000  # that are read of the scripts of one page, and written by them
_MOST_CALLS = 2000
_TEXT_CHARS = 200_000  # of one name or sum; a list of a hundred rows has 30,000

Known = dict[str, str | None]  # None: a name whose text is not known


@dataclass(slots=True)
class _Output:
    """What the scripts of a page have written so far: at their own place, or into the element of an id."""

    here: list[str] = field(default_factory=list)
    into: dict[str, list[str]] = field(default_factory=dict)
    chars: int = 0
    calls: int = 0

    def add(self, text: str, target: str | None) -> None:
        self.chars += len(text)
        if self.chars <= _MOST_CHARS:
            (self.here if target is None else self.into.setdefault(target, [])).append(text)


def write_out(tree: HtmlElement, url: str) -> None:
    """Put what the scripts of a page write behind them, or into the elements that they name; only what has links."""
    scripts = [script for script in tree.iter("script") if script.text]
    if not any(_writes(script.text) for script in scripts):
        return
    ids = {element.get("id", ""): element for element in tree.iter() if element.get("id")}
    known: Known = {}
    functions: dict[str, tuple[tuple[str, ...], str]] = {}
    left, chars, calls = _MOST_CHARS, 0, 0
    for script in scripts:
        code = script.text or ""
        is_call = (call := _CALLS.match(code)) is not None and call["name"] in functions
        if not (_writes(code) or is_call) or len(code) > left:
            continue
        left -= len(code)
        functions |= _functions(code)
        output = _Output(chars=chars, calls=calls)
        _run(code, known, functions, output)
        chars, calls = output.chars, output.calls
        _put(script, "".join(output.here), url, is_behind=True)
        for target, texts in output.into.items():
            _put(ids.get(target, script), "".join(texts), url, is_behind=target not in ids)


def words_written(scripts: Sequence[HtmlElement], codes: Sequence[str]) -> list[tuple[HtmlElement, HtmlElement]]:
    """Give the scripts that write a few words where they stand (来源：, a date), each with a `<span>` of its words.

    `codes`: the texts of the scripts. Left out: what holds links, pictures or frames, and a script that writes one
    thing or another.
    """
    writing = {
        code for code in codes if len(code) <= _SCRIPT_CHARS and "document.write" in code and _WRITES_WORDS.search(code)
    }
    known = _named_texts(codes, {name for code in writing for name in _SUMMED.findall(code)})
    found = []
    for script, code in zip(scripts, codes, strict=True) if writing else ():
        if code not in writing or not (_WRITES_QUOTED.search(code) or any(name in code for name in known)):
            continue
        output = _Output()
        _run(code, known, {}, output)
        html = "".join(output.here)
        if not html.strip() or _HOLDS_MORE.search(html) or (len(output.here) > 1 and _CHOICE.search(code)):
            continue
        if not _TAG.sub("", html).strip():
            continue  # tags alone
        span = parse(f"<html><body><span>{html}</span></body></html>").find("body/span")
        if span is not None and 0 < len(span.text_content().strip()) <= _WORDS_CHARS:
            found.append((script, span))
    return found


def _named_texts(codes: Sequence[str], names: set[str]) -> Known:
    """Give the texts that the scripts of a page first give to these names."""
    if not names:
        return {}
    wanted = re.compile(rf"(?<![\w$.])({'|'.join(map(re.escape, names))})\s*+=\s*+({_QUOTED})")
    found: Known = {}
    for code in codes:
        if len(code) <= _SCRIPT_CHARS:
            for hit in wanted.finditer(code):
                found.setdefault(hit[1], script_text(hit[2][1:-1]))
    return found


def _writes(code: str | None) -> bool:
    return bool(code and _HAS_LINK.search(code) and _MAY_WRITE.search(code))


def _functions(code: str) -> dict[str, tuple[tuple[str, ...], str]]:
    """Give the functions with parameters that write: their parameters and what is in them."""
    found = {}
    for match in _FUNCTION.finditer(code):
        body = function_body(code, match.end())
        parameters = tuple(name.strip() for name in match["parameters"].split(",") if name.strip())
        if parameters and _MAY_WRITE.search(body):
            found[match["name"]] = (parameters, body)
    return found


def _run(code: str, known: Known, functions: dict[str, tuple[tuple[str, ...], str]], output: _Output) -> None:
    """Follow the statements of a script in their order."""
    at = 0
    while match := _STATEMENT.search(code, at):
        at = match.end()
        if match["call"]:
            if match["call"] in functions and output.calls < _MOST_CALLS:
                output.calls += 1
                parameters, body = functions[match["call"]]
                given = dict(zip(parameters, map(script_text, arguments(match["given"])), strict=False))
                _run(body, {**known, **given}, {}, output)
            continue
        text, at = _value(code, at, known)
        if (name := match["name"]) is not None:
            before = known.get(name, "") if match["plus"] else ""
            is_known = before is not None and text is not None and len(before) + len(text) <= _TEXT_CHARS
            known[name] = f"{before}{text}" if is_known else None
        elif text is not None:
            output.add(text, match["id"] or match["target"])


def _value(code: str, at: int, known: Known) -> tuple[str | None, int]:
    """Read the sum of texts that begins at a place; None where a part of it is not known. Gives also where it ends."""
    parts: list[str] = []
    is_known, left = True, _TEXT_CHARS
    while operand := _OPERAND.match(code, at):
        at = operand.end()
        text = operand["number"] or _operand(operand["quoted"], operand["name"], known)
        left -= len(text or "")
        is_known = is_known and text is not None and left >= 0
        parts.append(text or "" if is_known else "")
        if not operand["more"]:
            break
    ends = code[at : at + 1] in (";", ")", ",", "}", "\n", "") or code[at - 1 : at] == "\n"
    return ("".join(parts) if parts and is_known and ends else None), at


def _operand(quoted: str | None, name: str | None, known: Known) -> str | None:
    if quoted is None:
        return known.get(name or "")
    text = quoted[1:-1]
    if quoted[0] == "`" and "${" in text:
        names = [inner.strip() for inner in _IN_TEMPLATE.findall(text)]
        if any(known.get(inner) is None for inner in names):
            return None
        if sum(len(known[inner] or "") for inner in names) > _TEXT_CHARS:
            return None
        text = _IN_TEMPLATE.sub(lambda match: known[match.group(1).strip()] or "", text)
    return script_text(text)


def _put(place: HtmlElement, text: str, url: str, *, is_behind: bool) -> None:
    """Put written elements behind a script or into an element, where most of their links stay on the portal.

    What was injected into a portal writes links to elsewhere.
    """
    parent = place.getparent()
    if not _HAS_LINK.search(text) or parent is None:
        return
    body = parse(f"<html><body>{text}</body></html>").find("body")
    if body is None:
        return
    leads = [resolve(url, link.get("href") or link.get("src") or "") for link in body.iter("a", "iframe", "frame")]
    if sum(lead is not None and not is_same_site(lead, url) for lead in leads) * 2 > len(leads):
        return
    at = parent.index(place) + 1
    for number, element in enumerate(list(body)):
        if is_behind:
            parent.insert(at + number, element)
        else:
            place.append(element)
