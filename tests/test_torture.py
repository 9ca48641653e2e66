"""Nothing is lost, doubled or torn, however often a crawl is killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture import fill_disk, torture


@pytest.mark.slow
def test_25_kills_lose_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kills, seed, tallies = 0, 20_240_501, []
    while kills < 25:
        tally = torture(tmp_path / str(seed), 25 - kills, seed)
        tallies.append(tally)
        kills += tally.kills
        seed += 1
    with capsys.disabled():
        print(f"\n{kills} kills, seeds {tallies[0].seed} to {tallies[-1].seed}: {tallies}")
    assert all(tally.is_clean for tally in tallies)


@pytest.mark.slow
@pytest.mark.parametrize("limit_bytes", [40_000, 90_000, 150_000, 200_000, 260_000])
def test_full_disk_ends_with_75_and_loses_nothing(tmp_path: Path, limit_bytes: int) -> None:
    result = fill_disk(tmp_path, limit_bytes)
    assert result.is_clean, result
