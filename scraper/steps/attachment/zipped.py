"""Zip archives opened with limits: a bomb is told by its size and ratio before it is unpacked."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass, field
from zipfile import BadZipFile, ZipFile, ZipInfo

from scraper.errors import ChengxiError

MAX_BYTES = 64 * 1024 * 1024  # a file from which text is read; a scan of a yearbook has 50 MB
MAX_MEMBERS = 500
MAX_UNPACKED = 256 * 1024 * 1024
MAX_RATIO = 200  # XML of office files packs 1:30 at most; a bomb 1:1000
MAX_DEPTH = 2


class UnreadableError(ChengxiError):
    """A file that is not read; the sentence tells why."""


@dataclass(frozen=True, slots=True)
class ZipFolder:
    """An archive whose members may be read: their names in order, mended where they are GBK."""

    archive: ZipFile = field(repr=False)
    members: dict[str, ZipInfo] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of all files in it."""
        return tuple(self.members)

    def read(self, name: str) -> bytes:
        """Unpack one member; raises UnreadableError where it is missing, encrypted, broken or too large."""
        info = self.members.get(name)
        if info is None:
            raise UnreadableError(f"{name} is missing in the archive")
        if info.flag_bits & 1:
            raise UnreadableError(f"{name} is encrypted")
        try:
            with self.archive.open(info) as stream:
                body = stream.read(MAX_BYTES + 1)
        except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as error:
            raise UnreadableError(f"{name} cannot be unpacked: {error}") from error
        if len(body) > MAX_BYTES:
            raise UnreadableError(f"{name} unpacks to more than {MAX_BYTES} bytes")
        return body


def open_zip(body: bytes) -> ZipFolder:
    """Open an archive; raises UnreadableError for one that is broken, or unpacks to too much."""
    try:
        archive = ZipFile(io.BytesIO(body))
    except (BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableError(f"the archive is broken: {error}") from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_MEMBERS:
        raise UnreadableError(f"the archive has {len(infos)} files; {MAX_MEMBERS} are read at most")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED:
        raise UnreadableError(f"the archive unpacks to {unpacked} bytes; {MAX_UNPACKED} are read at most")
    for info in infos:
        if info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(1, info.compress_size):
            raise UnreadableError(
                f"{_name(info)} is packed 1:{info.file_size // max(1, info.compress_size)}, as bombs are"
            )
    return ZipFolder(archive, {_name(info): info for info in infos})


def _name(info: ZipInfo) -> str:
    """Give a member's name; without the UTF-8 flag Chinese programs write it in GBK (APPNOTE.TXT, appendix D)."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename
