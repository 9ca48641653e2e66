"""The few things asked of URLs: the canonical form, and what belongs together."""

from __future__ import annotations

import hashlib
import re

from ada_url import URL

# Parameters that name a visit, not a page: analytics' own documentation and servlet sessions.
_TRACKING = re.compile(
    r"(?:^utm_\w+|^spm|^from|^isappinstalled|^share_token|^gclid|^fbclid|^yclid|^jsessionid|^phpsessid|^sid)$",
    re.IGNORECASE,
)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)


def canonical(url: str) -> str:
    """Give the canonical URL: WHATWG-serialised, without fragment, default port, tracking and session parameters.

    Idempotent. Nothing else is folded: twins are joined by their content. A URL that cannot be parsed comes back as is.
    """
    try:
        parsed = URL(url.strip())
    except ValueError:
        return url
    parsed.hash = ""
    parsed.pathname = _SESSION.sub("", parsed.pathname)
    if parsed.search:
        kept = [pair for pair in parsed.search[1:].split("&") if pair and not _TRACKING.search(pair.split("=", 1)[0])]
        parsed.search = "&".join(kept)
    return str(parsed.href)


def article_id(canonical_url: str) -> str:
    """Give the id of an article: first 16 hex digits of the SHA-256 of its canonical URL."""
    return hashlib.sha256(canonical_url.encode()).hexdigest()[:16]
