"""MinHash signatures of texts: 64 permutations over windows of five characters (Broder 1997)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_CHARS = 150  # shorter notices are alike by their form alone
PERMUTATIONS = 64
_MOST_CHARS = 20_000
_WINDOW = 5
_FACTOR = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: multiplicative hashing (Knuth, TAOCP 3, §6.4)
_AT_ONCE = 512  # hashes: with the permutations of them, as much as a processor keeps close at hand


def sign(text: str) -> bytes | None:
    """Give the signature of a text, 64 values of 32 bits, white space left out; None where it is too short to tell by.

    Values of two signatures that agree, over 64, estimate how many of their windows the texts share.
    """
    text = "".join(text.split())[:_MOST_CHARS]
    return _signature(text) if len(text) >= LEAST_CHARS else None


def _signature(text: str) -> bytes:
    import numpy as np  # noqa: PLC0415 - a tenth of a second that only writers pay

    factors, summands = _permutations()
    hashes = _mixed(_windows(text))
    least = np.full(PERMUTATIONS, 0xFFFFFFFF, np.uint32)
    for start in range(0, len(hashes), _AT_ONCE):
        permuted = np.multiply.outer(factors, hashes[start : start + _AT_ONCE])
        permuted += summands[:, None]
        np.minimum(least, permuted.min(axis=1), out=least)
    return least.astype("<u4").tobytes()


def _windows(text: str) -> NDArray[np.uint32]:
    """Hash each window of the text."""
    import numpy as np  # noqa: PLC0415 - see above

    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    count = len(codes) - _WINDOW + 1
    windows = codes[:count].copy()
    for start in range(1, _WINDOW):
        windows *= np.uint64(_FACTOR)
        windows += codes[start : count + start]
    # The high half depends on every character of the window, the low one mostly on the last ones.
    return ((windows * np.uint64(_FACTOR)) >> np.uint64(32)).astype(np.uint32)


def _mixed(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Spread what is alike: the finalizer of MurmurHash3, a bijection of 32 bits."""
    import numpy as np  # noqa: PLC0415 - see above

    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        hashes = (hashes ^ (hashes >> np.uint32(shift))) * np.uint32(factor)
    return hashes


@cache
def _permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Give factor and summand of each permutation of the 32-bit numbers; an odd factor makes it one.

    Always the same: numpy keeps what `RandomState` gives from a seed as it is (NEP 19).
    """
    import numpy as np  # noqa: PLC0415 - see above

    chance = np.random.RandomState(1)
    factors = chance.randint(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, chance.randint(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)
