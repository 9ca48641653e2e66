"""The few things asked of URLs: the canonical form, what a link means, and what belongs together."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

from ada_url import URL

# Parameters that name a visit, not a page: (name, value, source). Only what its own maker documents as such is
# dropped: `from`, `sid` and `id` may be the article's own.
_TRACKING: tuple[tuple[str, str, str], ...] = (
    (r"utm_\w+", r".*", "Google Analytics, campaign parameters"),
    (r"gclid|gbraid|wbraid|fbclid|yclid|msclkid", r".*", "click ids of Google, Meta, Yandex, Microsoft"),
    (r"spm", r"[\w-]+(?:\.[\w-]+)+", "Alibaba, super position model: a.b.c.d"),
    (r"from", r"(?:singlemessage|timeline|groupmessage)", "WeChat, where a shared link was opened"),
    (r"isappinstalled|wx_share_token|share_token", r".*", "WeChat and Toutiao, sharing"),
    (r"jsessionid|phpsessid|aspsessionid\w{8}|cftoken", r".*", "sessions: servlets, PHP, ASP, ColdFusion"),
    (r"_", r"\d{13}", "jQuery.ajax cache: false adds the time in milliseconds"),
)
_DROPPED = tuple((re.compile(name, re.IGNORECASE), re.compile(value)) for name, value, _ in _TRACKING)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#;]*|/\((?:X\(1\))?[SAF]\([a-z0-9]{24}\)\)(?=/)", re.IGNORECASE)


@lru_cache(4096)  # a crawl asks for the same address when it lists, fetches, reads and keeps the page
def canonical(url: str) -> str:
    """Give the canonical URL: WHATWG-serialised, without fragment, default port, tracking and session parameters.

    Idempotent. Nothing else is folded: twins are joined by their content. A URL that cannot be parsed comes back as is.
    """
    try:
        parsed = URL(url)
    except ValueError:
        return url
    parsed.hash = ""
    if _PATH_SESSION.search(parsed.pathname):
        parsed.pathname = _PATH_SESSION.sub("", parsed.pathname)
    if parsed.search:
        pairs = parsed.search[1:].split("&")
        kept = [pair for pair in pairs if not _names_a_visit(pair)]
        if len(kept) < len(pairs):
            parsed.search = "&".join(kept)
    return str(parsed.href)


def article_id(canonical_url: str) -> str:
    """Give the id of an article: first 16 hex digits of the SHA-256 of its canonical URL."""
    return hashlib.sha256(canonical_url.encode()).hexdigest()[:16]


def resolve(base: str, reference: str) -> str | None:
    """Give the absolute http(s) URL that `reference` means on a page whose base is `base`, or None where it is none."""
    try:
        parsed = URL(reference, base)
    except ValueError:
        return None
    return str(parsed.href) if parsed.protocol in ("http:", "https:") else None


def host_of(url: str) -> str:
    """Give the host with its port where that is not standard; empty where there is none."""
    try:
        return str(URL(url).host)
    except ValueError:
        return ""


def is_same_host(one: str, other: str) -> bool:
    """Tell whether two URLs are of one host; `www.` makes no difference."""
    return host_of(one).removeprefix("www.") == host_of(other).removeprefix("www.")


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two URLs are of one registered domain (`www.` and `zwgk.` of example.gov.cn are).

    Addresses by number and names without a public suffix (localhost) are of one site only where host and port agree.
    """
    if is_same_host(one, other):
        return True
    domains = [registered_domain(urlsplit(url).hostname or "") for url in (one, other)]
    return domains[0] is not None and domains[0] == domains[1]


@cache
def registered_domain(host: str) -> str | None:
    """Give the domain that somebody registered (public suffix list), or None where the host is under none."""
    import tldextract  # noqa: PLC0415 - reads a list of 10,000 suffixes; most pages never ask

    split = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    return split(host, include_psl_private_domains=False).top_domain_under_public_suffix or None


def shape(url: str) -> str:
    """Give the pattern of a URL: host and path with each run of digits or hexadecimals as `0`, names of parameters.

    Articles of one section share it: `/gk/202607/t20260731_1406815.html` and its neighbours are `/gk/0/t0_0.html`.
    """
    parts = urlsplit(url)
    path = _HEX.sub("0", parts.path)
    names = "&".join(sorted({pair.split("=", 1)[0] for pair in parts.query.split("&") if pair}))
    return (
        f"{parts.netloc}{re.sub('[0-9]+', '0', path)}?{names}" if names else f"{parts.netloc}{_DIGITS.sub('0', path)}"
    )


_HEX = re.compile(r"(?<![0-9a-zA-Z])(?=[0-9a-f]*[0-9])[0-9a-f-]{16,}(?![0-9a-zA-Z])", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")


def _names_a_visit(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return any(key.fullmatch(name) and worth.fullmatch(value) for key, worth in _DROPPED)
