"""`chengxi schedule`: run due sections for ever, or print a timer."""

from __future__ import annotations

import click

from scraper.cli.common import Settings, asking_options, common_options

LOOK_SECONDS = 300.0

_SYSTEMD = """\
# /etc/systemd/system/chengxi.service
[Unit]
Description=chengxi: crawl the sections that are due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
ExecStart={command}
# 1: a section could not be read (`chengxi status` tells which); 75: the disk is full.
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
@asking_options
def command(settings: Settings, kind: str | None) -> None:
    """Crawl the sections of known portals whenever their interval has passed, for ever; or print a timer for that."""
    import shutil
    import subprocess
    import sys
    from pathlib import Path
    from time import sleep

    crawl = ["crawl", "--due", *_given(settings)]
    if kind:
        program = shutil.which("chengxi") or str(Path(sys.executable).with_name("chengxi"))
        click.echo(timer(kind, [program, *crawl], str(Path.cwd())), nl=False)
        if settings.contact is None and not settings.allow_network:
            click.echo("chengxi: no contact is set; public portals are asked only with one (--contact)", err=True)
        return
    from scraper.sites import read_sites
    from scraper.store.due import due_sections

    quiet = ["--quiet"] if settings.quiet else []
    while True:
        # A process for each crawl: the engine starts once in the life of one.
        sites, broken = read_sites(settings.sites_folder)
        if due_sections(settings.output, sites):
            start = [sys.executable, "-c", "from scraper.cli import main; main()"]
            subprocess.run([*start, *crawl, *quiet], check=False)
        else:
            for file in broken:
                click.echo(f"chengxi: not crawled: {file.error}", err=True)
        sleep(LOOK_SECONDS)


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
