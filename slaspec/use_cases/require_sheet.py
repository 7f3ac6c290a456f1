"""What a supplier must promise, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Figure:
    """
    One answer that is required of an OLA or UC, in words as a contract writes them.

    `name` is `limit`, `hours`, `share`, `from`, `notice`, `credit` or the like. `required` is the
    loosest that is enough, empty where that cannot be said: then `enough` is None and `why` says
    why. Where `enough` is False, `why` is what comes of what is promised `today`, and where nothing
    but the strictest is enough, what comes of less. `gap` is how much lies between both. `asked_by`
    are the promises (of a term: the agreements) for which anything looser is too little. `or_else`
    are other changes that are enough.
    """

    name: str
    required: str
    today: str
    enough: bool | None
    gap: str = ""
    asked_by: tuple[str, ...] = ()
    or_else: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class User:
    """A promise of an SLA (or of an OLA) that stands on another one: its name, and what it says."""

    name: str
    promised: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """
    One promise of the supplier, with what stands on it and what that requires.

    `measured` is what is promised, `together` are promises of the sheet behind the same one: the
    figures of all of them hold together.
    """

    name: str
    service: str
    measured: str
    promised: str
    figures: tuple[Figure, ...]
    users: tuple[User, ...]
    together: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One OLA or UC: what its term must be, its promises, and those on which nothing stands."""

    agreement: str
    kind: str
    title: str
    version: str
    term: tuple[Figure, ...]
    rows: tuple[Row, ...]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StillOpen:
    """
    Why a promise is not backed even with every figure of the sheet, and what to do.

    `judged` is False where that could not be found out.
    """

    user: str
    sentence: str
    help: str
    judged: bool


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a supplier must promise as of a day."""

    supplier: str
    name: str
    as_of: date
    parts: tuple[Part, ...]
    still_open: tuple[StillOpen, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures of the sheet."""
        rows = (row for part in self.parts for row in part.rows)
        terms = (figure for part in self.parts for figure in part.term)
        return (*terms, *(figure for row in rows for figure in row.figures))

    @property
    def is_enough(self) -> bool:
        """Whether nothing that is promised today is known to be too little."""
        missing = any(each.judged for each in self.still_open)
        return not missing and all(each.enough is not False for each in self.figures)
