"""How much a line sells: promises and calls that sellers of such things make, and the account to write to."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from scraper.hanzi import HAN, fold
from scraper.rules import rows
from scraper.steps.purge.disguise import is_disguised, undisguised
from scraper.steps.purge.lexicon import has_sentence, is_official, is_strong, spam_share, weight_of_folded

HALF = 0.5  # of a text's phrases
MIN_CHARS = 8
MAX_CHARS = 400
MIN_WEIGHT = 0.5  # in words of the lexicon
MIN_SCORE = 2.0
SURE_SCORE = 3.0  # from here on a word that notices use as well does not speak for the line
OFFER = 0.5
MIN_SELLING = 0.5  # share of a line in clauses that sell
CLAUSES = re.compile(r"[，。；！？,;!?()（）\n]|\. ")
# The account, or the address, to which an advertisement leads: folded text.
_CONTACT = re.compile(
    r"(?:[v微薇威徽巍]\W?信|加[v微薇威徽巍]|(?:[vw]x|qq)(?<![a-z]..)|wei信|[微薇威徽]xin|扣扣|企鹅|q群|电报群?|飞机|蝙蝠|索q|线索)"
    r"[^\w@]{0,3}(?:同?号码?|群|客服|搜索?)?[^\w@]{0,3}@?[a-z0-9_-]{4,}"
    r"|(?:https?://|www\.)[^\s,，。]{4,}|@[a-z][a-z0-9_]{4,}"
    r"|(?<![a-z0-9@.-])[a-z0-9-]{2,30}\.(?:com|cc|vip|top|xyz|net|app|club|me|win|bet)(?![a-z])"
    r"|(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|4(?<!\d4)00-?\d{3}-?\d{4}(?!\d)"
)
# Within other alphabets the names of these are words, too: behind one stands a number, or a mark before the account.
_CHATS = ("wechat", "telegram", "tg", "whatsapp", "skype", "line", "v:", "v :", "v@")
_CHAT = re.compile(
    rf"(?<=[{HAN}])(?:line|tg|telegram|whatsapp|skype)[^\w@]{{0,3}}(?:号码?|群|搜索?)?[^\w@]{{0,3}}@?[a-z0-9_-]{{4,}}"
    r"|(?<![a-z])(?:wechat|telegram|tg|whatsapp|skype|line|v)(?: ?id)? ?[:@] ?@?[a-z0-9_-]{4,}"
    r"|(?<![a-z])(?:wechat|telegram|whatsapp|skype)[^\w@]{0,3}(?=[a-z_-]*\d)[a-z0-9_-]{4,}"
)
_HAN = re.compile(f"[{HAN}]")
_OTHER = re.compile(f"[^\\W\\d_{HAN}]{{4}}|[\u3040-\u30ff\u0900-\u0eff]")
_QUOTES = re.compile('[“”‘’「」『』"]')


@cache
def _offers(script: str) -> tuple[re.Pattern[str], ...]:
    """Give the rows for lines in Han, or for those in other scripts; few lines are in both."""
    read = [row[0] for row in rows("rules/offers.tsv")]
    return tuple(re.compile(row) for row in read if (_HAN.search(row) is not None) == (script == "han"))


@cache
def _warnings() -> re.Pattern[str]:
    return re.compile("|".join(row[0] for row in rows("rules/warnings.tsv")))


def offers(folded: str) -> int:
    """Count what a folded text promises and calls for: one for each row, and one for an account to turn to."""
    plain = undisguised(folded)
    asked = (*(_offers("han") if _HAN.search(plain) else ()), *(_offers("other") if _OTHER.search(plain) else ()))
    return sum(1 for offer in asked if offer.search(plain)) + tells_account(plain)


def tells_account(plain: str) -> bool:
    """Tell whether a text names an account or an address to turn to."""
    if _CONTACT.search(plain) is not None:
        return True
    return any(chat in plain for chat in _CHATS) and _CHAT.search(plain) is not None


def is_advert(line: str) -> bool:
    """Tell whether a folded line offers such things: words of the lexicon and promises, in most of its clauses.

    A line of the page's own into which an offer was set is none.
    """
    words = weight_of_folded(line) if MIN_CHARS <= len(line) <= MAX_CHARS else 0.0
    if words < MIN_WEIGHT or warns(line):
        return False
    promises, disguised = offers(line), is_disguised(line)
    if not (promises or disguised):
        return False
    score = words + OFFER * promises + disguised
    return score >= (SURE_SCORE if is_official(line) else MIN_SCORE) and selling_share(line) >= MIN_SELLING


def holds_offer(line: str) -> bool:
    """Tell whether a clause of a folded line is an offer by itself, whatever the rest says."""
    if warns(line) or is_official(line) or not is_strong(line):
        return False
    return any(is_strong(clause) and offers(clause) for clause in CLAUSES.split(line))


def selling_share(line: str, sells: Callable[[str], object] = offers) -> float:
    """Give the share of a folded line that stands in clauses with words of the lexicon, or of which `sells` is true."""
    clauses = [clause for clause in CLAUSES.split(undisguised(line)) if clause.strip()]
    selling = [clause for clause in clauses if weight_of_folded(clause) > 0 or sells(clause)]
    return sum(map(len, selling)) / max(1, sum(map(len, clauses)))


def warns(line: str) -> bool:
    """Tell whether a folded line warns of such things, reports on them, or quotes."""
    return _warnings().search(line) is not None or _QUOTES.search(line) is not None


def is_phrase(text: str) -> bool:
    """Tell whether a short text is words of spam and no sentence, notice or warning."""
    if not is_strong(fold(text)) or spam_share(text) < HALF:
        return False
    return not (warns(fold(text)) or is_official(text) or has_sentence(text))
