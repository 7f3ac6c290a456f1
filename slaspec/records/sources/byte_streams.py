"""
Bytes of a file, plain or gzip, to text that is bounded in size and strictly UTF-8.

The digest is taken of the same bytes that are read, so that it cannot belong to another state of
the file.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import stat
from typing import TYPE_CHECKING, BinaryIO, TextIO

from slaspec.errors import EnvironmentFault

if TYPE_CHECKING:
    from contextlib import ExitStack
    from pathlib import Path

    from _typeshed import WriteableBuffer

    from slaspec.records.tickets import Progress

LARGEST_TEXT_BYTES = 4 << 30
LONGEST_LINE_BYTES = 16 << 20
READ_BYTES = 1 << 20


class NulError(Exception):
    """The text contains a NUL character: it is no text."""


class TooLargeError(Exception):
    """The text, or a line of it, is larger than any export."""


class Digesting(io.RawIOBase):
    """
    A binary file that computes the SHA-256 of what is read from it.

    `progress` is told the number of bytes of every block.
    """

    def __init__(self, file: BinaryIO, progress: Progress | None = None) -> None:
        self._file = file
        self._progress = progress
        self.digest = hashlib.sha256()

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """The next bytes, as they stand in the file."""
        block = self._file.read(len(memoryview(buffer)))
        self.digest.update(block)
        memoryview(buffer)[: len(block)] = block
        if self._progress is not None:
            self._progress(len(block))
        return len(block)


class Bounded(io.RawIOBase):
    """Unpacked bytes within the bounds; raises `TooLargeError` beyond, `NulError` at a NUL."""

    def __init__(
        self, source: io.RawIOBase | gzip.GzipFile, *, refuse_nul: bool, has_lines: bool = True
    ) -> None:
        self._source = source
        self._refuse_nul = refuse_nul
        self._has_lines = has_lines
        self._bytes_read = 0
        self._line_begin = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """The next bytes."""
        block = self._source.read(len(memoryview(buffer))) or b""
        memoryview(buffer)[: len(block)] = block
        if self._refuse_nul and b"\0" in block:
            raise NulError
        last_end = max(block.rfind(b"\n"), block.rfind(b"\r"))
        if last_end >= 0:
            self._line_begin = self._bytes_read + last_end
        self._bytes_read += len(block)
        self._require_bounds()
        return len(block)

    def _require_bounds(self) -> None:
        if self._bytes_read > LARGEST_TEXT_BYTES:
            raise TooLargeError(f"the text is larger than {LARGEST_TEXT_BYTES:,} bytes")
        if self._has_lines and self._bytes_read - self._line_begin > LONGEST_LINE_BYTES:
            raise TooLargeError(f"a line is longer than {LONGEST_LINE_BYTES:,} bytes")


def open_text(
    stack: ExitStack,
    file: Path,
    shown: str,
    *,
    lenient: bool = False,
    progress: Progress | None = None,
) -> tuple[Digesting, TextIO]:
    """
    The bytes of a file and its text without a byte order mark, both closed with the stack.

    `lenient` is for finding the place of a fault: NUL stays, bytes that are not UTF-8 become lone
    surrogates. Raises `EnvironmentFault` where the file cannot be opened or is no regular file.
    """
    raw, unpacked = open_packed(stack, file, shown, progress)
    buffered = io.BufferedReader(Bounded(unpacked, refuse_nul=not lenient), READ_BYTES)
    errors = "surrogateescape" if lenient else "strict"
    text = io.TextIOWrapper(buffered, encoding="utf-8-sig", errors=errors, newline="")
    return raw, stack.enter_context(text)


def open_packed(
    stack: ExitStack, file: Path, shown: str, progress: Progress | None = None
) -> tuple[Digesting, io.RawIOBase | gzip.GzipFile]:
    """
    The bytes of a file as given, and unpacked where its name ends in `.gz`; neither is bounded.

    Raises `EnvironmentFault` where the file cannot be opened or is no regular file.
    """
    raw = Digesting(open_regular(stack, file, shown), progress)
    packed = file.suffix.lower() == ".gz"
    return raw, stack.enter_context(gzip.GzipFile(fileobj=raw, mode="rb")) if packed else raw


def open_regular(stack: ExitStack, file: Path, shown: str) -> BinaryIO:
    """
    A file on the disk, unbuffered, closed with the stack.

    Raises `EnvironmentFault` where it cannot be opened or is no regular file.
    """
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe could block for ever
            raise EnvironmentFault(f"{shown} is not a regular file")
        return stack.enter_context(file.open("rb", buffering=0))
    except OSError as error:
        raise unreadable(shown, error) from None


def unreadable(shown: str, error: OSError) -> EnvironmentFault:
    """What the operating system says of a file, in a sentence."""
    return EnvironmentFault(f"{shown} cannot be read: {error.strerror or error}")
