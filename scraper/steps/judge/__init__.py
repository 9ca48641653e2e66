"""judge: is it an article, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from scraper.dates import find_date
from scraper.dom import asks_for_password
from scraper.model import Block, PurgedPage
from scraper.results import Article, Verdict
from scraper.steps.judge.sayings import said_by_lines, said_by_title

_CHALLENGE_SCRIPT = re.compile(
    r"jsl_clearance|_0x[0-9a-f]{4,}|\$_ts\s*=|captcha|challenge-platform|incapsula|_cf_chl|turnstile|acw_sc__|yunsuo"
    r"|security_verify|safeline|awswaf|datadome|sucuri|document\.cookie\s*=.{1,600}location",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(r"\$\.(?:get|post|ajax|getJSON)\(|axios|\bfetch\(|XMLHttpRequest")
_ALERT = re.compile(r"^\W*alert\(\s*['\"]([^'\"]{2,80})")  # a script that does nothing but tell its reader
_LEAVES = re.compile(
    r"(?:window\.|document\.|self\.|top\.)?location(?:\.href|\.replace|\.assign)?\s*[=(]", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^\n]{15}[。！？]|[a-z]{3}\. [A-Z]|[a-z]{3}\.$", re.MULTILINE)
_LETTER = re.compile(r"[^\W\d_]")
MAX_LEAVING_CHARS = 2000  # of a script that leads elsewhere
_CHALLENGE_STATUS = frozenset({412, 521})
ENOUGH_CHARS = 20  # of text, from which on a page without date may be an article
LOGIN_CHARS = 60  # of text that a login may show beside its fields
LIST_CHARS = 150  # so much text without a sentence is a list only where most of its lines are such rows
LIST_ROWS = 5
DATE_CHARS = 10
MOST_LABELLED = 2  # lines with a labelled date: an article's own, and when it was changed
PARAGRAPH_CHARS = 45
DOUBTED = 0.2  # how sure an article without text may be at most, where its page shows a paragraph
TAKEOVER_SHARE = 0.8
TAKEN_LINES = 3  # lines that were taken out whole, from which on they are no addition to a short notice
_WHOLE_LINES = frozenset({"purge/advert", "purge/phrases", "purge/headline", "purge/takeover"})
MAX_TAKEN_CHARS = 400  # text that is left on a page that was taken over


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a reader sees of the page: its visible blocks and their characters."""

    blocks: tuple[Block, ...]
    chars: int


def judge(article: Article, page: PurgedPage) -> Verdict:
    """Tell whether the page is an article.

    An article may hold no text: picture or attachment only, when it has the shape of one (title and date, or files).
    A date that only the list tells is none of the page's own: whatever answers at that address would have it.
    """
    blocks = tuple(block for block in page.flow.blocks if not block.is_hidden)
    sight = _Sight(blocks, sum(len(block.text) for block in blocks))
    verdict = _taken_over(article, page, sight) or _refused(article, page, sight) or _is_list(article, sight)
    if verdict is not None:
        return verdict
    is_dated = article.published is not None and _dates_itself(article, page, sight)
    is_text = _LETTER.search(article.text.text) is not None
    if is_text and (len(article.text.text) >= ENOUGH_CHARS or is_dated):
        return Verdict("article", ("it has a text of its own",), article.confidence)
    if article.title.text and (is_dated or article.attachments or article.images):
        if not article.text.text and _shows_prose(sight):
            reason = (
                "it has the title and the date of an article, but none of the page's paragraphs was taken as its text"
            )
            return Verdict("article", (reason,), min(article.confidence, DOUBTED), ("text_missing",))
        return Verdict(
            "article", ("it has the title and the date, pictures or files of an article",), article.confidence
        )
    return _empty(page, sight)


def _dates_itself(article: Article, page: PurgedPage, sight: _Sight) -> bool:
    """Tell whether the page says when it was published, or shows what the list may have dated."""
    # An address is dated whatever answers there: that counts for a page that shows something.
    is_dated = sight.chars >= ENOUGH_CHARS and any(date.origin == "url" for date in article.dates)
    shows = next(page.tree.iter("img", "video", "object", "embed"), None) is not None
    return shows or is_dated or _is_told_date(article) or _shows_prose(sight)


def _shows_prose(sight: _Sight) -> bool:
    """Tell whether a reader sees a paragraph: a long line of sentences, hardly a link in it."""
    return any(
        len(block.text) >= PARAGRAPH_CHARS
        and block.link_chars < len(block.text) / 4
        and _SENTENCE.search(block.text) is not None
        for block in sight.blocks
    )


def _taken_over(article: Article, page: PurgedPage, sight: _Sight) -> Verdict | None:
    """Tell a page that was put in the place of the portal's, within the portal's own frame too."""
    flags = ("site_hacked",)
    told = next((removal.reason for removal in page.removed if removal.rule == "purge/takeover"), None)
    if told is None and page.spam_share > TAKEOVER_SHARE:
        told = f"{page.spam_share:.0%} of the text that readers see is injected"
    if told is not None and len(article.text.text) <= MAX_TAKEN_CHARS:
        return Verdict("spam_takeover", (told,), 0.95, flags)
    lines = [removal.text for removal in page.removed if removal.rule in _WHOLE_LINES and removal.part != "title"]
    own = sum(len(block.text) for block in sight.blocks if not block.link_chars and _SENTENCE.search(block.text))
    has_files = bool(article.attachments or article.images)
    if len(lines) >= TAKEN_LINES and not has_files and sum(map(len, lines)) > 4 * own:
        return Verdict("spam_takeover", (f"{len(lines)} injected lines, and hardly another sentence",), 0.85, flags)
    return None


def _refused(article: Article, page: PurgedPage, sight: _Sight) -> Verdict | None:
    """Tell a page that says it is none: not found, a challenge, a login, a site that is closed."""
    status = page.decoded.raw.status
    if status in _CHALLENGE_STATUS:
        return Verdict("challenge", (f"status {status}: the site serves, but declines programs",), 0.95)
    text = article.text.text
    # A page with a date and a sentence of its own may speak of such things: only its title tells then. The date of
    # an address tells nothing: whatever answers there has it.
    if _is_told_date(article) and _SENTENCE.search(text) is not None:
        said = said_by_title(article.title.text, sight.chars)
    else:
        lines = [block.text for block in sight.blocks if not block.is_linked]
        lines += [said for code in page.flow.scripts for said in _ALERT.findall(code)]
        said = said_by_lines([article.title.text, *lines], min(sight.chars, max(len(text), 1) * 2))
        if said is None and len(text) < LOGIN_CHARS and not _is_told_date(article) and asks_for_password(page.tree):
            return Verdict("login", ("a page with a field for a password and hardly a text",), 0.85)
    return Verdict(said.outcome, (said.reason,), 0.9) if said else None


def _is_told_date(article: Article) -> bool:
    return any(date.origin not in ("list", "url") for date in article.dates)


def _is_list(article: Article, sight: _Sight) -> Verdict | None:
    """Tell a list: many dated rows of links, hardly a text, no labelled date of its own."""
    text = article.text.text
    if _SENTENCE.search(text) or article.method != "extract/classifier" or _has_labelled_date(article, sight):
        return None
    rows = 0
    for block, following in zip_longest(sight.blocks, sight.blocks[1:]):
        is_dated_row = find_date(block.text) is not None
        said = len(block.text) - (DATE_CHARS if is_dated_row else 0)
        is_link = block.link_chars >= 6 and block.link_chars >= said * 0.4
        is_dated = is_dated_row or (
            following is not None and len(following.text) <= 20 and find_date(following.text) is not None
        )
        rows += is_link and (is_dated or _SHORT_DATE.search(block.text) is not None)
    if rows < LIST_ROWS or (len(text) >= LIST_CHARS and rows < text.count("\n") / 2):
        return None
    return Verdict("not_article", (f"a list: {rows} dated rows of links, {len(text)} characters of text",), 0.85)


def _has_labelled_date(article: Article, sight: _Sight) -> bool:
    """Tell whether the page's date stands behind a label, as in an article's head; rows of a list have a label each."""
    if not article.dates or article.dates[0].origin != "visible":
        return False
    labelled = [
        text for block in sight.blocks if (hit := _LABELLED.search(text := block.text)) and find_date(text[hit.end() :])
    ]
    return len(labelled) <= MOST_LABELLED and any(article.dates[0].raw in text for text in labelled)


_LABELLED = re.compile("[:：﹕]\\s?(?=\\d{4})")
_SHORT_DATE = re.compile(r"(?:^|[\[(（\s])\d{1,2}[-/.月]\d{1,2}日?[\])）]?$")


def _empty(page: PurgedPage, sight: _Sight) -> Verdict:
    verdict = _blank(page) if sight.chars < ENOUGH_CHARS else None
    if verdict is not None:
        return verdict
    if any(map(_ASKS.search, page.flow.scripts)):
        return Verdict("needs_script", ("no text of its own, and a script that asks for it",), 0.7)
    if sight.chars == 0:
        return Verdict("bad_content", ("the page holds no text",), 0.9)
    return Verdict("not_article", ("no text of its own, and neither date, files nor pictures of an article",), 0.6)


def _blank(page: PurgedPage) -> Verdict | None:
    """Tell what a page is that shows hardly a word; None where nothing in it tells."""
    if page.removed:
        return Verdict("spam_takeover", ("injected text, and nothing beside it",), 0.8, ("site_hacked",))
    code = "".join(page.flow.scripts)
    named = "".join(frame.get("src") or "" for frame in page.tree.iter("script", "iframe"))
    if _CHALLENGE_SCRIPT.search(code + named):
        return Verdict("challenge", ("an empty page whose script asks for a proof",), 0.8)
    if _LEAVES.search(code) and len(code) < MAX_LEAVING_CHARS:
        return Verdict("not_article", ("an empty page whose script leads elsewhere",), 0.8)
    if page.flow.scripts:
        return Verdict("needs_script", ("the page shows no text without its scripts",), 0.8)
    return None
