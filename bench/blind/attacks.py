"""Hacked pages: where and how spam is put into a page of a portal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from html import unescape
from pathlib import Path

from bench.blind.articles import ALL, EN, HANT, JA, TH, VI, ZH, Piece
from bench.blind.families import FAMILIES, FOREIGN, Slots
from bench.blind.hiding import CLASSED, HIDING, SCRIPTED, WRITTEN, written
from bench.blind.places import (
    PLACES,
    Made,
    Place,
    after_foot_links,
    anchor_texts,
    anchors,
    between,
    cell,
    first_line,
    heading_all,
    last_links,
    lead,
    lead_run,
)
from bench.blind.spam import BY, OBFUSCATED, TOPICS, Spam
from bench.blind.spam_other import TOPICS2


@dataclass(frozen=True)
class Hacked:
    name: str
    kind: str
    family: str
    piece: Piece  # the article's own
    html: str
    spam: tuple[str, ...]  # visible or invisible texts that are not the office's
    around: tuple[str, ...] = ()  # pages of neighbours, hacked the same way


CHINESE = ["trs_old", "jcms", "vsb", "epoint", "dede", "empire", "phpcms", "asp", "wordpress", "bare", "siteserver"]


def render(family: str, piece: Piece, made: Made) -> str:
    return FAMILIES[family](replace(piece, lines=tuple(made[0])), made[1])


def pool_of(piece: Piece) -> tuple[Piece, ...]:
    """Give the articles of a portal that has this one."""
    return tuple([a for a in (ZH if piece.lang == "zh" else ALL) if a is not piece][:7])


def make(name: str, kind: str, family: str, piece: Piece, attack: tuple[Place, Spam]) -> Hacked:
    place, spam = attack
    made = place(piece, spam)
    around = tuple(render(family, a, place(a, spam)) for a in pool_of(piece))
    own = replace(piece, lines=(*piece.lines, made[0][-1].replace(spam.splice, ""))) if place is cell else piece
    return Hacked(name, kind, family, own, render(family, piece, made), tuple(map(unescape, made[2])), around)


def hidden_place(wrap: Callable[[str], str], where: str, style: str = "") -> Place:
    def place(p: Piece, s: Spam) -> Made:
        block = wrap(anchors(s) + s.running)
        texts = (*anchor_texts(s), s.running)
        head = f"<style>{style}</style>" if style else ""
        if where == "body":
            return (p.lines[0], block, *p.lines[1:]), Slots(head_last=head), texts
        return p.lines, Slots(head_last=head, **{{"first": "body_first", "foot": "after_foot"}[where]: block}), texts

    return place


OTHERS = [BY[k] for k in ("pharma", "replica", "englishcasino", "vietnamese", "thai")]
OURS = [t for t in TOPICS if t not in OTHERS]


def visible() -> list[Hacked]:
    """Give each place under five kinds of spam, and words in disguise."""
    out = []
    for i, place in enumerate(PLACES):
        for j in range(5):
            spam = OURS[(i * 3 + j * 4) % len(OURS)] if j < 4 else OTHERS[i % 5]
            family, piece = CHINESE[(i + j * 2) % len(CHINESE)], ZH[(i * 5 + j * 3) % len(ZH)]
            name = f"{place.__name__}/{spam.topic}/{family}"
            out.append(make(name, f"place:{place.__name__}", family, piece, (place, spam)))
    for i, (what, text) in enumerate(OBFUSCATED):
        for j, place in enumerate((lead, between, first_line)):
            family, piece = CHINESE[(i + j * 3) % 11], ZH[(i * 2 + j) % len(ZH)]
            spam = Spam(what, text, text, text, ())
            out.append(make(f"obfuscated/{what}/{place.__name__}", f"obfuscated:{what}", family, piece, (place, spam)))
    return out


def hidden() -> list[Hacked]:
    """Give spam that a style, a style sheet or a script hides, and spam that a script writes."""
    ways = [("hidden:" + what, tag, "") for what, tag in (*HIDING.items(), *SCRIPTED.items())]
    ways += [("hidden:" + what, tag, style) for what, (style, tag) in CLASSED.items()]
    ways += [("written:" + what, what, "") for what in WRITTEN]
    out = []
    for i, (kind, tag, style) in enumerate(ways):
        for j in range(2):
            where = ("first", "foot", "body")[(i + j) % 3]
            wrap = partial(written, tag) if kind.startswith("written") else tag.format
            attack = (hidden_place(wrap, where, style), OURS[(i * 3 + j) % len(OURS)])
            out.append(make(f"{kind}/{where}", kind, CHINESE[(i * 2 + j * 3) % 11], ZH[(i + j) % len(ZH)], attack))
    return out


def foreign() -> list[Hacked]:
    """Give portals in other languages under spam in others."""
    out = []
    for i, piece in enumerate((*EN, *JA, *VI, *TH, *HANT)):
        for j, place in enumerate((first_line, lead_run, between, last_links, after_foot_links, heading_all)):
            name = f"foreign/{piece.lang}{i}/{place.__name__}"
            attack = (place, OTHERS[(i + j) % 5])
            out.append(make(name, f"foreign:{place.__name__}", FOREIGN[(i + j) % 4], piece, attack))
    return out


def other_words() -> list[Hacked]:
    """Give the same places under the second lot of words."""
    out = []
    for i, place in enumerate(PLACES):
        for j in range(6):
            spam, piece = TOPICS2[(i * 5 + j * 3) % len(TOPICS2)], ZH[(i * 3 + j * 5 + 1) % len(ZH)]
            family = CHINESE[(i * 2 + j * 3) % 11]
            name = f"other/{place.__name__}/{spam.topic}"
            out.append(make(name, f"other:{place.__name__}", family, piece, (place, spam)))
    return out


def adverts() -> list[Hacked]:
    """Give single advertisements of many trades and languages, as the first paragraph and between two others."""
    table = (Path(__file__).parent / "adverts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    out = []
    for i, (name, lang, text) in enumerate(rows):
        pool, families = (ZH, CHINESE) if lang == "zh" else ((*EN, *HANT), FOREIGN)
        for j, place in enumerate((lead, between)):
            family, piece = families[(i + j) % len(families)], pool[(i * 3 + j) % len(pool)]
            attack = (place, Spam(name, text, text, text, ()))
            out.append(make(f"advert/{place.__name__}/{name}", f"advert:{place.__name__}", family, piece, attack))
    return out
