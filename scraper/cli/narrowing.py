"""What several verbs ask alike: a query, and the options that narrow what it finds."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from scraper.index.nodes import NAMES

Function = TypeVar("Function", bound=Callable[..., Any])
_FLAGS = "qvh"  # short options without a value


class QueryCommand(click.Command):
    """A command whose arguments are a query: a minus before a word leaves the word out, it begins no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write such a minus as U+2212, which the query language reads alike and click does not."""
        return super().parse_args(ctx, [f"−{word[1:]}" if _is_left_out(word) else word for word in args])


def _is_left_out(word: str) -> bool:
    if len(word) < 2 or word[0] != "-" or word[1] == "-":
        return False
    flags = word[1:].partition("o")[0]  # behind -o stands its folder
    return not word[1].isascii() or (len(word) > 2 and not set(flags) <= set(_FLAGS))


def narrowing_options(function: Function) -> Function:
    """Add QUERY, --site, --section, --issuer, --source, --since and --until (days of publication).

    The verb gets `query` and `filters`.
    """
    return _narrowing(function, "Published")


def narrowing_options_of_changes(function: Function) -> Function:
    """Add the same, --since and --until being the days on which a change was seen."""
    return _narrowing(function, "Seen")


def _narrowing(function: Function, what: str) -> Function:
    @click.argument("query", nargs=-1)
    @click.option("--site", multiple=True, help="Only this site: its name, the end of its host, or part of its title.")
    @click.option("--section", multiple=True, help="Only this section: its name or part of it.")
    @click.option("--issuer", multiple=True, help="Only this issuing body (发布机构): its name or part of it.")
    @click.option("--source", multiple=True, help="Only this source (来源): its name or part of it.")
    @click.option("--since", metavar="DATE", help=f"{what} on or after: 2024, 2024-05 or 2024-05-31.")
    @click.option("--until", metavar="DATE", help=f"{what} on or before.")
    @wraps(function)
    def with_filters(*args: Any, query: tuple[str, ...], **options: Any) -> Any:
        filters = {name: options.pop(name) for name in (*NAMES, "since", "until")}
        return function(*args, query=" ".join(query), filters=filters, **options)

    return with_filters  # type: ignore[return-value]  # click adds the options to what it wraps
