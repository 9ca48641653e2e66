"""Articles of the blind trial, in the languages of portals: own lines in `articles.txt`, and in `clean.txt`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Piece:
    """An article: `lines` are its blocks, plain text, or HTML where there is a `<`."""

    title: str
    lines: tuple[str, ...]
    date: str = "2024-03-18"
    source: str = "县融媒体中心"
    crumbs: tuple[str, ...] = ("首页", "政务公开", "通知公告")
    lang: str = "zh"


def read(name: str) -> tuple[Piece, ...]:
    """Read the articles of a file beside this module."""
    _, *blocks = (Path(__file__).parent / name).read_text(encoding="utf-8").strip().split("\n\n")
    return tuple(map(_piece, blocks))


def _piece(block: str) -> Piece:
    head, *lines = block.split("\n")
    title, date, source, lang, crumbs = head.removeprefix("# ").split(" | ")
    return Piece(title, tuple(lines), date, source, tuple(crumbs.split(" / ")), lang)


ALL = read("articles.txt")
CLEAN = read("clean.txt")
ZH, HANT, EN, JA, VI, TH = (
    tuple(piece for piece in ALL if piece.lang == lang) for lang in ("zh", "zh-Hant", "en", "ja", "vi", "th")
)
