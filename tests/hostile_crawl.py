"""Crawl cases of the hostile server in this process; names resolve as its notes say. Prints one JSON line."""

from __future__ import annotations

import json
import resource
import socket
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

PORTAL, OFFSITE, INTERNAL = "127.0.0.10", "127.0.0.11", "127.0.0.1"
# A name that answers with the portal's address first and with an internal one the next time.
_rebinding = cycle([PORTAL, INTERNAL])
_NAMES: dict[str, Callable[[], str]] = {
    "portal.test": lambda: PORTAL,
    "other.test": lambda: OFFSITE,
    "intranet.test": lambda: INTERNAL,
    "intra.portal.test": lambda: INTERNAL,
    "rebind.test": lambda: next(_rebinding),
    "rb.portal.test": lambda: next(_rebinding),
}
_real = socket.getaddrinfo


def _resolve(host: Any, *rest: Any, **more: Any) -> Any:
    name = host.decode() if isinstance(host, bytes) else host
    if name in _NAMES:
        return _real(_NAMES[name](), *rest, **more)
    if name and name.endswith(".test"):
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return _real(host, *rest, **more)


def main() -> None:
    """`python -m tests.hostile_crawl OUTPUT CASE…`."""
    socket.getaddrinfo = _resolve
    from scraper.cli.reports import as_dict
    from scraper.sites import site_of
    from spiders.plan import Plan, Target
    from spiders.run import run_crawl

    output, *cases = sys.argv[1:]
    urls = [f"http://portal.test:18810/c/{case}/" for case in cases]
    plan = Plan(
        targets=tuple(Target(url, site_of(url), case) for url, case in zip(urls, cases, strict=True)),
        output=Path(output),
        run_id=f"hostile-{cases[0]}",
        contact="test@example.org",
        networks=("127.0.0.10/32", "127.0.0.11/32"),
        delay_s=0.0,
        page_timeout_s=1.5,
    )
    report = run_crawl(plan)
    kilobytes = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    )
    print(json.dumps({**as_dict(report), "rss_mb": [round(size / 1024) for size in kilobytes]}, default=str))


if __name__ == "__main__":
    main()
