"""
Civil time: dates and wall times of a zone, to and from UTC seconds.

Zones always come from the pinned tzdata package. Instants are whole seconds since
1970-01-01T00:00:00Z.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from slaspec.errors import ServiceTimeError
from slaspec.service_time.offsets import (
    DAY,
    EPOCH,
    day_number,
    offsets_of,
    pinned_zone,
    tzdata_version,
    wall_clock,
)

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone

__all__ = [
    "LocalTimeError",
    "epoch_of",
    "format_local",
    "format_utc",
    "local_date",
    "local_time",
    "midnight",
    "to_utc",
    "tzdata_version",
]

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class LocalTimeError(ServiceTimeError):
    """
    A wall time that names no instant, or two.

    `reason` is `gap` (the clock skipped it), `ambiguous` (the clock showed it twice and no
    offset says which) or `offset` (the zone did not have the given offset then).
    """

    def __init__(self, message: str, reason: Literal["gap", "ambiguous", "offset"]) -> None:
        super().__init__(message, reason)  # positional: survives pickling
        self.message, self.reason = message, reason

    def __str__(self) -> str:
        return self.message


def epoch_of(moment: datetime) -> int:
    """UTC seconds of an aware datetime, floored; `ServiceTimeError` for a naive one."""
    try:
        since = moment - EPOCH
    except TypeError:
        raise ServiceTimeError(
            f"{moment!s} has no time zone; give a datetime with its zone or offset"
        ) from None
    return since.days * DAY + since.seconds


def to_utc(local: datetime, zone: Zone | str, offset: int | None = None) -> int:
    """
    UTC seconds of a naive wall time of a record, floored to the second.

    `offset` (seconds east of UTC) chooses between the two passes of an autumn fold. Raises
    `LocalTimeError` where the wall time is in a spring gap, is ambiguous without an offset, or
    does not fit the offset. Nothing is guessed. Readers call it once per distinct value.
    """
    if local.tzinfo is not None:
        raise ServiceTimeError(f"{local} already has an offset; only naive times need a zone")
    instants = _instants_showing(local.replace(microsecond=0), str(zone))
    if not instants:
        raise LocalTimeError(f"the clocks of {zone} skipped {local}", "gap")
    if offset is not None:
        wanted = day_number(local) * DAY + _second_of_day(local) - offset
        if wanted not in instants:
            raise LocalTimeError(f"{zone} was not {_format_offset(offset)} at {local}", "offset")
        return wanted
    if len(instants) > 1:
        raise LocalTimeError(
            f"the clocks of {zone} showed {local} twice; the record needs its offset", "ambiguous"
        )
    return instants.pop()


def _instants_showing(local: datetime, name: str) -> set[int]:
    zone = pinned_zone(name)
    passes = {epoch_of(local.replace(tzinfo=zone, fold=fold)) for fold in (0, 1)}
    return {at for at in passes if local_time(at, name).replace(tzinfo=None, fold=0) == local}


def _second_of_day(local: datetime) -> int:
    return local.hour * 3600 + local.minute * 60 + local.second


def midnight(day: date, zone: Zone | str) -> int:
    """
    The first instant of a date: the second at which the clock shows 00:00 or later.

    Where the clock skips midnight (or the whole date) it is the end of the gap.
    """
    return offsets_of(str(zone), day.year, day.year).first_instant(day_number(day) * DAY)


def local_time(instant: int, zone: Zone | str) -> datetime:
    """The aware datetime of an instant in a zone."""
    return wall_clock(instant, pinned_zone(str(zone)))


def local_date(instant: int, zone: Zone | str) -> date:
    """The date that the calendar on the wall shows at an instant."""
    return local_time(instant, zone).date()


def format_local(instant: int, zone: Zone | str) -> str:
    """`Wed 2026-04-01 16:30 +02:00`, in English; seconds only where they are not zero."""
    local = local_time(instant, zone)
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    offset = day_number(local) * DAY + _second_of_day(local) - instant
    return f"{_WEEKDAYS[local.weekday()]} {local.date()} {clock} {_format_offset(offset)}"


def format_utc(instant: int) -> str:
    """`2026-04-01T14:30:00Z`; the number itself where no datetime reaches (milliseconds?)."""
    try:
        return f"{(EPOCH + timedelta(seconds=instant)).replace(tzinfo=None).isoformat()}Z"
    except OverflowError:
        return f"UTC second {instant}"


def _format_offset(offset: int) -> str:
    minutes, seconds = divmod(abs(offset), 60)
    text = f"{'-' if offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if seconds else text
