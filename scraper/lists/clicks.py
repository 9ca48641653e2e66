"""Elements that lead somewhere by a handler bound in a script: `$('.row').click(function(){ location.href = … })`.

Read, never run: the selector's last part, and the address that the handler puts together of quoted parts and of the
element's own attributes. A handler of any other make binds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

_TEXT = r"(['\"])([^'\"\n]{1,80})\%d\s*"
_OPENS = r"(?:function\s*\([^()]{0,40}\)|\([^()]{0,40}\)\s*=>|\w+\s*=>)\s*\{"
# $('.row').click(…), $('.row').on('click', …), $(document).on('click', '.row', …)
_BINDS = re.compile(
    rf"\$\(\s*(?:{_TEXT % 1}|document\s*|window\s*)\)\.(?:click|on|bind|live)\(\s*"
    rf"(?:['\"]click['\"]\s*,\s*)?(?:{_TEXT % 3},\s*)?{_OPENS}"
)
# document.querySelectorAll('.row').forEach(row => row.addEventListener('click', () => {…}))
_LISTENS = re.compile(
    rf"querySelector(?:All)?\(\s*{_TEXT % 1}\)[^;]{{0,120}}?"
    rf"(?:addEventListener\(\s*['\"]click['\"]\s*,|\.onclick\s*=)\s*{_OPENS}"
)
# $(this).data('id'), $(this).attr('data-id'), row.dataset.id, e.target.getAttribute('data-id')
READS_ATTRIBUTE = re.compile(
    r"(?:\$\(\s*[^()\n]{1,60}\)|\b[A-Za-z_$][\w$]*+(?:\.(?:currentTarget|target))?)\."
    r"(?:data\(\s*['\"](?P<data>[\w-]+)['\"]\s*\)|dataset\.(?P<set>\w+)|(?:attr|getAttribute)\(\s*['\"](?P<attr>[\w-]+)['\"]\s*\))"
)
_CLOSEST = re.compile(r"\.closest\(\s*['\"]([^'\"\n]{1,80})['\"]\s*\)")
_ASSIGNS = re.compile(r"(?:var|let|const)\s+(\w+)\s*=\s*(attribute_\d+)\s*[;,\n]")
_PART = re.compile(r"(?P<tag>^[a-z][a-z0-9]*)|\.(?P<cls>[\w-]+)|#(?P<id>[\w-]+)|\[(?P<attr>[\w-]+)\]")
_MOST = 30  # handlers of one page


@dataclass(frozen=True, slots=True)
class Selector:
    """The last part of a selector: what an element must be to be bound."""

    tag: str | None
    classes: frozenset[str]
    id: str | None
    attributes: tuple[str, ...]

    def fits(self, element: HtmlElement) -> bool:
        """Tell whether an element is what the selector names."""
        return (
            (self.tag is None or element.tag == self.tag)
            and (self.id is None or element.get("id") == self.id)
            and all(element.get(name) is not None for name in self.attributes)
            and self.classes <= {*(element.get("class") or "").split()}
        )


@dataclass(frozen=True, slots=True)
class Click:
    """A handler: whom it is bound to, the body that leads somewhere, the attributes that its names stand for."""

    selectors: tuple[Selector, ...]
    body: str = field(repr=False)
    attributes: Mapping[str, str] = field(repr=False)

    def values(self, element: HtmlElement) -> dict[str, str] | None:
        """Give what the names in the body are for an element; None where the handler is not bound to it."""
        if not any(selector.fits(element) for selector in self.selectors):
            return None
        found = {name: element.get(attribute) for name, attribute in self.attributes.items()}
        return {name: value for name, value in found.items() if value is not None}


def read_clicks(text: str) -> tuple[Click, ...]:
    """Read the handlers of a page's scripts that use the address of the place, the first `_MOST` of them."""
    if "click" not in text:
        return ()
    found = []
    for pattern, groups in ((_BINDS, (4, 2)), (_LISTENS, (2,))):
        for match in islice(pattern.finditer(text), _MOST):
            body = text[match.end() : match.end() + 800].split("})", 1)[0]
            inner = _CLOSEST.search(body)  # the handler of a list finds out the row
            selector = inner[1] if inner else next((match[group] for group in groups if match[group]), "")
            selectors = tuple(made for part in selector.split(",") if (made := _selector(part)))
            if selectors and ("location" in body or "open(" in body):
                found.append(_click(selectors, body))
    return tuple(found)


def attribute_read(match: re.Match[str]) -> str:
    """Give the name of the attribute that a match of `READS_ATTRIBUTE` reads: `dataset.pageNo` is `data-page-no`."""
    kebab = re.sub(r"(?<!^)([A-Z])", r"-\1", match["set"] or "").lower()
    return match["attr"] or f"data-{match['data'] or kebab}"


def _click(selectors: tuple[Selector, ...], body: str) -> Click:
    attributes: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        name = f"attribute_{len(attributes)}"
        attributes[name] = attribute_read(match)
        return name

    body = READS_ATTRIBUTE.sub(named, body)
    attributes |= {name: attributes[held] for name, held in _ASSIGNS.findall(body)}
    return Click(selectors, body, attributes)


def _selector(text: str) -> Selector | None:
    parts = text.strip().replace(">", " ").split()
    last = parts[-1] if parts else ""
    found = list(_PART.finditer(last))
    if not found or "".join(match.group() for match in found) != last:
        return None
    classes = frozenset(match["cls"] for match in found if match["cls"])
    attributes = tuple(match["attr"] for match in found if match["attr"])
    tag = next((match["tag"] for match in found if match["tag"]), None)
    name = next((match["id"] for match in found if match["id"]), None)
    return Selector(tag, classes, name, attributes)
