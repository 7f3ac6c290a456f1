"""Records that missed, one by one: their time, their lateness, and what they carry."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.measure.measure import measure
from slaspec.measure.results import Days, Miss
from tests.measure import build
from tests.measure.build import at, ticket

HOUR = 3600


def contract(*, remedy=None, objective=None, metric=None, **said):
    """A target whose one remedy is paid for each record that missed."""
    credit = {"id": "credit", "for_each": "record", "rate": {"flat": "5.00 EUR"}, **(remedy or {})}
    aim = {"share": "90%", "within": "4h", "hours": "24x7", **(objective or {})}
    return build.agreement(
        metric=metric,
        target={"objective": aim, "remedies": ["credit"]},
        currency="EUR",
        remedies=[credit],
        **said,
    )


def dated(of):
    """The same by the date."""
    quantity = {"of": of, "step": {"calendar_days": 1}, "count": "commenced"}
    return {"rate": {"per_step": "5.00 EUR"}, "quantity": quantity}


def solved(id, reported, resolved, **more):
    """A ticket of April that was resolved, or not."""
    events = [(f"2026-04-{resolved}", "resolved")] if resolved else []
    return ticket(id, reported=f"2026-04-{reported}", events=events, **more)


def misses(plain, *tickets, **more):
    """What is told of the records that missed in April."""
    return build.measured(plain, list(tickets), **more).measured[0].misses


def test_of_each_record_its_times_are_told():
    """Five hours of four; a record that kept its limit is none."""
    [found] = misses(
        contract(), solved("A", "02 08:00", "02 13:00"), solved("B", "02 08:00", "02 12:00")
    )
    begin = at("2026-04-02 08:00")

    assert Miss("A", begin, begin + 5 * HOUR, Fraction(5 * HOUR), Fraction(HOUR)) == found


def test_nothing_is_told_unless_a_remedy_asks():
    """A remedy of the window needs the counts alone."""
    window = contract(remedy={"for_each": "window"})

    assert () == misses(window, solved("A", "02 08:00", "02 13:00"))


def test_seconds_on_the_clock_count_and_not_those_of_the_night():
    """From 16:00 to 10:00 of the next day are three office hours, one beyond two."""
    office = contract(objective={"within": "2h", "hours": "office"})
    [found] = misses(office, solved("A", "02 16:00", "03 10:00"))

    assert (3 * HOUR, HOUR) == (found.size, found.late)


def test_a_record_that_is_still_open_has_no_end():
    """What it took until the day of the preview is what is known."""
    [found] = misses(contract(), solved("A", "30 12:00", ""), as_of="2026-05-01")

    assert (None, 12 * HOUR, 8 * HOUR) == (found.end, found.size, found.late)


def test_dates_are_those_from_the_start_and_from_the_limit():
    """From the 2nd, 22:00, to the 5th: four dates, of which three begin after 02:00 of the 3rd."""
    plain = contract(remedy=dated("duration"))
    [found] = misses(plain, solved("A", "02 22:00", "05 10:00"))

    assert (Days(4, 2), Days(3, 1)) == (found.days, found.late_days)


def test_a_limit_in_working_days_has_dates_and_no_seconds():
    """Reported on Wednesday, due on Friday at 17:00, repaired on Monday: four dates late."""
    aim = {"within": {"working_days": 2, "due": "end_of_day"}, "hours": "office"}
    plain = contract(objective=aim, remedy=dated("shortfall"))
    [found] = misses(plain, solved("A", "01 10:00", "06 11:00"))

    assert (None, None) == (found.size, found.late)
    assert Days(4, 2) == found.late_days


def test_columns_of_a_record_that_a_remedy_names_are_kept():
    """The fare of each, and the incident behind it where it is mapped."""
    fare = {"rate": {"flat": "50%"}, "base": {"record": "fare"}}
    carried = {"fare": "12.50", "incident": "INC-9"}
    [found] = misses(contract(remedy=fare), solved("A", "02 08:00", "02 13:00", fields=carried))

    assert ({"fare": "12.50"}, "INC-9") == (found.fields, found.incident)


def test_a_column_inside_another_base_is_kept_too():
    """The greater of the fare and an amount at risk."""
    risk = {"at_risk": "10%", "of": {"charge": "desk"}}
    base = {"greater_of": [{"record": "fare"}, risk]}
    plain = contract(remedy={"rate": {"flat": "50%"}, "base": base})
    [found] = misses(plain, solved("A", "02 08:00", "02 13:00", fields={"fare": "12.50"}))

    assert {"fare": "12.50"} == found.fields


def test_a_column_that_the_source_does_not_have_is_told_at_the_remedy():
    """Nobody knows the fare."""
    fare = {"rate": {"flat": "50%"}, "base": {"record": "fare"}}
    with pytest.raises(LocatedError, match="source 'itsm' has no column for 'fare'"):
        misses(contract(remedy=fare), solved("A", "02 08:00", "02 13:00"))


def test_all_visits_of_a_group_are_one_time():
    """Two visits of three hours each take six of four; the time ends with the last."""
    visits = {"group": "L2", "visits": "sum"}
    events = [
        ("2026-04-02 08:00", "active", None, "L2"),
        ("2026-04-02 11:00", "active", None, "L1"),
        ("2026-04-02 12:00", "active", None, "L2"),
        ("2026-04-02 15:00", "resolved", None, "L1"),
    ]
    one = ticket("A", reported="2026-04-02 07:00", events=events)
    [found] = misses(contract(metric=visits), one)

    assert (6 * HOUR, 2 * HOUR) == (found.size, found.late)
    assert (at("2026-04-02 08:00"), at("2026-04-02 15:00")) == (found.begin, found.end)


def test_records_that_were_not_good_have_an_instant_and_no_time():
    """A share of good records has no clock."""
    ratio = {
        "kind": "ratio",
        "good": {"kept": ["yes"]},
        **dict.fromkeys(("start", "stop", "pause")),
    }
    aim = {"share": None, "within": None, "hours": None, "at_least": "95%"}
    plain = contract(metric=ratio, remedy={"base": {"record": "fare"}, "rate": {"flat": "1x"}})
    plain["targets"][0]["objective"] = {k: v for k, v in aim.items() if v is not None}
    late = solved("A", "02 08:00", "02 13:00", fields={"kept": "no", "fare": "7.00"})
    good = solved("B", "02 08:00", "02 13:00", fields={"kept": "yes", "fare": "8.00"})
    [found] = misses(plain, late, good)
    end = at("2026-04-02 13:00")

    assert Miss("A", end, end, fields={"fare": "7.00"}) == found


def test_several_processes_tell_the_same():
    """What is told of a record does not depend on who counted it."""
    made = build.planned(contract())
    late = [build.table([solved(id, "02 08:00", "02 13:00")]) for id in ("B", "A")]
    alone, together = (
        measure(made, {"itsm": late}, at("2026-07-01 00:00"), workers=workers) for workers in (1, 2)
    )

    assert ["A", "B"] == [miss.id for miss in alone.measured[0].misses]
    assert alone == together
