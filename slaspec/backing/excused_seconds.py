"""Excused seconds in one window: what is beyond ours, and what leaves the denominator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product

from slaspec.backing.excused import Excuse, LeafExcuse
from slaspec.backing.windows import Dates, Judged, calendar_windows
from slaspec.language.quantities import Zone
from slaspec.service_time.civil import local_date, midnight
from slaspec.service_time.offsets import day_number, day_of

_MOST_CORNERS = 8


def beyond(excuses: tuple[Excuse, ...], window: Judged, zone: Zone) -> int:
    """Seconds that the leaves excuse together beyond what the objective excuses."""
    return sum(
        max(0, sum(_in(leaf.at_most, leaf.per, span, zone) for leaf in each.leaves) - each.at_most)
        for each in excuses
        if each.at_most is not None
        for span in _periods(each.per, (window.start, window.end), zone)
    )


def excused_by(leaf: LeafExcuse, window: Judged, zone: Zone) -> int:
    """The most seconds that a leaf excuses in a window."""
    return _in(leaf.at_most, leaf.per, (window.start, window.end), zone)


def excused_here(excuse: Excuse, window: Judged, zone: Zone) -> int:
    """The most seconds that the objective excuses in a window."""
    return _in(excuse.at_most, excuse.per, (window.start, window.end), zone)


def most_excused(excuse: Excuse, windows: Iterable[Judged], zone: Zone) -> int:
    """The most seconds that the leaves excuse together in one period of the objective."""
    return max(
        (
            sum(_in(leaf.at_most, leaf.per, span, zone) for leaf in excuse.leaves)
            for window in windows
            for span in _periods(excuse.per, (window.start, window.end), zone)
        ),
        default=0,
    )


def denominators(
    excuses: tuple[Excuse, ...], window: Judged, zone: Zone, shares: dict[str, Fraction] | None
) -> list[tuple[Fraction, int]]:
    """
    What can leave our denominator: seconds of down time that go with it, and its own seconds.

    Time that only we leave out shrinks our denominator and no leaf's. Time that a leaf leaves out
    too shrinks what the leaf may be down. The ratio is worst at a corner: each is used wholly or
    not at all. With `shares` None no down time goes with it.
    """
    corners = [_corners(each, window, zone, shares) for each in excuses if each.shrinks]
    if sum(len(each) > 1 for each in corners) > _MOST_CORNERS:
        corners = [[(Fraction(0), max(gone for _, gone in each))] for each in corners]
    return [
        (sum((less for less, _ in chosen), Fraction(0)), sum(gone for _, gone in chosen))
        for chosen in product(*corners)
    ]


def _corners(
    excuse: Excuse, window: Judged, zone: Zone, shares: dict[str, Fraction] | None
) -> list[tuple[Fraction, int]]:
    span = (window.start, window.end)
    if excuse.at_most is None:
        return [(Fraction(0), 0)]  # every leaf leaves it out alike, else it is refused
    most = _in(excuse.at_most, excuse.per, span, zone)
    matched = [leaf for leaf in excuse.leaves if leaf.shrinks and leaf.at_most is not None]
    if not matched:
        return [(Fraction(0), 0), (Fraction(0), most)]
    found = []
    for used in product((False, True), repeat=min(len(matched), _MOST_CORNERS)):
        chosen = (leaf for leaf, on in zip(matched, used, strict=False) if on)
        pairs = [_of_leaf(leaf, span, zone, shares) for leaf in chosen]
        together = sum(gone for _, gone in pairs)
        freed = sum((less for less, _ in pairs), Fraction(0))
        # Beyond our limit it is not known whose time is excused, so nothing is freed.
        less, gone = (freed, together) if together <= most else (Fraction(0), most)
        found.append((less, gone))
    return found


def _of_leaf(
    leaf: LeafExcuse, span: tuple[int, int], zone: Zone, shares: dict[str, Fraction] | None
) -> tuple[Fraction, int]:
    gone = _in(leaf.at_most, leaf.per, span, zone)
    return (shares or {}).get(leaf.leaf, Fraction(0)) * gone, gone


def _in(at_most: int | None, per: str, span: tuple[int, int], zone: Zone) -> int:
    """The most seconds of a limit per period that fall into a span."""
    if at_most is None:
        return 0
    return sum(min(at_most, end - start) for start, end in _periods(per, span, zone))


def _periods(per: str, span: tuple[int, int], zone: Zone) -> Iterator[tuple[int, int]]:
    """The parts of a span that lie in each period."""
    last = local_date(span[1] - 1, zone)
    dates = Dates(local_date(span[0], zone), day_of(day_number(last) + 1))
    for each in calendar_windows(per, dates):
        start, end = midnight(each.first, zone), midnight(each.end, zone)
        yield max(start, span[0]), min(end, span[1])
