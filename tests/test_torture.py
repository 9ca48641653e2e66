"""Nothing is lost, doubled or torn, however often a crawl is killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture import torture


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
