"""`chengxi schedule`: run due sections for ever, or print a timer."""

from __future__ import annotations

import click

from scraper.cli.common import Settings, common_options

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
ExecStart={command} crawl --due --output {output}
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
_CRON = "*/30 * * * * cd {folder} && {command} crawl --due --quiet --output {output}\n"


@click.command(epilog="Example: chengxi schedule --print systemd")
@click.option("--print", "kind", type=click.Choice(["systemd", "cron"]), help="Print a timer instead of running.")
@common_options
def command(settings: Settings, kind: str | None) -> None:
    """Crawl the sections of known portals whenever their interval has passed, for ever; or print a timer for that."""
    import shlex
    import shutil
    import subprocess
    import sys
    from pathlib import Path
    from time import sleep

    program = shutil.which("chengxi") or str(Path(sys.executable).with_name("chengxi"))
    if kind:
        text = _SYSTEMD if kind == "systemd" else _CRON
        output = shlex.quote(str(settings.output.absolute()))
        command_text = shlex.quote(program)
        click.echo(text.format(folder=shlex.quote(str(Path.cwd())), command=command_text, output=output), nl=False)
        return
    from scraper.sites import load_sites
    from scraper.store.due import due_sections

    while True:
        # A process for each crawl: the engine starts once in the life of one.
        if due_sections(settings.output, load_sites(settings.sites_folder)):
            start = [sys.executable, "-c", "from scraper.cli import main; main()", "crawl", "--due"]
            quiet = ["--quiet"] if settings.quiet else []
            subprocess.run([*start, "--output", str(settings.output), *quiet], check=False)
        sleep(LOOK_SECONDS)
