"""The command line: one module a verb, imported only when that verb is called (start-up time)."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click

from scraper import __version__
from scraper.cli.common import NamedGroup
from scraper.errors import ChengxiError

# verb -> (module under scraper.cli, one line of help). In the order in which a newcomer needs them.
VERBS: dict[str, tuple[str, str]] = {
    "crawl": ("crawl", "Crawl sections of portals into the archive."),
    "sites": ("sites", "List, add and check known portals."),
    "inspect": ("inspect", "Show each step of the line for one page."),
    "clean": ("clean", "Run the line over files, without the network."),
    "import": ("import_warc", "Put pages archived elsewhere (WARC, WACZ) through the line into the archive."),
    "restore": ("restore", "Repair damaged text."),
    "decode": ("decode", "Turn bytes into text."),
    "search": ("search", "Search the archive."),
    "show": ("show", "Show one article, its revisions and what was repaired."),
    "count": ("count", "Count what a search finds, by month, site and more."),
    "concordance": ("concordance", "Show each place of a word with what stands around it."),
    "changes": ("changes", "Tell what portals edited, removed and brought back."),
    "export": ("export", "Export articles: Excel, CSV, text, JSON lines, Parquet, citations, WACZ."),
    "sql": ("sql", "Ask the archive in SQL (DuckDB)."),
    "status": ("status", "Tell per section how the archive stands."),
    "schedule": ("schedule", "Run due sections for ever, or print a timer."),
    "serve": ("serve", "Serve the web page: search, read, compare, coverage."),
    "verify": ("verify", "Check everything under the output."),
    "rebuild": ("rebuild", "Make the derived things again, without the network."),
    "withhold": ("withhold", "Withhold articles from every reader; list what is withheld."),
    "compact": ("compact", "Compress closed months."),
}


# The machine refuses: no room, or a disk that fails.
_REFUSED = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Verbs(NamedGroup):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the verbs in the order of the table."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb's module and give its `command`."""
        del ctx
        if cmd_name not in VERBS:
            return None
        command = import_module(f"scraper.cli.{VERBS[cmd_name][0]}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs from the table, without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(verb, help_text) for verb, (_, help_text) in VERBS.items()])


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: chengxi crawl https://www.example.gov.cn/news/ --contact you@example.org",
)
@click.version_option(__version__, prog_name="chengxi")
def chengxi() -> None:
    """Crawl the section pages of government portals, repair them, and keep an archive that researchers can trust."""


def main(argv: list[str] | None = None) -> NoReturn:
    """Run the command line: 0 all well, 1 something is ill, 2 nothing was started, 75 storage failed, 130 stopped."""
    # Closed by whoever started us (`>&-`, some daemons): what would be told has nowhere to go.
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows its number; the bytes of JSON and CSV are always UTF-8.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(_run(sys.argv[1:] if argv is None else argv))
    except BrokenPipeError:
        # The reader of a pipe (head, less) went away: all well.
        _drop_output()
        sys.exit(0)


def _run(arguments: list[str]) -> int:
    """Run one verb and give the exit code; a failure is told in one sentence."""
    try:
        with chengxi.make_context("chengxi", arguments) as context:
            code = chengxi.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ChengxiError as error:
        return _fail(str(error), error.exit_code)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _fail("stopped", 130)
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None and error.errno not in _REFUSED:
            raise
        return _refused(error)
    return code if isinstance(code, int) else 0


def _refused(error: OSError) -> int:
    """Tell that a file, or the standard output where none is named, could not be read or written."""
    place = error.filename or "the output"
    if error.errno not in _REFUSED:
        return _fail(f"{place}: {error.strerror}; name another place, or mend its permissions", 2)
    if error.filename is None:
        _drop_output()
    return _fail(f"{place}: cannot be written ({error.strerror}); make room and run it again", 75)


def _drop_output() -> None:
    """Let what is still buffered go: the interpreter would try to write it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(sentence: str, code: int) -> int:
    click.echo(f"chengxi: {sentence}", err=True)
    return code
