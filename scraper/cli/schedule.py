"""`chengxi schedule`: run due sections for ever, or print a timer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from scraper.cli.common import Settings, asking_options, common_options, counted, sites_option

if TYPE_CHECKING:
    from pathlib import Path

    from scraper.store.due import Look

LOOK_SECONDS = 300.0

_SYSTEMD = """\
# Two files; put each where its first line says, then: systemctl daemon-reload && systemctl enable --now chengxi.timer
# /etc/systemd/system/chengxi.service
[Unit]
Description=chengxi: crawl the sections that are due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
ExecStart={command}
# 1: a section could not be read (`chengxi status` tells which); 75: the disk is full. With `notify` in chengxi.toml
# you are told of both.
SuccessExitStatus=1

# /etc/systemd/system/chengxi.timer
[Unit]
Description=chengxi: every half hour

[Timer]
OnCalendar=*:0/30
RandomizedDelaySec=300
Persistent=true

[Install]
WantedBy=timers.target
"""
_CRON = "*/30 * * * * cd {folder} && {command} --quiet\n"


@click.command(epilog="Example: chengxi schedule --print systemd")
@click.option("--print", "kind", type=click.Choice(["systemd", "cron"]), help="Print a timer instead of running.")
@common_options
@sites_option
@asking_options
def command(settings: Settings, kind: str | None) -> None:
    """Crawl the sections of known portals whenever their interval has passed, for ever; or print a timer for that."""
    import shutil
    import sys
    from pathlib import Path

    crawl = ["crawl", "--due", *_given(settings)]
    if kind:
        program = shutil.which("chengxi") or str(Path(sys.executable).with_name("chengxi"))
        click.echo(timer(kind, [program, *crawl], str(Path.cwd())), nl=False)
        if settings.contact is None and not settings.allow_network:
            click.echo("chengxi: no contact is set; public portals are asked only with one (--contact)", err=True)
        return
    _run_for_ever(settings, [*crawl, *(["--quiet"] if settings.quiet else [])])


def _run_for_ever(settings: Settings, crawl: list[str]) -> None:
    """Look every few minutes, and crawl what is due; what comes next is told whenever it changes."""
    import signal
    from time import sleep

    from scraper.sites import read_sites
    from scraper.store.due import looks

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped by a service manager as by Ctrl-C
    told: list[str] = []
    while True:
        sites, broken = read_sites(settings.sites_folder)
        found = looks(settings.output, sites, settings.interval_s)
        if any(look.is_due for look in found):
            _crawl(crawl)
            found = looks(settings.output, sites, settings.interval_s)
        tell = [f"chengxi: not crawled: {file.error}" for file in broken]
        if not settings.quiet:
            tell.append(f"{_next(found, settings.sites_folder)} (stop with Ctrl-C)")
        if tell and tell != told:
            click.echo("\n".join(tell), err=True)
        told = tell
        sleep(LOOK_SECONDS)


def _crawl(arguments: list[str]) -> None:
    """Crawl in a process of its own, since the engine starts once in the life of one; it ends when this one does."""
    import subprocess
    import sys

    start = [sys.executable, "-c", "from scraper.cli import main; main()"]
    # A group of its own: Ctrl-C comes once, from here; a second one would end the crawl without its table.
    with subprocess.Popen([*start, *arguments], process_group=0) as crawl:
        try:
            crawl.wait()
        except KeyboardInterrupt:
            crawl.terminate()
            crawl.wait()
            raise


def _next(found: list[Look], folder: Path) -> str:
    """Say what is known and when the next section is due."""
    if not found:
        return f"No portal is known in {folder}; `chengxi sites add URL` adds one. Looking every 5 minutes"
    times = [look.due_at for look in found if look.due_at]
    when = f"{min(times):%Y-%m-%d %H:%M} UTC" if len(times) == len(found) else "now"
    return f"{counted(len(found), 'section')} of known portals; the next is due {when}"


def timer(kind: str, command: list[str], folder: str) -> str:
    """Give the text of a timer that runs a command in a folder."""
    import shlex

    if kind == "cron":
        # crontab(5): a percent sign ends the command unless a backslash stands before it.
        return _CRON.format(folder=shlex.quote(folder), command=shlex.join(command)).replace("%", "\\%")
    # systemd.service(5): percent and dollar signs begin what is replaced; within quotes a backslash escapes.
    words = (word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$").replace("%", "%%") for word in command)
    quoted = " ".join(f'"{word}"' if set(word) & set(" \t'\"\\;") else word for word in words)
    return _SYSTEMD.format(folder=folder.replace("%", "%%"), command=quoted)


def _given(settings: Settings) -> list[str]:
    """Give the options with which the crawl finds what this command was given; a timer has another environment."""
    given = ["--output", str(settings.output.absolute())]
    if config := click.get_current_context().params.get("config"):
        given += ["--config", str(config.absolute())]
    if settings.sites:
        given += ["--sites", str(settings.sites.absolute())]
    if settings.contact:
        given += ["--contact", settings.contact]
    for network in settings.allow_network:
        given += ["--allow-network", network]
    return given
