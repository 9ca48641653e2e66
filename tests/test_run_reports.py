"""`chengxi status --run`: what a run did and what went wrong in it, told again the morning after."""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson
import pytest

from tests.crawling import Run, chengxi
from tests.portal.server import Answer, Portal
from tests.test_crawl import portal_of


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run, Run]:
    """An archive after a good night and one in which the list could not be read, with what each run printed."""
    output = tmp_path_factory.mktemp("nights") / "output"
    with Portal(portal_of(3)) as portal:
        asked = ("crawl", f"{portal.url}/list.html", "--allow-network", "127.0.0.0/8", "--delay", "0", "-o", output)
        good = chengxi(*asked)
        portal.answers = portal_of(3) | {"/list.html": Answer(b"<h1>500</h1>", status=500)}
        bad = chengxi(*asked)
    return output, good, bad


def runs(output: Path) -> list[str]:
    return sorted(path.stem for path in (output / "runs").glob("*.json"))


def test_last_run_is_told_as_it_told_itself(nights: tuple[Path, Run, Run]) -> None:
    output, _, bad = nights
    run = chengxi("status", "--run", "last", "--output", output)
    assert (run.code, run.out, run.err) == (1, bad.out, bad.err)
    assert "500" in run.err
    assert "try again later" in run.err


def test_an_earlier_run_is_told_by_its_number(nights: tuple[Path, Run, Run]) -> None:
    output, good, _ = nights
    run = chengxi("status", "--run", runs(output)[0], "--output", output)
    assert (run.code, run.out) == (0, good.out)


def test_report_as_json_is_the_one_that_was_kept(nights: tuple[Path, Run, Run]) -> None:
    output, *_ = nights
    run = chengxi("status", "--run", "last", "--json", "--output", output)
    assert orjson.loads(run.out) == orjson.loads((output / "runs" / f"{runs(output)[-1]}.json").read_bytes())


def test_a_run_that_is_not_known_is_told_with_those_that_are(nights: tuple[Path, Run, Run]) -> None:
    output, *_ = nights
    run = chengxi("status", "--run", "yesterday", "--output", output)
    assert run.code == 2
    assert runs(output)[-1] in run.err


@pytest.mark.parametrize("data", [None, b"", b"[]", b'{"sections": 1}', b'{"sections": [{"colour": 1}]}'])
def test_a_run_without_a_whole_report_is_told_with_its_log(
    nights: tuple[Path, Run, Run], tmp_path: Path, data: bytes | None
) -> None:
    output = shutil.copytree(nights[0], tmp_path / "copy")
    report = output / "runs" / f"{runs(output)[-1]}.json"
    report.unlink()
    if data is not None:
        report.write_bytes(data)
    run = chengxi("status", "--run", "last", "--output", output)
    assert run.code == 2
    assert f"{report.stem}.log" in run.err
    assert "Traceback" not in run.err


def test_an_archive_without_runs_says_so(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    run = chengxi("status", "--run", "last", "--output", tmp_path)
    assert run.code == 2
    assert "crawl first" in run.err
