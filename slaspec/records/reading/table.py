"""
What every format is turned into first: a table of texts with a header.

A format knows how its files are written, and nothing of tickets or outages: it gives rows of
texts under names of columns, which the DataSource maps to our words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slaspec.errors import LocatedError


class Table(Protocol):
    """
    Rows of texts with a header: read from a file, or held in memory.

    Rows are streamed: `rows` can be asked for once; `digest`, `gaps` and `notes` when they have
    ended.
    """

    @property
    def header(self) -> Sequence[str]:
        """The names of the columns."""

    @property
    def digest(self) -> str:
        """SHA-256 of what was read: of a file, its bytes as given."""

    @property
    def gaps(self) -> int | None:
        """
        Changes whose old value is not the new value of the change before.

        None for a table whose rows do not say what was before.
        """

    @property
    def notes(self) -> Sequence[str]:
        """What the source itself says of its rows, in its own words."""

    def rows(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The line of each row, and its cells in two or more columns, from 1."""

    def refusal(self, message: str, line: int, column: int, help: str) -> LocatedError:
        """The error that refuses the table because of one cell."""
