"""What a page says of its own place: the section's name and the breadcrumbs."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from scraper.steps.links.rows import chunks, squeeze

_HERE = re.compile(r"(?:当前|現在|目前|您|你)?(?:所在)?(?:的)?位置|you\s+are\s+here", re.IGNORECASE)
_HOME = re.compile(r"^(?:网站|網站)?(?:首\s*[页頁]|主页|主頁)$|^home$|^startseite$|^accueil$|^inicio$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:&gt;|>+|»|›|＞|→|\|)\s*|\s+/\s+")
_TITLE_SEPARATOR = re.compile(r"\s*[-_|—–]+\s*")
_LONGEST = 120  # characters of a line of breadcrumbs
_COLUMN = frozenset({"columnname", "column_name", "channelname"})


def read_breadcrumbs(tree: HtmlElement) -> tuple[str, ...]:
    """Give the steps from 首页 on, without the words before them; empty where the page shows none."""
    for element in tree.iter("a", "span", "li"):
        if not _HOME.match(squeeze("".join(element.itertext()))):
            continue
        holder = element.getparent()
        for _ in range(3):
            if holder is None or holder.tag == "body":
                break
            steps = _steps(holder)
            if steps:
                return steps
            holder = holder.getparent()
    return ()


def read_section_name(tree: HtmlElement, breadcrumbs: tuple[str, ...]) -> str | None:
    """Give the section's name: ColumnName (国办发〔2017〕47号), the last breadcrumb, or the head of `<title>`."""
    for meta in tree.iter("meta"):
        if (meta.get("name") or "").lower() in _COLUMN and squeeze(meta.get("content") or ""):
            return squeeze(meta.get("content") or "")
    if len(breadcrumbs) > 1:
        return breadcrumbs[-1]
    title = next((squeeze(element.text or "") for element in tree.iter("title")), "")
    parts = [part for part in _TITLE_SEPARATOR.split(title) if part]
    if len(parts) < 2:
        return parts[0] if parts else None
    headings = {squeeze("".join(element.itertext())) for element in tree.iter("h1", "h2", "h3")}
    return next((part for part in parts if part in headings), min(parts[0], parts[-1], key=len))


def _steps(holder: HtmlElement) -> tuple[str, ...]:
    text = squeeze(" ".join(part for _, part in chunks(holder)))
    if len(text) > _LONGEST or not (_SEPARATOR.search(text) or _HERE.search(text)):
        return ()
    text = re.sub(rf"^.*?(?:{_HERE.pattern})\s*[:：]?\s*", "", text)
    steps = [step.strip(" :：") for step in _SEPARATOR.split(text)]
    if len(steps) == 1:
        steps = [squeeze("".join(anchor.itertext())) for anchor in holder.iter("a")]
    steps = [step for step in steps if step]
    return tuple(steps) if len(steps) > 1 and _HOME.match(steps[0]) else ()
