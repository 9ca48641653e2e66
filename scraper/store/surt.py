"""The sort key of web archives (SURT, as CDXJ uses it): host reversed, then path and query, in lower case."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_WWW = re.compile(r"^www\d*\.")


def surt(url: str) -> str:
    """Give the key, e.g. `cn,gov,example)/news/index.html`; a URL that cannot be parsed comes back in lower case."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url.lower().replace(" ", "%20")
    host = _WWW.sub("", (parts.hostname or "").lower())
    key = host if ":" in host or re.fullmatch(r"[\d.]+", host) else ",".join(reversed(host.split(".")))
    if port and port != {"http": 80, "https": 443}.get(parts.scheme):
        key += f":{port}"
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{key}){parts.path or '/'}{'?' + query if query else ''}".lower().replace(" ", "%20")
