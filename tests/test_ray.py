"""`chengxi clean --ray`: the same lines from a cluster, a real one on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="the extra `ray` is not installed")
VILLAGES = ("东渠村", "西渠村", "南渠村", "北渠村")


def clean(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = "from scraper.cli import main; main()"
    command = [sys.executable, "-c", program, "clean", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of two hosts, more than one lot of them, and one that breaks off in the midst."""
    file = tmp_path_factory.mktemp("ray") / "pages.jsonl"
    rows = []
    for number in range(40):
        village = VILLAGES[number % 4]
        html = (
            f"<title>{village}第{number}次村务公开</title><p>本页由镇便民服务中心统一发布，转载请注明出处和日期。</p>"
            f"<h1>{village}第{number}次村务公开</h1><p>{village}本月共收到来信{number}件，均已在村部答复，答复记录可供查阅。</p>"
        )
        rows.append({"id": number, "url": f"http://h{number % 2}.example.gov.cn/{number}.html", "html": html})
    file.write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def on_ray(pages: Path) -> Iterator[subprocess.CompletedProcess[str]]:
    return clean("--ray", "local", pages)


def test_a_cluster_gives_the_very_lines_that_this_machine_gives(
    pages: Path, on_ray: subprocess.CompletedProcess[str]
) -> None:
    assert on_ray.stdout == clean(pages).stdout
    assert len(on_ray.stdout.splitlines()) == 40


def test_what_cannot_be_read_is_told_as_ever(on_ray: subprocess.CompletedProcess[str]) -> None:
    assert "line 41" in on_ray.stderr
    assert on_ray.returncode == 1


def test_a_cluster_that_does_not_answer_is_told_with_the_cure(pages: Path) -> None:
    run = clean("--ray", "127.0.0.1:9", pages)
    assert run.returncode == 2
    assert "no Ray cluster answers at '127.0.0.1:9'" in run.stderr
    assert "ray start --head" in run.stderr
