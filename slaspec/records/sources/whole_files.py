"""Files that are not read from their first byte to their last: what they are is known before."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from slaspec.errors import EnvironmentFault
from slaspec.records.sources.byte_streams import READ_BYTES, Digesting, open_regular, unreadable

if TYPE_CHECKING:
    from contextlib import ExitStack
    from pathlib import Path

    from slaspec.records.tickets import Progress


class WholeFile:
    """
    An open file with the digest of all its bytes, closed with the stack; `begin` are its first.

    Raises `EnvironmentFault` where the file cannot be read.
    """

    def __init__(
        self, stack: ExitStack, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        self._shown = shown
        self.binary = open_regular(stack, file, shown)
        self._state = self._now()
        raw = Digesting(self.binary, progress)
        try:
            self.begin = raw.read(100) or b""
            for _ in iter(partial(raw.read, READ_BYTES), b""):
                pass
            self.binary.seek(0)
        except OSError as error:
            raise unreadable(shown, error) from None
        self.digest = raw.digest.hexdigest()

    @property
    def size(self) -> int:
        """In bytes."""
        return self._state[0]

    def require_unchanged(self) -> None:
        """Raises `EnvironmentFault` where the file is no longer the one that was digested."""
        if self._now() != self._state:
            raise EnvironmentFault(f"{self._shown} changed while it was read; run it again")

    def _now(self) -> tuple[int, int]:
        status = os.fstat(self.binary.fileno())
        return status.st_size, status.st_mtime_ns
