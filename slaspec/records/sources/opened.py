"""What all tables have in common that hold something open: a file, or a database."""

from __future__ import annotations

import gzip
import zlib
from abc import ABC, abstractmethod
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Self

from slaspec.errors import LocatedError
from slaspec.records.sources.byte_streams import TooLargeError, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType


class Opened(ABC):
    """A table whose `with` block opens and closes what it reads; `shown` is its name."""

    gaps: int | None = None
    notes: Sequence[str] = ()
    header: Sequence[str]

    def __init__(self, shown: str) -> None:
        self._shown = shown

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._open(stack)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    @abstractmethod
    def _open(self, stack: ExitStack) -> None:
        """Opens what is closed with the stack, and finds the header."""

    def refusal(self, message: str, line: int, column: int, help: str) -> LocatedError:
        """The error that refuses the table because of one cell."""
        return LocatedError(message, f"{self._shown}:{line}:{column}", help)

    @contextmanager
    def _faults_of_stream(self, line: Callable[[], int]) -> Iterator[None]:
        """What goes wrong with the bytes of a file, as errors with a place."""
        try:
            yield
        except (gzip.BadGzipFile, EOFError, zlib.error):
            again = "export it again; only gzip files have names that end in .gz"
            raise self.refusal("the gzip data is damaged or cut off", line(), 1, again) from None
        except TooLargeError as bound:
            raise self.refusal(str(bound), line(), 1, "split the file") from None
        except OSError as error:
            raise unreadable(self._shown, error) from None
