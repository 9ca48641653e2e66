"""Lists as plain XML of any make: `<news><item><title>…</title><link>…</link></item>…`, read as JSON would be."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from scraper.lists.entries import Json

PROLOG = r"(?:<\?[^>]*+>\s*+|<!--(?>.*?-->)\s*+)*+"  # possessive: tried in one way only
_BEGINNING = re.compile(r"\s*+" + PROLOG, re.DOTALL)
_ROOT = re.compile(r"<(?!html\b|!)[A-Za-z_][\w.-]*+[\s>]", re.IGNORECASE)
_DEEPEST = 8  # levels of elements; a list's entries lie two or three deep


def read_xml_value(text: str) -> Json:
    """Read a document of XML, declared as such, as objects and lists; None for another text."""
    prolog = _BEGINNING.match(text.lstrip("\ufeff"))
    body = text.lstrip("\ufeff")[prolog.end() :] if prolog and "<?xml" in prolog.group() else ""
    if not _ROOT.match(body):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    return None if root is None else _value(root, 0)


def _value(element: etree._Element, depth: int) -> Json:
    children = [child for child in element if isinstance(child.tag, str)]
    named: dict[str, Json] = {str(name): str(value) for name, value in element.attrib.items()}
    if not children and not named:
        return (element.text or "").strip()
    if not children or depth >= _DEEPEST:
        return named | {"text": (element.text or "").strip()}
    often = {tag for tag, count in Counter(_name(child) for child in children).items() if count > 1}
    for child in children:
        name, value = _name(child), _value(child, depth + 1)
        held = named.get(name)
        if name not in often:
            named[name] = value
        elif isinstance(held, list):
            held.append(value)
        else:
            named[name] = [value]
    return named


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
