"""Recall of the index against exact substring search over real text (the development data)."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import orjson
import pytest

from scraper.archive import Archive
from scraper.hanzi import fold
from tests.archive_maker import append, make_line

QUERIES = 1000


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, dict[str, str]]:
    """An archive of the texts of the open sets, and its folded texts by id."""
    output = tmp_path_factory.mktemp("real")
    texts: dict[str, str] = {}
    for name in ("daniel_zh", "cwced", "magic_article"):
        for path in sorted((shared / "corpus" / "extraction").glob(f"{name}*.jsonl.gz")):
            with gzip.open(path) as file:
                for data in file:
                    page = orjson.loads(data)
                    line = make_line(
                        page.get("title") or "", page["text"], url=f"https://{name}.example.cn/{page['id']}"
                    )
                    append(output, [line])
                    texts[line["id"]] = fold(f"{line['title']}\n{line['text']}")
    assert len(texts) > 200
    return Archive(output), texts


def is_han(text: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in text)


def cut(chance: random.Random, texts: list[str], length: int) -> str:
    while True:
        text = chance.choice(texts)
        at = chance.randrange(max(1, len(text) - length))
        if is_han(found := text[at : at + length]) and len(found) == length:
            return found


def found(archive: Archive, query: str) -> set[str]:
    results = archive.search(query, repetitions=True)
    lines = (archive.searcher.line(doc) for doc in results.found.docs.tolist())
    return {line["id"] for line in lines if line}


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["1", "2", "4", "phrase", "and"])
def test_everything_that_substring_search_finds_is_found(real, kind):
    archive, texts = real
    chance = random.Random(kind)
    folded = list(texts.values())
    for _ in range(QUERIES // 5):
        if kind == "and":
            needles = [cut(chance, folded, 2), cut(chance, folded, 2)]
        elif kind == "phrase":
            needles = [cut(chance, folded, chance.randint(6, 12))]
        else:
            needles = [cut(chance, folded, int(kind))]
        query = f'"{needles[0]}"' if kind == "phrase" else " ".join(needles)
        expected = {key for key, text in texts.items() if all(needle in text for needle in needles)}
        # Exactly those, too: no needle of Han characters finds what does not hold it.
        assert found(archive, query) == expected, query


@pytest.mark.shared
def test_traditional_finds_the_same_as_simplified(real):
    from opencc import OpenCC

    archive, texts = real
    chance = random.Random("parity")
    traditional = OpenCC("s2t")
    folded = list(texts.values())
    needles = [cut(chance, folded, chance.choice((1, 2, 4))) for _ in range(QUERIES // 5)]
    pairs = [(needle, traditional.convert(needle)) for needle in needles]
    assert sum(needle != other for needle, other in pairs) > 50
    for needle, other in pairs:
        assert found(archive, other) == found(archive, needle), other
