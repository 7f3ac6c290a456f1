"""
The footer of a canonical file carries a digest of itself.

A library that parses a damaged footer may end the whole process; so the digest is held against the
footer before anything is parsed. Pages have checksums of their own.
"""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import BinaryIO

KEY = b"slaspec.footer"
UNSEALED = b"sha256:" + b"0" * 64
MAGIC = b"PAR1"
LARGEST = 1 << 28

_SEAL = re.compile(rb"sha256:[0-9a-f]{64}")


def seal(stream: BinaryIO) -> None:
    """Put the digest of the footer into a whole file, open for reading and writing."""
    begin, footer = _footer(stream)
    found = footer.rfind(UNSEALED, footer.rfind(KEY))
    stream.seek(begin + found)
    stream.write(_digest(footer))
    stream.seek(0, io.SEEK_END)


def is_sealed(file: Path) -> bool:
    """Whether the footer has a digest, right or wrong; False where there is no footer."""
    try:
        with file.open("rb") as stream:
            return _seal_of(_footer(stream)[1]) is not None
    except (OSError, ValueError):
        return False


def require_whole(file: Path) -> bool:
    """
    Whether the footer has its right digest; False where it has none.

    Raises `ValueError` for a footer that is not there, or is not as it was written.
    """
    with file.open("rb") as stream:
        _, footer = _footer(stream)
    found = _seal_of(footer)
    if found is None:
        return False
    unsealed = footer[: found.start()] + UNSEALED + footer[found.end() :]
    if _digest(unsealed) != found[0]:
        raise ValueError("its footer is not as it was written")
    return True


def _seal_of(footer: bytes) -> re.Match[bytes] | None:
    place = footer.rfind(KEY)
    return _SEAL.search(footer, place) if place >= 0 else None


def _footer(stream: BinaryIO) -> tuple[int, bytes]:
    """Where the footer begins, and its bytes, from the four that say how long it is."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 8))
    end = stream.read()
    length = int.from_bytes(end[:4], "little")
    begin = size - 8 - length
    if end[4:] != MAGIC or begin < len(MAGIC) or length > LARGEST:
        raise ValueError("it has no footer")
    stream.seek(begin)
    return begin, stream.read(length)


def _digest(footer: bytes) -> bytes:
    return b"sha256:" + hashlib.sha256(footer).hexdigest().encode()
