"""Names for what a script reads from attributes: `btn.dataset.url`, `$(this).data('page')`, `.attr('data-cursor')`."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from scraper.lists.clicks import READS_ATTRIBUTE, attribute_read

_MORE = re.compile(r"more|load|next|page", re.IGNORECASE)


def name_attributes(code: str, tree: HtmlElement) -> tuple[str, dict[str, str]]:
    """Give a script with each reading of a `data-` attribute as a name, and what the names stand for on this page.

    Where elements differ in an attribute, that of a button for more counts.
    """
    names: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        attribute = attribute_read(match)
        names[attribute] = attribute.replace("-", "_")
        return names[attribute]

    code = READS_ATTRIBUTE.sub(named, code)
    found: dict[str, str] = {}
    for attribute, name in names.items():
        bearers = [element for element in tree.iter() if element.get(attribute) is not None]
        marked = [e for e in bearers if _MORE.search(f"{e.get('class')} {e.get('id')}")]
        if values := {element.get(attribute, "") for element in marked or bearers}:
            found |= {name: values.pop()} if len(values) == 1 else {}
    return code, found
