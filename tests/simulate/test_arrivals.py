"""When simulated records come: hours on the clock, changes of the clock, holidays, chance."""

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from slaspec.errors import UsageError
from slaspec.language.model.calendar import Calendar, ClosedDate
from slaspec.language.quantities import Day, Hours, Zone
from slaspec.records.simulate.arrivals import Rhythm, arrivals
from slaspec.records.simulate.draws import Draws
from slaspec.records.simulate.streams import Span, ticket_stream
from tests.simulate.profiles import DAYS, profile_of

OSLO = ZoneInfo("Europe/Oslo")


def only(**hours):
    """Records in some hours of some days alone."""
    day = {name: ["1" if h in hours.get(name, ()) else "0" for h in range(24)] for name in DAYS}
    return "{" + ", ".join(f"{name}: [{', '.join(day[name])}]" for name in DAYS) + "}"


def reported(profile, first, last, seed=7, **said):
    table = ticket_stream(profile, Span(seed, first, last), "itsm", **said).block(0)
    return table.stamps["reported"]


def local(instants):
    return [datetime.fromtimestamp(at, OSLO) for at in instants.tolist()]


def test_records_come_in_the_hours_of_their_profile():
    """Tuesdays from 09:00 to 10:00 and Sundays from 23:00 on the clock of Oslo, and never else."""
    profile = profile_of(hours_of_week=only(tue=[9], sun=[23]))
    times = local(reported(profile, date(2026, 1, 1), date(2026, 12, 31), count=2000))

    assert {(1, 9), (6, 23)} == {(at.weekday(), at.hour) for at in times}
    assert {2026} == {at.year for at in times}


def test_an_hour_that_the_clock_skips_has_no_records():
    """On 29 March 2026 there is no 02:00 in Oslo: a stream of that hour alone cannot be made."""
    profile = profile_of(hours_of_week=only(sun=[2]))
    with pytest.raises(UsageError, match="the profile has hours without records only"):
        reported(profile, date(2026, 3, 29), date(2026, 3, 29), count=1)


def test_an_hour_that_the_clock_shows_twice_has_twice_the_records():
    """On 25 October 2026 the hour from 02:00 lasts from 00:00Z to 02:00Z, the one from 03:00 one."""
    profile = profile_of(hours_of_week=only(sun=[2, 3]))
    at = reported(profile, date(2026, 10, 25), date(2026, 10, 25), count=30_000)
    begin = int(datetime(2026, 10, 25, 2, tzinfo=OSLO).timestamp())
    hours = np.bincount((at - begin) // 3600).tolist()

    assert 3 == len(hours)
    assert all(9_700 <= each <= 10_300 for each in hours)


def test_zones_with_half_hours():
    """In Kathmandu (+05:45) the hour from 09:00 begins at 03:15Z."""
    profile = profile_of(hours_of_week=only(mon=[9]), zone="Asia/Kathmandu")
    at = reported(profile, date(2026, 6, 1), date(2026, 6, 1), count=500)
    begin = int(datetime.fromisoformat("2026-06-01T03:15:00+00:00").timestamp())

    assert bool(((at >= begin) & (at < begin + 3600)).all())


def test_holidays_bring_less():
    """With 0% nothing comes on a closed date; the days around it are as busy as ever."""
    calendar = Calendar(
        apiVersion="slaspec/v1",
        kind="Calendar",
        id="office-no",
        title="Office",
        timezone=Zone("Europe/Oslo"),
        open={"mon-fri": (Hours("08:00-17:00"),)},
        closed=(ClosedDate(date=Day("2026-05-14")),),
    )
    profile = profile_of(holidays="{calendar: office-no, share: 0%}")
    span = date(2026, 5, 13), date(2026, 5, 15)
    days = {at.day for at in local(reported(profile, *span, count=300, calendar=calendar))}

    assert {13, 15} == days


def test_a_day_is_as_busy_in_a_month_as_in_a_year():
    """The factor of a date depends on the seed and the date, not on the span around it."""
    rhythm = Rhythm(
        Zone("UTC"), [1] * 168, [(Fraction(1, 10), 400_000), (Fraction(9, 10), 1_600_000)]
    )

    def of_april(first, last):
        made = arrivals(rhythm, 7, first, last, Fraction(1), 10**6)
        begin = int(datetime.fromisoformat("2026-04-01T00:00:00+00:00").timestamp())
        inside = np.flatnonzero((made.begins >= begin) & (made.begins <= begin + 30 * 86400))
        marks = made.marks[inside[::24]]
        widths = np.diff(marks).tolist()
        return [Fraction(width, widths[0]) for width in widths]

    month = of_april(date(2026, 4, 1), date(2026, 4, 30))
    year = of_april(date(2026, 1, 1), date(2026, 12, 31))

    assert len(set(month)) > 20
    assert all(abs(a - b) < Fraction(1, 10**5) for a, b in zip(month, year))


def test_the_mean_of_the_day_factor_is_one():
    """Factors with a mean of 200 % are scaled: 70 a week stay 70 a week, over many weeks."""
    profile = profile_of(day_factor="{p50: 200%}")
    stream = ticket_stream(profile, Span(1, date(2024, 1, 1), date(2027, 12, 31)), "itsm")
    expected = 70 * 1461 / 7

    assert abs(len(stream) - expected) < 4 * expected**0.5


def test_counts_vary_by_chance_alone():
    """70 a week for four weeks: the mean of 400 seeds is near 280, and so is their variance."""
    profile = profile_of()
    dates = date(2026, 6, 1), date(2026, 6, 28)
    counts = [len(ticket_stream(profile, Span(seed, *dates), "itsm")) for seed in range(400)]
    mean = sum(counts) / 400
    variance = sum((count - mean) ** 2 for count in counts) / 399

    assert abs(mean - 280) < 4 * (280 / 400) ** 0.5
    assert 0.7 * 280 < variance < 1.35 * 280


def test_a_count_is_kept_exactly():
    """Where the number is said, so many tickets come, however long the span."""
    for count in (1, 13, 4999):
        assert count == len(reported(profile_of(), date(2026, 1, 1), date(2026, 1, 2), count=count))


def test_a_span_at_the_ends_of_the_calendar():
    """The first and the last year that contracts know."""
    for first, last in (
        (date(1970, 1, 1), date(1970, 1, 2)),
        (date(2199, 12, 30), date(2199, 12, 31)),
    ):
        days = {at.date() for at in local(reported(profile_of(), first, last, count=200))}
        assert {first, last} == days


def test_too_many_for_an_hour():
    """A thousand million records in one hour are refused, not overflown."""
    with pytest.raises(UsageError, match="are too many for the dates"):
        made = Rhythm(Zone("UTC"), [0] * 9 + [1] + [0] * 158)
        arrivals(made, 1, date(2026, 6, 1), date(2026, 6, 1), Fraction(1), 10**9)


def test_draws_of_a_block_are_used_once():
    """The instants of a block are in order and inside the span, for an empty block as well."""
    made = arrivals(
        Rhythm(Zone("UTC"), [1] * 168), 1, date(2026, 6, 1), date(2026, 6, 1), Fraction(1), 0
    )

    assert [] == made.instants(0, Draws(1, 0, 0)).tolist()
