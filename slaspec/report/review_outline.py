"""
A review as an outline: headings, tables and sentences, the same ones for every face.

What a contract, a file name or a machine says is `Quoted`; a face escapes it for its channel.
Every other text is the program's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from slaspec.review.histogram import Bar


class Quoted(str):
    """A text that somebody else wrote: it is shown and never acts."""

    __slots__ = ()


Words = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """
    Rows of cells below headings.

    `right` are the columns of figures, `name` is the one that names a row.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    right: tuple[int, ...] = ()
    name: int = 0


class Items(NamedTuple):
    """A list of sentences."""

    sentences: tuple[Words, ...]


class Block(NamedTuple):
    """Lines that keep their columns."""

    lines: tuple[str, ...]


class Chart(NamedTuple):
    """Months by amount, before and after: a picture where a face has pictures."""

    title: str
    before: tuple[Bar, ...]
    after: tuple[Bar, ...]
    currency: str


Part = Words | Items | Block | Chart | Table
Group = tuple[Part, ...]  # stands or falls together where there is little room


@dataclass(frozen=True)
class Section:
    """
    A part of a review under a title: a table whose rows count, or groups that belong together.

    `what` names one row or group (`change`), so that those left out can be counted. A folded
    section is for those who ask why.
    """

    title: str
    what: str
    table: Table | None = None
    groups: tuple[Group, ...] = ()
    folded: bool = False


@dataclass(frozen=True)
class Outline:
    """
    A whole review.

    `role` is `error`, `warning` or `good`; `headline` the verdict with its shape and word; `lead`
    are the sentences below it.
    """

    role: str
    headline: str
    lead: tuple[Words, ...]
    sections: tuple[Section, ...]


def listed(parts: list[Words], between: str = ", ") -> Words:
    """Several words in one: `a, b, c`."""
    joined: list[str] = []
    for part in parts:
        joined += [between] * bool(joined) + list(part)
    return tuple(joined)
