"""Kind `Calendar`: the hours in which time counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.node import Node
from slaspec.language.quantities import Day, Hours, Zone


@dataclass(frozen=True, kw_only=True)
class ClosedDate(Node):
    """A date on which the calendar does not open, pinned in the repository."""

    date: Day
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpenException(Node):
    """The hours of one date, instead of the weekly ones, also where the date is closed."""

    date: Day
    open: tuple[Hours, ...]
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Validity(Node):
    """The dates for which the closed dates are known."""

    from_: Day
    through: Day


@dataclass(frozen=True, kw_only=True)
class HolidaySource(Node):
    """Where the closed dates came from: country, language, library and its version."""

    country: str
    language: str
    library: str
    version: str
    subdivision: str | None = None
    categories: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Calendar(Node):
    """
    Weekly opening hours in a time zone, closed dates and exceptions.

    `open` maps a day (`mon`) or a range of days (`mon-fri`) to its hours. With `holiday_rule:
    calendar_date` a closed date takes away the seconds of that date; with `opening_date` it takes
    away the shifts that open on it, with the part after midnight.
    """

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["Calendar"]
    id: str
    title: str
    timezone: Zone
    open: dict[str, tuple[Hours, ...]]
    description: str | None = None
    closed: tuple[ClosedDate, ...] | None = None
    exceptions: tuple[OpenException, ...] | None = None
    holiday_rule: Literal["calendar_date", "opening_date"] | None = None
    valid: Validity | None = None
    holidays_from: HolidaySource | None = None
