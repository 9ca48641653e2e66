"""The short texts of a page in which a pager may state its totals."""

from __future__ import annotations

from lxml.html import HtmlElement

_SILENT = frozenset({"script", "style", "noscript", "template"})
_LONG = 300


def pager_texts(tree: HtmlElement) -> list[str]:
    """Give the texts of small elements that hold a digit, the smallest first, from the end of the page."""
    found: list[tuple[int, int, str]] = []
    sizes: dict[HtmlElement, list[str]] = {}
    for element in tree.iter():
        own = element.text if isinstance(element.tag, str) and element.tag not in _SILENT else None
        for holder, text in ((element, own), (element.getparent(), element.tail)):
            if not text or not text.strip() or holder is None:
                continue
            above: HtmlElement | None = holder
            for _ in range(4):
                if above is None:
                    break
                sizes.setdefault(above, []).append(text.strip())
                above = above.getparent()
    for at, (_, parts) in enumerate(sizes.items()):
        text = " ".join(parts)
        if len(text) <= _LONG and any(char.isdigit() for char in text):
            found.append((len(text), -at, " ".join(text.split())))
    return [text for _, _, text in sorted(found)]
