"""chengxi serve: the web page of an archive."""

from __future__ import annotations

import re
from ipaddress import ip_address
from socket import AF_INET, AF_INET6, create_server, socket

import click

from scraper.cli.common import Settings, common_options
from scraper.errors import UsageError

_EPILOG = """\b
Examples:
  chengxi serve                               http://127.0.0.1:8000/
  chengxi serve --host 0.0.0.0 --name archive.example.org

On the loopback address it answers only to names of this machine; under another address name it with --name,
or put it behind a server of your own that knows who may read. It shows the archive and changes nothing.
"""


@click.command(epilog=_EPILOG)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option("--name", multiple=True, help="Host name under which it is reached (default: this machine's).")
@common_options
def command(host: str, port: int, name: tuple[str, ...], settings: Settings) -> int:
    """Serve the web page: search, read, compare, timeline, coverage."""
    import uvicorn

    from scraper.web.app import LOOPBACK, create_app

    for each, option in ((host, "--host"), *((one, "--name") for one in name)):
        if not re.fullmatch(r"[\w.:-]+|\*", each):  # an empty host would be every address of the machine
            raise UsageError(f"{option} {each!r}: is no host; write it like 127.0.0.1 or archive.example.org")
    hosts = (*LOOPBACK, *name) if _is_loopback(host) or name else ("*",)
    app = create_app(settings.output, hosts)
    listening = _listen(host, port)
    if not settings.quiet:
        shown = f"[{host}]" if ":" in host else host
        place = f"http://{shown}:{listening.getsockname()[1]}/"
        click.echo(f"The archive {settings.output} is served at {place} (stop with Ctrl-C).", err=True)
    config = uvicorn.Config(app, log_level="info" if settings.verbose else "warning", server_header=False)
    uvicorn.Server(config).run(sockets=[listening])
    return 0


def _listen(host: str, port: int) -> socket:
    """Listen; raises UsageError where the address is taken or none of this machine."""
    try:
        return create_server((host, port), family=AF_INET6 if ":" in host else AF_INET)
    except (OSError, OverflowError) as error:
        why = (getattr(error, "strerror", None) or str(error)).partition(" (while")[0]
        raise UsageError(f"{host}:{port}: cannot listen there ({why}); name another --port or --host") from error


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
