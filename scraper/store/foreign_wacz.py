"""WACZ files that others made: the WARC files in them."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from pathlib import Path

from scraper.errors import UsageError

_WARC = (".warc", ".warc.gz")
_MOST_TIMES = 100  # WARC packs to a tenth; what unpacks to far more than this is a bomb


def is_wacz(file: Path) -> bool:
    """Tell whether a file is a ZIP file with WARC files where WACZ has them (WACZ 1.1.1, `archive/`)."""
    if not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as package:
        return any(_holds_warc(info) for info in package.infolist())


def unpack(file: Path, folder: Path) -> list[Path]:
    """Put the WARC files of a WACZ into a folder, under names of its own and theirs; give their places.

    Raises UsageError with the cure where it is damaged, or would unpack to far more than a WARC can be packed.
    """
    found: list[Path] = []
    try:
        with zipfile.ZipFile(file) as package:
            wanted = [info for info in package.infolist() if _holds_warc(info)]
            if sum(info.file_size for info in wanted) > _MOST_TIMES * max(1, file.stat().st_size):
                raise UsageError(f"{file}: would unpack to more than {_MOST_TIMES} times its size; unpack it yourself")
            for number, info in enumerate(wanted):
                to = folder / f"{file.stem}-{number}-{Path(info.filename).name}"
                with package.open(info) as source, to.open("wb") as target:
                    shutil.copyfileobj(source, target)
                found.append(to)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise UsageError(f"{file}: is damaged ({error}); fetch it again") from error
    return found


def _holds_warc(info: zipfile.ZipInfo) -> bool:
    return info.filename.startswith("archive/") and info.filename.lower().endswith(_WARC)
