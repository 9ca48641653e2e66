"""Measure purge, judge and extraction on hacked pages, clean pages that look bad, and pages that are none.

    python -m bench.blind_trial [--json FILE] [--show]

Each hacked page is read alone, and with what seven neighbours teach that were hacked in the same way; what the line
makes of the very page without the attack is the truth. Of hacked pages: `spam_left`: share of the injected characters in
any field of the record; `own_taken`: characters of the article among those taken out; `set_aside`; `flagged`: share
told as hacked. `other_*`: the same for words that no rule was made for; `advert_*`: for single advertisements of many
trades and languages. Of clean pages: `clean_taken`, `clean_aside`, `clean_flagged`. `outcomes_wrong`: pages that are no
articles and were given a wrong outcome; `takeovers_missed`: articles replaced within the portal's frame and taken for articles.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from lxml import html as parser

from bench.blind import attacks, clean, refusals
from bench.blind.articles import Piece
from bench.blind.attacks import Hacked
from bench.blind.families import FAMILIES, Slots
from scraper.fields import ArticleLine, Record
from scraper.line import refine, teach
from scraper.model import Document, RawPage
from scraper.profile import EMPTY, learn
from scraper.sites import site_of

NOW = datetime(2024, 10, 1, tzinfo=UTC)
HEADERS = (("content-type", "text/html; charset=utf-8"),)
MIN_OWN = 4  # characters of a removal that count as the article's own
RUN = 3  # characters of injected text that count where they stand together


def page(html: str, number: int, status: int = 200) -> RawPage:
    # The address carries a date, as those of many systems do.
    url = f"https://www.qingyuan-blind.gov.cn/zwgk/202403/t20240318_{1000 + number}.html"
    return RawPage(url, html.encode(), status, HEADERS, NOW)


def through(html: str, around: tuple[str, ...] = (), status: int = 200) -> Record:
    profile = EMPTY
    for number, other in enumerate(around, 1):
        profile = learn(profile, teach(page(other, number), profile))
    raw = page(html, 0, status)
    return refine(Document(raw), site_of(raw.url), profile).record


@cache
def unhacked(family: str, piece: Piece, *, is_alone: bool) -> str:
    """Give the text that the line reads from the page without the attack."""
    around = () if is_alone else tuple(FAMILIES[family](a, Slots()) for a in attacks.pool_of(piece))
    record = through(FAMILIES[family](piece, Slots()), around)
    return (record.text or "") if isinstance(record, ArticleLine) else ""


def bare(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def shown(fragment: str) -> str:
    """Give the text of a piece of HTML, with the descriptions of its pictures."""
    texts = " ".join(parser.fromstring(f"<div>{fragment}</div>").itertext())
    return " ".join([texts, *re.findall(r'(?:alt|title)="([^"]*)"', fragment)])


def beside(own: str, text: str) -> str:
    """Give what a text says that `own` does not, with a break where something of its own stands."""
    codes = SequenceMatcher(None, bare(own), bare(text), autojunk=False).get_opcodes()
    return "\0".join(bare(text)[low:high] for tag, _, _, low, high in codes if tag in ("insert", "replace"))


def found(words: str, text: str) -> int:
    blocks = SequenceMatcher(None, words, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= min(RUN, len(words)))


@dataclass
class Sums:
    pages: int = 0
    injected: int = 0
    left: int = 0
    taken: int = 0
    aside: int = 0
    flagged: int = 0


def examine(made: Hacked, around: tuple[str, ...], sums: Sums) -> bool:
    """Count one page; tells whether all is as it should be."""
    record = through(made.html, around)
    spam = list(dict.fromkeys(map(bare, made.spam)))
    sums.pages += 1
    sums.injected += sum(map(len, spam))
    sums.flagged += isinstance(record, ArticleLine) and "site_hacked" in record.flags
    if not isinstance(record, ArticleLine):
        sums.aside += 1
        return False
    lines = "\n".join(shown(line) if "<" in line else line for line in made.piece.lines)
    own = unhacked(made.family, made.piece, is_alone=not around) if made.kind != "clean" else lines
    left = sum(max(found(words, field) for field in fields_of(record, own, made)) for words in spam)
    taken = own_taken(record, bare(lines) + bare(made.piece.title), spam)
    sums.left += left
    sums.taken += taken
    return not left and not taken


def fields_of(record: ArticleLine, own: str, made: Hacked) -> list[str]:
    plain = [record.summary, record.source, record.author, record.section, *record.keywords, *record.breadcrumbs]
    told = " ".join([*(field or "" for field in plain), *(link.text for link in record.links)])
    title = bare(record.title).replace(bare(made.piece.title), "\0")
    return [beside(own, record.text or ""), beside(own, shown(record.html or "")), title, bare(told)]


def own_taken(record: ArticleLine, own: str, spam: Iterable[str]) -> int:
    taken = 0
    for removal in record.removed:
        rest = bare(removal.text)
        for words in spam:
            rest = rest.replace(words, "")
        taken += len(rest) if len(rest) >= MIN_OWN and rest in own else 0
    return taken


def measure(pages: list[Hacked], *, shows: bool) -> Sums:
    """Read each page alone and with its neighbours."""
    sums = Sums()
    for made in pages:
        for around in ((), made.around):
            if not examine(made, around, sums) and shows:
                print(made.name, "with neighbours" if around else "alone")
    return sums


def figures(*, shows: bool) -> dict[str, float]:
    hacked = measure([*attacks.visible(), *attacks.hidden(), *attacks.foreign()], shows=shows)
    other = measure(attacks.other_words(), shows=shows)
    advert = measure(attacks.adverts(), shows=shows)
    kept = measure(clean.pages(), shows=shows)
    wrong = missed = 0
    for refusal in refusals.pages():
        record = through(refusal.html, (), refusal.status)
        outcome = "article" if isinstance(record, ArticleLine) else record.outcome
        if refusal.name.startswith("takeover within the frame"):
            missed += outcome not in refusal.wanted
        else:
            wrong += outcome not in refusal.wanted
        if outcome not in refusal.wanted and shows:
            print(refusal.name, outcome)
    made: dict[str, float] = {"hacked_pages": hacked.pages, "clean_pages": kept.pages, "outcomes_wrong": wrong}
    made["takeovers_missed"] = missed
    for name, sums in (("", hacked), ("other_", other), ("advert_", advert)):
        made[f"{name}spam_left"] = round(sums.left / sums.injected, 4)
        made[f"{name}own_taken"] = sums.taken
        made[f"{name}set_aside"] = sums.aside
        made[f"{name}flagged"] = round(sums.flagged / sums.pages, 4)
    return made | {"clean_taken": kept.taken, "clean_aside": kept.aside, "clean_flagged": kept.flagged}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--json", type=Path)
    options.add_argument("--show", action="store_true", help="name each page that is not as it should be")
    chosen = options.parse_args()
    made = figures(shows=chosen.show)
    if chosen.json:
        chosen.json.write_text(json.dumps(made), encoding="utf-8")
    print(json.dumps(made))


if __name__ == "__main__":
    main()
