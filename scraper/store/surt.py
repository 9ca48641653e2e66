"""The sort key of web archives (SURT, as CDXJ uses it), the very one under which replay programs look a page up.

The host reversed, then path and query as they stand after the canonicalisation of the Safe Browsing API (percent
signs undone until nothing changes, dots and double slashes resolved), in lower case, the query sorted, session
identifiers and a slash at the end left out.
"""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_WWW = re.compile(r"www\d*\.")
# As readers of archives know them: 32 hexadecimal digits or letters, ASP.NET 24, ColdFusion two numbers.
_PATH_SESSION = re.compile(r"/\((?:[a-z]\([0-9a-z]{24}\))+\)(?=/[^/]*\.aspx)|/\([0-9a-z]{24}\)(?=/[^/]*\.aspx)")
_QUERY_SESSION = re.compile(
    r"(?:^|(?<=&))(?:(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}|cfid=[^&]+&cftoken=[^&]+)"
    r"(?:&|$)"
)
_PRINTABLE = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "#%")
_MOST_ROUNDS = 20  # a percent sign that was escaped this often was escaped in mockery


def surt(url: str) -> str:
    """Give the key, e.g. `cn,gov,example)/news/index.html`; what is no web address comes back in lower case."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https"):
        return url.lower().replace(" ", "%20")
    key = _host(parts.hostname or "")
    if port and port != {"http": 80, "https": 443}[parts.scheme]:
        key += f":{port}"
    path, query = _path(parts.path), _query(parts.query)
    return f"{key}){path}{'?' + query if query else ''}"


def _host(host: str) -> str:
    host = host.lower().strip(".")
    if found := _WWW.match(host):
        host = host[found.end() :]
    if ":" in host:
        return host  # an IPv6 address
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = _escaped(host)
    return ",".join(reversed(host.split(".")))


def _path(path: str) -> str:
    parts: list[str] = []
    for part in _escaped(path).split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return _PATH_SESSION.sub("", f"/{'/'.join(parts)}".lower())


def _query(query: str) -> str:
    plain = _QUERY_SESSION.sub("", _escaped(query).lower())
    return "&".join("=".join(pair) for pair in sorted(tuple(part.split("=", 1)) for part in plain.split("&")))


def _escaped(text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    for _ in range(_MOST_ROUNDS):
        plain = unquote_to_bytes(data)
        if plain == data:
            break
        data = plain
    return quote_from_bytes(data, safe=_PRINTABLE).lower()
