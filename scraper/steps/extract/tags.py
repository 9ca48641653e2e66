"""Page tags: `<meta>` elements and JSON-LD, by lower-case name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from scraper.flow import squeeze
from scraper.model import Flow, Mended, PurgedPage

# A template word that the CMS did not fill in: `{title}`, `$title$`, `[!--title--]`, or the name of the field itself.
_UNFILLED = re.compile(
    r"^\s*(?:\{.*\}|\$.*\$|<.*>|\[.*\]|#.*#|网站名称|栏目名称|文章标题|文章来源|文章作者|null|undefined)\s*$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class PageTags:
    """What the head of the page says about it; `json_ld` is the article's object, or empty."""

    metas: Mapping[str, Mended] = field(default_factory=dict)
    json_ld: Mapping[str, Any] = field(default_factory=dict)
    window_title: Mended = Mended("")

    def first(self, *names: str) -> Mended | None:
        """Give the first filled tag among `names` (lower case)."""
        return next((self.metas[name] for name in names if name in self.metas), None)

    def text(self, *names: str) -> str | None:
        """Give the text of the first filled tag among `names`."""
        found = self.first(*names)
        return found.text if found else None


def read_tags(page: PurgedPage) -> PageTags:
    """Read the page's tags; where one stands twice, the first filled one counts."""
    metas: dict[str, Mended] = {}
    for meta in page.flow.tagged["meta"]:
        name = meta.get("name") or meta.get("property") or meta.get("itemprop")
        content = meta.get("content")
        if not name or not content or _UNFILLED.match(content):
            continue
        value = squeeze(page.nodes.get((meta, "@content")) or Mended(content))
        if value.text:
            metas.setdefault(name.strip().lower(), value)
    return PageTags(metas, _article_object(page.flow), _window_title(page))


def _window_title(page: PurgedPage) -> Mended:
    for element in page.flow.tagged["title"]:
        parent = element.getparent()
        if parent is not None and parent.tag == "svg":
            continue
        node = page.nodes.get((element, "text"))
        title = squeeze(node or Mended(element.text or ""))
        if title.text:
            return title
    return Mended("")


def json_ld(flow: Flow) -> Iterator[dict[str, Any]]:
    """Give the objects of the page's JSON-LD, the outer ones before those in them."""
    for script in flow.tagged["script"]:
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            values = orjson.loads(script.text.strip().strip(";"))
        except orjson.JSONDecodeError:
            continue
        yield from _objects(values, 0)


def _article_object(flow: Flow) -> Mapping[str, Any]:
    for value in json_ld(flow):
        kind = value.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(name, str) and name.endswith(("Article", "Posting", "Report")) for name in kinds):
            return value
    return {}


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:  # deeper graphs describe other things than the page
        return
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
