"""What a page says of its own place: the section's name and the breadcrumbs."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from scraper.steps.links.outline import Outline
from scraper.steps.links.rows import chunks, squeeze

_HERE = re.compile(r"(?:当前|現在|目前|您|你)?(?:所在)?(?:的)?位置|you\s+are\s+here", re.IGNORECASE)
_HOME = re.compile(r"^(?:网站|網站)?(?:首\s*[页頁]|主页|主頁)$|^home$|^startseite$|^accueil$|^inicio$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:&gt;|>+|»|›|＞|→|\|)\s*|\s+/\s+")
_TITLE_SEPARATOR = re.compile(r"\s*[-_|—–]+\s*")
_HOME_CHARS = 20
_LONGEST = 120  # characters of a line of breadcrumbs
_COLUMN = frozenset({"columnname", "column_name", "channelname"})


def read_breadcrumbs(outline: Outline) -> tuple[str, ...]:
    """Give the steps from 首页 on, without the words before them; empty where the page shows none."""
    tried: set[HtmlElement] = set()
    for element in outline.tree.iter("a", "span", "li"):
        if not outline.is_short(element, _HOME_CHARS) or not _HOME.match(squeeze("".join(element.itertext()))):
            continue
        holder = element.getparent()
        for _ in range(3):
            if holder is None or holder.tag == "body":
                break
            if holder not in tried and outline.measures[holder].chars <= _LONGEST + 1 and (steps := _steps(holder)):
                return steps
            tried.add(holder)
            holder = holder.getparent()
    return ()


def read_section_name(outline: Outline, breadcrumbs: tuple[str, ...]) -> str | None:
    """Give the section's name: ColumnName (国办发〔2017〕47号), the last breadcrumb, or the head of `<title>`."""
    tree = outline.tree
    for meta in tree.iter("meta"):
        if (meta.get("name") or "").lower() in _COLUMN and squeeze(meta.get("content") or ""):
            return squeeze(meta.get("content") or "")
    if len(breadcrumbs) > 1:
        return breadcrumbs[-1]
    title = next((squeeze(element.text or "") for element in tree.iter("title")), "")
    parts = [part for part in _TITLE_SEPARATOR.split(title) if part and not _HOME.match(part)]
    if len(parts) < 2:
        return parts[0] if parts else None
    heads = (element for element in tree.iter("h1", "h2", "h3") if outline.is_short(element, len(title)))
    headings = {squeeze("".join(element.itertext())) for element in heads}
    return next((part for part in parts if part in headings), min(parts[0], parts[-1], key=len))


def _steps(holder: HtmlElement) -> tuple[str, ...]:
    text = squeeze(" ".join(part for _, part in chunks(holder)))
    is_menu = {mark.strip() for mark in _SEPARATOR.findall(text)} <= {"|"} and _HERE.search(text) is None
    if len(text) > _LONGEST or is_menu:
        return ()
    text = re.sub(rf"^.*?(?:{_HERE.pattern})\s*[:：]?\s*", "", text)
    steps = [step.strip(" :：") for step in _SEPARATOR.split(text)]
    if len(steps) == 1:
        steps = [squeeze("".join(anchor.itertext())) for anchor in holder.iter("a")]
    steps = [step for step in steps if step]
    return tuple(steps) if len(steps) > 1 and _HOME.match(steps[0]) else ()
