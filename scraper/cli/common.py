"""What all verbs share: the common options and the configuration file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from ipaddress import ip_address, ip_network
from math import inf, isfinite
from os import environ
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

from scraper.errors import UsageError

Function = TypeVar("Function", bound=Callable[..., Any])
CONFIG_FILE = "chengxi.toml"
_CONTACT = re.compile(r"\S@\S|\S\.\S")  # a mail address, or a host with or without its scheme


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run: configuration file, overridden by the environment, overridden by options."""

    output: Path = Path("output")
    sites: Path | None = None  # None: `sites/` beside the output
    contact: str | None = None
    delay: float | None = None  # seconds between requests to one host; None: 2
    allow_network: tuple[str, ...] = ()
    interval_s: int | None = None  # between two looks at a section whose site file names none; None: a day
    notify: str | None = None  # a command that is told of a crawl that did not end well
    quiet: bool = False
    verbose: bool = False

    @property
    def sites_folder(self) -> Path:
        """Give the folder of the user's own site files."""
        return self.sites or self.output.absolute().parent / "sites"


def common_options(function: Function) -> Function:
    """Add --output, --config, --quiet and --verbose; the verb gets them as one `settings`."""

    @click.option("--output", "-o", type=click.Path(path_type=Path), help="The archive's folder (default: output).")
    @click.option(
        "--config", type=click.Path(path_type=Path), help=f"Configuration (default: {CONFIG_FILE} where present)."
    )
    @click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
    @click.option("--verbose", "-v", is_flag=True, help="Tell more: each page of a crawl, each request of serve.")
    @wraps(function)
    def with_settings(
        *args: Any,
        output: Path | None,
        config: Path | None,
        quiet: bool,
        verbose: bool,
        **kwargs: Any,
    ) -> Any:
        settings = replace(read_settings(config), quiet=quiet, verbose=verbose)
        return function(*args, settings=replace(settings, output=output or settings.output), **kwargs)

    return with_settings  # type: ignore[return-value]  # click adds the options to what it wraps


def sites_option(function: Function) -> Function:
    """Add --sites to a verb that reads site files; it goes into its `settings`. Stands below `common_options`."""

    @click.option("--sites", type=click.Path(path_type=Path), help="Folder of your own site files.")
    @wraps(function)
    def with_sites(*args: Any, settings: Settings, sites: Path | None, **kwargs: Any) -> Any:
        if sites is not None and not sites.exists() and click.get_current_context().info_name != "add":
            raise UsageError(f"--sites {sites}: there is no such folder; `chengxi sites add URL` makes it")
        settings = replace(settings, sites=sites or settings.sites)
        if settings.sites is not None and settings.sites.is_file():
            raise UsageError(f"{settings.sites}: is a file, not the folder of your site files; name its folder")
        return function(*args, settings=settings, **kwargs)

    return with_sites  # type: ignore[return-value]  # click adds the options to what it wraps


def asking_options(function: Function) -> Function:
    """Add --contact and --allow-network to a verb that asks the network; they go into its `settings`.

    Stands below `common_options`, which makes the settings.
    """

    @click.option("--contact", metavar="MAIL-OR-URL", help="Who asks; goes into the user agent.")
    @click.option(
        "--allow-network", multiple=True, metavar="CIDR", help="Allow this private network, e.g. 127.0.0.0/8."
    )
    @wraps(function)
    def with_asking(
        *args: Any, settings: Settings, contact: str | None, allow_network: tuple[str, ...], **kwargs: Any
    ) -> Any:
        allowed = tuple(check_network(text, "--allow-network") for text in allow_network)
        settings = replace(
            settings,
            contact=check_contact(contact, "--contact") or settings.contact,
            allow_network=(*settings.allow_network, *allowed),
        )
        return function(*args, settings=settings, **kwargs)

    return with_asking  # type: ignore[return-value]  # click adds the options to what it wraps


class NamedGroup(click.Group):
    """A group of verbs that tells which one was meant, and that their options stand behind them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before the verb."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            cure = f"`{ctx.command_path} VERB --help` lists those of a verb"
            ctx.fail(f"no option {error.option_name!r} stands before the verb; {cure}")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; one that is mistyped is told with the one that was meant."""
        verbs = self.list_commands(ctx)
        if args and args[0] not in verbs and not args[0].startswith("-"):
            from difflib import get_close_matches

            meant = get_close_matches(args[0], verbs, 1)
            cure = (
                f"did you mean `{ctx.command_path} {meant[0]}`?" if meant else f"`{ctx.command_path} --help` lists all"
            )
            ctx.fail(f"there is no verb {args[0]!r}; {cure}")
        return super().resolve_command(ctx, args)


class Finite(click.FloatRange):
    """A number that ends: what click calls a float may be `nan` or `inf`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read it; fails with the sentence of click where it is none."""
        number = super().convert(value, param, ctx)
        return number if isfinite(number) else self.fail(f"{value} is no number that ends.", param, ctx)


def require_contact(url: str, contact: str | None, networks: tuple[str, ...]) -> None:
    """Refuse a public address without a contact before anything starts; what a name resolves to is checked on the way.

    Raises UsageError with the cure.
    """
    host = urlsplit(url).hostname or ""
    if contact or _is_local(host, networks):
        return
    raise UsageError(
        f"{url}: public addresses are asked only with a contact, so that the portal can reach you; "
        "add --contact you@example.org (or set CHENGXI_CONTACT)"
    )


def _is_local(host: str, networks: tuple[str, ...]) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        # A name: with networks named, what it resolves to is checked when it is asked for.
        return bool(networks) or host == "localhost"


def check_contact(text: str | None, place: str) -> str | None:
    """Give the contact back if it can stand in a header and reach someone; raises UsageError with the cure."""
    if text is not None and (not text.isprintable() or not text.strip()):
        raise UsageError(f"{place}: {text!r} cannot stand in a user agent; write a mail address or a URL")
    if text is not None and not _CONTACT.search(text):
        raise UsageError(f"{place}: {text!r} is no way to reach you; write a mail address or a URL")
    return text


def read_settings(config: Path | None) -> Settings:
    """Read the configuration file and the environment (CHENGXI_OUTPUT, CHENGXI_CONTACT)."""
    path = config or Path(CONFIG_FILE)
    if path.is_dir():
        raise UsageError(f"{path}: is a folder, not a configuration file; rename it, or name another with --config")
    if config is not None and not path.is_file():
        raise UsageError(f"{path}: there is no such configuration file; leave --config away or name one that exists")
    settings = _from_toml(path) if path.is_file() else Settings()
    if environ.get("CHENGXI_OUTPUT"):
        settings = replace(settings, output=Path(environ["CHENGXI_OUTPUT"]))
    if environ.get("CHENGXI_CONTACT"):
        settings = replace(settings, contact=check_contact(environ["CHENGXI_CONTACT"], "CHENGXI_CONTACT"))
    return settings


def _from_toml(path: Path) -> Settings:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"{path}: cannot be read as TOML ({error}); mend that line") from error
    for key, value in values.items():
        if key not in _KEYS:
            raise UsageError(f"{path}: unknown key {key!r}; known are {', '.join(_KEYS)}")
        kinds, example = _KEYS[key]
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise UsageError(f"{path}: {key} = {value!r} is of the wrong kind; write {example}")
    _check_values(values, path)
    for key in ("output", "sites"):
        if key in values:
            values[key] = Path(values[key])
    if "allow_network" in values:
        values["allow_network"] = tuple(values["allow_network"])
    if "interval" in values:
        from scraper.sites import parse_interval

        values["interval_s"] = parse_interval(values.pop("interval"), f"{path}: interval")
    return Settings(**values)


def _check_values(values: dict[str, Any], path: Path) -> None:
    for network in values.get("allow_network", []):
        check_network(str(network), f"{path}: allow_network")
    check_contact(values.get("contact"), f"{path}: contact")
    if not 0 <= values.get("delay", 0) < inf:
        raise UsageError(f"{path}: delay = {values['delay']} is no number of seconds; write {_KEYS['delay'][1]}")


# key -> (kinds, how it is written)
_KEYS: dict[str, tuple[tuple[type, ...], str]] = {
    "output": ((str,), 'output = "archive"'),
    "sites": ((str,), 'sites = "sites"'),
    "contact": ((str,), 'contact = "you@example.org"'),
    "delay": ((int, float), "delay = 2.0"),
    "allow_network": ((list,), 'allow_network = ["10.0.0.0/8"]'),
    "interval": ((str,), 'interval = "6h"'),
    "notify": ((str,), 'notify = "mail -s chengxi you@example.org"'),
}


def counted(number: int, noun: str) -> str:
    """Give a number with its noun: `1 article`, `1,200 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def check_network(text: str, place: str) -> str:
    """Give `text` back if it is a network in CIDR notation; raises UsageError with the cure."""
    try:
        ip_network(text, strict=False)
    except ValueError as error:
        raise UsageError(f"{place}: {text!r} is no network; write it like 127.0.0.0/8 or ::1/128") from error
    return text
