"""Single outages of a row: `35min; 2h`, `OUT-17 35min`, or `OUT-17 <from>/<until>`."""

from __future__ import annotations

from fractions import Fraction

from slaspec.errors import QuantityError
from slaspec.language.characters import shown
from slaspec.language.quantities import Duration, Instant
from slaspec.measure.reported.rows import BETWEEN, FigureRow
from slaspec.measure.reported.texts import seconds_of
from slaspec.measure.results import Miss

COLUMN = "outages"
HELP = "write 35min; 2h, or with their numbers OUT-17 35min; OUT-18 2h, or from/until"


def outages_of(row: FigureRow, shortest: Duration | None) -> tuple[Miss, ...]:
    """
    The outages of a row, each by its number, with its down time in seconds.

    One without a number gets that of its row and place: `uptime-2026-04-1`. Raises `LocatedError`
    for what is no outage, for a number that stands twice, and for one shorter than the metric lets
    count.
    """
    found: dict[str, Miss] = {}
    for place, text in enumerate(row.text(COLUMN).split(BETWEEN), 1):
        miss = _outage(row, text.strip(), row.number(place))
        if miss.id in found:
            raise row.fault(COLUMN, f"outage '{shown(miss.id)}' stands twice", HELP)
        assert miss.size is not None
        if shortest is not None and miss.size < shortest.seconds:
            raise row.fault(
                COLUMN,
                f"outage '{shown(text.strip())}' is shorter than {shortest}, and such ones do not"
                " count (minimum_outage)",
                "leave it out",
            )
        found[miss.id] = miss
    return tuple(found.values())


def _outage(row: FigureRow, text: str, number: str) -> Miss:
    id, size = number, _size(row, text)
    if size is None:
        id, _, rest = text.partition(" ")
        size = _size(row, rest.strip())
    if size is None:
        raise row.fault(COLUMN, f"'{shown(text)}' is no outage", HELP)
    return size._replace(id=id, incident=row.text("incident"))


def _size(row: FigureRow, text: str) -> Miss | None:
    begin, slash, end = text.partition("/")
    if slash:
        return _between(row, begin, end)
    seconds = seconds_of(text)
    if seconds is None:
        return None
    if seconds < 0:
        raise row.fault(COLUMN, f"an outage is never shorter than nothing: {text}")
    return Miss("", size=seconds)


def _between(row: FigureRow, begin: str, end: str) -> Miss | None:
    try:
        first, last = Instant(begin).epoch, Instant(end).epoch
    except QuantityError:
        return None
    if last < first:
        raise row.fault(COLUMN, f"the outage {begin}/{end} ends before it begins")
    return Miss("", first, last, Fraction(last - first))
